//! The trained name tagger: a linear-chain conditional random field over the same tokens that the rules read.
//!
//! [`atoms`] gathers facts about tokens, [`features`] mixes them, [`model`] holds their weights, [`lattice`] finds the best
//! labels and how sure they are. Training uses the same code (`crate::training`). The tagger reads after the rules
//! and knows what they suggest, and it only proposes: the naming stage weighs its spans with the evidence of the rules.

pub mod atoms;
mod document;
pub mod features;
pub mod labels;
pub mod lattice;
pub mod model;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use model::{ModelError, NameModel};

use super::{tagger::Tags, tokens::Tokens};
use crate::model::EntityType;
use atoms::Atoms;
use features::Sentence;
use lattice::{Lattice, PerLabel, TransitionWeights, Transitions};
use model::Sums;

/// Words without capitals that are read before one with a capital.
const BEFORE: usize = 1;

/// Words without capitals that are read behind one: names end with them ("Varen security forces") and hold them
/// ("Court of the").
const BEHIND: usize = 3;

/// A name that the model sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Person, organization or place.
    pub etype: EntityType,
    /// How probable its least probable label is, in thousandths.
    pub permille: u16,
}

/// A name that the rules see. The model weighs it like any other feature, so it learns from data which rules to trust
/// (stacking; Wolpert 1992).
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The title before it.
    pub title: Option<Range<usize>>,
    /// What it names; `None` where the rules give it up.
    pub etype: Option<EntityType>,
    /// A hash of the name of the rule that speaks loudest; 0 for none.
    pub rule: u64,
    /// How much speaks for persons, bodies, places and anything else: 0 to 4.
    pub votes: [u8; 4],
}

/// A document as the model reads it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// All names that the model sees, in text order.
    pub proposals: Vec<Proposal>,
    /// How probable it is that a token belongs to a name of each kind, in the order of [`labels::KINDS`].
    shares: Vec<[f32; labels::KINDS.len()]>,
}

impl Reading {
    /// How probable it is that these tokens belong to names of each kind, on average.
    pub fn shares(&self, tokens: Range<usize>) -> [f32; labels::KINDS.len()] {
        let rows = self.shares.get(tokens).unwrap_or_default();
        let mut mean = [0.0; labels::KINDS.len()];
        for row in rows {
            mean.iter_mut().zip(row).for_each(|(mean, share)| *mean += share);
        }
        #[expect(clippy::cast_precision_loss, reason = "the length of a name")]
        mean.iter_mut().for_each(|mean| *mean /= rows.len().max(1) as f32);
        mean
    }
}

/// Reads a document, with what the rules suggest for it.
pub fn read(tokens: &Tokens<'_>, tags: &Tags, suggestions: &[Suggestion], model: &NameModel) -> Reading {
    let (atoms, edges) = (atoms::all(tokens, tags, suggestions), features::edges());
    let mut reader = Reader {
        atoms: &atoms,
        edges: &edges,
        model,
        transitions: lattice::with_grammar(*model.transitions()),
        weights: TransitionWeights::new(model.transitions()),
        lattice: Lattice::default(),
        alone: vec![None; features::WINDOW * atoms::n_written(&atoms)],
        scores: Vec::new(),
        keys: Vec::new(),
        reading: Reading { shares: vec![[0.0; labels::KINDS.len()]; tokens.len()], ..Reading::default() },
    };
    for number in 0..tokens.n_sentences() {
        reader.sentence(tokens.sentence(number));
    }
    reader.reading
}

/// Reads sentence by sentence; the vectors are kept to spare allocations.
struct Reader<'r> {
    atoms: &'r [Atoms],
    edges: &'r [Atoms; 2],
    model: &'r NameModel,
    transitions: Transitions,
    weights: TransitionWeights,
    lattice: Lattice,
    /// What each written form weighs at each place of a window, once it was asked for.
    alone: Vec<Option<Sums>>,
    scores: Vec<PerLabel>,
    keys: Vec<u32>,
    reading: Reading,
}

impl Reader<'_> {
    /// Reads the parts of a sentence that lie near capitals.
    fn sentence(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(first) = (at..range.end).find(|&i| self.atoms[i].capital) {
            let start = first.saturating_sub(BEFORE).max(at);
            let mut last = first;
            while let Some(next) = (last + 1..range.end.min(last + 2 + BEHIND)).find(|&i| self.atoms[i].capital) {
                last = next;
            }
            at = range.end.min(last + 1 + BEHIND);
            self.part(&range, start..at);
        }
    }

    fn part(&mut self, sentence: &Range<usize>, range: Range<usize>) {
        let features = Sentence::new(self.atoms, sentence.clone(), self.edges);
        self.scores.clear();
        for i in range.clone() {
            let i = i - sentence.start;
            features.in_context(i, &mut self.keys);
            let mut sums = Sums::default();
            self.model.sum(&self.keys, &mut sums);
            for (place, atom) in features.window(i).into_iter().enumerate() {
                let alone = self.alone(place, atom);
                sums.iter_mut().zip(alone).for_each(|(sum, more)| *sum += more);
            }
            self.scores.push(self.model.scores(&sums));
        }
        if !self.lattice.run(&self.scores, &self.weights, None, None) {
            return;
        }
        for (row, posterior) in self.reading.shares[range.clone()].iter_mut().zip(&self.lattice.posterior) {
            for (kind, share) in row.iter_mut().enumerate() {
                *share = posterior[labels::places_of(kind)].iter().sum();
            }
        }
        // Together they are the greatest chance that there is any name. Below a half, no names at all are the likeliest
        // sequence, and it need not be looked for.
        let chance: f32 = self.lattice.posterior.iter().map(|posterior| 1.0 - posterior[labels::OUTSIDE]).sum();
        if chance < 0.5 {
            return;
        }
        let path = lattice::best(&self.scores, &self.transitions);
        for (kind, span) in labels::spans(&path) {
            let least = span.clone().map(|k| self.lattice.posterior[k][path[k]]).fold(1.0, f32::min);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
            let permille = (least.clamp(0.0, 1.0) * 1000.0) as u16;
            let tokens = range.start + span.start..range.start + span.end;
            self.reading.proposals.push(Proposal { tokens, etype: labels::KINDS[kind], permille });
        }
    }

    /// What a word alone weighs at a place of a window.
    fn alone(&mut self, place: usize, atom: &Atoms) -> Sums {
        let kept = &mut self.alone[features::WINDOW * atom.written as usize + place];
        *kept.get_or_insert_with(|| {
            self.keys.clear();
            features::alone(place, atom, &mut self.keys);
            let mut sums = Sums::default();
            self.model.sum(&self.keys, &mut sums);
            sums
        })
    }
}
