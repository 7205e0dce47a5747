//! Who is the source of a cue: the subject of the verb, wherever apposition, relative clauses or inversion put it.

use std::ops::Range;

use super::{
    clauses::relative_pronoun,
    cues::{CueHit, Form, group_start, lemma},
};
use crate::{
    analysis::{
        phrases::{Ground, NounPhrase},
        tagger::Pos,
    },
    lexicon::Class,
};

/// The words that name a source, and the token that carries their meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::analysis) struct Source {
    pub tokens: Range<usize>,
    pub head: usize,
}

/// Longest parenthesis that is skipped between a subject and its verb, in tokens.
const MAX_PARENTHESIS: usize = 60;

/// Longest clause behind "whose" that is stepped over, in tokens.
const MAX_RELATIVE: usize = 10;

/// Most verbs that are gone back over for the subject they share, twice.
const MAX_DEPTH: usize = 6;

/// The source of a cue in its ordinary place.
pub(super) fn of_cue(ground: &Ground<'_, '_>, hit: &CueHit<'_>) -> Option<Source> {
    match hit.form {
        Form::Preposition => rightward(ground, hit.tokens.end),
        Form::Noun => holder(ground, hit),
        Form::View => possessor(ground, hit.group + 1..hit.verb),
        Form::Passive | Form::Participle => by_phrase(ground, hit.tokens.end),
        // "when asked by a reporter": a participle that looks like a past form.
        Form::Finite if hit.group == hit.verb && has_agent(ground, hit.tokens.end) => by_phrase(ground, hit.tokens.end),
        Form::Finite => subject(ground, hit.group, 0),
        Form::Gerund => quoted(ground, hit)
            .map(|(source, _)| source)
            .or_else(|| brought_along(ground, hit))
            .or_else(|| document_before(ground, hit))
            .or_else(|| main_subject(ground, hit.group, 0)),
        Form::Infinitive => main_subject(ground, hit.group, 0),
    }
}

/// Whose words a noun holds: "Orr's claim", "a warning by the army", and the subject of "made the claim".
fn holder(ground: &Ground<'_, '_>, hit: &CueHit<'_>) -> Option<Source> {
    let t = ground.tokens;
    if let Some(source) = possessor(ground, hit.group..hit.verb) {
        return Some(source);
    }
    if matches!(t.lower(hit.tokens.end), "by" | "from" | "of") {
        return rightward(ground, hit.tokens.end + 1);
    }
    issuer(ground, hit.group)
}

/// The subject of "issued" in "issued a statement", whose noun phrase starts at `start`.
fn issuer(ground: &Ground<'_, '_>, start: usize) -> Option<Source> {
    let t = ground.tokens;
    let verb = start.checked_sub(1).filter(|&k| ground.pos(k).is_verb())?;
    t.is(verb, Class::ISSUING).then(|| subject(ground, group_start(ground, verb), 0)).flatten()
}

/// Whether "by" and somebody stand at `i`: "said by email" tells how.
fn has_agent(ground: &Ground<'_, '_>, i: usize) -> bool {
    let t = ground.tokens;
    t.reads(i, "by") && ground.phrases.at(i + 1).is_none_or(|phrase| !t.is(phrase.head, Class::MEDIUM))
}

/// "quoted Orr as saying", "citing an officer as saying": who speaks, and the verb that quotes.
pub(super) fn quoted(ground: &Ground<'_, '_>, hit: &CueHit<'_>) -> Option<(Source, usize)> {
    let t = ground.tokens;
    let last = hit.group.checked_sub(2).filter(|_| t.reads(hit.group - 1, "as"))?;
    let source = leftward(ground, last, t.sentence(t.sentence_of(last)).start)?;
    let verb = source.tokens.start.checked_sub(1)?;
    matches!(lemma(ground, verb), Some("quote" | "cite")).then_some((source, verb))
}

/// "her" and "Orr's" at the start of the words before a noun.
fn possessor(ground: &Ground<'_, '_>, words: Range<usize>) -> Option<Source> {
    let t = ground.tokens;
    if t.is(words.start, Class::POSSESSIVE) {
        return Some(Source { tokens: words.start..words.start + 1, head: words.start });
    }
    let mark = words.clone().find(|&k| t.is_possessive_mark(k)).filter(|&mark| mark > words.start)?;
    Some(Source { tokens: words.start..mark, head: mark - 1 })
}

