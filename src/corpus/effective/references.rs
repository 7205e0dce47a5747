//! Findings in the making, and how references follow when lists change.

use std::collections::BTreeSet;

use super::{Ground, Rejected, Standing, Stood, mentions::Tagged};
use crate::model::{Entity, EntityId, MentionClass, Place, Span, Status, decision::Verdict};

/// A finding with what is known about it so far.
pub(super) struct Draft<T> {
    pub(super) item: T,
    pub(super) place: Place,
    pub(super) standing: Standing,
    /// Its position in the machine's list.
    pub(super) old: Option<usize>,
}

impl<T> Draft<T> {
    /// Found by the engine.
    pub(super) fn found(item: T, place: Place, index: usize) -> Self {
        Self { item, place, standing: Standing::Machine, old: Some(index) }
    }

    /// Made by the user or a rule.
    pub(super) fn made(item: T, place: Place) -> Self {
        Self { item, place, standing: Standing::UserMade, old: None }
    }

    /// Takes a verdict in; answers whether the finding stands.
    pub(super) fn judge(&mut self, verdict: Option<&Verdict>, rejected: &mut Vec<Rejected>) -> bool {
        match verdict {
            Some(Verdict::Rejected) => {
                rejected.push(Rejected { place: self.place, by_rule: false });
                return false;
            }
            Some(Verdict::Confirmed) if self.standing == Standing::Machine => self.standing = Standing::Confirmed,
            Some(Verdict::Confirmed) | None => {}
        }
        true
    }

    /// Notes that the user changed it. What the user made stays that.
    pub(super) fn corrected(&mut self) {
        if self.standing != Standing::UserMade {
            self.standing = Standing::Corrected;
        }
    }

    /// The extent that the user gave it, if it lies in the text.
    pub(super) fn extent(&self, ground: &Ground<'_>) -> Option<Span> {
        let span = ground.decisions.extents().get(&self.place)?.span;
        Span::new(&ground.document.text, span.start(), span.end())
    }

    /// Findings and their origins, as two lists.
    pub(super) fn split(drafts: Vec<Self>) -> (Vec<T>, Vec<Stood>) {
        let origin = |draft: &Self| Stood { span: draft.place.span, standing: draft.standing };
        let origins = drafts.iter().map(origin).collect();
        (drafts.into_iter().map(|draft| draft.item).collect(), origins)
    }

    /// For each position in a list of `n`, where it is now.
    pub(super) fn moves(drafts: &[Self], n: usize) -> Vec<Option<usize>> {
        let mut moves = vec![None; n];
        for (new, draft) in drafts.iter().enumerate() {
            if let Some(old) = draft.old {
                moves[old] = Some(new);
            }
        }
        moves
    }
}

/// The entities that still have a place in the document.
pub(super) struct Entities {
    pub(super) list: Vec<Entity>,
    moves: Vec<Option<EntityId>>,
}

impl Entities {
    /// Where an entity of the machine's list, or one that was added to it, is now.
    pub(super) fn moved(&self, id: EntityId) -> Option<EntityId> {
        self.moves.get(id.index()).copied().flatten()
    }
}

/// Puts entities in order of first mention and leaves out those that lost all mentions; mentions follow.
pub(super) fn order_entities(ground: &Ground<'_>, tagged: &mut Tagged) -> Entities {
    retype(ground, tagged);
    let n = tagged.entities.len();
    let mut moves = vec![None; n];
    let mut order = Vec::with_capacity(n);
    let mut was_mentioned = vec![false; n];
    for mention in &ground.machine.mentions {
        was_mentioned[mention.entity.index()] = true;
    }
    let mentioned = tagged.mentions.iter().map(|draft| draft.item.entity.index());
    let never_mentioned = (0..ground.machine.entities.len()).filter(|&index| !was_mentioned[index]);
    for index in mentioned.chain(never_mentioned).collect::<Vec<_>>() {
        if moves[index].is_none() {
            moves[index] = Some(EntityId::from_index(order.len()));
            order.push(index);
        }
    }
    let lost = entities_with_losses(ground, tagged);
    let mut spans: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (index, draft) in tagged.mentions.iter().enumerate() {
        spans[draft.item.entity.index()].push(index);
    }
    let mut list: Vec<Entity> = Vec::with_capacity(order.len());
    for &index in &order {
        let mut entity = tagged.entities[index].clone();
        if lost.contains(&index) {
            rename(ground, tagged, &spans[index], &mut entity);
        }
        for role in &mut entity.roles {
            role.of = role.of.and_then(|of| moves[of.index()]);
        }
        list.push(entity);
    }
    for draft in &mut tagged.mentions {
        draft.item.entity = moves[draft.item.entity.index()].unwrap_or(draft.item.entity);
    }
    Entities { list, moves }
}

