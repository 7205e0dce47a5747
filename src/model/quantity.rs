//! How many: counts, amounts and shares, with the role of what is counted.

use serde::{Deserialize, Serialize};

use super::{Evidence, QuantityId, Span, entity::words};

words! {
    /// What a number counts in the story.
    QuantityRole {
        /// Dead.
        Killed => "killed",
        /// Wounded or hurt.
        Injured => "injured",
        /// Not accounted for.
        Missing => "missing",
        /// Arrested or in custody.
        Detained => "detained",
        /// Kidnapped.
        Abducted => "abducted",
        /// Held as hostages or captives.
        Held => "held",
        /// Driven from home.
        Displaced => "displaced",
        /// Set free.
        Released => "released",
        /// Saved.
        Rescued => "rescued",
        /// Got away.
        Escaped => "escaped",
        /// In danger or in need.
        AtRisk => "at_risk",
        /// Size of a force.
        Strength => "strength",
        /// Members of a body.
        Members => "members",
        /// Took part.
        Participants => "participants",
        /// Voted or may vote.
        Voters => "voters",
        /// Military or administrative units.
        Units => "units",
        /// Weapons, munitions, vehicles counted.
        WeaponCount => "weapon_count",
        /// Destroyed or damaged things.
        Destroyed => "destroyed",
        /// Extent in space or of a whole.
        Extent => "extent",
        /// A rise or fall.
        Change => "change",
        /// Money.
        Amount => "amount",
        /// Percentage or fraction.
        Share => "share",
        /// Anything else.
        Other => "other",
    }
}

/// A number in the text with the whole interval it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words of the number with its modifier: "at least 12".
    pub span: Span,
    /// Least value meant; `None` where there is no lower bound.
    pub low: Option<f64>,
    /// Greatest value meant; `None` where there is no upper bound. An exact number has `low == high`.
    pub high: Option<f64>,
    /// What is counted, as a lower-case singular noun: `person`, `soldier`, `USD`, `percent`.
    pub unit: String,
    /// What the counted things underwent or are.
    pub role: QuantityRole,
    /// The total that this number is a part of: "14 people, including three children".
    pub part_of: Option<QuantityId>,
    /// Why it was found and has this role.
    pub evidence: Evidence,
}
