//! Workbooks of Excel and its peers.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::{MAX_ROWS, Table};
use crate::import::ImportError;

/// Reads the first sheet that has rows; its first row holds the names of the columns.
///
/// # Errors
/// When it is damaged or locked.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    let damaged = |error: calamine::Error| match error.to_string() {
        reason if reason.to_lowercase().contains("password") => ImportError::Locked { what: "workbook" },
        reason => ImportError::Damaged { what: "workbook", reason },
    };
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(damaged)?;
        // The range begins at the first cell that is filled.
        let first = range.start().map_or(1, |(row, _)| row as usize + 1);
        let mut rows = range.rows().zip(first..);
        let Some((names, _)) = rows.next() else { continue };
        let mut table = Table { columns: Table::name_columns(names.iter().map(cell)), ..Table::default() };
        for (row, number) in rows.take(MAX_ROWS) {
            let cells: Vec<String> = row.iter().map(cell).collect();
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                table.push(number, cells);
            }
        }
        if !table.rows.is_empty() {
            return Ok(table);
        }
    }
    Ok(Table::default())
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
