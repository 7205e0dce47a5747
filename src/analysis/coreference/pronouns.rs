//! Pronouns: scored candidates in a window of sentences, and no answer rather than a poor one.
//!
//! he and she look for a person, it and its for a body, mostly where something is said or owned. Subjects, speakers
//! and what earlier pronouns meant count for a candidate; distance and quotation marks count against it.

use super::clusters::{Clusters, is_one_person};
use crate::{
    analysis::{mentions::Found, phrases::Ground, rules::Rule},
    lexicon::Class,
    model::{EntityType, MentionClass, Number, PlaceSense},
};

/// Mentions that a pronoun looks back.
const LOOK_BACK: usize = 40;
/// Sentences that a pronoun looks back.
const SENTENCES: usize = 4;

pub(super) fn link(ground: &Ground<'_, '_>, found: &[Found], clusters: &mut Clusters) {
    let resolver = Resolver { ground, found };
    for (i, mention) in found.iter().enumerate() {
        if mention.class != MentionClass::Pronoun {
            continue;
        }
        if let Some(antecedent) = resolver.antecedent(i, clusters) {
            clusters.join(antecedent, i, Rule::Pronoun);
        }
    }
}

struct Resolver<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    found: &'g [Found],
}

impl Resolver<'_, '_, '_> {
    fn antecedent(&self, i: usize, clusters: &mut Clusters) -> Option<usize> {
        let t = self.ground.tokens;
        let sentence = t.sentence_of(self.found[i].tokens.start);
        let mut best: Option<(i32, usize)> = None;
        for k in (i.saturating_sub(LOOK_BACK)..i).rev() {
            let distance = sentence - t.sentence_of(self.found[k].tokens.start);
            if distance > SENTENCES {
                break;
            }
            if !self.agrees(i, k, clusters) {
                continue;
            }
            let score = self.score(i, k, distance, clusters);
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, k));
            }
        }
        let threshold = if self.found[i].etype == EntityType::Person { -40 } else { 0 };
        best.filter(|(score, _)| *score > threshold).map(|(_, k)| k)
    }

    fn agrees(&self, i: usize, k: usize, clusters: &mut Clusters) -> bool {
        let (one, other) = (&self.found[i], &self.found[k]);
        if other.class == MentionClass::Pronoun && clusters.reason(k).is_none() || self.contains(other, one) {
            return false;
        }
        let t = self.ground.tokens;
        if t.is(one.tokens.start, Class::PRONOUN_IT) {
            let state = other.etype == EntityType::Place && other.sense == Some(PlaceSense::Government);
            return (other.etype.is_body() || state) && other.number != Some(Number::Plural);
        }
        if one.number == Some(Number::Plural) {
            let people = other.etype == EntityType::Person && other.number == Some(Number::Plural);
            return people || (other.etype.is_body() && one.speaks);
        }
        is_one_person(other)
            && (one.gender.is_none() || clusters.gender(k).is_none_or(|gender| Some(gender) == one.gender))
    }

    fn contains(&self, outer: &Found, inner: &Found) -> bool {
        outer.tokens.start <= inner.tokens.start && inner.tokens.end <= outer.tokens.end
    }

    /// Tenths: greater is better.
    fn score(&self, i: usize, k: usize, distance: usize, clusters: &mut Clusters) -> i32 {
        let (one, other) = (&self.found[i], &self.found[k]);
        let marks = self.ground.marks;
        let mut score = -20 * i32::try_from(distance).unwrap_or(9);
        score += if other.subject { 22 } else { 0 };
        score += if other.speaks { 10 } else { 0 };
        score += if one.speaks && other.speaks { 20 } else { 0 };
        score += if other.class == MentionClass::Pronoun { 10 } else { 0 };
        score += if clusters.is_named(k) { 8 } else { 0 };
        // A name in the possessive or behind "of" is rarely what the next sentence is about.
        score -= if self.is_embedded(other) { 12 } else { 0 };
        let quoted = (marks.is_quoted(one.tokens.start), marks.is_quoted(other.tokens.start));
        score -= if quoted.0 != quoted.1 { 18 } else { 0 };
        // The speaker does not call himself "he" inside his own quotation.
        score -= if quoted.0 && other.speaks && distance == 0 { 25 } else { 0 };
        if other.etype.is_body() {
            score += if one.speaks || other.subject { 5 } else { -12 };
        }
        score
    }

    fn is_embedded(&self, other: &Found) -> bool {
        let t = self.ground.tokens;
        // "the Orr video" is about a video.
        let modifies = other.class == MentionClass::Name
            && self.ground.phrases.at(other.head.end - 1).is_some_and(|phrase| phrase.head >= other.tokens.end);
        modifies
            || t.is_possessive_mark(other.tokens.end)
            || other.tokens.start.checked_sub(1).is_some_and(|before| t.reads(before, "of") || t.reads(before, "for"))
    }
}