/// Entities whose mentions are not all where the engine put them.
fn entities_with_losses(ground: &Ground<'_>, tagged: &Tagged) -> BTreeSet<usize> {
    let mut now = vec![None; ground.machine.mentions.len()];
    for draft in &tagged.mentions {
        if let Some(old) = draft.old {
            now[old] = Some((draft.item.entity, draft.item.span));
        }
    }
    let mentions = ground.machine.mentions.iter().zip(now);
    mentions
        .filter(|(mention, now)| *now != Some((mention.entity, mention.span)))
        .map(|(mention, _)| mention.entity.index())
        .collect()
}

/// Gives an entity that lost mentions the name and aliases that its other mentions bear out.
fn rename(ground: &Ground<'_>, tagged: &Tagged, mentions: &[usize], entity: &mut Entity) {
    let drafts = || mentions.iter().map(|&index| &tagged.mentions[index]);
    let words = |span: Span| ground.document.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let was_words = ground.machine.mentions.iter().any(|mention| words(mention.span) == entity.name);
    let is_words = drafts().any(|draft| words(draft.item.span) == entity.name);
    let names = || drafts().filter(|draft| draft.item.class == MentionClass::Name);
    if was_words && !is_words {
        let longest = |span: &Span| (span.len(), std::cmp::Reverse(span.start()));
        let name = names().map(|draft| draft.item.span).max_by_key(longest);
        if let Some(span) = name.or_else(|| drafts().map(|draft| draft.item.span).max_by_key(longest)) {
            entity.name = words(span);
        }
    }
    if entity.status == Status::Named && names().next().is_none() {
        entity.status = Status::Underspecified;
    }
    entity.aliases.retain(|alias| drafts().any(|draft| draft.item.span.overlaps(alias.span)));
}

/// The type of entities follows that of their mentions, and pronouns follow their entity.
fn retype(ground: &Ground<'_>, tagged: &mut Tagged) {
    for (&id, &decided) in &tagged.retyped {
        let mut votes: Vec<(crate::model::EntityType, usize)> = Vec::new();
        for draft in tagged.mentions.iter().filter(|draft| draft.item.entity == id) {
            if draft.item.class == MentionClass::Pronoun && draft.standing == Standing::Machine {
                continue;
            }
            match votes.iter_mut().find(|(etype, _)| *etype == draft.item.etype) {
                Some((_, n)) => *n += 1,
                None => votes.push((draft.item.etype, 1)),
            }
        }
        let Some(&(etype, _)) = votes.iter().max_by_key(|(etype, n)| (*n, *etype == decided)) else { continue };
        let entity = &mut tagged.entities[id.index()];
        let former = std::mem::replace(&mut entity.etype, etype);
        if former == etype {
            continue;
        }
        entity.subtype = None;
        for draft in tagged.mentions.iter_mut().filter(|draft| draft.item.entity == id) {
            let follows = draft.item.class == MentionClass::Pronoun
                && draft.item.etype == former
                && !ground.decisions.types().contains_key(&draft.place);
            if follows {
                draft.item.etype = etype;
                draft.item.subtype = None;
            }
        }
    }
}
