//! Light part-of-speech tags: what the later grammars need to tell finite verbs, participles and nouns apart.
//!
//! Closed classes are looked up, open classes decided by counts from a tagged corpus and by the words beside them. One
//! pass from left to right with a short look ahead. A trained tagger can take its place: it only has to fill [`Tags`].

use super::tokens::{TokenKind, Tokens};
use crate::lexicon::{Class, Frames, TAGS};

/// A coarse part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pos {
    /// Common noun.
    Noun,
    /// Part of a proper name.
    Name,
    /// Adjective, also a participle before a noun.
    Adjective,
    /// Adverb or negation.
    Adverb,
    /// Finite past tense.
    Past,
    /// Finite present tense.
    Present,
    /// Past participle.
    Participle,
    /// Form in -ing.
    Gerund,
    /// Infinitive, after a modal or "to".
    Base,
    /// will, may, could
    Modal,
    /// Determiner or possessive pronoun before a noun.
    Determiner,
    /// Personal, relative or indefinite pronoun.
    Pronoun,
    /// Preposition.
    Preposition,
    /// and, that, whether, because
    Conjunction,
    /// A number in digits or words.
    Number,
    /// A word of the calendar: Monday, Jan., yesterday.
    Calendar,
    /// "to" before an infinitive, possessive 's.
    Particle,
    /// Punctuation.
    Mark,
}

impl Pos {
    /// A verb that carries tense.
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::Modal)
    }

    /// Any form of a verb.
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::Modal | Self::Participle | Self::Gerund | Self::Base)
    }
}

/// Most words of a name between a quotation and its verb.
const MAX_NAME: usize = 5;

/// The tags of all tokens.
#[derive(Debug, Default)]
pub struct Tags(Vec<Pos>);

impl Tags {
    /// The tag of token `i`; a mark past the end.
    pub fn at(&self, i: usize) -> Pos {
        self.0.get(i).copied().unwrap_or(Pos::Mark)
    }
}

/// Tags all tokens.
pub fn tag(tokens: &Tokens<'_>) -> Tags {
    let mut tagger = Tagger { tokens, tags: Vec::with_capacity(tokens.len()) };
    for i in tokens.indices() {
        let tag = tagger.decide(i);
        tagger.tags.push(tag);
    }
    Tags(tagger.tags)
}

struct Tagger<'t, 'a> {
    tokens: &'t Tokens<'a>,
    tags: Vec<Pos>,
}

impl Tagger<'_, '_> {
    fn decide(&self, i: usize) -> Pos {
        let t = self.tokens;
        match t.kind(i) {
            TokenKind::Punctuation => return Pos::Mark,
            TokenKind::Number | TokenKind::Alphanumeric | TokenKind::Currency => return Pos::Number,
            TokenKind::Url | TokenKind::Email | TokenKind::Handle => return Pos::Name,
            TokenKind::Word => {}
        }
        if t.is_possessive_mark(i) {
            return self.clitic_s(i);
        }
        if let Some(tag) = self.calendar(i) {
            return tag;
        }
        let capital = t.is_capitalised(i) && !t.is_sentence_start(i) && !self.opens_quotation(i);
        if capital && (t.is_all_caps(i) || !t.is(i, Class::PRONOUN_I | Class::PREPOSITION)) {
            return Pos::Name;
        }
        if let Some(tag) = self.closed(i) {
            return tag;
        }
        if t.is_capitalised(i) && !self.is_ordinary(i) {
            return Pos::Name;
        }
        self.open(i)
    }

    /// Whether the word at the start of a sentence is an ordinary word rather than a name.
    fn is_ordinary(&self, i: usize) -> bool {
        let entry = self.tokens.entry(i);
        let lower = self.tokens.lower(i);
        // "Accordingly, ...": an adverb that no list has counted.
        if lower.len() > 5 && lower.ends_with("ly") && self.tokens.text(i + 1) == "," {
            return true;
        }
        let known = entry.per_million > 0.0 || entry.class.any(Class::VERB) || entry.tags.iter().any(|&n| n > 0);
        known && entry.capital_permille < 700
    }

    fn opens_quotation(&self, i: usize) -> bool {
        i > 0
            && !self.tokens.has_space_before(i)
            && matches!(self.tokens.text(i - 1), "\"" | "“" | "‘" | "``" | "'" | "«")
    }

