//! Tokens in columns with names as B and I: CoNLL-U with names and places in its last column, and CoNLL 2003.
//!
//! Tokens are words and marks as Unicode divides them, divided further where a name begins or ends, so that every name
//! is covered exactly.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;

use super::{Format, cell::Words, names};
use crate::{
    corpus::Entry,
    model::{EntityType, Span},
};

/// Writes one document.
pub(super) fn write(entry: &Entry, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let names = names::flat_names(entry);
    let words = Words::new(entry);
    if format == Format::Conll2003 {
        writeln!(out, "-DOCSTART-\t-X-\t-X-\tO\n")?;
    } else {
        writeln!(out, "# newdoc id = {}", names::one_line(&entry.document.name))?;
    }
    for (number, sentence) in (1..).zip(&entry.analysis.sentences) {
        let tokens = tokens(entry, *sentence, &names);
        if tokens.is_empty() {
            continue;
        }
        if format == Format::Conll2003 {
            for token in &tokens {
                let label = token.name.map(|(first, etype)| label_2003(first, etype));
                writeln!(out, "{}\t-X-\t-X-\t{}", form(entry, token), label.as_deref().unwrap_or("O"))?;
            }
        } else {
            let text = names::one_line(entry.document.words(*sentence));
            writeln!(out, "# sent_id = {number}\n# text = {text}")?;
            for (index, token) in tokens.iter().enumerate() {
                let is_glued = tokens.get(index + 1).is_some_and(|next| next.span.start() == token.span.end());
                let [start, end] = words.range(token.span);
                let ner = token.name.map_or_else(|| "O".to_owned(), |(first, etype)| label(first, etype.code()));
                let space = if is_glued { "|SpaceAfter=No" } else { "" };
                writeln!(
                    out,
                    "{}\t{}\t_\t_\t_\t_\t_\t_\t_\tEnd={end}|NER={ner}{space}|Start={start}",
                    index + 1,
                    form(entry, token)
                )?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

struct Token {
    span: Span,
    /// Whether it is the first of its name, and the name's type.
    name: Option<(bool, EntityType)>,
}

fn tokens(entry: &Entry, sentence: Span, names: &[(Span, EntityType)]) -> Vec<Token> {
    let text = &entry.document.text;
    let first = names.partition_point(|(name, _)| name.end() <= sentence.start());
    let mut ahead = names[first..].iter().take_while(|(name, _)| name.start() < sentence.end()).peekable();
    let mut tokens = Vec::new();
    for (offset, word) in sentence.text_in(text).split_word_bound_indices() {
        let (mut start, word_end) = (sentence.start() + offset, sentence.start() + offset + word.len());
        while start < word_end {
            while ahead.next_if(|(name, _)| name.end() <= start).is_some() {}
            let edges = ahead.peek().map_or([word_end; 2], |(name, _)| [name.start(), name.end()]);
            let end = edges.into_iter().find(|&edge| edge > start).map_or(word_end, |edge| edge.min(word_end));
            let inside = ahead.peek().filter(|(name, _)| name.contains_byte(start));
            let name = inside.map(|(name, etype)| (name.start().max(sentence.start()) == start, *etype));
            let span = Span::new(text, start, end).filter(|span| !span.text_in(text).trim().is_empty());
            tokens.extend(span.map(|span| Token { span, name }));
            start = end;
        }
    }
    tokens
}

/// The words of a token without control characters, which would break its line.
fn form(entry: &Entry, token: &Token) -> String {
    let words = entry.document.words(token.span);
    words.chars().map(|c| if c.is_control() || c.is_whitespace() { '\u{FFFD}' } else { c }).collect()
}

fn label(is_first: bool, code: &str) -> String {
    format!("{}-{code}", if is_first { "B" } else { "I" })
}

/// The four types of CoNLL 2003.
fn label_2003(is_first: bool, etype: EntityType) -> String {
    use EntityType::{ArmedGroup, GovernmentBody, MilitaryUnit, Organization, Person, Place};
    let code = match etype {
        Person => "PER",
        Place => "LOC",
        Organization | ArmedGroup | GovernmentBody | MilitaryUnit => "ORG",
        _ => "MISC",
    };
    label(is_first, code)
}
