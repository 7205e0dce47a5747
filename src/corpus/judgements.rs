//! What the user decided about entities, in terms of the documents that are here.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

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
    pub(super) fn of(
        decisions: &Decisions,
        entries: &[Entry],
        by_content: &FxHashMap<Sha256, Vec<DocId>>,
        position: &FxHashMap<DocId, usize>,
    ) -> Self {
        let mut known: BTreeMap<EntityAnchor, Option<Member>> = BTreeMap::new();
        let mut member = |anchor: EntityAnchor| {
            *known.entry(anchor).or_insert_with(|| {
                let doc = by_content.get(&anchor.doc)?.first()?;
                member_at(&entries[*position.get(doc)?], anchor)
            })
        };
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

/// Whether a judgement may speak of an entity of this document.
pub(super) fn concern(decisions: &Decisions, content: Sha256) -> bool {
    let anchors = || EntityAnchor::all_in(content);
    decisions.entity_names().range(anchors()).next().is_some()
        || decisions.entity_types().range(anchors()).next().is_some()
        || decisions.relations().keys().any(|pair| pair.ends().iter().any(|end| end.doc == content))
}

/// The entity that is mentioned at an anchor.
pub(super) fn member_at(entry: &Entry, anchor: EntityAnchor) -> Option<Member> {
    let Some(Finding::Mention(mention)) = entry.find(anchor.place()) else { return None };
    Some((entry.id, entry.analysis.mention(mention)?.entity))
}

/// Entities of documents that the user judged to be one, and which of these groups are not one.
pub(super) struct Groups {
    group_of: FxHashMap<Member, usize>,
    foes: Vec<BTreeSet<usize>>,
    /// For each group, the clusters of names that hold an entity of it.
    clusters: Vec<BTreeSet<usize>>,
    /// For each cluster of names with judged entities, their groups.
    groups_in: FxHashMap<usize, BTreeSet<usize>>,
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
        let n = numbers.len();
        let group_of = numbers.iter().map(|(member, number)| (*member, sets.root(*number))).collect();
        Self { group_of, foes: sets.foes, clusters: vec![BTreeSet::new(); n], groups_in: FxHashMap::default() }
    }

    /// Whether an entity may join a cluster of names.
    pub(super) fn allow(&self, cluster: usize, member: Member) -> bool {
        let Some(group) = self.group_of.get(&member) else { return true };
        self.groups_in.get(&cluster).is_none_or(|here| here.is_disjoint(&self.foes[*group]))
    }

    /// Notes in which cluster of names an entity is.
    pub(super) fn put(&mut self, cluster: usize, member: Member) {
        if let Some(&group) = self.group_of.get(&member) {
            self.clusters[group].insert(cluster);
            self.groups_in.entry(cluster).or_default().insert(group);
        }
    }

    /// Makes one of the clusters that hold a group; answers with the one that stands for each of them all. Clusters that
    /// hold entities judged to be different stay apart.
    pub(super) fn merge(&self, n_clusters: usize) -> Vec<usize> {
        let mut sets = Sets::new(n_clusters);
        for (&cluster, groups) in &self.groups_in {
            for foe in groups.iter().flat_map(|group| &self.foes[*group]) {
                for &other in &self.clusters[*foe] {
                    sets.part(cluster, other);
                }
            }
        }
        for clusters in &self.clusters {
            let mut clusters = clusters.iter();
            if let Some(&first) = clusters.next() {
                clusters.for_each(|&other| sets.join(first, other));
            }
        }
        (0..n_clusters).map(|cluster| sets.root(cluster)).collect()
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
