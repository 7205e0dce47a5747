//! Where data goes, and where documents come from.

use std::{
    io::{self, BufRead, BufWriter, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    analysis::{Settings, analyze},
    import::{Mapping, read_record},
    lexicon::Lexicon,
    model::{Analysis, Document},
    session::{Analyzed, Cancel, Input, Progress, Work, is_workspace, load},
    workspace::{Access, Workspace},
};

/// Number of lines of standard input that are held at once: memory does not grow with the number of documents.
const LINES_AT_ONCE: usize = 256;

/// Runs `fill` with a writer on the file, which is put in place only when all went well, or on standard output.
pub(super) fn write_to<T>(
    path: Option<&Path>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> anyhow::Result<T> {
    match path {
        Some(path) => Ok(crate::export::save_with(path, fill)?),
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            let done = fill(&mut out)?;
            out.flush()?;
            Ok(done)
        }
    }
}

/// How much was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) n_documents: usize,
    pub(super) n_skipped: usize,
}

/// Reads and analyzes everything that `paths` name, in order; `-` stands for JSON lines on standard input. The documents
/// of workspace files come as their users decided. What cannot be read is named on standard error.
///
/// # Errors
/// When `take` fails or standard input cannot be read.
pub(super) fn analyze_all(
    paths: &[PathBuf],
    columns: Option<&Mapping>,
    mut take: impl FnMut(&Document, &Analysis) -> io::Result<()>,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    for path in paths {
        if is_workspace(path) {
            if let Some(workspace) = read_workspace(path, &mut tally) {
                for entry in workspace.corpus().entries().iter() {
                    take(&entry.document, &entry.analysis)?;
                }
            }
            continue;
        }
        analyze_path(path, columns, &mut tally, &mut |analyzed| take(&analyzed.document, &analyzed.analysis))?;
    }
    Ok(tally)
}

/// Everything that `paths` name as one workspace: the documents of a workspace file with all that was decided about them,
/// and other documents beside them. Nothing of it is written to the file.
///
/// # Errors
/// When several workspace files are named, or standard input cannot be read.
pub(super) fn gather(paths: &[PathBuf], columns: Option<&Mapping>) -> anyhow::Result<(Workspace, Tally)> {
    let mut tally = Tally::default();
    let files: Vec<&PathBuf> = paths.iter().filter(|path| is_workspace(path)).collect();
    anyhow::ensure!(files.len() < 2, "decisions of several workspaces cannot be put together; name one .onrecord file");
    let kept = files.first().and_then(|path| read_workspace(path, &mut tally));
    let mut workspace = kept.unwrap_or_default();
    for path in paths.iter().filter(|path| !is_workspace(path)) {
        analyze_path(path, columns, &mut tally, &mut |analyzed: Analyzed| {
            workspace.add(Arc::new(analyzed.document), Arc::new(analyzed.analysis));
            Ok(())
        })?;
    }
    Ok((workspace, tally))
}

/// A workspace file, read with everything that is in it.
fn read_workspace(path: &Path, tally: &mut Tally) -> Option<Workspace> {
    let engine = |document: &Document| analyze(document, Lexicon::builtin(), &Settings::default());
    match Workspace::open(path, Access::Read, engine) {
        Ok((workspace, damaged)) => {
            tally.n_documents += workspace.corpus().entries().len();
            tally.n_skipped += damaged.len();
            damaged.iter().for_each(|reason| super::report_skipped(path, reason));
            Some(workspace)
        }
        Err(error) => {
            tally.n_skipped += 1;
            super::report_skipped(path, &error.to_string());
            None
        }
    }
}

fn analyze_path(
    path: &Path,
    columns: Option<&Mapping>,
    tally: &mut Tally,
    take: &mut impl FnMut(Analyzed) -> io::Result<()>,
) -> io::Result<()> {
    if path == Path::new("-") {
        standard_input(tally, take)
    } else {
        analyze_some(vec![Input::Path(path.to_owned())], columns, tally, take)
    }
}

fn standard_input(tally: &mut Tally, take: &mut impl FnMut(Analyzed) -> io::Result<()>) -> io::Result<()> {
    let mut lines = io::stdin().lock().lines().enumerate();
    loop {
        let (mut inputs, mut n_lines) = (Vec::new(), 0);
        for (index, line) in lines.by_ref().take(LINES_AT_ONCE) {
            let (line, number) = (line?, index + 1);
            n_lines += 1;
            if line.trim().is_empty() {
                continue;
            }
            match read_record(&line, number) {
                Ok(document) => inputs.push(Input::Document(Box::new(document))),
                Err(error) => {
                    tally.n_skipped += 1;
                    super::report_skipped(Path::new(&format!("line {number} of standard input")), &error.to_string());
                }
            }
        }
        if n_lines == 0 {
            return Ok(());
        }
        analyze_some(inputs, None, tally, take)?;
    }
}

fn analyze_some(
    inputs: Vec<Input>,
    columns: Option<&Mapping>,
    tally: &mut Tally,
    take: &mut impl FnMut(Analyzed) -> io::Result<()>,
) -> io::Result<()> {
    let (cancel, mut failure) = (Cancel::default(), None);
    let settings = Settings::default();
    let work = Work { lexicon: Lexicon::builtin(), settings: &settings, mapping: columns };
    load(inputs, &work, &Progress::default(), &cancel, |batch| {
        tally.n_skipped += batch.skipped.len();
        for skipped in &batch.skipped {
            super::report_skipped(&skipped.path, &skipped.reason);
        }
        for analyzed in batch.analyzed {
            if failure.is_some() {
                return;
            }
            tally.n_documents += 1;
            if let Err(error) = take(analyzed) {
                failure = Some(error);
                cancel.request();
            }
        }
    });
    failure.map_or(Ok(()), Err)
}

impl Tally {
    /// How a command that did its work on these documents ends.
    pub(super) fn ending(self) -> super::Ending {
        match self {
            Self { n_skipped: 1.., .. } => super::Ending::Failed,
            Self { n_documents: 0, .. } => super::Ending::NothingFound,
            _ => super::Ending::Done,
        }
    }

    /// Says on standard error when there was nothing to read.
    pub(super) fn report(self) -> Self {
        if self.n_documents == 0 && self.n_skipped == 0 {
            eprintln!("onrecord: no documents found; give files that end in .txt or .md, or folders that hold some");
        }
        self
    }
}
