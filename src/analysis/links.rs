//! Ties between entities: roles ("spokesman for", "leader of"), "part of", "-based", "led by", a place in another.
//!
//! Each tie needs words of its own between or around two mentions; nothing follows from ties already found. The same tie
//! is kept once, with the words that told it first.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{coreference::Linked, mentions::Found, phrases::Ground, rules::Rule};
use crate::{
    lexicon::{Class, LinkPlace},
    model::{EntityId, EntityType, Link, LinkKind, MentionClass, Span},
};

/// Mentions that are looked at on either side of a word that ties.
const WINDOW: usize = 12;
/// Words between an article and a word that ties: "the newly formed military wing of".
const DESCRIBING: usize = 4;

/// All links, in the order of their words.
pub(super) fn find(ground: &Ground<'_, '_>, found: &[Found], linked: &Linked) -> Vec<Link> {
    let mut finder = Finder { ground, found, linked, links: Vec::new(), known: FxHashSet::default() };
    finder.roles();
    for i in ground.tokens.indices() {
        finder.part_of(i);
        finder.compound(i);
        finder.participle(i);
    }
    for k in 0..found.len() {
        finder.place_in_place(k);
        finder.unit_in_unit(k);
    }
    finder.links.sort_by_key(|link| (link.span.start(), link.span.end(), link.kind, link.from, link.to));
    finder.links
}

struct Finder<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    found: &'g [Found],
    linked: &'g Linked,
    links: Vec<Link>,
    known: FxHashSet<(LinkKind, EntityId, EntityId)>,
}

