//! Decisions whose words moved, as rows with an offer each.

use super::words;
use crate::{
    corpus::{Corpus, Orphan},
    model::{Decision, DocId, Place},
};

/// Decisions about a place that holds nothing any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrphanRow {
    /// The place.
    pub place: Place,
    /// The document in which it stands.
    pub doc: DocId,
    /// The words there, in one line.
    pub words: String,
    /// What was decided: "claim: confirmed, graded 2".
    pub what: String,
    /// The headline of the document.
    pub story: String,
    /// What the decisions may mean now, with its words.
    pub offer: Option<(Place, String)>,
}

impl OrphanRow {
    /// The row of an orphan; `None` when its document is not here.
    pub fn new(corpus: &Corpus, orphan: &Orphan) -> Option<Self> {
        let entry = corpus.entry_of(orphan.place.doc)?;
        let decided: Vec<String> = orphan.decisions.iter().map(decision_words).collect();
        Some(Self {
            place: orphan.place,
            doc: entry.id,
            words: words::squeeze(&orphan.words),
            what: format!("{}: {}", orphan.place.layer.label(), decided.join(", ")),
            story: words::squeeze(&entry.document.title),
            offer: orphan.offer.map(|offer| (offer, words::one_line(&entry.document, offer.span))),
        })
    }
}

/// A decision in a few words, without what it is about.
pub fn decision_words(decision: &Decision) -> String {
    let known = match decision {
        Decision::Verdict(_, verdict) => verdict.map(|verdict| verdict.label()),
        Decision::Type(_, etype) => etype.map(|etype| etype.label()),
        Decision::Act(_, act) => act.map(|act| format!("act {}", act.label())),
        Decision::Polarity(_, polarity) => polarity.map(|polarity| format!("{} polarity", polarity.label())),
        Decision::QuoteKind(_, kind) => kind.map(|kind| format!("{} quote", kind.label())),
        Decision::Date(_, date) => date.as_ref().map(|date| date.value.clone()),
        Decision::Credibility(_, grade) => grade.map(|grade| format!("graded {grade}")),
        Decision::Likelihood(_, term) => term.map(|term| term.label()),
        Decision::Confidence(_, level) => level.map(|level| format!("{} confidence", level.label())),
        Decision::EntityName(_, name) => name.as_ref().map(|name| format!("called {name}")),
        Decision::EntityType(_, etype) => etype.map(|etype| etype.label()),
        Decision::Tagged((_, name), _) => Some(format!("tagged {}", name.0)),
        _ => None,
    };
    known.unwrap_or_else(|| {
        match decision {
            Decision::Subtype(..) => "finer kind",
            Decision::Extent(..) => "other words",
            Decision::Addition(..) => "tagged by you",
            Decision::Membership(..) => "another entity",
            Decision::Speaker(..) => "speaker",
            Decision::Claimant(..) => "claimant",
            Decision::Relation(..) => "same or not the same",
            Decision::Note(..) => "note",
            Decision::Flag(..) => "flag",
            _ => "decision",
        }
        .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Act, Layer, Sha256, Span, decision::Verdict};

    #[test]
    fn decisions_are_told_in_a_few_words() {
        let place = Place { doc: Sha256([1; 32]), layer: Layer::Claim, span: Span::new("Denn", 0, 4).unwrap() };
        assert_eq!(decision_words(&Decision::Verdict(place, Some(Verdict::Confirmed))), "confirmed");
        assert_eq!(decision_words(&Decision::Act(place, Some(Act::Deny))), "act deny");
        assert_eq!(decision_words(&Decision::Speaker(place, None)), "speaker");
    }
}
