//! Where the panels stand, and how their tabs look.

use egui::{Color32, CursorIcon, Id, Rect, Response, Role, Sense, Stroke, Ui, Visuals, WidgetInfo, vec2};
use egui_tiles::{Container, SimplificationOptions, TabState, Tabs, Tile, TileId, Tiles, Tree, UiResponse};

use super::{
    action::{Action, Panel},
    theme::{Weight, size, space, tokens},
    widgets::{
        controls::{focus_ring, quiet_ground},
        icons,
        text::Line,
    },
};

/// Under this name eframe keeps the layout.
pub const STORAGE_KEY: &str = "onrecord.layout";

/// Panels that are needed now and then.
const CLOSED_AT_FIRST: [Panel; 5] = [Panel::Ledger, Panel::Search, Panel::History, Panel::Notes, Panel::Orphans];

/// The tree of docked panels.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Layout {
    tree: Tree<Panel>,
}

impl Default for Layout {
    /// Documents at the left, the story in the middle with the ledger behind it, lists and details at the right. What is
    /// needed now and then is closed until it is asked for.
    fn default() -> Self {
        let mut tiles = Tiles::default();
        let mut tabs = |panels: &[Panel]| {
            let panes = panels.iter().map(|panel| tiles.insert_pane(*panel)).collect();
            tiles.insert_tab_tile(panes)
        };
        let documents = tabs(&[Panel::Documents, Panel::Search]);
        let story = tabs(&[Panel::Story, Panel::Ledger]);
        let entities = tabs(&[Panel::Entities, Panel::Timeline, Panel::History]);
        let statements = tabs(&[Panel::Quotes, Panel::Claims, Panel::Notes, Panel::Orphans]);
        let details = tabs(&[Panel::Details]);
        let mut right = egui_tiles::Linear::new(egui_tiles::LinearDir::Vertical, vec![entities, statements, details]);
        for (tile, share) in [(entities, 0.36), (statements, 0.36), (details, 0.28)] {
            right.shares.set_share(tile, share);
        }
        let right = tiles.insert_container(Container::Linear(right));
        let mut root = egui_tiles::Linear::new(egui_tiles::LinearDir::Horizontal, vec![documents, story, right]);
        for (tile, share) in [(documents, 0.165), (story, 0.505), (right, 0.33)] {
            root.shares.set_share(tile, share);
        }
        let root = tiles.insert_container(Container::Linear(root));
        let mut layout = Self { tree: Tree::new(Id::unique("panels"), root, tiles) };
        for panel in CLOSED_AT_FIRST {
            layout.set_open(panel, false);
        }
        for panel in [Panel::Documents, Panel::Entities, Panel::Quotes] {
            layout.bring_to_front(panel);
        }
        layout.bring_to_front(Panel::Story);
        layout
    }
}

impl Layout {
    /// Whether a panel is open.
    pub fn is_open(&self, panel: Panel) -> bool {
        self.tree.tiles.find_pane(&panel).is_some_and(|tile| self.tree.is_visible(tile))
    }

    /// Opens or closes a panel; it keeps its place.
    pub fn set_open(&mut self, panel: Panel, open: bool) {
        if self.tree.tiles.find_pane(&panel).is_none() {
            self.add(panel);
        }
        if let Some(tile) = self.tree.tiles.find_pane(&panel) {
            self.tree.set_visible(tile, open);
        }
        if open {
            self.bring_to_front(panel);
        }
    }

    /// A layout from an older version may lack a panel: it gets its place beside another one.
    fn add(&mut self, panel: Panel) {
        let beside = match panel {
            Panel::Search => Panel::Documents,
            Panel::History | Panel::Timeline => Panel::Entities,
            Panel::Ledger => Panel::Story,
            _ => Panel::Quotes,
        };
        let tiles = &mut self.tree.tiles;
        match tiles.find_pane(&beside).and_then(|tile| tiles.parent_of(tile)) {
            Some(tabs) if panel != beside => {
                let tile = tiles.insert_pane(panel);
                self.tree.move_tile_to_container(tile, tabs, usize::MAX, false);
            }
            _ => *self = Self::default(),
        }
    }

