//! A long list of cards: words of somebody, then one line about who and how.

use std::{collections::HashMap, ops::Range};

use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, text::TextFormat, vec2};

use super::{
    column::{Column, Placed},
    controls::{chip, chip_width, dot, row_ground},
    icons, list,
    text::{Block, Line},
};
use crate::{
    app::theme::{Weight, size, space, tokens},
    corpus::Standing,
    view::{Layer, Statement, words},
};

/// Rows of words that a card shows at most.
const MOST_ROWS: usize = 3;
const LINE_HEIGHT: f32 = 19.0;
const META_HEIGHT: f32 = 20.0;
const PADDING: f32 = 10.0;

/// Scroll position and measured heights of a list of cards.
#[derive(Default)]
pub struct CardList {
    column: Column,
    layout: Option<(f32, bool)>,
    cards: Cards,
    /// Whether the heights are those of other cards.
    is_stale: bool,
}

/// Cards that were shown lately; making one looks through all claims of its document.
#[derive(Default)]
struct Cards(HashMap<usize, Statement>);

/// Cards kept at most; a screen shows a dozen.
const MOST_KEPT: usize = 512;

impl Cards {
    fn card(&mut self, scene: &CardScene<'_>, index: usize) -> Option<&Statement> {
        if !self.0.contains_key(&index) {
            if self.0.len() >= MOST_KEPT {
                self.0.clear();
            }
            self.0.insert(index, (scene.card)(index)?);
        }
        self.0.get(&index)
    }
}

/// What a list of cards shows in one frame.
pub struct CardScene<'a> {
    /// The id of the list, for the keyboard.
    pub id: Id,
    /// What it is called.
    pub name: &'a str,
    /// Number of cards.
    pub n: usize,
    /// The selected card.
    pub selected: Option<usize>,
    /// Whether to scroll to the selected card.
    pub reveal: bool,
    /// Whether cards name their story.
    pub with_story: bool,
    /// The card at a position.
    pub card: &'a dyn Fn(usize) -> Option<Statement>,
}

impl CardList {
    /// Makes all cards anew; what stands at the top of the list stays there.
    pub fn forget(&mut self) {
        self.cards = Cards::default();
        self.is_stale = true;
    }

    /// Shows the cards; answers with the one that was chosen. `menu` gets what became of each card on screen.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        scene: &CardScene<'_>,
        mut menu: impl FnMut(&Response, usize),
    ) -> Option<usize> {
        let outer = ui.available_rect_before_wrap();
        let response = list::focusable(ui, scene.id, outer, Role::List, scene.name);
        let keys = list::keys(ui, &response, scene.selected, scene.n, (outer.height() / 80.0) as usize);
        self.prepare(ui, scene);
        if let Some(target) = keys.moved_to.or(scene.selected.filter(|_| scene.reveal)) {
            self.scroll_into_view(ui, scene, target, outer.height());
        }
        let width = outer.width();
        self.column.measure_above(&mut |index| height(ui, scene, self.cards.card(scene, index), width));
        let mut clicked = keys.moved_to;
        let shown = self.column.area(scene.name).show_viewport(ui, |ui, viewport| {
            let view = self.column.viewport(ui, outer, 0.0);
            let measure = &mut |index| height(ui, scene, self.cards.card(scene, index), width);
            let placed = self.column.place(f64::from(viewport.min.y), view.height(), 0.0, measure);
            for Placed { index, top } in placed {
                let size = vec2(width, self.column.height_of(index));
                let rect = Rect::from_min_size(pos2(view.left(), view.top() + top), size);
                let Some(card) = self.cards.card(scene, index) else { continue };
                let card_response = card_ui(ui, scene, card, index, rect);
                menu(&card_response, index);
                if card_response.clicked() {
                    response.request_focus();
                    clicked = Some(index);
                }
            }
        });
        self.column.finish(ui, &shown.state);
        list::ring(ui, &response, outer);
        clicked
    }

    fn prepare(&mut self, ui: &Ui, scene: &CardScene<'_>) {
        let layout = (ui.available_width(), scene.with_story);
        if std::mem::take(&mut self.is_stale) || self.column.len() != scene.n || self.layout != Some(layout) {
            let usual = 2.0 * PADDING + 2.0 * LINE_HEIGHT + META_HEIGHT;
            let keep = self.layout == Some(layout);
            self.column.reset(vec![usual; scene.n], keep);
            self.layout = Some(layout);
        }
    }

    fn scroll_into_view(&mut self, ui: &Ui, scene: &CardScene<'_>, index: usize, view: f32) {
        if index >= scene.n {
            return;
        }
        let height = height(ui, scene, self.cards.card(scene, index), ui.available_width());
        self.column.set_height(index, height);
        let (top, height) = (self.column.top_of(index), f64::from(self.column.height_of(index)));
        let (offset, view) = (self.column.offset(), f64::from(view));
        if top < offset {
            self.column.scroll_to(top);
        } else if top + height > offset + view {
            self.column.scroll_to(top + height - view);
        }
    }
}

/// The words, with a line under those that weaken them.
fn words_block(ui: &Ui, card: &Statement, width: f32) -> Block {
    let tokens = tokens(ui);
    let plain = TextFormat {
        line_height: Some(LINE_HEIGHT),
        ..TextFormat::simple(Weight::Regular.font(size::BODY), tokens.text)
    };
    let hedged = TextFormat { underline: egui::Stroke::new(1.5, tokens.layer(Layer::Claims)), ..plain.clone() };
    let mut formats: Vec<(Range<usize>, TextFormat)> = Vec::new();
    let mut end = 0;
    for hedge in &card.hedges {
        formats.push((end..hedge.start, plain.clone()));
        formats.push((hedge.clone(), hedged.clone()));
        end = hedge.end;
    }
    formats.push((end..card.words.len(), plain));
    formats.retain(|(range, _)| !range.is_empty());
    ui.fonts_mut(|fonts| Block::folded(fonts, &card.words, &formats, width - 2.0 * space::L, MOST_ROWS))
}

