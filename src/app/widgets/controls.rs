//! Fields, small buttons, labels and empty states, the same in every panel.

use egui::{
    Align2, Button, Color32, CornerRadius, Frame, Margin, Popup, Rect, Response, RichText, Role, Sense, Stroke,
    StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::{icons, text::Line};
use crate::{
    app::theme::{Weight, size, space, tokens},
    view::Layer,
};

/// A one-line field for filter words, with a cross that empties it.
pub fn filter_field(ui: &mut Ui, id: egui::Id, name: &str, hint: &str, text: &mut String, width: f32) -> Response {
    let tokens = tokens(ui);
    let field = TextEdit::singleline(text)
        .id(id)
        .hint_text(RichText::new(hint).color(tokens.faint))
        .font(Weight::Regular.font(size::BODY))
        .margin(Margin { left: 8, right: 22, top: 4, bottom: 4 })
        .min_size(vec2(0.0, space::ROW))
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(width);
    let response = ui.add(field).accessible_name(name);
    if !text.is_empty() {
        let rect =
            Rect::from_center_size(pos2(response.rect.right() - 12.0, response.rect.center().y), vec2(16.0, 16.0));
        let clear = ui.interact(rect, id.with("clear"), Sense::click());
        clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Clear: {name}")));
        let ink = if clear.hovered() || clear.has_focus() { tokens.text } else { tokens.faint };
        icons::cross(ui.painter(), rect.shrink(4.5), ink);
        if clear.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            text.clear();
        }
    }
    // Escape empties the field before it leaves it.
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) && !text.is_empty() {
        text.clear();
        response.request_focus();
    }
    response
}

/// A quiet button with a chevron that opens a menu of choices.
pub fn choice(ui: &mut Ui, name: &str, shown: &str, content: impl FnOnce(&mut Ui)) -> Response {
    let tokens = tokens(ui);
    let line = Line::new(ui, shown, Weight::Regular.font(size::SMALL), tokens.muted, 180.0);
    let (rect, response) = ui.allocate_exact_size(vec2(line.size().x + 26.0, space::XL), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {shown}")));
    quiet_ground(ui, rect, &response);
    line.paint_left(ui.painter(), rect.shrink2(vec2(space::S, 0.0)));
    icons::chevron_down(ui.painter(), pos2(rect.right() - 11.0, rect.center().y), tokens.muted);
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(140.0);
        content(ui);
    });
    response
}

/// One line of a menu of choices.
pub fn choice_item(ui: &mut Ui, is_chosen: bool, text: &str) -> bool {
    let response = ui.selectable_label(is_chosen, text);
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}

/// The ground of a quiet button: only seen while it is pointed at or focused.
pub fn quiet_ground(ui: &Ui, rect: Rect, response: &Response) {
    let tokens = tokens(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), tokens.hover);
    }
    focus_ring(ui, rect, response);
}

/// Two points of accent around what has the keyboard, while the keyboard is in use.
pub fn focus_ring(ui: &Ui, rect: Rect, response: &Response) {
    if response.has_focus() && uses_keyboard(ui) {
        let stroke = Stroke::new(2.0, tokens(ui).accent);
        ui.painter().rect_stroke(rect.shrink(1.0), CornerRadius::same(6), stroke, StrokeKind::Middle);
    }
}

/// Whether the last thing that moved the focus was a key: a ring around what was just clicked only disturbs.
pub fn uses_keyboard(ui: &Ui) -> bool {
    ui.ctx().data(|data| data.get_temp(keyboard_id())).unwrap_or(false)
}

/// Notes in each frame whether keyboard or pointer is in use.
pub fn note_input(ui: &Ui) {
    let (clicked, pressed) = ui.input(|input| {
        let is_key = |event: &egui::Event| matches!(event, egui::Event::Key { pressed: true, .. });
        (input.pointer.any_pressed(), input.events.iter().any(is_key))
    });
    if clicked || pressed {
        ui.ctx().data_mut(|data| data.insert_temp(keyboard_id(), !clicked));
    }
}

fn keyboard_id() -> egui::Id {
    egui::Id::unique("keyboard in use")
}

