//! What the features are made of: a few facts about each token, as numbers that are equal on every machine.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{
    Suggestion,
    document::{DocumentFacts, Facts},
};
use crate::{
    analysis::{
        tagger::{Pos, Tags},
        tokens::{TokenKind, Tokens},
    },
    lexicon::{Class, PhraseHash},
    model::EntityType,
};

/// Listed readings kept for a token.
const MAX_LISTED: usize = 3;

/// Facts about one token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Atoms {
    /// The lower-case form; digits are all the same.
    pub word: u64,
    /// Its first and last letters.
    pub prefix: [u64; 2],
    pub suffix: [u64; 3],
    /// Capitals, small letters, digits and marks, repetitions left out.
    pub shape: u64,
    pub pos: u64,
    /// Bits of [`CLASSES`].
    pub class: u64,
    /// What kind of thing a common noun stands for.
    pub noun: u64,
    /// Readings of the longest listed phrase around it, with its place in the phrase; 0 for none.
    pub listed: [u64; MAX_LISTED],
    /// How frequent the form is in news, and how often with a capital.
    pub frequency: u64,
    /// Sentence start, hyphen, capitals.
    pub form: u64,
    /// Where in which kind of name it stands for the rules; 0 for none.
    pub suggested: u64,
    /// The rule that speaks loudest, and how much speaks for each kind.
    pub rule: u64,
    pub votes: u64,
    /// The other occurrences in this document.
    pub facts: Facts,
    /// Whether it is written with a capital or as a designation.
    pub capital: bool,
    /// Whether it may stand between the names of a list: comma, "and", "the".
    pub links: bool,
    /// First and last token of the run of capitalised words around it.
    pub run: (u32, u32),
    /// Which of the document's written forms it is, from [`FIRST_WRITTEN`] on. What one form alone tells is equal wherever
    /// it stands, and worked out once.
    pub written: u32,
}

/// What stands for a type where the rules give a name up.
const GIVEN_UP: u64 = 30;
/// What words of titles are for the rules.
const IN_TITLE: u64 = 127;

/// Numbers below this mark the edges of sentences, which read like words.
pub const FIRST_WRITTEN: u32 = 2;

/// The word classes that tell something about names.
pub const CLASSES: [Class; 24] = [
    Class::GIVEN_MASCULINE,
    Class::GIVEN_FEMININE,
    Class::SURNAME,
    Class::COMMON_NAME,
    Class::TITLE,
    Class::TITLE_MODIFIER,
    Class::ORG_HEAD,
    Class::FACILITY_HEAD,
    Class::LEGAL_FORM,
    Class::NORP,
    Class::NAME_PARTICLE,
    Class::COMMON_ACRONYM,
    Class::CUE,
    Class::HEAD_NOUN,
    Class::DIRECTION,
    Class::KIN,
    Class::WEEKDAY,
    Class::MONTH,
    Class::ABBREVIATION,
    Class::DEFINITE,
    Class::PREPOSITION,
    Class::PRONOUN,
    Class::VERB,
    Class::FUNCTION,
];

/// The atoms of all tokens.
pub fn all(tokens: &Tokens<'_>, tags: &Tags, suggestions: &[Suggestion]) -> Vec<Atoms> {
    let mut atoms = written(tokens);
    let facts = DocumentFacts::new(tokens, tags, &atoms);
    for (i, atom) in atoms.iter_mut().enumerate() {
        atom.pos = pos_number(tags.at(i));
        atom.form = form(tokens, i);
        if atom.capital {
            atom.facts = facts.of(tokens.word(i));
        }
    }
    mark_listed(tokens, &mut atoms);
    mark_runs(tokens, &mut atoms);
    suggestions.iter().for_each(|suggestion| mark_suggested(&mut atoms, suggestion));
    atoms
}

