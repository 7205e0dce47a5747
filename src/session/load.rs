//! From files to analyzed documents, on all cores, in input order.

use std::{
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Instant,
};

use rayon::prelude::*;

use super::{Cancel, Progress};
use crate::{
    analysis::{Settings, analyze},
    import::{ImportError, Imported, Mapping, Options, Story, find_files, read_bytes, read_file},
    lexicon::Lexicon,
    model::{Analysis, Decision, Document},
};

/// Number of stories of one file that are handed on at once.
const BATCH: usize = 32;
/// Number of files that may be read ahead of the one whose turn it is. Memory is bounded by it.
const AHEAD: usize = 64;
/// Stack of a thread that reads files: page layouts nest, and some readers follow them down.
const STACK: usize = 16 * 1024 * 1024;

/// Something to read.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file, or a folder that is walked.
    Path(PathBuf),
    /// The bytes of a text, with the name the document gets.
    Bytes {
        /// Name without ending.
        name: String,
        /// As in a file.
        bytes: Arc<[u8]>,
    },
    /// A document that was read already.
    Document(Box<Document>),
}

/// A document with its analysis.
#[derive(Debug)]
pub struct Analyzed {
    /// The story.
    pub document: Document,
    /// What was found in it.
    pub analysis: Analysis,
    /// Time the engine took, in microseconds.
    pub micros: u64,
    /// What was decided about it before, where its file is one of ours.
    pub decisions: Vec<Decision>,
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Which.
    pub path: PathBuf,
    /// Why, and what to do.
    pub reason: String,
}

/// What became of some inputs, in their order.
#[derive(Debug, Default)]
pub struct Batch {
    /// Documents.
    pub analyzed: Vec<Analyzed>,
    /// What was not read.
    pub skipped: Vec<Skipped>,
}

/// Reads and analyzes `inputs` and hands the results to `take` batch by batch, in input order whatever the number of
/// threads. Answers whether it came to the end; `false` means that it was cancelled.
///
/// Every core takes the next file as soon as it is free. A document on which a reader or the engine fails is skipped with its
/// name; the rest goes on.
pub fn load(
    inputs: Vec<Input>,
    work: &Work<'_>,
    progress: &Progress,
    cancel: &Cancel,
    mut take: impl FnMut(Batch),
) -> bool {
    let (inputs, skipped) = expand(inputs);
    progress.set_total(inputs.len());
    if !skipped.is_empty() {
        take(Batch { analyzed: Vec::new(), skipped });
    }
    let (next, turn, moved) = (AtomicUsize::new(0), Mutex::new(0), Condvar::new());
    let n_threads = rayon::current_num_threads().min(inputs.len().max(1));
    let (sender, receiver) = mpsc::sync_channel(4 * AHEAD);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let sender = sender.clone();
            let (inputs, next, turn, moved) = (&inputs, &next, &turn, &moved);
            let run = move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(input) = inputs.get(index).filter(|_| !cancel.is_requested()) else { return };
                    // The lock is given back at once: it keeps the order, it does not guard the work.
                    let is_turn = turn.lock().is_ok_and(|turn| {
                        let too_early = |turn: &mut usize| index > *turn + AHEAD && !cancel.is_requested();
                        moved.wait_while(turn, too_early).map(drop).is_ok()
                    });
                    if !is_turn {
                        return;
                    }
                    let done = work.run(input, progress, cancel, |batch| sender.send((index, Some(batch))).is_ok());
                    if !done || sender.send((index, None)).is_err() {
                        return;
                    }
                }
            };
            if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).is_err() {
                // Fewer threads do the same work.
                break;
            }
        }
        drop(sender);
        let mut early: BTreeMap<usize, Vec<Option<Batch>>> = BTreeMap::new();
        let mut current = 0;
        while let Ok((index, batch)) = receiver.recv() {
            if cancel.is_requested() {
                break;
            }
            early.entry(index).or_default().push(batch);
            while let Some(batches) = early.remove(&current) {
                let mut is_whole = false;
                for batch in batches {
                    is_whole |= batch.is_none();
                    batch.into_iter().for_each(&mut take);
                }
                if !is_whole {
                    break;
                }
                current += 1;
                if let Ok(mut turn) = turn.lock() {
                    *turn = current;
                }
                moved.notify_all();
            }
        }
        moved.notify_all();
        drop(receiver);
    });
    !cancel.is_requested()
}

