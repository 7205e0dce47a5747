//! The legend above a story: which layers there are, and whether they are on.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::{
    app::{
        action::Action,
        theme::{Weight, size, space, tokens},
        widgets::{controls::focus_ring, text::Line},
    },
    view::{Layer, LayerSet, words},
};

/// Draws a switch for each layer that has marks.
pub fn legend(ui: &mut Ui, counts: &[(Layer, usize)], layers: LayerSet, actions: &mut Vec<Action>) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 6)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, 0.0);
        ui.horizontal_wrapped(|ui| {
            for (layer, n) in counts {
                if switch(ui, *layer, *n, layers.has(*layer)) {
                    actions.push(Action::SetLayer(*layer, !layers.has(*layer)));
                }
            }
        });
    });
}

fn switch(ui: &mut Ui, layer: Layer, n: usize, is_on: bool) -> bool {
    let tokens = tokens(ui);
    let colour = tokens.layer(layer);
    let ink = if is_on { tokens.muted } else { tokens.faint };
    let line = Line::new(ui, layer.label(), Weight::Regular.font(size::SMALL), ink, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(vec2(line.size().x + 24.0, space::XL), Sense::click());
    let name = format!("{} layer", layer.label());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, is_on, name.clone()));
    if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, tokens.hover);
    }
    let square = Rect::from_center_size(pos2(rect.left() + 10.0, rect.center().y), vec2(9.0, 9.0));
    if is_on {
        ui.painter().rect_filled(square, CornerRadius::same(2), colour);
    } else {
        ui.painter().rect_stroke(square, CornerRadius::same(2), Stroke::new(1.0, ink), StrokeKind::Inside);
    }
    let text = rect.with_min_x(rect.left() + 19.0);
    line.paint_left(ui.painter(), text);
    if !is_on {
        ui.painter().hline(
            egui::Rangef::new(text.left(), text.left() + line.size().x),
            rect.center().y + 1.0,
            Stroke::new(1.0, ink),
        );
    }
    focus_ring(ui, rect, &response);
    let verb = if is_on { "hide" } else { "show" };
    response.on_hover_text(format!("{}: {}. Click to {verb}", layer.label(), words::grouped(n))).clicked()
}
