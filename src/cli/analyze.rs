//! `onrecord analyze`: one JSON object a document.

use super::{AnalyzeArguments, Ending, output};
use crate::export::write_analysis;

pub(super) fn run(arguments: &AnalyzeArguments) -> anyhow::Result<Ending> {
    let tally = output::write_to(arguments.output.as_deref(), |out| {
        output::analyze_all(&arguments.paths, arguments.shared.columns.as_ref(), |document, analysis| {
            write_analysis(document, analysis, out)
        })
    })?;
    Ok(tally.report().ending())
}
