//! The open document: headline, legend, search bar, and the story itself.

use std::sync::Arc;

use egui::{Id, Rect, RichText, Tooltip, Ui, pos2, text::TextFormat, vec2};

use super::{Context, correct_bar::correct_menu, find::FindBar, focus_id, legend::legend};
use crate::{
    app::{
        action::{Action, Panel},
        commands::Command,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{dot, empty_state, hairline},
            story::{Columns, Scene, StoryView},
            text::{Block, Line, plain_label},
        },
    },
    corpus::Entry,
    model::{Analysis, DocId},
    view::{Focus, Story, explanation, words},
    workspace::{Item, Revision},
};

/// The viewer of the open document.
#[derive(Default)]
pub struct StoryPanel {
    /// The search in the document.
    pub find: FindBar,
    view: StoryView,
    story: Option<Arc<Story>>,
    /// What the story shows; another one makes it anew.
    analysis: Option<Arc<Analysis>>,
    n_words: usize,
    focus: Focus,
    focus_for: Option<(u64, DocId, Revision)>,
    /// What the pointer rests on, and since when.
    rests_on: Option<(Item, f64)>,
}

/// Seconds that the pointer rests before an explanation shows.
const HOVER_DELAY: f64 = 0.3;

impl StoryPanel {
    /// Scrolls to a byte of the story.
    pub fn reveal(&mut self, byte: usize) {
        self.view.reveal(byte);
    }

    /// Scrolls to words of the story and selects them.
    pub fn reveal_words(&mut self, words: std::ops::Range<usize>) {
        self.view.reveal_words(words);
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        self.view.select_all();
    }

    /// The bytes of the selected words.
    pub fn selected_range(&self) -> Option<std::ops::Range<usize>> {
        self.view.selected_range()
    }

    /// Selects words, or none.
    pub fn select_words(&mut self, range: Option<std::ops::Range<usize>>) {
        self.view.select_words(range);
    }

    /// The selected words.
    pub fn selected_text(&self) -> Option<&str> {
        self.view.selected_text()
    }

    /// Goes to the next or previous hit of the search.
    pub fn find_step(&mut self, forward: bool) {
        if let Some(byte) = self.find.step(forward) {
            self.view.reveal(byte);
        }
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let Some(entry) = context.open.and_then(|open| context.workspace.corpus().entry(open)) else {
            if empty_state(ui, "Pick a document in the list to read it here.", Some("Open the first document")) {
                actions.push(Action::Run(Command::NextDocument));
            }
            return;
        };
        self.refresh(entry, context);
        let Some(story) = self.story.clone() else { return };
        ui.spacing_mut().item_spacing.y = 0.0;
        header(ui, entry, self.n_words, context);
        hairline(ui);
        if !story.counts.is_empty() {
            legend(ui, &story.counts, context.settings.layers, actions);
            hairline(ui);
        }
        let from = entry.document.body_start as usize;
        if let Some(byte) = self.find.show(ui, &story.text, from, self.view.first_visible_byte()) {
            self.view.reveal(byte);
        }
        // What was looked for can be tagged by the next key.
        if let Some(words) = self.find.take_found() {
            self.view.select_words(Some(words));
            ui.memory_mut(|memory| memory.request_focus(focus_id(Panel::Story)));
        }
        self.body(ui, context, &story, actions);
    }

    fn refresh(&mut self, entry: &Entry, context: &Context<'_>) {
        let is_same = self.analysis.as_ref().is_some_and(|analysis| Arc::ptr_eq(analysis, &entry.analysis));
        if !is_same || self.story.as_ref().is_none_or(|story| story.doc != entry.id) {
            self.analysis = Some(Arc::clone(&entry.analysis));
            self.story = Some(Arc::new(Story::of(entry)));
            self.n_words = words::n_words(entry.document.body());
        }
        let focus_for = Some((context.selection_serial, entry.id, context.workspace.findings()));
        if self.focus_for != focus_for {
            let here = context.selection.filter(|item| item.doc() == Some(entry.id));
            let entity = context.focus_entity.and_then(|focus| {
                let corpus_entity = context.workspace.corpus().entity(focus)?;
                corpus_entity.members.iter().find(|(doc, _)| *doc == entry.id).map(|(_, local)| *local)
            });
            self.focus = Focus::new(&entry.analysis, here, entity);
            self.focus_for = focus_for;
        }
    }

