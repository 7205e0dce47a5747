//! The attribution ledger: rows, filters, order, keyboard, and the file it becomes.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::kit::Bench;

const STORIES: [(&str, &str); 2] = [
    (
        "first.txt",
        " date 2024-02-08 Iraq mourned on Thursday.\n\n\
        \"We will respond to the attack,\" said Yehia Rasool, the military spokesman.\n\n\
        The ministry denied that its drones had killed civilians, according to Maria Lopez.",
    ),
    ("second.txt", " date 2024-03-02 Maria Lopez accused Jordan of hiding the report on Friday."),
];

fn bench() -> Bench {
    let mut bench = Bench::with_size(1920.0, 1080.0);
    bench.open(STORIES.map(|(name, text)| bench.file(name, text.as_bytes())).to_vec());
    bench.wait_for_label("2 documents");
    bench.press_with(Modifiers::ALT, Key::Num7);
    bench
}

fn rows(bench: &Bench) -> Vec<String> {
    // The tables of the window share the role; rows of the ledger name an act.
    bench.labels(Role::Row).into_iter().filter(|row| !row.contains(" mention")).collect()
}

#[test]
fn the_ledger_opens_by_key_and_lists_all_stories() {
    let bench = bench();
    let rows = rows(&bench);
    assert!(rows.iter().any(|row| row.starts_with("Yehia Rasool, ") && row.contains("We will respond")), "{rows:?}");
    assert!(rows.iter().any(|row| row.starts_with("Maria Lopez, accuse")), "{rows:?}");
    assert!(bench.has(&format!("{} statements", rows.len())), "the count is on screen");
}

#[test]
fn filters_are_counted_and_cleared() {
    let mut bench = bench();
    let n_all = rows(&bench).len();
    bench.type_into("Filter statements", "respond");
    assert_eq!(rows(&bench).len(), 1);
    assert!(bench.has(&format!("1 of {n_all} statements")));
    bench.click("Clear filters");
    assert_eq!(rows(&bench).len(), n_all);
    bench.click("Speaker of statements: anybody");
    bench.click("Yehia Rasool");
    assert!(rows(&bench).iter().all(|row| row.starts_with("Yehia Rasool")));
    bench.click("Clear filters");
    bench.type_into("Days of statements", "2024-03");
    assert!(rows(&bench).iter().all(|row| row.ends_with("2024-03-02")) && !rows(&bench).is_empty());
}

#[test]
fn a_filter_that_nothing_passes_offers_the_way_back() {
    let mut bench = bench();
    bench.type_into("Filter statements", "zeppelin");
    assert!(bench.has("No statement matches the filters in all documents."));
    bench.click("Show all statements");
    assert!(!rows(&bench).is_empty());
}

#[test]
fn headings_sort_both_ways() {
    let mut bench = bench();
    let newest_first = rows(&bench);
    assert!(newest_first[0].ends_with("2024-03-02"));
    bench.click("Said, sorted down");
    assert!(rows(&bench)[0].ends_with("2024-02-08"));
    bench.click("Speaker");
    assert!(bench.has("Speaker, sorted up"));
}

#[test]
fn rows_lead_to_their_words_by_keyboard() {
    let mut bench = bench();
    bench.press(Key::ArrowDown);
    assert!(bench.has_containing("Selected: "), "the row is selected");
    bench.press(Key::Enter);
    assert!(bench.has("Story"), "Enter shows the words in the story");
}

#[test]
fn columns_hide_and_come_back() {
    let mut bench = bench();
    assert!(bench.has("Happened"));
    bench.click("Columns of the ledger: columns");
    let named = bench.harness.get_all_by_label("Happened");
    named.into_iter().find(|node| node.accesskit_node().role() != Role::ColumnHeader).unwrap().click();
    bench.run();
    bench.press(Key::Escape);
    assert!(!bench.has("Happened"));
}

#[test]
fn the_file_holds_exactly_what_is_shown() {
    let mut bench = bench();
    bench.type_into("Filter statements", "respond");
    let path = bench.folder.path().join("shown.csv");
    bench.answer(vec![path.clone()]);
    bench.click("Export…");
    bench.wait("a message", |bench| bench.has_containing("Exported ledger of the statements shown: 1 row"));
    let written = std::fs::read_to_string(&path).unwrap();
    let mut lines = written.lines();
    assert!(lines.next().unwrap().ends_with("about,happened_on,outlet,story,doc_id,sha256,start,end"));
    assert!(written.contains("We will respond to the attack") && !written.contains("Jordan"), "{written}");
}
