//! One of several: a type, a speaker, a grade. By a key each, or found by typing.

use std::sync::Arc;

use egui::{
    Align2, Area, Id, Key, Modal, Modifiers, Rect, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::scroll_up_to;
use crate::{
    app::{
        action::Action,
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{dot, focus_ring, hairline, row_ground},
            icons,
            text::Line,
        },
    },
    view::{Layer, fuzzy, preview_words, words},
    workspace::{EditCommand, Workspace},
};

/// Choices that are matched at most, so that a letter typed never waits.
const MOST_MATCHED: usize = 20_000;
/// Choices shown at most.
const MOST_SHOWN: usize = 80;

/// Something that can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What it is called.
    pub text: String,
    /// What else there is to know about it.
    pub note: String,
    /// The layer whose colour it has.
    pub layer: Option<Layer>,
    /// The key that chooses it.
    pub key: Option<char>,
    /// Whether it is how things stand now.
    pub is_current: bool,
}

impl Choice {
    /// A choice with a note.
    pub fn new(text: impl Into<String>, note: impl Into<String>) -> Self {
        Self { text: text.into(), note: note.into(), ..Self::default() }
    }

    /// The same, chosen by a key.
    #[must_use]
    pub fn key(self, key: char) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The same in the colour of a layer.
    #[must_use]
    pub fn layer(self, layer: Layer) -> Self {
        Self { layer: Some(layer), ..self }
    }

    /// The same as how things stand.
    #[must_use]
    pub fn current(self, is_current: bool) -> Self {
        Self { is_current, ..self }
    }
}

/// What a choice leads to, from its position and that of how far it reaches; `None` when it leads to nothing any more.
type Make = Arc<dyn Fn(&Workspace, usize, usize) -> Option<EditCommand> + Send + Sync>;
/// What typed words lead to.
type MakeNew = Box<dyn Fn(&Workspace, &str) -> EditCommand>;

/// A list to choose from.
pub struct Chooser {
    title: String,
    choices: Vec<Choice>,
    /// How far a choice may reach: "this mention", "all 5 here". None where that is no question.
    reaches: Vec<String>,
    /// The hint of the field, when choices are found by typing.
    hint: Option<&'static str>,
    /// What choosing something new is called, where that can be, and what it leads to: "Make the tag".
    new: Option<(&'static str, MakeNew)>,
    make: Make,
    query: String,
    shown: Option<(String, Vec<usize>)>,
    selected: usize,
    reach: usize,
    /// Whether it tells what the highlighted choice would change.
    has_preview: bool,
    preview: Made<(usize, usize), Option<(EditCommand, String)>>,
}

impl Chooser {
    /// Choices with a key each.
    pub fn by_key(
        title: impl Into<String>,
        choices: Vec<Choice>,
        make: impl Fn(&Workspace, usize, usize) -> Option<EditCommand> + Send + Sync + 'static,
    ) -> Self {
        let selected = choices.iter().position(|choice| choice.is_current).unwrap_or(0);
        Self {
            title: title.into(),
            choices,
            reaches: Vec::new(),
            hint: None,
            new: None,
            make: Arc::new(make),
            query: String::new(),
            shown: None,
            selected,
            reach: 0,
            has_preview: false,
            preview: Made::default(),
        }
    }

    /// Choices that are found by typing.
    pub fn by_words(
        title: impl Into<String>,
        hint: &'static str,
        choices: Vec<Choice>,
        make: impl Fn(&Workspace, usize, usize) -> Option<EditCommand> + Send + Sync + 'static,
    ) -> Self {
        Self { hint: Some(hint), selected: 0, ..Self::by_key(title, choices, make) }
    }

    /// The same with a choice of how far it reaches, and where that begins.
    #[must_use]
    pub fn reaching(self, reaches: Vec<String>, reach: usize) -> Self {
        Self { reaches, reach, has_preview: true, ..self }
    }

    /// The same with a preview of what the highlighted choice would change.
    #[must_use]
    pub fn previewed(self) -> Self {
        Self { has_preview: true, ..self }
    }

    /// The same, and what is typed may be something new.
    #[must_use]
    pub fn or_new(self, verb: &'static str, make: impl Fn(&Workspace, &str) -> EditCommand + 'static) -> Self {
        Self { new: Some((verb, Box::new(make))), ..self }
    }

