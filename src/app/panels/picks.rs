//! Rows of the entity table that are picked together, to be made one.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Response, RichText, Ui};

use super::Context;
use crate::{
    app::{
        action::Action,
        commands::Command,
        corrections::Correction,
        theme::{size, space, tokens},
        widgets::{
            controls::{hairline, link},
            list::pressed,
        },
    },
    corpus::CorpusEntityId,
    view::{EntityOrder, words},
};

/// The entities that are picked.
#[derive(Default)]
pub struct Picks(BTreeSet<CorpusEntityId>);

impl Picks {
    /// The entities, if there are several.
    pub fn several(&self) -> Option<Vec<CorpusEntityId>> {
        (self.0.len() > 1).then(|| self.0.iter().copied().collect())
    }

    pub fn has(&self, id: CorpusEntityId) -> bool {
        self.0.contains(&id)
    }

    /// Picks nothing; answers whether anything was picked.
    pub fn clear(&mut self) -> bool {
        let was_picked = !self.0.is_empty();
        self.0.clear();
        was_picked
    }

    /// Entities that others took in, or whose document is gone, are picked no longer.
    pub fn refresh(&mut self, context: &Context<'_>) {
        self.0.retain(|id| context.workspace.corpus().entity(*id).is_some());
    }

    fn toggle(&mut self, id: CorpusEntityId) {
        if !self.0.remove(&id) {
            self.0.insert(id);
        }
    }

    fn extend(&mut self, rows: &EntityOrder, from: usize, to: usize) {
        let range = from.min(to)..=from.max(to);
        self.0.extend(rows.rows.get(range).into_iter().flatten().map(|(id, _)| *id));
    }

    /// Space picks the selected row, or leaves it; Shift with an arrow picks the row that it leaves and the one that it goes to.
    pub fn keys(
        &mut self,
        ui: &Ui,
        list: &Response,
        rows: &EntityOrder,
        selected: Option<usize>,
        moved_to: Option<usize>,
    ) {
        let Some(selected) = selected.filter(|_| list.has_focus()) else { return };
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space))
            && let Some((id, _)) = rows.rows.get(selected)
        {
            self.toggle(*id);
        }
        let held = |key| ui.input(|input| pressed(input, key)).is_some_and(|held| held.shift);
        let keys = [Key::ArrowDown, Key::ArrowUp, Key::PageDown, Key::PageUp, Key::Home, Key::End];
        if let Some(to) = moved_to.filter(|_| keys.into_iter().any(held)) {
            self.extend(rows, selected, to);
        }
    }

    /// A click picks the row with Ctrl, all rows from the selected one with Shift, and nothing else.
    pub fn click(&mut self, modifiers: Modifiers, rows: &EntityOrder, row: usize, selected: Option<usize>) {
        if modifiers.shift {
            self.extend(rows, selected.unwrap_or(row), row);
        } else if modifiers.command {
            if let Some(selected) = selected.filter(|_| self.0.is_empty()) {
                self.extend(rows, selected, selected);
            }
            if let Some((id, _)) = rows.rows.get(row) {
                self.toggle(*id);
            }
        } else {
            self.clear();
        }
    }

    /// What can be done with several, above the table.
    pub fn bar(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        if self.0.len() < 2 {
            return;
        }
        egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 12, top: 4, bottom: 4 }).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let text = format!("{} picked", words::counted(self.0.len(), "entity"));
                ui.label(RichText::new(text).size(size::SMALL).color(tokens(ui).muted));
                let help = "Say that all of them are the same (M)";
                if context.workspace.is_writable() && link(ui, "Merge them").on_hover_text(help).clicked() {
                    actions.push(Action::Run(Command::Correct(Correction::Merge)));
                }
                if link(ui, "Pick none").on_hover_text("Escape").clicked() {
                    self.clear();
                }
            });
        });
        hairline(ui);
    }
}
