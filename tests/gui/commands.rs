//! Commands: palette, cheat sheet, theme, panels, layout.

use egui::{Event, Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;

use crate::kit::Bench;

const QUERY: &str = "Search commands, documents and entities";

#[test]
fn the_palette_finds_commands_by_a_few_letters() {
    let mut bench = Bench::new();
    bench.press_with(Modifiers::COMMAND, Key::K);
    bench.harness.get_by_label(QUERY).type_text("keysh");
    bench.run();
    bench.press(Key::Enter);
    assert!(bench.has("Keyboard shortcuts") && bench.has("Next mention"));
    bench.press(Key::Escape);
    assert!(!bench.has("Next mention"));
}

#[test]
fn the_palette_finds_documents_and_entities() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND, Key::K);
    bench.harness.get_by_label(QUERY).type_text("baghdad");
    bench.run();
    bench.press(Key::Enter);
    assert!(bench.has("Selected: Baghdad"));
}

#[test]
fn the_palette_finds_a_command_by_what_it_does_and_undo_takes_that_back() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND, Key::K);
    bench.harness.get_by_label(QUERY).type_text("take out document");
    bench.run();
    assert!(bench.has_containing("Remove document, "));
    bench.press(Key::Enter);
    assert!(bench.has("2 documents") && bench.has_containing("The document is taken out of the workspace"));
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert!(bench.has("3 documents"));
}

#[test]
fn a_menu_that_is_higher_than_the_window_stays_below_the_bar() {
    let mut bench = Bench::with_stories();
    bench.harness.set_size(egui::vec2(1280.0, 600.0));
    bench.run();
    bench.click("Correct");
    let first = bench.harness.get_by_label_contains("Confirm").rect();
    assert!(first.top() > 20.0, "{first}");
}

#[test]
fn escape_closes_the_palette_and_keeps_the_selection() {
    let mut bench = Bench::with_stories();
    bench.click_containing("Iraq, place");
    bench.press_with(Modifiers::COMMAND, Key::K);
    assert!(bench.has(QUERY));
    bench.press(Key::Escape);
    assert!(!bench.has(QUERY) && bench.has("Selected: Iraq"));
}

#[test]
fn the_cheat_sheet_and_about_open_by_key_and_menu() {
    let mut bench = Bench::new();
    bench.press(Key::F1);
    assert!(bench.has("Keyboard shortcuts"));
    bench.click("Close");
    assert!(!bench.has("Next mention"));
    bench.click("Help");
    bench.click("About OnRecord");
    assert!(bench.has_containing("SIL Open Font License"));
}

#[test]
fn the_theme_switches() {
    let mut bench = Bench::new();
    let is_dark = |bench: &Bench| bench.harness.ctx.global_style().visuals.dark_mode;
    let before = is_dark(&bench);
    bench.click("Switch between light and dark");
    assert_ne!(is_dark(&bench), before);
    bench.click("View");
    bench.click_containing("Dark theme");
    assert!(is_dark(&bench));
}

#[test]
fn panels_close_and_come_back() {
    let mut bench = Bench::with_stories();
    bench.click("Close Details panel");
    assert!(!bench.has("Details tab"));
    bench.click("View");
    bench.click("Details panel");
    assert!(bench.has("Details tab"));
    bench.click("Claims tab");
    assert!(bench.has("Filter claims") && !bench.has("Filter quotes"));
    bench.click("View");
    bench.click("Reset layout");
    assert!(bench.has("Filter quotes"));
}

#[test]
fn keys_move_between_panels() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::ALT, Key::Num5);
    assert!(bench.has("Filter claims"));
    bench.press_with(Modifiers::ALT, Key::Num1);
    assert!(bench.harness.get_by_label("Documents").is_focused());
}

#[test]
fn keys_that_run_commands_type_nothing() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::ALT, Key::Num5);
    bench.type_into("Filter claims", "ferry");
    let (key, modifiers) = (Key::Num4, Modifiers::ALT);
    let press = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let events = [Event::ModifiersChanged(modifiers), press, Event::Text("4".to_owned())];
    bench.harness.input_mut().events.extend(events);
    bench.harness.step();
    bench.run();
    assert!(bench.has("Filter quotes"));
    bench.harness.input_mut().events.push(Event::ModifiersChanged(Modifiers::NONE));
    bench.press_with(Modifiers::ALT, Key::Num5);
    let field = bench.harness.get_by_role_and_label(Role::TextInput, "Filter claims");
    assert_eq!(field.value().as_deref(), Some("ferry"));
}

#[test]
fn letters_typed_into_a_field_run_no_command() {
    let mut bench = Bench::with_stories();
    bench.type_into("Filter documents", "f");
    bench.press(Key::F);
    assert!(!bench.has_containing(", flagged"));
}

#[test]
fn the_tab_key_reaches_the_first_button() {
    let mut bench = Bench::new();
    for _ in 0..20 {
        bench.press(Key::Tab);
        if bench.harness.get_by_label("Open files…").is_focused() {
            return;
        }
    }
    panic!("Tab never reached the button");
}

#[test]
fn a_small_window_still_shows_everything() {
    let bench = Bench::with_size(1280.0, 720.0);
    assert!(bench.has("Open files…") && bench.has("Search or run a command"));
}
