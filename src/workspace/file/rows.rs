//! Documents, analyses and journal entries as rows, each with a checksum.

use std::sync::Arc;

use chrono::DateTime;
use rusqlite::{Connection, Row, Statement, params};
use serde::Serialize;
use sha2::{Digest, Sha256 as Hasher};

use crate::{
    model::{Analysis, DocId, Document, Fingerprint},
    workspace::journal::{Change, Deed, EntryId, JournalEntry, Stamp},
};

/// Why a row was not read, in a few words.
pub(super) type Reason = String;

/// What a row tells about itself: eight bytes of a hash over its columns and their lengths.
fn checksum(columns: &[&[u8]]) -> i64 {
    let mut hasher = Hasher::new();
    for column in columns {
        hasher.update((column.len() as u64).to_le_bytes());
        hasher.update(column);
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize()[..8]);
    i64::from_le_bytes(first)
}

/// Writes a document and puts it into the index for searching.
pub(super) fn write_document(connection: &Connection, id: DocId, document: &Document) -> rusqlite::Result<()> {
    let without_text = Document { text: Arc::from(""), ..document.clone() };
    let facts = to_json(&without_text)?;
    let (id, content) = (i64::from(id.0), &document.sha256.0);
    let checksum =
        checksum(&[&id.to_le_bytes(), content, document.title.as_bytes(), document.text.as_bytes(), facts.as_bytes()]);
    connection
        .prepare_cached(
            "INSERT INTO document (id, content, title, text, facts, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id, content, document.title, &*document.text, facts, checksum])?;
    connection.prepare_cached("INSERT INTO words (rowid, title, text) VALUES (?1, ?2, ?3)")?.execute(params![
        id,
        document.title,
        &*document.text
    ])?;
    Ok(())
}

/// The columns that [`read_document`] reads.
pub(super) const DOCUMENT: &str = "id, content, title, text, facts, checksum";

/// Reads a document; a reason where the row is damaged.
pub(super) fn read_document(row: &Row<'_>) -> rusqlite::Result<Result<Document, Reason>> {
    let id: i64 = row.get(0)?;
    let (content, title, text, facts): (Vec<u8>, String, String, String) =
        (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
    let sum = checksum(&[&id.to_le_bytes(), &content, title.as_bytes(), text.as_bytes(), facts.as_bytes()]);
    if sum != row.get::<_, i64>(5)? {
        return Ok(Err(format!("the document “{title}” is not as it was written")));
    }
    let document = serde_json::from_str::<Document>(&facts).map(|document| Document { text: text.into(), ..document });
    Ok(document.map_err(|error| format!("the document “{title}” cannot be understood: {error}")))
}

/// An analysis as bytes: MessagePack with the names of fields and values, so that later versions still read it, packed.
fn encode(analysis: &Analysis) -> rusqlite::Result<Vec<u8>> {
    let plain =
        rmp_serde::to_vec_named(analysis).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    Ok(lz4_flex::compress_prepend_size(&plain))
}

/// The largest analysis that is unpacked, in bytes: a damaged length must not ask for all memory.
const MOST_BYTES: u32 = 1 << 30;

fn decode(body: &[u8]) -> Option<Analysis> {
    let size = u32::from_le_bytes(*body.first_chunk()?);
    let plain = (size <= MOST_BYTES).then(|| lz4_flex::decompress_size_prepended(body).ok())??;
    rmp_serde::from_slice(&plain).ok()
}

/// Writes an analysis in the place of an older one.
pub(super) fn write_analysis(connection: &Connection, id: DocId, analysis: &Analysis) -> rusqlite::Result<()> {
    let body = encode(analysis)?;
    let fingerprint = analysis.fingerprint.0.cast_signed();
    let sum = checksum(&[&fingerprint.to_le_bytes(), &body]);
    connection
        .prepare_cached("REPLACE INTO analysis (document, fingerprint, body, checksum) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.0, fingerprint, body, sum])?;
    Ok(())
}

/// A kept analysis as it is in the file. Unpacking takes longer than reading, and goes on elsewhere.
#[derive(Debug)]
pub struct PackedAnalysis {
    fingerprint: i64,
    body: Vec<u8>,
    checksum: i64,
}

impl PackedAnalysis {
    /// The analysis; `None` when it is damaged or of a form that is not known, and has to be made again.
    pub fn unpack(&self) -> Option<Analysis> {
        if checksum(&[&self.fingerprint.to_le_bytes(), &self.body]) != self.checksum {
            return None;
        }
        let analysis = decode(&self.body)?;
        (analysis.fingerprint == Fingerprint(self.fingerprint.cast_unsigned())).then_some(analysis)
    }
}

/// Reads the analysis of a document, if there is one.
pub(super) fn read_analysis(statement: &mut Statement<'_>, id: DocId) -> Option<PackedAnalysis> {
    let packed =
        |row: &Row<'_>| Ok(PackedAnalysis { fingerprint: row.get(0)?, body: row.get(1)?, checksum: row.get(2)? });
    statement.query_row([id.0], packed).ok()
}

/// Writes an entry of the journal.
pub(super) fn write_entry(connection: &Connection, entry: &JournalEntry) -> rusqlite::Result<()> {
    let changes = to_json(&entry.changes)?;
    let (deed, of) = match entry.deed {
        Deed::Did => ("did", None),
        Deed::Undid(id) => ("undid", Some(id.0.cast_signed())),
        Deed::Redid(id) => ("redid", Some(id.0.cast_signed())),
    };
    let (id, millis) = (entry.id.0.cast_signed(), entry.stamp.time.timestamp_millis());
    let (author, label, words) = (&entry.stamp.author, &entry.label, &entry.words);
    let sum = entry_checksum(id, deed, of, millis, [author, label, words, &changes]);
    connection
        .prepare_cached(
            "INSERT INTO journal (id, deed, of, millis, author, label, words, changes, checksum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![id, deed, of, millis, author, label, words, changes, sum])?;
    Ok(())
}

fn entry_checksum(id: i64, deed: &str, of: Option<i64>, millis: i64, texts: [&str; 4]) -> i64 {
    let [author, label, words, changes] = texts.map(str::as_bytes);
    let of = of.unwrap_or(-1).to_le_bytes();
    checksum(&[&id.to_le_bytes(), deed.as_bytes(), &of, &millis.to_le_bytes(), author, label, words, changes])
}

/// The columns that [`read_entry`] reads.
pub(super) const ENTRY: &str = "id, deed, of, millis, author, label, words, changes, checksum";

/// Reads an entry of the journal; a reason where the row is damaged.
pub(super) fn read_entry(row: &Row<'_>) -> rusqlite::Result<Result<JournalEntry, Reason>> {
    let (id, deed, of, millis): (i64, String, Option<i64>, i64) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    let (author, label, words, changes): (String, String, String, String) =
        (row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?);
    if entry_checksum(id, &deed, of, millis, [&author, &label, &words, &changes]) != row.get::<_, i64>(8)? {
        return Ok(Err(format!("entry {id} of the history ({label}) is not as it was written")));
    }
    let of = of.map(|of| EntryId(of.cast_unsigned()));
    let deed = match (deed.as_str(), of) {
        ("did", None) => Some(Deed::Did),
        ("undid", Some(of)) => Some(Deed::Undid(of)),
        ("redid", Some(of)) => Some(Deed::Redid(of)),
        _ => None,
    };
    let changes = serde_json::from_str::<Vec<Change>>(&changes);
    Ok(match (deed, DateTime::from_timestamp_millis(millis), changes) {
        (Some(deed), Some(time), Ok(changes)) => Ok(JournalEntry {
            id: EntryId(id.cast_unsigned()),
            deed,
            stamp: Stamp { time, author },
            label,
            words,
            changes,
        }),
        _ => Err(format!("entry {id} of the history ({label}) cannot be understood")),
    })
}

fn to_json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}
