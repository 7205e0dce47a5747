//! Helpers for tests: documents made of a text, and spans shown in brackets.
#![cfg(test)]

use crate::{
    import::read_record,
    model::{Document, Span},
};

/// A story with this text, published on 8 February 2024. It has no header, but it may have a dateline.
pub(crate) fn document(text: &str) -> Document {
    let line = serde_json::json!({ "id": "test", "date": "2024-02-08", "text": text }).to_string();
    read_record(&line, 1).unwrap_or_else(|_| Document::plain("test", text))
}

/// The text with the spans in brackets; spans that overlap an earlier one are left out.
pub(crate) fn bracket(text: &str, spans: &[Span]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for span in spans.iter().filter(|span| span.end() <= text.len()) {
        if span.start() >= at {
            shown += &text[at..span.start()];
            shown += &format!("[{}]", span.text_in(text));
            at = span.end();
        }
    }
    shown + &text[at..]
}
