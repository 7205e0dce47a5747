//! Where paragraphs and sentences begin.
//!
//! A rule splitter: on clean news it equals trained ones. It knows abbreviations that never end a sentence (`Gen.`) from
//! those that may (`U.S.`), initials, ellipses, and that `"Who?" asked Quill` is one sentence.

use std::ops::Range;

use super::tokens::Tokens;
use crate::lexicon::Class;

/// Share of line breaks inside sentences, in percent, from which on a text counts as hard-wrapped.
const WRAPPED_PERCENT: usize = 20;

/// Closing marks that may stand behind the end of a sentence.
const MAX_CLOSERS: usize = 6;

/// Longest sentence in tokens; beyond it the text is no prose, and the later stages, which look through whole sentences,
/// would lose their linear time.
const MAX_SENTENCE: usize = 400;

/// Indices of the tokens that open a paragraph.
///
/// A blank line always separates. A single line break does too, unless the document is wrapped at a fixed width: then
/// many lines go on with a lower-case word.
pub(super) fn paragraphs(tokens: &Tokens<'_>) -> Vec<u32> {
    let breaks: Vec<(usize, usize)> = tokens
        .indices()
        .filter_map(|i| match tokens.gap_before(i).matches('\n').count() {
            0 => None,
            n => Some((i, n)),
        })
        .collect();
    let single = breaks.iter().filter(|(_, n)| *n == 1);
    let inside = single.clone().filter(|(i, _)| tokens.text(*i).starts_with(char::is_lowercase)).count();
    let wrapped = inside * 100 > single.count() * WRAPPED_PERCENT;
    let first = (!tokens.is_empty()).then_some(0);
    let rest = breaks.into_iter().filter(|(i, n)| *i > 0 && (*n > 1 || !wrapped)).map(|(i, _)| index(i));
    first.into_iter().chain(rest).collect()
}

/// Indices of the tokens that open a sentence. Needs the paragraphs.
pub(super) fn sentences(tokens: &Tokens<'_>) -> Vec<u32> {
    let mut starts = Vec::new();
    for number in 0..tokens.n_paragraphs() {
        let paragraph = tokens.paragraph(number);
        starts.push(index(paragraph.start));
        let mut i = paragraph.start;
        while i < paragraph.end {
            let next = after_closers(tokens, i + 1, paragraph.end);
            let start = starts.last().map_or(paragraph.start, |&start| start as usize);
            if next < paragraph.end && (next - start >= MAX_SENTENCE || ends_here(tokens, start..i, next)) {
                starts.push(index(next));
                i = next;
            } else {
                i += 1;
            }
        }
    }
    starts
}

/// The first token from `i` on that does not close a quotation or bracket.
fn after_closers(tokens: &Tokens<'_>, mut i: usize, end: usize) -> usize {
    let end = end.min(i + MAX_CLOSERS);
    while i < end && !tokens.has_space_before(i) && is_closer(tokens.text(i)) {
        i += 1;
    }
    i
}

fn is_closer(text: &str) -> bool {
    matches!(text, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»" | "›")
}

/// Whether a sentence ends with the token behind `before`, its other tokens, when `next` is the first token behind it and
/// its closers.
fn ends_here(tokens: &Tokens<'_>, before: Range<usize>, next: usize) -> bool {
    let i = before.end;
    let text = tokens.text(i);
    let terminal = match text {
        "." | "!" | "?" | "…" => true,
        _ if tokens.is_punctuation(i) => text.starts_with("..") || matches!(text, "。" | "！" | "？" | "؟" | "۔" | "।"),
        _ => false,
    };
    if terminal {
        return goes_on_after_mark(tokens, i, next);
    }
    if !text.ends_with('.') || tokens.is(i, Class::ABBREVIATION) || !tokens.has_space_before(next) {
        return false;
    }
    opens_a_sentence(tokens, before, next)
}

/// After a full stop, question or exclamation mark: whether what follows is a new sentence.
fn goes_on_after_mark(tokens: &Tokens<'_>, i: usize, next: usize) -> bool {
    let spaced = tokens.has_space_before(next);
    if !spaced && tokens.text(i).is_ascii() && !is_opener(tokens.text(next)) {
        return false;
    }
    let first = if is_opener(tokens.text(next)) { next + 1 } else { next };
    if tokens.text(first).starts_with(char::is_lowercase) {
        return false;
    }
    // "Who rang?" Vale asked. The mark ends the quotation, not the sentence.
    let in_quotation = next > i + 1 && !tokens.reads(i, ".");
    !(in_quotation && first == next && cue_follows(tokens, next))
}

fn is_opener(text: &str) -> bool {
    matches!(text, "\"" | "“" | "‘" | "'" | "``" | "(" | "[" | "«" | "—" | "–" | "-" | "•" | "*")
}

/// A short subject and a verb of saying: Vale asked; Inspector Dara Quill said.
fn cue_follows(tokens: &Tokens<'_>, from: usize) -> bool {
    (from..from + 5)
        .take_while(|&i| tokens.is_word(i) && (i == from || tokens.is_capitalised(i) || tokens.is(i, Class::CUE)))
        .skip(1)
        .any(|i| tokens.is(i, Class::CUE) && !tokens.is_capitalised(i))
}

/// After an abbreviation that may end a sentence: an ordinary opening word, or a name with its verb.
fn opens_a_sentence(tokens: &Tokens<'_>, before: Range<usize>, next: usize) -> bool {
    if is_opener(tokens.text(next)) {
        return tokens.is_capitalised(next + 1) && tokens.is(next + 1, Class::FUNCTION);
    }
    if !tokens.is_capitalised(next) || tokens.is(next, Class::MONTH | Class::WEEKDAY) {
        return false;
    }
    if tokens.is(next, Class::FUNCTION | Class::ADVERB) {
        return true;
    }
    // "Ivo J. Quill left"
    let i = before.end;
    if tokens.text(i).chars().count() == 2 && i > before.start && tokens.is_capitalised(i - 1) {
        return false;
    }
    // "sent to the U.S. Quill paid" against "The U.S. Army left": a verb on both sides, and no ordinary noun between.
    let finite = Class::VERB_PAST | Class::VERB_S | Class::AUXILIARY;
    let near = before.start.max(i.saturating_sub(12))..i;
    let verb_before = near.into_iter().any(|k| tokens.is(k, finite) && !tokens.is_capitalised(k));
    let verb_after = (next + 1..next + 5)
        .find(|&k| !(tokens.is_word(k) && tokens.is_capitalised(k)))
        .is_some_and(|k| tokens.is(k, finite) && tokens.is_word(k) && !tokens.is_possessive_mark(k));
    verb_before && verb_after && tokens.entry(next).per_million == 0.0
}

fn index(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(u32::MAX)
}
