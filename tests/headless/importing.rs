//! Files that other programs made, in `tests/fixtures/imports`: what they say comes through, and damaged copies of them do no
//! harm. How each was made: `writer.*` and `calc.*` by LibreOffice, `browser.pdf` by Chromium, `pandoc.epub` by pandoc,
//! `message.eml`, `two.mbox`, `saved.mhtml` and `stories.zip` by Python's own modules; the others by hand.

use std::path::{Path, PathBuf};

use onrecord::{
    import::{ImportError, Mapping, Options, read_file, read_table},
    model::Document,
};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports").join(name)
}

fn documents(name: &str) -> Vec<Document> {
    read_file(&fixture(name), &Options::default()).unwrap().into_iter().map(|story| story.unwrap().document).collect()
}

/// title | byline | date | source
fn facts(document: &Document) -> String {
    let date = document.date.map_or("-".to_owned(), |date| date.to_string());
    let byline = document.byline.map_or("-", |span| document.words(span));
    format!("{} | {byline} | {date} | {}", document.title, document.source.as_deref().unwrap_or("-"))
}

const PARAGRAPHS: [&str; 3] = [
    "PORT VELLE - A ferry carrying 120 people sank early on Sunday, the coast guard said, and at least nine of them died.",
    "“Nothing moved on the bridge,” said Zoë Marquès, a harbour pilot. “We called, and nobody answered.”",
    "The owner, Velle Lines, said that the ship had been sound; <its> papers & logs were in order.",
];

/// Whether the paragraphs stand in the text word for word, in order, each on lines of its own.
fn assert_whole(name: &str, document: &Document) {
    let blocks: Vec<String> =
        document.text.split("\n\n").map(|block| block.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let places: Vec<_> = PARAGRAPHS.iter().map(|words| blocks.iter().position(|block| block == words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{name}: {blocks:#?}");
}

#[test]
fn a_story_in_every_format() {
    for (name, expected) in [
        ("page.html", "Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | Coast Wire"),
        ("saved.mhtml", "Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | Coast Wire"),
        ("pandoc.epub", "Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | -"),
        ("writer.docx", "Ferry sinks off Port Velle | Mira Tolan | - | -"),
        ("writer.odt", "Ferry sinks off Port Velle | Mira Tolan | - | -"),
        ("writer.rtf", "Ferry sinks off Port Velle | Mira Tolan | - | -"),
        ("writer.pdf", "Ferry sinks off Port Velle | - | - | -"),
        ("browser.pdf", "Ferry sinks off Port Velle | - | - | -"),
    ] {
        let documents = documents(name);
        assert_whole(name, &documents[0]);
        assert_eq!((facts(&documents[0]).as_str(), documents.len()), (expected, 1), "{name}");
    }
}

#[test]
fn messages_and_what_is_attached_to_them() {
    let parts = |name| {
        documents(name).iter().map(|document| document.origin.part.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let message = &documents("message.eml")[0];
    assert_eq!(facts(message), "Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | mira@coastwire.example");
    assert_whole("message.eml", message);
    assert_eq!(parts("message.eml"), ["", "page.html"]);
    assert_eq!(parts("two.mbox"), ["message 1", "page.html", "message 2", "page.html"]);
    assert_eq!(parts("stories.zip"), ["a/page.html", "plain.txt"]);
}

#[test]
fn rows_are_stories() {
    for name in ["rows.csv", "calc.xlsx", "calc.ods"] {
        let documents = documents(name);
        assert_eq!(documents.len(), 3, "{name}");
        for (number, (document, words)) in documents.iter().zip(PARAGRAPHS).enumerate() {
            assert!(document.text.ends_with(words), "{name}: {}", document.text);
            let number = number + 1;
            assert_eq!(
                facts(document),
                format!("Ferry sinks off Port Velle, {number} | - | 2024-03-0{number} | Coast Wire")
            );
            assert_eq!(document.name, format!("r{number}"));
        }
    }
    assert_eq!(facts(&documents("list.json")[1]), "Owner speaks | - | 2024-03-04 | Coast Wire");
}

#[test]
fn the_columns_of_a_table_can_be_told() {
    let table = read_table(&fixture("rows.csv")).unwrap().unwrap();
    assert_eq!(table.guess().text.as_deref(), Some("body"));
    let mapping = Mapping { text: Some("headline".to_owned()), ..Mapping::default() };
    let options = Options { mapping: Some(&mapping), ..Options::default() };
    let stories = read_file(&fixture("rows.csv"), &options).unwrap();
    assert_eq!(&*stories[0].as_ref().unwrap().document.text, "Ferry sinks off Port Velle, 1");
}

#[test]
fn feeds_agencies_and_databases() {
    assert_eq!(facts(&documents("feed.rss")[0]), "Ferry sinks off Port Velle | - | 2024-03-03 | Coast Wire");
    assert_eq!(documents("feed.rss")[1].problems.len(), 1, "it is a summary only");
    assert_eq!(facts(&documents("story.nitf")[0]), "Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | Coast Wire");
    assert_eq!(
        facts(&documents("item.newsml")[0]),
        "Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | Coast Wire"
    );
    let stories = documents("database.txt");
    assert_eq!(facts(&stories[0]), "Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | The Coast Courier");
    assert_eq!(facts(&stories[1]), "Owner speaks | - | 2024-03-04 | The Coast Courier");
}

#[test]
fn pages_are_kept_for_citation() {
    let document = &documents("browser.pdf")[0];
    assert_eq!(
        (document.origin.pages.as_slice(), document.origin.page_at(document.text.len())),
        ([0].as_slice(), Some(1))
    );
}

#[test]
fn what_a_file_is_called_is_not_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let renamed = folder.path().join("notes.txt");
    std::fs::copy(fixture("writer.docx"), &renamed).unwrap();
    let story = read_file(&renamed, &Options::default()).unwrap().remove(0).unwrap().document;
    assert_whole("notes.txt", &story);
    let table = folder.path().join("dead.csv");
    std::fs::write(&table, "year,dead\n2023,4\n2024,9\n").unwrap();
    let refused = read_file(&table, &Options::default()).unwrap_err();
    assert!(
        matches!(refused, ImportError::NoTextColumn { .. }) && refused.to_string().contains("year, dead"),
        "{refused}"
    );
}

#[test]
fn the_same_story_in_another_file_is_recognized() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let story = "Date: 3 March 2024\nSource: Coast Wire\n\nA ferry sank off Port Velle on Sunday.";
    let mut session = crate::workspace_file::session();
    session.open(vec![
        write("a.txt", story),
        write("b.txt", &story.replace('\n', "\r\n")),
        write("c.txt", &story.replace("Coast Wire", "Moss Wires")),
    ]);
    let outcomes = crate::workspace_file::settle(&mut session);
    let Some(onrecord::session::Outcome::Loaded(summary)) = outcomes.last() else { panic!("{outcomes:?}") };
    assert_eq!((summary.n_loaded, summary.repeated.as_slice()), (2, [folder.path().join("b.txt")].as_slice()));
}

#[test]
fn reading_stops_when_it_is_asked_to() {
    let options = Options { is_stopped: &|| true, ..Options::default() };
    for name in ["two.mbox", "rows.csv", "feed.rss", "stories.zip"] {
        assert_eq!(read_file(&fixture(name), &options).unwrap().len(), 0, "{name}");
    }
}
