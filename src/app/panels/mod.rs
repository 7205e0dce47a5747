//! The panels: each a small state struct and a function that draws it and pushes actions.

mod asked;
mod correct_bar;
mod details;
mod documents;
mod entities;
mod find;
mod found;
mod history;
mod ledger;
mod legend;
mod menu;
mod notes;
mod orphans;
mod picks;
mod search;
mod start;
mod statements;
mod status;
mod story;
mod timeline;

use egui::Id;

use super::{action::Panel, corrections::Subject, settings::Settings};
use crate::{
    corpus::CorpusEntityId,
    model::DocId,
    view::Scope,
    workspace::{Item, Revision, Workspace},
};

pub use details::DetailsPanel;
pub use documents::DocumentsPanel;
pub use entities::EntitiesPanel;
pub use history::HistoryPanel;
pub use ledger::LedgerPanel;
pub use menu::{MenuState, menu_bar};
pub use notes::NotesPanel;
pub use orphans::OrphansPanel;
pub use search::SearchPanel;
pub use start::start_screen;
pub use statements::{StatementKind, StatementsPanel};
pub use status::status_bar;
pub use story::StoryPanel;
pub use timeline::TimelinePanel;

/// What all panels see of one frame.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Documents and decisions.
    pub workspace: &'a Workspace,
    /// Sizes, layers, order.
    pub settings: &'a Settings,
    /// The one selection of the window.
    pub selection: Option<Item>,
    /// Raised whenever the selection changes, so that lists scroll to it once.
    pub selection_serial: u64,
    /// The open document.
    pub open: Option<DocId>,
    /// The entity that the selection is about.
    pub focus_entity: Option<CorpusEntityId>,
    /// What corrections would be about.
    pub subject: Subject,
    /// Whether documents are being read.
    pub is_loading: bool,
}

/// What lists of findings rest on; when it changes they are made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    n_documents: usize,
    findings: Revision,
}

impl Context<'_> {
    /// The document that a list shows; `None` when it shows all.
    pub fn doc_in(&self, scope: Scope) -> Option<DocId> {
        match scope {
            Scope::Document => self.open,
            Scope::Corpus => None,
        }
    }

    /// Number of documents.
    pub fn n_documents(&self) -> usize {
        self.workspace.corpus().entries().len()
    }

    /// What lists of findings rest on.
    pub fn ground(&self) -> Ground {
        Ground { n_documents: self.n_documents(), findings: self.workspace.findings() }
    }
}

/// The part of a panel that takes the keyboard when the panel is gone to.
pub fn focus_id(panel: Panel) -> Id {
    Id::unique(("panel keyboard", panel))
}

/// The words of a scope switch.
pub fn scope_label(scope: Scope) -> &'static str {
    match scope {
        Scope::Document => "this document",
        Scope::Corpus => "all documents",
    }
}