    fn before(&self, i: usize) -> Pos {
        i.checked_sub(1).map_or(Pos::Mark, |k| self.tags[k])
    }

    /// The tag before `i`, adverbs and negations skipped, with its position.
    fn before_adverbs(&self, i: usize) -> (Pos, usize) {
        let mut k = i;
        while k > 0 && i - k < 4 && self.tags[k - 1] == Pos::Adverb {
            k -= 1;
        }
        (self.before(k), k.saturating_sub(1))
    }

    /// 's is a possessive mark, or "is" and "has" after a pronoun.
    fn clitic_s(&self, i: usize) -> Pos {
        let pronoun = i > 0 && self.tokens.is(i - 1, Class::SUBJECT_PRONOUN | Class::WH_WORD | Class::DEMONSTRATIVE);
        if pronoun || self.tokens.reads(i.saturating_sub(1), "there") { Pos::Present } else { Pos::Particle }
    }

    fn calendar(&self, i: usize) -> Option<Pos> {
        let t = self.tokens;
        let class = t.class(i);
        if !class.any(Class::WEEKDAY | Class::MONTH | Class::TIME_DEICTIC) {
            return None;
        }
        if class.any(Class::TIME_DEICTIC) {
            return (!t.is_capitalised(i) || t.is_sentence_start(i)).then_some(Pos::Calendar);
        }
        if !t.is_capitalised(i) {
            return None;
        }
        let name_follows = t.is_word(i + 1) && t.is_capitalised(i + 1) && !t.is(i + 1, Class::WEEKDAY | Class::MONTH);
        let dated = t.is_number(i + 1) || (i > 0 && (t.is_number(i - 1) || self.before(i) == Pos::Number));
        let led = i > 0
            && !t.reads(i - 1, "the")
            && t.is(i - 1, Class::PREPOSITION | Class::DEMONSTRATIVE | Class::QUANTIFIER);
        let plain = class.any(Class::WEEKDAY) && !(i > 0 && t.reads(i - 1, "the"));
        if !name_follows || dated || (led && !t.is(i + 1, Class::ORG_HEAD)) {
            return (class.any(Class::WEEKDAY) || !self.is_modal_may(i)).then_some(Pos::Calendar);
        }
        (plain && !t.is(i + 1, Class::ORG_HEAD)).then_some(Pos::Calendar)
    }

    /// "May" at the start of a question, "March" as a verb at the start of a sentence.
    fn is_modal_may(&self, i: usize) -> bool {
        self.tokens.is_sentence_start(i) && self.tokens.is(i + 1, Class::SUBJECT_PRONOUN | Class::DETERMINER)
    }

    fn closed(&self, i: usize) -> Option<Pos> {
        let t = self.tokens;
        let class = t.class(i);
        let previous = self.before(i);
        if t.reads(i, "to") {
            return Some(self.to(i));
        }
        if class.any(Class::MODAL) {
            let noun = matches!(previous, Pos::Determiner | Pos::Adjective)
                && !t.is(i.saturating_sub(1), Class::DEMONSTRATIVE);
            return Some(if noun { Pos::Noun } else { Pos::Modal });
        }
        if t.reads(i, "that") {
            let noun = self.noun_follows(i + 1)
                && !matches!(previous, Pos::Noun | Pos::Name | Pos::Past | Pos::Present | Pos::Gerund);
            return Some(if noun { Pos::Determiner } else { Pos::Conjunction });
        }
        if class.any(Class::POSSESSIVE) && class.any(Class::PRONOUN) {
            let before_noun = !t.reads(i, "her") || self.noun_follows(i + 1);
            return Some(if before_noun { Pos::Determiner } else { Pos::Pronoun });
        }
        if class.any(Class::PRONOUN) || class.any(Class::INDEFINITE_PRONOUN) && !class.any(Class::CARDINAL) {
            return Some(Pos::Pronoun);
        }
        if class.any(Class::RELATIVE) {
            return Some(Pos::Pronoun);
        }
        if class.any(Class::WH_WORD) {
            return Some(Pos::Conjunction);
        }
        // "would neither confirm nor deny", but "neither side"
        let neither = t.reads(i, "neither") && i > 0 && t.is(i - 1, Class::MODAL | Class::AUXILIARY);
        if class.any(Class::NEGATION) && (!class.any(Class::QUANTIFIER) || neither) {
            return Some(Pos::Adverb);
        }
        if class.any(Class::DETERMINER) && !class.any(Class::NORP) {
            return Some(Pos::Determiner);
        }
        if class.any(Class::BE | Class::HAVE | Class::DO) {
            return Some(self.auxiliary(i));
        }
        if class.any(Class::CARDINAL | Class::MULTIPLIER | Class::ORDINAL) {
            return Some(if class.any(Class::ORDINAL) { Pos::Adjective } else { Pos::Number });
        }
        if class.any(Class::COORDINATOR) {
            return Some(Pos::Conjunction);
        }
        if class.any(Class::PREPOSITION | Class::SUBORDINATOR) {
            let verb_like = class.any(Class::VERB) && matches!(self.before_adverbs(i).0, Pos::Modal | Pos::Particle);
            return Some(match () {
                () if verb_like => Pos::Base,
                () if class.any(Class::PREPOSITION) && !(class.any(Class::ADVERB) && t.is_punctuation(i + 1)) => {
                    Pos::Preposition
                }
                () if class.any(Class::PREPOSITION) => Pos::Adverb,
                () => Pos::Conjunction,
            });
        }
        (class.any(Class::ADVERB) && !class.any(Class::VERB)).then_some(Pos::Adverb)
    }