    /// Draws the list.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        let picked = self.keys(ui);
        self.refresh();
        let id = Id::unique("chooser");
        let area: Area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 96.0));
        let frame = egui::Frame::window(ui.style()).inner_margin(0.0);
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(super::BACKDROP);
        let response = modal.show(ui, |ui| {
            ui.set_width(460.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            self.heading(ui);
            self.reach_row(ui);
            hairline(ui);
            let clicked = self.list(ui);
            self.preview_row(ui, workspace);
            clicked
        });
        if let Some(pick) = picked.or(response.inner) {
            actions.push(Action::CloseWindow);
            let command = match pick {
                // Where a preview is ready, the command is too; it may have looked through all documents.
                Picked::Choice(index) => match self.preview.value(&(index, self.reach)) {
                    Some(made) => made.as_ref().map(|(command, _)| command.clone()),
                    None => (self.make)(workspace, index, self.reach),
                },
                Picked::New => self.new.as_ref().map(|(_, make)| make(workspace, self.query.trim())),
            };
            actions.extend(command.map(Action::Edit));
        } else if response.should_close() {
            actions.push(Action::CloseWindow);
        }
    }

    /// The keys that move and choose; taken before a field sees them.
    fn keys(&mut self, ui: &Ui) -> Option<Picked> {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let n = self.rows().len() + usize::from(self.is_new());
        if pressed(Key::ArrowDown) {
            self.selected = (self.selected + 1).min(n.saturating_sub(1));
        } else if pressed(Key::ArrowUp) {
            self.selected = self.selected.saturating_sub(1);
        }
        if self.hint.is_none() && !self.reaches.is_empty() {
            if pressed(Key::ArrowRight) {
                self.reach = (self.reach + 1) % self.reaches.len();
            } else if pressed(Key::ArrowLeft) {
                self.reach = (self.reach + self.reaches.len() - 1) % self.reaches.len();
            }
        }
        if pressed(Key::Enter) {
            return self.row(self.selected);
        }
        if self.hint.is_none() {
            let typed = ui.input(|input| {
                input.events.iter().find_map(|event| match event {
                    egui::Event::Text(text) => text.chars().next(),
                    _ => None,
                })
            });
            let typed = typed.map(|typed| typed.to_ascii_lowercase());
            return typed.and_then(|typed| {
                self.choices.iter().position(|choice| choice.key == Some(typed)).map(Picked::Choice)
            });
        }
        None
    }

    fn rows(&self) -> &[usize] {
        self.shown.as_ref().map_or(&[], |(_, rows)| rows.as_slice())
    }

    fn row(&self, row: usize) -> Option<Picked> {
        match self.rows().get(row) {
            Some(choice) => Some(Picked::Choice(*choice)),
            None => (self.is_new() && row == self.rows().len()).then_some(Picked::New),
        }
    }

    /// Whether what is typed may be chosen as something new.
    fn is_new(&self) -> bool {
        let query = self.query.trim();
        self.new.is_some() && !query.is_empty() && self.choices.iter().all(|choice| choice.text != query)
    }

    fn refresh(&mut self) {
        if self.shown.as_ref().is_some_and(|(query, _)| *query == self.query) {
            return;
        }
        let query = self.query.trim();
        let is_first = self.shown.is_none();
        let mut found: Vec<(i32, usize)> = self
            .choices
            .iter()
            .enumerate()
            .take(MOST_MATCHED)
            .filter_map(|(index, choice)| Some((fuzzy(query, &choice.text)?.score, index)))
            .collect();
        if !query.is_empty() {
            found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        }
        found.truncate(MOST_SHOWN);
        self.shown = Some((self.query.clone(), found.into_iter().map(|(_, index)| index).collect()));
        if !is_first {
            self.selected = 0;
        }
    }

    fn heading(&mut self, ui: &mut Ui) {
        let margin = egui::Margin { left: 16, right: 16, top: 12, bottom: 8 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(&self.title).font(Weight::Semibold.font(size::BODY)));
        });
        let Some(hint) = self.hint else { return };
        let tokens = tokens(ui);
        let field = TextEdit::singleline(&mut self.query)
            .id(Id::unique("chooser query"))
            .hint_text(RichText::new(hint).color(tokens.faint))
            .font(Weight::Regular.font(size::SECTION))
            .frame(egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 16, top: 2, bottom: 12 }))
            .desired_width(f32::INFINITY);
        ui.add(field).accessible_name(hint).request_focus();
        self.refresh();
    }

    /// How far the choice reaches: a row of buttons, one of them on.
    fn reach_row(&mut self, ui: &mut Ui) {
        if self.reaches.is_empty() {
            return;
        }
        let margin = egui::Margin { left: 12, right: 12, top: 0, bottom: 8 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            ui.horizontal_wrapped(|ui| {
                for (index, reach) in self.reaches.iter().enumerate() {
                    let text = RichText::new(reach).size(size::SMALL);
                    if ui.selectable_label(self.reach == index, text).clicked() {
                        self.reach = index;
                    }
                }
                let muted = tokens(ui).muted;
                ui.label(RichText::new("← →").size(size::TINY).color(muted))
                    .on_hover_text("The arrow keys change how far it reaches");
            });
        });
    }

    fn list(&mut self, ui: &mut Ui) -> Option<Picked> {
        let mut clicked = None;
        let n = self.rows().len();
        if n == 0 && !self.is_new() {
            ui.add_space(space::M);
            ui.vertical_centered(|ui| ui.label(RichText::new("Nothing found").color(tokens(ui).muted)));
            ui.add_space(space::M);
            return None;
        }
        scroll_up_to(424.0).show(ui, |ui| {
            for row in 0..n {
                let index = self.rows()[row];
                let response = choice_row(ui, &self.choices[index], row == self.selected);
                if row == self.selected
                    && ui.input(|input| input.key_down(Key::ArrowDown) || input.key_down(Key::ArrowUp))
                {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(Picked::Choice(index));
                }
            }
            if let (Some((verb, _)), true) = (&self.new, self.is_new()) {
                let choice = Choice::new(format!("{verb} “{}”", self.query.trim()), "new");
                if choice_row(ui, &choice, self.selected == n).clicked() {
                    clicked = Some(Picked::New);
                }
            }
        });
        clicked
    }

    /// What the highlighted choice would change, wherever it reaches beyond one place.
    fn preview_row(&mut self, ui: &mut Ui, workspace: &Workspace) {
        let Some(Picked::Choice(choice)) = self.row(self.selected) else { return };
        if !self.has_preview {
            return;
        }
        let wanted = (choice, self.reach);
        self.preview.refresh(ui, &wanted, || {
            let (make, outlook) = (Arc::clone(&self.make), workspace.outlook());
            Box::new(move || {
                let command = make(&outlook, wanted.0, wanted.1)?;
                let text = preview(&outlook, &command);
                Some((command, text))
            })
        });
        let text = match self.preview.value(&wanted) {
            Some(Some((_, text))) => text,
            Some(None) => return,
            None => "Looking for what it changes…",
        };
        hairline(ui);
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(text).size(size::SMALL).color(tokens(ui).muted));
        });
    }
}

