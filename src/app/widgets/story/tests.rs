//! Scrolling through stories of any length.

use std::sync::Arc;

use egui::{RawInput, Rect, pos2, vec2};

use super::{Output, Scene, StoryView};
use crate::{
    app::{fonts, theme},
    model::{Analysis, DocId, Document, Sha256},
    view::{Focus, LayerSet, Story},
};

const SIZE: egui::Vec2 = vec2(900.0, 700.0);

fn story(text: &str) -> Arc<Story> {
    let document = Document {
        name: "long".to_owned(),
        path: None,
        title: "Long".to_owned(),
        title_span: None,
        date: None,
        date_origin: None,
        source: None,
        byline: None,
        dateline: None,
        text: Arc::from(text),
        body_start: 0,
        sha256: Sha256([0; 32]),
        encoding: "UTF-8".to_owned(),
        problems: Vec::new(),
    };
    Arc::new(Story::new(DocId(0), &document, &Analysis::default()))
}

/// Paragraphs of different lengths, in two scripts.
fn long_text(n: usize) -> String {
    let paragraph = |i: usize| match i % 4 {
        0 => format!("Paragraph {i}. {}", "The ministry said that three people had died. ".repeat(1 + i % 9)),
        1 => format!("Number {i}, short."),
        2 => format!("فقرة {i}. {}", "قالت الوزارة إن ثلاثة أشخاص قتلوا في الغارة. ".repeat(1 + i % 5)),
        _ => format!("{i} {}", "word ".repeat(10 + i % 200)),
    };
    (0..n).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

struct Reader {
    ctx: egui::Context,
    view: StoryView,
    story: Arc<Story>,
    size: f32,
}

impl Reader {
    fn new(text: &str) -> Self {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        theme::apply(&ctx);
        Self { ctx, view: StoryView::default(), story: story(text), size: theme::size::STORY }
    }

    fn frame(&mut self, events: Vec<egui::Event>) -> Output {
        let input =
            RawInput { screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SIZE)), events, ..RawInput::default() };
        let mut result = Output::default();
        let mut output = self.ctx.run_ui(input, |ui| {
            let scene = Scene {
                id: egui::Id::unique("story"),
                story: &self.story,
                font_size: self.size,
                layers: LayerSet::default(),
                focus: &Focus::default(),
                hits: &[],
                current_hit: None,
            };
            result = self.view.show(ui, &scene);
        });
        output.textures_delta.clear();
        result
    }

    fn settle(&mut self) {
        for _ in 0..3 {
            self.frame(Vec::new());
        }
    }

    /// Where a byte stands on screen.
    fn y_of(&mut self, byte: usize) -> f64 {
        let index = self.story.paragraph_at(byte);
        self.view.column.top_of(index) + f64::from(theme::space::L) - self.view.column.offset()
    }
}

#[test]
fn revealed_words_stand_in_the_upper_third() {
    let text = long_text(3_000);
    let mut reader = Reader::new(&text);
    reader.frame(Vec::new());
    for i in [2_990, 17, 1_500, 1_501, 2, 2_000] {
        let byte = reader.story.paragraphs[i].bytes.start;
        reader.view.reveal(byte);
        reader.settle();
        let y = reader.y_of(byte);
        let wanted = f64::from(SIZE.y) * 0.28;
        assert!((0.0..=wanted + 4.0).contains(&y), "paragraph {i} stands at {y}");
        assert!(i < 10 || (y - wanted).abs() < 4.0, "paragraph {i} stands at {y}");
    }
}

#[test]
fn scrolling_up_moves_by_what_was_asked_for() {
    let text = long_text(3_000);
    let mut reader = Reader::new(&text);
    reader.frame(Vec::new());
    let byte = reader.story.paragraphs[2_500].bytes.start;
    reader.view.reveal(byte);
    reader.settle();
    for _ in 0..200 {
        let watched = reader.view.column.first_visible() + 1;
        let watched = reader.story.paragraphs[watched].bytes.start;
        let before = reader.y_of(watched);
        reader.view.scroll_by(-30.0);
        reader.frame(Vec::new());
        let moved = reader.y_of(watched) - before;
        assert!((moved - 30.0).abs() < 1.0, "moved {moved} instead of 30");
    }
}

#[test]
fn changing_the_size_keeps_the_place() {
    let text = long_text(500);
    let mut reader = Reader::new(&text);
    reader.frame(Vec::new());
    let byte = reader.story.paragraphs[300].bytes.start;
    reader.view.reveal(byte);
    reader.settle();
    let before = reader.view.column.first_visible();
    reader.size = 24.0;
    reader.settle();
    let after = reader.view.column.first_visible();
    assert!(before.abs_diff(after) <= 1, "{before} became {after}");
}

#[test]
fn dragging_selects_the_words_between() {
    let mut reader = Reader::new("The quick brown fox jumps over the lazy dog.\n\nAnother paragraph.");
    reader.frame(Vec::new());
    let left = 900.0 / 2.0;
    let press = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    let (from, to) = (pos2(left, 30.0), pos2(left, 70.0));
    reader.frame(vec![egui::Event::PointerMoved(from)]);
    reader.frame(vec![press(from, true)]);
    reader.frame(vec![egui::Event::PointerMoved(to)]);
    reader.frame(vec![press(to, false)]);
    let selected = reader.view.selected_text().unwrap().to_owned();
    assert!(selected.contains("dog.\n\nAnother"), "{selected}");
    reader.view.select_all();
    assert_eq!(reader.view.selected_text().map(str::len), Some(reader.story.text.len()));
}
