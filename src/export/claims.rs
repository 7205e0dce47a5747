//! One row a claim.

use super::{Scope, cell, cell::Words, quotes::quote_id};
use crate::{
    corpus::{Corpus, Entry, Finding},
    model::{Claim, ClaimId, Claimant, Span},
};

pub(super) const COLUMNS: [&str; 25] = [
    "doc_id",
    "doc_title",
    "doc_date",
    "sha256",
    "claim_id",
    "claimant_id",
    "claimant",
    "act",
    "polarity",
    "modality",
    "content",
    "start",
    "end",
    "cue",
    "quote_id",
    "about_ids",
    "about",
    "said_on",
    "times",
    "quantities",
    "hedges",
    "sentence",
    "rule",
    "score",
    "status",
];

pub(super) fn rows<'c>(corpus: &'c Corpus, scope: &Scope) -> impl Iterator<Item = [String; 25]> + 'c {
    scope.entries(corpus).into_iter().flat_map(move |entry| {
        let words = Words::new(entry);
        entry
            .analysis
            .claims
            .iter()
            .enumerate()
            .filter_map(move |(index, claim)| row(corpus, entry, &words, ClaimId::from_index(index), claim))
    })
}

fn row(corpus: &Corpus, entry: &Entry, words: &Words<'_>, id: ClaimId, claim: &Claim) -> Option<[String; 25]> {
    let whole = Span::hull(&claim.content)?;
    let [doc_id, doc_title, doc_date, sha256] = words.document();
    let [claimant_id, claimant] = claimant(corpus, entry, claim.claimant);
    let [start, end] = words.place(whole);
    let about = claim.about.iter().map(|&entity| cell::entity(corpus, entry.id, Some(entity)));
    let (about_ids, about): (Vec<_>, Vec<_>) = about.map(|[id, name]| (id, name)).unzip();
    let times = claim.times.iter().filter_map(|&time| entry.analysis.time(time));
    let quantities = claim.quantities.iter().filter_map(|&quantity| entry.analysis.quantity(quantity));
    Some([
        doc_id,
        doc_title,
        doc_date,
        sha256,
        claim_id(id),
        claimant_id,
        claimant,
        claim.act.to_string(),
        claim.polarity.to_string(),
        claim.modality.to_string(),
        words.parts(&claim.content),
        start,
        end,
        words.exact(claim.cue),
        claim.quote.map(quote_id).unwrap_or_default(),
        cell::list(about_ids),
        cell::list(about),
        cell::date(claim.said_on()),
        cell::list(times.map(|time| time.value.as_str())),
        cell::list(quantities.map(|quantity| words.exact(quantity.span))),
        cell::list(claim.hedges.iter().map(|&hedge| words.exact(hedge))),
        words.sentence(whole),
        claim.evidence.rule.as_str().to_owned(),
        claim.evidence.score.permille().to_string(),
        cell::status(entry, Finding::Claim(id)).to_owned(),
    ])
}

pub(super) fn claimant(corpus: &Corpus, entry: &Entry, claimant: Claimant) -> [String; 2] {
    match claimant {
        Claimant::Entity(entity) => cell::entity(corpus, entry.id, Some(entity)),
        Claimant::Author => ["author", "author"].map(str::to_owned),
        Claimant::Unspecified => ["unspecified", "unspecified"].map(str::to_owned),
    }
}

/// The outward name of a claim inside its document.
pub(super) fn claim_id(id: ClaimId) -> String {
    format!("c{}", id.index() + 1)
}
