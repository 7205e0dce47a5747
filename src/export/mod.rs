//! From the corpus to files that other tools take.
//!
//! One file here per format, with record types of its own. Offsets are Unicode code points, half-open.

mod analysis_json;
mod cell;
mod claims;
mod entities;
mod mentions;
mod quotes;
mod save;
mod table;

use std::io::{self, Write};

use crate::{
    corpus::{Corpus, Entry},
    model::DocId,
};

pub use analysis_json::write_analysis;
pub(crate) use save::save_with;
pub use save::{ExportError, save};

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportKind {
    /// CSV, one row an entity.
    Entities,
    /// CSV, one row a tagged mention.
    Mentions,
    /// CSV, one row a quote.
    Quotes,
    /// CSV, one row a claim.
    Claims,
    /// JSON lines, one object a document.
    Analysis,
}

impl ExportKind {
    /// All kinds, in menu order.
    pub const ALL: &'static [Self] = &[Self::Entities, Self::Mentions, Self::Quotes, Self::Claims, Self::Analysis];

    /// The word on the command line and in menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Quotes => "quotes",
            Self::Claims => "claims",
            Self::Analysis => "analysis",
        }
    }

    /// The kind with this word.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.label() == label)
    }

    /// Ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Analysis => "jsonl",
            _ => "csv",
        }
    }

    /// The name that a save dialog proposes.
    pub fn file_name(self) -> String {
        format!("{}.{}", self.label(), self.ending())
    }
}

/// Which documents are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Corpus,
    /// These alone.
    Documents(Vec<DocId>),
}

impl Scope {
    fn entries<'c>(&self, corpus: &'c Corpus) -> Vec<&'c Entry> {
        match self {
            Self::Corpus => corpus.entries().iter().collect(),
            Self::Documents(docs) => docs.iter().filter_map(|&doc| corpus.entry(doc)).collect(),
        }
    }

    fn holds(&self, doc: DocId) -> bool {
        match self {
            Self::Corpus => true,
            Self::Documents(docs) => docs.contains(&doc),
        }
    }
}

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Begin with a byte order mark, so that spreadsheets read the file as UTF-8. Programs skip it.
    pub byte_order_mark: bool,
    /// Put an apostrophe before cells that begin with `=`, `+`, `-`, `@`, a tab or a carriage return, so that no
    /// spreadsheet takes words of a story for a formula. Changes the cells, so programs should get files without it.
    pub spreadsheet_safe: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { byte_order_mark: true, spreadsheet_safe: false }
    }
}

/// Writes one kind of file; answers with the number of rows or lines, without the header.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    corpus: &Corpus,
    kind: ExportKind,
    scope: &Scope,
    options: Options,
    out: &mut dyn Write,
) -> io::Result<u64> {
    match kind {
        ExportKind::Entities => table::write(out, options, entities::COLUMNS, entities::rows(corpus, scope)),
        ExportKind::Mentions => table::write(out, options, mentions::COLUMNS, mentions::rows(corpus, scope)),
        ExportKind::Quotes => table::write(out, options, quotes::COLUMNS, quotes::rows(corpus, scope)),
        ExportKind::Claims => table::write(out, options, claims::COLUMNS, claims::rows(corpus, scope)),
        ExportKind::Analysis => {
            let mut n_lines = 0;
            for entry in scope.entries(corpus) {
                write_analysis(&entry.document, &entry.analysis, out)?;
                n_lines += 1;
            }
            Ok(n_lines)
        }
    }
}
