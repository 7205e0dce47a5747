//! The document viewer: a story with its marks, of any length.
//!
//! Only the paragraphs on screen are laid out, each frame anew; egui remembers equal jobs. Heights of the others are
//! estimated until they come near. Marks are drawn under and over the words, never as text formats, so that shaping is
//! not disturbed and marks may overlap.

mod columns;
mod margins;
mod marks;
mod select;

use std::{collections::HashMap, ops::Range, sync::Arc};

use egui::{
    Color32, Pos2, Rect, Sense, Ui,
    epaint::text::FontsView,
    pos2,
    text::TextFormat,
    vec2,
};

pub use self::columns::Columns;
use self::select::TextSelection;
use super::{
    heights::Heights,
    text::{Block, Rows},
};
use crate::{
    app::theme::{Tokens, Weight, size, space, tokens},
    view::{Focus, Gap, Layer, LayerSet, Story},
    workspace::Item,
};

/// What the viewer shows in one frame.
pub struct Scene<'a> {
    /// The story.
    pub story: &'a Arc<Story>,
    /// Size of its text.
    pub font_size: f32,
    /// The layers that are on.
    pub layers: LayerSet,
    /// What the selection lights up.
    pub focus: &'a Focus,
    /// Hits of the search, in text order.
    pub hits: &'a [Range<usize>],
    /// Which of them is the current one.
    pub current_hit: Option<usize>,
}

/// What happened in one frame.
#[derive(Default)]
pub struct Output {
    /// Clicked words, or a clicked thing in a margin.
    pub clicked: Option<Item>,
    /// Whether the click hit nothing.
    pub cleared: bool,
    /// What the pointer rests on, and where that stands.
    pub hovered: Option<(Item, Rect)>,
    /// Whether the reader asked for the next (`true`) or previous mark by key.
    pub step: Option<bool>,
}

/// The viewer's own state: scroll position, measured heights, selected text.
#[derive(Default)]
pub struct StoryView {
    story: Option<Arc<Story>>,
    layout: Option<LayoutKey>,
    heights: Heights,
    measured: Vec<bool>,
    /// Layouts made by us, which egui cannot remember.
    rows: HashMap<usize, Arc<Rows>>,
    offset: f64,
    pending_offset: Option<f64>,
    reveal: Option<usize>,
    selection: Option<TextSelection>,
}

/// What the heights depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LayoutKey {
    width: f32,
    font_size: f32,
    dark: bool,
}

/// A paragraph on screen.
struct Visible {
    index: usize,
    /// Left top corner on screen.
    origin: Pos2,
    block: Block,
}

/// Own layouts kept at most; a screen shows a few dozen.
const MOST_KEPT_ROWS: usize = 512;
/// How far above the screen heights are measured ahead, so that scrolling up never jumps.
const MEASURED_AHEAD: f32 = 240.0;

impl StoryView {
    /// Scrolls so that `byte` stands in the upper third, when the story is next shown.
    pub fn reveal(&mut self, byte: usize) {
        self.reveal = Some(byte);
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        if let Some(story) = &self.story {
            self.selection = Some(TextSelection::all(&story.text, &story.paragraphs));
        }
    }

    /// The selected words, if any.
    pub fn selected_text(&self) -> Option<&str> {
        let story = self.story.as_ref()?;
        story.text.get(self.selection.as_ref()?.range()?)
    }

    /// The first visible byte, where a search or a reading by keyboard begins.
    pub fn first_visible_byte(&self) -> usize {
        let Some(story) = &self.story else { return 0 };
        story.paragraphs.get(self.heights.find(self.offset)).map_or(0, |paragraph| paragraph.bytes.start)
    }

    /// How far the story is scrolled, in points.
    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// Scrolls by some points, when the story is next shown.
    pub fn scroll_by(&mut self, points: f64) {
        self.pending_offset = Some((self.offset + points).max(0.0));
    }

