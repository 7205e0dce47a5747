//! Asks before decisions that are in no file are lost.

use egui::{RichText, Ui};

use super::{default_button, dialog};
use crate::app::{
    action::Action,
    commands::Command,
    theme::{space, tokens},
    widgets::controls::secondary_button,
};

/// Draws the window; `then` is what would lose them.
pub fn show(ui: &Ui, then: &Action, actions: &mut Vec<Action>) {
    let mut chosen = None;
    let is_closing = matches!(then, Action::Run(Command::Quit));
    let (what, verb) = if is_closing {
        ("Closing now", "Close without saving")
    } else {
        ("Leaving this workspace now", "Go on without saving")
    };
    dialog(ui, "Your decisions are in no file yet", 440.0, actions, |ui| {
        let text =
            format!("{what} loses every correction, grade and note. Saved once, they are kept as they are made.");
        ui.label(RichText::new(text).color(tokens(ui).muted));
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            if default_button(ui, "Save…").clicked() {
                chosen = Some(Action::SaveAnd(Box::new(then.clone())));
            }
            if secondary_button(ui, verb).clicked() {
                chosen = Some(Action::LoseAnd(Box::new(then.clone())));
            }
            secondary_button(ui, "Cancel").clicked() || chosen.is_some()
        })
        .inner
    });
    actions.extend(chosen);
}
