//! The entity table.

use std::sync::Arc;

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_extras::{Column, TableBuilder};

use super::{Context, Ground, asked::Asked, correct_bar::item_menu, focus_id, picks::Picks, scope_label};
use crate::{
    app::{
        action::{Action, Panel},
        commands::Command,
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{choice, choice_item, dot, empty_state, field_width, filter_field, toolbar},
            list, table,
            text::Line,
        },
    },
    corpus::{CorpusEntity, CorpusEntityId},
    model::{DocId, EntityType},
    view::{EntityColumn, EntityKeys, EntityOrder, EntityQuery, Layer, Scope, type_code, type_words, words},
    workspace::Item,
};

/// Up to this many entities are sorted within the frame; more are sorted on a thread of their own.
const SORTED_AT_ONCE: usize = 10_000;

/// Filter, order and rows of the table.
pub struct EntitiesPanel {
    /// Whether it shows one document or all.
    pub scope: Scope,
    /// Rows that are picked together.
    pub picks: Picks,
    query: EntityQuery,
    asked: Asked,
    sorted: Made<MadeFor, Sorted>,
    seen_serial: u64,
    /// The row of the selection, and the serial and rows for which it was looked up.
    selected: Option<(u64, Arc<EntityOrder>, Option<usize>)>,
}

/// What sorting knows of the entities, and the rows that come of it.
#[derive(Default)]
struct Sorted {
    keys: Arc<EntityKeys>,
    rows: Arc<EntityOrder>,
}

impl Sorted {
    fn new(keys: Arc<EntityKeys>, query: &EntityQuery) -> Self {
        let rows = Arc::new(keys.order(query));
        Self { keys, rows }
    }
}

/// What the rows depend on.
#[derive(Clone, PartialEq)]
struct MadeFor {
    query: EntityQuery,
    doc: Option<DocId>,
    ground: Ground,
}

impl Default for EntitiesPanel {
    fn default() -> Self {
        Self {
            scope: Scope::default(),
            picks: Picks::default(),
            query: EntityQuery { column: EntityColumn::Mentions, descending: true, ..EntityQuery::default() },
            asked: Asked::default(),
            sorted: Made::default(),
            seen_serial: 0,
            selected: None,
        }
    }
}

impl EntitiesPanel {
    /// Number of rows, once they are known.
    pub fn n_rows(&self) -> Option<usize> {
        self.sorted.latest().map(|sorted| sorted.rows.rows.len())
    }

    fn rows(&self) -> Arc<EntityOrder> {
        self.sorted.latest().map(|sorted| Arc::clone(&sorted.rows)).unwrap_or_default()
    }

