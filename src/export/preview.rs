//! The beginning of an export, before it is written: what a user sees of it while choosing.

use std::io::{self, Cursor, Write};

use csv::ReaderBuilder;
use zip::ZipArchive;

use super::{ExportKind, Format, Options, Scope, write};
use crate::{corpus::Corpus, model::Decisions};

/// Most bytes of text that are looked at.
const MOST_BYTES: usize = 24 * 1024;
/// Number of rows.
const ROWS: usize = 8;
/// Number of documents whose archive is made, to see what is in it.
const DOCUMENTS: usize = 2;
/// Number of files of an archive that are named.
const FILES: usize = 12;

/// The beginning of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// The first rows of a table.
    Table {
        /// Its columns.
        columns: Vec<String>,
        /// Their cells.
        rows: Vec<Vec<String>>,
    },
    /// The first lines of a text.
    Text(String),
    /// Files of an archive, as they are for the first documents.
    Files(Vec<String>),
}

/// Makes the beginning of an export. Takes the time of the whole export at worst, so no window should wait for it.
pub fn preview(corpus: &Corpus, decisions: &Decisions, kind: ExportKind, scope: &Scope, options: Options) -> Preview {
    let format = options.format.unwrap_or(kind.default_format());
    match format {
        Format::Csv | Format::Xlsx => table(corpus, decisions, kind, scope),
        Format::Zip | Format::Qdpx | Format::Docx => files(corpus, decisions, kind, scope, options),
        _ => Preview::Text(text(corpus, decisions, kind, scope, options)),
    }
}

fn table(corpus: &Corpus, decisions: &Decisions, kind: ExportKind, scope: &Scope) -> Preview {
    let options = Options { format: Some(Format::Csv), byte_order_mark: false, spreadsheet_safe: false };
    let text = text(corpus, decisions, kind, scope, options);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = reader.records().flatten().map(|record| record.iter().map(str::to_owned).collect::<Vec<String>>());
    let columns = rows.next().unwrap_or_default();
    // The last row may be cut off where the text is.
    let rows = rows.filter(|row| row.len() == columns.len()).take(ROWS).collect();
    Preview::Table { columns, rows }
}

fn text(corpus: &Corpus, decisions: &Decisions, kind: ExportKind, scope: &Scope, options: Options) -> String {
    let mut glimpse = Glimpse(Vec::new());
    // It ends in an error as soon as there is enough.
    drop(write(corpus, decisions, kind, scope, options, &mut glimpse));
    String::from_utf8_lossy(&glimpse.0).into_owned()
}

fn files(corpus: &Corpus, decisions: &Decisions, kind: ExportKind, scope: &Scope, options: Options) -> Preview {
    let first = scope.entries(corpus).into_iter().take(DOCUMENTS).map(|entry| entry.id).collect();
    let mut bytes = Vec::new();
    drop(write(corpus, decisions, kind, &Scope::Documents(first), options, &mut bytes));
    let names = ZipArchive::new(Cursor::new(bytes))
        .map(|archive| archive.file_names().flatten().take(FILES).map(std::borrow::Cow::into_owned).collect());
    Preview::Files(names.unwrap_or_default())
}

/// Takes in the beginning and then refuses to go on.
struct Glimpse(Vec<u8>);

impl Write for Glimpse {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = MOST_BYTES - self.0.len();
        if room == 0 {
            return Err(io::Error::other("there is enough"));
        }
        let taken = bytes.len().min(room);
        self.0.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
