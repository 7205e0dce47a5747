//! A field for a path, for desktops without a file dialog and for those who rather type.

use std::path::PathBuf;

use egui::{Id, Key, RichText, Ui};

use super::dialog;
use crate::app::{
    action::Action,
    desktop::Question,
    theme::{space, tokens},
    widgets::controls::{filter_field, primary_button, secondary_button},
};

/// A path to type.
pub struct PathPrompt {
    /// What the path is for.
    pub question: Question,
    text: String,
    is_new: bool,
    /// Whether it came up because no dialog did.
    instead_of_dialog: bool,
}

impl PathPrompt {
    /// An empty field, or one with the proposed name of an export.
    pub fn new(question: Question, instead_of_dialog: bool) -> Self {
        let text = question.file_name();
        Self { question, text, is_new: true, instead_of_dialog }
    }

    /// Draws the window.
    pub fn show(&mut self, ui: &Ui, actions: &mut Vec<Action>) {
        let (title, verb) = match self.question {
            Question::Files | Question::Folder => ("Open a path", "Open"),
            Question::Again(_) => ("Import another version from a path", "Import"),
            Question::ImportRules => ("Import rules from a path", "Import"),
            Question::ExportRules => ("Export rules to a path", "Export"),
            Question::Annotations => ("Read annotations from a path", "Read"),
            Question::Export(..) => ("Export to a path", "Export"),
            Question::Save => ("Save the workspace to a path", "Save"),
            Question::Salvage(_) => ("Save what can be read to a path", "Save"),
        };
        let mut chosen = None;
        dialog(ui, title, 480.0, actions, |ui| {
            if self.instead_of_dialog {
                let text = "No file dialog came up on this desktop. Type the path here instead.";
                ui.label(RichText::new(text).color(tokens(ui).muted));
                ui.add_space(space::S);
            }
            let width = ui.available_width();
            let field =
                filter_field(ui, Id::unique("path"), "Path", "/path/to/a/file/or/folder", &mut self.text, width);
            if std::mem::take(&mut self.is_new) {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                let path = self.text.trim();
                let ready = !path.is_empty();
                let go = ui.add_enabled_ui(ready, |ui| primary_button(ui, verb).clicked()).inner;
                if ready && (go || entered) {
                    chosen = Some(expanded(path));
                }
                secondary_button(ui, "Cancel").clicked()
            })
            .inner
        });
        actions.extend(chosen.map(Action::UsePath));
    }
}

/// A leading `~` is the home folder, as in a shell.
fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}
