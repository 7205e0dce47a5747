//! The workspace file: one SQLite database that holds documents, analyses and the journal.
//!
//! The journal is the only home of decisions: opening a file plays it again. A transaction is one gesture, and it is on
//! disk when the call returns; a process that is killed loses the gesture in flight and nothing else. Analyses and the
//! index for searching can be made again, and are when they are damaged.

mod error;
mod lock;
mod reader;
mod rows;
mod salvage;
mod schema;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OpenFlags, Transaction};

use super::journal::{History, JournalEntry};
use crate::model::{Analysis, DocId, Document};
use lock::{Lock, beside};

pub use error::FileError;
pub use reader::{PackedAnalysis, Reader, Stored, StoredRow};
pub use salvage::{Salvaged, salvage};

/// Ending of workspace files.
pub const ENDING: &str = "onrecord";

/// The largest file, in bytes, that is checked through before it is opened. Larger ones are checked in the background,
/// with [`Reader::verify`], as it takes longer than a user waits.
const CHECKED_AT_ONCE: u64 = 32 * 1024 * 1024;

/// Pages that are written ahead, at most, before the connection that writes them moves them into the database itself.
const PAGES_AT_LAST: i64 = 20_000;

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// For reading and writing; nobody else may write then.
    Write,
    /// For reading alone, whoever else has it open.
    Read,
}

/// An open workspace file.
#[derive(Debug)]
pub struct WorkspaceFile {
    // Closed before the lock is given back: fields are dropped in order.
    writer: FileWriter,
    lock: Option<Lock>,
}

/// Writes to an open workspace file, on any thread. The file is closed when the last one is gone.
#[derive(Clone, Debug)]
pub(super) struct FileWriter {
    connection: Arc<Mutex<Connection>>,
    path: PathBuf,
    is_writable: bool,
}

impl FileWriter {
    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A transaction that failed half-way was rolled back.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes in one transaction: all of it is on disk when this returns, or nothing of it ever is.
    ///
    /// # Errors
    /// When it is read-only, the disk is full, or the system refuses.
    pub(super) fn write(&self, fill: impl FnOnce(&Writer<'_>) -> rusqlite::Result<()>) -> Result<(), FileError> {
        if !self.is_writable {
            return Err(FileError::ReadOnly { path: self.path.clone() });
        }
        let sql = |source| FileError::of("write", &self.path, source);
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(sql)?;
        fill(&Writer { transaction: &transaction }).map_err(sql)?;
        transaction.commit().map_err(sql)
    }
}

/// All that a file holds beside documents and analyses.
#[derive(Debug, Default)]
pub struct Contents {
    /// The journal.
    pub history: History,
    /// Documents that were opened.
    pub read: BTreeSet<DocId>,
    /// The greatest number of a document.
    pub last_doc: Option<DocId>,
}

impl WorkspaceFile {
    /// Writes a whole workspace into a new file, which takes the place of one of that name only when all went well.
    ///
    /// # Errors
    /// When a file of that name is open elsewhere, the disk is full, or the system refuses. Nothing has changed then.
    pub(super) fn save(path: &Path, fill: impl FnOnce(&Writer<'_>) -> rusqlite::Result<()>) -> Result<Self, FileError> {
        // A link keeps pointing where it does; what it points to is replaced.
        let path = &whole(path);
        let lock = Lock::take(path)?;
        let io = |source| FileError::Io { doing: "save", path: path.to_owned(), source };
        let sql = |source| FileError::of("save", path, source);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let fresh = fresh_file(path, folder).map_err(io)?;
        let mut connection = connect(fresh.path(), OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sql)?;
        // Nobody else knows the file yet, so there is nothing to go back to.
        connection.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(())).map_err(sql)?;
        schema::make(&mut connection).map_err(sql)?;
        let transaction = connection.transaction().map_err(sql)?;
        fill(&Writer { transaction: &transaction }).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        connection.close().map_err(|(_, source)| sql(source))?;
        fresh.as_file().sync_all().map_err(io)?;
        for ending in ["-wal", "-shm"] {
            remove_if_there(&beside(path, ending)).map_err(io)?;
        }
        fresh.persist(path).map_err(|error| io(error.error))?;
        Self::open_with(path, Some(lock))
    }

    /// Opens a file and checks it.
    ///
    /// # Errors
    /// When it is not there, no workspace, too new, in use, or damaged.
    pub fn open(path: &Path, access: Access) -> Result<Self, FileError> {
        let path = &whole(path);
        // Asked first, so that nothing is left beside a file that is not there.
        std::fs::metadata(path).map_err(|source| FileError::Io { doing: "open", path: path.to_owned(), source })?;
        let lock = (access == Access::Write).then(|| Lock::take(path)).transpose()?;
        Self::open_with(path, lock)
    }

