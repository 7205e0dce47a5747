//! Finding words in the open story.

use std::{ops::Range, sync::Arc};

use egui::{Id, Key, RichText, Ui};

use crate::{
    app::{
        theme::{size, space, tokens},
        widgets::controls::{filter_field, hairline},
    },
    view::{find_in, words},
};

/// The search bar and its hits.
#[derive(Default)]
pub struct FindBar {
    is_open: bool,
    wants_focus: bool,
    needle: String,
    hits: Vec<Range<usize>>,
    current: Option<usize>,
    /// What a search of all documents found in this one; marked while the bar is closed.
    marks: Arc<[Range<usize>]>,
    current_mark: Option<usize>,
    /// The words at which it was closed.
    found: Option<Range<usize>>,
    /// Text and needle that the hits were made for.
    made_for: Option<(Arc<str>, String)>,
}

impl FindBar {
    /// Opens the bar and takes the keyboard.
    pub fn open(&mut self) {
        self.is_open = true;
        self.wants_focus = true;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Closes it; hits are no longer marked, and the current one is what was found.
    pub fn close(&mut self) {
        self.is_open = false;
        self.found = self.current.and_then(|at| self.hits.get(at).cloned());
    }

    /// The words at which it was closed, once.
    pub fn take_found(&mut self) -> Option<Range<usize>> {
        self.found.take()
    }

    /// The hits to mark.
    pub fn hits(&self) -> &[Range<usize>] {
        if self.is_open { &self.hits } else { &self.marks }
    }

    /// Marks what a search of all documents found here.
    pub fn mark(&mut self, marks: Option<Arc<[Range<usize>]>>) {
        let marks = marks.unwrap_or_default();
        if *marks != *self.marks {
            self.marks = marks;
            self.current_mark = None;
        }
    }

    /// The current one of them.
    pub fn current(&self) -> Option<usize> {
        if self.is_open { self.current } else { self.current_mark }
    }

    /// Goes to the next or previous hit, round the story; answers with its first byte.
    pub fn step(&mut self, forward: bool) -> Option<usize> {
        let n = self.hits().len();
        if n == 0 {
            return None;
        }
        let next = match (self.current(), forward) {
            (None, true) => 0,
            (None, false) => n - 1,
            (Some(at), true) => (at + 1) % n,
            (Some(at), false) => (at + n - 1) % n,
        };
        let current = if self.is_open { &mut self.current } else { &mut self.current_mark };
        *current = Some(next);
        Some(self.hits()[next].start)
    }

    /// Draws the bar; answers with a byte to scroll to.
    pub fn show(&mut self, ui: &mut Ui, text: &Arc<str>, from: usize, visible_from: usize) -> Option<usize> {
        if !self.is_open {
            return None;
        }
        let mut reveal = None;
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 6)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let id = Id::unique("find in document");
                let needle = self.needle.clone();
                let response = filter_field(ui, id, "Find in document", "Find in document", &mut self.needle, 240.0);
                if std::mem::take(&mut self.wants_focus) {
                    response.request_focus();
                }
                if self.refresh(text, from, visible_from) {
                    reveal = self.current.map(|at| self.hits[at].start);
                }
                let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                if entered {
                    response.request_focus();
                }
                if (response.has_focus() || response.lost_focus()) && ui.input(|input| input.key_pressed(Key::Escape)) {
                    // The words stay for the next search.
                    self.needle = needle;
                    self.close();
                    response.surrender_focus();
                }
                let backwards = ui.input(|input| input.modifiers.shift);
                self.buttons(ui, entered, backwards, &mut reveal);
            });
        });
        hairline(ui);
        reveal
    }

    fn buttons(&mut self, ui: &mut Ui, entered: bool, backwards: bool, reveal: &mut Option<usize>) {
        let muted = tokens(ui).muted;
        ui.label(RichText::new(self.count()).color(muted).size(size::SMALL));
        ui.add_space(space::S);
        if ui.button("Previous").on_hover_text("Previous hit (Shift+F3)").clicked() || (entered && backwards) {
            *reveal = self.step(false).or(*reveal);
        }
        if ui.button("Next").on_hover_text("Next hit (F3)").clicked() || (entered && !backwards) {
            *reveal = self.step(true).or(*reveal);
        }
        if ui.button("Done").on_hover_text("Close the search; the words stay selected (Escape)").clicked() {
            self.close();
        }
    }

    /// "3 of 17".
    fn count(&self) -> String {
        if self.needle.trim().is_empty() {
            return String::new();
        }
        match (self.current, self.hits.len()) {
            (_, 0) => "No hits".to_owned(),
            (Some(at), n) => format!("{} of {}", words::grouped(at + 1), words::grouped(n)),
            (None, n) => words::counted(n, "hit"),
        }
    }

    /// Searches again when text or needle changed; answers whether it did.
    fn refresh(&mut self, text: &Arc<str>, from: usize, visible_from: usize) -> bool {
        let is_known =
            self.made_for.as_ref().is_some_and(|(old, needle)| Arc::ptr_eq(old, text) && *needle == self.needle);
        if is_known {
            return false;
        }
        self.hits = find_in(text, from, &self.needle);
        self.made_for = Some((text.clone(), self.needle.clone()));
        // The first hit on screen or after it, so that typing does not throw the reader back to the start.
        let at = self.hits.partition_point(|hit| hit.start < visible_from);
        self.current = if at < self.hits.len() { Some(at) } else { (!self.hits.is_empty()).then_some(0) };
        true
    }
}
