//! The sample corpus as the importer sees it, against `tests/fixtures/harbor/FACTS.md`.

use std::path::{Path, PathBuf};

use onrecord::{
    import::{self, ImportError, Options, find_files},
    model::Document,
};

/// The one story of a file.
fn read_file(path: &Path) -> Result<Document, ImportError> {
    let stories = import::read_file(path, &Options::default())?;
    stories.into_iter().next().unwrap().map(|imported| imported.document).map_err(|refusal| refusal.error)
}

fn harbor() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/harbor")
}

/// file | date | encoding | outlet
fn told(name: &str) -> String {
    let document = read_file(&harbor().join(name)).unwrap();
    let date = document.date.map_or("-".to_owned(), |date| date.to_string());
    format!("{date} | {} | {}", document.encoding, document.source.as_deref().unwrap_or("-"))
}

#[test]
fn dates_encodings_and_outlets() {
    for (name, expected) in [
        ("cw-20240303-0441-flash-tesmara-ferry.txt", "2024-03-03 | UTF-8 | Coast Wire"),
        ("cw-20240303-0905-tesmara-ferry.txt", "2024-03-03 | UTF-8 | Coast Wire, Port Sabrel bureau"),
        ("cw-20240303-2140-tesmara-ferry-update-2.txt", "2024-03-03 | UTF-8 | Coast Wire"),
        ("cw-20240304-0730-tesmara-ferry-corrected.txt", "2024-03-04 | UTF-8 | Coast Wire"),
        ("ledger_world_tesmara-ferry-death-toll.txt", "2024-03-04 | windows-1252 | THE NORTHERN LEDGER"),
        ("courier-20240304-p1-rescue-delay.txt", "2024-03-04 | UTF-8 | THE SABREL COURIER"),
        ("mna_0304_ferry-claim.txt", "2024-03-04 | UTF-8 | -"),
        ("2024-03-05_inspector-letter-hareth-queen.txt", "2024-03-05 | UTF-8 | -"),
        ("mna_0305_ferry-owner.txt", "2024-03-05 | UTF-16LE | MNA"),
        ("oruna-gazette_20240304_clinic-count.txt", "2024-03-04 | UTF-8 | ORUNA GAZETTE"),
        ("oruna-gazette_20240306_funerals.txt", "2024-03-06 | UTF-8 | ORUNA GAZETTE"),
        ("strait-monitor-explainer-why-the-hareth-queen-capsized.md", "2024-03-07 | UTF-8 | Strait Monitor"),
        ("strait-monitor-qa-voskal.txt", "2024-03-10 | UTF-8 | STRAIT MONITOR"),
    ] {
        assert_eq!(told(name), expected, "{name}");
    }
}

#[test]
fn folders_are_walked_in_a_stable_order_and_line_ends_become_one_kind() {
    let found = find_files(&[harbor()]);
    assert!(found.files.is_sorted() && found.files.len() >= 12 && found.skipped.is_empty());
    for file in &found.files {
        let document = read_file(file).unwrap();
        assert!(!document.text.contains('\r') && !document.text.starts_with('\u{FEFF}'));
    }
}

#[test]
fn refusals_have_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read_file(&path)
    };
    assert!(matches!(write("a.txt", b""), Err(ImportError::Empty)));
    assert!(matches!(write("b.txt", b"%PDF-1.4"), Err(ImportError::Damaged { what: "PDF", .. })));
    assert!(matches!(write("c.docx", b"PK"), Err(ImportError::Damaged { what: "Word document", .. })));
    assert!(matches!(write("c.doc", b"PK"), Err(ImportError::UnknownFormat { .. })));
    assert!(matches!(write("d", b"words"), Err(ImportError::NoEnding)));
    assert!(matches!(read_file(&folder.path().join("none.txt")), Err(ImportError::Io { .. })));
    let large = folder.path().join("large.txt");
    std::fs::File::create(&large).unwrap().set_len(onrecord::import::MAX_FILE_BYTES + 1).unwrap();
    assert!(matches!(read_file(&large), Err(ImportError::TooLarge { .. })));
}
