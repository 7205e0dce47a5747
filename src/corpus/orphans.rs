//! Decisions whose place holds nothing any more.

use std::collections::BTreeMap;

use super::{Corpus, Entry, entry::spans};
use crate::model::{Decision, Decisions, Place, Span};

/// Decisions about a place at which a new analysis found nothing. They have no effect until the user moves or drops them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// The place.
    pub place: Place,
    /// The words there.
    pub words: String,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// The finding that the decisions may mean now: one that shares words with the place, or else the nearest one that
    /// reads the same.
    pub offer: Option<Place>,
}

/// All orphans of the documents that are here, by place.
pub fn orphans(corpus: &Corpus, decisions: &Decisions) -> Vec<Orphan> {
    let mut by_place: BTreeMap<Place, Vec<Decision>> = BTreeMap::new();
    for decision in decisions.all() {
        for place in decision.required_places() {
            let is_orphan = corpus.entry_of(place.doc).is_some() && !corpus.holds(place, decisions);
            if is_orphan {
                by_place.entry(place).or_default().push(decision.clone());
            }
        }
    }
    let orphan = |(place, decisions): (Place, Vec<Decision>)| {
        let entry = corpus.entry_of(place.doc)?;
        let words = entry.document.words(place.span).to_owned();
        Some(Orphan { place, words, decisions, offer: offer(entry, place) })
    };
    by_place.into_iter().filter_map(orphan).collect()
}

impl Corpus {
    /// Whether the engine or the user tagged something at a place, rejected or not.
    pub fn holds(&self, place: Place, decisions: &Decisions) -> bool {
        let entries = || self.docs_of(place.doc).iter().filter_map(|&doc| self.entry(doc));
        decisions.additions().contains_key(&place)
            || entries().any(|entry| entry.machine_holds(place) || entry.find(place).is_some())
    }
}

fn offer(entry: &Entry, place: Place) -> Option<Place> {
    let found = spans(&entry.machine, place.layer);
    let shared = |span: Span| span.end().min(place.span.end()).saturating_sub(span.start().max(place.span.start()));
    let away = |span: Span| span.start().abs_diff(place.span.start());
    let overlapping = found
        .iter()
        .copied()
        .filter(|span| shared(*span) > 0)
        .max_by_key(|span| (shared(*span), std::cmp::Reverse(away(*span))));
    let words = entry.document.words(place.span);
    let alike =
        || found.iter().copied().filter(|span| entry.document.words(*span) == words).min_by_key(|span| away(*span));
    overlapping.or_else(alike).map(|span| Place { span, ..place })
}
