//! Workspace files in the window: new, open, save, and what to do when one cannot be opened.

use std::path::{Path, PathBuf};

use egui::ViewportCommand;

use super::{
    App,
    action::Action,
    commands::Command,
    desktop::Question,
    settings::KnownTable,
    state::State,
    windows::{ColumnsWindow, FileTrouble, Report, Window},
};
use crate::{
    model::DocId,
    session::{FoundTable, Input, OpenSummary, ReanalysisReport, is_workspace},
    view::words,
    workspace::{
        Access, EditCommand, FileError, ReimportReport,
        file::{ENDING, Salvaged},
    },
};

impl App {
    /// Whether leaving the workspace now would lose decisions without the user's consent.
    pub(super) fn would_lose(&self) -> bool {
        let workspace = self.session.workspace();
        !self.state.may_lose && workspace.is_unsaved() && !workspace.history().entries().is_empty()
    }

    /// Asks what is to become of decisions in no file before something loses them; answers whether it asked.
    fn asks_before(&mut self, then: Action) -> bool {
        let asks = self.would_lose();
        if asks {
            self.state.window = Window::Leave(Box::new(then));
        }
        asks
    }

    /// Closes the window, once decisions are saved or given up and saving has ended.
    pub(super) fn quit(&mut self, ctx: &egui::Context) {
        if self.session.is_saving() {
            self.state.after_save = Some(Action::Run(Command::Quit));
        } else if !self.asks_before(Action::Run(Command::Quit)) {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// When the system asks the window to close: not before decisions are saved or given up.
    pub(super) fn on_close(&mut self, ctx: &egui::Context) {
        if self.session.is_saving() || self.would_lose() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.quit(ctx);
        }
    }

    pub(super) fn new_workspace(&mut self) {
        if !self.asks_before(Action::Run(Command::NewWorkspace)) {
            self.session.new_workspace();
            self.begin_anew();
        }
    }

    /// Another workspace is there: nothing of what the window showed of the former one stays.
    fn begin_anew(&mut self) {
        let notices = std::mem::take(&mut self.state.notices);
        self.state = State { notices, ..State::default() };
    }

    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        if let [path] = paths.as_slice()
            && is_workspace(path)
        {
            self.open_workspace(&path.clone(), Access::Write);
            return;
        }
        for path in &paths {
            self.remember(path);
        }
        self.session.open_asking(paths);
    }

    /// Asks which column of a table is what; begins with what was chosen for such a table before, else with a guess.
    pub(super) fn ask_columns(&mut self, found: FoundTable) {
        let known = self.settings.tables.iter().find(|known| known.columns == found.table.columns);
        let mapping = known.map_or_else(|| found.table.guess(), |known| known.mapping.clone());
        self.state.window = Window::Columns(Box::new(ColumnsWindow::new(found, mapping)));
    }

    pub(super) fn open_mapped(&mut self, paths: Vec<PathBuf>, table: KnownTable) {
        let mapping = table.mapping.clone();
        self.settings.remember_table(table);
        self.session.load_mapped(paths.into_iter().map(Input::Path).collect(), Some(mapping));
    }

    pub(super) fn open_workspace(&mut self, path: &Path, access: Access) {
        let again = match access {
            Access::Write => Action::Open(vec![path.to_owned()]),
            Access::Read => Action::OpenReadOnly(path.to_owned()),
        };
        if self.asks_before(again) {
            return;
        }
        match self.session.open_workspace(path, access) {
            Ok(_) => {
                self.begin_anew();
                self.remember(path);
            }
            Err(error) => self.tell_trouble(path, error),
        }
    }

    fn tell_trouble(&mut self, path: &Path, error: FileError) {
        let is_recent = self.settings.recent.iter().any(|recent| recent == path);
        self.state.window = Window::FileTrouble(FileTrouble::new(path.to_owned(), error, is_recent));
    }

