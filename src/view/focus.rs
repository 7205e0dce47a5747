//! What the selected thing lights up in a story.

use crate::{
    model::{Analysis, ClaimId, EntityId, QuoteId, Span},
    workspace::Item,
};

/// The words that a selection concerns, in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// The selected words: they get an outline.
    pub selected: Vec<Span>,
    /// Other mentions of the same entity, in text order.
    pub same: Vec<Span>,
    /// The selected quote or the quote of the selected claim.
    pub quote: Option<QuoteId>,
    /// The selected claim.
    pub claim: Option<ClaimId>,
    /// Who says it.
    pub source: Option<Span>,
    /// The attributing words.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// The parts inside quotation marks.
    pub verbatim: Vec<Span>,
}

impl Focus {
    /// What `item` concerns in a document; `entity` is the document's own id of the entity in focus, if it has it.
    pub fn new(analysis: &Analysis, item: Option<Item>, entity: Option<EntityId>) -> Self {
        let mut focus = Self::default();
        if let Some(entity) = entity {
            focus.same = analysis.mentions_of(entity).map(|(_, mention)| mention.span).collect();
        }
        match item {
            Some(Item::Mention(_, id)) => focus.selected.extend(analysis.mention(id).map(|mention| mention.span)),
            Some(Item::Time(_, id)) => focus.selected.extend(analysis.time(id).map(|time| time.span)),
            Some(Item::Quantity(_, id)) => focus.selected.extend(analysis.quantity(id).map(|quantity| quantity.span)),
            Some(Item::Quote(_, id)) => focus.add_quote(analysis, id),
            Some(Item::Claim(_, id)) => focus.add_claim(analysis, id),
            Some(Item::Event(_, id)) => {
                focus.selected.extend(analysis.event(id).into_iter().flat_map(|event| event.triggers.iter().copied()));
            }
            Some(Item::Document(_) | Item::Entity(_)) | None => {}
        }
        focus
    }

    fn add_quote(&mut self, analysis: &Analysis, id: QuoteId) {
        let Some(quote) = analysis.quote(id) else { return };
        self.quote = Some(id);
        self.source = quote.source;
        self.cue = quote.cue;
        self.content.clone_from(&quote.content);
        self.verbatim.clone_from(&quote.verbatim);
    }

    fn add_claim(&mut self, analysis: &Analysis, id: ClaimId) {
        let Some(claim) = analysis.claim(id) else { return };
        if let Some(quote) = claim.quote {
            self.add_quote(analysis, quote);
        }
        self.claim = Some(id);
        self.cue = claim.cue.or(self.cue);
        self.content.clone_from(&claim.content);
    }

    /// Whether these words are a mention of the entity in focus.
    pub fn is_same(&self, span: Span) -> bool {
        let order = |span: &Span| (span.start(), std::cmp::Reverse(span.end()));
        self.same.binary_search_by_key(&order(&span), order).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocId;
    use crate::view::samples;

    #[test]
    fn a_claim_lights_up_its_words_and_the_source_of_its_quote() {
        let (document, analysis) = samples::strike();
        let focus = Focus::new(&analysis, Some(Item::Claim(DocId(0), ClaimId(0))), None);
        assert_eq!(focus.claim, Some(ClaimId(0)));
        assert_eq!(focus.quote, Some(QuoteId(0)));
        assert_eq!(focus.source.map(|span| document.words(span)), Some("CENTCOM"));
        assert!(!focus.verbatim.is_empty());
    }

    #[test]
    fn an_entity_lights_up_all_its_mentions() {
        let (_, analysis) = samples::strike();
        let entity = analysis.mentions[0].entity;
        let focus = Focus::new(&analysis, None, Some(entity));
        assert_eq!(focus.same.len(), analysis.mentions_of(entity).count());
        assert!(focus.same.iter().all(|span| focus.is_same(*span)));
        assert!(focus.selected.is_empty());
    }
}
