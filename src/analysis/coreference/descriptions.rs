//! Definite descriptions: "the group", "the ministry", "the commander".

use std::ops::Range;

use super::clusters::{Clusters, compatible};
use crate::{
    analysis::{
        mentions::{Determination, Found},
        phrases::Ground,
        rules::Rule,
    },
    lexicon::Class,
    model::{EntityType, MentionClass, Number},
};

/// How many mentions a description looks back.
const LOOK_BACK: usize = 60;
/// How many paragraphs a description by a general word looks back.
const PARAGRAPHS: usize = 3;

pub(super) fn link(ground: &Ground<'_, '_>, found: &[Found], clusters: &mut Clusters) {
    let linker = Linker { ground, found };
    for (i, mention) in found.iter().enumerate() {
        if mention.class != MentionClass::Nominal || mention.etype == EntityType::Title || clusters.reason(i).is_some()
        {
            continue;
        }
        if let Some((earlier, rule)) = linker.antecedent(i, clusters) {
            clusters.join(earlier, i, rule);
        }
    }
}

struct Linker<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    found: &'g [Found],
}

impl Linker<'_, '_, '_> {
    fn antecedent(&self, i: usize, clusters: &mut Clusters) -> Option<(usize, Rule)> {
        let one = &self.found[i];
        if let Some(victim) = self.same_victim(i) {
            return Some((victim, Rule::SameVictim));
        }
        if one.determination != Determination::Definite || self.has_own_possessor(one) {
            return None;
        }
        let general = self.general_word(i, clusters);
        let same = self.same_head(i);
        // "the group" means the group named last rather than the one described before it.
        match (general, same) {
            (Some(name), Some(noun)) if name > noun => Some((name, Rule::GeneralWord)),
            (_, Some(noun)) => Some((noun, Rule::SameHead)),
            _ => {
                let by_name = self.name_with_head(i).map(|k| (k, Rule::HeadOfName));
                by_name.or(general.map(|k| (k, Rule::GeneralWord)))
            }
        }
    }

    /// "its commander", "Tarsk's army": told apart by their possessor, not by what stands before.
    fn has_own_possessor(&self, one: &Found) -> bool {
        let t = self.ground.tokens;
        t.is(one.tokens.start, Class::POSSESSIVE)
    }

    fn earlier(&self, i: usize) -> impl Iterator<Item = usize> {
        (i.saturating_sub(LOOK_BACK)..i).rev()
    }

    fn head(&self, k: usize) -> &str {
        let t = self.ground.tokens;
        singular(t.lower(self.found[k].head.start))
    }

    /// The latest earlier description with the same head and no modifier that tells the two apart.
    fn same_head(&self, i: usize) -> Option<usize> {
        let one = &self.found[i];
        self.earlier(i).find(|&k| {
            let other = &self.found[k];
            other.class == MentionClass::Nominal
                && self.head(k) == self.head(i)
                && other.number == one.number
                && compatible(one, other)
                && self.modifiers_agree(one, other)
                && !overlaps(one, other)
        })
    }

    /// The later description adds no name or word that the earlier one lacks.
    fn modifiers_agree(&self, later: &Found, earlier: &Found) -> bool {
        let t = self.ground.tokens;
        (later.tokens.start..later.head.start)
            .filter(|&m| !t.is(m, Class::DETERMINER) && !t.is_punctuation(m))
            .all(|m| earlier.tokens.clone().any(|k| t.word(k) == t.word(m)))
    }

    /// "the ministry" for "Interior Ministry", "the minister" for "Minister Orr", "the foreign minister" for "Foreign
    /// Minister Orr".
    fn name_with_head(&self, i: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let one = &self.found[i];
        if one.number == Some(Number::Plural) {
            return None;
        }
        if !self.is_plain(one) {
            return self.earlier(i).find(|&k| self.has_title(&self.found[k], one));
        }
        let word = t.word(one.head.start);
        self.earlier(i).find(|&k| {
            let other = &self.found[k];
            other.class == MentionClass::Name
                && compatible(one, other)
                && (other.head.clone().any(|m| t.word(m) == word)
                    || other
                        .title
                        .clone()
                        .is_some_and(|mut title| !t.reads(title.start, "former") && title.any(|m| t.word(m) == word)))
        })
    }

    /// Whether the title before a name is all that is told of `one`.
    fn has_title(&self, name: &Found, one: &Found) -> bool {
        let t = self.ground.tokens;
        let words = t.word_slice(one.tokens.start + 1..one.tokens.end);
        let is_title = |title: &Range<usize>| t.word_slice(title.clone()) == words;
        words.len() > 1 && name.class == MentionClass::Name && name.title.as_ref().is_some_and(is_title)
    }

    fn is_plain(&self, one: &Found) -> bool {
        one.head.start == one.tokens.start + 1 && one.tokens.end == one.head.end
    }

    /// "the group", "the company", "the country": the latest name of that kind, unless two compete.
    fn general_word(&self, i: usize, clusters: &mut Clusters) -> Option<usize> {
        let one = &self.found[i];
        let t = self.ground.tokens;
        let general = t.is(one.head.start, Class::GENERAL_NOUN);
        if !general || one.number == Some(Number::Plural) || one.tokens.len() > 3 {
            return None;
        }
        let paragraph = t.paragraph_of(one.tokens.start);
        let sentence = t.sentence_of(one.tokens.start);
        let mut best: Option<usize> = None;
        for k in self.earlier(i) {
            let other = &self.found[k];
            if t.paragraph_of(other.tokens.start) + PARAGRAPHS < paragraph {
                break;
            }
            if other.class != MentionClass::Name || !self.kind_fits(i, other) || overlaps(one, other) {
                continue;
            }
            match best {
                None => best = Some(k),
                // Two rivals in the last two sentences: better no answer, unless one of them was the subject.
                Some(first) if !clusters.same(first, k) && t.sentence_of(other.tokens.start) + 1 >= sentence => {
                    let (new, old) = (&self.found[k], &self.found[first]);
                    if new.etype == one.etype && old.etype != one.etype || new.subject && !old.subject {
                        best = Some(k);
                    } else if new.subject == old.subject && (new.etype == one.etype) == (old.etype == one.etype) {
                        return None;
                    }
                }
                Some(_) => break,
            }
        }
        best
    }

    fn kind_fits(&self, i: usize, other: &Found) -> bool {
        let one = &self.found[i];
        match self.head(i) {
            "country" | "nation" => other.subtype == Some("country"),
            "city" | "town" | "village" => other.subtype == Some("city"),
            // "The force" may be any, "the air force" is one of its own.
            "force" if !self.is_plain(one) => other.etype == one.etype && other.subtype == one.subtype,
            "group" | "faction" | "force" | "network" => {
                other.etype.is_body()
                    && matches!(other.etype, EntityType::ArmedGroup | EntityType::Organization)
                    && other.subtype != Some("media")
            }
            "newspaper" | "outlet" => other.subtype == Some("media"),
            _ => {
                other.etype == one.etype
                    && (other.subtype == one.subtype || other.subtype.is_none() || one.subtype.is_none())
            }
        }
    }

    /// "a senior commander ... killed" and "the commander killed Wednesday": the same role with the same fate.
    fn same_victim(&self, i: usize) -> Option<usize> {
        let one = &self.found[i];
        if one.etype != EntityType::Person || one.number != Some(Number::Singular) || !self.is_victim(one) {
            return None;
        }
        self.earlier(i).find(|&k| {
            let other = &self.found[k];
            other.class == MentionClass::Nominal
                && other.number == Some(Number::Singular)
                && self.head(k) == self.head(i)
                && !overlaps(one, other)
                && self.is_victim(other)
        })
    }

    /// A word of killing or capture stands right before the phrase or follows it in its clause.
    fn is_victim(&self, found: &Found) -> bool {
        let t = self.ground.tokens;
        let fate = |k: usize| t.is(k, Class::FATE);
        let start = found.tokens.start;
        let before = (start.saturating_sub(3)..start).any(|k| fate(k) && !t.is(k + 1, Class::PREPOSITION));
        let passive = (found.head.end..found.head.end + 4)
            .take_while(|&k| !t.is_punctuation(k) && (t.is(k, Class::BE | Class::HAVE) || fate(k)))
            .any(fate);
        before || passive
    }
}

fn overlaps(a: &Found, b: &Found) -> bool {
    a.tokens.start < b.tokens.end && b.tokens.start < a.tokens.end
}

/// A plain English singular, good enough to compare two forms of one noun.
fn singular(lower: &str) -> &str {
    match lower.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem,
        _ => lower,
    }
}
