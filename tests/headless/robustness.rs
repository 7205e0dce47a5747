//! Odd input through import and engine: no panic, exact spans, the same result twice.

use std::path::Path;

use onrecord::{
    analysis::{Settings, analyze},
    import::{find_files, read_bytes},
    lexicon::Lexicon,
    model::{Analysis, Document, Span},
};
use proptest::prelude::*;

fn check(bytes: &[u8]) {
    let Ok(document) = read_bytes("story", bytes) else { return };
    let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    assert!(!document.title.is_empty() && !document.title.contains('\n'));
    check_spans(&document, &analysis);
    check_ids(&analysis);
    assert_eq!(analysis, analyze(&document, Lexicon::builtin(), &Settings::default()));
}

fn check_spans(document: &Document, analysis: &Analysis) {
    let body = document.body_start as usize;
    let check = |what: &str, span: Span| {
        let whole = span.end() <= document.text.len() && !span.is_empty() && span.start() >= body;
        let cut = !document.text.is_char_boundary(span.start()) || !document.text.is_char_boundary(span.end());
        assert!(whole && !cut, "{what} {span:?} in a text of {} bytes", document.text.len());
    };
    analysis.paragraphs.iter().for_each(|span| check("paragraph", *span));
    analysis.sentences.iter().for_each(|span| check("sentence", *span));
    analysis.times.iter().for_each(|time| check("time", time.span));
    analysis.quantities.iter().for_each(|quantity| check("quantity", quantity.span));
    for mention in &analysis.mentions {
        check("mention", mention.span);
        assert!(mention.span.contains(mention.head));
    }
    for quote in &analysis.quotes {
        assert!(!quote.content.is_empty());
        let others = [quote.cue, quote.source, quote.role, quote.addressee, quote.medium];
        let all = quote.content.iter().chain(&quote.verbatim).copied().chain(others.into_iter().flatten());
        all.for_each(|span| check("quote", span));
    }
    for claim in &analysis.claims {
        assert!(!claim.content.is_empty());
        claim.content.iter().chain(&claim.hedges).chain(&claim.cue).for_each(|span| check("claim", *span));
    }
    assert!(analysis.mentions.is_sorted_by_key(|mention| mention.span.start()));
    assert!(analysis.times.is_sorted_by_key(|time| time.span.start()));
    assert!(analysis.quantities.is_sorted_by_key(|quantity| quantity.span.start()));
}

fn check_ids(analysis: &Analysis) {
    use onrecord::model::Claimant;
    let known = |id| analysis.entity(id).is_some();
    assert!(analysis.mentions.iter().all(|mention| known(mention.entity)));
    assert!(analysis.entities.iter().flat_map(|entity| &entity.roles).filter_map(|role| role.of).all(known));
    assert!(
        analysis.quantities.iter().filter_map(|quantity| quantity.part_of).all(|id| analysis.quantity(id).is_some())
    );
    for quote in &analysis.quotes {
        assert!(quote.speaker.into_iter().chain(quote.affiliation).all(known));
        assert!(quote.continues.into_iter().chain(quote.nested_in).all(|id| analysis.quote(id).is_some()));
    }
    for claim in &analysis.claims {
        assert!(claim.about.iter().copied().all(known));
        assert!(!matches!(claim.claimant, Claimant::Entity(id) if !known(id)));
        assert!(claim.times.iter().all(|id| analysis.time(*id).is_some()));
        assert!(claim.quantities.iter().all(|id| analysis.quantity(*id).is_some()));
        assert!(claim.quote.into_iter().all(|id| analysis.quote(id).is_some()));
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    find_files(&[folder]).files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// Pieces that grammars trip over, in random order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\"",
        "“",
        "”",
        "‘",
        "'",
        "«",
        "»",
        "``",
        "''",
        "(",
        ")",
        "–",
        "—",
        "--",
        "-",
        ",",
        ".",
        "...",
        ":",
        ";",
        "\n\n",
        "\n",
        " ",
        "\t",
        "\0",
        "\u{200D}",
        "\u{FEFF}",
        "e\u{301}",
        "👩\u{200D}🚒",
        "مقتل ثلاثة",
        "שלום",
        "東京",
        "हिन्दी",
        "said",
        "he",
        "it",
        "they",
        "added",
        "according to",
        "told",
        "the",
        "a",
        "U.S.",
        "Gen.",
        "Idris Vale",
        "al-Haddari",
        "CENTCOM",
        "(CENTCOM)",
        "Ministry of",
        "three",
        "1,200",
        "at least",
        "killed",
        "Wednesday",
        "Jan. 28",
        "2024-02-08",
        "last week",
        "a day after",
        "'s",
        "n't",
        "3:30",
        "$",
        "%",
        "which",
        "who",
        "that",
        "and",
        "not",
        "will",
        "if",
        "spokesman for",
        "T-72",
        "@handle",
        "https://velle.example/a?b=1",
        "05/06/2021",
        "By ",
        "Date: ",
        " date 2024-02-08 ",
        "#",
        "- ",
    ]);
    prop::collection::vec((piece, any::<bool>()), 0..120).prop_map(|pieces| {
        pieces.iter().map(|(piece, space)| format!("{piece}{}", if *space { " " } else { "" })).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..1200)) {
        check(&bytes);
    }

    #[test]
    fn random_unicode(text in "\\PC{0,400}") {
        check(text.as_bytes());
    }

    #[test]
    fn random_sentences(text in pieces()) {
        check(text.as_bytes());
    }

    #[test]
    fn mutated_seeds(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..24),
    ) {
        let seeds = seeds();
        let mut bytes = which.get(&seeds).clone();
        for (place, byte, kind) in edits {
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
            }
            if bytes.is_empty() {
                break;
            }
        }
        check(&bytes);
    }
}

#[test]
fn shapes_that_no_story_has() {
    let word = "word ".repeat(8_000);
    let quotes = "\"".repeat(5_000);
    let commas = "Vale, ".repeat(4_000);
    let nested = "“‘".repeat(2_000);
    let said = "\"Yes,\" he said. ".repeat(2_000);
    let lines = "a\n\n".repeat(5_000);
    let numbers = "three of ".repeat(4_000);
    let long = "a".repeat(100_000);
    for text in [word, quotes, commas, nested, said, lines, numbers, long, "\0".repeat(40) + "a", "“".to_owned()] {
        check(text.as_bytes());
    }
}
