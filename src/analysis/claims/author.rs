//! Claims of the reporter: clauses outside all quotes, and happenings that a noun phrase takes for granted.

use std::ops::Range;

use super::{Draft, Sources, meaning};
use crate::{
    analysis::{
        phrases::Ground,
        quotes::cues::{CueHit, Form},
        rules::Rule,
        tagger::Pos,
    },
    lexicon::{Class, Frames},
    model::{Act, Claimant, EntityType, Modality, Polarity, QuoteKind, Span},
};

/// Shortest clause that is a claim, in tokens.
const MIN_CLAUSE: usize = 4;

pub(super) fn claims(sources: &Sources<'_, '_>, hits: &[CueHit<'_>]) -> Vec<Draft> {
    let t = sources.ground.tokens;
    let mut taken = vec![false; t.len()];
    let mut mark = |range: Range<usize>| {
        let end = range.end.min(taken.len());
        taken[range.start.min(end)..end].fill(true);
    };
    for (quote, attribution) in sources.quotes.list.iter().zip(&sources.quotes.attributions) {
        if quote.kind != QuoteKind::Nonspeech {
            attribution.content.iter().for_each(|part| mark(part.clone()));
        }
        // Who is interviewed is named in the introduction, which the reporter tells.
        let beside =
            |span: &Span| {
                let sentence = t.sentence_of(t.range_of(*span).start);
                let cue = attribution.cue.as_ref().map(|hit| hit.tokens.clone());
                attribution.content.iter().cloned().chain(cue).any(|part| {
                    (t.sentence_of(part.start)..=t.sentence_of(part.end.saturating_sub(1))).contains(&sentence)
                })
            };
        for span in [quote.source, quote.addressee, quote.medium].into_iter().flatten().filter(beside) {
            mark(t.range_of(span));
        }
        if let Some(hit) = &attribution.cue {
            mark(hit.group..hit.tokens.end);
            // "The Tarn Courier quoted Orr as saying": all of it tells who speaks.
            if let Some(outlet) = attribution.chain.first() {
                mark(outlet.start..hit.group);
            }
        }
    }
    // "accused of theft", "declined to comment": said by others, or no statement of fact. "Will try to maintain its
    // campaign" and "were denied visas" only look like it.
    let is_deed = |hit: &CueHit<'_>| match hit.form {
        // "The rain began", "they spoke out": words of saying only beside a quotation.
        _ if hit.cue.frames == Frames::QUOTED => true,
        Form::Infinitive => hit.cue.act == Act::Assert && hit.cue.lemma != "comment",
        Form::Participle => hit.cue.act == Act::Identify,
        Form::Passive => sources.ground.phrases.at(hit.tokens.end).is_some() || t.is_punctuation(hit.tokens.end),
        _ => false,
    };
    for hit in hits.iter().filter(|hit| hit.cue.speech && !is_deed(hit)) {
        mark(hit.group..hit.tokens.end);
    }
    let mut list = Vec::new();
    for number in 0..t.n_sentences() {
        sentence(sources, t.sentence(number), &taken, &mut list);
    }
    list
}

fn sentence(sources: &Sources<'_, '_>, range: Range<usize>, taken: &[bool], list: &mut Vec<Draft>) {
    let mut start = range.start;
    while start < range.end {
        if taken[start] {
            start += 1;
            continue;
        }
        let end = (start..range.end).find(|&i| taken[i]).unwrap_or(range.end);
        clause(sources, close_phrase(sources.ground, start..end, range.end), list);
        start = end;
    }
}

/// One free stretch of a sentence.
fn clause(sources: &Sources<'_, '_>, stretch: Range<usize>, list: &mut Vec<Draft>) {
    let ground = sources.ground;
    let range = behind_lead(ground, trim(ground, stretch));
    if range.len() < MIN_CLAUSE {
        return;
    }
    let subject_and_verb =
        range.clone().any(|i| ground.pos(i).is_finite() && i > range.start && has_subject(ground, i, range.start));
    let t = ground.tokens;
    let question = t.text(range.end - 1) == "?" || t.text(range.end) == "?";
    if subject_and_verb && !question {
        list.push(statement(ground, range.clone()));
        events(ground, range, list);
    }
}

/// "Besides closing the road, while the crowd booed, Orr said": the phrase that leads in tells of its subject, who comes
/// later; the clause behind it stands for itself.
fn behind_lead(ground: &Ground<'_, '_>, range: Range<usize>) -> Range<usize> {
    let t = ground.tokens;
    let start = range.start;
    // "Asked whether the road was open, Orr left": what was asked is not what the reporter tells.
    let asked = start > 0
        && t.is_sentence_start(start - 1)
        && ground.pos(start - 1) == Pos::Participle
        && (t.is(start, Class::WH_WORD | Class::PREPOSITION) || t.reads(start, "if"));
    if asked {
        let subject = |k: usize| ground.phrases.at(k).is_some_and(|phrase| phrase.tokens.start == k);
        let comma = range.clone().find(|&k| t.text(k) == "," && subject(k + 1));
        return comma.map_or(range.end, |comma| comma + 1)..range.end;
    }
    let leads = t.is(start, Class::PREPOSITION) && ground.pos(start + 1) == Pos::Gerund;
    let clause = |k: &usize| t.text(*k) == "," && t.is(k + 1, Class::SUBORDINATOR);
    let verb = meaning::main_verb(ground, range.clone()).unwrap_or(range.end);
    match (start..verb).find(clause).filter(|_| leads) {
        Some(comma) => comma + 2..range.end,
        None => range,
    }
}

