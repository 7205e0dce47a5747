//! Times, quantities, quotes and claims as decided, with references that follow.

use std::collections::BTreeMap;

use super::{
    Ground, Rejected, Review,
    mentions::{BY_USER, Tagged},
    references::{Draft, Entities},
};
use crate::{
    analysis::clocks,
    model::{
        Analysis, Anchor, Claim, Claimant, EntityId, Event, Evidence, Factuality, Layer, Modality, Place, Quantity,
        QuantityId, Quote, QuoteId, Score, Span, Status, TimeId, TimeValue,
        decision::{Addition, DateValue, Party, in_document},
    },
};

/// All layers but mentions and entities, with the origins of their findings.
pub(super) struct Statements {
    pub(super) analysis: Analysis,
    pub(super) review: Review,
}

pub(super) fn statements(
    ground: &Ground<'_>,
    tagged: &Tagged,
    entities: &Entities,
    rejected: &mut Vec<Rejected>,
) -> Statements {
    let times = times(ground, rejected);
    let quantities = quantities(ground, rejected);
    let builder = Builder { ground, tagged, entities };
    let mut quotes = builder.quotes(rejected);
    let mut claims = builder.claims(&quotes, rejected);
    let mut events = builder.events(rejected);

    let machine = ground.machine;
    let time_moves = Draft::moves(&times, machine.times.len());
    let quantity_moves = Draft::moves(&quantities, machine.quantities.len());
    let quote_moves = Draft::moves(&quotes, machine.quotes.len());
    let moved_quote = |id: QuoteId| quote_moves.get(id.index()).copied().flatten().map(QuoteId::from_index);
    for Draft { item: quote, .. } in &mut quotes {
        quote.continues = quote.continues.and_then(moved_quote);
        quote.nested_in = quote.nested_in.and_then(moved_quote);
    }
    for Draft { item: claim, .. } in &mut claims {
        claim.quote = claim.quote.and_then(moved_quote);
        claim.times.retain_mut(|id| follow(&time_moves, id.index(), |new| *id = TimeId::from_index(new)));
        claim.quantities.retain_mut(|id| follow(&quantity_moves, id.index(), |new| *id = QuantityId::from_index(new)));
    }
    for Draft { item: event, .. } in &mut events {
        event.time = event.time.and_then(|id| time_moves.get(id.index()).copied().flatten()).map(TimeId::from_index);
        event.counts.retain_mut(|id| follow(&quantity_moves, id.index(), |new| *id = QuantityId::from_index(new)));
    }
    let (mut times, time_origins) = Draft::split(times);
    for time in &mut times {
        if let Anchor::Time(id) = time.anchor {
            let moved = time_moves.get(id.index()).copied().flatten();
            time.anchor = moved.map_or(Anchor::None, |new| Anchor::Time(TimeId::from_index(new)));
        }
    }
    let (mut quantities, quantity_origins) = Draft::split(quantities);
    for quantity in &mut quantities {
        let moved = |id: QuantityId| quantity_moves.get(id.index()).copied().flatten();
        quantity.part_of = quantity.part_of.and_then(moved).map(QuantityId::from_index);
    }
    let (quotes, quote_origins) = Draft::split(quotes);
    let (claims, claim_origins) = Draft::split(claims);
    let (events, event_origins) = Draft::split(events);
    let mut analysis = Analysis {
        fingerprint: machine.fingerprint,
        n_tokens: machine.n_tokens,
        paragraphs: machine.paragraphs.clone(),
        sentences: machine.sentences.clone(),
        problems: machine.problems.clone(),
        times,
        quantities,
        quotes,
        claims,
        events,
        ..Analysis::default()
    };
    // Dates and events may have been decided otherwise.
    clocks::set(ground.document, &mut analysis);
    Statements {
        analysis,
        review: Review {
            times: time_origins,
            quantities: quantity_origins,
            quotes: quote_origins,
            claims: claim_origins,
            events: event_origins,
            ..Review::default()
        },
    }
}

/// Tells `set` the new position, if there is one; answers whether there is.
fn follow(moves: &[Option<usize>], old: usize, set: impl FnOnce(usize)) -> bool {
    moves.get(old).copied().flatten().map(set).is_some()
}

/// The machine's list as drafts, without what was rejected.
fn drafts<T: Clone>(
    ground: &Ground<'_>,
    layer: Layer,
    list: &[T],
    span: impl Fn(&T) -> Option<Span>,
    rejected: &mut Vec<Rejected>,
) -> Vec<Draft<T>> {
    let doc = ground.document.sha256;
    let found = list
        .iter()
        .enumerate()
        .filter_map(|(index, item)| Some(Draft::found(item.clone(), Place { doc, layer, span: span(item)? }, index)));
    let mut found: Vec<_> = found.collect();
    found.retain_mut(|draft| draft.judge(ground.decisions.verdicts().get(&draft.place), rejected));
    found
}

