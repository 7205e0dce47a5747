//! A table as an Excel workbook: every cell a string, so that no words of a story become a formula or a date.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// Rows that a sheet holds beside its header.
const SHEET_ROWS: u32 = 1_048_575;
/// The most UTF-16 units that a cell holds.
const CELL_UNITS: usize = 32_767;
/// What ends a cell that was cut.
const CUT: &str = " [cut]";

/// Writes sheets named `name`, `name 2`, ... each with the header; answers with the number of rows.
pub(super) fn write<R: AsMut<[String]>>(
    out: &mut dyn Write,
    name: &str,
    columns: &[&str],
    rows: impl Iterator<Item = R>,
) -> io::Result<u64> {
    let (bytes, n_rows) = workbook(name, columns, rows, SHEET_ROWS).map_err(io::Error::other)?;
    out.write_all(&bytes)?;
    Ok(n_rows)
}

fn workbook<R: AsMut<[String]>>(
    name: &str,
    columns: &[&str],
    rows: impl Iterator<Item = R>,
    sheet_rows: u32,
) -> Result<(Vec<u8>, u64), XlsxError> {
    let mut workbook = Workbook::new();
    // The time of writing would make two exports of the same findings differ.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let mut rows = rows.peekable();
    let mut n_rows = 0;
    for number in 1.. {
        let sheet = workbook.add_worksheet();
        sheet.set_name(if number == 1 { name.to_owned() } else { format!("{name} {number}") })?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, title) in (0..).zip(columns) {
            sheet.write_string(0, column, *title)?;
        }
        for (line, mut cells) in (1..=sheet_rows).zip(rows.by_ref()) {
            for (column, cell) in (0..).zip(cells.as_mut().iter()) {
                if !cell.is_empty() {
                    sheet.write_string(line, column, fit(cell))?;
                }
            }
            n_rows += 1;
        }
        if rows.peek().is_none() {
            break;
        }
    }
    Ok((workbook.save_to_buffer()?, n_rows))
}

/// The words of a cell without what Excel refuses: control characters become U+FFFD, and what is too long is cut and says
/// so.
fn fit(cell: &str) -> String {
    let mut units = 0;
    let cut_at = CELL_UNITS - CUT.len();
    let mut fitting = 0;
    let clean = super::xml::allowed(cell);
    for (byte, c) in clean.char_indices() {
        units += c.len_utf16();
        if units <= cut_at {
            fitting = byte + c.len_utf8();
        }
    }
    if units <= CELL_UNITS { clean } else { format!("{}{CUT}", &clean[..fitting]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_at_what_excel_holds_and_say_so() {
        assert_eq!(fit("a\0\tb"), "a\u{FFFD}\tb");
        assert_eq!(fit(&"a".repeat(32_767)).len(), 32_767);
        let long = fit(&"😀".repeat(20_000));
        assert!(long.ends_with("😀 [cut]") && long.encode_utf16().count() <= 32_767);
    }

    #[test]
    fn rows_go_on_in_further_sheets() {
        let rows = || (0..5).map(|n| [n.to_string()]);
        let (bytes, n_rows) = workbook("table", &["a"], rows(), 2).unwrap();
        assert_eq!(n_rows, 5);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        assert!(zip.by_name("xl/worksheets/sheet3.xml").is_ok());
        assert!(zip.by_name("xl/worksheets/sheet4.xml").is_err());
        assert_eq!(workbook("table", &["a"], rows(), 2).unwrap().0, bytes, "the same rows make the same bytes");
    }
}
