//! Short messages at the lower right: what was done, what failed, and what to do next.

use std::path::PathBuf;

use egui::{Align2, Area, Frame, Id, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    action::Action,
    theme::{size, space, tokens},
    widgets::{controls::link, icons},
};

/// Seconds that a message about something done stays.
const SHOWN_FOR: f64 = 8.0;

/// A message.
struct Notice {
    text: String,
    /// The file it is about.
    path: Option<PathBuf>,
    /// What can be done about it.
    offer: Option<(&'static str, Action)>,
    failed: bool,
    /// Whether it tells what a key needs, which is over soon.
    is_hint: bool,
    /// When it goes by itself; failures stay until they are closed.
    until: Option<f64>,
}

/// The messages on screen, oldest first.
#[derive(Default)]
pub struct Notices {
    list: Vec<Notice>,
}

impl Notices {
    /// Something is done; `path` is the file it led to.
    pub fn done(&mut self, text: impl Into<String>, path: Option<PathBuf>) {
        self.list.push(Notice { text: text.into(), path, offer: None, failed: false, is_hint: false, until: None });
    }

    /// Something failed: what, why, and what to do.
    pub fn failed(&mut self, text: impl Into<String>) {
        self.list.push(Notice {
            text: text.into(),
            path: None,
            offer: None,
            failed: true,
            is_hint: false,
            until: None,
        });
    }

    /// A key does nothing here: what it needs. The last hint counts, and goes by itself.
    pub fn hint(&mut self, text: impl Into<String>) {
        self.list.retain(|notice| !notice.is_hint);
        let text = text.into();
        self.list.push(Notice { text, path: None, offer: None, failed: true, is_hint: true, until: None });
    }

    /// Something can be done; it stays until it is done or closed.
    pub fn offer(&mut self, text: impl Into<String>, offer: (&'static str, Action)) {
        let text = text.into();
        self.list.push(Notice { text, path: None, offer: Some(offer), failed: false, is_hint: false, until: None });
    }

    /// What was offered is done: no message offers it any more.
    pub fn withdraw(&mut self, action: &Action) {
        self.list.retain(|notice| notice.offer.as_ref().is_none_or(|(_, offered)| offered != action));
    }

    /// Draws the messages.
    pub fn show(&mut self, ui: &Ui, actions: &mut Vec<Action>) {
        let now = ui.input(|input| input.time);
        let goes = |notice: &&mut Notice| (!notice.failed || notice.is_hint) && notice.offer.is_none();
        for notice in self.list.iter_mut().filter(goes) {
            notice.until.get_or_insert(now + SHOWN_FOR);
        }
        self.list.retain(|notice| notice.until.is_none_or(|until| now < until));
        if self.list.is_empty() {
            return;
        }
        ui.request_repaint_after(std::time::Duration::from_millis(500));
        let mut closed = None;
        let area =
            Area::new(Id::unique("notices")).anchor(Align2::RIGHT_BOTTOM, vec2(-space::L, -space::ROW - space::M));
        area.order(egui::Order::Foreground).show(ui, |ui| {
            ui.set_max_width(420.0);
            for (index, notice) in self.list.iter().enumerate() {
                if notice_ui(ui, notice, actions) {
                    closed = Some(index);
                }
                ui.add_space(space::XS);
            }
        });
        if let Some(index) = closed {
            self.list.remove(index);
        }
    }
}

/// Draws one message; answers whether it was closed.
fn notice_ui(ui: &mut Ui, notice: &Notice, actions: &mut Vec<Action>) -> bool {
    let tokens = tokens(ui);
    let ink = match notice {
        Notice { is_hint: true, .. } => tokens.muted,
        Notice { failed: true, .. } => tokens.error,
        _ => tokens.success,
    };
    let mut closed = false;
    let frame = Frame::window(ui.style()).inner_margin(12.0).stroke(egui::Stroke::new(1.0, ink));
    frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
            if notice.is_hint {
                ui.painter().circle_filled(mark.center(), 3.0, ink);
            } else if notice.failed {
                icons::cross(ui.painter(), mark.shrink(3.0), ink);
            } else {
                icons::tick(ui.painter(), mark.center(), ink);
            }
            ui.vertical(|ui| {
                ui.set_max_width(340.0);
                ui.label(&notice.text);
                if let Some((verb, action)) = &notice.offer
                    && link(ui, verb).clicked()
                {
                    actions.push(action.clone());
                    closed = true;
                }
                if let Some(path) = &notice.path {
                    ui.label(RichText::new(path.display().to_string()).size(size::SMALL).color(tokens.muted));
                    ui.horizontal(|ui| {
                        if link(ui, "Show file").clicked() {
                            actions.push(Action::ShowFile(path.clone()));
                        }
                        if link(ui, "Copy path").clicked() {
                            actions.push(Action::Copy(path.display().to_string()));
                        }
                    });
                }
            });
            let (rect, response) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Dismiss: {}", notice.text)));
            let cross = egui::Rect::from_center_size(pos2(rect.center().x, rect.center().y), vec2(8.0, 8.0));
            icons::cross(ui.painter(), cross, if response.hovered() { tokens.text } else { tokens.faint });
            closed |= response.clicked();
        });
    });
    closed
}
