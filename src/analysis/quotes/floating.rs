//! Quotations that no cue took: they belong to the speaker before, to a name with a colon, or are no speech at all.

use std::ops::Range;

use super::{
    Attribution, clauses,
    sources::{self, Source},
};
use crate::{
    analysis::{
        marks::Region,
        phrases::Ground,
        rules::Rule,
        tagger::Pos,
        turns::{Turn, Turns},
    },
    lexicon::{Class, Frames},
    model::{EntityType, QuoteKind},
};

/// Paragraphs that one speaker may go on without being named again.
const MAX_PARAGRAPHS: usize = 6;

/// Most words of a heading in quotation marks.
const MAX_HEADING: usize = 8;

/// Words without a verb behind a clause and a colon are said when there are so many tokens.
const MIN_SAID: usize = 6;

/// Most attributions that are looked through for the speaker of a sentence.
const MAX_IN_SENTENCE: usize = 8;

/// Fewest words in quotation marks that are taken for words of the speaker before rather than for a term.
const MIN_FRAGMENT: usize = 4;

/// Most tokens between a work and its title: `column on May 3,`.
const MAX_BEFORE_TITLE: usize = 7;

/// Adds an attribution for each remaining quotation.
pub(super) fn attach<'l>(ground: &Ground<'_, '_>, turns: &Turns, list: &mut Vec<Attribution<'l>>) {
    let mut taken = vec![false; ground.marks.regions().len()];
    for &number in list.iter().flat_map(|attribution| &attribution.regions) {
        taken[number] = true;
    }
    list.sort_by_key(|attribution| attribution.hull().start);
    let mut added: Vec<Attribution<'l>> = Vec::new();
    let mut next = 0;
    let mut speech = LastSpeech::default();
    for (number, region) in ground.marks.regions().iter().enumerate() {
        while next < list.len() && list[next].hull().start < region.tokens.start {
            speech.note(ground, &list[next]);
            next += 1;
        }
        if !taken[number] && !region.nested {
            let turn = turns.of(&region.tokens).map(|turn| spoken(number, turn));
            added.push(turn.unwrap_or_else(|| floating(ground, number, &mut speech, list)));
            added.last().into_iter().for_each(|last| speech.note(ground, last));
        }
    }
    list.extend(added);
}

/// `Gen. Ivo Orrvelk: The bank has run out of time`: a name with a title or first name that opens a sentence, a colon, and a clause.
pub(super) fn colons<'l>(ground: &Ground<'_, '_>) -> impl Iterator<Item = Attribution<'l>> {
    let t = ground.tokens;
    (0..t.n_sentences()).filter_map(move |number| {
        let sentence = t.sentence(number);
        let phrase = ground.phrases.at(sentence.start).filter(|phrase| phrase.tokens.start == sentence.start)?;
        let colon = phrase.tokens.end;
        let titled = phrase
            .tokens
            .clone()
            .any(|k| t.is(k, Class::TITLE | Class::GIVEN | Class::GIVEN_MASCULINE | Class::GIVEN_FEMININE));
        let quoted = ground.marks.outer_within(colon..sentence.end).next().is_some();
        if t.text(colon) != ":" || !titled || quoted || ground.pos(phrase.head) != Pos::Name {
            return None;
        }
        let content = colon + 1..clauses::clause_end(ground, colon + 1, sentence.end);
        let clause = ground.phrases.at(content.start).is_some() && content.clone().any(|k| ground.pos(k).is_finite());
        clause.then(|| Attribution {
            colon: Some(colon),
            ..Attribution::new(
                vec![content],
                QuoteKind::Indirect,
                Frames::CLAUSE,
                Some(Source { tokens: phrase.tokens.clone(), head: phrase.head }),
                Rule::QuoteColon,
            )
        })
    })
}

/// The words of a turn of an interview.
fn spoken<'l>(number: usize, turn: &Turn) -> Attribution<'l> {
    Attribution {
        regions: vec![number],
        colon: turn.colon,
        continues: turn.continues,
        ..Attribution::new(
            vec![turn.words.clone()],
            QuoteKind::Direct,
            Frames::QUOTED,
            turn.source.clone(),
            Rule::QuoteTurn,
        )
    }
}

