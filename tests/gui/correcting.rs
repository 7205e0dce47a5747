//! Corrections: by key, by list, undone, and what they look like.

use egui::{Key, Modifiers};

use crate::kit::Bench;

/// A window with the entity of the three stories selected whose row begins with these words.
fn with_selected(row: &str) -> Bench {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::D);
    bench.click_containing(row);
    bench
}

fn type_text(bench: &mut Bench, text: &str) {
    bench.harness.event(egui::Event::Text(text.to_owned()));
    bench.run();
}

#[test]
fn a_type_is_changed_by_two_keys_and_undone_by_one() {
    let mut bench = with_selected("Iraq, place");
    bench.press(Key::T);
    assert!(bench.has("Iraq is a"));
    type_text(&mut bench, "o");
    assert!(!bench.has("Iraq is a") && bench.has_containing("Iraq, organization"));
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert!(bench.has_containing("Iraq, place"));
    bench.press_with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
    assert!(bench.has_containing("Iraq, organization"));
}

#[test]
fn a_long_list_is_whole_after_a_short_one() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::ALT, Key::Num5);
    bench.press(Key::Home);
    bench.press(Key::B);
    type_text(&mut bench, "urgent");
    bench.press(Key::Enter);
    bench.press(Key::B);
    bench.press(Key::Escape);
    bench.press(Key::G);
    let (rect, _) = bench.texts_containing("Improbable").remove(0);
    bench.click_at(rect.center());
    assert!(bench.has_containing("–5"), "the row is where it is drawn, and can be clicked");
}

#[test]
fn a_key_that_can_do_nothing_says_what_it_needs() {
    let mut bench = Bench::with_stories();
    bench.press(Key::Y);
    assert!(bench.has("Select something that is tagged first"));
    bench.press(Key::P);
    assert!(bench.has("Select a claim first") && !bench.has("Select something that is tagged first"));
}

#[test]
fn the_keyboard_goes_back_to_the_story_after_a_choice() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::ALT, Key::Num2);
    bench.press(Key::ArrowRight);
    assert!(bench.has("Selected: Iraq"));
    bench.press(Key::T);
    type_text(&mut bench, "o");
    bench.press(Key::ArrowRight);
    assert!(!bench.has("Selected: Iraq"), "the arrow reads on");
    // What the palette goes to keeps the keyboard.
    bench.press_with(Modifiers::COMMAND, Key::K);
    type_text(&mut bench, "go to entities");
    bench.press(Key::Enter);
    bench.press(Key::Home);
    assert!(bench.has("Selected: Iraq"), "{:?}", bench.texts_containing("Selected: "));
}

#[test]
fn words_that_were_looked_for_are_tagged_by_the_next_keys() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND, Key::F);
    type_text(&mut bench, "condemned");
    bench.press(Key::Escape);
    bench.press(Key::T);
    assert!(bench.has("Tag “condemned” as"));
    type_text(&mut bench, "e");
    assert!(bench.has("Status: tagged by you"));
}

#[test]
fn confirming_and_rejecting_show_in_the_details_and_the_table() {
    let mut bench = with_selected("Jordan, place");
    bench.press(Key::N);
    bench.press(Key::Y);
    assert!(bench.has("Status: confirmed by you"));
    bench.press(Key::X);
    assert!(!bench.has("Status: confirmed by you"));
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert!(bench.has("Status: confirmed by you"), "undo selects the words again");
}

#[test]
fn two_entities_become_one_and_two_again() {
    let mut bench = with_selected("Iraq, place");
    bench.press(Key::M);
    type_text(&mut bench, "Jordan");
    bench.press(Key::Enter);
    assert!(!bench.has_containing("Jordan, place"));
    bench.press_with(Modifiers::SHIFT, Key::M);
    assert!(bench.has_containing("Jordan, place"));
}

#[test]
fn a_note_is_written_and_found_again() {
    let mut bench = with_selected("Iraq, place");
    bench.press(Key::E);
    type_text(&mut bench, "Ask the embassy");
    bench.press_with(Modifiers::COMMAND, Key::Enter);
    assert!(bench.has("Note: Ask the embassy"));
}

#[test]
fn reviewing_goes_on_to_the_next_document() {
    let mut bench = Bench::with_stories();
    bench.press(Key::V);
    bench.press(Key::V);
    bench.press(Key::V);
    assert!(bench.has_containing("All documents of the list are reviewed"));
}

#[test]
fn a_saved_workspace_opens_with_its_decisions() {
    let mut bench = with_selected("Iraq, place");
    bench.press(Key::T);
    type_text(&mut bench, "o");
    let path = bench.folder.path().join("kept.onrecord");
    bench.answer(vec![path.clone()]);
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.wait_for_label("saved in kept.onrecord");
    let Bench { harness, folder, .. } = bench;
    drop(harness);
    let mut again = Bench::new();
    again.open(vec![folder.path().join("kept.onrecord")]);
    again.wait_for_label("saved in kept.onrecord");
    again.wait("the documents", |bench| bench.has("3 documents"));
    again.press_with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::D);
    assert!(again.has_containing("Iraq, organization"));
}

#[test]
fn closing_asks_before_decisions_are_lost() {
    let mut bench = with_selected("Iraq, place");
    bench.press_with(Modifiers::COMMAND, Key::Q);
    assert!(!bench.has("Close without saving"), "nothing was decided yet");
    bench.press(Key::T);
    type_text(&mut bench, "o");
    bench.press_with(Modifiers::COMMAND, Key::Q);
    assert!(bench.has("Close without saving"));
    bench.answer(vec![bench.folder.path().join("kept.onrecord")]);
    bench.click("Save…");
    bench.wait_for_label("saved in kept.onrecord");
    bench.press_with(Modifiers::COMMAND, Key::Q);
    assert!(!bench.has("Close without saving"));
}

#[test]
fn the_cheat_sheet_shows_the_keys_of_all_menus() {
    let mut bench = Bench::new();
    bench.press(Key::F1);
    for name in ["Quit", "Undo", "Confirm", "Search or run a command…", "Next mention"] {
        assert!(bench.has(name), "{name}");
    }
}

#[test]
fn words_selected_by_key_are_tagged_and_made_longer() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::ALT, Key::Num2);
    // From the beginning of the story: the first word is a name, the second is not.
    bench.press_with(Modifiers::SHIFT, Key::ArrowRight);
    bench.press_with(Modifiers::SHIFT, Key::ArrowRight);
    bench.press(Key::T);
    assert!(bench.has("Tag “Iraq condemned” as"));
    type_text(&mut bench, "e");
    assert!(bench.has("Status: tagged by you"));
    bench.press_with(Modifiers::ALT, Key::ArrowRight);
    assert!(bench.has_containing("“Iraq condemned the”"));
    bench.press(Key::X);
    assert!(!bench.has("Status: tagged by you"));
}
