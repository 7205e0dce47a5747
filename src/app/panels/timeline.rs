//! The timeline: what is dated, day by day.

use std::sync::Arc;

use egui::{Id, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{Context, Ground, asked::Asked, correct_bar::item_menu, focus_id, scope_label};
use crate::{
    app::{
        action::{Action, Panel},
        commands::Command,
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{chip, chip_width, empty_state, field_width, filter_field, row_ground, toolbar},
            list,
            text::Line,
        },
    },
    corpus::Corpus,
    model::DocId,
    view::{Layer, Scope, TimelineEntry, TimelineRow, timeline, words},
    workspace::Matching,
};

const ROW_HEIGHT: f32 = 46.0;
/// Where the rail stands, right of the days.
const RAIL: f32 = 104.0;
/// Up to this many claims are put in order within the frame; more on a thread of their own.
const ORDERED_AT_ONCE: usize = 4_000;

/// Filter and rows.
#[derive(Default)]
pub struct TimelinePanel {
    /// Whether it shows one document or all.
    pub scope: Scope,
    text: String,
    asked: Asked,
    ordered: Made<MadeFor, Arc<Vec<TimelineRow>>>,
    seen_serial: u64,
    /// Where the list is scrolled to.
    offset: f32,
}

/// What the rows depend on.
#[derive(Clone, PartialEq)]
struct MadeFor {
    text: String,
    /// What matches the text, where it is a query.
    matching: Option<Arc<Matching>>,
    doc: Option<DocId>,
    ground: Ground,
}

impl MadeFor {
    fn rows(&self, corpus: &Corpus) -> Arc<Vec<TimelineRow>> {
        Arc::new(timeline(corpus, self.doc, &self.text, self.matching.as_deref()))
    }
}

impl TimelinePanel {
    /// Number of rows, once they are known.
    pub fn n_rows(&self) -> Option<usize> {
        self.ordered.latest().map(|rows| rows.len())
    }

