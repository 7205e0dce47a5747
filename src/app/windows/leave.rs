//! Asks before decisions that are in no file are lost.

use egui::{RichText, Ui};

use super::dialog;
use crate::app::{
    action::Action,
    commands::Command,
    theme::{space, tokens},
    widgets::controls::{primary_button, secondary_button},
};

pub fn show(ui: &Ui, actions: &mut Vec<Action>) {
    let mut chosen = None;
    dialog(ui, "Your decisions are in no file yet", 440.0, actions, |ui| {
        let text = "Closing now loses every correction, grade and note. Saved once, they are kept as they are made.";
        ui.label(RichText::new(text).color(tokens(ui).muted));
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            if primary_button(ui, "Save…").clicked() {
                chosen = Some(Action::Run(Command::Save));
            }
            if secondary_button(ui, "Close without saving").clicked() {
                chosen = Some(Action::Leave);
            }
            secondary_button(ui, "Cancel").clicked() || chosen.is_some()
        })
        .inner
    });
    actions.extend(chosen);
}
