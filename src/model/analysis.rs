//! Everything the engine found in one document.

use serde::{Deserialize, Serialize};

use super::{
    Claim, ClaimId, Entity, EntityId, Event, EventId, Link, Mention, MentionId, Problem, Quantity, QuantityId, Quote,
    QuoteId, Span, TimeId, TimeValue,
};

/// What an analysis was made from: text, document facts, settings, word lists and engine version.
///
/// Equal fingerprints mean equal analyses; a difference means that a kept analysis is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(pub u64);

/// Everything found in one document. Derived, and made again at any time.
///
/// Lists stand in text order (by start, then longer first); an id is a position in its list and means nothing outside
/// this analysis. Every id inside refers to an existing item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
// A layer that an older version did not know is empty in what it kept.
#[serde(default)]
pub struct Analysis {
    /// What it was made from.
    pub fingerprint: Fingerprint,
    /// Number of tokens.
    pub n_tokens: u32,
    /// Paragraphs of the body, without the blank lines between them.
    pub paragraphs: Vec<Span>,
    /// Sentences of the body.
    pub sentences: Vec<Span>,
    /// Entities, in order of first mention.
    pub entities: Vec<Entity>,
    /// Mentions, in text order.
    pub mentions: Vec<Mention>,
    /// Time expressions, in text order.
    pub times: Vec<TimeValue>,
    /// Quantities, in text order.
    pub quantities: Vec<Quantity>,
    /// Quotes, in text order of their first part.
    pub quotes: Vec<Quote>,
    /// Claims, in text order of their first part.
    pub claims: Vec<Claim>,
    /// Events, in text order of their first trigger.
    pub events: Vec<Event>,
    /// Ties between entities, in the order of their words.
    pub links: Vec<Link>,
    /// What is doubtful.
    pub problems: Vec<Problem>,
}

/// How much an analysis holds, for status lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entities that are not mere pronouns.
    pub entities: usize,
    /// Mentions.
    pub mentions: usize,
    /// Quotes that are speech.
    pub quotes: usize,
    /// Claims.
    pub claims: usize,
}

impl Analysis {
    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }

    /// The mention with this id.
    pub fn mention(&self, id: MentionId) -> Option<&Mention> {
        self.mentions.get(id.index())
    }

    /// The time expression with this id.
    pub fn time(&self, id: TimeId) -> Option<&TimeValue> {
        self.times.get(id.index())
    }

    /// The quantity with this id.
    pub fn quantity(&self, id: QuantityId) -> Option<&Quantity> {
        self.quantities.get(id.index())
    }

    /// The quote with this id.
    pub fn quote(&self, id: QuoteId) -> Option<&Quote> {
        self.quotes.get(id.index())
    }

    /// The claim with this id.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.get(id.index())
    }

    /// The event with this id.
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.events.get(id.index())
    }

    /// All mentions of an entity, in text order.
    pub fn mentions_of(&self, id: EntityId) -> impl Iterator<Item = (MentionId, &Mention)> {
        self.mentions
            .iter()
            .enumerate()
            .filter(move |(_, mention)| mention.entity == id)
            .map(|(index, mention)| (MentionId::from_index(index), mention))
    }

    /// The sentence that holds `byte`, or the one before it when it stands between two.
    pub fn sentence_at(&self, byte: usize) -> Option<Span> {
        enclosing(&self.sentences, byte).map(|index| self.sentences[index])
    }

    /// The number of the paragraph that holds `byte`, counted from 0.
    pub fn paragraph_at(&self, byte: usize) -> Option<usize> {
        enclosing(&self.paragraphs, byte)
    }

    /// Gives back the room that lists took while they grew: an analysis is kept for long.
    pub fn shrink_to_fit(&mut self) {
        let Self {
            paragraphs, sentences, entities, mentions, times, quantities, quotes, claims, events, links, ..
        } = self;
        paragraphs.shrink_to_fit();
        sentences.shrink_to_fit();
        entities.shrink_to_fit();
        mentions.shrink_to_fit();
        times.shrink_to_fit();
        quantities.shrink_to_fit();
        quotes.shrink_to_fit();
        claims.shrink_to_fit();
        events.shrink_to_fit();
        links.shrink_to_fit();
    }

    /// How much there is of each layer.
    pub fn counts(&self) -> Counts {
        use super::QuoteKind::{Gloss, Nonspeech};
        Counts {
            entities: self.entities.len(),
            mentions: self.mentions.len(),
            quotes: self.quotes.iter().filter(|quote| !matches!(quote.kind, Gloss | Nonspeech)).count(),
            claims: self.claims.len(),
        }
    }
}

/// The last of `spans`, which are in text order, that starts at or before `byte`.
fn enclosing(spans: &[Span], byte: usize) -> Option<usize> {
    spans.partition_point(|span| span.start() <= byte).checked_sub(1)
}
