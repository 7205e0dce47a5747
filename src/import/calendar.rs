//! Calendar dates as headers, datelines and file names write them.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::{Captures, Regex};

/// A day without a year, as datelines give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthDay {
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) year: Option<i32>,
}

impl MonthDay {
    /// The date with its own year.
    pub(super) fn full(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }

    /// The date with its own year, or else the last such day that is not after `published`.
    pub(super) fn up_to(self, published: NaiveDate) -> Option<NaiveDate> {
        let in_year = |year| NaiveDate::from_ymd_opt(year, self.month, self.day);
        match self.year {
            Some(year) => in_year(year),
            None => in_year(published.year()).filter(|date| *date <= published).or(in_year(published.year() - 1)),
        }
    }
}

const MONTH: &str = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";

#[expect(clippy::expect_used, reason = "the patterns are fixed; a test compiles each of them")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that compiles")
}

static ISO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})(?:\D|$)"));
static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|\D)(?P<year>(?:19|20)\d\d)(?P<m>\d\d)(?P<day>\d\d)(?:\D|$)"));
static IN_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|\D)(?P<year>(?:19|20)\d\d)[-_.](?P<m>\d\d)[-_.](?P<day>\d\d)(?:\D|$)"));
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"))
});
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
    ))
});
static NUMERIC: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)\b"));

/// A date with the other reading it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundDate {
    pub(super) date: NaiveDate,
    /// The reading of `03/04/2024` that was not taken.
    pub(super) other: Option<NaiveDate>,
}

impl FoundDate {
    pub(super) fn certain(date: NaiveDate) -> Self {
        Self { date, other: None }
    }
}

/// The first full date in a text. `03/04/2024` has two readings: the one that is `hint` wins, else the American one;
/// with full stops the European order is the only one.
pub(super) fn find_date(text: &str, hint: Option<NaiveDate>) -> Option<FoundDate> {
    iso_date(&ISO, text)
        .or_else(|| month_day_in(text).and_then(MonthDay::full))
        .or_else(|| iso_date(&COMPACT, text))
        .map(FoundDate::certain)
        .or_else(|| numeric_date(text, hint))
}

/// The first day and month in a dateline, with its year if it has one.
pub(super) fn month_day_in(text: &str) -> Option<MonthDay> {
    [&MONTH_FIRST, &DAY_FIRST]
        .into_iter()
        .filter_map(|pattern| pattern.captures(text))
        .find_map(|found| month_day(&found))
}

/// A date such as `2024-03-05`, `2024_03_05` or `20240305` in a file name.
pub(super) fn date_in_file_name(name: &str) -> Option<NaiveDate> {
    iso_date(&IN_NAME, name).or_else(|| iso_date(&COMPACT, name))
}

fn iso_date(pattern: &Regex, text: &str) -> Option<NaiveDate> {
    let found = pattern.captures(text)?;
    NaiveDate::from_ymd_opt(number(&found, "year")?, number(&found, "m")?, number(&found, "day")?)
}

fn month_day(found: &Captures<'_>) -> Option<MonthDay> {
    let month = month_number(&found["month"])?;
    let day = number(found, "day").filter(|day| (1..=31).contains(day))?;
    Some(MonthDay { month, day, year: number(found, "year") })
}

fn numeric_date(text: &str, hint: Option<NaiveDate>) -> Option<FoundDate> {
    let found = NUMERIC.captures(text)?;
    let (year, a, b) = (number(&found, "year")?, number(&found, "a")?, number(&found, "b")?);
    let european = NaiveDate::from_ymd_opt(year, b, a);
    let american = NaiveDate::from_ymd_opt(year, a, b).filter(|_| !found[0].contains('.'));
    let (date, other) = match (american, european) {
        (Some(_), Some(european)) if Some(european) == hint => (european, american),
        (Some(american), other) => (american, other),
        (None, other) => (other?, None),
    };
    Some(FoundDate { date, other: other.filter(|other| *other != date) })
}

fn number<T: std::str::FromStr>(found: &Captures<'_>, group: &str) -> Option<T> {
    found.name(group)?.as_str().parse().ok()
}

fn month_number(word: &str) -> Option<u32> {
    const STARTS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    STARTS.iter().position(|month| *month == start).and_then(|index| u32::try_from(index + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_headers_write_them() {
        for (text, date) in [
            ("2024-02-08", "2024-02-08"),
            ("2024-02-08T14:30:00+01:00", "2024-02-08"),
            ("Thursday, February 8, 2024 9:15 PM GMT", "2024-02-08"),
            ("Thu, 8 Feb 2024 21:15:00 +0000", "2024-02-08"),
            ("the 8th of February 2024", "2024-02-08"),
            ("Sept. 3, 2023", "2023-09-03"),
            ("13/02/2024", "2024-02-13"),
            ("02/13/2024", "2024-02-13"),
            ("05/06/2021", "2021-05-06"),
            ("8.2.2024", "2024-02-08"),
            ("20240208", "2024-02-08"),
        ] {
            assert_eq!(find_date(text, None).map(|found| found.date.to_string()).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for text in ["", "8 February", "2024-13-40", "call 555-20-2024", "May 2024", "31/02/2024"] {
            assert_eq!(find_date(text, None), None, "{text}");
        }
    }

    #[test]
    fn a_date_from_elsewhere_decides_between_two_readings() {
        let march = NaiveDate::from_ymd_opt(2024, 3, 6);
        let found = find_date("6/3/2024", march).unwrap();
        assert_eq!((Some(found.date), found.other), (march, NaiveDate::from_ymd_opt(2024, 6, 3)));
    }

    #[test]
    fn a_day_without_a_year_is_the_last_one_up_to_the_date_of_the_story() {
        let published = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
        let day = |text| month_day_in(text).and_then(|found| found.up_to(published)).unwrap().to_string();
        assert_eq!(day("Jan. 2"), "2024-01-02");
        assert_eq!(day("Dec. 30"), "2023-12-30");
        assert_eq!(day("30 December 2019"), "2019-12-30");
    }

    #[test]
    fn dates_in_file_names() {
        for (name, date) in [
            ("2024-03-05_ferry", Some("2024-03-05")),
            ("wire_20240305_1", Some("2024-03-05")),
            ("000_1aac1352f56edcd0", None),
            ("report-2024", None),
        ] {
            assert_eq!(date_in_file_name(name).map(|found| found.to_string()).as_deref(), date, "{name}");
        }
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&ISO, &COMPACT, &IN_NAME, &MONTH_FIRST, &DAY_FIRST, &NUMERIC] {
            assert!(!pattern.is_match(""));
        }
    }
}
