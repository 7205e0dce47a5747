//! What can be decided about a thing.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::super::{Act, EntityAnchor, EntityType, Polarity, QuoteKind, Sha256, Target, TimeKind, entity::words};

words! {
    /// Whether a finding is right.
    Verdict {
        /// It is right.
        Confirmed => "confirmed",
        /// It is wrong and shown apart.
        Rejected => "rejected",
    }
}

words! {
    /// A decision that has no value beside being made.
    Mark {
        /// Made.
        Set => "set",
    }
}

words! {
    /// What holds between two entities.
    Relation {
        /// They are one.
        Same => "same",
        /// They are two, whatever their names.
        Different => "different",
    }
}

/// Two entities, the smaller anchor first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityPair(EntityAnchor, EntityAnchor);

impl EntityPair {
    /// The pair of these two in either order; `None` when they are the same anchor.
    pub fn new(a: EntityAnchor, b: EntityAnchor) -> Option<Self> {
        (a != b).then(|| Self(a.min(b), a.max(b)))
    }

    /// Both, the smaller first.
    pub fn ends(self) -> [EntityAnchor; 2] {
        [self.0, self.1]
    }
}

/// Which entity of its document a mention belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// To an entity of its own.
    Own,
    /// To that of another mention of the same document.
    With(EntityAnchor),
}

/// Who says or claims something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// An entity that is mentioned in the same document.
    Entity(EntityAnchor),
    /// The reporter. Claims only.
    Author,
    /// Nobody whom the text tells.
    Nobody,
}

/// What a time expression means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateValue {
    /// As TIMEX3 writes it.
    pub value: String,
    /// First day meant, where it has one.
    pub begin: Option<NaiveDate>,
    /// First day no longer meant, where it has one.
    pub end_before: Option<NaiveDate>,
}

impl DateValue {
    /// A single day.
    pub fn day(date: NaiveDate) -> Self {
        Self { value: date.to_string(), begin: Some(date), end_before: date.succ_opt() }
    }

    /// The same, and where a date is known that it is near, what it leaves out is as there: 7 is the seventh of the same
    /// month, 3-7 the seventh of March of the same year.
    pub fn parse_near(text: &str, near: Option<NaiveDate>) -> Option<Self> {
        let numbers: Vec<u32> = text.trim().split('-').map_while(|part| part.parse().ok()).collect();
        let is_short = |text: &str| text.trim().split('-').all(|part| (1..=2).contains(&part.len()));
        let day = near.filter(|_| is_short(text)).and_then(|near| match *numbers.as_slice() {
            [day] => near.with_day(day),
            [month, day] => NaiveDate::from_ymd_opt(near.year(), month, day),
            _ => None,
        });
        day.map(Self::day).or_else(|| Self::parse(text))
    }

    /// What somebody typed: a day (2024-02-07), a month (2024-02), a year (2024), or two of them with a slash between for
    /// everything from the first to the last. `None` when it is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (Self::parse(from)?, Self::parse(to)?);
            let in_order = from.begin <= to.begin && !from.value.contains('/') && !to.value.contains('/');
            let value = format!("{}/{}", from.value, to.value);
            return in_order.then_some(Self { value, begin: from.begin, end_before: to.end_before });
        }
        let numbers: Vec<u32> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let date = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
        let (year, next) = match *numbers.as_slice() {
            [year] if text.len() == 4 => (date(year, 1, 1)?, date(year + 1, 1, 1)),
            [year, 12] => (date(year, 12, 1)?, date(year + 1, 1, 1)),
            [year, month] => (date(year, month, 1)?, date(year, month + 1, 1)),
            [year, month, day] => return date(year, month, day).map(Self::day),
            _ => return None,
        };
        let value = if numbers.len() == 1 { text.to_owned() } else { year.format("%Y-%m").to_string() };
        Some(Self { value, begin: Some(year), end_before: next })
    }
}

/// Something that the user tagged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addition {
    /// A mention of an entity. It belongs to the entity of the document that has the same name, or to one of its own.
    Mention {
        /// What it is.
        etype: EntityType,
    },
    /// A time expression.
    Time {
        /// Its kind.
        kind: TimeKind,
        /// What it means.
        value: DateValue,
    },
    /// A quote. Its speaker is a decision of its own.
    Quote {
        /// How the words are reported.
        kind: QuoteKind,
    },
    /// A claim. Its claimant is a decision of its own; until then nobody claims it.
    Claim {
        /// What the claimant does with it.
        act: Act,
        /// Whether it is presented as so or not so.
        polarity: Polarity,
    },
}

/// The name of a tag; what the user typed, without white space at its ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TagName(pub String);

/// How a tag looks and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagStyle {
    /// Red, green and blue.
    pub colour: [u8; 3],
    /// The tag under which it stands.
    pub parent: Option<TagName>,
}

/// A note of this workspace; given once, never again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(pub u32);

/// The analyst's words about something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about.
    pub about: Target,
    /// The words.
    pub text: String,
    /// Evidence that it links to, in the order in which it was linked.
    pub links: Vec<Target>,
}

/// How far a project rule reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleScope {
    /// All documents.
    Workspace,
    /// One document.
    Document(Sha256),
}

/// What a project rule speaks of: exact words wherever they stand between word borders.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleKey {
    /// Where.
    pub scope: RuleScope,
    /// The words, as they stand in the text.
    pub words: String,
}

/// What a project rule does. A rule for a document wins over one for the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleAction {
    /// Never tag the words.
    Never,
    /// Always tag them as names of this type.
    Always {
        /// What they name.
        etype: EntityType,
        /// Finer kind in snake_case, if told.
        subtype: Option<Cow<'static, str>>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_typed_date_leaves_out_is_as_in_the_one_it_is_near() {
        let near = NaiveDate::from_ymd_opt(2024, 2, 8);
        let read = |text: &str| DateValue::parse_near(text, near).map(|value| value.value);
        assert_eq!(read("7").as_deref(), Some("2024-02-07"));
        assert_eq!(read(" 3-17 ").as_deref(), Some("2024-03-17"));
        assert_eq!(read("2023").as_deref(), Some("2023"), "a year is a year");
        assert_eq!(read("2023-12-01").as_deref(), Some("2023-12-01"));
        assert_eq!((read("31"), read("x-7"), read("")), (None, None, None));
        assert_eq!(DateValue::parse_near("7", None), None);
    }

    #[test]
    fn typed_dates_are_days_months_years_or_stretches() {
        let read = |text: &str| {
            let value = DateValue::parse(text)?;
            Some((value.value, value.begin?.to_string(), value.end_before?.to_string()))
        };
        let whole = |value: &str, begin: &str, end: &str| Some((value.to_owned(), begin.to_owned(), end.to_owned()));
        assert_eq!(read(" 2024-2-7 "), whole("2024-02-07", "2024-02-07", "2024-02-08"));
        assert_eq!(read("2024-12"), whole("2024-12", "2024-12-01", "2025-01-01"));
        assert_eq!(read("2024"), whole("2024", "2024-01-01", "2025-01-01"));
        assert_eq!(read("2024-02-01/2024-03"), whole("2024-02-01/2024-03", "2024-02-01", "2024-04-01"));
        for wrong in ["", "Wednesday", "2024-13", "2024-02-30", "24", "2024-03/2024-02", "2024/2025/2026"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
