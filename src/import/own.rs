//! Our own JSON lines, read back: the documents as they were, with what was decided about them.

use serde::Deserialize;

use super::{ImportError, Imported, Reading, encoding};
use crate::model::{Decision, Document, Span};

/// What a line of ours says of itself.
const MARK: &str = "\"schema\":\"onrecord.analysis/1\"";
/// Number of bytes among which the mark stands.
const START: usize = 200;

#[derive(Deserialize)]
struct Line {
    text: String,
    document: Document,
    #[serde(default)]
    decisions: Vec<Decision>,
}

/// Whether a file holds lines of ours; its first bytes tell.
pub(super) fn is_own(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(START)).unwrap_or_default();
    start.starts_with(b"{") && memchr::memmem::find(start, MARK.as_bytes()).is_some()
}

/// Reads each line as a document. The findings of the line are not read: the engine makes the same ones again, and the
/// decisions make of them what they were.
///
/// # Errors
/// When it is no text.
pub(super) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), ImportError> {
    let decoded = encoding::decode(bytes)?;
    for (index, line) in decoded.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if reading.is_stopped() {
            break;
        }
        match serde_json::from_str::<Line>(line) {
            Ok(Line { text, document, decisions }) if !text.trim().is_empty() => {
                let document = checked(Document { text: text.into(), ..document });
                reading.keep_imported(Imported { document, decisions });
            }
            Ok(_) => reading.refuse(&format!("line {}", index + 1), ImportError::Empty),
            Err(error) => {
                let reason = error.to_string();
                reading.refuse(&format!("line {}", index + 1), ImportError::Damaged { what: "line", reason });
            }
        }
    }
    Ok(())
}

/// A document whose places are all in its text: what somebody changed by hand must not lead outside of it.
fn checked(mut document: Document) -> Document {
    let text = std::sync::Arc::clone(&document.text);
    let is_inside = |span: Span| Span::new(&text, span.start(), span.end()).is_some();
    document.title_span = document.title_span.filter(|span| is_inside(*span));
    document.byline = document.byline.filter(|span| is_inside(*span));
    document.dateline = document
        .dateline
        .filter(|line| is_inside(line.span) && line.place.is_none_or(is_inside) && line.agency.is_none_or(is_inside));
    if !text.is_char_boundary(document.body_start as usize) {
        document.body_start = 0;
    }
    let is_page = |start: &u32| text.is_char_boundary(*start as usize);
    document.origin.pages.retain(is_page);
    document.origin.pages.sort_unstable();
    document
}
