//! Entities across documents.
//!
//! Two documents speak of the same entity when both give it the same full name and the same family of types, or when one
//! of them could not tell the type. A name of one word is enough for places and bodies, never for persons: nobody is
//! merged on a surname.
//!
//! Entities of documents that names tell to be one are a *cluster*; what the user judged makes one entity of several
//! clusters. When a document or a judgement changes, only the clusters that it touches are made anew, and the result is
//! what it would be if everything were.

mod judged;
mod labels;
mod names;
mod sum;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    Entries, Entry,
    judgements::{Groups, Member},
    shared::Shared,
};
use crate::model::{DocId, EntityId, EntityType, Status};
use judged::{Contest, Recipes};
use labels::Labels;
pub(crate) use labels::Named;
use names::{Family, Scope, assign, merge_name};
use sum::{First, Piece};

/// An entity of the corpus, known by the first entity of a document that it is made of. The id stays valid while documents
/// are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CorpusEntityId(pub u64);

impl CorpusEntityId {
    fn of((doc, entity): Member) -> Self {
        Self(u64::from(doc.0) << 32 | u64::from(entity.0))
    }

    /// The first document that speaks of it, and its entity there.
    pub fn begin(self) -> (DocId, EntityId) {
        let [doc, entity] = [self.0 >> 32, self.0].map(|half| u32::try_from(half & 0xFFFF_FFFF).unwrap_or(u32::MAX));
        (DocId(doc), EntityId(entity))
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
    /// What the user calls it, or the first document.
    pub name: String,
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
    /// Mentions by type, in the order of types.
    votes: Vec<(EntityType, usize)>,
    /// All names, in order of first use.
    names: Vec<First<Box<str>>>,
    /// The finer kinds for each type, in order of first use.
    kinds: Vec<First<(EntityType, Box<str>)>>,
}

impl CorpusEntity {
    /// Other names, in order of first use, without repeats.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.first_uses().map(|(alias, _)| alias).filter(|alias| *alias != self.name)
    }

    /// All names that documents give it, in order of first use, each with the entity of a document that has it first.
    pub fn first_uses(&self) -> impl Iterator<Item = (&str, (DocId, EntityId))> {
        self.names.iter().map(|name| (&*name.value, name.member))
    }
}

/// Whether documents may speak of one thing when they take it for these types.
pub(super) fn may_be_one(a: EntityType, b: EntityType) -> bool {
    Family::of(a).agrees_with(Family::of(b))
}

/// Entities of documents that names tell to be one. The number means nothing beyond the corpus in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ClusterId(u32);

impl ClusterId {
    fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug, Default)]
struct Cluster {
    /// What it makes alone; `None` while nothing is in it.
    own: Option<Arc<CorpusEntity>>,
    /// The entity it belongs to, where the user judged or pinned something about it.
    whole: Option<Arc<CorpusEntity>>,
    /// The entity for which it stands in the list of entities: one of the clusters of an entity does.
    head: Option<CorpusEntityId>,
}

/// All entities. A copy shares what did not change since, and leaves behind what is needed for changes alone: that is made
/// again when the copy is changed.
#[derive(Debug, Default)]
pub(super) struct Entities {
    clusters: Shared<Cluster>,
    labels: Labels,
    /// For each document, the entities that begin in it, in order, each with a cluster of it.
    heads: Shared<Vec<(EntityId, ClusterId)>>,
    n: usize,
    changing: Option<Box<Changing>>,
}

/// What changes need to know.
#[derive(Debug, Default)]
struct Changing {
    names: FxHashMap<String, Scope>,
    /// Clusters with nothing in them.
    free: Vec<ClusterId>,
    groups: Groups,
    /// Names whose clusters may be in disorder, because documents that have them changed.
    unsettled: BTreeSet<String>,
    /// Names that were settled under judgements of before: their entities may have other numbers by now.
    outdated: BTreeSet<String>,
    /// What was judged to be different among all that has one name.
    contested: FxHashMap<String, Contest>,
    recipes: Recipes,
}

impl Clone for Entities {
    fn clone(&self) -> Self {
        Self {
            clusters: self.clusters.clone(),
            labels: self.labels.clone(),
            heads: self.heads.clone(),
            n: self.n,
            changing: None,
        }
    }
}

/// What goes out of a cluster and into it, by document and entity.
type Moves<'e> = BTreeMap<ClusterId, (Vec<Piece<'e>>, Vec<Piece<'e>>)>;

impl Entities {
    /// Number of entities.
    pub(super) fn len(&self) -> usize {
        self.n
    }

    /// All of them, in order of first mention.
    pub(super) fn iter(&self) -> impl Iterator<Item = &CorpusEntity> {
        self.heads.iter().flatten().filter_map(|(_, cluster)| self.of(*cluster))
    }

