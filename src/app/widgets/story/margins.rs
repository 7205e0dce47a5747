//! What stands beside the story: speakers of quotes at the left, acts of claims at the right.

use egui::{Align2, Color32, CornerRadius, Popup, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{Columns, IdOf, Output, Scene, Visible};
use crate::{
    app::{
        theme::{Weight, size, space, tokens},
        widgets::text::Line,
    },
    view::{ActLabel, Bar, Layer},
    workspace::Item,
};

const LABEL_HEIGHT: f32 = 18.0;
const BAR_WIDTH: f32 = 3.0;

/// Draws both margins of the visible paragraphs.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, columns: &Columns, visible: &[Visible], output: &mut Output) {
    let mut names_end = f32::NEG_INFINITY;
    for paragraph in visible {
        if scene.layers.has(Layer::Quotes) {
            speakers(ui, scene, columns, paragraph, &mut names_end, output);
        }
        if scene.layers.has(Layer::Claims) {
            acts(ui, scene, columns, paragraph, output);
        }
    }
}

/// The most bars side by side; further ones lie over the last.
const MOST_LANES: usize = 4;
const LANE_WIDTH: f32 = 5.0;

/// A bar with its place.
struct PlacedBar<'a> {
    bar: &'a Bar,
    rect: Rect,
    row_height: f32,
    /// Whether the statement begins in this paragraph, so that its speaker is named here.
    begins: bool,
}

fn speakers(
    ui: &mut Ui,
    scene: &Scene<'_>,
    columns: &Columns,
    paragraph: &Visible,
    names_end: &mut f32,
    output: &mut Output,
) {
    let bars = place_bars(scene, columns, paragraph);
    let mut last_speaker: Option<&str> = None;
    for placed in &bars {
        let (bar, rect) = (placed.bar, placed.rect);
        let mut response = bar_ui(ui, scene, bar, rect);
        if placed.begins && last_speaker != Some(&bar.speaker) && rect.top() >= *names_end - 4.0 {
            // The name stands left of all bars beside its row.
            let row = rect.top()..=rect.top() + placed.row_height;
            let beside = bars
                .iter()
                .filter(|other| row.contains(&other.rect.top()) || other.rect.y_range().contains(rect.top()));
            let left = beside.map(|other| other.rect.left()).fold(rect.left(), f32::min);
            let name = speaker_ui(ui, columns, bar, pos2(left, rect.top()), placed.row_height);
            *names_end = name.rect.bottom();
            response = response.union(name);
        }
        last_speaker = Some(&bar.speaker);
        if response.on_hover_text(&bar.tooltip).clicked() {
            output.clicked = Some(Item::Quote(scene.story.doc, bar.quote));
        }
    }
}

/// Bars that share rows stand side by side.
fn place_bars<'a>(scene: &'a Scene<'_>, columns: &Columns, paragraph: &Visible) -> Vec<PlacedBar<'a>> {
    let Some(bytes) = scene.story.paragraphs.get(paragraph.index).map(|p| p.bytes.clone()) else { return Vec::new() };
    let words = scene.story.words(paragraph.index);
    let mut lanes: Vec<f32> = Vec::new();
    let place = |bar: &'a Bar| {
        let (start, end) = (bar.span.start().max(bytes.start), bar.span.end().min(bytes.end));
        let first = paragraph.block.row_of(words, start - bytes.start);
        let last_char = words[..end - bytes.start].char_indices().next_back().map_or(0, |(at, _)| at);
        let last = paragraph.block.row_of(words, last_char);
        let (top, bottom) = (paragraph.origin.y + first.top() + 4.0, paragraph.origin.y + last.bottom() - 4.0);
        let free = lanes.iter().position(|lane_end| *lane_end <= top).unwrap_or(lanes.len()).min(MOST_LANES - 1);
        if free == lanes.len() {
            lanes.push(bottom)
        } else {
            lanes[free] = lanes[free].max(bottom)
        };
        let x = columns.left - space::M - free as f32 * LANE_WIDTH;
        let rect = Rect::from_min_max(pos2(x - BAR_WIDTH, top), pos2(x, bottom));
        PlacedBar { bar, rect, row_height: first.height(), begins: bar.span.start() >= bytes.start }
    };
    scene.story.bars.over(bytes.clone()).map(place).collect()
}

