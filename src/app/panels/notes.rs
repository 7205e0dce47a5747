//! All notes: what they say, what they are about, and what they should say otherwise.

use egui::{Id, RichText, Ui};

use super::{Context, focus_id};
use crate::{
    app::{
        action::{Action, Panel},
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{empty_state, field_width, filter_field, toolbar},
            row_list::{RowList, RowScene, TWO_LINES, TwoLines, two_lines},
            text::Line,
        },
    },
    view::{NoteRow, note_rows, words},
    workspace::Revision,
};

/// Filter and rows.
#[derive(Default)]
pub struct NotesPanel {
    filter: String,
    rows: Vec<NoteRow>,
    made_for: Option<(String, Revision)>,
    list: RowList,
}

impl NotesPanel {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let wanted = (self.filter.clone(), context.workspace.findings());
        if self.made_for.as_ref() != Some(&wanted) {
            self.rows = note_rows(context.workspace, &self.filter);
            self.made_for = Some(wanted);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| {
            let width = field_width(ui, 100.0);
            let id = Id::unique("filter notes");
            filter_field(ui, id, "Filter notes", "Filter by words", &mut self.filter, width);
            let can_write = context.workspace.is_writable() && (context.selection.is_some() || context.open.is_some());
            let help = "Write one more note on the selected thing, or else on the open document";
            let button = ui.add_enabled(can_write, egui::Button::new(RichText::new("New note…").size(size::SMALL)));
            if button.on_hover_text(help).clicked() {
                actions.push(Action::NewNote);
            }
        });
        if self.rows.is_empty() {
            self.empty(ui, actions);
        } else {
            self.list(ui, actions);
        }
    }

    fn empty(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        if !self.filter.trim().is_empty() {
            if empty_state(ui, "No note matches the filter.", Some("Show all notes")) {
                self.filter.clear();
            }
        } else if empty_state(ui, "Notes on documents, names and statements are listed here.", Some("Write a note…"))
        {
            actions.push(Action::NewNote);
        }
    }

    fn list(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let scene = RowScene { id: focus_id(Panel::Notes), name: "Notes", height: TWO_LINES, n: self.rows.len() };
        let rows = &self.rows;
        let picked = self.list.show(ui, &scene, |ui, index, rect, is_current| {
            let row = &rows[index];
            let links = if row.n_links == 0 { String::new() } else { words::counted(row.n_links, "link") };
            let second = format!("on {}", row.about);
            let lines = TwoLines { first: &row.text, note: &links, second: &second, is_quiet: false };
            let warning =
                if row.remarks.is_empty() { String::new() } else { words::counted(row.remarks.len(), "remark") };
            let tokens = tokens(ui);
            let line = Line::new(ui, &warning, Weight::Medium.font(size::SMALL), tokens.error, 120.0);
            let room = if warning.is_empty() { 0.0 } else { line.size().x + space::S };
            let id = focus_id(Panel::Notes).with(row.id);
            let mut response = two_lines(ui, id, rect, is_current, &lines, room);
            if !row.remarks.is_empty() {
                let below = rect.shrink2(egui::vec2(space::L, 6.0)).with_min_y(rect.top() + 25.0);
                line.paint_right(ui.painter(), below.with_max_y(below.top() + 20.0));
                response = response.on_hover_text(row.remarks.join("\n"));
            }
            response.context_menu(|ui| {
                if ui.button("Edit note…").clicked() {
                    actions.push(Action::EditNote(row.id));
                    ui.close();
                }
            });
            response
        });
        if let Some(row) = picked.entered {
            actions.push(Action::EditNote(rows[row].id));
        } else if let Some(place) = picked.row.and_then(|row| rows[row].place) {
            actions.push(Action::go_to(place));
        }
    }
}
