//! Time expressions and what they mean on the calendar.

use super::tokens::Tokens;
use crate::model::{Document, TimeValue};

/// Time expressions of a document, in text order.
pub fn find(_tokens: &Tokens<'_>, _document: &Document) -> Vec<TimeValue> {
    Vec::new()
}
