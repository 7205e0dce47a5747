//! The entity table: which rows, in which order.

use std::{cmp::Ordering, sync::Arc};

use chrono::NaiveDate;

use super::{statements::needle, type_words};
use crate::{
    corpus::{Corpus, CorpusEntityId},
    model::{DocId, EntityType},
    workspace::Matching,
};

/// A column of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum EntityColumn {
    /// The fullest name.
    Name,
    /// The type in words.
    Type,
    /// Number of mentions in scope.
    #[default]
    Mentions,
    /// Number of documents.
    Documents,
    /// Date of the first document.
    First,
    /// Date of the last document.
    Last,
    /// Other names.
    Aliases,
}

impl EntityColumn {
    /// All columns, from left to right.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Type, Self::Mentions, Self::Documents, Self::First, Self::Last, Self::Aliases];

    /// The heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Type => "Type",
            Self::Mentions => "Mentions",
            Self::Documents => "Docs",
            Self::First => "First",
            Self::Last => "Last",
            Self::Aliases => "Also called",
        }
    }

    /// Whether a first click sorts from great to small.
    pub fn is_descending_first(self) -> bool {
        matches!(self, Self::Mentions | Self::Documents | Self::Last)
    }
}

/// Which entities are listed, and how they are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct EntityQuery {
    /// Words in a name or alias.
    pub text: String,
    /// What matches the words, where they are a query.
    pub matching: Option<Arc<Matching>>,
    /// Only this type.
    pub etype: Option<EntityType>,
    /// What the rows are sorted by.
    pub column: EntityColumn,
    /// From great to small?
    pub descending: bool,
}

/// What sorting and filtering need to know of each entity in scope: a snapshot that another thread may work on.
#[derive(Clone, Debug, Default)]
pub struct EntityKeys {
    rows: Vec<Key>,
}

#[derive(Clone, Debug)]
struct Key {
    id: CorpusEntityId,
    etype: EntityType,
    n_mentions: u32,
    n_documents: u32,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    /// Name and aliases in lower case, one a line.
    names: Box<str>,
    /// Where the aliases begin.
    n_name_bytes: u32,
}

impl EntityKeys {
    /// The entities of one document, or of all.
    pub fn new(corpus: &Corpus, doc: Option<DocId>) -> Arc<Self> {
        let all = || corpus.entities().map(|entity| (entity.id, entity.n_mentions)).collect();
        let rows: Vec<(CorpusEntityId, usize)> = doc.map_or_else(all, |doc| in_document(corpus, doc));
        let rows = rows.into_iter().filter_map(|(id, n_mentions)| key(corpus, id, n_mentions)).collect();
        Arc::new(Self { rows })
    }

    /// Number of entities in scope.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Filters and sorts. Ties keep the order of first mention.
    pub fn order(&self, query: &EntityQuery) -> EntityOrder {
        let needle = needle(&query.text, query.matching.as_deref());
        let passes = |key: &&Key| {
            query.etype.is_none_or(|etype| etype == key.etype)
                && query.matching.as_ref().is_none_or(|matching| matching.has_entity(key.id))
                && (needle.is_empty() || key.names.contains(&needle))
        };
        let mut rows: Vec<&Key> = self.rows.iter().filter(passes).collect();
        rows.sort_by(|a, b| {
            let order = compare(a, b, query.column);
            if query.descending { order.reverse() } else { order }
        });
        EntityOrder { rows: rows.into_iter().map(|key| (key.id, key.n_mentions)).collect() }
    }
}

/// The rows of the table: entity and number of its mentions in scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityOrder {
    /// In the order of the table.
    pub rows: Vec<(CorpusEntityId, u32)>,
}

