//! One writer at a time, in this process and in all others.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use super::FileError;

/// The right to write a workspace file; given back when dropped, or when the process ends in whatever way.
///
/// It is a lock of the system on a file beside the workspace. The database's own locks last as long as a transaction
/// only, and keep readers out when held longer.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock.
    pub(super) fn take(workspace: &Path) -> Result<Self, FileError> {
        let path = beside(workspace, "-lock");
        let io = |source| FileError::Io { doing: "lock", path: workspace.to_owned(), source };
        loop {
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    // Where the system locks reading too, the holder stays unknown.
                    let _ = file.read_to_string(&mut holder);
                    let holder = if holder.is_empty() { "another program".to_owned() } else { holder };
                    return Err(FileError::InUse { path: workspace.to_owned(), holder });
                }
                Err(TryLockError::Error(source)) => return Err(io(source)),
            }
            // The former holder may have deleted the file between opening and locking it.
            if !is_same_file(&file, &path) {
                continue;
            }
            file.set_len(0).map_err(io)?;
            write!(file, "process {}", std::process::id()).map_err(io)?;
            return Ok(Self { path, _file: file });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // Deleted while it is still locked; whoever opened it meanwhile sees that it is gone.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// `story.onrecord` and `-wal` give `story.onrecord-wal`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().map(id).ok() == fs::metadata(path).map(id).ok()
}

#[cfg(not(unix))]
fn is_same_file(_: &File, _: &Path) -> bool {
    true
}
