//! Damaged files: five hundred copies of each fixture, cut, flipped, doubled and mixed. None may bring the program down, and
//! none may make it take more memory than a whole file does. Each refusal says why.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop with a panic")]

use std::{alloc::System, fs, path::Path};

use cap::Cap;
use onrecord::import::{ImportError, Options, read_file};
use proptest::{
    prelude::Rng,
    test_runner::{RngAlgorithm, TestRng},
};

/// Most bytes that all tests of this file may hold at once. Beyond it an allocation fails, and the test with it.
const MEMORY: usize = 1024 * 1024 * 1024;
/// Number of damaged copies of each fixture.
const COPIES: u64 = 500;

#[global_allocator]
static MEMORY_IN_USE: Cap<System> = Cap::new(System, MEMORY);

/// A number below `n`, or 0.
fn below(random: &mut TestRng, n: usize) -> usize {
    usize::try_from(random.next_u64() % n.max(1) as u64).unwrap()
}

/// A copy with one to eight injuries.
fn damaged(whole: &[u8], random: &mut TestRng) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..1 + below(random, 8) {
        let at = below(random, bytes.len());
        let length = 1 + below(random, 64);
        let end = usize::min(at + length, bytes.len());
        match below(random, 7) {
            0 => bytes.truncate(at),
            1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << below(random, 8)),
            2 => bytes.iter_mut().skip(at).take(length).for_each(|byte| *byte = below(random, 256) as u8),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                let times = 1 + below(random, 40);
                bytes.splice(at..at, piece.repeat(times));
            }
            5 => {
                let digits = bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(index, _)| index);
                let digits: Vec<usize> = digits.collect();
                // Lengths and counts are where formats trust most.
                if let Some(index) = digits.get(below(random, digits.len())) {
                    bytes[*index] = b'9';
                    bytes.splice(*index..*index, *b"999999");
                }
            }
            _ => {
                let tokens: [&[u8]; 8] = [b"<", b"&#x110000;", b"\0", b"\xff\xfe", b"]]>", b"{", b"\"", b"\r\nFrom "];
                let token = tokens[below(random, tokens.len())];
                bytes.splice(at..at, token.iter().copied());
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

fn endure(name: &str) {
    let whole = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports").join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    // Every run damages the files alike.
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (mut n_read, mut n_refused) = (0, 0);
    for copy in 0..COPIES {
        let bytes = damaged(&whole, &mut random);
        fs::write(&path, &bytes).unwrap();
        let check = |error: &ImportError| {
            let reason = error.to_string();
            assert!(reason.len() > 20 && !matches!(error, ImportError::Failed), "{name}, copy {copy}: {reason}");
        };
        match read_file(&path, &Options::default()) {
            Ok(stories) => {
                n_read += 1;
                for story in stories {
                    match story {
                        Ok(imported) => {
                            assert!(!imported.document.text.trim().is_empty() && !imported.document.title.is_empty())
                        }
                        Err(refusal) => check(&refusal.error),
                    }
                }
            }
            Err(error) => {
                n_refused += 1;
                check(&error);
            }
        }
    }
    assert_eq!(n_read + n_refused, COPIES);
}

macro_rules! damaged_copies {
    ($($test:ident: $name:literal,)*) => {
        $(
            #[test]
            fn $test() {
                endure($name);
            }
        )*
    };
}

damaged_copies! {
    html: "page.html",
    mhtml: "saved.mhtml",
    pdf_of_an_office: "writer.pdf",
    pdf_of_a_browser: "browser.pdf",
    docx: "writer.docx",
    odt: "writer.odt",
    rtf: "writer.rtf",
    epub: "pandoc.epub",
    mail: "message.eml",
    mailbox: "two.mbox",
    csv: "rows.csv",
    xlsx: "calc.xlsx",
    ods: "calc.ods",
    json: "list.json",
    rss: "feed.rss",
    nitf: "story.nitf",
    newsml: "item.newsml",
    database_export: "database.txt",
    zip: "stories.zip",
}
