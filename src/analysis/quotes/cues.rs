//! Where words of attribution stand outside quotation marks.

use std::ops::Range;

use super::sources;
use crate::{
    analysis::{phrases::Ground, tagger::Pos},
    lexicon::{Class, Cue, Frames, Lexicon},
};

/// One occurrence of a cue.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct CueHit<'l> {
    /// The verb itself, or "according".
    pub verb: usize,
    /// The cue with the words of its phrase: "point out".
    pub tokens: Range<usize>,
    /// First token of the verb group: "had not" in "had not said".
    pub group: usize,
    /// What the list says.
    pub cue: &'l Cue,
    /// Its form.
    pub form: Form,
    /// Whether a negation stands in the verb group.
    pub negated: bool,
}

/// The form of a cue, which tells where its source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Form {
    /// said, has said, did not say
    Finite,
    /// saying
    Gerund,
    /// to say
    Infinitive,
    /// was accused
    Passive,
    /// "accused of theft" behind a noun
    Participle,
    /// according to
    Preposition,
    /// in her view
    View,
    /// "the claim that"
    Noun,
}

/// All cues outside quotation marks, in text order.
pub(in crate::analysis) fn find<'l>(ground: &Ground<'_, '_>, lexicon: &'l Lexicon) -> Vec<CueHit<'l>> {
    let t = ground.tokens;
    let mut hits: Vec<CueHit<'l>> = Vec::new();
    for i in t.indices().filter(|&i| !ground.marks.is_quoted(i)) {
        // The "say" of "declined to say" is no cue of its own.
        let inside = hits.last().is_some_and(|last| i < last.tokens.end);
        hits.extend(hit(ground, lexicon, i).filter(|_| !inside));
    }
    hits
}

fn hit<'l>(ground: &Ground<'_, '_>, lexicon: &'l Lexicon, i: usize) -> Option<CueHit<'l>> {
    let t = ground.tokens;
    let pos = ground.pos(i);
    if pos == Pos::Noun {
        return view(ground, lexicon, i).or_else(|| noun(ground, lexicon, i));
    }
    let according = t.reads(i, "according") && t.reads(i + 1, "to");
    if !according && (!pos.is_verb() || pos == Pos::Modal) {
        return None;
    }
    let lemma = t.entry(i).lemma.filter(|_| !according).unwrap_or(t.word(i));
    let matching = |cue: &&Cue| cue.tail.iter().enumerate().all(|(k, &word)| t.word(i + 1 + k) == word);
    let cue = lexicon.cues().of_lemma(lemma).iter().find(matching)?;
    // Courts hear statements, people hear blasts.
    if cue.lemma == "hear" && !is_hearing(ground, group_start(ground, i)) {
        return None;
    }
    if according {
        return Some(CueHit { verb: i, tokens: i..i + 2, group: i, cue, form: Form::Preposition, negated: false });
    }
    if let Some(group) = quoted_as(ground, i) {
        return Some(CueHit {
            verb: i,
            tokens: i..i + 1 + cue.tail.len(),
            group,
            cue,
            form: Form::Finite,
            negated: false,
        });
    }
    let group = group_start(ground, i);
    let form = form(ground, i, group);
    let negated =
        (group..i).any(|k| t.is(k, Class::NEGATION)) || is_nobody(ground, group) || is_declined(ground, group, form);
    Some(CueHit { verb: i, tokens: i..i + 1 + cue.tail.len(), group, cue, form, negated })
}

/// "In her view, the road was open": a noun of opinion with its holder, behind "in".
fn view<'l>(ground: &Ground<'_, '_>, lexicon: &'l Lexicon, i: usize) -> Option<CueHit<'l>> {
    let t = ground.tokens;
    let phrase = ground.phrases.at(i).filter(|phrase| phrase.head == i && phrase.tokens.end == i + 1)?;
    let start = phrase.tokens.start.checked_sub(1).filter(|&k| t.reads(k, "in"))?;
    let held = t.is(phrase.tokens.start, Class::POSSESSIVE) || phrase.tokens.clone().any(|k| t.is_possessive_mark(k));
    let cue = lexicon.cues().of_noun(t.word(i)).filter(|_| t.is(i, Class::OPINION) && held)?;
    Some(CueHit { verb: i, tokens: start..i + 1, group: start, cue, form: Form::View, negated: false })
}

/// "The court heard", "the inquest was told".
fn is_hearing(ground: &Ground<'_, '_>, group: usize) -> bool {
    let t = ground.tokens;
    let subject = group.checked_sub(1).and_then(|k| ground.phrases.at(k)).filter(|phrase| phrase.tokens.end == group);
    subject.is_some_and(|phrase| t.is(phrase.head, Class::HEARING_BODY))
}

/// "the claim that the road was open": a noun that holds words, with a clause behind it.
fn noun<'l>(ground: &Ground<'_, '_>, lexicon: &'l Lexicon, i: usize) -> Option<CueHit<'l>> {
    let t = ground.tokens;
    let cue = lexicon.cues().of_noun(t.word(i))?;
    let phrase = ground.phrases.at(i).filter(|phrase| phrase.head == i && phrase.tokens.end == i + 1)?;
    let that = that_behind(ground, i + 1)?;
    // "the report that he wrote": a relative clause lacks something, a statement does not; a subject stands behind.
    let subject = ground.phrases.at(that + 1).is_some_and(|subject| subject.tokens.start == that + 1);
    let complete = subject || ground.marks.outer_at(that + 1).is_some();
    complete.then_some(CueHit {
        verb: i,
        tokens: i..i + 1,
        group: phrase.tokens.start,
        cue,
        form: Form::Noun,
        negated: false,
    })
}

