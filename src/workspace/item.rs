//! Everything that can be selected.

use crate::{
    corpus::{Corpus, CorpusEntityId},
    model::{ClaimId, DocId, EventId, MentionId, QuantityId, QuoteId, Span, TimeId},
};

/// A thing that can be selected, hovered or linked to. Panels share selections in these terms, so they need not know
/// each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A story.
    Document(DocId),
    /// An entity, in all documents.
    Entity(CorpusEntityId),
    /// One mention of an entity.
    Mention(DocId, MentionId),
    /// A time expression.
    Time(DocId, TimeId),
    /// A quantity.
    Quantity(DocId, QuantityId),
    /// A quote.
    Quote(DocId, QuoteId),
    /// A claim.
    Claim(DocId, ClaimId),
    /// An event.
    Event(DocId, EventId),
}

impl Item {
    /// The document it stands in; `None` for an entity, which may stand in many.
    pub fn doc(self) -> Option<DocId> {
        match self {
            Self::Entity(_) => None,
            Self::Document(doc)
            | Self::Mention(doc, _)
            | Self::Time(doc, _)
            | Self::Quantity(doc, _)
            | Self::Quote(doc, _)
            | Self::Claim(doc, _)
            | Self::Event(doc, _) => Some(doc),
        }
    }

    /// The one after (or before) it among those of its kind in its document, whether or not there is one.
    pub fn neighbour(self, forward: bool) -> Option<Self> {
        let step = |id: u32| if forward { id.checked_add(1) } else { id.checked_sub(1) };
        Some(match self {
            Self::Document(_) | Self::Entity(_) => return None,
            Self::Mention(doc, id) => Self::Mention(doc, MentionId(step(id.0)?)),
            Self::Time(doc, id) => Self::Time(doc, TimeId(step(id.0)?)),
            Self::Quantity(doc, id) => Self::Quantity(doc, QuantityId(step(id.0)?)),
            Self::Quote(doc, id) => Self::Quote(doc, QuoteId(step(id.0)?)),
            Self::Claim(doc, id) => Self::Claim(doc, ClaimId(step(id.0)?)),
            Self::Event(doc, id) => Self::Event(doc, EventId(step(id.0)?)),
        })
    }

    /// Its words in its document; for an entity those of its first mention. `None` when it is not there any more.
    pub fn place(self, corpus: &Corpus) -> Option<(DocId, Span)> {
        let analysis = |doc| corpus.entry(doc).map(|entry| &entry.analysis);
        let (doc, span) = match self {
            Self::Document(_) => return None,
            Self::Entity(id) => {
                let (entry, _, mention) = corpus.mentions_of(id).next()?;
                (entry.id, Some(mention.span))
            }
            Self::Mention(doc, id) => (doc, analysis(doc)?.mention(id).map(|mention| mention.span)),
            Self::Time(doc, id) => (doc, analysis(doc)?.time(id).map(|time| time.span)),
            Self::Quantity(doc, id) => (doc, analysis(doc)?.quantity(id).map(|quantity| quantity.span)),
            Self::Quote(doc, id) => (doc, analysis(doc)?.quote(id).and_then(|quote| Span::hull(&quote.content))),
            Self::Event(doc, id) => (doc, analysis(doc)?.event(id).and_then(|event| event.triggers.first().copied())),
            Self::Claim(doc, id) => (doc, analysis(doc)?.claim(id).and_then(|claim| Span::hull(&claim.content))),
        };
        Some((doc, span?))
    }
}
