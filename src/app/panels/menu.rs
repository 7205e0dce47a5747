//! The bar at the top: name, menus, search field, theme.

use egui::{Align2, MenuBar, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::{
    action::Action,
    commands::{COMMANDS, Command, Group, Spec, tooltip},
    corrections::Subject,
    layout::Layout,
    settings::{Settings, ThemeChoice},
    theme::{Weight, size, space, tokens},
    widgets::{
        controls::{focus_ring, menu_lines},
        icons,
        text::Line,
    },
};

/// What the menus need to know to enable, tick and name their entries.
pub struct MenuState<'a> {
    /// Theme and recent paths.
    pub settings: &'a Settings,
    /// Which panels are open.
    pub layout: &'a Layout,
    /// What Undo would take back.
    pub undo: Option<&'a str>,
    /// What Redo would make again.
    pub redo: Option<&'a str>,
    /// Whether there is any document.
    pub has_documents: bool,
    /// Whether a document is open.
    pub has_open: bool,
    /// What corrections would be about.
    pub subject: Subject,
    /// Whether something with mentions is selected.
    pub has_entity: bool,
}

impl MenuState<'_> {
    /// Whether a command can do anything now.
    pub fn is_enabled(&self, command: Command) -> bool {
        match command {
            Command::Undo => self.undo.is_some(),
            Command::Redo => self.redo.is_some(),
            Command::Save
            | Command::SaveAs
            | Command::Export(_)
            | Command::NextDocument
            | Command::PreviousDocument => self.has_documents,
            Command::ImportAgain => self.has_open && self.subject.is_writable,
            Command::ReviewMerges => self.has_documents && self.subject.is_writable,
            Command::Rules | Command::Tags => self.has_documents,
            Command::NewWorkspace | Command::AnalyzeAgain | Command::ExportAs | Command::ReadAnnotations => {
                self.has_documents
            }
            Command::ForgetRecent => !self.settings.recent.is_empty(),
            Command::Copy
            | Command::SelectAll
            | Command::Find
            | Command::FindNext
            | Command::FindPrevious
            | Command::MarkUnread => self.has_open,
            Command::Correct(correction) => self.subject.allows(correction),
            Command::NextMention | Command::PreviousMention => self.has_entity,
            _ => true,
        }
    }

    fn is_ticked(&self, command: Command) -> Option<bool> {
        match command {
            Command::Toggle(panel) => Some(self.layout.is_open(panel)),
            Command::Theme(choice) => Some(self.settings.theme == choice),
            Command::TypeCodes => Some(self.settings.type_codes),
            Command::ExportOpenOnly => Some(self.settings.export_open_only),
            Command::SpreadsheetSafe => Some(self.settings.spreadsheet_safe),
            _ => None,
        }
    }

    fn name(&self, spec: &Spec) -> String {
        match (spec.command, self.undo, self.redo) {
            (Command::Undo, Some(label), _) | (Command::Redo, _, Some(label)) => format!("{} {label}", spec.name),
            _ => spec.name.to_owned(),
        }
    }
}

/// Draws the bar.
pub fn menu_bar(ui: &mut Ui, state: &MenuState<'_>, actions: &mut Vec<Action>) {
    let bar = ui.max_rect();
    MenuBar::new().ui(ui, |ui| {
        ui.set_min_height(space::BAR);
        ui.add_space(space::M);
        ui.label(RichText::new("OnRecord").font(Weight::Semibold.font(size::BODY)));
        ui.add_space(space::S);
        for group in Group::ALL {
            ui.menu_button(group.label(), |ui| {
                menu_lines(ui, 240.0, |ui| menu(ui, group, state, actions));
            });
        }
    });
    search_button(ui, bar, actions);
    theme_button(ui, bar, state.settings.theme, actions);
}

