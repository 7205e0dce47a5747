//! Mentions and the entities of the document they belong to, as decided.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, Rejected, Standing, references::Draft, rules::Match};
use crate::model::{
    Entity, EntityId, EntityType, Evidence, Layer, Mention, MentionClass, Place, RuleId, Score, Span, Status,
    decision::{Addition, Membership, RuleAction, Verdict, in_document},
};

/// Why something is tagged that the user tagged.
pub(super) const BY_USER: RuleId = RuleId::new("user.decision");
/// Why something is tagged that a project rule tags.
const BY_RULE: RuleId = RuleId::new("user.rule");

/// Mentions whose ids of entities point into `entities`: those of the machine, then new ones.
pub(super) struct Tagged {
    pub(super) mentions: Vec<Draft<Mention>>,
    pub(super) entities: Vec<Entity>,
    /// Entities with a mention whose type was decided, with that type.
    pub(super) retyped: BTreeMap<EntityId, EntityType>,
    /// Entities that were looked up by name and type before.
    named: BTreeMap<(String, EntityType), EntityId>,
}

impl Tagged {
    /// The entity of the mention that is known by this span.
    pub(super) fn entity_at(&self, span: Span) -> Option<EntityId> {
        let known = || self.mentions.iter().find(|draft| draft.place.span == span);
        known().or_else(|| self.mentions.iter().find(|draft| draft.item.span == span)).map(|draft| draft.item.entity)
    }

    fn found(&mut self, entity: Entity) -> EntityId {
        self.entities.push(entity);
        EntityId::from_index(self.entities.len() - 1)
    }

    /// The entity that has a mention by these words and of this type, or a new one.
    fn entity_named(&mut self, ground: &Ground<'_>, span: Span, etype: EntityType, evidence: &Evidence) -> EntityId {
        let words = ground.document.words(span);
        if let Some(known) = self.named.get(&(words.to_owned(), etype)) {
            return *known;
        }
        let known = self.mentions.iter().find(|draft| {
            draft.item.class == MentionClass::Name
                && draft.item.etype == etype
                && ground.document.words(draft.item.span) == words
        });
        let entity = match known {
            Some(draft) => draft.item.entity,
            None => self.found(new_entity(words, etype, Status::Named, evidence)),
        };
        self.named.insert((words.to_owned(), etype), entity);
        entity
    }
}

/// All mentions that stand, in text order.
pub(super) fn tagged(ground: &Ground<'_>, rules: &[Match<'_>], rejected: &mut Vec<Rejected>) -> Tagged {
    let doc = ground.document.sha256;
    let mentions = ground.machine.mentions.iter().enumerate();
    let mut tagged = Tagged {
        mentions: mentions
            .map(|(index, mention)| {
                Draft::found(mention.clone(), Place { doc, layer: Layer::Mention, span: mention.span }, index)
            })
            .collect(),
        entities: ground.machine.entities.clone(),
        retyped: BTreeMap::new(),
        named: BTreeMap::new(),
    };
    apply_rules(ground, &mut tagged, rules, rejected);
    correct(ground, &mut tagged, rejected);
    add(ground, &mut tagged);
    tagged.mentions.sort_by_key(|draft| (draft.item.span.start(), std::cmp::Reverse(draft.item.span.end())));
    regroup(ground, &mut tagged);
    tagged
}

fn apply_rules(ground: &Ground<'_>, tagged: &mut Tagged, rules: &[Match<'_>], rejected: &mut Vec<Rejected>) {
    let verdicts = ground.decisions.verdicts();
    let mut dropped = BTreeSet::new();
    let mut wanted = Vec::new();
    for rule in rules {
        // The machine's mentions are in text order; those that may touch the rule's words start before their end.
        let n_before = ground.machine.mentions.partition_point(|mention| mention.span.start() < rule.span.end());
        let mut is_there = false;
        for index in (0..n_before).rev() {
            let draft = &mut tagged.mentions[index];
            let span = draft.place.span;
            if span.start() + WIDEST < rule.span.start() {
                break;
            }
            match rule.action {
                RuleAction::Never if span == rule.span => {
                    dropped.insert(index);
                }
                RuleAction::Never => {}
                RuleAction::Always { etype, subtype } if span == rule.span => {
                    is_there = true;
                    if draft.item.etype != *etype || (subtype.is_some() && draft.item.subtype != *subtype) {
                        draft.item.etype = *etype;
                        draft.item.subtype.clone_from(subtype);
                        draft.item.evidence = Evidence::new(BY_RULE, Score::new(1000));
                        draft.standing = Standing::Corrected;
                        tagged.retyped.insert(draft.item.entity, *etype);
                    }
                }
                RuleAction::Always { .. } if draft.item.class == MentionClass::Name && span.overlaps(rule.span) => {
                    if span.contains(rule.span) {
                        // A longer name that holds the words is another name.
                        is_there = true;
                    } else {
                        dropped.insert(index);
                    }
                }
                RuleAction::Always { .. } => {}
            }
        }
        if let (RuleAction::Always { etype, subtype }, false) = (rule.action, is_there) {
            wanted.push((rule.span, *etype, subtype.clone()));
        }
    }
    let mut index = 0;
    tagged.mentions.retain(|draft| {
        let confirmed = verdicts.get(&draft.place) == Some(&Verdict::Confirmed);
        let drop = dropped.contains(&index) && !confirmed;
        if drop {
            rejected.push(Rejected { place: draft.place, by_rule: true });
        }
        index += 1;
        !drop
    });
    for (span, etype, subtype) in wanted {
        let evidence = Evidence::new(BY_RULE, Score::new(1000));
        let entity = tagged.entity_named(ground, span, etype, &evidence);
        let place = Place { doc: ground.document.sha256, layer: Layer::Mention, span };
        let mention = Mention { subtype, ..name(span, etype, entity, evidence) };
        tagged.mentions.push(Draft::made(mention, place));
    }
}

