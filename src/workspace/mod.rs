//! The one mutable thing: documents with their analyses, and what the user decided about them.
//!
//! Everything that a user decides goes through [`Workspace::apply`]: an [`EditCommand`] describes the new values, and the
//! journal keeps what restores the old ones, so every gesture can be undone and redone. Commands are built by the
//! functions of [`gestures`]; time and author are handed in.

mod edit;
pub mod gestures;
mod item;
mod journal;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    corpus::{Corpus, occurrences},
    model::{
        Analysis, Decision, Decisions, DocId, Document, Sha256, Target,
        decision::{RuleKey, RuleScope},
    },
};

pub use edit::{EditCommand, EditError};
pub use item::Item;
pub use journal::{Change, Deed, EntryId, History, JournalEntry, Stamp};

/// Counts changes of the workspace. Views made for an older revision are stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// Documents, analyses and decisions.
#[derive(Debug, Default)]
pub struct Workspace {
    corpus: Arc<Corpus>,
    next_doc: u32,
    /// Documents that were taken out and may come back.
    shelf: BTreeMap<DocId, (Arc<Document>, Arc<Analysis>)>,
    read: BTreeSet<DocId>,
    decisions: Decisions,
    history: History,
    revision: Revision,
}

impl Workspace {
    /// The documents and what was found in them, as decided.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The same as an owned snapshot, for work in the background. Taking one costs nothing; while it lives, the next
    /// change of the corpus copies it.
    pub fn snapshot(&self) -> Arc<Corpus> {
        Arc::clone(&self.corpus)
    }

    /// Raised by every change.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Everything that was decided and stands.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// What was done, undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Takes in a document with its analysis. Not an edit: it cannot be undone.
    pub fn add(&mut self, document: Arc<Document>, analysis: Arc<Analysis>) -> DocId {
        let id = DocId(self.next_doc);
        self.next_doc += 1;
        if self.decisions.removed().contains_key(&document.sha256) {
            self.shelf.insert(id, (document, analysis));
        } else {
            Arc::make_mut(&mut self.corpus).add_decided(id, document, analysis, &self.decisions);
        }
        self.touch();
        id
    }

    /// Whether a file with exactly these bytes is already here, be it taken out.
    pub fn holds(&self, sha256: &Sha256) -> bool {
        self.corpus.entry_of(*sha256).is_some() || self.shelf.values().any(|(document, _)| document.sha256 == *sha256)
    }

    /// Whether the document was opened by the user.
    pub fn is_read(&self, doc: DocId) -> bool {
        self.read.contains(&doc)
    }

    /// Whether the user flagged the document.
    pub fn is_flagged(&self, doc: DocId) -> bool {
        let target = self.corpus.entry(doc).map(|entry| Target::Document(entry.document.sha256));
        target.is_some_and(|target| self.decisions.flags().contains_key(&target))
    }

    /// Whether the user is done with the document.
    pub fn is_reviewed(&self, doc: DocId) -> bool {
        self.corpus.entry(doc).is_some_and(|entry| self.decisions.reviewed().contains_key(&entry.document.sha256))
    }

    /// Number of documents that were not opened yet.
    pub fn n_unread(&self) -> usize {
        let n_read_here = self.read.iter().filter(|doc| !self.shelf.contains_key(doc)).count();
        self.corpus.entries().len() - n_read_here
    }

    /// Notes whether the document was opened. Reading is not a decision: it is not undone.
    pub fn set_read(&mut self, doc: DocId, on: bool) {
        if self.corpus.entry(doc).is_some() && (if on { self.read.insert(doc) } else { self.read.remove(&doc) }) {
            self.touch();
        }
    }

    /// Performs a command as one step of undo; answers whether anything changed.
    ///
    /// # Errors
    /// When a decision of the command does not fit what it is about. Nothing has changed then, nor the revision.
    pub fn apply(&mut self, command: EditCommand, stamp: Stamp) -> Result<bool, EditError> {
        let mut changes = Vec::with_capacity(command.decisions.len());
        for new in command.decisions {
            if let Some(old) = self.decisions.set(new.clone()) {
                changes.push(Change { new, old });
            }
        }
        if changes.is_empty() {
            return Ok(false);
        }
        let checked = changes.iter().try_for_each(|change| edit::check(&change.new, &self.corpus, &self.decisions));
        if let Err(error) = checked {
            for change in changes.into_iter().rev() {
                self.decisions.set(change.old);
            }
            return Err(error);
        }
        let words = self.words(&changes);
        let id = self.history.next_id();
        let decisions: Vec<Decision> = changes.iter().map(|change| change.new.clone()).collect();
        self.history.push(JournalEntry { id, deed: Deed::Did, stamp, label: command.label, words, changes });
        self.follow(&decisions);
        Ok(true)
    }

