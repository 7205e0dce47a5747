//! The one mutable thing: documents with their analyses, and what the user decided about them.
//!
//! A workspace lives in memory, and in a file where it has one: then every gesture is on disk before
//! [`Workspace::apply`] answers, and one that cannot be kept is refused.
//!
//! Everything that a user decides goes through [`Workspace::apply`]: an [`EditCommand`] describes the new values, and the
//! journal keeps what restores the old ones, so every gesture can be undone and redone. Commands are built by the
//! functions of [`gestures`]; time and author are handed in.

mod edit;
mod estimative;
pub mod file;
pub mod gestures;
mod item;
mod journal;
mod reimport;
mod rules;
mod saving;
mod search;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use crate::{
    corpus::{Corpus, Difference, differences, occurrences},
    model::{
        Analysis, Decision, Decisions, DocId, Document, Sha256, Target,
        decision::{RuleKey, RuleScope},
    },
};

pub use edit::{EditCommand, EditError};
pub use estimative::{Remark, check_note};
pub use file::{Access, FileError, WorkspaceFile};
pub use item::Item;
pub use journal::{Change, Deed, EntryId, History, JournalEntry, Stamp};
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
    read: BTreeSet<DocId>,
    decisions: Arc<Decisions>,
    history: History,
    revision: Revision,
    findings: Revision,
    documents: Revision,
    file: Option<WorkspaceFile>,
    unsaved: Unsaved,
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

    /// Documents and decisions as they are now, without history and file: for looking at, and asking what commands would do,
    /// in the background. What is said of [`Workspace::snapshot`] holds for it too.
    pub fn outlook(&self) -> Self {
        Self { corpus: self.snapshot(), decisions: Arc::clone(&self.decisions), ..Self::default() }
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
        if self.corpus.entry(doc).is_some() && (if on { self.read.insert(doc) } else { self.read.remove(&doc) }) {
            self.unsaved.read.insert(doc);
            self.touch();
        }
    }

    /// Performs a command as one step of undo; answers whether anything changed.
    ///
    /// # Errors
    /// When a decision of the command does not fit what it is about. Nothing has changed then, nor the revision.
    pub fn apply(&mut self, command: EditCommand, stamp: Stamp) -> Result<bool, EditError> {
        let changes = self.set_all(command.decisions);
        if changes.is_empty() {
            return Ok(false);
        }
        let checked = changes.iter().try_for_each(|change| edit::check(&change.new, &self.corpus, &self.decisions));
        if let Err(error) = checked {
            self.restore(changes);
            return Err(error);
        }
        self.commit(command.label, changes, stamp)?;
        Ok(true)
    }

    /// Performs an edit whose decisions were made elsewhere: those that fit once all of them stand, as one step. Answers with the
    /// number of those and of the others.
    ///
    /// # Errors
    /// When the file cannot keep it; nothing has changed then.
    pub fn take_over(&mut self, command: EditCommand, stamp: Stamp) -> Result<(usize, usize), EditError> {
        let EditCommand { label, decisions } = command;
        let n_all = decisions.len();
        // A decision may need what another one brings: a mention that a rule tags, a tag that comes later.
        let mut trial = self.outlook();
        trial.set_all(decisions.clone());
        for doc in trial.affected(decisions.iter()) {
            Arc::make_mut(&mut trial.corpus).decide_alone(doc, &trial.decisions);
        }
        let fits = |decision: &Decision| edit::check(decision, &trial.corpus, &trial.decisions).is_ok();
        let decisions: Vec<Decision> = decisions.into_iter().filter(fits).collect();
        let n_fit = decisions.len();
        let changes = self.set_all(decisions);
        if !changes.is_empty() {
            self.commit(label, changes, stamp)?;
        }
        Ok((n_fit, n_all - n_fit))
    }

    /// Sets values; answers with those that changed something.
    fn set_all(&mut self, decisions: Vec<Decision>) -> Vec<Change> {
        let standing = Arc::make_mut(&mut self.decisions);
        let set = |new: Decision| standing.set(new.clone()).map(|old| Change { new, old });
        decisions.into_iter().filter_map(set).collect()
    }

    /// Writes changes that stand into the history and lets the findings follow; takes them back when they cannot be kept.
    fn commit(&mut self, label: String, changes: Vec<Change>, stamp: Stamp) -> Result<(), EditError> {
        let words = self.words(&changes);
        let id = self.history.next_id();
        let entry = JournalEntry { id, deed: Deed::Did, stamp, label, words, changes };
        if let Err(error) = self.keep(std::slice::from_ref(&entry)) {
            self.restore(entry.changes);
            return Err(error.into());
        }
        let decisions: Vec<Decision> = entry.changes.iter().map(|change| change.new.clone()).collect();
        self.history.push(entry);
        self.follow(&decisions);
        Ok(())
    }

    /// Takes back changes that were made but cannot stay.
    fn restore(&mut self, changes: Vec<Change>) {
        let decisions = Arc::make_mut(&mut self.decisions);
        for change in changes.into_iter().rev() {
            decisions.set(change.old);
        }
    }

    /// What a command would change in the findings of documents, before it is performed.
    ///
    /// # Errors
    /// When it would be refused.
    pub fn preview(&self, command: &EditCommand) -> Result<Vec<(DocId, Vec<Difference>)>, EditError> {
        let mut after = (*self.decisions).clone();
        let changed: Vec<&Decision> =
            command.decisions.iter().filter(|decision| after.set((*decision).clone()).is_some()).collect();
        changed.iter().try_for_each(|decision| edit::check(decision, &self.corpus, &after))?;
        let mut changes = Vec::new();
        for doc in self.affected(changed.into_iter()) {
            let Some(entry) = self.corpus.entry(doc) else { continue };
            let differences = differences(&entry.document, &entry.analysis, &entry.decided(&after));
            if !differences.is_empty() {
                changes.push((doc, differences));
            }
        }
        Ok(changes)
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
        self.keep(std::slice::from_ref(&entry))?;
        let decisions = self.history.decisions(&entry);
        let present = Arc::make_mut(&mut self.decisions);
        for decision in &decisions {
            present.set(decision.clone());
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

    /// Writes what waits to be written, and entries of the journal, to the file, if there is one. All of it is on disk
    /// when this returns, or nothing of it.
    fn keep(&mut self, entries: &[JournalEntry]) -> Result<(), FileError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let (corpus, shelf, unsaved, read) = (&self.corpus, &self.shelf, &self.unsaved, &self.read);
        let stored = |doc: &DocId| match corpus.entry(*doc) {
            Some(entry) => Some((&entry.document, &entry.machine)),
            None => shelf.get(doc).map(|(document, analysis)| (document, analysis)),
        };
        file.write(|writer| {
            for doc in &unsaved.documents {
                if let Some((document, analysis)) = stored(doc) {
                    writer.document(*doc, document, analysis)?;
                }
            }
            for doc in unsaved.analyses.difference(&unsaved.documents) {
                if let Some((_, analysis)) = stored(doc) {
                    writer.analysis(*doc, analysis)?;
                }
            }
            unsaved.read.iter().try_for_each(|doc| writer.read(*doc, read.contains(doc)))?;
            entries.iter().try_for_each(|entry| writer.entry(entry))
        })?;
        self.unsaved = Unsaved::default();
        // From now on the file's own index serves.
        self.memory_index = search::SharedIndex::default();
        Ok(())
    }

    /// Writes documents, analyses and what was opened to the file, if there is one. Decisions are there already.
    ///
    /// # Errors
    /// When it cannot be written; it is tried again with the next decision, and nothing is lost from memory.
    pub fn flush(&mut self) -> Result<(), FileError> {
        if self.unsaved.is_empty() || self.file.as_ref().is_some_and(|file| !file.is_writable()) {
            return Ok(());
        }
        self.keep(&[])
    }

    /// The file that it lives in.
    pub fn file(&self) -> Option<&WorkspaceFile> {
        self.file.as_ref()
    }

    /// Whether the user may decide: not in a workspace that is open read-only.
    pub fn is_writable(&self) -> bool {
        self.file.as_ref().is_none_or(WorkspaceFile::is_writable)
    }

    /// Whether closing it would lose something: documents or decisions without a file.
    pub fn is_unsaved(&self) -> bool {
        self.file.is_none() && !(self.corpus.entries().is_empty() && self.history.entries().is_empty())
    }

    /// Begins with all decisions of a file and none of its documents, which come through [`Workspace::add_stored`].
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn of_file(file: WorkspaceFile) -> Result<Self, FileError> {
        let contents = file.contents()?;
        let mut decisions = Decisions::default();
        for entry in contents.history.entries() {
            for decision in contents.history.decisions(entry) {
                decisions.set(decision);
            }
        }
        let mut corpus = Corpus::default();
        corpus.judge(&decisions);
        Ok(Self {
            corpus: Arc::new(corpus),
            next_doc: contents.last_doc.map_or(0, |last| last.0 + 1),
            read: contents.read,
            history: contents.history,
            decisions: Arc::new(decisions),
            file: Some(file),
            ..Self::default()
        })
    }

    /// Opens a file with all its documents at once; for small workspaces and for work without a window. Documents whose
    /// analysis is missing go to `analyze`. Damaged documents are named in the second part of the answer.
    ///
    /// # Errors
    /// When it is not there, no workspace, too new, in use, or damaged beyond single documents.
    pub fn open(
        path: &Path,
        access: Access,
        analyze: impl Fn(&Document) -> Analysis,
    ) -> Result<(Self, Vec<String>), FileError> {
        let mut workspace = Self::of_file(WorkspaceFile::open(path, access)?)?;
        let stored = match &workspace.file {
            Some(file) => file.reader()?.documents(None, usize::MAX)?,
            None => Vec::new(),
        };
        let mut damaged = Vec::new();
        for (_, document) in stored {
            match document {
                Ok((id, document, analysis)) => {
                    let analysis = analysis.and_then(|packed| packed.unpack());
                    let is_new = analysis.is_none();
                    let analysis = analysis.unwrap_or_else(|| analyze(&document));
                    workspace.add_stored(id, Arc::new(document), Arc::new(analysis), is_new);
                }
                Err(reason) => damaged.push(reason),
            }
        }
        workspace.settle();
        Ok((workspace, damaged))
    }

    /// Brings the corpus in line with decisions that changed.
    fn follow(&mut self, decisions: &[Decision]) {
        for decision in decisions {
            if let Decision::Removed(doc, _) = decision {
                self.put_in_or_out(*doc);
            }
        }
        let docs = self.affected(decisions.iter());
        let is_judgement = decisions.iter().any(Decision::changes_entities);
        // Grades, tags and notes leave the corpus as it is, and a snapshot of it in use is not copied for them.
        if !docs.is_empty() || is_judgement || self.corpus.is_unresolved() {
            let corpus = Arc::make_mut(&mut self.corpus);
            let docs: Vec<DocId> = docs.into_iter().collect();
            corpus.decide(&docs, &self.decisions);
            if is_judgement {
                corpus.judge(&self.decisions);
            }
            corpus.resolve(&self.decisions);
        }
        self.touch_findings();
    }

    /// The documents whose findings these decisions change.
    fn affected<'d>(&self, decisions: impl Iterator<Item = &'d Decision>) -> BTreeSet<DocId> {
        let mut docs = BTreeSet::new();
        for decision in decisions {
            if let Some(doc) = decision.changes_findings_of() {
                docs.extend(self.corpus.docs_of(doc));
            }
            if let Decision::Rule(RuleKey { scope: RuleScope::Workspace, words }, _) = decision {
                let entries = self.corpus.entries().iter();
                let holds = |document: &Document| occurrences(document, words).next().is_some();
                docs.extend(entries.filter(|entry| holds(&entry.document)).map(|entry| entry.id));
            }
        }
        docs
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
        self.touch_documents();
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

    fn touch_documents(&mut self) {
        self.touch();
        self.documents = self.revision;
    }

    fn touch_findings(&mut self) {
        self.touch();
        self.findings = self.revision;
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

#[cfg(test)]
mod tests;
