//! The one place where an export is chosen: what, in which format, of which documents, how; with its first rows.

use std::{collections::BTreeMap, sync::Arc};

use egui::{Align, Button, Grid, Id, Layout, RichText, ScrollArea, TextStyle, Ui, vec2};

use super::dialog;
use crate::{
    app::{
        action::Action,
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::controls::{filter_field, primary_button, secondary_button},
    },
    corpus::parse_query,
    export::{ExportKind, Format, LedgerTable, Options, Preview, Scope, preview},
    model::DocId,
    session::ExportPlan,
    view::words,
    workspace::Workspace,
};

/// Height of the lists and of the preview together.
const HEIGHT: f32 = 440.0;
/// Width of the list of kinds.
const KINDS_WIDTH: f32 = 184.0;
/// Most characters of a cell that are shown.
const MOST_SHOWN: usize = 48;

/// Kinds by what they are for.
const GROUPS: [(&str, &[ExportKind]); 3] = [
    (
        "Tables",
        &[
            ExportKind::Entities,
            ExportKind::Mentions,
            ExportKind::Quotes,
            ExportKind::Claims,
            ExportKind::Ledger,
            ExportKind::Events,
        ],
    ),
    ("To read", &[ExportKind::Report, ExportKind::Vault, ExportKind::Evidence]),
    (
        "For other programs",
        &[
            ExportKind::Analysis,
            ExportKind::Annotations,
            ExportKind::FollowTheMoney,
            ExportKind::Stix,
            ExportKind::Network,
            ExportKind::Brat,
            ExportKind::Conll,
            ExportKind::Spacy,
            ExportKind::Codes,
            ExportKind::I2,
        ],
    ),
];

/// Which documents are exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Of {
    /// All of them.
    #[default]
    All,
    /// The one that is open.
    Open,
    /// Those that were reviewed.
    Reviewed,
    /// Those that match a query.
    Matching,
    /// The statements that the ledger shows.
    Shown,
}

/// Documents that match a query, or what is wrong with it.
type Found = Result<Vec<DocId>, String>;

/// What was chosen the last time.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ExportChoice {
    kind: ExportKind,
    formats: BTreeMap<ExportKind, Format>,
    of: Of,
    query: String,
    byte_order_mark: bool,
    spreadsheet_safe: bool,
}

impl Default for ExportChoice {
    fn default() -> Self {
        Self {
            kind: ExportKind::Entities,
            formats: BTreeMap::new(),
            of: Of::All,
            query: String::new(),
            byte_order_mark: true,
            spreadsheet_safe: false,
        }
    }
}

impl ExportChoice {
    fn format(&self) -> Format {
        self.formats.get(&self.kind).copied().unwrap_or(self.kind.default_format())
    }
}

/// An export before it is written.
pub struct ExportWindow {
    choice: ExportChoice,
    open: Option<DocId>,
    /// What the ledger shows, while it is open.
    shown: Option<Arc<LedgerTable>>,
    /// Nothing is reviewed while the window is open.
    reviewed: Vec<DocId>,
    matching: Made<String, Found>,
    preview: Made<ExportPlan, Preview>,
}

impl ExportWindow {
    /// Begins with what was chosen the last time.
    pub fn new(choice: ExportChoice, open: Option<DocId>, shown: Option<LedgerTable>, workspace: &Workspace) -> Self {
        let ids = workspace.corpus().entries().iter().map(|entry| entry.id);
        let reviewed = ids.filter(|doc| workspace.is_reviewed(*doc)).collect();
        let shown = shown.map(Arc::new);
        Self { choice, open, shown, reviewed, matching: Made::default(), preview: Made::default() }
    }