/// The latest speech that a following quotation may carry on.
#[derive(Clone, Debug, Default)]
struct LastSpeech {
    source: Option<Source>,
    /// Its last token.
    last: usize,
    paragraph: usize,
    /// Whether it held words in quotation marks.
    quoted: bool,
}

impl LastSpeech {
    fn note(&mut self, ground: &Ground<'_, '_>, attribution: &Attribution<'_>) {
        let cue = attribution.cue.as_ref();
        let speech = cue.is_some_and(|hit| hit.cue.speech) || attribution.colon.is_some();
        if !speech || attribution.source.is_none() {
            return;
        }
        let end = attribution.hull().end.max(cue.map_or(0, |hit| hit.tokens.end));
        let last = end.saturating_sub(1);
        *self = Self {
            source: attribution.source.clone(),
            last,
            paragraph: ground.tokens.paragraph_of(last),
            quoted: attribution.kind != QuoteKind::Indirect,
        };
    }
}

fn floating<'l>(
    ground: &Ground<'_, '_>,
    number: usize,
    speech: &mut LastSpeech,
    list: &[Attribution<'l>],
) -> Attribution<'l> {
    let region = &ground.marks.regions()[number];
    let make = |kind, source: Option<Source>, rule| Attribution {
        regions: vec![number],
        continues: rule == Rule::QuoteContinued,
        ..Attribution::new(vec![region.tokens.clone()], kind, Frames::QUOTED, source, rule)
    };
    let t = ground.tokens;
    if let Some(source) = colon_source(ground, region) {
        let colon = Some(region.tokens.start - 1);
        let end = clauses::clause_end(ground, region.tokens.end, t.sentence(t.sentence_of(region.tokens.start)).end);
        // `Minister: "No way" with rebels`
        if t.is(region.tokens.end, Class::PREPOSITION) && end > region.tokens.end {
            let whole = region.tokens.start..end;
            let content = vec![whole];
            return Attribution { content, colon, ..make(QuoteKind::Mixed, Some(source), Rule::QuoteColon) };
        }
        return Attribution { colon, ..make(QuoteKind::Direct, Some(source), Rule::QuoteColon) };
    }
    if let Some((dash, source)) = dash_source(ground, region) {
        return Attribution { colon: Some(dash), ..make(QuoteKind::Direct, Some(source), Rule::QuoteDash) };
    }
    if is_gloss(ground, region) {
        return make(QuoteKind::Gloss, None, Rule::QuoteGloss);
    }
    if is_heading(ground, region) || is_name_of_a_thing(ground, region) || is_title_of_a_work(ground, region) {
        return make(QuoteKind::Nonspeech, None, Rule::QuoteNonspeech);
    }
    if let Some(source) = subject_behind(ground, region) {
        return make(QuoteKind::Direct, Some(source), Rule::QuoteBeforeVerb);
    }
    let paragraph = t.paragraph_of(region.tokens.start);
    let near =
        speech.source.is_some() && speech.paragraph <= paragraph && paragraph - speech.paragraph <= MAX_PARAGRAPHS;
    if is_sentence(ground, region) && near {
        let opens_paragraph = t.paragraph(paragraph).start == region.tokens.start;
        let same_paragraph = speech.paragraph == paragraph;
        if same_paragraph || (opens_paragraph && speech.quoted) || region.continues {
            speech.paragraph = paragraph;
            return make(QuoteKind::Direct, speech.source.clone(), Rule::QuoteContinued);
        }
    }
    if near && speech.paragraph == paragraph && goes_on_in(ground, region, speech) {
        return make(QuoteKind::Direct, speech.source.clone(), Rule::QuoteContinued);
    }
    if is_sentence(ground, region) && region.inner().len() > 8 {
        return make(QuoteKind::Direct, host_subject(ground, region), Rule::QuoteAlone);
    }
    if is_fragment(ground, region) {
        return make(QuoteKind::Direct, host_source(ground, region, list), Rule::QuoteFragment);
    }
    make(QuoteKind::Nonspeech, None, Rule::QuoteNonspeech)
}

