//! The command line: what was typed, what it means, and how it ends.
//!
//! Standard output carries data only. What was skipped or failed is named on standard error with its reason, and the
//! exit code remembers it: 0 done, 1 nothing found to do, 2 something failed or was skipped.

mod analyze;
mod evaluate;
mod export;
mod output;
mod search;
mod train;
mod verify;

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{
    Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
    error::ErrorKind,
};

use crate::{
    analysis::NameSource,
    export::{ExportKind, Format},
    import::Mapping,
};

const ABOUT: &str = "OnRecord reads news: who is named, who said what in which words, and what is claimed by whom.

Without a command it opens the window, with the files and folders given. The commands do the same work without one.";

const EXIT_CODES: &str = "Exit codes:
  0  done
  1  nothing found to do
  2  something failed or was skipped; standard error says what and why";

/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, about = ABOUT, after_help = EXIT_CODES, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files and folders to open in the window
    paths: Vec<PathBuf>,
    /// How the window is drawn; the other one is tried when this one does not work
    #[arg(long, value_enum, default_value_t = Renderer::Auto)]
    renderer: Renderer,
}

/// How the window is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Renderer {
    /// OpenGL first on Linux, the system's own interface first elsewhere
    Auto,
    /// OpenGL
    Glow,
    /// Vulkan, Metal or Direct3D
    Wgpu,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write what is found in each document as one JSON object a line
    Analyze(AnalyzeArguments),
    /// Write findings as files that other programs read
    Export(ExportArguments),
    /// Check that evidence packs are as they were written
    Verify(VerifyArguments),
    /// Look for documents by words, speakers, acts, types, dates and sources
    Search(SearchArguments),
    /// Measure the engine against documents with known answers
    Evaluate(EvaluateArguments),
    /// Train the name model, or measure how good it is on documents it has not seen
    Train(TrainArguments),
}

#[derive(Debug, clap::Args)]
struct AnalyzeArguments {
    /// Files, folders and workspace files (.onrecord); `-` reads JSON lines with the fields id, text and, optionally, title, date and source from standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    shared: SharedArguments,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  onrecord export mentions seeds/ -o mentions.csv")]
struct ExportArguments {
    /// What to write
    #[arg(value_parser = kinds())]
    kind: ExportKind,
    /// Files and folders, or one workspace file (.onrecord); `-` reads JSON lines from standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format, where the ending of the output file does not tell it
    #[arg(long, value_parser = formats())]
    format: Option<Format>,
    /// Write of the documents alone that match this query; `onrecord search --help` explains the language
    #[arg(long, value_name = "QUERY")]
    matching: Option<String>,
    /// Leave out the byte order mark that spreadsheets need to read UTF-8
    #[arg(long)]
    no_bom: bool,
    /// Put an apostrophe before cells that a spreadsheet would take for a formula
    #[arg(long)]
    spreadsheet_safe: bool,
    #[command(flatten)]
    shared: SharedArguments,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  onrecord export evidence seeds/ -o pack.zip && onrecord verify pack.zip")]
struct VerifyArguments {
    /// Evidence packs: archives, or folders that one was unpacked to
    #[arg(required = true)]
    packs: Vec<PathBuf>,
}

const QUERY_HELP: &str = "Queries:
  bridge collapse                both words; OR, NOT or -, brackets
  \"bridge collapse\", collaps*    a phrase, the beginning of a word
  bridge NEAR/5 collapse         at most five words between them
  type:armed_group  speaker:denn  act:deny  tag:urgent  source:\"Coast Wire\"
  after:2024-02  before:2024-03-15

Each line is a document: name, date, the first match in code points (start-end), and the words around it, divided by tabs.

Example:
  onrecord search 'speaker:denn act:deny' seeds/";

#[derive(Debug, clap::Args)]
#[command(after_help = QUERY_HELP)]
struct SearchArguments {
    /// What to look for
    query: String,
    /// Files and folders, or one workspace file (.onrecord); `-` reads JSON lines from standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    shared: SharedArguments,
}

#[derive(Debug, clap::Args)]
struct EvaluateArguments {
    /// Files of documents with known answers, as JSON lines
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// One line for each type of entity too
    #[arg(long)]
    by_type: bool,
    /// Count only attributions with a reporting verb
    #[arg(long)]
    speech: bool,
    /// What finds names
    #[arg(long, value_enum, default_value_t = Names::Both)]
    names: Names,
    #[command(flatten)]
    shared: SharedArguments,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  onrecord train names.jsonl -o assets/models/names.bin")]
struct TrainArguments {
    /// Files of documents with known names, as JSON lines
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// Write the model to this file, and what it was made from to a .json file beside it
    #[arg(short, long, value_name = "FILE", required_unless_present = "folds")]
    output: Option<PathBuf>,
    /// Measure by training so many models, each without one part of the documents
    #[arg(long, value_name = "N")]
    folds: Option<usize>,
    /// Measure on these files instead; documents that are trained on are tagged by the model that did not see them
    #[arg(long, value_name = "FILE")]
    measure: Vec<PathBuf>,
    /// Whom the licences of the documents ask to name; written beside the model
    #[arg(long, value_name = "TEXT")]
    credit: Vec<String>,
    #[command(flatten)]
    shared: SharedArguments,
}

#[derive(Debug, clap::Args)]
struct SharedArguments {
    /// Number of threads; all cores by default. The output does not depend on it
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Which column of a table is what, as `text=body,title=headline`; the roles are text, title, date, source, author, url and id. Guessed where none is named
    #[arg(long, value_name = "ROLE=COLUMN,...", value_parser = Mapping::parse)]
    columns: Option<Mapping>,
}

/// What finds names, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Names {
    /// Rules and lists
    Rules,
    /// The trained model
    Model,
    /// Both, weighed against each other
    Both,
}

impl From<Names> for NameSource {
    fn from(names: Names) -> Self {
        match names {
            Names::Rules => Self::Rules,
            Names::Model => Self::Model,
            Names::Both => Self::Both,
        }
    }
}

/// Reads the word of a kind of export.
fn kinds() -> impl TypedValueParser<Value = ExportKind> {
    let words = ExportKind::ALL.iter().map(|kind| PossibleValue::new(kind.label()).help(kind.about()));
    PossibleValuesParser::new(words).try_map(|word| ExportKind::from_label(&word).ok_or("there is no such kind"))
}

/// Reads the word of a file format.
fn formats() -> impl TypedValueParser<Value = Format> {
    let words = Format::ALL.iter().map(|format| PossibleValue::new(format.label()).help(format.about()));
    PossibleValuesParser::new(words).try_map(|word| Format::from_label(&word).ok_or("there is no such format"))
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Done,
    NothingFound,
    Failed,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::NothingFound => 1,
            Ending::Failed => 2,
        })
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    env_logger::init();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // Help that nobody reads to its end is no failure.
            let _ = error.print();
            return if asked { Ending::Done } else { Ending::Failed }.into();
        }
    };
    let result = match arguments.command {
        None => window(arguments.paths, arguments.renderer),
        Some(Command::Analyze(arguments)) => use_threads(arguments.shared.jobs).and_then(|()| analyze::run(&arguments)),
        Some(Command::Export(arguments)) => use_threads(arguments.shared.jobs).and_then(|()| export::run(&arguments)),
        Some(Command::Verify(arguments)) => verify::run(&arguments),
        Some(Command::Search(arguments)) => use_threads(arguments.shared.jobs).and_then(|()| search::run(&arguments)),
        Some(Command::Evaluate(arguments)) => {
            use_threads(arguments.shared.jobs).and_then(|()| evaluate::run(&arguments))
        }
        Some(Command::Train(arguments)) => use_threads(arguments.shared.jobs).and_then(|()| train::run(&arguments)),
    };
    match result {
        Ok(ending) => ending.into(),
        Err(error) if is_closed_pipe(&error) => Ending::Done.into(),
        Err(error) => {
            eprintln!("onrecord: {error:#}");
            Ending::Failed.into()
        }
    }
}