    fn open_with(path: &Path, lock: Option<Lock>) -> Result<Self, FileError> {
        let metadata =
            std::fs::metadata(path).map_err(|source| FileError::Io { doing: "open", path: path.to_owned(), source })?;
        let sql = |source| FileError::of("open", path, source);
        let mut connection = match lock {
            Some(_) => connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sql)?,
            None => connect_for_reading(path).map_err(sql)?,
        };
        check_kind(&connection, path)?;
        if lock.is_some() {
            prepare_for_writing(&connection).map_err(sql)?;
        }
        let version = version(&connection).map_err(sql)?;
        if !schema::is_intact(&connection, version).map_err(sql)? {
            return Err(damaged(path, "its tables are not those of a workspace".to_owned()));
        }
        if lock.is_some() && schema::is_to_migrate(&connection, version).map_err(sql)? {
            schema::migrate(&mut connection, version, schema::STEPS).map_err(sql)?;
        }
        if metadata.len() <= CHECKED_AT_ONCE {
            reader::verify(&connection, path)?;
        }
        let connection = Arc::new(Mutex::new(connection));
        let writer = FileWriter { connection, path: path.to_owned(), is_writable: lock.is_some() };
        Ok(Self { writer, lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.writer.path
    }

    /// What writes to it on another thread.
    pub(super) fn writer(&self) -> FileWriter {
        self.writer.clone()
    }

    /// Whether it is the file of this name.
    pub fn is_at(&self, path: &Path) -> bool {
        self.path() == whole(path)
    }

    /// Whether it can be written to.
    pub fn is_writable(&self) -> bool {
        self.lock.is_some()
    }

    /// Reads everything but documents and analyses.
    ///
    /// # Errors
    /// When an entry of the journal is missing or damaged.
    pub fn contents(&self) -> Result<Contents, FileError> {
        let sql = |source| FileError::of("read", self.path(), source);
        let connection = self.writer.connection();
        let mut contents = Contents::default();
        let query = format!("SELECT {} FROM journal ORDER BY id", rows::ENTRY);
        let mut statement = connection.prepare(&query).map_err(sql)?;
        let mut found = statement.query([]).map_err(sql)?;
        while let Some(row) = found.next().map_err(sql)? {
            let entry = rows::read_entry(row).map_err(sql)?.map_err(|what| damaged(self.path(), what))?;
            if entry.id != contents.history.next_id() {
                return Err(damaged(
                    self.path(),
                    format!("entry {} of the history is missing", contents.history.next_id().0),
                ));
            }
            contents.history.push(entry);
        }
        let mut statement = connection.prepare("SELECT document FROM reading").map_err(sql)?;
        let read = statement.query_map([], |row| row.get(0)).map_err(sql)?;
        contents.read = read.map(|id| id.map(DocId)).collect::<Result<_, _>>().map_err(sql)?;
        let last = connection.query_row("SELECT max(id) FROM document", [], |row| row.get::<_, Option<u32>>(0));
        contents.last_doc = last.map_err(sql)?.map(DocId);
        Ok(contents)
    }

    /// A second connection for reading documents on another thread.
    ///
    /// # Errors
    /// When the file cannot be opened again.
    pub fn reader(&self) -> Result<Reader, FileError> {
        let connection =
            connect_for_reading(self.path()).map_err(|source| FileError::of("open", self.path(), source))?;
        Ok(Reader { connection, path: self.path().to_owned() })
    }

    /// Number of rows that were written since it was opened.
    pub fn n_written(&self) -> u64 {
        self.writer.connection().total_changes()
    }

    /// Takes the work of tidying over from this connection, for another thread.
    ///
    /// # Errors
    /// When the file cannot be opened again.
    pub fn tidier(&self) -> Result<Tidier, FileError> {
        let open = || {
            let connection = connect(self.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            // Should the other thread never come to it, this connection tidies after all.
            self.writer.connection().pragma_update(None, "wal_autocheckpoint", PAGES_AT_LAST)?;
            Ok(connection)
        };
        let connection = open().map_err(|source| FileError::of("open", self.path(), source))?;
        Ok(Tidier { connection, path: self.path().to_owned() })
    }

    /// The database, to make it fail.
    #[cfg(test)]
    pub(super) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.writer.connection()
    }

    /// Whether it is so large that opening leaves the check of the whole to [`Reader::verify`].
    pub fn is_unchecked(&self) -> bool {
        std::fs::metadata(self.path()).is_ok_and(|metadata| metadata.len() > CHECKED_AT_ONCE)
    }
}

fn damaged(path: &Path, what: String) -> FileError {
    FileError::Damaged { path: path.to_owned(), what }
}

/// Moves what was written ahead into the database.
///
/// A transaction is on disk once it stands in the log that is written ahead. From there it has to go into the database some
/// time, which waits for the disk twice more. Left alone, SQLite does that at the end of a transaction now and then.
#[derive(Debug)]
pub struct Tidier {
    connection: Connection,
    path: PathBuf,
}

impl Tidier {
    /// Moves what is there. It never waits for readers and writers, nor do they wait for it; what it leaves goes along the
    /// next time.
    ///
    /// # Errors
    /// When the database cannot be written. What was written ahead is safe where it is.
    pub fn tidy(&self) -> Result<(), FileError> {
        let moved = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        moved.map_err(|source| FileError::of("tidy", &self.path, source))
    }
}

/// A database in memory with the tables of a file, for searching documents that are in no file.
pub(super) fn memory() -> Result<Connection, FileError> {
    let made = Connection::open_in_memory().and_then(|mut connection| {
        schema::make(&mut connection)?;
        Ok(connection)
    });
    made.map_err(search_error)
}

/// Puts documents into the index of a database in memory.
pub(super) fn index<'d>(
    connection: &mut Connection,
    documents: impl Iterator<Item = (DocId, &'d Document)>,
) -> Result<(), FileError> {
    let write = || -> rusqlite::Result<()> {
        let transaction = connection.transaction()?;
        for (id, document) in documents {
            rows::write_document(&transaction, id, document)?;
        }
        transaction.commit()
    };
    write().map_err(search_error)
}

/// The database of a file, for searching on any thread.
pub(super) fn index_of(path: &Path) -> Result<Connection, FileError> {
    connect_for_reading(path).map_err(search_error)
}

/// Why the index cannot be read.
pub(super) fn search_error(source: rusqlite::Error) -> FileError {
    FileError::Search { source }
}

/// What can be written in a transaction.
pub(super) struct Writer<'t> {
    transaction: &'t Transaction<'t>,
}

impl Writer<'_> {
    pub(super) fn document(&self, id: DocId, document: &Document, analysis: &Analysis) -> rusqlite::Result<()> {
        rows::write_document(self.transaction, id, document)?;
        rows::write_analysis(self.transaction, id, analysis)
    }

