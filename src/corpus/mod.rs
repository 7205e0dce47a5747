//! Many documents: what their analyses say together.
//!
//! A [`Corpus`] is derived from documents and analyses and can be made again from them at any time. Documents are added
//! one by one at a cost that depends on the document alone, so a hundred thousand of them load in linear time.

mod diff;
mod effective;
mod entities;
mod entry;
mod judgements;
mod ledger;
mod name_keys;
mod orphans;
mod query;
mod suggestions;

use std::{hash::BuildHasher, sync::Arc};

use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::model::{
    Analysis, Counts, Decisions, DocId, Document, Entity, EntityAnchor, EntityId, Mention, MentionId, Sha256,
};

pub use diff::{Difference, Fate, differences};
pub use effective::{Origin, Rejected, Review, Standing, occurrences};
pub use entities::{CorpusEntity, CorpusEntityId};
pub use entry::{Entry, Finding};
use judgements::Judgements;
pub use ledger::{LedgerColumn, Statement, StatementId, statements};
pub use orphans::{Orphan, orphans};
pub(crate) use query::Conditions;
pub use query::{Field, Query, QueryError, Term, parse as parse_query};
pub use suggestions::{Likeness, Suggestion, suggested_merges};

/// Documents in the order of their ids, and the entities they share.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    entries: Vec<Entry>,
    position: FxHashMap<DocId, usize>,
    by_content: FxHashMap<Sha256, Vec<DocId>>,
    /// Documents by a hash of their text.
    by_text: FxHashMap<u64, Vec<DocId>>,
    entities: entities::Entities,
    totals: Counts,
    /// Whether entities have to be resolved anew before they are what the decisions say.
    is_unresolved: bool,
}

impl Corpus {
    /// Adds a document that is not in the corpus yet and about which nothing was decided. One that is, is left as it is.
    pub fn add(&mut self, id: DocId, document: Arc<Document>, analysis: Arc<Analysis>) {
        self.add_decided(id, document, analysis, &Decisions::default());
    }

    /// Adds a document that is not in the corpus yet, as the user decided about it. One that is, is left as it is.
    pub fn add_decided(&mut self, id: DocId, document: Arc<Document>, machine: Arc<Analysis>, decisions: &Decisions) {
        if self.position.contains_key(&id) {
            return;
        }
        let mut entry = Entry::new(id, document, machine, decisions);
        self.by_content.entry(entry.document.sha256).or_default().push(id);
        self.by_text.entry(text_hash(&entry.document)).or_default().push(id);
        self.count(&entry.analysis, true);
        let position = self.entries.partition_point(|other| other.id < id);
        // A document that comes back to its place, or that judgements speak of, changes entities that are known already.
        self.is_unresolved |= position < self.entries.len() || judgements::concern(decisions, entry.document.sha256);
        if position == self.entries.len() {
            entry.entities = self.entities.add(id, entry.document.date, &entry.analysis, &entry.mentions);
            self.position.insert(id, position);
            self.entries.push(entry);
            self.totals.entities = self.entities.all().len();
        } else {
            self.entries.insert(position, entry);
            self.find_positions();
        }
    }

    /// Takes a document out.
    pub fn remove(&mut self, id: DocId) {
        let Some(position) = self.position.remove(&id) else { return };
        let entry = self.entries.remove(position);
        for docs in [self.by_content.get_mut(&entry.document.sha256), self.by_text.get_mut(&text_hash(&entry.document))]
        {
            docs.into_iter().for_each(|docs| docs.retain(|doc| *doc != id));
        }
        self.count(&entry.analysis, false);
        self.find_positions();
        self.is_unresolved = true;
    }

    /// Makes the effective views of these documents anew. [`Corpus::resolve`] has to follow.
    pub fn decide(&mut self, docs: &[DocId], decisions: &Decisions) {
        for id in docs {
            let Some(&position) = self.position.get(id) else { continue };
            let before = self.entries[position].clone();
            if self.entries[position].decide(decisions) {
                self.count(&before.analysis, false);
                let now = Arc::clone(&self.entries[position].analysis);
                self.count(&now, true);
                self.is_unresolved |= !self.recount(&before, position);
            }
        }
    }

    /// Counts mentions anew where the entities of a document are the same as before; answers `false` when they are not.
    fn recount(&mut self, before: &Entry, position: usize) -> bool {
        let now = &self.entries[position];
        let alike = |a: &Entity, b: &Entity| {
            (a.etype, &a.subtype, &a.name, &a.aliases, a.status) == (b.etype, &b.subtype, &b.name, &b.aliases, b.status)
        };
        let (old, new) = (&before.analysis.entities, &now.analysis.entities);
        if old.len() != new.len() || !old.iter().zip(new).all(|(a, b)| alike(a, b)) {
            return false;
        }
        let mut is_exact = true;
        for (index, entity) in new.iter().enumerate() {
            let (n_before, n_now) = (before.mentions[index].len(), now.mentions[index].len());
            if n_before != n_now {
                let id = now.entities.get(index).copied();
                is_exact &= id.is_some_and(|id| self.entities.recount(id, entity.etype, n_before, n_now));
            }
        }
        is_exact
    }

