//! Single lines of text for lists and tables: cut to their width, in visual order, announced as written.

use std::sync::Arc;

use egui::{
    Color32, FontId, Galley, Pos2, Rect, Response, Sense, Ui, Vec2,
    epaint::text::FontsView,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::bidi::{line_job, needs_bidi};

/// One laid-out line.
#[derive(Clone, Debug)]
pub struct Line {
    galley: Arc<Galley>,
    /// Whether words were left out.
    pub elided: bool,
}

impl Line {
    /// Lays `text` out in one line of at most `width`, with an ellipsis at its logical end when it is longer.
    pub fn new(ui: &Ui, text: &str, font: FontId, ink: Color32, width: f32) -> Self {
        ui.fonts_mut(|fonts| Self::with_fonts(fonts, text, font, ink, width))
    }

    fn with_fonts(fonts: &mut FontsView<'_>, text: &str, font: FontId, ink: Color32, width: f32) -> Self {
        let format = TextFormat::simple(font, ink);
        if !needs_bidi(text) {
            let mut job = LayoutJob::single_section(first_line(text).to_owned(), format);
            job.wrap = egui::text::TextWrapping::truncate_at_width(width);
            job.break_on_newline = false;
            let galley = fonts.layout_job(job);
            return Self { elided: galley.elided, galley };
        }
        let text = first_line(text);
        let whole = fonts.layout_job(line_job(text, &format));
        if whole.size().x <= width {
            return Self { galley: whole, elided: false };
        }
        // egui would cut at the right, where a right-to-left line begins; so the text is cut at its own end.
        let bounds: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        let mut cut_at = |n: usize| fonts.layout_job(line_job(&format!("{}…", text[..bounds[n]].trim_end()), &format));
        let (mut fits, mut too_long) = (0, bounds.len().saturating_sub(1));
        while fits + 1 < too_long {
            let middle = usize::midpoint(fits, too_long);
            if cut_at(middle).size().x <= width {
                fits = middle;
            } else {
                too_long = middle;
            }
        }
        Self { galley: cut_at(fits), elided: true }
    }

    /// How large it is.
    pub fn size(&self) -> Vec2 {
        self.galley.size()
    }

    /// Draws it with its left top corner at `at`.
    pub fn paint(&self, painter: &egui::Painter, at: Pos2) {
        painter.galley(at, self.galley.clone(), Color32::PLACEHOLDER);
    }

    /// Draws it in the vertical middle of `rect`, at the left.
    pub fn paint_left(&self, painter: &egui::Painter, rect: Rect) {
        self.paint(painter, egui::pos2(rect.left(), (rect.center().y - self.size().y / 2.0).round()));
    }

    /// Draws it in the vertical middle of `rect`, at the right.
    pub fn paint_right(&self, painter: &egui::Painter, rect: Rect) {
        let left = (rect.right() - self.size().x).round();
        self.paint(painter, egui::pos2(left, (rect.center().y - self.size().y / 2.0).round()));
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// A label of one line that takes what it needs, up to the room there is; the whole text shows on hover when it is cut.
pub fn plain_label(ui: &mut Ui, text: &str, font: FontId, ink: Color32) -> Response {
    let line = Line::new(ui, text, font, ink, ui.available_width());
    let size = vec2(line.size().x, line.size().y.max(ui.spacing().interact_size.y.min(line.size().y)));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    line.paint_left(ui.painter(), rect);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    if line.elided { response.on_hover_text(text) } else { response }
}
