//! The attribution ledger: all statements in one table.

use std::sync::{
    Arc,
    mpsc::{self, Receiver},
};

use egui::{Id, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_extras::{Column, TableBuilder};

use super::{Context, Ground, asked::Asked, correct_bar::item_menu, focus_id, scope_label};
use crate::{
    app::{
        action::{Action, Panel},
        commands::{Command, tooltip},
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{choice, choice_item, dot, empty_state, filter_field, link, toolbar},
            list, table,
            text::Line,
        },
    },
    corpus::{Corpus, CorpusEntityId, LedgerColumn, Statement, StatementId},
    export::{ExportKind, LedgerTable},
    model::{Act, DocId, Modality, QuoteKind},
    view::{DateRange, Layer, LedgerChoices, LedgerKeys, LedgerQuery, Scope, Speaker, words},
    workspace::Item,
};

/// Up to this many statements are sorted within the frame; more are sorted on a thread of their own.
const SORTED_AT_ONCE: usize = 4_000;

/// A row: a statement of a document.
type Row = (DocId, StatementId);

/// Filter, order and rows of the ledger.
pub struct LedgerPanel {
    /// Whether it shows one document or all.
    pub scope: Scope,
    query: LedgerQuery,
    /// The days as typed; they count once they can be read.
    said: String,
    asked: Asked,
    rows: Arc<Vec<Row>>,
    keys: Option<(Grounds, Arc<LedgerKeys>)>,
    made_for: Option<MadeFor>,
    sorting: Option<(MadeFor, Receiver<Sorted>)>,
    seen_serial: u64,
    /// The row of the selection, and the serial and rows for which it was looked up.
    selected: Option<(u64, Arc<Vec<Row>>, Option<usize>)>,
}

/// What a sorting thread answers.
type Sorted = (Arc<LedgerKeys>, Vec<Row>);

/// What the statements in scope depend on.
type Grounds = (Option<DocId>, Ground);

/// What the rows depend on.
#[derive(Clone, PartialEq)]
struct MadeFor {
    query: LedgerQuery,
    ground: Grounds,
}

impl Default for LedgerPanel {
    fn default() -> Self {
        Self {
            scope: Scope::Corpus,
            query: LedgerQuery { descending: true, ..LedgerQuery::default() },
            said: String::new(),
            asked: Asked::default(),
            rows: Arc::default(),
            keys: None,
            made_for: None,
            sorting: None,
            seen_serial: 0,
            selected: None,
        }
    }
}

impl LedgerPanel {
    /// Number of rows, once they are known.
    pub fn n_rows(&self) -> Option<usize> {
        self.made_for.as_ref().map(|_| self.rows.len())
    }

    /// What it shows, with these columns; `None` before it was ever shown.
    pub fn shown(&self, columns: &[LedgerColumn]) -> Option<LedgerTable> {
        self.made_for.as_ref()?;
        Some(LedgerTable { rows: self.rows.to_vec(), columns: columns.to_vec() })
    }

