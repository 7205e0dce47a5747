//! Finds runs of capitalised words with the small words, numbers and marks that names hold; [`super::cuts`] cuts them.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::{
    analysis::{phrases::Ground, tagger::Pos, tokens::TokenKind},
    lexicon::{Class, HintPlace, NameFact, PhraseHash, WordId},
    model::EntityType,
};

/// Longest name in tokens.
const MAX_NAME: usize = 14;

/// Most words behind the number of a unit.
const MAX_UNIT: usize = 3;

/// Longest syllable of a name in bytes.
const MAX_SYLLABLE: usize = 6;

/// A name without type.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub tokens: Range<usize>,
    pub title: Option<Range<usize>>,
    /// Whether its edges are certain, whatever the model thinks.
    pub certain: bool,
}

/// Candidates in text order, and titles that no name follows.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub names: Vec<Candidate>,
    pub lone_titles: Vec<Range<usize>>,
}

/// Finds all candidates.
pub(super) fn find(ground: &Ground<'_, '_>) -> Candidates {
    let mut finder = Finder { ground, inner_capitals: FxHashSet::default(), found: Candidates::default() };
    finder.note_capitals();
    let mut i = 0;
    while i < ground.tokens.len() {
        let end = finder.run_end(i);
        if end > i {
            finder.cut(i..end);
        }
        i = end.max(i + 1);
    }
    finder.found
}

/// The listed readings of a token range, in exact writing where a list demands it.
pub(super) fn listed<'g>(ground: &'g Ground<'_, '_>, range: Range<usize>) -> impl Iterator<Item = NameFact> + 'g {
    let t = ground.tokens;
    let hash = range.clone().fold(PhraseHash::default(), |hash, i| hash.with(t.lower(i)));
    let letters = t.text_of(range.clone());
    let capitals = !letters.chars().any(char::is_lowercase);
    t.lexicon().names().get(hash).filter(move |fact| !fact.exact || capitals)
}

/// The end of the longest listed name that starts at `start` and ends at or before `limit`.
pub(super) fn longest_listed(ground: &Ground<'_, '_>, start: usize, limit: usize) -> Option<usize> {
    let t = ground.tokens;
    let names = t.lexicon().names();
    let mut hash = PhraseHash::default().with(t.lower(start));
    let longest = names.longest(hash);
    let mut found = names.contains(hash).then_some(start + 1);
    for i in start + 1..limit.min(start + longest) {
        hash = hash.with(t.lower(i));
        if names.contains(hash) {
            found = Some(i + 1);
        }
    }
    found.filter(|&end| listed(ground, start..end).next().is_some())
}

pub(super) struct Finder<'g, 's, 'a> {
    pub(super) ground: &'g Ground<'s, 'a>,
    /// Words seen capitalised inside a sentence, where a capital means a name.
    inner_capitals: FxHashSet<WordId>,
    pub(super) found: Candidates,
}

