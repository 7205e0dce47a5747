//! brat standoff: for each story its text and its annotations, and a configuration that knows the types.
//!
//! A mention or quote is a text-bound annotation, its class or kind an attribute, its entity a note. A span is divided where
//! brat's line reader would break it, and its parts are joined by a space, as brat wants it.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    archive::{Archive, FileNames},
    cell::{self, Words},
    names::one_line,
};
use crate::{
    corpus::{Corpus, Entry},
    model::{EntityType, MentionClass, QuoteKind, Span},
};

/// Writes the archive; answers with the number of annotations.
pub(super) fn write(corpus: &Corpus, entries: &[&Entry], out: &mut dyn Write) -> io::Result<u64> {
    let mut archive = Archive::new();
    let mut given = FileNames::default();
    let mut n_annotations = 0;
    archive.add("annotation.conf", configuration().as_bytes())?;
    for entry in entries {
        let name = given.give(&entry.document.name);
        let (lines, n_found) = annotations(corpus, entry);
        n_annotations += n_found;
        archive.add(&format!("{name}.txt"), entry.document.text.as_bytes())?;
        archive.add(&format!("{name}.ann"), lines.as_bytes())?;
    }
    out.write_all(&archive.finish()?)?;
    Ok(n_annotations)
}

fn configuration() -> String {
    let types: BTreeSet<&str> = EntityType::ALL.iter().map(|etype| etype.code()).collect();
    let types: Vec<&str> = types.into_iter().chain(["quote"]).collect();
    let join = |words: Vec<&str>| words.join("|");
    format!(
        "[entities]\n{}\n[relations]\nSpeaker Arg1:quote, Arg2:<ENTITY>\n[events]\n[attributes]\nClass Arg:<ENTITY>, Value:{}\nKind Arg:quote, Value:{}\n",
        types.join("\n"),
        join(MentionClass::ALL.iter().map(|class| class.code()).collect()),
        join(QuoteKind::ALL.iter().map(|kind| kind.code()).collect()),
    )
}

fn annotations(corpus: &Corpus, entry: &Entry) -> (String, u64) {
    let words = Words::new(entry);
    let text = &entry.document.text;
    let mut file = File::default();
    let mut mention_ids = Vec::new();
    for mention in &entry.analysis.mentions {
        let id = file.text_bound(&words, text, mention.etype.code(), &[mention.span]);
        if let Some(id) = id {
            let [entity_id, name] = cell::entity(corpus, entry.id, Some(mention.entity));
            file.attribute("Class", id, mention.class.code());
            file.note(id, &one_line(&format!("{entity_id} {name}")));
        }
        mention_ids.push(id);
    }
    for quote in &entry.analysis.quotes {
        let Some(id) = file.text_bound(&words, text, "quote", &quote.content) else { continue };
        file.attribute("Kind", id, quote.kind.code());
        let source = quote.source.and_then(|source| {
            let is_speaker = |(_, mention): &(usize, &crate::model::Mention)| {
                Some(mention.entity) == quote.speaker && source.contains(mention.span)
            };
            let (index, _) = entry.analysis.mentions.iter().enumerate().find(is_speaker)?;
            mention_ids.get(index).copied().flatten()
        });
        if let Some(source) = source {
            file.relation("Speaker", id, source);
        }
    }
    (file.lines, file.n_text_bounds)
}

#[derive(Default)]
struct File {
    lines: String,
    n_text_bounds: u64,
    n_attributes: u64,
    n_notes: u64,
    n_relations: u64,
}

impl File {
    /// Adds words; `None` when no part of them can stand in a line.
    fn text_bound(&mut self, words: &Words<'_>, text: &str, kind: &str, spans: &[Span]) -> Option<u64> {
        let parts: Vec<Span> = spans.iter().flat_map(|span| lines_of(text, *span)).collect();
        if parts.is_empty() {
            return None;
        }
        self.n_text_bounds += 1;
        let places: Vec<String> = parts.iter().map(|&part| words.place(part).join(" ")).collect();
        let covered: Vec<&str> = parts.iter().map(|part| part.text_in(text)).collect();
        let _ = writeln!(self.lines, "T{}\t{kind} {}\t{}", self.n_text_bounds, places.join(";"), covered.join(" "));
        Some(self.n_text_bounds)
    }

    fn attribute(&mut self, name: &str, id: u64, value: &str) {
        self.n_attributes += 1;
        let _ = writeln!(self.lines, "A{}\t{name} T{id} {value}", self.n_attributes);
    }

    fn note(&mut self, id: u64, text: &str) {
        self.n_notes += 1;
        let _ = writeln!(self.lines, "#{}\tAnnotatorNotes T{id}\t{text}", self.n_notes);
    }

    fn relation(&mut self, name: &str, from: u64, to: u64) {
        self.n_relations += 1;
        let _ = writeln!(self.lines, "R{}\t{name} Arg1:T{from} Arg2:T{to}", self.n_relations);
    }
}

/// The parts of a span between line ends, without the white space around them.
fn lines_of(text: &str, span: Span) -> Vec<Span> {
    // Where Python's `splitlines` ends a line, which is what brat reads files with.
    let is_end = |c: char| {
        matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    };
    let mut start = span.start();
    let mut parts = Vec::new();
    for piece in span.text_in(text).split_inclusive(is_end) {
        let line = piece.trim_end_matches(is_end);
        let words = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        parts.extend(Span::new(text, from, from + words.len()).filter(|part| !part.is_empty()));
        start += piece.len();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_divided_where_lines_end() {
        let text = "He said “no\n  never\u{2028}again” to it";
        let span = Span::new(text, 8, text.find(" to it").unwrap()).unwrap();
        let parts: Vec<&str> = lines_of(text, span).iter().map(|part| part.text_in(text)).collect();
        assert_eq!(parts, ["“no", "never", "again”"]);
    }
}
