//! Many documents: what their analyses say together.
//!
//! A [`Corpus`] is derived from documents and analyses and can be made again from them at any time. Documents are added
//! one by one at a cost that depends on the document alone, so a hundred thousand of them load in linear time.

mod diff;
mod digest;
mod effective;
mod entities;
mod entries;
mod entry;
mod judgements;
mod ledger;
mod name_keys;
mod orphans;
mod query;
mod shared;
mod suggestions;

use std::{hash::BuildHasher, sync::Arc};

use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::model::{Analysis, Counts, Decisions, DocId, Document, EntityAnchor, EntityId, Mention, MentionId, Sha256};

pub use diff::{Difference, Fate, differences};
pub(crate) use digest::Digest;
use digest::Outlets;
pub use effective::{Origin, Rejected, Review, Standing, occurrences};
pub use entities::{CorpusEntity, CorpusEntityId};
pub use entries::Entries;
use entry::Outlook;
pub use entry::{Entry, Finding};
use judgements::Judgements;
pub use ledger::{LedgerColumn, Statement, StatementId, statements};
pub use orphans::{Orphan, orphans};
pub(crate) use query::{Conditions, NamedOnce};
pub use query::{Field, Query, QueryError, Term, parse as parse_query};
use shared::{Index, Shared};
pub use suggestions::{Likeness, Suggestion, suggested_merges};

/// Documents whose effective views are made side by side before they are taken on.
const DECIDED_TOGETHER: usize = 256;

/// Documents in the order of their ids, and the entities they share. A copy costs next to nothing: it shares what did not
/// change since.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    entries: Entries,
    digests: Shared<Digest>,
    outlets: Outlets,
    by_content: Index<Sha256>,
    /// Documents by a hash of their text.
    by_text: Index<u64>,
    entities: entities::Entities,
    totals: Counts,
    /// Documents of whose entities the user judged something.
    judged: Arc<FxHashSet<Sha256>>,
    /// Whether judgements have to be looked at before entities are what the decisions say.
    is_unresolved: bool,
}

impl Corpus {
    /// Adds a document that is not in the corpus yet and about which nothing was decided. One that is, is left as it is.
    pub fn add(&mut self, id: DocId, document: Arc<Document>, analysis: Arc<Analysis>) {
        self.add_decided(id, document, analysis, &Decisions::default());
    }

    /// Adds a document that is not in the corpus yet, as the user decided about it. One that is, is left as it is.
    pub fn add_decided(&mut self, id: DocId, document: Arc<Document>, machine: Arc<Analysis>, decisions: &Decisions) {
        if self.entries.get(id).is_some() {
            return;
        }
        let entry = Entry::new(id, document, machine, decisions);
        self.by_content.add(entry.document.sha256, id);
        self.by_text.add(text_hash(&entry.document), id);
        self.count(&entry.analysis, true);
        *self.digests.slot(id.index()) = Digest::new(&entry.document, &entry.analysis, &mut self.outlets);
        self.is_unresolved |= self.judged.contains(&entry.document.sha256);
        self.entries.put(id, Some(entry));
        self.follow(id, None);
        self.settle();
    }

    /// Takes a document out.
    pub fn remove(&mut self, id: DocId) {
        if self.entries.get(id).is_none() {
            return;
        }
        let Some(entry) = self.entries.put(id, None) else { return };
        self.by_content.remove(entry.document.sha256, id);
        self.by_text.remove(text_hash(&entry.document), id);
        self.count(&entry.analysis, false);
        *self.digests.slot(id.index()) = Digest::default();
        self.is_unresolved |= self.judged.contains(&entry.document.sha256);
        self.follow(id, Some(&entry));
        self.settle();
    }

    /// Makes the effective views of these documents anew. [`Corpus::resolve`] has to follow.
    pub fn decide(&mut self, docs: &[DocId], decisions: &Decisions) {
        for id in docs {
            let outlook = self.entries.get(*id).map(|entry| entry.outlook(decisions));
            self.take_outlook(*id, outlook);
        }
        self.settle();
    }

    /// The same for very many documents, on all cores. `goes_on` hears how many more are done and whether to go on;
    /// answers whether it came to the end. Otherwise the corpus is half-made, and to be dropped.
    pub fn decide_many(
        &mut self,
        docs: &[DocId],
        decisions: &Decisions,
        mut goes_on: impl FnMut(usize) -> bool,
    ) -> bool {
        for together in docs.chunks(DECIDED_TOGETHER) {
            let outlook = |id: &DocId| (*id, self.entries.get(*id).map(|entry| entry.outlook(decisions)));
            let outlooks: Vec<_> = together.par_iter().map(outlook).collect();
            for (id, outlook) in outlooks {
                self.take_outlook(id, outlook);
            }
            if !goes_on(together.len()) {
                return false;
            }
        }
        self.settle();
        true
    }