/// The one button of an empty state or a dialog that goes ahead.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let tokens = tokens(ui);
    let label = RichText::new(text).color(tokens.on_accent).font(Weight::Medium.font(size::BODY));
    ui.add(Button::new(label).fill(tokens.accent).stroke(Stroke::NONE).min_size(vec2(0.0, 32.0)))
}

/// A button beside the primary one.
pub fn secondary_button(ui: &mut Ui, text: &str) -> Response {
    ui.add(Button::new(text).min_size(vec2(0.0, 32.0)))
}

/// Text that leads somewhere.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let tokens = tokens(ui);
    let response = ui.add(egui::Link::new(RichText::new(text).color(tokens.accent)));
    focus_ring(ui, response.rect.expand(2.0), &response);
    response
}

/// A square in a layer's colour.
pub fn dot(ui: &Ui, centre: egui::Pos2, colour: Color32) {
    ui.painter().rect_filled(Rect::from_center_size(centre, vec2(8.0, 8.0)), CornerRadius::same(2), colour);
}

/// Room that a chip takes.
pub fn chip_width(ui: &Ui, text: &str) -> f32 {
    Line::new(ui, text, Weight::Medium.font(size::TINY), Color32::BLACK, f32::INFINITY).size().x + 12.0
}

/// A small tinted label, with its left top corner at `at`.
pub fn chip(ui: &Ui, at: egui::Pos2, text: &str, layer: Layer) -> Rect {
    let tokens = tokens(ui);
    let colour = tokens.layer(layer);
    let line = Line::new(ui, text, Weight::Medium.font(size::TINY), colour, f32::INFINITY);
    let rect = Rect::from_min_size(at, vec2(line.size().x + 12.0, 18.0));
    ui.painter().rect_filled(rect, CornerRadius::same(4), tokens.label_ground(colour));
    line.paint(ui.painter(), Align2::CENTER_CENTER.align_size_within_rect(line.size(), rect).min);
    rect
}

/// What an empty panel says: one sentence and at most one button. Answers whether the button was clicked.
pub fn empty_state(ui: &mut Ui, sentence: &str, button: Option<&str>) -> bool {
    let mut clicked = false;
    let muted = tokens(ui).muted;
    let room = ui.available_size();
    ui.allocate_ui_with_layout(room, egui::Layout::top_down(egui::Align::Center), |ui| {
        ui.add_space((room.y * 0.3).clamp(space::M, 160.0));
        ui.scope(|ui| {
            ui.set_max_width((room.x - 2.0 * space::L).min(320.0));
            ui.label(RichText::new(sentence).color(muted));
        });
        if let Some(button) = button {
            ui.add_space(space::M);
            clicked = secondary_button(ui, button).clicked();
        }
    });
    clicked
}

/// The lines of a menu, which scroll where the window is too low for all of them.
pub fn menu_lines(ui: &mut Ui, width: f32, lines: impl FnOnce(&mut Ui)) {
    ui.set_min_width(width);
    let room = ui.ctx().content_rect().height() - space::BAR - 2.0 * space::L;
    // The bar must not cover the keys at the ends of the lines.
    ui.spacing_mut().scroll =
        egui::style::ScrollStyle { floating: false, foreground_color: false, ..ui.spacing().scroll };
    egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
        ui.set_min_width(width);
        lines(ui);
    });
}

/// A line between two parts of a panel.
pub fn hairline(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, tokens(ui).hairline);
}

/// The row of controls above a list.
pub fn toolbar(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin { left: 12, right: 8, top: 6, bottom: 6 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        ui.horizontal_wrapped(|ui| {
            ui.set_min_height(space::ROW);
            content(ui);
        });
    });
    hairline(ui);
}

/// The width of a toolbar's filter field beside controls that need `rest`; in a narrow panel it has a row of its own.
pub fn field_width(ui: &Ui, rest: f32) -> f32 {
    let room = ui.available_width();
    if room - rest < 96.0 { room } else { room - rest }
}

/// The ground of a list row: selected, pointed at, or plain, with a bar at the left when it is selected.
pub fn row_ground(ui: &Ui, rect: Rect, is_selected: bool, is_hovered: bool) {
    let tokens = tokens(ui);
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, tokens.selection);
        ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, tokens.accent);
    } else if is_hovered {
        ui.painter().rect_filled(rect, 0.0, tokens.hover);
    }
}
