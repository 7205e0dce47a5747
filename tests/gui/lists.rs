//! The lists: filter, sort, scope, keyboard.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;

use onrecord::{
    model::{Analysis, Document, Entity, EntityType, Evidence, RuleId, Score, Sha256, Status},
    workspace::Workspace,
};
use std::sync::Arc;

use crate::kit::Bench;

/// A workspace with very many entities in one document.
fn many_entities(n: usize) -> Workspace {
    let document = Document {
        name: "many".to_owned(),
        path: None,
        title: "Many names".to_owned(),
        title_span: None,
        date: None,
        date_origin: None,
        source: None,
        byline: None,
        dateline: None,
        text: "Many names.".into(),
        body_start: 0,
        sha256: Sha256([0; 32]),
        encoding: "UTF-8".to_owned(),
        problems: Vec::new(),
    };
    let entity = |i: usize| Entity {
        etype: EntityType::Person,
        subtype: None,
        name: format!("Person {i:06}"),
        aliases: Vec::new(),
        status: Status::Named,
        gender: None,
        number: None,
        roles: Vec::new(),
        evidence: Evidence::new(RuleId::new("test"), Score::new(900)),
    };
    let analysis = Analysis { entities: (0..n).map(entity).collect(), ..Analysis::default() };
    let mut workspace = Workspace::default();
    workspace.add(Arc::new(document), Arc::new(analysis));
    workspace
}

#[test]
fn a_table_of_very_many_rows_scrolls_to_its_end_in_even_steps() {
    let mut bench = Bench::over(many_entities(60_000));
    bench.wait("rows", |bench| bench.labels(Role::Row).len() > 5);
    bench.press_with(Modifiers::ALT, Key::Num3);
    bench.press(Key::End);
    bench.run();
    assert!(bench.has("Selected: Person 059999"));
    assert!(bench.has_containing("Person 059999, person"));
    let mut tops: Vec<f32> = bench.texts_containing(", person,").into_iter().map(|(rect, _)| rect.top()).collect();
    tops.sort_by(f32::total_cmp);
    assert!(tops.len() > 3 && tops.windows(2).all(|pair| pair[1] - pair[0] == 26.0), "{tops:?}");
}

/// The names in the entity table, from top to bottom.
fn entities(bench: &Bench) -> Vec<String> {
    let rows = bench.labels(Role::Row);
    rows.into_iter().map(|row| row.split(',').next().unwrap().to_owned()).collect()
}

#[test]
fn documents_filter_and_sort() {
    let mut bench = Bench::with_stories();
    bench.type_into("Filter documents", "buried");
    assert_eq!(bench.labels(Role::ListBoxOption).len(), 1);
    bench.click("Clear: Filter documents");
    bench.click("Sort and filter documents: Sort");
    bench.click("Newest first");
    assert!(bench.labels(Role::ListBoxOption)[0].starts_with("Jordan buried"));
}

#[test]
fn a_filter_without_hits_offers_a_way_out() {
    let mut bench = Bench::with_stories();
    bench.type_into("Filter documents", "nothing like this");
    assert!(bench.has("No document matches the filter."));
    bench.click("Show all documents");
    assert_eq!(bench.labels(Role::ListBoxOption).len(), 3);
}

#[test]
fn documents_open_by_click_and_by_key() {
    let mut bench = Bench::with_stories();
    bench.click_containing("Jordan buried");
    assert!(bench.has_containing("3, February 10") || bench.has_containing("February 10, 2024"));
    bench.press(Key::ArrowUp);
    assert!(bench.has_containing("February 9, 2024"));
    bench.press(Key::K);
    assert!(bench.has_containing("February 8, 2024"));
    bench.press(Key::J);
    assert!(bench.has_containing("February 9, 2024"));
}

#[test]
fn the_entity_table_follows_the_scope() {
    let mut bench = Bench::with_stories();
    let here = entities(&bench);
    assert!(here.contains(&"Iraq".to_owned()) && here.contains(&"Baghdad".to_owned()), "{here:?}");
    assert!(!here.contains(&"Amman".to_owned()));
    bench.click("Entities of: this document");
    bench.click("all documents");
    assert!(entities(&bench).contains(&"Amman".to_owned()));
    bench.press_with(Modifiers::COMMAND, Key::D);
    assert!(!entities(&bench).contains(&"Amman".to_owned()));
}

#[test]
fn the_entity_table_sorts_by_its_headings() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    bench.click("Name");
    let mut sorted = entities(&bench);
    assert!(sorted.is_sorted_by_key(|name| name.to_lowercase()), "{sorted:?}");
    bench.click("Name, sorted up");
    sorted.reverse();
    assert_eq!(entities(&bench), sorted);
}

#[test]
fn the_entity_table_filters_by_text_and_type() {
    let mut bench = Bench::with_stories();
    bench.type_into("Filter entities", "bagh");
    assert_eq!(entities(&bench), ["Baghdad"]);
    bench.click("Clear: Filter entities");
    bench.click("Type of entities: all types");
    bench.click("vehicle");
    assert!(bench.has("No entity matches the filter in this document."));
    bench.click("Show all entities");
    assert!(!entities(&bench).is_empty());
}

#[test]
fn arrows_move_through_the_entity_table() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::ALT, Key::Num3);
    bench.press(Key::ArrowDown);
    let first = entities(&bench)[0].clone();
    bench.wait_for_label(&format!("Selected: {first}"));
    bench.press(Key::End);
    let last = entities(&bench).last().unwrap().clone();
    bench.wait_for_label(&format!("Selected: {last}"));
}

#[test]
fn a_flag_can_be_set_and_taken_back() {
    let mut bench = Bench::with_stories();
    bench.press(Key::F);
    assert!(bench.labels(Role::ListBoxOption)[0].ends_with("flagged"));
    bench.click("Edit");
    bench.click_containing("Undo flag document");
    assert!(!bench.labels(Role::ListBoxOption)[0].ends_with("flagged"));
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(bench.labels(Role::ListBoxOption)[0].ends_with("flagged"));
}

#[test]
fn only_flagged_documents_can_be_listed() {
    let mut bench = Bench::with_stories();
    bench.press(Key::F);
    bench.click("Sort and filter documents: Sort");
    bench.click("Only flagged");
    assert_eq!(bench.labels(Role::ListBoxOption).len(), 1);
}

#[test]
fn every_control_has_a_name_of_its_own() {
    let bench = Bench::with_stories();
    let mut seen = std::collections::BTreeSet::new();
    for role in [Role::Button, Role::TextInput, Role::Switch, Role::Tab, Role::ColumnHeader, Role::Link] {
        for label in bench.labels(role) {
            assert!(seen.insert(label.clone()), "two controls are called “{label}”");
        }
    }
    assert!(bench.harness.query_by_label("Switch between light and dark").is_some());
}
