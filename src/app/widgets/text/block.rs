//! A laid-out paragraph, whichever way it was laid out.

use std::{ops::Range, sync::Arc};

use egui::{
    Color32, Galley, Pos2, Rect,
    epaint::text::FontsView,
    pos2,
    text::{CharIndex, LayoutJob, LayoutSection},
};

use super::{
    Rows,
    bidi::{Formats, needs_bidi},
};

/// A paragraph on screen: where each byte stands, and which byte stands where.
#[derive(Clone, Debug)]
pub enum Block {
    /// Laid out by egui, which is right and fast where every character has one glyph and runs from the left.
    Plain {
        /// egui's layout; good for this frame only.
        galley: Arc<Galley>,
        /// Whether bytes are characters.
        ascii: bool,
    },
    /// Laid out by us.
    Own(Arc<Rows>),
}

impl Block {
    /// Lays a paragraph out; `formats` tile it.
    pub fn new(fonts: &mut FontsView<'_>, text: &str, formats: &Formats, width: f32) -> Self {
        if !needs_bidi(text) {
            let galley = fonts.layout_job(plain_job(text, formats, width));
            let ascii = text.is_ascii();
            if ascii || n_glyphs(&galley) == text.chars().count() {
                return Self::Plain { galley, ascii };
            }
        }
        Self::Own(Arc::new(Rows::new(fonts, text, formats, width)))
    }

    /// The same with at most `max_rows` rows; the text is cut at its end and shows an ellipsis there.
    pub fn folded(fonts: &mut FontsView<'_>, text: &str, formats: &Formats, width: f32, max_rows: usize) -> Self {
        if !needs_bidi(text) {
            let mut job = plain_job(text, formats, width);
            job.wrap.max_rows = max_rows;
            return Self::Plain { galley: fonts.layout_job(job), ascii: text.is_ascii() };
        }
        let rows = Rows::new(fonts, text, formats, width);
        if rows.len() <= max_rows {
            return Self::Own(Arc::new(rows));
        }
        // The last visible row gives up its last word for the ellipsis.
        let visible = text[..rows.end_of(max_rows - 1)].trim_end();
        let cut = visible.rfind(char::is_whitespace).unwrap_or(visible.len());
        let folded = format!("{}…", &visible[..cut]);
        let formats: Vec<_> = formats
            .iter()
            .filter(|(bytes, _)| bytes.start < cut)
            .map(|(bytes, format)| (bytes.start..bytes.end.min(cut), format.clone()))
            .collect();
        let formats = extend_last(formats, folded.len());
        Self::Own(Arc::new(Rows::new(fonts, &folded, &formats, width)))
    }

    /// Height of all rows.
    pub fn height(&self) -> f32 {
        match self {
            Self::Plain { galley, .. } => galley.size().y,
            Self::Own(rows) => rows.height(),
        }
    }

    /// Whether words were left out at the end.
    pub fn is_elided(&self) -> bool {
        matches!(self, Self::Plain { galley, .. } if galley.elided)
    }

    /// The boxes around the bytes `range`, relative to the paragraph.
    pub fn rects(&self, text: &str, range: &Range<usize>) -> Vec<Rect> {
        match self {
            Self::Plain { galley, ascii } => plain_rects(galley, text, *ascii, range),
            Self::Own(rows) => rows.rects(text, range),
        }
    }

    /// The byte whose character boundary is nearest to a point.
    pub fn hit(&self, text: &str, point: Pos2) -> usize {
        match self {
            Self::Plain { galley, ascii } => {
                byte_of_char(text, *ascii, galley.cursor_from_pos(point.to_vec2()).index.0)
            }
            Self::Own(rows) => rows.hit(text, point),
        }
    }

    /// The box of the row that holds `byte`; its left and right are those of the character.
    pub fn row_of(&self, text: &str, byte: usize) -> Rect {
        let next = text.get(byte..).and_then(|rest| rest.chars().next()).map_or(byte, |c| byte + c.len_utf8());
        let first = self.rects(text, &(byte..next)).into_iter().next();
        first.unwrap_or_else(|| Rect::from_min_size(pos2(0.0, 0.0), egui::Vec2::ZERO))
    }

    /// Draws the words.
    pub fn paint(&self, painter: &egui::Painter, origin: Pos2, ink: Color32) {
        match self {
            Self::Plain { galley, .. } => {
                painter.galley(origin, galley.clone(), ink);
            }
            Self::Own(rows) => rows.paint(painter, origin, ink),
        }
    }
}

fn extend_last(
    mut formats: Vec<(Range<usize>, egui::TextFormat)>,
    end: usize,
) -> Vec<(Range<usize>, egui::TextFormat)> {
    if let Some((bytes, _)) = formats.last_mut() {
        bytes.end = end;
    }
    formats
}

fn plain_job(text: &str, formats: &Formats, width: f32) -> LayoutJob {
    let mut job = LayoutJob { text: text.to_owned(), break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = width;
    job.sections = formats
        .iter()
        .map(|(bytes, format)| LayoutSection {
            leading_space: 0.0,
            byte_range: bytes.start.into()..bytes.end.into(),
            format: format.clone(),
        })
        .collect();
    job
}

fn n_glyphs(galley: &Galley) -> usize {
    galley.rows.iter().map(|row| row.char_count_including_newline().0).sum()
}

fn plain_rects(galley: &Galley, text: &str, ascii: bool, range: &Range<usize>) -> Vec<Rect> {
    let (from, to) = (char_of_byte(text, ascii, range.start), char_of_byte(text, ascii, range.end));
    let mut rects = Vec::new();
    let mut row_start = 0;
    for row in &galley.rows {
        let n = row.char_count_excluding_newline().0;
        let row_end = row_start + n;
        if from < row_end && row_start < to {
            // The space at which a row breaks is not seen, and gets no tint.
            let seen = n - row.glyphs.iter().rev().take_while(|glyph| glyph.chr == ' ').count();
            let left = row.x_offset(CharIndex(from.saturating_sub(row_start)));
            let right = row.x_offset(CharIndex((to - row_start).min(seen))).max(left);
            rects.push(Rect::from_min_max(
                pos2(row.pos.x + left, row.pos.y),
                pos2(row.pos.x + right, row.pos.y + row.size.y),
            ));
        }
        row_start = row_end + usize::from(row.ends_with_newline);
        if row_start >= to {
            break;
        }
    }
    rects
}

fn byte_of_char(text: &str, ascii: bool, index: usize) -> usize {
    if ascii { index.min(text.len()) } else { text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte) }
}

fn char_of_byte(text: &str, ascii: bool, byte: usize) -> usize {
    if ascii { byte } else { text.get(..byte).map_or(0, |part| part.chars().count()) }
}
