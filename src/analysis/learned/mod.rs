//! The trained name tagger: a linear-chain conditional random field over the same tokens that the rules read.
//!
//! [`atoms`] gathers facts about tokens, [`features`] mixes them, [`model`] holds their weights, [`lattice`] finds the best
//! labels and how sure they are. Training uses the same code (`crate::training`). The tagger only proposes: the naming
//! stage weighs its spans with the evidence of the rules.

pub mod atoms;
mod document;
pub mod features;
pub mod labels;
pub mod lattice;
pub mod model;

use std::ops::Range;

pub use model::{ModelError, NameModel};

use super::{tagger::Tags, tokens::Tokens};
use crate::model::EntityType;
use features::Sentence;
use lattice::Lattice;

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

/// All names that the model sees, in text order.
pub fn propose(tokens: &Tokens<'_>, tags: &Tags, model: &NameModel) -> Vec<Proposal> {
    let atoms = atoms::all(tokens, tags);
    let transitions = lattice::with_grammar(*model.transitions());
    let weights = lattice::weights_of(model.transitions());
    let (mut lattice, mut scores, mut keys) = (Lattice::default(), Vec::new(), Vec::new());
    let mut found = Vec::new();
    for number in 0..tokens.n_sentences() {
        let range = tokens.sentence(number);
        if !atoms[range.clone()].iter().any(|atom| atom.capital) {
            continue;
        }
        let sentence = Sentence { atoms: &atoms, start: range.start, end: range.end };
        scores.clear();
        for i in range.clone() {
            sentence.features(i, &mut keys);
            scores.push(model.scores(&keys));
        }
        let path = lattice::best(&scores, &transitions);
        let spans = labels::spans(&path);
        if spans.is_empty() || !lattice.run(&scores, &weights, None, None) {
            continue;
        }
        for (kind, span) in spans {
            let least = span.clone().map(|k| lattice.posterior[k][path[k]]).fold(1.0, f32::min);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
            let permille = (least.clamp(0.0, 1.0) * 1000.0) as u16;
            let tokens = range.start + span.start..range.start + span.end;
            found.push(Proposal { tokens, etype: labels::KINDS[kind], permille });
        }
    }
    found
}
