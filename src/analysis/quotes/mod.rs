//! Who said what in which words: direct, mixed, indirect quotes and labels, with cue, source and speaker.
//!
//! First every cue looks for its content: in quotation marks beside it, as a clause behind it or before it. Then the
//! quotations that no cue took look for a speaker: the one who spoke before, a name with a colon or a dash, the turn of an
//! interview. What remains are titles, terms and scare quotes. Nothing inside quotation marks is a cue.

mod assemble;
pub(super) mod clauses;
mod content;
pub(super) mod cues;
mod describe;
mod floating;
mod front;
pub(super) mod sources;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{coreference::Linked, mentions::Found, phrases::Ground, rules::Rule, turns::Turns};
use crate::{
    lexicon::Frames,
    model::{EntityId, Quote, QuoteKind},
};
use cues::CueHit;
use sources::Source;

/// A quote in tokens, before it is described.
#[derive(Clone, Debug)]
pub(super) struct Attribution<'l> {
    /// Parts of the content in text order, quotation marks included.
    pub content: Vec<Range<usize>>,
    /// Its passages in quotation marks, by number; those of an inner quote belong to that one alone.
    pub regions: Vec<usize>,
    pub kind: QuoteKind,
    pub cue: Option<CueHit<'l>>,
    /// The colon, dash or label that stands for a cue.
    colon: Option<usize>,
    /// The frame by which the content follows the cue.
    pub frame: Frames,
    source: Option<Source>,
    pub hearer: Option<Range<usize>>,
    /// By whom the words came, the first teller first: the outlet and the source that it cites in "reported, citing a
    /// police source, that", the outlet and the speaker in "quoted Orr as saying". Empty when one source alone is told.
    pub chain: Vec<Range<usize>>,
    /// Whether the speaker of an earlier quote goes on here.
    continues: bool,
    pub rule: Rule,
}

/// The quotes with what claims need to know about their making.
pub(super) struct Quotes<'l> {
    pub list: Vec<Quote>,
    /// The attribution of each quote, in the same order.
    pub attributions: Vec<Attribution<'l>>,
}

impl Quotes<'_> {
    /// The entity that is the source of a cue that has no content.
    pub fn source_entity(&self, ground: &Ground<'_, '_>, linked: &Linked, hit: &CueHit<'_>) -> Option<EntityId> {
        let source = sources::of_cue(ground, hit)?;
        let head = ground.tokens.span(source.head);
        let mut inside = linked.starting_in(ground.tokens.span_of(source.tokens));
        inside.find(|mention| mention.head.overlaps(head)).map(|mention| mention.entity)
    }
}

/// Finds all quotes.
pub(super) fn find<'l>(ground: &Ground<'_, 'l>, found: &[Found], linked: &Linked, turns: &Turns) -> Quotes<'l> {
    let hits = cues::find(ground, ground.tokens.lexicon());
    let mut attributions = assemble::by_cues(ground, hits);
    assemble::settle(ground, &mut attributions);
    floating::attach(ground, turns, &mut attributions);
    attributions.extend(floating::colons(ground));
    attributions.sort_by_key(|attribution| attribution.content[0].start);
    let list = describe::quotes(ground, found, linked, &mut attributions);
    Quotes { list, attributions }
}

impl Attribution<'_> {
    /// An attribution by this rule, with nothing else known yet.
    fn new(content: Vec<Range<usize>>, kind: QuoteKind, frame: Frames, source: Option<Source>, rule: Rule) -> Self {
        Self {
            content,
            regions: Vec::new(),
            kind,
            cue: None,
            colon: None,
            frame,
            source,
            hearer: None,
            chain: Vec::new(),
            continues: false,
            rule,
        }
    }

    /// From the first to the last token of the content.
    pub fn hull(&self) -> Range<usize> {
        let start = self.content.first().map_or(0, |part| part.start);
        let end = self.content.iter().map(|part| part.end).max().unwrap_or(start);
        start..end.max(start)
    }
}
