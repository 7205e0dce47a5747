//! Version and licences.

use egui::{RichText, ScrollArea, Ui};

use super::dialog;
use crate::app::{
    action::Action,
    theme::{size, space, tokens},
    widgets::controls::secondary_button,
};

/// What comes with the program, and under which licence.
const PARTS: [(&str, &str); 6] = [
    ("OnRecord", "MIT or Apache-2.0"),
    ("egui, eframe, egui_extras, egui_tiles", "MIT or Apache-2.0"),
    ("Inter, by The Inter Project Authors", "SIL Open Font License 1.1"),
    ("Noto Sans, by The Noto Project Authors", "SIL Open Font License 1.1"),
    ("Unicode data in unicode-bidi, unicode-linebreak, unicode-segmentation", "Unicode License v3"),
    ("rfd, rayon, serde, chrono, csv and other Rust crates", "MIT or Apache-2.0"),
];

pub fn show(ui: &Ui, actions: &mut Vec<Action>) {
    dialog(ui, "About OnRecord", 460.0, actions, |ui| {
        let muted = tokens(ui).muted;
        ui.label(format!("Version {}", env!("CARGO_PKG_VERSION")));
        ui.label(RichText::new(env!("CARGO_PKG_DESCRIPTION")).color(muted));
        ui.add_space(space::M);
        for (part, licence) in PARTS {
            ui.label(part);
            ui.label(RichText::new(licence).size(size::SMALL).color(muted));
            ui.add_space(space::XS);
        }
        ui.collapsing("Font licences", |ui| {
            ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                for text in [
                    include_str!("../../../assets/fonts/OFL-Inter.txt"),
                    include_str!("../../../assets/fonts/OFL-Noto.txt"),
                ] {
                    ui.label(RichText::new(text).size(size::TINY).color(muted));
                }
            });
        });
        ui.add_space(space::S);
        secondary_button(ui, "Close").clicked()
    });
}
