//! Where a decision applies: names for things that outlive an analysis.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::{Sha256, Span, entity::words};

words! {
    /// The kinds of things that stand at a place of a text.
    Layer {
        /// A mention of an entity.
        Mention => "mention",
        /// A time expression.
        Time => "time",
        /// A quantity.
        Quantity => "quantity",
        /// A quote.
        Quote => "quote",
        /// A claim.
        Claim => "claim",
        /// An event.
        Event => "event",
    }
}

/// Something tagged in a document, known by content, layer and span: by what stays the same when the file is moved, the
/// document renamed or the analysis made again.
///
/// The span of a thing of several parts is the hull of its content; that of an event is its first trigger. A thing whose extent was corrected keeps the place
/// at which it was found, so all decisions about it stay together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The document, by the bytes of its file.
    pub doc: Sha256,
    /// What kind of thing it is.
    pub layer: Layer,
    /// Where it stands.
    pub span: Span,
}

impl Place {
    /// All places of one document, for range queries of sorted maps.
    pub fn all_in(doc: Sha256) -> RangeInclusive<Self> {
        let least = Self { doc, layer: Layer::Mention, span: Span::from_edges(0, 0) };
        let greatest = Self { doc, layer: Layer::Event, span: Span::from_edges(u32::MAX, u32::MAX) };
        least..=greatest
    }
}

/// An entity, known by one of its mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityAnchor {
    /// The document, by the bytes of its file.
    pub doc: Sha256,
    /// The place of the mention.
    pub span: Span,
}

impl EntityAnchor {
    /// The mention.
    pub fn place(self) -> Place {
        Place { doc: self.doc, layer: Layer::Mention, span: self.span }
    }

    /// All anchors in one document, for range queries of sorted maps.
    pub fn all_in(doc: Sha256) -> RangeInclusive<Self> {
        let anchor = |edge| Self { doc, span: Span::from_edges(edge, edge) };
        anchor(0)..=anchor(u32::MAX)
    }
}

impl From<Place> for EntityAnchor {
    fn from(place: Place) -> Self {
        Self { doc: place.doc, span: place.span }
    }
}

/// Anything that can be tagged, flagged, noted or linked to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A document.
    Document(Sha256),
    /// Something tagged in a document.
    Item(Place),
    /// Any words of a document.
    Words(EntityAnchor),
    /// An entity.
    Entity(EntityAnchor),
    /// An outlet or agency, by its name.
    Source(String),
}
