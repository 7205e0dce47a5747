//! Living in a file: everything that changes is written to it, and all comes from it.

use std::{path::Path, sync::Arc};

use super::{Access, FileError, JournalEntry, Planned, Workspace, WorkspaceFile, file::FileWriter, search};
use crate::{
    corpus::Corpus,
    model::{Analysis, Decisions, DocId, Document},
};

/// Writes what waits to be written, and a step, to the file of a workspace, on any thread.
#[derive(Debug)]
pub struct Keeper {
    /// None where there is no file: then nothing is written.
    file: Option<FileWriter>,
    documents: Vec<(DocId, Arc<Document>, Arc<Analysis>)>,
    analyses: Vec<(DocId, Arc<Analysis>)>,
    read: Vec<(DocId, bool)>,
}

/// What a [`Keeper`] came back with; for [`Workspace::finish`].
#[derive(Debug)]
pub struct Kept {
    pub(super) planned: Option<Planned>,
    pub(super) written: Result<(), FileError>,
}

impl Keeper {
    /// Whether there is a file to write to: otherwise it takes no time.
    pub fn has_file(&self) -> bool {
        self.file.is_some()
    }

    /// Writes all of it and a step, if there is one: it is on disk when this returns, or nothing of it ever is.
    pub fn keep(&self, planned: Option<Planned>) -> Kept {
        let entry = planned.as_ref().map_or(&[][..], |planned| planned.entry.as_slice());
        Kept { written: self.write(entry), planned }
    }

    pub(super) fn write(&self, entries: &[JournalEntry]) -> Result<(), FileError> {
        let Some(file) = &self.file else { return Ok(()) };
        file.write(|writer| {
            for (doc, document, analysis) in &self.documents {
                writer.document(*doc, document, analysis)?;
            }
            self.analyses.iter().try_for_each(|(doc, analysis)| writer.analysis(*doc, analysis))?;
            self.read.iter().try_for_each(|(doc, on)| writer.read(*doc, *on))?;
            entries.iter().try_for_each(|entry| writer.entry(entry))
        })
    }
}

impl Kept {
    /// Whether dropping it may take longer than a frame.
    pub fn is_large(&self) -> bool {
        self.planned.as_ref().is_some_and(Planned::is_large)
    }
}

impl Workspace {
    /// Hands over what waits to be written, for a thread that writes it, be it with a step. [`Workspace::finish`] has to
    /// follow before there is another one.
    pub fn keeper(&mut self) -> Keeper {
        let file = self.file.as_ref().map(WorkspaceFile::writer);
        let mut keeper = Keeper { file, documents: Vec::new(), analyses: Vec::new(), read: Vec::new() };
        if !keeper.has_file() {
            return keeper;
        }
        let (corpus, shelf) = (&self.corpus, &self.shelf);
        let stored = |doc: DocId| match corpus.entry(doc) {
            Some(entry) => Some((Arc::clone(&entry.document), Arc::clone(&entry.machine))),
            None => shelf.get(&doc).cloned(),
        };
        let unsaved = std::mem::take(&mut self.unsaved);
        for doc in &unsaved.documents {
            keeper.documents.extend(stored(*doc).map(|(document, analysis)| (*doc, document, analysis)));
        }
        for doc in unsaved.analyses.difference(&unsaved.documents) {
            keeper.analyses.extend(stored(*doc).map(|(_, analysis)| (*doc, analysis)));
        }
        keeper.read = unsaved.read.iter().map(|doc| (*doc, self.read.contains(doc))).collect();
        self.on_its_way = unsaved;
        keeper
    }

    /// Takes in whether what a keeper got is on disk; it waits again where it is not.
    pub(super) fn end_waiting(&mut self, written: Result<(), FileError>) -> Result<(), FileError> {
        let on_its_way = std::mem::take(&mut self.on_its_way);
        if written.is_err() {
            self.unsaved.join(on_its_way);
        } else if self.file.is_some() {
            // From now on the file's own index serves.
            self.memory_index = search::SharedIndex::default();
        }
        written
    }

    /// Writes what waits to be written, and entries of the journal, to the file, if there is one. All of it is on disk
    /// when this returns, or nothing of it.
    pub(super) fn keep(&mut self, entries: &[JournalEntry]) -> Result<(), FileError> {
        let written = self.keeper().write(entries);
        self.end_waiting(written)
    }

    /// Whether documents, analyses or what was opened wait to be written to the file, if there is one that can be.
    pub fn is_waiting(&self) -> bool {
        !self.unsaved.is_empty() && self.file.as_ref().is_some_and(WorkspaceFile::is_writable)
    }

    /// Writes documents, analyses and what was opened to the file, if there is one. Decisions are there already.
    ///
    /// # Errors
    /// When it cannot be written; it is tried again with the next decision, and nothing is lost from memory.
    pub fn flush(&mut self) -> Result<(), FileError> {
        if self.is_waiting() { self.keep(&[]) } else { Ok(()) }
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
