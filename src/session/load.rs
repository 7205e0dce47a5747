//! From files to analyzed documents, on all cores, in input order.

use std::{
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use rayon::prelude::*;

use super::{Cancel, Progress};
use crate::{
    analysis::{Settings, analyze},
    import::{find_files, read_bytes, read_file},
    lexicon::Lexicon,
    model::{Analysis, Document},
};

/// Number of documents that are handed on at once. Small, so that the first ones are on screen early.
const BATCH: usize = 32;

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
/// A document on which the engine fails is skipped with its name; the rest goes on.
pub fn load(
    inputs: Vec<Input>,
    lexicon: &Lexicon,
    settings: &Settings,
    progress: &Progress,
    cancel: &Cancel,
    mut take: impl FnMut(Batch),
) -> bool {
    let (inputs, skipped) = expand(inputs);
    progress.set_total(inputs.len());
    if !skipped.is_empty() {
        take(Batch { analyzed: Vec::new(), skipped });
    }
    for chunk in inputs.chunks(BATCH) {
        let results: Vec<_> = chunk
            .par_iter()
            .map(|input| {
                if cancel.is_requested() {
                    return None;
                }
                let result = read_and_analyze(input, lexicon, settings);
                progress.advance();
                Some(result)
            })
            .collect();
        let mut batch = Batch::default();
        for result in results.into_iter().flatten() {
            match result {
                Ok(analyzed) => batch.analyzed.push(analyzed),
                Err(skipped) => batch.skipped.push(skipped),
            }
        }
        take(batch);
        if cancel.is_requested() {
            return false;
        }
    }
    true
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

fn read_and_analyze(input: &Input, lexicon: &Lexicon, settings: &Settings) -> Result<Analyzed, Skipped> {
    let (path, document) = match input {
        Input::Path(path) => (path.as_path(), read_file(path)),
        Input::Bytes { name, bytes } => (Path::new(name), read_bytes(name, bytes)),
        Input::Document(document) => (Path::new(&document.name), Ok((**document).clone())),
    };
    let skip = |reason: String| Skipped { path: path.to_owned(), reason };
    let document = document.map_err(|error| skip(error.to_string()))?;
    let start = Instant::now();
    let analysis = panic::catch_unwind(AssertUnwindSafe(|| analyze(&document, lexicon, settings)))
        .map_err(|_| skip("the engine failed on this story; the others are not affected".to_owned()))?;
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(Analyzed { document, analysis, micros })
}
