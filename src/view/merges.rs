//! Two entities side by side, with what speaks for and against their being one.

use super::{Layer, Link, type_words, words};
use crate::{
    corpus::{Corpus, CorpusEntityId, Likeness},
    model::MentionClass,
    workspace::Item,
};

/// Sentences that are shown of each entity.
const MOST_EXAMPLES: usize = 3;
/// Other names and roles that are named of each entity.
const MOST_NAMED: usize = 4;

/// One of two entities that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeSide {
    /// What it is called.
    pub name: String,
    /// The layer whose colour its dot has.
    pub layer: Layer,
    /// What it is, and how often it is mentioned: "person, 12 mentions in 3 documents".
    pub what: String,
    /// Other names and roles, a line each with its label.
    pub facts: Vec<(&'static str, String)>,
    /// Sentences that name it, by the fullest names first; each from another document where there are several.
    pub examples: Vec<Link>,
}

/// An entity as one side of a comparison; `None` when it is not here.
pub fn merge_side(corpus: &Corpus, id: CorpusEntityId) -> Option<MergeSide> {
    let entity = corpus.entity(id)?;
    let mentions = words::counted(entity.n_mentions, "mention");
    let documents = words::counted(entity.n_documents, "document");
    let mut facts = Vec::new();
    let mut tell = |label, all: Vec<String>| {
        let shown: Vec<String> = all.into_iter().take(MOST_NAMED).collect();
        if !shown.is_empty() {
            facts.push((label, shown.join("; ")));
        }
    };
    tell("Also called", entity.aliases().map(str::to_owned).collect());
    let members = entity.members.iter().filter_map(|(doc, id)| corpus.entry(*doc)?.analysis.entity(*id));
    let mut roles: Vec<String> =
        members.flat_map(|member| &member.roles).map(|role| words::squeeze(&role.title)).collect();
    roles.sort();
    roles.dedup();
    tell("Role", roles);
    Some(MergeSide {
        name: words::sentence_case(&entity.name),
        layer: Layer::of(entity.etype),
        what: format!("{}, {mentions} in {documents}", type_words(entity.etype)),
        facts,
        examples: examples(corpus, id),
    })
}

fn examples(corpus: &Corpus, id: CorpusEntityId) -> Vec<Link> {
    let names = corpus.mentions_of(id).filter(|(_, _, mention)| mention.class == MentionClass::Name);
    let mut found: Vec<_> = names.take(400).collect();
    // A sort that keeps text order among equals.
    found.sort_by_key(|(_, _, mention)| std::cmp::Reverse(mention.span.len()));
    let mut docs = Vec::new();
    let first_of_each = found.iter().filter(|(entry, ..)| {
        let is_new = !docs.contains(&entry.id);
        docs.push(entry.id);
        is_new
    });
    let mut chosen: Vec<_> = first_of_each.take(MOST_EXAMPLES).collect();
    let rest = found.iter().filter(|(entry, mention, _)| {
        !chosen.iter().any(|(other, known, _)| (other.id, *known) == (entry.id, *mention))
    });
    let rest: Vec<_> = rest.take(MOST_EXAMPLES.saturating_sub(chosen.len())).collect();
    chosen.extend(rest);
    chosen
        .into_iter()
        .map(|(entry, mention, found)| {
            let item = Item::Mention(entry.id, *mention);
            Link::in_context(entry, item, found.span, words::squeeze(&entry.document.title))
        })
        .collect()
}

/// What speaks for or against it, as a sentence without a full stop.
pub fn likeness_words(likeness: &Likeness) -> String {
    match likeness {
        Likeness::Spelling(a, b) => format!("“{a}” and “{b}” may be two spellings of one name"),
        Likeness::Shorter(short, long) => format!("“{short}” may be short for “{long}”"),
        Likeness::Initials(short, long) => format!("“{short}” are the initials of “{long}”"),
        Likeness::SameName(name) => format!("Both are called “{name}”"),
        Likeness::SameRole(role) => format!("Both are given the role “{role}”"),
        Likeness::SameAffiliation(body) => format!("Both are tied to “{body}”"),
        Likeness::ToldApart(1) => "One document names both and tells them apart".to_owned(),
        Likeness::ToldApart(n) => format!("{} name both and tell them apart", words::counted(*n, "document")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corpus::CorpusEntityId, view::samples};

    #[test]
    fn a_side_shows_names_counts_and_sentences_of_several_documents() {
        let corpus = samples::strike_twice();
        let side = merge_side(&corpus, CorpusEntityId(3)).unwrap();
        assert_eq!(side.facts, [("Also called", "CENTCOM".to_owned())]);
        assert!(side.what.starts_with("military unit, ") && side.what.ends_with("in 2 documents"), "{}", side.what);
        let docs: Vec<_> = side.examples.iter().filter_map(|example| example.item?.doc()).collect();
        assert_eq!(docs.len(), 2, "{:?}", side.examples);
        assert_ne!(docs[0], docs[1]);
        assert_eq!(merge_side(&corpus, CorpusEntityId(99)), None);
    }
}