/// Entities of one document, in order of first mention, with their mentions there.
fn in_document(corpus: &Corpus, doc: DocId) -> Vec<(CorpusEntityId, usize)> {
    let Some(entry) = corpus.entry(doc) else { return Vec::new() };
    let mut rows: Vec<(CorpusEntityId, usize)> = Vec::new();
    let mut position = rustc_hash::FxHashMap::default();
    for index in 0..entry.analysis.entities.len() {
        let local = crate::model::EntityId::from_index(index);
        let Some(id) = corpus.entity_in(entry, local).map(|entity| entity.id) else { continue };
        let at = *position.entry(id).or_insert_with(|| {
            rows.push((id, 0));
            rows.len() - 1
        });
        rows[at].1 += entry.mentions_of(local).len();
    }
    rows
}

fn key(corpus: &Corpus, id: CorpusEntityId, n_mentions: usize) -> Option<Key> {
    let entity = corpus.entity(id)?;
    let name = entity.name.to_lowercase();
    let n_name_bytes = u32::try_from(name.len()).unwrap_or(u32::MAX);
    let names = entity.aliases().fold(name, |names, alias| names + "\n" + &alias.to_lowercase());
    Some(Key {
        id,
        etype: entity.etype,
        n_mentions: u32::try_from(n_mentions).unwrap_or(u32::MAX),
        n_documents: u32::try_from(entity.n_documents).unwrap_or(u32::MAX),
        first: entity.first,
        last: entity.last,
        names: names.into_boxed_str(),
        n_name_bytes,
    })
}

fn compare(a: &Key, b: &Key, column: EntityColumn) -> Ordering {
    let aliases = |key: &Key| key.names.get(key.n_name_bytes as usize..).unwrap_or_default().to_owned();
    match column {
        EntityColumn::Name => a.names.cmp(&b.names),
        EntityColumn::Type => type_words(a.etype).cmp(type_words(b.etype)),
        EntityColumn::Mentions => a.n_mentions.cmp(&b.n_mentions),
        EntityColumn::Documents => a.n_documents.cmp(&b.n_documents),
        EntityColumn::First => a.first.cmp(&b.first),
        EntityColumn::Last => a.last.cmp(&b.last),
        EntityColumn::Aliases => aliases(a).cmp(&aliases(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::samples;

    fn names(corpus: &Corpus, doc: Option<DocId>, query: &EntityQuery) -> Vec<String> {
        let order = EntityKeys::new(corpus, doc).order(query);
        order.rows.iter().map(|(id, _)| corpus.entity(*id).unwrap().name.clone()).collect()
    }

    #[test]
    fn rows_sort_by_any_column_both_ways() {
        let corpus = samples::strike_twice();
        let query = |column, descending| EntityQuery { column, descending, ..EntityQuery::default() };
        let by_name = names(&corpus, Some(DocId(0)), &query(EntityColumn::Name, false));
        assert_eq!(by_name, ["a Kataeb Hezbollah commander", "Iraq", "Kataeb Hezbollah", "U.S. Central Command"]);
        for column in EntityColumn::ALL {
            let mut forward = names(&corpus, None, &query(column, false));
            let mut back = names(&corpus, None, &query(column, true));
            forward.sort();
            back.sort();
            assert_eq!(forward, back, "{column:?} loses rows");
        }
        assert_eq!(names(&corpus, None, &query(EntityColumn::Mentions, true))[0], "Iraq");
    }

    #[test]
    fn the_filter_finds_aliases_and_types() {
        let corpus = samples::strike_twice();
        let text = EntityQuery { text: "centcom".to_owned(), ..EntityQuery::default() };
        assert_eq!(names(&corpus, None, &text), ["U.S. Central Command"]);
        let places = EntityQuery { etype: Some(EntityType::Place), ..EntityQuery::default() };
        assert_eq!(names(&corpus, None, &places), ["Iraq"]);
    }

    #[test]
    fn the_scope_decides_what_is_counted() {
        let corpus = samples::strike_twice();
        let query = EntityQuery { text: "iraq".to_owned(), ..EntityQuery::default() };
        let count = |doc| EntityKeys::new(&corpus, doc).order(&query).rows[0].1;
        assert_eq!((count(Some(DocId(1))), count(None)), (2, 4));
        assert!(EntityKeys::new(&corpus, Some(DocId(9))).is_empty());
    }
}