fn height(ui: &Ui, scene: &CardScene<'_>, card: Option<&Statement>, width: f32) -> f32 {
    let Some(card) = card else { return 1.0 };
    let story = if scene.with_story { LINE_HEIGHT } else { 0.0 };
    words_block(ui, card, width).height() + META_HEIGHT + story + space::XS + 2.0 * PADDING
}

fn card_ui(ui: &mut Ui, scene: &CardScene<'_>, card: &Statement, index: usize, rect: Rect) -> Response {
    let tokens = tokens(ui);
    let response = ui.interact(rect, scene.id.with(index), Sense::CLICK);
    let is_selected = scene.selected == Some(index);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, spoken(card, index)));
    row_ground(ui, rect, is_selected, response.hovered());
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, tokens.hairline));
    let inner = rect.shrink2(vec2(space::L, PADDING));
    let block = words_block(ui, card, rect.width());
    block.paint(painter, inner.min, tokens.text);
    let meta = Rect::from_min_size(
        pos2(inner.left(), inner.top() + block.height() + space::XS),
        vec2(inner.width(), META_HEIGHT),
    );
    meta_ui(ui, card, meta);
    if scene.with_story {
        let below = Rect::from_min_size(meta.left_bottom(), vec2(inner.width(), LINE_HEIGHT));
        let line = Line::new(ui, &card.story, Weight::Regular.font(size::SMALL), tokens.muted, inner.width());
        line.paint_left(ui.painter(), below);
    }
    let response = if block.is_elided() { response.on_hover_text(&card.words) } else { response };
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Dot, speaker, role or cue, labels; the date at the right.
fn meta_ui(ui: &Ui, card: &Statement, rect: Rect) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    let date = Line::new(ui, &card.date, Weight::Tabular.font(size::SMALL), tokens.muted, f32::INFINITY);
    date.paint_right(painter, rect);
    dot(ui, pos2(rect.left() + 4.0, rect.center().y), tokens.layer(card.layer));
    let date_left = rect.right() - date.size().x - space::S;
    let sign_room = standing_sign(ui, card.standing, pos2(date_left - 4.0, rect.center().y));
    let rect = rect.with_max_x(rect.right() - sign_room);
    let kind = card.kind.iter().map(|kind| (kind, Layer::Quotes));
    let grade = card.grade.iter().map(|grade| (grade, Layer::Others));
    let labels: Vec<_> = grade.chain(kind).chain(card.acts.iter().map(|act| (act, Layer::Claims))).collect();
    let labels_width: f32 = labels.iter().map(|(text, _)| chip_width(ui, text) + space::XS).sum();
    let mut left = rect.left() + space::L;
    let room = (rect.right() - date.size().x - space::S - left - labels_width).max(40.0);
    let who = Line::new(ui, &card.who, Weight::Semibold.font(size::SMALL), tokens.text, room);
    who.paint_left(painter, rect.with_min_x(left));
    left += who.size().x + space::S;
    let rest = room - who.size().x - 2.0 * space::S;
    if rest > 24.0 && !card.how.is_empty() {
        let how = Line::new(ui, &card.how, Weight::Regular.font(size::SMALL), tokens.muted, rest);
        how.paint_left(painter, rect.with_min_x(left));
        left += how.size().x + space::S;
    }
    let end = rect.right() - date.size().x - space::S;
    for (text, layer) in labels {
        if left + chip_width(ui, text) > end {
            break;
        }
        left = chip(ui, pos2(left, rect.center().y - 9.0), text, layer).right() + space::XS;
    }
}

/// A small sign of what the user decided, ending at `right`; answers with the room it takes.
fn standing_sign(ui: &Ui, standing: Standing, right: egui::Pos2) -> f32 {
    let tokens = tokens(ui);
    let at = right - vec2(5.0, 0.0);
    match standing {
        Standing::Machine => return 0.0,
        Standing::Confirmed => icons::tick(ui.painter(), at, tokens.success),
        Standing::Corrected => {
            ui.painter().circle_stroke(at, 3.5, egui::Stroke::new(1.5, tokens.accent));
        }
        Standing::UserMade => {
            ui.painter().circle_filled(at, 3.5, tokens.accent);
        }
    }
    18.0
}

/// The card as a screen reader says it; the number tells equal words apart.
fn spoken(card: &Statement, index: usize) -> String {
    let labels: Vec<&str> = card.kind.iter().chain(&card.acts).map(String::as_str).collect();
    let how = if card.how.is_empty() { String::new() } else { format!(", {}", card.how) };
    let standing = match words::standing(card.standing) {
        "" => String::new(),
        standing => format!(", {standing}"),
    };
    let grade = card.grade.as_ref().map_or_else(String::new, |grade| format!(", graded {grade}"));
    let hedges: Vec<&str> = card.hedges.iter().filter_map(|hedge| card.words.get(hedge.clone())).collect();
    let hedged = if hedges.is_empty() { String::new() } else { format!(", hedged by {}", hedges.join(" and ")) };
    format!("{}. {} {}{how}, {}{grade}{standing}{hedged}", index + 1, card.words, card.who, labels.join(", "))
}
