//! What the user judged about entities: clusters that become one or stay apart, and what they are called.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ClusterId, CorpusEntity, Entities, names::merge_name};
use crate::{
    corpus::{
        Entries,
        judgements::{Groups, Judgements, Member},
    },
    model::EntityType,
};

/// Who is told from whom among all that has one name: judged entities, each with its group and the groups that it is told
/// from. Groups are numbered as they come, so that equal contests are equal.
pub(super) type Contest = Vec<(Member, usize, BTreeSet<usize>)>;

/// What an entity is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Recipe {
    /// In the order of their first entities.
    clusters: Vec<ClusterId>,
    name: Option<String>,
    etype: Option<EntityType>,
}

/// How entities are made that the user judged or pinned something about.
#[derive(Debug, Default)]
pub(super) struct Recipes {
    of: FxHashMap<ClusterId, Arc<Recipe>>,
    /// Clusters that changed since their entity was made.
    changed: FxHashSet<ClusterId>,
}

impl Recipes {
    /// For clusters of which only this is known, that something was judged about them.
    pub(super) fn unknown(clusters: impl Iterator<Item = ClusterId>) -> Self {
        Self { of: clusters.map(|cluster| (cluster, Arc::default())).collect(), changed: FxHashSet::default() }
    }

    /// Notes that a cluster changed; answers whether something was judged about it.
    pub(super) fn note(&mut self, cluster: ClusterId) -> bool {
        let is_known = self.of.contains_key(&cluster);
        if is_known {
            self.changed.insert(cluster);
        }
        is_known
    }

    fn is_made(&self, recipe: &Recipe) -> bool {
        recipe.clusters.iter().all(|cluster| {
            !self.changed.contains(cluster) && self.of.get(cluster).is_some_and(|known| **known == *recipe)
        })
    }
}

impl Entities {
    /// Makes entities what the user judged. Only those are made anew that differ from before.
    pub(in crate::corpus) fn judge(&mut self, entries: &mut Entries, judgements: &Judgements) {
        self.prepare(entries, None, None);
        let groups = Groups::new(judgements);
        let contested = contested(&groups, entries);
        let changing = self.changing();
        let is_known = |(name, contest): &(&String, &Contest)| changing.contested.get(*name) == Some(*contest);
        let new = contested.iter().filter(|known| !is_known(known)).map(|(name, _)| name);
        let over = changing.contested.keys().filter(|name| !contested.contains_key(*name));
        let mut names: BTreeSet<String> = new.chain(over).cloned().collect();
        names.append(&mut changing.outdated);
        (changing.groups, changing.contested) = (groups, contested);
        for name in names {
            self.settle(&name, entries);
        }
        let recipes = self.recipes(entries, judgements);
        self.cook(recipes);
    }

    fn recipes(&self, entries: &Entries, judgements: &Judgements) -> FxHashMap<ClusterId, Arc<Recipe>> {
        let Some(changing) = &self.changing else { return FxHashMap::default() };
        let cluster_of = |(doc, entity): Member| entries.get(doc)?.clusters.get(entity.index()).copied();
        let begin = |cluster: ClusterId| Some(self.clusters.get(cluster.index())?.own.as_ref()?.id);
        let mut judged: BTreeMap<_, (ClusterId, BTreeSet<usize>)> = BTreeMap::new();
        let pinned = judgements.names.iter().map(|(member, _)| *member);
        let pinned = pinned.chain(judgements.types.iter().map(|(member, _)| *member)).map(|member| (member, None));
        for (member, group) in changing.groups.members().map(|(member, group)| (member, Some(group))).chain(pinned) {
            if let Some(cluster) = cluster_of(member) {
                judged.entry(begin(cluster)).or_insert((cluster, BTreeSet::new())).1.extend(group);
            }
        }
        let (clusters, groups): (Vec<ClusterId>, Vec<BTreeSet<usize>>) = judged.into_values().unzip();
        let mut recipes: Vec<Recipe> = Vec::new();
        let mut recipe_of: FxHashMap<ClusterId, usize> = FxHashMap::default();
        for class in changing.groups.merge(&groups) {
            let clusters: Vec<ClusterId> = class.into_iter().map(|number| clusters[number]).collect();
            recipe_of.extend(clusters.iter().map(|cluster| (*cluster, recipes.len())));
            recipes.push(Recipe { clusters, ..Recipe::default() });
        }
        let number = |member: Member| recipe_of.get(&cluster_of(member)?).copied();
        // The first pin counts where there are several.
        for (member, name) in &judgements.names {
            if let Some(recipe) = number(*member).map(|number| &mut recipes[number]) {
                recipe.name.get_or_insert_with(|| name.clone());
            }
        }
        for (member, etype) in &judgements.types {
            if let Some(recipe) = number(*member).map(|number| &mut recipes[number]) {
                recipe.etype.get_or_insert(*etype);
            }
        }
        let tells = |recipe: &Recipe| recipe.clusters.len() > 1 || recipe.name.is_some() || recipe.etype.is_some();
        let recipes = recipes.into_iter().filter(tells).map(Arc::new);
        recipes
            .flat_map(|recipe| recipe.clusters.clone().into_iter().map(move |cluster| (cluster, Arc::clone(&recipe))))
            .collect()
    }