    /// The switch between this document and all, and the choice of columns.
    pub fn bar(&self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        super::statements::scope_switch(ui, Panel::Entities, self.scope, actions);
        choice(ui, "Columns of the entity table", "columns", |ui| {
            for column in EntityColumn::ALL.into_iter().filter(|column| *column != EntityColumn::Name) {
                let is_shown = context.settings.columns.contains(&column);
                if choice_item(ui, is_shown, column.label()) {
                    actions.push(Action::SetColumn(column, !is_shown));
                }
            }
        });
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        self.query.matching = self.asked.refresh(ui, context, &self.query.text);
        self.refresh(ui, context);
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| {
            let width = field_width(ui, 130.0);
            let id = Id::unique("filter entities");
            filter_field(ui, id, "Filter entities", "Filter by name or alias", &mut self.query.text, width);
            self.type_menu(ui);
        });
        self.picks.refresh(context);
        self.picks.bar(ui, context, actions);
        if self.n_rows().unwrap_or(0) == 0 && !self.sorted.is_making() {
            self.empty(ui, context, actions);
        } else {
            self.table(ui, context, actions);
        }
    }

    fn type_menu(&mut self, ui: &mut Ui) {
        let shown = self.query.etype.map_or("all types", type_words);
        choice(ui, "Type of entities", shown, |ui| {
            if choice_item(ui, self.query.etype.is_none(), "all types") {
                self.query.etype = None;
            }
            for etype in EntityType::ALL {
                if choice_item(ui, self.query.etype == Some(*etype), type_words(*etype)) {
                    self.query.etype = Some(*etype);
                }
            }
        });
    }

    fn empty(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let is_filtered = !self.query.text.trim().is_empty() || self.query.etype.is_some();
        if is_filtered {
            let sentence = format!("No entity matches the filter in {}.", scope_label(self.scope));
            if empty_state(ui, &sentence, Some("Show all entities")) {
                self.query.text.clear();
                self.query.etype = None;
            }
        } else if self.scope == Scope::Document && context.workspace.corpus().totals().entities > 0 {
            if empty_state(ui, "Nobody and nothing is named in this document.", Some("Entities of all documents")) {
                actions.push(Action::SetScope(Panel::Entities, Scope::Corpus));
            }
        } else {
            empty_state(ui, "Names, places and groups appear here when a document is open.", None);
        }
    }

    /// Makes the rows anew when something changed.
    fn refresh(&mut self, ui: &Ui, context: &Context<'_>) {
        let wanted = MadeFor { query: self.query.clone(), doc: context.doc_in(self.scope), ground: context.ground() };
        if self.scope == Scope::Document && wanted.doc.is_none() {
            return self.sorted.refresh_now(ui, &wanted, Sorted::default);
        }
        let corpus = context.workspace.corpus();
        let n = match wanted.doc {
            Some(doc) => corpus.entry(doc).map_or(0, |entry| entry.analysis.entities.len()),
            None => corpus.totals().entities,
        };
        let known = self.known_keys(&wanted);
        if n <= SORTED_AT_ONCE {
            let keys = || known.unwrap_or_else(|| EntityKeys::new(corpus, wanted.doc));
            self.sorted.refresh_now(ui, &wanted, || Sorted::new(keys(), &wanted.query));
        } else if !context.is_loading {
            // A snapshot held while documents are added would make the workspace copy them.
            self.sorted.refresh(ui, &wanted, || {
                let (corpus, wanted) = (context.workspace.snapshot(), wanted.clone());
                Box::new(move || {
                    let keys = known.unwrap_or_else(|| EntityKeys::new(&corpus, wanted.doc));
                    drop(corpus);
                    Sorted::new(keys, &wanted.query)
                })
            });
        }
    }

    /// What sorting knows already of the same entities.
    fn known_keys(&self, wanted: &MadeFor) -> Option<Arc<EntityKeys>> {
        let known = self.sorted.made_for()?;
        let is_same = (known.ground, known.doc) == (wanted.ground, wanted.doc);
        self.sorted.latest().filter(|_| is_same).map(|sorted| Arc::clone(&sorted.keys))
    }

    fn table(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let outer = ui.available_rect_before_wrap();
        let rows = self.rows();
        let name = format!("Entities, {} rows", words::grouped(rows.rows.len()));
        let list = list::focusable(ui, focus_id(Panel::Entities), outer, Role::Table, &name);
        let is_new = self.seen_serial != context.selection_serial;
        self.seen_serial = context.selection_serial;
        let selected = self.selected_row(context, &rows);
        let page = (outer.height() / space::ROW) as usize;
        let keys = list::keys(ui, &list, selected, rows.rows.len(), page.saturating_sub(2));
        if let Some(row) = keys.moved_to {
            actions.push(Action::Select(Item::Entity(rows.rows[row].0)));
        }
        self.picks.keys(ui, &list, &rows, selected, keys.moved_to);
        if keys.entered {
            actions.push(Action::Run(Command::NextMention));
        }
        let scroll_to = keys.moved_to.or(selected.filter(|_| is_new));
        self.draw(ui, context, &rows, scroll_to, actions);
        list::ring(ui, &list, outer);
    }

    /// The row of the selection; looked up once, since there may be a million.
    fn selected_row(&mut self, context: &Context<'_>, rows: &Arc<EntityOrder>) -> Option<usize> {
        if let Some((serial, known, row)) = &self.selected
            && *serial == context.selection_serial
            && Arc::ptr_eq(known, rows)
        {
            return *row;
        }
        let position = |id: CorpusEntityId| rows.rows.iter().position(|(row, _)| *row == id);
        let row = context.focus_entity.and_then(position);
        self.selected = Some((context.selection_serial, Arc::clone(rows), row));
        row
    }

    fn draw(
        &mut self,
        ui: &mut Ui,
        context: &Context<'_>,
        rows: &EntityOrder,
        scroll_to: Option<usize>,
        actions: &mut Vec<Action>,
    ) {
        let shown: Vec<EntityColumn> =
            EntityColumn::ALL.into_iter().filter(|column| context.settings.columns.contains(column)).collect();
        let needed: f32 = shown.iter().map(|column| width(*column)).sum();
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        // Columns are told apart by their alignment; a line shows only while one is resized.
        ui.visuals_mut().widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
        let sort_by = if needed > ui.available_width() {
            let area = egui::ScrollArea::horizontal().id_salt("entity columns").auto_shrink(false);
            let scrolled = area.show(ui, |ui| {
                ui.set_width(needed);
                self.draw_columns(ui, context, &shown, rows, scroll_to, actions)
            });
            scrolled.inner
        } else {
            self.draw_columns(ui, context, &shown, rows, scroll_to, actions)
        };
        if let Some(column) = sort_by {
            self.query.descending =
                if self.query.column == column { !self.query.descending } else { column.is_descending_first() };
            self.query.column = column;
        }
    }

    /// Draws the table; answers with a heading that was clicked.
    fn draw_columns(
        &mut self,
        ui: &mut Ui,
        context: &Context<'_>,
        shown: &[EntityColumn],
        rows: &EntityOrder,
        scroll_to: Option<usize>,
        actions: &mut Vec<Action>,
    ) -> Option<EntityColumn> {
        let corpus = context.workspace.corpus();
        let mut clicked = None;
        let mut builder = TableBuilder::new(ui)
            .id_salt(("entities", shown))
            .resizable(true)
            .animate_scrolling(false)
            .auto_shrink(false)
            .sense(Sense::CLICK);
        for column in shown {
            builder = builder.column(match column {
                EntityColumn::Name => Column::remainder().at_least(100.0).resizable(false).clip(true),
                _ => Column::initial(width(*column)).at_least(40.0).clip(true),
            });
        }
        if let Some(row) = scroll_to {
            builder = builder.scroll_to_row(row, None);
        }
        let mut sort_by = None;
        let head = builder.header(space::ROW, |mut header| {
            for column in shown {
                header.col(|ui| {
                    let heading = table::Heading {
                        label: column.label(),
                        sorted: (self.query.column == *column).then_some(self.query.descending),
                        is_number: is_number(*column),
                        is_first: *column == EntityColumn::Name,
                    };
                    if table::heading(ui, &heading).clicked() {
                        sort_by = Some(*column);
                    }
                });
            }
        });
        head.body(|body| {
            body.rows(space::ROW, rows.rows.len(), |mut row| {
                let (id, n_mentions) = rows.rows[row.index()];
                let Some(entity) = corpus.entity(id) else { return };
                let is_selected = context.focus_entity == Some(id) || self.picks.has(id);
                for column in shown {
                    row.col(|ui| cell(ui, context, *column, entity, n_mentions, is_selected));
                }
                let response = row.response();
                response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_selected, spoken(entity, n_mentions)));
                item_menu(&response, Item::Entity(id), context.subject, actions);
                if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                    actions.push(Action::Select(Item::Entity(id)));
                    actions.push(Action::Run(Command::Focus(Panel::Entities)));
                    clicked = Some(row.index());
                }
            });
        });
        if let Some(row) = clicked {
            let selected = self.selected.as_ref().and_then(|(.., selected)| *selected);
            self.picks.click(ui.input(|input| input.modifiers), rows, row, selected);
        }
        sort_by
    }
}

