//! When and where, how many, and whether it happened.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::{
    Draft, Sources, add,
    participants::{Participants, noun_frame},
    triggers::VerbPlace,
};
use crate::{
    analysis::{phrases::Ground, quotes::cues::Form, tagger::Pos},
    lexicon::Class,
    model::{EntityType, EventType, QuantityRole, Realis, TimeKind, TimeValue},
};

/// Tokens in which the words that govern an event stand before it.
const GOVERNED: usize = 6;

/// Whether a verb tells what happened.
pub(super) fn realis_of_verb(ground: &Ground<'_, '_>, place: &VerbPlace) -> Realis {
    let t = ground.tokens;
    let group = place.group..place.verb;
    if group.clone().any(|i| t.is(i, Class::NEGATION)) {
        return Realis::NotHappened;
    }
    if place.form == Form::Infinitive {
        return governed(ground, place.group).unwrap_or(Realis::Hypothetical);
    }
    if group.clone().any(|i| t.reads(i, "will") || t.reads(i, "'ll") || t.reads(i, "shall")) {
        return Realis::Future;
    }
    if group.clone().any(|i| ground.pos(i) == Pos::Modal) || is_conditional(ground, place.group) {
        return Realis::Hypothetical;
    }
    if place.form == Form::Gerund
        && let Some(realis) = governed(ground, place.group)
    {
        return realis;
    }
    Realis::Actual
}

/// Whether a noun stands for something that happened.
pub(super) fn realis_of_noun(ground: &Ground<'_, '_>, phrase: Range<usize>, head: usize) -> Realis {
    let t = ground.tokens;
    if t.reads(phrase.start, "no") {
        return Realis::NotHappened;
    }
    if let Some(realis) = governed(ground, phrase.start) {
        return realis;
    }
    let doubtful = |i: usize| matches!(t.lower(i), "possible" | "potential" | "planned" | "proposed" | "future");
    if (phrase.start..head).any(doubtful) {
        return Realis::Hypothetical;
    }
    Realis::Actual
}

/// What a verb or noun shortly before token `at` makes of the event: "foiled a plot to bomb".
fn governed(ground: &Ground<'_, '_>, at: usize) -> Option<Realis> {
    let t = ground.tokens;
    let start = t.sentence(t.sentence_of(at)).start.max(at.saturating_sub(GOVERNED));
    let frames = t.lexicon().events();
    let mut found = None;
    for i in (start..at).rev() {
        // An event in between has the word to itself: "called for an inquiry into the attack".
        if matches!(t.text(i), "," | ";" | ":") || noun_frame(ground, i).is_some() {
            break;
        }
        let here = match ground.pos(i) {
            Pos::Noun => frames.realis_under_noun(t.word(i)),
            pos if pos.is_verb() => t.entry(i).lemma.and_then(|lemma| frames.realis_under_verb(lemma)),
            _ => None,
        };
        // "foiled a plot": the verb farther left has the last word.
        found = match (found, here) {
            (Some(Realis::NotHappened), _) | (_, None) => found,
            (_, here) => here,
        };
    }
    found
}

/// Whether "if" or "unless" opens the clause.
fn is_conditional(ground: &Ground<'_, '_>, at: usize) -> bool {
    let t = ground.tokens;
    let start = t.sentence(t.sentence_of(at)).start;
    (start..at)
        .rev()
        .take_while(|&i| !matches!(t.text(i), "," | ";" | ":") && !ground.pos(i).is_finite())
        .any(|i| matches!(t.lower(i), "if" | "unless" | "should" | "whether"))
}

/// Places, times and counts of all tellings.
pub(super) fn place_and_date(sources: &Sources<'_, '_>, participants: &Participants<'_, '_, '_>, drafts: &mut [Draft]) {
    let t = sources.ground.tokens;
    let mut from = 0;
    while from < drafts.len() {
        let sentence = t.sentence_of(drafts[from].at);
        let until = from + drafts[from..].iter().take_while(|draft| t.sentence_of(draft.at) == sentence).count();
        let (here, range) = (&mut drafts[from..until], t.sentence(sentence));
        date(sources, range.clone(), here);
        count(sources, range.clone(), here);
        for number in 0..here.len() {
            let limit = here.get(number + 1).map_or(range.end, |next| next.at);
            place(sources, participants, range.start, limit, &mut here[number]);
        }
        excuse(here);
        from = until;
    }
}

/// Each time of the sentence goes to the telling that it dates: mostly the nearest one before it.
fn date(sources: &Sources<'_, '_>, sentence: Range<usize>, drafts: &mut [Draft]) {
    let t = sources.ground.tokens;
    let span = t.span_of(sentence);
    let first = sources.times.partition_point(|time| time.span.start() < span.start());
    let here = sources.times.iter().enumerate().skip(first);
    for (index, time) in here.take_while(|(_, time)| time.span.start() < span.end()) {
        if !matches!(time.kind, TimeKind::Date | TimeKind::Time) || time.begin.is_none() {
            continue;
        }
        let far = |draft: &Draft, time: &TimeValue| distance(sources.ground, draft, &t.range_of(time.span));
        let Some(draft) = drafts.iter_mut().min_by_key(|draft| (far(draft, time), draft.at)) else { return };
        let known = draft.time.and_then(|known| sources.times.get(known));
        if known.is_none_or(|known| far(draft, known) > far(draft, time)) {
            draft.time = Some(index);
            settle_realis(sources.document.date, time.begin, draft);
        }
    }
}

