//! Which entity a noun phrase stands for, and of what kind it is.

use std::ops::Range;

use crate::{
    analysis::{coreference::Linked, phrases::Ground, tagger::Pos},
    lexicon::{Class, EventFrame, Kinds},
    model::{EntityId, EntityType, Mention},
};

/// A participant: the head of its noun phrase, and its kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Participant {
    pub head: usize,
    pub kind: Kinds,
}

/// Mentions by the last token of their head.
pub(super) struct Participants<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    linked: &'g Linked,
    /// For each token the position of the mention with this head, plus one.
    at: Vec<u32>,
}

impl<'g, 's, 'a> Participants<'g, 's, 'a> {
    pub(super) fn new(ground: &'g Ground<'s, 'a>, linked: &'g Linked) -> Self {
        let t = ground.tokens;
        let mut at = vec![0; t.len()];
        for (index, mention) in linked.mentions.iter().enumerate() {
            let Some(head) = t.range_of(mention.head).last() else { continue };
            // The longest mention stands first.
            if at[head] == 0 {
                at[head] = u32::try_from(index + 1).unwrap_or(0);
            }
        }
        Self { ground, linked, at }
    }

    /// The mention whose head ends at token `head`.
    pub(super) fn mention(&self, head: usize) -> Option<&Mention> {
        self.linked.mentions.get((*self.at.get(head)? as usize).checked_sub(1)?)
    }

    /// The entity whose mention has its head at token `head`.
    pub(super) fn entity(&self, head: usize) -> Option<EntityId> {
        self.mention(head).map(|mention| mention.entity)
    }

    /// The participant that the noun phrase at token `i` stands for: "three people" in "a total of three people".
    pub(super) fn of_phrase(&self, i: usize) -> Option<Participant> {
        let t = self.ground.tokens;
        let phrase = self.ground.phrases.at(i)?;
        let mut head = phrase.head;
        if t.reads(phrase.tokens.end, "of")
            && (t.is_number(head)
                || t.is(head, Class::CARDINAL | Class::QUANTIFIER)
                || t.reads(head, "total")
                || t.reads(head, "number"))
        {
            head = self.ground.phrases.at(phrase.tokens.end + 1).map_or(head, |inner| inner.head);
        }
        Some(Participant { head, kind: self.kind(head) })
    }

    /// The kind of the thing whose noun phrase has its head at token `head`.
    pub(super) fn kind(&self, head: usize) -> Kinds {
        let t = self.ground.tokens;
        if let Some(frame) = noun_frame(self.ground, head) {
            return if is_violence(frame) { Kinds::ARMS } else { Kinds::HAPPENING };
        }
        if let Some(mention) = self.mention(head) {
            return kind_of(mention.etype);
        }
        if let Some(noun) = t.lexicon().heads().noun(t.word(head)) {
            return kind_of(noun.etype);
        }
        let people = Class::PRONOUN_HE | Class::PRONOUN_SHE | Class::PRONOUN_I | Class::PRONOUN_WE | Class::PRONOUN_YOU;
        let counted = t.is_number(head) || t.is(head, Class::CARDINAL) || self.ground.pos(head) == Pos::Number;
        if t.is(head, people | Class::PRONOUN_THEY | Class::INDEFINITE_PRONOUN) || t.reads(head, "who") || counted {
            return Kinds::PERSON;
        }
        Kinds::THING
    }

    /// The entities of the noun phrase at token `i` and of those joined to it by "and" or commas, none of which is the
    /// subject of another verb than the one whose group starts at `verb`.
    pub(super) fn joined_before(&self, i: usize, verb: Option<usize>) -> Vec<EntityId> {
        let t = self.ground.tokens;
        let mut list = Vec::new();
        let mut at = i;
        for _ in 0..6 {
            let Some(phrase) = self.ground.phrases.at(at) else { break };
            list.extend(self.of_phrase(at).and_then(|participant| self.entity(participant.head)));
            let mut next = phrase.tokens.end;
            while t.text(next) == "," || t.is(next, Class::COORDINATOR) && !t.reads(next, "but") {
                next += 1;
            }
            let follows =
                self.ground.phrases.at(next).filter(|other| next > phrase.tokens.end && other.tokens.start == next);
            match follows {
                Some(other)
                    if (!self.ground.pos(other.tokens.end).is_finite() || Some(other.tokens.end) == verb)
                        && t.sentence_of(next) == t.sentence_of(i) =>
                {
                    at = next;
                }
                _ => break,
            }
        }
        list
    }

    /// The entities of the noun phrase at token `i` and of those joined to it.
    pub(super) fn joined(&self, i: usize) -> Vec<EntityId> {
        self.joined_before(i, None)
    }
}

fn kind_of(etype: EntityType) -> Kinds {
    match etype {
        EntityType::Person | EntityType::Title => Kinds::PERSON,
        EntityType::Organization | EntityType::GovernmentBody => Kinds::BODY,
        EntityType::ArmedGroup | EntityType::MilitaryUnit => Kinds::BODY.or(Kinds::ARMED),
        EntityType::Norp => Kinds::NORP,
        EntityType::Place => Kinds::PLACE,
        EntityType::Weapon | EntityType::Vehicle => Kinds::ARMS,
        EntityType::Event => Kinds::HAPPENING,
        _ => Kinds::THING,
    }
}

/// Whether a frame stands for violence, which wounds and kills like a weapon.
fn is_violence(frame: &EventFrame) -> bool {
    frame.etype == crate::model::EventType::Assault
}

/// The frame of an event noun that heads a noun phrase at token `head`.
pub(super) fn noun_frame<'l>(ground: &Ground<'_, 'l>, head: usize) -> Option<&'l EventFrame> {
    let t = ground.tokens;
    if ground.pos(head) != Pos::Noun {
        return None;
    }
    let frames = t.lexicon().events().of_noun(t.word(head));
    let mut fitting = frames.filter(|(before, frame)| {
        let start = head.checked_sub(before.len());
        let compound = start.is_some_and(|start| t.word_slice(start..head) == *before);
        compound && near(ground, frame, head, head.saturating_sub(5)..head + 6) && clear(ground, frame, head)
    });
    // A compound says more than its last word: "hunger strike", "drone strike".
    let first = fitting.next()?;
    Some(if first.0.is_empty() { fitting.find(|(before, _)| !before.is_empty()).unwrap_or(first).1 } else { first.1 })
}

/// Whether one of the words that the frame needs stands in `range`, within the sentence of token `i`.
pub(super) fn near(ground: &Ground<'_, '_>, frame: &EventFrame, i: usize, range: Range<usize>) -> bool {
    let t = ground.tokens;
    let sentence = t.sentence(t.sentence_of(i));
    let range = range.start.max(sentence.start)..range.end.min(sentence.end);
    frame.with.is_empty()
        || range.into_iter().any(|i| {
            frame.with.contains(&t.word(i)) || t.entry(i).lemma.is_some_and(|lemma| frame.with.contains(&lemma))
        })
}

/// Whether none of the words that the frame excludes stands in the sentence of token `i`.
pub(super) fn clear(ground: &Ground<'_, '_>, frame: &EventFrame, i: usize) -> bool {
    const WINDOW: usize = 40;
    if frame.without.is_empty() {
        return true;
    }
    let t = ground.tokens;
    let sentence = t.sentence(t.sentence_of(i));
    let range = sentence.start.max(i.saturating_sub(WINDOW))..sentence.end.min(i + WINDOW);
    !range.into_iter().any(|k| frame.without.contains(&t.word(k)))
}
