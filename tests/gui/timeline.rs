//! The timeline: order, days, and the way to the words.

use egui::{Key, Modifiers, accesskit::Role};

use crate::kit::Bench;

fn bench() -> Bench {
    let mut bench = Bench::with_stories();
    bench.press_with(Modifiers::ALT, Key::Num8);
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    bench
}

fn rows(bench: &Bench) -> Vec<String> {
    // Cards of quotes are numbered; rows of the timeline begin with their day.
    let is_card = |label: &String| label.split(' ').next().is_some_and(|first| first.ends_with('.'));
    bench.labels(Role::ListItem).into_iter().filter(|label| !is_card(label)).collect()
}

#[test]
fn what_is_dated_stands_in_the_order_of_its_days() {
    let bench = bench();
    let rows = rows(&bench);
    let place = |words: &str| rows.iter().position(|row| row.contains(words));
    let (strike, inquiry, soldiers) = (place("the strike in Baghdad"), place("an inquiry"), place("three soldiers"));
    assert!(strike.is_some() && strike < inquiry && inquiry < soldiers, "{rows:?}");
    assert!(strike.is_some_and(|row| rows[row].starts_with("Feb 7 Wed 2024")), "{rows:?}");
}

#[test]
fn rows_lead_to_their_words() {
    let mut bench = bench();
    bench.press(Key::End);
    assert!(bench.has_containing("Selected: "));
    bench.press(Key::Home);
    let first = rows(&bench)[0].clone();
    bench.click(&first);
    assert!(bench.has_containing("Selected: "));
}

#[test]
fn the_filter_leaves_a_way_back() {
    let mut bench = bench();
    let n = rows(&bench).len();
    bench.type_into("Filter timeline", "soldiers");
    assert_eq!(rows(&bench).len(), 1);
    bench.type_into("Filter timeline", " on Mars");
    assert!(bench.has("Nothing dated matches the filter in all documents."));
    bench.click("Show the whole timeline");
    assert_eq!(rows(&bench).len(), n);
}
