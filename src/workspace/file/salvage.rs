//! Saving what can be read of a damaged file into a new one.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};

use rusqlite::{Connection, OpenFlags, Row};

use super::{FileError, WorkspaceFile, beside, connect, rows};
use crate::{
    model::{Analysis, DocId, Document},
    workspace::journal::{Deed, EntryId, JournalEntry},
};

/// What came out of a damaged file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Number of documents that were saved.
    pub n_documents: usize,
    /// Number of entries of the history that were saved.
    pub n_entries: usize,
    /// What could not be read, one sentence each, without a full stop.
    pub lost: Vec<String>,
}

/// Reads what can be read of a damaged workspace file, without changing it, and saves it into a new file.
///
/// Documents keep their numbers; the entries of the history get new ones where some are lost.
///
/// # Errors
/// When nothing at all can be read, or the new file cannot be written.
pub fn salvage(damaged: &Path, into: &Path) -> Result<Salvaged, FileError> {
    let io = |source| FileError::Io { doing: "read", path: damaged.to_owned(), source };
    let folder = tempfile::tempdir().map_err(io)?;
    let copy = folder.path().join("copy");
    fs::copy(damaged, &copy).map_err(io)?;
    let log = beside(damaged, "-wal");
    if log.exists() {
        fs::copy(&log, beside(&copy, "-wal")).map_err(io)?;
    }
    let mut salvaged = Salvaged::default();
    let connection = open_copy(&copy, damaged, &mut salvaged.lost)?;
    let documents = documents(&connection, &mut salvaged.lost);
    let entries = entries(&connection, &mut salvaged.lost);
    let read: Vec<DocId> = Table { connection: &connection, name: "reading", key: "document", columns: "document" }
        .rows(|row| row.get(0).map(DocId))
        .found;
    if documents.is_empty() && entries.is_empty() {
        let what = "nothing in it can be read".to_owned();
        return Err(FileError::Damaged { path: damaged.to_owned(), what });
    }
    salvaged.n_documents = documents.len();
    salvaged.n_entries = entries.len();
    WorkspaceFile::save(into, |writer| {
        for (id, (document, analysis)) in &documents {
            match analysis {
                Some(analysis) => writer.document(*id, document, analysis)?,
                None => writer.text(*id, document)?,
            }
        }
        entries.iter().try_for_each(|entry| writer.entry(entry))?;
        read.iter().filter(|id| documents.contains_key(id)).try_for_each(|id| writer.read(*id, true))
    })?;
    Ok(salvaged)
}

/// The first bytes of every database with the settings that this program writes, without counts that change.
const HEADER: &[u8] = b"SQLite format 3\0\x10\x00\x02\x02\x00\x40\x20\x20";

/// Opens a copy; where its first bytes are wrong, they are put right first.
fn open_copy(copy: &Path, damaged: &Path, lost: &mut Vec<String>) -> Result<Connection, FileError> {
    let open = || -> rusqlite::Result<Connection> {
        let connection = connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    let sql = |source| FileError::of("read", damaged, source);
    let io = |source| FileError::Io { doing: "read", path: damaged.to_owned(), source };
    if fill_up(copy).map_err(io)? {
        lost.push("the end of the file is missing".to_owned());
    }
    if let Ok(connection) = open() {
        return Ok(connection);
    }
    let mut file = OpenOptions::new().write(true).open(copy).map_err(io)?;
    file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(HEADER)).map_err(io)?;
    drop(file);
    fill_up(copy).map_err(io)?;
    lost.push("the first bytes of the file were wrong and were put right".to_owned());
    open().map_err(sql)
}

/// Gives a file that was cut off the length that it had, as the database opens no shorter one; answers whether it was.
fn fill_up(copy: &Path) -> std::io::Result<bool> {
    let mut file = OpenOptions::new().read(true).write(true).open(copy)?;
    let mut header = [0; 32];
    if file.read_exact(&mut header).is_err() {
        return Ok(false);
    }
    let page_size = u64::from(u16::from_be_bytes([header[16], header[17]]));
    let n_pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    let (length, wanted) = (file.metadata()?.len(), page_size * n_pages);
    // A damaged count of pages must not fill the disk.
    let is_short = length < wanted && wanted <= MOST_TIMES * length.max(1);
    if is_short {
        file.set_len(wanted)?;
    }
    Ok(is_short)
}

/// How many times longer than what is left of it a file is taken to have been.
const MOST_TIMES: u64 = 1024;

