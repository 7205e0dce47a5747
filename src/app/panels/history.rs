//! The history: everything that was decided, newest first.

use std::collections::HashSet;

use egui::{Id, Ui};

use super::{Context, focus_id};
use crate::{
    app::{
        action::{Action, Panel},
        widgets::{
            controls::{empty_state, field_width, filter_field, toolbar},
            row_list::{RowList, RowScene, TWO_LINES, TwoLines, two_lines},
        },
    },
    view::{DeedState, HistoryRow, deed_place, words},
    workspace::{EntryId, Revision},
};

/// Filter and rows.
#[derive(Default)]
pub struct HistoryPanel {
    filter: String,
    rows: Vec<EntryId>,
    standing: HashSet<EntryId>,
    made_for: Option<(String, Revision)>,
    list: RowList,
}

impl HistoryPanel {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        self.refresh(context);
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| {
            let width = field_width(ui, 0.0);
            let hint = "Filter by what was done, words or name";
            filter_field(ui, Id::unique("filter history"), "Filter history", hint, &mut self.filter, width);
        });
        if self.rows.is_empty() {
            if self.filter.trim().is_empty() {
                empty_state(ui, "Every correction, grade and note is listed here once it is made.", None);
            } else if empty_state(ui, "Nothing in the history matches the filter.", Some("Show the whole history")) {
                self.filter.clear();
            }
            return;
        }
        self.list(ui, context, actions);
    }

    fn refresh(&mut self, context: &Context<'_>) {
        let wanted = (self.filter.clone(), context.workspace.revision());
        if self.made_for.as_ref() != Some(&wanted) {
            let history = context.workspace.history();
            self.rows = history.matching(&self.filter).map(|entry| entry.id).collect();
            self.standing = history.standing().collect();
            self.made_for = Some(wanted);
        }
    }

    fn list(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let history = context.workspace.history();
        let now = chrono::Local::now().fixed_offset();
        let scene = RowScene { id: focus_id(Panel::History), name: "History", height: TWO_LINES, n: self.rows.len() };
        let (rows, standing) = (&self.rows, &self.standing);
        let is_writable = context.workspace.is_writable();
        let picked = self.list.show(ui, &scene, |ui, index, rect, is_current| {
            let id = rows[index];
            let row = history.entry(id).map(|entry| HistoryRow::new(entry, standing, now));
            let place = focus_id(Panel::History).with(id);
            let Some(row) = row else { return ui.interact(rect, place, egui::Sense::hover()) };
            let second = second_line(&row);
            let lines = TwoLines {
                first: &row.what,
                note: &row.when,
                second: &second,
                is_quiet: row.state != DeedState::Stands,
            };
            let response = two_lines(ui, place, rect, is_current, &lines, 0.0);
            response.context_menu(|ui| menu(ui, &row, is_writable, actions));
            response
        });
        let place = picked.row.or(picked.entered).and_then(|row| deed_place(context.workspace, rows[row]));
        actions.extend(place.map(Action::go_to));
    }
}

/// Words, name and standing: "“Velle” · Ada · taken back".
fn second_line(row: &HistoryRow) -> String {
    let words = if row.words.is_empty() { String::new() } else { format!("“{}”", row.words) };
    let state = if row.state == DeedState::TakenBack { "taken back" } else { "" };
    let parts = [words::squeeze(&words), row.author.clone(), state.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ")
}

fn menu(ui: &mut Ui, row: &HistoryRow, is_writable: bool, actions: &mut Vec<Action>) {
    ui.set_min_width(240.0);
    let can_undo = is_writable && row.state == DeedState::Stands;
    for (text, includes_it, help) in [
        ("Go back to here", false, "Take back everything that was done after this; one Undo makes it again"),
        ("Go back to before this", true, "Take back this too; one Undo makes it again"),
    ] {
        if ui.add_enabled(can_undo, egui::Button::new(text)).on_hover_text(help).clicked() {
            actions.push(Action::UndoTo(row.id, includes_it));
            ui.close();
        }
    }
}
