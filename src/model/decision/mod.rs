//! What the user decided: values keyed by what they are about.
//!
//! At most one value stands for each subject, and taking it away is a change like any other. So the inverse of a
//! [`Decision`] is the decision that sets the former value, a batch is undone by the inverses in reverse order, and the
//! state at any time is what a list of decisions leaves behind.

mod judgement;
mod subject;
mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Act, EntityAnchor, EntityType, Layer, Place, Polarity, QuoteKind, Sha256, Target};

pub use judgement::{Confidence, Credibility, Likelihood, LikelihoodRow, Reliability};
pub use subject::{Mover, Subject};
pub use value::{
    Addition, DateValue, EntityPair, Mark, Membership, Note, NoteId, Party, Relation, RuleAction, RuleKey, RuleScope,
    TagName, TagStyle, Verdict,
};

macro_rules! decisions {
    ($($(#[$doc:meta])* $variant:ident $field:ident: $key:ty => $value:ty,)*) => {
        /// One change: what it is about, and the new value; `None` takes the value away.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Decision {$(
            $(#[$doc])*
            $variant($key, Option<$value>),
        )*}

        /// All values that stand.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Decisions {$(
            $field: BTreeMap<$key, $value>,
        )*}

        impl Decisions {
            $(
                $(#[$doc])*
                pub fn $field(&self) -> &BTreeMap<$key, $value> {
                    &self.$field
                }
            )*

            /// Makes a decision; answers with the one that restores what was, or `None` when nothing changed.
            pub fn set(&mut self, decision: Decision) -> Option<Decision> {
                match decision {$(
                    Decision::$variant(key, value) => {
                        replace(&mut self.$field, &key, value).map(|old| Decision::$variant(key, old))
                    }
                )*}
            }

            /// All values as the decisions that set them, in a fixed order.
            pub fn all(&self) -> impl Iterator<Item = Decision> {
                std::iter::empty()$(
                    .chain(self.$field.iter().map(|(key, value)| {
                        Decision::$variant(key.clone(), Some(value.clone()))
                    }))
                )*
            }
        }

        impl Decision {
            /// The same decision about other places; `None` when one of its places has no counterpart.
            pub fn moved(&self, mover: &mut dyn Mover) -> Option<Self> {
                Some(match self {$(
                    Self::$variant(key, value) => Self::$variant(
                        key.moved(mover)?,
                        match value {
                            Some(value) => Some(value.moved(mover)?),
                            None => None,
                        },
                    ),
                )*})
            }

            /// The decision that takes its value away.
            pub fn taken_back(&self) -> Self {
                match self {$(
                    Self::$variant(key, _) => Self::$variant(key.clone(), None),
                )*}
            }

            /// Whether it takes a value away.
            pub fn is_removal(&self) -> bool {
                match self {$(
                    Self::$variant(_, value) => value.is_none(),
                )*}
            }
        }
    };
}

decisions! {
    /// Whether a finding is right.
    Verdict verdicts: Place => Verdict,
    /// What a mention is.
    Type types: Place => EntityType,
    /// The finer kind of a mention; empty for none.
    Subtype subtypes: Place => String,
    /// The words that a finding really has: a place of the same document and layer.
    Extent extents: Place => Place,
    /// What the user tagged.
    Addition additions: Place => Addition,
    /// The entity of its document to which a mention belongs.
    Membership memberships: Place => Membership,
    /// Who speaks.
    Speaker speakers: Place => Party,
    /// Who claims.
    Claimant claimants: Place => Party,
    /// What the claimant does with a claim.
    Act acts: Place => Act,
    /// Whether a claim is presented as so or not so.
    Polarity polarities: Place => Polarity,
    /// How words are reported.
    QuoteKind quote_kinds: Place => QuoteKind,
    /// What a time expression means.
    Date dates: Place => DateValue,
    /// Whether two entities are one.
    Relation relations: EntityPair => Relation,
    /// What an entity is called.
    EntityName entity_names: EntityAnchor => String,
    /// What an entity is.
    EntityType entity_types: EntityAnchor => EntityType,
    /// How far a source is trusted, by the name of the source.
    Reliability reliabilities: String => Reliability,
    /// How credible a statement is.
    Credibility credibilities: Place => Credibility,
    /// How likely the analyst holds a statement.
    Likelihood likelihoods: Place => Likelihood,
    /// How sure the analyst is of a statement.
    Confidence confidences: Place => Confidence,
    /// The tags there are.
    Tag tags: TagName => TagStyle,
    /// Which things have which tags.
    Tagged tagged: (Target, TagName) => Mark,
    /// Notes.
    Note notes: NoteId => Note,
    /// What is flagged for later.
    Flag flags: Target => Mark,
    /// Documents that the analyst is done with.
    Reviewed reviewed: Sha256 => Mark,
    /// Project rules.
    Rule rules: RuleKey => RuleAction,
    /// Documents that were taken out of the workspace.
    Removed removed: Sha256 => Mark,
    /// Saved searches, by name.
    Search searches: String => String,
}

