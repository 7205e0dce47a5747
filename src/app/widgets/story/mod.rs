//! The document viewer: a story with its marks, of any length.
//!
//! Only the paragraphs on screen are laid out, each frame anew; egui remembers equal jobs. Heights of the others are
//! estimated until they come near. Marks are drawn under and over the words, never as text formats, so that shaping is
//! not disturbed and marks may overlap.

mod columns;
mod handles;
mod margins;
mod marks;
mod select;

use std::{collections::HashMap, ops::Range, sync::Arc};

use egui::{Color32, Pos2, Rect, Sense, Ui, epaint::text::FontsView, pos2, text::TextFormat, vec2};

pub use self::columns::Columns;
use self::select::TextSelection;
use super::{
    column::{Column, Placed},
    text::{Block, Rows},
};
use crate::{
    app::theme::{Tokens, Weight, size, space, tokens},
    view::{Focus, Gap, Layer, LayerSet, Paragraph, Story},
    workspace::Item,
};

/// What the viewer shows in one frame.
pub struct Scene<'a> {
    /// The id of the text, for the keyboard.
    pub id: egui::Id,
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
    /// Where the text takes clicks, for a menu.
    pub response: Option<egui::Response>,
    /// An edge of the selected words that was moved: whether it is the end, and where it is now.
    pub moved: Option<(bool, usize)>,
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
    column: Column,
    layouts: Layouts,
    reveal: Option<usize>,
    /// Words to select when the story is next shown, be it another one by then.
    to_select: Option<Range<usize>>,
    selection: Option<TextSelection>,
    moving: Option<handles::Moving>,
}

/// What the heights depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LayoutKey {
    width: f32,
    font_size: f32,
    dark: bool,
    cues: bool,
}

/// A paragraph on screen.
struct Visible {
    index: usize,
    /// Left top corner on screen.
    origin: Pos2,
    block: Block,
}

impl StoryView {
    /// Scrolls so that `byte` stands in the upper third, when the story is next shown.
    pub fn reveal(&mut self, byte: usize) {
        self.reveal = Some(byte);
    }

    /// The same with words, which are selected.
    pub fn reveal_words(&mut self, words: Range<usize>) {
        self.reveal = Some(words.start);
        self.to_select = Some(words);
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        if let Some(story) = &self.story {
            self.selection = Some(TextSelection::all(&story.text, &story.paragraphs));
        }
    }

    /// The bytes of the selected words, if any.
    pub fn selected_range(&self) -> Option<Range<usize>> {
        self.selection.as_ref()?.range()
    }

    /// Selects words, or none.
    pub fn select_words(&mut self, range: Option<Range<usize>>) {
        self.selection = range.map(TextSelection::of);
    }

    /// The selected words, if any.
    pub fn selected_text(&self) -> Option<&str> {
        self.story.as_ref()?.text.get(self.selected_range()?)
    }

    /// The first visible byte, where a search or a reading by keyboard begins.
    pub fn first_visible_byte(&self) -> usize {
        let paragraph = self.story.as_ref().and_then(|story| story.paragraphs.get(self.column.first_visible()));
        paragraph.map_or(0, |paragraph| paragraph.bytes.start)
    }

    /// Scrolls by some points, when the story is next shown.
    pub fn scroll_by(&mut self, points: f64) {
        self.column.scroll_to(self.column.offset() + points);
    }

