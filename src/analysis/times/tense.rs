//! In which direction of time a clause looks.

use std::ops::Range;

use crate::{
    analysis::{
        tagger::{Pos, Tags},
        tokens::Tokens,
    },
    lexicon::Class,
};

/// Number of tokens to either side in which the verb is looked for.
const WINDOW: usize = 14;

/// Number of tokens that a verb group may have before its last verb.
const GROUP: usize = 5;

/// Direction of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// No verb tells.
    Open,
}

/// The tense of the verb nearest to an expression: to its left first, up to the clause's start, then to its right.
///
/// A deadline ("by Friday", "until March") looks ahead whatever the verb says. `would` behind a past cue ("said he would")
/// is a plain future, and so is an infinitive behind words of planning.
pub(super) fn tense_around(tokens: &Tokens<'_>, tags: &Tags, range: &Range<usize>) -> Tense {
    if is_deadline(tokens, tags, range.start) {
        return Tense::Future;
    }
    let sentence = tokens.sentence(tokens.sentence_of(range.start));
    let left = (sentence.start.max(range.start.saturating_sub(WINDOW))..range.start).rev();
    let right = range.end..sentence.end.min(range.end + WINDOW);
    left.take_while(|&i| !is_clause_break(tokens, i))
        .find_map(|i| tense_of(tokens, tags, i))
        .or_else(|| right.take_while(|&i| !is_clause_break(tokens, i)).find_map(|i| tense_of(tokens, tags, i)))
        .unwrap_or(Tense::Open)
}

/// "until Friday", "as soon as Tuesday", "effective Feb. 1"; but "killed by Friday's blast" names who did it.
fn is_deadline(tokens: &Tokens<'_>, tags: &Tags, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    match tokens.lower(before) {
        "until" | "till" | "effective" | "payable" => true,
        "by" => before
            .checked_sub(1)
            .is_none_or(|verb| tags.at(verb) != Pos::Participle || is_planned_group(tokens, tags, verb)),
        "as" => {
            tokens.reads_all(before.saturating_sub(2), "as soon as")
                || tokens.reads_all(before.saturating_sub(2), "as early as")
        }
        _ => false,
    }
}

/// "to be completed", "will be met": the participle of something to come.
fn is_planned_group(tokens: &Tokens<'_>, tags: &Tags, verb: usize) -> bool {
    tense_of(tokens, tags, verb) == Some(Tense::Future)
}

fn is_clause_break(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.text(i), ";" | ":" | "—" | "–" | "--" | "\"" | "“" | "”" | "``" | "''")
}

/// The direction that the verb group ending at token `i` gives; none for other words.
fn tense_of(tokens: &Tokens<'_>, tags: &Tags, i: usize) -> Option<Tense> {
    match tags.at(i) {
        Pos::Modal => Some(of_modal(tokens, tags, i)),
        Pos::Past => Some(Tense::Past),
        Pos::Participle => of_group(tokens, tags, i),
        // "to meet", unless a past verb rules it: "came to see".
        Pos::Base => of_group(tokens, tags, i).filter(|tense| *tense == Tense::Future),
        Pos::Present if tokens.is(i, Class::HAVE) => Some(Tense::Past),
        _ => None,
    }
}

/// `could` and `might` tell neither way; with "have" they look back.
fn of_modal(tokens: &Tokens<'_>, tags: &Tags, i: usize) -> Tense {
    let back = (i + 1..i + 4)
        .take_while(|&k| tags.at(k) == Pos::Adverb || tokens.is(k, Class::HAVE))
        .any(|k| tokens.is(k, Class::HAVE));
    match tokens.lower(i) {
        _ if back => Tense::Past,
        "could" | "might" => Tense::Open,
        _ => Tense::Future,
    }
}

/// What the auxiliaries of a participle or infinitive tell: "will be held", "is to be held", "was held".
fn of_group(tokens: &Tokens<'_>, tags: &Tags, verb: usize) -> Option<Tense> {
    let auxiliary = |k: &usize| {
        tokens.is(*k, Class::BE | Class::HAVE | Class::NEGATION)
            || matches!(tags.at(*k), Pos::Adverb | Pos::Modal | Pos::Particle)
    };
    let mut group = (verb.saturating_sub(GROUP)..verb).rev().take_while(auxiliary);
    let told = group.find_map(|k| match tags.at(k) {
        Pos::Modal => Some(of_modal(tokens, tags, k)),
        // "the rules to be published": what is to be done is to come.
        Pos::Particle if tokens.reads(k, "to") => {
            let passive = tags.at(verb) == Pos::Participle;
            Some(if passive || is_planned(tokens, k) { Tense::Future } else { Tense::Open })
        }
        Pos::Past => Some(Tense::Past),
        Pos::Present if tokens.is(k, Class::HAVE) => Some(Tense::Past),
        Pos::Present => Some(Tense::Open),
        _ => None,
    });
    match (told, tags.at(verb)) {
        // "the bridge opened Monday by": a participle alone tells of what is done.
        (None, Pos::Participle) => Some(Tense::Past),
        (Some(Tense::Open), _) => None,
        (told, _) => told,
    }
}

/// Words of planning before an infinitive: due, set, expected, scheduled, plans.
fn is_planned(tokens: &Tokens<'_>, to: usize) -> bool {
    to.checked_sub(1).is_some_and(|before| tokens.is(before, Class::PLANNING) || tokens.is(before, Class::BE))
}
