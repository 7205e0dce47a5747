//! JSON lines for spaCy: names that do not overlap as `entities`, everything else as spans of groups, which may.

use std::io::{self, Write};

use serde::Serialize;

use super::{cell::Words, names};
use crate::{corpus::Entry, model::Span};

/// First and one past the last code point, and a label.
type Labelled = (u32, u32, String);

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    entities: Vec<Labelled>,
    spans: Groups,
    meta: Meta<'a>,
}

#[derive(Serialize)]
struct Groups {
    mentions: Vec<Labelled>,
    quotes: Vec<Labelled>,
    claims: Vec<Labelled>,
}

#[derive(Serialize)]
struct Meta<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    sha256: String,
}

/// Writes one document as a line.
pub(super) fn write(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let words = Words::new(entry);
    let document = &entry.document;
    let label = |span: Span, label: &str| {
        // A span that begins or ends with white space loses its entity in spaCy.
        let text = document.words(span);
        let start = span.start() + (text.len() - text.trim_start().len());
        let trimmed = Span::new(&document.text, start, start + text.trim().len()).filter(|span| !span.is_empty())?;
        let [start, end] = words.range(trimmed);
        Some((start, end, label.to_owned()))
    };
    let analysis = &entry.analysis;
    let line = Line {
        text: &document.text,
        entities: names::flat_names(entry).iter().filter_map(|(span, etype)| label(*span, etype.code())).collect(),
        spans: Groups {
            mentions: analysis
                .mentions
                .iter()
                .filter_map(|mention| label(mention.span, mention.etype.code()))
                .collect(),
            quotes: analysis
                .quotes
                .iter()
                .flat_map(|quote| quote.content.iter().filter_map(|span| label(*span, quote.kind.code())))
                .collect(),
            claims: analysis
                .claims
                .iter()
                .flat_map(|claim| claim.content.iter().filter_map(|span| label(*span, claim.act.code())))
                .collect(),
        },
        meta: Meta {
            id: &document.name,
            title: &document.title,
            date: document.date.map(|date| date.to_string()),
            sha256: document.sha256.to_string(),
        },
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}
