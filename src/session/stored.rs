//! Workspace files: opening with documents that come in the background, saving, salvaging.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use rayon::prelude::*;

use super::{Cancel, JobId, Message, Outcome, Progress, Session, answer};
use crate::{
    analysis::{Settings, analyze, fingerprint},
    lexicon::Lexicon,
    model::{Analysis, DocId, Document},
    workspace::{
        Access, FileError, Workspace, WorkspaceFile, WrittenCopy,
        file::{Reader, Salvaged, Stored, salvage},
    },
};

/// Number of documents that are read from a file at once. Small, so that the first ones are on screen early.
const AT_ONCE: usize = 64;

/// How the documents of a workspace file came in.
#[derive(Debug, Default)]
pub struct OpenSummary {
    /// The file.
    pub path: PathBuf,
    /// Number of documents that came in.
    pub n_documents: usize,
    /// Number of documents whose analysis was made by another engine, word lists or settings. They are shown as they
    /// are; [`Session::reanalyze`] brings them up to date.
    pub n_stale: usize,
    /// Documents that could not be read, one sentence each.
    pub damaged: Vec<String>,
    /// Why reading ended early, or what the check of the whole file found.
    pub failure: Option<FileError>,
    /// Whether the user stopped it before the end.
    pub cancelled: bool,
}

/// Documents of a file on their way into the workspace.
#[derive(Debug, Default)]
pub(super) struct StoredBatch {
    documents: Vec<(DocId, Arc<Document>, Arc<Analysis>, bool)>,
    n_stale: usize,
    damaged: Vec<String>,
}

impl StoredBatch {
    pub(super) fn take_into(self, workspace: &mut Workspace, summary: &mut OpenSummary) {
        summary.n_documents += self.documents.len();
        summary.n_stale += self.n_stale;
        summary.damaged.extend(self.damaged);
        for (id, document, analysis, is_new) in self.documents {
            workspace.add_stored(id, document, analysis, is_new);
        }
    }
}

/// A workspace file by the ending of its name.
pub fn is_workspace(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(crate::workspace::file::ENDING))
}

impl Session {
    /// Opens a workspace file in the place of the present workspace. All decisions are there when this returns; documents
    /// come with [`Session::poll`], the first ones at once, and [`super::Outcome::Opened`] tells when they are complete.
    ///
    /// # Errors
    /// When it is not there, no workspace, too new, in use, or damaged. The present workspace stays open then.
    pub fn open_workspace(&mut self, path: &Path, access: Access) -> Result<JobId, FileError> {
        self.open_file(WorkspaceFile::open(path, access)?)
    }

