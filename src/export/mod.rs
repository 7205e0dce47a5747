//! From the corpus to files that other tools take.
//!
//! One file here per format, with record types of its own. Offsets are Unicode code points, half-open.

mod analysis_json;
mod archive;
mod brat;
mod cell;
mod claims;
mod conll;
mod entities;
mod events;
mod evidence;
mod format;
mod ftm;
mod i2;
mod ledger;
mod mentions;
mod names;
mod network;
mod preview;
mod quotes;
mod refi;
mod report;
mod save;
mod spacy;
mod stix;
mod table;
mod vault;
mod verify;
mod web_annotation;
mod xlsx;
mod xml;

use std::{
    io::{self, Write},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{Corpus, Entry, LedgerColumn, StatementId},
    model::{Decisions, DocId},
};

pub use analysis_json::write_analysis;
pub use format::{ExportKind, Format};
pub use preview::{Preview, preview};
pub use save::ExportError;
pub(crate) use save::save_with;
pub use verify::{Verification, verify};

/// Which documents are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All of them.
    Corpus,
    /// These alone.
    Documents(Vec<DocId>),
    /// These statements, as a table shows them. Tables of other things take all documents. Never written down.
    #[serde(skip)]
    Table(Arc<LedgerTable>),
}

/// The ledger as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerTable {
    /// Its rows, in order.
    pub rows: Vec<(DocId, StatementId)>,
    /// Its columns, from left to right.
    pub columns: Vec<LedgerColumn>,
}

impl Scope {
    fn entries<'c>(&self, corpus: &'c Corpus) -> Vec<&'c Entry> {
        match self {
            Self::Corpus | Self::Table(_) => corpus.entries().iter().collect(),
            Self::Documents(docs) => docs.iter().filter_map(|&doc| corpus.entry(doc)).collect(),
        }
    }

    fn holds(&self, doc: DocId) -> bool {
        match self {
            Self::Corpus | Self::Table(_) => true,
            Self::Documents(docs) => docs.contains(&doc),
        }
    }
}

/// How files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The format; the kind's first one where none is named or the kind does not have it.
    pub format: Option<Format>,
    /// Begin CSV with a byte order mark, so that spreadsheets read the file as UTF-8. Programs skip it.
    pub byte_order_mark: bool,
    /// Put an apostrophe before cells of CSV that begin with `=`, `+`, `-`, `@`, a tab or a carriage return, so that no
    /// spreadsheet takes words of a story for a formula. Changes the cells, so programs should get files without it.
    pub spreadsheet_safe: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, byte_order_mark: true, spreadsheet_safe: false }
    }
}

/// Writes one kind of file; answers with the number of rows or lines, without the header. `decisions` are those that made the
/// findings of `corpus` what they are; JSON lines keep them, so that another workspace can take them over.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    corpus: &Corpus,
    decisions: &Decisions,
    kind: ExportKind,
    scope: &Scope,
    options: Options,
    out: &mut dyn Write,
) -> io::Result<u64> {
    let format = options.format.filter(|format| kind.formats().contains(format)).unwrap_or(kind.default_format());
    let entries = || scope.entries(corpus);
    let table = table::Table { out, name: kind.label(), format, options };
    match kind {
        ExportKind::Entities => table.write(&entities::COLUMNS, entities::rows(corpus, scope)),
        ExportKind::Mentions => table.write(&mentions::COLUMNS, mentions::rows(corpus, scope)),
        ExportKind::Quotes => table.write(&quotes::COLUMNS, quotes::rows(corpus, scope)),
        ExportKind::Claims => table.write(&claims::COLUMNS, claims::rows(corpus, scope)),
        ExportKind::Ledger => table.write(&ledger::columns(scope), ledger::rows(corpus, scope)),
        ExportKind::Analysis => analysis_json::write(&entries(), decisions, out),
        ExportKind::Annotations => web_annotation::write(corpus, &entries(), out),
        ExportKind::FollowTheMoney => ftm::write(corpus, scope, out),
        ExportKind::Stix => stix::write(corpus, scope, out),
        ExportKind::Network => network::write(corpus, scope, format, out),
        ExportKind::Brat => brat::write(corpus, &entries(), out),
        ExportKind::Conll => each(&entries(), out, |entry, out| conll::write(entry, format, out)),
        ExportKind::Spacy => each(&entries(), out, spacy::write),
        ExportKind::Events if format == Format::Jsonl => events::write(corpus, &entries(), out),
        ExportKind::Events => table.write(&events::COLUMNS, events::rows(corpus, scope)),
        ExportKind::Codes => refi::write(&entries(), format, out),
        ExportKind::I2 => i2::write(corpus, scope, options, out),
        ExportKind::Vault => vault::write(corpus, scope, out),
        ExportKind::Report => report::write(corpus, scope, format, out),
        ExportKind::Evidence => evidence::write(corpus, scope, options, out),
    }
}

/// Writes documents one after the other; answers with their number.
fn each(
    entries: &[&Entry],
    out: &mut dyn Write,
    mut write: impl FnMut(&Entry, &mut dyn Write) -> io::Result<()>,
) -> io::Result<u64> {
    let mut n_written = 0;
    for entry in entries {
        write(entry, out)?;
        n_written += 1;
    }
    Ok(n_written)
}
