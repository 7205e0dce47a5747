//! Names for things: small copyable numbers that cannot be mixed up.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the thing at position `index` of its list.
            pub fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The position in its list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A document of the workspace; given once on import, never given again.
    DocId,
    /// An entity of one document's analysis.
    EntityId,
    /// A mention of one document's analysis; mentions stand in text order.
    MentionId,
    /// A time expression of one document's analysis.
    TimeId,
    /// A quantity of one document's analysis.
    QuantityId,
    /// A quote of one document's analysis.
    QuoteId,
    /// A claim of one document's analysis.
    ClaimId,
    /// An event of one document's analysis.
    EventId,
}
