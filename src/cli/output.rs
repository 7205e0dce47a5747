//! Where data goes, and where documents come from.

use std::{
    io::{self, BufRead, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::{
    analysis::Settings,
    import::read_record,
    lexicon::Lexicon,
    session::{Analyzed, Cancel, Input, Progress, load},
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

/// Reads and analyzes everything that `paths` name, in order; `-` stands for JSON lines on standard input. What cannot be
/// read is named on standard error.
///
/// # Errors
/// When `take` fails or standard input cannot be read.
pub(super) fn analyze_all(paths: &[PathBuf], mut take: impl FnMut(Analyzed) -> io::Result<()>) -> io::Result<Tally> {
    let mut tally = Tally::default();
    for path in paths {
        if path == Path::new("-") {
            standard_input(&mut tally, &mut take)?;
        } else {
            analyze_some(vec![Input::Path(path.clone())], &mut tally, &mut take)?;
        }
    }
    Ok(tally)
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
        analyze_some(inputs, tally, take)?;
    }
}

fn analyze_some(
    inputs: Vec<Input>,
    tally: &mut Tally,
    take: &mut impl FnMut(Analyzed) -> io::Result<()>,
) -> io::Result<()> {
    let (cancel, mut failure) = (Cancel::default(), None);
    load(inputs, Lexicon::builtin(), &Settings::default(), &Progress::default(), &cancel, |batch| {
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
