//! What a stretch of text does and how it is presented: act words, negation, hedges.

use std::ops::Range;

use crate::{
    analysis::{
        phrases::Ground,
        quotes::{clauses::relative_pronoun, cues::group_start},
        tagger::Pos,
    },
    lexicon::{Class, WordId},
    model::{Act, Modality, Polarity},
};

/// How far in front of a verb its negation may stand, in tokens.
const NEGATION_WINDOW: usize = 4;

/// Whether the words from `i` on are `tail`.
fn follows(ground: &Ground<'_, '_>, i: usize, tail: &[WordId]) -> bool {
    tail.iter().enumerate().all(|(k, &word)| ground.tokens.word(i + k) == word)
}

/// Act phrases in the range, with their places.
pub(super) fn acts(ground: &Ground<'_, '_>, range: Range<usize>) -> Vec<(Range<usize>, Act)> {
    let t = ground.tokens;
    let mut list = Vec::new();
    for i in range.filter(|&i| !is_inferred(ground, i)) {
        let phrases = t.lexicon().cues().acts(t.word(i));
        if let Some(found) = phrases.iter().find(|phrase| follows(ground, i + 1, &phrase.tail)) {
            list.push((i..i + 1 + found.tail.len(), found.act));
        }
    }
    list
}

/// "must have left": what must have been is inferred, and nothing is asked for. "Must have a plan" asks.
fn is_inferred(ground: &Ground<'_, '_>, i: usize) -> bool {
    let t = ground.tokens;
    let participle = (i + 2..i + 4).find(|&k| ground.pos(k) != Pos::Adverb);
    t.reads_all(i, "must have") && participle.is_some_and(|k| ground.pos(k) == Pos::Participle)
}

/// Hedges in the range: where, which modality, and what a bare statement with them does.
pub(super) fn hedges(ground: &Ground<'_, '_>, range: Range<usize>) -> Vec<(Range<usize>, Modality, Act)> {
    let t = ground.tokens;
    let mut list = Vec::new();
    for i in range {
        if is_inferred(ground, i) {
            list.push((i..i + 2, Modality::Probable, Act::Assert));
        }
        if !t.is(i, Class::HEDGE) {
            continue;
        }
        let calendar = ground.pos(i) == Pos::Calendar || (t.is(i, Class::MODAL) && ground.pos(i) != Pos::Modal);
        let hedges = t.lexicon().cues().hedges(t.word(i));
        if let Some(found) = hedges.iter().find(|hedge| follows(ground, i + 1, &hedge.tail)).filter(|_| !calendar) {
            list.push((i..i + 1 + found.tail.len(), found.modality, found.act));
        }
    }
    list
}

/// The first finite verb of the range outside relative clauses.
pub(super) fn main_verb(ground: &Ground<'_, '_>, range: Range<usize>) -> Option<usize> {
    let start = range.start;
    range.into_iter().find(|&i| ground.pos(i).is_finite() && !is_relative(ground, i, start))
}

/// Whether a finite verb belongs to a relative clause that begins behind `start`: "who left", "which the army holds".
fn is_relative(ground: &Ground<'_, '_>, verb: usize, start: usize) -> bool {
    let pronoun = relative_pronoun(ground, group_start(ground, verb));
    pronoun.is_some_and(|k| k > start && ground.pos(k) == Pos::Pronoun)
}

/// Whether the main clause of the range is presented as so or not so.
pub(super) fn polarity(ground: &Ground<'_, '_>, range: Range<usize>) -> Polarity {
    let t = ground.tokens;
    // "vowed not to resign"
    if t.reads_all(range.start, "not to") {
        return Polarity::Negative;
    }
    let Some(verb) = main_verb(ground, range.clone()) else { return Polarity::Positive };
    // "threatened to attack if they are not freed", "urged the army not to leave": the infinitive is what is wanted.
    let infinitive = (range.start..verb).find(|&i| t.reads(i, "to") && ground.pos(i) == Pos::Particle);
    let condition = (range.start..verb).any(|i| t.is(i, Class::SUBORDINATOR) && ground.pos(i) == Pos::Conjunction);
    if let Some(to) = infinitive.filter(|_| condition) {
        let denied = to > range.start && t.is(to - 1, Class::NEGATION);
        return if denied { Polarity::Negative } else { Polarity::Positive };
    }
    let end = range.end.min(verb + NEGATION_WINDOW + 1);
    let negation = (verb..end).find(|&i| {
        t.is(i, Class::NEGATION) && (ground.pos(i) == Pos::Adverb || t.reads(i, "no") || t.reads(i, "never"))
    });
    let nobody = (range.start..verb).any(|i| {
        matches!(t.lower(i), "nobody" | "none" | "nothing")
            || t.reads_all(i, "no one")
            || (i == range.start && t.reads(i, "no"))
    });
    let mut negative = negation.is_some() != nobody;
    if let Some(at) = negation
        && implicative(ground, at + 1) == Some(false)
    {
        negative = nobody;
    }
    if (verb..end).any(|i| implicative(ground, i) == Some(true)) {
        negative = !negative;
    }
    if negative { Polarity::Negative } else { Polarity::Positive }
}

/// Whether an implicative starts at `i`, and whether it flips.
fn implicative(ground: &Ground<'_, '_>, i: usize) -> Option<bool> {
    let t = ground.tokens;
    let list = t.lexicon().cues().implicatives(t.word(i));
    list.iter().find(|entry| follows(ground, i + 1, &entry.tail)).map(|entry| entry.flips)
}

/// How a statement with this act and these words is presented.
pub(super) fn modality(ground: &Ground<'_, '_>, range: Range<usize>, act: Act) -> Modality {
    match act {
        Act::Vow | Act::Threaten | Act::Promise | Act::Predict => return Modality::Future,
        Act::Demand => return Modality::Desired,
        Act::Ask | Act::NoComment => return Modality::Question,
        Act::Report => return Modality::Reported,
        _ => {}
    }
    let t = ground.tokens;
    if let Some((_, modality, _)) = hedges(ground, range.clone()).into_iter().next() {
        return modality;
    }
    if t.reads(range.start, "if") || t.reads(range.start, "unless") {
        return Modality::Conditional;
    }
    let will = main_verb(ground, range)
        .is_some_and(|verb| t.reads(verb, "will") || t.reads(verb, "'ll") || t.reads(verb, "shall"));
    if will { Modality::Future } else { Modality::Certain }
}