/// `Sar Tesh ("Grey Hand")`, `which means "our land"`: words that explain the ones before them.
fn is_gloss(ground: &Ground<'_, '_>, region: &Region) -> bool {
    let t = ground.tokens;
    let Some(before) = region.tokens.start.checked_sub(1) else { return false };
    // "translated as": but what is "meant to "send a signal"" explains nothing.
    let linked = matches!(t.lower(before), "as" | "to" | "into")
        && before.checked_sub(1).is_some_and(|k| t.is(k, Class::TRANSLATING));
    let explained = linked || t.is(before, Class::GLOSSING | Class::TRANSLATING);
    let says = region.inner().any(|k| ground.pos(k).is_finite());
    let bracketed = t.text(before) == "(" && t.text(region.tokens.end) == ")" && !says;
    let name = before.checked_sub(1).filter(|_| bracketed);
    explained || name.is_some_and(|k| ground.pos(k) == Pos::Name || ground.marks.is_quoted(k))
}

/// Whether a few words are all that a paragraph says, written like a title or without a verb.
fn is_heading(ground: &Ground<'_, '_>, region: &Region) -> bool {
    let t = ground.tokens;
    let mut paragraph = t.paragraph(t.paragraph_of(region.tokens.start));
    let rest = paragraph.find(|k| !region.tokens.contains(k) && !t.is_punctuation(*k));
    let verb = region.inner().any(|k| ground.pos(k).is_finite());
    rest.is_none() && region.inner().len() <= MAX_HEADING && (!verb || is_title(ground, region.inner()))
}

/// Whether all words but the small ones are capitalised, as in titles.
pub(super) fn is_title(ground: &Ground<'_, '_>, words: Range<usize>) -> bool {
    let t = ground.tokens;
    let counts = |k: usize| t.is_word(k) && !t.is_joined(k) && t.text(k).starts_with(char::is_alphabetic);
    let mut words = words.filter(|&k| counts(k) && (t.has_space_before(k) || t.is_capitalised(k))).peekable();
    let small = Class::PREPOSITION | Class::DETERMINER | Class::COORDINATOR;
    words.peek().is_some() && words.all(|k| t.is_capitalised(k) || t.is(k, small))
}

/// `a film called "Glass Rain"`, `under the name "Grey Fox"`, `a memo titled "Where we stand"`: words that name a thing.
pub(super) fn is_name_of_a_thing(ground: &Ground<'_, '_>, region: &Region) -> bool {
    let t = ground.tokens;
    let Some(before) = region.tokens.start.checked_sub(1) else { return false };
    let thing = ground.phrases.at(before.wrapping_sub(1)).filter(|phrase| phrase.tokens.end == before);
    let named = thing.is_some_and(|thing| {
        let kind = t.lexicon().heads().noun(t.word(thing.head)).map(|head| head.etype);
        let speaks = kind.is_some_and(|kind| kind == EntityType::Person || kind.is_body());
        ground.pos(thing.head) == Pos::Noun && (!speaks || ground.pos(before) == Pos::Participle)
    });
    // "Grey Fox, also known as "Q-West"": behind a comma or bracket it is no verb of the clause.
    let verb = if t.reads(before, "as") { before.saturating_sub(1) } else { before };
    let apart =
        (0..verb).rev().take(3).find(|&k| ground.pos(k) != Pos::Adverb).is_some_and(|k| matches!(t.text(k), "," | "("));
    let titled = t.is(before, Class::NAMING) && named || t.is(verb, Class::NAMING) && apart;
    let noun = t.is(before, Class::NAMING_NOUN);
    (titled || noun) && is_title(ground, region.inner())
}

