//! Entities across documents.
//!
//! Two documents speak of the same entity when both give it the same full name and the same family of types, or when one
//! of them could not tell the type. A name of one word is enough for places and bodies, never for persons: nobody is
//! merged on a surname.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    Entry,
    judgements::{Groups, Judgements, Member},
};
use crate::model::{Analysis, DocId, Entity, EntityId, EntityType, MentionId, Status};

/// An entity of the corpus. The id stays valid while documents are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CorpusEntityId(pub u32);

impl CorpusEntityId {
    /// The position in [`Corpus::entities`](super::Corpus::entities).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A thing that documents of the corpus speak about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusEntity {
    /// Its id.
    pub id: CorpusEntityId,
    /// What most of its documents take it for, weighed by mentions; the first listed type wins a tie.
    pub etype: EntityType,
    /// The finer kind given by the first document that knows one for this type.
    pub subtype: Option<String>,
    /// The fullest name any document uses.
    pub name: String,
    /// Other names, in order of first use, without repeats.
    pub aliases: Vec<String>,
    /// How well it is known.
    pub status: Status,
    /// The entities of single documents that it is made of, in document order.
    pub members: Vec<(DocId, EntityId)>,
    /// Number of mentions, pronouns included.
    pub n_mentions: usize,
    /// Number of documents.
    pub n_documents: usize,
    /// Date of the first document that has one.
    pub first: Option<NaiveDate>,
    /// Date of the last document that has one.
    pub last: Option<NaiveDate>,
    /// Mentions by type, from which `etype` is chosen.
    votes: BTreeMap<EntityType, usize>,
}

/// All entities, and the clusters of names that further documents join.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities {
    all: Vec<CorpusEntity>,
    names: Names,
    /// The entity that each cluster of names belongs to. Judgements make one entity of several clusters.
    of_cluster: Vec<CorpusEntityId>,
}

/// Types that documents confuse for the same thing: one calls it a militia, another a force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Body,
    /// A thing that a document names without telling what it is.
    Open,
    Single(EntityType),
}

impl Family {
    fn of(etype: EntityType) -> Self {
        use EntityType::{ArmedGroup, GovernmentBody, MilitaryUnit, Organization};
        match etype {
            Organization | ArmedGroup | GovernmentBody | MilitaryUnit => Self::Body,
            EntityType::Other => Self::Open,
            other => Self::Single(other),
        }
    }

    fn agrees_with(self, other: Self) -> bool {
        self == other || self == Self::Open || other == Self::Open
    }
}

/// Whether documents may speak of one thing when they take it for these types.
pub(super) fn may_be_one(a: EntityType, b: EntityType) -> bool {
    Family::of(a).agrees_with(Family::of(b))
}

impl Entities {
    pub(super) fn all(&self) -> &[CorpusEntity] {
        &self.all
    }

    /// Takes in one document about whose entities nothing was judged; answers with the corpus entity of each of them.
    pub(super) fn add(
        &mut self,
        doc: DocId,
        date: Option<NaiveDate>,
        analysis: &Analysis,
        mentions: &[Vec<MentionId>],
    ) -> Vec<CorpusEntityId> {
        let clusters: Vec<usize> =
            analysis.entities.iter().map(|entity| self.names.cluster(entity, |_| true)).collect();
        for _ in self.of_cluster.len()..self.names.n_clusters {
            self.of_cluster.push(UNSEEN);
        }
        self.absorb(doc, date, analysis, mentions, &clusters)
    }

    /// Resolves the entities of all documents, as names tell and as the user judged. Every entry gets its entities.
    pub(super) fn resolve(entries: &mut [Entry], judgements: &Judgements) -> Self {
        let mut groups = Groups::new(judgements);
        let mut names = Names::default();
        let clusters: Vec<Vec<usize>> = entries
            .iter()
            .map(|entry| {
                let entities = entry.analysis.entities.iter().enumerate();
                entities
                    .map(|(index, entity)| {
                        let member = (entry.id, EntityId::from_index(index));
                        let cluster = names.cluster(entity, |cluster| groups.allow(cluster, member));
                        groups.put(cluster, member);
                        cluster
                    })
                    .collect()
            })
            .collect();
        let roots = groups.merge(names.n_clusters);
        let mut entities = Self { all: Vec::new(), of_cluster: vec![UNSEEN; names.n_clusters], names };
        for (entry, clusters) in entries.iter_mut().zip(clusters) {
            let clusters: Vec<usize> = clusters.into_iter().map(|cluster| roots[cluster]).collect();
            entry.entities =
                entities.absorb(entry.id, entry.document.date, &entry.analysis, &entry.mentions, &clusters);
        }
        for (cluster, root) in roots.into_iter().enumerate() {
            entities.of_cluster[cluster] = entities.of_cluster[root];
        }
        entities.pin(entries, judgements);
        entities
    }

