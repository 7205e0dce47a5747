//! From bytes to [`Document`]s.
//!
//! Reading is lenient: what can be read is read, what is doubtful becomes a problem of the document, and a file that
//! cannot be a story at all is refused with its reason while the rest goes on. Nothing here looks at what a story says,
//! except for the lines around it that give date, title, outlet and authors.

mod calendar;
mod dateline;
mod encoding;
mod header;
mod masthead;
mod record;
mod title;
mod walk;

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    sync::Arc,
};

use sha2::Digest;

use crate::model::{DateOrigin, Document, Problem, Sha256, Span};
use calendar::FoundDate;

pub use record::{Record, RecordError, read_record};
pub use walk::{Found, find_files};

/// The largest file that is read, in bytes. Larger ones are data dumps or archives, not stories.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// File endings that are read, in lower case.
pub const FILE_ENDINGS: &[&str] = &["txt", "text", "md", "markdown"];

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refused.
    #[error("cannot read the file ({source}); check that it is there and that you may open it")]
    Io {
        /// What the system said.
        #[from]
        source: std::io::Error,
    },
    /// There is nothing in it.
    #[error("the file is empty; there is nothing to read")]
    Empty,
    /// It holds something other than text.
    #[error("the file is not text (it holds {found}); export it as plain text first")]
    Binary {
        /// What gave it away.
        found: &'static str,
    },
    /// It is too large.
    #[error(
        "the file has {bytes} bytes, more than the limit of {} MiB; split it into single stories",
        MAX_FILE_BYTES / (1024 * 1024)
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Its ending names a format that is not read.
    #[error("files that end in .{ending} are not read; save it as .txt or .md")]
    UnknownFormat {
        /// The ending, in lower case.
        ending: String,
    },
    /// It has no ending.
    #[error("the file name has no ending, so its format is not known; name it .txt or .md")]
    NoEnding,
}

/// Reads one file.
///
/// # Errors
/// When the file cannot be opened, is empty, over-large, binary or of a format that is not read.
pub fn read_file(path: &Path) -> Result<Document, ImportError> {
    walk::check_ending(path)?;
    let bytes = read_limited(path)?;
    let name = path.file_stem().map_or_else(|| "story".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut document = read_bytes(&name, &bytes)?;
    document.path = Some(path.to_owned());
    Ok(document)
}

/// Reads the bytes of a text file. `name` is the file name without its ending; a date in it is the last resort.
///
/// # Errors
/// When there is nothing in it, or no text.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Document, ImportError> {
    let decoded = encoding::decode(bytes)?;
    let sha256 = sha256(bytes);
    let mut document = story(name, decoded.text, header::Search::Whole);
    document.sha256 = sha256;
    document.encoding = decoded.encoding.to_owned();
    document.problems.extend(decoded.problem);
    Ok(document)
}

fn read_limited(path: &Path) -> Result<Vec<u8>, ImportError> {
    let size = fs::metadata(path)?.len();
    if size > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge { bytes: size });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // A pipe or a growing file may hold more than its metadata said.
    File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()) {
        Ok(read) if read <= MAX_FILE_BYTES => Ok(bytes),
        _ => Err(ImportError::TooLarge { bytes: MAX_FILE_BYTES + 1 }),
    }
}

fn sha256(bytes: &[u8]) -> Sha256 {
    Sha256(sha2::Sha256::digest(bytes).into())
}

const NO_DATE: &str = "No date was found; relative dates such as \"Wednesday\" stay open";
const DAY_WITHOUT_YEAR: &str =
    "The dateline names a day without a year and nothing else tells the year; relative dates stay open";

/// Puts a document together: header, dateline, title and date, the most trusted source of each first.
fn story(name: &str, text: String, search: header::Search) -> Document {
    let text: Arc<str> = text.into();
    let file_date = calendar::date_in_file_name(name);
    let header = header::find(&text, search, file_date);
    let masthead = masthead::find(&text, header.body_start, file_date);
    let body_start = masthead.headline_start.filter(|_| search == header::Search::Whole).unwrap_or(header.body_start);
    let dateline = dateline::find(&text, body_start);
    let dated = most_trusted([
        header.date,
        dateline
            .as_ref()
            .and_then(dateline::Found::full_date)
            .map(|date| (FoundDate::certain(date), DateOrigin::Dateline)),
        masthead.date.map(|found| (found, DateOrigin::DateLine)),
        file_date.map(|date| (FoundDate::certain(date), DateOrigin::FileName)),
    ]);
    let problem = date_problem(dated, dateline.as_ref());
    let date = dated.map(|(found, _)| found.date);
    let dateline = dateline.map(|found| found.resolve(date));
    let heading = title::find(&text, body_start, header.title);
    let words = |span: Span| span.text_in(&text).to_owned();
    let agency = dateline.as_ref().and_then(|dateline| dateline.agency);
    Document {
        name: name.to_owned(),
        path: None,
        title: heading.text,
        title_span: heading.span,
        date,
        date_origin: dated.map(|(_, origin)| origin),
        source: header.source.or(agency.or(masthead.source).map(words)),
        byline: header.byline.or(heading.byline).or(masthead.byline),
        dateline,
        body_start: u32::try_from(body_start).unwrap_or_default(),
        sha256: sha256(text.as_bytes()),
        encoding: "UTF-8".to_owned(),
        problems: problem.into_iter().collect(),
        text,
    }
}

/// The order of trust is that of [`DateOrigin`].
fn most_trusted(dates: [Option<(FoundDate, DateOrigin)>; 4]) -> Option<(FoundDate, DateOrigin)> {
    dates.into_iter().flatten().min_by_key(|(_, origin)| *origin)
}

fn date_problem(dated: Option<(FoundDate, DateOrigin)>, dateline: Option<&dateline::Found>) -> Option<Problem> {
    match dated {
        Some((FoundDate { date, other: Some(other) }, _)) => Some(Problem::warning(format!(
            "The date can be read as {date} or {other}, and nothing decides; it was taken as {date}"
        ))),
        Some(_) => None,
        None if dateline.is_some_and(dateline::Found::is_dated) => Some(Problem::note(DAY_WITHOUT_YEAR)),
        None => Some(Problem::note(NO_DATE)),
    }
}
