//! A few words to type: a name, a date, a note.

use egui::{Id, Key, RichText, TextEdit, Ui};

use super::dialog;
use crate::{
    app::{
        action::Action,
        theme::{Weight, size, space, tokens},
        widgets::controls::{filter_field, primary_button, secondary_button},
    },
    workspace::Workspace,
};

/// What the typed words lead to, or why they lead to nothing.
type Make = Box<dyn Fn(&Workspace, &str) -> Result<Vec<Action>, String>>;

/// A field with what happens when it is done.
pub struct Prompt {
    title: String,
    label: &'static str,
    hint: &'static str,
    /// What may be typed, below the field.
    help: &'static str,
    text: String,
    verb: &'static str,
    rows: usize,
    /// What the text should say otherwise; shown while it is typed.
    remarks: fn(&str) -> Vec<String>,
    /// A button at the right that does something else with what is there.
    other: Option<(&'static str, Vec<Action>)>,
    make: Make,
    problem: String,
    is_new: bool,
}

impl Prompt {
    /// A field of one line.
    pub fn line(
        title: impl Into<String>,
        label: &'static str,
        text: impl Into<String>,
        verb: &'static str,
        make: impl Fn(&Workspace, &str) -> Result<Vec<Action>, String> + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            label,
            hint: "",
            help: "",
            text: text.into(),
            verb,
            rows: 1,
            remarks: |_| Vec::new(),
            other: None,
            make: Box::new(make),
            problem: String::new(),
            is_new: true,
        }
    }

    /// The same with words for an empty field.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The same with words below the field that tell what may be typed.
    #[must_use]
    pub fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// The same with room for several lines, which are looked through while they are typed.
    #[must_use]
    pub fn lines(self, rows: usize, remarks: fn(&str) -> Vec<String>) -> Self {
        Self { rows, remarks, ..self }
    }

    /// The same with a button that does something else.
    #[must_use]
    pub fn or(self, verb: &'static str, actions: Vec<Action>) -> Self {
        Self { other: Some((verb, actions)), ..self }
    }

    /// Draws the window.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        let mut done = false;
        let mut other = None;
        let title = self.title.clone();
        dialog(ui, &title, 480.0, actions, |ui| {
            let entered = self.field(ui);
            let help = Some(self.help.to_owned()).filter(|help| !help.is_empty());
            for remark in help.into_iter().chain((self.remarks)(&self.text)) {
                ui.label(RichText::new(remark).size(size::SMALL).color(tokens(ui).muted));
            }
            if !self.problem.is_empty() {
                ui.label(RichText::new(&self.problem).size(size::SMALL).color(tokens(ui).error));
            }
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                let mut go = primary_button(ui, self.verb);
                if self.rows > 1 {
                    let key = egui::KeyboardShortcut::new(egui::Modifiers::COMMAND, Key::Enter);
                    go = go.on_hover_text(ui.ctx().format_shortcut(&key));
                }
                done = entered || go.clicked();
                let cancelled = secondary_button(ui, "Cancel").clicked();
                if let Some((verb, then)) = &self.other
                    && secondary_button(ui, verb).clicked()
                {
                    other = Some(then.clone());
                }
                cancelled
            })
            .inner
        });
        if done {
            match (self.make)(workspace, self.text.trim()) {
                Ok(made) => {
                    actions.push(Action::CloseWindow);
                    actions.extend(made);
                }
                Err(problem) => self.problem = problem,
            }
        } else if let Some(then) = other {
            actions.push(Action::CloseWindow);
            actions.extend(then);
        }
    }

    /// Draws the field; answers whether a key said that it is done.
    fn field(&mut self, ui: &mut Ui) -> bool {
        let (id, width) = (Id::unique("prompt"), ui.available_width());
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let done = self.rows > 1 && pressed(egui::Modifiers::COMMAND, Key::Enter);
        let response = if self.rows == 1 {
            filter_field(ui, id, self.label, self.hint, &mut self.text, width)
        } else {
            let field = TextEdit::multiline(&mut self.text)
                .id(id)
                .hint_text(RichText::new(self.hint).color(tokens(ui).faint))
                .font(Weight::Regular.font(size::BODY))
                .desired_rows(self.rows)
                .desired_width(width);
            ui.add(field).accessible_name(self.label)
        };
        if std::mem::take(&mut self.is_new) {
            response.request_focus();
            select_all(ui, id, self.text.chars().count());
        }
        if response.changed() {
            self.problem.clear();
        }
        done || (self.rows == 1 && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)))
    }
}

/// What stands in the field is selected, so that typing replaces it.
fn select_all(ui: &Ui, id: Id, n_chars: usize) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::new(n_chars))));
    state.store(ui.ctx(), id);
}
