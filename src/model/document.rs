//! A story as it was imported.

use std::{fmt, path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Problem, Span};

/// Where a document's date was read, most trusted first. The order of the variants is the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrigin {
    /// Told by the caller: a date field beside the text.
    Given,
    /// The seed header: ` date 2024-02-08 ` before the first sentence.
    SeedHeader,
    /// A header line such as `Date: 8 February 2024`.
    HeaderLine,
    /// A dateline with a full date; without a year it takes the year from the file name or other evidence.
    Dateline,
    /// A line of its own that holds just a date, near the top.
    DateLine,
    /// A date in the file's name.
    FileName,
}

impl DateOrigin {
    /// In plain words, for tooltips: "from the dateline".
    pub fn words(self) -> &'static str {
        match self {
            Self::Given => "given with the text",
            Self::SeedHeader => "from the header before the first sentence",
            Self::HeaderLine => "from a date line in the header",
            Self::Dateline => "from the dateline",
            Self::DateLine => "from a line that holds only a date",
            Self::FileName => "from the file name",
        }
    }
}

/// The place, date and agency that open a wire story: `PORT VELLE, Feb. 6 (Coast Wire) -`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The whole dateline with its closing dash.
    pub span: Span,
    /// The place as printed, without the date.
    pub place: Option<Span>,
    /// The day that the dateline names, resolved against the document's date.
    pub date: Option<NaiveDate>,
    /// The agency in brackets.
    pub agency: Option<Span>,
}

/// The SHA-256 of a file's original bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sha256(pub [u8; 32]);

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256({self})")
    }
}

/// A story: its text, which never changes after import, and what its file says about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The outward name, unique by the importer's best effort: a file's stem, or the `id` of a JSON line.
    pub name: String,
    /// Where it came from, if it was a file.
    pub path: Option<PathBuf>,
    /// The headline, or the first sentence where there is none. One line, never empty.
    pub title: String,
    /// Where the title stands in the text, if it stands there.
    pub title_span: Option<Span>,
    /// The day the story was published.
    pub date: Option<NaiveDate>,
    /// Where the date was read.
    pub date_origin: Option<DateOrigin>,
    /// The outlet or agency, as far as the file tells.
    pub source: Option<String>,
    /// The authors as printed, without "By".
    pub byline: Option<Span>,
    /// The dateline that opens the story.
    pub dateline: Option<Dateline>,
    /// The text: UTF-8, LF line ends, no byte order mark, otherwise as it came. All spans refer to it.
    pub text: Arc<str>,
    /// Byte where the story begins, after its header lines. Nothing before it is analyzed.
    pub body_start: u32,
    /// SHA-256 of the original bytes.
    pub sha256: Sha256,
    /// The encoding the bytes were in, as its standard name.
    pub encoding: String,
    /// What the reader should know about the import.
    pub problems: Vec<Problem>,
}

impl Document {
    /// A text of which nothing else is known: no date, no outlet, no header.
    pub fn plain(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let name = name.into();
        Self {
            title: name.clone(),
            name,
            path: None,
            title_span: None,
            date: None,
            date_origin: None,
            source: None,
            byline: None,
            dateline: None,
            text: text.into(),
            body_start: 0,
            sha256: Sha256([0; 32]),
            encoding: "UTF-8".to_owned(),
            problems: Vec::new(),
        }
    }

    /// The story without its header lines.
    pub fn body(&self) -> &str {
        self.text.get(self.body_start as usize..).unwrap_or_default()
    }

    /// The words at `span`.
    pub fn words(&self, span: Span) -> &str {
        span.text_in(&self.text)
    }
}
