//! The command palette: commands, documents and entities, found by a few letters.

use egui::{Align2, Area, Id, Key, Modal, Rect, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::scroll_up_to;
use crate::{
    app::{
        action::Action,
        commands::{COMMANDS, Command, Spec},
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{dot, hairline, row_ground},
            text::Line,
        },
    },
    view::{Layer, fuzzy, type_words, words},
    workspace::{Item, Workspace},
};

/// Documents and entities looked through at most, so that a letter typed never waits.
const MOST_SEARCHED: usize = 20_000;
/// Results shown at most.
const MOST_SHOWN: usize = 60;

/// What is typed, and what it finds.
#[derive(Default)]
pub struct Palette {
    query: String,
    found: Vec<Found>,
    made_for: Option<(String, usize)>,
    selected: usize,
}

/// A result.
struct Found {
    text: String,
    /// What kind of thing it is, or the key of a command.
    note: String,
    layer: Option<Layer>,
    action: Action,
    score: i32,
}

impl Palette {
    /// Draws the palette.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        self.refresh(ui, workspace);
        let id = Id::unique("palette");
        let area: Area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 56.0));
        let frame = egui::Frame::window(ui.style()).inner_margin(0.0);
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(super::BACKDROP);
        let response = modal.show(ui, |ui| {
            ui.set_width(560.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            self.field(ui);
            hairline(ui);
            self.results(ui, actions);
        });
        if response.should_close() {
            actions.push(Action::CloseWindow);
        }
    }

    fn field(&mut self, ui: &mut Ui) {
        let tokens = tokens(ui);
        let hint = RichText::new("Type a command, a headline or a name").color(tokens.faint);
        let field = TextEdit::singleline(&mut self.query)
            .id(Id::unique("palette query"))
            .hint_text(hint)
            .font(Weight::Regular.font(size::SECTION))
            .frame(egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 12)))
            .desired_width(f32::INFINITY);
        let response = ui.add(field).accessible_name("Search commands, documents and entities");
        response.request_focus();
    }

    fn results(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let (down, up, enter) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp), pressed(Key::Enter));
        let last = self.found.len().saturating_sub(1);
        if down {
            self.selected = (self.selected + 1).min(last);
        } else if up {
            self.selected = self.selected.saturating_sub(1);
        }
        if self.found.is_empty() {
            ui.add_space(space::M);
            ui.vertical_centered(|ui| ui.label(RichText::new("Nothing found").color(tokens(ui).muted)));
            ui.add_space(space::M);
            return;
        }
        let mut chosen = enter.then_some(self.selected);
        scroll_up_to(420.0).show(ui, |ui| {
            for (index, found) in self.found.iter().enumerate() {
                let response = found.row(ui, index == self.selected);
                if (down || up) && index == self.selected {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(index);
                }
            }
        });
        if let Some(found) = chosen.and_then(|index| self.found.get(index)) {
            actions.push(Action::CloseWindow);
            actions.push(found.action.clone());
        }
    }

    fn refresh(&mut self, ui: &Ui, workspace: &Workspace) {
        let wanted = Some((self.query.clone(), workspace.corpus().entries().len()));
        if self.made_for == wanted {
            return;
        }
        let query = self.query.trim();
        self.found = commands(ui, query);
        if !query.is_empty() {
            self.found.extend(documents(workspace, query));
            self.found.extend(entities(workspace, query));
            self.found.sort_by_key(|found| std::cmp::Reverse(found.score));
            // Scattered letters match nearly everything; beside a good match they are only noise.
            let best = self.found.first().map_or(0, |found| found.score);
            self.found.retain(|found| found.score * 2 >= best);
        }
        self.found.truncate(MOST_SHOWN);
        self.selected = 0;
        self.made_for = wanted;
    }
}

impl Found {
    fn row(&self, ui: &mut Ui, is_selected: bool) -> egui::Response {
        let tokens = tokens(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::CLICK);
        response.widget_info(|| {
            WidgetInfo::selected(Role::ListBoxOption, true, is_selected, format!("{}, {}", self.text, self.note))
        });
        row_ground(ui, rect, is_selected, response.hovered());
        let inner = rect.shrink2(vec2(space::L, 0.0));
        let note = Line::new(ui, &self.note, Weight::Regular.font(size::SMALL), tokens.muted, 180.0);
        note.paint_right(ui.painter(), inner);
        if let Some(layer) = self.layer {
            dot(ui, pos2(inner.left() + 4.0, inner.center().y), tokens.layer(layer));
        }
        let left = inner.left() + 16.0;
        let room = inner.right() - note.size().x - space::M - left;
        let text = Line::new(ui, &self.text, Weight::Regular.font(size::BODY), tokens.text, room);
        text.paint_left(ui.painter(), Rect::from_min_max(pos2(left, inner.top()), inner.max));
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }
}

fn commands(ui: &Ui, query: &str) -> Vec<Found> {
    let found = COMMANDS.iter().filter(|spec| spec.command != Command::Palette).filter_map(|spec| {
        let score = fuzzy(query, spec.name).map(|found| found.score).or_else(|| told_by_help(query, spec))?;
        let note = spec.key.map_or_else(|| spec.group.label().to_owned(), |key| ui.ctx().format_shortcut(&key));
        // Equal matches put commands before documents and names.
        Some(Found {
            text: spec.name.to_owned(),
            note,
            layer: None,
            action: Action::Run(spec.command),
            score: score + 2,
        })
    });
    found.collect()
}

/// What a command does may be told in other words than its name: it is found by them too, behind all others.
fn told_by_help(query: &str, spec: &Spec) -> Option<i32> {
    let told = format!("{} {}", spec.name, spec.help).to_lowercase();
    let has = |word: &str| told.split(|c: char| !c.is_alphanumeric()).any(|known| known.starts_with(word));
    query.to_lowercase().split_whitespace().all(has).then_some(0)
}

fn documents(workspace: &Workspace, query: &str) -> Vec<Found> {
    let entries = workspace.corpus().entries().iter().take(MOST_SEARCHED);
    let found = entries.filter_map(|entry| {
        let text = words::squeeze(&entry.document.title);
        let score = fuzzy(query, &text)?.score;
        let note = entry.document.date.map_or_else(|| "document".to_owned(), words::date_short);
        Some(Found { text, note, layer: None, action: Action::Show(entry.id), score })
    });
    found.collect()
}

fn entities(workspace: &Workspace, query: &str) -> Vec<Found> {
    let entities = workspace.corpus().entities().take(MOST_SEARCHED);
    let found = entities.filter_map(|entity| {
        let score = fuzzy(query, &entity.name)?.score;
        let note = type_words(entity.etype).to_owned();
        let layer = Some(Layer::of(entity.etype));
        let action = Action::Select(Item::Entity(entity.id));
        Some(Found { text: words::sentence_case(&entity.name), note, layer, action, score })
    });
    found.collect()
}