    /// The entity with this id.
    pub(super) fn get(&self, id: CorpusEntityId) -> Option<&CorpusEntity> {
        let (doc, entity) = id.begin();
        let heads = self.heads.get(doc.index())?;
        let at = heads.binary_search_by_key(&entity, |(entity, _)| *entity).ok()?;
        self.of(heads[at].1)
    }

    /// The entity that a cluster belongs to.
    pub(super) fn of(&self, cluster: ClusterId) -> Option<&CorpusEntity> {
        let cluster = self.clusters.get(cluster.index())?;
        cluster.whole.as_deref().or(cluster.own.as_deref())
    }

    /// Lets the entities of one document follow: `before` is the document as it was, `entries` are all as they are now.
    /// [`Entities::settle_names`] has to follow behind the last document of a change.
    /// Answers whether judgements have to be looked at again.
    pub(super) fn follow(&mut self, entries: &mut Entries, doc: DocId, before: Option<&Entry>) -> bool {
        // A copy does not know the judgements yet: they are looked at behind its first change.
        let is_fresh = self.changing.is_none();
        self.prepare(entries, Some(doc), before);
        let now = entries.shared(doc).cloned();
        let former = before.map_or(&[][..], |entry| entry.clusters.as_slice());
        let mut moves = Moves::new();
        let mut touched: BTreeSet<String> = BTreeSet::new();
        let mut unnamed = Vec::new();
        if let Some(before) = before {
            for (entity, cluster) in before.analysis.entities.iter().zip(former) {
                match merge_name(entity) {
                    None => unnamed.push(*cluster),
                    Some(name) => {
                        if let Some(scope) = self.changing().names.get_mut(&name) {
                            scope.count(Family::of(entity.etype), false);
                        }
                        touched.insert(name);
                    }
                }
            }
        }
        unnamed.reverse();
        let mut clusters = Vec::new();
        if let Some(now) = &now {
            for (index, entity) in now.analysis.entities.iter().enumerate() {
                let member = (doc, EntityId::from_index(index));
                let cluster = match merge_name(entity) {
                    None => unnamed.pop().unwrap_or_else(|| self.new_cluster()),
                    Some(name) => {
                        let (cluster, is_settled) = self.named(&name, Family::of(entity.etype), member);
                        if !is_settled {
                            touched.insert(name);
                        }
                        cluster
                    }
                };
                clusters.push(cluster);
            }
        }
        for (index, cluster) in former.iter().enumerate() {
            let is_as_before = now.as_deref().zip(before).is_some_and(|(now, before)| {
                clusters.get(index) == Some(cluster) && is_alike(before, now, EntityId::from_index(index))
            });
            if let (false, Some(before)) = (is_as_before, before) {
                moves.entry(*cluster).or_default().0.push(Piece::new(before, EntityId::from_index(index)));
            }
        }
        if let Some(now) = &now {
            for (index, cluster) in clusters.iter().enumerate() {
                let id = EntityId::from_index(index);
                let is_as_before =
                    former.get(index) == Some(cluster) && before.is_some_and(|before| is_alike(before, now, id));
                if !is_as_before {
                    moves.entry(*cluster).or_default().1.push(Piece::new(now, id));
                }
            }
        }
        if let Some(entry) = entries.get_mut(doc) {
            entry.clusters = clusters;
        }
        let is_judged = self.make(&moves, entries) || is_fresh;
        // Before an emptied cluster is taken for another name, the one that it belonged to forgets it.
        for name in &touched {
            self.forget_empty(name);
        }
        self.changing().unsettled.extend(touched);
        is_judged
    }

    /// Brings the names of all documents that changed in order, once for a change of many. Answers whether judgements have
    /// to be looked at again.
    pub(super) fn settle_names(&mut self, entries: &mut Entries) -> bool {
        let Some(changing) = &mut self.changing else { return false };
        let touched = std::mem::take(&mut changing.unsettled);
        let mut is_judged = false;
        for name in &touched {
            is_judged |= self.settle(name, entries);
        }
        // Only entities of these documents have new numbers; where judgements speak of them, they are looked at again.
        if !self.changing().groups.is_empty() {
            self.changing().outdated.extend(touched);
        }
        is_judged
    }

