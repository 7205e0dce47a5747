//! Making steps: gestures, undo, redo. One place checks them, keeps them and lets the findings follow.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Change, Deed, EditCommand, EditError, EntryId, FileError, History, JournalEntry, Kept, Stamp, Workspace,
    ahead::Findings, edit,
};
use crate::{
    corpus::{Corpus, Difference, differences, occurrences},
    model::{
        Decision, Decisions, DocId, Document, Sha256,
        decision::{RuleKey, RuleScope},
    },
};

/// Something that changes what is decided, before it is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A gesture of the user.
    Do(EditCommand),
    /// Decisions that were made elsewhere: those that fit once all of them stand.
    TakeOver(EditCommand),
    /// Everything that was done behind an entry of the history is taken back, and that entry too where this is set: one
    /// gesture, which undo takes back in turn.
    GoBack(EntryId, bool),
    /// The last step is taken back.
    Undo,
    /// The last step that was taken back is made again.
    Redo,
}

/// A step that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// What it is called in menus and in the history.
    pub label: String,
    /// Number of decisions that do not fit and were left out; of those that were made elsewhere only.
    pub n_left: usize,
}

/// A step that fits and is about to be kept.
#[derive(Debug)]
pub struct Planned {
    /// What the history will tell; nothing of a step that changes nothing.
    pub(super) entry: Option<JournalEntry>,
    stepped: Stepped,
    /// The documents as they are decided then, where that was worked out.
    findings: Option<Findings>,
}

impl Planned {
    fn of(entry: JournalEntry) -> Self {
        let stepped = Stepped { label: entry.label.clone(), n_left: 0 };
        Self { entry: Some(entry), stepped, findings: None }
    }

    /// Whether it holds documents, which take a while to drop.
    pub(super) fn is_large(&self) -> bool {
        self.findings.is_some()
    }

    /// The same with the documents as they are decided then.
    pub(super) fn with_findings(self, findings: Findings) -> Self {
        Self { findings: Some(findings), ..self }
    }
}

impl Workspace {
    /// Performs a command as one step of undo; answers whether anything changed.
    ///
    /// # Errors
    /// As [`Workspace::make`].
    pub fn apply(&mut self, command: EditCommand, stamp: Stamp) -> Result<bool, EditError> {
        Ok(self.make(Step::Do(command), stamp)?.is_some())
    }

    /// Takes the last step back; answers with its label.
    ///
    /// # Errors
    /// As [`Workspace::make`].
    pub fn undo(&mut self, stamp: Stamp) -> Result<Option<String>, EditError> {
        Ok(self.make(Step::Undo, stamp)?.map(|stepped| stepped.label))
    }

    /// Makes the last step that was taken back again; answers with its label.
    ///
    /// # Errors
    /// As [`Workspace::make`].
    pub fn redo(&mut self, stamp: Stamp) -> Result<Option<String>, EditError> {
        Ok(self.make(Step::Redo, stamp)?.map(|stepped| stepped.label))
    }

    /// Makes a step; `None` where it changes nothing.
    ///
    /// # Errors
    /// When a decision of a gesture does not fit what it is about, or the file cannot keep it. Nothing has changed then, nor
    /// the revision.
    pub fn make(&mut self, step: Step, stamp: Stamp) -> Result<Option<Stepped>, EditError> {
        let Some(planned) = self.plan_now(step, stamp)? else { return Ok(None) };
        let mut kept = self.keeper().keep(Some(planned));
        Ok(self.finish(&mut kept)?)
    }

    /// Finds out what a step changes, and whether it fits; `None` where it changes nothing. Until it is
    /// [kept](Workspace::keeper) and [finished](Workspace::finish), no other one is to be made.
    ///
    /// # Errors
    /// When a decision of a gesture does not fit what it is about.
    pub fn plan_now(&mut self, step: Step, stamp: Stamp) -> Result<Option<Planned>, EditError> {
        let fitting = match &step {
            Step::TakeOver(command) => self.outlook().fitting(command.decisions.clone()),
            _ => Vec::new(),
        };
        self.plan(step, fitting, stamp)
    }

    /// Finds out what a step changes, and whether it fits; `fitting` are those decisions that fit of a step that takes over.
    /// Nothing has changed when this returns.
    pub(super) fn plan(
        &mut self,
        step: Step,
        fitting: Vec<Decision>,
        stamp: Stamp,
    ) -> Result<Option<Planned>, EditError> {
        match step {
            Step::Do(command) => self.plan_changes(command, stamp, true),
            Step::TakeOver(command) => {
                let n_left = command.decisions.len() - fitting.len();
                let label = command.label.clone();
                let planned = self.plan_changes(EditCommand { decisions: fitting, ..command }, stamp, false)?;
                let entry = planned.and_then(|planned| planned.entry);
                Ok(Some(Planned { entry, stepped: Stepped { label, n_left }, findings: None }))
            }
            // What stood once stands again, whether or not its words are still tagged.
            Step::GoBack(to, includes_it) => self.plan_changes(self.way_back(to, includes_it), stamp, false),
            Step::Undo => Ok(self.plan_walk(stamp, History::next_undo, Deed::Undid)),
            Step::Redo => Ok(self.plan_walk(stamp, History::next_redo, Deed::Redid)),
        }
    }

