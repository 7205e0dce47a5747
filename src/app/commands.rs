//! The one table of named commands: it feeds menus, palette, keys, tooltips and the cheat sheet.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{action::Panel, corrections::Correction, settings::ThemeChoice};
use crate::{export::ExportKind, view::Scope};

/// A command that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    NewWorkspace,
    OpenFiles,
    OpenFolder,
    OpenPath,
    OpenSample,
    ForgetRecent,
    PasteText,
    Save,
    SaveAs,
    Export(ExportKind),
    /// Choose what to export.
    ExportAs,
    /// Take over an annotation file.
    ReadAnnotations,
    ExportOpenOnly,
    SpreadsheetSafe,
    Quit,
    ImportAgain,
    AnalyzeAgain,
    ReviewMerges,
    Tags,
    YourName,
    Rules,
    Undo,
    Redo,
    Copy,
    SelectAll,
    Find,
    FindNext,
    FindPrevious,
    Correct(Correction),
    MarkUnread,
    NextMention,
    PreviousMention,
    NextDocument,
    PreviousDocument,
    ClearSelection,
    Focus(Panel),
    Toggle(Panel),
    ResetLayout,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Theme(ThemeChoice),
    TypeCodes,
    ListScope(Scope),
    Palette,
    CheatSheet,
    About,
}

/// A menu, and a section of the cheat sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    File,
    Edit,
    Correct,
    View,
    Go,
    Help,
}

impl Group {
    /// All menus, from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Correct, Self::View, Self::Go, Self::Help];

    /// The sections in the left column of the cheat sheet; all others stand in the right one.
    pub const LEFT: [Self; 2] = [Self::File, Self::Correct];

    /// The name of the menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Correct => "Correct",
            Self::View => "View",
            Self::Go => "Go",
            Self::Help => "Help",
        }
    }
}

/// What there is to know about a command.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The command.
    pub command: Command,
    /// Its name; an ellipsis at the end says that it asks for something.
    pub name: &'static str,
    /// One sentence for tooltips and the palette.
    pub help: &'static str,
    /// The menu that holds it.
    pub group: Group,
    /// Its key.
    pub key: Option<KeyboardShortcut>,
    /// Whether a line separates it from the one before it in the menu.
    pub starts_section: bool,
}

const fn spec(group: Group, command: Command, name: &'static str, help: &'static str) -> Spec {
    Spec { command, name, help, group, key: None, starts_section: false }
}

impl Spec {
    const fn key(mut self, modifiers: Modifiers, key: Key) -> Self {
        self.key = Some(KeyboardShortcut::new(modifiers, key));
        self
    }

    const fn section(mut self) -> Self {
        self.starts_section = true;
        self
    }