    /// The cluster for an entity of this name, and whether it is sure already: it is, where the entity is the last one of
    /// its name or all of that name are one.
    fn named(&mut self, name: &str, family: Family, member: Member) -> (ClusterId, bool) {
        let changing = self.changing.get_or_insert_default();
        if !changing.names.contains_key(name) {
            changing.names.insert(name.to_owned(), Scope::default());
        }
        let is_contested = changing.contested.contains_key(name);
        let Some(scope) = changing.names.get_mut(name) else { return (self.new_cluster(), false) };
        scope.count(family, true);
        let clusters = &self.clusters;
        let holds_later = |cluster: ClusterId| {
            let own = clusters.get(cluster.index()).and_then(|cluster| cluster.own.as_ref());
            own.and_then(|own| own.members.last()).is_some_and(|last| *last >= member)
        };
        let is_last = !scope.clusters.iter().any(|(_, cluster)| holds_later(*cluster));
        let is_one = scope.clusters.len() == 1 && scope.only_family().is_some();
        // One that was judged needs a look at what it was told from.
        let is_settled = changing.groups.of(member).is_none() && (is_last || (is_one && !is_contested));
        if let Some((known, cluster)) = scope.clusters.iter_mut().find(|(known, _)| known.agrees_with(family)) {
            if *known == Family::Open {
                *known = family;
            }
            return (*cluster, is_settled);
        }
        let new = self.new_cluster();
        if let Some(scope) = self.changing().names.get_mut(name) {
            scope.clusters.push((family, new));
        }
        (new, is_settled)
    }

    fn changing(&mut self) -> &mut Changing {
        self.changing.get_or_insert_default()
    }

    fn new_cluster(&mut self) -> ClusterId {
        self.changing().free.pop().unwrap_or_else(|| {
            let id = ClusterId(u32::try_from(self.clusters.len()).unwrap_or(u32::MAX));
            self.clusters.push(Cluster::default());
            id
        })
    }

    /// Finds out again what changes need to know, in a copy that is changed for the first time. Of the document that
    /// changes just now, what was there before counts.
    fn prepare(&mut self, entries: &Entries, doc: Option<DocId>, before: Option<&Entry>) {
        if self.changing.is_some() {
            return;
        }
        let mut changing = Changing::default();
        let others = entries.iter().filter(|entry| Some(entry.id) != doc);
        let mut clusters: BTreeMap<String, BTreeMap<CorpusEntityId, (Family, ClusterId)>> = BTreeMap::new();
        for entry in others.chain(before) {
            for (entity, cluster) in entry.analysis.entities.iter().zip(&entry.clusters) {
                let Some(name) = merge_name(entity) else { continue };
                let family = Family::of(entity.etype);
                changing.names.entry(name.clone()).or_default().count(family, true);
                let Some(own) = self.clusters.get(cluster.index()).and_then(|cluster| cluster.own.as_ref()) else {
                    continue;
                };
                let known = clusters.entry(name).or_default().entry(own.id).or_insert((family, *cluster));
                if known.0 == Family::Open {
                    known.0 = family;
                }
            }
        }
        for (name, clusters) in clusters {
            // What keeps entities of one name apart is not known here, and may be over.
            if clusters.len() > 1 {
                changing.outdated.insert(name.clone());
            }
            if let Some(scope) = changing.names.get_mut(&name) {
                scope.clusters = clusters.into_values().collect();
            }
        }
        let ids = || (0..).map(ClusterId).zip(self.clusters.iter());
        changing.free = ids().filter(|(_, cluster)| cluster.own.is_none()).map(|(id, _)| id).collect();
        let judged = ids().filter(|(_, cluster)| cluster.whole.is_some()).map(|(id, _)| id);
        changing.recipes = Recipes::unknown(judged);
        self.changing = Some(Box::new(changing));
    }

    /// Moves entities of documents out of clusters and into them. Answers whether judgements speak of one of the clusters.
    fn make(&mut self, moves: &Moves<'_>, entries: &Entries) -> bool {
        let mut is_judged = false;
        for (id, (out, into)) in moves {
            self.labels.forget(*id);
            let Some(cluster) = self.clusters.get_mut(id.index()) else { continue };
            let own = cluster.own.get_or_insert_with(|| Arc::new(CorpusEntity::empty()));
            Arc::make_mut(own).change(out, into, entries);
            let own_id = (!own.members.is_empty()).then_some(own.id);
            if own_id.is_none() {
                (cluster.own, cluster.whole) = (None, None);
                self.changing().free.push(*id);
            }
            let is_in_recipe = self.changing().recipes.note(*id);
            is_judged |= is_in_recipe;
            // What judgements speak of is shown as before until they are looked at.
            if !is_in_recipe || own_id.is_none() {
                self.show(*id, own_id);
            }
        }
        is_judged
    }

