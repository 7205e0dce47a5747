//! A long list of rows of one height, with a row of its own that the keys move.

use egui::{Id, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    controls::row_ground,
    list::{self, ListKeys},
    text::Line,
};
use crate::app::theme::{Weight, size, space, tokens};

/// Height of a row with two lines.
pub const TWO_LINES: f32 = 50.0;

/// Scroll position and the row on which the keys stand.
#[derive(Default)]
pub struct RowList {
    /// The row on which the keys stand.
    pub current: Option<usize>,
    offset: f32,
    reveals: bool,
}

/// What a list shows in one frame.
pub struct RowScene<'a> {
    /// The id of the list, for the keyboard.
    pub id: Id,
    /// What it is called.
    pub name: &'a str,
    /// Height of each row, in points.
    pub height: f32,
    /// Number of rows.
    pub n: usize,
}

/// What happened to a list in one frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Picked {
    /// The row that was clicked, or to which the keys moved.
    pub row: Option<usize>,
    /// The row on which Enter was pressed, or that was clicked twice.
    pub entered: Option<usize>,
}

impl RowList {
    /// Moves to a row and scrolls to it.
    pub fn go_to(&mut self, row: Option<usize>) {
        self.current = row;
        self.reveals = true;
    }

    /// The first row that was on screen last, of rows of this height.
    pub fn first_row(&self, height: f32) -> usize {
        (self.offset / height).max(0.0) as usize
    }

    /// Shows the rows that are on screen; `row` draws one into its place, with whether it is the current one.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        scene: &RowScene<'_>,
        mut row: impl FnMut(&mut Ui, usize, Rect, bool) -> Response,
    ) -> Picked {
        let outer = ui.available_rect_before_wrap();
        let list = list::focusable(ui, scene.id, outer, Role::List, scene.name);
        self.current = self.current.filter(|current| *current < scene.n);
        let page = (outer.height() / scene.height) as usize;
        let keys: ListKeys = list::keys(ui, &list, self.current, scene.n, page.saturating_sub(1));
        let mut picked = Picked { row: keys.moved_to, entered: self.current.filter(|_| keys.entered) };
        if keys.moved_to.is_some() {
            self.go_to(keys.moved_to);
        }
        let mut area = ScrollArea::vertical().id_salt(scene.name).auto_shrink(false);
        if std::mem::take(&mut self.reveals)
            && let Some(current) = self.current
        {
            let top = current as f32 * scene.height;
            let least = top + scene.height - outer.height();
            area = area.vertical_scroll_offset(self.offset.clamp(least.max(0.0).min(top), top));
        }
        let scrolled = area.show_viewport(ui, |ui, viewport| {
            ui.set_height(scene.n as f32 * scene.height);
            let first = (viewport.top() / scene.height).max(0.0) as usize;
            let last = ((viewport.bottom() / scene.height).ceil() as usize).min(scene.n);
            for index in first..last {
                let top = ui.max_rect().top() + index as f32 * scene.height;
                let rect = Rect::from_min_size(pos2(outer.left(), top), vec2(outer.width(), scene.height));
                let response = row(ui, index, rect, self.current == Some(index));
                if response.clicked() {
                    list.request_focus();
                    self.current = Some(index);
                    picked.row = Some(index);
                }
                if response.double_clicked() {
                    picked.entered = Some(index);
                }
            }
        });
        self.offset = scrolled.state.clamped_offset().y;
        list::ring(ui, &list, outer);
        picked
    }
}

/// The words of a row with two lines.
pub struct TwoLines<'a> {
    /// The first line.
    pub first: &'a str,
    /// At the right end of the first line, in a quiet tone.
    pub note: &'a str,
    /// The second line, in a quiet tone.
    pub second: &'a str,
    /// Whether the first line is quiet too.
    pub is_quiet: bool,
}

/// Draws a row with two lines; what does not fit shows on hover. `room` is kept free at the right of the second line.
pub fn two_lines(ui: &Ui, id: Id, rect: Rect, is_current: bool, lines: &TwoLines<'_>, room: f32) -> Response {
    let tokens = tokens(ui);
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| {
        let parts = [lines.first, lines.second, lines.note];
        let spoken: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        WidgetInfo::selected(Role::ListItem, true, is_current, spoken.join(", "))
    });
    row_ground(ui, rect, is_current, ui.rect_contains_pointer(rect));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, tokens.hairline));
    let inner = rect.shrink2(vec2(space::L, 6.0));
    let first = Rect::from_min_size(inner.min, vec2(inner.width(), 20.0));
    let second = first.translate(vec2(0.0, 19.0));
    let note = Line::new(ui, lines.note, Weight::Tabular.font(size::SMALL), tokens.muted, first.width() * 0.5);
    note.paint_right(ui.painter(), first);
    let width = (first.width() - note.size().x - space::S).max(8.0);
    let ink = if lines.is_quiet { tokens.muted } else { tokens.text };
    let words = Line::new(ui, lines.first, Weight::Regular.font(size::BODY), ink, width);
    words.paint_left(ui.painter(), first);
    let width = (second.width() - room).max(8.0);
    let below = Line::new(ui, lines.second, Weight::Regular.font(size::SMALL), tokens.muted, width);
    below.paint_left(ui.painter(), second);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if words.elided || below.elided {
        response.on_hover_text(format!("{}\n{}", lines.first, lines.second))
    } else {
        response
    }
}
