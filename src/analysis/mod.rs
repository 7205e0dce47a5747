//! The engine.

use crate::{
    lexicon::Lexicon,
    model::{Analysis, Document},
};

/// What the engine may be told.
#[derive(Clone, Debug, Default)]
pub struct Settings {}

/// Everything that is found in a document.
pub fn analyze(_document: &Document, _lexicon: &Lexicon, _settings: &Settings) -> Analysis {
    Analysis::default()
}
