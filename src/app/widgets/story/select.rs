//! Pointer and keyboard in the story: selecting text, copying it, finding what was clicked.

use std::ops::Range;

use egui::{EventFilter, Key, Pos2, Rect, Response, Ui};
use unicode_segmentation::UnicodeSegmentation;

use super::{Columns, Output, Scene, StoryView, Visible, row_height};
use crate::{
    app::widgets::list::pressed,
    view::{Paragraph, step_char, step_word_end, step_word_start},
};

/// Text selected with the pointer: from where the drag began to where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSelection {
    anchor: usize,
    head: usize,
}

impl TextSelection {
    /// Everything that the viewer shows.
    pub fn all(text: &str, paragraphs: &[Paragraph]) -> Self {
        let start = paragraphs.first().map_or(0, |paragraph| paragraph.bytes.start);
        Self { anchor: start, head: paragraphs.last().map_or(text.len(), |paragraph| paragraph.bytes.end) }
    }

    /// These bytes.
    pub fn of(range: Range<usize>) -> Self {
        Self { anchor: range.start, head: range.end }
    }

    /// The selected bytes; nothing when it is empty.
    pub fn range(&self) -> Option<Range<usize>> {
        let range = self.anchor.min(self.head)..self.anchor.max(self.head);
        (!range.is_empty()).then_some(range)
    }

    /// The word at `byte` of a paragraph that starts at `start`.
    fn word(words: &str, start: usize, byte: usize) -> Self {
        let local = byte.saturating_sub(start);
        let bounds = words.split_word_bound_indices().map(|(at, word)| at..at + word.len());
        let word = bounds.into_iter().find(|word| word.contains(&local)).unwrap_or(local..local);
        Self { anchor: start + word.start, head: start + word.end }
    }
}

impl StoryView {
    pub(super) fn pointer(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        columns: &Columns,
        response: &Response,
        visible: &[Visible],
        output: &mut Output,
    ) {
        let shown = |layer| scene.layers.has(layer);
        let hit = |point: Pos2| hit(scene, visible, point);
        if let Some(point) = response.hover_pos().filter(|point| in_text(columns, *point)) {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
            if let Some(byte) = over(scene, visible, point) {
                let item = scene.story.item_at(byte, shown);
                output.hovered = item
                    .map(|item| (item, Rect::from_center_size(point, egui::vec2(1.0, row_height(scene.font_size)))));
                if output.hovered.is_some() {
                    ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
                }
            }
        }
        if response.drag_started()
            && let Some(byte) = ui.input(|input| input.pointer.press_origin()).and_then(hit)
        {
            self.selection = Some(TextSelection { anchor: byte, head: byte });
        }
        if response.dragged() {
            self.drag(ui, response, hit);
        }
        if response.clicked() {
            response.request_focus();
            self.selection = None;
            let byte = response.interact_pointer_pos().and_then(|point| over(scene, visible, point));
            output.clicked = byte.and_then(|byte| scene.story.item_at(byte, shown));
            output.cleared = output.clicked.is_none();
        }
        // The menu of a right click is about what stands there, or about the words that are selected.
        if response.secondary_clicked() && self.selected_range().is_none() {
            let byte = response.interact_pointer_pos().and_then(|point| over(scene, visible, point));
            output.clicked = byte.and_then(|byte| scene.story.item_at(byte, shown));
        }
        if let Some(byte) = response.interact_pointer_pos().filter(|_| !response.secondary_clicked()).and_then(hit) {
            let index = scene.story.paragraph_at(byte);
            let paragraph = scene.story.paragraphs.get(index).map_or(0..0, |paragraph| paragraph.bytes.clone());
            if response.triple_clicked() {
                self.selection = Some(TextSelection { anchor: paragraph.start, head: paragraph.end });
            } else if response.double_clicked() {
                self.selection = Some(TextSelection::word(scene.story.words(index), paragraph.start, byte));
            }
        }
    }

    /// Shift with an arrow selects word by word, with Ctrl character by character, from the selected thing on. Answers
    /// whether it did.
    fn select_by_key(&mut self, ui: &Ui, scene: &Scene<'_>, visible: &[Visible]) -> bool {
        let held = |key| ui.input(|input| pressed(input, key)).filter(|held| held.shift && !held.alt);
        let (forward, backward) = (held(Key::ArrowRight), held(Key::ArrowLeft));
        let Some(held) = forward.or(backward) else { return false };
        let (forward, by_char) = (forward.is_some(), held.command);
        let focus = scene.focus.selected.first().or(scene.focus.content.first()).map(|span| span.start());
        let start = focus.unwrap_or_else(|| self.first_visible_byte());
        let selection = self.selection.get_or_insert(TextSelection { anchor: start, head: start });
        let text = &scene.story.text;
        let (first, last) = (scene.story.paragraphs.first(), scene.story.paragraphs.last());
        let (least, most) = (first.map_or(0, |p| p.bytes.start), last.map_or(text.len(), |p| p.bytes.end));
        selection.head = stepped(text, selection.head, forward, !by_char).clamp(least, most);
        let head = selection.head;
        let paragraph = scene.story.paragraph_at(head);
        if visible.iter().all(|shown| shown.index != paragraph) {
            self.reveal(head);
        }
        ui.request_repaint();
        true
    }