    fn open_file(&mut self, file: WorkspaceFile) -> Result<JobId, FileError> {
        let (reader, is_unchecked, path) = (file.reader()?, file.is_unchecked(), file.path().to_owned());
        let n_documents = reader.count()?;
        self.replace(Workspace::of_file(file)?);
        let (id, progress, cancel) = self.start_bringing("Opening documents");
        progress.set_total(n_documents);
        if let Some(running) = self.running(id) {
            running.opened.path = path;
        }
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let take = |batch| answer(&sender, &wake, Message::Stored(id, batch));
            let mut end = read_all(&reader, &progress, &cancel, take);
            if matches!(end, Ok(true)) && is_unchecked {
                end = reader.verify().map(|()| true);
            }
            answer(&sender, &wake, Message::Opened(id, end));
        });
        Ok(id)
    }

    /// Begins anew, without documents and without a file.
    pub fn new_workspace(&mut self) {
        self.replace(Workspace::default());
    }

    /// Saves the workspace into a new file, in the background, and lives in that from then on. Decisions that are made
    /// meanwhile are written to it too.
    ///
    /// # Errors
    /// When documents are still coming in, or it is being saved already.
    pub fn save_as(&mut self, path: PathBuf) -> Result<JobId, FileError> {
        if self.jobs.iter().any(|running| running.brings_documents) {
            return Err(FileError::StillOpening { path });
        }
        if self.is_saving() {
            return Err(FileError::StillSaving { path });
        }
        let (id, progress, _) = self.start("Saving".to_owned());
        progress.set_total(1);
        if let Some(running) = self.running(id) {
            running.saves = true;
        }
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        // Where it lives already, everything is written as it is made.
        let copy = (!self.workspace.lives_in(&path)).then(|| self.workspace.file_copy());
        thread::spawn(move || {
            let written = copy.map(|copy| copy.write(&path)).transpose();
            answer(&sender, &wake, Message::Saved(id, path, written.map(|copy| copy.map(Box::new))));
        });
        Ok(id)
    }

    /// Whether the workspace is being saved into a new file.
    pub fn is_saving(&self) -> bool {
        self.jobs.iter().any(|running| running.saves)
    }

    pub(super) fn take_saved(&mut self, path: PathBuf, written: SaveResult) -> Outcome {
        let moved = written.and_then(|written| match written {
            Some(written) => self.workspace.move_into(*written),
            None => self.workspace.flush(),
        });
        match moved {
            Ok(()) => Outcome::Saved { path },
            Err(error) => Outcome::SaveFailed { error },
        }
    }

    /// Saves what can be read of a damaged file into a new one, in the background.
    pub fn salvage(&mut self, damaged: PathBuf, into: PathBuf) -> JobId {
        let (id, progress, _) = self.start("Salvaging".to_owned());
        progress.set_total(1);
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let salvaged = salvage(&damaged, &into).map(|salvaged| (into, salvaged));
            answer(&sender, &wake, Message::Salvaged(id, salvaged));
        });
        id
    }

    /// Another workspace; work for the present one is given up.
    fn replace(&mut self, workspace: Workspace) {
        for running in self.jobs.drain(..) {
            running.cancel.request();
        }
        self.keep_to_the_end();
        self.tidying.end();
        self.workspace = workspace;
        self.flushed = None;
        self.analysis_micros = 0;
    }
}

/// A copy that was written; none where the workspace lives in the file already.
pub(super) type SaveResult = Result<Option<Box<WrittenCopy>>, FileError>;

/// A file that was salvaged, and what came out of it.
pub(super) type SalvageResult = Result<(PathBuf, Salvaged), FileError>;

/// Reads all documents in their order; answers whether it came to the end.
fn read_all(
    reader: &Reader,
    progress: &Progress,
    cancel: &Cancel,
    mut take: impl FnMut(StoredBatch),
) -> Result<bool, FileError> {
    let mut last = None;
    loop {
        let stored = reader.documents(last, AT_ONCE)?;
        let n = stored.len();
        if cancel.is_requested() {
            return Ok(false);
        }
        last = stored.last().map(|(id, _)| *id).or(last);
        take(bring(stored.into_iter().map(|(_, stored)| stored).collect(), progress));
        if n < AT_ONCE {
            return Ok(true);
        }
    }
}

/// Makes the analyses that are missing, on all cores.
fn bring(stored: Vec<Result<Stored, String>>, progress: &Progress) -> StoredBatch {
    let (lexicon, settings) = (Lexicon::builtin(), Settings::default());
    let brought: Vec<_> = stored
        .into_par_iter()
        .map(|stored| {
            progress.advance();
            let (id, document, packed) = stored?;
            let kept = packed.and_then(|packed| packed.unpack());
            let is_stale =
                kept.as_ref().is_some_and(|kept| kept.fingerprint != fingerprint(&document, lexicon, &settings));
            let is_new = kept.is_none();
            let analysis = kept.unwrap_or_else(|| analyze(&document, lexicon, &settings));
            Ok((id, Arc::new(document), Arc::new(analysis), is_new, is_stale))
        })
        .collect();
    let mut batch = StoredBatch::default();
    for document in brought {
        match document {
            Ok((id, document, analysis, is_new, is_stale)) => {
                batch.n_stale += usize::from(is_stale);
                batch.documents.push((id, document, analysis, is_new));
            }
            Err(reason) => batch.damaged.push(reason),
        }
    }
    batch
}
