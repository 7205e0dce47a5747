//! What differs between two views of a document: for a new analysis, and for the preview of an edit.

use std::collections::BTreeMap;

use crate::model::{Analysis, Claimant, Document, EntityId, Layer, Span};

/// What became of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is new; in a few words what it is.
    Appeared(String),
    /// It is gone; in a few words what it was.
    Vanished(String),
    /// It is something else: what it was, and what it is.
    Changed(String, String),
}

/// One finding that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of thing it is.
    pub layer: Layer,
    /// Where it stands.
    pub span: Span,
    /// The words there.
    pub words: String,
    /// What became of it.
    pub fate: Fate,
}

/// What differs between two views of one document, by layer and place. Reasons and scores are not compared.
pub fn differences(document: &Document, before: &Analysis, after: &Analysis) -> Vec<Difference> {
    let (before, after) = (described(before), described(after));
    let mut differences = Vec::new();
    let mut tell = |&(layer, span): &(Layer, Span), fate| {
        let words = document.words(span).to_owned();
        differences.push(Difference { layer, span, words, fate });
    };
    for (key, was) in &before {
        match after.get(key) {
            None => tell(key, Fate::Vanished(was.clone())),
            Some(is) if is != was => tell(key, Fate::Changed(was.clone(), is.clone())),
            Some(_) => {}
        }
    }
    for (key, is) in after.iter().filter(|(key, _)| !before.contains_key(key)) {
        tell(key, Fate::Appeared(is.clone()));
    }
    differences.sort_by_key(|difference| (difference.layer, difference.span));
    differences
}

/// All findings in a few words. Two at one place and layer are told as one.
fn described(analysis: &Analysis) -> BTreeMap<(Layer, Span), String> {
    let name = |id: Option<EntityId>| {
        id.and_then(|id| analysis.entity(id)).map_or_else(|| "nobody".to_owned(), |entity| entity.name.clone())
    };
    let mut all: BTreeMap<(Layer, Span), String> = BTreeMap::new();
    let mut tell = |layer, span: Option<Span>, words: String| {
        let Some(span) = span else { return };
        all.entry((layer, span)).and_modify(|known| *known = format!("{known}; {words}")).or_insert(words);
    };
    for mention in &analysis.mentions {
        let words = format!("{}, {}", mention.etype.label(), name(Some(mention.entity)));
        tell(Layer::Mention, Some(mention.span), words);
    }
    for time in &analysis.times {
        tell(Layer::Time, Some(time.span), time.value.clone());
    }
    for quantity in &analysis.quantities {
        let bound = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        let (low, high) = (bound(quantity.low), bound(quantity.high));
        tell(
            Layer::Quantity,
            Some(quantity.span),
            format!("{low}–{high} {}, {}", quantity.unit, quantity.role.label()),
        );
    }
    for quote in &analysis.quotes {
        let words = format!("{} quote, {}", quote.kind.label(), name(quote.speaker));
        tell(Layer::Quote, Span::hull(&quote.content), words);
    }
    for claim in &analysis.claims {
        let by = match claim.claimant {
            Claimant::Entity(id) => name(Some(id)),
            Claimant::Author => "the author".to_owned(),
            Claimant::Unspecified => "nobody".to_owned(),
        };
        let words = format!("{}, {}, {by}", claim.act.label(), claim.polarity.label());
        tell(Layer::Claim, Span::hull(&claim.content), words);
    }
    for event in &analysis.events {
        let words = format!("{}, {}", event.etype.label(), event.realis.label());
        tell(Layer::Event, event.triggers.first().copied(), words);
    }
    all
}
