//! What was left out of a load, and why.

use egui::{RichText, ScrollArea, Ui};

use super::dialog;
use crate::{
    app::{
        action::Action,
        theme::{Weight, size, space, tokens},
        widgets::controls::{primary_button, secondary_button},
    },
    session::LoadSummary,
    view::words,
};

pub fn show(ui: &Ui, summary: &LoadSummary, actions: &mut Vec<Action>) {
    let mut copied = None;
    dialog(ui, "Some files were skipped", 560.0, actions, |ui| {
        let muted = tokens(ui).muted;
        let read = words::counted(summary.n_loaded, "document");
        let skipped = words::counted(summary.skipped.len(), "file");
        ui.label(format!("{read} read, {skipped} skipped. Nothing else is affected."));
        ui.add_space(space::S);
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for skipped in &summary.skipped {
                ui.label(RichText::new(skipped.path.display().to_string()).font(Weight::Medium.font(size::SMALL)));
                ui.label(RichText::new(words::sentence_case(&skipped.reason)).size(size::SMALL).color(muted));
                ui.add_space(space::XS);
            }
        });
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            let close = primary_button(ui, "Close").clicked();
            if secondary_button(ui, "Copy list").clicked() {
                let lines =
                    summary.skipped.iter().map(|skipped| format!("{}\t{}", skipped.path.display(), skipped.reason));
                copied = Some(lines.collect::<Vec<_>>().join("\n"));
            }
            close
        })
        .inner
    });
    actions.extend(copied.map(Action::Copy));
}
