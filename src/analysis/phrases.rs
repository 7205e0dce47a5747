//! Noun phrases without their complements: determiner, modifiers, head.
//!
//! A light stand-in for a parser, linear in the tokens: `the commander`, `Iraq's prime minister`, `potter Nela Quill`. What
//! follows the head (`of the group`, `killed Wednesday`) is attached by the stages that need it.

use std::ops::Range;

use super::{
    marks::Marks,
    tagger::{Pos, Tags},
    tokens::{TokenKind, Tokens},
};
use crate::lexicon::Class;

/// A noun phrase or pronoun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    /// All its tokens.
    pub tokens: Range<usize>,
    /// The word that carries the meaning: the last noun or name.
    pub head: usize,
    /// Whether it is one pronoun.
    pub pronoun: bool,
}

/// All noun phrases in text order, with a look-up by token.
#[derive(Debug, Default)]
pub struct Phrases {
    list: Vec<NounPhrase>,
    at: Vec<u32>,
}

impl Phrases {
    /// All noun phrases in text order; they do not overlap.
    pub fn iter(&self) -> impl Iterator<Item = &NounPhrase> {
        self.list.iter()
    }

    /// The noun phrases that start at or after token `i`.
    pub fn iter_from(&self, i: usize) -> impl Iterator<Item = &NounPhrase> {
        self.list[self.list.partition_point(|phrase| phrase.tokens.start < i)..].iter()
    }

    /// The noun phrase that holds token `i`.
    pub fn at(&self, i: usize) -> Option<&NounPhrase> {
        self.list.get((*self.at.get(i)? as usize).checked_sub(1)?)
    }
}

/// The layers below names: tokens, tags, quotation marks, noun phrases.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'s, 'a> {
    /// The tokens.
    pub tokens: &'s Tokens<'a>,
    /// Their parts of speech.
    pub tags: &'s Tags,
    /// Passages in quotation marks.
    pub marks: &'s Marks,
    /// Noun phrases.
    pub phrases: &'s Phrases,
}

impl Ground<'_, '_> {
    /// The part of speech of token `i`.
    pub fn pos(&self, i: usize) -> Pos {
        self.tags.at(i)
    }
}

/// Finds all noun phrases.
pub fn chunk(tokens: &Tokens<'_>, tags: &Tags) -> Phrases {
    let mut phrases = Phrases { list: Vec::new(), at: vec![0; tokens.len()] };
    let mut i = 0;
    while i < tokens.len() {
        let end = phrase_end(tokens, tags, i);
        if end == i {
            i += 1;
            continue;
        }
        phrases.list.push(phrase(tokens, tags, i..end));
        let number = u32::try_from(phrases.list.len()).unwrap_or(0);
        phrases.at[i..end].fill(number);
        i = end;
    }
    phrases
}

fn phrase(tokens: &Tokens<'_>, tags: &Tags, range: Range<usize>) -> NounPhrase {
    let pronoun = range.len() == 1 && tags.at(range.start) == Pos::Pronoun;
    let head = range
        .clone()
        .rev()
        .find(|&i| matches!(tags.at(i), Pos::Noun | Pos::Name))
        .or_else(|| range.clone().rev().find(|&i| !tokens.is_punctuation(i)))
        .unwrap_or(range.start);
    NounPhrase { tokens: range, head, pronoun }
}

/// The end of the noun phrase that starts at `start`; `start` itself when none does.
fn phrase_end(tokens: &Tokens<'_>, tags: &Tags, start: usize) -> usize {
    if tags.at(start) == Pos::Pronoun {
        return start + 1;
    }
    if !opens(tokens, tags, start) {
        return start;
    }
    let sentence_end = tokens.sentence(tokens.sentence_of(start)).end;
    let mut end = start + 1;
    let mut last_noun = is_nominal(tags.at(start)).then_some(end);
    while end < sentence_end && goes_on(tokens, tags, start, end) {
        end += 1;
        if is_nominal(tags.at(end - 1)) {
            last_noun = Some(end);
        }
    }
    // Trailing adjectives belong to what follows: "the commander | responsible for".
    match last_noun {
        Some(end) => end,
        None if tags.at(start) == Pos::Adjective => start,
        None => end,
    }
}