    fn to(&self, i: usize) -> Pos {
        let t = self.tokens;
        let after = if matches!(t.text(i + 1), "\"" | "“" | "``" | "‘") { i + 2 } else { i + 1 };
        let next = if t.is(after, Class::ADVERB) || t.lower(after).ends_with("ly") { after + 1 } else { after };
        let verb = t.is(next, Class::VERB_BASE) && !t.is(next, Class::DETERMINER) && !t.is_capitalised(next);
        let mostly_noun = self.count(next, 'N') > 4 * self.count(next, 'B').max(1);
        if verb && !mostly_noun { Pos::Particle } else { Pos::Preposition }
    }

    fn auxiliary(&self, i: usize) -> Pos {
        match self.tokens.lower(i) {
            "be" => Pos::Base,
            "been" | "done" => Pos::Participle,
            "being" | "having" | "doing" => Pos::Gerund,
            "have" | "do" if matches!(self.before_adverbs(i).0, Pos::Modal | Pos::Particle) => Pos::Base,
            "was" | "were" | "had" | "did" => Pos::Past,
            _ => Pos::Present,
        }
    }

    fn count(&self, i: usize, tag: char) -> u16 {
        TAGS.iter().position(|&t| t == tag).map_or(0, |k| self.tokens.entry(i).tags[k])
    }

    /// Whether the word at `i` can open the rest of a noun phrase.
    fn noun_follows(&self, i: usize) -> bool {
        let t = self.tokens;
        if !(t.is_word(i) || t.is_number(i)) || t.is(i, Class::FUNCTION) {
            return t.is(i, Class::CARDINAL);
        }
        let nouns = self.count(i, 'N') + self.count(i, 'J');
        let verbs = self.count(i, 'D') + self.count(i, 'Z') + self.count(i, 'B');
        t.is_capitalised(i) || nouns > verbs || !t.is(i, Class::VERB)
    }

    fn open(&self, i: usize) -> Pos {
        let t = self.tokens;
        let class = t.class(i);
        let (previous, at) = self.before_adverbs(i);
        if class.any(Class::ADJECTIVE) && self.reads_as_adjective(i, previous) {
            return Pos::Adjective;
        }
        if class.any(Class::VERB) {
            if let Some(tag) = self.verb_by_auxiliary(i, previous, at) {
                return tag;
            }
            let past = class.any(Class::VERB_PAST | Class::VERB_PARTICIPLE);
            if past && (!self.is_mostly(i, 'N') || previous == Pos::Name && self.is_behind_quotation(at)) {
                return self.past_or_participle(i, previous, at);
            }
            if class.any(Class::VERB_ING) {
                return self.gerund(i);
            }
            return self.present_or_noun(i, previous, at);
        }
        let lower = t.lower(i);
        let head_noun = class.any(Class::HEAD_NOUN) && !self.noun_follows(i + 1) && previous != Pos::Adverb;
        if self.is_mostly(i, 'J') && !head_noun {
            return Pos::Adjective;
        }
        if self.is_mostly(i, 'R') || (lower.len() > 4 && lower.ends_with("ly") && !self.is_mostly(i, 'N')) {
            return Pos::Adverb;
        }
        if self.is_mostly(i, 'N') || class.any(Class::NOUN | Class::HEAD_NOUN) {
            return Pos::Noun;
        }
        self.by_ending(i, lower)
    }