    /// Draws the window.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        self.look_for_matching(ui, workspace);
        let plan = self.plan();
        if let Ok(plan) = &plan {
            self.preview.refresh(ui, plan, || {
                let (outlook, plan) = (workspace.outlook(), plan.clone());
                let make = move || preview(outlook.corpus(), outlook.decisions(), plan.kind, &plan.scope, plan.options);
                Box::new(make)
            });
        }
        let mut chosen = None;
        let room = ui.ctx().content_rect().width() - 4.0 * space::XL;
        let before = self.choice.clone();
        dialog(ui, "Export", room.min(900.0), actions, |ui| {
            let height = HEIGHT.min(ui.ctx().content_rect().height() - 200.0);
            ui.horizontal_top(|ui| {
                let column = Layout::top_down(Align::LEFT);
                ui.allocate_ui_with_layout(vec2(KINDS_WIDTH, height), column, |ui| self.kinds(ui));
                ui.add_space(space::L);
                ui.allocate_ui_with_layout(vec2(ui.available_width(), height), column, |ui| {
                    ui.set_min_size(ui.available_size());
                    self.choices(ui, workspace);
                    if let Err(reason) = &plan {
                        ui.label(RichText::new(reason).size(size::SMALL).color(tokens(ui).error));
                    }
                    ui.add_space(space::S);
                    self.beginning(ui, plan.as_ref().ok());
                });
            });
            ui.add_space(space::M);
            ui.horizontal(|ui| {
                let goes = ui.add_enabled_ui(plan.is_ok(), |ui| primary_button(ui, "Export…").clicked()).inner;
                chosen = plan.clone().ok().filter(|_| goes);
                secondary_button(ui, "Cancel").clicked() || chosen.is_some()
            })
            .inner
        });
        if self.choice != before {
            // The plan is made at the beginning of a frame.
            ui.ctx().request_repaint();
        }
        actions.extend(chosen.map(|plan| Action::Export(plan, Box::new(self.choice.clone()))));
    }

    /// Looks for the documents that match the query, in the background.
    fn look_for_matching(&mut self, ui: &Ui, workspace: &Workspace) {
        let query = self.choice.query.trim().to_owned();
        if self.choice.of != Of::Matching || query.is_empty() {
            return;
        }
        self.matching.refresh(ui, &query, || {
            let (parsed, searcher) = (parse_query(&query), workspace.searcher());
            Box::new(move || {
                let parsed = parsed.map_err(|error| words::sentence_case(&error.to_string()))?;
                let found = searcher.matches(&parsed).map_err(|error| words::sentence_case(&error.to_string()))?;
                Ok(found.docs().collect())
            })
        });
    }

    fn kinds(&mut self, ui: &mut Ui) {
        ScrollArea::vertical().id_salt("kinds").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            for (heading, kinds) in GROUPS {
                ui.label(RichText::new(heading).size(size::SMALL).color(tokens(ui).muted));
                for kind in kinds {
                    let label = Button::selectable(self.choice.kind == *kind, name(*kind));
                    let label = ui.add(label).accessible_name(format!("{}: {}", name(*kind), kind.about()));
                    if label.on_hover_text(kind.about()).clicked() {
                        self.choice.kind = *kind;
                    }
                }
                ui.add_space(space::S);
            }
        });
    }

    fn choices(&mut self, ui: &mut Ui, workspace: &Workspace) {
        let kind = self.choice.kind;
        ui.label(RichText::new(kind.about()).font(Weight::Semibold.font(size::BODY)));
        if kind.formats().len() > 1 {
            ui.horizontal(|ui| {
                for format in kind.formats() {
                    let is_chosen = self.choice.format() == *format;
                    if ui.radio(is_chosen, format.about()).clicked() {
                        self.choice.formats.insert(kind, *format);
                    }
                }
            });
        }
        ui.add_space(space::XS);
        self.documents(ui, workspace);
        if self.choice.format() == Format::Csv {
            ui.add_space(space::XS);
            ui.checkbox(&mut self.choice.byte_order_mark, "Byte order mark, so that spreadsheets read it as UTF-8");
            ui.checkbox(
                &mut self.choice.spreadsheet_safe,
                "Keep spreadsheets from taking cells for formulas (changes them)",
            );
        }
    }

    fn documents(&mut self, ui: &mut Ui, workspace: &Workspace) {
        let all = workspace.corpus().entries().len();
        let of = &mut self.choice.of;
        ui.horizontal_wrapped(|ui| {
            ui.radio_value(of, Of::All, format!("All {}", words::counted(all, "document")));
            if self.open.is_some() {
                ui.radio_value(of, Of::Open, "The open document");
            }
            ui.radio_value(of, Of::Reviewed, "Reviewed documents");
            if self.choice.kind == ExportKind::Ledger
                && let Some(table) = &self.shown
            {
                let n = words::counted(table.rows.len(), "statement");
                ui.radio_value(of, Of::Shown, format!("The {n} shown in the ledger"));
            }
            ui.radio_value(of, Of::Matching, "Documents that match");
            if *of == Of::Matching {
                let id = Id::unique("export query");
                filter_field(
                    ui,
                    id,
                    "Query of the export",
                    "speaker:denn after:2024-02",
                    &mut self.choice.query,
                    220.0,
                );
            }
        });
    }

    /// What would be written now, or why nothing can be.
    fn plan(&self) -> Result<ExportPlan, String> {
        let choice = &self.choice;
        let scope = match choice.of {
            Of::Open if self.open.is_some() => Scope::Documents(self.open.into_iter().collect()),
            Of::Shown if choice.kind == ExportKind::Ledger && self.shown.is_some() => {
                self.shown.clone().map_or(Scope::Corpus, Scope::Table)
            }
            Of::Reviewed => some(&self.reviewed, "No document was marked as reviewed")?,
            Of::Matching if choice.query.trim().is_empty() => {
                return Err("Type what the documents must hold".to_owned());
            }
            Of::Matching => match self.matching.value(&choice.query.trim().to_owned()) {
                Some(found) => some(found.as_ref().map_err(Clone::clone)?, "No document matches")?,
                None => return Err("Looking for documents…".to_owned()),
            },
            Of::All | Of::Open | Of::Shown => Scope::Corpus,
        };
        let options = Options {
            format: Some(choice.format()),
            byte_order_mark: choice.byte_order_mark,
            spreadsheet_safe: choice.spreadsheet_safe,
        };
        Ok(ExportPlan { kind: choice.kind, scope, options })
    }

    /// The first rows, lines or files.
    fn beginning(&self, ui: &mut Ui, plan: Option<&ExportPlan>) {
        let tokens = tokens(ui);
        let Some(plan) = plan else { return };
        let Some(preview) = self.preview.value(plan) else {
            ui.label(RichText::new("Making the first rows…").size(size::SMALL).color(tokens.muted));
            return;
        };
        let frame = egui::Frame::new().fill(tokens.background).inner_margin(space::S).corner_radius(4.0);
        frame.show(ui, |ui| {
            ScrollArea::both().id_salt("preview").auto_shrink(false).show(ui, |ui| match preview {
                Preview::Table { rows, .. } if rows.is_empty() => {
                    ui.label(
                        RichText::new("Nothing of this kind was found; the file holds the heading alone.")
                            .color(tokens.muted),
                    );
                }
                Preview::Table { columns, rows } => table(ui, columns, rows),
                Preview::Text(text) => {
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
                    ui.label(RichText::new(shortened_lines(text)).text_style(TextStyle::Small));
                }
                Preview::Files(names) => {
                    ui.label(RichText::new("Files for the first documents").size(size::SMALL).color(tokens.muted));
                    for name in names {
                        ui.label(name);
                    }
                }
            });
        });
    }
}

