//! Who takes part: subject and object of verbs, and what stands around event nouns.

use super::{
    Draft, add,
    participants::{Participant, Participants, noun_frame},
    setting,
    triggers::{Lent, VerbPlace},
};
use crate::{
    analysis::{
        phrases::Ground,
        quotes::{
            cues::Form,
            sources::{by_phrase, main_subject, subject},
        },
        tagger::Pos,
    },
    lexicon::{Class, EventFrame, Kinds, LightVerb},
    model::{EntityId, EntityType, EventType, Realis},
};

/// Tokens behind an event noun in which its complements stand.
const COMPLEMENTS: usize = 16;

fn draft(frame: &EventFrame, at: usize, end: usize, is_noun: bool) -> Draft {
    Draft {
        etype: frame.etype,
        mode: frame.mode,
        triggers: std::iter::once(at..end).collect(),
        at,
        is_noun,
        within: None,
        definite: false,
        realis: Realis::Actual,
        actors: Vec::new(),
        alleged_actors: Vec::new(),
        claimed_by: Vec::new(),
        targets: Vec::new(),
        instruments: Vec::new(),
        places: Vec::new(),
        time: None,
        counts: Vec::new(),
    }
}

/// Agent and object of a verb by its form.
pub(super) fn arguments(
    ground: &Ground<'_, '_>,
    participants: &Participants<'_, '_, '_>,
    verb: usize,
    group: usize,
    end: usize,
    form: Form,
) -> (Option<Participant>, Option<Participant>) {
    let by_head = |head: usize| {
        participants
            .of_phrase(head)
            .filter(|found| found.head == head)
            .or(Some(Participant { head, kind: participants.kind(head) }))
    };
    let agent_of = |source: Option<crate::analysis::quotes::sources::Source>| {
        source.and_then(|source| participants.of_phrase(source.head).or_else(|| by_head(source.head)))
    };
    match form {
        Form::Passive => (agent_of(by_phrase(ground, end)), agent_of(subject(ground, group, 0))),
        Form::Participle => {
            let before =
                group.checked_sub(1).and_then(|k| ground.phrases.at(k)).filter(|phrase| phrase.tokens.end == group);
            (agent_of(by_phrase(ground, end)), before.and_then(|phrase| participants.of_phrase(phrase.head)))
        }
        Form::Finite | Form::Preposition | Form::View | Form::Noun => {
            (agent_of(subject(ground, group, 0)), object(ground, participants, end))
        }
        Form::Infinitive if is_governed_by_noun(ground, group) => (None, object(ground, participants, end)),
        Form::Gerund | Form::Infinitive => {
            let agent = accused(ground, participants, group).or_else(|| agent_of(main_subject(ground, verb, 0)));
            (agent, object(ground, participants, end))
        }
    }
}

/// "a plot to bomb": whose plot it is, nothing says.
fn is_governed_by_noun(ground: &Ground<'_, '_>, group: usize) -> bool {
    let t = ground.tokens;
    let noun = group.checked_sub(2).filter(|_| t.reads(group - 1, "to"));
    noun.is_some_and(|noun| t.lexicon().events().realis_under_noun(t.word(noun)).is_some())
}

/// "accused the mayor of taking", "barred the crew from leaving": the agent is the object of the verb before.
fn accused(ground: &Ground<'_, '_>, participants: &Participants<'_, '_, '_>, group: usize) -> Option<Participant> {
    let t = ground.tokens;
    let link = group.checked_sub(1).filter(|&k| matches!(t.lower(k), "of" | "for" | "from" | "to"))?;
    let before = link.checked_sub(1)?;
    let phrase = ground.phrases.at(before).filter(|phrase| phrase.tokens.end == link)?;
    let governed = phrase.tokens.start.checked_sub(1).is_some_and(|k| ground.pos(k).is_verb());
    (governed && participants.kind(phrase.head) != Kinds::THING).then(|| participants.of_phrase(phrase.head)).flatten()
}

/// The noun phrase behind a verb, or the quantity that stands for one.
fn object(ground: &Ground<'_, '_>, participants: &Participants<'_, '_, '_>, end: usize) -> Option<Participant> {
    let t = ground.tokens;
    let mut at = end;
    while at < end + 3
        && (ground.pos(at) == Pos::Adverb || t.reads(at, "at") && (t.reads(at + 1, "least") || t.reads(at + 1, "most")))
    {
        at += if t.reads(at, "at") { 2 } else { 1 };
    }
    if ground.pos(at) == Pos::Calendar {
        return None;
    }
    let phrase = ground.phrases.at(at).filter(|phrase| phrase.tokens.start == at)?;
    // A subject of its own: "said gunmen attacked".
    (!ground.pos(phrase.tokens.end).is_finite()).then(|| participants.of_phrase(at)).flatten()
}

