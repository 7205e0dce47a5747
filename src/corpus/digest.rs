//! What searches ask of every document, side by side: none of a hundred thousand has to be opened to know whether it
//! matches.

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Corpus, Entry, entities::Named};
use crate::model::{Act, Analysis, Claimant, Document, EntityId, EntityType};

const _: () = assert!(EntityType::ALL.len() <= 32 && Act::ALL.len() <= 32, "each has a bit of its own");

/// A document in short.
#[derive(Clone, Debug, Default)]
pub(crate) struct Digest {
    /// Its date.
    pub(crate) date: Option<NaiveDate>,
    outlet: Option<OutletId>,
    types: u32,
    acts: u32,
    voices: Arc<[Voice]>,
}

/// Somebody who is quoted or claims something in a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice {
    entity: EntityId,
    acts: u32,
}

/// The number of an outlet. It means nothing beyond the corpus in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct OutletId(u32);

/// All outlets that documents ever had.
#[derive(Clone, Debug, Default)]
pub(super) struct Outlets(Arc<FxHashMap<String, OutletId>>);

/// Outlets that were looked for.
#[derive(Clone, Debug)]
pub(crate) struct NamedOutlets(FxHashSet<OutletId>);

impl Outlets {
    fn id(&mut self, name: &str) -> OutletId {
        if let Some(known) = self.0.get(name) {
            return *known;
        }
        let id = OutletId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        Arc::make_mut(&mut self.0).insert(name.to_owned(), id);
        id
    }
}

impl Digest {
    pub(super) fn new(document: &Document, analysis: &Analysis, outlets: &mut Outlets) -> Self {
        let quoted = analysis.quotes.iter().filter_map(|quote| Some((quote.speaker?, 0)));
        let claims = analysis.claims.iter().filter_map(|claim| match claim.claimant {
            Claimant::Entity(entity) => Some((entity, act_bit(claim.act))),
            Claimant::Author | Claimant::Unspecified => None,
        });
        let mut voices: Vec<Voice> = quoted.chain(claims).map(|(entity, acts)| Voice { entity, acts }).collect();
        voices.sort_unstable_by_key(|voice| voice.entity);
        voices.dedup_by(|voice, first| {
            let is_same = voice.entity == first.entity;
            first.acts |= if is_same { voice.acts } else { 0 };
            is_same
        });
        Self {
            date: document.date,
            outlet: document.source.as_deref().map(|name| outlets.id(name)),
            types: analysis.mentions.iter().fold(0, |bits, mention| bits | type_bit(mention.etype)),
            acts: analysis.claims.iter().fold(0, |bits, claim| bits | act_bit(claim.act)),
            voices: voices.into(),
        }
    }

    /// Whether something of this type is mentioned.
    pub(crate) fn mentions(&self, etype: EntityType) -> bool {
        self.types & type_bit(etype) != 0
    }

    /// Whether something of this kind is claimed, by whomever.
    pub(crate) fn claims(&self, act: Act) -> bool {
        self.acts & act_bit(act) != 0
    }

    /// Whether the document is of one of these outlets.
    pub(crate) fn is_of(&self, outlets: &NamedOutlets) -> bool {
        self.outlet.is_some_and(|outlet| outlets.0.contains(&outlet))
    }

    /// Those who are quoted or claim something.
    pub(crate) fn voices(&self) -> &[Voice] {
        &self.voices
    }
}

impl Voice {
    /// Whether a claim of this kind is theirs.
    pub(crate) fn claims(&self, act: Act) -> bool {
        self.acts & act_bit(act) != 0
    }
}

fn type_bit(etype: EntityType) -> u32 {
    1 << etype as u32
}

fn act_bit(act: Act) -> u32 {
    1 << act as u32
}

impl Corpus {
    /// Each document in short, by its number; those that are not here say nothing.
    pub(crate) fn digests(&self) -> impl Iterator<Item = &Digest> {
        self.digests.iter()
    }

    /// The entities of which a name holds these words, which are in lower case.
    pub(crate) fn named(&self, words: &str) -> Named {
        self.entities.with_name(words)
    }

    /// Gathers what the first search for a name would wait for.
    pub fn prepare_names(&self) {
        self.entities.prepare_names();
    }

    /// Whether an entity of a document is one of them.
    pub(crate) fn is_named(&self, entry: &Entry, entity: EntityId, named: &Named) -> bool {
        entry.clusters.get(entity.index()).is_some_and(|cluster| named.has(*cluster))
    }

    /// Whether the entity of a voice in a document is one of them.
    pub(crate) fn is_voice_named(&self, entry: &Entry, voice: Voice, named: &Named) -> bool {
        self.is_named(entry, voice.entity, named)
    }

    /// The outlets whose name holds these words, which are in lower case.
    pub(crate) fn outlets(&self, words: &str) -> NamedOutlets {
        let named = self.outlets.0.iter().filter(|(name, _)| name.to_lowercase().contains(words));
        NamedOutlets(named.map(|(_, id)| *id).collect())
    }
}
