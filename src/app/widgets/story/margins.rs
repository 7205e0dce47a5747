//! What stands beside the story: speakers of quotes at the left, acts of claims at the right.

use egui::{Align2, Color32, CornerRadius, Popup, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

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

fn speakers(
    ui: &mut Ui,
    scene: &Scene<'_>,
    columns: &Columns,
    paragraph: &Visible,
    names_end: &mut f32,
    output: &mut Output,
) {
    let Some(bytes) = scene.story.paragraphs.get(paragraph.index).map(|p| p.bytes.clone()) else { return };
    let words = scene.story.words(paragraph.index);
    let mut lanes: Vec<f32> = Vec::new();
    let mut last_speaker: Option<&str> = None;
    for bar in scene.story.bars.over(bytes.clone()) {
        let (start, end) = (bar.span.start().max(bytes.start), bar.span.end().min(bytes.end));
        let first = paragraph.block.row_of(words, start - bytes.start);
        let last_char = words[..end - bytes.start].char_indices().next_back().map_or(0, |(at, _)| at);
        let last = paragraph.block.row_of(words, last_char);
        let (top, bottom) = (paragraph.origin.y + first.top() + 4.0, paragraph.origin.y + last.bottom() - 4.0);
        let lane = lanes.iter().position(|lane_end| *lane_end <= top).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(bottom)
        } else {
            lanes[lane] = bottom
        };
        let x = columns.left - space::M - lane as f32 * 5.0;
        let rect = Rect::from_min_max(pos2(x - BAR_WIDTH, top), pos2(x, bottom));
        let mut response = bar_ui(ui, scene, bar, rect);
        if last_speaker != Some(&bar.speaker) && top >= *names_end - 4.0 {
            let name = speaker_ui(ui, columns, bar, rect, first.height());
            *names_end = name.rect.bottom();
            response = response.union(name);
        }
        last_speaker = Some(&bar.speaker);
        let response = response.on_hover_text(&bar.tooltip);
        if response.clicked() {
            output.clicked = Some(Item::Quote(scene.story.doc, bar.quote));
        }
    }
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

fn speaker_ui(ui: &Ui, columns: &Columns, bar: &Bar, bar_rect: Rect, row_height: f32) -> Response {
    let tokens = tokens(ui);
    let right = bar_rect.left() - space::XS - 2.0;
    let room = right - columns.margin_left - space::XS;
    let line = Line::new(ui, &bar.speaker, Weight::Regular.font(size::SMALL), tokens.muted, room);
    let middle = bar_rect.top() - 4.0 + row_height / 2.0;
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
    let row_middle =
        |label: &ActLabel| paragraph.origin.y + paragraph.block.row_of(words, label.at - bytes.start).center().y;
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
            let words: String = scene.story.text[label.at..].chars().take(48).take_while(|c| *c != '\n').collect();
            if ui.button(format!("{}: {words}…", label.act)).clicked() {
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