/// "with Mayor Orr calling it a shame" and "fined Mayor Orr for saying": the subject that stands before the form in -ing.
fn brought_along(ground: &Ground<'_, '_>, hit: &CueHit<'_>) -> Option<Source> {
    let t = ground.tokens;
    let last = hit.group.checked_sub(1)?;
    let blamed = t.reads(last, "for");
    let end = if blamed { last } else { hit.group };
    let phrase = ground.phrases.at(end.checked_sub(1)?).filter(|phrase| phrase.tokens.end == end && !phrase.pronoun)?;
    let before = phrase.tokens.start.checked_sub(1)?;
    let found = if blamed { ground.pos(before).is_verb() } else { t.reads(before, "with") };
    found.then(|| Source { tokens: phrase.tokens.clone(), head: phrase.head })
}

/// "signs reading", "a letter warning that": the thing that holds the words, when it stands right before.
fn document_before(ground: &Ground<'_, '_>, hit: &CueHit<'_>) -> Option<Source> {
    let t = ground.tokens;
    let last = hit.group.checked_sub(1)?;
    let phrase = ground.phrases.at(last).filter(|phrase| phrase.tokens.end == hit.group)?;
    let holds_words = hit.cue.lemma == "read" || t.is(phrase.head, Class::MEDIUM | Class::CUE_NOUN);
    if !holds_words {
        return None;
    }
    // "The army issued a statement saying": the words are those of the one who issued it.
    issuer(ground, phrase.tokens.start).or_else(|| Some(Source { tokens: phrase.tokens.clone(), head: phrase.head }))
}

/// "by the army" within a few tokens.
pub(in crate::analysis) fn by_phrase(ground: &Ground<'_, '_>, from: usize) -> Option<Source> {
    let t = ground.tokens;
    let by = (from..from + 6).take_while(|&k| !t.is_punctuation(k)).find(|&k| t.reads(k, "by"))?;
    rightward(ground, by + 1)
}

/// The noun phrase that starts at `start` (an adverb may stand before it), with complements and apposition.
pub(super) fn rightward(ground: &Ground<'_, '_>, start: usize) -> Option<Source> {
    let phrase = ground.phrases.at(start).filter(|phrase| phrase.tokens.start == start)?;
    let end = right_end(ground, phrase.tokens.end);
    Some(Source { tokens: start..end, head: phrase.head })
}

/// Takes in "of ...", "for ..." and ", the ..." behind a noun phrase.
fn right_end(ground: &Ground<'_, '_>, mut end: usize) -> usize {
    let t = ground.tokens;
    // "said the planning minister, Ivo Orr.": the name behind the role.
    let names = |phrase: &&NounPhrase| phrase.tokens.start == end + 1 && t.is_punctuation(phrase.tokens.end);
    let role = ground.phrases.at(end - 1).is_some_and(|phrase| ground.pos(phrase.head) == Pos::Noun);
    if let Some(name) = ground.phrases.at(end + 1).filter(|_| role && t.text(end) == ",").filter(names) {
        let named = ground.pos(name.head) == Pos::Name && ground.pos(name.tokens.start) == Pos::Name;
        end = if named { name.tokens.end } else { end };
    }
    for _ in 0..6 {
        let complement = matches!(t.lower(end), "of" | "for" | "from" | "at" | "in" | "with");
        let apposition = t.text(end) == "," && t.is(end + 1, Class::DEFINITE | Class::INDEFINITE);
        let bare_role = t.text(end) == "," && ground.pos(end + 1) == Pos::Noun && t.reads(end + 2, "of")
            || t.text(end) == "," && t.is(end + 1, Class::TITLE_MODIFIER) && is_described(ground, end + 1);
        if !(complement || apposition || bare_role) {
            break;
        }
        let Some(next) = ground.phrases.at(end + 1).filter(|next| next.tokens.start == end + 1 && !next.pronoun) else {
            break;
        };
        // A subject of its own is no apposition: "said Orr, the army left".
        if ground.pos(next.tokens.end).is_finite() && !complement {
            break;
        }
        end = next.tokens.end;
    }
    end
}

/// Whether the noun phrase at `start` describes rather than names: "former head" and not "former Mayor Ivo Orr".
fn is_described(ground: &Ground<'_, '_>, start: usize) -> bool {
    ground.phrases.at(start).is_some_and(|phrase| ground.pos(phrase.head) != Pos::Name)
}