    /// Shows the story in the whole room of `ui`.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Output {
        let mut output = Output::default();
        let columns = Columns::new(ui, scene.font_size);
        self.prepare(ui, scene, &columns);
        let outer = ui.available_rect_before_wrap();
        let mut area = egui::ScrollArea::vertical()
            .id_salt("story")
            .auto_shrink(false)
            .scroll_source(egui::containers::scroll_area::ScrollSource::default() );
        if let Some(offset) = self.pending_offset.take() {
            area = area.vertical_scroll_offset(offset as f32);
        }
        let shown = area.show_viewport(ui, |ui, viewport| {
            ui.set_height(self.total_height(outer.height()) as f32);
            ui.set_width(ui.available_width());
            self.viewport_ui(ui, scene, &columns, outer, f64::from(viewport.min.y), &mut output)
        });
        let correction = shown.inner;
        self.offset = f64::from(shown.state.clamped_offset().y);
        if correction != 0.0 {
            self.pending_offset = Some(self.offset + correction);
            ui.request_repaint();
        }
        output
    }

    /// All paragraphs and half a screen, so that the last words can be read in the middle.
    fn total_height(&self, screen: f32) -> f64 {
        f64::from(space::L) + self.heights.total() + f64::from(screen) * 0.4
    }

    /// Takes over a changed story, width or size, and carries out what was asked for since the last frame.
    fn prepare(&mut self, ui: &Ui, scene: &Scene<'_>, columns: &Columns) {
        if !self.story.as_ref().is_some_and(|story| Arc::ptr_eq(story, scene.story)) {
            let same_document = self.story.as_ref().is_some_and(|story| story.doc == scene.story.doc);
            self.story = Some(scene.story.clone());
            self.layout = None;
            if !same_document {
                self.selection = None;
                self.offset = 0.0;
                self.pending_offset = Some(0.0);
            }
        }
        let key = LayoutKey { width: columns.width, font_size: scene.font_size, dark: ui.visuals().dark_mode };
        if self.layout != Some(key) {
            self.estimate(ui, scene, key);
        }
        if let Some(byte) = self.reveal.take() {
            self.scroll_to(ui, scene, byte);
        }
        if self.pending_offset.is_none() {
            self.measure_above(ui, scene);
        }
    }

    /// Estimates all heights anew and keeps the first visible paragraph in place.
    fn estimate(&mut self, ui: &Ui, scene: &Scene<'_>, key: LayoutKey) {
        let anchor = self.layout.filter(|_| self.heights.len() == scene.story.paragraphs.len()).map(|_| {
            let first = self.heights.find(self.offset);
            let height = f64::from(self.heights.at(first)).max(1.0);
            (first, (self.offset - self.heights.offset(first)) / height)
        });
        let advance = columns::average_advance(ui, key.font_size);
        let per_row = (key.width / advance).max(1.0);
        let row = row_height(key.font_size);
        let estimate = |i: usize| {
            let paragraph = &scene.story.paragraphs[i];
            let rows = (paragraph.bytes.len() as f32 / per_row).ceil().max(1.0);
            rows * row + gap(paragraph.gap, key.font_size)
        };
        self.heights = Heights::new((0..scene.story.paragraphs.len()).map(estimate).collect());
        self.measured = vec![false; scene.story.paragraphs.len()];
        self.rows.clear();
        self.layout = Some(key);
        if let Some((first, share)) = anchor {
            self.pending_offset = Some(self.heights.offset(first) + share * f64::from(self.heights.at(first)));
        }
    }

    fn scroll_to(&mut self, ui: &Ui, scene: &Scene<'_>, byte: usize) {
        let index = scene.story.paragraph_at(byte);
        let block = self.measure(ui, scene, index);
        let start = scene.story.paragraphs.get(index).map_or(0, |paragraph| paragraph.bytes.start);
        let row = block.row_of(scene.story.words(index), byte.saturating_sub(start));
        let top = self.heights.offset(index) + f64::from(row.top() + space::L);
        self.pending_offset = Some((top - f64::from(ui.available_height()) * 0.28).max(0.0));
    }

    /// Corrects the heights just above the screen before they come into view.
    fn measure_above(&mut self, ui: &Ui, scene: &Scene<'_>) {
        let first = self.heights.find(self.offset);
        let (mut growth, mut above) = (0.0, 0.0);
        for index in (0..=first.min(self.measured.len().saturating_sub(1))).rev() {
            if above > MEASURED_AHEAD {
                break;
            }
            if !self.measured[index] {
                let before = self.heights.at(index);
                self.measure(ui, scene, index);
                if index < first {
                    growth += f64::from(self.heights.at(index) - before);
                }
            }
            above += self.heights.at(index);
        }
        if growth != 0.0 {
            self.pending_offset = Some(self.offset + growth);
        }
    }

    fn measure(&mut self, ui: &Ui, scene: &Scene<'_>, index: usize) -> Block {
        let block = self.block(ui, scene, index);
        let after = scene.story.paragraphs.get(index).map_or(0.0, |paragraph| gap(paragraph.gap, scene.font_size));
        self.heights.set(index, block.height() + after);
        self.measured[index] = true;
        block
    }

    fn block(&mut self, ui: &Ui, scene: &Scene<'_>, index: usize) -> Block {
        if let Some(rows) = self.rows.get(&index) {
            return Block::Own(rows.clone());
        }
        let width = self.layout.map_or(1.0, |layout| layout.width);
        let block = ui.fonts_mut(|fonts| lay_out(fonts, scene, index, width, tokens(ui)));
        if let Block::Own(rows) = &block {
            if self.rows.len() >= MOST_KEPT_ROWS {
                self.rows.clear();
            }
            self.rows.insert(index, rows.clone());
        }
        block
    }

    /// Draws what is visible and answers with the growth of heights above the screen.
    fn viewport_ui(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        columns: &Columns,
        outer: Rect,
        offset: f64,
        output: &mut Output,
    ) -> f64 {
        let view = Rect::from_min_size(pos2(ui.max_rect().left(), outer.top()), vec2(ui.available_width(), outer.height()));
        let response = ui.interact(view, ui.id_of("story text"), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, true, "Story"));
        let (visible, correction) = self.visible(ui, scene, columns, view, offset);
        self.pointer(ui, scene, columns, &response, &visible, output);
        self.keys(ui, &response, view, output);
        let painter = ui.painter_at(view);
        let selected = self.selection.as_ref().and_then(TextSelection::range);
        for paragraph in &visible {
            self.paint(ui, &painter, scene, paragraph, selected.as_ref());
            announce(ui, scene, paragraph, columns);
        }
        margins::show(ui, scene, columns, &visible, output);
        correction
    }

    fn visible(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        columns: &Columns,
        view: Rect,
        offset: f64,
    ) -> (Vec<Visible>, f64) {
        let n = scene.story.paragraphs.len();
        let padding = f64::from(space::L);
        let first = self.heights.find((offset - padding).max(0.0));
        let mut y = self.heights.offset(first) + padding - offset;
        let (mut visible, mut correction, mut index) = (Vec::new(), 0.0, first);
        while index < n && y < f64::from(view.height()) {
            let before = self.heights.at(index);
            let block = self.measure(ui, scene, index);
            let height = self.heights.at(index);
            if index == first && y < 0.0 {
                correction += f64::from(height - before);
                y -= f64::from(height - before);
            }
            visible.push(Visible { index, origin: pos2(columns.left, view.top() + y as f32), block });
            y += f64::from(height);
            index += 1;
        }
        (visible, correction)
    }

    fn paint(
        &self,
        ui: &Ui,
        painter: &egui::Painter,
        scene: &Scene<'_>,
        paragraph: &Visible,
        selected: Option<&Range<usize>>,
    ) {
        let tokens = tokens(ui);
        let canvas = marks::Canvas { painter, scene, paragraph, tokens };
        canvas.statement();
        canvas.tints();
        canvas.hits();
        if let Some(selected) = selected {
            canvas.fill(selected, tokens.selection);
        }
        paragraph.block.paint(painter, paragraph.origin, tokens.text);
        canvas.lines();
        canvas.outlines();
    }
}

