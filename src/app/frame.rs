//! One frame of the window: take in what happened, draw, perform what was asked for.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
};

use egui::{Frame, Margin, Ui};

use super::{
    action::{Action, Panel},
    commands::{self, Command},
    corrections::Subject,
    desktop::{Answer, Desktop},
    fonts,
    layout::{self, DrawPanels, Layout},
    panels::{Context, MenuState, menu_bar, start_screen, status_bar},
    settings::{self, Settings},
    state::{State, WindowFocus},
    theme::{self, space, tokens},
    widgets::controls::note_input,
};
use crate::{
    session::{A_MOMENT, Session},
    view::focus_entity,
    workspace::Workspace,
};

/// The window.
pub struct App {
    pub(super) session: Session,
    pub(super) settings: Settings,
    pub(super) layout: Layout,
    pub(super) state: State,
    pub(super) desktop: Arc<dyn Desktop>,
    pub(super) answer_sender: Sender<Answer>,
    pub(super) answers: Receiver<Answer>,
}

impl App {
    /// A window that asks `desktop` for paths and begins by opening `paths`.
    pub fn new(cc: &eframe::CreationContext<'_>, desktop: Arc<dyn Desktop>, paths: Vec<PathBuf>) -> Self {
        let mut app = Self::over(&cc.egui_ctx, desktop, Workspace::default());
        if let Some(storage) = cc.storage {
            app.settings = eframe::get_value(storage, settings::STORAGE_KEY).unwrap_or_default();
            app.layout = eframe::get_value(storage, layout::STORAGE_KEY).unwrap_or_default();
        }
        app.session.set_author(app.settings.author());
        cc.egui_ctx.set_theme(egui::ThemePreference::from(app.settings.theme));
        if !paths.is_empty() {
            app.perform(&cc.egui_ctx, Action::Open(paths));
        }
        app
    }

    /// A window over a workspace that is already filled, as it looks at the first start.
    pub fn over(ctx: &egui::Context, desktop: Arc<dyn Desktop>, workspace: Workspace) -> Self {
        fonts::install(ctx);
        theme::apply(ctx);
        ctx.options_mut(|options| {
            // Ctrl with plus or minus changes the story text, not the whole window.
            options.zoom_with_keyboard = false;
            options.fallback_theme = egui::Theme::Light;
        });
        let wake = {
            let ctx = ctx.clone();
            Arc::new(move || ctx.request_repaint())
        };
        let (answer_sender, answers) = mpsc::channel();
        let mut session = Session::with_workspace(workspace, wake);
        session.set_patience(A_MOMENT);
        Self {
            session,
            settings: Settings::default(),
            layout: Layout::default(),
            state: State::default(),
            desktop,
            answer_sender,
            answers,
        }
    }

    /// Draws everything and performs what was asked for.
    fn draw(&mut self, ui: &mut Ui) {
        let mut actions = Vec::new();
        note_input(ui);
        self.hand_focus_back(ui);
        self.keys(ui, &mut actions);
        self.drops(ui, &mut actions);
        self.bars(ui, &mut actions);
        egui::CentralPanel::no_frame().show(ui, |ui| {
            if self.session.workspace().corpus().entries().is_empty() {
                start_screen(ui, &self.settings.recent, &mut actions);
            } else {
                self.panels(ui, &mut actions);
            }
        });
        self.state.notices.show(ui, &mut actions);
        self.state.window.show(ui, self.session.workspace(), &mut actions);
        let ctx = ui.ctx().clone();
        for action in actions {
            self.perform(&ctx, action);
        }
    }

    /// When a window closes, the keyboard goes back to where it was, unless something else took it: the next correction is
    /// a key away.
    fn hand_focus_back(&mut self, ui: &Ui) {
        let focused = ui.memory(egui::Memory::focused);
        match (&mut self.state.focus, self.state.window.is_open()) {
            (Some(focus), true) => (focus.inside, focus.n_closed) = (focused, 0),
            (none @ None, true) => *none = Some(WindowFocus { before: focused, inside: focused, n_closed: 0 }),
            (Some(focus), false) => {
                // What a command of the window went to keeps it.
                if focus.n_closed == 0 && focused.is_some() && focused != focus.inside {
                    focus.before = focused;
                }
                let is_free = focused.is_none() || focused == focus.inside || focused == focus.before;
                match focus.before.filter(|_| is_free && focus.n_closed < 3) {
                    Some(before) => {
                        ui.memory_mut(|memory| memory.request_focus(before));
                        ui.request_repaint();
                        focus.n_closed += 1;
                    }
                    None => self.state.focus = None,
                }
            }
            (None, false) => {}
        }
    }