/// The subject of the verb group that starts at `group`.
pub(in crate::analysis) fn subject(ground: &Ground<'_, '_>, group: usize, depth: usize) -> Option<Source> {
    let t = ground.tokens;
    let start = t.sentence(t.sentence_of(group)).start;
    if depth > MAX_DEPTH {
        return None;
    }
    let mut k = group.checked_sub(1).filter(|&k| k >= start)?;
    for _ in 0..4 {
        let before = k;
        k = skip_adjunct(ground, k, start);
        // `, host of "Morning Talk," said`: the comma that closes the parenthesis stands inside the marks.
        let title = ground.marks.outer_at(k).filter(|(_, region)| region.tokens.end == k + 1);
        let inner = title.filter(|(_, region)| region.inner().last().is_some_and(|last| t.text(last) == ","));
        if let Some((_, region)) = inner {
            k = before_mark(ground, ",", region.tokens.start, start)?;
        } else if matches!(t.text(k), "," | ")") || t.is_dash(k) {
            match before_parenthesis(ground, k, start) {
                Some(outer) => k = outer,
                // "raided the town, named it and claimed": no parenthesis but a row of verbs with one subject.
                None => return main_subject(ground, k, depth + 1),
            }
        }
        if k == before {
            break;
        }
    }
    if t.is(k, Class::RELATIVE)
        && ground.phrases.at(k).is_none_or(|phrase| phrase.pronoun)
        && k > start
        // Right before its verb "that" is a relative pronoun: a clause behind a cue has a subject.
        && (!t.reads(k, "that") || k + 1 == group && ground.phrases.at(k - 1).is_some())
    {
        let mut head = k - 1;
        while head > start && (t.text(head) == "," || t.is_dash(head)) {
            head -= 1;
        }
        // The pronoun is the subject, what it stands for tells who that is: both are the source.
        let found = leftward(ground, skip_adjunct(ground, head, start), start)?;
        return Some(Source { tokens: found.tokens.start..k + 1, head: found.head });
    }
    // "the commander killed Wednesday was": a participle behind its noun is no verb of the clause.
    let reduced = ground.phrases.at(k.saturating_sub(1)).filter(|phrase| phrase.tokens.end == k && !phrase.pronoun);
    if ground.pos(k) == Pos::Participle && k > start && reduced.is_some() {
        return leftward(ground, k - 1, start);
    }
    // "a man whose sister was killed said": the verb right before is that of the relative clause.
    if ground.pos(k).is_verb()
        && let Some(whose) = (start..k).rev().take(MAX_RELATIVE).find(|&i| t.reads(i, "whose"))
    {
        return leftward(ground, whose.checked_sub(1)?, start);
    }
    if t.is(k, Class::COORDINATOR)
        || ground.pos(k).is_verb()
        || t.is(k, Class::ADVERB) && ground.phrases.at(k).is_none()
    {
        return main_subject(ground, k, depth + 1);
    }
    let found = leftward(ground, k, start);
    let before = found.as_ref().and_then(|source| {
        let object = source.tokens.start;
        before_infinitive(ground, object).or_else(|| before_relative(ground, object, start))
    });
    before.and_then(|k| leftward(ground, k, start)).or(found).or_else(|| main_subject(ground, k, depth + 1))
}

/// "an official who visited the town said": the last token of what stands before the relative clause whose verb has its
/// object, or what follows a preposition, at `object`.
fn before_relative(ground: &Ground<'_, '_>, object: usize, start: usize) -> Option<usize> {
    let t = ground.tokens;
    let first = start.max(object.saturating_sub(MAX_RELATIVE));
    let pronoun = (first..object).rev().take_while(|&k| t.text(k) != ",").find(|&k| t.is(k, Class::RELATIVE))?;
    let verb = (pronoun + 1..object).find(|&k| ground.pos(k) != Pos::Adverb)?;
    let one_clause = (verb..object).filter(|&k| ground.pos(k).is_finite()).all(|k| group_start(ground, k) <= verb);
    let last = pronoun.checked_sub(1).filter(|_| one_clause && ground.pos(verb).is_finite())?;
    ground.phrases.at(last).filter(|phrase| phrase.tokens.end == pronoun && !phrase.pronoun).map(|_| last)
}

/// "residents trying to leave the town said": the last token of what stands before the words that describe it, where
/// the object of an infinitive starts at `object`.
fn before_infinitive(ground: &Ground<'_, '_>, object: usize) -> Option<usize> {
    let verb = object.checked_sub(4)? + 1;
    let infinitive = ground.tokens.reads(verb + 1, "to") && ground.pos(verb + 2) == Pos::Base;
    let described = matches!(ground.pos(verb), Pos::Gerund | Pos::Participle);
    ground.phrases.at(verb - 1).filter(|_| infinitive && described).map(|_| verb - 1)
}

