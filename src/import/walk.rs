//! From the paths a user names to the files that are read, in a stable order.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{ImportError, kind::Kind};

/// Files to read, and paths that cannot be walked, with their reason.
#[derive(Debug, Default)]
pub struct Found {
    /// Files in the order of the paths given; inside a folder sorted by name, folders and files together.
    pub files: Vec<PathBuf>,
    /// What could not be walked.
    pub skipped: Vec<(PathBuf, ImportError)>,
}

/// Walks folders recursively. A file that is named outright is always listed, so that it is read or its refusal is
/// shown; inside folders only files with a readable ending are listed, and hidden files and folders are left out.
pub fn find_files(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut found);
        } else {
            found.files.push(path.clone());
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Found) {
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_visible);
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_known(entry.path()) => {
                found.files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let source = error
                    .into_io_error()
                    .unwrap_or_else(|| std::io::Error::other("a link leads back to its own folder"));
                found.skipped.push((path, ImportError::Io { source }));
            }
        }
    }
}

/// The folder that the user named is walked whatever it is called.
fn is_visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
}

/// Whether the ending of a file's name is one that is read.
fn is_known(path: &Path) -> bool {
    path.file_name().and_then(|name| Kind::of_name(&name.to_string_lossy())).is_some()
}
