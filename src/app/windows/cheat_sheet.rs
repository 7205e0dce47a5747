//! All commands with their keys.

use egui::{RichText, ScrollArea, Ui, vec2};

use super::dialog;
use crate::app::{
    action::Action,
    commands::{COMMANDS, Group},
    theme::{Weight, size, space, tokens},
    widgets::controls::secondary_button,
};

/// Keys that belong to a place instead of a command.
const IN_PLACE: [(&str, &str); 7] = [
    ("Lists and tables", "↑ ↓  Page Up  Page Down  Home  End"),
    ("In the entity table, next mention", "Enter"),
    ("In the story, next and previous mark", "→  ←"),
    ("In the story, select words from the selected thing on", "Shift+→  Shift+←"),
    ("In a list of choices, how far it reaches", "←  →"),
    ("In the story, scroll", "↑ ↓  Space  Home  End"),
    ("Between panels and fields", "Tab  Shift+Tab"),
];

pub fn show(ui: &Ui, actions: &mut Vec<Action>) {
    dialog(ui, "Keyboard shortcuts", 640.0, actions, |ui| {
        let height = (ui.ctx().content_rect().height() - 200.0).clamp(160.0, 560.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.columns(2, |columns| {
                for group in Group::LEFT {
                    group_ui(&mut columns[0], group);
                }
                place_ui(&mut columns[0]);
                for group in Group::ALL.into_iter().filter(|group| !Group::LEFT.contains(group)) {
                    group_ui(&mut columns[1], group);
                }
            });
        });
        ui.add_space(space::S);
        secondary_button(ui, "Close").clicked()
    });
}

fn group_ui(ui: &mut Ui, group: Group) {
    title(ui, group.label());
    for spec in COMMANDS.iter().filter(|spec| spec.group == group) {
        let Some(key) = spec.key else { continue };
        let key = ui.ctx().format_shortcut(&key);
        line(ui, spec.name, &key);
    }
    ui.add_space(space::M);
}

fn place_ui(ui: &mut Ui) {
    title(ui, "Where the keyboard is");
    for (name, keys) in IN_PLACE {
        ui.label(RichText::new(name).size(size::SMALL));
        ui.label(RichText::new(keys).size(size::SMALL).color(tokens(ui).muted));
    }
}

fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(Weight::Semibold.font(size::BODY)));
}

fn line(ui: &mut Ui, name: &str, key: &str) {
    let muted = tokens(ui).muted;
    // The scroll bar lies over the right edge.
    let width = ui.available_width() - space::L;
    ui.horizontal(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
        ui.label(RichText::new(name).size(size::SMALL));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(RichText::new(key).size(size::SMALL).color(muted));
        });
    });
}
