//! Several tellings of one event become one.
//!
//! "A drone strike killed Orr" tells one event with two words; "the strike" in the next paragraph is the same one, and
//! so is "Orr's death". Two tellings with different days are never one.

use super::{Draft, Sources, add};
use crate::model::{EntityId, EventType, Realis};

/// Events that a telling looks back at.
const LOOK_BACK: usize = 12;

/// Joins tellings in text order; the first telling gives the event its place.
pub(super) fn merge(sources: &Sources<'_, '_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut merger = Merger { sources, events: Vec::new(), waiting: Vec::new() };
    for draft in drafts {
        merger.take(draft);
    }
    merger.events.into_iter().flatten().collect()
}

struct Merger<'s, 'a> {
    sources: &'s Sources<'s, 'a>,
    /// `None` where an event went into a later one.
    events: Vec<Option<Draft>>,
    /// Events that befell somebody in a happening named later: its head word and the number of the event.
    waiting: Vec<(usize, usize)>,
}

impl Merger<'_, '_> {
    fn take(&mut self, draft: Draft) {
        let (at, within) = (draft.at, draft.within);
        let number = match self.antecedent(&draft) {
            Some(number) => {
                if let Some(event) = &mut self.events[number] {
                    join(event, draft);
                }
                number
            }
            None => {
                self.events.push(Some(draft));
                self.events.len() - 1
            }
        };
        self.waiting.extend(within.filter(|&within| within > at).map(|within| (within, number)));
        let waiting = self.waiting.iter().position(|(within, other)| *within == at && *other != number);
        if let Some((_, outcome)) = waiting.map(|position| self.waiting.swap_remove(position)) {
            self.join_outcome(number, outcome);
        }
    }

    /// "three people died in the strike": the deaths belong to the strike.
    fn join_outcome(&mut self, number: usize, outcome: usize) {
        let fits = |event: &Draft, outcome: &Draft| compatible_kind(event, outcome);
        let both = self.events[number].as_ref().zip(self.events[outcome].as_ref());
        if !both.is_some_and(|(event, outcome)| fits(event, outcome)) {
            return;
        }
        if let Some((event, outcome)) =
            self.events[outcome].take().and_then(|outcome| Some((self.events[number].as_mut()?, outcome)))
        {
            join(event, outcome);
        }
    }

    /// The event that a telling speaks of again.
    fn antecedent(&self, draft: &Draft) -> Option<usize> {
        let recent = self.events.len().saturating_sub(LOOK_BACK)..self.events.len();
        let recent = recent.filter_map(|number| Some((number, self.events[number].as_ref()?)));
        if let Some(within) = draft.within {
            let holds = |event: &Draft| event.triggers.iter().any(|trigger| trigger.contains(&within));
            if let Some((number, event)) = recent.clone().find(|(_, event)| holds(event)) {
                return compatible_kind(event, draft).then_some(number);
            }
        }
        let fitting = recent.filter(|(_, event)| agrees(self.sources, event, draft));
        let ranked = fitting.filter_map(|(number, event)| Some((self.rank(event, draft)?, number)));
        ranked.max().map(|(_, number)| number)
    }

    /// How much speaks for one event; `None` when nothing does.
    fn rank(&self, event: &Draft, draft: &Draft) -> Option<u8> {
        let t = self.sources.ground.tokens;
        let same_word = event.triggers.iter().any(|trigger| t.lower(trigger.start).ends_with(t.lower(draft.at)));
        let pointing = draft.is_noun && draft.definite && event.realis == draft.realis && !self.is_plural(draft);
        // "the explosion" behind a bombing is its sound.
        let heard = draft.etype == EventType::Accident
            && draft.mode == Some("crash")
            && matches!(event.mode, Some("bombing" | "suicide" | "missile" | "aerial" | "drone"));
        let same_kind = heard && draft.targets.is_empty()
            || event.etype == draft.etype
                && (event.mode == draft.mode || draft.mode == Some("attack") || same_word)
                && !event.triggers.iter().all(|trigger| self.is_plural_at(trigger.start, event.is_noun));
        let same_victim =
            is_fate(draft.etype) && compatible_kind(event, draft) && shares(&event.targets, &draft.targets);
        if !(pointing && same_kind || same_victim) {
            return None;
        }
        let score = 8 * u8::from(shares(&event.places, &draft.places))
            + 4 * u8::from(same_victim)
            + 2 * u8::from(same_word)
            + u8::from(shares(&event.actors, &draft.actors));
        // "the Orrvale attack" is told apart by its place: nothing else makes it an attack elsewhere.
        (draft.places.is_empty() || score > 0 || !event.places.is_empty()).then_some(score)
    }

    fn is_plural(&self, draft: &Draft) -> bool {
        self.is_plural_at(draft.at, draft.is_noun)
    }

    fn is_plural_at(&self, at: usize, is_noun: bool) -> bool {
        let word = self.sources.ground.tokens.lower(at);
        is_noun && word.ends_with('s') && !word.ends_with("ss")
    }
}

fn is_fate(etype: EventType) -> bool {
    matches!(etype, EventType::Assault | EventType::Death | EventType::Injury)
}

/// A death is the outcome of an attack, an accident or a disaster; otherwise the kinds must be equal.
fn compatible_kind(event: &Draft, draft: &Draft) -> bool {
    event.etype == draft.etype
        || (matches!(draft.etype, EventType::Death | EventType::Injury) || draft.mode == Some("kill"))
            && matches!(event.etype, EventType::Assault | EventType::Accident | EventType::Disaster | EventType::Death)
}

/// Nothing that both tell speaks against it.
fn agrees(sources: &Sources<'_, '_>, event: &Draft, draft: &Draft) -> bool {
    let day = |time: Option<usize>| {
        time.and_then(|index| sources.times.get(index)).and_then(|time| Some((time.begin?, time.end_before?)))
    };
    let same_day = match (day(event.time), day(draft.time)) {
        (Some(one), Some(other)) => one.0 < other.1 && other.0 < one.1,
        _ => true,
    };
    let same_targets = event.targets.is_empty() || draft.targets.is_empty() || shares(&event.targets, &draft.targets);
    let same_places = event.places.is_empty()
        || draft.places.is_empty()
        || shares(&event.places, &draft.places)
        || shares(&event.targets, &draft.targets);
    same_day && same_targets && same_places
}

fn shares(one: &[EntityId], other: &[EntityId]) -> bool {
    one.iter().any(|id| other.contains(id))
}

fn join(event: &mut Draft, draft: Draft) {
    event.triggers.extend(draft.triggers);
    event.triggers.sort_by_key(|trigger| trigger.start);
    event.mode = event.mode.filter(|mode| !matches!(*mode, "attack" | "kill")).or(draft.mode).or(event.mode);
    add(&mut event.actors, draft.actors);
    add(&mut event.alleged_actors, draft.alleged_actors);
    add(&mut event.claimed_by, draft.claimed_by);
    // Who claims a deed in one telling is no established actor by another.
    let Draft { actors, claimed_by, .. } = event;
    actors.retain(|actor| !claimed_by.contains(actor));
    add(&mut event.targets, draft.targets);
    add(&mut event.instruments, draft.instruments);
    add(&mut event.places, draft.places);
    event.time = event.time.or(draft.time);
    if event.realis == Realis::Hypothetical {
        event.realis = draft.realis;
    }
    for count in draft.counts {
        if !event.counts.contains(&count) {
            event.counts.push(count);
        }
    }
    event.counts.sort_unstable();
}
