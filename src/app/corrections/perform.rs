//! Performing corrections: at once, or after a choice.

use super::{Correction, ask, choices};
use crate::{
    app::{App, action::Panel, windows::Window},
    corpus::CorpusEntityId,
    model::{
        Act, Decision, DocId, EntityAnchor, Place, Polarity, QuoteKind, Span, Target,
        decision::{Addition, Membership, NoteId},
    },
    view::{focus_entity, step_word_end, step_word_start},
    workspace::{EditCommand, EditError, EntryId, Item, Step, gestures},
};

/// By what a selection is known while ids change.
pub(in crate::app) enum Anchored {
    Place(Place),
    Entity(EntityAnchor),
    Other(Item),
}

impl App {
    /// The selected words of the open story, without white space at their ends.
    fn selected_words(&self) -> Option<(DocId, Span)> {
        let range = self.state.story.selected_range()?;
        let doc = self.state.open?;
        let text = &self.session.workspace().corpus().entry(doc)?.document.text;
        let words = text.get(range.clone())?;
        let start = range.start + (words.len() - words.trim_start().len());
        Some((doc, Span::new(text, start, start + words.trim().len()).filter(|span| !span.is_empty())?))
    }

    pub(in crate::app) fn correct(&mut self, correction: Correction) {
        use Correction as C;
        match correction {
            C::Confirm | C::Reject | C::Restore => self.judge(correction),
            C::MoveEnd(_) | C::MoveStart(_) | C::TakeWords => self.resize(correction),
            C::TagQuote => self.add(Addition::Quote { kind: QuoteKind::Direct }),
            C::TagClaim => self.add(Addition::Claim { act: Act::Assert, polarity: Polarity::Positive }),
            C::Merge if self.state.entities.picks.several().is_some() => self.merge_picked(),
            C::Unmerge => self.about_entity(|app, id| {
                let command = gestures::unmerge(app.session.workspace(), id);
                let is_merged = !command.decisions.is_empty();
                app.edit(command);
                if !is_merged {
                    app.state.notices.failed("Nothing to take back: the entity is no merge of yours");
                }
            }),
            C::SplitOff => self.split_off(),
            C::Flag => self.toggle_flag(),
            C::Reviewed => self.toggle_reviewed(),
            C::ReviewedNext => self.review_and_go_on(),
            C::RemoveDocument => self.remove_document(),
            _ => self.ask_about(correction),
        }
    }

    /// Opens the list or the field that a correction needs.
    fn ask_about(&mut self, correction: Correction) {
        use Correction as C;
        let workspace = self.session.workspace();
        let corpus = workspace.corpus();
        let (item, words) = (self.state.selection, self.selected_words());
        let entity = item.and_then(|item| focus_entity(corpus, item));
        let chooser = |chooser: Option<_>| chooser.map(|chooser| Window::Chooser(Box::new(chooser)));
        let prompt = |prompt: Option<_>| prompt.map(|prompt| Window::Prompt(Box::new(prompt)));
        let target = self.target();
        let window = match (correction, item) {
            (C::What, _) if words.is_some() => {
                chooser(words.and_then(|(doc, span)| choices::type_of_words(workspace, doc, span)))
            }
            (C::What, Some(item @ Item::Mention(..))) => chooser(choices::type_of_mention(workspace, item)),
            (C::What, Some(Item::Entity(id))) => chooser(choices::type_of_entity(workspace, id)),
            (C::What, Some(item @ Item::Quote(..))) => chooser(choices::kind(workspace, item)),
            (C::What, Some(item @ Item::Claim(..))) => chooser(choices::act(workspace, item)),
            (C::What, Some(item @ Item::Time(..))) => prompt(ask::date(workspace, item)),
            (C::TagDate, _) => prompt(words.and_then(|(doc, span)| ask::new_date(workspace, doc, span))),
            (C::Who, Some(item @ Item::Mention(..))) => chooser(choices::belongs_to(workspace, item)),
            (C::Who, Some(item)) => chooser(choices::who(workspace, item)),
            (C::Polarity, Some(item)) => chooser(choices::polarity(workspace, item)),
            (C::RejectAlike, Some(item)) => chooser(choices::reject_alike(workspace, item)),
            (C::RestoreRejected, _) => chooser(self.state.open.and_then(|doc| choices::rejected(workspace, doc))),
            (C::Merge, _) => chooser(entity.and_then(|id| choices::other_entity(workspace, id, true))),
            (C::TellApart, _) => chooser(entity.and_then(|id| choices::other_entity(workspace, id, false))),
            (C::Rename, _) => prompt(entity.and_then(|id| ask::name(workspace, id))),
            (C::Grade, Some(item @ (Item::Quote(..) | Item::Claim(..)))) => {
                chooser(choices::credibility(workspace, item))
            }
            (C::Grade, _) => chooser(self.state.open.and_then(|doc| choices::reliability(workspace, doc))),
            (C::Likelihood, Some(item)) => chooser(choices::likelihood(workspace, item)),
            (C::Confidence, Some(item)) => chooser(choices::confidence(workspace, item)),
            (C::Tags, _) => chooser(target.map(|target| choices::tags(workspace, target))),
            (C::Note, _) => prompt(target.map(|target| ask::note(workspace, target))),
            (C::LinkToNote, _) => chooser(target.map(|target| ask::link_to_note(workspace, target))),
            _ => None,
        };
        if let Some(window) = window {
            self.state.window = window;
        }
    }

