//! `onrecord export`: findings of a whole corpus as files that other programs read.

use anyhow::bail;

use super::{Ending, ExportArguments, output, search};
use crate::export::{ExportKind, Format, Options, Scope, write};

pub(super) fn run(arguments: &ExportArguments) -> anyhow::Result<Ending> {
    let options = Options {
        format: Some(format(arguments)?),
        byte_order_mark: !arguments.no_bom,
        spreadsheet_safe: arguments.spreadsheet_safe,
    };
    let query = arguments.matching.as_deref().map(search::parse).transpose()?;
    let (workspace, tally) = output::gather(&arguments.paths, arguments.shared.columns.as_ref())?;
    let scope = match query {
        Some(query) => Scope::Documents(workspace.searcher().matches(&query)?.docs().collect()),
        None => Scope::Corpus,
    };
    output::write_to(arguments.output.as_deref(), |out| {
        write(workspace.corpus(), workspace.decisions(), arguments.kind, &scope, options, out)
    })?;
    Ok(tally.report().ending())
}

/// The format that is asked for or that the file's ending tells. One that this kind of export does not have is refused
/// before any work is done.
fn format(arguments: &ExportArguments) -> anyhow::Result<Format> {
    let kind = arguments.kind;
    if let Some(format) = arguments.format {
        if !kind.formats().contains(&format) {
            bail!("{} cannot be written as {}; choose {}", kind.label(), format.label(), choices(kind));
        }
        return Ok(format);
    }
    let Some(ending) = arguments.output.as_ref().and_then(|path| path.extension()) else {
        return Ok(kind.default_format());
    };
    let ending = ending.to_string_lossy().to_ascii_lowercase();
    let of_ending = kind.formats().iter().find(|format| endings(**format).contains(&ending.as_str()));
    match of_ending {
        Some(format) => Ok(*format),
        None => bail!(
            "{} cannot be written to a file that ends in .{ending}; choose {}, or pass --format",
            kind.label(),
            choices(kind)
        ),
    }
}

/// The endings that tell a format.
fn endings(format: Format) -> Vec<&'static str> {
    match format {
        Format::Jsonl => vec!["jsonl", "ndjson", "json"],
        Format::JsonLd => vec!["jsonld", "json"],
        Format::Conll2003 => vec!["conll", "txt"],
        format => vec![format.ending()],
    }
}

/// What can be chosen, in words: `.csv or .xlsx`.
fn choices(kind: ExportKind) -> String {
    kind.formats().iter().map(|format| format!(".{}", format.ending())).collect::<Vec<_>>().join(" or ")
}
