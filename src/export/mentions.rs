//! One row a tagged mention, with everything needed to check it against its words.

use super::{Scope, cell, cell::Words};
use crate::{
    corpus::{Corpus, Entry, Finding},
    model::{Mention, MentionId},
};

pub(super) const COLUMNS: [&str; 20] = [
    "doc_id",
    "doc_title",
    "doc_date",
    "sha256",
    "entity_id",
    "entity_name",
    "type",
    "subtype",
    "class",
    "mention",
    "start",
    "end",
    "paragraph",
    "sentence",
    "prefix",
    "suffix",
    "sense",
    "rule",
    "score",
    "status",
];

pub(super) fn rows<'c>(corpus: &'c Corpus, scope: &Scope) -> impl Iterator<Item = [String; 20]> + 'c {
    scope.entries(corpus).into_iter().flat_map(move |entry| {
        let words = Words::new(entry);
        let mentions = entry.analysis.mentions.iter().enumerate();
        mentions.map(move |(index, mention)| row(corpus, entry, &words, MentionId::from_index(index), mention))
    })
}

fn row(corpus: &Corpus, entry: &Entry, words: &Words<'_>, id: MentionId, mention: &Mention) -> [String; 20] {
    let [doc_id, doc_title, doc_date, sha256] = words.document();
    let [entity_id, entity_name] = cell::entity(corpus, entry.id, Some(mention.entity));
    let [start, end] = words.place(mention.span);
    let [prefix, suffix] = words.context(mention.span);
    let paragraph = entry.analysis.paragraph_at(mention.span.start());
    [
        doc_id,
        doc_title,
        doc_date,
        sha256,
        entity_id,
        entity_name,
        mention.etype.to_string(),
        mention.subtype.as_deref().unwrap_or_default().to_owned(),
        mention.class.to_string(),
        words.exact(mention.span),
        start,
        end,
        paragraph.map(|index| (index + 1).to_string()).unwrap_or_default(),
        words.sentence(mention.span),
        prefix,
        suffix,
        mention.sense.map(|sense| sense.to_string()).unwrap_or_default(),
        mention.evidence.rule.as_str().to_owned(),
        mention.evidence.score.permille().to_string(),
        cell::status(entry, Finding::Mention(id)).to_owned(),
    ]
}