    /// Confirms, rejects or restores the selected thing. A rejected one gives way to the next one of its story.
    fn judge(&mut self, correction: Correction) {
        let Some(item) = self.state.selection else { return };
        let workspace = self.session.workspace();
        let places = choices::places(workspace, item);
        let command = match correction {
            Correction::Confirm => gestures::confirm(&places),
            Correction::Reject => gestures::reject(workspace, &places),
            _ => gestures::settle(workspace, &places),
        };
        let next = (correction == Correction::Reject).then(|| self.neighbour(item)).flatten();
        self.edit(command);
        if self.session.is_stepping() {
            self.state.then_select = next;
        } else if self.state.selection.is_none() {
            self.select_place(next);
        }
    }

    /// The place of the thing after this one among those of its kind in its document, or else of the one before.
    fn neighbour(&self, item: Item) -> Option<Place> {
        let workspace = self.session.workspace();
        let own = gestures::place(workspace, item)?;
        let near = |forward| gestures::place(workspace, item.neighbour(forward)?).filter(|place| *place != own);
        near(true).or_else(|| near(false))
    }

    fn resize(&mut self, correction: Correction) {
        let words = self.selected_words();
        self.set_extent(|text, doc, least, span| match correction {
            Correction::MoveEnd(forward) => Span::new(text, span.start(), step_word_end(text, span.end(), forward)),
            Correction::MoveStart(forward) => {
                Span::new(text, step_word_start(text, span.start(), forward).max(least), span.end())
            }
            _ => words.filter(|(other, _)| *other == doc).map(|(_, words)| words),
        });
        self.state.story.select_words(None);
    }

    /// Gives the selected thing another edge.
    pub(in crate::app) fn move_edge(&mut self, is_end: bool, byte: usize) {
        self.set_extent(|text, _, _, span| {
            let (start, end) = if is_end { (span.start(), byte) } else { (byte, span.end()) };
            Span::new(text, start, end)
        });
    }

    /// Gives the selected thing other words: `extent` makes them from the text, its document, where its body begins, and
    /// the words that the thing has now.
    fn set_extent(&mut self, extent: impl FnOnce(&str, DocId, usize, Span) -> Option<Span>) {
        let Some(item) = self.state.selection else { return };
        let workspace = self.session.workspace();
        let Some((doc, span)) = item.place(workspace.corpus()) else { return };
        let (Some(entry), Some(place)) = (workspace.corpus().entry(doc), gestures::place(workspace, item)) else {
            return;
        };
        let document = &entry.document;
        let span = extent(&document.text, doc, document.body_start as usize, span).filter(|span| !span.is_empty());
        if let Some(span) = span {
            self.edit(gestures::resize(place, span));
        }
    }

    fn add(&mut self, addition: Addition) {
        let Some((doc, span)) = self.selected_words() else { return };
        self.edit(gestures::add(self.session.workspace(), doc, span, addition));
    }

    fn about_entity(&mut self, then: impl FnOnce(&mut Self, CorpusEntityId)) {
        let corpus = self.session.workspace().corpus();
        if let Some(id) = self.state.selection.and_then(|item| focus_entity(corpus, item)) {
            then(self, id);
        }
    }

    /// Makes one of the entities that are picked in the table.
    fn merge_picked(&mut self) {
        if let Some(picked) = self.state.entities.picks.several() {
            self.edit(gestures::merge(self.session.workspace(), &picked));
            self.state.entities.picks.clear();
        }
    }

    fn split_off(&mut self) {
        if let Some(Item::Mention(doc, id)) = self.state.selection {
            let workspace = self.session.workspace();
            let is_alone = workspace.corpus().entry(doc).is_some_and(|entry| {
                entry.analysis.mention(id).is_some_and(|mention| entry.mentions_of(mention.entity).len() == 1)
            });
            let command = if is_alone {
                let place = gestures::place(workspace, Item::Mention(doc, id));
                gestures::assign(&place.into_iter().collect::<Vec<_>>(), Membership::Own)
            } else {
                gestures::split_mentions(workspace, doc, &[id])
            };
            self.edit(command);
        }
    }

    /// Marks the open document as reviewed, or takes the mark away.
    fn toggle_reviewed(&mut self) {
        let Some(doc) = self.state.open else { return };
        let workspace = self.session.workspace();
        self.edit(gestures::review(workspace, &[doc], !workspace.is_reviewed(doc)));
    }

    /// Marks the open document as reviewed and shows the next one that is not.
    fn review_and_go_on(&mut self) {
        let Some(doc) = self.state.open else { return };
        self.edit(gestures::review(self.session.workspace(), &[doc], true));
        let workspace = self.session.workspace();
        match self.state.documents.next_where(Some(doc), |doc| !workspace.is_reviewed(doc)) {
            Some(next) => {
                self.show_document(next);
                self.layout.bring_to_front(Panel::Story);
            }
            None => self.state.notices.done("All documents of the list are reviewed", None),
        }
    }