    /// Those of some decisions that fit once all of them stand; they stand here then. A decision may need what another one
    /// brings: a mention that a rule tags, a tag that comes later.
    pub(super) fn fitting(&mut self, decisions: Vec<Decision>) -> Vec<Decision> {
        self.set_all(decisions.clone());
        for doc in self.affected(decisions.iter()) {
            Arc::make_mut(&mut self.corpus).decide_alone(doc, &self.decisions);
        }
        let fits = |decision: &Decision| edit::check(decision, &self.corpus, &self.decisions).is_ok();
        decisions.into_iter().filter(fits).collect()
    }

    /// What takes back everything that was done behind an entry of the history, and that entry too where it is to go.
    fn way_back(&self, to: EntryId, includes_it: bool) -> EditCommand {
        let goes = |id: &EntryId| *id > to || (includes_it && *id == to);
        let standing: Vec<EntryId> = self.history.standing().filter(goes).collect();
        let deeds = standing.iter().rev().filter_map(|id| self.history.entry(*id));
        let decisions = deeds.flat_map(|deed| self.history.reverse(deed)).collect();
        let n = standing.len();
        EditCommand {
            label: if n == 1 { "go back a step".to_owned() } else { format!("go back {n} steps") },
            decisions,
        }
    }

    /// Sets values; answers with those that changed something.
    pub(super) fn set_all(&mut self, decisions: Vec<Decision>) -> Vec<Change> {
        let standing = Arc::make_mut(&mut self.decisions);
        let set = |new: Decision| standing.set(new.clone()).map(|old| Change { new, old });
        decisions.into_iter().filter_map(set).collect()
    }

    /// What decisions change, as the history will tell it.
    fn plan_changes(
        &mut self,
        command: EditCommand,
        stamp: Stamp,
        is_checked: bool,
    ) -> Result<Option<Planned>, EditError> {
        let changes = self.set_all(command.decisions);
        let mut news = changes.iter().map(|change| &change.new);
        let fits = |new| edit::check(new, &self.corpus, &self.decisions);
        let checked = if is_checked { news.try_for_each(fits) } else { Ok(()) };
        self.restore(&changes);
        checked?;
        if changes.is_empty() {
            return Ok(None);
        }
        let words = self.words(&changes);
        let id = self.history.next_id();
        Ok(Some(Planned::of(JournalEntry { id, deed: Deed::Did, stamp, label: command.label, words, changes })))
    }

    /// Takes back changes that were made to see what they do.
    fn restore(&mut self, changes: &[Change]) {
        let decisions = Arc::make_mut(&mut self.decisions);
        for change in changes.iter().rev() {
            decisions.set(change.old.clone());
        }
    }

    /// A step along the history.
    fn plan_walk(
        &self,
        stamp: Stamp,
        next: fn(&History) -> Option<&JournalEntry>,
        deed: fn(EntryId) -> Deed,
    ) -> Option<Planned> {
        let step = next(&self.history)?;
        Some(Planned::of(JournalEntry {
            id: self.history.next_id(),
            deed: deed(step.id),
            stamp,
            label: step.label.clone(),
            words: step.words.clone(),
            changes: Vec::new(),
        }))
    }

    /// Makes a step that the file keeps by now, if there is one. Of one that was worked out, what was there before is in `kept`
    /// then: dropping it may take longer than a frame. Answers `None` where there was no step to keep.
    ///
    /// # Errors
    /// When it could not be kept. Nothing has changed then.
    pub fn finish(&mut self, kept: &mut Kept) -> Result<Option<Stepped>, FileError> {
        self.end_waiting(std::mem::replace(&mut kept.written, Ok(())))?;
        let Some(Planned { entry, stepped, findings }) = &mut kept.planned else { return Ok(None) };
        if let Some(entry) = entry.take() {
            let decisions = self.history.decisions(&entry);
            let standing = Arc::make_mut(&mut self.decisions);
            for decision in &decisions {
                standing.set(decision.clone());
            }
            self.history.push(entry);
            self.follow(&decisions, findings.as_mut());
        }
        Ok(Some(stepped.clone()))
    }

    /// The decisions that a step makes, in their order.
    pub(super) fn decisions_of(&self, step: &Step) -> Vec<Decision> {
        match step {
            Step::Do(command) | Step::TakeOver(command) => command.decisions.clone(),
            Step::GoBack(to, includes_it) => self.way_back(*to, *includes_it).decisions,
            Step::Undo => self.history.next_undo().map_or_else(Vec::new, |deed| self.history.reverse(deed)),
            Step::Redo => self.history.next_redo().map_or_else(Vec::new, |deed| self.history.decisions(deed)),
        }
    }

