//! Searching all documents: a query, what it finds with a few words around, and searches that were saved.

use std::{ops::Range, sync::Arc};

use egui::{
    Color32, Id, Key, Modifiers, Rect, Response, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, text::TextFormat,
    vec2,
};

use super::{Context, focus_id, found::Found};
use crate::{
    app::{
        action::{Action, Panel},
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{
                choice, choice_item, empty_state, field_width, filter_field, hairline, link, row_ground, toolbar,
            },
            row_list::{RowList, RowScene},
            text::{Block, Line},
        },
    },
    corpus::{QueryError, parse_query},
    model::DocId,
    view::{DocumentRow, QUERY_HELP, words},
    workspace::{Hit, gestures},
};

const ROW_HEIGHT: f32 = 112.0;
const SNIPPET_HEIGHT: f32 = 17.0;
/// Rows of the snippet that are shown at most.
const SNIPPET_ROWS: usize = 3;
/// Documents that are listed at most.
const MOST_LISTED: usize = 10_000;

/// The query and what it finds.
#[derive(Default)]
pub struct SearchPanel {
    query: String,
    found: Found,
    list: RowList,
    hides_marks: bool,
}

impl SearchPanel {
    /// What the query marks in the open document.
    pub fn marks(&mut self, ui: &Ui, context: &Context<'_>) -> Option<Arc<[Range<usize>]>> {
        let doc = context.open.filter(|_| !self.hides_marks && !self.query.trim().is_empty())?;
        self.found.marks(ui, context, doc)
    }

    /// Stops marking what was found; answers whether anything was marked.
    pub fn hide_marks(&mut self) -> bool {
        let is_marking = self.found.is_marking() && !self.hides_marks;
        self.hides_marks = true;
        is_marking
    }

    /// Searches for something else.
    pub fn search_for(&mut self, query: String) {
        self.query = query;
        self.hides_marks = false;
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let goes_down = self.field_keys(ui);
        let mut entered = false;
        toolbar(ui, |ui| {
            // A query is longer than a filter, so the field has a row of its own for longer.
            let width = field_width(ui, if ui.available_width() < 340.0 { f32::INFINITY } else { 84.0 });
            let hint = "Search all documents";
            let field = filter_field(ui, focus_id(Panel::Search), hint, hint, &mut self.query, width);
            entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if field.changed() {
                self.hides_marks = false;
            }
            self.saved_menu(ui, context);
        });
        let query = self.query.trim().to_owned();
        if query.is_empty() {
            self.help(ui);
            return;
        }
        let parsed = match parse_query(&query) {
            Ok(parsed) => parsed,
            Err(error) => return mistake(ui, &query, &error),
        };
        // A snapshot held while documents are added would make the workspace copy them.
        if !context.is_loading {
            let before = self.found.query().map(str::to_owned);
            if self.found.refresh(ui, context, &query, parsed) && before.as_deref() != self.found.query() {
                self.list = RowList::default();
            }
            self.found.look_at(ui, context, self.list.first_row(ROW_HEIGHT));
        }
        match self.found.documents() {
            None => drop(empty_state(ui, "Searching…", None)),
            Some(Err(error)) => {
                empty_state(ui, &words::sentence_case(&error.to_string()), None);
            }
            Some(Ok([])) => {
                empty_state(
                    ui,
                    "No document matches. Try fewer words, OR between them, or a * at the end of one.",
                    None,
                );
            }
            Some(Ok(docs)) => {
                let listed = &docs[..docs.len().min(MOST_LISTED)];
                summary(ui, context, (listed.len(), docs.len()), &query, actions);
                let shown = list(ui, context, (listed, &self.found), &mut self.list, (goes_down, entered));
                if let Some(row) = shown {
                    let mark = self.found.hit(row).and_then(|hit| hit.marks.first());
                    actions.extend(listed.get(row).map(|doc| match mark {
                        Some(mark) => Action::ReadAt(*doc, mark.start()),
                        None => Action::Show(*doc),
                    }));
                    self.hides_marks = false;
                }
            }
        }
    }

