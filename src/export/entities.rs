//! One row an entity.

use std::collections::BTreeSet;

use super::{Scope, cell};
use crate::{
    corpus::{Corpus, CorpusEntity, Entry},
    model::EntityId,
};

pub(super) const COLUMNS: [&str; 12] = [
    "entity_id",
    "name",
    "type",
    "subtype",
    "status",
    "mentions",
    "documents",
    "first_date",
    "last_date",
    "aliases",
    "roles",
    "doc_ids",
];

pub(super) fn rows<'c>(corpus: &'c Corpus, scope: &'c Scope) -> impl Iterator<Item = [String; 12]> + 'c {
    corpus.entities().filter_map(|entity| row(corpus, scope, entity))
}

fn row(corpus: &Corpus, scope: &Scope, entity: &CorpusEntity) -> Option<[String; 12]> {
    let members: Vec<(&Entry, EntityId)> = entity
        .members
        .iter()
        .filter(|(doc, _)| scope.holds(*doc))
        .filter_map(|&(doc, member)| Some((corpus.entry(doc)?, member)))
        .collect();
    if members.is_empty() {
        return None;
    }
    let n_mentions: usize = members.iter().map(|(entry, member)| entry.mentions_of(*member).len()).sum();
    let mut docs: Vec<&str> = members.iter().map(|(entry, _)| entry.document.name.as_str()).collect();
    docs.dedup();
    let dates = || members.iter().filter_map(|(entry, _)| entry.document.date);
    let roles: BTreeSet<&str> = members
        .iter()
        .filter_map(|(entry, member)| entry.analysis.entity(*member))
        .flat_map(|found| found.roles.iter().map(|role| role.title.as_str()))
        .collect();
    Some([
        cell::entity_id(entity.id),
        entity.name.clone(),
        entity.etype.to_string(),
        entity.subtype.clone().unwrap_or_default(),
        entity.status.to_string(),
        n_mentions.to_string(),
        docs.len().to_string(),
        cell::date(dates().min()),
        cell::date(dates().max()),
        cell::list(entity.aliases()),
        cell::list(roles),
        cell::list(docs),
    ])
}
