//! Our own paragraph layout, for text that egui alone would order or count wrongly.

use std::ops::Range;

use egui::{
    Pos2, Rect,
    epaint::text::{FontsView, Glyph},
    pos2,
    text::LayoutJob,
};
use unicode_bidi::{BidiInfo, ParagraphInfo};

use super::bidi::{Formats, Piece, job_of, visual_pieces};

/// A paragraph broken into rows (UAX #14) whose pieces stand in visual order (UAX #9).
///
/// It keeps layout jobs and positions but no galleys: egui may clear its glyph atlas at any time, and lays an equal job
/// out again without cost.
#[derive(Debug)]
pub struct Rows {
    rows: Vec<Row>,
    row_height: f32,
}

#[derive(Debug)]
struct Row {
    y: f32,
    x: f32,
    bytes: Range<usize>,
    job: LayoutJob,
    pieces: Vec<PlacedPiece>,
}

#[derive(Debug)]
struct PlacedPiece {
    bytes: Range<usize>,
    /// Row-local x of each character boundary, in logical order.
    carets: Vec<f32>,
}

impl Rows {
    /// Lays `text` out in lines of at most `width`; right-to-left paragraphs stand at the right.
    pub fn new(fonts: &mut FontsView<'_>, text: &str, formats: &Formats, width: f32) -> Self {
        let row_height = formats
            .first()
            .map_or(0.0, |(_, format)| format.line_height.unwrap_or_else(|| fonts.row_height(&format.font_id)));
        let info = BidiInfo::new(text, None);
        let mut rows: Vec<Row> = Vec::new();
        for paragraph in &info.paragraphs {
            for line in break_lines(fonts, &info, paragraph, formats, width) {
                let y = rows.len() as f32 * row_height;
                rows.push(place(fonts, &info, paragraph, line, formats, width, y));
            }
        }
        Self { rows, row_height }
    }