    /// Takes the last command back; answers with its label.
    ///
    /// # Errors
    /// When that cannot be kept. Nothing has changed then.
    pub fn undo(&mut self, stamp: Stamp) -> Result<Option<String>, EditError> {
        self.step(stamp, History::next_undo, Deed::Undid)
    }

    /// Performs the last command that was taken back again; answers with its label.
    ///
    /// # Errors
    /// When that cannot be kept. Nothing has changed then.
    pub fn redo(&mut self, stamp: Stamp) -> Result<Option<String>, EditError> {
        self.step(stamp, History::next_redo, Deed::Redid)
    }

    fn step(
        &mut self,
        stamp: Stamp,
        next: fn(&History) -> Option<&JournalEntry>,
        deed: fn(EntryId) -> Deed,
    ) -> Result<Option<String>, EditError> {
        let Some(step) = next(&self.history) else { return Ok(None) };
        let (label, words) = (step.label.clone(), step.words.clone());
        let entry = JournalEntry {
            id: self.history.next_id(),
            deed: deed(step.id),
            stamp,
            label: label.clone(),
            words,
            changes: Vec::new(),
        };
        let decisions = self.history.decisions(&entry);
        for decision in &decisions {
            self.decisions.set(decision.clone());
        }
        self.history.push(entry);
        self.follow(&decisions);
        Ok(Some(label))
    }

    /// What [`Workspace::undo`] would take back, for the menu.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.next_undo().map(|entry| entry.label.as_str())
    }

    /// What [`Workspace::redo`] would perform again, for the menu.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.next_redo().map(|entry| entry.label.as_str())
    }

    /// Brings the corpus in line with decisions that changed.
    fn follow(&mut self, decisions: &[Decision]) {
        let mut docs = BTreeSet::new();
        for decision in decisions {
            if let Decision::Removed(doc, _) = decision {
                self.put_in_or_out(*doc);
            }
            if let Some(doc) = decision.changes_findings_of() {
                docs.extend(self.corpus.docs_of(doc));
            }
            if let Decision::Rule(RuleKey { scope: RuleScope::Workspace, words }, _) = decision {
                let entries = self.corpus.entries().iter();
                let holds = |document: &Document| occurrences(document, words).next().is_some();
                docs.extend(entries.filter(|entry| holds(&entry.document)).map(|entry| entry.id));
            }
        }
        if !docs.is_empty() {
            let docs: Vec<DocId> = docs.into_iter().collect();
            Arc::make_mut(&mut self.corpus).decide(&docs, &self.decisions);
        }
        self.touch();
    }

    /// Brings documents with this content to where the decisions say they belong: into the corpus or on the shelf.
    fn put_in_or_out(&mut self, content: Sha256) {
        let corpus = Arc::make_mut(&mut self.corpus);
        if self.decisions.removed().contains_key(&content) {
            for doc in corpus.docs_of(content).to_vec() {
                if let Some(entry) = corpus.entry(doc) {
                    self.shelf.insert(doc, (Arc::clone(&entry.document), Arc::clone(&entry.machine)));
                }
                corpus.remove(doc);
            }
        } else {
            let docs: Vec<DocId> = self
                .shelf
                .iter()
                .filter(|(_, (document, _))| document.sha256 == content)
                .map(|(doc, _)| *doc)
                .collect();
            for doc in docs {
                if let Some((document, analysis)) = self.shelf.remove(&doc) {
                    corpus.add_decided(doc, document, analysis, &self.decisions);
                }
            }
        }
    }

    /// The first words that changes are about, in one line.
    fn words(&self, changes: &[Change]) -> String {
        let place = changes.iter().find_map(|change| change.new.places().first().copied());
        let doc = || changes.iter().find_map(|change| change.new.documents().first().copied());
        let words = match place {
            Some(place) => self.corpus.entry_of(place.doc).map(|entry| entry.document.words(place.span)),
            None => doc().and_then(|doc| self.corpus.entry_of(doc)).map(|entry| entry.document.title.as_str()),
        };
        in_a_line(words.unwrap_or_default())
    }

    fn touch(&mut self) {
        self.revision.0 += 1;
    }
}

/// Number of characters of the words that the journal keeps.
const MOST_WORDS: usize = 80;

fn in_a_line(words: &str) -> String {
    let mut line = String::new();
    for word in words.split_whitespace() {
        if line.chars().count() + word.chars().count() > MOST_WORDS {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
