//! What panels ask for.

use std::path::PathBuf;

use super::{
    commands::Command,
    corrections::Correction,
    settings::{KnownTable, ThemeChoice},
    windows::ExportChoice,
};
use crate::{
    corpus::LedgerColumn,
    model::{DocId, Span, decision::NoteId},
    session::{ExportPlan, JobId},
    view::{DeedPlace, EntityColumn, Layer, Scope},
    workspace::{EditCommand, EntryId, Item},
};

/// A wish of a panel, performed after the last panel of the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Runs a named command.
    Run(Command),
    /// Opens files and folders.
    Open(Vec<PathBuf>),
    /// Takes in words as a document.
    Paste(String),
    /// Shows a document.
    Show(DocId),
    /// Selects a thing and scrolls the story to it.
    Select(Item),
    /// Selects a thing that the reader pointed at in the story, which stays where it is.
    SelectHere(Item),
    /// Shows words of a document and selects them.
    Reveal(DocId, Span),
    /// Shows a document from a byte on.
    ReadAt(DocId, usize),
    /// Searches all documents for this.
    SearchFor(String),
    /// Keeps decisions under this name from now on.
    SetAuthor(String),
    /// Asks for the name of a search.
    SaveSearch(String),
    /// Lists the documents that match a query alone.
    FilterDocuments(String),
    /// Selects nothing.
    ClearSelection,
    /// Gives the selected thing another end (`true`) or start.
    MoveEdge(bool, usize),
    /// Performs an edit.
    Edit(EditCommand),
    /// Says why a correction can do nothing now.
    TellWhyNot(Correction),
    /// Takes back everything that was done after an entry of the history, as one step; that entry too when this is set.
    UndoTo(EntryId, bool),
    /// Opens a note to change it.
    EditNote(NoteId),
    /// Opens a new note on the selected thing.
    NewNote,
    /// Flags a document for later, or takes the flag away.
    Flag(DocId, bool),
    /// Stops a job.
    Cancel(JobId),
    /// Switches a layer of marks.
    SetLayer(Layer, bool),
    /// Shows or hides a column of the entity table.
    SetColumn(EntityColumn, bool),
    /// Shows or hides a column of the ledger.
    SetLedgerColumn(LedgerColumn, bool),
    /// Chooses the theme.
    SetTheme(ThemeChoice),
    /// Switches one list between the open document and all.
    SetScope(Panel, Scope),
    /// Opens or closes a panel.
    SetPanel(Panel, bool),
    /// Shows a file where it lies.
    ShowFile(PathBuf),
    /// Copies text.
    Copy(String),
    /// Goes on with a path that was typed because no dialog came up.
    UsePath(PathBuf),
    /// Opens a workspace file without the right to change it.
    OpenReadOnly(PathBuf),
    /// Asks where to write an export, and remembers the choice.
    Export(ExportPlan, Box<ExportChoice>),
    /// Read files, the columns of tables among them as told.
    OpenMapped(Vec<PathBuf>, Box<KnownTable>),
    /// Saves what can be read of a damaged file into a new one.
    Salvage(PathBuf),
    /// Asks for a text file of project rules and takes them in.
    ImportRules,
    /// Writes the project rules into a text file.
    ExportRules,
    /// Takes a path off the list of recent ones.
    Forget(PathBuf),
    /// Saves the workspace into a file and goes on then.
    SaveAnd(Box<Self>),
    /// Goes on, whatever decisions are lost.
    LoseAnd(Box<Self>),
    /// Closes whatever window is on top.
    CloseWindow,
}

impl Action {
    /// Goes to where something stands.
    pub fn go_to(place: DeedPlace) -> Self {
        match place {
            DeedPlace::Item(item) => Self::Select(item),
            DeedPlace::Words(doc, span) => Self::Reveal(doc, span),
        }
    }
}

/// A part of the window that can be moved, closed and brought back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Panel {
    /// The list of documents.
    Documents,
    /// The open document.
    Story,
    /// The entity table.
    Entities,
    /// The quotes.
    Quotes,
    /// The claims.
    Claims,
    /// The selected thing.
    Details,
    /// All statements in one table.
    Ledger,
    /// What is dated, day by day.
    Timeline,
    /// A search of all documents.
    Search,
    /// What was decided, newest first.
    History,
    /// All notes.
    Notes,
    /// Decisions whose words moved.
    Orphans,
}

impl Panel {
    /// All panels, in the order of the View menu.
    #[cfg(test)]
    pub const ALL: [Self; 12] = [
        Self::Documents,
        Self::Story,
        Self::Entities,
        Self::Quotes,
        Self::Claims,
        Self::Details,
        Self::Ledger,
        Self::Timeline,
        Self::Search,
        Self::History,
        Self::Notes,
        Self::Orphans,
    ];

    /// The name on its tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Documents => "Documents",
            Self::Story => "Story",
            Self::Entities => "Entities",
            Self::Quotes => "Quotes",
            Self::Claims => "Claims",
            Self::Details => "Details",
            Self::Ledger => "Ledger",
            Self::Timeline => "Timeline",
            Self::Search => "Search",
            Self::History => "History",
            Self::Notes => "Notes",
            Self::Orphans => "Orphans",
        }
    }
}