/// The width a column begins with; the names take what is left.
fn width(column: EntityColumn) -> f32 {
    match column {
        EntityColumn::Name => 100.0,
        EntityColumn::Type => 84.0,
        EntityColumn::Mentions => 82.0,
        EntityColumn::Documents => 46.0,
        EntityColumn::First | EntityColumn::Last => 84.0,
        EntityColumn::Aliases => 160.0,
    }
}

/// Whether a column holds numbers, which stand at the right.
fn is_number(column: EntityColumn) -> bool {
    matches!(column, EntityColumn::Mentions | EntityColumn::Documents)
}

fn cell(ui: &mut Ui, context: &Context<'_>, column: EntityColumn, entity: &CorpusEntity, n: u32, is_selected: bool) {
    let tokens = tokens(ui);
    let inner = table::ground(ui, is_selected, column == EntityColumn::Name);
    let date = |date: Option<chrono::NaiveDate>| date.map(words::iso).unwrap_or_default();
    let paint = |text: &str, weight: Weight, ink| {
        let size = if is_number(column) { size::BODY } else { size::SMALL };
        let line = Line::new(ui, text, weight.font(size), ink, inner.width().max(8.0));
        if is_number(column) { line.paint_right(ui.painter(), inner) } else { line.paint_left(ui.painter(), inner) }
    };
    match column {
        EntityColumn::Name => name_cell(ui, context, entity, inner, is_selected),
        EntityColumn::Type => paint(type_words(entity.etype), Weight::Regular, tokens.muted),
        EntityColumn::Mentions => paint(&words::grouped(n as usize), Weight::Tabular, tokens.text),
        EntityColumn::Documents => paint(&words::grouped(entity.n_documents), Weight::Tabular, tokens.text),
        EntityColumn::First => paint(&date(entity.first), Weight::Tabular, tokens.muted),
        EntityColumn::Last => paint(&date(entity.last), Weight::Tabular, tokens.muted),
        EntityColumn::Aliases => paint(&entity.aliases().collect::<Vec<_>>().join(", "), Weight::Regular, tokens.muted),
    }
}

fn name_cell(ui: &Ui, context: &Context<'_>, entity: &CorpusEntity, rect: Rect, is_selected: bool) {
    let tokens = tokens(ui);
    let colour = tokens.layer(Layer::of(entity.etype));
    let mut left = rect.left() + 16.0;
    if context.settings.type_codes {
        let ink = if is_selected { tokens.text } else { colour };
        let code = Line::new(ui, type_code(entity.etype), Weight::Semibold.font(size::TINY), ink, 30.0);
        code.paint_left(ui.painter(), rect);
        left = rect.left() + 26.0;
    } else {
        dot(ui, pos2(rect.left() + 4.0, rect.center().y), colour);
    }
    let room = (rect.right() - left).max(8.0);
    let name = words::sentence_case(&entity.name);
    Line::new(ui, &name, Weight::Regular.font(size::BODY), tokens.text, room)
        .paint_left(ui.painter(), rect.with_min_x(left));
}

fn spoken(entity: &CorpusEntity, n_mentions: u32) -> String {
    let mentions = words::counted(n_mentions as usize, "mention");
    format!("{}, {}, {mentions}", words::sentence_case(&entity.name), type_words(entity.etype))
}