/// "that" behind a noun, over "by the army" or "from a spokesman".
pub(in crate::analysis) fn that_behind(ground: &Ground<'_, '_>, from: usize) -> Option<usize> {
    let t = ground.tokens;
    if t.reads(from, "that") {
        return Some(from);
    }
    let link = matches!(t.lower(from), "by" | "from" | "of");
    let phrase = ground.phrases.at(from + 1).filter(|phrase| link && phrase.tokens.start == from + 1)?;
    t.reads(phrase.tokens.end, "that").then_some(phrase.tokens.end)
}

/// "was quoted as saying": where the verb group begins whose subject speaks.
fn quoted_as(ground: &Ground<'_, '_>, i: usize) -> Option<usize> {
    let t = ground.tokens;
    let quoted = i.checked_sub(2).filter(|_| ground.pos(i) == Pos::Gerund && t.reads(i - 1, "as"))?;
    (matches!(t.lower(quoted), "quoted" | "cited" | "heard")).then(|| group_start(ground, quoted))
}

/// "Neither side would say", "Nobody said", "None of the officers said": the subject before a verb group negates it.
fn is_nobody(ground: &Ground<'_, '_>, group: usize) -> bool {
    let t = ground.tokens;
    let nobody = |k: usize| t.is(k, Class::NEGATION);
    let Some(subject) = sources::subject(ground, group, 0) else { return false };
    let start = subject.tokens.start;
    let of = start.checked_sub(2).filter(|_| t.reads(start - 1, "of"));
    // "Neither the army nor the navy said": the second of the two stands at the verb.
    let nor = start.checked_sub(1).is_some_and(|k| t.reads(k, "nor"));
    nor || nobody(start) || of.is_some_and(nobody)
}

/// "declined to say", "refused to confirm": the verb before the infinitive turns it round.
fn is_declined(ground: &Ground<'_, '_>, group: usize, form: Form) -> bool {
    let t = ground.tokens;
    let verb = group.checked_sub(2).filter(|_| form == Form::Infinitive && t.reads(group - 1, "to"));
    verb.is_some_and(|verb| {
        let phrases = t.lexicon().cues().implicatives(t.word(verb));
        phrases.iter().any(|phrase| phrase.flips && phrase.tail == t.word_slice(verb + 1..verb + 1 + phrase.tail.len()))
    })
}

/// The first auxiliary, adverb or negation of the verb group that ends with `verb`.
pub(in crate::analysis) fn group_start(ground: &Ground<'_, '_>, verb: usize) -> usize {
    let t = ground.tokens;
    let sentence_start = t.sentence(t.sentence_of(verb)).start;
    let mut start = verb;
    while start > sentence_start && verb - start < 6 {
        let k = start - 1;
        let auxiliary = t.is(k, Class::AUXILIARY) && ground.pos(k).is_verb()
            || t.is(k, Class::NEGATION) && ground.pos(k) == Pos::Adverb;
        let clitic = t.is_possessive_mark(k) && ground.pos(k) == Pos::Present;
        if !(auxiliary || clitic || ground.pos(k) == Pos::Adverb) {
            break;
        }
        start = k;
    }
    start
}

/// The base form of a verb.
pub(super) fn lemma<'g>(ground: &'g Ground<'_, '_>, verb: usize) -> Option<&'g str> {
    let t = ground.tokens;
    t.entry(verb).lemma.and_then(|lemma| t.lexicon().words().text(lemma))
}

/// "people accused of theft", "a man identified only as Orr": who accuses or identifies names somebody first.
fn lacks_object(ground: &Ground<'_, '_>, verb: usize) -> bool {
    let t = ground.tokens;
    let next = verb + 1 + usize::from(ground.pos(verb + 1) == Pos::Adverb);
    match lemma(ground, verb) {
        Some("accuse") => t.reads(next, "of"),
        Some("identify") => t.reads(next, "as"),
        _ => false,
    }
}

/// The form of the verb whose group starts at `group`.
pub(in crate::analysis) fn form(ground: &Ground<'_, '_>, verb: usize, group: usize) -> Form {
    let t = ground.tokens;
    let with = |class: Class| (group..verb).any(|k| t.is(k, class) && ground.pos(k).is_verb());
    match ground.pos(verb) {
        Pos::Past if group == verb && lacks_object(ground, verb) => Form::Participle,
        Pos::Participle if with(Class::BE) => Form::Passive,
        Pos::Participle if with(Class::HAVE) => Form::Finite,
        Pos::Participle => Form::Participle,
        Pos::Gerund if with(Class::BE) => Form::Finite,
        Pos::Gerund => Form::Gerund,
        Pos::Base if with(Class::MODAL | Class::DO) => Form::Finite,
        Pos::Base => Form::Infinitive,
        _ => Form::Finite,
    }
}

impl CueHit<'_> {
    /// Whether the cue allows this frame.
    pub fn takes(&self, frames: Frames) -> bool {
        self.cue.frames.any(frames)
    }
}
