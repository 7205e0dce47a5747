//! What the window shows at the moment. Nothing here is kept between runs.

use egui::Id;

use super::{
    action::Action,
    notices::Notices,
    panels::{
        DetailsPanel, DocumentsPanel, EntitiesPanel, HistoryPanel, LedgerPanel, NotesPanel, OrphansPanel, SearchPanel,
        StatementKind, StatementsPanel, StoryPanel, TimelinePanel,
    },
    windows::Window,
};
use crate::{
    model::{DocId, Place},
    workspace::Item,
};

/// Selection, panels and windows.
pub struct State {
    /// The one selection of the window.
    pub selection: Option<Item>,
    /// Raised whenever the selection is set.
    pub selection_serial: u64,
    /// What is selected once the step is made that is on its way to the disk.
    pub then_select: Option<Place>,
    /// The open document.
    pub open: Option<DocId>,
    /// The document that the window's title names.
    pub named: Option<DocId>,
    /// The list of documents.
    pub documents: DocumentsPanel,
    /// The open document.
    pub story: StoryPanel,
    /// The entity table.
    pub entities: EntitiesPanel,
    /// The quotes.
    pub quotes: StatementsPanel,
    /// The claims.
    pub claims: StatementsPanel,
    /// The selected thing.
    pub details: DetailsPanel,
    /// All statements.
    pub ledger: LedgerPanel,
    /// What is dated.
    pub timeline: TimelinePanel,
    /// The search of all documents.
    pub search: SearchPanel,
    /// What was decided.
    pub history: HistoryPanel,
    /// All notes.
    pub notes: NotesPanel,
    /// Decisions whose words moved.
    pub orphans: OrphansPanel,
    /// The window on top.
    pub window: Window,
    /// What has the keyboard while a window is on top, and what had it before and gets it back.
    pub focus: Option<WindowFocus>,
    /// Messages.
    pub notices: Notices,
    /// Whether the desktop was asked for a path and has not answered yet.
    pub is_asking: bool,
    /// Whether a dialog took the keyboard since then. A desktop without a dialog answers as if it had been cancelled, at
    /// once or after having tried for a while; this tells the two apart.
    pub saw_dialog: bool,
    /// What to go on with once the workspace is saved.
    pub after_save: Option<Action>,
    /// Whether the user said that decisions in no file may be lost.
    pub may_lose: bool,
}

/// Who has the keyboard while a window is on top.
#[derive(Clone, Copy, Debug)]
pub struct WindowFocus {
    /// Who had it before.
    pub before: Option<Id>,
    /// Who has it in the window.
    pub inside: Option<Id>,
    /// Frames since the window closed: what lay below it takes the keyboard only when none of it is left.
    pub n_closed: u8,
}

impl Default for State {
    fn default() -> Self {
        Self {
            selection: None,
            selection_serial: 0,
            then_select: None,
            open: None,
            named: None,
            documents: DocumentsPanel::default(),
            story: StoryPanel::default(),
            entities: EntitiesPanel::default(),
            quotes: StatementsPanel::new(StatementKind::Quotes),
            claims: StatementsPanel::new(StatementKind::Claims),
            details: DetailsPanel::default(),
            ledger: LedgerPanel::default(),
            timeline: TimelinePanel::default(),
            search: SearchPanel::default(),
            history: HistoryPanel::default(),
            notes: NotesPanel::default(),
            orphans: OrphansPanel::default(),
            window: Window::None,
            focus: None,
            notices: Notices::default(),
            is_asking: false,
            saw_dialog: false,
            after_save: None,
            may_lose: false,
        }
    }
}

impl State {
    /// Sets the selection.
    pub fn select(&mut self, item: Option<Item>) {
        self.selection = item;
        self.selection_serial += 1;
    }
}
