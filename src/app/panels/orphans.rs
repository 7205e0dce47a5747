//! Decisions whose words moved, with what can be done about each.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{Context, Ground, focus_id};
use crate::{
    app::{
        action::{Action, Panel},
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{empty_state, focus_ring, toolbar},
            row_list::{RowList, RowScene, TwoLines, two_lines},
            text::{Line, plain_label},
        },
    },
    corpus::orphans,
    view::{DeedPlace, OrphanRow, words},
    workspace::gestures,
};

const ROW_HEIGHT: f32 = 76.0;

/// The rows, as far as they are known.
#[derive(Default)]
pub struct OrphansPanel {
    rows: Made<Ground, Vec<OrphanRow>>,
    list: RowList,
}

impl OrphansPanel {
    /// Number of rows, once they are known.
    pub fn n_rows(&self) -> Option<usize> {
        self.rows.latest().map(Vec::len)
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        self.rows.refresh(ui, &context.ground(), || {
            let outlook = context.workspace.outlook();
            Box::new(move || {
                let corpus = outlook.corpus();
                let found = orphans(corpus, outlook.decisions());
                found.iter().filter_map(|orphan| OrphanRow::new(corpus, orphan)).collect()
            })
        });
        let Some(rows) = self.rows.latest() else {
            empty_state(ui, "Looking for decisions whose words moved…", None);
            return;
        };
        if rows.is_empty() {
            let sentence =
                "Every decision stands at its words. After a new analysis, those that lost them are listed here.";
            empty_state(ui, sentence, None);
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| {
            let text = "These decisions have no effect until they are moved; Undo takes either back.";
            plain_label(ui, text, Weight::Regular.font(size::SMALL), tokens(ui).muted);
        });
        let is_writable = context.workspace.is_writable();
        let scene = RowScene { id: focus_id(Panel::Orphans), name: "Orphans", height: ROW_HEIGHT, n: rows.len() };
        let picked = self.list.show(ui, &scene, |ui, index, rect, is_current| {
            let row = &rows[index];
            let first = format!("“{}”", row.words);
            let lines = TwoLines { first: &first, note: "", second: &row.what, is_quiet: false };
            let id = focus_id(Panel::Orphans).with(row.place);
            let response = two_lines(ui, id, rect, is_current, &lines, 0.0);
            offer(ui, context, row, rect, is_writable, actions);
            response.on_hover_text(&row.story)
        });
        if let Some(row) = picked.row.map(|row| &rows[row]) {
            actions.push(Action::go_to(DeedPlace::Words(row.doc, row.place.span)));
        }
    }
}

/// What can be done: move the decisions to what they may mean now, or drop them.
fn offer(ui: &Ui, context: &Context<'_>, row: &OrphanRow, rect: Rect, is_writable: bool, actions: &mut Vec<Action>) {
    let mut at = pos2(rect.left() + space::L, rect.bottom() - 28.0);
    let mut button = |text: &str, name: String, help: &str| {
        let tokens = tokens(ui);
        let ink = if is_writable { tokens.accent } else { tokens.faint };
        let line =
            Line::new(ui, text, Weight::Medium.font(size::SMALL), ink, (rect.right() - at.x - space::L).max(40.0));
        let rect = Rect::from_min_size(at, vec2(line.size().x, 20.0));
        at.x = rect.right() + space::L;
        let id = focus_id(Panel::Orphans).with((row.place, &name));
        let response = ui.interact(rect, id, if is_writable { Sense::click() } else { Sense::hover() });
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_writable, &name));
        line.paint_left(ui.painter(), rect);
        focus_ring(ui, rect.expand(2.0), &response);
        response.on_hover_text(help).on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
    };
    if let Some((to, words)) = &row.offer {
        let name = format!("Move to “{words}”: {}", row.words);
        if button(&format!("Move to “{words}”"), name, "Make the decisions about these words instead") {
            actions.push(Action::Edit(gestures::adopt(context.workspace, row.place, *to)));
        }
    }
    let name = format!("Drop decisions: {}", row.words);
    if button("Drop", name, "Take the decisions about these words back") {
        actions.push(Action::Edit(gestures::forget(context.workspace, row.place)));
    }
    let story = words::squeeze(&row.story);
    let line = Line::new(
        ui,
        &story,
        Weight::Regular.font(size::SMALL),
        tokens(ui).muted,
        (rect.right() - at.x - space::L).max(8.0),
    );
    line.paint_left(ui.painter(), Rect::from_min_max(at, pos2(rect.right(), at.y + 20.0)));
}
