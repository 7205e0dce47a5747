//! What can be decided about a thing, as buttons and as a menu.

use egui::{Response, RichText, Ui, vec2};

use crate::{
    app::{
        action::Action,
        commands::{COMMANDS, Command, Group, Spec, spec_of},
        corrections::{Correction, Subject},
        theme::{size, space, tokens},
        widgets::controls::menu_lines,
    },
    model::DocId,
    workspace::Item,
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

/// A row of small buttons for the selected thing, each with its key, and the rest in a menu.
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
            let spec = spec_of(command);
            let mut button = egui::Button::new(RichText::new(text).size(size::SMALL));
            if let Some(key) = spec.and_then(|spec| spec.key) {
                button = button
                    .right_text(RichText::new(ui.ctx().format_shortcut(&key)).size(size::TINY).color(tokens(ui).muted));
            }
            let response = ui.add(button.wrap_mode(egui::TextWrapMode::Extend));
            let name = spec.map_or(text, |spec| spec.name);
            let response = response.on_hover_text(crate::app::commands::tooltip(ui.ctx(), command));
            if response.accessible_name(format!("{name}: the selected thing")).clicked() {
                actions.push(Action::Run(command));
            }
        }
        ui.menu_button(RichText::new("More").size(size::SMALL), |ui| correct_menu(ui, subject, actions));
    });
    ui.add_space(space::XS);
}

/// The menu of a row or card: a click with the other button selects its thing and shows what can be decided about it.
pub fn item_menu(response: &Response, item: Item, subject: Subject, actions: &mut Vec<Action>) {
    if response.secondary_clicked() {
        actions.push(Action::Select(item));
    }
    let subject = Subject { item: Some(item), has_words: false, ..subject };
    response.context_menu(|ui| correct_menu(ui, subject, actions));
}

/// What can be decided about a document of the list.
const OF_DOCUMENT: [Command; 8] = [
    Command::Correct(Correction::Reviewed),
    Command::Correct(Correction::Flag),
    Command::MarkUnread,
    Command::Correct(Correction::Grade),
    Command::Correct(Correction::Tags),
    Command::Correct(Correction::Note),
    Command::ImportAgain,
    Command::Correct(Correction::RemoveDocument),
];

/// The menu of a row of the list of documents.
pub fn document_menu(response: &Response, doc: DocId, is_writable: bool, actions: &mut Vec<Action>) {
    if response.secondary_clicked() {
        actions.extend([Action::ClearSelection, Action::Show(doc)]);
    }
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        for spec in OF_DOCUMENT.into_iter().filter_map(spec_of) {
            ui.add_enabled_ui(is_writable, |ui| entry(ui, spec, actions));
        }
    });
}

/// All that can be decided about a thing, for menus that come up where it stands.
pub fn correct_menu(ui: &mut Ui, subject: Subject, actions: &mut Vec<Action>) {
    menu_lines(ui, 220.0, |ui| decisions_on(ui, subject, actions));
}

fn decisions_on(ui: &mut Ui, subject: Subject, actions: &mut Vec<Action>) {
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
        entry(ui, spec, actions);
    }
    if is_first {
        ui.label("Select a name, quote, claim or date, or some words");
    }
}

/// A command as a line of a menu.
fn entry(ui: &mut Ui, spec: &Spec, actions: &mut Vec<Action>) {
    let mut button = egui::Button::new(spec.name);
    if let Some(key) = &spec.key {
        button = button.shortcut_text(ui.ctx().format_shortcut(key));
    }
    if ui.add(button).on_hover_text(spec.help).clicked() {
        actions.push(Action::Run(spec.command));
        ui.close();
    }
}