    /// The choice of columns, the switch between this document and all, and the export.
    pub fn bar(&self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        super::statements::scope_switch(ui, Panel::Ledger, self.scope, actions);
        choice(ui, "Columns of the ledger", "columns", |ui| {
            for column in LedgerColumn::ALL.into_iter().filter(|column| *column != LedgerColumn::Words) {
                let is_shown = !context.settings.ledger_hidden.contains(&column);
                if choice_item(ui, is_shown, column.label()) {
                    actions.push(Action::SetLedgerColumn(column, !is_shown));
                }
            }
        });
        let export = Command::Export(ExportKind::Ledger);
        if link(ui, "Export…").on_hover_text(tooltip(ui.ctx(), export)).clicked() {
            actions.push(Action::Run(export));
        }
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        self.query.matching = self.asked.refresh(ui, context, &self.query.text);
        self.refresh(ui, context);
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| self.filters(ui, context));
        if !self.rows.is_empty() || self.sorting.is_some() {
            self.table(ui, context, actions);
        } else {
            self.empty(ui, context, actions);
        }
    }

    fn filters(&mut self, ui: &mut Ui, context: &Context<'_>) {
        let corpus = context.workspace.corpus();
        let keys = self.keys.as_ref().map(|(_, keys)| Arc::clone(keys)).unwrap_or_default();
        let (choices, n_all) = (keys.choices(), keys.len());
        let width = (ui.available_width() * 0.3).clamp(160.0, 280.0);
        let id = Id::unique("filter ledger");
        filter_field(ui, id, "Filter statements", "Words, speaker or topic", &mut self.query.text, width);
        self.speaker_menu(ui, corpus, choices);
        pick(ui, "Act of statements", "any act", Act::ALL, Act::label, &mut self.query.act);
        pick(ui, "Modality of statements", "any modality", Modality::ALL, Modality::label, &mut self.query.modality);
        pick(ui, "Kind of statements", "any kind", QuoteKind::ALL, QuoteKind::label, &mut self.query.kind);
        let name = |id: CorpusEntityId| entity_name(corpus, id);
        pick(ui, "Topic of statements", "about anything", &choices.about, name, &mut self.query.about);
        if choices.outlets.len() > 1 {
            let label = |outlet: String| outlet;
            pick(ui, "Outlet of statements", "any outlet", &choices.outlets, label, &mut self.query.outlet);
        }
        let field = filter_field(
            ui,
            Id::unique("filter days"),
            "Days of statements",
            "Days, as 2024-02",
            &mut self.said,
            150.0,
        );
        match DateRange::parse(&self.said) {
            Some(range) => {
                self.query.said = range;
                field.on_hover_text("A year, month or day, or two of them with two dots between");
            }
            None => {
                let hint = "Not a day: write 2024, 2024-02, 2024-02-08, or two of them with two dots between";
                let stroke = egui::Stroke::new(1.0, tokens(ui).error);
                ui.painter().rect_stroke(field.rect, 4.0, stroke, egui::StrokeKind::Inside);
                field.on_hover_text(hint);
            }
        }
        let n = words::grouped(self.rows.len());
        let count = if self.query.is_filtered() {
            format!("{n} of {}", words::counted(n_all, "statement"))
        } else {
            words::counted(self.rows.len(), "statement")
        };
        ui.label(egui::RichText::new(count).size(size::SMALL).color(tokens(ui).muted));
        if (self.query.is_filtered() || !self.said.is_empty()) && link(ui, "Clear filters").clicked() {
            self.clear();
        }
        if self.sorting.is_some() {
            ui.add(egui::Spinner::new().size(14.0)).on_hover_text("Sorting");
        }
    }

    fn clear(&mut self) {
        self.query = self.query.cleared();
        self.said.clear();
    }

    fn speaker_menu(&mut self, ui: &mut Ui, corpus: &Corpus, choices: &LedgerChoices) {
        let label = |speaker: Speaker| match speaker {
            Speaker::Anybody => "anybody".to_owned(),
            Speaker::Sources => "all sources".to_owned(),
            Speaker::Reporter => "the reporter".to_owned(),
            Speaker::Entity(id) => entity_name(corpus, id),
        };
        let entities = choices.speakers.iter().map(|id| Speaker::Entity(*id));
        choice(ui, "Speaker of statements", &label(self.query.speaker), |ui| {
            for speaker in [Speaker::Anybody, Speaker::Sources, Speaker::Reporter].into_iter().chain(entities) {
                if choice_item(ui, self.query.speaker == speaker, &label(speaker)) {
                    self.query.speaker = speaker;
                }
            }
        });
    }

    fn empty(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        if self.query.is_filtered() {
            let sentence = format!("No statement matches the filters in {}.", scope_label(self.scope));
            if empty_state(ui, &sentence, Some("Show all statements")) {
                self.clear();
            }
        } else if self.scope == Scope::Document && context.n_documents() > 1 {
            if empty_state(ui, "Nobody states anything in this document.", Some("Statements of all documents")) {
                actions.push(Action::SetScope(Panel::Ledger, Scope::Corpus));
            }
        } else if empty_state(ui, "Who states what appears here when a document says so.", Some("Open files…")) {
            actions.push(Action::Run(Command::OpenFiles));
        }
    }

    /// Takes finished rows in and asks for new ones when something changed.
    fn refresh(&mut self, ui: &Ui, context: &Context<'_>) {
        if let Some((made_for, receiver)) = self.sorting.take() {
            match receiver.try_recv() {
                Ok((keys, rows)) => self.take(ui, made_for, keys, rows),
                Err(mpsc::TryRecvError::Empty) => self.sorting = Some((made_for, receiver)),
                Err(mpsc::TryRecvError::Disconnected) => log::error!("sorting the ledger failed"),
            }
        }
        let corpus = context.workspace.corpus();
        let doc = context.doc_in(self.scope);
        let ground = (doc, context.ground());
        let wanted = MadeFor { query: self.query.clone(), ground };
        if self.made_for.as_ref() == Some(&wanted) || self.sorting.is_some() {
            return;
        }
        if self.scope == Scope::Document && doc.is_none() {
            self.take(ui, wanted, Arc::default(), Vec::new());
            return;
        }
        let counts = doc.and_then(|doc| corpus.entry(doc)).map_or(corpus.totals(), |entry| entry.analysis.counts());
        if counts.claims + counts.quotes <= SORTED_AT_ONCE {
            let keys = self.known_keys(&wanted).unwrap_or_else(|| Arc::new(LedgerKeys::new(corpus, doc)));
            let rows = keys.order(corpus, &wanted.query);
            self.take(ui, wanted, keys, rows);
        } else if !context.is_loading {
            // A snapshot held while documents are added would make the workspace copy them.
            self.sort_elsewhere(ui, context, wanted);
        }
    }

    fn take(&mut self, ui: &Ui, made_for: MadeFor, keys: Arc<LedgerKeys>, rows: Vec<Row>) {
        self.keys = Some((made_for.ground, keys));
        self.rows = Arc::new(rows);
        self.made_for = Some(made_for);
        // The number on the tab is drawn before the rows are known.
        ui.request_repaint();
    }

    fn known_keys(&self, wanted: &MadeFor) -> Option<Arc<LedgerKeys>> {
        self.keys.as_ref().filter(|(ground, _)| *ground == wanted.ground).map(|(_, keys)| Arc::clone(keys))
    }

    fn sort_elsewhere(&mut self, ui: &Ui, context: &Context<'_>, wanted: MadeFor) {
        let (sender, receiver) = mpsc::channel();
        let known = self.known_keys(&wanted);
        let (corpus, made_for, ctx) = (context.workspace.snapshot(), wanted.clone(), ui.ctx().clone());
        std::thread::spawn(move || {
            let keys = known.unwrap_or_else(|| Arc::new(LedgerKeys::new(&corpus, made_for.ground.0)));
            let rows = keys.order(&corpus, &made_for.query);
            drop(corpus);
            // A closed channel means that the window is gone.
            if sender.send((keys, rows)).is_ok() {
                ctx.request_repaint();
            }
        });
        self.sorting = Some((wanted, receiver));
    }

    fn table(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let outer = ui.available_rect_before_wrap();
        let name = format!("Ledger, {} rows", words::grouped(self.rows.len()));
        let list = list::focusable(ui, focus_id(Panel::Ledger), outer, Role::Table, &name);
        let rows = Arc::clone(&self.rows);
        let is_new = self.seen_serial != context.selection_serial;
        self.seen_serial = context.selection_serial;
        let selected = self.selected_row(context);
        let page = (outer.height() / space::ROW) as usize;
        let keys = list::keys(ui, &list, selected, rows.len(), page.saturating_sub(2));
        if let Some(row) = keys.moved_to {
            actions.push(Action::Select(item(rows[row])));
        }
        if keys.entered && selected.is_some() {
            actions.push(Action::Run(Command::Focus(Panel::Story)));
        }
        let scroll_to = keys.moved_to.or(selected.filter(|_| is_new));
        let columns = context.settings.ledger_columns();
        let needed: f32 = columns.iter().map(|column| width(*column)).sum();
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        // Columns are told apart by their alignment; a line shows only while one is resized.
        ui.visuals_mut().widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
        let sort_by = if needed > ui.available_width() {
            let area = egui::ScrollArea::horizontal().id_salt("ledger columns").auto_shrink(false);
            let scrolled = area.show(ui, |ui| {
                ui.set_width(needed);
                self.draw(ui, context, &columns, &rows, (scroll_to, selected), actions)
            });
            scrolled.inner
        } else {
            self.draw(ui, context, &columns, &rows, (scroll_to, selected), actions)
        };
        if let Some(column) = sort_by {
            self.query.descending = if self.query.column == column { !self.query.descending } else { column.is_date() };
            self.query.column = column;
        }
        list::ring(ui, &list, outer);
    }

    /// The row of the selection; looked up once, since there may be a million.
    fn selected_row(&mut self, context: &Context<'_>) -> Option<usize> {
        if let Some((serial, rows, row)) = &self.selected
            && *serial == context.selection_serial
            && Arc::ptr_eq(rows, &self.rows)
        {
            return *row;
        }
        let corpus = context.workspace.corpus();
        let row = context.selection.and_then(|selected| match selected {
            Item::Claim(..) => self.rows.iter().position(|row| item(*row) == selected),
            // A selected quote lights up the first of its claims.
            Item::Quote(doc, id) => self.rows.iter().position(|(row_doc, row)| {
                let quote = |claim| corpus.entry(doc).and_then(|entry| entry.analysis.claim(claim)?.quote);
                *row_doc == doc
                    && match *row {
                        StatementId::Quote(quote) => quote == id,
                        StatementId::Claim(claim) => quote(claim) == Some(id),
                    }
            }),
            _ => None,
        });
        self.selected = Some((context.selection_serial, Arc::clone(&self.rows), row));
        row
    }

    /// Draws the table; answers with a heading that was clicked.
    fn draw(
        &self,
        ui: &mut Ui,
        context: &Context<'_>,
        columns: &[LedgerColumn],
        rows: &[Row],
        (scroll_to, selected): (Option<usize>, Option<usize>),
        actions: &mut Vec<Action>,
    ) -> Option<LedgerColumn> {
        let corpus = context.workspace.corpus();
        let mut builder = TableBuilder::new(ui)
            .id_salt(("ledger", columns))
            .resizable(true)
            .animate_scrolling(false)
            .auto_shrink(false)
            .sense(Sense::CLICK);
        for column in columns {
            builder = builder.column(match column {
                LedgerColumn::Words => Column::remainder().at_least(width(*column)).resizable(false).clip(true),
                _ => Column::initial(width(*column)).at_least(40.0).clip(true),
            });
        }
        if let Some(row) = scroll_to {
            builder = builder.scroll_to_row(row, None);
        }
        let mut sort_by = None;
        let head = builder.header(space::ROW, |mut header| {
            for (position, column) in columns.iter().enumerate() {
                header.col(|ui| {
                    let heading = table::Heading {
                        label: column.label(),
                        sorted: (self.query.column == *column).then_some(self.query.descending),
                        is_number: false,
                        is_first: position == 0,
                    };
                    if table::heading(ui, &heading).clicked() {
                        sort_by = Some(*column);
                    }
                });
            }
        });
        head.body(|body| {
            body.rows(space::ROW, rows.len(), |mut row| {
                let (doc, id) = rows[row.index()];
                let Some(statement) = corpus.entry(doc).and_then(|entry| Statement::new(entry, id)) else { return };
                let is_selected = selected == Some(row.index());
                let mut cut = None;
                for (position, column) in columns.iter().enumerate() {
                    let (_, response) = row.col(|ui| {
                        cut = cell(ui, corpus, &statement, *column, is_selected, position == 0);
                    });
                    if let Some(whole) = cut.take() {
                        response.on_hover_text(whole);
                    }
                }
                let response = row.response();
                let spoken = || spoken(corpus, &statement);
                response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_selected, spoken()));
                let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
                item_menu(&response, item((doc, id)), context.subject, actions);
                if response.clicked() {
                    actions.push(Action::Select(item((doc, id))));
                    actions.push(Action::Run(Command::Focus(Panel::Ledger)));
                }
                if response.double_clicked() {
                    actions.push(Action::Run(Command::Focus(Panel::Story)));
                }
            });
        });
        sort_by
    }
}

