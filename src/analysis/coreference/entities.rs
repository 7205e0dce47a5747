//! Makes entities of clusters: type, name, status, roles; and the final mentions.

use std::borrow::Cow;

use super::{Linked, clusters::Clusters};
use crate::{
    analysis::{
        mentions::{Determination, Found},
        phrases::Ground,
        rules::Rule,
    },
    lexicon::Class,
    model::{Alias, Entity, EntityId, EntityType, Mention, MentionClass, Number, Role, Span, Status},
};

/// Builds mentions and entities in text order; pronouns that refer to nothing are dropped.
pub(super) fn build(ground: &Ground<'_, '_>, found: &[Found], mut clusters: Clusters) -> Linked {
    let mut entity_of_root = vec![None; found.len()];
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut linked = Linked { mentions: Vec::new(), entities: Vec::new(), kept: vec![None; found.len()] };
    for (i, one) in found.iter().enumerate() {
        let root = clusters.root(i);
        if one.class == MentionClass::Pronoun && clusters.reason(i).is_none() {
            continue;
        }
        let entity = *entity_of_root[root].get_or_insert_with(|| {
            members.push(Vec::new());
            EntityId::from_index(members.len() - 1)
        });
        members[entity.index()].push(i);
        linked.kept[i] = u32::try_from(linked.mentions.len()).ok();
        linked.mentions.push(mention(ground, one, entity, clusters.reason(i)));
    }
    let maker = Maker { ground, found, linked: &linked };
    let entities = members.iter().map(|members| maker.entity(members, &mut clusters)).collect();
    linked.entities = entities;
    for mention in &mut linked.mentions {
        let entity = &linked.entities[mention.entity.index()];
        // "the group" is an armed group when its name is one.
        let general = mention.class == MentionClass::Nominal && mention.etype.is_body() && entity.etype.is_body();
        if mention.class == MentionClass::Pronoun || (general && entity.status == Status::Named) {
            mention.etype = entity.etype;
            mention.subtype = entity.subtype.clone();
        }
    }
    linked
}

fn mention(ground: &Ground<'_, '_>, found: &Found, entity: EntityId, reason: Option<Rule>) -> Mention {
    let t = ground.tokens;
    let mut evidence = found.rule.evidence(t.lexicon());
    evidence.spans.extend(found.because);
    evidence.also.extend(reason.filter(|&reason| reason != found.rule).map(Rule::rule_id));
    Mention {
        span: t.span_of(found.tokens.clone()),
        head: t.span_of(found.head.clone()),
        etype: found.etype,
        subtype: found.subtype.map(Cow::Borrowed),
        class: found.class,
        entity,
        sense: found.sense,
        evidence,
    }
}

struct Maker<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    found: &'g [Found],
    linked: &'g Linked,
}

