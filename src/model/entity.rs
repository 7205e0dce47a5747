//! Who and what is named, and every place where it is.

use serde::{Deserialize, Serialize};

use super::{EntityId, Evidence, Span};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {$(
            $(#[$vdoc])*
            #[serde(rename = $code)]
            $variant,
        )*}

        impl $name {
            /// All values, in the order in which they are listed on screen.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word used in exports and word lists.
            pub const fn code(self) -> &'static str {
                match self {$(Self::$variant => $code,)*}
            }

            /// The value with this word, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The word as shown to people: `armed_group` is "armed group".
            pub fn label(self) -> String {
                self.code().replace('_', " ")
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}
pub(super) use words;

words! {
    /// What kind of thing an entity is.
    EntityType {
        /// A human being or a group of them: Yehia Rasool, three American troops.
        Person => "person",
        /// A company, agency, party, union, alliance of states.
        Organization => "organization",
        /// Militias, rebels, gangs: Kataeb Hezbollah, gunmen.
        ArmedGroup => "armed_group",
        /// Ministries, courts, police, parliaments, authorities.
        GovernmentBody => "government_body",
        /// Regular forces, their commands and units.
        MilitaryUnit => "military_unit",
        /// Countries, cities, waters, facilities.
        Place => "place",
        /// Nationality, religious or political group.
        Norp => "norp",
        /// A rank, office or honorific: Interior Minister, Lt. Col.
        Title => "title",
        /// Arms and munitions.
        Weapon => "weapon",
        /// Vehicles, vessels, aircraft.
        Vehicle => "vehicle",
        /// Named or described happenings: the strike, the Oct. 7 attack.
        Event => "event",
        /// Amounts of money.
        Money => "money",
        /// Laws, treaties, resolutions, documents and titled works.
        Law => "law",
        /// URL, e-mail address, handle, phone number.
        Contact => "contact",
        /// Anything else worth a row.
        Other => "other",
    }
}

impl EntityType {
    /// Whether it is an organization of some kind.
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Organization | Self::ArmedGroup | Self::GovernmentBody | Self::MilitaryUnit)
    }
}

words! {
    /// How a mention refers.
    MentionClass {
        /// By name: Kataeb Hezbollah.
        Name => "name",
        /// By description: the commander, three American troops.
        Nominal => "nominal",
        /// By pronoun: he, it, its.
        Pronoun => "pronoun",
    }
}

words! {
    /// How well an entity is known.
    Status {
        /// It has a name.
        Named => "named",
        /// Known by its office alone: the prime minister.
        RoleOnly => "role_only",
        /// Not named on purpose or for lack of knowledge: an Interior Ministry official.
        Anonymous => "anonymous",
        /// Several at once: residents, three people.
        Collective => "collective",
        /// Too vague to tell: the region.
        Underspecified => "underspecified",
    }
}

words! {
    /// What a place name stands for where it is used.
    PlaceSense {
        /// Its government: Iraq labeled the coalition ...
        Government => "government",
        /// The location: in Iraq.
        Location => "location",
        /// Its people: Iraq mourned.
        People => "people",
    }
}

words! {
    /// Grammatical gender as far as names, titles and pronouns tell.
    Gender {
        /// he
        Masculine => "m",
        /// she
        Feminine => "f",
    }
}

words! {
    /// Grammatical number.
    Number {
        /// One.
        Singular => "sg",
        /// Several.
        Plural => "pl",
    }
}

/// One place in the text that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// All words of the mention.
    pub span: Span,
    /// The word that carries the meaning: "commander" in "a senior pro-Iran armed group commander"; for a name, the name.
    pub head: Span,
    /// What it is.
    #[serde(rename = "type")]
    pub etype: EntityType,
    /// Finer kind from an open list in snake_case (`country`, `militia`, `individual`), if known.
    #[serde(default, deserialize_with = "super::interned::maybe_words")]
    pub subtype: Option<std::borrow::Cow<'static, str>>,
    /// How it refers.
    pub class: MentionClass,
    /// The entity it refers to.
    pub entity: EntityId,
    /// What a place stands for here.
    pub sense: Option<PlaceSense>,
    /// Why it is tagged.
    pub evidence: Evidence,
}

/// Another name for an entity, with the place that introduced it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The other name.
    pub text: String,
    /// Where it first stands.
    pub span: Span,
}

/// An office or description that the text gives an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// As printed: "military spokesman".
    pub title: String,
    /// For whom or in what body, if it is an entity of the document.
    pub of: Option<EntityId>,
    /// The words that say so.
    pub span: Span,
}

/// A thing that the document speaks about: a cluster of mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is, decided over all its mentions.
    #[serde(rename = "type")]
    pub etype: EntityType,
    /// Finer kind, if known.
    #[serde(default, deserialize_with = "super::interned::maybe_words")]
    pub subtype: Option<std::borrow::Cow<'static, str>>,
    /// The fullest name the document uses, or its description. Never holds knowledge from outside the corpus.
    pub name: String,
    /// Other names, in order of first use.
    pub aliases: Vec<Alias>,
    /// How well it is known.
    pub status: Status,
    /// Gender, where the document or a name list tells.
    pub gender: Option<Gender>,
    /// One or several, where the document tells.
    pub number: Option<Number>,
    /// Offices and affiliations, in text order.
    pub roles: Vec<Role>,
    /// Why its mentions belong together and have this type.
    pub evidence: Evidence,
}
