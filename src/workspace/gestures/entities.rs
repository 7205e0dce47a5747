//! Merge, un-merge, split off, rename, retype.

use std::collections::BTreeSet;

use super::{EditCommand, Workspace, anchor, counted, each, place};
use crate::{
    corpus::{CorpusEntityId, Finding},
    model::{
        Decision, DocId, EntityAnchor, EntityId, EntityType, MentionClass, MentionId, Place,
        decision::{EntityPair, Membership, Relation},
    },
    workspace::Item,
};

/// The mention by which decisions know the entity made of these entities of single documents.
pub(super) fn anchor_of(workspace: &Workspace, members: &[(DocId, EntityId)]) -> Option<EntityAnchor> {
    let mut first = None;
    for &(doc, member) in members {
        let Some(entry) = workspace.corpus().entry(doc) else { continue };
        for &id in entry.mentions_of(member) {
            let Some(origin) = entry.origin(Finding::Mention(id)) else { continue };
            let anchor = EntityAnchor::from(origin.place);
            if entry.analysis.mention(id).is_some_and(|mention| mention.class == MentionClass::Name) {
                return Some(anchor);
            }
            first.get_or_insert(anchor);
        }
    }
    first
}

/// What takes back all judgements of this kind between entities of which both ends lie in `entities`.
fn without(workspace: &Workspace, relation: Relation, is_inside: impl Fn(EntityPair) -> bool) -> Vec<Decision> {
    let relations = workspace.decisions().relations().iter();
    relations
        .filter(|(pair, known)| **known == relation && is_inside(**pair))
        .map(|(pair, _)| Decision::Relation(*pair, None))
        .collect()
}

/// The entities at both ends of a judgement.
fn ends(workspace: &Workspace, pair: EntityPair) -> [Option<CorpusEntityId>; 2] {
    pair.ends().map(|anchor| workspace.corpus().anchored(anchor).map(|entity| entity.id))
}

/// Says that entities are one. Judgements that they are not are taken back.
pub fn merge(workspace: &Workspace, entities: &[CorpusEntityId]) -> EditCommand {
    let wanted: BTreeSet<CorpusEntityId> = entities.iter().copied().collect();
    let mut decisions = without(workspace, Relation::Different, |pair| {
        ends(workspace, pair).iter().all(|end| end.is_some_and(|id| wanted.contains(&id)))
    });
    let anchors: Vec<EntityAnchor> = entities.iter().filter_map(|id| anchor(workspace, *id)).collect();
    let pairs = anchors.iter().skip(1).filter_map(|other| EntityPair::new(anchors[0], *other));
    decisions.extend(pairs.map(|pair| Decision::Relation(pair, Some(Relation::Same))));
    EditCommand { label: format!("merge {}", counted(wanted.len(), "entity")), decisions }
}

/// Takes back all merges of an entity, so that it falls into what was found without them.
pub fn unmerge(workspace: &Workspace, entity: CorpusEntityId) -> EditCommand {
    let decisions = without(workspace, Relation::Same, |pair| ends(workspace, pair).contains(&Some(entity)));
    EditCommand { label: "un-merge entity".to_owned(), decisions }
}

/// Says that two entities are not one, which binds as much as a merge.
pub fn tell_apart(workspace: &Workspace, a: CorpusEntityId, b: CorpusEntityId) -> EditCommand {
    let pair = anchor(workspace, a).zip(anchor(workspace, b)).and_then(|(a, b)| EntityPair::new(a, b));
    let decisions = pair.map(|pair| Decision::Relation(pair, Some(Relation::Different))).into_iter().collect();
    EditCommand { label: "keep entities apart".to_owned(), decisions }
}

/// Takes some of an entity's documents, each with all its mentions there, out into an entity of their own.
pub fn separate(workspace: &Workspace, entity: CorpusEntityId, members: &[(DocId, EntityId)]) -> EditCommand {
    let label = "split entity".to_owned();
    let all = workspace.corpus().entity(entity).map_or(&[][..], |entity| entity.members.as_slice());
    let rest: Vec<_> = all.iter().copied().filter(|member| !members.contains(member)).collect();
    let anchors: Vec<EntityAnchor> = members.iter().filter_map(|member| anchor_of(workspace, &[*member])).collect();
    let (Some(kept), Some(&first)) = (anchor_of(workspace, &rest), anchors.first()) else {
        return EditCommand { label, decisions: Vec::new() };
    };
    let member_of = |anchor: EntityAnchor| {
        let entry = workspace.corpus().entry_of(anchor.doc)?;
        let Some(Finding::Mention(id)) = entry.find(anchor.place()) else { return None };
        Some((entry.id, entry.analysis.mention(id)?.entity))
    };
    // Merges across the new border are taken back; those on either side stay.
    let mut decisions = without(workspace, Relation::Same, |pair| {
        let [a, b] = pair.ends().map(member_of);
        let goes = |member: Option<(DocId, EntityId)>| member.is_some_and(|member| members.contains(&member));
        let stays = |member: Option<(DocId, EntityId)>| member.is_some_and(|member| rest.contains(&member));
        (goes(a) && stays(b)) || (stays(a) && goes(b))
    });
    decisions.extend(EntityPair::new(kept, first).map(|pair| Decision::Relation(pair, Some(Relation::Different))));
    for other in &anchors[1..] {
        decisions.extend(EntityPair::new(first, *other).map(|pair| Decision::Relation(pair, Some(Relation::Same))));
    }
    EditCommand { label, decisions }
}