/// What the user added at places of one layer that hold nothing else.
fn added<'a, T>(
    ground: &'a Ground<'_>,
    layer: Layer,
    drafts: &[Draft<T>],
) -> impl Iterator<Item = (Place, &'a Addition)> {
    let taken: Vec<Place> = drafts.iter().map(|draft| draft.place).collect();
    in_document(ground.decisions.additions(), ground.document.sha256)
        .filter(move |(place, _)| place.layer == layer && !taken.contains(place))
}

fn by_user() -> Evidence {
    Evidence::new(BY_USER, Score::new(1000))
}

fn times(ground: &Ground<'_>, rejected: &mut Vec<Rejected>) -> Vec<Draft<TimeValue>> {
    let mut times = drafts(ground, Layer::Time, &ground.machine.times, |time| Some(time.span), rejected);
    for draft in &mut times {
        if let Some(span) = draft.extent(ground) {
            draft.item.span = span;
            draft.corrected();
        }
    }
    let new = added(ground, Layer::Time, &times).filter_map(|(place, addition)| {
        let Addition::Time { kind, value } = addition else { return None };
        let DateValue { value, begin, end_before } = value.clone();
        let time = TimeValue {
            span: place.span,
            kind: *kind,
            value,
            modifier: None,
            begin,
            end_before,
            anchor: Anchor::None,
            evidence: by_user(),
        };
        Some(Draft::made(time, place))
    });
    let new: Vec<_> = new.collect();
    times.extend(new);
    for draft in &mut times {
        if let Some(date) = ground.decisions.dates().get(&draft.place) {
            draft.item.value.clone_from(&date.value);
            (draft.item.begin, draft.item.end_before) = (date.begin, date.end_before);
            draft.item.modifier = None;
            draft.item.anchor = Anchor::None;
            draft.corrected();
        }
    }
    times.sort_by_key(|draft| text_order(draft.item.span));
    times
}

fn quantities(ground: &Ground<'_>, rejected: &mut Vec<Rejected>) -> Vec<Draft<Quantity>> {
    drafts(ground, Layer::Quantity, &ground.machine.quantities, |quantity| Some(quantity.span), rejected)
}

fn text_order(span: Span) -> (usize, std::cmp::Reverse<usize>) {
    (span.start(), std::cmp::Reverse(span.end()))
}

/// What quotes and claims are built with.
struct Builder<'a> {
    ground: &'a Ground<'a>,
    tagged: &'a Tagged,
    entities: &'a Entities,
}