fn menu(ui: &mut Ui, group: Group, state: &MenuState<'_>, actions: &mut Vec<Action>) {
    for spec in COMMANDS.iter().filter(|spec| spec.group == group) {
        if spec.starts_section {
            ui.separator();
        }
        let mut button = egui::Button::new(state.name(spec));
        if let Some(key) = &spec.key {
            button = button.shortcut_text(ui.ctx().format_shortcut(key));
        }
        let response = ui.add_enabled(state.is_enabled(spec.command), button).on_hover_text(spec.help);
        if let Some(is_ticked) = state.is_ticked(spec.command) {
            tick(ui, &response, spec, is_ticked);
        }
        if response.clicked() {
            actions.push(Action::Run(spec.command));
            ui.close();
        }
        if spec.command == Command::PasteText {
            recent_menu(ui, state, actions);
        }
    }
}

/// A tick at the right end of an entry that is on; such entries have no keys.
fn tick(ui: &Ui, response: &egui::Response, spec: &Spec, is_on: bool) {
    response.widget_info(|| WidgetInfo::selected(Role::MenuItemCheckBox, true, is_on, spec.name));
    if is_on {
        icons::tick(ui.painter(), pos2(response.rect.right() - 14.0, response.rect.center().y), tokens(ui).accent);
    }
}

fn recent_menu(ui: &mut Ui, state: &MenuState<'_>, actions: &mut Vec<Action>) {
    ui.add_enabled_ui(!state.settings.recent.is_empty(), |ui| {
        ui.menu_button("Open recent", |ui| {
            for path in &state.settings.recent {
                if ui.button(path.display().to_string()).clicked() {
                    actions.push(Action::Open(vec![path.clone()]));
                    ui.close();
                }
            }
        });
    });
}

/// Looks like a search field and opens the palette.
fn search_button(ui: &mut Ui, bar: Rect, actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    let width = (bar.width() * 0.3).clamp(220.0, 440.0);
    let rect = Align2::CENTER_CENTER.align_size_within_rect(vec2(width, 26.0), bar);
    let response = ui.interact(rect, ui.scope_id().with("search"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Search or run a command"));
    let line = if response.hovered() { tokens.faint } else { tokens.hairline };
    ui.painter().rect(rect, 6.0, tokens.background, Stroke::new(1.0, line), StrokeKind::Inside);
    icons::glass(ui.painter(), pos2(rect.left() + 14.0, rect.center().y), tokens.faint);
    let inner = rect.shrink2(vec2(space::S, 0.0));
    let key = ui.ctx().format_shortcut(&egui::KeyboardShortcut::new(egui::Modifiers::COMMAND, egui::Key::K));
    let key = Line::new(ui, &key, Weight::Regular.font(size::TINY), tokens.muted, 80.0);
    key.paint_right(ui.painter(), inner);
    let text = Line::new(ui, "Search, or run a command", Weight::Regular.font(size::BODY), tokens.muted, width - 110.0);
    text.paint_left(ui.painter(), inner.with_min_x(inner.left() + 20.0));
    focus_ring(ui, rect, &response);
    let response = response.on_hover_text(tooltip(ui.ctx(), Command::Palette));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        actions.push(Action::Run(Command::Palette));
    }
}

fn theme_button(ui: &mut Ui, bar: Rect, theme: ThemeChoice, actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    let rect = Rect::from_center_size(pos2(bar.right() - 24.0, bar.center().y), vec2(28.0, 28.0));
    let response = ui.interact(rect, ui.scope_id().with("theme"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Switch between light and dark"));
    if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, tokens.hover);
    }
    icons::half_disc(ui.painter(), rect.center(), 6.0, tokens.muted);
    focus_ring(ui, rect, &response);
    let response = response.on_hover_text("Switch between light and dark");
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        let is_dark = match theme {
            ThemeChoice::Dark => true,
            ThemeChoice::Light => false,
            ThemeChoice::System => ui.visuals().dark_mode,
        };
        actions.push(Action::SetTheme(if is_dark { ThemeChoice::Light } else { ThemeChoice::Dark }));
    }
}
