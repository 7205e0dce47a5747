//! The effective view of a document: what the engine found, as the user decided about it.
//!
//! Nothing of the machine's analysis is changed. A document about which nothing was decided has no view of its own and
//! costs nothing; for the others the view is made anew whenever a decision touches them. Decisions whose place holds
//! nothing have no effect here; they are listed as orphans.

mod mentions;
mod references;
mod rules;
mod statements;

use crate::model::{Analysis, Decisions, Document, Layer, Link, Place, Sha256, Span, decision::in_document};

pub use rules::occurrences;

use references::{Draft, Entities, order_entities};

/// How a finding came to be what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// As the engine found it.
    Machine,
    /// As the engine found it, and the user said that it is right.
    Confirmed,
    /// Found by the engine and changed by the user or a project rule.
    Corrected,
    /// Tagged by the user or a project rule.
    UserMade,
}

/// Where a finding is known by decisions, and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its place; differs from its present span when its extent was corrected.
    pub place: Place,
    /// How it stands.
    pub standing: Standing,
}

/// The same of one of the findings of a layer of a document, in short: a change of very many documents keeps one for every
/// finding of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// The span of its place.
    pub span: Span,
    /// How it stands.
    pub standing: Standing,
}

/// Something that the engine found and the user does not want.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    /// Where it was found.
    pub place: Place,
    /// Whether a project rule rejects it, not a verdict on this place.
    pub by_rule: bool,
}

/// How the findings of a document stand. The lists run parallel to those of the effective analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Of mentions.
    pub mentions: Vec<Stood>,
    /// Of time expressions.
    pub times: Vec<Stood>,
    /// Of quantities.
    pub quantities: Vec<Stood>,
    /// Of quotes.
    pub quotes: Vec<Stood>,
    /// Of claims.
    pub claims: Vec<Stood>,
    /// Of events.
    pub events: Vec<Stood>,
    /// What was rejected, by layer and place.
    pub rejected: Vec<Rejected>,
}

impl Review {
    /// How the findings of a layer stand.
    pub(super) fn of_layer(&self, layer: Layer) -> &[Stood] {
        match layer {
            Layer::Mention => &self.mentions,
            Layer::Time => &self.times,
            Layer::Quantity => &self.quantities,
            Layer::Quote => &self.quotes,
            Layer::Claim => &self.claims,
            Layer::Event => &self.events,
        }
    }
}

/// What the user made of an analysis; `None` where nothing that was decided concerns its findings.
pub(super) fn effective(document: &Document, machine: &Analysis, decisions: &Decisions) -> Option<(Analysis, Review)> {
    let rules = rules::matches(document, decisions);
    if rules.is_empty() && !is_touched(decisions, document.sha256) {
        return None;
    }
    let ground = Ground { document, machine, decisions };
    let mut rejected = Vec::new();
    let mut tagged = mentions::tagged(&ground, &rules, &mut rejected);
    let entities = order_entities(&ground, &mut tagged);
    let statements = statements::statements(&ground, &tagged, &entities, &mut rejected);
    rejected.sort();
    let (mentions, mention_origins) = Draft::split(tagged.mentions);
    let review = Review { mentions: mention_origins, rejected, ..statements.review };
    let links = links(machine, &entities);
    let analysis = Analysis { entities: entities.list, mentions, links, ..statements.analysis };
    Some((analysis, review))
}

/// The links between entities that are still there and still two.
fn links(machine: &Analysis, entities: &Entities) -> Vec<Link> {
    let moved = |link: &Link| {
        let (from, to) = (entities.moved(link.from)?, entities.moved(link.to)?);
        (from != to).then(|| Link { from, to, ..link.clone() })
    };
    machine.links.iter().filter_map(moved).collect()
}

/// What all steps look at.
struct Ground<'a> {
    document: &'a Document,
    machine: &'a Analysis,
    decisions: &'a Decisions,
}

/// Whether a decision concerns the findings of this document.
fn is_touched(decisions: &Decisions, doc: Sha256) -> bool {
    fn any<V>(map: &std::collections::BTreeMap<Place, V>, doc: Sha256) -> bool {
        in_document(map, doc).next().is_some()
    }
    any(decisions.verdicts(), doc)
        || any(decisions.types(), doc)
        || any(decisions.subtypes(), doc)
        || any(decisions.extents(), doc)
        || any(decisions.additions(), doc)
        || any(decisions.memberships(), doc)
        || any(decisions.speakers(), doc)
        || any(decisions.claimants(), doc)
        || any(decisions.acts(), doc)
        || any(decisions.polarities(), doc)
        || any(decisions.quote_kinds(), doc)
        || any(decisions.dates(), doc)
}

#[cfg(test)]
mod tests;