impl Finder<'_, '_, '_> {
    fn add(&mut self, kind: LinkKind, from: EntityId, to: EntityId, span: Span, rule: Rule) {
        if from != to && self.known.insert((kind, from, to)) {
            self.links.push(Link { kind, from, to, span, evidence: rule.evidence(self.ground.tokens.lexicon()) });
        }
    }

    /// "Ivo Orr, the militia's spokesman", "leader of the Dawn Front", "an Interior Ministry official".
    fn roles(&mut self) {
        let lexicon = self.ground.tokens.lexicon();
        let words = lexicon.links();
        let linked = self.linked;
        for (index, entity) in linked.entities.iter().enumerate() {
            for role in &entity.roles {
                let Some(of) = role.of else { continue };
                let title = role.title.to_lowercase();
                let has = |place| title.split([' ', '-']).any(|word| words.kind(place, word).is_some());
                if has(LinkPlace::Past) {
                    continue;
                }
                let told = title.rsplit(' ').next().and_then(|word| words.kind(LinkPlace::Role, word));
                let told = told.filter(|kind| *kind != LinkKind::LedBy || !has(LinkPlace::Second));
                // "a commander of the force": one of several who lead.
                let first = self.ground.tokens.range_of(role.span).start;
                let told = told.filter(|kind| {
                    *kind != LinkKind::LedBy || !self.ground.tokens.is(first, Class::INDEFINITE | Class::QUANTIFIER)
                });
                let person = EntityId::from_index(index);
                let etype = linked.entities[of.index()].etype;
                match told {
                    Some(LinkKind::LedBy) if etype.is_body() || self.is_led_place(of, role.span) => {
                        self.add(LinkKind::LedBy, of, person, role.span, Rule::LinkRole);
                    }
                    Some(kind) if kind != LinkKind::LedBy => self.add(kind, person, of, role.span, Rule::LinkRole),
                    _ if etype.is_body() => self.add(LinkKind::MemberOf, person, of, role.span, Rule::LinkRole),
                    _ => {}
                }
            }
        }
    }

    /// "the mayor of Tarn", "Velle's president": the place itself, not a chapter or a summit there.
    fn is_led_place(&self, of: EntityId, role: Span) -> bool {
        let t = self.ground.tokens;
        let mentions = &self.linked.mentions;
        let first = mentions.partition_point(|mention| mention.span.start() < role.start());
        let inside = mentions[first..].iter().take_while(|mention| mention.span.start() < role.end());
        let mut inside = inside.filter(|mention| mention.entity == of && role.contains(mention.span));
        inside.any(|mention| {
            mention.etype == EntityType::Place
                && (mention.span.end() == role.end() || t.is_possessive_mark(t.range_of(mention.span).end))
        })
    }

    /// "X, the military wing of Y", "X is part of Y".
    fn part_of(&mut self, i: usize) {
        let t = self.ground.tokens;
        if !t.reads(i + 1, "of") {
            return;
        }
        let Some(kind) = t.lexicon().links().kind(LinkPlace::Part, t.lower(i)) else { return };
        let mut start = i;
        while start > i.saturating_sub(DESCRIBING)
            && t.is_word(start - 1)
            && !t.is(start - 1, Class::BE | Class::RELATIVE)
        {
            start -= 1;
            if t.is(start, Class::DETERMINER) {
                break;
            }
        }
        let Some(from) = self.described(start) else { return };
        let Some(to) = self.starting_at(i + 2) else { return };
        let fits = match kind {
            LinkKind::MemberOf => true,
            _ => !self.is_person(from) && !self.is_person(to),
        };
        if fits {
            self.tie(kind, from, to, i..i + 2, Rule::LinkPart);
        }
    }

    /// "the Velle-led alliance", "a Tarn-based group": what the description is about, or the name behind it.
    fn compound(&mut self, i: usize) {
        let t = self.ground.tokens;
        if !t.is_joined(i) || i < 2 || t.text(i - 1) != "-" {
            return;
        }
        let Some(kind) = t.lexicon().links().kind(LinkPlace::Compound, t.lower(i)) else { return };
        let Some(to) = self.ending_at(i - 1) else { return };
        let name_start = self.found[to].tokens.start;
        let around = self.found.iter().enumerate().skip(to.saturating_sub(WINDOW)).take(2 * WINDOW);
        let described = around
            .filter(|(k, one)| {
                self.entity(*k).is_some() && one.head.start > i && one.tokens.start <= i + 1 && one.tokens.end > i + 1
            })
            .filter(|(_, one)| one.tokens.start + 2 >= name_start || one.tokens.start > name_start)
            .min_by_key(|(_, one)| one.head.start)
            .map(|(k, _)| k);
        if let Some(from) = described.filter(|&from| !self.is_person(from)) {
            self.tie(kind, from, to, name_start..i + 1, Rule::LinkCompound);
        }
    }

    /// "X, led by Y", "X is based in Y".
    fn participle(&mut self, i: usize) {
        let t = self.ground.tokens;
        let place = match t.lower(i + 1) {
            "by" => LinkPlace::By,
            "in" => LinkPlace::In,
            _ => return,
        };
        let Some(kind) = t.lexicon().links().kind(place, t.lower(i)) else { return };
        let (Some(from), Some(to)) = (self.described(i), self.starting_at(i + 2)) else { return };
        let is_place = self.found[to].etype == EntityType::Place;
        if !self.is_person(from) && (place == LinkPlace::By || is_place) {
            self.tie(kind, from, to, i..i + 2, Rule::LinkParticiple);
        }
    }

    /// "Tarn, Velle", "the Orr district in Tarn".
    fn place_in_place(&mut self, from: usize) {
        let t = self.ground.tokens;
        let one = &self.found[from];
        let end = one.tokens.end;
        if one.etype != EntityType::Place || one.class != MentionClass::Name || one.subtype == Some("country") {
            return;
        }
        let Some(to) = self.starting_at(end + 1) else { return };
        let other = &self.found[to];
        let wider = matches!(other.subtype, Some("country" | "region" | "province" | "state" | "part_of_country"));
        let closed = matches!(t.text(other.tokens.end), "," | "." | ";" | ")" | "") || t.is_dash(other.tokens.end);
        let tied = match t.lower(end) {
            "," => wider && closed && other.class == MentionClass::Name,
            "in" => true,
            _ => false,
        };
        if tied && other.etype == EntityType::Place {
            self.tie(LinkKind::LocatedIn, from, to, one.tokens.start..other.tokens.end, Rule::LinkPlace);
        }
    }

    /// "the 1st Battalion, 5th Marines".
    fn unit_in_unit(&mut self, from: usize) {
        let is_unit = |k: usize| {
            let one = &self.found[k];
            one.etype == EntityType::MilitaryUnit && one.class == MentionClass::Name && one.rule == Rule::NameUnit
        };
        let end = self.found[from].tokens.end;
        if !is_unit(from) || !matches!(self.ground.tokens.lower(end), "," | "of") {
            return;
        }
        if let Some(to) = self.starting_at(end + 1).filter(|&to| is_unit(to)) {
            let words = self.found[from].tokens.start..self.found[to].tokens.end;
            self.tie(LinkKind::PartOf, from, to, words, Rule::LinkPart);
        }
    }

    fn tie(&mut self, kind: LinkKind, from: usize, to: usize, words: Range<usize>, rule: Rule) {
        if let (Some(from), Some(to)) = (self.entity(from), self.entity(to)) {
            self.add(kind, from, to, self.ground.tokens.span_of(words), rule);
        }
    }

    fn entity(&self, k: usize) -> Option<EntityId> {
        let kept = self.linked.kept[k]?;
        Some(self.linked.mentions[kept as usize].entity)
    }

    fn is_person(&self, k: usize) -> bool {
        self.found[k].etype == EntityType::Person
    }

    /// What the words from `start` on describe: the mention before a comma, "which" or a form of "be", or right before.
    fn described(&self, start: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let mut end = start;
        while end > 0 && t.is(end - 1, Class::BE | Class::HAVE | Class::ADVERB | Class::RELATIVE) {
            end -= 1;
        }
        if end > 0 && (matches!(t.text(end - 1), "," | "(") || t.is_dash(end - 1)) {
            end -= 1;
        }
        self.ending_at(end)
    }

    /// The mention that ends before the token `end`; a name before a description.
    fn ending_at(&self, end: usize) -> Option<usize> {
        let next = self.found.partition_point(|one| one.tokens.start < end);
        let near = (next.saturating_sub(WINDOW)..next).rev();
        near.filter(|&k| self.found[k].tokens.end == end && self.is_thing(k)).min_by_key(|&k| self.found[k].class)
    }

    /// The mention that starts at the token `start`, an article or a title left out.
    fn starting_at(&self, start: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let first = start + usize::from(t.is(start, Class::DEFINITE | Class::INDEFINITE));
        let next = self.found.partition_point(|one| one.tokens.start < start);
        let begins = |one: &Found| {
            let title = one.title.as_ref().map(|title| title.start);
            [Some(one.tokens.start), title].into_iter().flatten().any(|at| at == start || at == first)
        };
        let near = next..self.found.len().min(next + WINDOW);
        near.filter(|&k| begins(&self.found[k]) && self.is_thing(k))
            .min_by_key(|&k| (self.found[k].class, std::cmp::Reverse(self.found[k].tokens.end)))
    }

    fn is_thing(&self, k: usize) -> bool {
        use EntityType::{Contact, Money, Norp, Title};
        let one = &self.found[k];
        !matches!(one.etype, Contact | Money | Norp | Title) && self.entity(k).is_some()
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        analysis::{Settings, analyze, testing},
        lexicon::Lexicon,
    };

    /// Each link as `from kind to`.
    fn links(text: &str) -> Vec<String> {
        let analysis = analyze(&testing::document(text), Lexicon::builtin(), &Settings::default());
        let name = |id| analysis.entity(id).map_or("", |entity| entity.name.as_str());
        analysis.links.iter().map(|link| format!("{} {} {}", name(link.from), link.kind, name(link.to))).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(links(text), expected, "{text}");
    }

    #[test]
    fn roles_tie_people_to_bodies() {
        check(
            "Ivo Orrvelk, a spokesman for the Orrvale Relief Council, left.",
            &["Ivo Orrvelk spokesman_for Orrvale Relief Council"],
        );
        check("Tarsk Brigade spokesman Ivo Orrvelk left.", &["Ivo Orrvelk spokesman_for Tarsk Brigade"]);
        check("The head of the Tarsk Brigade, Ana Tarn, left.", &["Tarsk Brigade led_by Ana Tarn"]);
        check("Ana Tarn, the leader of the Tarsk Brigade, left.", &["Tarsk Brigade led_by Ana Tarn"]);
        check("Ana Tarn, the deputy leader of the Tarsk Brigade, left.", &["Ana Tarn member_of Tarsk Brigade"]);
        check("Ana Tarn, a former leader of the Tarsk Brigade, left.", &[]);
    }

    #[test]
    fn parts_are_told_of_wholes() {
        check("The Tarsk Brigade, the military wing of the Dawn Party, left.", &["Tarsk Brigade part_of Dawn Party"]);
        check("The Tarsk Brigade is part of the Dawn Party.", &["Tarsk Brigade part_of Dawn Party"]);
        check("Part of the Dawn Party left.", &[]);
        check("The 1st Battalion, 5th Marines left.", &["1st Battalion part_of 5th Marines"]);
    }

    #[test]
    fn compounds_and_participles() {
        check("The Orrvale Relief Council, based in Paris, closed.", &["Orrvale Relief Council based_in Paris"]);
        check("The Tarsk Brigade, led by Ana Tarn, left.", &["Tarsk Brigade led_by Ana Tarn"]);
        check("The France-backed Tarsk Brigade left.", &["Tarsk Brigade backed_by France"]);
    }

    #[test]
    fn places_lie_in_wider_places() {
        check("They met in Lyon, France.", &["Lyon located_in France"]);
        check("They met in Lyon, Paris and Rome.", &[]);
    }
}