impl Maker<'_, '_, '_> {
    fn entity(&self, members: &[usize], clusters: &mut Clusters) -> Entity {
        let t = self.ground.tokens;
        let best = self.representative(members);
        let name = &self.found[best];
        let reason = members.iter().find_map(|&i| clusters.reason(i)).unwrap_or(name.rule);
        Entity {
            etype: name.etype,
            subtype: name.subtype.map(Cow::Borrowed),
            name: t.text_of(name.tokens.clone()).split_whitespace().collect::<Vec<_>>().join(" "),
            aliases: self.aliases(members, best),
            status: self.status(members, name),
            gender: clusters.gender(best).filter(|_| name.etype == EntityType::Person),
            number: name.number,
            roles: self.roles(members, best),
            evidence: reason.evidence(t.lexicon()),
        }
    }

    /// The fullest name; without a name the first description that is not a mere title.
    fn representative(&self, members: &[usize]) -> usize {
        let rank = |&i: &usize| {
            let found = &self.found[i];
            let class = match (found.class, found.etype) {
                (MentionClass::Name, EntityType::Norp) => 2,
                (MentionClass::Name, _) => 3,
                (MentionClass::Nominal, EntityType::Title) | (MentionClass::Pronoun, _) => 0,
                (MentionClass::Nominal, _) => 1,
            };
            let n_words = if class >= 2 { found.tokens.len() } else { 0 };
            let capitals = class >= 2 && self.ground.tokens.is_all_caps(found.tokens.start);
            (class, !capitals, n_words, std::cmp::Reverse(i))
        };
        members.iter().copied().max_by_key(rank).unwrap_or(members[0])
    }

    fn aliases(&self, members: &[usize], best: usize) -> Vec<Alias> {
        let t = self.ground.tokens;
        let mut seen = vec![t.text_of(self.found[best].tokens.clone())];
        let mut aliases = Vec::new();
        for &i in members.iter().filter(|&&i| self.found[i].class == MentionClass::Name) {
            let text = t.text_of(self.found[i].tokens.clone());
            if !seen.contains(&text) && seen.len() < 32 {
                seen.push(text);
                aliases.push(Alias { text: text.to_owned(), span: t.span_of(self.found[i].tokens.clone()) });
            }
        }
        aliases
    }

    fn status(&self, members: &[usize], name: &Found) -> Status {
        if members.iter().any(|&i| self.found[i].class == MentionClass::Name) {
            return Status::Named;
        }
        match (name.etype, name.number, name.determination) {
            (EntityType::Person, Some(Number::Plural), _) => Status::Collective,
            (EntityType::Person, _, Determination::Definite) => Status::RoleOnly,
            (EntityType::Person, ..) => Status::Anonymous,
            (_, Some(Number::Plural), _) => Status::Collective,
            _ => Status::Underspecified,
        }
    }

    /// Titles before names and descriptions in apposition, once each.
    fn roles(&self, members: &[usize], best: usize) -> Vec<Role> {
        let t = self.ground.tokens;
        let mut roles: Vec<Role> = Vec::new();
        if !matches!(self.found[best].etype, EntityType::Person) {
            return roles;
        }
        for &i in members {
            let found = &self.found[i];
            let role = match found.class {
                MentionClass::Name => found.title.clone().map(|title| (title.clone(), title)),
                MentionClass::Nominal
                    if found.etype == EntityType::Person && found.number == Some(Number::Singular) =>
                {
                    Some((self.role_words(found), found.tokens.clone()))
                }
                _ => None,
            };
            let Some((words, tokens)) = role.filter(|(words, _)| !words.is_empty()) else { continue };
            let title = t.text_of(words).to_owned();
            if roles.len() < 12 && roles.iter().all(|role| role.title != title) {
                roles.push(Role { title, of: self.body_inside(&tokens), span: t.span_of(tokens) });
            }
        }
        roles
    }

    /// The role in a description: its head with the plain words before it, without names, and with what it is of where
    /// that is nothing that is named: "Minister of Mines".
    fn role_words(&self, found: &Found) -> std::ops::Range<usize> {
        let t = self.ground.tokens;
        let mut start = found.head.start;
        let head = t.span(found.head.start);
        let names = self.inside(t.span_of(found.tokens.clone())).filter(|mention| mention.span.end() <= head.start());
        let names = names.filter(|mention| mention.class == MentionClass::Name && mention.etype != EntityType::Norp);
        let first = names.map(|name| t.range_of(name.span).end).fold(found.tokens.start, usize::max);
        while start > first
            && !t.is(start - 1, Class::DETERMINER)
            && !t.is_possessive_mark(start - 1)
            && t.is_word(start - 1)
        {
            start -= 1;
        }
        let whole = t.reads(found.head.end, "of") && self.body_inside(&found.tokens).is_none();
        start..if whole { found.tokens.end } else { found.head.end }
    }

    /// The mentions inside of a span, without itself.
    fn inside(&self, span: Span) -> impl Iterator<Item = &Mention> {
        self.linked.starting_in(span).filter(move |mention| span.contains(mention.span) && mention.span != span)
    }

    /// The body or place named inside a role: for whom the spokesman speaks.
    fn body_inside(&self, tokens: &std::ops::Range<usize>) -> Option<EntityId> {
        self.inside(self.ground.tokens.span_of(tokens.clone()))
            .find(|mention| {
                !matches!(mention.etype, EntityType::Person | EntityType::Title | EntityType::Norp)
                    || mention.class == MentionClass::Nominal && mention.etype == EntityType::Person
            })
            .map(|mention| mention.entity)
    }
}
