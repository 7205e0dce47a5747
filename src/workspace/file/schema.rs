//! The tables of a workspace file, and how older files are brought up to date.

use rusqlite::{Connection, Transaction};

/// Tells workspace files from other databases: "OnRc".
pub(super) const APPLICATION_ID: i64 = 0x4F6E_5263;

/// The tables of the present version.
///
/// `document` holds stories as they were imported; `analysis` what the engine found, which can be made again; `journal`
/// what the user did, from which all decisions are rebuilt; `reading` which stories were opened; `words` is the index
/// for searching, whose text is that of `document`. A checksum covers the other columns of its row, so that a damaged
/// row is known even where the database is sound.
const TABLES: &str = "
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    content BLOB NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    facts TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE analysis (
    document INTEGER PRIMARY KEY,
    fingerprint INTEGER NOT NULL,
    body BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    deed TEXT NOT NULL,
    of INTEGER,
    millis INTEGER NOT NULL,
    author TEXT NOT NULL,
    label TEXT NOT NULL,
    words TEXT NOT NULL,
    changes TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE reading (
    document INTEGER PRIMARY KEY
) STRICT;
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
";

/// One step from a version to the next.
pub(super) type Step = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// Step `n` leads from version `n + 1` to version `n + 2`. Steps stay for good, and a file of every version is kept in
/// the tests.
pub(super) const STEPS: &[Step] = &[];

/// The version that is written.
pub(super) const VERSION: i64 = STEPS.len() as i64 + 1;

/// Makes the tables in an empty database.
pub(super) fn make(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Brings a database of version `found` up to date, one step a transaction.
pub(super) fn migrate(connection: &mut Connection, found: i64, steps: &[Step]) -> rusqlite::Result<()> {
    let done = usize::try_from(found - 1).unwrap_or_default();
    for (version, step) in (found + 1..).zip(steps.iter().skip(done)) {
        let transaction = connection.transaction()?;
        step(&transaction)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

/// The statements that made the tables of a database, in a fixed order.
fn statements(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut rows =
        connection.prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")?;
    rows.query_map([], |row| row.get(0))?.collect()
}

/// Whether the tables are those of the present version: a damaged description of a table would misread its rows.
pub(super) fn is_intact(connection: &Connection) -> rusqlite::Result<bool> {
    let mut model = Connection::open_in_memory()?;
    make(&mut model)?;
    Ok(statements(connection)? == statements(&model)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_files_are_brought_up_to_date_step_by_step() {
        let steps: &[Step] = &[
            |transaction| transaction.execute_batch("ALTER TABLE reading ADD COLUMN first INTEGER"),
            |transaction| transaction.execute_batch("UPDATE reading SET first = document + 1"),
        ];
        let mut connection = Connection::open_in_memory().unwrap();
        make(&mut connection).unwrap();
        connection.execute("INSERT INTO reading (document) VALUES (4)", []).unwrap();
        migrate(&mut connection, 1, steps).unwrap();
        let first: i64 = connection.query_row("SELECT first FROM reading", [], |row| row.get(0)).unwrap();
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!((first, version), (5, 3));
        migrate(&mut connection, 3, steps).unwrap();
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let steps: &[Step] = &[|transaction| transaction.execute_batch("DROP TABLE reading; DROP TABLE nothing")];
        let mut connection = Connection::open_in_memory().unwrap();
        make(&mut connection).unwrap();
        assert!(migrate(&mut connection, 1, steps).is_err());
        assert!(is_intact(&connection).unwrap());
    }
}
