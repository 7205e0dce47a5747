//! Reading documents of a workspace file while somebody else, or another thread, writes to it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{FileError, rows};
use crate::model::{DocId, Document};

pub use rows::PackedAnalysis;

/// A document of a file with its analysis, if that was kept.
pub type Stored = (DocId, Document, Option<PackedAnalysis>);

/// A row of a document: its number, and the document, or why it cannot be read.
pub type StoredRow = (DocId, Result<Stored, String>);

/// A connection for reading.
#[derive(Debug)]
pub struct Reader {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

impl Reader {
    /// The documents behind `after` in the order of their numbers, `limit` at most. A damaged one is an error of its own,
    /// with its reason.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn documents(&self, after: Option<DocId>, limit: usize) -> Result<Vec<StoredRow>, FileError> {
        let sql = |source| FileError::of("read", &self.path, source);
        let query = format!("SELECT {} FROM document WHERE id > ?1 ORDER BY id LIMIT ?2", rows::DOCUMENT);
        let mut statement = self.connection.prepare_cached(&query).map_err(sql)?;
        let analyses = "SELECT fingerprint, body, checksum FROM analysis WHERE document = ?1";
        let mut analyses = self.connection.prepare_cached(analyses).map_err(sql)?;
        let after = after.map_or(-1, |id| i64::from(id.0));
        let mut found = statement.query((after, i64::try_from(limit).unwrap_or(i64::MAX))).map_err(sql)?;
        let mut documents = Vec::new();
        while let Some(row) = found.next().map_err(sql)? {
            let id = DocId(row.get(0).map_err(sql)?);
            let stored = rows::read_document(row).map_err(sql)?.map(|document| {
                let analysis = rows::read_analysis(&mut analyses, id);
                (id, document, analysis)
            });
            documents.push((id, stored));
        }
        Ok(documents)
    }

    /// Number of documents.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count(&self) -> Result<usize, FileError> {
        let counted = self.connection.query_row("SELECT count(*) FROM document", [], |row| row.get::<_, i64>(0));
        let counted = counted.map_err(|source| FileError::of("read", &self.path, source))?;
        Ok(usize::try_from(counted).unwrap_or_default())
    }

    /// Checks the whole database. Takes about a second for each gigabyte.
    ///
    /// # Errors
    /// When anything in it is not as it was written.
    pub fn verify(&self) -> Result<(), FileError> {
        verify(&self.connection, &self.path)
    }
}

pub(super) fn verify(connection: &Connection, path: &Path) -> Result<(), FileError> {
    let sql = |source| FileError::of("check", path, source);
    let mut statement = connection.prepare("PRAGMA integrity_check(3)").map_err(sql)?;
    let found = statement.query_map([], |row| row.get::<_, String>(0)).map_err(sql)?;
    let found: Vec<String> = found.collect::<Result<_, _>>().map_err(sql)?;
    if found == ["ok"] {
        return Ok(());
    }
    // What the database says is about trees and cells; users learn that it does not hold together.
    log::warn!("{}: {}", path.display(), found.join("; "));
    Err(FileError::Damaged { path: path.to_owned(), what: "parts of it are not as they were written".to_owned() })
}