    /// Whether a listed adjective is one here: a noun follows, or a form of "be" stands before.
    fn reads_as_adjective(&self, i: usize, previous: Pos) -> bool {
        let t = self.tokens;
        let verbal = t.is(i, Class::VERB)
            && (self.is_mostly(i, 'D') || self.is_mostly(i, 'B') || matches!(previous, Pos::Modal | Pos::Particle));
        let head_noun = t.is(i, Class::HEAD_NOUN) && !self.noun_follows(i + 1) && previous != Pos::Number;
        // "the club lost three players": a subject stands before; in "pro-Tarsk armed group" a compound does.
        let past = t.is(i, Class::VERB_PAST) && matches!(previous, Pos::Noun | Pos::Name | Pos::Pronoun);
        let bare_verb =
            t.is(i, Class::VERB_PAST) && previous == Pos::Mark && !self.noun_follows(i + 1) && !t.is_joined(i);
        if bare_verb || past && !(i > 0 && t.is_joined(i - 1)) {
            return false;
        }
        let subject_before = matches!(previous, Pos::Pronoun | Pos::Name)
            && t.is(i, Class::VERB_BASE | Class::VERB_S)
            && !self.noun_follows(i + 1);
        !(verbal || head_noun || subject_before || self.is_mostly(i, 'N') && !self.noun_follows(i + 1))
    }

    fn by_ending(&self, i: usize, lower: &str) -> Pos {
        const ADJECTIVE: [&str; 12] =
            ["al", "ive", "ous", "ful", "less", "able", "ible", "ic", "ary", "ish", "ant", "ent"];
        if lower.len() > 4 && lower.ends_with("ing") {
            return Pos::Gerund;
        }
        if lower.len() > 3 && lower.ends_with("ed") {
            let (previous, at) = self.before_adverbs(i);
            return self.past_or_participle(i, previous, at);
        }
        let adjective = lower.len() > 4 && ADJECTIVE.iter().any(|ending| lower.ends_with(ending));
        if adjective && self.noun_follows(i + 1) && !self.tokens.is(i + 1, Class::VERB) {
            Pos::Adjective
        } else {
            Pos::Noun
        }
    }

    fn is_mostly(&self, i: usize, tag: char) -> bool {
        let all: u16 = self.tokens.entry(i).tags.iter().sum();
        let n = self.count(i, tag);
        n > 0 && 2 * n > all
    }

    /// After modals, "to", be and have the form decides.
    fn verb_by_auxiliary(&self, i: usize, previous: Pos, at: usize) -> Option<Pos> {
        let t = self.tokens;
        let class = t.class(i);
        if matches!(previous, Pos::Modal | Pos::Particle) && !t.is_possessive_mark(at) && class.any(Class::VERB_BASE) {
            return Some(Pos::Base);
        }
        if t.is(at, Class::DO) && class.any(Class::VERB_BASE) && at + 1 < i {
            return Some(Pos::Base);
        }
        let auxiliary = previous.is_verb() && t.is(at, Class::BE | Class::HAVE)
            || previous == Pos::Present && t.is_possessive_mark(at);
        // "was shot": behind "be" a bare noun is rarer than a participle that looks like one.
        let passive = t.is(at, Class::BE);
        if auxiliary && class.any(Class::VERB_PARTICIPLE) && (passive || !self.is_mostly(i, 'N')) {
            return Some(if self.is_mostly(i, 'J') { Pos::Adjective } else { Pos::Participle });
        }
        (auxiliary && class.any(Class::VERB_ING) && t.is(at, Class::BE)).then_some(Pos::Gerund)
    }

