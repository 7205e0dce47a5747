//! Performing what panels, keys and menus ask for, after the last panel of a frame.

use std::path::PathBuf;

use egui::ViewportCommand;

use super::{
    App,
    action::{Action, Panel},
    commands::Command,
    corrections::ask,
    desktop::{Answer, Question},
    layout::Layout,
    panels::focus_id,
    settings::ThemeChoice,
    windows::{ExportWindow, Palette, PathPrompt, Report, Rules, Tags, Window},
};
use crate::{
    export::{ExportKind, Options, Scope as ExportScope},
    model::DocId,
    session::{AnnotationsRead, ExportPlan, ExportRequest, Outcome},
    view::{Scope, as_query, focus_entity, next_mention, words},
    workspace::{Access, Item, gestures},
};

impl App {
    pub(super) fn perform(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Run(command) => self.run(ctx, command),
            Action::Open(paths) => self.open_paths(paths),
            Action::Paste(text) => self.paste(text),
            Action::Show(doc) => {
                self.show_document(doc);
                self.layout.bring_to_front(Panel::Story);
            }
            Action::Select(item) => self.select(item, true),
            Action::SelectHere(item) => self.select(item, false),
            Action::Reveal(doc, span) => {
                self.show_document(doc);
                self.layout.bring_to_front(Panel::Story);
                self.state.story.reveal_words(span.range());
            }
            Action::ReadAt(doc, byte) => {
                self.show_document(doc);
                self.layout.bring_to_front(Panel::Story);
                self.state.story.reveal(byte);
            }
            Action::SearchFor(query) => {
                self.layout.set_open(Panel::Search, true);
                self.state.search.search_for(query);
            }
            Action::SetAuthor(name) => {
                self.session.set_author(name.clone());
                self.settings.author = Some(name);
            }
            Action::SaveSearch(query) => self.state.window = Window::Prompt(Box::new(ask::search_name(query))),
            Action::FilterDocuments(query) => {
                self.layout.set_open(Panel::Documents, true);
                let is_plain = as_query(&query).is_none();
                self.state.documents.filter_by(if is_plain { format!("({query})") } else { query });
            }
            Action::ClearSelection => self.state.select(None),
            Action::Edit(command) => self.edit(command),
            Action::TellWhyNot(correction) => {
                let why = self.menu_state().subject.why_not(correction);
                self.state.notices.hint(why);
            }
            Action::UndoTo(entry, includes_it) => self.go_back(entry, includes_it),
            Action::EditNote(id) => self.edit_note(id),
            Action::NewNote => self.new_note(),
            Action::MoveEdge(is_end, byte) => self.move_edge(is_end, byte),
            Action::Flag(doc, on) => self.flag(doc, on),
            Action::Cancel(job) => self.session.cancel(job),
            Action::SetLayer(layer, on) => self.settings.layers = self.settings.layers.with(layer, on),
            Action::SetColumn(column, on) => self.settings.set_column(column, on),
            Action::SetLedgerColumn(column, on) => self.settings.set_ledger_column(column, on),
            Action::SetTheme(choice) => self.set_theme(ctx, choice),
            Action::SetScope(panel, scope) => self.set_scope(panel, scope),
            Action::SetPanel(panel, open) => self.layout.set_open(panel, open),
            Action::ShowFile(path) => self.desktop.show_file(&path),
            Action::Copy(text) => ctx.copy_text(text),
            Action::UsePath(path) => self.use_path(path),
            Action::Export(plan, choice) => {
                self.settings.export = *choice;
                self.ask(ctx, Question::Export(plan));
            }
            Action::OpenMapped(paths, table) => self.open_mapped(paths, *table),
            Action::OpenReadOnly(path) => self.open_workspace(&path, Access::Read),
            Action::Salvage(path) => self.ask(ctx, Question::Salvage(path)),
            Action::ImportRules => self.ask(ctx, Question::ImportRules),
            Action::ExportRules => self.ask(ctx, Question::ExportRules),
            Action::Forget(path) => self.settings.recent.retain(|recent| *recent != path),
            Action::SaveAnd(then) => {
                self.state.after_save = Some(*then);
                self.save_or_ask(ctx);
            }
            Action::LoseAnd(then) => {
                self.state.may_lose = true;
                self.perform(ctx, *then);
            }
            Action::CloseWindow => {
                self.state.window = Window::None;
                // Whoever closes the question where to save does not want to go on.
                self.state.after_save = self.state.after_save.take().filter(|_| self.session.is_saving());
            }
        }
    }

    fn run(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::OpenFiles => self.ask(ctx, Question::Files),
            Command::OpenFolder => self.ask(ctx, Question::Folder),
            Command::OpenPath => self.state.window = Window::PathPrompt(PathPrompt::new(Question::Files, false)),
            Command::NewWorkspace => self.new_workspace(),
            Command::ForgetRecent => self.settings.recent.clear(),
            Command::ImportAgain => {
                if let Some(doc) = self.state.open {
                    self.ask(ctx, Question::Again(doc));
                }
            }
            Command::ReviewMerges => self.state.window = Window::Merges(Box::default()),
            Command::Tags => self.state.window = Window::Tags(Tags::default()),
            Command::YourName => {
                let prompt = ask::author(self.settings.author());
                self.state.window = Window::Prompt(Box::new(prompt));
            }
            Command::Rules => {
                let open = self.state.open.and_then(|open| self.session.workspace().corpus().entry(open));
                self.state.window = Window::Rules(Box::new(Rules::new(open.map(|entry| entry.document.sha256))));
            }
            Command::AnalyzeAgain => drop(self.session.bring_up_to_date()),
            Command::OpenSample => drop(self.session.open_sample()),
            // The clipboard answers with a paste event in the next frame.
            Command::PasteText => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Command::Save => self.save_or_ask(ctx),
            Command::SaveAs => self.ask(ctx, Question::Save),
            Command::Export(kind) => self.ask_export(ctx, kind),
            Command::ExportAs => self.choose_export(),
            Command::ReadAnnotations => self.ask(ctx, Question::Annotations),
            Command::Quit => self.quit(ctx),
            Command::Undo => self.step_history(true),
            Command::Redo => self.step_history(false),
            Command::Copy => {
                if let Some(text) = self.state.story.selected_text() {
                    ctx.copy_text(text.to_owned());
                }
            }
            Command::SelectAll => self.state.story.select_all(),
            Command::Find => {
                self.layout.set_open(Panel::Story, true);
                self.state.story.find.open();
            }
            Command::FindNext => self.state.story.find_step(true),
            Command::FindPrevious => self.state.story.find_step(false),
            Command::Correct(correction) => self.correct(correction),
            Command::MarkUnread => {
                if let Some(doc) = self.state.open {
                    self.session.set_read(doc, false);
                }
            }
            Command::NextMention => self.step_mention(true),
            Command::PreviousMention => self.step_mention(false),
            Command::NextDocument => self.step_document(true),
            Command::PreviousDocument => self.step_document(false),
            Command::ClearSelection => self.clear(),
            Command::Focus(panel) => {
                self.layout.set_open(panel, true);
                ctx.memory_mut(|memory| memory.request_focus(focus_id(panel)));
            }
            Command::Toggle(panel) => {
                let open = !self.layout.is_open(panel);
                self.layout.set_open(panel, open);
            }
            Command::ResetLayout => self.layout = Layout::default(),
            Command::ZoomIn => self.settings.zoom_by(1.0),
            Command::ZoomOut => self.settings.zoom_by(-1.0),
            Command::ZoomReset => self.settings.story_size = super::theme::size::STORY,
            Command::Theme(choice) => self.set_theme(ctx, choice),
            Command::ExportOpenOnly => self.settings.export_open_only = !self.settings.export_open_only,
            Command::SpreadsheetSafe => self.settings.spreadsheet_safe = !self.settings.spreadsheet_safe,
            Command::TypeCodes => self.settings.type_codes = !self.settings.type_codes,
            Command::ListScope(scope) => {
                for panel in [Panel::Entities, Panel::Quotes, Panel::Claims, Panel::Ledger, Panel::Timeline] {
                    self.set_scope(panel, scope);
                }
            }
            Command::Palette => self.state.window = Window::Palette(Palette::default()),
            Command::CheatSheet => self.state.window = Window::CheatSheet,
            Command::About => self.state.window = Window::About,
        }
    }

    fn paste(&mut self, text: String) {
        if text.trim().is_empty() {
            self.state.notices.failed("Nothing was pasted: the clipboard holds no text");
        } else {
            self.session.paste(text);
        }
    }

    pub(super) fn ask(&mut self, ctx: &egui::Context, question: Question) {
        if std::mem::replace(&mut self.state.is_asking, true) {
            return;
        }
        self.state.saw_dialog = false;
        let (sender, ctx) = (self.answer_sender.clone(), ctx.clone());
        let done = move |answer| {
            // A closed channel means that the window is gone.
            if sender.send(answer).is_ok() {
                ctx.request_repaint();
            }
        };
        self.desktop.ask(question, Box::new(done));
    }

    fn choose_export(&mut self) {
        let shown =
            self.layout.is_open(Panel::Ledger).then(|| self.state.ledger.shown(&self.settings.ledger_columns()));
        let window =
            ExportWindow::new(self.settings.export.clone(), self.state.open, shown.flatten(), self.session.workspace());
        self.state.window = Window::Export(Box::new(window));
    }

    fn tell_annotations(&mut self, read: AnnotationsRead) {
        let left = [
            (read.n_missing, "speak of texts that are not open"),
            (read.n_unfit, "do not fit what is here"),
            (read.n_unknown, "say nothing that is known here"),
        ];
        let left: Vec<String> =
            left.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", words::grouped(*n))).collect();
        let others = if left.is_empty() { String::new() } else { format!("; {}", left.join(", ")) };
        let text = match read.n_taken {
            0 => format!("The annotations change nothing{others}"),
            n => format!("{} taken over from the annotations{others}", words::counted(n, "decision")),
        };
        self.state.notices.done(text, None);
    }

    /// Exports all documents, or the open one where the user wants that alone; of an open ledger what it shows.
    fn ask_export(&mut self, ctx: &egui::Context, kind: ExportKind) {
        let shown = (kind == ExportKind::Ledger && self.layout.is_open(Panel::Ledger))
            .then(|| self.state.ledger.shown(&self.settings.ledger_columns()));
        let scope = match (shown.flatten(), self.state.open.filter(|_| self.settings.export_open_only)) {
            (Some(table), _) => ExportScope::Table(std::sync::Arc::new(table)),
            (None, Some(doc)) => ExportScope::Documents(vec![doc]),
            (None, None) => ExportScope::Corpus,
        };
        let options = Options { spreadsheet_safe: self.settings.spreadsheet_safe, ..Options::default() };
        self.ask(ctx, Question::Export(ExportPlan { kind, scope, options }));
    }

    pub(super) fn take_answer(&mut self, answer: Answer) {
        self.state.is_asking = false;
        if answer.paths.is_empty() && !self.state.saw_dialog {
            self.state.window = Window::PathPrompt(PathPrompt::new(answer.question, true));
        } else {
            self.go_on(answer.question, answer.paths);
        }
    }

    fn use_path(&mut self, path: PathBuf) {
        if let Window::PathPrompt(prompt) = std::mem::take(&mut self.state.window) {
            self.go_on(prompt.question, vec![path]);
        }
    }

    fn go_on(&mut self, question: Question, paths: Vec<PathBuf>) {
        match question {
            Question::Files | Question::Folder if !paths.is_empty() => self.open_paths(paths),
            Question::Export(plan) => {
                if let Some(path) = paths.into_iter().next() {
                    self.session.export(ExportRequest { plan, path });
                }
            }
            Question::Save => match paths.first() {
                Some(path) => self.save_as(path),
                None => self.state.after_save = None,
            },
            Question::Again(doc) => {
                if let Some(path) = paths.into_iter().next() {
                    self.session.reimport(doc, path);
                }
            }
            Question::ImportRules => {
                if let Some(path) = paths.into_iter().next() {
                    self.session.read_rules(path);
                }
            }
            Question::ExportRules => {
                if let Some(path) = paths.into_iter().next() {
                    self.session.write_rules(path);
                }
            }
            Question::Salvage(damaged) => {
                if let Some(path) = paths.first() {
                    self.salvage(damaged, path);
                }
            }
            Question::Annotations => {
                if let Some(path) = paths.into_iter().next() {
                    self.session.read_annotations(path);
                }
            }
            Question::Files | Question::Folder => {}
        }
    }

    pub(super) fn take_in(&mut self, ctx: &egui::Context, outcome: Outcome) {
        match outcome {
            Outcome::Loaded(summary) => {
                if let Some(first) = summary.first {
                    self.show_document(first);
                }
                if !summary.repeated.is_empty() {
                    let n = words::counted(summary.repeated.len(), "file");
                    self.state.notices.done(format!("{n} left out: the same text is already open"), None);
                }
                if summary.decisions != (0, 0) {
                    let (taken, left) = summary.decisions;
                    let others = if left > 0 {
                        format!("; {} do not fit and were left out", words::grouped(left))
                    } else {
                        String::new()
                    };
                    let text = format!("{} came with the documents{others}", words::counted(taken, "decision"));
                    self.state.notices.done(text, None);
                }
                if summary.cancelled {
                    let n = words::counted(summary.n_loaded, "document");
                    self.state.notices.done(format!("Stopped; {n} read before stay open"), None);
                }
                if !summary.skipped.is_empty() {
                    self.state.window = Window::Report(Report::skipped(&summary));
                } else if summary.n_loaded == 0 && summary.repeated.is_empty() && !summary.cancelled {
                    self.state.notices.failed("Nothing was opened: no readable file is there");
                }
            }
            Outcome::Table(found) => self.ask_columns(*found),
            Outcome::Exported(exported) => {
                let n = usize::try_from(exported.n_rows).unwrap_or(usize::MAX);
                let plan = exported.plan;
                let of = match plan.scope {
                    ExportScope::Corpus => "all documents".to_owned(),
                    ExportScope::Documents(docs) if self.state.open.as_slice() == docs.as_slice() => {
                        "the open document".to_owned()
                    }
                    ExportScope::Documents(docs) => words::counted(docs.len(), "document"),
                    ExportScope::Table(_) => "the statements shown".to_owned(),
                };
                let text = format!("Exported {} of {of}: {}", plan.kind.label(), words::counted(n, "row"));
                self.state.notices.done(text, Some(exported.path));
            }
            Outcome::AnnotationsRead(read) => self.tell_annotations(read),
            Outcome::AnnotationsFailed { error } => self.state.notices.failed(words::sentence_case(&error.to_string())),
            Outcome::ExportStopped => self.state.notices.done("Stopped; nothing was written", None),
            Outcome::RulesRead(read) => self.take_rules(read),
            Outcome::RulesWritten { path, written } => self.tell_rules_written(path, written),
            Outcome::Stepped(stepped) => {
                let done =
                    stepped.map_or_else(|| "Nothing changes".to_owned(), |stepped| format!("Done: {}", stepped.label));
                self.state.notices.done(done, None);
            }
            Outcome::Kept(_) => {}
            Outcome::StepRefused { error } => self.state.notices.failed(format!("Nothing was changed: {error}")),
            Outcome::StepStopped => self.state.notices.done("Stopped; nothing was changed", None),
            Outcome::Opened(summary) => self.take_opened(summary),
            Outcome::Reimported { doc, report } => self.take_reimported(doc, &report),
            Outcome::ReimportFailed { reason } => self.state.notices.failed(words::sentence_case(&reason)),
            Outcome::Reanalyzed(report) => self.take_reanalyzed(&report),
            Outcome::Salvaged { path, salvaged } => self.take_salvaged(&path, &salvaged),
            Outcome::Saved { path } => self.take_saved(ctx, path),
            Outcome::SaveFailed { error } => self.tell_unsaved(&error),
            Outcome::SalvageFailed { error } | Outcome::NotKept { error } => {
                self.state.notices.failed(words::sentence_case(&error.to_string()));
            }
            Outcome::ExportFailed { error } => self.state.notices.failed(words::sentence_case(&error.to_string())),
        }
    }

    pub(super) fn show_document(&mut self, doc: DocId) {
        if self.state.open == Some(doc) {
            return;
        }
        self.state.open = Some(doc);
        self.session.set_read(doc, true);
        // A selected mention stays behind with its document; its entity goes along.
        if self.state.selection.is_some_and(|item| item.doc().is_some_and(|other| other != doc)) {
            let corpus = self.session.workspace().corpus();
            let entity = self.state.selection.and_then(|item| focus_entity(corpus, item));
            self.state.select(entity.map(Item::Entity));
        }
    }

    /// Selects a thing, and shows its words when `reveal` is set.
    pub(super) fn select(&mut self, item: Item, reveal: bool) {
        self.state.select(Some(item));
        let corpus = self.session.workspace().corpus();
        let place = match item {
            // An entity stands in many places: the open document stays when it has one of them.
            Item::Entity(id) => self
                .state
                .open
                .and_then(|open| corpus.first_mention_in(open, id))
                .map(|(entry, mention)| (entry.id, mention.span)),
            Item::Document(doc) => return self.show_document(doc),
            _ => item.place(corpus),
        };
        let Some((doc, span)) = place else { return };
        self.show_document(doc);
        if reveal {
            self.state.story.reveal(span.start());
        }
    }

    fn step_mention(&mut self, forward: bool) {
        let Some(selected) = self.state.selection else { return };
        let next = next_mention(self.session.workspace().corpus(), selected, self.state.open, forward);
        if let Some(item) = next {
            self.select(item, true);
        }
    }

    fn step_document(&mut self, forward: bool) {
        let next = self.state.documents.neighbour(self.state.open, forward);
        let first = || self.session.workspace().corpus().entries().first().map(|entry| entry.id);
        if let Some(doc) = next.or_else(|| first().filter(|_| self.state.open.is_none())) {
            self.show_document(doc);
        }
    }

    pub(super) fn toggle_flag(&mut self) {
        if let Some(doc) = self.state.open {
            let on = !self.session.workspace().is_flagged(doc);
            self.flag(doc, on);
        }
    }

    fn flag(&mut self, doc: DocId, on: bool) {
        if let Some(target) = gestures::target(self.session.workspace(), Item::Document(doc)) {
            self.edit(gestures::flag(&[target], on));
        }
    }

    /// Escape closes the search first, then picks no entities any more, takes marks of the search of all documents away, and
    /// clears the selection at last.
    fn clear(&mut self) {
        if self.state.story.find.is_open() {
            self.state.story.find.close();
        } else if self.state.entities.picks.clear() {
            // The entities are picked no longer, and the selection stays.
        } else if !self.state.search.hide_marks() {
            self.state.select(None);
        }
    }

    fn set_theme(&mut self, ctx: &egui::Context, choice: ThemeChoice) {
        self.settings.theme = choice;
        ctx.set_theme(egui::ThemePreference::from(choice));
    }

    fn set_scope(&mut self, panel: Panel, scope: Scope) {
        match panel {
            Panel::Entities => self.state.entities.scope = scope,
            Panel::Quotes => self.state.quotes.scope = scope,
            Panel::Claims => self.state.claims.scope = scope,
            Panel::Ledger => self.state.ledger.scope = scope,
            Panel::Timeline => self.state.timeline.scope = scope,
            _ => {}
        }
    }
}
