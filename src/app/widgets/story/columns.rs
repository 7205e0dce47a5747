//! Where the story's text column and its margins stand.

use egui::Ui;

use crate::app::theme::{Weight, space};

/// The text column; the margins lie to both sides of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// Left edge of the margin for speakers.
    pub margin_left: f32,
    /// Left edge of the text.
    pub left: f32,
    /// Width of the text.
    pub width: f32,
    /// Right edge of the margin for claims.
    pub margin_right: f32,
}

impl Columns {
    /// The columns in the room that `ui` has left: the text in its measure, centred with its margins.
    pub fn new(ui: &Ui, font_size: f32) -> Self {
        let room = ui.available_rect_before_wrap();
        let measure = (average_advance(ui, font_size) * space::MEASURE).round();
        let margins = space::LEFT_MARGIN + space::RIGHT_MARGIN;
        let width = measure.min(room.width() - margins).max(160.0).round();
        let spare = (room.width() - margins - width).max(0.0);
        let left = (room.left() + spare / 2.0 + space::LEFT_MARGIN).round();
        Self {
            margin_left: left - space::LEFT_MARGIN,
            left,
            width,
            margin_right: (left + width + space::RIGHT_MARGIN).min(room.right()),
        }
    }

    /// Right edge of the text.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }
}

/// The width of an average character of running English text.
pub fn average_advance(ui: &Ui, font_size: f32) -> f32 {
    const SAMPLE: &str = "The ministry said on Thursday that three people had died in the strike near the border.";
    let font = Weight::Regular.font(font_size);
    let width = ui.fonts_mut(|fonts| fonts.layout_no_wrap(SAMPLE.to_owned(), font, egui::Color32::BLACK).size().x);
    width / SAMPLE.len() as f32
}
