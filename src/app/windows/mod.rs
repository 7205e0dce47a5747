//! Windows above the panels: palette, cheat sheet, about, what was skipped, something to choose or to type.

mod about;
mod cheat_sheet;
mod chooser;
mod columns;
mod export;
mod file_trouble;
mod leave;
mod merges;
mod palette;
mod path_prompt;
mod prompt;
mod report;
mod rules;
mod tags;

use egui::{Align2, Id, Modal, RichText, ScrollArea, Ui, vec2};

use super::{
    action::Action,
    theme::{Weight, size, space},
    widgets::controls::primary_button,
};
use crate::workspace::Workspace;

pub use chooser::{Choice, Chooser};
pub use columns::ColumnsWindow;
pub use export::{ExportChoice, ExportWindow};
pub use file_trouble::FileTrouble;
pub use merges::MergeReview;
pub use palette::Palette;
pub use path_prompt::PathPrompt;
pub use prompt::Prompt;
pub use report::Report;
pub use rules::Rules;
pub use tags::Tags;

/// Lets a list in a window scroll once it is higher than this. A window remembers how high it was, and a list that grows is not
/// to be held to that.
fn scroll_up_to(height: f32) -> ScrollArea {
    ScrollArea::vertical().max_height(height).min_scrolled_height(height)
}

/// What lies over the panels while a window is open.
const BACKDROP: egui::Color32 = egui::Color32::from_black_alpha(48);

/// The window on top; there is one at most.
#[derive(Default)]
pub enum Window {
    /// None.
    #[default]
    None,
    /// Search and commands.
    Palette(Palette),
    /// All commands with their keys.
    CheatSheet,
    /// Version and licences.
    About,
    /// What came of something long.
    Report(Report),
    /// A workspace file that cannot be opened.
    FileTrouble(FileTrouble),
    /// What is exported, and how.
    Export(Box<ExportWindow>),
    /// Which column of a table is what.
    Columns(Box<ColumnsWindow>),
    /// A path to type, because no dialog came up.
    PathPrompt(PathPrompt),
    /// Decisions would be lost by this.
    Leave(Box<Action>),
    /// Entities that may be one.
    Merges(Box<MergeReview>),
    /// Project rules.
    Rules(Box<Rules>),
    /// The tags.
    Tags(Tags),
    /// One of several.
    Chooser(Box<Chooser>),
    /// A few words to type.
    Prompt(Box<Prompt>),
}

impl Window {
    /// Whether any window is on top.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Draws the window; it asks to be closed by an action.
    pub fn show(&mut self, ui: &Ui, workspace: &Workspace, actions: &mut Vec<Action>) {
        match self {
            Self::None => {}
            Self::Palette(palette) => palette.show(ui, workspace, actions),
            Self::CheatSheet => cheat_sheet::show(ui, actions),
            Self::About => about::show(ui, actions),
            Self::Leave(then) => leave::show(ui, then, actions),
            Self::Report(report) => report.show(ui, actions),
            Self::FileTrouble(trouble) => trouble.show(ui, actions),
            Self::Export(export) => export.show(ui, workspace, actions),
            Self::Columns(columns) => columns.show(ui, actions),
            Self::PathPrompt(prompt) => prompt.show(ui, actions),
            Self::Merges(review) => review.show(ui, workspace, actions),
            Self::Rules(rules) => rules.show(ui, workspace, actions),
            Self::Tags(tags) => tags.show(ui, workspace, actions),
            Self::Chooser(chooser) => chooser.show(ui, workspace, actions),
            Self::Prompt(prompt) => prompt.show(ui, workspace, actions),
        }
    }
}

/// The button that goes ahead; it has the keyboard unless something else in the window has.
fn default_button(ui: &mut Ui, text: &str) -> egui::Response {
    let response = primary_button(ui, text);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response
}

/// A window in the middle with a title. `content` answers whether the window is to be closed.
fn dialog(ui: &Ui, title: &str, width: f32, actions: &mut Vec<Action>, content: impl FnOnce(&mut Ui) -> bool) {
    let id = Id::unique(("window", title));
    let modal = Modal::new(id).area(Modal::default_area(id).anchor(Align2::CENTER_CENTER, vec2(0.0, -space::XL)));
    let frame = egui::Frame::window(ui.style()).inner_margin(space::XL);
    let response = modal.frame(frame).backdrop_color(BACKDROP).show(ui, |ui| {
        ui.set_width(width);
        ui.label(RichText::new(title).font(Weight::Semibold.font(size::SECTION)));
        ui.add_space(space::S);
        content(ui)
    });
    if response.inner || response.should_close() {
        actions.push(Action::CloseWindow);
    }
}
