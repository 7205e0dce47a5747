//! Cuts runs of capitalised words into titles and names.

use std::ops::Range;

use super::spans::{Candidate, Finder, listed, longest_listed};
use crate::{
    lexicon::{Class, PhraseHash},
    model::EntityType,
};

impl Finder<'_, '_, '_> {
    /// Splits a run into title and name, or into several names.
    pub(super) fn cut(&mut self, run: Range<usize>) {
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
        // "Foreign Office Minister Ivo Orr": a listed body of more than one word before a title.
        if let Some((body, title_end)) = self.body_before_title(start, run.end) {
            self.name(start..body, None);
            return self.titled(body..title_end, title_end..run.end);
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

    /// The ends of a listed body and of the title behind it.
    fn body_before_title(&self, start: usize, limit: usize) -> Option<(usize, usize)> {
        let body = longest_listed(self.ground, start, limit - 1).filter(|&end| end > start + 1)?;
        let listed = listed(self.ground, start..body).any(|fact| fact.etype.is_body());
        Some((body, self.title_end(body, limit).filter(|_| listed)?))
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
    pub(super) fn is_domain(&self, i: usize) -> bool {
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
