//! The list of documents.

use std::sync::Arc;

use egui::{Id, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{Context, asked::Asked, correct_bar::document_menu, focus_id};
use crate::{
    app::{
        action::{Action, Panel},
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{choice, choice_item, empty_state, field_width, filter_field, row_ground, toolbar},
            icons, list,
            text::Line,
        },
    },
    model::DocId,
    view::{DocumentFilter, DocumentRow, DocumentSort, document_rows},
    workspace::Revision,
};

const ROW_HEIGHT: f32 = 52.0;
/// Up to this many documents are filtered and sorted within the frame; more are on a thread of their own.
const SORTED_AT_ONCE: usize = 1_000;

/// Filter and order of the list, and the rows they lead to.
#[derive(Default)]
pub struct DocumentsPanel {
    filter: DocumentFilter,
    rows: Arc<Vec<DocId>>,
    made_for: Option<MadeFor>,
    elsewhere: Made<MadeFor, Arc<Vec<DocId>>>,
    asked: Asked,
    seen_open: Option<DocId>,
}

/// What the rows depend on.
#[derive(Clone, PartialEq)]
struct MadeFor {
    filter: DocumentFilter,
    sort: DocumentSort,
    documents: Revision,
    /// Reading and flagging change the rows only where the filter looks at them.
    revision: Option<Revision>,
}

impl DocumentsPanel {
    /// The document after or before the open one in the order of the list.
    pub fn neighbour(&self, open: Option<DocId>, forward: bool) -> Option<DocId> {
        let at = open.and_then(|open| self.rows.iter().position(|row| *row == open));
        match (at, forward) {
            (None, _) => self.rows.first().copied(),
            (Some(at), true) => self.rows.get(at + 1).copied(),
            (Some(at), false) => self.rows.get(at.checked_sub(1)?).copied(),
        }
    }

    /// The first document after this one, going round, for which `wanted` holds.
    pub fn next_where(&self, doc: Option<DocId>, wanted: impl Fn(DocId) -> bool) -> Option<DocId> {
        let at = doc.and_then(|doc| self.rows.iter().position(|row| *row == doc)).map_or(0, |at| at + 1);
        let (before, after) = self.rows.split_at(at);
        after.iter().chain(before).copied().find(|row| wanted(*row))
    }

    /// Lists what matches these words or this query alone.
    pub fn filter_by(&mut self, text: String) {
        self.filter = DocumentFilter { text, ..DocumentFilter::default() };
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>, sort: &mut DocumentSort) {
        self.filter.matching = self.asked.refresh(ui, context, &self.filter.text);
        self.refresh(ui, context, *sort);
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| {
            let width = field_width(ui, 84.0);
            let id = Id::unique("filter documents");
            filter_field(ui, id, "Filter documents", "Filter", &mut self.filter.text, width);
            self.sort_menu(ui, sort);
        });
        if self.rows.is_empty() {
            self.empty(ui, context, actions);
        } else {
            self.list(ui, context, actions);
        }
    }

    fn sort_menu(&mut self, ui: &mut Ui, sort: &mut DocumentSort) {
        let shown = if self.filter.unread {
            "Unread"
        } else if self.filter.flagged {
            "Flagged"
        } else {
            "Sort"
        };
        choice(ui, "Sort and filter documents", shown, |ui| {
            for choice in DocumentSort::ALL {
                if choice_item(ui, *sort == choice, choice.label()) {
                    *sort = choice;
                }
            }
            ui.separator();
            if choice_item(ui, self.filter.unread, "Only unread") {
                self.filter.unread = !self.filter.unread;
            }
            if choice_item(ui, self.filter.flagged, "Only flagged") {
                self.filter.flagged = !self.filter.flagged;
            }
        });
    }

    fn refresh(&mut self, ui: &Ui, context: &Context<'_>, sort: DocumentSort) {
        let looks_at_decisions = self.filter.unread || self.filter.flagged;
        let wanted = MadeFor {
            filter: self.filter.clone(),
            sort,
            documents: context.workspace.documents(),
            revision: looks_at_decisions.then(|| context.workspace.revision()),
        };
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        let is_quick = self.filter.is_empty() && sort == DocumentSort::Added;
        if is_quick || context.n_documents() <= SORTED_AT_ONCE {
            self.rows = Arc::new(document_rows(context.workspace, &self.filter, sort));
            self.made_for = Some(wanted);
        } else if !context.is_loading {
            // A snapshot held while documents are added would make the workspace copy them.
            self.elsewhere.refresh(ui, &wanted, || {
                let (outlook, filter) = (context.workspace.outlook(), self.filter.clone());
                Box::new(move || Arc::new(document_rows(&outlook, &filter, sort)))
            });
            // Until the new rows are there, those of before stay.
            if let Some(rows) = self.elsewhere.value(&wanted) {
                self.rows = Arc::clone(rows);
                self.made_for = Some(wanted);
            }
        }
    }

    fn empty(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        if context.n_documents() == 0 {
            if empty_state(ui, "No documents yet.", Some("Open files…")) {
                actions.push(Action::Run(crate::app::commands::Command::OpenFiles));
            }
        } else if empty_state(ui, "No document matches the filter.", Some("Show all documents")) {
            self.filter = DocumentFilter::default();
        }
    }

    fn list(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let outer = ui.available_rect_before_wrap();
        let list = list::focusable(ui, focus_id(Panel::Documents), outer, Role::ListBox, "Documents");
        let open_row = context.open.and_then(|open| self.rows.iter().position(|row| *row == open));
        let page = (outer.height() / ROW_HEIGHT) as usize;
        let keys = list::keys(ui, &list, open_row, self.rows.len(), page);
        if let Some(row) = keys.moved_to {
            actions.push(Action::Show(self.rows[row]));
        }
        if keys.entered {
            actions.push(Action::Run(crate::app::commands::Command::Focus(Panel::Story)));
        }
        let mut area = ScrollArea::vertical().id_salt("documents").auto_shrink(false);
        if self.seen_open != context.open {
            self.seen_open = context.open;
            if let Some(offset) = open_row.and_then(|row| offset_to_show(ui, row, outer.height())) {
                area = area.vertical_scroll_offset(offset);
            }
        }
        let scrolled = area.show_viewport(ui, |ui, viewport| {
            ui.set_height(self.rows.len() as f32 * ROW_HEIGHT);
            let first = (viewport.top() / ROW_HEIGHT) as usize;
            let last = (viewport.bottom() / ROW_HEIGHT).ceil() as usize;
            for index in first..last.min(self.rows.len()) {
                let top = ui.max_rect().top() + index as f32 * ROW_HEIGHT;
                let rect = Rect::from_min_size(pos2(outer.left(), top), vec2(outer.width(), ROW_HEIGHT));
                if let Some(row) = DocumentRow::new(context.workspace, self.rows[index]) {
                    let how = (context.open == Some(row.id), context.workspace.is_writable());
                    row_ui(ui, &row, rect, how, actions);
                }
            }
        });
        ui.ctx().data_mut(|data| data.insert_temp(offset_id(), scrolled.state.clamped_offset().y));
        list::ring(ui, &list, outer);
    }
}