    /// Adds the entities of one document to those of their clusters.
    fn absorb(
        &mut self,
        doc: DocId,
        date: Option<NaiveDate>,
        analysis: &Analysis,
        mentions: &[Vec<MentionId>],
        clusters: &[usize],
    ) -> Vec<CorpusEntityId> {
        let mut ids = Vec::with_capacity(clusters.len());
        for (index, (entity, &cluster)) in analysis.entities.iter().zip(clusters).enumerate() {
            if self.of_cluster[cluster] == UNSEEN {
                let id = CorpusEntityId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
                self.of_cluster[cluster] = id;
                self.all.push(CorpusEntity::new(id, entity));
            }
            let id = self.of_cluster[cluster];
            let n_mentions = mentions.get(index).map_or(0, Vec::len);
            self.all[id.index()].absorb(doc, EntityId::from_index(index), entity, n_mentions, date);
            ids.push(id);
        }
        ids
    }

    /// Gives entities the names and types that the user pinned to them; the first anchor wins where several are pinned.
    fn pin(&mut self, entries: &[Entry], judgements: &Judgements) {
        let id_of = |(doc, entity): Member| {
            let position = entries.binary_search_by_key(&doc, |entry| entry.id).ok()?;
            entries[position].corpus_entity(entity)
        };
        for (member, name) in judgements.names.iter().rev() {
            let Some(entity) = id_of(*member).and_then(|id| self.all.get_mut(id.index())) else { continue };
            let found = std::mem::replace(&mut entity.name, name.clone());
            entity.aliases.retain(|alias| alias != name);
            if found != *name && !entity.aliases.contains(&found) {
                entity.aliases.insert(0, found);
            }
            entity.status = Status::Named;
        }
        for (member, etype) in judgements.types.iter().rev() {
            let Some(entity) = id_of(*member).and_then(|id| self.all.get_mut(id.index())) else { continue };
            if std::mem::replace(&mut entity.etype, *etype) != *etype {
                entity.subtype = None;
            }
        }
    }

    /// Counts the mentions of an entity of a document anew; answers `false` when that changes more than a count.
    pub(super) fn recount(&mut self, id: CorpusEntityId, etype: EntityType, before: usize, now: usize) -> bool {
        let Some(entity) = self.all.get_mut(id.index()) else { return false };
        entity.n_mentions = entity.n_mentions + now - before;
        if let Some(votes) = entity.votes.get_mut(&etype) {
            *votes = *votes + now.max(1) - before.max(1);
        }
        let was = entity.etype;
        was == entity.best_type()
    }
}

/// What a cluster belongs to before its first entity is seen.
const UNSEEN: CorpusEntityId = CorpusEntityId(u32::MAX);

/// Clusters of entities that names tell to be one.
#[derive(Clone, Debug, Default)]
struct Names {
    by_name: FxHashMap<String, Vec<(Family, usize)>>,
    n_clusters: usize,
}

impl Names {
    /// The cluster that has the name of this entity, agrees with its type and may hold it; or a new one.
    fn cluster(&mut self, entity: &Entity, may_hold: impl Fn(usize) -> bool) -> usize {
        let next = self.n_clusters;
        let Some(name) = merge_name(entity) else {
            self.n_clusters += 1;
            return next;
        };
        let family = Family::of(entity.etype);
        let namesakes = self.by_name.entry(name).or_default();
        let fits = |(known, cluster): &&mut (Family, usize)| known.agrees_with(family) && may_hold(*cluster);
        if let Some((known, cluster)) = namesakes.iter_mut().find(fits) {
            // From now on it is known what it is.
            if *known == Family::Open {
                *known = family;
            }
            return *cluster;
        }
        namesakes.push((family, next));
        self.n_clusters += 1;
        next
    }
}

impl CorpusEntity {
    fn new(id: CorpusEntityId, entity: &Entity) -> Self {
        Self {
            id,
            etype: entity.etype,
            subtype: None,
            name: entity.name.clone(),
            aliases: Vec::new(),
            status: entity.status,
            members: Vec::new(),
            n_mentions: 0,
            n_documents: 0,
            first: None,
            last: None,
            votes: BTreeMap::new(),
        }
    }

