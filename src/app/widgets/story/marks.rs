//! Tints, lines and outlines of one paragraph.

use std::ops::Range;

use egui::{Color32, CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, pos2};

use super::{Scene, Visible};
use crate::{
    app::theme::Tokens,
    corpus::Standing,
    model::Span,
    view::{Layer, Mark, MarkStyle},
};

/// Corners of tints and outlines.
const ROUNDING: CornerRadius = CornerRadius::same(3);

/// A paragraph to draw on.
pub struct Canvas<'a> {
    pub painter: &'a Painter,
    pub scene: &'a Scene<'a>,
    pub paragraph: &'a Visible,
    pub tokens: &'a Tokens,
}

impl Canvas<'_> {
    /// Source, cue and content of the selected statement; the verbatim words stronger.
    pub fn statement(&self) {
        let (focus, tokens) = (self.scene.focus, self.tokens);
        let colour = if focus.claim.is_some() { tokens.claim } else { tokens.quote };
        for span in &focus.content {
            self.tint(*span, tokens.tint(colour));
        }
        for span in &focus.verbatim {
            self.tint(*span, tokens.tint(tokens.quote));
        }
        if let Some(source) = focus.source {
            self.tint(source, tokens.tint(tokens.accent));
        }
        if let Some(cue) = focus.cue {
            // The word itself has the colour of quotes, and is read on no stronger ground.
            self.tint(cue, tokens.label_ground(tokens.quote));
        }
    }

    /// The tint behind each mention.
    pub fn tints(&self) {
        for mark in self.marks() {
            let colour = self.tokens.layer(mark.layer);
            let tint = match mark.style {
                _ if self.scene.focus.is_same(mark.span) => self.tokens.strong_tint(colour),
                MarkStyle::Name | MarkStyle::Nominal | MarkStyle::Pronoun => self.tokens.tint(colour),
                MarkStyle::Date | MarkStyle::Quantity | MarkStyle::Event => continue,
            };
            self.tint(mark.span, tint);
        }
    }

    fn tint(&self, span: Span, colour: Color32) {
        for rect in self.rects(&span.range()) {
            self.painter.rect_filled(self.text_box(rect), ROUNDING, colour);
        }
    }

    /// The hits of the search.
    pub fn hits(&self) {
        let hits = self.scene.hits;
        let bytes = self.bytes();
        let first = hits.partition_point(|hit| hit.end <= bytes.start);
        for (i, hit) in hits.iter().enumerate().skip(first).take_while(|(_, hit)| hit.start < bytes.end) {
            let is_current = self.scene.current_hit == Some(i);
            let colour = if is_current { self.tokens.hit_current } else { self.tokens.hit };
            for rect in self.rects(hit) {
                self.painter.rect_filled(self.text_box(rect), ROUNDING, colour);
                if is_current {
                    self.outline(rect, self.tokens.text);
                }
            }
        }
    }

    /// Fills the rows of some bytes.
    pub fn fill(&self, bytes: &Range<usize>, colour: Color32) {
        for rect in self.rects(bytes) {
            self.painter.rect_filled(rect, 0.0, colour);
        }
    }

    /// The line under each mark; outer marks have theirs below the inner ones.
    pub fn lines(&self) {
        for mark in self.marks() {
            let colour = self.tokens.layer(mark.layer);
            for rect in self.rects(&mark.span.range()) {
                let y = (self.text_box(rect).bottom() + 3.0 * f32::from(mark.level)).round() - 1.0;
                let line = [pos2(rect.left() + 0.5, y), pos2(rect.right() - 0.5, y)];
                match mark.style {
                    MarkStyle::Name => {
                        self.painter.line_segment(line, Stroke::new(2.0, colour));
                    }
                    MarkStyle::Nominal => {
                        self.painter.extend(Shape::dotted_line(&line, colour, 3.5, 1.0));
                    }
                    MarkStyle::Date => {
                        self.painter.extend(Shape::dashed_line(&line, Stroke::new(1.5, colour), 4.0, 3.0));
                    }
                    MarkStyle::Quantity | MarkStyle::Event => {
                        self.painter.extend(Shape::dashed_line(&line, Stroke::new(1.0, colour), 1.5, 2.5));
                    }
                    MarkStyle::Pronoun => {}
                }
            }
        }
    }

    /// Small signs after marks that the user decided about: a tick when confirmed, a ring when corrected, a dot when the
    /// user made them. What was rejected is struck through.
    pub fn signs(&self) {
        for mark in self.marks() {
            let Some(rect) = self.rects(&mark.span.range()).last().copied() else { continue };
            let ink = self.tokens.layer(mark.layer);
            let at = pos2(rect.right() + 1.0, self.text_box(rect).top() + 1.0);
            match mark.standing {
                Standing::Machine => {}
                Standing::Confirmed => {
                    let tick = [at + egui::vec2(-3.0, 0.0), at + egui::vec2(-1.0, 2.0), at + egui::vec2(3.0, -3.0)];
                    self.painter.add(Shape::line(tick.to_vec(), Stroke::new(1.5, ink)));
                }
                Standing::Corrected => {
                    self.painter.circle_stroke(at, 2.0, Stroke::new(1.2, ink));
                }
                Standing::UserMade => {
                    self.painter.circle_filled(at, 2.2, ink);
                }
            }
        }
        let own = self.bytes();
        let rejected = &self.scene.story.rejected;
        let first = rejected.partition_point(|span| span.end() <= own.start);
        for span in rejected[first..].iter().take_while(|span| span.start() < own.end) {
            for rect in self.rects(&span.range()) {
                let y = rect.center().y.round() + 1.0;
                let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
                self.painter.extend(Shape::dashed_line(&line, Stroke::new(1.0, self.tokens.faint), 3.0, 3.0));
            }
        }
    }

    /// The outline of the selected words.
    pub fn outlines(&self) {
        for span in &self.scene.focus.selected {
            for rect in self.rects(&span.range()) {
                self.outline(rect, self.tokens.accent);
            }
        }
    }

    fn outline(&self, rect: Rect, colour: Color32) {
        let around = self.text_box(rect).expand2(egui::vec2(2.0, 1.0));
        self.painter.rect_stroke(around, CornerRadius::same(4), Stroke::new(2.0, colour), StrokeKind::Outside);
    }

    fn marks(&self) -> impl Iterator<Item = &Mark> {
        let shown = |mark: &&Mark| self.scene.layers.has(mark.layer) || self.is_selected(mark.span);
        let bytes = self.bytes();
        self.scene.story.marks.over(bytes.start..bytes.end.max(bytes.start + 1)).filter(shown).filter(|mark| {
            // A number inside a mention would put a second line under the same words.
            mark.layer != Layer::Quantities || !self.is_covered(mark)
        })
    }

    fn is_covered(&self, mark: &Mark) -> bool {
        let mut over = self.scene.story.marks.over(mark.span.range());
        over.any(|other| other.layer != Layer::Quantities && other.span.contains(mark.span))
    }

    fn is_selected(&self, span: Span) -> bool {
        self.scene.focus.selected.contains(&span)
    }

    fn bytes(&self) -> Range<usize> {
        self.scene.story.paragraphs.get(self.paragraph.index).map_or(0..0, |paragraph| paragraph.bytes.clone())
    }

    /// The boxes of the letters of a span in this paragraph.
    pub fn boxes(&self, span: Span) -> Vec<Rect> {
        self.rects(&span.range()).into_iter().map(|rect| self.text_box(rect)).collect()
    }

    /// Boxes on screen around the part of `bytes` that stands in this paragraph.
    fn rects(&self, bytes: &Range<usize>) -> Vec<Rect> {
        let own = self.bytes();
        let (start, end) = (bytes.start.max(own.start), bytes.end.min(own.end));
        if start >= end {
            return Vec::new();
        }
        let words = self.scene.story.words(self.paragraph.index);
        let mut rects = self.paragraph.block.rects(words, &(start - own.start..end - own.start));
        for rect in &mut rects {
            *rect = rect.translate(self.paragraph.origin.to_vec2());
        }
        rects
    }

    /// The part of a row that the letters fill.
    fn text_box(&self, row: Rect) -> Rect {
        let half = (self.scene.font_size * 0.64).round();
        let middle = row.center().y.round();
        Rect::from_x_y_ranges(row.x_range(), middle - half..=middle + half)
    }
}
