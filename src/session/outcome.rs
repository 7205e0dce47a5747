//! What sessions answer.

use std::path::PathBuf;

use super::{AnnotationsRead, Exported, FoundTable, OpenSummary, ReanalysisReport, Skipped};
use crate::{
    export::ExportError,
    import::ImportError,
    model::DocId,
    workspace::{EditCommand, EditError, FileError, ReimportReport, Stepped, file::Salvaged},
};

/// What became of a request.
#[derive(Debug)]
pub enum Outcome {
    /// Documents were read and analyzed.
    Loaded(LoadSummary),
    /// There is a table among the files to open: the user may tell which column is what before they are read.
    Table(Box<FoundTable>),
    /// A file was written.
    Exported(Exported),
    /// A file could not be written.
    ExportFailed {
        /// What failed, why, and what to do.
        error: ExportError,
    },
    /// Annotations of another program, or our own, became decisions.
    AnnotationsRead(AnnotationsRead),
    /// Annotations could not be read.
    AnnotationsFailed {
        /// Why, and what to do.
        error: ImportError,
    },
    /// An export was stopped before its end; nothing was written.
    ExportStopped,
    /// All documents of a workspace file came in, or as many as could.
    Opened(OpenSummary),
    /// A document was imported again in another version.
    Reimported {
        /// The document that took the place of the former one.
        doc: DocId,
        /// What became of the decisions.
        report: ReimportReport,
    },
    /// A document could not be imported again: the file cannot be read, it is the same as before, or the result cannot be
    /// kept. The former version stays as it was.
    ReimportFailed {
        /// Why, and what to do.
        reason: String,
    },
    /// Documents were analyzed again.
    Reanalyzed(ReanalysisReport),
    /// The workspace was saved into a file and lives in that from now on.
    Saved {
        /// The file.
        path: PathBuf,
    },
    /// The workspace could not be saved into a file; it is as before.
    SaveFailed {
        /// What failed, why, and what to do.
        error: FileError,
    },
    /// What could be read of a damaged file was saved into a new one.
    Salvaged {
        /// The new file.
        path: PathBuf,
        /// What is in it, and what is not.
        salvaged: Salvaged,
    },
    /// A damaged file could not be salvaged.
    SalvageFailed {
        /// What failed, why, and what to do.
        error: FileError,
    },
    /// New documents or analyses could not be written to the workspace file. They stay in memory and are written with the
    /// next decision, which is refused as long as that fails.
    NotKept {
        /// What failed, why, and what to do.
        error: FileError,
    },
    /// Project rules were read: what takes them in, or why that cannot be.
    RulesRead(Result<EditCommand, String>),
    /// Project rules were written into a file.
    RulesWritten {
        /// The file.
        path: PathBuf,
        /// Number of rules, or why they were not written.
        written: Result<usize, String>,
    },
    /// A step was worked out in the background and made; `None` where it changes nothing.
    Stepped(Option<Stepped>),
    /// A step that waited for a slow disk is there, and shown.
    Kept(Stepped),
    /// A step that was worked out in the background, or waited for the disk, was refused; nothing changed.
    StepRefused {
        /// Why, and what to do.
        error: EditError,
    },
    /// A step was stopped before it was made; nothing changed.
    StepStopped,
}

/// How a load went.
#[derive(Clone, Debug, Default)]
pub struct LoadSummary {
    /// Number of documents that were added.
    pub n_loaded: usize,
    /// Files whose very bytes were already here; they were left out.
    pub repeated: Vec<PathBuf>,
    /// What was skipped, in input order, each with its reason.
    pub skipped: Vec<Skipped>,
    /// Whether the user stopped it before the end.
    pub cancelled: bool,
    /// Number of decisions that came with the documents and were taken over, and of those that do not fit them.
    pub decisions: (usize, usize),
    /// The first document that was added.
    pub first: Option<DocId>,
    /// Time the engine took, added up over all threads, in microseconds.
    pub analysis_micros: u64,
}
