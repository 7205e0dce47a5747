//! Workbooks of Excel and its peers.

use std::io::Cursor;

use calamine::{Data, Reader, Sheets, Xlsx, XlsxError, open_workbook_auto_from_rs};

use super::{MAX_COLUMNS, MAX_ROWS, Table};
use crate::import::{ImportError, archive, error::advice};

const WHAT: &str = "workbook";
/// Most bytes that the parts of a workbook unpack to, together.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;

/// Reads the first sheet that has rows; its first row holds the names of the columns.
///
/// # Errors
/// When it is damaged or locked, or unpacks to far more than it is.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    if bytes.starts_with(b"PK") {
        archive::refuse_bombs(bytes, WHAT, MAX_UNPACKED)?;
    }
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    for name in workbook.sheet_names() {
        let rows = match &mut workbook {
            Sheets::Xlsx(workbook) => cells(workbook, &name).map_err(|error| damaged(&error))?,
            // The reader makes room for all that lies between the first and the last cell, and this format has room for
            // seventeen thousand million.
            Sheets::Xlsb(_) => {
                return Err(ImportError::UnknownFormat { ending: "xlsb".to_owned(), advice: advice("xlsb") });
            }
            others => range(others, &name).map_err(|error| damaged(&error))?,
        };
        let mut rows = rows.into_iter().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
        let Some((_, names)) = rows.next() else { continue };
        let mut table = Table::default();
        rows.take(MAX_ROWS).for_each(|(number, row)| table.push(number, row));
        if !table.rows.is_empty() {
            table.set_names(names);
            return Ok(table);
        }
    }
    Ok(Table::default())
}

/// A row with its number, counted from 1.
type NumberedRow = (usize, Vec<String>);

/// The rows of a sheet of which nothing is kept but the cells that are there: two cells may lie far apart.
fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<NumberedRow>, XlsxError> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        // A sheet that holds a chart.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        reader => reader?,
    };
    let mut rows: Vec<NumberedRow> = Vec::new();
    while let Some(found) = reader.next_cell()? {
        let (row, column) = found.get_position();
        let (number, column) = (row as usize + 1, column as usize);
        if column >= MAX_COLUMNS {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize(usize::max(cells.len(), column + 1), String::new());
            cells[column] = cell(&Data::from(found.get_value().clone()));
        }
    }
    rows.sort_by_key(|(number, _)| *number);
    Ok(rows)
}

/// The rows of a sheet in a format whose reader bounds what it makes room for.
fn range(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Vec<NumberedRow>, calamine::Error> {
    let range = workbook.worksheet_range(name)?;
    // The range begins at the first cell that is filled.
    let first = range.start().map_or(1, |(row, _)| row as usize + 1);
    let cells = |row: &[Data]| row.iter().take(MAX_COLUMNS).map(cell).collect();
    Ok(range.rows().zip(first..).map(|(row, number)| (number, cells(row))).collect())
}

fn damaged(error: &dyn std::error::Error) -> ImportError {
    match error.to_string() {
        reason if reason.to_lowercase().contains("password") => ImportError::Locked { what: WHAT },
        reason => ImportError::Damaged { what: WHAT, reason },
    }
}

fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(date) => {
            date.as_datetime().map_or_else(String::new, |date| date.format("%Y-%m-%d %H:%M").to_string())
        }
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    #[test]
    fn cells_that_lie_far_apart_cost_nothing() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, column, words) in [(0, 0, "body"), (4, 0, "A ferry sank."), (1_048_575, 16_383, "far")] {
            sheet.write_string(row, column, words).unwrap();
        }
        let table = read(&workbook.save_to_buffer().unwrap()).unwrap();
        assert_eq!((table.columns, table.rows), (vec!["body".to_owned()], vec![vec!["A ferry sank.".to_owned()]]));
        assert_eq!(table.numbers, [5]);
    }
}
