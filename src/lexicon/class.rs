//! Word classes: which closed or listed classes a word form belongs to.

use std::ops::{BitOr, BitOrAssign};

/// A set of word classes, one bit each. A word form can be in several: "may" is a modal and a month.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Class(u128);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident => $code:literal,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Bit { $($name),* }

        impl Class {
            $($(#[$doc])* pub const $name: Self = Self(1 << Bit::$name as u8);)*

            /// The classes with the codes used in `assets/lexicon/`, in the order of their bits.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($code, Self::$name)),*];
        }
    };
}

classes! {
    /// the
    DEFINITE => "definite",
    /// a, an
    INDEFINITE => "indefinite",
    /// this, that, these, those
    DEMONSTRATIVE => "demonstrative",
    /// my, his, their
    POSSESSIVE => "possessive",
    /// some, all, several, no
    QUANTIFIER => "quantifier",
    /// he and its forms
    PRONOUN_HE => "pronoun_he",
    /// she and its forms
    PRONOUN_SHE => "pronoun_she",
    /// it and its forms
    PRONOUN_IT => "pronoun_it",
    /// they and its forms
    PRONOUN_THEY => "pronoun_they",
    /// I and its forms
    PRONOUN_I => "pronoun_i",
    /// we and its forms
    PRONOUN_WE => "pronoun_we",
    /// you and its forms
    PRONOUN_YOU => "pronoun_you",
    /// Pronouns that stand as subject: he, they, who
    SUBJECT_PRONOUN => "subject_pronoun",
    /// Pronouns that stand as object: him, them
    OBJECT_PRONOUN => "object_pronoun",
    /// Pronouns that name nobody in particular: someone, everybody, nothing
    INDEFINITE_PRONOUN => "indefinite_pronoun",
    /// who, which, that
    RELATIVE => "relative",
    /// what, when, where, why, how, whether
    WH_WORD => "wh_word",
    /// due, scheduled, plans: an infinitive behind them is to come
    PLANNING => "planning",
    /// in, at, of
    PREPOSITION => "preposition",
    /// and, or, but
    COORDINATOR => "coordinator",
    /// because, after, while, if
    SUBORDINATOR => "subordinator",
    /// will, would, may
    MODAL => "modal",
    /// Forms of be
    BE => "be",
    /// Forms of have
    HAVE => "have",
    /// Forms of do
    DO => "do",
    /// not, n't, never
    NEGATION => "negation",
    /// Common adverbs that do not end in -ly: also, already, still
    ADVERB => "adverb",
    /// Common adjectives
    ADJECTIVE => "adjective",
    /// Words that are nouns although a verb looks the same: report, attack, plan
    NOUN => "noun",
    /// two, twelve
    CARDINAL => "cardinal",
    /// hundred, million, dozen
    MULTIPLIER => "multiplier",
    /// first, third
    ORDINAL => "ordinal",
    /// half, third, quarter
    FRACTION => "fraction",
    /// Words that mean numbers: all of the list of numerals
    NUMBER_WORD => "number_word",
    /// First words of phrases that bound numbers: at least, up to
    BOUND_WORD => "bound_word",
    /// Words that mean something on the calendar: all of its list
    CALENDAR_WORD => "calendar_word",
    /// Monday, Mon.
    WEEKDAY => "weekday",
    /// January, Jan.
    MONTH => "month",
    /// day, week, minute
    TIME_UNIT => "time_unit",
    /// today, yesterday, now
    TIME_DEICTIC => "time_deictic",
    /// morning, noon, dawn
    DAY_PART => "day_part",
    /// spring, winter
    SEASON => "season",
    /// GMT, EST
    TIME_ZONE => "time_zone",
    /// Shortened words whose full stop never ends a sentence: Mr., Gen., Jan.
    ABBREVIATION => "abbreviation",
    /// Shortened words that may also end a sentence: U.S., Inc., p.m.
    ABBREVIATION_FINAL => "abbreviation_final",
    /// Base or present plural form of a verb: say, go
    VERB_BASE => "verb_base",
    /// Third person singular: says
    VERB_S => "verb_s",
    /// Past tense: said, went
    VERB_PAST => "verb_past",
    /// Past participle: said, gone
    VERB_PARTICIPLE => "verb_participle",
    /// Present participle: saying
    VERB_ING => "verb_ing",
    /// Some form of a verb that can attribute words to a source
    CUE => "cue",
    /// A noun that can: statement, claim
    CUE_NOUN => "cue_noun",
    /// Ranks, offices, honorifics: President, Gen.
    TITLE => "title",
    /// deputy, former, acting
    TITLE_MODIFIER => "title_modifier",
    /// Last words of organization names: Ministry, Council, Brigades
    ORG_HEAD => "org_head",
    /// Last words of place and facility names: Airport, Street, River
    FACILITY_HEAD => "facility_head",
    /// Inc., Ltd, GmbH
    LEGAL_FORM => "legal_form",
    /// Masculine first names
    GIVEN_MASCULINE => "given_masculine",
    /// Feminine first names
    GIVEN_FEMININE => "given_feminine",
    /// Family names
    SURNAME => "surname",
    /// First names and surnames that are ordinary words too: Hope, Will
    COMMON_NAME => "common_name",
    /// Capitals that name no body: DNA, GDP, CEO
    COMMON_ACRONYM => "common_acronym",
    /// al, bin, van, de
    NAME_PARTICLE => "name_particle",
    /// Nationalities, faiths, political groups: Iraqi, Shiite, Democrat
    NORP => "norp",
    /// The head of a description with a known kind: commander, troops, ministry
    HEAD_NOUN => "head_noun",
    /// allegedly, reportedly
    HEDGE => "hedge",
    /// statement, interview, tweet: where words were said
    MEDIUM => "medium",
    /// east, northern
    DIRECTION => "direction",
    /// Nouns that stand for the thing of their kind that was named last: group, company
    GENERAL_NOUN => "general_noun",
    /// What befalls people: killed, arrested
    FATE => "fate",
    /// Plurals that open names of bodies: Women's, Workers'
    PEOPLE_PLURAL => "people_plural",
    /// Mr., King
    TITLE_MASCULINE => "title_masculine",
    /// Mrs., Queen
    TITLE_FEMININE => "title_feminine",
    /// in, at, near: prepositions before a place
    LOCATIVE => "locative",
    /// Verbs of bringing words out: issue, make, voice
    ISSUING => "issuing",
    /// view, opinion: nouns that hold what somebody thinks
    OPINION => "opinion",
    /// court, inquest: bodies that hear statements
    HEARING_BODY => "hearing_body",
    /// What somebody made and gave a title: column, film
    WORK => "work",
    /// Participles that give a name: called, titled
    NAMING => "naming",
    /// means, meaning: what follows explains what stands before
    GLOSSING => "glossing",
    /// translated, rendered: so does what follows behind "as" or "to"
    TRANSLATING => "translating",
    /// name, pseudonym: nouns that a name follows
    NAMING_NOUN => "naming_noun",
    /// interview, interviewed: words that say that a story is an interview
    INTERVIEWING => "interviewing",
    /// Q, interviewer: labels of who asks
    ASKING => "asking",
    /// A, answer: labels of who answers
    ANSWERING => "answering",
    /// Nouns of kinship: brother, wife
    KIN => "kin",
    /// Last words of numbered units: Brigade, Battalion, Marines
    UNIT_HEAD => "unit_head",
    /// What stands before the name of a ship: USS, MV
    VESSEL_PREFIX => "vessel_prefix",
    /// What stands before a hyphen and a name that it takes a side on: pro-, anti-
    SIDE => "side",
    /// Names of deities, faiths and feasts, which no reader of news looks up: God, Islam, Eid
    DEITY => "deity",
    /// Words that open captions: "Image: Tarsk News"
    CAPTION => "caption",
    /// Nouns that name an office only before "of" and a body: head
    OFFICE_NOUN => "office_noun",
}

