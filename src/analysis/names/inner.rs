//! What the words of a name themselves say about what it names: lists, head words, first names, shape.

use std::ops::Range;

use super::{ballot::Ballot, spans};
use crate::{
    analysis::{phrases::Ground, rules::Rule, tokens::TokenKind},
    lexicon::{Class, Head, HintPlace},
    model::{EntityType, Gender},
};

/// Votes against a person where the words are those of things.
const NO_PERSON: i32 = -24;

/// Words that have a capital less often than so many times in a thousand are ordinary ones.
const ORDINARY: u16 = 500;

/// A ballot with what the words of the name say.
pub(super) fn evidence(ground: &Ground<'_, '_>, tokens: Range<usize>) -> Ballot {
    Inner { ground }.evidence(tokens)
}

struct Inner<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
}

impl Inner<'_, '_, '_> {
    /// Lists, head words and the shape of the name.
    fn evidence(&self, tokens: Range<usize>) -> Ballot {
        let t = self.ground.tokens;
        let heads = t.lexicon().heads();
        let mut ballot = Ballot { n_tokens: tokens.len(), ..Ballot::default() };
        for fact in spans::listed(self.ground, tokens.clone()) {
            let best = ballot.listed[fact.etype as usize];
            if fact.weight > best {
                ballot.listed[fact.etype as usize] = fact.weight;
                ballot.subtype[fact.etype as usize] = Some(fact.subtype);
                ballot.group[fact.etype as usize] = Some(fact.group);
            }
        }
        // Several readings of one type count once: there are many places called San Pedro.
        for (&etype, weight) in EntityType::ALL.iter().zip(ballot.listed) {
            if weight > 0 {
                let long = if tokens.len() > 1 { 15 } else { 0 };
                ballot.vote(etype, i32::from(weight) + long, Rule::NameListed, None);
            }
        }
        let last = tokens.end - 1;
        if tokens.len() > 1 {
            if let Some(head) = heads.organization(t.word(last)) {
                let rule = if t.is(last, Class::LEGAL_FORM) { Rule::NameLegalForm } else { Rule::NameOrganizationHead };
                ballot.vote_head(head, 42, rule, Some(t.span(last)));
            }
            if let Some(head) = heads.place(t.word(last)) {
                ballot.vote_head(head, 34, Rule::NamePlaceHead, Some(t.span(last)));
            }
            // "Suez Crisis", "Orrvale Act", "Election Day": names of happenings, laws and times.
            let thing =
                heads.noun(t.word(last)).filter(|head| matches!(head.etype, EntityType::Event | EntityType::Law));
            if let Some(head) = thing {
                ballot.vote_head(head, 44, Rule::NameNounBefore, Some(t.span(last)));
            } else if t.is(last, Class::TIME_UNIT | Class::SEASON) {
                ballot.vote(EntityType::Event, 44, Rule::NameNounBefore, Some(t.span(last)));
            }
            // "Operation Quiet Harbour"
            if let Some(hint) = t.lexicon().hints().find(HintPlace::First, t.lower(tokens.start)) {
                ballot.vote(hint.etype, hint.weight, Rule::NameNounBefore, Some(t.span(tokens.start)));
            }
            self.pact(&mut ballot, &tokens);
            self.first_word(&mut ballot, &tokens);
        } else {
            self.single_word(&mut ballot, tokens.start);
        }
        self.first_names(&mut ballot, &tokens);
        if matches!(t.kind(tokens.start), TokenKind::Word) && tokens.len() <= 3 {
            let letters = t.text_of(tokens.clone()).chars().filter(|c| c.is_alphabetic()).count();
            if tokens.clone().all(|i| t.is_all_caps(i))
                && (2..=6).contains(&letters)
                && !t.is(tokens.start, Class::COMMON_ACRONYM)
            {
                ballot.vote(EntityType::Organization, 14, Rule::NameCapitals, None);
            }
        }
        self.designation(&mut ballot, &tokens);
        self.numbered(&mut ballot, &tokens);
        ballot
    }

    /// "Treaty of Orrvale", "Convention against Torture", "Orrvale Accords". A convention that is called after its place
    /// is one that was signed there; others are meetings.
    fn pact(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let last = tokens.end - 1;
        let hint = |at: usize| t.lexicon().hints().find(HintPlace::Pact, t.lower(at));
        let opening = (t.is(tokens.start + 1, Class::PREPOSITION)).then(|| Some((tokens.start, hint(tokens.start)?)));
        let signed_at = |place: Range<usize>| {
            spans::listed(self.ground, place).any(|fact| fact.etype == EntityType::Place && fact.weight >= 28)
        };
        let closing = || {
            let certain = t.lexicon().heads().noun(t.word(last)).is_none_or(|head| head.etype == EntityType::Law);
            hint(last).filter(|_| certain || signed_at(tokens.start..last)).map(|hint| (last, hint))
        };
        if let Some((at, hint)) = opening.flatten().or_else(closing) {
            let head = Head { etype: hint.etype, subtype: "treaty", plural: false };
            ballot.vote_head(head, hint.weight, Rule::NameNounBefore, Some(t.span(at)));
        }
    }

    /// "Ministry of Defence", "University of Velle", "Lake Orr".
    fn first_word(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let heads = t.lexicon().heads();
        let of = tokens.clone().find(|&i| matches!(t.lower(i), "of" | "for" | "on"));
        let before_of = of.filter(|&of| of > tokens.start).map(|of| of - 1);
        if let Some(at) = before_of {
            if let Some(head) = heads.organization(t.word(at)) {
                ballot.vote_head(head, 40, Rule::NameOrganizationHead, Some(t.span(at)));
            } else if let Some(head) = heads.place(t.word(at)) {
                ballot.vote_head(head, 30, Rule::NamePlaceHead, Some(t.span(at)));
            }
        }
        if let Some(head) = heads.place(t.word(tokens.start)).filter(|_| tokens.len() == 2) {
            // "Port Orrvale", "Lake Tarn": a word that no list knows behind it is nothing but its name.
            let unknown = t.entry(tokens.start + 1).per_million == 0.0;
            let weight = if unknown { 42 } else { 16 };
            ballot.vote_head(head, weight, Rule::NamePlaceHead, Some(t.span(tokens.start)));
        }
    }

    fn single_word(&self, ballot: &mut Ballot, i: usize) {
        let t = self.ground.tokens;
        let entry = t.entry(i);
        if t.is(i, Class::SURNAME) {
            ballot.vote(
                EntityType::Person,
                if t.is(i, Class::COMMON_NAME) { 6 } else { 14 },
                Rule::NameFirstName,
                None,
            );
        } else if entry.per_million == 0.0 && !t.is_all_caps(i) {
            ballot.vote(EntityType::Person, 6, Rule::NameShape, None);
        }
        if let Some(head) = t.lexicon().heads().organization(t.word(i)) {
            ballot.vote_head(head, 9, Rule::NameOrganizationHead, None);
        }
        // "the Coalition", "the Government": a common noun used as a name.
        let body = t.lexicon().heads().noun(t.word(i)).filter(|head| head.etype.is_body() && !head.plural);
        if let Some(head) = body {
            ballot.vote_head(head, 9, Rule::NameOrganizationHead, None);
        }
    }

    fn first_names(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let first = tokens.start;
        let class = t.class(first);
        let particle_first = class.any(Class::NAME_PARTICLE) && !t.reads(first, "abu");
        let is_small = |i: usize| t.is_punctuation(i) || t.is(i, Class::NAME_PARTICLE);
        let n_words = tokens.clone().filter(|&i| !is_small(i)).count();
        let no_person = tokens.len() > 1 && n_words <= 4 && self.is_no_person(tokens, n_words);
        if no_person {
            ballot.vote(EntityType::Person, NO_PERSON, Rule::NameShape, None);
        } else if class.any(Class::GIVEN) && !particle_first {
            let common = class.any(Class::COMMON_NAME) || t.entry(first).per_million > 20.0;
            let weight = match (tokens.len(), common) {
                (1, true) => 4,
                (1, false) => 12,
                (_, true) => 16,
                (_, false) => 32,
            };
            ballot.vote(EntityType::Person, weight, Rule::NameFirstName, Some(t.span(first)));
            ballot.gender = match (class.any(Class::GIVEN_MASCULINE), class.any(Class::GIVEN_FEMININE)) {
                (true, false) => Some(Gender::Masculine),
                (false, true) => Some(Gender::Feminine),
                _ => None,
            };
        }
        if tokens.len() > 1 && n_words <= 4 {
            let initials =
                tokens.clone().take(tokens.len() - 1).any(|i| t.text(i).len() == 2 && t.text(i).ends_with('.'));
            let particle = tokens.clone().find_map(|i| t.lexicon().hints().find(HintPlace::Inside, t.lower(i)));
            if initials {
                ballot.vote(EntityType::Person, 30, Rule::NameFirstName, None);
            }
            if let Some(hint) = particle.filter(|_| n_words > 1) {
                ballot.vote(hint.etype, hint.weight, Rule::NameParticle, None);
            }
            if t.is(tokens.end - 1, Class::SURNAME) {
                ballot.vote(EntityType::Person, 14, Rule::NameFirstName, None);
            }
            // Two or three capitalised words that no list knows are most often a person.
            let unknown =
                tokens.clone().all(|i| t.entry(i).per_million == 0.0 || t.is(i, Class::GIVEN | Class::SURNAME));
            if unknown && tokens.len() <= 3 {
                ballot.vote(EntityType::Person, 10, Rule::NameShape, None);
            } else if !unknown {
                ballot.vote(EntityType::Organization, 8, Rule::NameShape, None);
            }
        } else if n_words > 4 {
            ballot.vote(EntityType::Organization, 10, Rule::NameShape, None);
        }
    }

    /// "Training Program", "Ivo Orr Award Show", "TRK Tarsk": persons are called by words that are no others, last of all
    /// in longer names, and capitals open names of bodies.
    fn is_no_person(&self, tokens: &Range<usize>, n_words: usize) -> bool {
        let t = self.ground.tokens;
        let capitals = |i: usize| t.is_all_caps(i) && t.text(i).chars().filter(|c| c.is_alphabetic()).count() > 2;
        let ordinary = |i: usize| {
            let entry = t.entry(i);
            entry.per_million > 0.0 && entry.capital_permille < ORDINARY && !t.is(i, Class::GIVEN | Class::SURNAME)
        };
        let (first, last) = (tokens.start, tokens.end - 1);
        tokens.clone().all(ordinary)
            || (n_words > 2 && ordinary(last))
            || (capitals(first) && !t.is(first, Class::GIVEN) && !t.is_all_caps(last))
    }

    /// The 3rd Armored Brigade, USS Orrvale, Resolution 2254.
    fn numbered(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let (first, last) = (tokens.start, tokens.end - 1);
        if tokens.len() < 2 {
            return;
        }
        let digits =
            t.kind(first) == TokenKind::Alphanumeric && t.text(first).starts_with(|c: char| c.is_ascii_digit());
        // "First Division" is a league more often than a unit.
        let word = t.is(first, Class::ORDINAL) && !(tokens.len() == 2 && t.reads(last, "division"));
        if t.is(last, Class::UNIT_HEAD) && (digits || word) {
            let head = Head { etype: EntityType::MilitaryUnit, subtype: "unit", plural: false };
            ballot.vote_head(head, 70, Rule::NameUnit, Some(t.span(first)));
        }
        if t.is(first, Class::VESSEL_PREFIX) && t.is_all_caps(first) {
            let head = Head { etype: EntityType::Vehicle, subtype: "ship", plural: false };
            ballot.vote_head(head, 90, Rule::NameVessel, Some(t.span(first)));
        }
        let numbered = tokens.clone().rev().find(|&i| t.is_word(i)).filter(|&word| word < last);
        let head = numbered.and_then(|word| Some((word, t.lexicon().heads().designation(t.word(word))?)));
        if let Some((word, head)) = head {
            ballot.vote_head(head, 80, Rule::NameDesignation, Some(t.span(word)));
        }
    }

    /// T-72, Su-25: letters, a hyphen, a number.
    fn designation(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let shaped = tokens.len() == 3
            && t.text(tokens.start + 1) == "-"
            && t.text(tokens.start).len() <= 3
            && t.text(tokens.end - 1).starts_with(|c: char| c.is_ascii_digit());
        if shaped {
            ballot.vote(EntityType::Vehicle, 20, Rule::NameShape, None);
        }
    }
}
