//! Two handles at the edges of the selected words, to give a tag other words with the pointer.

use egui::{CursorIcon, Id, Pos2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{IdOf, Output, Scene, Visible, marks::Canvas};
use crate::{
    app::theme::tokens,
    model::Span,
    view::{Story, step_char, step_word_end, step_word_start},
};

/// An edge that is being moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moving {
    /// Whether it is the end.
    is_end: bool,
    /// Where the edge is now.
    byte: usize,
}

/// Width of the area that takes hold of an edge.
const REACH: f32 = 9.0;

/// Draws the handles of the selected words and moves them; an edge that was let go of elsewhere is in the output.
pub fn show(
    ui: &Ui,
    scene: &Scene<'_>,
    visible: &[Visible],
    moving: &mut Option<Moving>,
    hit: impl Fn(Pos2) -> Option<usize>,
    output: &mut Output,
) {
    let [span] = scene.focus.selected.as_slice() else {
        *moving = None;
        return;
    };
    let tokens = tokens(ui);
    for paragraph in visible {
        let canvas = Canvas { painter: ui.painter(), scene, paragraph, tokens };
        for is_end in [false, true] {
            let edge = if is_end { span.end() } else { span.start() };
            let holds = scene
                .story
                .paragraphs
                .get(paragraph.index)
                .is_some_and(|p| p.bytes.start <= edge && edge <= p.bytes.end);
            let rects = canvas.boxes(*span);
            let rect = if is_end { rects.last() } else { rects.first() };
            let (true, Some(rect)) = (holds, rect) else { continue };
            let x = if is_end { rect.right() + 3.0 } else { rect.left() - 3.0 };
            let area = Rect::from_center_size(pos2(x, rect.center().y), vec2(REACH, rect.height() + 4.0));
            let id: Id = ui.id_of(("edge", is_end));
            let response = ui.interact(area, id, Sense::drag());
            response.widget_info(|| {
                let name =
                    if is_end { "Move the end of the selected words" } else { "Move the start of the selected words" };
                egui::WidgetInfo::labeled(egui::Role::Slider, true, name)
            });
            if response.hovered() || response.dragged() {
                ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            }
            let ink = Stroke::new(if response.hovered() || response.dragged() { 3.0 } else { 2.0 }, tokens.accent);
            let knob = pos2(x, if is_end { rect.bottom() + 2.0 } else { rect.top() - 2.0 });
            ui.painter().circle_filled(knob, ink.width, tokens.accent);
            if response.dragged()
                && let Some(byte) = response.interact_pointer_pos().and_then(&hit)
            {
                *moving = Some(Moving { is_end, byte: snapped(scene.story, *span, is_end, byte) });
            }
            if response.drag_stopped()
                && let Some(moved) = moving.take()
                && moved.byte != edge
            {
                output.moved = Some((moved.is_end, moved.byte));
            }
        }
        if let Some(moved) = moving {
            let (start, end) = if moved.is_end { (span.start(), moved.byte) } else { (moved.byte, span.end()) };
            canvas.fill(&(start..end), tokens.selection.gamma_multiply(0.6));
        }
    }
    // The handle may have been scrolled away when the button was let go.
    if !ui.input(|input| input.pointer.any_down()) {
        *moving = None;
    }
}

/// The edge of a word nearest to a byte, on the right side of the other edge.
fn snapped(story: &Story, span: Span, is_end: bool, byte: usize) -> usize {
    let text = &story.text;
    let nearest =
        |before: usize, after: usize| if byte - before <= after.saturating_sub(byte) { before } else { after };
    if is_end {
        let before = step_word_end(text, byte + 1, false).min(byte);
        let least = step_char(text, span.start(), true);
        nearest(before, step_word_end(text, byte, true)).max(least)
    } else {
        let before = step_word_start(text, byte + 1, false).min(byte);
        let most = step_char(text, span.end(), false);
        nearest(before, step_word_start(text, byte, true)).min(most)
    }
}
