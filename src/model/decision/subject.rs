//! What decisions speak of, and how they follow a text that was imported again.

use super::{
    super::{Act, EntityAnchor, EntityType, Place, Polarity, QuoteKind, Sha256, Target},
    Addition, Confidence, Credibility, DateValue, EntityPair, Likelihood, Mark, Membership, Note, NoteId, Party,
    Relation, Reliability, RuleAction, RuleKey, RuleScope, TagName, TagStyle, Verdict,
};

/// Tells where things of one document stand in another.
pub trait Mover {
    /// The counterpart of a document.
    fn document(&mut self, doc: Sha256) -> Option<Sha256>;

    /// The counterpart of a place.
    fn place(&mut self, place: Place) -> Option<Place>;
}

/// A key or value of a decision.
pub trait Subject: Sized {
    /// The same with all documents and places replaced by their counterparts; `None` when one has none.
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self>;
}

/// Keys and values that speak of no place.
macro_rules! placeless {
    ($($name:ty),* $(,)?) => {$(
        impl Subject for $name {
            fn moved(&self, _: &mut dyn Mover) -> Option<Self> {
                Some(self.clone())
            }
        }
    )*};
}

placeless!(
    Act,
    Addition,
    Confidence,
    Credibility,
    DateValue,
    EntityType,
    Likelihood,
    Mark,
    NoteId,
    Polarity,
    QuoteKind,
    Relation,
    Reliability,
    RuleAction,
    String,
    TagName,
    TagStyle,
    Verdict,
);

impl Subject for Sha256 {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        mover.document(*self)
    }
}

impl Subject for Place {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        mover.place(*self)
    }
}

impl Subject for EntityAnchor {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        mover.place(self.place()).map(Self::from)
    }
}

impl Subject for EntityPair {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        let [a, b] = self.ends();
        Self::new(a.moved(mover)?, b.moved(mover)?)
    }
}

impl Subject for Membership {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        match self {
            Self::Own => Some(Self::Own),
            Self::With(anchor) => anchor.moved(mover).map(Self::With),
        }
    }
}

impl Subject for Party {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        match self {
            Self::Entity(anchor) => anchor.moved(mover).map(Self::Entity),
            Self::Author | Self::Nobody => Some(*self),
        }
    }
}

impl Subject for Target {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        match self {
            Self::Document(doc) => doc.moved(mover).map(Self::Document),
            Self::Item(place) => place.moved(mover).map(Self::Item),
            Self::Words(anchor) => anchor.moved(mover).map(Self::Words),
            Self::Entity(anchor) => anchor.moved(mover).map(Self::Entity),
            Self::Source(name) => Some(Self::Source(name.clone())),
        }
    }
}

impl Subject for (Target, TagName) {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        Some((self.0.moved(mover)?, self.1.clone()))
    }
}

impl Subject for Note {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        let about = self.about.moved(mover)?;
        // A note whose evidence is gone is still a note; the link stays as it was and is shown as broken.
        let links = self.links.iter().map(|link| link.moved(mover).unwrap_or_else(|| link.clone())).collect();
        Some(Self { about, text: self.text.clone(), links })
    }
}

impl Subject for RuleKey {
    fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
        let scope = match self.scope {
            RuleScope::Workspace => RuleScope::Workspace,
            RuleScope::Document(doc) => RuleScope::Document(doc.moved(mover)?),
        };
        Some(Self { scope, words: self.words.clone() })
    }
}