/// How far a time stands from a telling. "the Oct. 7 attack" and "Monday's march" hold their time; otherwise times rather
/// follow their event.
fn distance(ground: &Ground<'_, '_>, draft: &Draft, time: &Range<usize>) -> usize {
    let holds = |start: usize| {
        let end = time.end + usize::from(ground.tokens.is_possessive_mark(time.end));
        (start..draft.at).contains(&time.start) || end == start
    };
    if draft.is_noun && ground.phrases.at(draft.at).is_some_and(|phrase| holds(phrase.tokens.start)) {
        return 0;
    }
    if time.start > draft.at { time.start - draft.at } else { 3 * (draft.at - time.start) + 3 }
}

/// What lies more than a year back is background.
fn settle_realis(published: Option<NaiveDate>, begin: Option<NaiveDate>, draft: &mut Draft) {
    let (Some(published), Some(begin)) = (published, begin) else { return };
    if draft.realis == Realis::Actual && begin.year() < published.year() && (published - begin).num_days() > 366 {
        draft.realis = Realis::Historical;
    }
}

/// Numbers of people and things go to the nearest telling of what befell them.
fn count(sources: &Sources<'_, '_>, sentence: Range<usize>, drafts: &mut [Draft]) {
    use QuantityRole::{Amount, Change, Extent, Other, Share};
    let t = sources.ground.tokens;
    let span = t.span_of(sentence);
    let first = sources.quantities.partition_point(|quantity| quantity.span.start() < span.start());
    let here = sources.quantities.iter().enumerate().skip(first);
    for (index, quantity) in here.take_while(|(_, quantity)| quantity.span.start() < span.end()) {
        if matches!(quantity.role, Amount | Change | Extent | Other | Share) {
            continue;
        }
        let at = t.range_of(quantity.span).start;
        let nearest = |draft: &&mut Draft| (!tells(draft, quantity.role), draft.at.abs_diff(at), draft.at);
        if let Some(draft) = drafts.iter_mut().min_by_key(nearest) {
            draft.counts.push(index);
        }
    }
}

/// Whether a telling says what a number of this role underwent.
fn tells(draft: &Draft, role: QuantityRole) -> bool {
    match role {
        QuantityRole::Killed => draft.etype == EventType::Death || matches!(draft.mode, Some("kill" | "assassinate")),
        QuantityRole::Injured => draft.etype == EventType::Injury,
        QuantityRole::Detained => draft.mode == Some("arrest"),
        QuantityRole::Abducted | QuantityRole::Held => draft.mode == Some("abduct"),
        QuantityRole::Released => draft.mode == Some("release"),
        QuantityRole::Participants => draft.etype == EventType::Protest,
        _ => false,
    }
}

/// "in Baghdad", "near the border": behind the trigger, else at the start of the sentence.
fn place(
    sources: &Sources<'_, '_>,
    participants: &Participants<'_, '_, '_>,
    start: usize,
    limit: usize,
    draft: &mut Draft,
) {
    let ground = sources.ground;
    let t = ground.tokens;
    for k in draft.at + 1..limit.min(draft.at + 24) {
        if matches!(t.text(k), ";" | ":") || (ground.pos(k).is_finite() && !t.is(k, Class::BE)) {
            break;
        }
        if let Some(ids) = located(sources, participants, k) {
            add(&mut draft.places, ids);
            return;
        }
    }
    if draft.places.is_empty()
        && let Some(ids) = located(sources, participants, start)
    {
        add(&mut draft.places, ids);
    }
}

/// The places named behind a preposition of place at token `k`.
fn located(
    sources: &Sources<'_, '_>,
    participants: &Participants<'_, '_, '_>,
    k: usize,
) -> Option<Vec<crate::model::EntityId>> {
    let t = sources.ground.tokens;
    let locative = matches!(
        t.lower(k),
        "in" | "at"
            | "near"
            | "outside"
            | "inside"
            | "over"
            | "across"
            | "off"
            | "around"
            | "through"
            | "along"
            | "from"
    );
    let phrase = sources.ground.phrases.at(k + 1).filter(|phrase| locative && phrase.tokens.start == k + 1)?;
    let mention = participants.of_phrase(phrase.head).and_then(|found| participants.mention(found.head))?;
    let is_place = mention.etype == EntityType::Place;
    is_place.then(|| participants.joined(k + 1))
}

/// Deaths in a sentence that tells of an accident or a force of nature, with nobody who did it, are no attack.
fn excuse(drafts: &mut [Draft]) {
    let calamity = drafts.iter().any(|draft| matches!(draft.etype, EventType::Accident | EventType::Disaster));
    for draft in drafts.iter_mut().filter(|_| calamity) {
        if draft.mode == Some("kill") && draft.actors.is_empty() && draft.instruments.is_empty() && !draft.is_noun {
            draft.etype = EventType::Death;
            draft.mode = None;
        }
    }
}
