//! Conditions on documents: which documents and which findings they hold for.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::{Field, Query, Term};
use crate::{
    corpus::{Corpus, CorpusEntityId, Entry, Finding},
    model::{
        Act, ClaimId, Claimant, Decisions, DocId, EntityId, EntityType, MentionId, QuoteId, Target, decision::TagName,
    },
};

/// The fields of one group, with what is the same for all documents looked up once. A speaker and an act in one group
/// have to meet in one claim.
pub(crate) struct Conditions<'c> {
    corpus: &'c Corpus,
    types: Vec<EntityType>,
    /// For each speaker, the entities that have the name.
    speakers: Vec<FxHashSet<CorpusEntityId>>,
    acts: Vec<Act>,
    /// For each tag, the documents that have it.
    tagged: Vec<BTreeSet<DocId>>,
    others: Vec<&'c Field>,
}

impl<'c> Conditions<'c> {
    /// The conditions that are told by the fields among `parts`; `None` when there are none.
    pub(crate) fn new(parts: &'c [Query], corpus: &'c Corpus, decisions: &Decisions) -> Option<Self> {
        let fields = parts.iter().filter_map(|part| match part {
            Query::Term(Term::Field(field)) => Some(field),
            _ => None,
        });
        let mut conditions = Self {
            corpus,
            types: Vec::new(),
            speakers: Vec::new(),
            acts: Vec::new(),
            tagged: Vec::new(),
            others: Vec::new(),
        };
        let mut n_fields = 0;
        for field in fields {
            n_fields += 1;
            match field {
                Field::Type(etype) => conditions.types.push(*etype),
                Field::Speaker(name) => conditions.speakers.push(named(corpus, name)),
                Field::Act(act) => conditions.acts.push(*act),
                Field::Tag(name) => conditions.tagged.push(tagged(corpus, decisions, name)),
                Field::Before(_) | Field::After(_) | Field::Source(_) => conditions.others.push(field),
            }
        }
        (n_fields > 0).then_some(conditions)
    }

    /// Whether all of them hold for a document.
    pub(crate) fn hold(&self, entry: &Entry) -> bool {
        let document = &entry.document;
        self.others.iter().all(|field| match field {
            Field::Before(day) => document.date.is_some_and(|date| date < *day),
            Field::After(day) => document.date.is_some_and(|date| date > *day),
            Field::Source(name) => document.source.as_deref().is_some_and(|source| holds_folded(source, name)),
            _ => true,
        }) && self.tagged.iter().all(|docs| docs.contains(&entry.id))
            && self.types.iter().all(|etype| entry.analysis.mentions.iter().any(|mention| mention.etype == *etype))
            && self.statements_hold(entry)
    }

    fn statements_hold(&self, entry: &Entry) -> bool {
        if self.acts.is_empty() {
            return self.speakers.iter().all(|who| {
                (0..entry.analysis.quotes.len()).any(|index| quoted(self.corpus, entry, index, who))
                    || (0..entry.analysis.claims.len()).any(|index| claims(self.corpus, entry, index, who))
            });
        }
        self.acts.iter().all(|act| (0..entry.analysis.claims.len()).any(|index| self.is_claim(entry, index, *act)))
    }

    fn is_claim(&self, entry: &Entry, index: usize, act: Act) -> bool {
        entry.analysis.claims[index].act == act
            && self.speakers.iter().all(|who| claims(self.corpus, entry, index, who))
    }

    /// What they hold for in a document: mentions, quotes and claims.
    pub(crate) fn findings(&self, entry: &Entry) -> Vec<Finding> {
        let mut findings = Vec::new();
        let analysis = &entry.analysis;
        for (index, mention) in analysis.mentions.iter().enumerate() {
            if self.types.contains(&mention.etype) {
                findings.push(Finding::Mention(MentionId::from_index(index)));
            }
        }
        for index in 0..analysis.claims.len() {
            let by_act = self.acts.iter().any(|act| self.is_claim(entry, index, *act));
            let by_speaker =
                self.acts.is_empty() && self.speakers.iter().any(|who| claims(self.corpus, entry, index, who));
            if by_act || by_speaker {
                findings.push(Finding::Claim(ClaimId::from_index(index)));
            }
        }
        for index in 0..analysis.quotes.len() {
            if self.acts.is_empty() && self.speakers.iter().any(|who| quoted(self.corpus, entry, index, who)) {
                findings.push(Finding::Quote(QuoteId::from_index(index)));
            }
        }
        findings
    }
}

fn is_one_of(corpus: &Corpus, entry: &Entry, entity: Option<EntityId>, who: &FxHashSet<CorpusEntityId>) -> bool {
    entity.and_then(|entity| corpus.entity_in(entry, entity)).is_some_and(|entity| who.contains(&entity.id))
}

fn quoted(corpus: &Corpus, entry: &Entry, index: usize, who: &FxHashSet<CorpusEntityId>) -> bool {
    is_one_of(corpus, entry, entry.analysis.quotes[index].speaker, who)
}

fn claims(corpus: &Corpus, entry: &Entry, index: usize, who: &FxHashSet<CorpusEntityId>) -> bool {
    match entry.analysis.claims[index].claimant {
        Claimant::Entity(entity) => is_one_of(corpus, entry, Some(entity), who),
        Claimant::Author | Claimant::Unspecified => false,
    }
}

/// The entities of which a name holds `name`.
fn named(corpus: &Corpus, name: &str) -> FxHashSet<CorpusEntityId> {
    corpus
        .entities()
        .filter(|entity| {
            std::iter::once(entity.name.as_str()).chain(entity.aliases()).any(|known| holds_folded(known, name))
        })
        .map(|entity| entity.id)
        .collect()
}

/// The documents with a tag of this name, or one under it, on them, in them, or on an entity or outlet of theirs.
fn tagged(corpus: &Corpus, decisions: &Decisions, name: &str) -> BTreeSet<DocId> {
    let is_wanted = |tag: &TagName| {
        let mut at = Some(tag);
        // As many steps as there are tags lead to the top.
        for _ in 0..=decisions.tags().len() {
            match at {
                Some(tag) if tag.0.to_lowercase() == name => return true,
                Some(tag) => at = decisions.tags().get(tag).and_then(|style| style.parent.as_ref()),
                None => break,
            }
        }
        false
    };
    let mut docs = BTreeSet::new();
    for (target, _) in decisions.tagged().keys().filter(|(_, tag)| is_wanted(tag)) {
        match target {
            Target::Document(content) => docs.extend(corpus.docs_of(*content)),
            Target::Item(place) => docs.extend(corpus.docs_of(place.doc)),
            Target::Words(anchor) => docs.extend(corpus.docs_of(anchor.doc)),
            Target::Entity(anchor) => {
                docs.extend(
                    corpus.anchored(*anchor).into_iter().flat_map(|entity| &entity.members).map(|(doc, _)| *doc),
                );
            }
            Target::Source(source) => {
                let by = corpus.entries().iter().filter(|entry| entry.document.source.as_ref() == Some(source));
                docs.extend(by.map(|entry| entry.id));
            }
        }
    }
    docs
}

/// Whether a text holds words that are in lower case already, whatever the case of the text.
fn holds_folded(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        let (text, folded) = (text.as_bytes(), folded.as_bytes());
        return folded.is_empty() || text.windows(folded.len()).any(|window| window.eq_ignore_ascii_case(folded));
    }
    text.to_lowercase().contains(folded)
}
