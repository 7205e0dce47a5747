//! Writing files through the save dialog.

use egui::{Key, Modifiers};
use onrecord::{
    app::Question,
    export::{ExportKind, Scope},
    session::ExportPlan,
};

use crate::kit::Bench;

#[test]
fn entities_are_exported_where_the_dialog_says() {
    let mut bench = Bench::with_stories();
    let path = bench.folder.path().join("out.csv");
    bench.answer(vec![path.clone()]);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.wait("a message", |bench| bench.has_containing("Exported entities"));
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("Baghdad") && written.contains("Amman"), "all documents");
    bench.click("Show file");
    assert_eq!(*bench.desktop.shown.lock().unwrap(), [path]);
}

#[test]
fn the_open_document_can_be_exported_alone() {
    let mut bench = Bench::with_stories();
    let path = bench.folder.path().join("one.csv");
    bench.answer(vec![path.clone()]);
    bench.click("File");
    bench.click("Export the open document only");
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.wait("a message", |bench| bench.has_containing("of the open document"));
    assert!(matches!(
        bench.desktop.asked.lock().unwrap().last(),
        Some(Question::Export(ExportPlan { kind: ExportKind::Entities, scope: Scope::Documents(docs), .. })) if docs.len() == 1
    ));
    assert!(!std::fs::read_to_string(&path).unwrap().contains("Amman"));
}

#[test]
fn cells_can_be_kept_from_being_taken_for_formulas() {
    let mut bench = Bench::new();
    let story = bench.file("post.txt", b" date 2024-02-08 The account @velle_news named the ship on Wednesday.");
    bench.open(vec![story]);
    bench.wait_for_label("1 document");
    let path = bench.folder.path().join("safe.csv");
    bench.answer(vec![path.clone()]);
    bench.click("File");
    bench.click("Spreadsheet-safe cells");
    bench.click("File");
    bench.click_containing("Export mentions…");
    bench.wait("a file", |_| path.exists());
    assert!(std::fs::read_to_string(&path).unwrap().contains(",'@velle_news,"));
}

#[test]
fn the_kinds_of_the_menu_are_written_from_it() {
    let mut bench = Bench::with_stories();
    for kind in ExportKind::IN_MENU {
        let path = bench.folder.path().join(format!("{}.{}", kind.label(), kind.default_format().ending()));
        bench.answer(vec![path.clone()]);
        bench.click("File");
        bench.click_containing(&format!("Export {}…", kind.label()));
        bench.wait("a file", |_| path.exists());
        bench.wait("a message", |bench| bench.has_containing(&format!("Exported {}", kind.label())));
    }
}

#[test]
fn a_failed_export_says_what_failed_and_stays_until_it_is_read() {
    let mut bench = Bench::with_stories();
    let path = bench.folder.path().join("no such folder").join("out.csv");
    bench.answer(vec![path]);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.wait("a message", |bench| bench.has_containing("no such folder"));
    for _ in 0..200 {
        bench.harness.step();
    }
    assert!(bench.has_containing("no such folder"));
    bench.click_containing("Dismiss:");
    assert!(!bench.has_containing("no such folder"));
}

#[test]
fn without_a_save_dialog_a_path_can_be_typed() {
    let mut bench = Bench::with_stories();
    let path = bench.folder.path().join("typed.csv");
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has("Export to a path"));
    bench.click("Clear: Path");
    bench.type_into("Path", path.to_str().unwrap());
    bench.click("Export");
    bench.wait("a file", |_| path.exists());
}

#[test]
fn one_dialog_chooses_what_and_shows_the_first_rows() {
    let mut bench = Bench::with_stories();
    let path = bench.folder.path().join("quotes.xlsx");
    bench.answer(vec![path.clone()]);
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    bench.wait("the first rows", |bench| bench.has("One row an entity") && bench.has("entity_id"));
    bench.click("Quotes: One row a quote");
    bench.wait("the first rows of quotes", |bench| bench.has("verbatim"));
    bench.click("Excel workbook");
    bench.click("Export\u{2026}");
    bench.wait("a message", |bench| bench.has_containing("Exported quotes of all documents"));
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
    // The choice is there again the next time.
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    bench.wait_for_label("One row a quote");
}

#[test]
fn documents_that_match_are_exported_alone() {
    let mut bench = Bench::with_stories();
    let path = bench.folder.path().join("some.csv");
    bench.answer(vec![path.clone()]);
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    bench.wait_for_label("One row an entity");
    bench.click("Documents that match");
    bench.wait_for_label("Type what the documents must hold");
    bench.type_into("Query of the export", "Amman");
    bench.wait("the first rows", |bench| bench.has("entity_id"));
    bench.click("Export\u{2026}");
    bench.wait("a message", |bench| bench.has_containing("Exported entities of"));
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("Amman") && !written.contains("Baghdad"));
}

#[test]
fn a_kind_for_other_programs_shows_its_files() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    bench.wait_for_label("One row an entity");
    bench.activate_containing("brat: brat standoff");
    bench.wait("the names of the files", |bench| bench.has_containing(".ann"));
}