    fn past_or_participle(&self, i: usize, previous: Pos, at: usize) -> Pos {
        let t = self.tokens;
        if t.is(i, Class::VERB_PAST) && !t.is(i, Class::VERB_PARTICIPLE) {
            return Pos::Past;
        }
        if t.is(i, Class::VERB_PARTICIPLE) && !t.is(i, Class::VERB_PAST) {
            let noun_next = self.noun_follows(i + 1) && previous == Pos::Determiner;
            return if noun_next { Pos::Adjective } else { Pos::Participle };
        }
        match previous {
            Pos::Determiner if t.is(at, Class::QUANTIFIER | Class::DEMONSTRATIVE) && !self.noun_follows(i + 1) => {
                Pos::Past
            }
            Pos::Determiner | Pos::Adjective | Pos::Number | Pos::Particle if self.noun_follows(i + 1) => {
                Pos::Adjective
            }
            Pos::Determiner | Pos::Preposition => Pos::Participle,
            Pos::Adjective if !t.is(i, Class::CUE) => Pos::Participle,
            // "Said Orr: ..." against "Asked about the road, ..."
            Pos::Mark if t.is_sentence_start(i) && t.is(i, Class::CUE) && t.is_capitalised(i + 1) => Pos::Past,
            Pos::Mark if t.is_sentence_start(i) => Pos::Participle,
            Pos::Mark if t.is_joined(i) => Pos::Adjective,
            // "Orr, accused of theft, left", but "the mayor, Ivo Orr, said by telephone"
            Pos::Mark
                if t.text(at) == "," && matches!(t.lower(i + 1), "of" | "by" | "as") && !t.is(i + 2, Class::MEDIUM) =>
            {
                Pos::Participle
            }
            Pos::Noun | Pos::Name | Pos::Mark | Pos::Pronoun if self.is_reduced_relative(i) => Pos::Participle,
            _ => Pos::Past,
        }
    }

    /// "the commander killed Wednesday was targeted": another finite verb follows in the same clause without a subject.
    fn is_reduced_relative(&self, i: usize) -> bool {
        let t = self.tokens;
        if i > 0 && t.is(i - 1, Class::SUBJECT_PRONOUN) {
            return false;
        }
        if t.reads(i + 1, "by") && !t.is(i, Class::CUE) {
            return true;
        }
        // "Orr said one of his men had left": a cue takes the clause.
        let bare_noun = t.is(i + 1, Class::HEAD_NOUN) || t.reads(i + 1, "to") && t.is(i + 2, Class::VERB_BASE);
        let clause =
            bare_noun || t.is(i + 1, Class::DETERMINER | Class::CARDINAL | Class::PRONOUN) || t.is_capitalised(i + 1);
        if t.is(i, Class::CUE) && (clause || (i > 0 && t.is_punctuation(i - 1))) {
            return false;
        }
        let mut after_preposition = false;
        for k in i + 1..i + 9 {
            let class = t.class(k);
            if t.is_punctuation(k)
                || class.any(Class::COORDINATOR | Class::RELATIVE | Class::SUBJECT_PRONOUN | Class::WH_WORD)
                || class.any(Class::SUBORDINATOR) && !class.any(Class::PREPOSITION)
            {
                return false;
            }
            if class.any(Class::BE | Class::HAVE | Class::MODAL) && !class.any(Class::MONTH) {
                return k > i + 1;
            }
            if class.any(Class::DETERMINER) && !after_preposition {
                return false;
            }
            after_preposition = class.any(Class::PREPOSITION) || (after_preposition && class.any(Class::DETERMINER));
        }
        false
    }

    fn gerund(&self, i: usize) -> Pos {
        let after_determiner = matches!(self.before(i), Pos::Determiner | Pos::Adjective | Pos::Number);
        let noun = self.is_mostly(i, 'N') || (after_determiner && !self.noun_follows(i + 1));
        // "the planning minister", "Tarsk housing secretary": the field of an office.
        let office = matches!(self.before(i), Pos::Noun | Pos::Name | Pos::Adjective | Pos::Determiner)
            && self.tokens.is(i + 1, Class::TITLE)
            && !self.tokens.is_capitalised(i + 1);
        if (noun || office) && self.before(i) != Pos::Pronoun { Pos::Noun } else { Pos::Gerund }
    }

