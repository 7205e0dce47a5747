//! Which mentions speak of the same thing.
//!
//! Sieves from precise to loose (after Lee et al. 2013): listed aliases and equal names, short forms and acronyms,
//! constructions that say so (apposition, "known as", "identified him as"), definite descriptions, pronouns. Each
//! sieve joins clusters in a union-find; look-backs have fixed windows, so the whole is linear in the mentions. What "I"
//! and "we" mean is told by the quotes that hold them, so [`deixis`] comes after those.

mod clusters;
mod constructions;
pub(super) mod deixis;
mod descriptions;
mod entities;
mod names;
mod pronouns;
#[cfg(test)]
mod tests;

use super::{mentions::Found, phrases::Ground};
use crate::model::{Entity, Mention, Span};
use clusters::Clusters;

/// Mentions and entities of a document, linked.
pub(super) struct Linked {
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    /// For each found mention its place in `mentions`, if it was kept.
    pub kept: Vec<Option<u32>>,
}

impl Linked {
    /// The mentions that start inside of a span, in text order.
    pub(super) fn starting_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start() < span.start());
        self.mentions[first..].iter().take_while(move |mention| mention.span.start() < span.end())
    }
}

/// Links the mentions.
pub(super) fn link(ground: &Ground<'_, '_>, found: &[Found]) -> Linked {
    let mut clusters = Clusters::new(found);
    names::link(ground, found, &mut clusters);
    constructions::link(ground, found, &mut clusters);
    descriptions::link(ground, found, &mut clusters);
    pronouns::link(ground, found, &mut clusters);
    entities::build(ground, found, clusters)
}
