//! Training of the name model from documents with known names: `onrecord train`.
//!
//! Features, labels and lattice are the tagger's own ([`crate::analysis::learned`]). The same documents in the same order
//! give the same bytes: the shuffle has a fixed seed and sums have a fixed order.

mod cross;
mod data;
mod optimize;
mod sidecar;
#[cfg(test)]
mod tests;

use crate::analysis::learned::NameModel;

pub use cross::{CrossReport, cross_validate};
pub use data::{Prepared, prepare};
pub use sidecar::Sidecar;

/// How a model is trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// Passes over the data.
    pub n_passes: usize,
    /// Size of the first steps.
    pub rate: f32,
    /// How strongly weights are drawn to zero.
    pub decay: f32,
    /// Share of features left out at each look at a token, in 256ths.
    pub dropout: u8,
    /// Features that are seen less often are left out.
    pub min_count: u32,
    /// Features without a weight of this size are left out of the model.
    pub prune: f32,
}

impl Default for Recipe {
    fn default() -> Self {
        Self { n_passes: 14, rate: 0.1, decay: 0.000_02, dropout: 64, min_count: 1, prune: 0.05 }
    }
}

/// A model of all documents.
pub fn train(documents: &[Prepared], recipe: &Recipe) -> NameModel {
    optimize::fit(&documents.iter().collect::<Vec<_>>(), recipe)
}
