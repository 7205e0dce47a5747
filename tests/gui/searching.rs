//! Searching all documents: the query language, what is found, marks in the story, saved searches.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;

use crate::kit::Bench;

const FIELD: &str = "Search all documents";
const FIND: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A window with the three stories and a query typed into the search.
fn with_query(query: &str) -> Bench {
    let mut bench = Bench::with_stories();
    bench.press_with(FIND, Key::F);
    bench.type_into(FIELD, query);
    bench
}

fn hits(bench: &Bench) -> Vec<String> {
    bench.labels(Role::ListItem).into_iter().filter(|row| row.contains(" hit")).collect()
}

#[test]
fn hits_come_with_snippets_and_lead_to_their_words() {
    let mut bench = with_query("jordan");
    bench.wait("hits", |bench| hits(bench).len() == 2);
    assert!(hits(&bench)[0].contains("1 hit: ") && hits(&bench)[0].contains("Jordan offered help"));
    bench.press(Key::Enter);
    assert!(bench.has_containing("Iraq opened an inquiry"), "the first document is shown");
    bench.press_with(FIND, Key::F);
    bench.press(Key::ArrowDown);
    bench.press(Key::ArrowDown);
    assert!(bench.has_containing("Jordan buried three soldiers"));
}

#[test]
fn the_language_is_shown_tried_and_corrected() {
    let mut bench = Bench::with_stories();
    bench.press_with(FIND, Key::F);
    assert!(bench.has("What you can ask"));
    bench.click("ferry OR boat");
    bench.wait("no hits", |bench| bench.has_containing("No document matches"));
    bench.click(&format!("Clear: {FIELD}"));
    bench.type_into(FIELD, "jordan type:ship");
    assert!(bench.has_containing("vehicle") && bench.has_containing("There is no type"), "it says what there is");
}

#[test]
fn a_search_is_saved_tried_again_and_forgotten() {
    let mut bench = with_query("jordan NOT iraq");
    bench.wait("hits", |bench| hits(bench).len() == 1);
    bench.click("Save search…");
    bench.harness.event(egui::Event::Text("Jordan alone".to_owned()));
    bench.run();
    bench.press(Key::Enter);
    assert!(bench.has("Forget"));
    bench.click(&format!("Clear: {FIELD}"));
    bench.click("Saved searches: Saved");
    bench.click("Jordan alone");
    bench.wait("hits", |bench| hits(bench).len() == 1);
    bench.click("Forget");
    assert!(bench.has("Save search…"));
}

#[test]
fn the_list_of_documents_takes_the_same_language() {
    let mut bench = with_query("soldiers");
    bench.wait("hits", |bench| hits(bench).len() == 1);
    bench.click("Only these");
    bench.wait("the list", |bench| bench.labels(Role::ListBoxOption).len() == 1);
    bench.click("Clear: Filter documents");
    bench.type_into("Filter documents", "before:2024-02-10 jordan");
    bench.wait("the list", |bench| {
        let rows = bench.labels(Role::ListBoxOption);
        rows.len() == 1 && rows[0].contains("Feb 9, 2024")
    });
}

#[test]
fn escape_takes_the_marks_away_and_keeps_the_query() {
    let mut bench = with_query("jordan");
    bench.wait("hits", |bench| hits(bench).len() == 2);
    bench.press(Key::Enter);
    bench.press_with(Modifiers::ALT, Key::Num2);
    bench.press(Key::F3);
    bench.press(Key::Escape);
    assert_eq!(hits(&bench).len(), 2);
    assert!(bench.harness.get_by_role_and_label(Role::TextInput, FIELD).value().is_some());
}

#[test]
fn the_lists_of_statements_take_the_same_language() {
    let mut bench = Bench::with_stories();
    bench.press_with(FIND, Key::D);
    bench.press_with(Modifiers::ALT, Key::Num5);
    let claims = |bench: &Bench| bench.labels(Role::ListItem).len();
    let all = claims(&bench);
    bench.type_into("Filter claims", "act:condemn before:2024-02-09");
    bench.wait("one claim", |bench| claims(bench) == 1);
    assert!(all > 1 && bench.has_containing("Iraq"));
    bench.click("Clear: Filter claims");
    bench.type_into("Filter claims", "jordan NOT amman");
    bench.wait("those of one story", |bench| {
        let rows = bench.labels(Role::ListItem);
        !rows.is_empty() && rows.iter().all(|row| row.contains("inquiry") || row.contains("help"))
    });
}

#[test]
fn the_entities_of_what_matches_are_listed() {
    let mut bench = Bench::with_stories();
    bench.press_with(FIND, Key::D);
    let rows = |bench: &Bench| bench.labels(Role::Row);
    bench.wait("all entities", |bench| rows(bench).len() > 3);
    bench.type_into("Filter entities", "type:place after:2024-02-09");
    bench.wait("those of the last story", |bench| rows(bench).len() == 2);
    assert!(rows(&bench).iter().all(|row| row.starts_with("Jordan") || row.starts_with("Amman")));
}
