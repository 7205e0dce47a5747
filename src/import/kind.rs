//! What kind of file something is: by the ending of its name, corrected by its first bytes.

use std::path::Path;

use super::archive;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text, Markdown, or a text export with many stories.
    Text,
    Html,
    Mhtml,
    Pdf,
    Docx,
    Odt,
    Rtf,
    Epub,
    Mail,
    Mailbox,
    /// A table in text: its separator is told by the first lines.
    Csv,
    /// Excel and OpenDocument workbooks.
    Workbook,
    Json,
    JsonLines,
    /// RSS, Atom, NewsML-G2, NITF or XHTML: the root element tells.
    Xml,
    Zip,
}

/// Endings of names, in lower case, with the kind of file they stand for.
const ENDINGS: &[(&str, Kind)] = &[
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("md", Kind::Text),
    ("markdown", Kind::Text),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("mhtml", Kind::Mhtml),
    ("mht", Kind::Mhtml),
    ("pdf", Kind::Pdf),
    ("docx", Kind::Docx),
    ("docm", Kind::Docx),
    ("odt", Kind::Odt),
    ("rtf", Kind::Rtf),
    ("epub", Kind::Epub),
    ("eml", Kind::Mail),
    ("mbox", Kind::Mailbox),
    ("mbx", Kind::Mailbox),
    ("csv", Kind::Csv),
    ("tsv", Kind::Csv),
    ("tab", Kind::Csv),
    ("xlsx", Kind::Workbook),
    ("xlsm", Kind::Workbook),
    ("xls", Kind::Workbook),
    ("ods", Kind::Workbook),
    ("json", Kind::Json),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
    ("rss", Kind::Xml),
    ("atom", Kind::Xml),
    ("xml", Kind::Xml),
    ("nitf", Kind::Xml),
    ("newsml", Kind::Xml),
    ("zip", Kind::Zip),
];

impl Kind {
    /// Every ending that is read, in lower case.
    pub(super) fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }

    /// By the ending of a name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
    }

    /// By the first bytes, as far as they are beyond doubt.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let start = bytes.trim_ascii_start();
        let begins = |mark: &[u8]| start.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        match () {
            () if begins(b"%PDF-") => Some(Self::Pdf),
            () if begins(b"{\\rtf") => Some(Self::Rtf),
            () if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") => archive::kind(bytes),
            () if begins(b"<!doctype html") || begins(b"<html") => Some(Self::Html),
            () => None,
        }
    }

    /// By both. What the bytes say goes before what the name says, but a page inside of XML, and a workbook in an old binary
    /// format, are as they are called.
    pub(super) fn find(name: Option<Self>, bytes: &[u8]) -> Option<Self> {
        match (name, Self::of_bytes(bytes)) {
            (Some(named @ (Self::Mhtml | Self::Xml | Self::Csv | Self::Json | Self::JsonLines)), Some(Self::Html)) => {
                Some(named)
            }
            (named, found) => found.or(named),
        }
    }
}