    /// Lists a cluster as the one that stands for an entity, or for none.
    fn show(&mut self, id: ClusterId, head: Option<CorpusEntityId>) {
        let Some(cluster) = self.clusters.get_mut(id.index()) else { return };
        let before = std::mem::replace(&mut cluster.head, head);
        if before == head {
            return;
        }
        if let Some((doc, entity)) = before.map(CorpusEntityId::begin) {
            let heads = self.heads.slot(doc.index());
            // Another cluster may stand there by now.
            if let Some(at) = heads.iter().position(|known| *known == (entity, id)) {
                heads.remove(at);
                self.n -= 1;
            }
        }
        if let Some((doc, entity)) = head.map(CorpusEntityId::begin) {
            let heads = self.heads.slot(doc.index());
            heads.insert(heads.partition_point(|(known, _)| *known < entity), (entity, id));
            self.n += 1;
        }
    }

    /// Takes clusters with nothing in them from a name.
    fn forget_empty(&mut self, name: &str) {
        let clusters = &self.clusters;
        let is_empty = |id: ClusterId| clusters.get(id.index()).is_none_or(|cluster| cluster.own.is_none());
        if let Some(scope) = self.changing.get_or_insert_default().names.get_mut(name) {
            scope.clusters.retain(|(_, id)| !is_empty(*id));
        }
    }

    /// Brings the clusters of a name in order after entities of it came between others or left, or were judged. Answers
    /// whether judgements speak of one of them.
    fn settle(&mut self, name: &str, entries: &mut Entries) -> bool {
        let changing = self.changing.get_or_insert_default();
        let Some(scope) = changing.names.get_mut(name) else { return false };
        let clusters = &self.clusters;
        let own = |cluster: ClusterId| clusters.get(cluster.index()).and_then(|cluster| cluster.own.as_ref());
        if scope.is_empty() {
            changing.names.remove(name);
            return false;
        }
        let is_contested = changing.contested.contains_key(name);
        if let (Some(family), [(known, _)], false) = (scope.only_family(), scope.clusters.as_mut_slice(), is_contested)
        {
            *known = family;
            return false;
        }
        let mut members: Vec<(Member, Family, ClusterId)> = Vec::new();
        for (family, cluster) in &scope.clusters {
            let of_cluster = own(*cluster).into_iter().flat_map(|own| &own.members);
            members.extend(of_cluster.map(|member| (*member, *family, *cluster)));
        }
        if !scope.is_told() {
            for ((doc, entity), family, _) in &mut members {
                let entity = entries.get(*doc).and_then(|entry| entry.analysis.entity(*entity));
                *family = entity.map_or(Family::Open, |entity| Family::of(entity.etype));
            }
        }
        // Stable, for that is quick with what is in order already, cluster by cluster.
        members.sort_by_key(|(member, ..)| *member);
        let mut left: Vec<ClusterId> = scope.clusters.iter().map(|(_, cluster)| *cluster).collect();
        let parts = assign(members.iter().map(|(member, family, _)| (*member, *family)), &changing.groups);
        // A part goes on as the cluster of its first entity, if no part before it does.
        let mut ids: Vec<Option<ClusterId>> = Vec::new();
        for (part, (.., former)) in parts.of.iter().zip(&members) {
            if *part == ids.len() {
                let at = left.iter().position(|cluster| cluster == former);
                ids.push(at.map(|at| left.remove(at)));
            }
        }
        let ids: Vec<ClusterId> =
            ids.into_iter().map(|id| id.or_else(|| left.pop()).unwrap_or_else(|| self.new_cluster())).collect();
        if let Some(known) = self.changing().names.get_mut(name) {
            known.clusters = parts.families.iter().copied().zip(ids.iter().copied()).collect();
        }
        let to = members.iter().zip(&parts.of).map(|((member, _, former), part)| (*member, *former, ids[*part]));
        let moved: Vec<(Member, ClusterId, ClusterId)> = to.filter(|(_, former, to)| former != to).collect();
        for ((doc, entity), _, to) in &moved {
            if let Some(cluster) = entries.get_mut(*doc).and_then(|entry| entry.clusters.get_mut(entity.index())) {
                *cluster = *to;
            }
        }
        let mut moves = Moves::new();
        for ((doc, entity), from, to) in moved {
            let Some(entry) = entries.get(doc) else { continue };
            moves.entry(from).or_default().0.push(Piece::new(entry, entity));
            moves.entry(to).or_default().1.push(Piece::new(entry, entity));
        }
        self.make(&moves, entries)
    }
}

/// Whether an entity of a document tells the corpus the same as before.
fn is_alike(before: &Entry, now: &Entry, id: EntityId) -> bool {
    let (Some(a), Some(b)) = (before.analysis.entity(id), now.analysis.entity(id)) else { return false };
    (a.etype, &a.subtype, &a.name, a.status) == (b.etype, &b.subtype, &b.name, b.status)
        && before.mentions_of(id).len() == now.mentions_of(id).len()
        && a.aliases.len() == b.aliases.len()
        && a.aliases.iter().zip(&b.aliases).all(|(a, b)| a.text == b.text)
}
