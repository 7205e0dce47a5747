//! The tags: what they are called, how they look, where they belong, and what has them.

use egui::{Color32, Id, Key, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::{dialog, scroll_up_to};
use crate::{
    app::{
        action::Action,
        theme::{TAG_COLOURS, size, space, tokens},
        widgets::controls::{
            choice, choice_item, filter_field, focus_ring, hairline, link, primary_button, secondary_button,
        },
    },
    model::decision::{TagName, TagStyle},
    view::{TagRow, tag_rows, words},
    workspace::{Revision, Workspace, gestures},
};

const LIST_HEIGHT: f32 = 320.0;

/// The tags, and the one that is being made or renamed.
#[derive(Default)]
pub struct Tags {
    name: String,
    /// The tag that gets another name, with what is typed.
    renaming: Option<(TagName, String)>,
    rows: Vec<TagRow>,
    made_for: Option<Revision>,
}

impl Tags {
    /// Draws the window.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        if self.made_for != Some(workspace.revision()) {
            self.rows = tag_rows(workspace.decisions());
            self.made_for = Some(workspace.revision());
        }
        let mut asked = Vec::new();
        dialog(ui, "Tags", 560.0, actions, |ui| {
            ui.add_enabled_ui(workspace.is_writable(), |ui| self.maker(ui, workspace, &mut asked));
            ui.add_space(space::S);
            hairline(ui);
            if self.rows.is_empty() {
                ui.add_space(space::M);
                ui.label(RichText::new("There are no tags yet.").color(tokens(ui).muted));
                ui.add_space(space::M);
            }
            scroll_up_to(LIST_HEIGHT).show(ui, |ui| {
                for row in self.rows.clone() {
                    self.row(ui, workspace, &row, &mut asked);
                }
            });
            hairline(ui);
            ui.add_space(space::M);
            primary_button(ui, "Close").clicked()
        });
        actions.extend(asked);
    }

    fn maker(&mut self, ui: &mut Ui, workspace: &Workspace, asked: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            let field = filter_field(ui, Id::unique("new tag"), "New tag", "Name of a new tag", &mut self.name, 240.0);
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let name = TagName(self.name.trim().to_owned());
            let is_new = !name.0.is_empty() && !workspace.decisions().tags().contains_key(&name);
            let clicked = ui.add_enabled(is_new, egui::Button::new("Add tag")).clicked();
            if is_new && (entered || clicked) {
                let (colour, _) = TAG_COLOURS[workspace.decisions().tags().len() % TAG_COLOURS.len()];
                asked.push(Action::Edit(gestures::set_tag(&name, TagStyle { colour, parent: None })));
                self.name.clear();
            }
        });
    }

    fn row(&mut self, ui: &mut Ui, workspace: &Workspace, row: &TagRow, asked: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            ui.set_min_height(space::ROW);
            ui.spacing_mut().item_spacing.x = space::S;
            ui.add_space(row.depth as f32 * space::L);
            ui.add_enabled_ui(workspace.is_writable(), |ui| {
                colour_menu(ui, row, asked);
                self.name_ui(ui, workspace, row, asked);
            });
            let things = words::counted(row.n, "thing");
            if row.n == 0 {
                ui.label(RichText::new(things).size(size::SMALL).color(tokens(ui).muted));
            } else if link(ui, &things).on_hover_text("Search the documents that have it").clicked() {
                asked.extend([Action::CloseWindow, Action::SearchFor(format!("tag:\"{}\"", row.name.0))]);
            }
            if workspace.is_writable() {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let help = "Things lose it, and tags under it move up; Undo brings all back";
                    let delete = ui.add(egui::Button::new(RichText::new("Delete").size(size::SMALL)).small());
                    if delete.accessible_name(format!("Delete tag {}", row.name.0)).on_hover_text(help).clicked() {
                        asked.push(Action::Edit(gestures::delete_tag(workspace, &row.name)));
                    }
                    self.group_menu(ui, row, asked);
                });
            }
        });
    }

    /// The name, or the field for another one.
    fn name_ui(&mut self, ui: &mut Ui, workspace: &Workspace, row: &TagRow, asked: &mut Vec<Action>) {
        let is_renaming = self.renaming.as_ref().is_some_and(|(name, _)| *name == row.name);
        if !is_renaming {
            if link(ui, &row.name.0).on_hover_text("Give it another name").clicked() {
                self.renaming = Some((row.name.clone(), row.name.0.clone()));
            }
            return;
        }
        let Some((_, text)) = &mut self.renaming else { return };
        let id = Id::unique("rename tag");
        let field = filter_field(ui, id, "Name of the tag", "Name", text, 160.0);
        let new = TagName(text.trim().to_owned());
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if secondary_button(ui, "Rename").clicked() || entered {
            if !new.0.is_empty() && !workspace.decisions().tags().contains_key(&new) {
                asked.push(Action::Edit(gestures::rename_tag(workspace, &row.name, &new)));
            }
            self.renaming = None;
        } else if !field.has_focus() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
    }

    fn group_menu(&self, ui: &mut Ui, row: &TagRow, asked: &mut Vec<Action>) {
        let shown = row.style.parent.as_ref().map_or("no group", |parent| parent.0.as_str());
        let mut set = |parent: Option<TagName>| {
            let style = TagStyle { parent, ..row.style.clone() };
            asked.push(Action::Edit(gestures::set_tag(&row.name, style)));
        };
        choice(ui, &format!("Group of {}", row.name.0), shown, |ui| {
            if choice_item(ui, row.style.parent.is_none(), "no group") {
                set(None);
            }
            for other in self.rows.iter().filter(|other| other.name != row.name) {
                if choice_item(ui, row.style.parent.as_ref() == Some(&other.name), &other.name.0) {
                    set(Some(other.name.clone()));
                }
            }
        });
    }
}

/// A disc in the tag's colour that opens the choice of colours.
fn colour_menu(ui: &mut Ui, row: &TagRow, asked: &mut Vec<Action>) {
    let [r, g, b] = row.style.colour;
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Colour of {}", row.name.0)));
    ui.painter().circle_filled(rect.center(), 6.0, Color32::from_rgb(r, g, b));
    focus_ring(ui, rect, &response);
    let response = response.on_hover_text("Choose a colour").on_hover_cursor(egui::CursorIcon::PointingHand);
    egui::Popup::menu(&response).show(|ui| {
        for (colour, name) in TAG_COLOURS {
            if choice_item(ui, row.style.colour == colour, name) {
                let style = TagStyle { colour, ..row.style.clone() };
                asked.push(Action::Edit(gestures::set_tag(&row.name, style)));
            }
        }
    });
}