/// A telling by a verb.
pub(super) fn of_verb(
    ground: &Ground<'_, '_>,
    participants: &Participants<'_, '_, '_>,
    frame: &EventFrame,
    place: &VerbPlace,
) -> Draft {
    let mut draft = draft(frame, place.verb, place.end, false);
    if let Some(agent) = place.agent {
        if noun_frame(ground, agent.head).is_some() {
            draft.within = Some(agent.head);
        } else {
            let joined = participants.joined_before(agent.head, Some(place.group));
            place_agent(participants, agent, joined, &mut draft);
        }
    }
    if let Some(object) = place.object {
        let entities = participants.joined_before(object.head, Some(place.group));
        let own = participants.entity(object.head);
        add(&mut draft.targets, own.into_iter().chain(entities));
    }
    if draft.etype == EventType::Retreat && draft.mode == Some("resign") {
        draft.targets.clear();
    }
    let t = ground.tokens;
    for link in place.end..(place.end + COMPLEMENTS).min(t.sentence(t.sentence_of(place.verb)).end) {
        // "died in the strike", "killed during a raid"
        let happening =
            ground.phrases.at(link + 1).map(|phrase| phrase.head).filter(|&head| noun_frame(ground, head).is_some());
        if matches!(t.lower(link), "in" | "during" | "by") && is_harm(draft.etype) && draft.within.is_none() {
            draft.within = happening;
        }
        if ground.pos(link).is_finite() || t.text(link) == ";" {
            break;
        }
        if matches!(t.lower(link), "with" | "against") && draft.targets.is_empty() && draft.etype != EventType::Retreat
        {
            add(&mut draft.targets, participants.joined(link + 1));
        }
    }
    draft
}

fn is_harm(etype: EventType) -> bool {
    matches!(etype, EventType::Death | EventType::Injury | EventType::Assault)
}

fn place_agent(participants: &Participants<'_, '_, '_>, agent: Participant, joined: Vec<EntityId>, draft: &mut Draft) {
    if matches!(draft.etype, EventType::Death | EventType::Accident) {
        // Who dies, what crashes: it befalls the subject.
        add(&mut draft.targets, participants.entity(agent.head).into_iter().chain(joined));
    } else if agent.kind == Kinds::ARMS {
        add(&mut draft.instruments, participants.entity(agent.head));
    } else if agent.kind != Kinds::THING && agent.kind != Kinds::HAPPENING {
        add(&mut draft.actors, participants.entity(agent.head).into_iter().chain(joined));
    }
}

/// A telling by a noun with what stands around it.
pub(super) fn of_noun(
    ground: &Ground<'_, '_>,
    participants: &Participants<'_, '_, '_>,
    frame: &EventFrame,
    head: usize,
) -> Draft {
    let t = ground.tokens;
    let mut draft = draft(frame, head, head + 1, true);
    let Some(phrase) = ground.phrases.at(head) else { return draft };
    let first = phrase.tokens.start;
    draft.definite = t.is(first, Class::DEFINITE | Class::DEMONSTRATIVE | Class::POSSESSIVE);
    draft.realis = setting::realis_of_noun(ground, phrase.tokens.clone(), head);
    let aimed = matches!(t.lower(head + 1), "on" | "against");
    for k in first..head {
        modifier(ground, participants, k, aimed, &mut draft);
    }
    complements(ground, participants, head, &mut draft);
    draft
}

