//! Conditions on documents: which documents and which findings they hold for.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{Field, Query, Term};
use crate::{
    corpus::{Corpus, Digest, Entry, Finding, digest::NamedOutlets, entities::Named},
    model::{Act, ClaimId, Claimant, Decisions, DocId, EntityType, MentionId, QuoteId, Target, decision::TagName},
};

/// Entities by words of their names, looked up once for all groups of a query that ask for them.
pub(crate) struct NamedOnce<'c> {
    corpus: &'c Corpus,
    known: RefCell<BTreeMap<String, Rc<Named>>>,
}

impl<'c> NamedOnce<'c> {
    pub(crate) fn new(corpus: &'c Corpus) -> Self {
        Self { corpus, known: RefCell::default() }
    }

    fn get(&self, words: &str) -> Rc<Named> {
        let mut known = self.known.borrow_mut();
        Rc::clone(known.entry(words.to_owned()).or_insert_with(|| Rc::new(self.corpus.named(words))))
    }
}

/// The fields of one group, with what is the same for all documents looked up once. A speaker and an act in one group
/// have to meet in one claim.
pub(crate) struct Conditions<'c> {
    corpus: &'c Corpus,
    types: Vec<EntityType>,
    /// For each speaker, the entities that have the name.
    speakers: Vec<Rc<Named>>,
    acts: Vec<Act>,
    /// For each tag, the documents that have it.
    tagged: Vec<BTreeSet<DocId>>,
    outlets: Vec<NamedOutlets>,
    days: Vec<&'c Field>,
}

impl<'c> Conditions<'c> {
    /// The conditions that are told by the fields among `parts`; `None` when there are none.
    pub(crate) fn new(parts: &'c [Query], named: &NamedOnce<'c>, decisions: &Decisions) -> Option<Self> {
        let corpus = named.corpus;
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
            outlets: Vec::new(),
            days: Vec::new(),
        };
        let mut n_fields = 0;
        for field in fields {
            n_fields += 1;
            match field {
                Field::Type(etype) => conditions.types.push(*etype),
                Field::Speaker(name) => conditions.speakers.push(named.get(name)),
                Field::Act(act) => conditions.acts.push(*act),
                Field::Tag(name) => conditions.tagged.push(tagged(corpus, decisions, name)),
                Field::Source(name) => conditions.outlets.push(corpus.outlets(name)),
                Field::Before(_) | Field::After(_) => conditions.days.push(field),
            }
        }
        (n_fields > 0).then_some(conditions)
    }

    /// Whether all of them hold for a document.
    pub(crate) fn hold(&self, doc: DocId, digest: &Digest) -> bool {
        self.days.iter().all(|field| match field {
            Field::Before(day) => digest.date.is_some_and(|date| date < *day),
            Field::After(day) => digest.date.is_some_and(|date| date > *day),
            _ => true,
        }) && self.outlets.iter().all(|outlets| digest.is_of(outlets))
            && self.tagged.iter().all(|docs| docs.contains(&doc))
            && self.types.iter().all(|etype| digest.mentions(*etype))
            && self.acts.iter().all(|act| digest.claims(*act))
            && (self.speakers.is_empty() || (self.speakers.iter().all(|who| who.is_in(doc)) && self.speak(doc, digest)))
    }

    /// Whether the speakers are quoted or claim something in a document, or claim what is asked for.
    fn speak(&self, doc: DocId, digest: &Digest) -> bool {
        let Some(entry) = self.corpus.entry(doc) else { return false };
        let voices = digest.voices().iter();
        if self.acts.is_empty() {
            let speaks = |who: &Rc<Named>| voices.clone().any(|voice| self.corpus.is_voice_named(entry, *voice, who));
            return self.speakers.iter().all(speaks);
        }
        let is_theirs = |voice| self.speakers.iter().all(|who| self.corpus.is_voice_named(entry, voice, who));
        self.acts.iter().all(|act| voices.clone().any(|voice| voice.claims(*act) && is_theirs(*voice)))
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

fn quoted(corpus: &Corpus, entry: &Entry, index: usize, who: &Named) -> bool {
    entry.analysis.quotes[index].speaker.is_some_and(|speaker| corpus.is_named(entry, speaker, who))
}

fn claims(corpus: &Corpus, entry: &Entry, index: usize, who: &Named) -> bool {
    match entry.analysis.claims[index].claimant {
        Claimant::Entity(entity) => corpus.is_named(entry, entity, who),
        Claimant::Author | Claimant::Unspecified => false,
    }
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