    /// Whether the down key was pressed in the field: it goes to the list.
    fn field_keys(&self, ui: &Ui) -> bool {
        let is_typing = ui.memory(|memory| memory.has_focus(focus_id(Panel::Search)));
        is_typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown))
    }

    fn saved_menu(&mut self, ui: &mut Ui, context: &Context<'_>) {
        let searches = context.workspace.decisions().searches();
        choice(ui, "Saved searches", "Saved", |ui| {
            if searches.is_empty() {
                ui.label(RichText::new("Save a search to find it here").color(tokens(ui).muted));
            }
            for (name, query) in searches {
                if choice_item(ui, self.query.trim() == query, name) {
                    self.query.clone_from(query);
                    self.hides_marks = false;
                }
            }
        });
    }

    /// The language by examples; a click tries one.
    fn help(&mut self, ui: &mut Ui) {
        ScrollArea::vertical().id_salt("search help").auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 12)).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(space::S, 6.0);
                let tokens = tokens(ui);
                ui.label(RichText::new("What you can ask").font(Weight::Semibold.font(size::BODY)));
                for example in &QUERY_HELP {
                    ui.horizontal_wrapped(|ui| {
                        if link(ui, example.query).on_hover_text("Search for this").clicked() {
                            example.query.clone_into(&mut self.query);
                        }
                        ui.label(RichText::new(example.finds).size(size::SMALL).color(tokens.muted));
                    });
                }
                ui.label(
                    RichText::new("Capitals and accents make no difference.").size(size::SMALL).color(tokens.muted),
                );
            });
        });
    }
}

/// How much was found, and what can be done with the query.
fn summary(ui: &mut Ui, context: &Context<'_>, (n_listed, n): (usize, usize), query: &str, actions: &mut Vec<Action>) {
    egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 12, top: 6, bottom: 6 }).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
            // A link goes to the next row as a whole.
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            let counted = words::counted(n, "document");
            let first = if n_listed < n {
                format!("{counted}, the first {} listed", words::grouped(n_listed))
            } else {
                counted
            };
            ui.label(RichText::new(first).size(size::SMALL).color(tokens(ui).muted));
            let saved = context.workspace.decisions().searches().iter().find(|(_, saved)| *saved == query);
            if context.workspace.is_writable() {
                match saved {
                    Some((name, _)) => {
                        let help = format!("Forget the saved search {name}");
                        if link(ui, "Forget").on_hover_text(help).clicked() {
                            actions.push(Action::Edit(gestures::save_search(name, None)));
                        }
                    }
                    None => {
                        if link(ui, "Save search…").on_hover_text("Keep this search under a name").clicked() {
                            actions.push(Action::SaveSearch(query.to_owned()));
                        }
                    }
                }
            }
            if link(ui, "Only these").on_hover_text("List these documents alone in the Documents panel").clicked() {
                actions.push(Action::FilterDocuments(query.to_owned()));
            }
        });
    });
    hairline(ui);
}

/// What is wrong with a query, with the place.
fn mistake(ui: &mut Ui, query: &str, error: &QueryError) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 12)).show(ui, |ui| {
        let tokens = tokens(ui);
        let place = error.start..error.end.max(error.start);
        let (before, wrong) = (query.get(..place.start), query.get(place));
        if let (Some(before), Some(wrong)) = (before, wrong)
            && !wrong.is_empty()
        {
            let at = before.len();
            let plain = TextFormat::simple(Weight::Regular.font(size::BODY), tokens.text);
            let marked =
                TextFormat { underline: egui::Stroke::new(2.0, tokens.error), color: tokens.error, ..plain.clone() };
            let mut job = egui::text::LayoutJob::default();
            job.append(before, 0.0, plain.clone());
            job.append(wrong, 0.0, marked);
            job.append(query.get(at + wrong.len()..).unwrap_or_default(), 0.0, plain);
            ui.label(job);
            ui.add_space(space::XS);
        }
        ui.label(RichText::new(words::sentence_case(&error.to_string())).color(tokens.muted));
    });
}

