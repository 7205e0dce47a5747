//! Pronouns: scored candidates in a window of sentences, and no answer rather than a poor one.
//!
//! he and she look for a person, they for several; it looks for a body, and only where something is said or owned, for
//! elsewhere it mostly means no entity at all. Where "they" may be things that were told of in between, nobody is meant.
//! Subjects, speakers, a gender that is known and what earlier pronouns meant count for a candidate; distance and
//! quotation marks count against it.

use super::clusters::{Clusters, is_one_person};
use crate::{
    analysis::{mentions::Found, phrases::Ground, rules::Rule, tagger::Pos},
    lexicon::Class,
    model::{EntityType, MentionClass, Number, PlaceSense},
};

/// Mentions that a pronoun looks back.
const LOOK_BACK: usize = 40;
/// Sentences that a pronoun looks back.
const SENTENCES: usize = 4;
/// By how much the best candidate for "they" must be better than the next.
const CLEARLY: i32 = 10;

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
        let one = &self.found[i];
        let owns = t.is(one.tokens.start, Class::POSSESSIVE);
        if t.is(one.tokens.start, Class::PRONOUN_IT) && !one.speaks && !owns {
            return None;
        }
        let mut best: Option<(i32, usize)> = None;
        let mut rival: Option<i32> = None;
        for k in (i.saturating_sub(LOOK_BACK)..i).rev() {
            let distance = sentence - t.sentence_of(self.found[k].tokens.start);
            if distance > SENTENCES {
                break;
            }
            if !self.agrees(i, k, clusters) {
                continue;
            }
            let score = self.score(i, k, distance, clusters);
            match best {
                Some((top, other)) if score > top => {
                    rival = if clusters.same(other, k) { rival } else { Some(top) };
                    best = Some((score, k));
                }
                Some((_, other)) if !clusters.same(other, k) => rival = rival.max(Some(score)),
                Some(_) => {}
                None => best = Some((score, k)),
            }
        }
        let threshold = if one.etype == EntityType::Person { -40 } else { 0 };
        let doubtful = |score: i32, k: usize| {
            one.number == Some(Number::Plural)
                && (rival.is_some_and(|rival| score < rival + CLEARLY) || !one.speaks && self.has_things_between(k, i))
        };
        best.filter(|&(score, k)| score > threshold && !doubtful(score, k)).map(|(_, k)| k)
    }

    /// "The drivers saw the boats. They were old.": things nearer to "they" than the people who are meant by it.
    fn has_things_between(&self, k: usize, i: usize) -> bool {
        let t = self.ground.tokens;
        let between = self.found[k].tokens.end..self.found[i].tokens.start;
        between.filter(|&at| self.ground.pos(at) == Pos::Noun && is_plural(t.lower(at))).any(|at| {
            let head = t.lexicon().heads().noun(t.word(at));
            head.is_none_or(|head| head.etype != EntityType::Person && !head.etype.is_body())
        })
    }

    fn agrees(&self, i: usize, k: usize, clusters: &mut Clusters) -> bool {
        let (one, other) = (&self.found[i], &self.found[k]);
        if other.class == MentionClass::Pronoun && clusters.reason(k).is_none() || self.contains(other, one) {
            return false;
        }
        let t = self.ground.tokens;
        // "a photographer she had hired": the clause is about him, so she is somebody else.
        if other.tokens.end == one.tokens.start && t.is(one.tokens.start, Class::SUBJECT_PRONOUN) {
            return false;
        }
        if t.is(one.tokens.start, Class::PRONOUN_IT) {
            let state = other.etype == EntityType::Place && other.sense == Some(PlaceSense::Government);
            return (other.etype.is_body() || state) && other.number != Some(Number::Plural);
        }
        if one.number == Some(Number::Plural) {
            // Gunmen and troops are several, whatever they are together.
            let several =
                (other.etype == EntityType::Person || other.etype.is_body()) && other.number == Some(Number::Plural);
            return several || (other.etype.is_body() && one.speaks);
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
        score += if one.speaks && self.is_introduced(k, clusters) { 25 } else { 0 };
        // In its own sentence, who is known to be a woman is likelier "she" than who may be one.
        if one.gender.is_some() && distance == 0 && !one.speaks {
            score += if clusters.gender(k) == one.gender { 25 } else { -10 };
        }
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

    /// "Ivo Orr, a teacher in Velle": who is told to be somebody is about to speak.
    fn is_introduced(&self, k: usize, clusters: &mut Clusters) -> bool {
        let end = self.found[k].tokens.end;
        let named = self.found[k].class == MentionClass::Name && self.ground.tokens.text(end) == ",";
        named
            && (k + 1..self.found.len().min(k + 3)).any(|next| {
                let next_one = &self.found[next];
                next_one.tokens.start == end + 1 && next_one.class == MentionClass::Nominal && clusters.same(k, next)
            })
    }

    fn is_embedded(&self, other: &Found) -> bool {
        let t = self.ground.tokens;
        // "the Orr video" is about a video.
        let modifies = other.class == MentionClass::Name
            && self.ground.phrases.at(other.head.end - 1).is_some_and(|phrase| phrase.head >= other.tokens.end);
        // "the brother of Orr", but "For Orr, she ..." opens a sentence.
        let governed =
            other.tokens.start.checked_sub(1).is_some_and(|before| {
                !t.is_sentence_start(before) && (t.reads(before, "of") || t.reads(before, "for"))
            });
        modifies || governed || t.is_possessive_mark(other.tokens.end)
    }
}

/// A plain English plural.
fn is_plural(lower: &str) -> bool {
    lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss")
}
