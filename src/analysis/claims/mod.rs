//! Claims: who puts what forward, with which act, polarity and modality.
//!
//! Every quote makes at least one claim of its speaker. What stands outside all quotes makes claims of the reporter, but
//! only where the reporter commits: a hedge such as "allegedly" gives the claim to nobody in particular.

mod author;
mod factuality;
mod meaning;
mod reported;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{
    coreference::Linked,
    phrases::Ground,
    quotes::{Quotes, cues},
    rules::Rule,
};
use crate::model::{
    Act, Claim, Claimant, EntityId, Modality, Polarity, Quantity, QuantityId, QuoteId, Span, TimeId, TimeValue,
};

/// Entities that a claim is about, at most.
const MAX_ABOUT: usize = 16;

/// A claim in tokens.
#[derive(Clone, Debug)]
struct Draft {
    claimant: Claimant,
    act: Act,
    polarity: Polarity,
    modality: Modality,
    content: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    quote: Option<usize>,
    hedges: Vec<Range<usize>>,
    rule: Rule,
}

/// Everything that claims are made from.
pub(super) struct Sources<'s, 'a> {
    pub ground: &'s Ground<'s, 'a>,
    pub linked: &'s Linked,
    pub quotes: &'s Quotes<'a>,
    pub times: &'s [TimeValue],
    pub quantities: &'s [Quantity],
}

/// Finds all claims, in text order.
pub(super) fn find(sources: &Sources<'_, '_>) -> Vec<Claim> {
    let hits = cues::find(sources.ground, sources.ground.tokens.lexicon());
    let mut drafts = reported::claims(sources, &hits);
    drafts.extend(author::claims(sources, &hits));
    drafts.sort_by_key(|draft| (draft.content[0].start, draft.content[0].end, draft.rule));
    drafts.iter().map(|draft| finish(sources, draft)).collect()
}

fn finish(sources: &Sources<'_, '_>, draft: &Draft) -> Claim {
    let t = sources.ground.tokens;
    let content: Vec<Span> = draft.content.iter().map(|part| t.span_of(part.clone())).collect();
    let inside = |span: Span| content.iter().any(|part| part.contains(span));
    let times = within(sources.times, |time| time.span, &content, inside);
    let quantities = within(sources.quantities, |quantity| quantity.span, &content, inside);
    let (held_by_claimant, held_by_author) = factuality::of(draft);
    Claim {
        claimant: draft.claimant,
        act: draft.act,
        polarity: draft.polarity,
        modality: draft.modality,
        about: about(sources, &content, draft.claimant),
        cue: draft.cue.clone().map(|cue| t.span_of(cue)),
        quote: draft.quote.map(QuoteId::from_index),
        happened: None,
        said: None,
        held_by_claimant,
        held_by_author,
        times: times.map(TimeId::from_index).collect(),
        quantities: quantities.map(QuantityId::from_index).collect(),
        hedges: draft.hedges.iter().map(|hedge| t.span_of(hedge.clone())).collect(),
        evidence: draft.rule.evidence(t.lexicon()),
        content,
    }
}

/// Positions of the items inside the content; the items are in text order.
fn within<'i, T>(
    items: &'i [T],
    span: impl Fn(&T) -> Span + Copy + 'i,
    content: &[Span],
    inside: impl Fn(Span) -> bool + 'i,
) -> impl Iterator<Item = usize> + 'i {
    let hull = Span::hull(content).unwrap_or(Span::from_edges(0, 0));
    let first = items.partition_point(|item| span(item).start() < hull.start());
    (first..items.len())
        .take_while(move |&k| span(&items[k]).start() < hull.end())
        .filter(move |&k| inside(span(&items[k])))
}

/// The entities mentioned in the content, in text order, without the claimant.
fn about(sources: &Sources<'_, '_>, content: &[Span], claimant: Claimant) -> Vec<EntityId> {
    let mut list = Vec::new();
    for part in content {
        for mention in sources.linked.starting_in(*part) {
            let fits = part.contains(mention.span) && claimant != Claimant::Entity(mention.entity);
            if fits && list.len() < MAX_ABOUT && !list.contains(&mention.entity) {
                list.push(mention.entity);
            }
        }
    }
    list
}
