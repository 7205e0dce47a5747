//! In which direction of time a clause looks.

use std::ops::Range;

use crate::analysis::tokens::Tokens;
use crate::lexicon::Class;

/// Number of tokens to either side in which the verb is looked for.
const WINDOW: usize = 14;

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
/// `would` behind a past cue ("said he would") is a plain future, and so are `to` with a verb behind words of planning.
pub(super) fn tense_around(tokens: &Tokens<'_>, range: &Range<usize>) -> Tense {
    let sentence = tokens.sentence(tokens.sentence_of(range.start));
    let left = (sentence.start.max(range.start.saturating_sub(WINDOW))..range.start).rev();
    let right = range.end..sentence.end.min(range.end + WINDOW);
    left.take_while(|&i| !is_clause_break(tokens, i))
        .find_map(|i| tense_of(tokens, i))
        .or_else(|| right.take_while(|&i| !is_clause_break(tokens, i)).find_map(|i| tense_of(tokens, i)))
        .unwrap_or(Tense::Open)
}

fn is_clause_break(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.text(i), ";" | ":" | "—" | "–" | "--" | "\"" | "“" | "”")
}

fn tense_of(tokens: &Tokens<'_>, i: usize) -> Option<Tense> {
    let class = tokens.class(i);
    if class.any(Class::MODAL) && !(tokens.reads(i, "may") && tokens.is_capitalised(i)) {
        let past = matches!(tokens.lower(i), "could" | "might" | "should") && tokens.reads(i + 1, "have");
        return Some(if past { Tense::Past } else { Tense::Future });
    }
    // "to meet", unless a past verb rules it: "came to see".
    if tokens.reads(i, "to") && tokens.is(i + 1, Class::VERB_BASE) && is_planned(tokens, i) {
        return Some(Tense::Future);
    }
    if class.any(Class::VERB_PAST) && !class.any(Class::NOUN.or(Class::VERB_BASE)) {
        // "will be held": the form is that of the past, the auxiliaries are not.
        return Some(auxiliaries_before(tokens, i).find_map(|aux| tense_of(tokens, aux)).unwrap_or(Tense::Past));
    }
    if class.any(Class::HAVE) {
        return Some(Tense::Past);
    }
    None
}

/// The auxiliaries of the verb group that ends at `verb`, last first.
fn auxiliaries_before<'t>(tokens: &'t Tokens<'_>, verb: usize) -> impl Iterator<Item = usize> + 't {
    const GROUP: Class = Class::MODAL.or(Class::BE).or(Class::NEGATION);
    let in_group = |i: &usize| tokens.is(*i, GROUP) || tokens.lower(*i).ends_with("ly");
    (0..verb).rev().take(4).take_while(in_group).filter(|&i| tokens.is(i, Class::MODAL))
}

/// Words of planning before an infinitive: due, set, expected, scheduled, plans.
fn is_planned(tokens: &Tokens<'_>, to: usize) -> bool {
    const PLANS: &[&str] = &[
        "due",
        "set",
        "expected",
        "scheduled",
        "planned",
        "plans",
        "plan",
        "planning",
        "going",
        "slated",
        "poised",
        "agreed",
        "is",
        "are",
        "vowed",
        "promised",
        "pledged",
        "likely",
        "about",
        "ready",
        "intends",
        "intend",
        "hopes",
    ];
    to.checked_sub(1).is_some_and(|before| PLANS.contains(&tokens.lower(before)))
}