    /// Shows the story in the whole room of `ui`.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Output {
        let mut output = Output::default();
        let columns = Columns::new(ui, scene.font_size);
        self.prepare(ui, scene, &columns);
        let outer = ui.available_rect_before_wrap();
        let shown = self.column.area("story").show_viewport(ui, |ui, viewport| {
            // Room below the last words, so that they can be read in the middle of the screen.
            let view = self.column.viewport(ui, outer, space::L + outer.height() * 0.4);
            self.viewport_ui(ui, scene, &columns, view, f64::from(viewport.min.y), &mut output);
        });
        self.column.finish(ui, &shown.state);
        output
    }

    /// Takes over a changed story, width or size, and carries out what was asked for since the last frame.
    fn prepare(&mut self, ui: &Ui, scene: &Scene<'_>, columns: &Columns) {
        let key = LayoutKey {
            width: columns.width,
            font_size: scene.font_size,
            dark: ui.visuals().dark_mode,
            cues: scene.layers.has(Layer::Quotes),
        };
        let is_same = self.story.as_ref().is_some_and(|story| Arc::ptr_eq(story, scene.story));
        if !is_same || self.layout != Some(key) {
            let same_document = self.story.as_ref().is_some_and(|story| story.doc == scene.story.doc);
            if !same_document {
                self.selection = None;
            }
            self.story = Some(scene.story.clone());
            self.layout = Some(key);
            self.layouts = Layouts { width: columns.width, ..Layouts::default() };
            self.column.reset(estimates(ui, scene, columns.width), same_document);
        }
        if let Some(words) = self.to_select.take() {
            self.select_words(Some(words));
        }
        if let Some(byte) = self.reveal.take() {
            self.scroll_to(ui, scene, byte);
        }
        self.column.measure_above(&mut |index| self.layouts.height(ui, scene, index));
    }

    fn scroll_to(&mut self, ui: &Ui, scene: &Scene<'_>, byte: usize) {
        let index = scene.story.paragraph_at(byte);
        let Some(paragraph) = scene.story.paragraphs.get(index) else { return };
        let block = self.layouts.block(ui, scene, index);
        let row = block.row_of(scene.story.words(index), byte.saturating_sub(paragraph.bytes.start));
        let top = self.column.top_of(index) + f64::from(row.top() + space::L);
        self.column.scroll_to(top - f64::from(ui.available_height()) * 0.28);
    }

    /// Draws what is visible.
    fn viewport_ui(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        columns: &Columns,
        view: Rect,
        offset: f64,
        output: &mut Output,
    ) {
        let response = ui.interact(view, scene.id, Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, true, "Story"));
        let measure = &mut |index| self.layouts.height(ui, scene, index);
        let placed = self.column.place(offset, view.height(), space::L, measure);
        let visible: Vec<Visible> = placed
            .into_iter()
            .map(|Placed { index, top }| Visible {
                index,
                origin: pos2(columns.left, view.top() + top),
                block: self.layouts.block(ui, scene, index),
            })
            .collect();
        self.pointer(ui, scene, columns, &response, &visible, output);
        self.keys(ui, scene, &response, &visible, view, output);
        let painter = ui.painter_at(view);
        let selected = self.selection.as_ref().and_then(TextSelection::range);
        for paragraph in &visible {
            paint(ui, &painter, scene, paragraph, selected.as_ref());
            announce(ui, scene, paragraph, columns);
        }
        handles::show(ui, scene, &visible, &mut self.moving, |point| select::hit(scene, &visible, point), output);
        margins::show(ui, scene, columns, &visible, output);
        output.response = Some(response.clone());
        super::controls::focus_ring(ui, view, &response);
    }
}

/// Layouts of the story's paragraphs at one width.
#[derive(Default)]
struct Layouts {
    width: f32,
    /// Layouts made by us, which egui cannot remember.
    own: HashMap<usize, Arc<Rows>>,
}

/// Own layouts kept at most; a screen shows a few dozen.
const MOST_KEPT: usize = 512;

impl Layouts {
    fn block(&mut self, ui: &Ui, scene: &Scene<'_>, index: usize) -> Block {
        if let Some(rows) = self.own.get(&index) {
            return Block::Own(rows.clone());
        }
        let block = ui.fonts_mut(|fonts| lay_out(fonts, scene, index, self.width, tokens(ui)));
        if let Block::Own(rows) = &block {
            if self.own.len() >= MOST_KEPT {
                self.own.clear();
            }
            self.own.insert(index, rows.clone());
        }
        block
    }

    /// The height of a paragraph with the gap after it.
    fn height(&mut self, ui: &Ui, scene: &Scene<'_>, index: usize) -> f32 {
        let after = scene.story.paragraphs.get(index).map_or(0.0, |paragraph| gap(paragraph.gap, scene.font_size));
        self.block(ui, scene, index).height() + after
    }
}

/// Heights guessed from the number of bytes, which is all that is known of paragraphs that were never laid out.
fn estimates(ui: &Ui, scene: &Scene<'_>, width: f32) -> Vec<f32> {
    let per_row = (width / columns::average_advance(ui, scene.font_size)).max(1.0);
    let row = row_height(scene.font_size);
    let estimate = |paragraph: &Paragraph| {
        (paragraph.bytes.len() as f32 / per_row).ceil().max(1.0) * row + gap(paragraph.gap, scene.font_size)
    };
    scene.story.paragraphs.iter().map(estimate).collect()
}

fn paint(ui: &Ui, painter: &egui::Painter, scene: &Scene<'_>, paragraph: &Visible, selected: Option<&Range<usize>>) {
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
    canvas.signs();
    canvas.outlines();
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

#[cfg(test)]
mod tests;
