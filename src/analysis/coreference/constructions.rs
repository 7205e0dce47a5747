//! Constructions that say that two mentions are one: apposition, "known as", "identified him as", "is the".

use std::ops::Range;

use super::clusters::{Clusters, compatible, is_one_person};
use crate::{
    analysis::{
        mentions::{Determination, Found},
        phrases::Ground,
        rules::Rule,
        tagger::Pos,
    },
    lexicon::Class,
    model::{EntityType, MentionClass, Number},
};

/// How many mentions further on the partner of a construction may stand.
const WINDOW: usize = 6;

pub(super) fn link(ground: &Ground<'_, '_>, found: &[Found], clusters: &mut Clusters) {
    let linker = Linker { ground, found };
    for i in 0..found.len() {
        linker.title(i, clusters);
        linker.role(i, clusters);
        linker.apposition(i, clusters);
        linker.also_known_as(i, clusters);
        linker.copula(i, clusters);
    }
}

struct Linker<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    found: &'g [Found],
}

impl Linker<'_, '_, '_> {
    /// The first mention behind `i` that starts at token `at`, outermost first.
    fn starting_at(&self, i: usize, at: usize) -> impl Iterator<Item = usize> {
        let found = self.found;
        (i + 1..found.len().min(i + 1 + WINDOW))
            .filter(move |&k| found[k].tokens.start == at || title_start(&found[k]) == at)
    }

    /// A title belongs to the person whose name follows.
    fn title(&self, i: usize, clusters: &mut Clusters) {
        let Some(title) = &self.found[i].title else { return };
        let of_title = (i.saturating_sub(3)..i).find(|&k| self.found[k].tokens == *title);
        if let Some(k) = of_title {
            clusters.join(k, i, Rule::TitleOf);
        }
    }

    /// "Tarsk Brigade spokesman Ivo Orr": a description with a person's name right behind it.
    fn role(&self, i: usize, clusters: &mut Clusters) {
        let one = &self.found[i];
        if one.class != MentionClass::Nominal || !is_one_person(one) || one.etype == EntityType::Title {
            return;
        }
        let named = |k: &usize| {
            let other = &self.found[*k];
            other.class == MentionClass::Name && is_one_person(other) && other.tokens.start == one.tokens.end
        };
        if let Some(k) = self.starting_at(i, one.tokens.end).find(named) {
            clusters.join(i, k, Rule::TitleOf);
        }
    }

    /// "Ivo Orr, the army's spokesman" and "the army's spokesman, Ivo Orr".
    fn apposition(&self, i: usize, clusters: &mut Clusters) {
        let t = self.ground.tokens;
        let one = &self.found[i];
        let comma = one.tokens.end;
        if !(matches!(t.text(comma), "," | "(") || t.is_dash(comma))
            || one.class == MentionClass::Pronoun
            || one.etype == EntityType::Title
        {
            return;
        }
        let introduces = one
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|before| t.is_sentence_start(before) && self.ground.pos(before) == Pos::Preposition);
        // "Ivo Orr, 39, the army's spokesman"
        let age = t.is_number(comma + 1) && t.text(comma + 2) == ",";
        let start = if age { comma + 3 } else { comma + 1 };
        for k in self.starting_at(i, start).chain(self.titled_behind_origin(i, start)) {
            let other = &self.found[k];
            // "On Tarn Radio, the brigade's spokesman said": a place of words, then the subject.
            if introduces && self.ground.pos(other.tokens.end).is_finite() {
                continue;
            }
            let name_and_description = match (one.class, other.class) {
                (MentionClass::Name, MentionClass::Nominal) => {
                    other.etype != EntityType::Title && self.is_apposed(other)
                }
                (MentionClass::Nominal, MentionClass::Name) => {
                    one.determination != Determination::Bare || one.number == Some(Number::Singular)
                }
                _ => false,
            };
            let closed = matches!(t.text(other.tokens.end), "," | "." | ")" | ";" | ":" | "\"" | "”")
                || t.is_dash(other.tokens.end)
                || t.is(other.tokens.end, Class::CUE | Class::RELATIVE | Class::PREPOSITION);
            if name_and_description && closed && compatible(one, other) && !self.is_list(k) {
                clusters.join(i, k, Rule::Apposition);
                return;
            }
        }
    }

    /// "the band's chair, Tarsk President Ivo Orr": a name whose title has a nationality or a place before it that starts at
    /// token `at`.
    fn titled_behind_origin(&self, i: usize, at: usize) -> impl Iterator<Item = usize> {
        let is_origin = |k: &usize| matches!(self.found[*k].etype, EntityType::Norp | EntityType::Place);
        let origin = self.starting_at(i, at).find(|k| is_origin(k) && self.found[*k].class == MentionClass::Name);
        let behind = origin.map(|k| self.found[k].tokens.end);
        let found = self.found;
        behind.into_iter().flat_map(move |at| self.starting_at(i, at)).filter(move |&k| found[k].title.is_some())
    }

    /// A description in apposition has an article, or none before a role: "Orr, spokesman for the army".
    fn is_apposed(&self, other: &Found) -> bool {
        match other.determination {
            Determination::Definite | Determination::Indefinite => true,
            Determination::Bare => is_one_person(other),
        }
    }

    /// "Orr, a farmer, and Vale": a list of several people, when "and" follows the second.
    fn is_list(&self, k: usize) -> bool {
        let t = self.ground.tokens;
        let end = self.found[k].tokens.end;
        t.text(end) == "," && t.is(end + 1, Class::COORDINATOR) && self.found[k].class == MentionClass::Name
    }

    /// "better known as", "also called", "identified him as", "named".
    fn also_known_as(&self, i: usize, clusters: &mut Clusters) {
        let t = self.ground.tokens;
        let one = &self.found[i];
        let sentence_end = t.sentence(t.sentence_of(one.tokens.start)).end;
        let at = one.tokens.end;
        let known = (at..sentence_end.min(at + 5)).find(|&k| {
            (t.reads(k, "known")
                || t.reads(k, "identified")
                || t.reads(k, "aka")
                || t.reads(k, "called")
                || t.reads(k, "named")
                || t.reads(k, "nicknamed")
                || t.reads(k, "alias"))
                && !t.is_capitalised(k)
        });
        let filler = |range: Range<usize>| {
            range.clone().all(|k| {
                t.text(k) == ","
                    || matches!(self.ground.pos(k), Pos::Adverb | Pos::Adjective)
                    || t.is(k, Class::BE | Class::HAVE | Class::RELATIVE)
            })
        };
        if let Some(known) = known.filter(|&known| filler(at..known)) {
            let next = if t.reads(known + 1, "as") { known + 2 } else { known + 1 };
            let next = if matches!(t.text(next), "\"" | "“" | "'" | "‘") { next + 1 } else { next };
            let second_name = self.starting_at(i, next).find(|&k| self.found[k].class == MentionClass::Name);
            if let Some(k) = second_name.filter(|&k| compatible(one, &self.found[k])) {
                clusters.join(i, k, Rule::KnownAs);
            }
        }
        // "identifying him as Ivo Orr"
        let identifies =
            one.tokens.start.checked_sub(1).is_some_and(|k| t.lower(k).starts_with("identif") || t.reads(k, "named"));
        if identifies && t.reads(at, "as") {
            let name = self.starting_at(i, at + 1).find(|&k| self.found[k].class == MentionClass::Name);
            if let Some(k) = name {
                clusters.join(i, k, Rule::IdentifiedAs);
            }
        }
    }

    /// "Ivo Orr is the army's spokesman."
    fn copula(&self, i: usize, clusters: &mut Clusters) {
        let t = self.ground.tokens;
        let one = &self.found[i];
        let verb = one.tokens.end;
        let plain = t.is(verb, Class::BE) && self.ground.pos(verb).is_finite();
        if !plain || one.class != MentionClass::Name || one.number == Some(Number::Plural) {
            return;
        }
        let description = self.starting_at(i, verb + 1).find(|&k| {
            let other = &self.found[k];
            other.class == MentionClass::Nominal && other.determination != Determination::Bare && compatible(one, other)
        });
        if let Some(k) = description.filter(|_| one.etype != EntityType::Place) {
            clusters.join(i, k, Rule::Copula);
        }
    }
}

fn title_start(found: &Found) -> usize {
    found.title.as_ref().map_or(found.tokens.start, |title| title.start)
}