    /// Makes the entities of these recipes.
    fn cook(&mut self, recipes: FxHashMap<ClusterId, Arc<Recipe>>) {
        let known = std::mem::replace(
            &mut self.changing().recipes,
            Recipes { of: recipes.clone(), changed: FxHashSet::default() },
        );
        for id in known.of.keys().filter(|id| !recipes.contains_key(id)) {
            self.labels.forget(*id);
            if let Some(cluster) = self.clusters.get_mut(id.index()) {
                cluster.whole = None;
                let head = cluster.own.as_ref().map(|own| own.id);
                self.show(*id, head);
            }
        }
        let is_new =
            |(id, recipe): &(&ClusterId, &Arc<Recipe>)| recipe.clusters.first() == Some(id) && !known.is_made(recipe);
        for recipe in recipes.iter().filter(is_new).map(|(_, recipe)| recipe) {
            let clusters = recipe.clusters.iter().filter_map(|id| self.clusters.get(id.index()));
            let parts: Vec<&CorpusEntity> = clusters.filter_map(|cluster| cluster.own.as_deref()).collect();
            let mut whole = CorpusEntity::of_all(&parts);
            if let Some(name) = &recipe.name {
                whole.pin_name(name);
            }
            if let Some(etype) = recipe.etype {
                whole.pin_type(etype);
            }
            let whole = Arc::new(whole);
            for (position, id) in recipe.clusters.iter().enumerate() {
                self.labels.forget(*id);
                if let Some(cluster) = self.clusters.get_mut(id.index()) {
                    cluster.whole = Some(Arc::clone(&whole));
                }
                self.show(*id, (position == 0).then_some(whole.id));
            }
        }
    }
}

/// The names among whose entities some were judged to be different.
fn contested(groups: &Groups, entries: &Entries) -> FxHashMap<String, Contest> {
    let mut by_name: FxHashMap<String, Vec<(Member, usize)>> = FxHashMap::default();
    for (member, group) in groups.members().filter(|(_, group)| !groups.foes(*group).is_empty()) {
        let (doc, entity) = member;
        let entity = entries.get(doc).and_then(|entry| entry.analysis.entity(entity));
        if let Some(name) = entity.and_then(merge_name) {
            by_name.entry(name).or_default().push((member, group));
        }
    }
    let contest = |(name, mut members): (String, Vec<(Member, usize)>)| {
        members.sort_unstable();
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, group) in &members {
            let next = numbers.len();
            numbers.entry(*group).or_insert(next);
        }
        let foes = |group: usize| groups.foes(group).iter().filter_map(|foe| numbers.get(foe).copied()).collect();
        let contest: Contest = members.iter().map(|(member, group)| (*member, numbers[group], foes(*group))).collect();
        (name, contest)
    };
    by_name.into_iter().map(contest).filter(|(_, contest)| contest.iter().any(|(.., foes)| !foes.is_empty())).collect()
}