    fn body(&mut self, ui: &mut Ui, context: &Context<'_>, story: &Arc<Story>, actions: &mut Vec<Action>) {
        let layers = context.settings.layers;
        let scene = Scene {
            id: focus_id(Panel::Story),
            story,
            font_size: context.settings.story_size,
            layers,
            focus: &self.focus,
            hits: self.find.hits(),
            current_hit: self.find.current(),
        };
        let output = self.view.show(ui, &scene);
        if let Some(response) = &output.response {
            response.context_menu(|ui| correct_menu(ui, context.subject, actions));
        }
        if let Some((is_end, byte)) = output.moved {
            actions.push(Action::MoveEdge(is_end, byte));
        }
        if let Some(item) = output.clicked {
            actions.push(Action::SelectHere(item));
        } else if output.cleared {
            actions.push(Action::ClearSelection);
        }
        if let Some(forward) = output.step {
            let corpus = context.workspace.corpus();
            let place = context.selection.and_then(|item| item.place(corpus)).filter(|(doc, _)| *doc == story.doc);
            let byte = place.map(|(_, span)| span.start());
            if let Some(item) = story.next_item(byte, forward, |layer| layers.has(layer)) {
                actions.push(Action::Select(item));
            }
        }
        self.explain(ui, context, output.hovered);
    }

    /// Shows an explanation when the pointer has rested on the same thing for a moment.
    fn explain(&mut self, ui: &Ui, context: &Context<'_>, hovered: Option<(Item, Rect)>) {
        let now = ui.input(|input| input.time);
        let Some((item, rect)) = hovered else {
            self.rests_on = None;
            return;
        };
        let since = match self.rests_on {
            Some((resting, since)) if resting == item => since,
            _ => now,
        };
        self.rests_on = Some((item, since));
        let wait = HOVER_DELAY - (now - since);
        if wait > 0.0 {
            ui.request_repaint_after(std::time::Duration::from_secs_f64(wait));
            return;
        }
        let Some(explanation) = explanation(context.workspace.corpus(), item) else { return };
        let id = Id::unique("explanation");
        Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, rect).show(|ui| {
            let tokens = tokens(ui);
            ui.set_max_width(360.0);
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.horizontal(|ui| {
                let (square, _) = ui.allocate_exact_size(vec2(8.0, 16.0), egui::Sense::hover());
                dot(ui, square.center(), tokens.layer(explanation.layer));
                plain_label(ui, &explanation.heading, Weight::Semibold.font(size::BODY), tokens.text);
            });
            for line in &explanation.lines {
                ui.label(RichText::new(line).size(size::SMALL));
            }
            ui.label(RichText::new(&explanation.reason).size(size::SMALL).color(tokens.muted));
        });
    }
}

/// Headline and, below it, date, length and source, above the text column.
fn header(ui: &mut Ui, entry: &Entry, n_words: usize, context: &Context<'_>) {
    let tokens = tokens(ui);
    let columns = Columns::new(ui, context.settings.story_size);
    let outer = ui.available_rect_before_wrap();
    let width = columns.width;
    let title = words::squeeze(&entry.document.title);
    let format = TextFormat {
        line_height: Some(26.0),
        ..TextFormat::simple(Weight::Semibold.font(size::HEADLINE), tokens.text)
    };
    let block = ui.fonts_mut(|fonts| Block::folded(fonts, &title, &[(0..title.len(), format)], width, 2));
    let headline = Rect::from_min_size(pos2(columns.left, outer.top() + space::M), vec2(width, block.height()));
    let response = ui.interact(headline, Id::unique("headline"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, &title));
    block.paint(ui.painter(), headline.min, tokens.text);
    if block.is_elided() {
        response.on_hover_text(&title);
    }
    let meta = Rect::from_min_size(pos2(columns.left, headline.bottom() + 2.0), vec2(width, 20.0));
    let rect = Rect::from_min_max(outer.min, pos2(outer.right(), meta.bottom() + space::M));
    let date = entry.document.date.map_or_else(|| "Date unknown".to_owned(), words::date_in_full);
    let mut parts = vec![date];
    parts.extend(entry.document.source.clone());
    parts.push(words::counted(n_words, "word"));
    let text = parts.join("   ·   ");
    Line::new(ui, &text, Weight::Regular.font(size::SMALL), tokens.muted, width).paint_left(ui.painter(), meta);
    let response = ui.interact(meta, Id::unique("story facts"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
    if let Some(origin) = entry.document.date_origin {
        response.on_hover_text(format!("The date is {}", origin.words()));
    }
    ui.advance_cursor_after_rect(rect);
}
