//! Ties between entities that the text tells: member of, part of, spokesman for.

use serde::{Deserialize, Serialize};

use super::{EntityId, Evidence, Span, entity::words};

words! {
    /// How one entity is tied to another.
    LinkKind {
        /// A person belongs to a body.
        MemberOf => "member_of",
        /// A body or thing is part of another one.
        PartOf => "part_of",
        /// A person speaks for a body or another person.
        SpokesmanFor => "spokesman_for",
        /// A body or place is led by a person, an alliance by a country.
        LedBy => "led_by",
        /// A body is backed by a country or another body.
        BackedBy => "backed_by",
        /// A body has its seat in a place.
        BasedIn => "based_in",
        /// A place lies in another one.
        LocatedIn => "located_in",
    }
}

/// One entity tied to another, as some words of the document tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// How.
    pub kind: LinkKind,
    /// The entity that is member, part, spokesman, led, backed or located.
    pub from: EntityId,
    /// The entity that it is tied to; never the same.
    pub to: EntityId,
    /// The words that tell it.
    pub span: Span,
    /// Why.
    pub evidence: Evidence,
}
