//! Collections whose copies share what did not change since.
//!
//! A snapshot of a corpus is a copy of it. With these taking one costs next to nothing, and so does the first change
//! behind it: only what is changed is copied.

use std::{
    hash::{BuildHasher, Hash},
    sync::Arc,
};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::model::DocId;

/// Number of items that are shared or copied together.
const CHUNK: usize = 64;

/// A list in chunks that copies of it share.
#[derive(Clone, Debug)]
pub(super) struct Shared<T> {
    chunks: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<T: Clone> Shared<T> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&self, index: usize) -> Option<&T> {
        self.chunks.get(index / CHUNK)?.get(index % CHUNK)
    }

    /// The item for changing it: copied first, with its neighbors, if another list shares it.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        Arc::make_mut(self.chunks.get_mut(index / CHUNK)?).get_mut(index % CHUNK)
    }

    pub(super) fn push(&mut self, item: T) {
        if self.len.is_multiple_of(CHUNK) {
            self.chunks.push(Arc::new(Vec::with_capacity(CHUNK)));
        }
        if let Some(last) = self.chunks.last_mut() {
            Arc::make_mut(last).push(item);
            self.len += 1;
        }
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }
}

impl<T: Clone + Default> Shared<T> {
    /// The item at any position; the list grows to hold it.
    pub(super) fn slot(&mut self, index: usize) -> &mut T {
        while self.len <= index {
            self.push(T::default());
        }
        let chunk = Arc::make_mut(&mut self.chunks[index / CHUNK]);
        &mut chunk[index % CHUNK]
    }
}

/// Number of maps into which an index is divided.
const SHARDS: usize = 256;

/// Documents by a key, in maps that copies share.
#[derive(Clone, Debug)]
pub(super) struct Index<K> {
    shards: Vec<Arc<FxHashMap<K, Vec<DocId>>>>,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self { shards: vec![Arc::default(); SHARDS] }
    }
}

impl<K: Hash + Eq + Clone> Index<K> {
    fn shard(key: &K) -> usize {
        // The upper bits: the lower ones place the key in its map.
        (FxBuildHasher.hash_one(key) >> 32) as usize % SHARDS
    }

    pub(super) fn get(&self, key: &K) -> &[DocId] {
        self.shards[Self::shard(key)].get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add(&mut self, key: K, doc: DocId) {
        Arc::make_mut(&mut self.shards[Self::shard(&key)]).entry(key).or_default().push(doc);
    }

    pub(super) fn remove(&mut self, key: K, doc: DocId) {
        let shard = Arc::make_mut(&mut self.shards[Self::shard(&key)]);
        if let Some(docs) = shard.get_mut(&key) {
            docs.retain(|known| *known != doc);
            if docs.is_empty() {
                shard.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_what_was_there_and_shares_the_rest() {
        let mut list = Shared::default();
        *list.slot(200) = 7;
        let copy = list.clone();
        *list.get_mut(3).unwrap() = 1;
        assert_eq!((list.len(), list.get(3), copy.get(3)), (201, Some(&1), Some(&0)));
        assert_eq!(list.iter().copied().sum::<i32>() - copy.iter().copied().sum::<i32>(), 1);
        assert!(Arc::ptr_eq(&list.chunks[3], &copy.chunks[3]) && !Arc::ptr_eq(&list.chunks[0], &copy.chunks[0]));
        assert_eq!(list.get(201), None);
    }
}
