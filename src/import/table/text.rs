//! Tables in text: CSV with whatever separator, TSV.

use csv::ReaderBuilder;

use super::{MAX_ROWS, Table};
use crate::import::{ImportError, calendar, encoding};

/// Number of lines that tell the separator.
const LINES: usize = 12;

/// Reads a table in text. The first row holds the names of the columns unless it looks like the others.
///
/// # Errors
/// When it is no text.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    let decoded = encoding::decode(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&decoded.text))
        .from_reader(decoded.text.as_bytes());
    let mut table = Table { first_row: 1, ..Table::default() };
    for (index, record) in reader.records().take(MAX_ROWS + 1).enumerate() {
        match record {
            Ok(record) => table.rows.push(record.iter().map(str::to_owned).collect()),
            Err(error) => table.bad_rows.push((index + 1, error.to_string())),
        }
    }
    let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    if table.rows.first().is_some_and(|row| is_header(row)) {
        let mut names = table.rows.remove(0);
        names.resize(width, String::new());
        table.columns = Table::name_columns(names);
        table.first_row = 2;
    } else {
        table.columns = Table::name_columns(vec![String::new(); width]);
    }
    table.rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    Ok(table)
}

/// The separator with which the first lines fall into the same number of cells, and the most of them.
fn separator(text: &str) -> u8 {
    let start = text.split_inclusive('\n').take(LINES).map(str::len).sum::<usize>();
    let cells = |separator: u8| {
        let start = text.get(..start).unwrap_or(text).as_bytes();
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(start);
        let mut widths: Vec<usize> =
            reader.records().filter_map(|record| record.ok().map(|record| record.len())).collect();
        // The last record may be cut off.
        if widths.len() > 2 {
            widths.pop();
        }
        let first = widths.first().copied().unwrap_or_default();
        let n_same = widths.iter().filter(|width| **width == first).count();
        if first > 1 { (n_same * 100 / widths.len().max(1), first) } else { (0, 0) }
    };
    let best = [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|separator| cells(*separator));
    best.unwrap_or(b',')
}

/// Names are short words, each another one, and no dates or numbers.
fn is_header(row: &[String]) -> bool {
    let is_name = |cell: &str| {
        let cell = cell.trim();
        cell.len() <= 40
            && cell.parse::<f64>().is_err()
            && calendar::find_date(cell, None).is_none()
            && !cell.ends_with('.')
    };
    let names: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let differ = names.iter().enumerate().all(|(index, name)| !names.iter().take(index).any(|other| other == name));
    !names.is_empty() && differ && names.iter().all(|name| is_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_names() {
        for text in ["id,body\n1,\"A, b\"\n2,c\n", "id;body\n1;A, b\n2;c\n", "id\tbody\n1\tA, b\n2\tc\n"] {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!(table.columns, ["id", "body"], "{text}");
            assert_eq!(table.rows, [["1", "A, b"], ["2", "c"]], "{text}");
        }
    }

    #[test]
    fn a_table_without_names() {
        let table = read(b"1,A ferry sank.\n2,Ten died.\n").unwrap();
        assert_eq!((table.columns, table.rows.len()), (vec!["column 1".to_owned(), "column 2".to_owned()], 2));
    }

    #[test]
    fn breaks_and_marks_inside_of_cells() {
        let table = read(b"\xEF\xBB\xBFid,body\r\n1,\"Line one\r\nline \"\"two\"\"\"\r\n").unwrap();
        assert_eq!(table.rows, [["1", "Line one\nline \"two\""]]);
    }
}