    fn present_or_noun(&self, i: usize, previous: Pos, at: usize) -> Pos {
        let t = self.tokens;
        if !t.is(i, Class::VERB_BASE | Class::VERB_S) {
            return Pos::Noun;
        }
        let third = t.is(i, Class::VERB_S);
        let verbs = self.count(i, 'Z') + self.count(i, 'B');
        let nouns = self.count(i, 'N') + self.count(i, 'J');
        match previous {
            Pos::Determiner | Pos::Adjective | Pos::Preposition | Pos::Number | Pos::Particle => {
                if self.is_mostly(i, 'J') { Pos::Adjective } else { Pos::Noun }
            }
            Pos::Pronoun => {
                let object_only = t.is(at, Class::OBJECT_PRONOUN) && !t.is(at, Class::SUBJECT_PRONOUN);
                if object_only && nouns > verbs { Pos::Noun } else { Pos::Present }
            }
            Pos::Noun | Pos::Name => {
                // Verb and subject agree: "forces claim", "Vale claims".
                let ends_in_s = t.lower(at).ends_with('s') && !t.lower(at).ends_with("ss");
                let plural = ends_in_s || t.lexicon().heads().noun(t.word(at)).is_some_and(|head| head.plural);
                // "Tarsk News says": a name that ends in s is one thing.
                let agrees = plural != third || third && previous == Pos::Name;
                let object = self.complement_follows(i + 1) || self.clause_follows(i);
                let verbal = t.is(i, Class::CUE) || nouns <= 4 * verbs.max(1);
                let object = object || t.is_punctuation(i + 1) && self.is_behind_quotation(at);
                // "Vale condemns Orr's": a form that was never seen as a noun, before a name.
                let unheard =
                    third && nouns == 0 && t.is_capitalised(i + 1) && !t.is(i, Class::NOUN | Class::HEAD_NOUN);
                if agrees && verbal && (object || verbs > 2 * nouns || unheard) { Pos::Present } else { Pos::Noun }
            }
            // "said rebels left": a cue is followed by the subject of its clause.
            Pos::Past | Pos::Present if third && t.is(i, Class::HEAD_NOUN) && t.is(at, Class::CUE) => Pos::Noun,
            // "Rebels shelled": a statement does not begin with its verb.
            Pos::Mark if third && t.is_sentence_start(i) && t.is(i, Class::HEAD_NOUN) => Pos::Noun,
            _ if self.is_mostly(i, 'J') => Pos::Adjective,
            _ if nouns > verbs => Pos::Noun,
            _ if third || verbs > 0 => Pos::Present,
            _ => Pos::Noun,
        }
    }

    /// "Economists predict prices will double": a cue, and behind it a bare subject with a verb of its own.
    fn clause_follows(&self, i: usize) -> bool {
        let t = self.tokens;
        let subject = t.is(i + 1, Class::HEAD_NOUN) || t.lower(i + 1).ends_with('s') || t.is_capitalised(i + 1);
        let verb = t.is(i + 2, Class::MODAL | Class::BE | Class::HAVE | Class::VERB_PAST);
        t.lexicon()
            .cues()
            .of_lemma(t.entry(i).lemma.unwrap_or(t.word(i)))
            .iter()
            .any(|cue| cue.frames.any(Frames::CLAUSE))
            && subject
            && verb
    }

    /// `"We left," Orr notes.`: whether nothing but a name, which ends at `last`, stands behind a quotation.
    fn is_behind_quotation(&self, last: usize) -> bool {
        let first = (0..=last).rev().take(MAX_NAME).take_while(|&k| self.tags[k] == Pos::Name).last();
        let mark = first.and_then(|first| first.checked_sub(1));
        mark.is_some_and(|mark| matches!(self.tokens.text(mark), "\"" | "”" | "''" | "’" | "»"))
    }

    /// Something that a verb takes behind it.
    fn complement_follows(&self, i: usize) -> bool {
        let t = self.tokens;
        t.is(i, Class::DETERMINER | Class::PRONOUN | Class::RELATIVE | Class::WH_WORD)
            || matches!(t.text(i), "\"" | "“" | "``" | "‘")
            || t.reads(i, "to")
    }
}
