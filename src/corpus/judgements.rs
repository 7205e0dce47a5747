//! What the user decided about entities, in terms of the documents that are here.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Entry, Finding};
use crate::model::{Decisions, DocId, EntityAnchor, EntityId, EntityType, Sha256, decision::Relation};

/// An entity of one document.
pub(super) type Member = (DocId, EntityId);

/// Judgements between entities of documents, and what they are called. In a fixed order, without those whose anchors
/// hold nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Judgements {
    /// Pairs that are one.
    pub(super) same: Vec<[Member; 2]>,
    /// Pairs that are two. As binding as the others: they win over them, and over all that names tell.
    pub(super) different: Vec<[Member; 2]>,
    /// Names.
    pub(super) names: Vec<(Member, String)>,
    /// Types.
    pub(super) types: Vec<(Member, EntityType)>,
}

impl Judgements {
    /// All judgements whose anchors are here.
    pub(super) fn of<'e>(decisions: &Decisions, entry_of: impl Fn(Sha256) -> Option<&'e Entry>) -> Self {
        let mut known: FxHashMap<EntityAnchor, Option<Member>> = FxHashMap::default();
        let mut member =
            |anchor: EntityAnchor| *known.entry(anchor).or_insert_with(|| member_at(entry_of(anchor.doc)?, anchor));
        let mut judgements = Self::default();
        for (pair, relation) in decisions.relations() {
            let [a, b] = pair.ends().map(&mut member);
            let (Some(a), Some(b)) = (a, b) else { continue };
            match relation {
                Relation::Same => judgements.same.push([a, b]),
                Relation::Different => judgements.different.push([a, b]),
            }
        }
        for (anchor, name) in decisions.entity_names() {
            judgements.names.extend(member(*anchor).map(|member| (member, name.clone())));
        }
        for (anchor, etype) in decisions.entity_types() {
            judgements.types.extend(member(*anchor).map(|member| (member, *etype)));
        }
        judgements
    }
}

/// The documents of whose entities judgements speak.
pub(super) fn judged_documents(decisions: &Decisions) -> FxHashSet<Sha256> {
    let anchors = decisions.relations().keys().flat_map(|pair| pair.ends());
    let pinned = decisions.entity_names().keys().chain(decisions.entity_types().keys()).copied();
    anchors.chain(pinned).map(|anchor| anchor.doc).collect()
}

/// The entity that is mentioned at an anchor.
pub(super) fn member_at(entry: &Entry, anchor: EntityAnchor) -> Option<Member> {
    let Some(Finding::Mention(mention)) = entry.find(anchor.place()) else { return None };
    Some((entry.id, entry.analysis.mention(mention)?.entity))
}

/// Entities of documents that the user judged to be one, and which of these groups are not one.
#[derive(Debug, Default)]
pub(super) struct Groups {
    group_of: FxHashMap<Member, usize>,
    foes: Vec<BTreeSet<usize>>,
}

impl Groups {
    /// Groups in which no two are judged to be different: of judgements that contradict each other, that counts.
    pub(super) fn new(judgements: &Judgements) -> Self {
        let mut numbers: FxHashMap<Member, usize> = FxHashMap::default();
        for member in judgements.same.iter().chain(&judgements.different).flatten() {
            let next = numbers.len();
            numbers.entry(*member).or_insert(next);
        }
        let number = |member: &Member| numbers.get(member).copied().unwrap_or_default();
        let mut sets = Sets::new(numbers.len());
        for [a, b] in &judgements.different {
            sets.part(number(a), number(b));
        }
        for [a, b] in &judgements.same {
            sets.join(number(a), number(b));
        }
        let group_of = numbers.iter().map(|(member, number)| (*member, sets.root(*number))).collect();
        Self { group_of, foes: sets.foes }
    }

    /// Whether nothing was judged.
    pub(super) fn is_empty(&self) -> bool {
        self.group_of.is_empty()
    }

    /// The group of an entity, if it was judged.
    pub(super) fn of(&self, member: Member) -> Option<usize> {
        self.group_of.get(&member).copied()
    }

    /// Whether one of a group may stand together with others.
    pub(super) fn may_join(&self, group: usize, others: &BTreeSet<usize>) -> bool {
        others.is_disjoint(&self.foes[group])
    }

    /// The groups that are told from a group.
    pub(super) fn foes(&self, group: usize) -> &BTreeSet<usize> {
        &self.foes[group]
    }

    /// All entities that were judged, with their groups.
    pub(super) fn members(&self) -> impl Iterator<Item = (Member, usize)> {
        self.group_of.iter().map(|(member, group)| (*member, *group))
    }

    /// Makes one of the clusters that hold a group; answers with those that become one. `clusters` tells which groups are in
    /// each, in order. Clusters that hold entities judged to be different stay apart.
    pub(super) fn merge(&self, clusters: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
        let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (cluster, groups) in clusters.iter().enumerate() {
            groups.iter().for_each(|group| holders.entry(*group).or_default().push(cluster));
        }
        let mut sets = Sets::new(clusters.len());
        for (cluster, groups) in clusters.iter().enumerate() {
            for foe in groups.iter().flat_map(|group| &self.foes[*group]) {
                holders.get(foe).into_iter().flatten().for_each(|other| sets.part(cluster, *other));
            }
        }
        for holders in holders.values() {
            holders[1..].iter().for_each(|other| sets.join(holders[0], *other));
        }
        let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for cluster in 0..clusters.len() {
            classes.entry(sets.root(cluster)).or_default().push(cluster);
        }
        classes.into_values().collect()
    }
}

/// Disjoint sets of numbers, some of which must not become one.
struct Sets {
    parent: Vec<usize>,
    /// For each root, the roots that it must not become one with.
    foes: Vec<BTreeSet<usize>>,
}

impl Sets {
    fn new(n: usize) -> Self {
        Self { parent: (0..n).collect(), foes: vec![BTreeSet::new(); n] }
    }

    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Keeps the sets of two numbers apart from now on.
    fn part(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.foes[a].insert(b);
            self.foes[b].insert(a);
        }
    }

    /// Makes one set of the sets of two numbers, unless that is ruled out. The smaller root stays.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || self.foes[a].contains(&b) {
            return;
        }
        let (kept, gone) = (a.min(b), a.max(b));
        self.parent[gone] = kept;
        for foe in std::mem::take(&mut self.foes[gone]) {
            self.foes[foe].remove(&gone);
            self.foes[foe].insert(kept);
            self.foes[kept].insert(foe);
        }
    }
}
