//! Calendar arithmetic: days, weeks, months and years as half-open intervals with their TIMEX3 names.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::lexicon::Unit;

/// A stretch of whole days with its TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) value: String,
    pub(super) begin: NaiveDate,
    pub(super) end_before: NaiveDate,
}

impl Period {
    fn new(value: String, begin: Option<NaiveDate>, end_before: Option<NaiveDate>) -> Option<Self> {
        Some(Self { value, begin: begin?, end_before: end_before? })
    }

    pub(super) fn day(day: NaiveDate) -> Option<Self> {
        Self::new(day.to_string(), Some(day), day.succ_opt())
    }

    /// The ISO week that holds `day`.
    pub(super) fn week(day: NaiveDate) -> Option<Self> {
        let week = day.iso_week();
        let begin = NaiveDate::from_isoywd_opt(week.year(), week.week(), Weekday::Mon);
        Self::new(format!("{}-W{:02}", week.year(), week.week()), begin, begin.and_then(|day| plus_days(day, 7)))
    }

    /// Saturday and Sunday of the ISO week that holds `day`.
    pub(super) fn weekend(day: NaiveDate) -> Option<Self> {
        let week = day.iso_week();
        let begin = NaiveDate::from_isoywd_opt(week.year(), week.week(), Weekday::Sat);
        Self::new(format!("{}-W{:02}-WE", week.year(), week.week()), begin, begin.and_then(|day| plus_days(day, 2)))
    }

    pub(super) fn month(year: i32, month: u32) -> Option<Self> {
        let begin = NaiveDate::from_ymd_opt(year, month, 1)?;
        Self::new(format!("{year:04}-{month:02}"), Some(begin), begin.checked_add_months(Months::new(1)))
    }

    /// A quarter (`Q`, 1 to 4) or half (`H`, 1 to 2) of a year.
    pub(super) fn part_of_year(year: i32, letter: char, number: u32) -> Option<Self> {
        let n_months = if letter == 'Q' { 3 } else { 6 };
        let begin = NaiveDate::from_ymd_opt(year, (number.checked_sub(1)?) * n_months + 1, 1)?;
        Self::new(format!("{year:04}-{letter}{number}"), Some(begin), begin.checked_add_months(Months::new(n_months)))
    }

    pub(super) fn year(year: i32) -> Option<Self> {
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
        Self::new(format!("{year:04}"), first(year), first(year + 1))
    }

    /// Ten years; `decade` is 199 for the 1990s.
    pub(super) fn decade(decade: i32) -> Option<Self> {
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
        Self::new(decade.to_string(), first(decade * 10), first(decade * 10 + 10))
    }

    /// A hundred years; `century` is 17 for the 18th century.
    pub(super) fn century(century: i32) -> Option<Self> {
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
        Self::new(format!("{century:02}"), first(century * 100), first(century * 100 + 100))
    }

    /// A season by the calendar of the northern half of the earth; a winter runs into the next year.
    pub(super) fn season(year: i32, code: &str) -> Option<Self> {
        let month = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let begin = NaiveDate::from_ymd_opt(year, month, 1)?;
        Self::new(format!("{year:04}-{code}"), Some(begin), begin.checked_add_months(Months::new(3)))
    }

    /// The calendar unit that holds `day`.
    pub(super) fn holding(day: NaiveDate, unit: Unit) -> Option<Self> {
        match unit {
            Unit::Week | Unit::Fortnight => Self::week(day),
            Unit::Weekend => Self::weekend(day),
            Unit::Month => Self::month(day.year(), day.month()),
            Unit::Quarter => Self::part_of_year(day.year(), 'Q', (day.month() - 1) / 3 + 1),
            Unit::Year => Self::year(day.year()),
            Unit::Decade => Self::decade(day.year().div_euclid(10)),
            Unit::Century => Self::century(day.year().div_euclid(100)),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Self::day(day),
        }
    }
}

pub(super) fn plus_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let days = Days::new(n.unsigned_abs());
    if n < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

/// `n` units later, or earlier when `n` is negative; months keep the day where they have it.
pub(super) fn plus(day: NaiveDate, n: i64, unit: Unit) -> Option<NaiveDate> {
    let months = |n: i64| {
        let step = Months::new(u32::try_from(n.unsigned_abs()).ok()?);
        if n < 0 { day.checked_sub_months(step) } else { day.checked_add_months(step) }
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(day),
        Unit::Day | Unit::Night => plus_days(day, n),
        Unit::Week | Unit::Weekend => plus_days(day, n.checked_mul(7)?),
        Unit::Fortnight => plus_days(day, n.checked_mul(14)?),
        Unit::Month => months(n),
        Unit::Quarter => months(n.checked_mul(3)?),
        Unit::Year => months(n.checked_mul(12)?),
        Unit::Decade => months(n.checked_mul(120)?),
        Unit::Century => months(n.checked_mul(1200)?),
    }
}

/// The Easter Sunday of a year in the Gregorian calendar, by the method of Meeus, Jones and Butcher.
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// The fourth Thursday of November.
pub(super) fn thanksgiving(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Thu, 4)
}