/// "U.S. airstrike", "rebel attack", "Baghdad bombing", "Saadi's death", "drone strike".
fn modifier(
    ground: &Ground<'_, '_>,
    participants: &Participants<'_, '_, '_>,
    k: usize,
    aimed: bool,
    draft: &mut Draft,
) {
    let t = ground.tokens;
    let Some(mention) = participants.mention(k) else { return };
    let possessive = t.is_possessive_mark(k + 1) || t.is(k, Class::POSSESSIVE);
    let befalls =
        matches!(draft.etype, EventType::Death | EventType::Injury | EventType::Trial | EventType::Appointment)
            || matches!(draft.mode, Some("arrest" | "assassinate" | "kill" | "abduct" | "release" | "convict"));
    match mention.etype {
        EntityType::Weapon | EntityType::Vehicle => add(&mut draft.instruments, [mention.entity]),
        EntityType::Place => {
            // "a U.S. strike" is done by the United States, "the Jordan attack" happened there.
            let abbreviated = t.text(k).ends_with('.') || t.is_all_caps(k);
            let country = mention.subtype.as_deref() == Some("country");
            if country && (possessive || abbreviated || aimed) {
                add(&mut draft.actors, [mention.entity]);
            } else {
                add(&mut draft.places, [mention.entity]);
            }
        }
        EntityType::Person | EntityType::Title if befalls => add(&mut draft.targets, [mention.entity]),
        EntityType::Person | EntityType::Title => add(&mut draft.actors, [mention.entity]),
        EntityType::Organization
        | EntityType::ArmedGroup
        | EntityType::GovernmentBody
        | EntityType::MilitaryUnit
        | EntityType::Norp => {
            let list = if befalls && possessive { &mut draft.targets } else { &mut draft.actors };
            add(list, [mention.entity]);
        }
        _ => {}
    }
}

/// "of two guards", "by gunmen", "on the base", "between police and farmers".
fn complements(ground: &Ground<'_, '_>, participants: &Participants<'_, '_, '_>, head: usize, draft: &mut Draft) {
    let t = ground.tokens;
    let end = t.sentence(t.sentence_of(head)).end.min(head + 1 + COMPLEMENTS);
    let mut k = head + 1;
    while k < end {
        let stops = ground.pos(k).is_finite() || matches!(t.text(k), ";" | ":" | "\"" | "“" | "”");
        // Another happening has complements of its own.
        if stops || noun_frame(ground, k).is_some() {
            return;
        }
        let follows = ground.phrases.at(k + 1).filter(|phrase| phrase.tokens.start == k + 1);
        if let Some(phrase) = follows {
            if noun_frame(ground, phrase.head).is_some() {
                return;
            }
            let kind = participants.of_phrase(phrase.head).map_or(Kinds::THING, |found| found.kind);
            let joined = || participants.joined(k + 1);
            match t.lower(k) {
                "of" if done_by_whom(draft) && kind != Kinds::THING => add(&mut draft.actors, joined()),
                "of" if draft.targets.is_empty() => add(&mut draft.targets, joined()),
                "by" if kind == Kinds::ARMS => add(&mut draft.instruments, joined()),
                "by" if kind != Kinds::THING => add(&mut draft.actors, joined()),
                "on" | "against" if draft.etype != EventType::Consult && ground.pos(k + 1) != Pos::Calendar => {
                    add(&mut draft.targets, joined());
                }
                "between" => add(&mut draft.actors, joined()),
                "with" if kind != Kinds::ARMS && draft.etype != EventType::Protest => add(&mut draft.targets, joined()),
                "with" if kind == Kinds::ARMS => add(&mut draft.instruments, joined()),
                _ => {}
            }
            k = phrase.tokens.end.max(k + 1);
        } else {
            k += 1;
        }
    }
}

/// Whether "of" leads to who does it rather than to whom it is done: the protest of, the resignation of, the request of.
fn done_by_whom(draft: &Draft) -> bool {
    use EventType::{Accuse, Agree, Concede, Protest, Reject, Request, Support, Threaten};
    matches!(draft.etype, Accuse | Agree | Concede | Protest | Reject | Request | Support | Threaten)
        || matches!(draft.mode, Some("resign" | "withdraw"))
}

/// The subject of a light verb fills a slot of the event noun: "rebels launched an attack".
pub(super) fn lend(
    ground: &Ground<'_, '_>,
    participants: &Participants<'_, '_, '_>,
    lent: &Lent,
    drafts: &mut [Draft],
) {
    let Ok(number) = drafts.binary_search_by_key(&lent.noun, |draft| draft.at) else { return };
    let draft = &mut drafts[number];
    if draft.realis == Realis::Actual {
        draft.realis = setting::realis_of_verb(ground, &lent.place);
    }
    let Some(agent) = lent.place.agent.filter(|agent| noun_frame(ground, agent.head).is_none()) else { return };
    let entities = participants.joined_before(agent.head, Some(lent.place.group));
    match lent.slot {
        LightVerb::Actor => place_agent(participants, agent, entities, draft),
        LightVerb::Target => add(&mut draft.targets, entities),
    }
}
