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
        let mut rows = range.rows();
        let Some(names) = rows.next() else { continue };
        let columns = Table::name_columns(names.iter().map(cell));
        let rows: Vec<Vec<String>> = rows.take(MAX_ROWS).map(|row| row.iter().map(cell).collect()).collect();
        if !rows.is_empty() {
            return Ok(Table { columns, rows, first_row: 2, ..Table::default() });
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
