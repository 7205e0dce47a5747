//! Headings and cells of tables, the same in each.

use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};

use super::{
    controls::{focus_ring, row_ground},
    icons,
    text::Line,
};
use crate::app::theme::{Weight, size, space, tokens};

/// What a heading says.
pub struct Heading {
    /// Its words.
    pub label: &'static str,
    /// Whether the rows are sorted by it, and then whether from great to small.
    pub sorted: Option<bool>,
    /// Whether its cells stand at the right.
    pub is_number: bool,
    /// Whether it is the first column.
    pub is_first: bool,
}

/// A heading that sorts by its column when it is clicked.
pub fn heading(ui: &mut Ui, heading: &Heading) -> Response {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.scope_id().with(heading.label), Sense::click());
    let order = match heading.sorted {
        None => "",
        Some(false) => ", sorted up",
        Some(true) => ", sorted down",
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("{}{order}", heading.label)));
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, tokens.hover);
    }
    let ink = if heading.sorted.is_some() || response.hovered() { tokens.text } else { tokens.muted };
    let weight = if heading.sorted.is_some() { Weight::Medium } else { Weight::Regular };
    let inner = inside(rect, heading.is_first);
    let arrow = if heading.sorted.is_some() { 12.0 } else { 0.0 };
    let line = Line::new(ui, heading.label, weight.font(size::SMALL), ink, (inner.width() - arrow).max(8.0));
    let arrow_at = if heading.is_number {
        line.paint_right(ui.painter(), inner.with_max_x(inner.right() - arrow));
        inner.right() - 4.0
    } else {
        line.paint_left(ui.painter(), inner);
        inner.left() + line.size().x + 8.0
    };
    if let Some(descending) = heading.sorted {
        icons::sort_arrow(ui.painter(), pos2(arrow_at, rect.center().y), descending, ink);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, tokens.hairline));
    focus_ring(ui, rect, &response);
    response.on_hover_text(format!("Sort by {}", heading.label.to_lowercase()))
}

/// The ground of a cell; answers with the room for its words.
pub fn ground(ui: &Ui, is_selected: bool, is_first: bool) -> Rect {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    row_ground(ui, rect, false, false);
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, tokens.selection);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, tokens.hairline));
    inside(rect, is_first)
}

fn inside(rect: Rect, is_first: bool) -> Rect {
    let left = if is_first { space::M } else { space::S };
    Rect::from_min_max(pos2(rect.left() + left, rect.top()), pos2(rect.right() - space::S, rect.bottom()))
}
