//! Entities that may be one: what names, roles and documents say for it and against it. Nothing is merged by this; the
//! user decides.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use rustc_hash::FxHashMap;

use super::{
    Corpus, CorpusEntity, CorpusEntityId, Entry,
    entities::may_be_one,
    name_keys::{is_variant, skeleton, words},
};
use crate::model::{Decisions, DocId, EntityId, EntityType, Link, Status, decision::Relation};

/// Names of an entity that are compared at most.
const MOST_NAMES: usize = 6;
/// A word that stands in more names than this tells nothing.
const MOST_NAMESAKES: usize = 60;
/// Suggestions that are made at most, the best ones.
const MOST_SUGGESTED: usize = 2_000;
/// In thousandths: below this nothing is suggested.
const LEAST: i32 = 450;

/// What speaks for or against two entities being one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Two spellings of one name.
    Spelling(String, String),
    /// One name is the other without some of its words.
    Shorter(String, String),
    /// One name is the initials of the other.
    Initials(String, String),
    /// Both are called this.
    SameName(String),
    /// Documents give both this role.
    SameRole(String),
    /// Documents tie both to this body or place.
    SameAffiliation(String),
    /// Against it: this many documents name both and tell them apart.
    ToldApart(usize),
}

impl Likeness {
    /// What it weighs, in thousandths.
    fn weight(&self) -> i32 {
        match self {
            Self::Spelling(..) => 700,
            Self::Initials(..) => 650,
            Self::SameName(_) => 600,
            Self::Shorter(..) => 550,
            Self::SameRole(_) => 150,
            Self::SameAffiliation(_) => 120,
            Self::ToldApart(_) => -200,
        }
    }

    /// Whether it speaks against it.
    pub fn is_against(&self) -> bool {
        matches!(self, Self::ToldApart(_))
    }
}

/// Two entities that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Both, the one that is mentioned more first.
    pub entities: [CorpusEntityId; 2],
    /// How much speaks for it, in thousandths; only for putting suggestions in order.
    pub weight: i32,
    /// What speaks for it, then what speaks against it.
    pub reasons: Vec<Likeness>,
}

/// Pairs of entities that may be one, the likeliest first, without those that the user judged already.
pub fn suggested_merges(corpus: &Corpus, decisions: &Decisions) -> Vec<Suggestion> {
    let judged = judged_apart(corpus, decisions);
    let named: Vec<Named<'_>> = corpus.entities().filter_map(Named::new).collect();
    let mut suggestions: Vec<Suggestion> = pairs(&named)
        .into_iter()
        .map(|(a, b)| if named[a].entity.n_mentions < named[b].entity.n_mentions { (b, a) } else { (a, b) })
        .filter(|(a, b)| !judged.contains(&ordered(named[*a].entity.id, named[*b].entity.id)))
        .filter_map(|(a, b)| compare(corpus, &named[a], &named[b]))
        .collect();
    let mentions = |suggestion: &Suggestion| {
        suggestion.entities.iter().filter_map(|id| corpus.entity(*id)).map(|entity| entity.n_mentions).sum::<usize>()
    };
    suggestions.sort_by_key(|suggestion| {
        (std::cmp::Reverse(suggestion.weight), std::cmp::Reverse(mentions(suggestion)), suggestion.entities)
    });
    suggestions.truncate(MOST_SUGGESTED);
    suggestions
}

fn ordered(a: CorpusEntityId, b: CorpusEntityId) -> [CorpusEntityId; 2] {
    [a.min(b), a.max(b)]
}

fn judged_apart(corpus: &Corpus, decisions: &Decisions) -> BTreeSet<[CorpusEntityId; 2]> {
    let different = decisions.relations().iter().filter(|(_, relation)| **relation == Relation::Different);
    let ids = different.map(|(pair, _)| pair.ends().map(|end| corpus.anchored(end).map(|entity| entity.id)));
    ids.filter_map(|[a, b]| Some(ordered(a?, b?))).collect()
}

/// An entity with the names by which it is compared.
struct Named<'c> {
    entity: &'c CorpusEntity,
    /// Each as printed, and its words.
    names: Vec<(&'c str, Vec<String>)>,
    /// What documents say of it: gathered for the first of its pairs.
    told: OnceCell<Told>,
}

/// What documents say of an entity.
struct Told {
    documents: BTreeSet<DocId>,
    /// Its roles as printed, by their words in lower case.
    roles: BTreeMap<String, String>,
    /// The entities that documents tie it to, with their names.
    affiliations: BTreeMap<CorpusEntityId, String>,
}