fn bar_ui(ui: &Ui, scene: &Scene<'_>, bar: &Bar, rect: Rect) -> Response {
    let tokens = tokens(ui);
    let response =
        ui.interact(rect.expand2(vec2(3.0, 0.0)), ui.id_of(("bar", bar.quote, rect.top() as i32)), Sense::click());
    let number = bar.quote.index() + 1;
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Quote {number} by {}", bar.speaker))
    });
    let is_strong = response.hovered() || response.has_focus() || scene.focus.quote == Some(bar.quote);
    let rect = if is_strong { rect.expand2(vec2(1.0, 0.0)) } else { rect };
    ui.painter().rect_filled(rect, CornerRadius::same(2), tokens.quote);
    if response.has_focus() {
        ui.painter().rect_stroke(rect.expand(3.0), 3.0, Stroke::new(2.0, tokens.accent), StrokeKind::Middle);
    }
    response
}

/// The speaker's name, ending left of `at`.
fn speaker_ui(ui: &Ui, columns: &Columns, bar: &Bar, at: Pos2, row_height: f32) -> Response {
    let tokens = tokens(ui);
    let right = at.x - space::XS - 2.0;
    let room = right - columns.margin_left - space::XS;
    let line = Line::new(ui, &bar.speaker, Weight::Regular.font(size::SMALL), tokens.muted, room);
    let middle = at.y - 4.0 + row_height / 2.0;
    let rect = Rect::from_min_max(
        pos2(right - line.size().x, middle - row_height / 2.0),
        pos2(right, middle + row_height / 2.0),
    );
    line.paint_right(ui.painter(), rect);
    // The name is a larger target for the bar beside it; the bar is the one that is announced.
    ui.interact(rect, ui.id_of(("speaker", bar.quote, rect.top() as i32)), Sense::CLICK)
}

fn acts(ui: &mut Ui, scene: &Scene<'_>, columns: &Columns, paragraph: &Visible, output: &mut Output) {
    let labels = scene.story.labels_in(paragraph.index);
    let Some(first) = labels.first() else { return };
    let Some(bytes) = scene.story.paragraphs.get(paragraph.index).map(|p| p.bytes.clone()) else { return };
    let words = scene.story.words(paragraph.index);
    let row_middle = |label: &ActLabel| {
        paragraph.origin.y + paragraph.block.row_of(words, label.span.start() - bytes.start).center().y
    };
    let mut tops = Vec::with_capacity(labels.len());
    let mut free = f32::NEG_INFINITY;
    for label in labels {
        let top = (row_middle(label) - LABEL_HEIGHT / 2.0).max(free).round();
        free = top + LABEL_HEIGHT + space::XS;
        tops.push(top);
    }
    if free <= paragraph.origin.y + paragraph.block.height() + space::M {
        for (label, top) in labels.iter().zip(tops) {
            let is_selected = scene.focus.claim == Some(label.claim);
            let name = format!("Claim {}, {}", label.claim.index() + 1, label.act);
            let response = pill(ui, columns, top, &label.act, &name, is_selected);
            let item = Item::Claim(scene.story.doc, label.claim);
            if response.hovered() {
                output.hovered = Some((item, response.rect));
            }
            if response.clicked() {
                output.clicked = Some(item);
            }
        }
        return;
    }
    let top = (row_middle(first) - LABEL_HEIGHT / 2.0).round();
    let is_selected = labels.iter().any(|label| scene.focus.claim == Some(label.claim));
    let text = format!("{} claims", labels.len());
    let name = format!("{text} in paragraph {}", paragraph.index + 1);
    let response = pill(ui, columns, top, &text, &name, is_selected);
    Popup::menu(&response).show(|ui| {
        for label in labels {
            if ui.button(scene.story.label_line(label)).clicked() {
                output.clicked = Some(Item::Claim(scene.story.doc, label.claim));
            }
        }
    });
}

/// A small outlined label in the right margin.
fn pill(ui: &Ui, columns: &Columns, top: f32, text: &str, name: &str, is_selected: bool) -> Response {
    let tokens = tokens(ui);
    let left = columns.right() + space::L;
    let room = columns.margin_right - left - space::L;
    let ink = if is_selected { tokens.panel } else { tokens.claim };
    let line = Line::new(ui, text, Weight::Medium.font(size::TINY), ink, room.max(20.0));
    let rect = Rect::from_min_size(pos2(left, top), vec2(line.size().x + space::L, LABEL_HEIGHT));
    let response = ui.interact(rect, ui.id_of(("act", name)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_selected, name));
    let fill = if is_selected {
        tokens.claim
    } else if response.hovered() {
        tokens.label_ground(tokens.claim)
    } else {
        Color32::TRANSPARENT
    };
    let outline = if response.has_focus() { Stroke::new(2.0, tokens.accent) } else { Stroke::new(1.0, tokens.claim) };
    ui.painter().rect(rect, LABEL_HEIGHT / 2.0, fill, outline, StrokeKind::Inside);
    line.paint(ui.painter(), Align2::CENTER_CENTER.align_size_within_rect(line.size(), rect).min);
    response
}
