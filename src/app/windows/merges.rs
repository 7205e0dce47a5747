//! Entities that may be one, pair by pair: side by side, with reasons, decided by a key each.

use egui::{Align, Key, Layout, Modifiers, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::dialog;
use crate::{
    app::{
        action::Action,
        commands::Command,
        made::Made,
        theme::{Weight, size, space, tokens},
        widgets::{
            controls::{dot, hairline, primary_button, secondary_button},
            icons,
            text::plain_label,
        },
    },
    corpus::{CorpusEntityId, Likeness, suggested_merges},
    model::{
        EntityAnchor,
        decision::{EntityPair, Relation},
    },
    view::{Link, MergeSide, likeness_words, merge_side, words},
    workspace::{Revision, Workspace, gestures},
};

/// Height of the two sides, in points.
const SIDES_HEIGHT: f32 = 264.0;

/// The pairs, and how far the review has come.
#[derive(Default)]
pub struct MergeReview {
    pairs: Made<(), Vec<Pair>>,
    at: usize,
    /// The pairs that were decided, in the order of deciding, for taking the last one back.
    decided: Vec<(usize, Verdict)>,
    shown: Option<((usize, Revision), [MergeSide; 2])>,
}

/// Two entities by what outlives a merge of others: a mention of each.
struct Pair {
    anchors: [EntityAnchor; 2],
    reasons: Vec<Likeness>,
}

impl Pair {
    /// The entities, unless they are one by now, kept apart, or gone.
    fn entities(&self, workspace: &Workspace) -> Option<[CorpusEntityId; 2]> {
        let [a, b] = self.anchors.map(|anchor| workspace.corpus().anchored(anchor).map(|entity| entity.id));
        let judged = EntityPair::new(self.anchors[0], self.anchors[1])
            .and_then(|pair| workspace.decisions().relations().get(&pair));
        Some([a?, b?]).filter(|[a, b]| a != b && judged != Some(&Relation::Different))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Same,
    Different,
}

/// What a key or a button asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Decide(Verdict),
    Later,
    Back,
    Undo,
}

/// The keys, each with what it asks for.
const KEYS: [(Key, Step); 7] = [
    (Key::S, Step::Decide(Verdict::Same)),
    (Key::N, Step::Decide(Verdict::Different)),
    (Key::L, Step::Later),
    (Key::ArrowRight, Step::Later),
    (Key::ArrowLeft, Step::Back),
    (Key::U, Step::Undo),
    (Key::Backspace, Step::Undo),
];

impl MergeReview {
    /// Draws the window.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        self.pairs.refresh(ui, &(), || {
            let outlook = workspace.outlook();
            Box::new(move || {
                let suggestions = suggested_merges(outlook.corpus(), outlook.decisions());
                let pair = |suggestion: crate::corpus::Suggestion| {
                    let [a, b] = suggestion.entities.map(|id| gestures::anchor(&outlook, id));
                    Some(Pair { anchors: [a?, b?], reasons: suggestion.reasons })
                };
                suggestions.into_iter().filter_map(pair).collect()
            })
        });
        self.go_to_open_pair(workspace);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let mut step = KEYS.into_iter().find(|(key, _)| pressed(*key)).map(|(_, step)| step);
        let width = (ui.ctx().content_rect().width() - 4.0 * space::XL).clamp(320.0, 880.0);
        dialog(ui, "Are these the same?", width, actions, |ui| self.content(ui, workspace, &mut step));
        if let Some(step) = step {
            self.perform(workspace, step, actions);
        }
    }

    /// Passes over pairs that were decided meanwhile.
    fn go_to_open_pair(&mut self, workspace: &Workspace) {
        let Some(pairs) = self.pairs.latest() else { return };
        while pairs.get(self.at).is_some_and(|pair| pair.entities(workspace).is_none()) {
            self.at += 1;
        }
    }

    /// Draws what the window holds; answers whether it is to be closed.
    fn content(&mut self, ui: &mut Ui, workspace: &Workspace, step: &mut Option<Step>) -> bool {
        let Some(pairs) = self.pairs.latest() else {
            ui.label("Comparing names…");
            return secondary_button(ui, "Close").clicked();
        };
        let Some(pair) = pairs.get(self.at) else { return self.end(ui, pairs.len(), step) };
        let wanted = (self.at, workspace.findings());
        if self.shown.as_ref().is_none_or(|(known, _)| *known != wanted) {
            let sides = pair.entities(workspace).map(|ids| ids.map(|id| merge_side(workspace.corpus(), id)));
            if let Some([Some(a), Some(b)]) = sides {
                self.shown = Some((wanted, [a, b]));
            }
        }
        let place = format!("{} of {}", words::grouped(self.at + 1), words::grouped(pairs.len()));
        ui.label(RichText::new(place).size(size::SMALL).color(tokens(ui).muted));
        ui.add_space(space::S);
        if let Some((_, sides)) = &self.shown {
            ui.spacing_mut().item_spacing.x = space::XL;
            ui.columns(2, |columns| {
                for (index, (ui, side)) in columns.iter_mut().zip(sides).enumerate() {
                    // Columns justify what is in them; words of different length would stand far apart.
                    ui.with_layout(Layout::top_down(Align::LEFT), |ui| side_ui(ui, side, index));
                }
            });
        }
        hairline(ui);
        ui.add_space(space::S);
        for likeness in &pair.reasons {
            reason_ui(ui, likeness);
        }
        ui.add_space(space::M);
        self.buttons(ui, step)
    }

    fn buttons(&self, ui: &mut Ui, step: &mut Option<Step>) -> bool {
        let mut asked = None;
        let closed = ui.horizontal_wrapped(|ui| {
            let key = |text: &str, key: &str| format!("{text}   {key}");
            if primary_button(ui, &key("Same", "S")).on_hover_text("They are one, in all documents").clicked() {
                asked = Some(Step::Decide(Verdict::Same));
            }
            let help = "They are two; that is remembered and binds as much as a merge";
            if secondary_button(ui, &key("Not the same", "N")).on_hover_text(help).clicked() {
                asked = Some(Step::Decide(Verdict::Different));
            }
            if secondary_button(ui, &key("Later", "L")).on_hover_text("Decide nothing and go on").clicked() {
                asked = Some(Step::Later);
            }
            if !self.decided.is_empty()
                && secondary_button(ui, &key("Undo", "U")).on_hover_text("Take the last answer back").clicked()
            {
                asked = Some(Step::Undo);
            }
            secondary_button(ui, "Close").clicked()
        });
        *step = step.or(asked);
        closed.inner
    }

    /// Nothing is left to review.
    fn end(&self, ui: &mut Ui, n: usize, step: &mut Option<Step>) -> bool {
        let count = |verdict| self.decided.iter().filter(|(_, known)| *known == verdict).count();
        let (same, different) = (count(Verdict::Same), count(Verdict::Different));
        let text = if n == 0 {
            "No two entities look as if they were one.".to_owned()
        } else {
            format!(
                "That was the last one: {} merged, {} kept apart. What was left for later is suggested again.",
                words::grouped(same),
                words::grouped(different)
            )
        };
        ui.label(text);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            if !self.decided.is_empty() && secondary_button(ui, "Undo   U").clicked() {
                *step = Some(Step::Undo);
            }
            primary_button(ui, "Close").clicked()
        })
        .inner
    }

    fn perform(&mut self, workspace: &Workspace, step: Step, actions: &mut Vec<Action>) {
        match step {
            Step::Later => self.at += 1,
            Step::Back => self.at = self.previous(workspace),
            Step::Undo => {
                if let Some((at, _)) = self.decided.pop() {
                    self.at = at;
                    actions.push(Action::Run(Command::Undo));
                }
            }
            Step::Decide(verdict) => {
                let pair = self.pairs.latest().and_then(|pairs| pairs.get(self.at));
                let Some([a, b]) = pair.and_then(|pair| pair.entities(workspace)) else { return };
                actions.push(Action::Edit(match verdict {
                    Verdict::Same => gestures::merge(workspace, &[a, b]),
                    Verdict::Different => gestures::tell_apart(workspace, a, b),
                }));
                self.decided.push((self.at, verdict));
                self.at += 1;
            }
        }
    }

    /// The pair before this one that is not decided; this one where there is none.
    fn previous(&self, workspace: &Workspace) -> usize {
        let Some(pairs) = self.pairs.latest() else { return self.at };
        let before = pairs.iter().take(self.at).rposition(|pair| pair.entities(workspace).is_some());
        before.unwrap_or(self.at)
    }
}