impl<'c> Named<'c> {
    fn new(entity: &'c CorpusEntity) -> Option<Self> {
        use EntityType::{Contact, Money};
        if entity.status != Status::Named || matches!(entity.etype, Contact | Money) {
            return None;
        }
        let names = std::iter::once(entity.name.as_str()).chain(entity.aliases());
        // Names begin with a capital; other ways to speak of somebody are no names.
        let is_name = |name: &&str| name.split([' ', '-']).any(|word| word.starts_with(char::is_uppercase));
        let names = names.filter(is_name).take(MOST_NAMES).map(|name| (name, words(name))).collect();
        Some(Self { entity, names, told: OnceCell::new() })
    }

    fn told(&self, corpus: &Corpus) -> &Told {
        self.told.get_or_init(|| Told::new(corpus, self.entity))
    }
}

/// Entities with a word in common, as far as its sounds tell, or initials.
fn pairs(named: &[Named<'_>]) -> BTreeSet<(usize, usize)> {
    let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, entity) in named.iter().enumerate() {
        let mut keys = BTreeSet::new();
        for (_, words) in &entity.names {
            // Persons share a surname; a given name in common tells nothing.
            let told = if entity.entity.etype == EntityType::Person { words.len().saturating_sub(1) } else { 0 };
            keys.extend(words[told..].iter().map(|word| skeleton(word)));
            if words.len() > 1 {
                keys.insert(format!("={}", initials(words)));
            } else if let [word] = words.as_slice() {
                keys.insert(format!("={word}"));
            }
        }
        for key in keys.into_iter().filter(|key| key.len() > 1) {
            by_key.entry(key).or_default().push(index);
        }
    }
    let mut pairs = BTreeSet::new();
    for indices in by_key.values().filter(|indices| indices.len() <= MOST_NAMESAKES) {
        for (position, a) in indices.iter().enumerate() {
            for b in &indices[position + 1..] {
                if may_be_one(named[*a].entity.etype, named[*b].entity.etype) {
                    pairs.insert((*a, *b));
                }
            }
        }
    }
    pairs
}

fn initials(words: &[String]) -> String {
    let is_small = |word: &str| matches!(word, "of" | "for" | "and" | "in" | "on");
    words.iter().filter(|word| !is_small(word)).filter_map(|word| word.chars().next()).collect()
}

fn compare(corpus: &Corpus, a: &Named<'_>, b: &Named<'_>) -> Option<Suggestion> {
    let best = best_likeness(a, b)?;
    let mut reasons = vec![best];
    let (a_told, b_told) = (a.told(corpus), b.told(corpus));
    reasons.extend(a_told.common_role(b_told).map(Likeness::SameRole));
    reasons.extend(a_told.common_affiliation(b_told).map(Likeness::SameAffiliation));
    let n_apart = a_told.documents.intersection(&b_told.documents).count();
    if n_apart > 0 {
        reasons.push(Likeness::ToldApart(n_apart));
    }
    let weight: i32 = reasons.iter().map(Likeness::weight).sum();
    (weight >= LEAST).then_some(Suggestion { entities: [a.entity.id, b.entity.id], weight, reasons })
}

/// The strongest likeness of any two of their names; none when their names rule it out.
fn best_likeness(a: &Named<'_>, b: &Named<'_>) -> Option<Likeness> {
    let is_person = a.entity.etype == EntityType::Person || b.entity.etype == EntityType::Person;
    let mut found: Vec<Likeness> = Vec::new();
    for (name, words) in &a.names {
        for (other_name, other) in &b.names {
            let (name, other_name) = ((*name).to_owned(), (*other_name).to_owned());
            found.extend(likeness(is_person, (name, words), (other_name, other)));
        }
    }
    // Full names that differ in the given name are two persons, whatever their short names have in common.
    let full =
        |named: &Named<'_>| named.names.first().filter(|(_, words)| words.len() > 1).map(|(_, words)| words.clone());
    if let (true, Some(a), Some(b)) = (is_person, full(a), full(b))
        && !given_names_agree(&a, &b)
    {
        return None;
    }
    found.into_iter().max_by(|a, b| a.weight().cmp(&b.weight()).then_with(|| b.cmp(a)))
}

fn likeness(is_person: bool, a: (String, &[String]), b: (String, &[String])) -> Option<Likeness> {
    let ((name, words), (other_name, other)) = (a, b);
    if words == other {
        return Some(Likeness::SameName(name));
    }
    if words.len() == other.len() && words.iter().zip(other).all(|(a, b)| is_variant(a, b)) {
        return Some(Likeness::Spelling(name, other_name));
    }
    let (short_name, short, long_name, long) =
        if words.len() <= other.len() { (name, words, other_name, other) } else { (other_name, other, name, words) };
    if let [acronym] = short
        && long.len() > 1
        && acronym.len() > 1
        && short_name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && *acronym == initials(long)
    {
        return Some(Likeness::Initials(short_name, long_name));
    }
    let is_part = if is_person {
        // A surname alone, or an initial with it.
        let surname = short.last().zip(long.last()).is_some_and(|(a, b)| is_variant(a, b));
        surname && short.len() < long.len().max(2) && given_names_agree(short, long)
    } else {
        short.len() > 1 && short.len() < long.len() && long.windows(short.len()).any(|window| window == short)
    };
    is_part.then_some(Likeness::Shorter(short_name, long_name))
}