fn is_nominal(pos: Pos) -> bool {
    matches!(pos, Pos::Noun | Pos::Name)
}

fn opens(tokens: &Tokens<'_>, tags: &Tags, i: usize) -> bool {
    match tags.at(i) {
        Pos::Determiner | Pos::Adjective | Pos::Noun | Pos::Name => true,
        Pos::Number => tokens.is_number(i) || tokens.is_word(i) || tokens.kind(i) != TokenKind::Punctuation,
        _ => false,
    }
}

/// Whether token `i` carries on the phrase that started at `start`.
fn goes_on(tokens: &Tokens<'_>, tags: &Tags, start: usize, i: usize) -> bool {
    let before = tags.at(i - 1);
    if tokens.is_joined(i) || begins_compound(tokens, tags, i) {
        return true;
    }
    match tags.at(i) {
        Pos::Noun | Pos::Name | Pos::Number => {
            // "the attack | Wednesday" is caught by the calendar tag; a number after a noun opens a new phrase.
            !(tags.at(i) == Pos::Number && is_nominal(before) && !tokens.is_capitalised(i - 1))
        }
        // "told lawmakers last month"
        Pos::Adjective if is_nominal(before) && tokens.is(i + 1, Class::TIME_UNIT) => false,
        Pos::Adjective => !is_nominal(before) || tokens.is_possessive_mark(i - 1) || opens_rest(tags, i + 1),
        Pos::Determiner => i == start + 1 && tokens.is(start, Class::QUANTIFIER),
        Pos::Adverb => {
            matches!(before, Pos::Determiner)
                && matches!(tags.at(i + 1), Pos::Adjective | Pos::Number | Pos::Noun | Pos::Name)
        }
        Pos::Gerund | Pos::Participle => {
            matches!(before, Pos::Determiner | Pos::Adjective | Pos::Particle) && opens_rest(tags, i + 1)
        }
        Pos::Particle => tokens.is_possessive_mark(i) && is_nominal(before) && opens_rest(tags, i + 1),
        Pos::Mark => {
            let apostrophe = tokens.may_mark_plural_possessive(i);
            let ampersand = tokens.text(i) == "&" && before == Pos::Name && tags.at(i + 1) == Pos::Name;
            (apostrophe && is_nominal(before) && opens_rest(tags, i + 1)) || ampersand
        }
        _ => false,
    }
}

/// "non" in "a non-governmental group": whatever the first part is, the last says what the compound is.
fn begins_compound(tokens: &Tokens<'_>, tags: &Tags, i: usize) -> bool {
    tokens.text(i + 1) == "-" && tokens.is_joined(i + 2) && opens_rest(tags, i + 2)
}

fn opens_rest(tags: &Tags, i: usize) -> bool {
    matches!(tags.at(i), Pos::Adjective | Pos::Noun | Pos::Name | Pos::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::tagger, lexicon::Lexicon};

    fn bracketed(text: &str) -> String {
        let tokens = Tokens::new(text, 0, Lexicon::builtin());
        let tags = tagger::tag(&tokens);
        let phrases = chunk(&tokens, &tags);
        let mut shown = String::new();
        let mut at = 0;
        for phrase in phrases.iter() {
            let span = tokens.span_of(phrase.tokens.clone());
            shown += &format!("{}[{}]", &text[at..span.start()], span.text_in(text));
            at = span.end();
        }
        shown + &text[at..]
    }

    #[test]
    fn noun_phrases() {
        for text in [
            "[The senior commander] killed [three soldiers] on Monday.",
            "[Tarsk's prime minister] left [the city].",
            "[A friend] of [Vice Chancellor Edo Marrow] said [he] lied.",
            "[The forces' safety] is [our aim].",
            "[The U.S.-led force] left.",
        ] {
            assert_eq!(bracketed(&text.replace(['[', ']'], "")), text);
        }
    }
}