    /// The system's task switcher shows which story is open.
    fn name_window(&mut self, ctx: &egui::Context) {
        if self.state.named == self.state.open {
            return;
        }
        self.state.named = self.state.open;
        let entry = self.state.open.and_then(|open| self.session.workspace().corpus().entry(open));
        let title = entry.map_or_else(
            || "OnRecord".to_owned(),
            |entry| format!("{} – OnRecord", crate::view::words::squeeze(&entry.document.title)),
        );
        ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
    }

    /// Keys of commands, unless a window or a menu has them.
    fn keys(&self, ui: &Ui, actions: &mut Vec<Action>) {
        if self.state.window.is_open() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let typing = ui.text_edit_focused();
        let menu = self.menu_state();
        let pressed = commands::pressed(ui.ctx(), typing);
        actions.extend(pressed.into_iter().filter_map(|command| match command {
            command if menu.is_enabled(command) => Some(Action::Run(command)),
            // A key of the trade that does nothing says what it needs.
            Command::Correct(correction) if menu.has_documents => Some(Action::TellWhyNot(correction)),
            _ => None,
        }));
        if !typing {
            let pasted = ui.input(|input| {
                input.events.iter().find_map(|event| match event {
                    egui::Event::Paste(text) => Some(text.clone()),
                    _ => None,
                })
            });
            actions.extend(pasted.map(Action::Paste));
        }
    }

    /// Files dropped on the window, and the sign that they may be.
    fn drops(&self, ui: &Ui, actions: &mut Vec<Action>) {
        let (dropped, hovers) = ui.input(|input| {
            let dropped: Vec<PathBuf> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
            (dropped, !input.raw.hovered_files.is_empty())
        });
        if !dropped.is_empty() {
            actions.push(Action::Open(dropped));
        }
        if hovers {
            drop_sign(ui);
        }
    }

    fn bars(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let tokens = tokens(ui);
        let bar = Frame::new().fill(tokens.panel);
        egui::Panel::top("menu bar").exact_size(space::BAR).frame(bar).show(ui, |ui| {
            menu_bar(ui, &self.menu_state(), actions);
        });
        let bar = Frame::new().fill(tokens.panel).inner_margin(Margin::symmetric(8, 0));
        egui::Panel::bottom("status bar").exact_size(space::ROW).frame(bar).show(ui, |ui| {
            status_bar(ui, &context(&self.session, &self.settings, &self.state), &self.session, actions);
        });
    }

    fn panels(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let mut sort = self.settings.sort;
        let is_searching = self.layout.is_open(Panel::Search);
        let context = context(&self.session, &self.settings, &self.state);
        let marks = is_searching.then(|| self.state.search.marks(ui, &context));
        self.state.story.find.mark(marks.flatten());
        // Their numbers stand on their tabs, whichever of them is on top.
        self.state.quotes.advance(ui, &context);
        self.state.claims.advance(ui, &context);
        self.layout.show(ui, &mut Draw { context, state: &mut self.state, sort: &mut sort, actions, is_searching });
        self.settings.sort = sort;
    }

