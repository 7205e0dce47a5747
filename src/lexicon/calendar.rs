//! Words of the calendar.

use rustc_hash::FxHashMap;

use super::{Table, TableError};

/// What a calendar word means. A word can be several things: "night" is a unit and a part of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CalendarWord {
    /// 1 to 12.
    pub month: Option<u32>,
    /// 1 (Monday) to 7.
    pub weekday: Option<u32>,
    /// A unit of time.
    pub unit: Option<Unit>,
    /// TIMEX3 part of the day (`MO`, `NI`) or the hour it stands for (`12:00`).
    pub part: Option<&'static str>,
    /// TIMEX3 season.
    pub season: Option<&'static str>,
    /// Offset from universal time as TIMEX3 writes it.
    pub zone: Option<&'static str>,
    /// Days from today.
    pub day: Option<i64>,
    /// TIMEX3 reference: `PAST_REF`.
    pub vague: Option<&'static str>,
    /// TIMEX3 value of a set: `P1D`.
    pub often: Option<&'static str>,
    /// Month and day of a feast, or the name of a movable one.
    pub feast: Option<&'static str>,
    /// A decade of the twentieth century in words, by its first three digits.
    pub decade: Option<i32>,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 1 s
    Second,
    /// 60 s
    Minute,
    /// 60 min
    Hour,
    /// 24 h
    Day,
    /// A night, counted like a day.
    Night,
    /// 7 days
    Week,
    /// 14 days
    Fortnight,
    /// Saturday and Sunday.
    Weekend,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
    /// 10 years
    Decade,
    /// 100 years
    Century,
}

/// All calendar words.
#[derive(Debug, Default)]
pub struct Calendar {
    words: FxHashMap<&'static str, CalendarWord>,
}

impl Calendar {
    pub(super) fn read(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let (kind, value) = (row.need(1)?, row.need(2)?);
            let word = self.words.entry(row.need(0)?).or_default();
            match kind {
                "month" => word.month = Some(row.number(2)?),
                "weekday" => word.weekday = Some(row.number(2)?),
                "unit" => {
                    word.unit =
                        Some(Unit::from_code(value).ok_or_else(|| row.error(format!("There is no unit {value}")))?);
                }
                "part" => word.part = Some(value),
                "season" => word.season = Some(value),
                "zone" => word.zone = Some(value),
                "day" => word.day = Some(row.number(2)?),
                "vague" => word.vague = Some(value),
                "often" => word.often = Some(value),
                "feast" => word.feast = Some(value),
                "decade" => word.decade = Some(row.number(2)?),
                other => return Err(row.error(format!("There is no kind of calendar word \"{other}\""))),
            }
        }
        Ok(())
    }

    /// All words of the calendar.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.keys().copied()
    }

    /// What a lower-case word means on the calendar; nothing for other words.
    pub fn word(&self, lower: &str) -> CalendarWord {
        self.words.get(lower).copied().unwrap_or_default()
    }
}

impl Unit {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "TS" => Self::Second,
            "TM" => Self::Minute,
            "TH" => Self::Hour,
            "D" => Self::Day,
            "N" => Self::Night,
            "W" => Self::Week,
            "F" => Self::Fortnight,
            "WE" => Self::Weekend,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            _ => return None,
        })
    }

    /// How a TIMEX3 duration writes `n` of it, `n` being a number or `X`.
    pub fn duration(self, n: &str) -> String {
        match self {
            Self::Second => format!("PT{n}S"),
            Self::Minute => format!("PT{n}M"),
            Self::Hour => format!("PT{n}H"),
            Self::Day | Self::Night => format!("P{n}D"),
            Self::Week => format!("P{n}W"),
            Self::Fortnight => format!("P{}W", n.parse::<u32>().map_or_else(|_| n.to_owned(), |n| (2 * n).to_string())),
            Self::Weekend => format!("P{n}WE"),
            Self::Month => format!("P{n}M"),
            Self::Quarter => times(n, 3).map_or_else(|| format!("P{n}Q"), |n| format!("P{n}M")),
            Self::Year => format!("P{n}Y"),
            Self::Decade => times(n, 10).map_or_else(|| format!("P{n}DE"), |n| format!("P{n}Y")),
            Self::Century => times(n, 100).map_or_else(|| format!("P{n}CE"), |n| format!("P{n}Y")),
        }
    }
}

/// A whole number of units that hold `size` smaller ones, in those.
fn times(n: &str, size: u32) -> Option<u32> {
    n.parse::<u32>().ok()?.checked_mul(size)
}
