//! Getting documents in: dialogs, drops, pasted text, typed paths, and what goes wrong.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;

use crate::kit::{Bench, STORIES};

#[test]
fn the_first_window_says_what_to_do() {
    let bench = Bench::new();
    for label in ["Open files…", "Open folder…", "Open the sample corpus", "No documents"] {
        assert!(bench.has(label), "{label}");
    }
}

#[test]
fn files_open_through_the_dialog_and_the_first_is_shown() {
    let bench = Bench::with_stories();
    assert!(bench.has_containing("Iraq condemned the strike"));
    assert!(bench.has("2 unread"));
    assert_eq!(bench.labels(Role::ListBoxOption).len(), 3);
}

#[test]
fn a_folder_opens_with_all_its_files() {
    let mut bench = Bench::new();
    for (name, text) in STORIES {
        bench.file(name, text.as_bytes());
    }
    bench.answer(vec![bench.folder.path().to_owned()]);
    bench.click("Open folder…");
    bench.wait_for_label("3 documents");
}

#[test]
fn the_sample_corpus_opens_from_the_start_screen() {
    let mut bench = Bench::new();
    bench.click("Open the sample corpus");
    bench.wait_for_label("16 documents");
}

#[test]
fn dropped_files_open() {
    let mut bench = Bench::new();
    let file = bench.file("dropped.txt", b"Jordan mourned on Monday.");
    bench.harness.input_mut().hovered_files.push(egui::HoveredFile::default());
    bench.harness.step();
    assert!(bench.has("Drop to open"));
    bench.harness.input_mut().hovered_files.clear();
    bench.drop_file(file);
    bench.wait_for_label("1 document");
}

#[test]
fn pasted_text_becomes_a_document() {
    let mut bench = Bench::new();
    bench.harness.event(egui::Event::Paste("Jordan mourned three soldiers on Monday.".to_owned()));
    bench.harness.step();
    bench.wait_for_label("1 document");
    assert!(bench.has_containing("Jordan mourned"));
}

#[test]
fn text_pasted_into_a_field_stays_there() {
    let mut bench = Bench::with_stories();
    bench.harness.get_by_label("Filter documents").focus();
    bench.run();
    bench.harness.event(egui::Event::Paste("2024-02-09".to_owned()));
    bench.run();
    assert!(bench.has("3 documents"));
    assert_eq!(bench.labels(Role::ListBoxOption).len(), 1);
}

#[test]
fn without_a_file_dialog_a_path_can_be_typed() {
    let mut bench = Bench::new();
    let file = bench.file("typed.txt", b"Jordan mourned on Monday.");
    bench.click("Open files…");
    assert!(bench.has_containing("No file dialog came up"));
    bench.type_into("Path", file.to_str().unwrap());
    bench.click("Open");
    bench.wait_for_label("1 document");
}

#[test]
fn what_was_skipped_is_listed_with_its_reason() {
    let mut bench = Bench::new();
    let good = bench.file("good.txt", b"Jordan mourned on Monday.");
    let missing = bench.folder.path().join("missing.txt");
    bench.open(vec![good, missing]);
    bench.wait_for_label("Some files were skipped");
    assert!(bench.has_containing("missing.txt"));
    assert!(bench.has("1 document read, 1 file skipped. Nothing else is affected."));
    bench.press(Key::Escape);
    assert!(!bench.has("Some files were skipped"));
    assert!(bench.has("1 document"));
}

#[test]
fn the_same_file_is_not_opened_twice() {
    let mut bench = Bench::with_stories();
    let again = bench.folder.path().join("one.txt");
    bench.open(vec![again]);
    bench.wait("a message", |bench| bench.has_containing("the same text is already open"));
    assert!(bench.has("3 documents"));
}

#[test]
fn recent_paths_are_in_the_menu() {
    let mut bench = Bench::with_stories();
    bench.click("File");
    bench.harness.get_by_label("Open recent").hover();
    bench.run();
    bench.wait("recent paths", |bench| bench.has_containing("two.txt"));
}

#[test]
fn a_cancelled_dialog_changes_nothing() {
    let mut bench = Bench::new();
    // The dialog has the keyboard.
    bench.harness.input_mut().focused = false;
    bench.press_with(Modifiers::COMMAND, Key::O);
    bench.harness.input_mut().focused = true;
    bench.run();
    assert!(bench.has("No documents") && !bench.has("Path"));
    // Another time none comes up, which the desktop knows only after a while.
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(bench.has("Path"));
}

#[test]
fn reading_many_files_can_be_stopped() {
    let mut bench = Bench::new();
    // Long enough that no machine has read them all before the click arrives.
    for i in 0..600 {
        let text = format!("Story {i}. {}", "The ministry said that three people had died in the raid. ".repeat(400));
        bench.file(&format!("{i}.txt"), text.as_bytes());
    }
    bench.answer(vec![bench.folder.path().to_owned()]);
    bench.click("Open folder…");
    bench.wait_for_label("Cancel: Reading and analyzing");
    bench.harness.get_by_label("Cancel: Reading and analyzing").click();
    bench.wait("a message", |bench| bench.has_containing("read before stay open"));
    assert!(!bench.has("600 documents"));
}

#[test]
fn the_columns_of_a_table_are_asked_for() {
    let mut bench = Bench::new();
    let table = bench.file(
        "rows.csv",
        b"nr,lead,body\n1,Short words that are no story,\"Jordan mourned three soldiers on Monday, the king said.\"\n2,More,\"The army said nothing.\"\n",
    );
    bench.answer(vec![table]);
    bench.click("Open files\u{2026}");
    bench.wait_for_label("Which column is what?");
    assert!(bench.has("Text: body") && bench.has_containing("Jordan mourned three soldiers"));
    bench.click("Next row");
    assert!(bench.has("The army said nothing."));
    bench.click("Title: none");
    bench.click("lead");
    assert!(bench.has("Title: lead"));
    bench.click("Read 2 rows");
    bench.wait_for_label("2 documents");
    assert!(bench.has("Short words that are no story"));
}

#[test]
fn web_pages_and_letters_open_like_text() {
    let mut bench = Bench::new();
    let page =
        bench.file("page.html", b"<title>Soldiers mourned</title><p>Jordan mourned three soldiers on Monday.</p>");
    let mail = bench.file(
        "letter.eml",
        b"Subject: Soldiers\r\nFrom: Mira Tolan <mira@coastwire.example>\r\n\r\nThe army said nothing.\r\n",
    );
    bench.answer(vec![page, mail]);
    bench.click("Open files\u{2026}");
    bench.wait_for_label("2 documents");
    assert!(bench.has("Soldiers mourned"));
}