/// Length in bytes of the longest mention that is looked for before the words of a rule.
const WIDEST: usize = 400;

fn correct(ground: &Ground<'_>, tagged: &mut Tagged, rejected: &mut Vec<Rejected>) {
    let decisions = ground.decisions;
    let retyped = &mut tagged.retyped;
    tagged.mentions.retain_mut(|draft| {
        if !draft.judge(decisions.verdicts().get(&draft.place), rejected) {
            return false;
        }
        if let Some(etype) = decisions.types().get(&draft.place) {
            draft.item.etype = *etype;
            draft.item.subtype = None;
            draft.item.sense = draft.item.sense.filter(|_| *etype == EntityType::Place);
            retyped.insert(draft.item.entity, *etype);
            draft.corrected();
        }
        if let Some(subtype) = decisions.subtypes().get(&draft.place) {
            draft.item.subtype = (!subtype.is_empty()).then(|| subtype.clone().into());
            draft.corrected();
        }
        if let Some(span) = draft.extent(ground) {
            draft.item.span = span;
            if !span.contains(draft.item.head) {
                draft.item.head = span;
            }
            draft.corrected();
        }
        true
    });
}

fn add(ground: &Ground<'_>, tagged: &mut Tagged) {
    let decisions = ground.decisions;
    for (place, addition) in in_document(decisions.additions(), ground.document.sha256) {
        let Addition::Mention { etype } = addition else { continue };
        if tagged.mentions.iter().any(|draft| draft.place == place) {
            continue;
        }
        let etype = decisions.types().get(&place).copied().unwrap_or(*etype);
        let evidence = Evidence::new(BY_USER, Score::new(1000));
        let span = decisions.extents().get(&place).map_or(place.span, |extent| extent.span);
        let entity = tagged.entity_named(ground, span, etype, &evidence);
        let subtype = decisions.subtypes().get(&place).filter(|subtype| !subtype.is_empty());
        let mention =
            Mention { subtype: subtype.map(|subtype| subtype.clone().into()), ..name(span, etype, entity, evidence) };
        tagged.mentions.push(Draft::made(mention, place));
    }
}

/// Moves mentions to the entities that the user put them to.
fn regroup(ground: &Ground<'_>, tagged: &mut Tagged) {
    let memberships: BTreeMap<Span, Membership> = in_document(ground.decisions.memberships(), ground.document.sha256)
        .map(|(place, membership)| (place.span, *membership))
        .collect();
    if memberships.is_empty() {
        return;
    }
    for index in 0..tagged.mentions.len() {
        if memberships.get(&tagged.mentions[index].place.span) == Some(&Membership::Own) {
            let draft = &tagged.mentions[index];
            let words = ground.document.words(draft.item.span);
            let status = match draft.item.class {
                MentionClass::Name => Status::Named,
                MentionClass::Nominal => Status::RoleOnly,
                MentionClass::Pronoun => Status::Underspecified,
            };
            let evidence = Evidence::new(BY_USER, Score::new(1000)).with_span(draft.item.span);
            let entity = new_entity(words, draft.item.etype, status, &evidence);
            let entity = tagged.found(entity);
            tagged.mentions[index].item.entity = entity;
            tagged.mentions[index].corrected();
        }
    }
    for index in 0..tagged.mentions.len() {
        let mut at = tagged.mentions[index].place.span;
        // Mentions may be put to mentions that are put elsewhere themselves; a circle ends where it began.
        for _ in 0..memberships.len() {
            match memberships.get(&at) {
                Some(Membership::With(anchor)) => at = anchor.span,
                _ => break,
            }
        }
        if at != tagged.mentions[index].place.span
            && let Some(entity) = tagged.entity_at(at)
            && !matches!(memberships.get(&at), Some(Membership::With(_)))
        {
            tagged.mentions[index].item.entity = entity;
            tagged.mentions[index].corrected();
        }
    }
}

fn name(span: Span, etype: EntityType, entity: EntityId, evidence: Evidence) -> Mention {
    Mention { span, head: span, etype, subtype: None, class: MentionClass::Name, entity, sense: None, evidence }
}

fn new_entity(name: &str, etype: EntityType, status: Status, evidence: &Evidence) -> Entity {
    Entity {
        etype,
        subtype: None,
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        aliases: Vec::new(),
        status,
        gender: None,
        number: None,
        roles: Vec::new(),
        evidence: evidence.clone(),
    }
}
