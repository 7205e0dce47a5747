//! Living in a file: everything that changes is written to it, and all comes from it.

use std::{path::Path, sync::Arc};

use super::{Access, FileError, JournalEntry, Unsaved, Workspace, WorkspaceFile, search};
use crate::{
    corpus::Corpus,
    model::{Analysis, Decisions, DocId, Document},
};

impl Workspace {
    /// Writes what waits to be written, and entries of the journal, to the file, if there is one. All of it is on disk
    /// when this returns, or nothing of it.
    pub(super) fn keep(&mut self, entries: &[JournalEntry]) -> Result<(), FileError> {
        let Some(file) = &self.file else { return Ok(()) };
        let (corpus, shelf, unsaved, read) = (&self.corpus, &self.shelf, &self.unsaved, &self.read);
        let stored = |doc: &DocId| match corpus.entry(*doc) {
            Some(entry) => Some((&entry.document, &entry.machine)),
            None => shelf.get(doc).map(|(document, analysis)| (document, analysis)),
        };
        file.writer().write(|writer| {
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
            read: Arc::new(contents.read),
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
}