    /// What a command would change in the findings of documents, before it is performed.
    ///
    /// # Errors
    /// When it would be refused.
    pub fn preview(&self, command: &EditCommand) -> Result<Vec<(DocId, Vec<Difference>)>, EditError> {
        let mut after = (*self.decisions).clone();
        let changed: Vec<&Decision> =
            command.decisions.iter().filter(|decision| after.set((*decision).clone()).is_some()).collect();
        changed.iter().try_for_each(|decision| edit::check(decision, &self.corpus, &after))?;
        let mut changes = Vec::new();
        for doc in self.affected(changed.into_iter()) {
            let Some(entry) = self.corpus.entry(doc) else { continue };
            let differences = differences(&entry.document, &entry.analysis, &entry.decided(&after));
            if !differences.is_empty() {
                changes.push((doc, differences));
            }
        }
        Ok(changes)
    }

    /// What [`Workspace::undo`] would take back, for the menu.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.next_undo().map(|entry| entry.label.as_str())
    }

    /// What [`Workspace::redo`] would perform again, for the menu.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.next_redo().map(|entry| entry.label.as_str())
    }

    /// Brings the corpus in line with decisions that changed, or takes what is known to come of them.
    fn follow(&mut self, decisions: &[Decision], known: Option<&mut Findings>) {
        match known {
            Some(known) => self.put_findings(known),
            None => self.work_out(decisions),
        }
        self.touch_findings();
    }

    /// Brings the corpus in line with decisions that changed.
    fn work_out(&mut self, decisions: &[Decision]) {
        self.work_out_with(decisions, |corpus, docs, decisions| {
            corpus.decide(docs, decisions);
            true
        });
    }

    /// The same; `decide` makes the views of documents and answers whether it came to the end.
    pub(super) fn work_out_with(
        &mut self,
        decisions: &[Decision],
        decide: impl FnOnce(&mut Corpus, &[DocId], &Decisions) -> bool,
    ) -> bool {
        for decision in decisions {
            if let Decision::Removed(doc, _) = decision {
                self.put_in_or_out(*doc);
            }
        }
        let docs = self.affected(decisions.iter());
        let is_judgement = decisions.iter().any(Decision::changes_entities);
        // Grades, tags and notes leave the corpus as it is, and a snapshot of it in use is not copied for them.
        if !docs.is_empty() || is_judgement || self.corpus.is_unresolved() {
            let corpus = Arc::make_mut(&mut self.corpus);
            let docs: Vec<DocId> = docs.into_iter().collect();
            if !decide(corpus, &docs, &self.decisions) {
                return false;
            }
            if is_judgement {
                corpus.judge(&self.decisions);
            }
            corpus.resolve(&self.decisions);
        }
        true
    }

    /// The documents whose findings these decisions change.
    fn affected<'d>(&self, decisions: impl Iterator<Item = &'d Decision>) -> BTreeSet<DocId> {
        let mut docs = BTreeSet::new();
        for decision in decisions {
            if let Some(doc) = decision.changes_findings_of() {
                docs.extend(self.corpus.docs_of(doc));
            }
            if let Decision::Rule(RuleKey { scope: RuleScope::Workspace, words }, _) = decision {
                let entries = self.corpus.entries().iter();
                let holds = |document: &Document| occurrences(document, words).next().is_some();
                docs.extend(entries.filter(|entry| holds(&entry.document)).map(|entry| entry.id));
            }
        }
        docs
    }

    /// Brings documents with this content to where the decisions say they belong: into the corpus or on the shelf.
    fn put_in_or_out(&mut self, content: Sha256) {
        let corpus = Arc::make_mut(&mut self.corpus);
        if self.decisions.removed().contains_key(&content) {
            for doc in corpus.docs_of(content).to_vec() {
                if let Some(entry) = corpus.entry(doc) {
                    self.shelf.insert(doc, (Arc::clone(&entry.document), Arc::clone(&entry.machine)));
                }
                corpus.remove(doc);
            }
        } else {
            let docs: Vec<DocId> = self
                .shelf
                .iter()
                .filter(|(_, (document, _))| document.sha256 == content)
                .map(|(doc, _)| *doc)
                .collect();
            for doc in docs {
                if let Some((document, analysis)) = self.shelf.remove(&doc) {
                    corpus.add_decided(doc, document, analysis, &self.decisions);
                }
            }
        }
        self.touch_documents();
    }

    /// The first words that changes are about, in one line.
    fn words(&self, changes: &[Change]) -> String {
        let place = changes.iter().find_map(|change| change.new.places().first().copied());
        let doc = || changes.iter().find_map(|change| change.new.documents().first().copied());
        let words = match place {
            Some(place) => self.corpus.entry_of(place.doc).map(|entry| entry.document.words(place.span)),
            None => doc().and_then(|doc| self.corpus.entry_of(doc)).map(|entry| entry.document.title.as_str()),
        };
        in_a_line(words.unwrap_or_default())
    }
}

/// Number of characters of the words that the journal keeps.
const MOST_WORDS: usize = 80;

fn in_a_line(words: &str) -> String {
    let mut line = String::new();
    for word in words.split_whitespace() {
        if line.chars().count() + word.chars().count() > MOST_WORDS {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
