//! When: time expressions and what they mean on the calendar.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Evidence, Span, TimeId, entity::words};

words! {
    /// The kinds of TimeML TIMEX3.
    TimeKind {
        /// A day, month, year or vague calendar reference.
        Date => "date",
        /// A time of day.
        Time => "time",
        /// A length of time.
        Duration => "duration",
        /// A recurring time: every Friday.
        Set => "set",
    }
}

/// What a relative expression was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The expression is complete in itself: Jan. 28, 2024.
    None,
    /// The day the story was published.
    DocumentDate,
    /// The day in the dateline.
    Dateline,
    /// Another time expression of the document.
    Time(TimeId),
}

/// A time expression with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeValue {
    /// The words.
    pub span: Span,
    /// The kind.
    pub kind: TimeKind,
    /// The value as TIMEX3 writes it: `2024-02-07`, `2024-W05`, `P2D`, `PAST_REF`; `XXXX` parts where it stays open.
    pub value: String,
    /// TIMEX3 modifier (`START`, `MID`, `END`, `APPROX`, `BEFORE`, `AFTER`, ...), if any.
    #[serde(default, deserialize_with = "super::interned::maybe_words")]
    pub modifier: Option<std::borrow::Cow<'static, str>>,
    /// First day meant, where the value has one.
    pub begin: Option<NaiveDate>,
    /// First day no longer meant, where the value has one.
    pub end_before: Option<NaiveDate>,
    /// What it was reckoned from.
    pub anchor: Anchor,
    /// Why it was found, and why it has this value.
    pub evidence: Evidence,
}
