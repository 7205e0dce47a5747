//! Quotes and claims: cards, filters, and their place in the story.

use egui::{Key, Modifiers, accesskit::Role};

use crate::kit::Bench;

const STORY: &str = " date 2024-02-08 Iraq mourned on Thursday.\n\n\
    \"We will respond to the attack,\" said Yehia Rasool, the military spokesman.\n\n\
    The ministry denied that its drones had killed civilians, according to Maria Lopez.";

fn bench() -> Bench {
    let mut bench = Bench::new();
    let files = vec![bench.file("quotes.txt", STORY.as_bytes()), bench.file("other.txt", b"Jordan mourned on Monday.")];
    bench.open(files);
    bench.wait_for_label("2 documents");
    bench.run();
    bench
}

fn cards(bench: &Bench) -> Vec<String> {
    bench.labels(Role::ListItem)
}

#[test]
fn a_quote_shows_its_words_and_who_said_them() {
    let bench = bench();
    let cards = cards(&bench);
    let card = cards.iter().find(|card| card.contains("We will respond")).unwrap();
    assert!(card.contains("\"We will respond to the attack,\" Yehia Rasool"), "{card}");
    assert!(bench.has_containing("by Yehia Rasool"), "a bar beside the story");
}

#[test]
fn a_chosen_quote_is_selected_everywhere() {
    let mut bench = bench();
    bench.click_containing("1. \"We will respond");
    assert!(bench.has("Selected: \"We will respond to the attack,\""));
    assert!(bench.has_containing("Speaker: Yehia Rasool"));
    bench.activate_containing("Speaker: Yehia Rasool");
    assert!(bench.has("Selected: Yehia Rasool"));
}

#[test]
fn the_bar_beside_the_story_selects_the_quote() {
    let mut bench = bench();
    bench.click_containing("by Yehia Rasool");
    assert!(bench.has("Selected: \"We will respond to the attack,\""));
}

#[test]
fn quotes_filter_by_words_and_kind() {
    let mut bench = bench();
    let all = cards(&bench).len();
    bench.type_into("Filter quotes", "respond");
    assert_eq!(cards(&bench).len(), 1);
    bench.click("Clear: Filter quotes");
    bench.click("Kind of quotes: all kinds");
    bench.click("direct");
    assert!(cards(&bench).len() < all || all == 1);
    assert!(cards(&bench).iter().all(|card| card.contains("direct")));
}

#[test]
fn quotes_filter_by_what_their_words_do() {
    let mut bench = bench();
    let all = cards(&bench).len();
    bench.click("Act of quotes: all acts");
    bench.click("announce");
    assert!(cards(&bench).len() < all && cards(&bench).iter().all(|card| card.contains("announce")));
}

#[test]
fn quotes_filter_by_speaker() {
    let mut bench = bench();
    bench.click("Speaker of quotes: all speakers");
    bench.click("Yehia Rasool");
    assert!(!cards(&bench).is_empty() && cards(&bench).iter().all(|card| card.contains("Yehia Rasool")));
}

#[test]
fn claims_are_listed_and_lead_into_the_story() {
    let mut bench = bench();
    bench.click("Claims tab");
    assert!(!cards(&bench).is_empty());
    let first = cards(&bench)[0].clone();
    bench.click(&first);
    assert!(bench.has_containing("Act: "));
}

#[test]
fn arrows_move_through_the_cards() {
    let mut bench = bench();
    bench.press_with(Modifiers::ALT, Key::Num4);
    bench.press(Key::ArrowDown);
    assert!(bench.has_containing("Selected: "));
}

#[test]
fn a_document_without_quotes_offers_those_of_all() {
    let mut bench = bench();
    bench.press(Key::J);
    assert!(bench.has("This document has no quotes."));
    bench.click("Quotes of all documents");
    assert!(cards(&bench).iter().any(|card| card.contains("We will respond")));
}
