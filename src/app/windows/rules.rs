//! Project rules: which words are never tagged, and which always so; one by one or as plain text.

use egui::{Id, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::{dialog, scroll_up_to};
use crate::{
    app::{
        action::Action,
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{
                choice, choice_item, dot, filter_field, focus_ring, hairline, link, primary_button, row_ground,
                secondary_button,
            },
            icons,
            text::Line,
        },
    },
    model::{
        EntityType, Sha256,
        decision::{RuleAction, RuleKey, RuleScope},
    },
    view::{Layer, preview_words, type_words, words},
    workspace::{Revision, Workspace, gestures, rules_to_text},
};

const ROW_HEIGHT: f32 = 28.0;
const LIST_HEIGHT: f32 = 260.0;
const MENU_HEIGHT: f32 = 420.0;

/// The rules that there are, and the one that is being made.
pub struct Rules {
    /// The open document, for rules of its own.
    open: Option<Sha256>,
    words: String,
    action: RuleAction,
    in_open: bool,
    /// All rules as text, while they are edited so.
    text: Option<String>,
    problem: String,
    preview: Made<(RuleKey, RuleAction, Revision), String>,
    is_new: bool,
}

impl Rules {
    /// The window, while this document is open.
    pub fn new(open: Option<Sha256>) -> Self {
        Self {
            open,
            words: String::new(),
            action: RuleAction::Never,
            in_open: false,
            text: None,
            problem: String::new(),
            preview: Made::default(),
            is_new: true,
        }
    }

    /// Draws the window.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        let mut asked = Vec::new();
        dialog(ui, "Project rules", 620.0, actions, |ui| {
            if self.text.is_some() {
                self.text_ui(ui, workspace, &mut asked)
            } else {
                self.list_ui(ui, workspace, &mut asked)
            }
        });
        actions.extend(asked);
    }

    fn list_ui(&mut self, ui: &mut Ui, workspace: &Workspace, asked: &mut Vec<Action>) -> bool {
        let muted = tokens(ui).muted;
        let intro =
            "Words that are never tagged, or always as one type. They hold for every new document and analysis.";
        ui.label(RichText::new(intro).color(muted));
        ui.add_space(space::S);
        if workspace.is_writable() {
            self.maker(ui, workspace, asked);
        }
        ui.add_space(space::S);
        hairline(ui);
        let rules: Vec<(&RuleKey, &RuleAction)> = workspace.decisions().rules().iter().collect();
        if rules.is_empty() {
            ui.add_space(space::M);
            ui.label(RichText::new("There are no rules yet.").color(muted));
            ui.add_space(space::M);
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = scroll_up_to(LIST_HEIGHT);
            area.show_rows(ui, ROW_HEIGHT, rules.len(), |ui, shown| {
                for (key, action) in &rules[shown] {
                    if rule_ui(ui, workspace, key, action) {
                        asked.push(Action::Edit(gestures::set_rule(key.scope, &key.words, None)));
                    }
                }
            });
        });
        hairline(ui);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            let closed = primary_button(ui, "Close").clicked();
            if workspace.is_writable() {
                if secondary_button(ui, "Edit as text").clicked() {
                    self.text = Some(rules_to_text(workspace.decisions()));
                    self.problem.clear();
                }
                let help = "Take in rules from a text file; those that are there stay";
                if secondary_button(ui, "Import…").on_hover_text(help).clicked() {
                    asked.push(Action::ImportRules);
                }
            }
            if !rules.is_empty()
                && secondary_button(ui, "Export…").on_hover_text("Write all rules as plain text").clicked()
            {
                asked.push(Action::ExportRules);
            }
            closed
        })
        .inner
    }

    /// The line on which a rule is made, and what it would change.
    fn maker(&mut self, ui: &mut Ui, workspace: &Workspace, asked: &mut Vec<Action>) {
        let mut makes = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            let field = filter_field(
                ui,
                Id::unique("rule words"),
                "Words of the rule",
                "Words, exactly as printed",
                &mut self.words,
                220.0,
            );
            if std::mem::take(&mut self.is_new) {
                field.request_focus();
            }
            makes = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            self.action_menu(ui);
            if self.open.is_some() {
                let scope = |in_open| if in_open { "in the open document" } else { "in all documents" };
                choice(ui, "Where the rule holds", scope(self.in_open), |ui| {
                    for in_open in [false, true] {
                        if choice_item(ui, self.in_open == in_open, scope(in_open)) {
                            self.in_open = in_open;
                        }
                    }
                });
            }
            let is_ready = !self.words.trim().is_empty();
            makes |= ui.add_enabled(is_ready, egui::Button::new("Add rule")).clicked();
        });
        if self.words.trim().is_empty() {
            return;
        }
        let key = self.key();
        let wanted = (key.clone(), self.action.clone(), workspace.findings());
        self.preview.refresh(ui, &wanted, || {
            let (outlook, action) = (workspace.outlook(), self.action.clone());
            Box::new(move || {
                let command = gestures::set_rule(key.scope, &key.words, Some(action));
                match outlook.preview(&command) {
                    Ok(changes) => preview_words(&changes),
                    Err(error) => words::sentence_case(&error.to_string()),
                }
            })
        });
        let preview = self.preview.value(&wanted).map_or("Looking for what it changes…", String::as_str);
        ui.label(RichText::new(preview).size(size::SMALL).color(tokens(ui).muted));
        if makes {
            let RuleKey { scope, words } = self.key();
            asked.push(Action::Edit(gestures::set_rule(scope, &words, Some(self.action.clone()))));
            self.words.clear();
            self.is_new = true;
        }
    }

    fn key(&self) -> RuleKey {
        let scope = match self.open.filter(|_| self.in_open) {
            Some(doc) => RuleScope::Document(doc),
            None => RuleScope::Workspace,
        };
        RuleKey { scope, words: self.words.trim().to_owned() }
    }

    fn action_menu(&mut self, ui: &mut Ui) {
        choice(ui, "What the rule does", &action_words(&self.action), |ui| {
            ScrollArea::vertical().max_height(MENU_HEIGHT).show(ui, |ui| {
                let always = |etype: &EntityType| RuleAction::Always { etype: *etype, subtype: None };
                for action in std::iter::once(RuleAction::Never).chain(EntityType::ALL.iter().map(always)) {
                    if choice_item(ui, self.action == action, &action_words(&action)) {
                        self.action = action;
                    }
                }
            });
        });
    }

    /// All rules as plain text, to edit, copy or paste.
    fn text_ui(&mut self, ui: &mut Ui, workspace: &Workspace, asked: &mut Vec<Action>) -> bool {
        let muted = tokens(ui).muted;
        let intro = "One rule a line, fields divided by tabs, or a list of words below a heading such as [never] or [always armed_group]. What is taken out here is dropped; Undo brings all back.";
        ui.label(RichText::new(intro).color(muted));
        ui.add_space(space::S);
        let mut text = self.text.take().unwrap_or_default();
        let mut is_changed = false;
        scroll_up_to(LIST_HEIGHT).show(ui, |ui| {
            let field = TextEdit::multiline(&mut text)
                .id(Id::unique("rules as text"))
                .font(Weight::Regular.font(size::BODY))
                .lock_focus(true)
                .desired_rows(12)
                .desired_width(f32::INFINITY);
            is_changed = ui.add(field).accessible_name("Rules as text").changed();
        });
        let command = gestures::replace_rules(workspace, &text);
        if is_changed {
            self.problem =
                command.as_ref().err().map(|error| words::sentence_case(&error.to_string())).unwrap_or_default();
        }
        if !self.problem.is_empty() {
            ui.label(RichText::new(&self.problem).size(size::SMALL).color(tokens(ui).error));
        }
        ui.add_space(space::M);
        let mut stays = true;
        ui.horizontal(|ui| {
            if primary_button(ui, "Use these rules").clicked() {
                match command {
                    Ok(command) => {
                        asked.push(Action::Edit(command));
                        stays = false;
                    }
                    Err(error) => self.problem = words::sentence_case(&error.to_string()),
                }
            }
            if secondary_button(ui, "Back to the list").on_hover_text("Changes of the text are given up").clicked() {
                stays = false;
            }
            if link(ui, "Copy").clicked() {
                asked.push(Action::Copy(text.clone()));
            }
        });
        self.text = stays.then_some(text);
        false
    }
}

