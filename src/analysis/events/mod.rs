//! Events: who did what to whom, where and when, and whether it happened.
//!
//! Words that stand for events are listed with what must stand around them ([`triggers`]); each finds its participants
//! by light syntax ([`slots`]), its place in time and reality ([`setting`]); accusations are kept apart from the
//! reporter's own words ([`blame`]); and several tellings of one event become one ([`merge`]). The types are those of
//! PLOVER (Open Event Data Alliance 2018) with some beyond them.

mod blame;
mod merge;
mod participants;
mod setting;
mod slots;
#[cfg(test)]
mod tests;
mod triggers;

use std::ops::Range;

use super::{coreference::Linked, phrases::Ground, rules::Rule};
use crate::model::{Claim, Document, EntityId, Event, EventType, Quantity, QuantityId, Realis, TimeId, TimeValue};
use participants::Participants;

/// Everything that events are made from.
pub(super) struct Sources<'s, 'a> {
    pub document: &'s Document,
    pub ground: &'s Ground<'s, 'a>,
    pub linked: &'s Linked,
    pub claims: &'s [Claim],
    pub times: &'s [TimeValue],
    pub quantities: &'s [Quantity],
}

/// One telling of an event.
#[derive(Clone, Debug)]
struct Draft {
    etype: EventType,
    mode: Option<&'static str>,
    /// The words that tell it, in text order.
    triggers: Vec<Range<usize>>,
    /// The head word of the first telling.
    at: usize,
    /// Whether a noun tells it.
    is_noun: bool,
    /// The happening that is the subject of this one, or in which it befell somebody: "the strike killed".
    within: Option<usize>,
    /// Whether it points back: "the attack", "that raid".
    definite: bool,
    realis: Realis,
    actors: Vec<EntityId>,
    alleged_actors: Vec<EntityId>,
    claimed_by: Vec<EntityId>,
    targets: Vec<EntityId>,
    instruments: Vec<EntityId>,
    places: Vec<EntityId>,
    time: Option<usize>,
    counts: Vec<usize>,
}

/// Finds all events, in text order.
pub(super) fn find(sources: &Sources<'_, '_>) -> Vec<Event> {
    let participants = Participants::new(sources.ground, sources.linked);
    let mut drafts = triggers::find(sources.ground, &participants);
    setting::place_and_date(sources, &participants, &mut drafts);
    blame::settle(sources, &participants, &mut drafts);
    let mut merged = merge::merge(sources, drafts);
    merged.sort_by_key(|event| event.triggers[0].start);
    merged.into_iter().map(|draft| finish(sources, draft)).collect()
}

fn finish(sources: &Sources<'_, '_>, draft: Draft) -> Event {
    let t = sources.ground.tokens;
    let time = draft.time.and_then(|index| sources.times.get(index));
    let rule = if draft.is_noun { Rule::EventNoun } else { Rule::EventVerb };
    Event {
        etype: draft.etype,
        mode: draft.mode.map(Into::into),
        realis: draft.realis,
        triggers: draft.triggers.iter().map(|trigger| t.span_of(trigger.clone())).collect(),
        actors: draft.actors,
        alleged_actors: draft.alleged_actors,
        claimed_by: draft.claimed_by,
        targets: draft.targets,
        instruments: draft.instruments,
        places: draft.places,
        time: draft.time.map(TimeId::from_index),
        begin: time.and_then(|time| time.begin),
        end_before: time.and_then(|time| time.end_before),
        counts: draft.counts.into_iter().map(QuantityId::from_index).collect(),
        evidence: rule.evidence(t.lexicon()),
    }
}

/// Adds entities that are not there yet.
fn add(list: &mut Vec<EntityId>, more: impl IntoIterator<Item = EntityId>) {
    for id in more {
        if !list.contains(&id) {
            list.push(id);
        }
    }
}
