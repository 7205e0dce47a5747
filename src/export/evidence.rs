//! An evidence pack: report, tables, annotations, the cited texts, and a manifest that lets anybody check them.
//!
//! The manifest names every file with its SHA-256, and every quote and claim with its words and its place in a text of the
//! pack. `manifest.sha256` holds the manifest's own hash. As an archive the pack ends in a comment with the hash of all
//! bytes before it, so that no byte can change unseen.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::Digest;

use super::{
    Options, Scope,
    archive::{Archive, FileNames},
    cell::Words,
    claims::{self, claim_id},
    entities, mentions,
    quotes::{self, quote_id},
    report, table, web_annotation,
};
use crate::{
    corpus::{Corpus, Entry},
    model::{ClaimId, QuoteId, Sha256, Span},
};

/// The name of the format.
pub(super) const SCHEMA: &str = "onrecord.evidence/1";
/// The manifest's name in the pack.
pub(super) const MANIFEST: &str = "manifest.json";
/// The name of the file that holds the manifest's hash.
pub(super) const MANIFEST_HASH: &str = "manifest.sha256";
/// What comes before the hash in the comment of the archive.
pub(super) const SEAL: &str = "sha256:";
/// Length of that comment.
pub(super) const SEAL_LEN: usize = SEAL.len() + 64;

/// What a pack holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) schema: String,
    pub(super) files: Vec<File>,
    pub(super) citations: Vec<Citation>,
}

/// A file of the pack.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) sha256: Sha256,
}

/// A quote or claim with its words.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Citation {
    /// `q1`, `c1`: as in the tables.
    pub(super) id: String,
    pub(super) doc_id: String,
    /// The file of the pack that holds the text.
    pub(super) text: String,
    /// SHA-256 of the file that was imported.
    pub(super) original_sha256: Sha256,
    pub(super) parts: Vec<Part>,
}

/// Words and their place in code points.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) words: String,
}

/// The SHA-256 of bytes.
pub(super) fn hash(bytes: &[u8]) -> Sha256 {
    Sha256(sha2::Sha256::digest(bytes).into())
}

/// Writes the pack as an archive; answers with the number of citations.
pub(super) fn write(corpus: &Corpus, scope: &Scope, options: Options, out: &mut dyn Write) -> io::Result<u64> {
    let entries = scope.entries(corpus);
    let mut files: Vec<(String, Vec<u8>)> = vec![("report.html".to_owned(), report::html(corpus, scope).into_bytes())];
    let mut put = |name: &str, fill: &dyn Fn(&mut dyn Write) -> io::Result<u64>| {
        let mut bytes = Vec::new();
        fill(&mut bytes)?;
        files.push((name.to_owned(), bytes));
        Ok::<(), io::Error>(())
    };
    put("entities.csv", &|out| table::write_csv(out, options, &entities::COLUMNS, entities::rows(corpus, scope)))?;
    put("mentions.csv", &|out| table::write_csv(out, options, &mentions::COLUMNS, mentions::rows(corpus, scope)))?;
    put("quotes.csv", &|out| table::write_csv(out, options, &quotes::COLUMNS, quotes::rows(corpus, scope)))?;
    put("claims.csv", &|out| table::write_csv(out, options, &claims::COLUMNS, claims::rows(corpus, scope)))?;
    put("annotations.jsonld", &|out| web_annotation::write(corpus, &entries, out))?;
    let mut citations = Vec::new();
    let mut given = FileNames::default();
    for entry in &entries {
        let path = format!("texts/{}.txt", given.give(&entry.document.name));
        cite(entry, &path, &mut citations);
        files.push((path, entry.document.text.as_bytes().to_vec()));
    }
    let n_citations = citations.len() as u64;
    out.write_all(&pack(&files, citations)?)?;
    Ok(n_citations)
}

fn cite(entry: &Entry, path: &str, citations: &mut Vec<Citation>) {
    let words = Words::new(entry);
    let mut add = |id: String, spans: &[Span]| {
        let part = |&span: &Span| {
            let [start, end] = words.range(span);
            Part { start, end, words: words.exact(span) }
        };
        citations.push(Citation {
            id,
            doc_id: entry.document.name.clone(),
            text: path.to_owned(),
            original_sha256: entry.document.sha256,
            parts: spans.iter().map(part).collect(),
        });
    };
    for (index, quote) in entry.analysis.quotes.iter().enumerate() {
        add(quote_id(QuoteId::from_index(index)), &quote.content);
    }
    for (index, claim) in entry.analysis.claims.iter().enumerate() {
        add(claim_id(ClaimId::from_index(index)), &claim.content);
    }
}

/// The archive with its manifest and seal.
fn pack(files: &[(String, Vec<u8>)], citations: Vec<Citation>) -> io::Result<Vec<u8>> {
    let listed =
        files.iter().map(|(path, bytes)| File { path: path.clone(), bytes: bytes.len() as u64, sha256: hash(bytes) });
    let manifest = Manifest { schema: SCHEMA.to_owned(), files: listed.collect(), citations };
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    let mut archive = Archive::new();
    for (path, bytes) in files {
        archive.add(path, bytes)?;
    }
    archive.add(MANIFEST, &manifest)?;
    archive.add(MANIFEST_HASH, hash(&manifest).to_string().as_bytes())?;
    let mut bytes = archive.finish_with_room(SEAL_LEN)?;
    bytes.truncate(bytes.len() - SEAL_LEN);
    let seal = format!("{SEAL}{}", hash(&bytes));
    bytes.extend_from_slice(seal.as_bytes());
    Ok(bytes)
}