    /// The type with the most votes; one that tells something wins over one that does not.
    fn best_type(&self) -> EntityType {
        let told = |etype: EntityType| etype != EntityType::Other;
        let best = self.votes.iter().max_by_key(|(etype, votes)| (told(**etype), **votes, std::cmp::Reverse(**etype)));
        best.map_or(self.etype, |(etype, _)| *etype)
    }

    fn absorb(&mut self, doc: DocId, id: EntityId, entity: &Entity, n_mentions: usize, date: Option<NaiveDate>) {
        if self.members.last().is_none_or(|&(last, _)| last != doc) {
            self.n_documents += 1;
        }
        self.members.push((doc, id));
        self.n_mentions += n_mentions;
        if let Some(date) = date {
            self.first = Some(self.first.map_or(date, |first| first.min(date)));
            self.last = Some(self.last.map_or(date, |last| last.max(date)));
        }
        *self.votes.entry(entity.etype).or_default() += n_mentions.max(1);
        self.etype = self.best_type();
        if self.subtype.is_none() || self.etype != entity.etype {
            self.subtype = entity.subtype.as_deref().map(str::to_owned).or(self.subtype.take());
        }
        for name in std::iter::once(&entity.name).chain(entity.aliases.iter().map(|alias| &alias.text)) {
            if *name != self.name && !self.aliases.contains(name) {
                self.aliases.push(name.clone());
            }
        }
    }
}

/// The name under which documents share this entity; `None` when it belongs to its document alone.
fn merge_name(entity: &Entity) -> Option<String> {
    if entity.status != Status::Named {
        return None;
    }
    let name = fold(&entity.name);
    let n_words = name.split(' ').count();
    let enough = !name.is_empty() && (n_words > 1 || entity.etype != EntityType::Person);
    enough.then_some(name)
}

/// A name without case, article, dots and runs of white space: `The U.S. Central Command` is `us central command`.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        let word: String =
            word.chars().filter(|c| !matches!(c, '.' | '\'' | '’' | '"' | ',')).flat_map(char::to_lowercase).collect();
        if word.is_empty() || (folded.is_empty() && word == "the") {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, RuleId, Score};

    fn named(name: &str, etype: EntityType) -> Entity {
        let evidence = Evidence::new(RuleId::new("test"), Score::new(900));
        Entity {
            etype,
            subtype: None,
            name: name.to_owned(),
            aliases: Vec::new(),
            status: Status::Named,
            gender: None,
            number: None,
            roles: Vec::new(),
            evidence,
        }
    }

    /// The corpus entity and its type for each of these, each from a document of its own.
    fn resolve(entities: &[(&str, EntityType)]) -> Vec<(u32, EntityType)> {
        let mut all = Entities::default();
        let ids: Vec<CorpusEntityId> = entities
            .iter()
            .enumerate()
            .flat_map(|(doc, (name, etype))| {
                let analysis = Analysis { entities: vec![named(name, *etype)], ..Analysis::default() };
                all.add(DocId::from_index(doc), None, &analysis, &[vec![MentionId(0)]])
            })
            .collect();
        ids.iter().map(|id| (id.0, all.all()[id.index()].etype)).collect()
    }

    #[test]
    fn a_full_name_is_one_entity_and_a_surname_is_not() {
        use EntityType::{ArmedGroup, MilitaryUnit, Person, Place};
        assert_eq!(resolve(&[("Idris Vale", Person), ("Idris Vale", Person)]), [(0, Person), (0, Person)]);
        assert_eq!(resolve(&[("Vale", Person), ("Vale", Person)]), [(0, Person), (1, Person)]);
        assert_eq!(
            resolve(&[("Velle", Place), ("Vale", Place), ("Velle", Place)]),
            [(0, Place), (1, Place), (0, Place)]
        );
        assert_eq!(resolve(&[("Dawn Front", ArmedGroup), ("The Dawn Front", MilitaryUnit)])[1].0, 0);
        assert_eq!(resolve(&[("Jordan Vale", Person), ("Jordan Vale", Place)])[1].0, 1);
    }

    #[test]
    fn a_name_of_open_type_takes_the_type_that_another_document_tells() {
        use EntityType::{Other, Person, Place};
        assert_eq!(resolve(&[("Oruna", Other), ("Oruna", Place)]), [(0, Place), (0, Place)]);
        assert_eq!(resolve(&[("Al Orun", Other), ("Al Orun", Place), ("Al Orun", Person)])[2].0, 1);
    }

    #[test]
    fn names_fold_to_what_two_outlets_share() {
        assert_eq!(fold("The U.S. Central  Command"), "us central command");
        assert_eq!(fold("US Central Command"), "us central command");
        assert_eq!(fold("The"), "");
    }
}
