//! A document of the corpus with what was found in it.

use std::sync::Arc;

use super::{
    effective::{Origin, Review, Standing, Stood, effective},
    entities::ClusterId,
};
use crate::model::{
    Analysis, ClaimId, Decisions, DocId, Document, EntityId, EventId, Layer, MentionId, Place, QuantityId, QuoteId,
    Span, TimeId,
};

/// A document with its analysis.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The document's id in this corpus.
    pub id: DocId,
    /// The story.
    pub document: Arc<Document>,
    /// What was found in it, as the user decided about it. This is what views and exports read.
    pub analysis: Arc<Analysis>,
    /// What the engine found in it; the same as `analysis` where nothing was decided.
    pub machine: Arc<Analysis>,
    /// How the findings stand; `None` where all are the machine's.
    pub(super) review: Option<Arc<Review>>,
    /// For each entity of the analysis, the cluster it belongs to.
    pub(super) clusters: Vec<ClusterId>,
    /// For each entity of the analysis, its mentions in text order.
    pub(super) mentions: Arc<ByEntity>,
}

/// The mentions of each entity of an analysis, in text order, side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct ByEntity {
    mentions: Box<[MentionId]>,
    /// For each entity, how many mentions stand before its own; at the end, how many there are.
    starts: Box<[u32]>,
}

/// The effective view of a document on its way into the entry.
pub(super) struct Outlook {
    analysis: Arc<Analysis>,
    review: Option<Arc<Review>>,
    /// For each entity its mentions, where the findings are not those of before.
    mentions: Option<ByEntity>,
}

/// A finding of one document's effective analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// A mention.
    Mention(MentionId),
    /// A time expression.
    Time(TimeId),
    /// A quantity.
    Quantity(QuantityId),
    /// A quote.
    Quote(QuoteId),
    /// A claim.
    Claim(ClaimId),
    /// An event.
    Event(EventId),
}

impl Finding {
    /// Its layer, and its position in the list of that.
    fn layer_and_index(self) -> (Layer, usize) {
        match self {
            Self::Mention(id) => (Layer::Mention, id.index()),
            Self::Time(id) => (Layer::Time, id.index()),
            Self::Quantity(id) => (Layer::Quantity, id.index()),
            Self::Quote(id) => (Layer::Quote, id.index()),
            Self::Claim(id) => (Layer::Claim, id.index()),
            Self::Event(id) => (Layer::Event, id.index()),
        }
    }
}

impl Entry {
    /// An entry whose entities are not resolved yet.
    pub(super) fn new(id: DocId, document: Arc<Document>, machine: Arc<Analysis>, decisions: &Decisions) -> Self {
        let mut entry = Self {
            id,
            document,
            analysis: Arc::clone(&machine),
            machine,
            review: None,
            clusters: Vec::new(),
            mentions: Arc::default(),
        };
        entry.decide(decisions);
        entry
    }

    /// Makes the effective view anew; answers whether the findings changed.
    pub(super) fn decide(&mut self, decisions: &Decisions) -> bool {
        let outlook = self.outlook(decisions);
        self.take(outlook)
    }

    /// The effective view as these decisions make it.
    pub(super) fn outlook(&self, decisions: &Decisions) -> Outlook {
        let (analysis, review) = match effective(&self.document, &self.machine, decisions) {
            Some((mut analysis, review)) => {
                analysis.shrink_to_fit();
                (Arc::new(analysis), Some(Arc::new(review)))
            }
            None => (Arc::clone(&self.machine), None),
        };
        let is_same = self.mentions.n_entities() == analysis.entities.len() && self.analysis == analysis;
        let mentions = (!is_same).then(|| ByEntity::of(&analysis));
        Outlook { analysis, review, mentions }
    }

    /// Takes an effective view on; answers whether the findings changed.
    pub(super) fn take(&mut self, outlook: Outlook) -> bool {
        let Outlook { analysis, review, mentions } = outlook;
        (self.analysis, self.review) = (analysis, review);
        let is_new = mentions.is_some();
        if let Some(mentions) = mentions {
            self.mentions = Arc::new(mentions);
        }
        is_new
    }

    /// The findings as they would be with other decisions.
    pub fn decided(&self, decisions: &Decisions) -> Arc<Analysis> {
        match effective(&self.document, &self.machine, decisions) {
            Some((analysis, _)) => Arc::new(analysis),
            None => Arc::clone(&self.machine),
        }
    }

    /// The mentions of an entity of this document, in text order.
    pub fn mentions_of(&self, entity: EntityId) -> &[MentionId] {
        self.mentions.of_entity(entity)
    }

    /// Where a finding is known by decisions, and how it stands; `None` when it is not there.
    pub fn origin(&self, finding: Finding) -> Option<Origin> {
        let doc = self.document.sha256;
        if let Some(review) = &self.review {
            let (layer, index) = finding.layer_and_index();
            let Stood { span, standing } = *review.of_layer(layer).get(index)?;
            return Some(Origin { place: Place { doc, layer, span }, standing });
        }
        let (layer, span) = span_of(&self.analysis, finding)?;
        Some(Origin { place: Place { doc, layer, span }, standing: Standing::Machine })
    }

    /// The words of a finding; for several parts their hull, for an event its first trigger.
    pub fn span_of(&self, finding: Finding) -> Option<Span> {
        span_of(&self.analysis, finding).map(|(_, span)| span)
    }

