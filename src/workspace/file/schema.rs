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
";

/// The index for searching, by whole words and by the first two and three letters of words.
const WORDS: &str = "
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
";

/// The same as version 1 made it: looking for the beginning of a word goes through all words that begin so.
const WORDS_1: &str = "
CREATE VIRTUAL TABLE words USING fts5(
    title, text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
";

/// The index of files with up to this many documents is made anew when they are opened, which takes a fraction of a
/// second. Larger ones keep version 1 and the index that it made, until they are saved into a new file: nobody is to wait
/// for half a minute, or to find the file locked, for words that are looked for by two letters.
const MOST_INDEXED_ANEW: i64 = 2_000;

/// One step from a version to the next.
pub(super) type Step = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// Step `n` leads from version `n + 1` to version `n + 2`. Steps stay for good, and a file of every version is kept in
/// the tests.
pub(super) const STEPS: &[Step] = &[index_by_first_letters];

fn index_by_first_letters(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch("DROP TABLE words")?;
    transaction.execute_batch(WORDS)?;
    transaction.execute_batch("INSERT INTO words (words) VALUES ('rebuild')")
}

/// The version that is written.
pub(super) const VERSION: i64 = STEPS.len() as i64 + 1;

/// Makes the tables in an empty database.
pub(super) fn make(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(WORDS)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Whether a database of version `found` is to be brought up to date when it is opened.
pub(super) fn is_to_migrate(connection: &Connection, found: i64) -> rusqlite::Result<bool> {
    if found != 1 {
        return Ok(true);
    }
    let counted = connection.query_row("SELECT count(*) FROM document", [], |row| row.get::<_, i64>(0))?;
    Ok(counted <= MOST_INDEXED_ANEW)
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

/// Whether the tables are those of the version that the database says it has: a damaged description of a table would
/// misread its rows.
pub(super) fn is_intact(connection: &Connection, version: i64) -> rusqlite::Result<bool> {
    let model = Connection::open_in_memory()?;
    model.execute_batch(TABLES)?;
    model.execute_batch(if version == 1 { WORDS_1 } else { WORDS })?;
    Ok(statements(connection)? == statements(&model)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_files_are_brought_up_to_date_step_by_step() {
        let steps: &[Step] = &[
            index_by_first_letters,
            |transaction| transaction.execute_batch("ALTER TABLE reading ADD COLUMN first INTEGER"),
            |transaction| transaction.execute_batch("UPDATE reading SET first = document + 1"),
        ];
        let mut connection = Connection::open_in_memory().unwrap();
        make(&mut connection).unwrap();
        connection.execute("INSERT INTO reading (document) VALUES (4)", []).unwrap();
        migrate(&mut connection, VERSION, steps).unwrap();
        let first: i64 = connection.query_row("SELECT first FROM reading", [], |row| row.get(0)).unwrap();
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!((first, version), (5, VERSION + 2));
        migrate(&mut connection, VERSION + 2, steps).unwrap();
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let steps: &[Step] = &[|transaction| transaction.execute_batch("DROP TABLE reading; DROP TABLE nothing")];
        let mut connection = Connection::open_in_memory().unwrap();
        make(&mut connection).unwrap();
        assert!(migrate(&mut connection, 1, steps).is_err());
        assert!(is_intact(&connection, VERSION).unwrap());
    }

    #[test]
    fn a_large_file_of_the_first_version_keeps_its_index() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(TABLES).unwrap();
        connection.execute_batch(WORDS_1).unwrap();
        let fill = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ?1)
            INSERT INTO document SELECT value, x'', '', 'harbor', '', 0 FROM n";
        connection.execute(fill, [MOST_INDEXED_ANEW + 1]).unwrap();
        assert!(!is_to_migrate(&connection, 1).unwrap());
        assert!(is_intact(&connection, 1).unwrap() && !is_intact(&connection, 2).unwrap());
        connection.execute("DELETE FROM document WHERE id = 1", []).unwrap();
        assert!(is_to_migrate(&connection, 1).unwrap());
        migrate(&mut connection, 1, STEPS).unwrap();
        let found = "SELECT count(*) FROM words WHERE words MATCH 'ha*'";
        let found: i64 = connection.query_row(found, [], |row| row.get(0)).unwrap();
        assert!(found == MOST_INDEXED_ANEW && is_intact(&connection, VERSION).unwrap());
    }
}
