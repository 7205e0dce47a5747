//! The one mutable thing: documents with their analyses, and what the user decided about them.
//!
//! A workspace lives in memory, and in a file where it has one: then every gesture is on disk before
//! [`Workspace::apply`] answers, and one that cannot be kept is refused.
//!
//! Everything that a user decides goes through [`Workspace::apply`]: an [`EditCommand`] describes the new values, and the
//! journal keeps what restores the old ones, so every gesture can be undone and redone. Commands are built by the
//! functions of [`gestures`]; time and author are handed in.

mod ahead;
mod deciding;
mod edit;
mod estimative;
pub mod file;
pub mod gestures;
mod item;
mod journal;
mod keeping;
mod reimport;
mod rules;
mod saving;
mod search;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    corpus::{Corpus, Difference, differences},
    model::{Analysis, Decisions, DocId, Document, Sha256, Target},
};

pub use ahead::{Ahead, WorkedOut};
pub use deciding::{Planned, Step, Stepped};
pub use edit::{EditCommand, EditError};
pub use estimative::{Remark, check_note};
pub use file::{Access, FileError, WorkspaceFile};
pub use item::Item;
pub use journal::{Change, Deed, EntryId, History, JournalEntry, Stamp};
pub use keeping::{Keeper, Kept};
pub use reimport::ReimportReport;
pub use rules::{RuleError, rules_from_text, rules_to_text};
pub use saving::{FileCopy, WrittenCopy};
pub use search::{Hit, Hits, Matching, Searcher, Snippet};

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
    read: Arc<BTreeSet<DocId>>,
    decisions: Arc<Decisions>,
    history: History,
    revision: Revision,
    findings: Revision,
    documents: Revision,
    /// Raised by every change of documents and of what the engine found in them, which decisions do not make.
    bodies: u64,
    file: Option<WorkspaceFile>,
    unsaved: Unsaved,
    /// What was handed to a thread that writes it.
    on_its_way: Unsaved,
    memory_index: search::SharedIndex,
}

/// What is in memory and not in the file yet, beside decisions, which never wait.
#[derive(Debug, Default)]
struct Unsaved {
    documents: BTreeSet<DocId>,
    analyses: BTreeSet<DocId>,
    read: BTreeSet<DocId>,
}

impl Unsaved {
    fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.analyses.is_empty() && self.read.is_empty()
    }

    fn join(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.analyses.extend(other.analyses);
        self.read.extend(other.read);
    }
}

impl Workspace {
    /// The documents and what was found in them, as decided.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The same as an owned snapshot, for work in the background. It shares what does not change while it lives; what
    /// changes need to know stays here, so that the next one finds it.
    pub fn snapshot(&self) -> Arc<Corpus> {
        Arc::new((*self.corpus).clone())
    }

    /// Documents, decisions and what was read as they are now, without history and file: for looking at, and asking what commands would do,
    /// in the background. What is said of [`Workspace::snapshot`] holds for it too.
    pub fn outlook(&self) -> Self {
        Self {
            corpus: self.snapshot(),
            decisions: Arc::clone(&self.decisions),
            read: Arc::clone(&self.read),
            ..Self::default()
        }
    }

    /// Raised by every change.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The last revision that changed what was there already: by a decision, a new analysis, entities resolved anew. Documents
    /// that come in do not raise it.
    pub fn findings(&self) -> Revision {
        self.findings
    }

    /// The last revision that changed which documents are here.
    pub fn documents(&self) -> Revision {
        self.documents
    }

    /// Everything that was decided and stands.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// What was done, undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Takes in a document with its analysis. Not an edit: it cannot be undone. It is written to the file with the next
    /// [`Workspace::flush`] or decision.
    pub fn add(&mut self, document: Arc<Document>, analysis: Arc<Analysis>) -> DocId {
        let id = DocId(self.next_doc);
        self.next_doc += 1;
        self.unsaved.documents.insert(id);
        self.put(id, document, analysis);
        self.settle();
        id
    }

    /// Takes in a document that the file holds; [`Workspace::settle`] has to follow the last one. The analysis is written when it is not the one that the file holds.
    pub fn add_stored(&mut self, id: DocId, document: Arc<Document>, analysis: Arc<Analysis>, is_new_analysis: bool) {
        self.next_doc = self.next_doc.max(id.0 + 1);
        if is_new_analysis {
            self.unsaved.analyses.insert(id);
        }
        self.put(id, document, analysis);
    }

    /// Brings entities in line with decisions about documents that came in.
    pub fn settle(&mut self) {
        if !self.corpus.is_unresolved() {
            return;
        }
        Arc::make_mut(&mut self.corpus).resolve(&self.decisions);
        self.touch_findings();
    }

    fn put(&mut self, id: DocId, document: Arc<Document>, analysis: Arc<Analysis>) {
        self.bodies += 1;
        if self.decisions.removed().contains_key(&document.sha256) {
            self.shelf.insert(id, (document, analysis));
        } else {
            Arc::make_mut(&mut self.corpus).add_decided(id, document, analysis, &self.decisions);
        }
        self.touch_documents();
    }

    /// Puts a new analysis of the engine in the place of an older one; answers with what looks different now. Decisions
    /// are not touched; those whose words moved are [orphans](crate::corpus::orphans) from now on. [`Workspace::settle`] has to
    /// follow the last one.
    pub fn reanalyze(&mut self, doc: DocId, analysis: Arc<Analysis>) -> Vec<Difference> {
        let Some(before) = self.corpus.entry(doc).cloned() else { return Vec::new() };
        let corpus = Arc::make_mut(&mut self.corpus);
        corpus.reanalyze(doc, analysis, &self.decisions);
        self.bodies += 1;
        self.unsaved.analyses.insert(doc);
        self.touch_findings();
        let after = self.corpus.entry(doc).map(|entry| &entry.analysis);
        after.map_or_else(Vec::new, |after| differences(&before.document, &before.analysis, after))
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
        // Documents that were read may have been taken out, or be on their way in.
        let n_read_here = self.read.iter().filter(|doc| self.corpus.entry(**doc).is_some()).count();
        self.corpus.entries().len() - n_read_here
    }

    /// Notes whether the document was opened. Reading is not a decision: it is not undone.
    pub fn set_read(&mut self, doc: DocId, on: bool) {
        if self.corpus.entry(doc).is_some() && self.read.contains(&doc) != on {
            let read = Arc::make_mut(&mut self.read);
            if on {
                read.insert(doc)
            } else {
                read.remove(&doc)
            };
            self.unsaved.read.insert(doc);
            self.touch();
        }
    }

    fn touch(&mut self) {
        self.revision.0 += 1;
    }

    fn touch_documents(&mut self) {
        self.touch();
        self.documents = self.revision;
    }

    fn touch_findings(&mut self) {
        self.touch();
        self.findings = self.revision;
    }
}

#[cfg(test)]
mod tests;
