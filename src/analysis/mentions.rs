//! Mentions: names, descriptions with a known head, titles and pronouns, in text order, not yet linked.

use std::ops::Range;

use super::{
    contacts,
    names::{Name, Names},
    phrases::{Ground, NounPhrase},
    rules::Rule,
    tagger::Pos,
    tokens::TokenKind,
};
use crate::{
    lexicon::{Class, Head},
    model::{EntityType, Gender, MentionClass, Number, PlaceSense, Span},
};

/// Words that name what a title is for: "of State for Near Eastern Affairs".
const LONGEST_SEAT: usize = 10;

/// How a description is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determination {
    /// the, this, possessives
    Definite,
    /// a, some, numbers, "one of"
    Indefinite,
    /// no determiner
    Bare,
}

/// A mention before it is linked to an entity.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub tokens: Range<usize>,
    pub head: Range<usize>,
    pub class: MentionClass,
    pub etype: EntityType,
    pub subtype: Option<&'static str>,
    pub group: Option<u32>,
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    pub determination: Determination,
    pub sense: Option<PlaceSense>,
    /// Whether the model thinks that a country acts here.
    pub acts: bool,
    /// The title before a name.
    pub title: Option<Range<usize>>,
    /// Whether it is the subject of a verb of saying or follows one.
    pub speaks: bool,
    /// Whether it stands before the first verb of its clause.
    pub subject: bool,
    pub rule: Rule,
    pub because: Option<Span>,
}

/// All mentions in text order, longer before shorter.
pub(super) fn find(ground: &Ground<'_, '_>, names: &Names) -> Vec<Found> {
    let finder = Finder { ground };
    let mut list = Vec::new();
    for name in &names.list {
        finder.name(name, &mut list);
    }
    // "Port-au-Prince"
    for title in names.lone_titles.iter().filter(|title| !ground.tokens.is_joined(title.start)) {
        list.extend(finder.lone_title(title.clone(), &names.list));
    }
    for phrase in ground.phrases.iter() {
        finder.phrase(phrase, &mut list);
    }
    for (before, name) in std::iter::once(None).chain(names.list.iter().map(Some)).zip(&names.list) {
        if name.etype == EntityType::Person && name.title.is_none() {
            finder.roles_before(name, before, &mut list);
        }
    }
    for i in ground.tokens.indices() {
        list.extend(finder.contact(i));
    }
    list.sort_by_key(|found| (found.tokens.start, std::cmp::Reverse(found.tokens.end), found.class));
    list.dedup_by(|b, a| a.tokens == b.tokens);
    for found in &mut list {
        found.speaks = finder.speaks(found);
        found.subject = finder.is_subject(found);
        found.sense = finder.sense(found);
    }
    list
}

struct Finder<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
}

