//! Helpers for tests: documents made of a text, and spans shown in brackets.

use std::{path::PathBuf, sync::Arc};

use crate::model::{Document, Sha256, Span};

/// A document with this text, published on 8 February 2024.
pub(crate) fn document(text: &str) -> Document {
    Document {
        name: "test".to_owned(),
        path: None::<PathBuf>,
        title: "Test".to_owned(),
        title_span: None,
        date: chrono::NaiveDate::from_ymd_opt(2024, 2, 8),
        date_origin: None,
        source: None,
        byline: None,
        dateline: None,
        text: Arc::from(text),
        body_start: 0,
        sha256: Sha256([0; 32]),
        encoding: "UTF-8".to_owned(),
        problems: Vec::new(),
    }
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
