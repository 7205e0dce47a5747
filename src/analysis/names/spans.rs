//! Cuts runs of capitalised words into titles and names.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::{
    analysis::{phrases::Ground, tagger::Pos, tokens::TokenKind},
    lexicon::{Class, HintPlace, NameFact, PhraseHash, WordId},
    model::EntityType,
};

/// Longest name in tokens.
const MAX_NAME: usize = 14;

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

struct Finder<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    /// Words seen capitalised inside a sentence, where a capital means a name.
    inner_capitals: FxHashSet<WordId>,
    found: Candidates,
}

impl Finder<'_, '_, '_> {
    fn note_capitals(&mut self) {
        let t = self.ground.tokens;
        for i in t.indices().filter(|&i| self.ground.pos(i) == Pos::Name && !t.is_sentence_start(i)) {
            self.inner_capitals.insert(t.word(i));
        }
    }

    fn is_name(&self, i: usize) -> bool {
        let t = self.ground.tokens;
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
        if article
            || designation
            || (ordinal
                && self.is_name(i + 1)
                && !t.is_joined(i)
                && (t.is(i + 1, Class::ORG_HEAD) || (self.is_name(i + 2) && t.is(i + 2, Class::ORG_HEAD))))
        {
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
            return Some(at + 1);
        }
        if t.is_joined(at) {
            // "Port-au-Prince" holds a small word.
            let listed = || longest_listed(self.ground, start, limit).filter(|&end| end > at && self.is_name(end - 1));
            return self.compound(at).or_else(listed);
        }
        if t.is_possessive_mark(at) {
            return (t.is(at - 1, Class::PEOPLE_PLURAL)
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
            "on" | "against" if self.is_pact(at - 1) => self.prepositional(start, at),
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
    fn number_end(&self, at: usize) -> Option<usize> {
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
        let fits = t.is_capitalised(at + 1) || (t.is_number(at + 1) && t.text(at - 1).len() <= 4);
        let particle = t.is(at + 1, Class::NAME_PARTICLE) && t.text(at + 2) == "-" && t.is_capitalised(at + 3);
        match () {
            () if whole_places => None,
            () if fits => Some(at + 2),
            () if particle => Some(at + 4),
            () => None,
        }
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
    fn is_signed_at(&self, start: usize, at: usize) -> bool {
        let t = self.ground.tokens;
        let is_treaty = !t.is_capitalised(at)
            && self.ground.pos(at) == Pos::Noun
            && self.ground.pos(at + 1) != Pos::Noun
            && t.lexicon().hints().find(HintPlace::Pact, t.lower(at)).is_some()
            && t.lexicon().heads().noun(t.word(at)).is_none_or(|head| head.etype == EntityType::Law);
        is_treaty && listed(self.ground, start..at).any(|fact| fact.subtype == "city" && fact.weight >= 28)
    }

    /// "the frigate Admiral Orrvelk": ships are called after people.
    fn is_ship(&self, start: usize) -> bool {
        let t = self.ground.tokens;
        start.checked_sub(1).is_some_and(|before| {
            let head = t.lexicon().heads().noun(t.word(before)).filter(|_| self.ground.pos(before) == Pos::Noun);
            !t.is_capitalised(before) && head.is_some_and(|head| head.etype == EntityType::Vehicle && !head.plural)
        })
    }

    /// "President", "Minister": what follows "of" is not part of the same name.
    fn is_role(&self, i: usize) -> bool {
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

    /// Splits a run into title and name, or into several names.
    fn cut(&mut self, run: Range<usize>) {
        let t = self.ground.tokens;
        let mut start = run.start;
        while start < run.end && (t.is_punctuation(start) || t.is(start, Class::DEFINITE)) {
            start += 1;
        }
        if start >= run.end {
            return;
        }
        if run.end - start > 1 && self.is_listed_whole(start..run.end) {
            return self.name(start..run.end, None);
        }
        if start + 1 < run.end && self.is_signed_at(start, run.end - 1) {
            return self.certain(start..run.end);
        }
        if let Some(first) = self.designation_start(start..run.end) {
            if first > start {
                self.cut(start..first);
            }
            return self.certain(first..run.end);
        }
        // "commander of the Tarsk Brigade Ivo Orr": a body, then a person.
        if let Some(person) = (start + 1..run.end).find(|&at| self.body_before_person(start..at, run.end)) {
            self.cut(start..person);
            return self.cut(person..run.end);
        }
        // "Minister for the Middle East Ivo Orr": a listed place, then a person.
        if let Some(person) =
            longest_listed(self.ground, start, run.end - 1).filter(|&end| self.place_before_person(start..end, run.end))
        {
            self.name(start..person, None);
            return self.cut(person..run.end);
        }
        // A demonym or country before a title is a name of its own: "Tarsk President Ivo Orr".
        if let Some(title_end) = self.title_end(start, run.end) {
            // "Deputy U.S. Ambassador" is all title.
            let whole = |split| self.stands_alone(title_end..split) && self.title_end(split, run.end) == Some(run.end);
            if (title_end + 1..run.end).any(whole) {
                return self.found.lone_titles.push(start..run.end);
            }
            return self.titled(start..title_end, title_end..run.end);
        }
        for split in start + 1..run.end {
            let title = self.title_end(split, run.end).filter(|&end| end < run.end && !self.ends_like_body(run.end));
            if let Some(title_end) = title.filter(|_| self.stands_alone(start..split)) {
                self.name(start..split, None);
                return self.titled(split..title_end, title_end..run.end);
            }
        }
        // A role at the end of the run: "Tarsk President", "White House Chief".
        if run.len() > 1
            && t.is(run.end - 1, Class::TITLE)
            && self.is_role(run.end - 1)
            && !self.is_listed_whole(start..run.end)
        {
            let first = (start + 1..run.end).find(|&i| self.title_end(i, run.end) == Some(run.end));
            if let Some(first) = first.filter(|&first| self.stands_alone(start..first)) {
                self.name(start..first, None);
                return self.found.lone_titles.push(first..run.end);
            }
        }
        self.name(start..run.end, None);
    }

    /// Where a ship's name or a name that ends in a number begins in the run: USS Orrvale, Resolution 2254. A name that the
    /// lists know before it is one of its own: "Security Council Resolution 2254".
    fn designation_start(&self, run: Range<usize>) -> Option<usize> {
        let t = self.ground.tokens;
        let prefix = |&i: &usize| t.is(i, Class::VESSEL_PREFIX) && t.is_all_caps(i) && self.is_name(i + 1);
        if let Some(first) = run.clone().find(|i| prefix(i) && i + 1 < run.end) {
            return Some(first);
        }
        let word = (run.start..run.end).rev().find(|&i| self.is_name(i) && t.is_word(i))?;
        if self.number_end(word + 1) != Some(run.end) {
            return None;
        }
        let listed = (run.start + 1..=word).rev().find(|&end| self.is_listed_whole(run.start..end));
        Some(listed.unwrap_or(run.start))
    }

    fn body_before_person(&self, body: Range<usize>, end: usize) -> bool {
        body.len() > 1 && self.ends_like_body(body.end) && self.is_person(body.end..end)
    }

    /// A first name that is nothing else and a family name.
    fn is_person(&self, range: Range<usize>) -> bool {
        let t = self.ground.tokens;
        range.len() >= 2
            && t.is(range.start, Class::GIVEN)
            && !t.is(range.start, Class::COMMON_NAME)
            && !self.ends_like_body(range.end)
            && !t.is(range.end - 1, Class::FACILITY_HEAD)
    }

    fn place_before_person(&self, place: Range<usize>, end: usize) -> bool {
        let t = self.ground.tokens;
        let region =
            listed(self.ground, place.clone()).any(|fact| fact.etype == EntityType::Place && fact.weight >= 40);
        let is_given = t.is(place.end, Class::GIVEN) && place.end + 1 < end && !self.ends_like_body(end);
        let seat = region && is_given && self.is_of_title(place.start);
        seat || self.is_person(place.end..end)
            && region
            && (place.len() > 1 || !t.is(place.start, Class::GIVEN | Class::SURNAME))
    }

    /// "Ambassador to Israel": whether a title that takes this word stands before it.
    fn is_of_title(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        let prep = (i.saturating_sub(2)..i).rev().find(|&k| !t.is(k, Class::DEFINITE));
        prep.filter(|&k| k > 0 && matches!(t.lower(k), "of" | "to" | "for"))
            .is_some_and(|k| t.is(k - 1, Class::TITLE) && self.is_role(k - 1))
    }

    fn is_listed_whole(&self, range: Range<usize>) -> bool {
        listed(self.ground, range).next().is_some()
    }

    fn ends_like_body(&self, end: usize) -> bool {
        self.ground.tokens.is(end - 1, Class::ORG_HEAD)
            && !self.ground.tokens.is(end - 1, Class::GIVEN | Class::SURNAME)
    }

    /// Whether the words before a title are a name or nationality of their own.
    fn stands_alone(&self, range: Range<usize>) -> bool {
        let t = self.ground.tokens;
        listed(self.ground, range.clone()).next().is_some()
            || t.is(range.end - 1, Class::ORG_HEAD)
            || t.is_all_caps(range.end - 1)
    }

    /// The end of the title that starts at `start`: words of rank and office, with modifiers and domain words before.
    fn title_end(&self, start: usize, limit: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let titles = t.lexicon().titles();
        let mut end = None;
        let mut i = start;
        while i < limit {
            let mut hash = PhraseHash::default().with(t.lower(i));
            let mut found = titles.contains(hash).then_some(i + 1);
            for k in i + 1..limit.min(i + titles.longest(hash).max(1)) {
                hash = hash.with(t.lower(k));
                if titles.contains(hash) {
                    found = Some(k + 1);
                }
            }
            match found {
                Some(next) => {
                    end = Some(next);
                    i = next;
                }
                // "Deputy", "Interior": only with a title behind them.
                None if t.is(i, Class::TITLE_MODIFIER) => i += 1,
                None if end.is_none() && i < start + 3 && self.is_domain(i) => i += 1,
                None => break,
            }
        }
        let end = end?;
        // "Abu" and the like are part of the name they open.
        let part_of_name = end == start + 1 && t.is(start, Class::NAME_PARTICLE);
        let given = end == start + 1
            && t.is(start, Class::GIVEN)
            && !t.text(start).ends_with('.')
            && t.entry(start).per_million < 1.0;
        (!part_of_name && !given).then_some(end)
    }

    /// An ordinary capitalised word before a title: Interior, Foreign, Police.
    fn is_domain(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        t.entry(i).per_million > 0.0
            && !t.is(i, Class::GIVEN | Class::SURNAME | Class::FUNCTION)
            && listed(self.ground, i..i + 1).next().is_none()
    }

    fn titled(&mut self, title: Range<usize>, name: Range<usize>) {
        if name.is_empty() {
            return self.found.lone_titles.push(title);
        }
        if self.is_ship(title.start) {
            return self.certain(title.start..name.end);
        }
        // "Queen Velle Academy", "Governor Orr Bridge" are names of things.
        if self.ends_like_body(name.end) || self.ground.tokens.is(name.end - 1, Class::FACILITY_HEAD) && name.len() > 1
        {
            return self.name(title.start..name.end, None);
        }
        if self.ground.tokens.reads(name.start, "of") {
            return self.name(title.start..name.end, None);
        }
        self.name(name, Some(title));
    }

    /// A name whose edges no model moves.
    fn certain(&mut self, tokens: Range<usize>) {
        self.found.names.push(Candidate { tokens, title: None, certain: true });
    }

    fn name(&mut self, tokens: Range<usize>, title: Option<Range<usize>>) {
        let t = self.ground.tokens;
        let single_letter = tokens.len() == 1 && t.text(tokens.start).chars().count() < 2;
        if !tokens.is_empty() && !single_letter {
            self.found.names.push(Candidate { tokens, title, certain: false });
        }
    }
}