fn has_subject(ground: &Ground<'_, '_>, verb: usize, start: usize) -> bool {
    let mut k = verb;
    while k > start && verb - k < 4 && (ground.pos(k - 1) == Pos::Adverb || ground.pos(k - 1) == Pos::Calendar) {
        k -= 1;
    }
    k > start
        && (ground.phrases.at(k - 1).is_some()
            || ground.tokens.is_punctuation(k - 1)
            || ground.pos(k - 1) == Pos::Participle)
}

fn statement(ground: &Ground<'_, '_>, range: Range<usize>) -> Draft {
    let hedges = meaning::hedges(ground, range.clone());
    let (claimant, act, modality, rule) = match hedges.first() {
        Some(&(_, modality @ (Modality::Alleged | Modality::Reported), act)) => {
            (Claimant::Unspecified, act, modality, Rule::ClaimHedged)
        }
        Some(&(_, modality, act)) if modality != Modality::Certain => {
            (Claimant::Author, act, modality, Rule::ClaimAuthor)
        }
        _ => (Claimant::Author, Act::Assert, meaning::modality(ground, range.clone(), Act::Assert), Rule::ClaimAuthor),
    };
    let act = if claimant == Claimant::Author { Act::Assert } else { act };
    Draft {
        claimant,
        act,
        polarity: meaning::polarity(ground, range.clone()),
        modality,
        content: vec![range],
        cue: None,
        quote: None,
        hedges: hedges.into_iter().map(|(place, ..)| place).collect(),
        rule,
    }
}

/// "the killing of three soldiers": a happening with its victim inside a noun phrase.
fn events(ground: &Ground<'_, '_>, range: Range<usize>, list: &mut Vec<Draft>) {
    let t = ground.tokens;
    for phrase in ground.phrases.iter_from(range.start).take_while(|phrase| phrase.tokens.start < range.end) {
        let violent = t.lexicon().heads().noun(t.word(phrase.head)).is_some_and(|head| {
            head.etype == EntityType::Event && matches!(head.subtype, "attack" | "accident" | "disaster")
        });
        let after = phrase.tokens.end;
        let before = phrase.tokens.start.checked_sub(1).filter(|&k| k >= range.start);
        let governed =
            before.is_some_and(|k| t.is(k, Class::PREPOSITION | Class::SUBORDINATOR) || ground.pos(k).is_verb());
        if violent && governed && t.reads(after, "of") && t.is(phrase.tokens.start, Class::DEFINITE) {
            let end = (after..range.end).find(|&i| t.text(i) == "," || ground.pos(i).is_finite()).unwrap_or(range.end);
            list.push(Draft {
                claimant: Claimant::Author,
                act: Act::Assert,
                polarity: Polarity::Positive,
                modality: Modality::Certain,
                content: vec![trim(ground, phrase.tokens.start..end)],
                cue: None,
                quote: None,
                hedges: Vec::new(),
                rule: Rule::ClaimEvent,
            });
        }
    }
}

/// Takes marks and joining words off both ends.
fn trim(ground: &Ground<'_, '_>, mut range: Range<usize>) -> Range<usize> {
    let t = ground.tokens;
    let loose =
        |i: usize| t.is_punctuation(i) && !matches!(t.text(i), "\"" | "“" | "”" | "?") || t.is(i, Class::COORDINATOR);
    while range.start < range.end && (loose(range.start) || t.text(range.start) == "”") {
        range.start += 1;
    }
    while range.end > range.start && loose(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// The stretch with its last preposition made whole: "Orr sided with" takes in "Vale" when ", who said" follows, and what
/// opens a phrase that belongs to a statement is left out.
fn close_phrase(ground: &Ground<'_, '_>, range: Range<usize>, sentence_end: usize) -> Range<usize> {
    let t = ground.tokens;
    let dangling = range.len() > 1 && ground.pos(range.end - 1) == Pos::Preposition;
    if !dangling {
        return range;
    }
    let object = ground.phrases.at(range.end).filter(|phrase| phrase.tokens.start == range.end);
    let object = object.filter(|phrase| phrase.tokens.end <= sentence_end && t.text(phrase.tokens.end) == ",");
    range.start..object.map_or(range.end - 1, |phrase| phrase.tokens.end)
}

/// The end of the clause that goes on at `from`: the next comma, or the end without the final mark.
pub(super) fn clause_end(ground: &Ground<'_, '_>, from: usize, sentence_end: usize) -> usize {
    let t = ground.tokens;
    (from..sentence_end).find(|&i| matches!(t.text(i), "," | ";" | ".")).unwrap_or(sentence_end)
}
