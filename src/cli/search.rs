//! `onrecord search`: documents that match a query.

use std::io::{self, Write};

use super::{Ending, SearchArguments, output};
use crate::{
    corpus::{Entry, Query, parse_query},
    model::CharOffsets,
    workspace::Hit,
};

pub(super) fn run(arguments: &SearchArguments) -> anyhow::Result<Ending> {
    let query = parse(&arguments.query)?;
    let (mut workspace, tally) = output::gather(&arguments.paths, arguments.shared.columns.as_ref())?;
    let hits = workspace.search(&query, usize::MAX)?;
    output::write_to(arguments.output.as_deref(), |out| {
        hits.first.iter().try_for_each(|hit| match workspace.corpus().entry(hit.doc) {
            Some(entry) => line(out, entry, hit),
            None => Ok(()),
        })
    })?;
    Ok(match tally.report().ending() {
        Ending::Done if hits.documents.is_empty() => Ending::NothingFound,
        ending => ending,
    })
}

/// Reads a query.
///
/// # Errors
/// When it cannot be understood; the error tells the place.
pub(super) fn parse(query: &str) -> anyhow::Result<Query> {
    parse_query(query).map_err(|error| {
        let place = query.get(error.start..error.end).filter(|place| !place.is_empty());
        let place = place.map_or_else(|| "at the end of the query".to_owned(), |place| format!("at \"{place}\""));
        anyhow::anyhow!("{error} ({place})")
    })
}

fn line(out: &mut dyn Write, entry: &Entry, hit: &Hit) -> io::Result<()> {
    let date = entry.document.date.map_or_else(String::new, |date| date.to_string());
    let place = hit.marks.first().map_or_else(String::new, |mark| {
        let chars = CharOffsets::new(&entry.document.text);
        format!("{}-{}", chars.at(mark.start()).0, chars.at(mark.end()).0)
    });
    // A name may hold anything that a file's name may.
    let name = entry.document.name.replace(['\t', '\n', '\r'], " ");
    writeln!(out, "{name}\t{date}\t{place}\t{}", hit.snippet.text)
}
