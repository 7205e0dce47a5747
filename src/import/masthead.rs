//! The lines with which a newspaper opens a story: its name, a date, a section, above or below the headline.

use chrono::NaiveDate;

use super::calendar::{FoundDate, find_date};
use crate::model::Span;

/// Number of lines from the top among which the date line is looked for.
const MAX_LINES: usize = 4;
/// Longest part of a date line, in words. A longer line with a date in it is a sentence.
const MAX_WORDS: usize = 10;
/// Longest name of an outlet, in words.
const MAX_OUTLET_WORDS: usize = 6;

/// What the opening lines say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Masthead {
    pub(super) date: Option<FoundDate>,
    pub(super) source: Option<Span>,
    pub(super) byline: Option<Span>,
    /// Byte where the headline begins, when outlet and date stand above it.
    pub(super) headline_start: Option<usize>,
}

/// Reads the first lines after the header fields.
///
/// `hint` is a date known from elsewhere, which decides between the two readings of 03/04/2024.
pub(super) fn find(text: &str, body_start: usize, hint: Option<NaiveDate>) -> Masthead {
    let lines = first_lines(text, body_start);
    for (index, line) in lines.iter().enumerate() {
        let Some(date) = date_line(line.text_in(text), hint) else { continue };
        let mut masthead = Masthead { date: Some(date), ..Masthead::default() };
        masthead.take_parts(text, *line);
        let above = index.checked_sub(1).and_then(|above| lines.get(above).copied());
        let outlet = match (index, above) {
            (0, _) => masthead.source,
            (1, Some(above)) => Some(above).filter(|span| is_outlet(span.text_in(text))),
            _ => None,
        };
        if let Some(outlet) = outlet {
            masthead.source = Some(outlet);
            masthead.headline_start = lines.get(index + 1).map(|next| next.start());
        } else if index == 0 && is_bare_date(line.text_in(text)) {
            masthead.headline_start = lines.get(1).map(|next| next.start());
        }
        return masthead;
    }
    Masthead::default()
}

impl Masthead {
    /// `**Strait Monitor** | Published 7 March 2024 | Analysis by Agata Merrow`: outlet and authors beside the date.
    fn take_parts(&mut self, text: &str, line: Span) {
        let mut at = line.start();
        for part in line.text_in(text).split(['|', '·', '•']) {
            let span = trimmed(text, at, part);
            at +=
                part.len() + text.get(at + part.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let words = span.text_in(text);
            if let Some(by) = words.find("by ").filter(|by| *by == 0 || words[..*by].ends_with(' ')) {
                self.byline = Span::new(text, span.start() + by + 3, span.end());
            } else if find_date(words, None).is_none() && is_short(words) {
                self.source = self.source.or(Some(span));
            } else if let Some(outlet) = outlet_before_date(words) {
                self.source = self.source.or(Span::new(text, span.start(), span.start() + outlet.len()));
            }
        }
    }
}

/// The date of a line that holds little else and is no sentence.
fn date_line(line: &str, hint: Option<NaiveDate>) -> Option<FoundDate> {
    let few = |part: &str| part.split_whitespace().count() <= MAX_WORDS;
    let short = line.split('|').all(few) && !line.ends_with(['.', '?', '!']);
    let plain = !line.contains(['(', '“', '"', '—', '–']) && !line.contains(" - ");
    let found = find_date(line, hint).filter(|_| short && plain)?;
    let set_off = line.contains(['|', '·', '•']) || is_bare_date(line) || outlet_before_date(line).is_some();
    set_off.then_some(found)
}

/// Whether a line holds nothing but a date, a time and words like "Published".
fn is_bare_date(line: &str) -> bool {
    const NAMES: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "published",
        "updated",
        "posted",
    ];
    const OTHERS: &[&str] = &["", "st", "nd", "rd", "th", "t", "z", "am", "pm", "gmt", "utc", "on", "at", "of"];
    line.split(|c: char| !c.is_alphanumeric()).flat_map(|word| word.split(|c: char| c.is_ascii_digit())).all(|word| {
        let word = word.to_lowercase();
        OTHERS.contains(&word.as_str()) || (word.len() >= 3 && NAMES.iter().any(|name| name.starts_with(&word)))
    })
}