/// `Orr's column on Friday, "The road is gone," was read widely`: behind somebody's work stands its title, whatever its
/// capitals, unless a verb tells that words were said.
fn is_title_of_a_work(ground: &Ground<'_, '_>, region: &Region) -> bool {
    let t = ground.tokens;
    let start = region.tokens.start;
    let opening = region.inner().start;
    let sentence = t.sentence(t.sentence_of(start)).start;
    let near = start.saturating_sub(MAX_BEFORE_TITLE).max(sentence)..start;
    let Some(work) = near.rev().find(|&k| t.is(k, Class::WORK) && ground.pos(k) == Pos::Noun) else { return false };
    let apart = work + 1..start;
    let dated = apart.is_empty() || t.text(start - 1) == "," && !apart.clone().any(|k| ground.pos(k).is_verb());
    let owned = (sentence..work).rev().find(|&k| ground.pos(k) != Pos::Adjective);
    let owned =
        owned.is_some_and(|k| t.is_possessive_mark(k) || t.is(k, Class::POSSESSIVE) || t.may_mark_plural_possessive(k));
    owned && dated && t.is_capitalised(opening) && region.inner().len() <= MAX_HEADING
}

/// `"It is gone," Orr grinned.`: words that end in a comma before a subject with a verb, whatever the verb.
fn subject_behind(ground: &Ground<'_, '_>, region: &Region) -> Option<Source> {
    let t = ground.tokens;
    let ends_in_comma = region.inner().last().is_some_and(|last| t.text(last) == ",");
    if !ends_in_comma || !is_sentence(ground, region) || is_title(ground, region.inner()) {
        return None;
    }
    let source = sources::rightward(ground, region.tokens.end)?;
    let end = t.sentence(t.sentence_of(source.head)).end;
    let verb = (source.tokens.end..end).any(|k| ground.pos(k).is_verb() && !ground.marks.is_quoted(k));
    verb.then_some(source)
}

/// Whether so many words stand in the marks that they are somebody's words rather than a term.
fn is_fragment(ground: &Ground<'_, '_>, region: &Region) -> bool {
    let words = region.inner().filter(|&k| ground.tokens.is_word(k)).count();
    words >= MIN_FRAGMENT && !region.repaired && !is_title(ground, region.inner())
}

/// Whose words a passage inside a sentence may be: those of the one who speaks in the sentence, else of its subject.
fn host_source(ground: &Ground<'_, '_>, region: &Region, list: &[Attribution<'_>]) -> Option<Source> {
    let t = ground.tokens;
    let sentence = t.sentence_of(region.tokens.start);
    let speaks = |attribution: &&Attribution<'_>| {
        attribution.cue.as_ref().is_some_and(|hit| hit.cue.speech && t.sentence_of(hit.verb) == sentence)
    };
    // The list is in the order of its contents; only the last ones can stand in this sentence.
    let before = list.partition_point(|attribution| attribution.hull().start < t.sentence(sentence).end);
    let spoken = list[..before]
        .iter()
        .rev()
        .take(MAX_IN_SENTENCE)
        .filter(speaks)
        .find_map(|attribution| attribution.source.clone());
    // "described by the treasury as a "quiet man of the old school"": a passive names its source itself.
    let passive = |&k: &usize| t.is(k, Class::CUE) && ground.pos(k) == Pos::Participle && !ground.marks.is_quoted(k);
    let by = || {
        let verb = (t.sentence(sentence).start..region.tokens.start).rev().find(passive)?;
        sources::by_phrase(ground, verb + 1).filter(|source| source.tokens.end <= region.tokens.start)
    };
    spoken.or_else(by).or_else(|| {
        let subject = sources::clause_subject(ground, region.tokens.start)?;
        let human =
            t.is(subject.head, Class::SUBJECT_PRONOUN) && !t.is(subject.head, Class::PRONOUN_IT | Class::RELATIVE);
        (human || ground.pos(subject.head) == Pos::Name).then_some(subject)
    })
}

/// `"It is over," Orr said. But that is not "a good thing for all of us."`: words in the sentence behind a quote, in a
/// sentence without an attribution of its own, long enough to be no term.
fn goes_on_in(ground: &Ground<'_, '_>, region: &Region, speech: &LastSpeech) -> bool {
    let t = ground.tokens;
    let sentence = t.sentence_of(region.tokens.start);
    let cues = t.sentence(sentence).any(|k| t.is(k, Class::CUE) && !ground.marks.is_quoted(k));
    sentence == t.sentence_of(speech.last) + 1 && !cues && is_fragment(ground, region)
}

