//! The names of entities, in lower case, side by side: who looks for a part of a name looks through text, not through a
//! million entities.

use std::sync::{Arc, OnceLock};

use memchr::memmem::Finder;
use rayon::prelude::*;

use super::{ClusterId, CorpusEntity, Entities};
use crate::model::DocId;

/// Number of clusters whose names stand together and are gathered anew together.
const TOGETHER: usize = 64;

/// Stands behind each name, and in none.
const END: char = '\n';

/// Names by the numbers of clusters. They are gathered when somebody looks for one; copies share what either gathers.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    gathered: Vec<Arc<OnceLock<Gathered>>>,
}

#[derive(Debug, Default)]
struct Gathered {
    text: String,
    /// One past the last byte of each name, and its cluster.
    ends: Vec<(usize, usize)>,
}

/// The clusters that have a name which was looked for, and the documents that speak of them.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    clusters: Vec<bool>,
    docs: Vec<bool>,
}

impl Named {
    /// Whether a cluster is one of them.
    pub(in crate::corpus) fn has(&self, cluster: ClusterId) -> bool {
        self.clusters.get(cluster.index()).is_some_and(|has| *has)
    }

    /// Whether a document speaks of one of them.
    pub(crate) fn is_in(&self, doc: DocId) -> bool {
        self.docs.get(doc.index()).is_some_and(|is_in| *is_in)
    }
}

impl Labels {
    /// Tells that a cluster may have other names now.
    pub(super) fn forget(&mut self, cluster: ClusterId) {
        let at = cluster.index() / TOGETHER;
        if at >= self.gathered.len() {
            self.gathered.resize_with(at + 1, Arc::default);
        }
        let together = &mut self.gathered[at];
        match Arc::get_mut(together) {
            Some(gathered) => *gathered = OnceLock::new(),
            // A copy may gather its names there yet.
            None => *together = Arc::default(),
        }
    }
}

impl Gathered {
    fn of<'e>(entities: impl Iterator<Item = (usize, &'e CorpusEntity)>) -> Self {
        let mut gathered = Self::default();
        for (cluster, entity) in entities {
            for name in std::iter::once(entity.name.as_str()).chain(entity.aliases()) {
                gathered.text.extend(name.chars().filter(|c| *c != END).flat_map(char::to_lowercase));
                gathered.ends.push((gathered.text.len(), cluster));
                gathered.text.push(END);
            }
        }
        gathered
    }

    /// Takes the cluster of each name that holds the words.
    fn find(&self, words: &Finder<'_>, mut take: impl FnMut(usize)) {
        let mut from = 0;
        while let Some(found) = self.text.as_bytes().get(from..).and_then(|text| words.find(text)) {
            let name = self.ends.partition_point(|(end, _)| *end < from + found);
            let Some((end, cluster)) = self.ends.get(name) else { return };
            take(*cluster);
            // Once for each name.
            from = end + END.len_utf8();
        }
    }
}

impl Entities {
    /// All names; those that changed since they were gathered are gathered now.
    fn gathered(&self) -> impl IndexedParallelIterator<Item = &Gathered> {
        self.labels.gathered.par_iter().enumerate().map(|(at, together)| {
            let clusters = at * TOGETHER..((at + 1) * TOGETHER).min(self.clusters.len());
            let entity = |cluster: usize| Some((cluster, self.of(ClusterId(u32::try_from(cluster).ok()?))?));
            together.get_or_init(|| Gathered::of(clusters.filter_map(entity)))
        })
    }

    /// Gathers what the first search for a name would wait for.
    pub(in crate::corpus) fn prepare_names(&self) {
        self.gathered().for_each(|_| ());
    }

    /// The clusters of whose entity a name holds these words, which are in lower case.
    pub(in crate::corpus) fn with_name(&self, words: &str) -> Named {
        let mut named = Named { clusters: vec![false; self.clusters.len()], docs: vec![false; self.heads.len()] };
        if words.contains(END) {
            return named;
        }
        let finder = Finder::new(words);
        let found: Vec<Vec<usize>> = self
            .gathered()
            .map(|gathered| {
                let mut found = Vec::new();
                gathered.find(&finder, |cluster| found.push(cluster));
                found
            })
            .collect();
        for cluster in found.into_iter().flatten() {
            // Another of its names may hold the words too.
            if !std::mem::replace(&mut named.clusters[cluster], true) {
                self.note_documents(cluster, &mut named.docs);
            }
        }
        named
    }

    fn note_documents(&self, cluster: usize, docs: &mut Vec<bool>) {
        let own = self.clusters.get(cluster).and_then(|cluster| cluster.own.as_ref());
        for (doc, _) in own.iter().flat_map(|own| &own.members) {
            if doc.index() >= docs.len() {
                docs.resize(doc.index() + 1, false);
            }
            docs[doc.index()] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_once_wherever_it_holds_the_words() {
        let entity = |name: &str| CorpusEntity { name: name.to_owned(), ..CorpusEntity::empty() };
        let entities = [entity("Orla Denn"), entity("Lord Denn of Denn"), entity("Ennis"), entity("Élodie Marsh")];
        let gathered = Gathered::of(entities.iter().enumerate());
        let find = |words: &str| {
            let mut named = [false; 4];
            gathered.find(&Finder::new(words), |cluster| named[cluster] = true);
            named
        };
        assert_eq!(find("denn"), [true, true, false, false]);
        assert_eq!(find("enn"), [true, true, true, false]);
        assert_eq!(find("élodie m"), [false, false, false, true]);
        assert_eq!(find(""), [true; 4]);
    }

    #[test]
    fn a_copy_and_its_original_do_not_take_each_others_names() {
        let mut labels = Labels::default();
        labels.forget(ClusterId(3));
        let copy = labels.clone();
        labels.forget(ClusterId(3));
        copy.gathered[0].set(Gathered::default()).unwrap();
        assert!(labels.gathered[0].get().is_none());
    }
}