/// Opens the window.
#[cfg(feature = "gui")]
fn window(paths: Vec<PathBuf>, renderer: Renderer) -> anyhow::Result<Ending> {
    use crate::app::{RunOptions, run};
    let renderer = match renderer {
        Renderer::Auto => crate::app::Renderer::Auto,
        Renderer::Glow => crate::app::Renderer::Glow,
        Renderer::Wgpu => crate::app::Renderer::Wgpu,
    };
    run(RunOptions { paths, renderer })?;
    Ok(Ending::Done)
}

/// Says that this build has no window.
#[cfg(not(feature = "gui"))]
fn window(_paths: Vec<PathBuf>, _renderer: Renderer) -> anyhow::Result<Ending> {
    anyhow::bail!("this build has no window; use `onrecord analyze PATH ...`, or see `onrecord --help`")
}

/// Sets the number of threads for all work that follows.
fn use_threads(jobs: Option<usize>) -> anyhow::Result<()> {
    if let Some(jobs) = jobs {
        anyhow::ensure!(jobs > 0, "--jobs needs at least one thread");
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global()?;
    }
    Ok(())
}

/// Somebody stopped reading, as `head` does: nothing went wrong.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// Names something that was not read.
fn report_skipped(path: &Path, reason: &str) {
    eprintln!("onrecord: skipped {}: {reason}", path.display());
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_kind_of_export_can_be_typed_in_each_of_its_formats() {
        for kind in ExportKind::ALL {
            for format in kind.formats() {
                let typed = ["onrecord", "export", kind.label(), "a.txt", "--format", format.label()];
                let Some(Command::Export(arguments)) = Arguments::try_parse_from(typed).unwrap().command else {
                    panic!()
                };
                assert_eq!((arguments.kind, arguments.format), (*kind, Some(*format)));
            }
        }
    }

    #[test]
    fn paths_without_a_command_open_the_window() {
        let arguments = Arguments::try_parse_from(["onrecord", "seeds/", "--renderer", "wgpu"]).unwrap();
        assert!(arguments.command.is_none());
        assert_eq!((arguments.paths, arguments.renderer), (vec![PathBuf::from("seeds/")], Renderer::Wgpu));
    }
}
