//! Workspace files: new, locked, newer, damaged, gone, analyzed by another version.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use onrecord::{
    analysis::{NameSource, Settings, analyze},
    lexicon::Lexicon,
    model::Document,
    workspace::{Access, Workspace},
};

use crate::kit::{Bench, STORIES};

/// Saves the three stories as a workspace, analyzed with these settings.
fn save(path: &Path, settings: &Settings) {
    let mut workspace = Workspace::default();
    for (name, text) in STORIES {
        let document = Document::plain(name, text);
        let analysis = analyze(&document, Lexicon::builtin(), settings);
        workspace.add(document.into(), analysis.into());
    }
    workspace.save_as(path).unwrap();
}

fn with_file() -> (Bench, PathBuf) {
    let bench = Bench::new();
    let path = bench.folder.path().join("kept.onrecord");
    save(&path, &Settings::default());
    (bench, path)
}

/// Flags the open document, which no file holds.
fn decide(bench: &mut Bench) {
    bench.press_with(Modifiers::ALT, Key::Num1);
    bench.press(Key::F);
    assert!(bench.has("decisions not saved: Ctrl+S"));
}

#[test]
fn a_new_workspace_asks_before_decisions_are_lost() {
    let mut bench = Bench::with_stories();
    decide(&mut bench);
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Cancel");
    assert!(bench.has("3 documents"));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Go on without saving");
    assert!(bench.has("No documents") && bench.has("Open the sample corpus"));
}

#[test]
fn opening_another_workspace_saves_first_when_asked_to() {
    let (mut bench, path) = with_file();
    let story = bench.file("story.txt", STORIES[0].1.as_bytes());
    bench.open(vec![story]);
    bench.wait_for_label("1 document");
    bench.run();
    decide(&mut bench);
    bench.open(vec![path]);
    bench.run();
    let first = bench.folder.path().join("first.onrecord");
    bench.answer(vec![first.clone()]);
    bench.click("Save…");
    bench.wait_for_label("3 documents");
    bench.wait_for_label("saved in kept.onrecord");
    let (saved, _) = Workspace::open(&first, Access::Read, |_| unreachable!("analyses are kept")).unwrap();
    assert_eq!(saved.history().entries().len(), 1);
}

#[test]
fn a_workspace_that_is_open_elsewhere_opens_read_only() {
    let (mut bench, path) = with_file();
    let (elsewhere, _) = Workspace::open(&path, Access::Write, |_| unreachable!("analyses are kept")).unwrap();
    bench.open(vec![path.clone()]);
    bench.run();
    assert!(bench.has("The workspace is open elsewhere") && bench.has_containing("process"));
    bench.click("Open read-only");
    bench.wait_for_label("read-only");
    bench.press(Key::F);
    assert!(!bench.has_containing(", flagged"), "nothing can be decided");
    assert!(bench.has("The workspace is open read-only; save it under another name to change it"));
    drop(elsewhere);
    bench.open(vec![path]);
    bench.wait_for_label("saved in kept.onrecord");
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_one_that_is_gone_leaves_the_list() {
    let (mut bench, path) = with_file();
    bench.open(vec![path.clone()]);
    bench.wait_for_label("saved in kept.onrecord");
    bench.press_with(Modifiers::COMMAND, Key::N);
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    drop(connection);
    bench.click("kept.onrecord");
    assert!(bench.has("A newer OnRecord saved this workspace"));
    bench.click("Cancel");
    std::fs::remove_file(&path).unwrap();
    bench.click("kept.onrecord");
    assert!(bench.has("The workspace cannot be opened"));
    bench.click("Take off the list");
    assert!(!bench.has("kept.onrecord"));
}

#[test]
fn what_can_be_read_of_a_damaged_file_is_saved_and_opened() {
    let (mut bench, path) = with_file();
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 6000]).unwrap();
    bench.open(vec![path]);
    bench.run();
    assert!(bench.has("The workspace file is damaged"));
    assert!(!bench.has_containing("in database main"), "users need not read what the database says");
    bench.answer(vec![bench.folder.path().join("saved")]);
    bench.click("Save what can be read…");
    bench.wait_for_label("What could be read is saved");
    bench.click("Open the new file");
    bench.wait_for_label("saved in saved.onrecord");
}

#[test]
fn what_another_version_analyzed_is_analyzed_again_with_a_report() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("old.onrecord");
    save(&path, &Settings { names: NameSource::Model });
    bench.open(vec![path]);
    bench.wait("the offer", |bench| bench.has_containing("3 documents analyzed by another version"));
    bench.run();
    bench.click("Analyze again");
    bench.wait_for_label("Analyzed again");
    assert!(bench.has_containing("3 documents analyzed again"));
    assert!(!bench.has_containing("analyzed by another version"), "it is offered no more");
    assert!(bench.has_containing("Every decision stands at its words."));
    bench.click("Close");
    bench.click("Edit");
    bench.click("Analyze again");
    bench.wait("the answer", |bench| bench.has_containing("every analysis is up to date"));
}

#[test]
fn another_version_of_a_document_takes_its_place_with_the_decisions() {
    let mut bench = Bench::with_stories();
    bench.press(Key::F);
    let newer = format!("UPDATE\n\n{}", STORIES[0].1);
    let newer = bench.file("newer.txt", newer.as_bytes());
    bench.answer(vec![newer]);
    bench.click("Edit");
    bench.click("Import again…");
    bench.wait("the report", |bench| bench.has_containing("1 decision followed to the new version"));
    bench.run();
    assert!(bench.has("3 documents") && bench.has_containing(", flagged"));
}

#[test]
fn on_a_slow_disk_the_window_goes_on_and_what_is_rejected_gives_way_once_that_is_written() {
    let (mut bench, path) = with_file();
    bench.open(vec![path.clone()]);
    bench.wait_for_label("saved in kept.onrecord");
    bench.run();
    bench.press_with(Modifiers::ALT, Key::Num2);
    while !bench.has("Selected: Iraq") {
        bench.press(Key::ArrowRight);
    }
    let held = rusqlite::Connection::open(&path).unwrap();
    held.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    held.execute_batch("BEGIN IMMEDIATE").unwrap();
    bench.press(Key::X);
    assert!(bench.has("saving") && bench.has("Selected: Iraq"), "nothing is shown that is not in the file");
    held.execute_batch("COMMIT").unwrap();
    bench.wait_for_label("Selected: Baghdad");
    assert!(bench.has("saved in kept.onrecord"));
}
