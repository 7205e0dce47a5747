//! What a whole document tells about a word: how it is written elsewhere, and beside what.
//!
//! One word most often names one thing in a story, so the clear contexts help with the unclear ones (Chieu and Ng 2002;
//! Ratinov and Roth 2009).

use rustc_hash::FxHashMap;

use super::atoms::Atoms;
use crate::{
    analysis::{
        tagger::{Pos, Tags},
        tokens::Tokens,
    },
    lexicon::{Class, WordId},
};

/// Facts about all occurrences of a word, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts(pub u16);

/// Number of facts.
pub const N_FACTS: usize = 12;

const INNER_CAPITAL: u16 = 1;
const SMALL: u16 = 1 << 1;
const AFTER_TITLE: u16 = 1 << 2;
const AFTER_GIVEN: u16 = 1 << 3;
const BEFORE_ORG_HEAD: u16 = 1 << 4;
const AFTER_LOCATIVE: u16 = 1 << 5;
const SPEAKS: u16 = 1 << 6;
const IN_BRACKETS: u16 = 1 << 7;
const AFTER_THE: u16 = 1 << 8;
const BEFORE_NOUN: u16 = 1 << 9;
const BEFORE_COMMA_PLACE: u16 = 1 << 10;
const OFTEN: u16 = 1 << 11;

/// Facts by word.
#[derive(Debug, Default)]
pub struct DocumentFacts {
    by_word: FxHashMap<WordId, (Facts, u32)>,
}

impl DocumentFacts {
    /// Reads the whole document once; `atoms` tell which tokens have capitals.
    pub fn new(tokens: &Tokens<'_>, tags: &Tags, atoms: &[Atoms]) -> Self {
        let is_capital = |i: usize| atoms.get(i).is_some_and(|atom| atom.capital);
        let mut facts = Self::default();
        for i in tokens.indices().filter(|&i| is_capital(i)) {
            let (known, n) = facts.by_word.entry(tokens.word(i)).or_default();
            known.0 |= around(tokens, tags, &is_capital, i);
            *n += 1;
            if *n > 2 {
                known.0 |= OFTEN;
            }
        }
        for i in tokens.indices().filter(|&i| tokens.is_word(i) && !is_capital(i)) {
            if let Some((known, _)) = facts.by_word.get_mut(&tokens.word(i)) {
                known.0 |= SMALL;
            }
        }
        facts
    }

    /// What is known of a word.
    pub fn of(&self, word: WordId) -> Facts {
        self.by_word.get(&word).map_or(Facts(0), |(facts, _)| *facts)
    }
}

fn around(t: &Tokens<'_>, tags: &Tags, is_capital: &dyn Fn(usize) -> bool, i: usize) -> u16 {
    let mut facts = 0;
    let mut note = |holds: bool, fact: u16| {
        if holds {
            facts |= fact;
        }
    };
    let has_before = i > 0 && !t.is_sentence_start(i);
    if has_before {
        let before = i - 1;
        let capital = is_capital(before);
        note(!t.is_all_caps(i) || !t.is_all_caps(before), INNER_CAPITAL);
        note(capital && t.is(before, Class::TITLE) && !t.is(before, Class::ORG_HEAD), AFTER_TITLE);
        note(capital && t.is(before, Class::GIVEN) && !t.is(before, Class::COMMON_NAME), AFTER_GIVEN);
        note(matches!(t.lower(before), "in" | "near" | "at" | "across" | "outside" | "into"), AFTER_LOCATIVE);
        note(t.text(before) == "(" && t.text(i + 1) == ")", IN_BRACKETS);
        note(t.is(before, Class::DEFINITE), AFTER_THE);
    }
    let next = i + 1;
    note(t.is(next, Class::ORG_HEAD) && is_capital(next), BEFORE_ORG_HEAD);
    note(t.is(next, Class::CUE) && tags.at(next).is_finite(), SPEAKS);
    note(tags.at(next) == Pos::Noun && t.is(next, Class::HEAD_NOUN), BEFORE_NOUN);
    note(t.text(next) == "," && is_capital(next + 1) && t.text(i + 3) == ",", BEFORE_COMMA_PLACE);
    facts
}