impl Builder<'_> {
    fn entity(&self, span: Span) -> Option<EntityId> {
        // The drafts of mentions follow the new order already.
        self.tagged.entity_at(span)
    }

    fn quotes(&self, rejected: &mut Vec<Rejected>) -> Vec<Draft<Quote>> {
        let (ground, decisions) = (self.ground, self.ground.decisions);
        let hull = |quote: &Quote| Span::hull(&quote.content);
        let mut quotes = drafts(ground, Layer::Quote, &ground.machine.quotes, hull, rejected);
        for Draft { item: quote, .. } in &mut quotes {
            quote.speaker = quote.speaker.and_then(|id| self.entities.moved(id));
            quote.affiliation = quote.affiliation.and_then(|id| self.entities.moved(id));
        }
        let new = added(ground, Layer::Quote, &quotes).filter_map(|(place, addition)| match addition {
            Addition::Quote { kind } => Some(Draft::made(new_quote(ground, place.span, *kind), place)),
            _ => None,
        });
        let new: Vec<_> = new.collect();
        quotes.extend(new);
        for draft in &mut quotes {
            if let Some(kind) = decisions.quote_kinds().get(&draft.place) {
                draft.item.kind = *kind;
                draft.corrected();
            }
            if let Some(span) = draft.extent(ground) {
                draft.item.content = vec![span];
                draft.item.verbatim.retain(|part| span.contains(*part));
                draft.corrected();
            }
            match decisions.speakers().get(&draft.place) {
                Some(Party::Entity(anchor)) => {
                    if let Some(speaker) = self.entity(anchor.span) {
                        draft.item.speaker = Some(speaker);
                        draft.item.affiliation = None;
                        draft.item.role = None;
                        draft.item.anonymous = self
                            .entities
                            .list
                            .get(speaker.index())
                            .is_some_and(|entity| entity.status == Status::Anonymous);
                        draft.corrected();
                    }
                }
                Some(Party::Nobody | Party::Author) => {
                    draft.item.speaker = None;
                    draft.item.affiliation = None;
                    draft.item.role = None;
                    draft.corrected();
                }
                None => {}
            }
        }
        quotes.sort_by_key(|draft| draft.item.content.first().copied().map(text_order));
        quotes
    }

    fn events(&self, rejected: &mut Vec<Rejected>) -> Vec<Draft<Event>> {
        let trigger = |event: &Event| event.triggers.first().copied();
        let mut events = drafts(self.ground, Layer::Event, &self.ground.machine.events, trigger, rejected);
        for Draft { item: event, .. } in &mut events {
            for list in [
                &mut event.actors,
                &mut event.alleged_actors,
                &mut event.claimed_by,
                &mut event.targets,
                &mut event.instruments,
                &mut event.places,
            ] {
                *list = list.iter().filter_map(|id| self.entities.moved(*id)).collect();
            }
        }
        events
    }

    fn claims(&self, quotes: &[Draft<Quote>], rejected: &mut Vec<Rejected>) -> Vec<Draft<Claim>> {
        let (ground, decisions) = (self.ground, self.ground.decisions);
        let hull = |claim: &Claim| Span::hull(&claim.content);
        let mut claims = drafts(ground, Layer::Claim, &ground.machine.claims, hull, rejected);
        let new_speakers = new_speakers(ground, quotes);
        for Draft { item: claim, .. } in &mut claims {
            let follows = claim.quote.and_then(|quote| new_speakers.get(&quote));
            claim.claimant = match (claim.claimant, follows) {
                (Claimant::Entity(id), Some((former, now))) if *former == Some(id) => party(*now),
                (Claimant::Unspecified, Some((None, now))) => party(*now),
                (Claimant::Entity(id), _) => party(self.entities.moved(id)),
                (other, _) => other,
            };
            claim.about = claim.about.iter().filter_map(|id| self.entities.moved(*id)).collect();
        }
        let new = added(ground, Layer::Claim, &claims).filter_map(|(place, addition)| match addition {
            Addition::Claim { act, polarity } => {
                let claim = Claim {
                    claimant: Claimant::Unspecified,
                    act: *act,
                    polarity: *polarity,
                    modality: Modality::Certain,
                    content: vec![place.span],
                    cue: None,
                    quote: None,
                    about: Vec::new(),
                    happened: None,
                    said: None,
                    held_by_claimant: Factuality::Uncommitted,
                    held_by_author: Factuality::Uncommitted,
                    times: Vec::new(),
                    quantities: Vec::new(),
                    hedges: Vec::new(),
                    evidence: by_user(),
                };
                Some(Draft::made(claim, place))
            }
            _ => None,
        });
        let new: Vec<_> = new.collect();
        claims.extend(new);
        for draft in &mut claims {
            if let Some(span) = draft.extent(ground) {
                draft.item.content = vec![span];
                draft.corrected();
            }
            if let Some(act) = decisions.acts().get(&draft.place) {
                draft.item.act = *act;
                draft.corrected();
            }
            if let Some(polarity) = decisions.polarities().get(&draft.place) {
                draft.item.polarity = *polarity;
                draft.corrected();
            }
            let claimant = match decisions.claimants().get(&draft.place) {
                Some(Party::Entity(anchor)) => self.entity(anchor.span).map(Claimant::Entity),
                Some(Party::Author) => Some(Claimant::Author),
                Some(Party::Nobody) => Some(Claimant::Unspecified),
                None => None,
            };
            if let Some(claimant) = claimant {
                draft.item.claimant = claimant;
                draft.corrected();
            }
        }
        claims.sort_by_key(|draft| draft.item.content.first().copied().map(text_order));
        claims
    }
}

fn party(entity: Option<EntityId>) -> Claimant {
    entity.map_or(Claimant::Unspecified, Claimant::Entity)
}

/// Former and new speaker of the machine's quotes whose speaker the user decided, by the machine's id.
type NewSpeakers = BTreeMap<QuoteId, (Option<EntityId>, Option<EntityId>)>;

/// The claims of a quote follow its speaker.
fn new_speakers(ground: &Ground<'_>, quotes: &[Draft<Quote>]) -> NewSpeakers {
    let decided = quotes.iter().filter(|draft| ground.decisions.speakers().contains_key(&draft.place));
    decided
        .filter_map(|draft| {
            let old = draft.old?;
            let former = ground.machine.quotes.get(old)?.speaker;
            Some((QuoteId::from_index(old), (former, draft.item.speaker)))
        })
        .collect()
}

fn new_quote(ground: &Ground<'_>, span: Span, kind: crate::model::QuoteKind) -> Quote {
    let words = ground.document.words(span);
    let quoted = words.starts_with(['"', '“', '«', '‘', '\'']) || words.ends_with(['"', '”', '»', '’', '\'']);
    Quote {
        kind,
        content: vec![span],
        verbatim: if quoted { vec![span] } else { Vec::new() },
        cue: None,
        source: None,
        speaker: None,
        role: None,
        affiliation: None,
        anonymous: false,
        anonymity_reason: None,
        chain: Vec::new(),
        addressee: None,
        medium: None,
        continues: None,
        nested_in: None,
        evidence: by_user(),
    }
}