/// Takes mentions of one document out of their entity into one of their own.
pub fn split_mentions(workspace: &Workspace, doc: DocId, mentions: &[MentionId]) -> EditCommand {
    let places: Vec<Place> = mentions.iter().filter_map(|id| place(workspace, Item::Mention(doc, *id))).collect();
    let mut decisions = Vec::new();
    if let Some(first) = places.first() {
        decisions.push(Decision::Membership(*first, Some(Membership::Own)));
        let with = Membership::With(EntityAnchor::from(*first));
        decisions.extend(places[1..].iter().map(|place| Decision::Membership(*place, Some(with))));
        decisions.extend(
            rest_of(workspace, doc, mentions)
                .and_then(|rest| EntityPair::new(rest, EntityAnchor::from(*first)))
                .map(|pair| Decision::Relation(pair, Some(Relation::Different))),
        );
    }
    EditCommand { label: format!("split off {}", counted(places.len(), "mention")), decisions }
}

/// Says to which entity of their document mentions belong.
pub fn assign(mentions: &[Place], to: Membership) -> EditCommand {
    each("reassign", "mention", mentions, |place| Decision::Membership(place, Some(to)))
}

/// A mention by which the entity of these mentions is known when they are gone from it.
fn rest_of(workspace: &Workspace, doc: DocId, mentions: &[MentionId]) -> Option<EntityAnchor> {
    let entry = workspace.corpus().entry(doc)?;
    let entity = entry.analysis.mention(*mentions.first()?)?.entity;
    let stays = entry.mentions_of(entity).iter().filter(|id| !mentions.contains(id));
    let mut stays = stays.filter_map(|id| entry.origin(Finding::Mention(*id)));
    stays.next().map(|origin| EntityAnchor::from(origin.place))
}

/// All pins of this entity that are not at `anchor`.
fn other_pins<'w, V>(
    workspace: &'w Workspace,
    pins: &'w std::collections::BTreeMap<EntityAnchor, V>,
    entity: CorpusEntityId,
    anchor: EntityAnchor,
) -> impl Iterator<Item = EntityAnchor> {
    let is_of = move |pin: &&EntityAnchor| {
        **pin != anchor && workspace.corpus().anchored(**pin).is_some_and(|known| known.id == entity)
    };
    pins.keys().filter(is_of).copied()
}

/// Gives an entity a name.
pub fn rename(workspace: &Workspace, entity: CorpusEntityId, name: &str) -> EditCommand {
    let mut decisions = Vec::new();
    if let Some(anchor) = anchor(workspace, entity) {
        let pins = workspace.decisions().entity_names();
        decisions.extend(other_pins(workspace, pins, entity, anchor).map(|pin| Decision::EntityName(pin, None)));
        decisions.push(Decision::EntityName(anchor, Some(name.trim().to_owned())));
    }
    EditCommand { label: format!("rename entity to {}", name.trim()), decisions }
}

/// Says what an entity is, with all its mentions.
pub fn pin_type(workspace: &Workspace, entity: CorpusEntityId, etype: EntityType) -> EditCommand {
    let mut decisions = Vec::new();
    if let Some(anchor) = anchor(workspace, entity) {
        let pins = workspace.decisions().entity_types();
        decisions.extend(other_pins(workspace, pins, entity, anchor).map(|pin| Decision::EntityType(pin, None)));
        decisions.push(Decision::EntityType(anchor, Some(etype)));
    }
    for (entry, id, mention) in workspace.corpus().mentions_of(entity) {
        if mention.etype != etype
            && let Some(origin) = entry.origin(Finding::Mention(id))
        {
            decisions.push(Decision::Type(origin.place, Some(etype)));
        }
    }
    EditCommand { label: format!("retype entity as {}", etype.label()), decisions }
}