    /// Recent paths are opened again from another folder, so they are kept whole.
    fn remember(&mut self, path: &Path) {
        self.settings.remember(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    }

    /// A workspace that has a file is saved already; one without is asked where.
    pub(super) fn save_or_ask(&mut self, ctx: &egui::Context) {
        match self.session.workspace().file() {
            Some(file) if file.is_writable() => {
                let path = file.path().to_owned();
                self.state.notices.done("Saved: every change is written to the file as it is made", Some(path));
            }
            _ => self.ask(ctx, Question::Save),
        }
    }

    pub(super) fn save_as(&mut self, path: &Path) {
        if let Err(error) = self.session.save_as(named(path)) {
            self.tell_unsaved(&error);
        }
    }

    pub(super) fn take_saved(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.remember(&path);
        let text = "Saved; from now on every change is written to the file as it is made";
        self.state.notices.done(text, Some(path));
        if let Some(then) = self.state.after_save.take() {
            self.perform(ctx, then);
        }
    }

    pub(super) fn tell_unsaved(&mut self, error: &FileError) {
        self.state.after_save = None;
        self.state.notices.failed(words::sentence_case(&error.to_string()));
    }

    pub(super) fn take_opened(&mut self, summary: OpenSummary) {
        if !summary.damaged.is_empty() {
            let salvage = Action::Salvage(summary.path.clone());
            self.state.window = Window::Report(Report::unreadable(summary.n_documents, &summary.damaged, salvage));
        }
        if summary.n_stale > 0 {
            let n = words::counted(summary.n_stale, "document");
            let text = format!(
                "{n} analyzed by another version of OnRecord. A new analysis may find more; your decisions stay."
            );
            self.state.notices.offer(text, ("Analyze again", Action::Run(Command::AnalyzeAgain)));
        }
        if let Some(failure) = summary.failure {
            self.tell_trouble(&summary.path, failure);
        }
    }

    /// Saves what can be read of a damaged file into a new one.
    pub(super) fn salvage(&mut self, damaged: PathBuf, into: &Path) {
        let into = named(into);
        if into == damaged {
            let text = "Nothing was saved: the damaged file is kept as it is; choose another name";
            self.state.notices.failed(text);
        } else {
            self.session.salvage(damaged, into);
        }
    }

    pub(super) fn take_rules(&mut self, read: Result<EditCommand, String>) {
        match read {
            Ok(command) => {
                let n = words::counted(command.decisions.len(), "rule");
                self.edit(command);
                self.state.notices.done(format!("{n} taken in; Undo drops them again"), None);
            }
            Err(reason) => self.state.notices.failed(words::sentence_case(&reason)),
        }
    }

    pub(super) fn tell_rules_written(&mut self, path: PathBuf, written: Result<usize, String>) {
        match written {
            Ok(n) => self.state.notices.done(format!("Exported {}", words::counted(n, "rule")), Some(path)),
            Err(reason) => self.state.notices.failed(words::sentence_case(&reason)),
        }
    }

    pub(super) fn take_salvaged(&mut self, path: &Path, salvaged: &Salvaged) {
        self.state.window = Window::Report(Report::salvaged(path, salvaged));
    }

    pub(super) fn take_reimported(&mut self, doc: DocId, report: &ReimportReport) {
        self.show_document(doc);
        if report.left.is_empty() {
            let n = words::counted(report.n_moved, "decision");
            self.state.notices.done(format!("{n} followed to the new version; Undo brings the former one back"), None);
        } else {
            self.state.window = Window::Report(Report::reimported(report));
        }
    }

    pub(super) fn take_reanalyzed(&mut self, report: &ReanalysisReport) {
        self.state.notices.withdraw(&Action::Run(Command::AnalyzeAgain));
        if report.n_documents == 0 {
            self.state.notices.done("Nothing to do: every analysis is up to date", None);
        } else {
            self.state.window = Window::Report(Report::reanalyzed(self.session.workspace(), report));
        }
    }
}

/// A path with the ending of workspace files.
fn named(path: &Path) -> PathBuf {
    if is_workspace(path) { path.to_owned() } else { path.with_added_extension(ENDING) }
}
