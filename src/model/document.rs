//! A story as it was imported.

use std::{fmt, path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::Digest;

use super::{Problem, Span};

/// Where a document's date was read, most trusted first. The order of the variants is the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrigin {
    /// Told by the caller: a date field beside the text.
    Given,
    /// The seed header: ` date 2024-02-08 ` before the first sentence.
    SeedHeader,
    /// The file's own description of the story: a meta element, a mail's Date field, a feed's pubDate.
    Metadata,
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
            Self::Metadata => "from the file's metadata",
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
///
/// Serialized as 64 hexadecimal digits for people and as bytes for programs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// The hash written as 64 hexadecimal digits; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 32]>::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| D::Error::custom("a SHA-256 has 64 hexadecimal digits"))
    }
}

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

/// What kind of file a story was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Plain text or Markdown.
    #[default]
    Text,
    /// A web page, or the HTML part of something else.
    Html,
    /// A web page saved with all its parts in one file.
    Mhtml,
    /// PDF.
    Pdf,
    /// Office Open XML, as Word writes it.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// An e-book.
    Epub,
    /// A mail message.
    Mail,
    /// A row of a table: CSV, TSV or a workbook.
    Table,
    /// An object of a JSON file.
    Json,
    /// An entry of an RSS or Atom feed.
    Feed,
    /// NewsML-G2.
    NewsMl,
    /// News Industry Text Format.
    Nitf,
    /// A story of a text export of Nexis or Factiva.
    Collection,
}

impl Format {
    /// The name people know it by.
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Html => "web page",
            Self::Mhtml => "saved web page",
            Self::Pdf => "PDF",
            Self::Docx => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Rtf => "rich text",
            Self::Epub => "e-book",
            Self::Mail => "mail message",
            Self::Table => "table row",
            Self::Json => "JSON object",
            Self::Feed => "feed entry",
            Self::NewsMl => "NewsML-G2 item",
            Self::Nitf => "NITF story",
            Self::Collection => "database export",
        }
    }
}

/// In what form a story came, beyond its text: what a citation needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// What kind of file it was.
    pub format: Format,
    /// Which part of the file it was: the member of an archive, the row of a table, the number of a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The address it was published at, as the file tells. It is never visited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language it is written in, as an ISO 639 code: told by the file, else guessed from the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Byte where each page begins, ascending. Empty where there are no pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u32>,
}

impl Origin {
    /// The page, counted from 1, on which the byte `at` stands.
    pub fn page_at(&self, at: usize) -> Option<usize> {
        let at = u32::try_from(at).ok()?;
        Some(self.pages.partition_point(|start| *start <= at).max(1)).filter(|_| !self.pages.is_empty())
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
    /// In what form it came.
    #[serde(default)]
    pub origin: Origin,
    /// What the reader should know about the import.
    pub problems: Vec<Problem>,
}

impl Document {
    /// A text of which nothing else is known: no date, no outlet, no header. The text stands for the file's bytes.
    pub fn plain(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let (name, text) = (name.into(), text.into());
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
            body_start: 0,
            sha256: Sha256(sha2::Sha256::digest(text.as_bytes()).into()),
            text,
            encoding: "UTF-8".to_owned(),
            origin: Origin::default(),
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
