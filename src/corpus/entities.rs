//! Entities across documents.
//!
//! Two documents speak of the same entity when both give it the same full name and the same family of types, or when one
//! of them could not tell the type. A name of one word is enough for places and bodies, never for persons: nobody is
//! merged on a surname.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

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

/// All entities, and the names under which further documents join them.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities {
    all: Vec<CorpusEntity>,
    by_name: FxHashMap<String, Vec<(Family, CorpusEntityId)>>,
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

impl Entities {
    pub(super) fn all(&self) -> &[CorpusEntity] {
        &self.all
    }

    /// Takes in one document; answers with the corpus entity of each of its entities.
    pub(super) fn add(
        &mut self,
        doc: DocId,
        date: Option<NaiveDate>,
        analysis: &Analysis,
        mentions: &[Vec<MentionId>],
    ) -> Vec<CorpusEntityId> {
        let mut ids = Vec::with_capacity(analysis.entities.len());
        for (index, entity) in analysis.entities.iter().enumerate() {
            let id = self.find_or_create(entity);
            let n_mentions = mentions.get(index).map_or(0, Vec::len);
            self.all[id.index()].absorb(doc, EntityId::from_index(index), entity, n_mentions, date);
            ids.push(id);
        }
        ids
    }

    fn find_or_create(&mut self, entity: &Entity) -> CorpusEntityId {
        let next = CorpusEntityId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let id = match merge_name(entity) {
            Some(name) => self.join(name, Family::of(entity.etype), next),
            None => next,
        };
        if id == next {
            self.all.push(CorpusEntity {
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
            });
        }
        id
    }
}

impl Entities {
    /// The entity that already has this name, or `next` for a new one.
    fn join(&mut self, name: String, family: Family, next: CorpusEntityId) -> CorpusEntityId {
        let namesakes = self.by_name.entry(name).or_default();
        match namesakes.iter_mut().find(|(known, _)| known.agrees_with(family)) {
            Some((known, id)) => {
                // From now on it is known what it is.
                if *known == Family::Open {
                    *known = family;
                }
                *id
            }
            None => {
                namesakes.push((family, next));
                next
            }
        }
    }
}

impl CorpusEntity {
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
        let told = |etype: EntityType| etype != EntityType::Other;
        let best = self.votes.iter().max_by_key(|(etype, votes)| (told(**etype), **votes, std::cmp::Reverse(**etype)));
        self.etype = best.map_or(self.etype, |(etype, _)| *etype);
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
