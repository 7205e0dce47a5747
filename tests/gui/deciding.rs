//! The panels for decisions: history, notes, menus where things stand.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};
use onrecord::{
    analysis::{Settings, analyze},
    lexicon::Lexicon,
    model::{Document, Fingerprint, MentionId, Span},
    workspace::{Item, Stamp, Workspace, gestures},
};

use crate::kit::{Bench, STORIES};

/// A window with the three stories, of which two were flagged and one reviewed.
fn with_decisions() -> Bench {
    let mut bench = Bench::with_stories();
    bench.press(Key::F);
    bench.press(Key::J);
    bench.press(Key::F);
    bench.press(Key::V);
    bench
}

fn rows(bench: &Bench) -> Vec<String> {
    bench.labels(Role::ListItem).into_iter().filter(|row| row.contains(':')).collect()
}

#[test]
fn the_history_lists_what_was_done_newest_first_and_leads_to_it() {
    let mut bench = with_decisions();
    bench.press_with(Modifiers::ALT, Key::Num9);
    let rows = rows(&bench);
    assert!(rows[0].starts_with("Mark document as reviewed") && rows[2].starts_with("Flag document"), "{rows:?}");
    bench.type_into("Filter history", "reviewed");
    assert!(!bench.has_containing("Flag document,"));
    bench.click_containing("Mark document as reviewed,");
    assert!(bench.has_containing("Iraq opened an inquiry"));
}

#[test]
fn the_history_goes_back_to_an_entry() {
    let mut bench = with_decisions();
    bench.press_with(Modifiers::ALT, Key::Num9);
    let first = bench.harness.get_all_by_label_contains("Flag document,").last().unwrap();
    first.click_secondary();
    bench.run();
    bench.click("Go back to here");
    let flagged = |bench: &Bench| {
        bench.labels(Role::ListBoxOption).iter().filter(|document| document.contains(", flagged")).count()
    };
    assert!(rows(&bench)[0].starts_with("Go back 2 steps"), "{:?}", rows(&bench));
    assert_eq!(flagged(&bench), 1);
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert!(rows(&bench)[0].starts_with("Undo go back 2 steps"), "{:?}", rows(&bench));
    assert_eq!(flagged(&bench), 2);
}

#[test]
fn notes_are_listed_with_what_they_should_say_otherwise() {
    let mut bench = Bench::with_stories();
    for text in ["Ask the embassy", "With high confidence, an attack is likely"] {
        bench.press_with(Modifiers::ALT, Key::Num0);
        bench.click("New note…");
        bench.harness.event(egui::Event::Text(text.to_owned()));
        bench.run();
        bench.press_with(Modifiers::COMMAND, Key::Enter);
    }
    assert!(bench.has_containing("Ask the embassy, on "), "both are about one document");
    assert!(bench.has_containing("With high confidence, an attack is likely, on "));
    assert!(bench.has_containing("remark  “high confidence”"), "the details tell it too");
    bench.click_containing("Ask the embassy, on ");
    bench.press(Key::Enter);
    let note = bench.harness.get_by_role_and_label(Role::MultilineTextInput, "Note");
    assert_eq!(note.accesskit_node().value().as_deref(), Some("Ask the embassy"));
}

#[test]
fn words_that_are_not_tagged_take_notes_and_tags() {
    let mut bench = Bench::with_stories();
    let type_text = |bench: &mut Bench, text: &str| {
        bench.harness.event(egui::Event::Text(text.to_owned()));
        bench.run();
    };
    bench.press_with(Modifiers::COMMAND, Key::F);
    type_text(&mut bench, "respond");
    bench.press(Key::Escape);
    bench.press(Key::E);
    assert!(bench.has("Note on “respond”"));
    type_text(&mut bench, "Ask in what way");
    bench.press_with(Modifiers::COMMAND, Key::Enter);
    bench.press(Key::B);
    type_text(&mut bench, "urgent");
    bench.press(Key::Enter);
    for told in ["Ask in what way  ", "urgent  "] {
        assert!(bench.has_containing(told), "the details of the document list both");
    }
    bench.press_with(Modifiers::ALT, Key::Num0);
    bench.press(Key::Home);
    assert!(bench.has_containing("Ask in what way, on “respond”"));
}