/// Whether the given names of two persons may be the same: equal, spelled differently, an initial, or missing.
fn given_names_agree(a: &[String], b: &[String]) -> bool {
    let given = |words: &[String]| words.split_last().and_then(|(_, given)| given.first().cloned());
    match (given(a), given(b)) {
        (Some(a), Some(b)) => {
            let is_initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
            is_variant(&a, &b) || is_initial(&a, &b) || is_initial(&b, &a)
        }
        _ => true,
    }
}

impl Told {
    fn new(corpus: &Corpus, entity: &CorpusEntity) -> Self {
        let members = || entity.members.iter().filter_map(|(doc, id)| Some((corpus.entry(*doc)?, *id)));
        let roles = members().filter_map(|(entry, id)| entry.analysis.entity(id)).flat_map(|member| &member.roles);
        Self {
            documents: entity.members.iter().map(|(doc, _)| *doc).collect(),
            roles: roles.map(|role| (role.title.to_lowercase(), role.title.clone())).collect(),
            affiliations: members()
                .flat_map(|(entry, id)| tied(corpus, entry, id))
                .map(|other| (other.id, other.name.clone()))
                .collect(),
        }
    }

    /// A role that documents give both, the first one in alphabetical order.
    fn common_role(&self, other: &Self) -> Option<String> {
        self.roles.iter().find(|(key, _)| other.roles.contains_key(*key)).map(|(_, title)| title.clone())
    }

    /// What documents tie both to: they lead, serve or speak for it, or it is their seat. The first one in alphabetical
    /// order.
    fn common_affiliation(&self, other: &Self) -> Option<String> {
        let both = self.affiliations.iter().filter(|(id, _)| other.affiliations.contains_key(id));
        both.map(|(_, name)| name).min().cloned()
    }
}

