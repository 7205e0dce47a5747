//! Where words stand for events, and which frame fits.

use super::{
    Draft,
    participants::{Participant, Participants, clear, near, noun_frame},
    setting, slots,
};
use crate::{
    analysis::{
        phrases::Ground,
        quotes::cues::{Form, form, group_start},
        tagger::Pos,
    },
    lexicon::{Class, EventFrame, Kinds, WordId},
    model::EventType,
};

/// Tokens behind a verb in which the words that its frame needs may stand.
const NEAR_VERB: usize = 10;

/// A verb with the participants that light syntax gives it.
#[derive(Clone, Debug)]
pub(super) struct VerbPlace {
    pub verb: usize,
    /// First token of its group.
    pub group: usize,
    /// Behind the verb and the words of its frame.
    pub end: usize,
    pub form: Form,
    /// Who does it.
    pub agent: Option<Participant>,
    /// What is done to; for a passive its subject.
    pub object: Option<Participant>,
}

/// All tellings in text order.
pub(super) fn find<'l>(ground: &Ground<'_, 'l>, participants: &Participants<'_, '_, 'l>) -> Vec<Draft> {
    let t = ground.tokens;
    let mut drafts: Vec<Draft> = Vec::new();
    // Light verbs may stand before or behind their noun.
    let mut lent = Vec::new();
    for i in t.indices() {
        match ground.pos(i) {
            Pos::Noun => {
                let heads_phrase = ground.phrases.at(i).is_some_and(|phrase| phrase.head == i);
                if let Some(frame) = noun_frame(ground, i).filter(|_| heads_phrase) {
                    drafts.push(slots::of_noun(ground, participants, frame, i));
                }
            }
            pos if pos.is_verb() && pos != Pos::Modal => {
                if let Some(found) = light(ground, participants, i) {
                    lent.push(found);
                } else if let Some((frame, place)) = verb(ground, participants, i) {
                    let mut draft = slots::of_verb(ground, participants, frame, &place);
                    draft.realis = setting::realis_of_verb(ground, &place);
                    drafts.push(draft);
                }
            }
            _ => {}
        }
    }
    drafts.sort_by_key(|draft| draft.at);
    for found in lent {
        slots::lend(ground, participants, &found, &mut drafts);
    }
    drafts
}

fn follows(ground: &Ground<'_, '_>, from: usize, words: &[WordId]) -> bool {
    words.iter().enumerate().all(|(k, word)| ground.tokens.word(from + k) == *word)
}

/// The frame that fits the verb at token `i`, in the order of the table.
fn verb<'l>(
    ground: &Ground<'_, 'l>,
    participants: &Participants<'_, '_, 'l>,
    i: usize,
) -> Option<(&'l EventFrame, VerbPlace)> {
    let t = ground.tokens;
    let lemma = t.entry(i).lemma?;
    let frames = t.lexicon().events().of_verb(lemma);
    let mut best: Option<(&'l EventFrame, VerbPlace, usize)> = None;
    for (tail, frame) in frames {
        // "shoot down" before "shoot".
        if !follows(ground, i + 1, tail) || best.as_ref().is_some_and(|(.., longest)| *longest >= tail.len()) {
            continue;
        }
        let place = place(ground, participants, i, i + 1 + tail.len());
        if fits(ground, frame, &place) {
            best = Some((frame, place, tail.len()));
            if tail.is_empty() {
                continue;
            }
        }
    }
    best.map(|(frame, place, _)| (frame, place))
}

fn fits(ground: &Ground<'_, '_>, frame: &EventFrame, place: &VerbPlace) -> bool {
    let kind = |participant: Option<Participant>| participant.map_or(Kinds::NOTHING, |found| found.kind);
    let passive = matches!(place.form, Form::Passive | Form::Participle);
    let subject_fits = (passive && place.agent.is_none()) || frame.subject.allows(kind(place.agent));
    frame.object.allows(kind(place.object))
        && subject_fits
        && near(ground, frame, place.verb, place.end..place.end + NEAR_VERB)
        && clear(ground, frame, place.verb)
        && !(frame.etype == EventType::Protest && passive)
}

/// Where the verb stands and who takes part in it.
fn place(ground: &Ground<'_, '_>, participants: &Participants<'_, '_, '_>, verb: usize, end: usize) -> VerbPlace {
    let group = group_start(ground, verb);
    let form = form(ground, verb, group);
    let (agent, object) = slots::arguments(ground, participants, verb, group, end, form);
    VerbPlace { verb, group, end, form, agent, object }
}

/// A light verb with the event noun that is its object, or its subject in the passive.
#[derive(Clone, Debug)]
pub(super) struct Lent {
    pub slot: crate::lexicon::LightVerb,
    pub noun: usize,
    pub place: VerbPlace,
}

fn light(ground: &Ground<'_, '_>, participants: &Participants<'_, '_, '_>, i: usize) -> Option<Lent> {
    let t = ground.tokens;
    let lemma = t.entry(i).lemma?;
    let mut slots = t.lexicon().events().light(lemma).peekable();
    slots.peek()?;
    let (tail, slot) = slots.filter(|(tail, _)| follows(ground, i + 1, tail)).max_by_key(|(tail, _)| tail.len())?;
    let place = place(ground, participants, i, i + 1 + tail.len());
    let noun = place.object?.head;
    (noun_frame(ground, noun).is_some() && !t.is(noun, Class::PRONOUN_IT)).then_some(Lent { slot, noun, place })
}
