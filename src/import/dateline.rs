//! The place, date and agency that open a wire story: `PORT VELLE, Feb. 6 (Coast Wire) -`.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::calendar::{MonthDay, find_date, month_day_in};
use crate::model::{Dateline, Span};

/// Longest text before the dash that is still taken for a dateline, in bytes.
const MAX_BYTES: usize = 120;
/// Number of lines below the headers in which a dateline is looked for: headline, byline, blank lines between.
const MAX_LINES: usize = 12;

/// A dateline as found, its day not yet placed in a year.
pub(super) struct Found {
    line: Dateline,
    day: Option<MonthDay>,
}

impl Found {
    /// The day, when the dateline itself names the year.
    pub(super) fn full_date(&self) -> Option<NaiveDate> {
        self.day.and_then(MonthDay::full)
    }

    /// Whether it names a day at all.
    pub(super) fn is_dated(&self) -> bool {
        self.day.is_some()
    }

    /// The dateline with its day placed at or before the day of publication.
    pub(super) fn resolve(self, published: Option<NaiveDate>) -> Dateline {
        let date = match (self.day, published) {
            (Some(day), Some(published)) => day.up_to(published),
            (Some(day), None) => day.full(),
            (None, _) => None,
        };
        Dateline { date, ..self.line }
    }
}

#[expect(clippy::expect_used, reason = "the pattern is fixed; the tests below compile it")]
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    // Place in capitals (a state or country after it may be in small letters), then date and agency in either order,
    // then a dash. A place in small letters counts only when date or agency follows.
    Regex::new(
        r"(?x) ^ \s*
        (?: (?P<caps> \p{Lu}[\p{Lu}.'’]+ (?:[\ /-] \p{Lu}[\p{Lu}.'’-]*)* (?: ,\ \p{Lu}[\p{L}.]+ (?:\ \p{Lu}[\p{L}.]+)* )?? )
          | (?P<small> \p{Lu}[\p{L}.'’]+ (?:[\ -] [\p{L}.'’]+){0,3} (?: ,\ \p{Lu}[\p{L}.]+ (?:\ \p{Lu}[\p{L}.]+)* )?? ) )
        (?: (?: , | \ \| ) \ * (?: Mon | Tues | Wednes | Thurs | Fri | Satur | Sun ) day )?
        (?: (?: , | \ \| )? \ *
            (?P<date> \p{L}+\.? \ \d{1,2} (?: ,?\ \d{4} )? | \d{1,2} \ \p{L}+\.? (?: ,?\ \d{4} )? | \d{1,2}\.\d{1,2}\.\d{4} ) )?
        (?: ,? \ * \( (?P<agency> [\p{Lu}\d] [^()\n]{0,40} ) \) )?
        \ * (?: -{1,3} | [–—_] ) (?: \s | $ )",
    )
    .expect("a fixed pattern that compiles")
});

/// Looks at the lines that follow the headers.
pub(super) fn find(text: &str, body_start: usize) -> Option<Found> {
    let mut start = body_start;
    for line in text.get(body_start..)?.split_inclusive('\n').take(MAX_LINES) {
        if let Some(found) = in_line(text, start, line) {
            return Some(found);
        }
        start += line.len();
    }
    None
}

fn in_line(text: &str, start: usize, line: &str) -> Option<Found> {
    let cut = (0..=line.len().min(MAX_BYTES)).rev().find(|&end| line.is_char_boundary(end))?;
    let found = DATELINE.captures(&line[..cut])?;
    let span = |name| found.name(name).and_then(|part| Span::new(text, start + part.start(), start + part.end()));
    let day = found.name("date").and_then(|part| day_in(part.as_str()));
    if found.name("date").is_some() && day.is_none() {
        return None;
    }
    let (caps, agency) = (span("caps"), span("agency"));
    if caps.is_none() && day.is_none() && agency.is_none() {
        return None;
    }
    let all = found.get(0)?.as_str();
    let lead = all.len() - all.trim_start().len();
    let whole = Span::new(text, start + lead, start + all.trim_end().len())?;
    Some(Found { line: Dateline { span: whole, place: caps.or(span("small")), date: None, agency }, day })
}

fn day_in(date: &str) -> Option<MonthDay> {
    let numeric = || find_date(date, None).map(|found| found.date);
    month_day_in(date)
        .or_else(|| numeric().map(|date| MonthDay { month: date.month(), day: date.day(), year: Some(date.year()) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// place | date | agency of a dateline found at the top of `text`.
    fn read(text: &str) -> Option<String> {
        let published = NaiveDate::from_ymd_opt(2024, 2, 8);
        let line = find(text, 0)?.resolve(published);
        let words = |span: Option<Span>| span.map_or("-", |span| span.text_in(text)).to_owned();
        let date = line.date.map_or("-".to_owned(), |date| date.to_string());
        Some(format!("{} | {date} | {}", words(line.place), words(line.agency)))
    }

    #[test]
    fn datelines_of_the_agencies() {
        for (text, expected) in [
            ("BAGHDAD, Feb. 8 (Agency) - Iraq on Thursday", "BAGHDAD | 2024-02-08 | Agency"),
            ("PORT VELLE, Feb. 6 — Rebel forces", "PORT VELLE | 2024-02-06 | -"),
            ("MANILA, Philippines (AP) _\n\nThe president", "MANILA, Philippines | - | AP"),
            ("PORT VELLE (Coast Wire) -- A ferry", "PORT VELLE | - | Coast Wire"),
            ("TARSK, Dec 30 - The army", "TARSK | 2023-12-30 | -"),
            ("Port Velle, 6 February 2024 (CW) – A ferry", "Port Velle | 2024-02-06 | CW"),
            (
                "ST. ALBIN-SUR-MER, Velland, March 3, 2023 (Coast Wire) - A",
                "ST. ALBIN-SUR-MER, Velland | 2023-03-03 | Coast Wire",
            ),
            ("ALDANE, 05.02.2024 (MNA) – The", "ALDANE | 2024-02-05 | MNA"),
            ("RAS TILWAN, Monday — Staff", "RAS TILWAN | - | -"),
            ("Ferry sinks\n\nBy Mira Tolan\n\nVELLE — A ferry", "VELLE | - | -"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn dashes_that_open_no_story() {
        for text in [
            "The ferry - a small one - sank.",
            "He said it - twice.",
            "A well-known fact",
            "Kataeb Hezbollah – which announced it was leaving – said",
            "",
            "UN",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