    /// Height of all rows.
    pub fn height(&self) -> f32 {
        self.rows.len() as f32 * self.row_height
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The end of row `i` in the text.
    pub fn end_of(&self, i: usize) -> usize {
        self.rows.get(i).map_or(0, |row| row.bytes.end)
    }

    /// The boxes around the bytes `range`; a logical range may stand in several places of one row.
    pub fn rects(&self, text: &str, range: &Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        for row in self.rows.iter().filter(|row| row.bytes.start < range.end && range.start < row.bytes.end) {
            let mut in_row: Vec<Rect> =
                row.pieces.iter().filter_map(|piece| self.piece_rect(text, row, piece, range)).collect();
            in_row.sort_by(|a, b| a.left().total_cmp(&b.left()));
            for rect in in_row {
                match rects.last_mut() {
                    Some(last) if touches(last, &rect) => *last = last.union(rect),
                    _ => rects.push(rect),
                }
            }
        }
        rects
    }

    fn piece_rect(&self, text: &str, row: &Row, piece: &PlacedPiece, range: &Range<usize>) -> Option<Rect> {
        let (start, end) = (range.start.max(piece.bytes.start), range.end.min(piece.bytes.end));
        if start >= end {
            return None;
        }
        let caret = |byte: usize| {
            let chars = text.get(piece.bytes.start..byte).map_or(0, |part| part.chars().count());
            piece.carets.get(chars).copied().unwrap_or_default()
        };
        let (a, b) = (caret(start), caret(end));
        Some(Rect::from_min_max(pos2(row.x + a.min(b), row.y), pos2(row.x + a.max(b), row.y + self.row_height)))
    }

    /// The character boundary nearest to a point.
    pub fn hit(&self, text: &str, point: Pos2) -> usize {
        let under = self.rows.iter().find(|row| point.y < row.y + self.row_height).or(self.rows.last());
        let Some(row) = under else { return 0 };
        let x = point.x - row.x;
        let mut nearest = (f32::MAX, row.bytes.start);
        for piece in &row.pieces {
            let words = text.get(piece.bytes.clone()).unwrap_or_default();
            let bounds = words.char_indices().map(|(at, _)| at).chain([words.len()]);
            for (caret, at) in piece.carets.iter().zip(bounds) {
                let distance = (caret - x).abs();
                if distance < nearest.0 {
                    nearest = (distance, piece.bytes.start + at);
                }
            }
        }
        nearest.1
    }

    /// Draws all rows.
    pub fn paint(&self, painter: &egui::Painter, origin: Pos2, ink: egui::Color32) {
        for row in &self.rows {
            let galley = painter.fonts_mut(|fonts| fonts.layout_job(row.job.clone()));
            painter.galley(origin + egui::vec2(row.x, row.y), galley, ink);
        }
    }
}

fn touches(a: &Rect, b: &Rect) -> bool {
    a.top() == b.top() && (b.left() - a.right()).abs() < 0.5
}

/// Fills lines greedily between the break opportunities of UAX #14; spaces at a line's end may hang over.
fn break_lines(
    fonts: &mut FontsView<'_>,
    info: &BidiInfo<'_>,
    paragraph: &ParagraphInfo,
    formats: &Formats,
    width: f32,
) -> Vec<Range<usize>> {
    let whole = paragraph.range.clone();
    let text = &info.text[whole.clone()];
    let mut measure = |from: usize, to: usize| line_width(fonts, info, paragraph, from..to, formats);
    let (mut lines, mut start, mut last, mut used) = (Vec::new(), whole.start, whole.start, 0.0);
    for (offset, _) in unicode_linebreak::linebreaks(text) {
        let end = whole.start + offset;
        let visible = last + info.text[last..end].trim_end().len();
        if used > 0.0 && used + measure(last, visible) > width {
            lines.push(start..last);
            start = last;
            used = 0.0;
        }
        used += measure(last, end);
        last = end;
    }
    lines.push(start..whole.end);
    lines
}

fn line_width(
    fonts: &mut FontsView<'_>,
    info: &BidiInfo<'_>,
    paragraph: &ParagraphInfo,
    line: Range<usize>,
    formats: &Formats,
) -> f32 {
    if line.is_empty() {
        return 0.0;
    }
    let pieces = visual_pieces(info, paragraph, line, formats);
    fonts.layout_job(job_of(info.text, &pieces, formats)).size().x
}

fn place(
    fonts: &mut FontsView<'_>,
    info: &BidiInfo<'_>,
    paragraph: &ParagraphInfo,
    line: Range<usize>,
    formats: &Formats,
    width: f32,
    y: f32,
) -> Row {
    let text = info.text;
    let shown = line.start..line.start + text[line.clone()].trim_end_matches('\n').len();
    let visual = visual_pieces(info, paragraph, shown, formats);
    let job = job_of(text, &visual, formats);
    let galley = fonts.layout_job(job.clone());
    let glyphs: &[Glyph] = galley.rows.first().map_or(&[], |row| &row.row.glyphs);
    let row_width = galley.size().x;
    let mut next = 0;
    let mut pieces = Vec::with_capacity(visual.len());
    for piece in visual {
        let words = &text[piece.bytes.clone()];
        let rest = glyphs.get(next..).unwrap_or_default();
        let end = next + n_glyphs(rest, words, &piece);
        let left = glyphs.get(next).map_or(row_width, |glyph| glyph.pos.x);
        let right = glyphs.get(end).map_or(row_width, |glyph| glyph.pos.x);
        let carets = carets(&glyphs[next.min(glyphs.len())..end.min(glyphs.len())], words, &piece, left, right);
        pieces.push(PlacedPiece { bytes: piece.bytes, carets });
        next = end;
    }
    let x = if paragraph.level.is_rtl() { width - row_width } else { 0.0 };
    Row { y, x, bytes: line, job, pieces }
}

/// How many of the next glyphs belong to a piece.
///
/// egui gives every character of a left-to-right piece one glyph, and sometimes one more. A joined piece has its real
/// glyphs from right to left and then zero-width fillers that repeat the characters of its first cluster's tail.
fn n_glyphs(glyphs: &[Glyph], words: &str, piece: &Piece) -> usize {
    let chars: Vec<char> = words.chars().collect();
    if piece.joined && chars.len() > 1 {
        return n_joined_glyphs(glyphs, &chars);
    }
    if piece.rtl {
        return chars.len().min(glyphs.len());
    }
    let (mut matched, mut taken) = (0, 0);
    while matched < chars.len() && taken < glyphs.len() {
        if glyphs[taken].chr == chars[matched] {
            matched += 1;
        } else if glyphs.len() - taken <= chars.len() - matched {
            // Nothing left to skip: count one glyph a character.
            matched += 1;
        }
        taken += 1;
    }
    taken
}

fn n_joined_glyphs(glyphs: &[Glyph], chars: &[char]) -> usize {
    for real in 1..=(2 * chars.len()).min(glyphs.len()) {
        if glyphs[real - 1].chr != chars[0] {
            continue;
        }
        for cluster in 1..=3.min(chars.len()) {
            let fillers = &chars[cluster..];
            let Some(tail) = glyphs.get(real..real + fillers.len()) else { continue };
            if tail.iter().zip(fillers).all(|(glyph, c)| glyph.chr == *c && glyph.advance_width == 0.0) {
                return real + fillers.len();
            }
        }
    }
    chars.len().min(glyphs.len())
}

/// Where each character boundary of a piece stands, in logical order; what the glyphs leave open is spread evenly.
fn carets(glyphs: &[Glyph], words: &str, piece: &Piece, left: f32, right: f32) -> Vec<f32> {
    let chars: Vec<char> = words.chars().collect();
    let n = chars.len();
    let mut xs = vec![f32::NAN; n + 1];
    if piece.joined {
        let (mut next, mut x) = (0, right);
        for glyph in glyphs.iter().filter(|glyph| glyph.advance_width > 0.0).rev() {
            if let Some(found) = (next..n).find(|k| chars[*k] == glyph.chr) {
                xs[found] = x;
                next = found + 1;
            }
            x = glyph.pos.x;
        }
    } else if !piece.rtl {
        let mut next = 0;
        for glyph in glyphs {
            if next < n && glyph.chr == chars[next] {
                xs[next] = glyph.pos.x;
                next += 1;
            }
        }
    }
    (xs[0], xs[n]) = if piece.rtl { (right, left) } else { (left, right) };
    spread(&mut xs);
    xs
}

/// Fills gaps between known positions evenly. The first and the last are known.
fn spread(xs: &mut [f32]) {
    let mut known = 0;
    for i in 1..xs.len() {
        if xs[i].is_nan() {
            continue;
        }
        let (from, to, steps) = (xs[known], xs[i], (i - known) as f32);
        for (step, x) in xs[known + 1..i].iter_mut().enumerate() {
            *x = from + (to - from) * (step + 1) as f32 / steps;
        }
        known = i;
    }
}