impl Finder<'_, '_, '_> {
    fn note_capitals(&mut self) {
        let t = self.ground.tokens;
        for i in t.indices().filter(|&i| self.ground.pos(i) == Pos::Name && !t.is_sentence_start(i)) {
            self.inner_capitals.insert(t.word(i));
        }
    }

    pub(super) fn is_name(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        // "Pro-Tarsk militias": a name with a side taken for it.
        if t.is(i, Class::SIDE) && t.text(i + 1) == "-" && t.is_joined(i + 1) {
            return false;
        }
        match t.kind(i) {
            TokenKind::Word => {
                self.ground.pos(i) == Pos::Name && (t.is_capitalised(i) || t.text(i).chars().any(char::is_uppercase))
            }
            TokenKind::Alphanumeric => t.is_capitalised(i),
            _ => false,
        }
    }

    /// An ordinary word at the start of a sentence that belongs to a name all the same.
    fn opens_name(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        // "158th Fighter Wing", "al-Tarsi": they open with a number or a small word.
        let ordinal = t.kind(i) == TokenKind::Alphanumeric
            && ["st", "nd", "rd", "th"].iter().any(|end| t.lower(i).ends_with(end));
        let article =
            t.is(i, Class::NAME_PARTICLE) && t.text(i + 1) == "-" && t.is_joined(i + 1) && t.is_capitalised(i + 2);
        let designation = t.is_word(i) && self.number_end(i + 1).is_some();
        if article || designation || (ordinal && self.is_name(i + 1) && !t.is_joined(i) && self.is_unit(i + 1)) {
            return true;
        }
        if !t.is_word(i)
            || !t.is_capitalised(i)
            || t.is(i, Class::PRONOUN | Class::DETERMINER | Class::WH_WORD | Class::COORDINATOR)
        {
            return false;
        }
        let limit = (i + MAX_NAME).min(t.len());
        if longest_listed(self.ground, i, limit).is_some_and(|end| end > i + 1 && self.is_name(end - 1)) {
            return true;
        }
        if self.opens_with_given_name(i) || self.opens_thing(i) {
            return true;
        }
        if t.is(i, Class::FUNCTION | Class::ADVERB) {
            return false;
        }
        let next_is_head = self.is_name(i + 1) && t.is(i + 1, Class::ORG_HEAD | Class::TITLE);
        let single = listed(self.ground, i..i + 1).any(|fact| fact.weight >= 40);
        next_is_head
            || single
            || (t.is(i, Class::TITLE) && self.is_name(i + 1))
            || (self.inner_capitals.contains(&t.word(i)) && !t.is(i, Class::VERB))
    }

    /// What may follow the number of a unit: "Brigade", "Expeditionary Fighter Squadron".
    fn is_unit(&self, first: usize) -> bool {
        (first..first + MAX_UNIT).take_while(|&i| self.is_name(i)).any(|i| self.ground.tokens.is(i, Class::ORG_HEAD))
    }

    /// "Hope Orrvelk", "Will Orrvelk": the first word may be another one, but not before a family name.
    fn opens_with_given_name(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        let family = t.is(i + 1, Class::SURNAME) || t.entry(i + 1).per_million == 0.0;
        let asks = || t.text(t.sentence(t.sentence_of(i)).end - 1) == "?";
        t.is(i, Class::GIVEN) && self.is_name(i + 1) && !t.is_joined(i + 1) && family && !asks()
    }

    /// "May Textiles", "Mt. Orrvelk".
    fn opens_thing(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        let company = t.is(i, Class::MONTH) && t.is(i + 1, Class::ORG_HEAD);
        let place = t.is(i, Class::FACILITY_HEAD) && t.text(i).ends_with('.');
        self.is_name(i + 1) && (company || place)
    }

    /// The end of the run of name words that starts at `start`; `start` when there is none.
    fn run_end(&self, start: usize) -> usize {
        if !(self.is_name(start) || self.opens_name(start)) {
            return start;
        }
        let t = self.ground.tokens;
        let sentence_end = t.sentence(t.sentence_of(start)).end.min(start + MAX_NAME);
        let mut end = start + 1;
        while end < sentence_end {
            match self.extension(start, end, sentence_end) {
                Some(next) => end = next,
                None => break,
            }
        }
        end
    }

    /// The end of what the token at `at` adds to the run, if it belongs to it.
    fn extension(&self, start: usize, at: usize, limit: usize) -> Option<usize> {
        let t = self.ground.tokens;
        if self.is_name(at) && !t.is_joined(at) {
            // "Ivo Orr Image: Tarsk News"
            let caption = t.is(at, Class::CAPTION) && t.text(at + 1) == ":";
            return (!caption).then_some(at + 1);
        }
        if self.is_nickname(start, at) {
            return Some(at + 4);
        }
        if t.is_joined(at) {
            // "Port-au-Prince" holds a small word, "Lancet-3" a number behind a long one.
            let fits = |end: usize| end > at && (self.is_name(end - 1) || t.is_number(end - 1));
            let listed = || longest_listed(self.ground, start, limit).filter(|&end| fits(end));
            return self.compound(at).or_else(listed);
        }
        if t.is_possessive_mark(at) {
            // "St. Ivo's Hospital"
            let saint = t.reads(start, "st.");
            return ((saint || t.is(at - 1, Class::PEOPLE_PLURAL))
                && self.is_name(at + 1)
                && t.is(at + 1, Class::ORG_HEAD | Class::FACILITY_HEAD))
            .then_some(at + 2);
        }
        if let Some(end) = self.number_end(at) {
            return Some(end);
        }
        // Listed names that hold small words: "Islamic State of Iraq and the Levant".
        if let Some(end) = longest_listed(self.ground, start, limit).filter(|&end| end > at && (self.is_name(end - 1)))
        {
            return Some(end);
        }
        match t.lower(at) {
            "of" | "for" => self.prepositional(start, at),
            "on" | "against" if self.is_pact(at - 1) || self.is_domain(at + 1) => self.prepositional(start, at),
            "at" if t.reads(start, "university") => self.is_name(at + 1).then_some(at + 2),
            "and" => self.coordinated(start, at),
            "(" => (t.reads(at + 1, "ret.") && t.text(at + 2) == ")").then_some(at + 3),
            "&" => self.is_name(at + 1).then_some(at + 2),
            "i" | "ii" | "iii" | "iv" | "vi" | "vii" | "viii"
                if t.is_capitalised(at) && !self.ground.pos(at + 1).is_finite() =>
            {
                Some(at + 1)
            }
            "," => ((t.is(at + 1, Class::LEGAL_FORM) || matches!(t.lower(at + 1), "jr." | "sr."))
                && t.text(at + 1).ends_with('.'))
            .then_some(at + 2),
            "-" => None,
            _ if t.is(at, Class::NAME_PARTICLE) && !t.is_capitalised(at) => self.particle(at),
            _ if self.is_signed_at(start, at) => Some(at + 1),
            _ => None,
        }
    }

    /// The end of the number at `at` that ends a name: Resolution 2254, Public Law 117-58, Flight OR17.
    pub(super) fn number_end(&self, at: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let before = at.checked_sub(1).filter(|&before| t.is_capitalised(before) && !t.is_joined(at))?;
        t.lexicon().heads().designation(t.word(before))?;
        let is_number = |i: usize| t.is_number(i) || (t.kind(i) == TokenKind::Alphanumeric && t.is_capitalised(i));
        if !is_number(at) {
            return None;
        }
        let mut end = at + 1;
        while t.text(end) == "-" && t.is_joined(end) && t.is_number(end + 1) && t.is_joined(end + 1) {
            end += 2;
        }
        Some(end)
    }

    /// A hyphen and what follows: al-Tarsi, Jean-Paul, T-72; not U.S.-led.
    fn compound(&self, at: usize) -> Option<usize> {
        let t = self.ground.tokens;
        if !t.is_punctuation(at) {
            return (t.is_capitalised(at) || t.is_number(at) || t.kind(at) == TokenKind::Alphanumeric)
                .then_some(at + 1);
        }
        if t.text(at) == "/" {
            return None;
        }
        let whole_places = self.is_place(at - 1) && self.is_place(at + 1);
        let digits = t.text(at + 1).starts_with(|c: char| c.is_ascii_digit());
        let fits = t.is_capitalised(at + 1) || (digits && t.text(at - 1).len() <= 4);
        let particle = t.is(at + 1, Class::NAME_PARTICLE) && t.text(at + 2) == "-" && t.is_capitalised(at + 3);
        match () {
            () if whole_places => None,
            () if fits => Some(at + 2),
            () if particle => Some(at + 4),
            () if self.is_second_syllable(at) => Some(at + 2),
            () => None,
        }
    }

    /// "Orr Tan-mi": the second syllable of a given name of the Far East, in small letters.
    fn is_second_syllable(&self, hyphen: usize) -> bool {
        let t = self.ground.tokens;
        let unknown = |i: usize| t.is_word(i) && t.entry(i).per_million == 0.0;
        let syllable = hyphen + 1;
        t.text(hyphen) == "-"
            && hyphen > 1
            && self.is_name(hyphen - 2)
            && !t.is_joined(hyphen - 1)
            && t.text(syllable).len() <= MAX_SYLLABLE
            && unknown(syllable)
            && t.entry(hyphen - 1).per_million < 1.0
            && !t.is(syllable, Class::VERB | Class::HEAD_NOUN)
    }

    /// `Ivo "Fox" Orr`
    fn is_nickname(&self, start: usize, at: usize) -> bool {
        let t = self.ground.tokens;
        let quoted = matches!((t.text(at), t.text(at + 2)), ("\"", "\"") | ("“", "”"));
        quoted && t.is(start, Class::GIVEN) && self.is_name(at + 1) && self.is_name(at + 3) && !t.is_joined(at + 3)
    }

    fn is_place(&self, i: usize) -> bool {
        listed(self.ground, i..i + 1).any(|fact| fact.etype == EntityType::Place && fact.weight >= 28)
    }

    /// al-Tarsi, van der Orr, bin Vale inside a name.
    fn particle(&self, at: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let mut end = at + 1;
        if t.text(end) == "-" && t.is_joined(end) {
            return t.is_capitalised(end + 1).then_some(end + 2);
        }
        while t.is(end, Class::NAME_PARTICLE | Class::DEFINITE) && end < at + 3 && !t.is_capitalised(end) {
            end += 1;
        }
        (self.is_name(end) && !t.is_joined(end)).then_some(end + 1)
    }

    /// "of" and "for" inside names of bodies, places and treaties: Bank of Tarsk, Institute for Peace, Treaty of Orrvale.
    fn prepositional(&self, start: usize, at: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let article = usize::from(t.reads(at + 1, "the"));
        let next = at + 1 + article;
        let before = at - 1;
        // "Institute for the Study of War": behind the head of a body, a capital is enough.
        let capital = t.is(before, Class::ORG_HEAD) && t.is_word(next) && t.is_capitalised(next);
        if !(self.is_name(next) || capital) || t.is(next, Class::MONTH | Class::WEEKDAY) {
            return None;
        }
        let head = (start..at).any(|i| t.is(i, Class::ORG_HEAD | Class::FACILITY_HEAD) && self.is_name(i))
            && !self.is_role(before);
        (head || t.is(before, Class::ORG_HEAD) || (start..at).any(|i| self.is_pact(i)))
            .then_some(next + 1)
            .filter(|_| !self.is_role(before))
    }

    /// "Treaty", "Convention".
    fn is_pact(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        t.is_capitalised(i) && t.lexicon().hints().find(HintPlace::Pact, t.lower(i)).is_some()
    }

    /// "Geneva accord": a treaty that is called after the city where it was signed.
    pub(super) fn is_signed_at(&self, start: usize, at: usize) -> bool {
        let t = self.ground.tokens;
        let is_treaty = !t.is_capitalised(at)
            && self.ground.pos(at) == Pos::Noun
            && self.ground.pos(at + 1) != Pos::Noun
            && t.lexicon().hints().find(HintPlace::Pact, t.lower(at)).is_some()
            && t.lexicon().heads().noun(t.word(at)).is_none_or(|head| head.etype == EntityType::Law);
        is_treaty && listed(self.ground, start..at).any(|fact| fact.subtype == "city" && fact.weight >= 28)
    }

    /// "the frigate Admiral Orrvelk": ships are called after people.
    pub(super) fn is_ship(&self, start: usize) -> bool {
        let t = self.ground.tokens;
        start.checked_sub(1).is_some_and(|before| {
            let head = t.lexicon().heads().noun(t.word(before)).filter(|_| self.ground.pos(before) == Pos::Noun);
            !t.is_capitalised(before) && head.is_some_and(|head| head.etype == EntityType::Vehicle && !head.plural)
        })
    }

    /// "President", "Minister": what follows "of" is not part of the same name.
    pub(super) fn is_role(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        let person = t.lexicon().heads().noun(t.word(i)).is_some_and(|head| head.etype == EntityType::Person);
        person || (t.is(i, Class::TITLE) && !t.is(i, Class::ORG_HEAD))
    }

    /// "and" inside a name of a body: Ministry of Defence and Interior, Food and Drug Board.
    fn coordinated(&self, start: usize, at: usize) -> Option<usize> {
        let t = self.ground.tokens;
        if !self.is_name(at + 1) {
            return None;
        }
        let ordinary = |i: usize| t.entry(i).per_million > 0.0 && listed(self.ground, i..i + 1).next().is_none();
        let end = (at + 1..at + 5).take_while(|&i| self.is_name(i)).last()? + 1;
        let head_behind = t.is(end - 1, Class::ORG_HEAD) && (start..end - 1).filter(|&i| i != at).all(ordinary);
        let of_before = (start..at).any(|i| t.reads(i, "of") || t.reads(i, "for"));
        let domain = of_before && (at + 1..end).all(ordinary) && ordinary(at - 1) && !t.is(end - 1, Class::ORG_HEAD);
        (head_behind || domain).then_some(end)
    }
}