fn offset_id() -> Id {
    Id::unique("documents offset")
}

/// Where to scroll so that a row is on screen; nothing when it is.
fn offset_to_show(ui: &Ui, row: usize, height: f32) -> Option<f32> {
    let offset: f32 = ui.ctx().data(|data| data.get_temp(offset_id())).unwrap_or_default();
    let top = row as f32 * ROW_HEIGHT;
    if top < offset {
        Some(top)
    } else if top + ROW_HEIGHT > offset + height {
        Some(top + ROW_HEIGHT - height)
    } else {
        None
    }
}

fn row_ui(ui: &mut Ui, row: &DocumentRow, rect: Rect, (is_open, is_writable): (bool, bool), actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    let response = ui.interact(rect, focus_id(Panel::Documents).with(row.id), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_open, spoken(row)));
    let is_hovered = ui.rect_contains_pointer(rect);
    row_ground(ui, rect, is_open, is_hovered);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, tokens.hairline));
    let inner = rect.shrink2(vec2(space::L, 7.0));
    let first = Rect::from_min_size(inner.min, vec2(inner.width(), 20.0));
    let second = Rect::from_min_size(pos2(inner.left(), inner.top() + 20.0), vec2(inner.width(), 18.0));
    let weight = if row.is_unread { Weight::Semibold } else { Weight::Regular };
    let indent = if row.is_unread { 12.0 } else { 0.0 };
    if row.is_unread {
        ui.painter().circle_filled(pos2(first.left() + 3.0, first.center().y), 3.0, tokens.accent);
    }
    let title = Line::new(ui, &row.title, weight.font(size::BODY), tokens.text, first.width() - indent);
    title.paint_left(ui.painter(), first.with_min_x(first.left() + indent));
    let subtitle = Line::new(ui, &row.subtitle, Weight::Regular.font(size::SMALL), tokens.muted, second.width() - 24.0);
    subtitle.paint_left(ui.painter(), second);
    if row.is_flagged || is_hovered || is_open {
        flag_button(ui, row, second, actions);
    }
    document_menu(&response, row.id, is_writable, actions);
    let response = if title.elided { response.on_hover_text(&row.title) } else { response };
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        ui.memory_mut(|memory| memory.request_focus(focus_id(Panel::Documents)));
        actions.push(Action::Show(row.id));
    }
}

fn flag_button(ui: &Ui, row: &DocumentRow, line: Rect, actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    let rect = Rect::from_center_size(pos2(line.right() - 6.0, line.center().y), vec2(18.0, 18.0));
    let response = ui.interact(rect, focus_id(Panel::Documents).with(("flag", row.id)), Sense::CLICK);
    let verb = if row.is_flagged { "Unflag" } else { "Flag" };
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, row.is_flagged, format!("{verb} document {}", row.id.0 + 1))
    });
    let ink = if row.is_flagged { tokens.layer(crate::view::Layer::Quotes) } else { tokens.faint };
    icons::flag(ui.painter(), rect.shrink(3.0), row.is_flagged, ink);
    let response = response.on_hover_text(format!("{verb} this document (F)"));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        actions.push(Action::Flag(row.id, !row.is_flagged));
    }
}

fn spoken(row: &DocumentRow) -> String {
    let unread = if row.is_unread { ", unread" } else { "" };
    let flagged = if row.is_flagged { ", flagged" } else { "" };
    format!("{}, {}{unread}{flagged}", row.title, row.subtitle)
}