    /// Makes a panel's tab the one on top.
    pub fn bring_to_front(&mut self, panel: Panel) {
        self.tree.make_active(|_, tile| matches!(tile, Tile::Pane(pane) if *pane == panel));
    }

    /// The tabs of the story, when no other panel in them is open.
    fn is_story_alone(&self) -> Option<TileId> {
        let tiles = &self.tree.tiles;
        let story = tiles.find_pane(&Panel::Story)?;
        let tabs = tiles.parent_of(story)?;
        let Some(Tile::Container(container)) = tiles.get(tabs) else { return None };
        container.children().all(|child| *child == story || !tiles.is_visible(*child)).then_some(tabs)
    }

    /// Draws all open panels.
    pub fn show(&mut self, ui: &mut Ui, panels: &mut dyn DrawPanels) {
        let is_alone = self.is_story_alone();
        // Seen between the panels, wherever pixels do not divide evenly.
        ui.painter().rect_filled(ui.max_rect(), 0.0, tokens(ui).hairline);
        self.tree.ui(&mut Behaviour { panels, is_alone }, ui);
    }
}

/// Who draws the panels.
pub trait DrawPanels {
    /// The inside of a panel.
    fn panel(&mut self, ui: &mut Ui, panel: Panel);
    /// Controls of a panel at the right of its tab bar, from right to left.
    fn bar(&mut self, ui: &mut Ui, panel: Panel);
    /// The number beside the panel's name.
    fn count(&self, panel: Panel) -> Option<usize>;
    /// Takes a wish.
    fn push(&mut self, action: Action);
}

struct Behaviour<'a> {
    panels: &'a mut dyn DrawPanels,
    /// The tabs that hold the story and nothing else that is open.
    is_alone: Option<TileId>,
}

impl Behaviour<'_> {
    fn panel_of(tiles: &Tiles<Panel>, tile: TileId) -> Option<Panel> {
        match tiles.get(tile) {
            Some(Tile::Pane(panel)) => Some(*panel),
            _ => None,
        }
    }
}