/// Puts a value in place or takes it away; answers with the former one, or `None` when nothing changed.
#[expect(clippy::option_option, reason = "whether something changed, and what stood there before")]
fn replace<K: Ord + Clone, V: PartialEq>(map: &mut BTreeMap<K, V>, key: &K, value: Option<V>) -> Option<Option<V>> {
    if map.get(key) == value.as_ref() {
        return None;
    }
    Some(match value {
        Some(value) => map.insert(key.clone(), value),
        None => map.remove(key),
    })
}

/// What stands in `map` for the places of one document.
pub fn in_document<V>(map: &BTreeMap<Place, V>, doc: Sha256) -> impl Iterator<Item = (Place, &V)> {
    map.range(Place::all_in(doc)).map(|(place, value)| (*place, value))
}

impl Decision {
    /// All places that it speaks of, in its subject and in its value.
    pub fn places(&self) -> Vec<Place> {
        self.seen().places
    }

    /// The places that have to hold something for it to make sense and to have an effect.
    pub fn required_places(&self) -> Vec<Place> {
        let is_free = |target: &Target| matches!(target, Target::Words(_) | Target::Document(_) | Target::Source(_));
        let mut places = self.places();
        match self {
            // New words, and words of any kind.
            Self::Addition(..) => places.clear(),
            Self::Tagged((target, _), _) | Self::Flag(target, _) if is_free(target) => places.clear(),
            Self::Extent(..) => places.truncate(1),
            // A note outlives what it links to.
            Self::Note(_, Some(note)) => places.truncate(usize::from(!is_free(&note.about))),
            _ => {}
        }
        places
    }

    /// All documents that it speaks of, without repeats.
    pub fn documents(&self) -> Vec<Sha256> {
        let seen = self.seen();
        let mut docs = seen.documents;
        docs.extend(seen.places.iter().map(|place| place.doc));
        docs.sort();
        docs.dedup();
        docs
    }

    /// The document whose findings look different because of it.
    pub fn changes_findings_of(&self) -> Option<Sha256> {
        match self {
            Self::Verdict(place, _)
            | Self::Type(place, _)
            | Self::Subtype(place, _)
            | Self::Extent(place, _)
            | Self::Addition(place, _)
            | Self::Membership(place, _)
            | Self::Speaker(place, _)
            | Self::Claimant(place, _)
            | Self::Act(place, _)
            | Self::Polarity(place, _)
            | Self::QuoteKind(place, _)
            | Self::Date(place, _) => Some(place.doc),
            Self::Rule(RuleKey { scope: RuleScope::Document(doc), .. }, _) => Some(*doc),
            _ => None,
        }
    }

    /// The layers at which it may stand; empty when it has no place of its own.
    pub fn layers(&self) -> &'static [Layer] {
        use Layer::{Claim, Event, Mention, Quantity, Quote, Time};
        match self {
            Self::Verdict(..) => &[Mention, Time, Quantity, Quote, Claim, Event],
            Self::Type(..) | Self::Subtype(..) | Self::Membership(..) => &[Mention],
            Self::Extent(..) => &[Mention, Time, Quote, Claim],
            Self::Addition(..) => &[Mention, Time, Quote, Claim],
            Self::Speaker(..) | Self::QuoteKind(..) => &[Quote],
            Self::Claimant(..) | Self::Act(..) | Self::Polarity(..) => &[Claim],
            Self::Date(..) => &[Time],
            Self::Credibility(..) | Self::Likelihood(..) | Self::Confidence(..) => &[Quote, Claim],
            _ => &[],
        }
    }

    /// Whether it changes which entities are one, or what they are called.
    pub fn changes_entities(&self) -> bool {
        matches!(self, Self::Relation(..) | Self::EntityName(..) | Self::EntityType(..))
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        self.moved(&mut seen);
        seen
    }
}

/// Moves nothing and notes what it sees.
#[derive(Default)]
struct Seen {
    documents: Vec<Sha256>,
    places: Vec<Place>,
}

impl Mover for Seen {
    fn document(&mut self, doc: Sha256) -> Option<Sha256> {
        self.documents.push(doc);
        Some(doc)
    }

    fn place(&mut self, place: Place) -> Option<Place> {
        self.places.push(place);
        Some(place)
    }
}