    fn drag(&mut self, ui: &Ui, response: &Response, hit: impl Fn(Pos2) -> Option<usize>) {
        let Some(point) = response.interact_pointer_pos() else { return };
        if let (Some(byte), Some(selection)) = (hit(point), &mut self.selection) {
            selection.head = byte;
        }
        let beyond = if point.y < response.rect.top() {
            point.y - response.rect.top()
        } else {
            (point.y - response.rect.bottom()).max(0.0)
        };
        if beyond != 0.0 {
            self.scroll_by(f64::from(beyond) * 0.3);
            ui.request_repaint();
        }
    }

    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        response: &Response,
        visible: &[Visible],
        view: Rect,
        output: &mut Output,
    ) {
        let copies = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
        if copies
            && !ui.text_edit_focused()
            && let Some(text) = self.selected_text()
        {
            ui.copy_text(text.to_owned());
        }
        if !response.has_focus() {
            return;
        }
        // The arrows read the story instead of moving the focus.
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let row = f64::from(self.layout.map_or(0.0, |layout| row_height(layout.font_size)));
        let page = f64::from(view.height()) - row;
        if self.select_by_key(ui, scene, visible) {
            return;
        }
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let moves = [
            (Key::ArrowDown, 2.0 * row),
            (Key::ArrowUp, -2.0 * row),
            (Key::PageDown, page),
            (Key::Space, page),
            (Key::PageUp, -page),
            (Key::Home, -self.column.offset()),
            (Key::End, self.column.total()),
        ];
        if let Some((_, points)) = moves.into_iter().find(|(key, _)| pressed(*key)) {
            self.scroll_by(points);
            ui.request_repaint();
        }
        if pressed(Key::ArrowRight) {
            output.step = Some(true);
        } else if pressed(Key::ArrowLeft) {
            output.step = Some(false);
        }
    }
}

/// Where the selection ends after one more step.
fn stepped(text: &str, head: usize, forward: bool, by_word: bool) -> usize {
    if by_word {
        return if forward { step_word_end(text, head, true) } else { step_word_start(text, head, false) };
    }
    step_char(text, head, forward)
}

fn in_text(columns: &Columns, point: Pos2) -> bool {
    (columns.left - 4.0..=columns.right() + 4.0).contains(&point.x)
}

/// The character boundary nearest to a point; points outside the text count for its nearest end.
pub(super) fn hit(scene: &Scene<'_>, visible: &[Visible], point: Pos2) -> Option<usize> {
    let under = visible.partition_point(|paragraph| paragraph.origin.y <= point.y).saturating_sub(1);
    let paragraph = visible.get(under)?;
    let start = scene.story.paragraphs.get(paragraph.index)?.bytes.start;
    Some(start + paragraph.block.hit(scene.story.words(paragraph.index), point - paragraph.origin.to_vec2()))
}

/// The character whose box holds a point.
fn over(scene: &Scene<'_>, visible: &[Visible], point: Pos2) -> Option<usize> {
    let under = visible.partition_point(|paragraph| paragraph.origin.y <= point.y).checked_sub(1)?;
    let paragraph = visible.get(under)?;
    let local = point - paragraph.origin.to_vec2();
    let words = scene.story.words(paragraph.index);
    let near = paragraph.block.hit(words, local);
    let start = scene.story.paragraphs.get(paragraph.index)?.bytes.start;
    // The nearest boundary lies before or after the character under the pointer.
    let before = words[..near].char_indices().next_back().map(|(at, c)| at..at + c.len_utf8());
    let after = words[near..].chars().next().map(|c| near..near + c.len_utf8());
    let holds =
        |bytes: &Range<usize>| paragraph.block.rects(words, bytes).iter().any(|rect| rect.expand(0.5).contains(local));
    [after, before].into_iter().flatten().find(holds).map(|bytes| start + bytes.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_click_takes_the_word_in_any_script() {
        let selected = |words: &str, byte: usize| {
            let range = TextSelection::word(words, 100, 100 + byte).range();
            range.map(|range| words[range.start - 100..range.end - 100].to_owned())
        };
        assert_eq!(selected("the U.S.-led coalition", 15).as_deref(), Some("coalition"));
        assert_eq!(selected("قال وزير", 8).as_deref(), Some("وزير"));
        assert_eq!(selected("Iraq’s end", 1).as_deref(), Some("Iraq’s"));
        assert_eq!(selected("end", 3), None);
    }
}
