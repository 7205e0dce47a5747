//! Reading: selecting in the story, stepping through mentions, finding, sizes, scripts.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::kit::Bench;

/// The line below the headline: date and number of words.
fn date(bench: &Bench) -> String {
    let texts = bench.texts_containing(" words");
    texts.into_iter().map(|(_, text)| text).find(|text| text.contains(", 2024")).unwrap_or_default()
}

#[test]
fn the_next_mention_may_stand_in_another_document() {
    let mut bench = Bench::with_stories();
    bench.click_containing("Iraq, place");
    assert!(bench.has("Selected: Iraq"));
    for _ in 0..3 {
        bench.press(Key::N);
    }
    assert!(date(&bench).contains("February 9"), "{}", date(&bench));
    bench.press_with(Modifiers::SHIFT, Key::N);
    assert!(date(&bench).contains("February 8"), "{}", date(&bench));
}

#[test]
fn the_selection_goes_along_to_other_documents() {
    let mut bench = Bench::with_stories();
    bench.click_containing("Iraq, place");
    bench.press(Key::J);
    assert!(bench.has("Selected: Iraq"));
    bench.press(Key::Escape);
    assert!(!bench.has("Selected: Iraq"));
}

#[test]
fn details_lead_to_the_words() {
    let mut bench = Bench::with_stories();
    bench.click_containing("Iraq, place");
    bench.activate_containing("Mentions: Feb 9, 2024");
    assert!(date(&bench).contains("February 9"));
}

#[test]
fn another_name_leads_to_the_sentence_that_introduces_it() {
    let mut bench = Bench::new();
    let text = " date 2024-03-05 Ships of the Orun Coastal League (OCL) left Velle on Monday.\n\nThe OCL said so.";
    let file = bench.file("league.txt", text.as_bytes());
    bench.open(vec![file]);
    bench.wait_for_label("1 document");
    bench.run();
    bench.click_containing("Orun Coastal League, ");
    let alias = "Also called: OCL  Ships of the Orun Coastal League (OCL) left Velle on Monday.";
    assert!(bench.has(alias), "{:?}", bench.texts_containing("Also called"));
    bench.activate_containing(alias);
    assert!(bench.has_containing("Selected: “OCL”"), "{:?}", bench.texts_containing("Selected: "));
}

#[test]
fn words_of_the_story_are_selected_by_a_click_and_by_key() {
    let mut bench = Bench::with_stories();
    // The headline shows the same words above the story.
    let paragraphs = bench.texts_containing("Iraq condemned");
    let same =
        paragraphs.into_iter().filter(|(_, text)| text.starts_with("Iraq condemned") && text.ends_with("Wednesday."));
    let (rect, _) = same.max_by(|(a, _), (b, _)| a.top().total_cmp(&b.top())).unwrap();
    bench.click_at(rect.left_top() + egui::vec2(10.0, 14.0));
    assert!(bench.has("Selected: Iraq"));
    bench.press(Key::ArrowRight);
    assert!(!bench.has("Selected: Iraq"));
    bench.press(Key::ArrowLeft);
    assert!(bench.has("Selected: Iraq"));
}

#[test]
fn a_word_is_found_and_hits_are_counted() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND, Key::F);
    bench.harness.get_by_label("Find in document").type_text("baghdad");
    bench.run();
    assert!(bench.has("1 of 2"));
    bench.press(Key::F3);
    assert!(bench.has("2 of 2"));
    bench.press_with(Modifiers::SHIFT, Key::F3);
    assert!(bench.has("1 of 2"));
    bench.click("Done");
    assert!(!bench.has("1 of 2"));
}

#[test]
fn the_story_is_copied_as_it_is_written() {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.harness.event(egui::Event::Copy);
    bench.harness.step();
    let copied = bench.harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(
        copied.as_deref(),
        Some("Iraq condemned the strike in Baghdad on Wednesday.\n\nOfficials in Baghdad said Iraq would respond.")
    );
}

#[test]
fn text_grows_and_shrinks_by_key() {
    let mut bench = Bench::with_stories();
    let height = |bench: &Bench| {
        let nodes = bench.harness.get_all_by_label_contains("Officials in Baghdad");
        nodes.map(|node| node.rect().height()).fold(0.0, f32::max)
    };
    let normal = height(&bench);
    (0..6).for_each(|_| bench.press_with(Modifiers::COMMAND, Key::Plus));
    assert!(height(&bench) > normal);
    bench.press_with(Modifiers::COMMAND, Key::Num0);
    assert_eq!(height(&bench), normal);
    (0..3).for_each(|_| bench.press_with(Modifiers::COMMAND, Key::Minus));
    assert!(height(&bench) < normal);
}

#[test]
fn layers_switch_off_and_on() {
    let mut bench = Bench::with_stories();
    bench.click("Places layer");
    bench.click("Places layer");
    assert!(bench.has("Places layer"));
}

#[test]
fn stories_in_any_script_open_and_scroll() {
    let mut bench = Bench::new();
    let text =
        "قال وزير الخارجية (Reuters) إن 12 شخصا قتلوا.\n\nשלום world, 123!\n\nवाशिंगटन में राष्ट्रपति ने कहा।\n\nМосква 😀 é"
            .repeat(20);
    let file = bench.file("scripts.txt", text.as_bytes());
    bench.open(vec![file]);
    bench.wait_for_label("1 document");
    bench.press_with(Modifiers::ALT, Key::Num2);
    for key in [Key::PageDown, Key::ArrowDown, Key::End, Key::PageUp, Key::Home] {
        bench.press(key);
    }
    assert!(bench.has_containing("قال وزير"));
}

#[test]
fn a_story_without_words_is_shown_as_such() {
    let mut bench = Bench::new();
    let file = bench.file("tiny.txt", b"x");
    bench.open(vec![file]);
    bench.wait_for_label("1 document");
    assert!(bench.has_containing("1 word"));
}
