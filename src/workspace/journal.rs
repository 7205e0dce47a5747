//! What was done, undone and redone, by whom and when: the audit trail, and what undo goes by.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::model::Decision;

/// When something was done, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When, to the millisecond.
    pub time: DateTime<Utc>,
    /// The name that the user goes by.
    pub author: String,
}

/// An entry of the journal: counted from 1, never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub u64);

/// What an entry of the journal tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Something was decided.
    Did,
    /// An earlier deed was taken back.
    Undid(EntryId),
    /// A deed that was taken back was done again.
    Redid(EntryId),
}

/// One value that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The decision.
    pub new: Decision,
    /// The decision that restores what was before.
    pub old: Decision,
}

/// One gesture of the user: one step of undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its number.
    pub id: EntryId,
    /// What it tells.
    pub deed: Deed,
    /// When and by whom.
    pub stamp: Stamp,
    /// What it is called: "reject 3 mentions". For undo and redo the label of the deed.
    pub label: String,
    /// The first words that it is about, in a line; may be empty.
    pub words: String,
    /// What changed, in order. Empty for undo and redo: they stand for the changes of the deed.
    pub changes: Vec<Change>,
}

/// The journal with the deeds that can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    entries: Vec<JournalEntry>,
    /// Positions of the deeds that stand, oldest first.
    done: Vec<usize>,
    /// Positions of the deeds that were taken back and may be done again, the next one last.
    undone: Vec<usize>,
    last: u64,
}

impl History {
    /// The whole journal, oldest entry first.
    pub fn entries(&self) -> &[JournalEntry] {
        &self.entries
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> Option<&JournalEntry> {
        self.entries.binary_search_by_key(&id, |entry| entry.id).ok().map(|at| &self.entries[at])
    }

    /// Entries, newest first, whose label, words or author hold `filter` in any case.
    pub fn matching<'a>(&'a self, filter: &str) -> impl Iterator<Item = &'a JournalEntry> {
        let needle = filter.trim().to_lowercase();
        let holds = move |text: &str| text.to_lowercase().contains(&needle);
        self.entries
            .iter()
            .rev()
            .filter(move |entry| holds(&entry.label) || holds(&entry.words) || holds(&entry.stamp.author))
    }

    /// The deed that undo would take back.
    pub fn next_undo(&self) -> Option<&JournalEntry> {
        self.done.last().map(|&position| &self.entries[position])
    }

    /// The deed that redo would do again.
    pub fn next_redo(&self) -> Option<&JournalEntry> {
        self.undone.last().map(|&position| &self.entries[position])
    }

    /// The deeds that stand, oldest first.
    pub fn standing(&self) -> impl Iterator<Item = EntryId> {
        self.done.iter().map(|&position| self.entries[position].id)
    }

    /// Whether a deed stands: it was done and not taken back since.
    pub fn stands(&self, id: EntryId) -> bool {
        self.done.iter().any(|&position| self.entries[position].id == id)
    }

    /// The number of the next entry.
    pub(super) fn next_id(&self) -> EntryId {
        EntryId(self.last + 1)
    }

    /// Adds an entry, whose number is greater than that of all before it.
    ///
    /// In a journal of which a part was lost, undo and redo find their deed wherever it stands, or do nothing.
    pub(super) fn push(&mut self, entry: JournalEntry) {
        let position = self.entries.len();
        self.last = self.last.max(entry.id.0);
        match entry.deed {
            Deed::Did => {
                self.done.push(position);
                self.undone.clear();
            }
            Deed::Undid(id) => self.undone.extend(take(&self.entries, &mut self.done, id)),
            Deed::Redid(id) => self.done.extend(take(&self.entries, &mut self.undone, id)),
        }
        self.entries.push(entry);
    }

    /// The decisions that an entry amounts to, in the order in which they are made.
    pub(super) fn decisions(&self, entry: &JournalEntry) -> Vec<Decision> {
        match entry.deed {
            Deed::Did => entry.changes.iter().map(|change| change.new.clone()).collect(),
            Deed::Redid(id) => self.entry(id).map_or_else(Vec::new, |deed| self.decisions(deed)),
            Deed::Undid(id) => self.entry(id).map_or_else(Vec::new, |deed| self.reverse(deed)),
        }
    }

    /// The decisions that take a deed back, in the order in which they are made.
    pub(super) fn reverse(&self, deed: &JournalEntry) -> Vec<Decision> {
        deed.changes.iter().rev().map(|change| change.old.clone()).collect()
    }
}

/// Takes the position of a deed off a stack.
fn take(entries: &[JournalEntry], stack: &mut Vec<usize>, id: EntryId) -> Option<usize> {
    let at = stack.iter().rposition(|&position| entries[position].id == id)?;
    Some(stack.remove(at))
}