impl egui_tiles::Behavior<Panel> for Behaviour<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, panel: &mut Panel) -> UiResponse {
        let fill = tokens(ui).panel;
        ui.painter().rect_filled(ui.max_rect(), 0.0, fill);
        self.panels.panel(ui, *panel);
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, panel: &Panel) -> egui::WidgetText {
        panel.label().into()
    }

    fn tab_ui(&mut self, tiles: &mut Tiles<Panel>, ui: &mut Ui, id: Id, tile: TileId, state: &TabState) -> Response {
        let Some(panel) = Self::panel_of(tiles, tile) else {
            return ui.allocate_response(egui::Vec2::ZERO, Sense::hover());
        };
        let tokens = tokens(ui);
        let (weight, ink) =
            if state.active { (Weight::Semibold, tokens.text) } else { (Weight::Regular, tokens.muted) };
        let title = Line::new(ui, panel.label(), weight.font(size::BODY), ink, f32::INFINITY);
        let count = self.panels.count(panel).map(crate::view::words::grouped).unwrap_or_default();
        let count = Line::new(ui, &count, Weight::Tabular.font(size::SMALL), tokens.muted, f32::INFINITY);
        let gap = if count.size().x > 0.0 { space::XS + 2.0 } else { 0.0 };
        let width = title.size().x + gap + count.size().x + 2.0 * space::M;
        let (_, rect) = ui.allocate_space(vec2(width, ui.available_height()));
        let response = ui.interact(rect, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::PointingHand);
        let name = format!("{} tab", panel.label());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, state.active, name.clone()));
        if !state.is_being_dragged {
            let inner = rect.shrink2(vec2(space::M, 0.0));
            title.paint_left(ui.painter(), inner);
            let beside = inner.with_min_x(inner.left() + title.size().x + gap);
            count.paint_left(ui.painter(), beside);
            if state.active {
                let line = Rect::from_min_max(egui::pos2(inner.left(), rect.bottom() - 2.0), inner.right_bottom());
                ui.painter().rect_filled(line.with_max_x(beside.left() + count.size().x), 1.0, tokens.accent);
            }
            focus_ring(ui, rect.shrink2(vec2(space::XS, space::S)), &response);
        }
        response
    }

    fn top_bar_right_ui(&mut self, tiles: &Tiles<Panel>, ui: &mut Ui, _tile: TileId, tabs: &Tabs, _scroll: &mut f32) {
        if let Some(panel) = tabs.active.and_then(|tile| Self::panel_of(tiles, tile)) {
            ui.spacing_mut().item_spacing.x = space::XS;
            ui.add_space(space::S);
            if close_button(ui, panel) {
                self.panels.push(Action::SetPanel(panel, false));
            }
            self.panels.bar(ui, panel);
        }
    }

    /// Alone, the story's headline stands where its tab would be.
    fn is_tab_bar_visible(&self, tile: TileId, _tabs: &Tabs) -> bool {
        self.is_alone != Some(tile)
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        space::BAR
    }

    fn tab_bar_color(&self, visuals: &Visuals) -> Color32 {
        visuals.panel_fill
    }

    fn tab_bar_hline_stroke(&self, visuals: &Visuals) -> Stroke {
        visuals.widgets.noninteractive.bg_stroke
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        1.0
    }

    fn min_size(&self) -> f32 {
        120.0
    }

    fn resize_stroke(&self, style: &egui::Style, state: egui_tiles::ResizeState) -> Stroke {
        match state {
            egui_tiles::ResizeState::Idle => style.visuals.widgets.noninteractive.bg_stroke,
            egui_tiles::ResizeState::Hovering => Stroke::new(2.0, style.visuals.selection.stroke.color),
            egui_tiles::ResizeState::Dragging => Stroke::new(3.0, style.visuals.selection.stroke.color),
        }
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: true, ..SimplificationOptions::default() }
    }
}

/// A small cross at the end of a tab bar that closes the panel on top.
fn close_button(ui: &mut Ui, panel: Panel) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Close {} panel", panel.label())));
    let tokens = tokens(ui);
    let ink = if response.hovered() || response.has_focus() { tokens.text } else { tokens.faint };
    quiet_ground(ui, rect, &response);
    icons::cross(ui.painter(), rect.shrink(6.5), ink);
    response.on_hover_text("Close this panel; the View menu brings it back").clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panels_for_every_day_are_open_at_first() {
        let layout = Layout::default();
        assert!(Panel::ALL.into_iter().all(|panel| layout.is_open(panel) != CLOSED_AT_FIRST.contains(&panel)));
    }

    #[test]
    fn a_layout_survives_being_written_down() {
        let mut layout = Layout::default();
        layout.set_open(Panel::Details, false);
        let text = serde_json::to_string(&layout).unwrap();
        let mut back: Layout = serde_json::from_str(&text).unwrap();
        assert!(!back.is_open(Panel::Details) && back.is_open(Panel::Story));
        back.set_open(Panel::Details, true);
        assert!(back.is_open(Panel::Details));
    }

    #[test]
    fn a_layout_that_lacks_a_panel_gets_it_back() {
        let mut tiles = Tiles::default();
        let story = tiles.insert_pane(Panel::Story);
        let root = tiles.insert_tab_tile(vec![story]);
        let mut layout = Layout { tree: Tree::new(Id::unique("panels"), root, tiles) };
        layout.set_open(Panel::Ledger, true);
        assert!(layout.is_open(Panel::Ledger) && !layout.is_open(Panel::Documents), "the rest stays as it was");
        layout.set_open(Panel::Claims, true);
        assert!(layout.is_open(Panel::Claims));
    }
}