    /// Whether the key would also type a letter, so that it must wait while a text field has the focus.
    pub fn types_text(&self) -> bool {
        self.key.is_some_and(|key| !key.modifiers.any() || key.modifiers == Modifiers::SHIFT)
            && !matches!(self.key.map(|key| key.logical_key), Some(Key::F1 | Key::F2 | Key::F3 | Key::F6))
    }
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT: Modifiers = Modifiers::ALT;
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;

use Command as C;
use Correction as Do;
use Group::{Correct, Edit, File, Go, Help, View};

/// All commands, in the order of the menus.
pub const COMMANDS: &[Spec] = &[
    spec(File, C::NewWorkspace, "New workspace", "Begin anew, without documents and without decisions")
        .key(CTRL, Key::N),
    spec(File, C::OpenFiles, "Open files…", "Read and analyze files of nearly any kind, or open a workspace")
        .key(CTRL, Key::O),
    spec(File, C::OpenFolder, "Open folder…", "Read and analyze all files of a folder").key(CTRL_SHIFT, Key::O),
    spec(File, C::OpenPath, "Open path…", "Type the path of a file or folder"),
    spec(File, C::OpenSample, "Open sample corpus", "Open the stories that come with OnRecord"),
    spec(File, C::PasteText, "Paste text as document", "Analyze the text on the clipboard").key(CTRL, Key::V),
    spec(File, C::ForgetRecent, "Forget recent files", "Empty the list of what was opened lately"),
    spec(
        File,
        C::Save,
        "Save workspace",
        "Keep documents and decisions in a file; from then on every change is saved as it is made",
    )
    .key(CTRL, Key::S)
    .section(),
    spec(File, C::SaveAs, "Save workspace as…", "Go on in another file").key(CTRL_SHIFT, Key::S),
    spec(
        File,
        C::ReadAnnotations,
        "Read annotations…",
        "Make the findings what a brat archive or Web Annotations tell, as one change that can be undone",
    )
    .section(),
    spec(
        File,
        C::ExportAs,
        "Export…",
        "Choose what to write, in which format, of which documents, and see its first rows",
    )
    .key(CTRL_SHIFT, Key::E)
    .section(),
    spec(
        File,
        C::Export(ExportKind::Entities),
        "Export entities…",
        "Write the entities of all documents as CSV, one row an entity",
    )
    .key(CTRL, Key::E),
    spec(
        File,
        C::Export(ExportKind::Mentions),
        "Export mentions…",
        "Write every tagged mention as CSV, with its exact place, its sentence and its reason",
    ),
    spec(File, C::Export(ExportKind::Quotes), "Export quotes…", "Write who said what as CSV, one row a quote"),
    spec(File, C::Export(ExportKind::Claims), "Export claims…", "Write who claims what as CSV, one row a claim"),
    spec(
        File,
        C::Export(ExportKind::Ledger),
        "Export ledger…",
        "Write all statements as CSV, one row a statement; of an open ledger the rows and columns it shows",
    ),
    spec(
        File,
        C::Export(ExportKind::Analysis),
        "Export analysis…",
        "Write everything found in all documents as JSON lines",
    ),
    spec(File, C::ExportOpenOnly, "Export the open document only", "Leave the other documents out of what is exported"),
    spec(
        File,
        C::SpreadsheetSafe,
        "Spreadsheet-safe cells",
        "Put an apostrophe before cells that a spreadsheet would take for a formula",
    ),
    spec(File, C::Quit, "Quit", "Close the window").key(CTRL, Key::Q).section(),
    spec(Edit, C::Undo, "Undo", "Take the last change back").key(CTRL, Key::Z),
    spec(Edit, C::Redo, "Redo", "Make the change that was taken back again").key(CTRL_SHIFT, Key::Z),
    spec(Edit, C::Copy, "Copy", "Copy the selected text of the story").key(CTRL, Key::C).section(),
    spec(Edit, C::SelectAll, "Select all", "Select the whole story").key(CTRL, Key::A),
    spec(Edit, C::Find, "Find in document…", "Search the open story").key(CTRL, Key::F).section(),
    spec(Edit, C::FindNext, "Find next", "Go to the next hit").key(NONE, Key::F3),
    spec(Edit, C::FindPrevious, "Find previous", "Go to the previous hit").key(SHIFT, Key::F3),
    spec(
        Edit,
        C::Correct(Do::ReviewedNext),
        "Reviewed, and on",
        "Mark the open document as reviewed and open the next one that is not",
    )
    .key(NONE, Key::V)
    .section(),
    spec(
        Edit,
        C::Correct(Do::Reviewed),
        "Mark as reviewed",
        "Mark the open document as reviewed, or take the mark away",
    )
    .key(SHIFT, Key::V),
    spec(Edit, C::Correct(Do::Flag), "Flag document", "Flag the open document for later, or take the flag away")
        .key(NONE, Key::F),
    spec(Edit, C::MarkUnread, "Mark as unread", "Show the open document as new again").key(NONE, Key::U),
    spec(
        Edit,
        C::ImportAgain,
        "Import again…",
        "Read another version of the open document; decisions follow their words to it",
    ),
    spec(
        Edit,
        C::Correct(Do::RemoveDocument),
        "Remove document",
        "Take the open document out of the workspace; what was decided about it comes back with it",
    ),
    spec(Edit, C::YourName, "Your name…", "Set the name under which decisions are kept in the history").section(),
    spec(
        Edit,
        C::AnalyzeAgain,
        "Analyze again",
        "Analyze documents anew that another version of OnRecord analyzed; decisions stay as they are",
    ),
    spec(Correct, C::Correct(Do::Confirm), "Confirm", "Say that the selected thing is right").key(NONE, Key::Y),
    spec(Correct, C::Correct(Do::Reject), "Reject", "Say that the selected thing is wrong").key(NONE, Key::X),
    spec(
        Correct,
        C::Correct(Do::RejectAlike),
        "Reject all alike…",
        "Reject all mentions that read the same, or never tag these words again",
    )
    .key(SHIFT, Key::X),
    spec(Correct, C::Correct(Do::Restore), "Restore", "Take back all corrections of the selected thing")
        .key(NONE, Key::Backspace),
    spec(
        Correct,
        C::Correct(Do::RestoreRejected),
        "Restore a rejected tag…",
        "Choose something that was rejected in this document and take it back in",
    ),
    spec(
        Correct,
        C::Correct(Do::What),
        "Change type, kind or act…",
        "Say what the selected words or the selected thing are: a type, a kind of quote, an act, a date",
    )
    .key(NONE, Key::T)
    .section(),
    spec(
        Correct,
        C::Correct(Do::Who),
        "Set who it is…",
        "Set the speaker of a quote, the claimant of a claim, or whom a mention means",
    )
    .key(NONE, Key::S),
    spec(Correct, C::Correct(Do::Polarity), "Set polarity…", "Say whether the claim says that it is so or not so")
        .key(NONE, Key::P),
    spec(Correct, C::Correct(Do::MoveEnd(true)), "Longer at the end", "Take one more word in at the end")
        .key(ALT, Key::ArrowRight)
        .section(),
    spec(Correct, C::Correct(Do::MoveEnd(false)), "Shorter at the end", "Leave the last word out")
        .key(ALT, Key::ArrowLeft),
    spec(Correct, C::Correct(Do::MoveStart(false)), "Longer at the start", "Take one more word in at the start")
        .key(ALT_SHIFT, Key::ArrowLeft),
    spec(Correct, C::Correct(Do::MoveStart(true)), "Shorter at the start", "Leave the first word out")
        .key(ALT_SHIFT, Key::ArrowRight),
    spec(
        Correct,
        C::Correct(Do::TakeWords),
        "Take the selected words",
        "Give the selected thing the words that are selected in the story",
    )
    .key(NONE, Key::W),
    spec(Correct, C::Correct(Do::TagQuote), "Tag words as quote", "Make the words selected in the story a quote")
        .key(NONE, Key::Q)
        .section(),
    spec(Correct, C::Correct(Do::TagClaim), "Tag words as claim", "Make the words selected in the story a claim")
        .key(NONE, Key::C),
    spec(Correct, C::Correct(Do::TagDate), "Tag words as date…", "Make the words selected in the story a date")
        .key(NONE, Key::D),
    spec(
        Correct,
        C::Correct(Do::Merge),
        "Merge with…",
        "Say that the selected entity is the same as another one, or that all picked ones are the same",
    )
    .key(NONE, Key::M)
    .section(),
    spec(Correct, C::Correct(Do::Unmerge), "Un-merge", "Take back all merges of the selected entity")
        .key(SHIFT, Key::M),
    spec(Correct, C::Correct(Do::TellApart), "Keep apart from…", "Say that two entities are not the same, for good"),
    spec(
        Correct,
        C::Correct(Do::SplitOff),
        "Split off mention",
        "Take the selected mention out of its entity into one of its own",
    )
    .key(ALT, Key::M),
    spec(Correct, C::Correct(Do::Rename), "Rename entity…", "Give the selected entity another name").key(NONE, Key::F2),
    spec(
        Correct,
        C::ReviewMerges,
        "Review suggested merges…",
        "Go through entities that may be one, side by side, with a key for each answer",
    )
    .key(CTRL, Key::M),
    spec(Correct, C::Rules, "Project rules…", "Read, edit, import and export which words are never or always tagged")
        .key(CTRL, Key::R),
    spec(
        Correct,
        C::Correct(Do::Grade),
        "Grade…",
        "Grade the credibility of the selected statement (1 to 6), or the reliability of the story's source (A to F)",
    )
    .key(NONE, Key::G)
    .section(),
    spec(Correct, C::Correct(Do::Likelihood), "Judge likelihood…", "Say how likely you hold the selected statement")
        .key(NONE, Key::L),
    spec(Correct, C::Correct(Do::Confidence), "Judge confidence…", "Say how sure you are of the selected statement")
        .key(SHIFT, Key::L),
    spec(Correct, C::Correct(Do::Tags), "Tags…", "Give the selected thing or the open document a tag, or take it away")
        .key(NONE, Key::B),
    spec(Correct, C::Tags, "All tags…", "Make, rename, colour, group and delete tags"),
    spec(Correct, C::Correct(Do::Note), "Note…", "Write a note on the selected thing or the open document")
        .key(NONE, Key::E),
    spec(
        Correct,
        C::Correct(Do::LinkToNote),
        "Link to a note…",
        "Make the selected thing evidence of a note, or take the link away",
    )
    .key(SHIFT, Key::E),
    spec(View, C::Palette, "Search or run a command…", "Find a command, document or entity by a few letters")
        .key(CTRL, Key::K),
    spec(View, C::Toggle(Panel::Documents), "Documents panel", "Show or hide the list of documents").section(),
    spec(View, C::Toggle(Panel::Story), "Story panel", "Show or hide the open document"),
    spec(View, C::Toggle(Panel::Entities), "Entities panel", "Show or hide the entity table"),
    spec(View, C::Toggle(Panel::Quotes), "Quotes panel", "Show or hide the quotes"),
    spec(View, C::Toggle(Panel::Claims), "Claims panel", "Show or hide the claims"),
    spec(View, C::Toggle(Panel::Details), "Details panel", "Show or hide what is known of the selected thing"),
    spec(View, C::Toggle(Panel::Ledger), "Ledger panel", "Show or hide the table of all statements"),
    spec(View, C::Toggle(Panel::Timeline), "Timeline panel", "Show or hide what is dated, day by day"),
    spec(View, C::Toggle(Panel::Search), "Search panel", "Show or hide the search of all documents"),
    spec(View, C::Toggle(Panel::History), "History panel", "Show or hide what was decided, newest first"),
    spec(View, C::Toggle(Panel::Notes), "Notes panel", "Show or hide the list of all notes"),
    spec(View, C::Toggle(Panel::Orphans), "Orphans panel", "Show or hide the decisions whose words moved"),
    spec(View, C::ResetLayout, "Reset layout", "Put all panels back where they were at first"),
    spec(
        View,
        C::ListScope(Scope::Document),
        "Lists show this document",
        "Entities, quotes and claims of the open story",
    )
    .key(CTRL, Key::D)
    .section(),
    spec(View, C::ListScope(Scope::Corpus), "Lists show all documents", "Entities, quotes and claims of all stories")
        .key(CTRL_SHIFT, Key::D),
    spec(View, C::TypeCodes, "Type codes", "Show two letters for each type beside its colour"),
    spec(View, C::ZoomIn, "Larger text", "Make the story text larger").key(CTRL, Key::Plus).section(),
    spec(View, C::ZoomOut, "Smaller text", "Make the story text smaller").key(CTRL, Key::Minus),
    spec(View, C::ZoomReset, "Normal text size", "Set the story text to 16 points").key(CTRL, Key::Num0),
    spec(View, C::Theme(ThemeChoice::Light), "Light theme", "Dark text on a light ground").section(),
    spec(View, C::Theme(ThemeChoice::Dark), "Dark theme", "Light text on a dark ground"),
    spec(View, C::Theme(ThemeChoice::System), "System theme", "Follow the system's choice"),
    spec(Go, C::NextMention, "Next mention", "Go to the next mention of the selected entity, in any document")
        .key(NONE, Key::N),
    spec(Go, C::PreviousMention, "Previous mention", "Go to the previous mention of the selected entity")
        .key(SHIFT, Key::N),
    spec(Go, C::NextDocument, "Next document", "Open the next document of the list").key(NONE, Key::J).section(),
    spec(Go, C::PreviousDocument, "Previous document", "Open the previous document of the list").key(NONE, Key::K),
    spec(Go, C::ClearSelection, "Clear selection", "Select nothing").key(NONE, Key::Escape),
    spec(Go, C::Focus(Panel::Documents), "Go to documents", "Move the keyboard to the list of documents")
        .key(ALT, Key::Num1)
        .section(),
    spec(Go, C::Focus(Panel::Story), "Go to story", "Move the keyboard to the open document").key(ALT, Key::Num2),
    spec(Go, C::Focus(Panel::Entities), "Go to entities", "Move the keyboard to the entity table").key(ALT, Key::Num3),
    spec(Go, C::Focus(Panel::Quotes), "Go to quotes", "Move the keyboard to the quotes").key(ALT, Key::Num4),
    spec(Go, C::Focus(Panel::Claims), "Go to claims", "Move the keyboard to the claims").key(ALT, Key::Num5),
    spec(Go, C::Focus(Panel::Details), "Go to details", "Move the keyboard to the details").key(ALT, Key::Num6),
    spec(Go, C::Focus(Panel::Ledger), "Go to ledger", "Open the table of all statements and move the keyboard to it")
        .key(ALT, Key::Num7),
    spec(Go, C::Focus(Panel::Timeline), "Go to timeline", "Move the keyboard to what is dated, day by day")
        .key(ALT, Key::Num8),
    spec(Go, C::Focus(Panel::Search), "Search all documents…", "Find documents by words, names, acts, dates and tags")
        .key(CTRL_SHIFT, Key::F)
        .section(),
    spec(Go, C::Focus(Panel::History), "Go to history", "Open the history and move the keyboard to it")
        .key(ALT, Key::Num9),
    spec(Go, C::Focus(Panel::Notes), "Go to notes", "Open the list of notes and move the keyboard to it")
        .key(ALT, Key::Num0),
    spec(Go, C::Focus(Panel::Orphans), "Go to orphans", "Open the decisions whose words moved"),
    spec(Help, C::CheatSheet, "Keyboard shortcuts", "Show all commands with their keys").key(NONE, Key::F1),
    spec(Help, C::About, "About OnRecord", "Version and licences"),
];

/// What the table says about a command.
pub fn spec_of(command: Command) -> Option<&'static Spec> {
    COMMANDS.iter().find(|spec| spec.command == command)
}

