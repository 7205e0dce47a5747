//! Small signs, drawn as lines so that they are sharp at any scale and need no icon font.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

/// A cross that closes something.
pub fn cross(painter: &Painter, rect: Rect, ink: Color32) {
    let stroke = Stroke::new(1.5, ink);
    painter.line_segment([rect.left_top(), rect.right_bottom()], stroke);
    painter.line_segment([rect.right_top(), rect.left_bottom()], stroke);
}

/// An angle that points down: something opens below.
pub fn chevron_down(painter: &Painter, centre: Pos2, ink: Color32) {
    let points = vec![centre + egui::vec2(-3.5, -1.5), centre + egui::vec2(0.0, 2.0), centre + egui::vec2(3.5, -1.5)];
    painter.add(Shape::line(points, Stroke::new(1.5, ink)));
}

/// A small triangle beside a sorted column.
pub fn sort_arrow(painter: &Painter, centre: Pos2, descending: bool, ink: Color32) {
    let tip = if descending { 3.0 } else { -3.0 };
    let points = vec![
        centre + egui::vec2(-3.5, -tip / 1.5),
        centre + egui::vec2(3.5, -tip / 1.5),
        centre + egui::vec2(0.0, tip),
    ];
    painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
}

/// A flag; filled when it is set.
pub fn flag(painter: &Painter, rect: Rect, is_set: bool, ink: Color32) {
    let (left, top, bottom) = (rect.left() + 2.0, rect.top() + 1.0, rect.bottom() - 1.0);
    let stroke = Stroke::new(1.5, ink);
    painter.line_segment([pos2(left, top), pos2(left, bottom)], stroke);
    let height = rect.height() * 0.55;
    let cloth = vec![pos2(left, top), pos2(rect.right() - 1.0, top + height * 0.5), pos2(left, top + height)];
    painter.add(Shape::convex_polygon(cloth, if is_set { ink } else { Color32::TRANSPARENT }, stroke));
}

/// A disc, half of it filled: light and dark.
pub fn half_disc(painter: &Painter, centre: Pos2, radius: f32, ink: Color32) {
    painter.circle_stroke(centre, radius, Stroke::new(1.5, ink));
    let half = (0..=16).map(|i| {
        let angle = -std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * i as f32 / 16.0;
        centre + egui::vec2(angle.cos(), angle.sin()) * radius
    });
    painter.add(Shape::convex_polygon(half.collect(), ink, Stroke::NONE));
}

/// A magnifying glass.
pub fn glass(painter: &Painter, centre: Pos2, ink: Color32) {
    let stroke = Stroke::new(1.5, ink);
    painter.circle_stroke(centre - egui::vec2(1.0, 1.0), 4.0, stroke);
    painter.line_segment([centre + egui::vec2(2.0, 2.0), centre + egui::vec2(5.0, 5.0)], stroke);
}

/// A tick: something is done.
pub fn tick(painter: &Painter, centre: Pos2, ink: Color32) {
    let points = vec![centre + egui::vec2(-4.0, 0.0), centre + egui::vec2(-1.0, 3.0), centre + egui::vec2(4.5, -3.5)];
    painter.add(Shape::line(points, Stroke::new(1.8, ink)));
}