fn action_words(action: &RuleAction) -> String {
    match action {
        RuleAction::Never => "never tag".to_owned(),
        RuleAction::Always { etype, subtype: None } => format!("always {}", type_words(*etype)),
        RuleAction::Always { etype, subtype: Some(subtype) } => {
            format!("always {}, {}", type_words(*etype), subtype.replace('_', " "))
        }
    }
}

/// Draws a rule; answers whether it is to be dropped.
fn rule_ui(ui: &mut Ui, workspace: &Workspace, key: &RuleKey, action: &RuleAction) -> bool {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let place = match &key.scope {
        RuleScope::Workspace => "all documents".to_owned(),
        RuleScope::Document(doc) => {
            let entry = workspace.corpus().entry_of(*doc);
            entry
                .map_or_else(|| "a document that is not here".to_owned(), |entry| words::squeeze(&entry.document.title))
        }
    };
    let what = action_words(action);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{}, {what}, {place}", key.words)));
    row_ground(ui, rect, false, response.hovered());
    let layer = match action {
        RuleAction::Never => Layer::Others,
        RuleAction::Always { etype, .. } => Layer::of(*etype),
    };
    dot(ui, pos2(rect.left() + 8.0, rect.center().y), tokens.layer(layer));
    let third = (rect.width() - 60.0) / 3.0;
    let mut cell = rect.with_min_x(rect.left() + 20.0);
    for (text, weight, ink) in [
        (key.words.as_str(), Weight::Medium, tokens.text),
        (&what, Weight::Regular, tokens.text),
        (&place, Weight::Regular, tokens.muted),
    ] {
        let line = Line::new(ui, text, weight.font(size::BODY), ink, third - space::S);
        line.paint_left(ui.painter(), cell);
        cell = cell.with_min_x(cell.left() + third);
    }
    if !workspace.is_writable() {
        return false;
    }
    let cross = egui::Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(20.0, 20.0));
    let button = ui.interact(cross, ui.scope_id().with(("drop rule", key)), Sense::click());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Drop the rule for {}", key.words)));
    let ink = if button.hovered() || button.has_focus() { tokens.text } else { tokens.faint };
    icons::cross(ui.painter(), cross.shrink(6.0), ink);
    focus_ring(ui, cross, &button);
    button.on_hover_text("Drop this rule").clicked()
}
