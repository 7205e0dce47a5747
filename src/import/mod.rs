//! From bytes to [`Document`]s.
//!
//! Reading is lenient: what can be read is read, what is doubtful becomes a problem of the document, and a file that
//! cannot be a story at all is refused with its reason while the rest goes on. Nothing here looks at what a story says,
//! except for the lines around it that give date, title, outlet and authors.

mod annotated;
mod archive;
mod blocks;
mod calendar;
mod dateline;
mod draft;
mod encoding;
mod error;
mod header;
mod html;
mod kind;
mod language;
mod mail;
mod masthead;
mod office;
mod own;
mod pdf;
mod reading;
mod record;
mod table;
mod title;
mod walk;
mod wire;
mod xml;

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    sync::Arc,
};

use chrono::NaiveDate;
use sha2::Digest;

use crate::model::{DateOrigin, Document, Origin, Problem, Sha256, Span};
use calendar::FoundDate;
use kind::Kind;
use reading::Reading;

pub use annotated::read_annotations;
pub use error::ImportError;
pub use reading::{Imported, Options, Refusal, Story};
pub use record::{Record, RecordError, read_record};
pub use table::{Mapping, Role, Table};
pub use walk::{Found, find_files};

/// The largest file that is read, in bytes. Larger ones are data dumps, not stories.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Endings of the names of files that are read, in lower case.
pub fn file_endings() -> Vec<&'static str> {
    Kind::endings().collect()
}

/// Reads every story in a file: one of a web page or a letter, many of a mailbox, a table, a feed or an archive.
///
/// # Errors
/// When the file cannot be opened, is empty, over-large, damaged, or of a format that is not read. A story that cannot be
/// read beside others is a [`Refusal`] among them.
pub fn read_file(path: &Path, options: &Options<'_>) -> Result<Vec<Story>, ImportError> {
    let named = kind_of(path);
    if named.is_none() && path.extension().is_some() {
        return Err(unknown(path));
    }
    let bytes = read_limited(path)?;
    let kind = Kind::find(named, &bytes).ok_or_else(|| unknown(path))?;
    let name = path.file_stem().map_or_else(|| "story".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut reading = Reading::new(options);
    reading.read(kind, &name, &bytes)?;
    let mut stories = reading.finish()?;
    for imported in stories.iter_mut().flatten() {
        imported.document.path = Some(path.to_owned());
    }
    Ok(stories)
}

/// Whether a file is a table, by its name.
pub fn is_table(path: &Path) -> bool {
    matches!(kind_of(path), Some(Kind::Csv | Kind::Workbook | Kind::Json | Kind::JsonLines))
}

/// Reads the table in a file, so that the user may tell which column is what; `None` where the file is no table, or is one of
/// our own.
///
/// # Errors
/// When the file cannot be opened, is empty, over-large or damaged.
pub fn read_table(path: &Path) -> Result<Option<Table>, ImportError> {
    let Some(kind) = kind_of(path).filter(|_| is_table(path)) else { return Ok(None) };
    let bytes = read_limited(path)?;
    if own::is_own(&bytes) { Ok(None) } else { table::read_table(kind, &bytes).map(Some) }
}

/// Reads the bytes of a text file. `name` is the file name without its ending; a date in it is the last resort.
///
/// # Errors
/// When there is nothing in it, or no text.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Document, ImportError> {
    Ok(text_document(name, encoding::decode(bytes)?, bytes))
}

fn text_document(name: &str, decoded: encoding::Decoded, bytes: &[u8]) -> Document {
    let mut document = story(name, decoded.text, header::Search::Whole);
    document.sha256 = sha256(bytes);
    document.encoding = decoded.encoding.to_owned();
    document.problems.extend(decoded.problem);
    language::note(&mut document);
    document
}

fn kind_of(path: &Path) -> Option<Kind> {
    Kind::of_name(&path.file_name()?.to_string_lossy())
}

fn unknown(path: &Path) -> ImportError {
    match path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()) {
        Some(ending) => ImportError::UnknownFormat { advice: error::advice(&ending), ending },
        None => ImportError::NoEnding,
    }
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
        Ok(0) => Err(ImportError::Empty),
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

/// Gives a document its date from outside of the text: what is said about other dates there no longer matters.
fn set_date(document: &mut Document, date: NaiveDate, origin: DateOrigin) {
    document.date = Some(date);
    document.date_origin = Some(origin);
    document.problems.clear();
    document.dateline =
        dateline::find(&document.text, document.body_start as usize).map(|found| found.resolve(Some(date)));
}

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
        origin: Origin::default(),
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