    /// Takes the effective view of a document on, and lets entities follow.
    fn take_outlook(&mut self, id: DocId, outlook: Option<Outlook>) {
        let before = self.entries.shared(id).cloned();
        let (Some(before), Some(outlook)) = (before, outlook) else { return };
        if self.change(id, &before.analysis, |entry| entry.take(outlook)) {
            self.is_unresolved |= self.judged.contains(&before.document.sha256);
            self.follow(id, Some(&before));
        }
    }

    /// Makes the effective view of a document anew and leaves entities as they were: for asking what a place holds then.
    /// Answers whether the findings changed.
    pub fn decide_alone(&mut self, id: DocId, decisions: &Decisions) -> bool {
        let Some(before) = self.entries.get(id).map(|entry| Arc::clone(&entry.analysis)) else { return false };
        self.change(id, &before, |entry| entry.decide(decisions))
    }

    /// Changes a document, and what is known of it in short; answers whether its findings changed.
    fn change(&mut self, id: DocId, before: &Analysis, change: impl FnOnce(&mut Entry) -> bool) -> bool {
        let changed = self.entries.get_mut(id).is_some_and(change);
        if changed {
            self.count(before, false);
            if let Some(entry) = self.entries.shared(id).cloned() {
                self.count(&entry.analysis, true);
                *self.digests.slot(id.index()) = Digest::new(&entry.document, &entry.analysis, &mut self.outlets);
            }
        }
        changed
    }

    /// Lets entities follow a document that changed. [`Corpus::settle`] has to follow behind the last one.
    fn follow(&mut self, id: DocId, before: Option<&Entry>) {
        self.is_unresolved |= self.entities.follow(&mut self.entries, id, before);
    }

    /// Brings entities in order behind documents that changed: once for many, for a name may be in all of them.
    fn settle(&mut self) {
        self.is_unresolved |= self.entities.settle_names(&mut self.entries);
        self.totals.entities = self.entities.len();
    }

    /// Puts a new analysis of the engine in the place of an older one.
    pub fn reanalyze(&mut self, id: DocId, machine: Arc<Analysis>, decisions: &Decisions) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.machine = machine;
            self.decide(&[id], decisions);
        }
    }

    /// Whether [`Corpus::resolve`] has something to do.
    pub fn is_unresolved(&self) -> bool {
        self.is_unresolved
    }

    /// Tells that judgements about entities changed. [`Corpus::resolve`] has to follow.
    pub fn judge(&mut self, decisions: &Decisions) {
        self.judged = Arc::new(judgements::judged_documents(decisions));
        self.is_unresolved = true;
    }

    /// Makes entities across documents what the user judged, if anything changed that calls for it. Until then views see
    /// the entities of before; so it follows every change, or the last one of many.
    pub fn resolve(&mut self, decisions: &Decisions) {
        if !std::mem::take(&mut self.is_unresolved) {
            return;
        }
        let judgements = Judgements::of(decisions, |content| self.entry_of(content));
        self.entities.judge(&mut self.entries, &judgements);
        self.totals.entities = self.entities.len();
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
        self.by_content.get(&content)
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
        let alike = self.by_text.get(&text_hash(document)).iter();
        alike.copied().find(|doc| self.entry(*doc).is_some_and(|entry| is_twin(&entry.document)))
    }

    /// The entity that is mentioned at an anchor; `None` when nothing is tagged there.
    pub fn anchored(&self, anchor: EntityAnchor) -> Option<&CorpusEntity> {
        let entry = self.entry_of(anchor.doc)?;
        let (_, member) = judgements::member_at(entry, anchor)?;
        self.entity_in(entry, member)
    }

    /// All documents, in the order in which they were added.
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// One document.
    pub fn entry(&self, id: DocId) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// All entities, in order of first mention.
    pub fn entities(&self) -> impl Iterator<Item = &CorpusEntity> {
        self.entities.iter()
    }

    /// One entity.
    pub fn entity(&self, id: CorpusEntityId) -> Option<&CorpusEntity> {
        self.entities.get(id)
    }

    /// The corpus entity of an entity in a document.
    pub fn entity_of(&self, doc: DocId, entity: EntityId) -> Option<&CorpusEntity> {
        self.entity_in(self.entry(doc)?, entity)
    }

    /// The corpus entity of an entity in a document of this corpus.
    pub fn entity_in(&self, entry: &Entry, entity: EntityId) -> Option<&CorpusEntity> {
        self.entities.of(*entry.clusters.get(entity.index())?)
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

    /// The first mention of an entity in a document.
    pub fn first_mention_in(&self, doc: DocId, id: CorpusEntityId) -> Option<(&Entry, &Mention)> {
        let members = &self.entity(id)?.members;
        let first = members.partition_point(|(other, _)| *other < doc);
        let here = members[first..].iter().take_while(|(other, _)| *other == doc);
        let entry = self.entry(doc)?;
        let mentions = here.flat_map(|(_, local)| entry.mentions_of(*local));
        mentions.copied().find_map(|mention| Some((entry, entry.analysis.mention(mention)?)))
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