    /// The finding that decisions know by this place; `None` when it is rejected or not there.
    pub fn find(&self, place: Place) -> Option<Finding> {
        let Some(review) = &self.review else {
            return position(&self.analysis, place).map(|index| finding_at(place.layer, index));
        };
        if place.doc != self.document.sha256 {
            return None;
        }
        let at = review.of_layer(place.layer).iter().position(|stood| stood.span == place.span);
        at.map(|index| finding_at(place.layer, index))
    }

    /// Whether the engine found something at this place.
    pub fn machine_holds(&self, place: Place) -> bool {
        position(&self.machine, place).is_some()
    }

    /// How the findings stand; `None` where nothing was decided about them.
    pub fn review(&self) -> Option<&Review> {
        self.review.as_deref()
    }
}

impl ByEntity {
    fn of(analysis: &Analysis) -> Self {
        let n_entities = analysis.entities.len();
        let mut starts = vec![0_u32; n_entities + 1];
        let known = |entity: EntityId| (entity.index() < n_entities).then_some(entity.index());
        for at in analysis.mentions.iter().filter_map(|mention| known(mention.entity)) {
            starts[at + 1] += 1;
        }
        for at in 0..n_entities {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut mentions = vec![MentionId(0); starts[n_entities] as usize];
        for (index, mention) in analysis.mentions.iter().enumerate() {
            if let Some(at) = known(mention.entity) {
                mentions[next[at] as usize] = MentionId::from_index(index);
                next[at] += 1;
            }
        }
        Self { mentions: mentions.into(), starts: starts.into() }
    }

    fn n_entities(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn of_entity(&self, entity: EntityId) -> &[MentionId] {
        let bounds = self.starts.get(entity.index()).zip(self.starts.get(entity.index() + 1));
        let range = bounds.map(|(start, end)| *start as usize..*end as usize);
        range.and_then(|range| self.mentions.get(range)).unwrap_or_default()
    }
}

/// The finding at a position of its layer's list.
pub(super) fn finding_at(layer: Layer, index: usize) -> Finding {
    match layer {
        Layer::Mention => Finding::Mention(MentionId::from_index(index)),
        Layer::Time => Finding::Time(TimeId::from_index(index)),
        Layer::Quantity => Finding::Quantity(QuantityId::from_index(index)),
        Layer::Quote => Finding::Quote(QuoteId::from_index(index)),
        Layer::Claim => Finding::Claim(ClaimId::from_index(index)),
        Layer::Event => Finding::Event(EventId::from_index(index)),
    }
}

/// The position of the finding at exactly this place in its layer's list, which is in text order.
fn position(analysis: &Analysis, place: Place) -> Option<usize> {
    fn search<T>(list: &[T], wanted: Span, span: impl Fn(&T) -> Option<Span>) -> Option<usize> {
        let start = |item: &T| span(item).map_or(0, Span::start);
        let first = list.partition_point(|item| start(item) < wanted.start());
        let same_start = list[first..].iter().take_while(|item| start(item) == wanted.start());
        same_start.enumerate().find(|(_, item)| span(item) == Some(wanted)).map(|(index, _)| first + index)
    }
    match place.layer {
        Layer::Mention => search(&analysis.mentions, place.span, |mention| Some(mention.span)),
        Layer::Time => search(&analysis.times, place.span, |time| Some(time.span)),
        Layer::Quantity => search(&analysis.quantities, place.span, |quantity| Some(quantity.span)),
        Layer::Quote => search(&analysis.quotes, place.span, |quote| Span::hull(&quote.content)),
        Layer::Claim => search(&analysis.claims, place.span, |claim| Span::hull(&claim.content)),
        Layer::Event => search(&analysis.events, place.span, |event| event.triggers.first().copied()),
    }
}

/// Layer and span of a finding; for several parts their hull, for an event its first trigger.
pub(super) fn span_of(analysis: &Analysis, finding: Finding) -> Option<(Layer, Span)> {
    Some(match finding {
        Finding::Mention(id) => (Layer::Mention, analysis.mention(id)?.span),
        Finding::Time(id) => (Layer::Time, analysis.time(id)?.span),
        Finding::Quantity(id) => (Layer::Quantity, analysis.quantity(id)?.span),
        Finding::Quote(id) => (Layer::Quote, Span::hull(&analysis.quote(id)?.content)?),
        Finding::Claim(id) => (Layer::Claim, Span::hull(&analysis.claim(id)?.content)?),
        Finding::Event(id) => (Layer::Event, *analysis.event(id)?.triggers.first()?),
    })
}

/// The spans of all findings of a layer, in text order.
pub(super) fn spans(analysis: &Analysis, layer: Layer) -> Vec<Span> {
    let hulls = |parts: &Vec<Span>| Span::hull(parts);
    match layer {
        Layer::Mention => analysis.mentions.iter().map(|mention| mention.span).collect(),
        Layer::Time => analysis.times.iter().map(|time| time.span).collect(),
        Layer::Quantity => analysis.quantities.iter().map(|quantity| quantity.span).collect(),
        Layer::Quote => analysis.quotes.iter().filter_map(|quote| hulls(&quote.content)).collect(),
        Layer::Claim => analysis.claims.iter().filter_map(|claim| hulls(&claim.content)).collect(),
        Layer::Event => analysis.events.iter().filter_map(|event| event.triggers.first().copied()).collect(),
    }
}
