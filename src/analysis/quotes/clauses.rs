//! Where clauses and sentences begin and end.

use std::ops::Range;

use super::cues::group_start;
use crate::{
    analysis::{phrases::Ground, tagger::Pos},
    lexicon::Class,
};

/// The end of the sentence that holds `i`, moved out of a quotation that runs over it.
pub(super) fn sentence_end(ground: &Ground<'_, '_>, i: usize) -> usize {
    let t = ground.tokens;
    let end = t.sentence(t.sentence_of(i)).end;
    match ground.marks.outer_at(end.saturating_sub(1)) {
        Some((_, region)) if region.tokens.end > end && !region.tokens.contains(&i) => region.tokens.end,
        _ => end,
    }
}

/// The start of the sentence that holds `i`, moved to the start of a quotation that began before it.
pub(super) fn sentence_start(ground: &Ground<'_, '_>, i: usize) -> usize {
    let t = ground.tokens;
    let start = t.sentence(t.sentence_of(i)).start;
    let before = ground.marks.outer_at(start).map(|(_, region)| region.tokens.start);
    before.map_or(start, |region| region.min(start))
}

/// The relative pronoun of the clause whose verb group begins at `group`: "who said", "which the army says".
pub(in crate::analysis) fn relative_pronoun(ground: &Ground<'_, '_>, group: usize) -> Option<usize> {
    let t = ground.tokens;
    let last = group.checked_sub(1)?;
    let subject = ground.phrases.at(last).filter(|phrase| phrase.tokens.end == group);
    let before = subject.and_then(|phrase| phrase.tokens.start.checked_sub(1)).filter(|&k| !t.reads(k, "that"));
    [Some(last), before].into_iter().flatten().find(|&k| t.is(k, Class::RELATIVE))
}

/// "Orr, who said the road was open, left": the comma before the verb of the main clause ends the clause of the relative
/// `pronoun`, of which `words` are the last.
pub(in crate::analysis) fn end_of_relative_clause(
    ground: &Ground<'_, '_>,
    pronoun: usize,
    words: Range<usize>,
) -> Option<usize> {
    let t = ground.tokens;
    let closes = |&k: &usize| t.text(k) == "," && !ground.marks.is_quoted(k) && ground.pos(k + 1).is_finite();
    let comma = words.clone().filter(|&k| k > pronoun).find(closes);
    let restrictive = pronoun.checked_sub(1).is_some_and(|k| t.text(k) != ",");
    comma.or_else(|| second_verb(ground, words).filter(|_| restrictive))
}

/// "officials who said the dam was safe now concede": where the verb of the main clause begins, behind the one of these
/// words, when no other clause begins between them.
fn second_verb(ground: &Ground<'_, '_>, words: Range<usize>) -> Option<usize> {
    let t = ground.tokens;
    let finite = |k: &usize| ground.pos(*k).is_finite() && !ground.marks.is_quoted(*k);
    let first = words.clone().find(finite)?;
    let last = (first..words.end).take_while(|k| finite(k) || ground.pos(*k).is_verb()).last()?;
    let second = (last + 1..words.end).find(finite)?;
    let begin = group_start(ground, second);
    let opens = Class::COORDINATOR | Class::SUBORDINATOR | Class::RELATIVE | Class::WH_WORD | Class::CUE;
    let free = (first..begin).all(|k| !t.is(k, opens) && t.text(k) != "," && !t.reads(k, "that"));
    (free && begin > last + 1).then_some(begin)
}

/// Where a clause ends that begins at `start` in a sentence that ends at `end`: before its final mark, before ", he
/// added", before ", saying", before ", but Orr denied".
pub(super) fn clause_end(ground: &Ground<'_, '_>, start: usize, end: usize) -> usize {
    let t = ground.tokens;
    let mut i = start;
    let is_dash = |k: usize| t.is_dash(k) && !ground.marks.is_quoted(k);
    // A clause that stands between two dashes ends at the second.
    let in_dashes = (t.sentence(t.sentence_of(start)).start..start).filter(|&k| is_dash(k)).count() % 2 == 1;
    while i < end {
        if let Some((_, region)) = ground.marks.outer_at(i) {
            i = region.tokens.end.max(i + 1);
            // `was "wrong," adding`: the comma stands inside the marks.
            let comma = region.inner().last().is_some_and(|last| t.text(last) == ",");
            if comma && i < end && ends_at_comma(ground, i - 1, end) {
                return i;
            }
            continue;
        }
        let cut = match t.text(i) {
            ";" => true,
            _ if is_dash(i) => in_dashes,
            _ if t.is(i, Class::COORDINATOR) => goes_on_to_say(ground, i + 1),
            "," => ends_at_comma(ground, i, end),
            _ => false,
        };
        if cut && i > start {
            return i;
        }
        i += 1;
    }
    // The final mark belongs to the sentence, not to the content.
    let mut last = end;
    while last > start && matches!(t.text(last - 1), "." | "!" | "?" | ";" | ":") && !ground.marks.is_quoted(last - 1) {
        last -= 1;
    }
    last
}

/// "and warned that", "but added": the speaker begins another statement.
fn goes_on_to_say(ground: &Ground<'_, '_>, i: usize) -> bool {
    let t = ground.tokens;
    let verb = if ground.pos(i) == Pos::Adverb { i + 1 } else { i };
    let opens = t.reads(verb + 1, "that") || ground.marks.outer_at(verb + 1).is_some();
    t.is(verb, Class::CUE) && ground.pos(verb).is_finite() && opens
}

/// Whether a clause ends at this comma: before ", saying", ", he said", ", but Orr denied".
pub(super) fn ends_at_comma(ground: &Ground<'_, '_>, comma: usize, end: usize) -> bool {
    let t = ground.tokens;
    let timed = matches!(t.lower(comma + 1), "before" | "after" | "while") && ground.pos(comma + 2) == Pos::Gerund;
    let next = if timed { comma + 2 } else { comma + 1 };
    let participle = ground.pos(next) == Pos::Gerund
        && t.is(next, Class::CUE)
        && !t.lower(next).starts_with("identif")
        && !t.lower(next).starts_with("nam");
    if participle || t.reads_all(next, "according to") {
        return true;
    }
    // ", he said" and ", said Orr": a subject with its cue and nothing but an adjunct behind.
    let cue = (next..end.min(next + 12))
        .take_while(|&k| !t.is_punctuation(k))
        .find(|&k| t.is(k, Class::CUE) && ground.pos(k).is_finite());
    if let Some(cue) = cue {
        let subject = cue == next
            || ground
                .phrases
                .at(next)
                .is_some_and(|phrase| phrase.tokens.start == next && phrase.tokens.end + 2 >= cue);
        let bare = t.is_punctuation(cue + 1) || t.is(cue + 1, Class::PREPOSITION | Class::WEEKDAY) || cue + 1 >= end;
        if subject && bare {
            return true;
        }
    }
    // ", though no arrests were made": what the reporter sets against it.
    if matches!(t.lower(next), "though" | "although") && ground.phrases.at(next + 1).is_some() {
        return true;
    }
    // ", but Orr denied": a new main clause with a subject of its own that is not shifted back in time.
    if t.reads(next, "but") {
        return true;
    }
    t.reads(next, "and")
        && ground.phrases.at(next + 1).is_some_and(|phrase| {
            ground.pos(phrase.tokens.end) == Pos::Past && !t.is(phrase.tokens.end, Class::HAVE | Class::BE)
        })
}
