//! Files that are either wholly written or left as they were.

use std::{
    fs, io,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// Why a file was not written. Whatever stood there before still does.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The target is a folder.
    #[error("cannot write {}: it is a folder; choose a file name inside it", path.display())]
    IsFolder {
        /// The target.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("cannot write {}: its folder does not exist; create it or choose another", path.display())]
    NoFolder {
        /// The target.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot write {} ({source}); {}", path.display(), advice(source))]
    Io {
        /// The target.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "choose a place where you may write",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room or choose another place",
        _ => "choose another place and try again",
    }
}

/// Writes a file beside the target and then puts it in the target's place, so that a failure leaves the target as it was.
///
/// # Errors
/// When the target is a folder, its folder is missing, or the system refuses.
pub(crate) fn save_with<T>(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T, ExportError> {
    if path.is_dir() {
        return Err(ExportError::IsFolder { path: path.to_owned() });
    }
    let failed = |source: io::Error| ExportError::Io { path: path.to_owned(), source };
    // A link keeps pointing where it does; what it points to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if is_special(&target) {
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(&target).map_err(failed)?);
        return fill(&mut out).and_then(|done| out.flush().map(|()| done)).map_err(failed);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(ExportError::NoFolder { path: path.to_owned() });
    }
    replace(&target, folder, fill).map_err(failed)
}

/// Pipes and devices cannot be replaced, only written to.
fn is_special(target: &Path) -> bool {
    fs::metadata(target).is_ok_and(|metadata| !metadata.is_file())
}

fn replace<T>(target: &Path, folder: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".onrecord-");
    // Temporary files are private by default; an export gets the access rights that any new file gets, or those of the
    // file it replaces.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let existing = fs::metadata(target).map(|metadata| metadata.permissions());
        builder.permissions(existing.unwrap_or_else(|_| fs::Permissions::from_mode(0o666)));
    }
    // Replacing goes by the folder's rights alone; a file that may not be written must not be replaced either.
    if target.exists() {
        fs::OpenOptions::new().append(true).open(target)?;
    }
    let mut out = BufWriter::new(builder.tempfile_in(folder)?);
    let done = fill(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entities.csv");
        fs::write(&path, "old").unwrap();
        let result = save_with(&path, |out| {
            out.write_all(b"half of the new")?;
            Err::<(), _>(io::Error::from(io::ErrorKind::StorageFull))
        });
        let message = result.unwrap_err().to_string();
        assert!(message.contains("make room"), "{message}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
    }

    #[test]
    fn a_folder_or_a_missing_folder_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let refuse = |path: &Path| save_with(path, |_| Ok(())).unwrap_err().to_string();
        assert!(refuse(folder.path()).contains("it is a folder"));
        assert!(refuse(&folder.path().join("missing/a.csv")).contains("its folder does not exist"));
    }

    #[test]
    fn a_new_file_replaces_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        save_with(&path, |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }
}