/// `Minister: "No way"`: a short name or role with a colon, or a sentence that ends in one.
fn colon_source(ground: &Ground<'_, '_>, region: &Region) -> Option<Source> {
    let t = ground.tokens;
    let colon = region.tokens.start.checked_sub(1).filter(|&k| t.text(k) == ":")?;
    // `Q&A: "We were late"` and `Interview: "We were late"` tell the form, not the speaker.
    if t.is(colon.checked_sub(1)?, Class::INTERVIEWING | Class::ANSWERING) {
        return None;
    }
    let sentence = t.sentence(t.sentence_of(colon)).start;
    let opens = |start: usize| start == sentence || ground.pos(start.saturating_sub(1)) == Pos::Mark;
    let phrase = ground.phrases.at(colon.checked_sub(1)?).filter(|phrase| opens(phrase.tokens.start));
    if let Some(phrase) = phrase {
        return Some(Source { tokens: phrase.tokens.clone(), head: phrase.head });
    }
    // `He has a new title: "song hunter."` names a thing.
    if !is_sentence(ground, region)
        || !region.inner().any(|k| ground.pos(k).is_verb()) && region.inner().len() < MIN_SAID
    {
        return None;
    }
    sources::clause_subject(ground, colon)
}

/// `"We have left" — Ivo Orr, mayor`, `Ivo Orr — "We have left"`: words and a name that a dash joins, and nothing else in
/// their paragraphs. The dash with the name may stand in a line of its own.
fn dash_source(ground: &Ground<'_, '_>, region: &Region) -> Option<(usize, Source)> {
    let t = ground.tokens;
    let (start, end) = (region.tokens.start, region.tokens.end);
    let before = start.checked_sub(1).filter(|&k| t.is_dash(k));
    let long = region.inner().filter(|&k| t.is_word(k)).take(MIN_FRAGMENT).count() == MIN_FRAGMENT;
    if before.is_none() && !t.is_dash(end) || !long && !is_sentence(ground, region) {
        return None;
    }
    let opens = |k: usize| t.paragraph(t.paragraph_of(k)).start == k;
    let named = |source: &Source| ground.pos(source.head) == Pos::Name;
    let alone = |source: &Source| {
        let mut rest = source.tokens.end..t.paragraph(t.paragraph_of(end)).end;
        !rest.any(|k| ground.pos(k).is_finite() || ground.marks.is_quoted(k))
    };
    if t.is_dash(end) && opens(start) {
        return sources::rightward(ground, end + 1).filter(named).filter(alone).map(|source| (end, source));
    }
    let dash = before.filter(|_| end >= t.paragraph(t.paragraph_of(start)).end)?;
    let phrase = ground.phrases.at(dash.checked_sub(1)?).filter(|phrase| phrase.tokens.end == dash)?;
    let source = Source { tokens: phrase.tokens.clone(), head: phrase.head };
    (named(&source) && opens(phrase.tokens.start)).then_some((dash, source))
}

/// Whether the quotation reads like words of its own: it opens with a capital and holds a verb or a final mark.
fn is_sentence(ground: &Ground<'_, '_>, region: &Region) -> bool {
    let t = ground.tokens;
    let inner = region.inner();
    if inner.is_empty() {
        return false;
    }
    let start = region.tokens.start;
    let opens = t.is_sentence_start(start)
        || t.is_sentence_start(inner.start)
        || start > 0 && (matches!(t.text(start - 1), "," | ":") || t.is_dash(start - 1));
    let final_mark = matches!(t.text(inner.end - 1), "," | "." | "!" | "?" | "…" | "...");
    let verb = inner.clone().any(|k| ground.pos(k).is_finite());
    opens && (final_mark || verb) && inner.len() > 1
}

/// The subject of the sentence that holds the quotation.
fn host_subject(ground: &Ground<'_, '_>, region: &Region) -> Option<Source> {
    let t = ground.tokens;
    let sentence: Range<usize> = t.sentence(t.sentence_of(region.tokens.start));
    if sentence.start >= region.tokens.start || t.is(region.tokens.end, Class::COORDINATOR) {
        return None;
    }
    sources::main_subject(ground, region.tokens.start, 0)
}
