//! Saving into a new file: at once, or on another thread while the user goes on.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use super::{FileError, History, JournalEntry, Unsaved, Workspace, WorkspaceFile};
use crate::{
    corpus::Corpus,
    model::{Analysis, DocId, Document},
};

/// All that a new file gets, as it is at one moment.
#[derive(Debug)]
pub struct FileCopy {
    corpus: Arc<Corpus>,
    shelf: BTreeMap<DocId, (Arc<Document>, Arc<Analysis>)>,
    history: History,
    read: Arc<BTreeSet<DocId>>,
}

/// A new file, and what was written into it.
#[derive(Debug)]
pub struct WrittenCopy {
    file: WorkspaceFile,
    copy: FileCopy,
}

impl FileCopy {
    /// Writes the copy into a new file. A file that has this name is replaced when all went well.
    ///
    /// # Errors
    /// When that file is open elsewhere or cannot be written.
    pub fn write(self, path: &Path) -> Result<WrittenCopy, FileError> {
        let file = WorkspaceFile::save(path, |writer| {
            for entry in self.corpus.entries().iter() {
                writer.document(entry.id, &entry.document, &entry.machine)?;
            }
            for (doc, (document, analysis)) in &self.shelf {
                writer.document(*doc, document, analysis)?;
            }
            self.history.entries().iter().try_for_each(|entry| writer.entry(entry))?;
            self.read.iter().try_for_each(|doc| writer.read(*doc, true))
        })?;
        Ok(WrittenCopy { file, copy: self })
    }

    /// The analysis that the copy holds of a document.
    fn analysis(&self, doc: DocId) -> Option<&Arc<Analysis>> {
        let shelved = || self.shelf.get(&doc).map(|(_, analysis)| analysis);
        self.corpus.entry(doc).map(|entry| &entry.machine).or_else(shelved)
    }
}

impl Workspace {
    /// All that a new file gets. What is said of [`Workspace::snapshot`] holds for it too.
    pub fn file_copy(&self) -> FileCopy {
        FileCopy {
            corpus: self.snapshot(),
            shelf: self.shelf.clone(),
            history: self.history.clone(),
            read: Arc::clone(&self.read),
        }
    }

    /// Goes on in a file that holds a copy of this workspace. What changed since the copy was made is written to it.
    ///
    /// # Errors
    /// When that cannot be written. The workspace is as before then.
    pub fn move_into(&mut self, written: WrittenCopy) -> Result<(), FileError> {
        let WrittenCopy { file, copy } = written;
        let unsaved = self.changed_since(&copy);
        let entries: Vec<JournalEntry> =
            self.history.entries().get(copy.history.entries().len()..).unwrap_or_default().to_vec();
        drop(copy);
        let former = (self.file.replace(file), std::mem::replace(&mut self.unsaved, unsaved));
        if let Err(error) = self.keep(&entries) {
            (self.file, self.unsaved) = former;
            return Err(error);
        }
        self.touch();
        Ok(())
    }

    fn changed_since(&self, copy: &FileCopy) -> Unsaved {
        let mut unsaved = Unsaved::default();
        let entries = self.corpus.entries().iter().map(|entry| (entry.id, &entry.machine));
        let shelved = self.shelf.iter().map(|(doc, (_, analysis))| (*doc, analysis));
        for (doc, analysis) in entries.chain(shelved) {
            match copy.analysis(doc) {
                None => drop(unsaved.documents.insert(doc)),
                Some(copied) if !Arc::ptr_eq(copied, analysis) => drop(unsaved.analyses.insert(doc)),
                Some(_) => {}
            }
        }
        unsaved.read = self.read.symmetric_difference(&copy.read).copied().collect();
        unsaved
    }

    /// Whether it lives in this file already and may write to it: nothing is to be saved then.
    pub fn lives_in(&self, path: &Path) -> bool {
        self.file.as_ref().is_some_and(|file| file.is_writable() && file.is_at(path))
    }

    /// Saves everything into a new file and lives in that from now on. A file that has this name is replaced when all
    /// went well.
    ///
    /// # Errors
    /// When that file is open elsewhere or cannot be written. The workspace is as before then.
    pub fn save_as(&mut self, path: &Path) -> Result<(), FileError> {
        if self.lives_in(path) {
            return self.flush();
        }
        let written = self.file_copy().write(path)?;
        self.move_into(written)
    }
}