/// A menu of values of which one may be chosen.
fn pick<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    any: &str,
    values: &[T],
    label: impl Fn(T) -> String,
    chosen: &mut Option<T>,
) {
    let shown = chosen.clone().map_or_else(|| any.to_owned(), &label);
    choice(ui, name, &shown, |ui| {
        if choice_item(ui, chosen.is_none(), any) {
            *chosen = None;
        }
        for value in values {
            if choice_item(ui, chosen.as_ref() == Some(value), &label(value.clone())) {
                *chosen = Some(value.clone());
            }
        }
    });
}

fn entity_name(corpus: &Corpus, id: CorpusEntityId) -> String {
    corpus.entity(id).map_or_else(String::new, |entity| words::sentence_case(&entity.name))
}

fn item((doc, id): Row) -> Item {
    match id {
        StatementId::Claim(id) => Item::Claim(doc, id),
        StatementId::Quote(id) => Item::Quote(doc, id),
    }
}

/// The width a column begins with; the words take what is left.
fn width(column: LedgerColumn) -> f32 {
    match column {
        LedgerColumn::Said | LedgerColumn::Happened | LedgerColumn::Published => 98.0,
        LedgerColumn::Polarity | LedgerColumn::Modality | LedgerColumn::Kind => 76.0,
        LedgerColumn::Act | LedgerColumn::Hedges => 92.0,
        LedgerColumn::Speaker | LedgerColumn::Affiliation | LedgerColumn::About => 140.0,
        LedgerColumn::Role => 124.0,
        LedgerColumn::Outlet => 104.0,
        LedgerColumn::Story => 180.0,
        LedgerColumn::Words => 300.0,
    }
}

