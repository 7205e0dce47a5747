//! Brings the model's spans and the spans of the rules together.

use std::iter;

use super::spans::{Candidate, Candidates};
use crate::{
    analysis::{
        learned::{Proposal, Reading},
        phrases::Ground,
    },
    model::EntityType,
};

/// How probable a proposal must be to replace spans of the rules that it overlaps, in thousandths.
const SURE_ENOUGH_TO_REPLACE: u16 = 500;

/// How probable it must be to stand where the rules see nothing.
const SURE_ENOUGH_TO_ADD: u16 = 500;

/// Where the model is sure, its spans replace those of the rules that they overlap, and fill gaps.
pub(super) fn merge(ground: &Ground<'_, '_>, candidates: &mut Candidates, reading: &Reading) {
    let mut merged: Vec<Candidate> = Vec::with_capacity(candidates.names.len());
    let mut rules = std::mem::take(&mut candidates.names).into_iter().peekable();
    for proposal in reading.proposals.iter().filter(|proposal| !is_people(ground, proposal)) {
        merged.extend(iter::from_fn(|| rules.next_if(|rule| rule.tokens.end <= proposal.tokens.start)));
        let overlapped: Vec<Candidate> =
            iter::from_fn(|| rules.next_if(|rule| rule.tokens.start < proposal.tokens.end)).collect();
        let same = matches!(&overlapped[..], [one] if one.tokens == proposal.tokens);
        let needed = if overlapped.is_empty() { SURE_ENOUGH_TO_ADD } else { SURE_ENOUGH_TO_REPLACE };
        // Titles are no part of names, whatever the model learned from others.
        let titled = |rule: &Candidate| rule.title.as_ref().is_some_and(|title| title.start >= proposal.tokens.start);
        if same || proposal.permille < needed || overlapped.iter().any(titled) {
            merged.extend(overlapped);
        } else {
            merged.push(taken(proposal, &overlapped));
        }
    }
    merged.extend(rules);
    candidates.names = merged;
}

/// "Velle service members": people described by a name have no name themselves.
fn is_people(ground: &Ground<'_, '_>, proposal: &Proposal) -> bool {
    let t = ground.tokens;
    let last = proposal.tokens.end - 1;
    let head = t.lexicon().heads().noun(t.word(last));
    !t.is_capitalised(last) && head.is_some_and(|head| head.etype == EntityType::Person)
}

/// The proposal with the title that the rules saw before it.
fn taken(proposal: &Proposal, overlapped: &[Candidate]) -> Candidate {
    let title = overlapped.first().and_then(|rule| rule.title.clone());
    let title = title.filter(|title| title.end <= proposal.tokens.start);
    Candidate { tokens: proposal.tokens.clone(), title }
}