/// A tooltip: the help with the key.
pub fn tooltip(ctx: &egui::Context, command: Command) -> String {
    let Some(spec) = spec_of(command) else { return String::new() };
    match spec.key {
        Some(key) => format!("{} ({})", spec.help, ctx.format_shortcut(&key)),
        None => spec.help.to_owned(),
    }
}

/// The commands whose keys were pressed in this frame. Keys that copy, paste and select are left to egui's own events.
pub fn pressed(ctx: &egui::Context, typing: bool) -> Vec<Command> {
    // The key with the most modifiers is asked first: egui takes Shift+F3 for F3 too.
    let mut specs: Vec<&Spec> = COMMANDS.iter().filter(|spec| spec.key.is_some()).collect();
    specs.sort_by_key(|spec| std::cmp::Reverse(spec.key.map_or(0, |key| n_modifiers(key.modifiers))));
    let by_event = |command| matches!(command, C::Copy | C::PasteText);
    let in_text = |command| matches!(command, C::SelectAll | C::Undo | C::Redo | C::ClearSelection);
    let free = |spec: &&&Spec| !by_event(spec.command) && !(typing && (spec.types_text() || in_text(spec.command)));
    ctx.input_mut(|input| {
        let pressed = specs.iter().filter(free).filter(|spec| {
            spec.key.is_some_and(|key| {
                input.consume_shortcut(&key)
                    // The key that types a plus sign differs between keyboards.
                    || (key.logical_key == Key::Plus
                        && input.consume_shortcut(&KeyboardShortcut::new(key.modifiers, Key::Equals)))
            })
        });
        let pressed: Vec<&Spec> = pressed.copied().collect();
        // Alt with a digit also arrives as the digit: it is no text of the field that has the focus.
        if pressed.iter().any(|spec| spec.key.is_some_and(|key| key.modifiers.alt)) {
            input.events.retain(|event| !matches!(event, egui::Event::Text(_)));
        }
        pressed.into_iter().map(|spec| spec.command).collect()
    })
}