/// One of the two: what it is called, what is known of it, and sentences that name it.
fn side_ui(ui: &mut Ui, side: &MergeSide, index: usize) {
    let tokens = tokens(ui);
    ui.set_min_height(SIDES_HEIGHT);
    ScrollArea::vertical().id_salt(("merge side", index)).max_height(SIDES_HEIGHT).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        ui.horizontal_wrapped(|ui| {
            let (square, _) = ui.allocate_exact_size(vec2(10.0, 18.0), Sense::hover());
            dot(ui, square.center(), tokens.layer(side.layer));
            ui.label(RichText::new(&side.name).font(Weight::Semibold.font(size::SECTION)));
        });
        ui.label(RichText::new(&side.what).size(size::SMALL).color(tokens.muted));
        for (label, text) in &side.facts {
            ui.label(RichText::new(format!("{label}: {text}")).size(size::SMALL));
        }
        for example in &side.examples {
            ui.add_space(space::XS);
            example_ui(ui, example);
        }
        ui.add_space(space::S);
    });
}

/// A sentence with the name in it strong, under the headline of its story.
fn example_ui(ui: &mut Ui, example: &Link) {
    let tokens = tokens(ui);
    plain_label(ui, &example.lead, Weight::Regular.font(size::SMALL), tokens.muted);
    let format = |weight: Weight| egui::TextFormat::simple(weight.font(size::BODY), tokens.text);
    let strong = example.strong.clone();
    let parts = [
        (0..strong.start, Weight::Regular),
        (strong.clone(), Weight::Semibold),
        (strong.end..example.text.len(), Weight::Regular),
    ];
    let mut job = egui::text::LayoutJob::default();
    for (bytes, weight) in parts {
        job.append(example.text.get(bytes).unwrap_or_default(), 0.0, format(weight));
    }
    ui.label(job);
}

/// What speaks for it with a tick, what speaks against it with a cross.
fn reason_ui(ui: &mut Ui, likeness: &Likeness) {
    let tokens = tokens(ui);
    let words = likeness_words(likeness);
    ui.horizontal(|ui| {
        let (mark, response) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
        let how = if likeness.is_against() {
            icons::cross(ui.painter(), mark.shrink2(vec2(5.0, 6.0)), tokens.error);
            "Against it"
        } else {
            icons::tick(ui.painter(), mark.center(), tokens.success);
            "For it"
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, how));
        ui.label(words);
    });
}