    pub(super) fn menu_state(&self) -> MenuState<'_> {
        let workspace = self.session.workspace();
        let corpus = workspace.corpus();
        MenuState {
            settings: &self.settings,
            layout: &self.layout,
            undo: workspace.undo_label(),
            redo: workspace.redo_label(),
            has_documents: !corpus.entries().is_empty(),
            has_open: self.state.open.is_some(),
            subject: subject(&self.session, &self.state),
            has_entity: self.state.selection.and_then(|item| focus_entity(corpus, item)).is_some(),
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let before = self.session.is_stepping().then(|| (self.anchored(), self.session.workspace().findings()));
        let outcomes = self.session.poll();
        if let Some((anchored, findings)) = before {
            if self.session.workspace().findings() != findings {
                self.select_again(anchored);
            }
            if let (false, Some(place)) = (self.session.is_stepping(), self.state.then_select) {
                self.state.then_select = None;
                self.state.story.select_words(None);
                self.select_place(Some(place));
            }
        }
        for outcome in outcomes {
            self.take_in(ctx, outcome);
        }
        self.state.saw_dialog |= !ctx.input(|input| input.focused);
        while let Ok(answer) = self.answers.try_recv() {
            self.take_answer(answer);
        }
        if ctx.input(|input| input.viewport().close_requested()) {
            self.on_close(ctx);
        }
        if self.state.open.is_none() && !self.session.workspace().corpus().entries().is_empty() {
            self.perform(ctx, Action::Run(Command::NextDocument));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.name_window(ui.ctx());
        self.draw(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, settings::STORAGE_KEY, &self.settings);
        eframe::set_value(storage, layout::STORAGE_KEY, &self.layout);
    }
}

/// What panels see of this frame.
fn context<'a>(session: &'a Session, settings: &'a Settings, state: &State) -> Context<'a> {
    let workspace = session.workspace();
    Context {
        workspace,
        settings,
        selection: state.selection,
        selection_serial: state.selection_serial,
        open: state.open,
        focus_entity: state.selection.and_then(|item| focus_entity(workspace.corpus(), item)),
        subject: subject(session, state),
        is_loading: session.jobs().next().is_some(),
    }
}

/// What corrections would be about now.
fn subject(session: &Session, state: &State) -> Subject {
    Subject {
        item: state.selection,
        has_words: state.story.selected_range().is_some(),
        has_open: state.open.is_some(),
        is_writable: session.workspace().is_writable(),
    }
}

/// Draws the inside of panels for the layout.
struct Draw<'a, 'c> {
    context: Context<'c>,
    state: &'a mut State,
    sort: &'a mut crate::view::DocumentSort,
    actions: &'a mut Vec<Action>,
    /// Whether the search panel is open.
    is_searching: bool,
}

impl DrawPanels for Draw<'_, '_> {
    fn panel(&mut self, ui: &mut Ui, panel: Panel) {
        let (context, actions) = (&self.context, &mut *self.actions);
        match panel {
            Panel::Documents => self.state.documents.show(ui, context, actions, self.sort),
            Panel::Story => self.state.story.show(ui, context, actions),
            Panel::Entities => self.state.entities.show(ui, context, actions),
            Panel::Quotes => self.state.quotes.show(ui, context, actions),
            Panel::Claims => self.state.claims.show(ui, context, actions),
            Panel::Details => self.state.details.show(ui, context, actions),
            Panel::Ledger => self.state.ledger.show(ui, context, actions),
            Panel::Timeline => self.state.timeline.show(ui, context, actions),
            Panel::Search => self.state.search.show(ui, context, actions),
            Panel::History => self.state.history.show(ui, context, actions),
            Panel::Notes => self.state.notes.show(ui, context, actions),
            Panel::Orphans => self.state.orphans.show(ui, context, actions),
        }
    }

    fn bar(&mut self, ui: &mut Ui, panel: Panel) {
        match panel {
            Panel::Documents => {
                let n = self.context.workspace.n_unread();
                // Beside a second tab there is no room for numbers.
                if n > 0 && !self.is_searching {
                    let text = format!("{} unread", crate::view::words::grouped(n));
                    ui.label(egui::RichText::new(text).size(theme::size::SMALL).color(tokens(ui).muted));
                }
            }
            Panel::Entities => self.state.entities.bar(ui, &self.context, self.actions),
            Panel::Quotes => self.state.quotes.bar(ui, self.actions),
            Panel::Claims => self.state.claims.bar(ui, self.actions),
            Panel::Ledger => self.state.ledger.bar(ui, &self.context, self.actions),
            Panel::Timeline => self.state.timeline.bar(ui, self.actions),
            Panel::Story | Panel::Details | Panel::Search | Panel::History | Panel::Notes | Panel::Orphans => {}
        }
    }

    fn count(&self, panel: Panel) -> Option<usize> {
        match panel {
            Panel::Documents | Panel::Search if self.is_searching => None,
            Panel::Documents => Some(self.context.n_documents()),
            Panel::Entities => self.state.entities.n_rows(),
            Panel::Quotes => Some(self.state.quotes.n_rows()),
            Panel::Claims => Some(self.state.claims.n_rows()),
            Panel::Ledger => self.state.ledger.n_rows(),
            Panel::Timeline => self.state.timeline.n_rows(),
            Panel::Orphans => self.state.orphans.n_rows(),
            Panel::Notes => Some(self.context.workspace.decisions().notes().len()),
            Panel::Story | Panel::Details | Panel::Search | Panel::History => None,
        }
    }

    fn push(&mut self, action: Action) {
        self.actions.push(action);
    }
}

/// Covers the window while files are held over it.
fn drop_sign(ui: &Ui) {
    let tokens = tokens(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop sign"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0.0, tokens.panel.gamma_multiply(0.88));
    let frame = rect.shrink(space::XL);
    painter.rect_stroke(frame, 12.0, egui::Stroke::new(2.0, tokens.accent), egui::StrokeKind::Inside);
    let font = theme::Weight::Semibold.font(theme::size::HEADLINE);
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, "Drop to open", font, tokens.text);
    let response = ui.interact(frame, egui::Id::unique("drop target"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, "Drop to open"));
}
