//! One row a quote.

use super::{Scope, cell, cell::Words};
use crate::{
    corpus::{Corpus, Entry, Finding},
    model::{Quote, QuoteId, Span},
};

pub(super) const COLUMNS: [&str; 24] = [
    "doc_id",
    "doc_title",
    "doc_date",
    "sha256",
    "quote_id",
    "kind",
    "content",
    "verbatim",
    "start",
    "end",
    "cue",
    "source",
    "speaker_id",
    "speaker",
    "role",
    "affiliation_id",
    "affiliation",
    "anonymous",
    "addressee",
    "medium",
    "sentence",
    "rule",
    "score",
    "status",
];

pub(super) fn rows<'c>(corpus: &'c Corpus, scope: &Scope) -> impl Iterator<Item = [String; 24]> + 'c {
    scope.entries(corpus).into_iter().flat_map(move |entry| {
        let words = Words::new(entry);
        entry
            .analysis
            .quotes
            .iter()
            .enumerate()
            .filter_map(move |(index, quote)| row(corpus, entry, &words, QuoteId::from_index(index), quote))
    })
}

fn row(corpus: &Corpus, entry: &Entry, words: &Words<'_>, id: QuoteId, quote: &Quote) -> Option<[String; 24]> {
    let whole = Span::hull(&quote.content)?;
    let [doc_id, doc_title, doc_date, sha256] = words.document();
    let [start, end] = words.place(whole);
    let [speaker_id, speaker] = cell::entity(corpus, entry.id, quote.speaker);
    let [affiliation_id, affiliation] = cell::entity(corpus, entry.id, quote.affiliation);
    Some([
        doc_id,
        doc_title,
        doc_date,
        sha256,
        quote_id(id),
        quote.kind.to_string(),
        words.parts(&quote.content),
        words.parts(&quote.verbatim),
        start,
        end,
        words.exact(quote.cue),
        words.exact(quote.source),
        speaker_id,
        speaker,
        words.exact(quote.role),
        affiliation_id,
        affiliation,
        quote.anonymous.to_string(),
        words.exact(quote.addressee),
        words.exact(quote.medium),
        words.sentence(whole),
        quote.evidence.rule.as_str().to_owned(),
        quote.evidence.score.permille().to_string(),
        cell::status(entry, Finding::Quote(id)).to_owned(),
    ])
}

/// The outward name of a quote inside its document.
pub(super) fn quote_id(id: QuoteId) -> String {
    format!("q{}", id.index() + 1)
}
