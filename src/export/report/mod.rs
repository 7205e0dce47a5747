//! A report for readers: who is named, who said what, who claims what, with endnotes that lead to the exact words.

mod docx;
mod html;

use std::io::{self, Write};

use super::{
    Format, Scope,
    cell::{self, Words},
    claims::claimant,
    names,
};
use crate::{
    corpus::{Corpus, Entry},
    model::{QuoteKind, Span},
};

/// Everything in the report, in the order of reading.
struct Report {
    n_documents: usize,
    entities: Vec<[String; 4]>,
    quotes: Vec<Statement>,
    claims: Vec<Statement>,
}

/// The heads of the columns of the entities.
const ENTITY_COLUMNS: [&str; 4] = ["Name", "Type", "Mentions", "Documents"];

/// A statement with its endnote.
struct Statement {
    /// Who states, and how.
    lead: String,
    /// What, as printed.
    words: String,
    note: Note,
}

/// Document, date, exact words, places, and the SHA-256 of the file.
struct Note {
    document: String,
    parts: Vec<Part>,
    sha256: String,
}

/// Words with their place in the text.
struct Part {
    words: String,
    /// "characters 12 to 40, page 3".
    place: String,
}

impl Note {
    /// What stands before the words.
    fn lead(&self) -> String {
        format!("{}: ", self.document)
    }

    /// What stands behind them.
    fn end(&self) -> String {
        format!(". SHA-256 of the file: {}", self.sha256)
    }
}

/// Writes the report; answers with the number of documents.
pub(super) fn write(corpus: &Corpus, scope: &Scope, format: Format, out: &mut dyn Write) -> io::Result<u64> {
    let report = gather(corpus, scope);
    match format {
        Format::Docx => out.write_all(&docx::document(&report)?)?,
        _ => out.write_all(html::page(&report).as_bytes())?,
    }
    Ok(report.n_documents as u64)
}

/// The report as a web page.
pub(super) fn html(corpus: &Corpus, scope: &Scope) -> String {
    html::page(&gather(corpus, scope))
}

fn gather(corpus: &Corpus, scope: &Scope) -> Report {
    let entries = scope.entries(corpus);
    let entities = names::things(corpus, scope).map(|entity| {
        [
            entity.name.clone(),
            entity.etype.label().to_owned(),
            entity.n_mentions.to_string(),
            entity.n_documents.to_string(),
        ]
    });
    let (mut quotes, mut claims) = (Vec::new(), Vec::new());
    for entry in &entries {
        let words = Words::new(entry);
        for quote in entry.analysis.quotes.iter().filter(|quote| quote.kind != QuoteKind::Nonspeech) {
            let [_, name] = cell::entity(corpus, entry.id, quote.speaker);
            let speaker = if name.is_empty() { "Unknown speaker" } else { &name };
            quotes.push(statement(entry, &words, format!("{speaker}, {}", quote.kind), &quote.content));
        }
        for claim in &entry.analysis.claims {
            let [_, name] = claimant(corpus, entry, claim.claimant);
            let lead = format!("{name}, {}, {}, {}", claim.act, claim.polarity, claim.modality);
            claims.push(statement(entry, &words, lead, &claim.content));
        }
    }
    Report { n_documents: entries.len(), entities: entities.collect(), quotes, claims }
}

fn statement(entry: &Entry, words: &Words<'_>, lead: String, spans: &[Span]) -> Statement {
    let document = &entry.document;
    let date = document.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let part = |span: Span| {
        let page = document.origin.page_at(span.start()).map(|page| format!(", page {page}")).unwrap_or_default();
        Part { words: words.exact(span), place: format!("characters {}{page}", words.place(span).join(" to ")) }
    };
    let note = Note {
        document: format!("{}, {date}, {}", document.title, document.name),
        parts: spans.iter().map(|span| part(*span)).collect(),
        sha256: document.sha256.to_string(),
    };
    Statement { lead, words: words.parts(spans), note }
}
