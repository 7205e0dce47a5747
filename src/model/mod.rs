//! Plain data and its invariants: documents, what the engine found in them, and where it stands in the text.
//!
//! Nothing here reads files, analyzes or draws. Every other room speaks in these types.
//!
//! Three kinds of things live in three homes: a [`Document`] is imported once and never changes; an [`Analysis`] is
//! derived from it and may be thrown away at any time; what a user decides is kept apart from both.

mod analysis;
pub mod annotated;
pub mod decision;
mod document;
mod entity;
mod event;
mod evidence;
mod few;
mod id;
mod interned;
mod link;
mod place;
mod problem;
mod quantity;
mod span;
mod statement;
mod time;

pub use analysis::{Analysis, Counts, Fingerprint};
pub use decision::{Decision, Decisions};
pub use document::{DateOrigin, Dateline, Document, Format, Origin, Sha256};
pub use entity::{Alias, Entity, EntityType, Gender, Mention, MentionClass, Number, PlaceSense, Role, Status};
pub use event::{Event, EventType, Realis};
pub use evidence::{Evidence, RuleId, Score};
pub use id::{ClaimId, DocId, EntityId, EventId, MentionId, QuantityId, QuoteId, TimeId};
pub use link::{Link, LinkKind};
pub use place::{EntityAnchor, Layer, Place, Target};
pub use problem::{Problem, Severity};
pub use quantity::{Quantity, QuantityRole};
pub use span::{CharIndex, CharOffsets, Span};
pub use statement::{Act, Claim, Claimant, Clock, ClockBasis, Factuality, Modality, Polarity, Quote, QuoteKind};
pub use time::{Anchor, TimeKind, TimeValue};
