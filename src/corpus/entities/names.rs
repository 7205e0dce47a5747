//! Which entities of documents are one as their names tell.

use std::collections::BTreeSet;

use super::ClusterId;
use crate::{
    corpus::judgements::{Groups, Member},
    model::{Entity, EntityType, Status},
};

/// Types that documents confuse for the same thing: one calls it a militia, another a force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Body,
    /// A thing that a document names without telling what it is.
    Open,
    Single(EntityType),
}

impl Family {
    pub(super) fn of(etype: EntityType) -> Self {
        use EntityType::{ArmedGroup, GovernmentBody, MilitaryUnit, Organization};
        match etype {
            Organization | ArmedGroup | GovernmentBody | MilitaryUnit => Self::Body,
            EntityType::Other => Self::Open,
            other => Self::Single(other),
        }
    }

    pub(super) fn agrees_with(self, other: Self) -> bool {
        self == other || self == Self::Open || other == Self::Open
    }
}

/// All that has one name: a cluster of entities, or several where types or judgements tell them apart.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// In the order of their first entities, with what they are.
    pub(super) clusters: Vec<(Family, ClusterId)>,
    /// How many entities are of which family.
    families: Vec<(Family, usize)>,
}

impl Scope {
    pub(super) fn count(&mut self, family: Family, added: bool) {
        match self.families.iter_mut().find(|(known, _)| *known == family) {
            Some((_, n)) if added => *n += 1,
            Some((_, n)) => *n -= 1,
            None => self.families.push((family, 1)),
        }
        self.families.retain(|(_, n)| *n > 0);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.families.is_empty()
    }

    /// Whether it is known of all of it what it is: then each is what its cluster is.
    pub(super) fn is_told(&self) -> bool {
        self.families.iter().all(|(family, _)| *family != Family::Open)
            && self.clusters.iter().all(|(family, _)| *family != Family::Open)
    }

    /// What all of it is, where no two entities disagree: then it is one cluster, in whatever order they come.
    pub(super) fn only_family(&self) -> Option<Family> {
        let mut told = self.families.iter().map(|(family, _)| *family).filter(|family| *family != Family::Open);
        let first = told.next().unwrap_or(Family::Open);
        told.next().is_none().then_some(first)
    }
}

/// The clusters of one name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// What each cluster is, in the order of their first entities.
    pub(super) families: Vec<Family>,
    /// For each entity, the cluster that it is put into.
    pub(super) of: Vec<usize>,
}

/// Puts the entities of one name, in document order, into clusters: each into the first one that agrees with its type and
/// may hold it.
pub(super) fn assign(members: impl Iterator<Item = (Member, Family)>, groups: &Groups) -> Parts {
    let mut parts = Parts { families: Vec::new(), of: Vec::new() };
    let mut groups_in: Vec<BTreeSet<usize>> = Vec::new();
    for (member, family) in members {
        let group = groups.of(member);
        let may_hold = |here: &BTreeSet<usize>| group.is_none_or(|group| groups.may_join(group, here));
        let fits = |(known, here): (&Family, &BTreeSet<usize>)| known.agrees_with(family) && may_hold(here);
        let at = parts.families.iter().zip(&groups_in).position(fits).unwrap_or_else(|| {
            parts.families.push(family);
            groups_in.push(BTreeSet::new());
            groups_in.len() - 1
        });
        // From now on it is known what it is.
        if parts.families[at] == Family::Open {
            parts.families[at] = family;
        }
        parts.of.push(at);
        groups_in[at].extend(group);
    }
    parts
}

/// The name under which documents share this entity; `None` when it belongs to its document alone.
pub(super) fn merge_name(entity: &Entity) -> Option<String> {
    if entity.status != Status::Named {
        return None;
    }
    let name = fold(&entity.name);
    let n_words = name.split(' ').count();
    let enough = !name.is_empty() && (n_words > 1 || entity.etype != EntityType::Person);
    enough.then_some(name)
}

/// A name without case, article, dots and runs of white space: `The U.S. Central Command` is `us central command`.
pub(super) fn fold(name: &str) -> String {
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
