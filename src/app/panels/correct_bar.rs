//! What can be decided about a thing, as buttons and as a menu.

use egui::{RichText, Ui, vec2};

use crate::app::{
    action::Action,
    commands::{COMMANDS, Command, Group, spec_of},
    corrections::{Correction, Subject},
    theme::{size, space},
};

/// The corrections that are made most, by kind of thing.
const FIRST: [(Correction, &str); 6] = [
    (Correction::Confirm, "Confirm"),
    (Correction::Reject, "Reject"),
    (Correction::What, "Change…"),
    (Correction::Who, "Who…"),
    (Correction::Grade, "Grade…"),
    (Correction::Note, "Note…"),
];

/// A row of small buttons for the selected thing, and the rest in a menu.
pub fn correct_bar(ui: &mut Ui, subject: Subject, actions: &mut Vec<Action>) {
    if subject.item.is_none() {
        return;
    }
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        ui.spacing_mut().button_padding = vec2(7.0, 2.0);
        for (correction, text) in FIRST.into_iter().filter(|(correction, _)| subject.allows(*correction)) {
            let command = Command::Correct(correction);
            let response = ui.button(RichText::new(text).size(size::SMALL));
            let name = spec_of(command).map_or(text, |spec| spec.name);
            let response = response.on_hover_text(crate::app::commands::tooltip(ui.ctx(), command));
            if response.accessible_name(format!("{name}: the selected thing")).clicked() {
                actions.push(Action::Run(command));
            }
        }
        ui.menu_button(RichText::new("More").size(size::SMALL), |ui| correct_menu(ui, subject, actions));
    });
    ui.add_space(space::XS);
}

/// All that can be decided about a thing, for menus that come up where it stands.
pub fn correct_menu(ui: &mut Ui, subject: Subject, actions: &mut Vec<Action>) {
    ui.set_min_width(220.0);
    let specs = COMMANDS.iter().filter(|spec| spec.group == Group::Correct);
    let mut is_first = true;
    for spec in specs {
        let Command::Correct(correction) = spec.command else { continue };
        if !subject.allows(correction) {
            continue;
        }
        if spec.starts_section && !is_first {
            ui.separator();
        }
        is_first = false;
        let mut button = egui::Button::new(spec.name);
        if let Some(key) = &spec.key {
            button = button.shortcut_text(ui.ctx().format_shortcut(key));
        }
        if ui.add(button).on_hover_text(spec.help).clicked() {
            actions.push(Action::Run(spec.command));
            ui.close();
        }
    }
    if is_first {
        ui.label("Select a name, quote, claim or date, or some words");
    }
}