fn mark_suggested(atoms: &mut [Atoms], suggestion: &Suggestion) {
    let kind = suggestion.etype.map_or(GIVEN_UP, |etype| etype as u64);
    let votes = suggestion.votes.iter().fold(1, |sum, &votes| sum * 8 + u64::from(votes));
    for i in suggestion.tokens.clone() {
        let place = u64::from(i == suggestion.tokens.start) + 2 * u64::from(i + 1 == suggestion.tokens.end);
        let suggested = 1 + place + 4 * kind;
        atoms[i] = Atoms { suggested, rule: suggestion.rule, votes, ..atoms[i] };
    }
    for i in suggestion.title.clone().into_iter().flatten() {
        atoms[i].suggested = IN_TITLE;
    }
}

/// How many written forms there are, the edges of sentences among them.
pub fn n_written(atoms: &[Atoms]) -> usize {
    atoms.iter().map(|atom| atom.written + 1).max().unwrap_or(0).max(FIRST_WRITTEN) as usize
}

/// What the written form of each token tells, wherever it stands.
fn written(tokens: &Tokens<'_>) -> Vec<Atoms> {
    let mut known: FxHashMap<&str, Atoms> = FxHashMap::default();
    let mut next = FIRST_WRITTEN;
    let one = |i| {
        *known.entry(tokens.text(i)).or_insert_with(|| {
            next += 1;
            Atoms { written: next - 1, ..of_form(tokens, i) }
        })
    };
    tokens.indices().map(one).collect()
}

/// Whether a token is written like a part of a name.
pub fn is_capital(t: &Tokens<'_>, i: usize) -> bool {
    match t.kind(i) {
        TokenKind::Word => t.is_capitalised(i) || (t.text(i).len() > 1 && t.text(i).chars().any(char::is_uppercase)),
        TokenKind::Alphanumeric => t.is_capitalised(i),
        _ => false,
    }
}

fn of_form(t: &Tokens<'_>, i: usize) -> Atoms {
    let (lower, text) = (t.lower(i), t.text(i));
    let entry = t.entry(i);
    let numeric = matches!(t.kind(i), TokenKind::Number);
    Atoms {
        word: if numeric { 1 } else { hash(lower.as_bytes()) },
        prefix: [3, 4].map(|n| hash(lower.char_indices().nth(n).map_or(lower, |(at, _)| &lower[..at]).as_bytes())),
        suffix: [2, 3, 4]
            .map(|n| hash(lower.char_indices().rev().nth(n - 1).map_or(lower, |(at, _)| &lower[at..]).as_bytes())),
        shape: shape(text),
        class: class_bits(entry.class),
        noun: t
            .lexicon()
            .heads()
            .noun(t.word(i))
            .map_or(0, |head| 1 + 2 * (head.etype as u64) + u64::from(head.plural)),
        frequency: frequency(entry.per_million) * 8 + u64::from(entry.capital_permille / 200),
        capital: is_capital(t, i),
        links: t.text(i) == "," || t.is(i, Class::COORDINATOR | Class::DEFINITE),
        run: (u32::MAX, u32::MAX),
        ..Atoms::default()
    }
}

fn class_bits(class: Class) -> u64 {
    CLASSES.iter().enumerate().filter(|(_, one)| class.any(**one)).map(|(bit, _)| 1u64 << bit).sum()
}

fn pos_number(pos: Pos) -> u64 {
    pos as u64
}

/// Powers of four.
fn frequency(per_million: f32) -> u64 {
    [0.1, 4.0, 16.0, 64.0, 256.0, 1024.0].iter().filter(|&&step| per_million >= step).count() as u64
}

fn form(t: &Tokens<'_>, i: usize) -> u64 {
    let facts = [
        t.is_sentence_start(i),
        t.is_all_caps(i),
        t.is_capitalised(i),
        t.is_joined(i),
        t.is_joined(i + 1),
        t.is_possessive_mark(i + 1),
        t.kind(i) == TokenKind::Alphanumeric,
    ];
    facts.iter().enumerate().map(|(bit, &fact)| u64::from(fact) << bit).sum()
}

