//! The one mutable thing: documents with their analyses, and what the user decided about them.
//!
//! Everything that a user changes goes through [`Workspace::apply`]: a command describes the new value, and applying it
//! keeps the command that restores the old one, so every change can be undone and redone.

mod edit;
mod item;

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    corpus::Corpus,
    model::{Analysis, DocId, Document, Sha256},
};

pub use edit::EditCommand;
pub use item::Item;

/// Counts changes of the workspace. Views made for an older revision are stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// Documents, analyses and decisions.
#[derive(Debug, Default)]
pub struct Workspace {
    corpus: Arc<Corpus>,
    next_doc: u32,
    hashes: BTreeSet<Sha256>,
    decisions: edit::Decisions,
    history: edit::History,
    revision: Revision,
}

impl Workspace {
    /// The documents and what was found in them.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The same as an owned snapshot, for work in the background. Taking one costs nothing; while it lives, the next
    /// document added copies the corpus.
    pub fn snapshot(&self) -> Arc<Corpus> {
        Arc::clone(&self.corpus)
    }

    /// Raised by every change.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Takes in a document with its analysis. Not an edit: it cannot be undone.
    pub fn add(&mut self, document: Arc<Document>, analysis: Arc<Analysis>) -> DocId {
        let id = DocId(self.next_doc);
        self.next_doc += 1;
        self.hashes.insert(document.sha256);
        Arc::make_mut(&mut self.corpus).add(id, document, analysis);
        self.touch();
        id
    }

    /// Whether a file with exactly these bytes is already here.
    pub fn holds(&self, sha256: &Sha256) -> bool {
        self.hashes.contains(sha256)
    }

    /// The hashes of all files that are here.
    pub fn hashes(&self) -> &BTreeSet<Sha256> {
        &self.hashes
    }

    /// Whether the document was opened by the user.
    pub fn is_read(&self, doc: DocId) -> bool {
        self.decisions.read.contains(&doc)
    }

    /// Whether the user flagged the document.
    pub fn is_flagged(&self, doc: DocId) -> bool {
        self.decisions.flagged.contains(&doc)
    }

    /// Number of documents that were not opened yet.
    pub fn n_unread(&self) -> usize {
        self.corpus.entries().len() - self.decisions.read.len()
    }

    /// Notes that the document was opened. Reading is not a decision: it is not undone.
    pub fn mark_read(&mut self, doc: DocId) {
        if self.corpus.entry(doc).is_some() && self.decisions.read.insert(doc) {
            self.touch();
        }
    }

    /// Performs a command as one undo step. A command that changes nothing, or that speaks of a document that is not
    /// here, leaves the workspace and its revision as they are and answers `false`.
    pub fn apply(&mut self, command: EditCommand) -> bool {
        let known = self.corpus.entry(command.doc()).is_some();
        let Some(inverse) = known.then(|| self.decisions.apply(command)).flatten() else {
            return false;
        };
        self.history.record(command, inverse);
        self.touch();
        true
    }

    /// Takes the last command back; answers with its label.
    pub fn undo(&mut self) -> Option<&'static str> {
        let label = self.history.undo(&mut self.decisions)?;
        self.touch();
        Some(label)
    }

    /// Performs the last command that was taken back again; answers with its label.
    pub fn redo(&mut self) -> Option<&'static str> {
        let label = self.history.redo(&mut self.decisions)?;
        self.touch();
        Some(label)
    }

    /// What [`Workspace::undo`] would take back, for the menu.
    pub fn undo_label(&self) -> Option<&'static str> {
        self.history.undo_label()
    }

    /// What [`Workspace::redo`] would perform again, for the menu.
    pub fn redo_label(&self) -> Option<&'static str> {
        self.history.redo_label()
    }

    fn touch(&mut self) {
        self.revision.0 += 1;
    }
}
