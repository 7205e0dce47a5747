//! `onrecord export`: tables of a whole corpus.

use std::path::Path;

use anyhow::bail;

use super::{Ending, ExportArguments, Format, Kind, output};
use crate::export::{Options, Scope, write};

pub(super) fn run(arguments: &ExportArguments) -> anyhow::Result<Ending> {
    check_format(arguments)?;
    let (workspace, tally) = output::gather(&arguments.paths)?;
    let options = Options { byte_order_mark: !arguments.no_bom, spreadsheet_safe: arguments.spreadsheet_safe };
    output::write_to(arguments.output.as_deref(), |out| {
        write(workspace.corpus(), arguments.kind.into(), &Scope::Corpus, options, out)
    })?;
    Ok(tally.report().ending())
}

/// Refuses a format that this kind of export does not have, before any work is done.
fn check_format(arguments: &ExportArguments) -> anyhow::Result<()> {
    let has = if arguments.kind == Kind::Analysis { Format::Jsonl } else { Format::Csv };
    let wanted = match (arguments.format, &arguments.output) {
        (Some(format), _) => Some(format),
        (None, Some(path)) => format_of(path)?,
        (None, None) => None,
    };
    if wanted.is_some_and(|wanted| wanted != has) {
        let (kind, format) =
            if has == Format::Csv { ("tables", "CSV (.csv)") } else { ("the analysis", "JSON lines (.jsonl)") };
        bail!("{kind} can be written as {format} only; choose that ending or pass --format");
    }
    Ok(())
}

/// The format that the ending of a file tells; a file without an ending tells none.
fn format_of(path: &Path) -> anyhow::Result<Option<Format>> {
    let Some(ending) = path.extension() else { return Ok(None) };
    match ending.to_string_lossy().to_ascii_lowercase().as_str() {
        "csv" => Ok(Some(Format::Csv)),
        "jsonl" | "ndjson" | "json" => Ok(Some(Format::Jsonl)),
        other => bail!("files that end in .{other} cannot be written; use .csv or .jsonl, or pass --format"),
    }
}
