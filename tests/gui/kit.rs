//! The window on a pretended desktop.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use egui_kittest::{Harness, kittest::Queryable};
use onrecord::{
    app::{Answer, App, Desktop, Done, Question},
    workspace::Workspace,
};

/// A window with its desktop and a folder of its own.
pub struct Bench {
    pub harness: Harness<'static, App>,
    pub desktop: Arc<Pretended>,
    pub folder: tempfile::TempDir,
}

/// A desktop that answers dialogs as the test says.
#[derive(Default)]
pub struct Pretended {
    /// The answers to come, first one first; when there is none, no path is chosen.
    pub answers: Mutex<VecDeque<Vec<PathBuf>>>,
    /// What was asked.
    pub asked: Mutex<Vec<Question>>,
    /// Files shown in the file manager.
    pub shown: Mutex<Vec<PathBuf>>,
}

impl Desktop for Pretended {
    fn ask(&self, question: Question, done: Done) {
        self.asked.lock().unwrap().push(question.clone());
        let paths = self.answers.lock().unwrap().pop_front().unwrap_or_default();
        done(Answer { question, paths });
    }

    fn show_file(&self, path: &Path) {
        self.shown.lock().unwrap().push(path.to_owned());
    }
}

/// A file that is dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Two stories about the same country and one about another.
pub const STORIES: [(&str, &str); 3] = [
    (
        "one.txt",
        " date 2024-02-08 Iraq condemned the strike in Baghdad on Wednesday.\n\nOfficials in Baghdad said Iraq would respond.",
    ),
    ("two.txt", " date 2024-02-09 Iraq opened an inquiry on Friday. Jordan offered help."),
    ("three.txt", " date 2024-02-10 Jordan buried three soldiers in Amman on Saturday."),
];

impl Bench {
    /// An empty window.
    pub fn new() -> Self {
        Self::with_size(1440.0, 900.0)
    }

    /// An empty window of some size.
    pub fn with_size(width: f32, height: f32) -> Self {
        Self::build([width, height], |cc, desktop| App::new(cc, desktop, Vec::new()))
    }

    /// A window over a workspace that is already filled.
    pub fn over(workspace: Workspace) -> Self {
        Self::build([1440.0, 900.0], |cc, desktop| App::over(&cc.egui_ctx, desktop, workspace))
    }

    fn build(
        size: [f32; 2],
        app: impl FnOnce(&eframe::CreationContext<'static>, Arc<Pretended>) -> App + 'static,
    ) -> Self {
        let desktop = Arc::new(Pretended::default());
        let for_window = Arc::clone(&desktop);
        let builder = Harness::builder().with_size(size).with_max_steps(30).with_step_dt(0.1);
        let harness = builder.build_eframe(move |cc| app(cc, for_window));
        Self { harness, desktop, folder: tempfile::tempdir().unwrap() }
    }

    /// A window with the three stories open.
    pub fn with_stories() -> Self {
        let mut bench = Self::new();
        let files = STORIES.map(|(name, text)| bench.file(name, text.as_bytes())).to_vec();
        bench.open(files);
        bench.wait_for_label("3 documents");
        bench.run();
        bench
    }

    /// Writes a file into the folder of the test.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Says what the next dialog answers.
    pub fn answer(&self, paths: Vec<PathBuf>) {
        self.desktop.answers.lock().unwrap().push_back(paths);
    }

    /// Opens files through the dialog.
    pub fn open(&mut self, files: Vec<PathBuf>) {
        self.answer(files);
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::O);
        self.harness.step();
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: PathBuf) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
        self.harness.step();
        self.harness.input_mut().dropped_files.clear();
    }

    /// Lets the window settle.
    pub fn run(&mut self) {
        self.harness.run_ok();
    }

    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.run();
    }

    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Clicks the only thing with this label.
    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    /// Clicks the first thing whose label has these words.
    pub fn click_containing(&mut self, words: &str) {
        self.harness.get_all_by_label_contains(words).next().unwrap().click();
        self.run();
    }

    /// Types into the field with this label.
    pub fn type_into(&mut self, label: &str, text: &str) {
        self.harness.get_by_label(label).focus();
        self.run();
        self.harness.get_by_label(label).type_text(text);
        self.run();
    }

    /// Activates the first thing whose label has these words, wherever it is scrolled to, as a screen reader does.
    pub fn activate_containing(&mut self, words: &str) {
        self.harness.get_all_by_label_contains(words).next().unwrap().click_accesskit();
        self.run();
    }

    /// The text of every label with these words.
    pub fn texts_containing(&self, words: &str) -> Vec<(egui::Rect, String)> {
        use egui_kittest::kittest::NodeT;
        let nodes = self.harness.query_all_by_label_contains(words);
        nodes.filter_map(|node| Some((node.rect(), node.accesskit_node().label().or_else(|| node.value())?))).collect()
    }

    /// Clicks at a place.
    pub fn click_at(&mut self, pos: egui::Pos2) {
        self.harness.hover_at(pos);
        self.run();
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
            self.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        }
        self.run();
    }

    /// Whether something has exactly this label.
    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    /// Whether something has these words in its label.
    pub fn has_containing(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// The labels of all rows of a role, from top to bottom.
    pub fn labels(&self, role: egui::accesskit::Role) -> Vec<String> {
        use egui_kittest::kittest::NodeT;
        let nodes = self.harness.query_all_by_role(role);
        let mut rows: Vec<(f32, String)> =
            nodes.filter_map(|node| Some((node.rect().top(), node.accesskit_node().label()?))).collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        rows.into_iter().map(|(_, label)| label).collect()
    }

    /// Steps until something has this label.
    pub fn wait_for_label(&mut self, label: &str) {
        self.wait(label, |bench| bench.has(label));
    }

    /// Steps until `done`.
    pub fn wait(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !done(self) {
            assert!(started.elapsed() < Duration::from_secs(20), "waited in vain: {what}");
            self.harness.step();
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
