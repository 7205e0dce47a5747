//! Which column of a table is what: guessed, shown with the first row as it will be read, and changeable.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::dialog;
use crate::{
    app::{
        action::Action,
        settings::KnownTable,
        theme::{Weight, size, space, tokens},
        widgets::controls::{choice, choice_item, primary_button, secondary_button},
    },
    import::{Mapping, Role},
    session::FoundTable,
    view::words,
};

/// Width of the names of the roles.
const ROLE_WIDTH: f32 = 72.0;
/// Most characters of a cell that the preview shows.
const MOST_SHOWN: usize = 160;

/// A table before it is read.
pub struct ColumnsWindow {
    found: FoundTable,
    mapping: Mapping,
    /// The row that the preview shows.
    row: usize,
}

impl ColumnsWindow {
    /// A table with what its columns seem to be.
    pub fn new(found: FoundTable, mapping: Mapping) -> Self {
        Self { found, mapping, row: 0 }
    }

    /// Draws the window.
    pub fn show(&mut self, ui: &Ui, actions: &mut Vec<Action>) {
        let mut chosen = None;
        dialog(ui, "Which column is what?", 560.0, actions, |ui| {
            self.head(ui);
            ui.add_space(space::M);
            for role in Role::ALL {
                self.role(ui, role);
            }
            ui.add_space(space::M);
            self.preview(ui);
            ui.add_space(space::M);
            let ready = self.mapping.text.is_some();
            ui.horizontal(|ui| {
                let verb = format!("Read {}", words::counted(self.found.table.rows.len(), "row"));
                if ui.add_enabled_ui(ready, |ui| primary_button(ui, &verb).clicked()).inner {
                    let columns = self.found.table.columns.clone();
                    let table = KnownTable { columns, mapping: self.mapping.clone() };
                    chosen = Some(Action::OpenMapped(self.found.paths.clone(), Box::new(table)));
                }
                secondary_button(ui, "Cancel").clicked() || chosen.is_some()
            })
            .inner
        });
        actions.extend(chosen);
    }

    fn head(&self, ui: &mut Ui) {
        let name = self.found.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let others = if self.found.paths.len() > 1 { " Tables with the same columns are read alike." } else { "" };
        let text = format!("Each row of {name} becomes a document. Change what was guessed wrong.{others}");
        ui.label(RichText::new(text).color(tokens(ui).muted));
    }

    fn role(&mut self, ui: &mut Ui, role: Role) {
        ui.horizontal(|ui| {
            ui.set_min_height(space::XL);
            let line = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(ROLE_WIDTH, space::XL), line, |ui| {
                ui.set_min_width(ROLE_WIDTH);
                ui.label(RichText::new(role.label()).color(tokens(ui).muted));
            });
            let nothing = if role == Role::Text { "choose a column" } else { "none" };
            let current = self.mapping.column(role).cloned();
            choice(ui, role.label(), current.as_deref().unwrap_or(nothing), |ui| {
                egui::ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                    if role != Role::Text && choice_item(ui, current.is_none(), "none") {
                        self.mapping.set(role, None);
                    }
                    for column in self.found.table.columns.clone() {
                        if choice_item(ui, current.as_ref() == Some(&column), &column) {
                            self.mapping.set(role, Some(column));
                        }
                    }
                });
            });
        });
    }

    /// A row as it will be read.
    fn preview(&mut self, ui: &mut Ui) {
        let n_rows = self.found.table.rows.len();
        let tokens = tokens(ui);
        ui.horizontal(|ui| {
            ui.set_min_height(32.0);
            let text = format!("Row {} of {}", self.row + 1, words::grouped(n_rows));
            ui.label(RichText::new(text).size(size::SMALL).color(tokens.muted));
            if ui.add_enabled_ui(self.row > 0, |ui| secondary_button(ui, "Previous row").clicked()).inner {
                self.row -= 1;
            }
            if ui.add_enabled_ui(self.row + 1 < n_rows, |ui| secondary_button(ui, "Next row").clicked()).inner {
                self.row += 1;
            }
        });
        let cell = |role| {
            let cell = self.found.table.cell_of(self.row, self.mapping.column(role));
            words::shortened(&words::squeeze(cell), MOST_SHOWN)
        };
        egui::Frame::new().fill(tokens.background).inner_margin(space::M).corner_radius(4.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(96.0);
            let facts: Vec<String> = [Role::Id, Role::Date, Role::Source, Role::Author]
                .into_iter()
                .map(cell)
                .filter(|cell| !cell.is_empty())
                .collect();
            let title = cell(Role::Title);
            if !title.is_empty() {
                ui.label(RichText::new(title).font(Weight::Semibold.font(size::BODY)));
            }
            if !facts.is_empty() {
                ui.label(RichText::new(facts.join(" · ")).size(size::SMALL).color(tokens.muted));
            }
            let text = cell(Role::Text);
            let text = if text.is_empty() {
                "This row has no text; it will be named among what was not read.".to_owned()
            } else {
                text
            };
            ui.label(text);
        });
    }
}