/// Folders become the files in them.
fn expand(inputs: Vec<Input>) -> (Vec<Input>, Vec<Skipped>) {
    let (mut expanded, mut skipped) = (Vec::new(), Vec::new());
    for input in inputs {
        match input {
            Input::Path(path) => {
                let found = find_files(&[path]);
                expanded.extend(found.files.into_iter().map(Input::Path));
                skipped
                    .extend(found.skipped.into_iter().map(|(path, error)| Skipped { path, reason: error.to_string() }));
            }
            ready => expanded.push(ready),
        }
    }
    (expanded, skipped)
}

/// What is done with each file.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Words and models of the engine.
    pub lexicon: &'a Lexicon,
    /// How it works.
    pub settings: &'a Settings,
    /// Which column of a table is what, for tables that it fits.
    pub mapping: Option<&'a Mapping>,
}

impl Work<'_> {
    /// Reads an input and analyzes its stories; answers whether it came to the end.
    fn run(&self, input: &Input, progress: &Progress, cancel: &Cancel, give: impl Fn(Batch) -> bool) -> bool {
        let stories = match self.read(input, cancel) {
            Ok(stories) => stories,
            Err(skipped) => {
                progress.advance();
                return give(Batch { analyzed: Vec::new(), skipped: vec![skipped] });
            }
        };
        progress.add_total(stories.len().saturating_sub(1));
        if stories.is_empty() {
            progress.advance();
        }
        let mut stories = stories.into_iter().peekable();
        while stories.peek().is_some() {
            let some: Vec<Story> = stories.by_ref().take(BATCH).collect();
            let results: Vec<_> = some
                .into_par_iter()
                .map(|story| {
                    let result = if cancel.is_requested() { None } else { Some(self.analyze(input, story)) };
                    progress.advance();
                    result
                })
                .collect();
            let mut batch = Batch::default();
            for result in results.into_iter().flatten() {
                match result {
                    Ok(analyzed) => batch.analyzed.push(analyzed),
                    Err(skipped) => batch.skipped.push(skipped),
                }
            }
            if cancel.is_requested() || !give(batch) {
                return false;
            }
        }
        true
    }

    fn read(&self, input: &Input, cancel: &Cancel) -> Result<Vec<Story>, Skipped> {
        let skip = |reason: String| Skipped { path: input.path().to_owned(), reason };
        match input {
            Input::Path(path) => {
                let is_stopped = || cancel.is_requested();
                let options = Options { mapping: self.mapping, is_stopped: &is_stopped };
                let read = panic::catch_unwind(AssertUnwindSafe(|| read_file(path, &options)));
                read.unwrap_or(Err(ImportError::Failed)).map_err(|error| skip(error.to_string()))
            }
            Input::Bytes { name, bytes } => read_bytes(name, bytes)
                .map(|document| vec![Ok(plain(document))])
                .map_err(|error| skip(error.to_string())),
            Input::Document(document) => Ok(vec![Ok(plain((**document).clone()))]),
        }
    }

    fn analyze(&self, input: &Input, story: Story) -> Result<Analyzed, Skipped> {
        let path = input.path();
        let Imported { document, decisions } = story.map_err(|refusal| {
            let part = if refusal.part.is_empty() { path.to_owned() } else { path.join(&refusal.part) };
            Skipped { path: part, reason: refusal.error.to_string() }
        })?;
        let start = Instant::now();
        let mut analysis = panic::catch_unwind(AssertUnwindSafe(|| analyze(&document, self.lexicon, self.settings)))
            .map_err(|_| {
                let reason = "the engine failed on this story; the others are not affected".to_owned();
                Skipped { path: path.to_owned(), reason }
            })?;
        analysis.shrink_to_fit();
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(Analyzed { document, analysis, micros, decisions })
    }
}

fn plain(document: Document) -> Imported {
    Imported { document, decisions: Vec::new() }
}

impl Input {
    /// Its path, or the name that stands for it.
    fn path(&self) -> &Path {
        match self {
            Self::Path(path) => path,
            Self::Bytes { name, .. } => Path::new(name),
            Self::Document(document) => Path::new(&document.name),
        }
    }
}
