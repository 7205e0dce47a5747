//! Many documents: what their analyses say together.
//!
//! A [`Corpus`] is derived from documents and analyses and can be made again from them at any time. Documents are added
//! one by one at a cost that depends on the document alone, so a hundred thousand of them load in linear time.

mod entities;

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::model::{Analysis, Counts, DocId, Document, EntityId, Mention, MentionId};

pub use entities::{CorpusEntity, CorpusEntityId};

/// A document with its analysis.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The document's id in this corpus.
    pub id: DocId,
    /// The story.
    pub document: Arc<Document>,
    /// What the engine found in it.
    pub analysis: Arc<Analysis>,
    /// For each entity of the analysis, the corpus entity it belongs to.
    entities: Vec<CorpusEntityId>,
    /// For each entity of the analysis, its mentions in text order.
    mentions: Vec<Vec<MentionId>>,
}

impl Entry {
    /// The corpus entity to which an entity of this document belongs.
    pub fn corpus_entity(&self, entity: EntityId) -> Option<CorpusEntityId> {
        self.entities.get(entity.index()).copied()
    }

    /// The mentions of an entity of this document, in text order.
    pub fn mentions_of(&self, entity: EntityId) -> &[MentionId] {
        self.mentions.get(entity.index()).map_or(&[], Vec::as_slice)
    }
}

/// Documents in the order in which they were added, and the entities they share.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    entries: Vec<Entry>,
    position: FxHashMap<DocId, usize>,
    entities: entities::Entities,
    totals: Counts,
}

impl Corpus {
    /// Adds a document that is not in the corpus yet. One that is, is left as it is.
    pub fn add(&mut self, id: DocId, document: Arc<Document>, analysis: Arc<Analysis>) {
        if self.position.contains_key(&id) {
            return;
        }
        let mut mentions = vec![Vec::new(); analysis.entities.len()];
        for (index, mention) in analysis.mentions.iter().enumerate() {
            if let Some(list) = mentions.get_mut(mention.entity.index()) {
                list.push(MentionId::from_index(index));
            }
        }
        let entities = self.entities.add(id, document.date, &analysis, &mentions);
        let counts = analysis.counts();
        self.totals.entities = self.entities.all().len();
        self.totals.mentions += counts.mentions;
        self.totals.quotes += counts.quotes;
        self.totals.claims += counts.claims;
        self.position.insert(id, self.entries.len());
        self.entries.push(Entry { id, document, analysis, entities, mentions });
    }

    /// All documents, in the order in which they were added.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One document.
    pub fn entry(&self, id: DocId) -> Option<&Entry> {
        self.position.get(&id).map(|&position| &self.entries[position])
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
