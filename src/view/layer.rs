//! The layers of marks that a reader can switch on and off.

use crate::model::EntityType;

/// A group of marks with one colour and one switch in the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Layer {
    /// Human beings.
    People,
    /// Companies, agencies, alliances.
    Organizations,
    /// Militias, rebels, gangs.
    ArmedGroups,
    /// Ministries, courts, police.
    Government,
    /// Regular forces.
    Military,
    /// Countries, cities, facilities.
    Places,
    /// Nationality, religious and political groups.
    Groups,
    /// Weapons and vehicles.
    Weapons,
    /// Titles, events, laws, contacts and the rest.
    Others,
    /// Time expressions.
    Dates,
    /// Numbers and amounts of money.
    Quantities,
    /// Words that tell what happened.
    Events,
    /// Words that somebody said.
    Quotes,
    /// Propositions that somebody puts forward.
    Claims,
}

impl Layer {
    /// All layers, in the order of the legend.
    pub const ALL: [Self; 14] = [
        Self::People,
        Self::Organizations,
        Self::ArmedGroups,
        Self::Government,
        Self::Military,
        Self::Places,
        Self::Groups,
        Self::Weapons,
        Self::Others,
        Self::Dates,
        Self::Quantities,
        Self::Events,
        Self::Quotes,
        Self::Claims,
    ];

    /// The layer that shows entities of this type.
    pub fn of(etype: EntityType) -> Self {
        match etype {
            EntityType::Person => Self::People,
            EntityType::Organization => Self::Organizations,
            EntityType::ArmedGroup => Self::ArmedGroups,
            EntityType::GovernmentBody => Self::Government,
            EntityType::MilitaryUnit => Self::Military,
            EntityType::Place => Self::Places,
            EntityType::Norp => Self::Groups,
            EntityType::Weapon | EntityType::Vehicle => Self::Weapons,
            EntityType::Money => Self::Quantities,
            EntityType::Title | EntityType::Event | EntityType::Law | EntityType::Contact | EntityType::Other => {
                Self::Others
            }
        }
    }

    /// The word in the legend.
    pub fn label(self) -> &'static str {
        match self {
            Self::People => "People",
            Self::Organizations => "Organizations",
            Self::ArmedGroups => "Armed groups",
            Self::Government => "Government",
            Self::Military => "Military",
            Self::Places => "Places",
            Self::Groups => "Groups",
            Self::Weapons => "Weapons",
            Self::Others => "Other",
            Self::Dates => "Dates",
            Self::Quantities => "Figures",
            Self::Events => "Events",
            Self::Quotes => "Quotes",
            Self::Claims => "Claims",
        }
    }
}

/// Two letters for a type, so that tables do not rest on colour.
pub fn type_code(etype: EntityType) -> &'static str {
    match etype {
        EntityType::Person => "PE",
        EntityType::Organization => "OR",
        EntityType::ArmedGroup => "AG",
        EntityType::GovernmentBody => "GO",
        EntityType::MilitaryUnit => "MI",
        EntityType::Place => "PL",
        EntityType::Norp => "NO",
        EntityType::Title => "TI",
        EntityType::Weapon => "WE",
        EntityType::Vehicle => "VE",
        EntityType::Event => "EV",
        EntityType::Money => "MO",
        EntityType::Law => "LA",
        EntityType::Contact => "CO",
        EntityType::Other => "OT",
    }
}

/// The type in words, as tables and details show it: "armed group", "nationality or group".
pub fn type_words(etype: EntityType) -> &'static str {
    match etype {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::ArmedGroup => "armed group",
        EntityType::GovernmentBody => "government body",
        EntityType::MilitaryUnit => "military unit",
        EntityType::Place => "place",
        EntityType::Norp => "nationality or group",
        EntityType::Title => "title",
        EntityType::Weapon => "weapon",
        EntityType::Vehicle => "vehicle",
        EntityType::Event => "event",
        EntityType::Money => "money",
        EntityType::Law => "law or document",
        EntityType::Contact => "contact",
        EntityType::Other => "other",
    }
}

/// A set of layers; by default all are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct LayerSet(u16);

impl Default for LayerSet {
    fn default() -> Self {
        Layer::ALL.into_iter().fold(Self(0), |set, layer| set.with(layer, true))
    }
}

impl LayerSet {
    /// Whether a layer is in the set.
    pub fn has(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u16) != 0
    }

    /// The same set with one layer in or out.
    #[must_use]
    pub fn with(self, layer: Layer, on: bool) -> Self {
        let bit = 1 << layer as u16;
        Self(if on { self.0 | bit } else { self.0 & !bit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_switch_one_by_one() {
        let all = LayerSet::default();
        assert!(Layer::ALL.into_iter().all(|layer| all.has(layer)));
        let without = all.with(Layer::Dates, false);
        assert!(!without.has(Layer::Dates) && without.has(Layer::Quotes));
        assert_eq!(without.with(Layer::Dates, true), all);
    }

    #[test]
    fn type_codes_are_unique() {
        let codes: std::collections::BTreeSet<_> = EntityType::ALL.iter().map(|etype| type_code(*etype)).collect();
        assert_eq!(codes.len(), EntityType::ALL.len());
    }
}
