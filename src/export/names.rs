//! Which entities stand for things of their own in graphs and registers, and the names that last.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::Scope;
use crate::{
    corpus::{Corpus, CorpusEntity, CorpusEntityId},
    model::{EntityId, EntityType, MentionClass, Span, Status},
};

/// What all identifiers of this program hang on.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f6e_7265_636f_5d64_9a3e_3f1d_5b7c_2a84);

/// The same UUID for the same words, in every run.
pub(super) fn uuid(words: &str) -> String {
    Uuid::new_v5(&NAMESPACE, words.as_bytes()).to_string()
}

/// Words that tell an entity from all others of its corpus and stay the same when documents are added after it: where it
/// is mentioned first, and its name.
pub(super) fn key(corpus: &Corpus, entity: &CorpusEntity) -> String {
    let first = entity.members.first();
    let document = first.and_then(|(doc, _)| corpus.entry(*doc)).map_or("", |entry| entry.document.name.as_str());
    let member = first.map_or(0, |(_, member)| member.index());
    format!("entity {document} {member} {}", entity.name)
}

/// Entities that have a name and are things: no nationalities, titles, amounts.
pub(super) fn things<'c>(corpus: &'c Corpus, scope: &'c Scope) -> impl Iterator<Item = &'c CorpusEntity> {
    corpus.entities().filter(|entity| is_thing(entity) && entity.members.iter().any(|(doc, _)| scope.holds(*doc)))
}

/// Whether it has a name and is a thing.
pub(super) fn is_thing(entity: &CorpusEntity) -> bool {
    use EntityType::{Contact, Law, Money, Norp, Other, Title};
    entity.status == Status::Named && !matches!(entity.etype, Norp | Title | Money | Law | Contact | Other)
}

/// The things among the entities of a document.
pub(super) fn things_of(
    corpus: &Corpus,
    entry: &crate::corpus::Entry,
    entities: impl IntoIterator<Item = EntityId>,
) -> BTreeSet<CorpusEntityId> {
    let found = entities.into_iter().filter_map(|entity| corpus.entity_of(entry.id, entity));
    found.filter(|entity| is_thing(entity)).map(|entity| entity.id).collect()
}

/// The names of a document that do not overlap: of two that do, the earlier, and of two that begin together the longer.
pub(super) fn flat_names(entry: &crate::corpus::Entry) -> Vec<(Span, EntityType)> {
    let mut names: Vec<(Span, EntityType)> = Vec::new();
    for mention in &entry.analysis.mentions {
        let is_free = names.last().is_none_or(|(last, _)| last.end() <= mention.span.start());
        if mention.class == MentionClass::Name && is_free && !mention.span.is_empty() {
            names.push((mention.span, mention.etype));
        }
    }
    names
}

/// Words on one line with single spaces and without control characters, for formats whose values cannot hold others.
pub(super) fn one_line(words: &str) -> String {
    let spaced: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