#[test]
fn rows_and_cards_have_a_menu_of_their_own() {
    let mut bench = Bench::with_stories();
    bench.harness.get_all_by_label_contains("Iraq, place").next().unwrap().click_secondary();
    bench.run();
    bench.click_containing("Rename entity…");
    assert!(bench.has("Rename the entity"));
    bench.press(Key::Escape);
    bench.harness.get_all_by_role(Role::ListBoxOption).nth(1).unwrap().click_secondary();
    bench.run();
    bench.click_containing("Mark as unread");
    assert!(bench.has_containing(", unread"));
}

/// A workspace in which another engine took "Iraq condemned" for a name, and the user confirmed that.
fn with_a_name_that_goes() -> Workspace {
    let document = Document::plain("one", STORIES[0].1);
    let mut analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    let start = analysis.mentions[0].span.start();
    let words = "Iraq condemned";
    assert!(document.text[start..].starts_with(words));
    analysis.mentions[0].span = Span::new(&document.text, start, start + words.len()).unwrap();
    analysis.fingerprint = Fingerprint::default();
    let mut workspace = Workspace::default();
    let doc = workspace.add(document.into(), analysis.into());
    let place = gestures::place(&workspace, Item::Mention(doc, MentionId(0))).unwrap();
    let stamp = Stamp { time: chrono::DateTime::UNIX_EPOCH, author: "Ada".to_owned() };
    workspace.apply(gestures::confirm(&[place]), stamp).unwrap();
    workspace
}

#[test]
fn a_decision_whose_words_moved_is_listed_with_an_offer() {
    let mut bench = Bench::over(with_a_name_that_goes());
    bench.run();
    bench.click("Edit");
    bench.click("Analyze again");
    bench.wait_for_label("Analyzed again");
    assert!(bench.has_containing("One decided place lost its words"));
    bench.click("Show them");
    bench.wait("the orphans", |bench| bench.has_containing("“Iraq condemned”, mention: confirmed"));
    bench.click("Move to “Iraq”: Iraq condemned");
    bench.wait("none is left", |bench| bench.has_containing("Every decision stands at its words"));
    bench.press_with(Modifiers::ALT, Key::Num9);
    assert!(rows(&bench)[0].starts_with("Move decision"));
    bench.press_with(Modifiers::COMMAND, Key::Z);
    bench.click("Orphans tab");
    bench.wait("it is back", |bench| bench.has("Drop decisions: Iraq condemned"));
}

#[test]
fn tags_are_made_grouped_renamed_searched_and_deleted() {
    let mut bench = Bench::with_stories();
    bench.press(Key::B);
    bench.harness.event(egui::Event::Text("urgent".to_owned()));
    bench.run();
    bench.press(Key::Enter);
    bench.click("Correct");
    bench.click("All tags…");
    bench.type_into("New tag", "legal");
    bench.click("Add tag");
    bench.click("Group of urgent: no group");
    bench.harness.get_all_by_label("legal").last().unwrap().click();
    bench.run();
    assert!(bench.has("Group of urgent: legal"));
    bench.click("Colour of urgent");
    bench.click("teal");
    bench.click("urgent");
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.harness.event(egui::Event::Text("hot".to_owned()));
    bench.run();
    bench.click("Rename");
    assert!(bench.has("Group of hot: legal") && !bench.has("Colour of urgent"));
    bench.click("1 thing");
    bench.wait("what has it", |bench| bench.has_containing("0 hits: "));
    bench.click("Correct");
    bench.click("All tags…");
    bench.click("Delete tag legal");
    assert!(bench.has("Group of hot: no group"), "what was under it moves up");
}

#[test]
fn the_history_tells_by_whom() {
    let mut bench = Bench::with_stories();
    bench.click("Edit");
    bench.click("Your name…");
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.harness.event(egui::Event::Text("Orla Denn".to_owned()));
    bench.run();
    bench.press(Key::Enter);
    bench.press_with(Modifiers::ALT, Key::Num1);
    bench.press(Key::F);
    bench.press_with(Modifiers::ALT, Key::Num9);
    assert!(rows(&bench)[0].contains("Orla Denn"));
}
