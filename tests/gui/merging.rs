//! Suggested merges, side by side, and project rules.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;

use crate::kit::Bench;

/// A window with two stories that spell a minister's name differently, and one about somebody of the same surname.
fn with_namesakes() -> Bench {
    let mut bench = Bench::new();
    let files = [
        (
            "one.txt",
            "Interior Minister Nadim al-Haddari closed the port on Monday.\n\nMinister al-Haddari said it was safe.",
        ),
        ("two.txt", "Interior Minister Nadeem El-Hadari opened the port on Friday, a statement said."),
        ("three.txt", "Poet Orla Denn met Pavel Marsh in Velle on Sunday."),
    ];
    let files = files.map(|(name, text)| bench.file(name, text.as_bytes())).to_vec();
    bench.open(files);
    bench.wait_for_label("3 documents");
    bench.run();
    bench.press_with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::D);
    bench
}

fn review(bench: &mut Bench) {
    bench.press_with(Modifiers::COMMAND, Key::M);
    bench.wait("the pairs", |bench| bench.has_containing("may be two spellings") || bench.has_containing("No two"));
    bench.run();
}

fn ministers(bench: &Bench) -> usize {
    bench.labels(Role::Row).iter().filter(|row| row.contains("Hadari") || row.contains("Haddari")).count()
}

#[test]
fn a_suggested_merge_shows_both_sides_and_is_made_by_one_key() {
    let mut bench = with_namesakes();
    assert_eq!(ministers(&bench), 2);
    review(&mut bench);
    assert!(bench.has("Are these the same?") && bench.has("For it"));
    assert!(bench.has_containing("closed the port") && bench.has_containing("opened the port"));
    bench.press(Key::S);
    assert!(bench.has_containing("1 merged, 0 kept apart"));
    bench.press(Key::U);
    assert!(bench.has_containing("may be two spellings"), "the last answer is taken back");
    bench.press(Key::S);
    bench.click("Close");
    assert_eq!(ministers(&bench), 1);
}

#[test]
fn not_the_same_is_remembered_and_later_comes_again() {
    let mut bench = with_namesakes();
    review(&mut bench);
    bench.press(Key::L);
    assert!(bench.has_containing("0 merged, 0 kept apart"));
    bench.press(Key::ArrowLeft);
    bench.press(Key::N);
    bench.press(Key::Escape);
    review(&mut bench);
    assert!(bench.has("No two entities look as if they were one."));
    bench.press(Key::Escape);
    assert_eq!(ministers(&bench), 2);
}

fn entities(bench: &Bench) -> usize {
    bench.labels(Role::Row).len()
}

#[test]
fn several_entities_are_picked_by_key_and_made_one_in_one_step() {
    let mut bench = with_namesakes();
    let n = entities(&bench);
    bench.press_with(Modifiers::ALT, Key::Num3);
    bench.press(Key::ArrowDown);
    bench.press_with(Modifiers::SHIFT, Key::ArrowDown);
    bench.press(Key::ArrowDown);
    bench.press(Key::ArrowDown);
    bench.press(Key::Space);
    assert!(bench.has("3 entities picked"));
    bench.press(Key::M);
    assert!(!bench.has_containing(" picked"));
    assert_eq!(entities(&bench), n - 2);
    // Un-merged at any time, by a key too.
    bench.press_with(Modifiers::SHIFT, Key::M);
    assert_eq!(entities(&bench), n);
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(entities(&bench), n - 2);
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(entities(&bench), n);
}

#[test]
fn several_entities_are_picked_by_clicks_and_left_again() {
    let mut bench = with_namesakes();
    let n = entities(&bench);
    let click = |bench: &mut Bench, row: usize, modifiers| {
        bench.harness.get_all_by_role(Role::Row).nth(row).unwrap().click_modifiers(modifiers);
        bench.run();
    };
    click(&mut bench, 0, Modifiers::NONE);
    click(&mut bench, 2, Modifiers::COMMAND);
    assert!(bench.has("2 entities picked"));
    click(&mut bench, 2, Modifiers::COMMAND);
    assert!(!bench.has_containing(" picked"));
    click(&mut bench, 3, Modifiers::SHIFT);
    assert!(bench.has_containing(" picked"));
    bench.press(Key::Escape);
    assert!(!bench.has_containing(" picked"));
    click(&mut bench, 0, Modifiers::NONE);
    click(&mut bench, 1, Modifiers::SHIFT);
    bench.click("Merge them");
    assert_eq!(entities(&bench), n - 1);
}

#[test]
fn a_rule_is_made_with_a_preview_and_dropped() {
    let mut bench = with_namesakes();
    bench.press_with(Modifiers::COMMAND, Key::R);
    bench.harness.event(egui::Event::Text("Velle".to_owned()));
    bench.run();
    bench.click("What the rule does: never tag");
    bench.click("always event");
    bench.wait("the preview", |bench| bench.has_containing(" in 1 document"));
    bench.click("Add rule");
    bench.run();
    assert!(bench.has("Velle, always event, all documents"));
    bench.click("Drop the rule for Velle");
    assert!(bench.has("There are no rules yet."));
}

#[test]
fn rules_are_edited_as_text_and_go_out_and_in_as_files() {
    let mut bench = with_namesakes();
    let file = bench.file("rules.txt", b"Velle\tnever\nPavel Marsh\talways\tplace\n");
    bench.press_with(Modifiers::COMMAND, Key::R);
    bench.answer(vec![file]);
    bench.click("Import…");
    bench.wait("the rules", |bench| bench.has("Pavel Marsh, always place, all documents"));
    let written = bench.folder.path().join("out.txt");
    bench.answer(vec![written.clone()]);
    bench.click("Export…");
    bench.wait("the file", |_| written.exists());
    let text = std::fs::read_to_string(&written).unwrap();
    assert!(text.ends_with("Pavel Marsh\talways\tplace\nVelle\tnever\n"), "{text}");
    bench.click("Edit as text");
    bench.harness.get_by_label("Rules as text").focus();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.harness.event(egui::Event::Text("Orla Denn\tsometimes".to_owned()));
    bench.run();
    assert!(bench.has_containing("Line 1:"));
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.harness.event(egui::Event::Text("Orla Denn\tnever".to_owned()));
    bench.run();
    bench.click("Use these rules");
    assert!(bench.has("Orla Denn, never tag, all documents") && !bench.has_containing("Pavel Marsh, always"));
}
