//! Everything known about the selected thing.

use egui::{Color32, Id, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, text::TextFormat, vec2};

use super::{Context, Ground, correct_bar::correct_bar, focus_id};
use crate::{
    app::{
        action::{Action, Panel},
        commands::Command,
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{dot, empty_state, focus_ring},
            text::{Block, Line},
        },
    },
    view::{Details, Fact, Layer, Link, decided, details, details_in_short},
    workspace::{Item, Workspace},
};

const LABEL_WIDTH: f32 = 92.0;
const LINE_HEIGHT: f32 = 18.0;

/// The details of the selection, made once for each selection.
#[derive(Default)]
pub struct DetailsPanel {
    details: Option<Details>,
    made_for: Option<(Option<Item>, Ground)>,
    elsewhere: Made<(Option<Item>, Ground), Option<Details>>,
}

/// What is known of entities of up to this many documents is gathered within the frame; of others on a thread of its own.
const GATHERED_AT_ONCE: usize = 300;

impl DetailsPanel {
    fn refresh(&mut self, ui: &Ui, context: &Context<'_>, item: Option<Item>) {
        let wanted = (item, context.ground());
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        let entity = context.focus_entity.and_then(|id| context.workspace.corpus().entity(id));
        if entity.is_none_or(|entity| entity.n_documents <= GATHERED_AT_ONCE) || context.is_loading {
            self.details = item.and_then(|item| all_details(context.workspace, item));
            self.made_for = Some(wanted);
            return;
        }
        self.elsewhere.refresh(ui, &wanted, || {
            let outlook = context.workspace.outlook();
            Box::new(move || item.and_then(|item| all_details(&outlook, item)))
        });
        match self.elsewhere.value(&wanted) {
            Some(details) => {
                self.details = details.clone();
                self.made_for = Some(wanted);
            }
            // Its name stands there at once.
            None => self.details = item.and_then(|item| details_in_short(context.workspace.corpus(), item)),
        }
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let item = context.selection.or(context.open.map(Item::Document));
        self.refresh(ui, context, item);
        let Some(details) = &self.details else {
            empty_state(ui, "Select a name, quote, claim or date to see what is known about it.", None);
            return;
        };
        let salt = ("details", item);
        ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 12, top: 10, bottom: 16 }).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
                heading(ui, details, context, actions);
                correct_bar(ui, context.subject, actions);
                for (index, fact) in details.facts.iter().enumerate() {
                    fact_ui(ui, fact, index, actions);
                }
            });
        });
    }
}

/// All that is known of a thing, beginning with what the user decided about it.
fn all_details(workspace: &Workspace, item: Item) -> Option<Details> {
    let mut details = details(workspace.corpus(), item)?;
    details.facts.splice(0..0, decided(workspace, item));
    Some(details)
}

fn heading(ui: &mut Ui, details: &Details, context: &Context<'_>, actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    let width = ui.available_width();
    let button_width = if context.focus_entity.is_some() { 64.0 } else { 0.0 };
    let format =
        TextFormat { line_height: Some(20.0), ..TextFormat::simple(Weight::Semibold.font(size::SECTION), tokens.text) };
    let formats = [(0..details.heading.len(), format)];
    let text_width = width - 16.0 - button_width;
    let block = ui.fonts_mut(|fonts| Block::folded(fonts, &details.heading, &formats, text_width, 4));
    let (rect, response) = ui.allocate_exact_size(vec2(width, block.height() + space::XS), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, format!("Selected: {}", details.heading)));
    dot(ui, pos2(rect.left() + 4.0, rect.top() + 10.0), tokens.layer(details.layer));
    block.paint(ui.painter(), pos2(rect.left() + 16.0, rect.top()), tokens.text);
    if context.focus_entity.is_some() {
        let button = Rect::from_min_size(pos2(rect.right() - 58.0, rect.top() - 2.0), vec2(58.0, 24.0));
        // A child, since putting a widget would move the next fact up beside the button.
        let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(button));
        let text = egui::RichText::new("Next N").size(size::SMALL);
        let next = corner.add(egui::Button::new(text).wrap_mode(egui::TextWrapMode::Extend));
        let next = next.accessible_name("Next mention of the selected entity");
        if next.on_hover_text(crate::app::commands::tooltip(ui.ctx(), Command::NextMention)).clicked() {
            actions.push(Action::Run(Command::NextMention));
        }
    }
}

fn fact_ui(ui: &mut Ui, fact: &Fact, index: usize, actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    ui.add_space(6.0);
    let top = ui.cursor().top();
    let left = ui.max_rect().left();
    let label = Line::new(ui, fact.label, Weight::Regular.font(size::SMALL), tokens.muted, LABEL_WIDTH - space::S);
    label.paint(ui.painter(), pos2(left, top + 1.0));
    for (line, link) in fact.lines.iter().enumerate() {
        link_ui(ui, fact.label, link, (index, line), actions);
    }
}

/// A line of a fact; one that leads somewhere is a button.
fn link_ui(ui: &mut Ui, label: &str, link: &Link, place: (usize, usize), actions: &mut Vec<Action>) {
    let tokens = tokens(ui);
    let width = ui.available_width() - LABEL_WIDTH;
    let format = |weight: Weight, ink: Color32| TextFormat {
        line_height: Some(LINE_HEIGHT),
        ..TextFormat::simple(weight.font(size::SMALL), ink)
    };
    let (text, formats) = formatted(link, &format, tokens);
    let block = ui.fonts_mut(|fonts| Block::folded(fonts, &text, &formats, width, 4));
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), block.height() + 2.0));
    let rect = rect.with_min_x(rect.left() + LABEL_WIDTH);
    let sense = if link.item.is_some() { Sense::click() } else { Sense::hover() };
    let id: Id = focus_id(Panel::Details).with(place);
    let response = ui.interact(rect, id, sense);
    let role = if link.item.is_some() { Role::Link } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, format!("{label}: {text}")));
    if link.item.is_some() && response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, tokens.hover);
    }
    focus_ring(ui, rect.expand2(vec2(4.0, 0.0)), &response);
    block.paint(ui.painter(), rect.min, tokens.text);
    let Some(item) = link.item else { return };
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.clicked() {
        actions.push(Action::Select(item));
    }
}

type Formats = Vec<(std::ops::Range<usize>, TextFormat)>;

/// Lead, text and strong part as one string with formats.
fn formatted(
    link: &Link,
    format: &dyn Fn(Weight, Color32) -> TextFormat,
    tokens: &crate::app::theme::Tokens,
) -> (String, Formats) {
    let lead = if link.lead.is_empty() { String::new() } else { format!("{}  ", link.lead) };
    let n = lead.len();
    let text = lead + &link.text;
    // A name that leads somewhere is a link as a whole; of a sentence only the lead is, or the panel were all blue.
    let is_name = link.item.is_some() && link.lead.is_empty() && link.strong.is_empty();
    let ink = if is_name { tokens.accent } else { tokens.text };
    let lead_ink = if link.item.is_some() { tokens.accent } else { tokens.layer(Layer::Others) };
    let strong = n + link.strong.start..n + link.strong.end;
    let parts = [
        (0..n, format(Weight::Regular, lead_ink)),
        (n..strong.start, format(Weight::Regular, ink)),
        (strong.clone(), format(Weight::Semibold, ink)),
        (strong.end..text.len(), format(Weight::Regular, ink)),
    ];
    let formats = parts.into_iter().filter(|(bytes, _)| !bytes.is_empty()).collect();
    (text, formats)
}
