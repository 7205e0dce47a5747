//! Stories as JSON lines: `{"id", "text", "title"?, "date"?, "source"?}`.

use serde::Deserialize;

use super::{header::Search, story};
use crate::model::{DateOrigin, Document};

/// One line of input. A field that is null counts as absent; fields with other names are ignored.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Record {
    /// The name of the story.
    #[serde(default)]
    pub id: Option<serde_json::Value>,
    /// Its text.
    #[serde(default)]
    pub text: Option<String>,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Its day, as `2024-02-08`; a time after it is ignored.
    #[serde(default)]
    pub date: Option<String>,
    /// Its outlet.
    #[serde(default)]
    pub source: Option<String>,
}

/// Why a line was not read.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It is not a JSON object of the expected shape.
    #[error("not a JSON object with the fields id and text ({source})")]
    Json {
        /// What is wrong with it.
        #[from]
        source: serde_json::Error,
    },
    /// It has no text.
    #[error("the field text is missing or empty")]
    NoText,
    /// Its date is none.
    #[error("the date {date:?} is not of the form 2024-02-08")]
    BadDate {
        /// As given.
        date: String,
    },
}

/// Reads one line. With a date given, the text is taken as the story itself and no header is looked for.
///
/// The text keeps its length in code points, so that the caller's offsets stay right: a carriage return becomes a space
/// before a line feed, and a line feed elsewhere.
///
/// # Errors
/// When the line is no such object, has no text, or has a date that is none.
pub fn read_record(line: &str, number: usize) -> Result<Document, RecordError> {
    let record: Record = serde_json::from_str(line)?;
    let text = record.text.filter(|text| !text.trim().is_empty()).ok_or(RecordError::NoText)?;
    let text = text.replace("\r\n", " \n").replace('\r', "\n");
    let name = match record.id {
        Some(serde_json::Value::String(id)) => id,
        Some(other) => other.to_string(),
        None => format!("line-{number}"),
    };
    let date = record.date.filter(|date| !date.trim().is_empty()).map(|date| parse_date(&date)).transpose()?;
    let search = if date.is_some() { Search::StoryOnly } else { Search::Whole };
    let mut document = story(&name, text, search);
    if let Some(date) = date {
        super::set_date(&mut document, date, DateOrigin::Given);
    }
    if let Some(title) = record.title.filter(|title| !title.trim().is_empty()) {
        document.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        document.title_span = None;
    }
    document.source = record.source.filter(|source| !source.trim().is_empty()).or(document.source);
    Ok(document)
}

fn parse_date(date: &str) -> Result<chrono::NaiveDate, RecordError> {
    let day = date.trim().get(..10).unwrap_or(date);
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| RecordError::BadDate { date: date.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_date_makes_the_text_the_story_itself() {
        let document = read_record(r#"{"id":"a","text":" date 2024-02-08 Iraq","date":"2020-01-01"}"#, 1).unwrap();
        assert_eq!((document.body_start, document.date.unwrap().to_string().as_str()), (0, "2020-01-01"));
    }

    #[test]
    fn without_a_date_the_header_is_read() {
        let document = read_record(r#"{"id":7,"text":" date 2024-02-08 Iraq","date":null,"extra":[1]}"#, 1).unwrap();
        assert_eq!((document.name.as_str(), document.body_start), ("7", 17));
        assert_eq!(document.date.unwrap().to_string(), "2024-02-08");
    }

    #[test]
    fn offsets_of_the_caller_stay_right() {
        let document = read_record(r#"{"text":"a\r\nb\rc"}"#, 3).unwrap();
        assert_eq!((&*document.text, document.name.as_str()), ("a \nb\nc", "line-3"));
    }

    #[test]
    fn bad_lines_say_why() {
        assert!(matches!(read_record("not json", 1), Err(RecordError::Json { .. })));
        assert!(matches!(read_record(r#"{"id":"a","text":" "}"#, 1), Err(RecordError::NoText)));
        assert!(matches!(read_record(r#"{"text":"a","date":"soon"}"#, 1), Err(RecordError::BadDate { .. })));
    }
}
