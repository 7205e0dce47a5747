//! Tables in text: CSV with whatever separator, TSV.

use csv::{ReaderBuilder, StringRecord};

use super::{MAX_COLUMNS, MAX_ROWS, Table};
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
    let mut table = Table::default();
    let mut records = reader.records().take(MAX_ROWS + 1).zip(1..).peekable();
    // Columns are named by the first row, unless it looks like the others.
    let names = records.next_if(|(record, _)| record.as_ref().is_ok_and(is_header));
    for (record, number) in records {
        match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(record) => table.push(number, cells(&record)),
            Err(error) => table.bad_rows.push((number, error.to_string())),
        }
    }
    let names = names.and_then(|(record, _)| record.ok());
    table.set_names(names.map(|record| cells(&record)).unwrap_or_default());
    Ok(table)
}

fn cells(record: &StringRecord) -> Vec<String> {
    record.iter().take(MAX_COLUMNS).map(str::to_owned).collect()
}

/// The separator with which the first lines fall into the same number of cells, and the most of them.
fn separator(text: &str) -> u8 {
    let start = text.split_inclusive('\n').take(LINES).map(str::len).sum::<usize>();
    let widths = |separator: u8| {
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
    let best = [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|separator| widths(*separator));
    best.unwrap_or(b',')
}

/// Names are short words, each another one, and no dates or numbers.
fn is_header(row: &StringRecord) -> bool {
    let is_name = |cell: &str| {
        let cell = cell.trim();
        cell.len() <= 40
            && cell.parse::<f64>().is_err()
            && calendar::find_date(cell, None).is_none()
            && !cell.ends_with('.')
    };
    let names: Vec<&str> = row.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
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
    fn columns_without_end_are_cut() {
        let table = read(",".repeat(300_000).as_bytes()).unwrap();
        assert!(table.columns.len() <= MAX_COLUMNS);
    }

    #[test]
    fn rows_keep_their_numbers() {
        let table = read(b"id,body\n1,One\n,\n3,Three\n").unwrap();
        assert_eq!((table.rows.len(), table.numbers), (2, vec![2, 4]));
    }

    #[test]
    fn breaks_and_marks_inside_of_cells() {
        let table = read(b"\xEF\xBB\xBFid,body\r\n1,\"Line one\r\nline \"\"two\"\"\"\r\n").unwrap();
        assert_eq!(table.rows, [["1", "Line one\nline \"two\""]]);
    }
}
