//! The votes for what one distinct name names.

use crate::{
    analysis::{learned::labels::KINDS, rules::Rule},
    lexicon::Head,
    model::{EntityType, Gender, Span},
};

/// Where votes count as more: a hint, a list, a list and more, a title.
const STEPS: [i32; 4] = [5, 20, 40, 60];

const N_TYPES: usize = EntityType::ALL.len();

/// Greatest sum of votes against one type of one name.
const MAX_DOUBTS: i32 = 24;
/// Greatest sum of weak votes for one type of one name.
const MAX_HINTS: i32 = 40;

/// Votes of the model for a type that it is certain of.
const MODEL_WEIGHT: f32 = 60.0;

/// What the rules cannot tell is of the kind that the model thinks at least as probable as this.
const LIKELY: f32 = 0.5;

/// Capitals alone make no body of what the model thinks less probable than this.
const DOUBTED_BELOW: f32 = 0.3;

/// Votes for the types of one distinct name.
#[derive(Clone, Debug, Default)]
pub(super) struct Ballot {
    pub votes: [i32; N_TYPES],
    /// Sum of votes against each type.
    pub doubts: [i32; N_TYPES],
    /// Sum of weak votes for each type.
    pub hints: [i32; N_TYPES],
    /// The strongest single vote for each type.
    pub best: [Option<(i32, Rule, Option<Span>)>; N_TYPES],
    pub subtype: [Option<&'static str>; N_TYPES],
    /// Greatest weight of a list for each type.
    pub listed: [u8; N_TYPES],
    pub group: [Option<u32>; N_TYPES],
    pub gender: Option<Gender>,
    /// Votes that a longer name gave to it.
    pub inherited: i32,
    /// Whether it is the subject of a verb of saying somewhere.
    pub speaks: bool,
    pub n_tokens: usize,
    /// What the model thinks of each occurrence, summed: the share of each kind.
    pub shares: [f32; KINDS.len()],
    /// Occurrences that the model was asked about.
    pub n_asked: u32,
}

impl Ballot {
    pub fn vote(&mut self, etype: EntityType, weight: i32, rule: Rule, because: Option<Span>) {
        let k = etype as usize;
        // Many weak hints must not outvote a list or a title.
        let mut weight = weight;
        if (1..30).contains(&weight) {
            weight = weight.min(MAX_HINTS - self.hints[k]);
            self.hints[k] += weight;
        }
        if weight < 0 {
            weight = weight.max(-MAX_DOUBTS - self.doubts[k]);
            self.doubts[k] += weight;
        }
        // The same strong reason again adds little.
        if weight >= 30 && self.best[k].is_some_and(|(best, known, _)| known == rule && best >= weight) {
            weight = 5;
        }
        self.votes[k] += weight;
        if weight > 0 && self.best[k].is_none_or(|(best, ..)| best < weight) {
            self.best[k] = Some((weight, rule, because));
        }
    }

    pub fn vote_head(&mut self, head: Head, weight: i32, rule: Rule, because: Option<Span>) {
        self.vote(head.etype, weight, rule, because);
        self.subtype[head.etype as usize].get_or_insert(head.subtype);
    }

    /// Notes what the model thinks of one occurrence.
    pub fn ask(&mut self, shares: [f32; KINDS.len()]) {
        self.shares.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
        self.n_asked += 1;
    }

    /// The votes for persons, bodies, places and all others, in steps.
    pub fn by_kind(&self) -> [u8; 4] {
        let mut most = [0; 4];
        for (&etype, &votes) in EntityType::ALL.iter().zip(&self.votes) {
            let kind = match etype {
                EntityType::Person => 0,
                _ if etype.is_body() => 1,
                EntityType::Place => 2,
                _ => 3,
            };
            most[kind] = votes.max(most[kind]);
        }
        most.map(|votes| STEPS.into_iter().map(|step| u8::from(votes >= step)).sum())
    }

    /// The model's vote: what it thinks on average over all occurrences. A country that acts is a place all the same.
    pub fn count_model(&mut self) {
        if self.n_asked == 0 {
            return;
        }
        let country = self.subtype[EntityType::Place as usize] == Some("country");
        for (kind, share) in KINDS.into_iter().zip(self.shares) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a mean of probabilities")]
            let weight = (share / self.n_asked as f32 * MODEL_WEIGHT) as i32;
            let etype = if country && kind.is_body() { EntityType::Place } else { self.finer(kind) };
            self.votes[etype as usize] += weight;
            if weight > 0 {
                self.best[etype as usize].get_or_insert((0, Rule::NameModel, None));
            }
        }
    }

    /// The kind that the model thinks likely, on average over all occurrences.
    pub fn kind_by_model(&self) -> Option<EntityType> {
        #[expect(clippy::cast_precision_loss, reason = "a number of occurrences")]
        let least = LIKELY * self.n_asked as f32;
        let (kind, share) = KINDS.into_iter().zip(self.shares).max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        (self.n_asked > 0 && share >= least).then_some(kind)
    }

    /// Capitals that nothing else takes for a body, and the model does not either: more often a thing or a term.
    pub fn is_doubtful_acronym(&self, etype: EntityType) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "a number of occurrences")]
        let least = DOUBTED_BELOW * self.n_asked as f32;
        let by_capitals = self.best[etype as usize].is_some_and(|(_, rule, _)| rule == Rule::NameCapitals);
        let bodies = KINDS.into_iter().zip(self.shares).filter(|(kind, _)| kind.is_body());
        etype.is_body() && by_capitals && self.n_asked > 0 && bodies.map(|(_, share)| share).sum::<f32>() < least
    }

    /// The kind of organization that the rules think likeliest, for the model knows but one.
    pub fn finer(&self, kind: EntityType) -> EntityType {
        if kind != EntityType::Organization {
            return kind;
        }
        let bodies = EntityType::ALL.iter().copied().filter(|&etype| etype.is_body());
        bodies.rev().max_by_key(|&body| self.votes[body as usize]).unwrap_or(kind)
    }

    /// The type with most votes; the order of the types breaks ties.
    pub fn winner(&self) -> (EntityType, i32) {
        let best =
            EntityType::ALL.iter().copied().max_by_key(|&etype| (self.votes[etype as usize], std::cmp::Reverse(etype)));
        best.map_or((EntityType::Other, 0), |etype| (etype, self.votes[etype as usize]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_that_acts_is_a_place_for_all_that() {
        let mut ballot = Ballot::default();
        ballot.subtype[EntityType::Place as usize] = Some("country");
        ballot.ask([0.0, 0.9, 0.1]);
        ballot.count_model();
        assert_eq!(ballot.winner().0, EntityType::Place);
        let mut other = Ballot::default();
        other.ask([0.0, 0.9, 0.1]);
        other.count_model();
        assert_eq!(other.winner().0, EntityType::Organization);
    }

    #[test]
    fn votes_are_told_in_steps() {
        let mut ballot = Ballot::default();
        ballot.vote(EntityType::MilitaryUnit, 45, Rule::NameUnit, None);
        ballot.vote(EntityType::Person, 6, Rule::NameShape, None);
        assert_eq!(ballot.by_kind(), [1, 3, 0, 0]);
    }

    #[test]
    fn capitals_that_the_model_takes_for_no_name_are_doubtful() {
        let doubtful = |share| {
            let mut ballot = Ballot::default();
            ballot.vote(EntityType::Organization, 14, Rule::NameCapitals, None);
            ballot.ask([0.0, share, 0.0]);
            ballot.is_doubtful_acronym(EntityType::Organization)
        };
        assert_eq!([0.1, 0.6].map(doubtful), [true, false]);
    }
}
