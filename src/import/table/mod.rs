//! Tables whose rows are stories: CSV, workbooks, JSON. A [`Mapping`] tells which column is what.

mod guess;
mod json;
mod mapping;
mod sheet;
mod text;

use super::{ImportError, Reading, calendar, draft::Draft, html, kind::Kind};
use crate::model::Format;

pub use mapping::{Mapping, Role};

/// Most rows that are read.
const MAX_ROWS: usize = 1_000_000;
/// Most columns that are read. A table of stories has few; the names of all are looked through for each.
const MAX_COLUMNS: usize = 400;
/// Number of rows that a preview shows and a guess is made from.
const SAMPLE: usize = 20;

/// Rows of cells under named columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names, all different.
    pub columns: Vec<String>,
    /// Cells; a row may be shorter than the columns.
    pub rows: Vec<Vec<String>>,
    /// Rows that cannot be read, by their number counted from 1, with the reason.
    pub bad_rows: Vec<(usize, String)>,
    /// Number of each row in the file, counted from 1.
    numbers: Vec<usize>,
}

impl Table {
    /// Which column seems to be what.
    pub fn guess(&self) -> Mapping {
        guess::guess(self)
    }

    /// Adds a row, the `number`th of the file.
    fn push(&mut self, number: usize, row: Vec<String>) {
        self.rows.push(row);
        self.numbers.push(number);
    }

    /// The cell of a row, counted from 0, in a column; empty where there is none.
    pub fn cell_of(&self, row: usize, column: Option<&String>) -> &str {
        self.rows.get(row).map_or("", |row| self.cell(row, column))
    }

    /// A cell, empty where the row is too short or there is no such column.
    fn cell<'t>(&'t self, row: &'t [String], column: Option<&String>) -> &'t str {
        let index = column.and_then(|column| self.columns.iter().position(|known| known == column));
        index.and_then(|index| row.get(index)).map_or("", String::as_str)
    }

    /// Names the columns of the rows that are there. Those without a name are numbered, and names that come twice are told
    /// apart.
    fn set_names(&mut self, mut names: Vec<String>) {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        names.resize(usize::max(width, names.len()), String::new());
        let columns = &mut self.columns;
        for (index, name) in names.into_iter().enumerate() {
            let name = super::draft::words_of(&name);
            let name = if name.is_empty() { format!("column {}", index + 1) } else { name };
            let is_taken = columns.contains(&name);
            columns.push(if is_taken { format!("{name} ({})", index + 1) } else { name });
        }
    }
}

/// Reads the table in a file; the first sheet with rows of a workbook.
///
/// # Errors
/// When it is damaged or holds no table.
pub(super) fn read_table(kind: Kind, bytes: &[u8]) -> Result<Table, ImportError> {
    let table = match kind {
        Kind::Workbook => sheet::read(bytes)?,
        Kind::Json => json::read(bytes)?,
        Kind::JsonLines => json::read_lines(bytes)?,
        _ => text::read(bytes)?,
    };
    if table.rows.is_empty() && table.bad_rows.is_empty() { Err(ImportError::Empty) } else { Ok(table) }
}

/// Reads every row as a story.
///
/// # Errors
/// When the file holds no table, or no column of it looks like text and the mapping names none.
pub(super) fn read(name: &str, kind: Kind, bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), ImportError> {
    let table = read_table(kind, bytes)?;
    let mapping = reading.mapping().filter(|mapping| mapping.fits(&table)).cloned().unwrap_or_else(|| table.guess());
    if mapping.text.is_none() {
        return Err(ImportError::NoTextColumn { columns: table.columns.join(", ") });
    }
    let format = if matches!(kind, Kind::Json | Kind::JsonLines) { Format::Json } else { Format::Table };
    let day_first = is_day_first(&table, &mapping);
    for (number, reason) in &table.bad_rows {
        reading.refuse(&format!("row {number}"), ImportError::Damaged { what: "row", reason: reason.clone() });
    }
    for (row, number) in table.rows.iter().zip(&table.numbers) {
        if reading.is_stopped() {
            break;
        }
        let id = super::draft::words_of(table.cell(row, mapping.id.as_ref()));
        let story = if id.is_empty() { format!("{name}-{number}") } else { id };
        let bytes = row.join("\u{1F}");
        reading.take(
            &story,
            Some(format!("row {number}")),
            format,
            bytes.as_bytes(),
            draft(&table, &mapping, row, day_first),
        );
    }
    Ok(())
}

fn draft(table: &Table, mapping: &Mapping, row: &[String], day_first: bool) -> Result<Draft, ImportError> {
    let text = table.cell(row, mapping.text.as_ref());
    let field = |column: &Option<String>| {
        Some(table.cell(row, column.as_ref()).to_owned()).filter(|cell| !cell.trim().is_empty())
    };
    let is_markup = text.contains("</p>") || text.contains("<br") || text.contains("</div>");
    let mut draft = Draft {
        title: field(&mapping.title),
        byline: field(&mapping.author),
        source: field(&mapping.source),
        url: field(&mapping.url),
        blocks: if is_markup { html::read_piece(text)? } else { vec![text.to_owned()] },
        ..Draft::default()
    };
    if let Some(date) = field(&mapping.date) {
        draft.date = calendar::find_date(&date, None).map(|found| match found.other {
            Some(other) if day_first => other,
            _ => found.date,
        });
    }
    Ok(draft)
}

/// Whether some date of the column can only be read with the day before the month: then all are.
fn is_day_first(table: &Table, mapping: &Mapping) -> bool {
    let cells = table.rows.iter().map(|row| table.cell(row, mapping.date.as_ref()));
    cells.take(MAX_ROWS).any(|cell| {
        let parts: Vec<&str> = cell.trim().split(['/', '-', '.', ' ']).collect();
        let number = |index: usize| parts.get(index).and_then(|part| part.parse::<u32>().ok());
        matches!((number(0), number(1)), (Some(13..=31), Some(1..=12)))
    })
}