/// The entities that a document ties one of its own to.
fn tied<'c>(corpus: &'c Corpus, entry: &'c Entry, id: EntityId) -> impl Iterator<Item = &'c CorpusEntity> {
    let other_end = move |link: &Link| match (link.from == id, link.to == id) {
        (true, _) => Some(link.to),
        (_, true) => Some(link.from),
        _ => None,
    };
    entry.analysis.links.iter().filter_map(other_end).filter_map(|other| corpus.entity_in(entry, other))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Alias, Analysis, Document, Entity, Evidence, Mention, MentionClass, Role, RuleId, Score, Span};
    use crate::{
        analysis::{Settings, analyze, testing},
        lexicon::Lexicon,
    };

    /// A corpus with a document for each list of names; each is mentioned once.
    fn corpus(documents: &[&[(&str, EntityType)]]) -> Corpus {
        let mut corpus = Corpus::default();
        for (number, names) in documents.iter().enumerate() {
            let text: String =
                names.iter().map(|(name, _)| format!("{name}.\n")).collect::<String>() + &number.to_string();
            let evidence = || Evidence::new(RuleId::new("test"), Score::new(900));
            let mut analysis = Analysis::default();
            for (index, (name, etype)) in names.iter().enumerate() {
                let start = text.find(&format!("{name}.")).unwrap();
                let span = Span::new(&text, start, start + name.len()).unwrap();
                let role = Role { title: "Harbour chief".to_owned(), of: None, span };
                analysis.entities.push(Entity {
                    etype: *etype,
                    subtype: None,
                    name: (*name).to_owned(),
                    aliases: vec![Alias { text: (*name).to_owned(), span }],
                    status: Status::Named,
                    gender: None,
                    number: None,
                    roles: if name.ends_with("Orun") { vec![role] } else { Vec::new() },
                    evidence: evidence(),
                });
                analysis.mentions.push(Mention {
                    span,
                    head: span,
                    etype: *etype,
                    subtype: None,
                    class: MentionClass::Name,
                    entity: crate::model::EntityId::from_index(index),
                    sense: None,
                    evidence: evidence(),
                });
            }
            corpus.add(DocId::from_index(number), Arc::new(Document::plain("story", text)), Arc::new(analysis));
        }
        corpus
    }

    fn suggested(documents: &[&[(&str, EntityType)]]) -> Vec<Vec<Likeness>> {
        let found = suggested_merges(&corpus(documents), &Decisions::default());
        found.into_iter().map(|suggestion| suggestion.reasons).collect()
    }

    /// What the stories lead to: suggestions as `name, name: reasons`.
    fn suggested_for(stories: &[&str]) -> Vec<String> {
        let mut corpus = Corpus::default();
        for (number, text) in stories.iter().enumerate() {
            let document = testing::document(text);
            let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
            corpus.add(DocId::from_index(number), Arc::new(document), Arc::new(analysis));
        }
        let name = |id| corpus.entity(id).map_or("", |entity| entity.name.as_str()).to_owned();
        let words = |reason: &Likeness| match reason {
            Likeness::Spelling(..) => "spelling".to_owned(),
            Likeness::Shorter(..) => "shorter".to_owned(),
            Likeness::Initials(..) => "initials".to_owned(),
            Likeness::SameName(_) => "name".to_owned(),
            Likeness::SameRole(role) => format!("role {role}"),
            Likeness::SameAffiliation(body) => format!("of {body}"),
            Likeness::ToldApart(n) => format!("told apart {n}"),
        };
        let found = suggested_merges(&corpus, &Decisions::default());
        let line = |found: &Suggestion| {
            let reasons: Vec<String> = found.reasons.iter().map(words).collect();
            format!("{}: {}", found.entities.map(name).join(", "), reasons.join(", "))
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn stories_that_spell_a_name_differently_lead_to_a_suggestion() {
        let first = "The Tarsk Brigade spokesman Nadim al-Haddarvi spoke. Al-Haddarvi said it rained.";
        let second = "Nadim El Hadarvi, a spokesman for the Tarsk Brigade, left.";
        let reasons = "spelling, role spokesman, of Tarsk Brigade";
        assert_eq!(suggested_for(&[first, second]), [format!("Nadim al-Haddarvi, Nadim El Hadarvi: {reasons}")]);
    }

    #[test]
    fn nobody_is_merged_on_a_surname_and_what_is_shared_is_told() {
        let first = "Ivo Orrvelk, the commander of the Tarsk Brigade, left.";
        let second = "The Tarsk Brigade deputy commander Orrvelk left.";
        let third = "Orrvelk, a baker, sold bread.";
        assert_eq!(
            suggested_for(&[first, second, third]),
            [
                "Ivo Orrvelk, Orrvelk: shorter, of Tarsk Brigade",
                "Orrvelk, Orrvelk: name",
                "Ivo Orrvelk, Orrvelk: shorter",
            ]
        );
    }

    #[test]
    fn names_that_may_be_one_are_suggested_with_the_reason() {
        use EntityType::{Organization, Person};
        let of =
            |a: &str, b: &str, etype| suggested(&[&[(a, etype)], &[(b, etype)]]).pop().map(|mut all| all.remove(0));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let (short, long) = pair("Vale", "Idris Vale");
        assert_eq!(of("Idris Vale", "Vale", Person), Some(Likeness::Shorter(short, long)));
        let (a, b) = pair("Nadim al-Haddari", "Nadeem El Hadari");
        assert_eq!(of(&a, &b, Person), Some(Likeness::Spelling(a.clone(), b.clone())));
        let (short, long) = pair("CFO", "Coast Fishers of Oruna");
        assert_eq!(of("Coast Fishers of Oruna", "CFO", Organization), Some(Likeness::Initials(short, long)));
        let (short, long) = pair("Coast Guard", "Sabrel Coast Guard");
        assert_eq!(of("Sabrel Coast Guard", "Coast Guard", Organization), Some(Likeness::Shorter(short, long)));
    }

    #[test]
    fn other_names_and_other_kinds_of_things_are_not_suggested() {
        use EntityType::{Organization, Person, Place};
        assert!(suggested(&[&[("Idris Vale", Person)], &[("Orla Vale", Person)]]).is_empty());
        assert!(suggested(&[&[("Vale", Person)], &[("Vale", Place)]]).is_empty());
        assert!(suggested(&[&[("Guard", Organization)], &[("Coast Guard", Organization)]]).is_empty());
        assert!(suggested(&[&[("Marsh", Person)], &[("Marin", Person)]]).is_empty());
    }

    #[test]
    fn a_common_role_speaks_for_it_and_a_common_document_against_it() {
        use EntityType::Person;
        let together = suggested(&[&[("Pavel Orun", Person), ("Orun", Person)]]);
        assert_eq!(together.len(), 1);
        assert_eq!(together[0][1..], [Likeness::SameRole("Harbour chief".to_owned()), Likeness::ToldApart(1)]);
        assert!(suggested(&[&[("Idris Vale", Person), ("Vale", Person)]]).is_empty(), "too little speaks for it");
    }
}
