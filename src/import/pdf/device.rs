//! Takes the glyphs of a page as it is drawn, and leaves all else out.

use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    hayro_syntax::object::Dict,
};
use kurbo::{Affine, BezPath, Point};

/// Part of a page's height, at its top and bottom, in which marked artifacts are running headers and page numbers.
const EDGE: f64 = 0.13;
/// Glyphs of a page beyond this number are not read.
const MAX_GLYPHS: usize = 2_000_000;

/// A drawn glyph. Lengths are in points; y grows downward.
#[derive(Clone, Debug)]
pub(super) struct PlacedGlyph {
    /// What it means; `None` where the font does not tell.
    pub(super) text: Option<String>,
    /// Where it begins, along the direction of writing.
    pub(super) x: f64,
    /// Its baseline, across the direction of writing.
    pub(super) y: f64,
    /// How far the next one is to begin behind it.
    pub(super) advance: f64,
    /// The size of its font.
    pub(super) size: f64,
    /// Quarter turns of the direction of writing, clockwise.
    pub(super) turn: u8,
}

pub(super) struct TextDevice {
    pub(super) glyphs: Vec<PlacedGlyph>,
    height: f64,
    /// For each marked content sequence that is open, whether it is an artifact.
    artifacts: Vec<bool>,
    /// Where the glyphs of the last run begin.
    last_run: usize,
}

impl TextDevice {
    pub(super) fn new(height: f32) -> Self {
        Self { glyphs: Vec::new(), height: f64::from(height), artifacts: Vec::new(), last_run: 0 }
    }

    /// Headers and footers that the producer marked as no part of the text.
    fn is_running(&self, glyph: &PlacedGlyph) -> bool {
        self.artifacts.contains(&true) && (glyph.y < self.height * EDGE || glyph.y > self.height * (1.0 - EDGE))
    }

    /// Bold is imitated by drawing the same run twice, and outlined text is drawn once for each.
    fn repeats_last_run(&self, run: &[PlacedGlyph]) -> bool {
        let last = self.glyphs.get(self.last_run..).unwrap_or_default();
        last.len() == run.len()
            && last.iter().zip(run).all(|(a, b)| {
                let near = 0.12 * a.size.max(1.0);
                a.text == b.text && (a.x - b.x).abs() < near && (a.y - b.y).abs() < near
            })
    }
}

impl<'a> Device<'a> for TextDevice {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let glyphs: Vec<_> =
            run.glyphs().iter().filter_map(|glyph| place(glyph, props.transform * glyph.transform())).collect();
        let kept: Vec<_> = glyphs.into_iter().filter(|glyph| !self.is_running(glyph)).collect();
        if kept.is_empty() || self.repeats_last_run(&kept) || self.glyphs.len() > MAX_GLYPHS {
            return;
        }
        self.last_run = self.glyphs.len();
        self.glyphs.extend(kept);
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.artifacts.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.artifacts.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// `transform` leads from the glyph's own space, a thousand units to the size of the font, to the page.
fn place(glyph: &Glyph<'_>, transform: Affine) -> Option<PlacedGlyph> {
    let text = glyph.as_unicode().map(|text| match text {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    });
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(glyph) => glyph.advance_width(),
    };
    let origin = transform * Point::ORIGIN;
    let along = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0) - origin;
    let unit = transform * Point::new(1000.0, 0.0) - origin;
    let up = transform * Point::new(0.0, 1000.0) - origin;
    let is_finite = origin.x.is_finite() && origin.y.is_finite() && up.hypot().is_finite();
    let quarter = (unit.y.atan2(unit.x) / std::f64::consts::FRAC_PI_2).round();
    let (turn, x, y) = match quarter as i8 {
        1 => (1, origin.y, -origin.x),
        -1 => (3, -origin.y, origin.x),
        2 | -2 => (2, -origin.x, -origin.y),
        _ => (0, origin.x, origin.y),
    };
    is_finite.then(|| PlacedGlyph { text, x, y, advance: along.hypot(), size: up.hypot(), turn })
}
