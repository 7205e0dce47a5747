//! Checks an evidence pack against itself: every byte by its hash, every quote by its words.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read},
    path::Path,
};

use walkdir::WalkDir;
use zip::ZipArchive;

use super::evidence::{MANIFEST, MANIFEST_HASH, Manifest, SCHEMA, SEAL, SEAL_LEN, hash};

/// More than this is not unpacked: an archive can claim to hold any amount.
const MOST_BYTES: u64 = 4 << 30;

/// What was found in a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Files that the manifest names.
    pub n_files: usize,
    /// Quotes and claims that were compared with their words.
    pub n_citations: usize,
    /// What is wrong; nothing when the pack is as it was written.
    pub problems: Vec<String>,
}

/// Checks the pack in this folder or archive.
///
/// # Errors
/// When it cannot be read or is no evidence pack at all.
pub fn verify(path: &Path) -> Result<Verification, String> {
    let refuse = |error: &dyn std::fmt::Display| {
        format!("cannot check {} ({error}); give an evidence pack, a folder or a .zip", path.display())
    };
    if path.is_dir() {
        let (files, problems) = folder(path).map_err(|error| refuse(&error))?;
        return Ok(check(&files, problems));
    }
    let bytes = fs::read(path).map_err(|error| refuse(&error))?;
    verify_archive(&bytes).map_err(|error| refuse(&error))
}

type Files = BTreeMap<String, Vec<u8>>;

/// Checks the bytes of an archive.
fn verify_archive(bytes: &[u8]) -> Result<Verification, String> {
    let mut problems = Vec::new();
    let (sealed, seal) = bytes.split_at(bytes.len().saturating_sub(SEAL_LEN));
    if seal != format!("{SEAL}{}", hash(sealed)).as_bytes() {
        problems.push("the archive is not as it was written: its bytes do not match its seal".to_owned());
    }
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return Err(error.to_string()),
    };
    let mut files = Files::new();
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let mut content = Vec::new();
        let entry = archive.by_index(index).map_err(|error| error.to_string()).and_then(|file| {
            let name = file.name().map_err(|error| error.to_string())?.into_owned();
            file.take(left).read_to_end(&mut content).map_err(|error| format!("{name}: {error}"))?;
            Ok(name)
        });
        left = left.saturating_sub(content.len() as u64);
        match entry {
            Ok(_) if left == 0 => return Err("it holds more than 4 GB".to_owned()),
            Ok(name) => {
                if files.insert(name.clone(), content).is_some() {
                    problems.push(format!("{name}: stands in the archive twice"));
                }
            }
            Err(error) => problems.push(error),
        }
    }
    Ok(check(&files, problems))
}

/// The files of a folder by their path in it, with `/` between folders.
fn folder(path: &Path) -> Result<(Files, Vec<String>), String> {
    let (mut files, mut problems) = (Files::new(), Vec::new());
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| error.to_string())?;
        if entry.file_type().is_dir() {
            continue;
        }
        let inner = entry.path().strip_prefix(path).unwrap_or(entry.path());
        let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = parts.join("/");
        if entry.file_type().is_file() {
            files.insert(name, fs::read(entry.path()).map_err(|error| error.to_string())?);
        } else {
            problems.push(format!("{name}: is no plain file"));
        }
    }
    Ok((files, problems))
}

fn check(files: &Files, problems: Vec<String>) -> Verification {
    let mut found = Verification { problems, ..Verification::default() };
    let Some(bytes) = files.get(MANIFEST) else {
        found.problems.push(format!("{MANIFEST}: missing; without it nothing can be checked"));
        return found;
    };
    let noted = files.get(MANIFEST_HASH).map(Vec::as_slice);
    if noted != Some(hash(bytes).to_string().as_bytes()) {
        found.problems.push(format!("{MANIFEST}: changed, or {MANIFEST_HASH} is changed or missing"));
    }
    let manifest: Manifest = match serde_json::from_slice(bytes) {
        Ok(manifest) => manifest,
        Err(error) => {
            found.problems.push(format!("{MANIFEST}: cannot be read: {error}"));
            return found;
        }
    };
    if manifest.schema != SCHEMA {
        found
            .problems
            .push(format!("{MANIFEST}: is {:?}, not {SCHEMA:?}; a newer program may read it", manifest.schema));
    }
    check_files(files, &manifest, &mut found);
    check_citations(files, &manifest, &mut found);
    found
}