/// Draws a cell; answers with all of its words when they do not fit.
fn cell(
    ui: &Ui,
    corpus: &Corpus,
    statement: &Statement<'_>,
    column: LedgerColumn,
    is_selected: bool,
    is_first: bool,
) -> Option<String> {
    let tokens = tokens(ui);
    let mut inner = table::ground(ui, is_selected, is_first);
    let text = words::squeeze(&statement.cell(corpus, column));
    let (weight, ink, points, text) = match column {
        LedgerColumn::Words => (Weight::Regular, tokens.text, size::BODY, text),
        LedgerColumn::Speaker => {
            let entity = statement.corpus_speaker(corpus);
            let layer = entity.map_or(Layer::Others, |entity| Layer::of(entity.etype));
            dot(ui, pos2(inner.left() + 4.0, inner.center().y), tokens.layer(layer));
            inner = inner.with_min_x(inner.left() + 16.0);
            let ink = if statement.is_by_author() { tokens.muted } else { tokens.text };
            (Weight::Regular, ink, size::BODY, words::sentence_case(&text))
        }
        LedgerColumn::Act => (Weight::Medium, tokens.claim, size::SMALL, text),
        column if column.is_date() => (Weight::Tabular, tokens.muted, size::SMALL, text),
        _ => (Weight::Regular, tokens.muted, size::SMALL, text),
    };
    // A claim that is so and certain is the common case; only what differs is shown in full strength.
    let ink = match (column, statement.claim) {
        (LedgerColumn::Polarity, Some(claim)) if claim.polarity == crate::model::Polarity::Negative => tokens.text,
        (LedgerColumn::Modality, Some(claim)) if claim.modality != Modality::Certain => tokens.text,
        _ if is_selected => tokens.text,
        _ => ink,
    };
    let line = Line::new(ui, &text, weight.font(points), ink, inner.width().max(8.0));
    line.paint_left(ui.painter(), inner);
    line.elided.then_some(text)
}

fn spoken(corpus: &Corpus, statement: &Statement<'_>) -> String {
    let cell = |column| words::squeeze(&statement.cell(corpus, column));
    let parts = [LedgerColumn::Speaker, LedgerColumn::Act, LedgerColumn::Words, LedgerColumn::Said].map(cell);
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