fn n_modifiers(modifiers: Modifiers) -> u32 {
    u32::from(modifiers.shift) + u32::from(modifiers.command || modifiers.ctrl) + u32::from(modifiers.alt)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_keys_and_commands_are_unique() {
        let names: HashSet<_> = COMMANDS.iter().map(|spec| spec.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        let keyed: Vec<_> = COMMANDS.iter().filter_map(|spec| spec.key).collect();
        for (i, key) in keyed.iter().enumerate() {
            assert!(!keyed[..i].contains(key), "{key:?} is given twice");
        }
        for (i, spec) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[..i].iter().all(|other| other.command != spec.command), "{:?}", spec.command);
        }
    }

    #[test]
    fn every_export_and_every_panel_has_its_commands() {
        for kind in ExportKind::IN_MENU {
            assert!(spec_of(Command::Export(*kind)).is_some(), "{kind:?}");
        }
        for panel in Panel::ALL {
            assert!(spec_of(Command::Toggle(panel)).is_some() && spec_of(Command::Focus(panel)).is_some());
        }
    }

    #[test]
    fn help_is_a_sentence_without_a_stop() {
        for spec in COMMANDS {
            assert!(spec.help.starts_with(char::is_uppercase) && !spec.help.ends_with('.'), "{}", spec.name);
        }
    }

    #[test]
    fn letters_wait_while_somebody_types() {
        let types = |command| spec_of(command).unwrap().types_text();
        assert!(types(Command::NextMention) && types(Command::PreviousMention));
        assert!(!types(Command::FindNext) && !types(Command::OpenFiles) && !types(Command::CheatSheet));
    }
}
