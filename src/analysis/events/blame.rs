//! Who is accused of an event, and who claimed it: neither is an actor.

use super::{Draft, Sources, add, participants::Participants};
use crate::model::{Act, Claimant, EntityId, EventType, Modality};

/// Tokens behind an accusation in which the event it speaks of stands.
const REACH: usize = 24;

/// Moves accused actors to where they belong.
pub(super) fn settle(sources: &Sources<'_, '_>, participants: &Participants<'_, '_, '_>, drafts: &mut [Draft]) {
    accusing_verbs(sources, participants, drafts);
    claims(sources, drafts);
}

/// "blamed the rebels for the blast", "accused the mayor of seizing", "the blast was blamed on the rebels".
fn accusing_verbs(sources: &Sources<'_, '_>, participants: &Participants<'_, '_, '_>, drafts: &mut [Draft]) {
    let t = sources.ground.tokens;
    for number in 0..drafts.len() {
        let accusing = &drafts[number];
        if accusing.etype != EventType::Accuse || accusing.mode != Some("allege") || accusing.is_noun {
            continue;
        }
        let at = accusing.at;
        let mut accused = accusing.targets.clone();
        let same_sentence = |other: &Draft| t.sentence_of(other.at) == t.sentence_of(at);
        // The event is what the verb speaks of: the nearest behind it, or the subject of "was blamed on".
        let behind = (number + 1..drafts.len()).find(|&k| same_sentence(&drafts[k]) && drafts[k].at <= at + REACH);
        let before = (0..number).rev().find(|&k| same_sentence(&drafts[k]) && drafts[k].is_noun);
        let on = (at..at + 4).find(|&k| t.reads(k, "on"));
        if let Some(on) = on {
            accused = participants.joined(on + 1);
        }
        let Some(event) = (if on.is_some() { before.or(behind) } else { behind }) else { continue };
        drafts[number].targets.clone_from(&accused);
        accuse(&mut drafts[event], &accused);
    }
}

fn accuse(draft: &mut Draft, accused: &[EntityId]) {
    draft.actors.retain(|actor| !accused.contains(actor));
    add(&mut draft.alleged_actors, accused.iter().copied());
    intended(draft);
}

/// What somebody is accused of, or claims, is no accident.
fn intended(draft: &mut Draft) {
    if draft.etype == EventType::Accident {
        draft.etype = EventType::Assault;
        draft.mode = None;
    }
}

/// Tellings inside accusations and allegations, and claims of responsibility.
fn claims(sources: &Sources<'_, '_>, drafts: &mut [Draft]) {
    let t = sources.ground.tokens;
    for claim in sources.claims {
        let inside = |draft: &Draft| claim.content.iter().any(|part| part.contains(t.span(draft.at)));
        if matches!(claim.act, Act::Accuse | Act::Blame) || claim.modality == Modality::Alleged {
            let tellings = drafts_near(sources, drafts, claim);
            for draft in tellings.filter(|draft| inside(draft) && draft.mode != Some("allege")) {
                let accused = std::mem::take(&mut draft.actors);
                add(&mut draft.alleged_actors, accused);
            }
        }
        if let (Act::ClaimResponsibility, Claimant::Entity(claimant)) = (claim.act, claim.claimant) {
            let from = claim.cue.map_or(0, |cue| t.range_of(cue).start);
            let sentence = t.sentence_of(from);
            let event = drafts.iter_mut().find(|draft| draft.at > from && t.sentence_of(draft.at) == sentence);
            if let Some(event) = event {
                event.actors.retain(|actor| *actor != claimant);
                add(&mut event.claimed_by, [claimant]);
                intended(event);
            }
        }
    }
}

/// The tellings that may stand inside a claim; both lists are in text order.
fn drafts_near<'d>(
    sources: &Sources<'_, '_>,
    drafts: &'d mut [Draft],
    claim: &crate::model::Claim,
) -> impl Iterator<Item = &'d mut Draft> {
    let t = sources.ground.tokens;
    let hull = crate::model::Span::hull(&claim.content).map_or(0..0, |hull| t.range_of(hull));
    let first = drafts.partition_point(|draft| draft.at < hull.start);
    let n = drafts[first..].iter().take_while(|draft| draft.at < hull.end).count();
    drafts[first..first + n].iter_mut()
}
