//! What a time expression says, before it is placed on the calendar.
//!
//! The finder turns words into these; the resolver turns these, an anchor and the tense of the clause into values.
//! The composition follows SCATE (Bethard and Parker 2016), cut down to what news uses.

use std::ops::Range;

use crate::{analysis::rules::Rule, lexicon::Unit};

/// Meaning of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A day of the year; without a year it is the nearest one in the direction of the tense.
    MonthDay { year: Option<i32>, month: u32, day: u32 },
    /// A month.
    Month { year: Option<i32>, month: u32, shift: Option<Shift> },
    /// A month of last, this or next year.
    MonthOf { month: u32, shift: Shift },
    /// A year.
    Year(i32),
    /// A hundred years, by the first two digits of their numbers.
    Century(i32),
    /// Ten years, by the first three digits of their numbers.
    Decade(i32),
    /// A weekday.
    Weekday { weekday: u32, shift: Option<Shift> },
    /// A calendar unit by its relation to the anchor: last week, this year.
    Calendar { unit: Unit, shift: Shift },
    /// The unit that a report is about: the one told last, or the last one that is over.
    Reported(Unit),
    /// A calendar unit by its relation to the time told last: the next day, the same year.
    Narrative { unit: Unit, shift: Shift },
    /// So many units before or after something.
    Offset { n: Option<f64>, unit: Unit, back: bool, from: Base },
    /// Days from today.
    Day(i64),
    /// A quarter or half of a year: (`Q` or `H`, number).
    PartOfYear { letter: char, number: u32, year: Option<i32>, shift: Option<Shift> },
    /// A season.
    Season { code: &'static str, year: Option<i32>, shift: Option<Shift> },
    /// A feast: month-day or the name of a movable one; or the day before it.
    Feast { feast: &'static str, year: Option<i32>, shift: Option<Shift>, eve: bool },
    /// A weekend.
    Weekend(Option<Shift>),
    /// A part of a day: Wednesday night. Without a day it belongs to the day told in the same sentence.
    PartOfDay { day: Option<Box<Self>>, part: &'static str },
    /// A time of day.
    Clock { day: Option<Box<Self>>, hour: u32, minute: Option<u32>, zone: Option<&'static str> },
    /// A length of time, as TIMEX3 writes it.
    Duration(String),
    /// A recurring time, as TIMEX3 writes it.
    Set(String),
    /// PAST_REF and the like.
    Vague(&'static str),
}

/// Which of several like units is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Last,
    This,
    Next,
}

impl Shift {
    pub(super) fn steps(self) -> i64 {
        match self {
            Self::Last => -1,
            Self::This => 0,
            Self::Next => 1,
        }
    }
}

/// What an offset counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The anchor: three days ago.
    Anchor,
    /// The time told last: three days later.
    Told,
    /// An event: a day after the strike. It is dated by the clause that holds the expression.
    Event,
}

/// An expression with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Tokens.
    pub(super) range: Range<usize>,
    pub(super) meaning: Meaning,
    /// TIMEX3 modifier.
    pub(super) modifier: Option<&'static str>,
    pub(super) rule: Rule,
}

/// An expression of the tokens from `start` to `end` without a modifier, as the matchers answer it.
pub(super) fn found(start: usize, end: usize, meaning: Meaning, rule: Rule) -> Option<Found> {
    Some(Found { range: start..end, meaning, modifier: None, rule })
}