/// `MNA NEWS IN BRIEF` of `MNA NEWS IN BRIEF 2024-03-08`.
fn outlet_before_date(line: &str) -> Option<&str> {
    let outlet = line[..line.find(|c: char| c.is_ascii_digit())?].trim_end_matches([' ', ',', ':', '-']);
    is_outlet(outlet).then_some(outlet)
}

/// A few words in capitals.
fn is_outlet(words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    is_short(words) && letters().count() >= 3 && !letters().any(char::is_lowercase) && !is_bare_date(words)
}

fn is_short(words: &str) -> bool {
    (1..=MAX_OUTLET_WORDS).contains(&words.split_whitespace().count())
}

/// The lines that are not blank, without white space and Markdown emphasis around them.
fn first_lines(text: &str, body_start: usize) -> Vec<Span> {
    let mut at = body_start;
    let mut lines = Vec::new();
    for line in text.get(body_start..).unwrap_or_default().split_inclusive('\n') {
        lines.extend(Some(trimmed(text, at, line)).filter(|span| !span.is_empty()));
        at += line.len();
        if lines.len() > MAX_LINES {
            break;
        }
    }
    lines
}

fn trimmed(text: &str, start: usize, part: &str) -> Span {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '*' | '_');
    let lead = part.len() - part.trim_start_matches(is_edge).len();
    let kept = part.trim_matches(is_edge).len();
    Span::new(text, start + lead, start + lead + kept).unwrap_or(Span::from_edges(0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// date | source | byline | headline
    fn read(text: &str) -> String {
        let masthead = find(text, 0, None);
        let words = |span: Option<Span>| span.map_or("-", |span| span.text_in(text)).to_owned();
        let date = masthead.date.map_or("-".to_owned(), |found| found.date.to_string());
        let headline = masthead.headline_start.map_or("-", |start| text[start..].lines().next().unwrap_or_default());
        format!("{date} | {} | {} | {headline}", words(masthead.source), words(masthead.byline))
    }

    #[test]
    fn outlet_and_date_above_the_headline() {
        assert_eq!(
            read("THE NORTHERN LEDGER\nWorld | 03/04/2024\n\nFerry sinks\n\nA ferry"),
            "2024-03-04 | THE NORTHERN LEDGER | - | Ferry sinks"
        );
        assert_eq!(
            read("THE COURIER\nMonday, 4 March 2024\n\nFerry sinks\n\nA ferry"),
            "2024-03-04 | THE COURIER | - | Ferry sinks"
        );
        assert_eq!(read("MNA BRIEF 2024-03-08\n\nFerry sinks\n"), "2024-03-08 | MNA BRIEF | - | Ferry sinks");
        assert_eq!(
            read("GAZETTE\nPublished: 2024-03-04T18:20+02:00\n\nFerry sinks\n"),
            "2024-03-04 | GAZETTE | - | Ferry sinks"
        );
    }

    #[test]
    fn a_line_below_the_headline() {
        assert_eq!(
            read("# Why?\n\n**Strait Monitor** | Published 7 March 2024 | Analysis by Agata Merrow\n\nFour days"),
            "2024-03-07 | Strait Monitor | Agata Merrow | -"
        );
        assert_eq!(read("Magic month\nWednesday, October 9, 2013\n\nOctober is"), "2013-10-09 | - | - | -");
    }

    #[test]
    fn sentences_and_datelines_are_none() {
        for text in
            ["On October 9, 2013 it rained\n", "PORT VELLE, March 3, 2024 (CW) - A", "The pact of 5 May 2021 lapsed.\n"]
        {
            assert_eq!(read(text), "- | - | - | -", "{text}");
        }
    }
}