fn check_files(files: &Files, manifest: &Manifest, found: &mut Verification) {
    let listed: BTreeMap<&str, _> = manifest.files.iter().map(|file| (file.path.as_str(), file)).collect();
    for (path, file) in &listed {
        match files.get(*path) {
            None => found.problems.push(format!("{path}: missing")),
            Some(bytes) if bytes.len() as u64 != file.bytes || hash(bytes) != file.sha256 => {
                found.problems.push(format!("{path}: changed; its SHA-256 is {}, not {}", hash(bytes), file.sha256));
            }
            Some(_) => found.n_files += 1,
        }
    }
    for path in files.keys() {
        if !listed.contains_key(path.as_str()) && path != MANIFEST && path != MANIFEST_HASH {
            found.problems.push(format!("{path}: added; the manifest does not know it"));
        }
    }
}

fn check_citations(files: &Files, manifest: &Manifest, found: &mut Verification) {
    let mut texts: BTreeMap<&str, Vec<char>> = BTreeMap::new();
    for citation in &manifest.citations {
        found.n_citations += 1;
        let text = texts.entry(&citation.text).or_insert_with(|| {
            let bytes = files.get(&citation.text).map(Vec::as_slice).unwrap_or_default();
            String::from_utf8_lossy(bytes).chars().collect()
        });
        let holds = citation.parts.iter().all(|part| {
            let words = text.get(part.start as usize..part.end as usize);
            words.is_some_and(|words| words.iter().copied().eq(part.words.chars()))
        });
        if !holds || citation.parts.is_empty() {
            let (id, doc, path) = (&citation.id, &citation.doc_id, &citation.text);
            found.problems.push(format!("{id} of {doc}: its words do not stand at their place in {path}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::*;
    use crate::{
        analysis::{Settings, analyze},
        corpus::Corpus,
        export::{ExportKind, Options, Scope, write},
        lexicon::Lexicon,
        model::{Decisions, DocId, Document},
    };

    const STORY: &str = "Mayor Alda Denn said 📉 it was over. “We will not close the harbor,” Denn told reporters.\n";

    fn pack() -> &'static [u8] {
        static PACK: LazyLock<Vec<u8>> = LazyLock::new(new_pack);
        &PACK
    }

    fn new_pack() -> Vec<u8> {
        let mut corpus = Corpus::default();
        let document = Document::plain("a/story", STORY);
        let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
        corpus.add(DocId(0), Arc::new(document), Arc::new(analysis));
        let mut bytes = Vec::new();
        write(&corpus, &Decisions::default(), ExportKind::Evidence, &Scope::Corpus, Options::default(), &mut bytes)
            .unwrap();
        bytes
    }

    fn unpack(bytes: &[u8], folder: &Path) -> Vec<std::path::PathBuf> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        archive.extract(folder).unwrap();
        archive.file_names().map(|name| folder.join(&*name.unwrap())).collect()
    }

    #[test]
    fn a_pack_is_as_it_was_written() {
        let found = verify_archive(pack()).unwrap();
        assert_eq!(found.problems, Vec::<String>::new());
        assert!(found.n_files == 7 && found.n_citations > 0, "{found:?}");
        assert_eq!(new_pack(), pack(), "the same findings make the same bytes");
    }

    #[test]
    fn an_unpacked_pack_is_checked_alike_and_knows_what_was_added_or_taken() {
        let folder = tempfile::tempdir().unwrap();
        let files = unpack(pack(), folder.path());
        assert_eq!(verify(folder.path()).unwrap(), verify_archive(pack()).unwrap());
        fs::write(folder.path().join("more.txt"), "x").unwrap();
        fs::remove_file(&files[0]).unwrap();
        let problems = verify(folder.path()).unwrap().problems.join("\n");
        assert!(problems.contains("more.txt: added") && problems.contains("report.html: missing"), "{problems}");
    }

    #[test]
    fn words_that_are_not_where_the_manifest_says_are_named() {
        let folder = tempfile::tempdir().unwrap();
        unpack(pack(), folder.path());
        let text = folder.path().join("texts/a_story.txt");
        fs::write(&text, STORY.replace("harbor", "bridge")).unwrap();
        let problems = verify(folder.path()).unwrap().problems.join("\n");
        assert!(problems.contains("a_story.txt: changed") && problems.contains("its words do not stand"), "{problems}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_changed_byte_is_found(at in any::<prop::sample::Index>(), change in 1u8..) {
            let mut bytes = pack().to_vec();
            let at = at.index(bytes.len());
            bytes[at] ^= change;
            prop_assert!(verify_archive(&bytes).is_ok_and(|found| !found.problems.is_empty()) || verify_archive(&bytes).is_err());
        }

        #[test]
        fn any_changed_byte_of_an_unpacked_file_is_found(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), change in 1u8..) {
            let folder = tempfile::tempdir().unwrap();
            let files = unpack(pack(), folder.path());
            let path = file.get(&files);
            let mut bytes = fs::read(path).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= change;
            fs::write(path, &bytes).unwrap();
            prop_assert!(!verify(folder.path()).unwrap().problems.is_empty());
        }
    }
}
