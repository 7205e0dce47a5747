//! ZIP archives: those that hold stories, and those that are one document in parts.

use std::{
    borrow::Cow,
    io::{self, Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::{ImportError, Reading, kind::Kind};

/// Most bytes that one part of a document may unpack to.
const MAX_PART: u64 = super::MAX_FILE_BYTES;
/// Most members of an archive.
const MAX_MEMBERS: usize = 200_000;

/// A document that is a ZIP archive of parts, such as those of word processors.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    what: &'static str,
}

impl<'b> Package<'b> {
    /// Opens a package, which `what` names in errors.
    ///
    /// # Errors
    /// When it is no archive.
    pub(super) fn open(bytes: &'b [u8], what: &'static str) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(what, &error))?;
        Ok(Self { archive, what })
    }

    /// The bytes of a part; `None` where there is none of that name.
    ///
    /// # Errors
    /// When it is damaged, locked, or unpacks to more than any document needs.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        match self.archive.by_name(name) {
            Ok(part) => unpack(part, MAX_PART, self.what).map(Some),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(damaged(self.what, &error)),
        }
    }

    /// The names of all parts, in the order of the archive.
    pub(super) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        // A name that is no text belongs to no part that is looked for.
        self.archive.file_names().flatten()
    }
}

/// Refuses an archive whose members unpack to more than `limit` bytes together, whatever their headers promise. Nothing of
/// them is kept.
///
/// # Errors
/// When they do, or when it is no archive.
pub(super) fn refuse_bombs(bytes: &[u8], what: &'static str, limit: u64) -> Result<(), ImportError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(what, &error))?;
    let mut rest = limit;
    for index in 0..archive.len() {
        // What is wrong with a member is told by whoever needs it.
        let Ok(member) = archive.by_index(index) else { continue };
        let unpacked = io::copy(&mut member.take(rest + 1), &mut io::sink()).unwrap_or_default();
        rest = rest.checked_sub(unpacked).ok_or_else(|| too_large(what, limit))?;
    }
    Ok(())
}

/// What kind of document a ZIP archive is: the parts tell.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let mut package = Package::open(bytes, "ZIP archive").ok()?;
    let has = |package: &Package<'_>, name: &str| package.names().any(|part| part == name);
    if has(&package, "word/document.xml") {
        return Some(Kind::Docx);
    }
    if has(&package, "xl/workbook.xml") || has(&package, "xl/workbook.bin") {
        return Some(Kind::Workbook);
    }
    let media = package.part("mimetype").ok().flatten().unwrap_or_default();
    match media.as_slice().trim_ascii() {
        b"application/epub+zip" => Some(Kind::Epub),
        b"application/vnd.oasis.opendocument.text" | b"application/vnd.oasis.opendocument.text-template" => {
            Some(Kind::Odt)
        }
        b"application/vnd.oasis.opendocument.spreadsheet" => Some(Kind::Workbook),
        _ => Some(Kind::Zip),
    }
}

/// Reads every member of an archive that is of a kind that is read.
///
/// # Errors
/// When it is no archive.
pub(super) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), ImportError> {
    const WHAT: &str = "ZIP archive";
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(WHAT, &error))?;
    let mut names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    if names.len() > MAX_MEMBERS {
        let reason = format!("it holds {} members, more than {MAX_MEMBERS}", names.len());
        return Err(ImportError::Hostile { what: WHAT, reason });
    }
    names.sort_unstable();
    for name in names.iter().filter(|name| is_story(name)) {
        if reading.is_stopped() {
            break;
        }
        let limit = super::MAX_FILE_BYTES.min(reading.budget());
        let unpacked = match archive.by_name(name) {
            Ok(member) => unpack(member, limit, "member"),
            Err(error) => Err(damaged("member", &error)),
        };
        match unpacked {
            Ok(bytes) => reading.read_member(name, &bytes),
            Err(error) => reading.refuse(name, error),
        }
    }
    Ok(())
}

/// Members that a person put there: no folders, nothing hidden, nothing that a system left behind.
fn is_story(name: &str) -> bool {
    !name.ends_with('/')
        && !name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
        && Kind::of_name(name).is_some()
}

/// Unpacks a part up to `limit` bytes, whatever its header promises.
fn unpack(part: impl Read, limit: u64, what: &'static str) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    part.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| ImportError::Damaged { what, reason: error.to_string() })?;
    if bytes.len() as u64 > limit {
        return Err(too_large(what, limit));
    }
    Ok(bytes)
}

fn too_large(what: &'static str, limit: u64) -> ImportError {
    ImportError::Hostile { what, reason: format!("it unpacks to more than {} MiB", limit / (1024 * 1024)) }
}

fn damaged(what: &'static str, error: &ZipError) -> ImportError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => ImportError::Locked { what },
        _ => ImportError::Damaged { what, reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn bombs_are_seen_by_what_they_unpack_to() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&[0; 3000]).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        assert!(bytes.len() < 1000);
        assert!(refuse_bombs(&bytes, "workbook", 6000).is_ok());
        assert!(matches!(refuse_bombs(&bytes, "workbook", 5999), Err(ImportError::Hostile { what: "workbook", .. })));
    }
}
