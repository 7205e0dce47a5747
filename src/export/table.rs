//! CSV as RFC 4180 has it, with what spreadsheets need.

use std::io::{self, Write};

use super::{Format, Options, xlsx};

/// Where a table goes, and how it is written.
pub(super) struct Table<'o> {
    pub(super) out: &'o mut dyn Write,
    /// The name of the sheet.
    pub(super) name: &'static str,
    pub(super) format: Format,
    pub(super) options: Options,
}

impl Table<'_> {
    /// Writes a header and rows of the same width; answers with the number of rows.
    pub(super) fn write<R: AsMut<[String]>>(self, columns: &[&str], rows: impl Iterator<Item = R>) -> io::Result<u64> {
        match self.format {
            Format::Xlsx => xlsx::write(self.out, self.name, columns, rows),
            _ => write_csv(self.out, self.options, columns, rows),
        }
    }
}

/// Writes CSV; answers with the number of rows.
pub(super) fn write_csv<R: AsMut<[String]>>(
    out: &mut dyn Write,
    options: Options,
    columns: &[&str],
    rows: impl Iterator<Item = R>,
) -> io::Result<u64> {
    if options.byte_order_mark {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    table.write_record(columns)?;
    let mut n_rows = 0;
    for mut row in rows {
        if options.spreadsheet_safe {
            row.as_mut().iter_mut().for_each(defuse);
        }
        table.write_record(row.as_mut().iter())?;
        n_rows += 1;
    }
    table.flush()?;
    Ok(n_rows)
}

/// Keeps a spreadsheet from taking a cell for a formula.
fn defuse(cell: &mut String) {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        cell.insert(0, '\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(options: Options, row: [&str; 2]) -> String {
        let mut out = Vec::new();
        write_csv(&mut out, options, &["a", "b"], std::iter::once(row.map(str::to_owned))).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let options = Options { byte_order_mark: false, ..Options::default() };
        assert_eq!(table(options, ["say \"no\"", "x,y\nz"]), "a,b\r\n\"say \"\"no\"\"\",\"x,y\nz\"\r\n");
        assert_eq!(table(options, ["=1+1", ""]), "a,b\r\n=1+1,\r\n");
    }

    #[test]
    fn spreadsheets_get_a_mark_and_no_formulas() {
        let options = Options { spreadsheet_safe: true, ..Options::default() };
        assert_eq!(table(options, ["=1+1", "@handle"]), "\u{FEFF}a,b\r\n'=1+1,'@handle\r\n");
        assert_eq!(table(options, ["3 - 1", "a=b"]), "\u{FEFF}a,b\r\n3 - 1,a=b\r\n");
    }
}