/// The documents that were found; answers with the one to show.
fn list(
    ui: &mut Ui,
    context: &Context<'_>,
    (docs, found): (&[DocId], &Found),
    list: &mut RowList,
    (goes_down, entered): (bool, bool),
) -> Option<usize> {
    let id = focus_id(Panel::Search).with("results");
    let mut shown = None;
    if goes_down || entered {
        list.go_to(Some(0));
        shown = Some(0);
    }
    if goes_down {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let scene = RowScene { id, name: "Found documents", height: ROW_HEIGHT, n: docs.len() };
    let picked = list.show(ui, &scene, |ui, index, rect, is_current| {
        hit_ui(ui, context, (docs[index], found.hit(index)), id.with(index), rect, is_current)
    });
    picked.row.or(shown)
}

/// A document; its hits follow where they are not known yet.
fn hit_ui(
    ui: &Ui,
    context: &Context<'_>,
    (doc, hit): (DocId, Option<&Hit>),
    id: Id,
    rect: Rect,
    is_current: bool,
) -> Response {
    let tokens = tokens(ui);
    let response = ui.interact(rect, id, Sense::CLICK);
    let Some(row) = DocumentRow::new(context.workspace, doc) else { return response };
    let n = hit.map_or_else(String::new, |hit| words::counted(hit.marks.len(), "hit"));
    response.widget_info(|| {
        let words = hit.map_or("", |hit| hit.snippet.text.as_str());
        let spoken = format!("{}, {}, {n}: {words}", row.title, row.subtitle);
        WidgetInfo::selected(egui::Role::ListItem, true, is_current, spoken)
    });
    row_ground(ui, rect, is_current, ui.rect_contains_pointer(rect));
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, tokens.hairline));
    let inner = rect.shrink2(vec2(space::L, 7.0));
    let first = Rect::from_min_size(inner.min, vec2(inner.width(), 18.0));
    let title = Line::new(ui, &row.title, Weight::Medium.font(size::BODY), tokens.text, first.width());
    title.paint_left(painter, first);
    let second = first.translate(vec2(0.0, 19.0));
    let count = Line::new(ui, &n, Weight::Tabular.font(size::SMALL), tokens.muted, second.width());
    count.paint_right(painter, second);
    let room = (second.width() - count.size().x - space::S).max(8.0);
    let source = Line::new(ui, &row.subtitle, Weight::Regular.font(size::SMALL), tokens.muted, room);
    source.paint_left(painter, second);
    if let Some(hit) = hit {
        snippet(ui, hit, pos2(inner.left(), second.bottom() + space::XS), inner.width(), is_current);
    }
    let response = if title.elided { response.on_hover_text(&row.title) } else { response };
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// The words around the first hit, with all hits in them marked.
fn snippet(ui: &Ui, hit: &Hit, at: egui::Pos2, width: f32, is_current: bool) {
    let tokens = tokens(ui);
    let text = &hit.snippet.text;
    let ink = if is_current { tokens.text } else { tokens.muted };
    let format = |weight: Weight, ink: Color32, ground: Color32| TextFormat {
        line_height: Some(SNIPPET_HEIGHT),
        background: ground,
        ..TextFormat::simple(weight.font(size::SMALL), ink)
    };
    let mut formats = Vec::new();
    let mut end = 0;
    for mark in hit.snippet.marks.iter().filter(|mark| text.get((*mark).clone()).is_some()) {
        formats.push((end..mark.start, format(Weight::Regular, ink, Color32::TRANSPARENT)));
        formats.push((mark.clone(), format(Weight::Semibold, tokens.text, tokens.hit)));
        end = mark.end;
    }
    formats.push((end..text.len(), format(Weight::Regular, ink, Color32::TRANSPARENT)));
    formats.retain(|(bytes, _)| !bytes.is_empty());
    let block = ui.fonts_mut(|fonts| Block::folded(fonts, text, &formats, width, SNIPPET_ROWS));
    block.paint(ui.painter(), at, tokens.text);
}
