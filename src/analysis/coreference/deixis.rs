//! I and we: who speaks says them, so they are known once the quotes are.

use std::{borrow::Cow, cmp::Reverse};

use super::Linked;
use crate::{
    analysis::{phrases::Ground, rules::Rule, tagger::Pos},
    lexicon::Class,
    model::{EntityId, EntityType, Mention, MentionClass, Number, Quote, QuoteKind},
};

/// Adds a mention for each "I" in the words of a person and for each "we" in the words of a body, or of a person who speaks
/// for one. A "we" is never a person.
pub(in crate::analysis) fn resolve(ground: &Ground<'_, '_>, quotes: &[Quote], linked: &mut Linked) {
    let mut added = Vec::new();
    for quote in quotes.iter().filter(|quote| quote.kind != QuoteKind::Nonspeech) {
        let Some(speaker) = quote.speaker else { continue };
        let (myself, ourselves) = (person(linked, speaker), body(linked, speaker, quote.affiliation));
        for words in &quote.verbatim {
            for i in ground.tokens.range_of(*words).filter(|&i| is_pronoun(ground, i)) {
                let who = match () {
                    () if ground.tokens.is(i, Class::PRONOUN_I) => myself,
                    () if ground.tokens.is(i, Class::PRONOUN_WE) => ourselves,
                    () => None,
                };
                added.extend(who.map(|entity| mention(ground, i, entity, linked)));
            }
        }
    }
    insert(linked, added);
}

/// "I" and "my", but not the number of "World War I".
fn is_pronoun(ground: &Ground<'_, '_>, i: usize) -> bool {
    let t = ground.tokens;
    let counted = i > 0 && t.is_capitalised(i - 1) && t.has_space_before(i) && t.text(i) == "I";
    let counted = counted && (ground.pos(i - 1) == Pos::Name || !t.is_sentence_start(i - 1));
    !counted && (ground.pos(i) == Pos::Pronoun || t.is(i, Class::POSSESSIVE))
}

fn person(linked: &Linked, speaker: EntityId) -> Option<EntityId> {
    let entity = linked.entities.get(speaker.index())?;
    let one = entity.etype == EntityType::Person && entity.number != Some(Number::Plural);
    one.then_some(speaker)
}

fn body(linked: &Linked, speaker: EntityId, affiliation: Option<EntityId>) -> Option<EntityId> {
    let is_known = |id: &EntityId| linked.entities.get(id.index()).is_some_and(|entity| entity.etype.is_body());
    Some(speaker).filter(is_known).or(affiliation.filter(is_known))
}

fn mention(ground: &Ground<'_, '_>, i: usize, entity: EntityId, linked: &Linked) -> Mention {
    let span = ground.tokens.span(i);
    let known = &linked.entities[entity.index()];
    Mention {
        span,
        head: span,
        etype: known.etype,
        subtype: known.subtype.clone().map(|subtype| Cow::Owned(subtype.into_owned())),
        class: MentionClass::Pronoun,
        entity,
        sense: None,
        evidence: Rule::SpeakerSelf.evidence(ground.tokens.lexicon()),
    }
}

/// Puts mentions in their places in the text; what was found keeps its link.
fn insert(linked: &mut Linked, added: Vec<Mention>) {
    if added.is_empty() {
        return;
    }
    let known = std::mem::take(&mut linked.mentions);
    let mut all: Vec<(Option<usize>, Mention)> =
        known.into_iter().enumerate().map(|(k, mention)| (Some(k), mention)).collect();
    all.extend(added.into_iter().map(|mention| (None, mention)));
    all.sort_by_key(|(_, mention)| (mention.span.start(), Reverse(mention.span.end())));
    let mut places = vec![0; all.len()];
    for (place, (before, _)) in (0u32..).zip(&all) {
        if let Some(before) = before {
            places[*before] = place;
        }
    }
    for kept in linked.kept.iter_mut().flatten() {
        *kept = places[*kept as usize];
    }
    linked.mentions = all.into_iter().map(|(_, mention)| mention).collect();
}
