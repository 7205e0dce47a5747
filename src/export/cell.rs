//! Cells that several tables share.

use chrono::NaiveDate;

use crate::{
    corpus::{Corpus, CorpusEntityId, Entry, Finding, Standing},
    model::{CharOffsets, DocId, EntityId, Span},
};

/// Characters of context before and after a mention.
const CONTEXT_CHARS: usize = 32;

/// The outward name of a corpus entity, the same in all tables of one corpus.
pub(super) fn entity_id(id: CorpusEntityId) -> String {
    let (doc, entity) = id.begin();
    format!("e{}-{}", doc.0 + 1, entity.0 + 1)
}

/// Id and name of an entity of a document, as the corpus knows it; empty when there is none.
pub(super) fn entity(corpus: &Corpus, doc: DocId, entity: Option<EntityId>) -> [String; 2] {
    match entity.and_then(|entity| corpus.entity_of(doc, entity)) {
        Some(found) => [entity_id(found.id), found.name.clone()],
        None => [String::new(), String::new()],
    }
}

/// A day as 2024-02-08, or nothing.
pub(super) fn date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// Whether a finding is the machine's or what the user made of it.
pub(super) fn status(entry: &Entry, finding: Finding) -> &'static str {
    match entry.origin(finding).map(|origin| origin.standing) {
        None | Some(Standing::Machine) => "auto",
        Some(Standing::Confirmed) => "confirmed",
        Some(Standing::Corrected) => "corrected",
        Some(Standing::UserMade) => "user_made",
    }
}

/// Several values in one cell.
pub(super) fn list(values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut cell = String::new();
    for value in values {
        if !cell.is_empty() {
            cell.push_str("; ");
        }
        cell.push_str(value.as_ref());
    }
    cell
}

/// Words of a document for table cells, with their places in code points.
pub(super) struct Words<'c> {
    entry: &'c Entry,
    offsets: CharOffsets<'c>,
}

impl<'c> Words<'c> {
    pub(super) fn new(entry: &'c Entry) -> Self {
        Self { entry, offsets: CharOffsets::new(&entry.document.text) }
    }

    /// The words of a span exactly as they stand; nothing for no span.
    pub(super) fn exact(&self, span: impl Into<Option<Span>>) -> String {
        span.into().map(|span| self.entry.document.words(span).to_owned()).unwrap_or_default()
    }

    /// The parts of a statement, joined by an ellipsis.
    pub(super) fn parts(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.entry.document.words(*span)).collect::<Vec<_>>().join(" … ")
    }

    /// First and one past the last code point of a span.
    pub(super) fn range(&self, span: Span) -> [u32; 2] {
        [span.start(), span.end()].map(|byte| self.offsets.at(byte).0)
    }

    /// The same as cells.
    pub(super) fn place(&self, span: Span) -> [String; 2] {
        self.range(span).map(|index| index.to_string())
    }

    /// The sentence around a span.
    pub(super) fn sentence(&self, span: Span) -> String {
        self.exact(self.entry.analysis.sentence_at(span.start()))
    }

    /// The characters right before and right after a span.
    pub(super) fn context(&self, span: Span) -> [String; 2] {
        let text = &self.entry.document.text;
        let before: Vec<char> =
            text.get(..span.start()).unwrap_or_default().chars().rev().take(CONTEXT_CHARS).collect();
        let after = text.get(span.end()..).unwrap_or_default().chars().take(CONTEXT_CHARS).collect();
        [before.into_iter().rev().collect(), after]
    }

    /// Columns that open each row of a table about documents: id, title, date, SHA-256 of the file.
    pub(super) fn document(&self) -> [String; 4] {
        let document = &self.entry.document;
        [document.name.clone(), document.title.clone(), date(document.date), document.sha256.to_string()]
    }
}