fn documents(connection: &Connection, lost: &mut Vec<String>) -> BTreeMap<DocId, (Document, Option<Analysis>)> {
    let table = Table { connection, name: "document", key: "id", columns: rows::DOCUMENT };
    let read = table.rows(|row| Ok((row.get(0).map(DocId)?, rows::read_document(row)?)));
    lost.extend(read.lost);
    let mut analyses = connection.prepare("SELECT fingerprint, body, checksum FROM analysis WHERE document = ?1").ok();
    let mut documents = BTreeMap::new();
    for (id, document) in read.found {
        match document {
            Ok(document) => {
                let analysis = analyses.as_mut().and_then(|statement| rows::read_analysis(statement, id)?.unpack());
                documents.insert(id, (document, analysis));
            }
            Err(reason) => lost.push(reason),
        }
    }
    documents
}

fn entries(connection: &Connection, lost: &mut Vec<String>) -> Vec<JournalEntry> {
    let table = Table { connection, name: "journal", key: "id", columns: rows::ENTRY };
    let read = table.rows(rows::read_entry);
    lost.extend(read.lost);
    let mut entries: Vec<JournalEntry> = Vec::new();
    for entry in read.found {
        match entry {
            Ok(entry) => entries.push(entry),
            Err(reason) => lost.push(reason),
        }
    }
    renumber(entries, lost)
}

/// Closes the gaps of a history: entries get new numbers, and what was undone or redone is found by them. Undoing and
/// redoing of what is lost is lost with it.
fn renumber(entries: Vec<JournalEntry>, lost: &mut Vec<String>) -> Vec<JournalEntry> {
    let mut new_ids = BTreeMap::new();
    let mut kept: Vec<JournalEntry> = Vec::with_capacity(entries.len());
    let mut next = 1;
    for mut entry in entries {
        match entry.id.0 - next {
            0 => {}
            1 => lost.push(format!("entry {next} of the history is missing")),
            _ => lost.push(format!("entries {next} to {} of the history are missing", entry.id.0 - 1)),
        }
        next = entry.id.0 + 1;
        let deed = match entry.deed {
            Deed::Did => Some(Deed::Did),
            Deed::Undid(id) => new_ids.get(&id).copied().map(Deed::Undid),
            Deed::Redid(id) => new_ids.get(&id).copied().map(Deed::Redid),
        };
        let Some(deed) = deed else {
            lost.push(format!("entry {} of the history undoes or redoes what is lost ({})", entry.id.0, entry.label));
            continue;
        };
        let id = EntryId(kept.len() as u64 + 1);
        new_ids.insert(entry.id, id);
        (entry.id, entry.deed) = (id, deed);
        kept.push(entry);
    }
    kept
}

/// A table of which some pages cannot be read.
struct Table<'c> {
    connection: &'c Connection,
    name: &'static str,
    key: &'static str,
    columns: &'static str,
}

/// Rows in the order of their keys, and what was not read.
struct ReadRows<T> {
    found: Vec<T>,
    lost: Vec<String>,
}

/// Number of keys between two readable rows that are asked for one by one.
const MOST_PROBED: i64 = 100_000;

impl Table<'_> {
    /// Reads from the start until a page is broken, then from the end, then whatever can be reached between.
    fn rows<T>(&self, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> ReadRows<T> {
        let mut rows = BTreeMap::new();
        let mut lost = Vec::new();
        if let Err(error) = self.walk("ASC", &read, &mut rows) {
            lost.push(format!("part of the table {} cannot be read: {error}", self.name));
            let from_start = rows.keys().next_back().copied();
            // The way from the end stops at the same page or another one; either way it is worth what it finds.
            let mut from_end = BTreeMap::new();
            let _ = self.walk("DESC", &read, &mut from_end);
            let first_after = from_end.keys().next().copied();
            rows.extend(from_end);
            let least = from_start.map_or(0, |key| key + 1);
            let greatest = first_after.unwrap_or(least + MOST_PROBED).min(least + MOST_PROBED);
            let query = format!("SELECT {1} FROM {2} WHERE {0} = ?1", self.key, self.columns, self.name);
            if let Ok(mut statement) = self.connection.prepare(&query) {
                for key in least..greatest {
                    if let Ok(value) = statement.query_row([key], &read) {
                        rows.insert(key, value);
                    }
                }
            }
        }
        ReadRows { found: rows.into_values().collect(), lost }
    }

    fn walk<T>(
        &self,
        order: &str,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
        rows: &mut BTreeMap<i64, T>,
    ) -> rusqlite::Result<()> {
        let query = format!("SELECT {1} FROM {2} ORDER BY {0} {order}", self.key, self.columns, self.name);
        let mut statement = self.connection.prepare(&query)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            // The key is the first of the columns.
            let key = row.get(0)?;
            rows.insert(key, read(row)?);
        }
        Ok(())
    }
}
