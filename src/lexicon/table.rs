//! Tab-separated tables: rows with line numbers, and errors that name file and line.

/// What is wrong with a word list or rule table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}: {file}, line {line}")]
pub struct TableError {
    /// The file, relative to `assets/`.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in plain words.
    pub message: String,
}

/// One table: its name for messages and its text.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The file, relative to `assets/`.
    pub file: &'static str,
    /// The whole file. Lines that start with `#` are notes; the first other line names the columns.
    pub text: &'static str,
}

/// Most columns of a table.
const MAX_COLUMNS: usize = 10;

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    file: &'static str,
    line: usize,
    /// Empty for columns that the row does not reach.
    cells: [&'static str; MAX_COLUMNS],
}

impl Table {
    /// The rows below the line of column names.
    pub fn rows(self) -> impl Iterator<Item = Row> {
        self.text.lines().enumerate().filter(|(_, text)| !text.is_empty() && !text.starts_with('#')).skip(1).map(
            move |(index, text)| {
                debug_assert!(text.split('\t').count() <= MAX_COLUMNS, "{}: a row with more columns", self.file);
                let mut cells = [""; MAX_COLUMNS];
                for (cell, text) in cells.iter_mut().zip(text.split('\t')) {
                    *cell = text.trim();
                }
                Row { file: self.file, line: index + 1, cells }
            },
        )
    }

    /// Number of lines, notes included.
    pub fn n_lines(self) -> usize {
        memchr::memchr_iter(b'\n', self.text.as_bytes()).count()
    }
}

impl Row {
    /// The cell in `column`, counted from 0; empty when the row is shorter.
    pub fn cell(self, column: usize) -> &'static str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    /// The cell in `column`, which must not be empty.
    pub fn need(self, column: usize) -> Result<&'static str, TableError> {
        match self.cell(column) {
            "" => Err(self.error(format!("Column {} is empty", column + 1))),
            cell => Ok(cell),
        }
    }

    /// The number in `column`.
    pub fn number<T: std::str::FromStr>(self, column: usize) -> Result<T, TableError> {
        let cell = self.need(column)?;
        cell.parse().map_err(|_| self.error(format!("\"{cell}\" is not a number of the expected size")))
    }

    /// A number for this row that no row of another table shares, when each table has its own `table_number`.
    pub fn number_in(self, table_number: u32) -> u32 {
        (table_number << 24) | (u32::try_from(self.line).unwrap_or(0) & 0x00FF_FFFF)
    }

    /// An error at this row.
    pub fn error(self, message: impl Into<String>) -> TableError {
        TableError { file: self.file, line: self.line, message: message.into() }
    }
}