impl Finder<'_, '_, '_> {
    fn blank(
        &self,
        tokens: Range<usize>,
        head: Range<usize>,
        class: MentionClass,
        etype: EntityType,
        rule: Rule,
    ) -> Found {
        Found {
            tokens,
            head,
            class,
            etype,
            subtype: None,
            group: None,
            gender: None,
            number: None,
            determination: Determination::Bare,
            sense: None,
            acts: false,
            title: None,
            speaks: false,
            subject: false,
            rule,
            because: None,
        }
    }

    fn name(&self, name: &Name, list: &mut Vec<Found>) {
        if let Some(description) = self.described_in_capitals(name) {
            return list.push(description);
        }
        list.extend(self.part_of_place(name));
        let mut found = self.blank(name.tokens.clone(), name.tokens.clone(), MentionClass::Name, name.etype, name.rule);
        found.subtype = name.subtype.or(match name.etype {
            EntityType::Person => Some("individual"),
            _ => None,
        });
        found.group = name.group;
        found.gender = name.gender.or_else(|| name.title.as_ref().and_then(|title| self.gender_of_title(title)));
        found.number = (name.etype == EntityType::Person).then_some(Number::Singular);
        found.title = name.title.clone();
        found.acts = name.acts;
        found.because = name.because;
        if let Some(title) = &name.title {
            list.push(self.blank(
                title.clone(),
                title.clone(),
                MentionClass::Nominal,
                EntityType::Title,
                Rule::TitleBeforeName,
            ));
        }
        list.push(found);
    }

    /// "the Government": a description of whoever governs, though written like a name.
    fn described_in_capitals(&self, name: &Name) -> Option<Found> {
        let (t, at) = (self.ground.tokens, name.tokens.start);
        let alone = name.tokens.len() == 1 && name.etype.is_body() && name.group.is_none() && !t.is_all_caps(at);
        let kind = t.lexicon().heads().noun(t.word(at)).filter(|kind| alone && kind.subtype == "executive")?;
        let start = self.ground.phrases.at(at).filter(|phrase| phrase.head == at).map_or(at, |of| of.tokens.start);
        let mut found = self.blank(start..at + 1, at..at + 1, MentionClass::Nominal, kind.etype, Rule::NominalHead);
        found.subtype = Some(kind.subtype);
        found.number = Some(if kind.plural { Number::Plural } else { Number::Singular });
        found.determination = self.determination(start);
        found.because = Some(t.span(at));
        Some(found)
    }

    /// "northern Velle" is a place of its own around Velle.
    fn part_of_place(&self, name: &Name) -> Option<Found> {
        let t = self.ground.tokens;
        let before = name.tokens.start.checked_sub(1).filter(|_| name.etype == EntityType::Place)?;
        let is_direction = t.is(before, Class::DIRECTION) && !t.is_capitalised(before) && !t.is_joined(before);
        if !is_direction || t.is_joined(name.tokens.start) || self.ground.pos(before) == Pos::Adverb {
            return None;
        }
        let tokens = before..name.tokens.end;
        let mut found = self.blank(tokens.clone(), tokens, MentionClass::Name, EntityType::Place, Rule::NameNounBefore);
        found.subtype = Some("region");
        found.because = Some(t.span(before));
        Some(found)
    }

    fn gender_of_title(&self, title: &Range<usize>) -> Option<Gender> {
        title.clone().find_map(|i| match () {
            () if self.ground.tokens.is(i, Class::TITLE_MASCULINE) => Some(Gender::Masculine),
            () if self.ground.tokens.is(i, Class::TITLE_FEMININE) => Some(Gender::Feminine),
            () => None,
        })
    }

    /// "the Prime Minister": a title that stands for a person.
    fn lone_title(&self, title: Range<usize>, names: &[Name]) -> Option<Found> {
        let end = self.seat_end(title.end, names).unwrap_or(title.end);
        let start = self.ground.phrases.at(title.start).map_or(title.start, |phrase| phrase.tokens.start);
        let head = title.end - 1..title.end;
        let mut found = self.blank(start..end, head, MentionClass::Nominal, EntityType::Person, Rule::NominalHead);
        found.subtype = Some("role");
        found.number = Some(Number::Singular);
        found.determination = self.determination(start);
        Some(found)
    }

    /// The end of what a title is for: "President of the Kurdistan Region", "Ambassador to the United Nations Ivo Orr", where
    /// the person follows who has it.
    fn seat_end(&self, title_end: usize, names: &[Name]) -> Option<usize> {
        let t = self.ground.tokens;
        if !matches!(t.lower(title_end), "of" | "to" | "for") {
            return None;
        }
        let behind = names.partition_point(|name| name.tokens.start <= title_end);
        let mut near =
            names[behind..].iter().take_while(|name| name.tokens.start <= title_end + LONGEST_SEAT).peekable();
        let first = title_end + 1 + usize::from(t.is(title_end + 1, Class::DEFINITE));
        let is_seat =
            |name: &&&Name| name.tokens.start == first && (name.etype.is_body() || name.etype == EntityType::Place);
        let seat = near.peek().filter(is_seat).map(|name| name.tokens.end);
        let small = |i: usize| t.is(i, Class::PREPOSITION | Class::DEFINITE | Class::COORDINATOR);
        let leads_to = |person: &usize| {
            (title_end..*person).all(|i| t.is_word(i) && (t.is_capitalised(i) || small(i)))
                && t.is_capitalised(person - 1)
        };
        let person = near.find(|name| name.etype == EntityType::Person).map(|name| name.tokens.start);
        person.filter(leads_to).or(seat)
    }

    fn determination(&self, start: usize) -> Determination {
        let t = self.ground.tokens;
        match () {
            () if t.is(start, Class::DEFINITE | Class::DEMONSTRATIVE | Class::POSSESSIVE) => Determination::Definite,
            () if t.is(start, Class::INDEFINITE | Class::QUANTIFIER | Class::CARDINAL) || t.is_number(start) => {
                Determination::Indefinite
            }
            () => Determination::Bare,
        }
    }

    fn phrase(&self, phrase: &NounPhrase, list: &mut Vec<Found>) {
        let t = self.ground.tokens;
        if phrase.pronoun {
            return self.pronoun(phrase.tokens.start, list);
        }
        if t.is(phrase.tokens.start, Class::POSSESSIVE) {
            self.pronoun(phrase.tokens.start, list);
        }
        // Possessors are phrases of their own: "the coast guard" in "the coast guard's deputy chief".
        for mark in phrase.tokens.clone().filter(|&i| t.is_possessive_mark(i)) {
            list.extend(self.nominal(phrase.tokens.start..mark, mark - 1, false));
        }
        list.extend(self.nominal(phrase.tokens.clone(), phrase.head, true));
        if let Some(partitive) = self.partitive(phrase) {
            list.push(partitive);
        }
    }

    /// "commander of the Tarsk Brigade Ivo Orr": the description ends where the person's name begins. "Tarsk Brigade
    /// spokesman Ivo Orr": what stands before the name is a description of its own.
    fn roles_before(&self, name: &Name, before: Option<&Name>, list: &mut Vec<Found>) {
        let start = name.tokens.start;
        let is_role = |found: &Found| found.class == MentionClass::Nominal && found.subtype == Some("individual");
        let of_body = before.is_some_and(|before| {
            before.tokens.end == start && (before.etype.is_body() || before.etype == EntityType::Place)
        });
        for found in list.iter_mut().filter(|found| of_body && found.tokens.end == name.tokens.end) {
            if is_role(found) && found.head.end < start {
                found.tokens.end = start;
            }
        }
        let Some(phrase) = self.ground.phrases.at(start).filter(|phrase| phrase.tokens.start < start) else { return };
        list.extend(self.nominal(phrase.tokens.start..start, start - 1, false).filter(is_role));
    }

    /// A description with a known head noun, complements included when `extend`.
    fn nominal(&self, tokens: Range<usize>, head: usize, extend: bool) -> Option<Found> {
        let t = self.ground.tokens;
        if self.ground.pos(head) != Pos::Noun || tokens.is_empty() {
            return None;
        }
        let heads = t.lexicon().heads();
        let compound = (head > tokens.start).then(|| heads.compound(t.word(head - 1), t.word(head))).flatten();
        let kind = compound.or_else(|| heads.noun(t.word(head))).or_else(|| self.office(head, tokens.end));
        let kind = kind.filter(|kind| is_thing(*kind))?;
        let end = if extend { self.complement_end(tokens.end, kind) } else { tokens.end };
        let counted = tokens.clone().any(|i| t.is_number(i) || t.is(i, Class::CARDINAL));
        // "three commandos" are people, "commandos" a force; "three brigades" are forces too, for there is a brigade.
        let people = counted
            && !kind.plural
            && kind.etype == EntityType::MilitaryUnit
            && t.lower(head).ends_with('s')
            && matches!(kind.subtype, "army" | "unit" | "navy");
        let mut found =
            self.blank(tokens.start..end, head..head + 1, MentionClass::Nominal, kind.etype, Rule::NominalHead);
        if people {
            found.etype = EntityType::Person;
        }
        found.subtype = Some(match (found.etype, kind.plural || people) {
            (EntityType::Person, true) => "group",
            (EntityType::Person, false) if kind.subtype != "group" => "individual",
            _ => kind.subtype,
        });
        let several = kind.plural || people || (kind.etype == EntityType::Person && kind.subtype == "group");
        found.number = Some(if several { Number::Plural } else { Number::Singular });
        let possessed = tokens.clone().any(|i| t.is_possessive_mark(i));
        found.determination = if possessed { Determination::Definite } else { self.determination(tokens.start) };
        found.because = Some(t.span(head));
        Some(found)
    }

    /// "head of the Tarsk Brigade", "head of the party": not that of a river or of a man.
    fn office(&self, head: usize, end: usize) -> Option<Head> {
        let t = self.ground.tokens;
        if !t.is(head, Class::OFFICE_NOUN) || !t.reads(end, "of") {
            return None;
        }
        let of = self.ground.phrases.at(end + 1).filter(|of| !of.pronoun)?;
        let body = match self.ground.pos(of.head) {
            Pos::Name => true,
            _ => t.lexicon().heads().noun(t.word(of.head)).is_some_and(|head| head.etype.is_body()),
        };
        body.then_some(Head { etype: EntityType::Person, subtype: "role", plural: false })
    }

    /// "one of its commanders": one of the people or things that the phrase behind "of" describes.
    fn partitive(&self, phrase: &NounPhrase) -> Option<Found> {
        let t = self.ground.tokens;
        let quantity = phrase.tokens.clone().all(|i| t.is(i, Class::CARDINAL | Class::QUANTIFIER) || t.is_number(i));
        if !quantity || !t.reads(phrase.tokens.end, "of") {
            return None;
        }
        let whole = self.ground.phrases.at(phrase.tokens.end + 1)?;
        let mut found = self.nominal(whole.tokens.clone(), whole.head, false)?;
        found.tokens.start = phrase.tokens.start;
        found.determination = Determination::Indefinite;
        if t.reads(phrase.tokens.start, "one") {
            found.number = Some(Number::Singular);
            if found.etype == EntityType::Person {
                found.subtype = Some("individual");
            }
        }
        Some(found)
    }

    /// The end of "of ...", "for ...", "from ..." behind a head that takes such a complement.
    fn complement_end(&self, end: usize, kind: Head) -> usize {
        let t = self.ground.tokens;
        let takes = match t.lower(end) {
            "of" => true,
            "for" | "from" | "with" => kind.etype == EntityType::Person && !kind.plural && kind.subtype != "individual",
            _ => false,
        };
        if !takes {
            return end;
        }
        let Some(inner) = self.ground.phrases.at(end + 1).or_else(|| {
            // An adverb may open the phrase: "of mainly foreign fighters".
            self.ground.phrases.at(end + 2).filter(|_| self.ground.pos(end + 1) == Pos::Adverb)
        }) else {
            return end;
        };
        if inner.pronoun || inner.tokens.start > end + 2 {
            return end;
        }
        let after = inner.tokens.end;
        match self.ground.phrases.at(after + 1) {
            Some(next) if t.reads(after, "of") && !next.pronoun => next.tokens.end,
            _ => after,
        }
    }

    fn pronoun(&self, i: usize, list: &mut Vec<Found>) {
        let t = self.ground.tokens;
        let class = t.class(i);
        let (etype, gender, number) = if class.any(Class::PRONOUN_HE) {
            (EntityType::Person, Some(Gender::Masculine), Number::Singular)
        } else if class.any(Class::PRONOUN_SHE) {
            (EntityType::Person, Some(Gender::Feminine), Number::Singular)
        } else if class.any(Class::PRONOUN_IT) {
            (EntityType::Organization, None, Number::Singular)
        } else if class.any(Class::PRONOUN_THEY) {
            (EntityType::Person, None, Number::Plural)
        } else {
            return;
        };
        let mut found = self.blank(i..i + 1, i..i + 1, MentionClass::Pronoun, etype, Rule::Pronoun);
        found.gender = gender;
        found.number = Some(number);
        list.push(found);
    }

    fn contact(&self, i: usize) -> Option<Found> {
        let t = self.ground.tokens;
        let (kind, tokens) = match t.kind(i) {
            TokenKind::Url => ("url", i..i + 1),
            TokenKind::Email => ("email", i..i + 1),
            TokenKind::Handle => ("handle", i..i + 1),
            _ => contacts::starting_at(t, i)?,
        };
        let mut found = self.blank(tokens.clone(), tokens, MentionClass::Name, EntityType::Contact, Rule::NameContact);
        found.subtype = Some(kind);
        Some(found)
    }

    /// Next to a verb of saying: "Vale said", "said Vale", "according to Vale".
    fn speaks(&self, found: &Found) -> bool {
        let t = self.ground.tokens;
        let is_cue =
            |i: usize| t.is(i, Class::CUE) && self.ground.pos(i).is_finite() && !self.ground.marks.is_quoted(i);
        let start = found.title.as_ref().map_or(found.tokens.start, |title| title.start);
        let mut after = found.tokens.end;
        while self.ground.pos(after) == Pos::Adverb
            || t.is(after, Class::HAVE | Class::MODAL) && after < found.tokens.end + 2
        {
            after += 1;
        }
        let before = start.checked_sub(1);
        is_cue(after) || before.is_some_and(|k| is_cue(k) || (t.reads(k, "to") && k > 0 && t.reads(k - 1, "according")))
    }

    fn is_subject(&self, found: &Found) -> bool {
        let t = self.ground.tokens;
        let mut after = found.tokens.end;
        while self.ground.pos(after) == Pos::Adverb && after < found.tokens.end + 3 {
            after += 1;
        }
        let opens = t.is_sentence_start(found.tokens.start)
            || found.title.as_ref().is_some_and(|title| t.is_sentence_start(title.start));
        self.ground.pos(after).is_finite() || opens
    }

    /// What a country or city stands for where it is used.
    fn sense(&self, found: &Found) -> Option<PlaceSense> {
        let t = self.ground.tokens;
        if found.etype != EntityType::Place || found.class != MentionClass::Name {
            return None;
        }
        let before = found.tokens.start.checked_sub(1).map(|k| {
            let skipped = t.is(k, Class::DEFINITE | Class::DIRECTION);
            if skipped { k.saturating_sub(1) } else { k }
        });
        if before.is_some_and(|k| t.is(k, Class::LOCATIVE)) {
            return Some(PlaceSense::Location);
        }
        let country = matches!(found.subtype, Some("country"));
        let next = found.tokens.end;
        let acts = self.ground.pos(next).is_finite() && !t.is(next, Class::BE) || self.ground.pos(next) == Pos::Adverb;
        let force = t.lexicon().heads().noun(t.word(next)).is_some_and(|head| {
            matches!(head.etype, EntityType::MilitaryUnit | EntityType::GovernmentBody | EntityType::Event)
        });
        let led = t.is_joined(next) && matches!(t.lower(next + 1), "led" | "backed");
        (country && (acts || force || led || found.speaks || found.acts)).then_some(PlaceSense::Government)
    }
}

/// Kinds that are mentions; events and documents are left to their own layers.
fn is_thing(kind: Head) -> bool {
    !matches!(
        kind.etype,
        EntityType::Event | EntityType::Law | EntityType::Money | EntityType::Title | EntityType::Norp
    )
}

#[cfg(test)]
mod tests {
    use crate::{
        analysis::{Settings, analyze, testing},
        lexicon::Lexicon,
        model::MentionClass,
    };

    /// Each description as `words type`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let document = testing::document(text);
        let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
        let described = analysis.mentions.iter().filter(|mention| mention.class == MentionClass::Nominal);
        let shown: Vec<String> =
            described.map(|mention| format!("{} {}", document.words(mention.span), mention.etype)).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn counted_commandos_are_people_and_counted_brigades_are_forces() {
        check("They sent three commandos.", &["three commandos person"]);
        check("They sent commandos.", &["commandos military_unit"]);
        check("They sent three brigades.", &["three brigades military_unit"]);
    }

    #[test]
    fn what_a_title_is_for_is_a_part_of_it_where_it_stands_near() {
        check("The President of Iraq left.", &["The President of Iraq person"]);
        check("The President of course met Ana Tarnvelk.", &["The President person"]);
    }
}