impl Class {
    /// No class.
    pub const NONE: Self = Self(0);

    /// Whether this set and `other` share a class.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set holds no class.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together, in constants.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The class with this code in the word lists.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == code).map(|&(_, class)| class)
    }

    /// Any personal pronoun.
    pub const PRONOUN: Self = Self::PRONOUN_HE
        .or(Self::PRONOUN_SHE)
        .or(Self::PRONOUN_IT)
        .or(Self::PRONOUN_THEY)
        .or(Self::PRONOUN_I)
        .or(Self::PRONOUN_WE)
        .or(Self::PRONOUN_YOU);
    /// Any word that opens a noun phrase.
    pub const DETERMINER: Self =
        Self::DEFINITE.or(Self::INDEFINITE).or(Self::DEMONSTRATIVE).or(Self::POSSESSIVE).or(Self::QUANTIFIER);
    /// Any verb form.
    pub const VERB: Self =
        Self::VERB_BASE.or(Self::VERB_S).or(Self::VERB_PAST).or(Self::VERB_PARTICIPLE).or(Self::VERB_ING);
    /// Any auxiliary.
    pub const AUXILIARY: Self = Self::BE.or(Self::HAVE).or(Self::DO).or(Self::MODAL);
    /// Words that hold a sentence together and are never part of a name on their own.
    pub const FUNCTION: Self = Self::PRONOUN
        .or(Self::DETERMINER)
        .or(Self::AUXILIARY)
        .or(Self::PREPOSITION)
        .or(Self::COORDINATOR)
        .or(Self::SUBORDINATOR)
        .or(Self::RELATIVE)
        .or(Self::WH_WORD)
        .or(Self::NEGATION);
    /// First names of either gender.
    pub const GIVEN: Self = Self::GIVEN_MASCULINE.or(Self::GIVEN_FEMININE);
}

impl BitOr for Class {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl std::fmt::Debug for Class {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(Self::ALL.iter().filter(|(_, class)| self.any(*class)).map(|(code, _)| code)).finish()
    }
}
