//! The lines above a story: the seed style ` date 2024-02-08 `, `Name: value` lines, and front matter.

use chrono::NaiveDate;

use super::calendar::{FoundDate, find_date};
use crate::model::{DateOrigin, Span};

/// Longest `Name: value` block that is still a header, in lines.
const MAX_LINES: usize = 40;

/// What the lines above the story say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) date: Option<(FoundDate, DateOrigin)>,
    pub(super) title: Option<Span>,
    pub(super) source: Option<String>,
    pub(super) byline: Option<Span>,
    /// Byte where the story begins.
    pub(super) body_start: usize,
}

/// How much of a text may be header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// A file: it may begin with header lines.
    Whole,
    /// The story itself: there is no header to look for.
    StoryOnly,
}

/// Reads the header of a text.
///
/// `hint` is a date known from elsewhere, which decides between the two readings of 03/04/2024.
pub(super) fn find(text: &str, search: Search, hint: Option<NaiveDate>) -> Header {
    match search {
        Search::StoryOnly => Header::default(),
        Search::Whole => seed_header(text).unwrap_or_else(|| fields(text, hint)),
    }
}

/// ` date 2024-02-08 ` before the first sentence, on the same line.
fn seed_header(text: &str) -> Option<Header> {
    let trimmed = text.trim_start();
    let rest = trimmed.strip_prefix("date ")?;
    let (value, _) = rest.split_once(char::is_whitespace)?;
    let date = NaiveDate::parse_from_str(value, "%Y-%m-%d").ok()?;
    let after = text.len() - rest.len() + value.len();
    let body_start = after + (text[after..].len() - text[after..].trim_start().len());
    Some(Header { date: Some((FoundDate::certain(date), DateOrigin::SeedHeader)), body_start, ..Header::default() })
}

/// `Date: ...`, `Source: ...` lines at the top, also between the `---` lines of Markdown front matter.
///
/// Two lines make a header, or one that holds a date; a single `Word: text` line may be the headline itself.
fn fields(text: &str, hint: Option<NaiveDate>) -> Header {
    let mut header = Header::default();
    let (mut at, mut n_fields) = (0, 0);
    let fenced = text.starts_with("---\n");
    if fenced {
        at = 4;
    }
    for line in text[at..].split_inclusive('\n').take(MAX_LINES) {
        let content = line.trim();
        let end = at + line.len();
        if fenced && content == "---" {
            header.body_start = end;
            break;
        }
        if !header.take_field(text, at, line, hint) && !fenced {
            if content.is_empty() && n_fields == 0 {
                at = end;
                continue;
            }
            break;
        }
        n_fields += 1;
        at = end;
        header.body_start = end;
    }
    if n_fields < 2 && header.date.is_none() {
        return Header::default();
    }
    header.body_start += leading_space(&text[header.body_start..]);
    header
}

impl Header {
    /// Takes in one line when it is a field whose name is known.
    fn take_field(&mut self, text: &str, start: usize, line: &str, hint: Option<NaiveDate>) -> bool {
        let Some((name, value)) = line.split_once(':') else { return false };
        let name = name.trim().trim_start_matches('*').trim_end_matches('*').to_ascii_lowercase();
        let quoted = value.trim().trim_matches(['"', '*']).trim();
        let offset = start + name_end(line) + value.find(quoted).unwrap_or_default();
        let span = Span::new(text, offset, offset + quoted.len()).filter(|span| !span.is_empty());
        match name.as_str() {
            "date" | "published" | "publication date" | "pubdate" | "dated" | "load-date" | "sent" | "time"
            | "timestamp" | "issued" => {
                self.date = self.date.or_else(|| find_date(value, hint).map(|date| (date, DateOrigin::HeaderLine)));
            }
            "title" | "headline" | "subject" | "head" => self.title = self.title.or(span),
            "source" | "outlet" | "publication" | "publisher" | "agency" | "from" | "wire" => {
                self.source = self.source.take().or_else(|| span.map(|span| span.text_in(text).to_owned()));
            }
            "byline" | "author" | "authors" | "by" => self.byline = self.byline.or(span),
            "slug" | "section" | "keywords" | "tags" | "category" | "priority" | "url" | "link" | "id" | "language"
            | "lang" | "copyright" | "dateline" | "place" | "location" | "to" | "desk" | "editor" | "version"
            | "status" | "words" | "length" | "embargo" | "updated" | "modified" | "type" | "topic" | "service"
            | "notes" | "usage" | "file" | "story" | "format" | "ref" | "reference" | "contact" => {}
            _ => return false,
        }
        true
    }
}

fn name_end(line: &str) -> usize {
    line.find(':').map_or(0, |colon| colon + 1)
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> (Header, &str) {
        let header = find(text, Search::Whole, None);
        let body = &text[header.body_start..];
        (header, body)
    }

    #[test]
    fn the_seed_header_dates_the_story_and_is_not_part_of_it() {
        let (header, body) = header(" date 2024-02-08 Iraq on Thursday");
        assert_eq!(
            header.date.map(|(found, origin)| (found.date.to_string(), origin)),
            Some(("2024-02-08".into(), DateOrigin::SeedHeader))
        );
        assert_eq!(body, "Iraq on Thursday");
    }

    #[test]
    fn header_lines() {
        let text = "From: Coast Wire\nSlug: FERRY\nDate: 3 March 2024\nHeadline: \"Ferry sinks\"\nByline: Mira Tolan\n\nPORT VELLE - A";
        let (header, body) = header(text);
        assert_eq!(header.date.map(|(found, _)| found.date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(header.source.as_deref(), Some("Coast Wire"));
        assert_eq!(header.title.map(|span| span.text_in(text)), Some("Ferry sinks"));
        assert_eq!(header.byline.map(|span| span.text_in(text)), Some("Mira Tolan"));
        assert_eq!(body, "PORT VELLE - A");
    }

    #[test]
    fn front_matter() {
        let (header, body) = header("---\ntitle: Ferry sinks\ndate: 2024-03-03\nmood: grim\n---\n\nA ferry");
        assert_eq!(header.date.map(|(found, _)| found.date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(body, "A ferry");
    }

    #[test]
    fn a_colon_in_the_first_line_makes_no_header() {
        for text in
            ["Update: ferry sinks\n\nA ferry sank.", "Subject: nothing else\n\nA ferry", "Minister: \"No deal\"\n\nA"]
        {
            assert_eq!(header(text).1, text);
        }
    }
}