fn shape(text: &str) -> u64 {
    let (mut state, mut before, mut repeated) = (SEED, ' ', 0);
    for c in text.chars().take(24) {
        let kind = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => '0',
            _ => c,
        };
        repeated = if kind == before { repeated + 1 } else { 0 };
        before = kind;
        if repeated < 2 {
            state = step(state, u64::from(kind));
        }
    }
    finish(state)
}

/// Walks over the listed phrases, the longest from each word on.
fn mark_listed(t: &Tokens<'_>, atoms: &mut [Atoms]) {
    let mut i = 0;
    while i < t.len() {
        let end = if atoms[i].capital || t.kind(i) == TokenKind::Alphanumeric { listed_end(t, i) } else { i };
        if end > i {
            mark_phrase(t, atoms, i..end);
        }
        i = end.max(i + 1);
    }
}

/// The end of the longest listed phrase that starts at `start`; `start` when there is none.
fn listed_end(t: &Tokens<'_>, start: usize) -> usize {
    let names = t.lexicon().names();
    let mut hash = PhraseHash::default().with(t.lower(start));
    let limit = (start + names.longest(hash)).min(t.sentence(t.sentence_of(start)).end);
    let mut end = if names.contains(hash) { start + 1 } else { start };
    for i in start + 1..limit {
        hash = hash.with(t.lower(i));
        if names.contains(hash) {
            end = i + 1;
        }
    }
    end
}

fn mark_phrase(t: &Tokens<'_>, atoms: &mut [Atoms], range: Range<usize>) {
    let hash = range.clone().fold(PhraseHash::default(), |hash, i| hash.with(t.lower(i)));
    let capitals = !t.text_of(range.clone()).chars().any(char::is_lowercase);
    // The heaviest reading of each type; city and country are told apart.
    let mut readings: Vec<(u64, u64)> = Vec::new();
    for fact in t.lexicon().names().get(hash).filter(|fact| !fact.exact || capitals) {
        let kind = fact.etype as u64 * 4
            + match (fact.etype, fact.subtype) {
                (EntityType::Place, "country") => 1,
                (EntityType::Place, "city") => 2,
                _ => 0,
            };
        let weight = u64::from(fact.weight / 10);
        match readings.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, known)) => *known = weight.max(*known),
            None => readings.push((kind, weight)),
        }
    }
    readings.sort_unstable();
    for i in range.clone() {
        let place = u64::from(i == range.start) + 2 * u64::from(i + 1 == range.end);
        for (slot, (kind, weight)) in atoms[i].listed.iter_mut().zip(&readings) {
            *slot = 1 + place + 4 * kind + 1024 * weight;
        }
    }
}

/// Runs of capitalised words within a sentence.
fn mark_runs(t: &Tokens<'_>, atoms: &mut [Atoms]) {
    let mut i = 0;
    while i < atoms.len() {
        if !atoms[i].capital {
            i += 1;
            continue;
        }
        let limit = t.sentence(t.sentence_of(i)).end.min(atoms.len());
        let joins = |k: usize| atoms[k].capital || (t.is_joined(k) && k + 1 < limit && atoms[k + 1].capital);
        let end = (i + 1..limit).find(|&k| !joins(k)).unwrap_or(limit).max(i + 1);
        let edges = (u32::try_from(i).unwrap_or(u32::MAX), u32::try_from(end - 1).unwrap_or(u32::MAX));
        atoms[i..end].iter_mut().for_each(|atom| atom.run = edges);
        i = end;
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(state: u64, value: u64) -> u64 {
    (state ^ value).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Spreads the bits of a hash.
pub fn finish(state: u64) -> u64 {
    let state = (state ^ (state >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state ^ (state >> 29)
}

/// A hash of bytes that never changes between versions of the program (FNV-1a, spread).
pub fn hash(bytes: &[u8]) -> u64 {
    finish(bytes.iter().fold(SEED, |state, &byte| step(state, byte.into())))
}