    fn remove_document(&mut self) {
        let Some(doc) = self.state.open else { return };
        let next = self.state.documents.next_where(Some(doc), |other| other != doc);
        self.edit(gestures::remove_documents(self.session.workspace(), &[doc]));
        if self.session.workspace().corpus().entry(doc).is_none() {
            self.state.open = None;
            self.state.notices.done("The document is taken out of the workspace; Undo brings it back", None);
            if let Some(next) = next {
                self.show_document(next);
            }
        }
    }

    /// Performs an edit. The selection stays with its thing, or goes to what was added.
    pub(in crate::app) fn edit(&mut self, command: EditCommand) {
        let added = command.decisions.iter().find_map(|decision| match decision {
            Decision::Addition(place, Some(_)) => Some(*place),
            _ => None,
        });
        let anchored = self.anchored();
        let is_made = self.step(Step::Do(command));
        match added.filter(|_| is_made).and_then(|place| gestures::item(self.session.workspace(), place)) {
            Some(item) => {
                self.state.story.select_words(None);
                self.state.select(Some(item));
            }
            None => self.select_again(anchored),
        }
        self.state.then_select = added.filter(|_| !is_made);
    }

    /// Selects what is at a place, if anything is, and shows its words.
    pub(in crate::app) fn select_place(&mut self, place: Option<Place>) {
        if let Some(item) = place.and_then(|place| gestures::item(self.session.workspace(), place)) {
            self.select(item, true);
        }
    }

    /// Takes the last edit back, or makes it again, and shows the words that it was about.
    pub(in crate::app) fn step_history(&mut self, back: bool) {
        let workspace = self.session.workspace();
        let history = workspace.history();
        let entry = if back { history.next_undo() } else { history.next_redo() };
        let place =
            entry.and_then(|entry| entry.changes.iter().find_map(|change| change.new.places().first().copied()));
        let anchored = self.anchored();
        let is_made = self.step(if back { Step::Undo } else { Step::Redo });
        self.select_again(anchored);
        if is_made {
            self.select_place(place);
        } else {
            self.state.then_select = place;
        }
    }

    /// Takes back what was done behind an entry of the history.
    pub(in crate::app) fn go_back(&mut self, to: EntryId, includes_it: bool) {
        let anchored = self.anchored();
        self.step(Step::GoBack(to, includes_it));
        self.select_again(anchored);
    }

    /// Makes a step; answers whether it was made at once.
    fn step(&mut self, step: Step) -> bool {
        let stepped = self.session.step(step);
        self.tell_refused(stepped).is_some_and(|stepped| stepped.is_made())
    }

    /// By what the selection is known while ids change.
    pub(in crate::app) fn anchored(&self) -> Option<Anchored> {
        let workspace = self.session.workspace();
        let item = self.state.selection?;
        let known = match item {
            Item::Entity(id) => gestures::anchor(workspace, id).map(Anchored::Entity),
            Item::Document(_) => None,
            item => gestures::place(workspace, item).map(Anchored::Place),
        };
        Some(known.unwrap_or(Anchored::Other(item)))
    }

    /// Selects the same thing after ids changed. A document that is gone is open no longer.
    pub(in crate::app) fn select_again(&mut self, anchored: Option<Anchored>) {
        let workspace = self.session.workspace();
        let item = match anchored {
            Some(Anchored::Place(place)) => gestures::item(workspace, place),
            Some(Anchored::Entity(anchor)) => workspace.corpus().anchored(anchor).map(|entity| Item::Entity(entity.id)),
            Some(Anchored::Other(item)) => Some(item),
            None => None,
        };
        self.state.open = self.state.open.filter(|open| workspace.corpus().entry(*open).is_some());
        self.state.select(item);
    }

    fn tell_refused<T>(&mut self, edited: Result<T, EditError>) -> Option<T> {
        match edited {
            Ok(done) => Some(done),
            Err(error) => {
                self.state.notices.failed(format!("Nothing was changed: {error}"));
                None
            }
        }
    }

    pub(in crate::app) fn edit_note(&mut self, id: NoteId) {
        if let Some(prompt) = ask::known_note(self.session.workspace(), id) {
            self.state.window = Window::Prompt(Box::new(prompt));
        }
    }

    pub(in crate::app) fn new_note(&mut self) {
        if let Some(target) = self.target() {
            self.state.window = Window::Prompt(Box::new(ask::new_note(self.session.workspace(), target)));
        }
    }

    /// What tags, notes and links are about: the selected words, or else the selected thing, or else the open document.
    pub(in crate::app) fn target(&self) -> Option<Target> {
        if let Some((doc, span)) = self.selected_words() {
            let doc = self.session.workspace().corpus().entry(doc)?.document.sha256;
            return Some(Target::Words(EntityAnchor { doc, span }));
        }
        let item = self.state.selection.or(self.state.open.map(Item::Document))?;
        gestures::target(self.session.workspace(), item)
    }
}