    /// The switch between this document and all.
    pub fn bar(&self, ui: &mut Ui, actions: &mut Vec<Action>) {
        super::statements::scope_switch(ui, Panel::Timeline, self.scope, actions);
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        self.refresh(ui, context);
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| {
            let width = field_width(ui, 0.0);
            let id = Id::unique("filter timeline");
            filter_field(ui, id, "Filter timeline", "Filter by words or speaker", &mut self.text, width);
        });
        if self.n_rows().unwrap_or(0) == 0 {
            self.empty(ui, context, actions);
        } else {
            self.list(ui, context, actions);
        }
    }

    fn empty(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        if self.ordered.is_making() {
            empty_state(ui, "Putting dates in order…", None);
        } else if !self.text.trim().is_empty() {
            let sentence = format!("Nothing dated matches the filter in {}.", scope_label(self.scope));
            if empty_state(ui, &sentence, Some("Show the whole timeline")) {
                self.text.clear();
            }
        } else if self.scope == Scope::Document && context.n_documents() > 1 {
            if empty_state(ui, "Nothing in this document has a date.", Some("Timeline of all documents")) {
                actions.push(Action::SetScope(Panel::Timeline, Scope::Corpus));
            }
        } else if empty_state(ui, "What happened when appears here when a document has dates.", Some("Open files…")) {
            actions.push(Action::Run(Command::OpenFiles));
        }
    }

    /// Makes the rows anew when something changed.
    fn refresh(&mut self, ui: &Ui, context: &Context<'_>) {
        let corpus = context.workspace.corpus();
        let doc = context.doc_in(self.scope);
        let matching = self.asked.refresh(ui, context, &self.text);
        let wanted = MadeFor { text: self.text.clone(), matching, doc, ground: context.ground() };
        if self.scope == Scope::Document && doc.is_none() {
            return self.ordered.refresh_now(ui, &wanted, Arc::default);
        }
        let n_claims =
            doc.and_then(|doc| corpus.entry(doc)).map_or(corpus.totals().claims, |entry| entry.analysis.claims.len());
        if n_claims <= ORDERED_AT_ONCE {
            self.ordered.refresh_now(ui, &wanted, || wanted.rows(corpus));
        } else if !context.is_loading {
            // A snapshot held while documents are added would make the workspace copy them.
            self.ordered.refresh(ui, &wanted, || {
                let (corpus, wanted) = (context.workspace.snapshot(), wanted.clone());
                Box::new(move || wanted.rows(&corpus))
            });
        }
    }

    fn list(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let outer = ui.available_rect_before_wrap();
        let rows = self.ordered.latest().cloned().unwrap_or_default();
        let name = format!("Timeline, {}", words::counted(rows.len(), "row"));
        let list = list::focusable(ui, focus_id(Panel::Timeline), outer, Role::List, &name);
        let is_new = self.seen_serial != context.selection_serial;
        self.seen_serial = context.selection_serial;
        // Looked up anew only with the keyboard or a new selection, since there may be very many.
        let selected = (is_new || list.has_focus())
            .then(|| context.selection.and_then(|item| rows.iter().position(|row| row.item == item)))
            .flatten();
        let keys = list::keys(ui, &list, selected, rows.len(), (outer.height() / ROW_HEIGHT) as usize);
        if let Some(row) = keys.moved_to {
            actions.push(Action::Select(rows[row].item));
        }
        if keys.entered {
            actions.push(Action::Run(Command::Focus(Panel::Story)));
        }
        let mut area = ScrollArea::vertical().id_salt("timeline").auto_shrink(false);
        if let Some(row) = selected.filter(|_| is_new) {
            let top = row as f32 * ROW_HEIGHT;
            if top < self.offset || top + ROW_HEIGHT > self.offset + outer.height() {
                area = area.vertical_scroll_offset((top - outer.height() * 0.3).max(0.0));
            }
        }
        let scrolled = area.show_viewport(ui, |ui, viewport| {
            ui.set_height(rows.len() as f32 * ROW_HEIGHT);
            let first = (viewport.top() / ROW_HEIGHT).max(0.0) as usize;
            let last = ((viewport.bottom() / ROW_HEIGHT).ceil() as usize).min(rows.len());
            for index in first..last {
                let top = ui.max_rect().top() + index as f32 * ROW_HEIGHT;
                let rect = Rect::from_min_size(pos2(outer.left(), top), vec2(outer.width(), ROW_HEIGHT));
                let is_first = index == first || rows[index - 1].when() != rows[index].when();
                let is_selected = context.selection == Some(rows[index].item);
                self.row(ui, context, (index, &rows[index]), rect, (is_first, is_selected), actions);
            }
        });
        self.offset = scrolled.state.clamped_offset().y;
        list::ring(ui, &list, outer);
    }

    fn row(
        &self,
        ui: &Ui,
        context: &Context<'_>,
        (index, row): (usize, &TimelineRow),
        rect: Rect,
        (is_first, is_selected): (bool, bool),
        actions: &mut Vec<Action>,
    ) {
        let Some(entry) = TimelineEntry::new(context.workspace.corpus(), row.item) else { return };
        let tokens = tokens(ui);
        let response = ui.interact(rect, focus_id(Panel::Timeline).with(index), Sense::CLICK);
        let when = row.when();
        let spoken = format!("{} {}: {} {}", when[0], when[1], entry.words, entry.who);
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, spoken.trim_end()));
        row_ground(ui, rect, is_selected, ui.rect_contains_pointer(rect));
        let painter = ui.painter();
        let rail = rect.left() + RAIL;
        painter.vline(rail, rect.y_range(), Stroke::new(1.0, tokens.hairline));
        let line_at =
            |top: f32| Rect::from_min_size(pos2(rect.left() + space::M, rect.top() + top), vec2(RAIL - 24.0, 18.0));
        if is_first {
            let day = Line::new(ui, &when[0], Weight::Semibold.font(size::BODY), tokens.text, RAIL - 22.0);
            day.paint_left(painter, line_at(5.0));
            let year = Line::new(ui, &when[1], Weight::Tabular.font(size::SMALL), tokens.muted, RAIL - 22.0);
            year.paint_left(painter, line_at(23.0));
            painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, tokens.hairline));
        }
        painter.circle_filled(pos2(rail, rect.top() + 14.0), 4.0, tokens.layer(entry.layer));
        let text = Rect::from_min_max(
            pos2(rail + space::M, rect.top() + 5.0),
            pos2(rect.right() - space::M, rect.top() + 23.0),
        );
        let sentence =
            Line::new(ui, &entry.words, Weight::Regular.font(size::BODY), tokens.text, text.width().max(8.0));
        sentence.paint_left(painter, text);
        let mut meta = text.translate(vec2(0.0, 18.0));
        if !entry.act.is_empty() {
            let at = pos2(meta.left(), meta.top());
            chip(ui, at, &entry.act, Layer::Claims);
            meta = meta.with_min_x(at.x + chip_width(ui, &entry.act) + space::S);
        }
        let mut about: Vec<&str> = Vec::new();
        about.extend(Some(entry.who.as_str()).filter(|who| !who.is_empty()));
        about.extend((self.scope == Scope::Corpus).then_some(entry.story.as_str()));
        let about = about.join("  ·  ");
        let ink = if is_selected { tokens.text } else { tokens.muted };
        let second = Line::new(ui, &about, Weight::Regular.font(size::SMALL), ink, meta.width().max(8.0));
        second.paint_left(painter, meta);
        let response = if sentence.elided || second.elided {
            response.on_hover_text(format!("{}\n{about}", entry.words))
        } else {
            response
        };
        item_menu(&response, row.item, context.subject, actions);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            ui.memory_mut(|memory| memory.request_focus(focus_id(Panel::Timeline)));
            actions.push(Action::Select(row.item));
        }
    }
}