    /// Puts a new analysis of the engine in the place of an older one.
    pub fn reanalyze(&mut self, id: DocId, machine: Arc<Analysis>, decisions: &Decisions) {
        if let Some(&position) = self.position.get(&id) {
            self.entries[position].machine = machine;
            self.decide(&[id], decisions);
        }
    }

    /// Whether [`Corpus::resolve`] has something to do.
    pub fn is_unresolved(&self) -> bool {
        self.is_unresolved
    }

    /// Tells that judgements about entities changed. [`Corpus::resolve`] has to follow.
    pub fn judge(&mut self) {
        self.is_unresolved = true;
    }

    /// Resolves entities across documents anew, if anything changed that calls for it. Until then views see the entities
    /// of before; so it follows every change, or the last one of many.
    pub fn resolve(&mut self, decisions: &Decisions) {
        if !std::mem::take(&mut self.is_unresolved) {
            return;
        }
        let judgements = Judgements::of(decisions, &self.entries, &self.by_content, &self.position);
        self.entities = entities::Entities::resolve(&mut self.entries, &judgements);
        self.totals.entities = self.entities.all().len();
    }

    fn find_positions(&mut self) {
        self.position = self.entries.iter().enumerate().map(|(position, entry)| (entry.id, position)).collect();
    }

    fn count(&mut self, analysis: &Analysis, added: bool) {
        let counts = analysis.counts();
        let change = |total: &mut usize, n: usize| *total = if added { *total + n } else { *total - n };
        change(&mut self.totals.mentions, counts.mentions);
        change(&mut self.totals.quotes, counts.quotes);
        change(&mut self.totals.claims, counts.claims);
    }

    /// The documents with this content: one, unless the same bytes were added under several names.
    pub fn docs_of(&self, content: Sha256) -> &[DocId] {
        self.by_content.get(&content).map_or(&[], Vec::as_slice)
    }

    /// The first document with this content.
    pub fn entry_of(&self, content: Sha256) -> Option<&Entry> {
        self.docs_of(content).first().and_then(|&doc| self.entry(doc))
    }

    /// A document with the same text, outlet and date, whatever file it came in. The same words of another outlet are another
    /// story.
    pub fn twin(&self, document: &Document) -> Option<DocId> {
        let is_twin = |other: &Document| {
            (&other.source, other.date) == (&document.source, document.date) && other.text == document.text
        };
        let alike = self.by_text.get(&text_hash(document)).into_iter().flatten();
        alike.copied().find(|doc| self.entry(*doc).is_some_and(|entry| is_twin(&entry.document)))
    }

    /// The entity that is mentioned at an anchor; `None` when nothing is tagged there.
    pub fn anchored(&self, anchor: EntityAnchor) -> Option<&CorpusEntity> {
        let entry = self.entry_of(anchor.doc)?;
        let (_, member) = judgements::member_at(entry, anchor)?;
        self.entity(entry.corpus_entity(member)?)
    }

    /// All documents, in the order in which they were added.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One document.
    pub fn entry(&self, id: DocId) -> Option<&Entry> {
        self.position.get(&id).map(|&position| &self.entries[position])
    }

    /// Where a document stands in [`Corpus::entries`].
    pub fn position(&self, id: DocId) -> Option<usize> {
        self.position.get(&id).copied()
    }

    /// All entities, in order of first mention.
    pub fn entities(&self) -> &[CorpusEntity] {
        self.entities.all()
    }

    /// One entity.
    pub fn entity(&self, id: CorpusEntityId) -> Option<&CorpusEntity> {
        self.entities.all().get(id.index())
    }

    /// The corpus entity of an entity in a document.
    pub fn entity_of(&self, doc: DocId, entity: EntityId) -> Option<&CorpusEntity> {
        self.entity(self.entry(doc)?.corpus_entity(entity)?)
    }

    /// All mentions of an entity: documents in their order, mentions in text order.
    pub fn mentions_of(&self, id: CorpusEntityId) -> impl Iterator<Item = (&Entry, MentionId, &Mention)> {
        let members = self.entity(id).map_or(&[][..], |entity| entity.members.as_slice());
        members.iter().filter_map(|&(doc, entity)| Some((self.entry(doc)?, entity))).flat_map(|(entry, entity)| {
            entry
                .mentions_of(entity)
                .iter()
                .filter_map(move |&mention| Some((entry, mention, entry.analysis.mention(mention)?)))
        })
    }

    /// How much there is of each layer in all documents.
    pub fn totals(&self) -> Counts {
        self.totals
    }

    /// First and last document date, if any document has one.
    pub fn date_range(&self) -> Option<(NaiveDate, NaiveDate)> {
        let dates = || self.entries.iter().filter_map(|entry| entry.document.date);
        Some((dates().min()?, dates().max()?))
    }
}
fn text_hash(document: &Document) -> u64 {
    FxBuildHasher.hash_one(&*document.text)
}
