//! ZIP archives whose bytes depend on their content alone.

use std::{
    collections::BTreeSet,
    io::{self, Cursor, Write},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// An archive under construction. It is held in memory, because the parts of an export are.
pub(super) struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Archive {
    /// An archive without files.
    pub(super) fn new() -> Self {
        // The time of writing would make two exports of the same findings differ.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), options }
    }

    /// Adds a file.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.zip.start_file(name, self.options).map_err(io::Error::other)?;
        self.zip.write_all(bytes)
    }

    /// The bytes of the archive.
    pub(super) fn finish(self) -> io::Result<Vec<u8>> {
        Ok(self.zip.finish().map_err(io::Error::other)?.into_inner())
    }

    /// The bytes of the archive, which end in a comment of this many bytes, all of them `0`.
    pub(super) fn finish_with_room(mut self, n_bytes: usize) -> io::Result<Vec<u8>> {
        self.zip.set_comment("0".repeat(n_bytes)).map_err(io::Error::other)?;
        self.finish()
    }
}

/// File names that every system takes, each given once, without regard to case.
#[derive(Default)]
pub(super) struct FileNames(BTreeSet<String>);

impl FileNames {
    /// Longest name in characters, far enough below what systems allow for four-byte letters and an ending.
    const LONGEST: usize = 60;

    /// A file name made from `wanted`, followed by a number when it was given before.
    pub(super) fn give(&mut self, wanted: &str) -> String {
        let forbidden = |c: char| c.is_control() || "\\/:*?\"<>|#^[]".contains(c);
        let clean: String = wanted.chars().map(|c| if forbidden(c) { '_' } else { c }).take(Self::LONGEST).collect();
        let clean = clean.trim_matches(|c: char| c == '.' || c.is_whitespace());
        let base = if clean.is_empty() { "unnamed" } else { clean };
        let mut name = base.to_owned();
        let mut number = 1;
        while !self.0.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{base} ({number})");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_and_differ_without_regard_to_case() {
        let mut names = FileNames::default();
        assert_eq!(names.give("../Etc/passwd"), "_Etc_passwd");
        assert_eq!(names.give("Denn"), "Denn");
        assert_eq!(names.give("DENN"), "DENN (2)");
        assert_eq!(names.give(" .. "), "unnamed");
    }

    #[test]
    fn the_same_files_make_the_same_bytes() {
        let make = || {
            let mut archive = Archive::new();
            archive.add("a.txt", "Größe".as_bytes()).unwrap();
            archive.finish().unwrap()
        };
        assert_eq!(make(), make());
    }
}
