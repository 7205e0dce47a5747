//! The documents of a corpus by their numbers.

use std::sync::Arc;

use super::{Entry, shared::Shared};
use crate::model::DocId;

/// The documents of a corpus, in the order of their numbers. A copy shares what did not change since.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    slots: Shared<Option<Arc<Entry>>>,
    n: usize,
}

impl Entries {
    /// Number of documents.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// The documents, in the order of their numbers.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.slots.iter().flatten().map(|entry| &**entry)
    }

    /// The numbers of the documents, in order.
    pub fn ids(&self) -> impl Iterator<Item = DocId> {
        self.slots.iter().enumerate().filter(|(_, slot)| slot.is_some()).map(|(index, _)| DocId::from_index(index))
    }

    /// The first document.
    pub fn first(&self) -> Option<&Entry> {
        self.iter().next()
    }

    /// One document.
    pub fn get(&self, id: DocId) -> Option<&Entry> {
        self.shared(id).map(|entry| &**entry)
    }

    /// One more than the greatest number that a document has or had: the length of a list with a place for each.
    pub fn n_slots(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn shared(&self, id: DocId) -> Option<&Arc<Entry>> {
        self.slots.get(id.index())?.as_ref()
    }

    /// A document for changing it; copied first, if another corpus shares it.
    pub(super) fn get_mut(&mut self, id: DocId) -> Option<&mut Entry> {
        self.slots.get_mut(id.index())?.as_mut().map(Arc::make_mut)
    }

    /// Puts a document in place, or leaves the place empty; answers with what was there.
    pub(super) fn put(&mut self, id: DocId, entry: Option<Entry>) -> Option<Arc<Entry>> {
        self.n += usize::from(entry.is_some());
        let before = std::mem::replace(self.slots.slot(id.index()), entry.map(Arc::new));
        self.n -= usize::from(before.is_some());
        before
    }
}
