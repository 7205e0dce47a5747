//! The engine: what a document says, found in a fixed order of stages.
//!
//! Pure and total: equal input gives equal output, and odd input gives a value with a [`crate::model::Problem`], never
//! an error. Every stage is linear in the number of tokens; look-backs have fixed windows.

mod claims;
mod coreference;
pub mod learned;
pub mod marks;
mod mentions;
mod names;
pub mod numbers;
pub mod phrases;
pub mod quantities;
mod quotes;
mod rules;
mod scanner;
mod sentences;
pub mod tagger;
#[cfg(test)]
pub(crate) mod testing;
pub mod times;
pub mod tokens;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::{
    lexicon::Lexicon,
    model::{Analysis, Document, Fingerprint, Span},
};
use phrases::Ground;
use tokens::Tokens;

/// Goes up with each change of what the engine finds.
pub const ENGINE_VERSION: u32 = 1;

/// What the user may choose about an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settings {}

/// Everything found in one document.
pub fn analyze(document: &Document, lexicon: &Lexicon, settings: &Settings) -> Analysis {
    let tokens = Tokens::new(&document.text, document.body_start as usize, lexicon);
    let tags = tagger::tag(&tokens);
    let marks = marks::pair(&tokens);
    let phrases = phrases::chunk(&tokens, &tags);
    let ground = Ground { tokens: &tokens, tags: &tags, marks: &marks, phrases: &phrases };
    let names = names::find(&ground);
    let found = mentions::find(&ground, &names);
    let linked = coreference::link(&ground, &found);
    let quotes = quotes::find(&ground, &found, &linked);
    let times = times::find(&tokens, document);
    let quantities = quantities::find(&ground, &times);
    let sources =
        claims::Sources { ground: &ground, linked: &linked, quotes: &quotes, times: &times, quantities: &quantities };
    let claims = claims::find(&sources);
    Analysis {
        fingerprint: fingerprint(document, lexicon, settings),
        n_tokens: u32::try_from(tokens.len()).unwrap_or(u32::MAX),
        paragraphs: spans(tokens.n_paragraphs(), |k| tokens.span_of(tokens.paragraph(k))),
        sentences: spans(tokens.n_sentences(), |k| tokens.span_of(tokens.sentence(k))),
        entities: linked.entities,
        mentions: linked.mentions,
        quotes: quotes.list,
        claims,
        times,
        quantities,
        ..Analysis::default()
    }
}

fn spans(n: usize, span: impl Fn(usize) -> Span) -> Vec<Span> {
    (0..n).map(span).collect()
}

/// What the analysis of `document` with these lists and settings would be made from.
pub fn fingerprint(document: &Document, lexicon: &Lexicon, settings: &Settings) -> Fingerprint {
    let mut hasher = FxHasher::default();
    document.text.hash(&mut hasher);
    document.title.hash(&mut hasher);
    document.date.hash(&mut hasher);
    document.body_start.hash(&mut hasher);
    settings.hash(&mut hasher);
    lexicon.hash().hash(&mut hasher);
    ENGINE_VERSION.hash(&mut hasher);
    Fingerprint(hasher.finish())
}