/// Steps over "on Monday", "late", "in a statement" between subject and verb.
fn skip_adjunct(ground: &Ground<'_, '_>, mut k: usize, start: usize) -> usize {
    let t = ground.tokens;
    while k > start
        && (ground.pos(k) == Pos::Calendar
            || ground.pos(k) == Pos::Adverb
            || t.reads(k, "once")
            || t.is_number(k) && k > start && ground.pos(k - 1) == Pos::Calendar)
    {
        k -= 1;
        if k > start && t.is(k, Class::PREPOSITION) && ground.pos(k + 1) == Pos::Calendar {
            k -= 1;
        }
    }
    k
}

/// The token before the parenthesis that ends with the mark at `close`.
fn before_parenthesis(ground: &Ground<'_, '_>, close: usize, start: usize) -> Option<usize> {
    before_mark(ground, ground.tokens.text(close), close, start)
}

/// The token before the parenthesis that ends at `close` with `mark`.
fn before_mark(ground: &Ground<'_, '_>, mark: &str, close: usize, start: usize) -> Option<usize> {
    let t = ground.tokens;
    let opens = if mark == ")" { "(" } else { mark };
    let first = start.max(close.saturating_sub(MAX_PARENTHESIS));
    let mut k = close;
    while k > first {
        k -= 1;
        // Dashes, brackets and quotations inside are skipped whole.
        if let Some((_, region)) = ground.marks.outer_at(k) {
            k = region.tokens.start;
            continue;
        }
        if t.text(k) == opens {
            if mark == "," {
                k = before_list(ground, k..close, first).unwrap_or(k);
            }
            // ", 34," and ", Jr.,": an age or suffix; the name stands before the next comma.
            // "(R-Texas), the senator,": another parenthesis may stand before it.
            return k.checked_sub(1).filter(|&before| {
                before >= start && (!t.is_punctuation(before) || mark == "," && t.text(before) == ")")
            });
        }
        if mark == "," && (t.text(k) == ")" || t.is_dash(k)) {
            k = before_parenthesis(ground, k, start)? + 1;
        }
    }
    // A closing mark without partner: an introductory phrase, not a parenthesis.
    None
}

/// "Nobody at the plant" is one subject; "he in the plant" is none.
fn speaks_for_itself(ground: &Ground<'_, '_>, phrase: &NounPhrase) -> bool {
    !phrase.pronoun || ground.tokens.is(phrase.head, Class::NEGATION)
}

/// "Orr, who met farmers, traders and others in the valley, said": the comma that opens the parenthesis, where the one at
/// the start of `rest` parts members of a list inside of it.
fn before_list(ground: &Ground<'_, '_>, rest: Range<usize>, first: usize) -> Option<usize> {
    let t = ground.tokens;
    let comma = rest.start;
    let member = ground.phrases.at(comma.checked_sub(1)?).filter(|phrase| phrase.tokens.end == comma)?;
    let next = ground.phrases.at(comma + 1).filter(|phrase| phrase.tokens.start == comma + 1)?;
    let joined = t.is(next.tokens.end, Class::COORDINATOR) && next.tokens.end + 1 < rest.end;
    // "a survey of bankers, traders and others": what stands behind "of" is no apposition.
    let bare = |k: usize| !t.is(k, Class::DETERMINER);
    let governed = member.tokens.start.checked_sub(1).is_some_and(|k| ground.pos(k) == Pos::Preposition);
    let opens = |&k: &usize| {
        // "based on" may be tagged as a past tense.
        let participle = match ground.pos(k + 1) {
            Pos::Gerund | Pos::Participle => true,
            Pos::Past => ground.pos(k + 2) == Pos::Preposition,
            _ => false,
        };
        let inside = participle || t.is(k + 1, Class::RELATIVE);
        let apposition = t.is(k + 1, Class::INDEFINITE | Class::DEFINITE) && governed && bare(comma + 1);
        t.text(k) == "," && (inside || apposition)
    };
    (first..comma).rev().find(opens).filter(|_| joined)
}

