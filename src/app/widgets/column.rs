//! Scrolling through many things of different heights, most of which were never laid out.

use egui::{Rect, ScrollArea, Ui};

use super::heights::Heights;

/// How far above the screen heights are measured ahead, so that scrolling up never jumps.
const MEASURED_AHEAD: f32 = 240.0;

/// Heights of stacked things and the place the reader is at.
#[derive(Debug, Default)]
pub struct Column {
    heights: Heights,
    measured: Vec<bool>,
    offset: f64,
    pending: Option<f64>,
    /// Growth of things above the screen that the next frame has to make up for.
    correction: f64,
}

/// A thing on screen: which, and where its top stands below the top of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Which.
    pub index: usize,
    /// Its top, relative to the top of the screen.
    pub top: f32,
}

impl Column {
    /// Starts anew with estimated heights. With `keep`, what stands at the top of the screen stays there.
    pub fn reset(&mut self, estimates: Vec<f32>, keep: bool) {
        let anchor = (keep && self.heights.len() > 0 && !estimates.is_empty()).then(|| {
            let first = self.heights.find(self.offset).min(estimates.len() - 1);
            let height = f64::from(self.heights.at(first)).max(1.0);
            (first, (self.offset - self.heights.offset(first)) / height)
        });
        self.measured = vec![false; estimates.len()];
        self.heights = Heights::new(estimates);
        let offset =
            anchor.map_or(0.0, |(first, share)| self.heights.offset(first) + share * f64::from(self.heights.at(first)));
        self.pending = Some(offset);
    }

    /// Number of things.
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    /// All heights together, as far as they are known.
    pub fn total(&self) -> f64 {
        self.heights.total()
    }

    /// How far the reader is, in points.
    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// The thing at the top of the screen.
    pub fn first_visible(&self) -> usize {
        self.heights.find(self.offset)
    }

    /// Where a thing begins.
    pub fn top_of(&self, index: usize) -> f64 {
        self.heights.offset(index)
    }

    /// The height of a thing, as far as it is known.
    pub fn height_of(&self, index: usize) -> f32 {
        self.heights.at(index)
    }

    /// Takes in the real height of a thing.
    pub fn set_height(&mut self, index: usize, height: f32) {
        self.heights.set(index, height);
        self.measured[index] = true;
    }

    /// Scrolls to an offset in the next frame.
    pub fn scroll_to(&mut self, offset: f64) {
        self.pending = Some(offset.max(0.0));
    }

    /// The scroll area that shows the column, moved to where it was asked to go.
    pub fn area(&mut self, salt: &str) -> ScrollArea {
        let area = ScrollArea::vertical().id_salt(salt).auto_shrink(false);
        match self.pending.take() {
            Some(offset) => area.vertical_scroll_offset(offset as f32),
            None => area,
        }
    }

    /// The visible rectangle inside the scroll area that begins at `top`, after taking the room of all things and
    /// `extra` points around them.
    pub fn viewport(&self, ui: &mut Ui, outer: Rect, extra: f32) -> Rect {
        ui.set_height((self.total() + f64::from(extra)) as f32);
        ui.set_width(ui.available_width());
        let left_top = egui::pos2(ui.max_rect().left(), outer.top());
        Rect::from_min_size(left_top, egui::vec2(ui.available_width(), outer.height()))
    }

    /// Takes over where the scroll area stands after this frame.
    pub fn finish(&mut self, ui: &Ui, state: &egui::scroll_area::State) {
        self.offset = f64::from(state.clamped_offset().y);
        let correction = std::mem::take(&mut self.correction);
        if correction != 0.0 && self.pending.is_none() {
            self.pending = Some(self.offset + correction);
            ui.request_repaint();
        }
    }

    /// Finds and measures what is visible between `offset` and `height` below it.
    pub fn place(
        &mut self,
        offset: f64,
        height: f32,
        padding: f32,
        measure: &mut dyn FnMut(usize) -> f32,
    ) -> Vec<Placed> {
        let first = self.heights.find((offset - f64::from(padding)).max(0.0));
        let mut top = self.heights.offset(first) + f64::from(padding) - offset;
        let mut placed = Vec::new();
        for index in first..self.len() {
            if top >= f64::from(height) {
                break;
            }
            let grown = self.heights.set(index, measure(index));
            self.measured[index] = true;
            if index == first && top < 0.0 {
                // What stands above the screen grew: keep the rest in place.
                self.correction += grown;
                top -= grown;
            }
            placed.push(Placed { index, top: top as f32 });
            top += f64::from(self.heights.at(index));
        }
        placed
    }

    /// Corrects the heights just above the screen before they come into view.
    pub fn measure_above(&mut self, measure: &mut dyn FnMut(usize) -> f32) {
        if self.len() == 0 {
            return;
        }
        let offset = self.pending.unwrap_or(self.offset);
        let first = self.heights.find(offset);
        // What is cut by the top of the screen grows upwards, out of sight.
        let grows_upwards = |index: usize, heights: &Heights| index < first || heights.offset(first) < offset;
        let (mut growth, mut above) = (0.0, 0.0);
        for index in (0..=first).rev() {
            if above > MEASURED_AHEAD {
                break;
            }
            if !self.measured[index] {
                let upwards = grows_upwards(index, &self.heights);
                let grown = self.heights.set(index, measure(index));
                self.measured[index] = true;
                growth += if upwards { grown } else { 0.0 };
            }
            // Of the first one, only what is out of sight counts.
            above += if index < first { self.heights.at(index) } else { (offset - self.heights.offset(index)) as f32 };
        }
        if growth != 0.0 {
            self.pending = Some(offset + growth);
        }
    }
}
