//! What a newcomer does with the keyboard alone: ten corrections in a story, each found from what is on screen, and the keys
//! that they take.

use egui::{Key, Modifiers, accesskit::Role};

use crate::kit::Bench;

const STORY: &str = " date 2024-02-08 Orla Denn warned on Wednesday that the bridge in Velle was unsafe.\n\n\
    The Velle Harbour Board closed it. \"Nobody told us before the storm,\" said Pavel Marsh, a spokesman for Marsh \
    Works, in Tesk.\n\n\
    Marsh Works denied cutting corners. Denn and the Harbour Board met the engineers of the Skarn on Friday.";

/// Seconds for a key, and for a thought, by the keystroke-level model of Card, Moran and Newell (1980), for somebody who types
/// 40 words a minute.
const KEY: f32 = 0.28;
const THOUGHT: f32 = 1.35;

/// A window whose keys are counted. Held keys count too.
struct Hands {
    bench: Bench,
    n_keys: usize,
    n_thoughts: usize,
}

impl Hands {
    fn press(&mut self, key: Key) {
        self.n_keys += 1;
        self.bench.press(key);
    }

    fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.n_keys += 2;
        self.bench.press_with(modifiers, key);
    }

    fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.n_keys += 1;
            self.bench.harness.event(egui::Event::Text(letter.to_string()));
            self.bench.run();
        }
    }

    /// Two thoughts: what is wrong here, and which key mends it.
    fn decide(&mut self) {
        self.n_thoughts += 2;
    }

    /// Reads on in the story until these words are selected.
    fn go_to(&mut self, words: &str) {
        self.decide();
        let labels = [format!("Selected: “{words}”,"), format!("Selected: {words}")];
        for _ in 0..30 {
            if self.bench.has_containing(&labels[0]) || self.bench.has(&labels[1]) {
                return;
            }
            self.press(Key::ArrowRight);
        }
        panic!("{words} was never selected; {:?}", self.bench.texts_containing("Selected: "));
    }

    fn last_decision(&mut self) -> String {
        self.bench.press_with(Modifiers::ALT, Key::Num9);
        let rows = self.bench.labels(Role::ListItem).into_iter().filter(|row| row.contains(':'));
        let last = rows.into_iter().next().unwrap_or_default();
        self.bench.press_with(Modifiers::ALT, Key::Num2);
        last
    }
}

#[test]
fn ten_corrections_take_a_newcomer_less_than_two_minutes() {
    let mut bench = Bench::new();
    let file = bench.file("bridge.txt", STORY.as_bytes());
    bench.open(vec![file]);
    bench.wait_for_label("1 document");
    bench.run();
    let mut hands = Hands { bench, n_keys: 0, n_thoughts: 0 };
    hands.press_with(Modifiers::ALT, Key::Num2);
    let mut made: Vec<(usize, String)> = Vec::new();
    let mut before = 0;
    let mut note = |hands: &mut Hands| {
        let last = hands.last_decision();
        made.push((hands.n_keys - before, last));
        before = hands.n_keys;
    };

    hands.go_to("Orla Denn");
    assert!(hands.bench.has_containing("Confirm: the selected thing"), "the details offer it with its key");
    hands.press(Key::Y);
    note(&mut hands);

    hands.go_to("the bridge");
    hands.press(Key::X);
    note(&mut hands);

    hands.go_to("us");
    hands.press_with(Modifiers::SHIFT, Key::X);
    assert!(hands.bench.has_containing("Never tag “us”, rule"));
    hands.type_text("n");
    note(&mut hands);

    hands.decide();
    hands.press_with(Modifiers::COMMAND, Key::F);
    hands.type_text("storm");
    hands.press(Key::Escape);
    hands.press(Key::T);
    hands.type_text("e");
    note(&mut hands);

    hands.go_to("Marsh Works");
    hands.press(Key::F2);
    hands.press(Key::End);
    hands.type_text(" Ltd");
    hands.press(Key::Enter);
    note(&mut hands);

    hands.go_to("Tesk");
    hands.press(Key::M);
    hands.type_text("vel");
    hands.press(Key::Enter);
    note(&mut hands);

    hands.go_to("the engineers of the Skarn");
    for _ in 0..3 {
        hands.press_with(Modifiers::ALT, Key::ArrowLeft);
    }
    note(&mut hands);

    hands.go_to("Skarn");
    hands.press(Key::T);
    hands.type_text("v");
    note(&mut hands);

    hands.go_to("Friday");
    hands.press(Key::T);
    assert!(hands.bench.has_containing("7 alone is the seventh of the same month"));
    hands.type_text("9");
    hands.press(Key::Enter);
    note(&mut hands);

    hands.decide();
    hands.press_with(Modifiers::ALT, Key::Num4);
    hands.press(Key::ArrowDown);
    hands.press(Key::ArrowDown);
    hands.press(Key::S);
    hands.press(Key::Enter);
    note(&mut hands);

    // Going there and all keys of the correction itself.
    let wanted = [
        (4, "Confirm mention, “Orla Denn”"),
        (3, "Reject mention, “the bridge”"),
        (5, "Never tag \"us\""),
        (10, "Tag as event, “storm”"),
        (10, "Rename entity to Marsh Works Ltd, “Marsh Works”"),
        (6, "Merge 2 entities"),
        (12, "Resize mention, “the engineers of the Skarn”"),
        (3, "Retype mention as vehicle, “Skarn”"),
        (4, "Set date to 2024-02-09, “Friday”"),
        (6, "Set speaker of quote, “\"Nobody told us before the storm,\"”"),
    ];
    for ((n_keys, decision), (most, wanted)) in made.iter().zip(wanted) {
        assert!(decision.starts_with(wanted), "{decision} instead of {wanted}");
        assert!(*n_keys <= most, "{wanted}: {n_keys} keys, not {most}");
    }
    assert_eq!(made.len(), wanted.len());
    let seconds = hands.n_keys as f32 * KEY + hands.n_thoughts as f32 * THOUGHT;
    assert!(seconds < 60.0, "{} keys take {seconds:.0} s; half of two minutes is for reading", hands.n_keys);
}
