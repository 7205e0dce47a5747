//! A workspace file that cannot be opened: why, and the way on.

use std::path::PathBuf;

use egui::{RichText, Ui};

use super::{default_button, dialog};
use crate::{
    app::{
        action::Action,
        commands::Command,
        theme::{size, space, tokens},
        widgets::controls::secondary_button,
    },
    view::words,
    workspace::FileError,
};

/// The file, and what is wrong with it.
pub struct FileTrouble {
    path: PathBuf,
    error: FileError,
    /// Whether it is in the list of recent files.
    is_recent: bool,
}

/// A button and what it leads to.
type Way = (&'static str, Action);

impl FileTrouble {
    /// A file that cannot be opened.
    pub fn new(path: PathBuf, error: FileError, is_recent: bool) -> Self {
        Self { path, error, is_recent }
    }

    fn title(&self) -> &'static str {
        match &self.error {
            FileError::InUse { .. } => "The workspace is open elsewhere",
            FileError::Damaged { .. } => "The workspace file is damaged",
            FileError::Newer { .. } => "A newer OnRecord saved this workspace",
            FileError::NotAWorkspace { .. } => "This file is no workspace",
            _ => "The workspace cannot be opened",
        }
    }

    /// What it means for the user.
    fn advice(&self) -> &'static str {
        match &self.error {
            FileError::InUse { .. } => {
                "Two writers would lose each other's decisions. Read-only shows everything and changes nothing; saved under another name it can be changed."
            }
            FileError::Damaged { .. } => {
                "Nothing was changed in it. What can be read is saved into a new file, with a list of what cannot; the damaged file stays as it is."
            }
            FileError::Newer { .. } => "Opening it with this version could lose what only the newer one knows.",
            _ => "",
        }
    }

    fn ways(&self) -> Vec<Way> {
        let again = ("Try again", Action::Open(vec![self.path.clone()]));
        match &self.error {
            FileError::InUse { .. } => vec![("Open read-only", Action::OpenReadOnly(self.path.clone())), again],
            FileError::Damaged { .. } => vec![("Save what can be read…", Action::Salvage(self.path.clone()))],
            FileError::Newer { .. } => Vec::new(),
            FileError::NotAWorkspace { .. } if !self.is_recent => {
                vec![("Open another file…", Action::Run(Command::OpenFiles))]
            }
            _ if self.is_recent => vec![again, ("Take off the list", Action::Forget(self.path.clone()))],
            _ => vec![again],
        }
    }

    /// Draws the window.
    pub fn show(&self, ui: &Ui, actions: &mut Vec<Action>) {
        let mut chosen = None;
        dialog(ui, self.title(), 480.0, actions, |ui| {
            let tokens = tokens(ui);
            ui.label(words::sentence_case(&self.error.to_string()));
            ui.add_space(space::S);
            let advice = self.advice();
            if !advice.is_empty() {
                ui.label(RichText::new(advice).size(size::SMALL).color(tokens.muted));
                ui.add_space(space::S);
            }
            ui.add_space(space::XS);
            ui.horizontal(|ui| {
                for (index, (verb, action)) in self.ways().into_iter().enumerate() {
                    let button = if index == 0 { default_button(ui, verb) } else { secondary_button(ui, verb) };
                    if button.clicked() {
                        chosen = Some(action);
                    }
                }
                secondary_button(ui, "Cancel").clicked() || chosen.is_some()
            })
            .inner
        });
        actions.extend(chosen);
    }
}