/// What people call it.
fn name(kind: ExportKind) -> String {
    match kind {
        ExportKind::Analysis => "JSON lines".to_owned(),
        ExportKind::Annotations => "Web Annotations".to_owned(),
        ExportKind::FollowTheMoney => "FollowTheMoney".to_owned(),
        ExportKind::Stix => "STIX 2.1".to_owned(),
        ExportKind::Network => "Network graph".to_owned(),
        ExportKind::Brat => "brat".to_owned(),
        ExportKind::Conll => "CoNLL".to_owned(),
        ExportKind::Spacy => "spaCy".to_owned(),
        ExportKind::Codes => "REFI-QDA".to_owned(),
        ExportKind::I2 => "i2".to_owned(),
        ExportKind::Vault => "Markdown vault".to_owned(),
        ExportKind::Evidence => "Evidence pack".to_owned(),
        other => words::sentence_case(other.label()),
    }
}

fn some(docs: &[DocId], otherwise: &str) -> Result<Scope, String> {
    if docs.is_empty() { Err(otherwise.to_owned()) } else { Ok(Scope::Documents(docs.to_vec())) }
}

fn table(ui: &mut Ui, columns: &[String], rows: &[Vec<String>]) {
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
    Grid::new("first rows").num_columns(columns.len()).spacing(vec2(space::L, space::XS)).show(ui, |ui| {
        for column in columns {
            ui.label(RichText::new(column).font(Weight::Semibold.font(size::SMALL)));
        }
        ui.end_row();
        for row in rows {
            for cell in row {
                ui.label(RichText::new(shortened(cell)).size(size::SMALL));
            }
            ui.end_row();
        }
    });
}

fn shortened(cell: &str) -> String {
    words::shortened(&words::squeeze(cell), MOST_SHOWN)
}

/// The first lines, each of them cut off where no window is wide enough.
fn shortened_lines(text: &str) -> String {
    text.lines().take(60).map(|line| words::shortened(line, 400)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_in_one_group() {
        let mut grouped: Vec<ExportKind> = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter().copied()).collect();
        grouped.sort();
        let mut all = ExportKind::ALL.to_vec();
        all.sort();
        assert_eq!(grouped, all);
    }
}