    /// A document whose analysis is to be made later.
    pub(super) fn text(&self, id: DocId, document: &Document) -> rusqlite::Result<()> {
        rows::write_document(self.transaction, id, document)
    }

    pub(super) fn analysis(&self, id: DocId, analysis: &Analysis) -> rusqlite::Result<()> {
        rows::write_analysis(self.transaction, id, analysis)
    }

    pub(super) fn entry(&self, entry: &JournalEntry) -> rusqlite::Result<()> {
        rows::write_entry(self.transaction, entry)
    }

    pub(super) fn read(&self, id: DocId, on: bool) -> rusqlite::Result<()> {
        let sql = if on {
            "INSERT OR IGNORE INTO reading (document) VALUES (?1)"
        } else {
            "DELETE FROM reading WHERE document = ?1"
        };
        self.transaction.prepare_cached(sql)?.execute([id.0]).map(drop)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    // Without SQLITE_OPEN_URI, so that a file may have any name.
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // A reader in another process may hold the file for the length of a checkpoint.
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    // Damaged descriptions of tables must not run code of their own.
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// A connection that changes nothing, not even beside the file, where nothing may be written.
fn connect_for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let readable = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|connection| {
        version(&connection)?;
        Ok(connection)
    });
    readable.or_else(|error| {
        if error.sqlite_error_code() != Some(rusqlite::ErrorCode::CannotOpen) {
            return Err(error);
        }
        let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        connect(
            Path::new(&format!("file:{name}?immutable=1")),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        )
    })
}

/// A path without links, so that everybody finds the same lock beside the file.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A new file beside `path`, with the access rights of the file that it will replace, or of any new file.
fn fresh_file(path: &Path, folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".onrecord-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let new = || std::fs::Permissions::from_mode(0o666);
        builder.permissions(std::fs::metadata(path).map_or_else(|_| new(), |metadata| metadata.permissions()));
    }
    builder.tempfile_in(folder)
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn prepare_for_writing(connection: &Connection) -> rusqlite::Result<()> {
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    debug_assert_eq!(mode, "wal", "a file of its own can be written ahead");
    // Every commit waits for the disk: what was confirmed survives a loss of power too.
    connection.pragma_update(None, "synchronous", "FULL")
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Whether it is a workspace of a version that is known.
fn check_kind(connection: &Connection, path: &Path) -> Result<(), FileError> {
    let sql = |source: rusqlite::Error| match source.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => FileError::NotAWorkspace { path: path.to_owned() },
        _ => FileError::of("open", path, source),
    };
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(sql)?;
    let version = version(connection).map_err(sql)?;
    if id != schema::APPLICATION_ID {
        return Err(FileError::NotAWorkspace { path: path.to_owned() });
    }
    if version > schema::VERSION {
        return Err(FileError::Newer { path: path.to_owned(), found: version, known: schema::VERSION });
    }
    if version < 1 {
        let what = format!("it has the impossible version {version}");
        return Err(FileError::Damaged { path: path.to_owned(), what });
    }
    Ok(())
}
