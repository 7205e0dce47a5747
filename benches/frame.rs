//! What one frame of the window costs on the processor, without drawing it: layout, panels and tessellation.
//!
//! `cargo bench --bench frame`; with `hundred_thousand` behind it for a large workspace alone.

mod generated;

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use divan::Bencher;
use egui::{Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use onrecord::{
    analysis::{Settings, analyze},
    app::{Answer, App, Desktop, Done, Question},
    lexicon::Lexicon,
    model::{
        Analysis, Document, Entity, EntityId, EntityType, Evidence, Mention, MentionClass, RuleId, Score, Span, Status,
    },
    workspace::Workspace,
};

fn main() {
    divan::main();
}

const SIZE: Vec2 = vec2(1440.0, 900.0);

/// A desktop on which every dialog is cancelled.
struct Nobody;

impl Desktop for Nobody {
    fn ask(&self, question: Question, done: Done) {
        done(Answer { question, paths: Vec::new() });
    }

    fn show_file(&self, _path: &Path) {}
}

/// The window without a screen.
struct Window {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    fn over(workspace: Workspace) -> Self {
        let ctx = egui::Context::default();
        let app = App::over(&ctx, Arc::new(Nobody), workspace);
        let mut window = Self { ctx, app, frame: eframe::Frame::_new_kittest(), time: 0.0 };
        (0..5).for_each(|_| window.frame(Vec::new()));
        window
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, SIZE));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let (app, frame) = (&mut self.app, &mut self.frame);
        let mut output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            eframe::App::logic(app, &ctx, frame);
            eframe::App::ui(app, ui, frame);
        });
        output.textures_delta.clear();
        divan::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    fn scroll(&mut self, at: Pos2, points: f32) {
        let wheel = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(at), wheel]);
    }

    /// Frames until work that goes on elsewhere has long been taken in.
    fn settle(&mut self) {
        for _ in 0..400 {
            std::thread::sleep(Duration::from_millis(10));
            self.frame(Vec::new());
        }
    }

    fn type_words(&mut self, words: &str) {
        self.frame(vec![Event::Text(words.to_owned())]);
    }

    fn press(&mut self, key: Key, modifiers: Modifiers) {
        for pressed in [true, false] {
            let physical_key = None;
            self.frame(vec![Event::Key { key, physical_key, pressed, repeat: false, modifiers }]);
        }
    }
}

/// Over the story, over the entity table and over the list of documents.
const STORY: Pos2 = pos2(600.0, 500.0);
const TABLE: Pos2 = pos2(1200.0, 250.0);
const DOCUMENTS: Pos2 = pos2(150.0, 500.0);

fn document(text: String) -> Document {
    Document { date: chrono::NaiveDate::from_ymd_opt(2024, 2, 8), ..Document::plain("bench", text) }
}

fn evidence() -> Evidence {
    Evidence::new(RuleId::new("bench"), Score::new(900))
}

fn entity(name: String) -> Entity {
    Entity {
        etype: EntityType::Person,
        subtype: None,
        name,
        aliases: Vec::new(),
        status: Status::Named,
        gender: None,
        number: None,
        roles: Vec::new(),
        evidence: evidence(),
    }
}

fn mention(span: Span, entity: usize) -> Mention {
    Mention {
        span,
        head: span,
        etype: EntityType::Person,
        subtype: None,
        class: MentionClass::Name,
        entity: EntityId::from_index(entity),
        sense: None,
        evidence: evidence(),
    }
}

/// One story of 20 MB with a mention in every sentence.
fn long_story() -> Workspace {
    const SENTENCE: &str =
        "The ministry told Yehia Rasool on Thursday that three people had died in the strike near the border. ";
    let paragraph = SENTENCE.repeat(5) + "\n\n";
    let text = paragraph.repeat(20_000_000 / paragraph.len());
    let mentions = text
        .match_indices("Yehia Rasool")
        .enumerate()
        .filter_map(|(index, (at, name))| Some(mention(Span::new(&text, at, at + name.len())?, index % 100)));
    let analysis = Analysis {
        mentions: mentions.collect(),
        entities: (0..100).map(|index| entity(format!("Yehia Rasool {index}"))).collect(),
        ..Analysis::default()
    };
    let mut workspace = Workspace::default();
    workspace.add(Arc::new(document(text)), Arc::new(analysis));
    workspace
}

/// A million entities in a thousand documents.
fn many_entities() -> Workspace {
    let mut workspace = Workspace::default();
    for doc in 0..1_000_usize {
        let text = "Somebody met somebody.".to_owned();
        let span = Span::new(&text, 0, 8).expect("the words are there");
        let analysis = Analysis {
            mentions: (0..1_000).map(|index| mention(span, index)).collect(),
            entities: (0..1_000).map(|index| entity(format!("Person {} of {doc}", index * 7_919 % 1_000))).collect(),
            ..Analysis::default()
        };
        workspace.add(Arc::new(document(text)), Arc::new(analysis));
    }
    workspace
}

#[divan::bench_group(sample_count = 200)]
mod story_of_20_mb {
    use super::*;

    #[divan::bench]
    fn idle(bencher: Bencher) {
        let mut window = Window::over(long_story());
        bencher.bench_local(|| window.frame(Vec::new()));
    }

