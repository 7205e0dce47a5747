//! What can go wrong with a workspace file, in words that say what to do.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why a workspace file could not be opened or written. What was asked for did not happen.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system refused.
    #[error("cannot {doing} the workspace file ({source}); check that the folder is there and that you may write to it: {}", path.display())]
    Io {
        /// What was tried: "open".
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is some other file.
    #[error("this is not an OnRecord workspace; choose a file that OnRecord saved: {}", path.display())]
    NotAWorkspace {
        /// The file.
        path: PathBuf,
    },
    /// A later version of the program wrote it.
    #[error("the workspace was saved by a newer OnRecord (format {found}; this one reads up to {known}); update OnRecord: {}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The greatest version that is known.
        known: i64,
    },
    /// Another program has it open for writing.
    #[error("the workspace is open elsewhere ({holder}); close it there, or open it read-only: {}", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// Who holds it, as far as it is known.
        holder: String,
    },
    /// Something in it is not what was written.
    #[error("the workspace file is damaged ({what}); what can be read can be saved into a new file: {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Documents are still on their way in.
    #[error("documents are still coming in; save when they are complete: {}", path.display())]
    StillOpening {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// It is being saved already.
    #[error("the workspace is being saved; save again when that is done: {}", path.display())]
    StillSaving {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The index of words refused.
    #[error("cannot search ({source}); save the workspace under another name, which makes the index anew")]
    Search {
        /// What the database said.
        source: rusqlite::Error,
    },
    /// There is no room left.
    #[error("there is no room left to save it; free some space and try again: {}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// It was opened for reading.
    #[error("the workspace is open read-only; save it under another name to change it: {}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The database refused for another reason.
    #[error("cannot {doing} the workspace file ({source}); try again, or save under another name: {}", path.display())]
    Database {
        /// What was tried.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
}

impl FileError {
    /// Whether saving what can be read into a new file is the way on.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. })
    }

    /// Whether opening the file for reading alone is the way on.
    pub fn is_in_use(&self) -> bool {
        matches!(self, Self::InUse { .. })
    }

    /// Sorts what the database says into what a user can do about it.
    pub(super) fn of(doing: &'static str, path: &std::path::Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::InUse { path, holder: "another program".to_owned() }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, what: source.to_string() }
            }
            // A column, table or type that is not there, or text that is no text: the file is not what was written.
            Some(ErrorCode::Unknown | ErrorCode::TypeMismatch | ErrorCode::SchemaChanged) | None => {
                Self::Damaged { path, what: source.to_string() }
            }
            Some(_) => Self::Database { doing, path, source },
        }
    }
}