/// One label a paragraph, so that a screen reader reads the story.
fn announce(ui: &Ui, scene: &Scene<'_>, paragraph: &Visible, columns: &Columns) {
    let rect = Rect::from_min_size(paragraph.origin, vec2(columns.width, paragraph.block.height()));
    let id = ui.id_of(("paragraph", paragraph.index));
    let words = scene.story.words(paragraph.index);
    ui.interact(rect, id, Sense::hover()).widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
}

/// Ids below one `Ui`.
trait IdOf {
    fn id_of(&self, salt: impl std::hash::Hash + std::fmt::Debug) -> egui::Id;
}

impl IdOf for Ui {
    fn id_of(&self, salt: impl std::hash::Hash + std::fmt::Debug) -> egui::Id {
        self.scope_id().with(salt)
    }
}

/// Height of one row of story text: whole points, so that lines of text stay sharp.
pub(super) fn row_height(font_size: f32) -> f32 {
    (font_size * size::STORY_LEADING).round()
}

fn gap(gap: Gap, font_size: f32) -> f32 {
    match gap {
        Gap::None => 0.0,
        Gap::Line => space::XS,
        Gap::Paragraph => (font_size * 0.8).round(),
    }
}

fn lay_out(fonts: &mut FontsView<'_>, scene: &Scene<'_>, index: usize, width: f32, tokens: &Tokens) -> Block {
    let Some(paragraph) = scene.story.paragraphs.get(index) else {
        return Block::new(fonts, "", &[], width);
    };
    let weight = if paragraph.is_title { Weight::Semibold } else { Weight::Regular };
    let format = |weight: Weight, ink: Color32| TextFormat {
        line_height: Some(row_height(scene.font_size)),
        ..TextFormat::simple(weight.font(scene.font_size), ink)
    };
    let plain = format(weight, tokens.text);
    let cue = format(Weight::Semibold, tokens.quote);
    let mut formats = Vec::new();
    let mut end = 0;
    if scene.layers.has(Layer::Quotes) {
        let cues = &scene.story.cues;
        let first = cues.partition_point(|(span, _)| span.start() < paragraph.bytes.start);
        for (span, _) in cues[first..].iter().take_while(|(span, _)| span.end() <= paragraph.bytes.end) {
            let local = span.start() - paragraph.bytes.start..span.end() - paragraph.bytes.start;
            if end < local.start {
                formats.push((end..local.start, plain.clone()));
            }
            end = local.end;
            formats.push((local, cue.clone()));
        }
    }
    let words = scene.story.words(index);
    if end < words.len() || formats.is_empty() {
        formats.push((end..words.len(), plain));
    }
    Block::new(fonts, words, &formats, width)
}