    #[divan::bench]
    fn wheel(bencher: Bencher) {
        let mut window = Window::over(long_story());
        bencher.bench_local(|| window.scroll(STORY, 60.0));
    }

    #[divan::bench]
    fn page_down(bencher: Bencher) {
        let mut window = Window::over(long_story());
        window.press(Key::Num2, Modifiers::ALT);
        bencher.bench_local(|| window.press(Key::PageDown, Modifiers::NONE));
    }

    #[divan::bench]
    fn next_mention(bencher: Bencher) {
        let mut window = Window::over(long_story());
        window.press(Key::Num3, Modifiers::ALT);
        window.press(Key::ArrowDown, Modifiers::NONE);
        bencher.bench_local(|| window.press(Key::N, Modifiers::NONE));
    }
}

#[divan::bench(sample_count = 5)]
fn first_frames_of_20_mb(bencher: Bencher) {
    bencher.with_inputs(long_story).bench_local_values(Window::over);
}

#[divan::bench_group(sample_count = 200)]
mod table_of_a_million_rows {
    use super::*;

    fn window() -> Window {
        let mut window = Window::over(many_entities());
        window.press(Key::D, Modifiers::COMMAND | Modifiers::SHIFT);
        // Sorting goes on elsewhere; the rows come when they are ready.
        window.settle();
        window
    }

    #[divan::bench]
    fn idle(bencher: Bencher) {
        let mut window = window();
        bencher.bench_local(|| window.frame(Vec::new()));
    }

    #[divan::bench]
    fn wheel(bencher: Bencher) {
        let mut window = window();
        bencher.bench_local(|| window.scroll(TABLE, 60.0));
    }

    #[divan::bench]
    fn arrow_down(bencher: Bencher) {
        let mut window = window();
        window.press(Key::Num3, Modifiers::ALT);
        bencher.bench_local(|| window.press(Key::ArrowDown, Modifiers::NONE));
    }
}

/// A hundred thousand stories, which differ in their last line.
fn many_documents() -> Workspace {
    static ALL: Mutex<Option<Workspace>> = Mutex::new(None);
    let mut all = ALL.lock().expect("no bench fails with it");
    let all = all.get_or_insert_with(|| {
        let stories = generated::stories(500);
        let analyses: Vec<_> =
            stories.iter().map(|story| Arc::new(analyze(story, Lexicon::builtin(), &Settings::default()))).collect();
        let mut workspace = Workspace::default();
        for number in 0..100_000 {
            let story = &stories[number % stories.len()];
            let plain = document(format!("{}\nStory number {number}.\n", story.text));
            let document = Document { sha256: plain.sha256, text: plain.text, ..story.clone() };
            workspace.add(Arc::new(document), Arc::clone(&analyses[number % stories.len()]));
        }
        workspace
    });
    all.outlook()
}

#[divan::bench_group(sample_count = 300)]
mod hundred_thousand_documents {
    use super::*;

    fn window(prepare: impl FnOnce(&mut Window)) -> Window {
        let mut window = Window::over(many_documents());
        window.press(Key::D, Modifiers::COMMAND | Modifiers::SHIFT);
        prepare(&mut window);
        window.settle();
        window
    }

    #[divan::bench]
    fn idle(bencher: Bencher) {
        let mut window = window(|_| ());
        bencher.bench_local(|| window.frame(Vec::new()));
    }

    #[divan::bench]
    fn list_of_documents(bencher: Bencher) {
        let mut window = window(|_| ());
        bencher.bench_local(|| window.scroll(DOCUMENTS, 60.0));
    }

    #[divan::bench]
    fn next_document(bencher: Bencher) {
        let mut window = window(|_| ());
        bencher.bench_local(|| window.press(Key::J, Modifiers::NONE));
    }

    #[divan::bench]
    fn entity_table(bencher: Bencher) {
        let mut window = window(|_| ());
        bencher.bench_local(|| window.scroll(TABLE, 60.0));
    }

    #[divan::bench]
    fn entity_table_by_key(bencher: Bencher) {
        let mut window = window(|_| ());
        window.press(Key::Num3, Modifiers::ALT);
        bencher.bench_local(|| window.press(Key::ArrowDown, Modifiers::NONE));
    }

    #[divan::bench]
    fn ledger(bencher: Bencher) {
        let mut window = window(|window| window.press(Key::Num7, Modifiers::ALT));
        bencher.bench_local(|| window.scroll(STORY, 60.0));
    }

    #[divan::bench]
    fn hits_of_a_search(bencher: Bencher) {
        let mut window = window(|window| {
            window.press(Key::F, Modifiers::COMMAND | Modifiers::SHIFT);
            window.type_words("ferry");
        });
        bencher.bench_local(|| window.scroll(DOCUMENTS, 60.0));
    }

    #[divan::bench]
    fn typing_in_the_filter_of_documents(bencher: Bencher) {
        let mut window = window(|window| {
            window.scroll(DOCUMENTS, 0.0);
            let field = pos2(60.0, 82.0);
            for pressed in [true, false] {
                let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
                window.frame(vec![
                    Event::PointerMoved(field),
                    Event::PointerButton { pos: field, button, pressed, modifiers },
                ]);
            }
        });
        let mut letters = "harbor ".chars().cycle();
        bencher.bench_local(|| {
            let letter = letters.next().unwrap_or(' ');
            window.type_words(&letter.to_string());
        });
    }
}