/// What a frame of the list ends with.
#[derive(Clone, Copy)]
enum Picked {
    Choice(usize),
    New,
}

/// What a command would change, in a few lines.
fn preview(workspace: &Workspace, command: &EditCommand) -> String {
    match workspace.preview(command) {
        Ok(changes) => preview_words(&changes),
        Err(error) => words::sentence_case(&error.to_string()),
    }
}

fn choice_row(ui: &mut Ui, choice: &Choice, is_selected: bool) -> egui::Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::CLICK);
    response.widget_info(|| {
        let note = if choice.note.is_empty() { String::new() } else { format!(", {}", choice.note) };
        WidgetInfo::selected(Role::ListBoxOption, true, is_selected, format!("{}{note}", choice.text))
    });
    row_ground(ui, rect, is_selected, response.hovered());
    focus_ring(ui, rect, &response);
    let inner = rect.shrink2(vec2(space::L, 0.0));
    let mut right = inner.right();
    if let Some(key) = choice.key {
        let key = Line::new(ui, &key.to_uppercase().to_string(), Weight::Medium.font(size::SMALL), tokens.muted, 20.0);
        key.paint_right(ui.painter(), inner);
        right -= 24.0;
    }
    let note = Line::new(ui, &choice.note, Weight::Regular.font(size::SMALL), tokens.muted, 220.0);
    note.paint_right(ui.painter(), inner.with_max_x(right));
    let mut left = inner.left();
    if let Some(layer) = choice.layer {
        dot(ui, pos2(left + 4.0, inner.center().y), tokens.layer(layer));
    }
    left += 16.0;
    let tick = if choice.is_current { 20.0 } else { 0.0 };
    let room = right - note.size().x - space::M - left - tick;
    let weight = if choice.is_current { Weight::Semibold } else { Weight::Regular };
    let text = Line::new(ui, &choice.text, weight.font(size::BODY), tokens.text, room);
    text.paint_left(ui.painter(), Rect::from_min_max(pos2(left, inner.top()), inner.max));
    if choice.is_current {
        icons::tick(ui.painter(), pos2(left + text.size().x + 12.0, inner.center().y), tokens.accent);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
