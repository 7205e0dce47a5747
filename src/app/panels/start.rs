//! What a newcomer sees: what to do first.

use std::path::PathBuf;

use egui::{Align2, Id, RichText, TextureHandle, Ui, vec2};

use crate::app::{
    action::Action,
    commands::Command,
    theme::{Weight, size, space, tokens},
    widgets::controls::{link, primary_button, secondary_button},
};

/// Draws the start screen.
pub fn start_screen(ui: &mut Ui, recent: &[PathBuf], actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, tokens.panel);
    let width = 560.0_f32.min(room.width() - 2.0 * space::XL);
    let height = 440.0_f32.min(room.height());
    let middle = Align2::CENTER_CENTER.align_size_within_rect(vec2(width, height), room);
    ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        icon(ui);
        ui.label(RichText::new("OnRecord").font(Weight::Semibold.font(size::HEADLINE)));
        ui.label(
            RichText::new("See who is named, who said what in which words, and who claims what. Offline, with the reason for every tag.")
                .color(tokens.muted),
        );
        ui.add_space(space::L);
        buttons(ui, actions);
        ui.add_space(space::M);
        ui.label(
            RichText::new("Or drop files and folders here, or paste text with Ctrl+V.")
                .size(size::SMALL)
                .color(tokens.muted),
        );
        recent_ui(ui, recent, actions);
    });
}

/// The program's icon; decoded once.
fn icon(ui: &mut Ui) {
    let id = Id::unique("start screen icon");
    let known: Option<TextureHandle> = ui.ctx().data(|data| data.get_temp(id));
    let texture = known.or_else(|| {
        let bytes = include_bytes!("../../../assets/desktop/onrecord-128.png");
        let image = eframe::icon_data::from_png_bytes(bytes).ok()?;
        let size = [image.width as usize, image.height as usize];
        let image = egui::ColorImage::from_rgba_unmultiplied(size, &image.rgba);
        let texture = ui.ctx().load_texture("icon", image, egui::TextureOptions::LINEAR);
        ui.ctx().data_mut(|data| data.insert_temp(id, texture.clone()));
        Some(texture)
    });
    if let Some(texture) = texture {
        ui.add(egui::Image::new((texture.id(), vec2(56.0, 56.0))).alt_text("OnRecord icon"));
    }
}

fn buttons(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let files = primary_button(ui, "Open files…");
        if files.clicked() {
            actions.push(Action::Run(Command::OpenFiles));
        }
        if secondary_button(ui, "Open folder…").clicked() {
            actions.push(Action::Run(Command::OpenFolder));
        }
        if secondary_button(ui, "Open the sample corpus").clicked() {
            actions.push(Action::Run(Command::OpenSample));
        }
    });
}

fn recent_ui(ui: &mut Ui, recent: &[PathBuf], actions: &mut Vec<Action>) {
    if recent.is_empty() {
        return;
    }
    ui.add_space(space::L);
    ui.label(RichText::new("Recent").font(Weight::Semibold.font(size::BODY)));
    for path in recent {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let response = link(ui, &name).on_hover_text(path.display().to_string());
        if response.clicked() {
            actions.push(Action::Open(vec![path.clone()]));
        }
    }
}