/// The noun phrase that ends at `last`, with the phrases it depends on to its left: "a friend of Mayor Orr".
fn leftward(ground: &Ground<'_, '_>, last: usize, start: usize) -> Option<Source> {
    let t = ground.tokens;
    let phrase = ground.phrases.at(last)?;
    // "There are reports that": nobody.
    if phrase.tokens.end != last + 1 || t.reads(last, "there") {
        return None;
    }
    let mut tokens = phrase.tokens.clone();
    let mut head = phrase.head;
    while tokens.start > start + 1 && tokens.len() < 40 {
        let link = tokens.start - 1;
        let joins = matches!(
            t.lower(link),
            "of" | "for" | "from" | "at" | "in" | "with" | "on" | "to" | "near" | "inside" | "and" | "&"
        );
        // "protesters marching through the streets", "a letter seen by the paper": what a participle behind it governs.
        // "Sources close to the talks": so does an adjective.
        let governs = matches!(ground.pos(link - 1), Pos::Gerund | Pos::Participle | Pos::Adjective);
        let participle = matches!(ground.pos(link), Pos::Preposition | Pos::Particle) && governs;
        let described =
            ground.phrases.at(link.saturating_sub(2)).filter(|noun| participle && noun.tokens.end == link - 1);
        if let Some(noun) = described.filter(|noun| noun.tokens.start >= start) {
            tokens.start = noun.tokens.start;
            head = noun.head;
            continue;
        }
        let Some(earlier) = ground
            .phrases
            .at(link - 1)
            .filter(|earlier| joins && earlier.tokens.end == link && speaks_for_itself(ground, earlier))
        else {
            break;
        };
        // "and" joins names and persons, not what an earlier verb or preposition governs: "asked for a photo and Orr said".
        let governed = earlier.tokens.start.checked_sub(1).filter(|&k| k >= start).is_some_and(|k| {
            let mixed = ground.pos(head) == Pos::Name && ground.pos(earlier.head) == Pos::Noun;
            ground.pos(k).is_verb() || mixed && ground.pos(k) == Pos::Preposition
        });
        if t.is(link, Class::COORDINATOR) && governed {
            break;
        }
        tokens.start = earlier.tokens.start;
        head = earlier.head;
    }
    Some(Source { tokens, head })
}

/// The subject of the nearest finite verb to the left: for "saying", "to say", "and said".
pub(in crate::analysis) fn main_subject(ground: &Ground<'_, '_>, from: usize, depth: usize) -> Option<Source> {
    let t = ground.tokens;
    let start = t.sentence(t.sentence_of(from)).start;
    if depth > MAX_DEPTH {
        return None;
    }
    // "shared a class called "Perception", writing": a name that is given is no act of the subject.
    let names = |k: usize| t.is(k, Class::NAMING) && ground.pos(k - 1) == Pos::Noun && ground.marks.is_quoted(k + 1);
    let finite = (start..from)
        .rev()
        .find(|&k| ground.pos(k).is_finite() && !ground.marks.is_quoted(k) && !(k > start && names(k)));
    match finite {
        Some(verb) => subject(ground, group_start(ground, verb), depth + 1),
        // "Speaking to reporters, Orr said": the subject follows.
        None => following_subject(ground, from),
    }
}

/// The subject of the main clause that stands before `from` in its sentence: of its first finite verb, after an
/// introductory clause.
pub(super) fn clause_subject(ground: &Ground<'_, '_>, from: usize) -> Option<Source> {
    let t = ground.tokens;
    let mut start = t.sentence(t.sentence_of(from)).start;
    if t.is(start, Class::SUBORDINATOR) {
        start = (start..from).find(|&k| t.text(k) == "," && !ground.marks.is_quoted(k))?;
    }
    let main = |&k: &usize| ground.pos(k).is_finite() && !ground.marks.is_quoted(k) && !is_relative(ground, k);
    let verb = (start..from).find(main)?;
    subject(ground, group_start(ground, verb), 0)
}

/// Whether the verb belongs to a relative clause: "who left", "which the army left".
fn is_relative(ground: &Ground<'_, '_>, verb: usize) -> bool {
    relative_pronoun(ground, group_start(ground, verb)).is_some()
}

/// The subject behind an introductory participle: the noun phrase after the next comma.
fn following_subject(ground: &Ground<'_, '_>, from: usize) -> Option<Source> {
    let t = ground.tokens;
    let end = t.sentence(t.sentence_of(from)).end;
    let comma = (from..end).find(|&k| t.text(k) == "," && !ground.marks.is_quoted(k))?;
    let phrase = ground.phrases.at(comma + 1)?;
    (ground.pos(phrase.tokens.end).is_finite()).then(|| Source { tokens: phrase.tokens.clone(), head: phrase.head })
}
