//! Stepping from mention to mention, across documents.

use crate::{
    corpus::{Corpus, CorpusEntityId},
    model::{Claimant, DocId, MentionId},
    workspace::Item,
};

/// The entity that a selection is about: the entity itself, the one mentioned, the speaker, the claimant.
pub fn focus_entity(corpus: &Corpus, item: Item) -> Option<CorpusEntityId> {
    let (doc, entity) = match item {
        Item::Entity(id) => return Some(id),
        Item::Mention(doc, id) => (doc, corpus.entry(doc)?.analysis.mention(id)?.entity),
        Item::Quote(doc, id) => (doc, corpus.entry(doc)?.analysis.quote(id)?.speaker?),
        Item::Claim(doc, id) => match corpus.entry(doc)?.analysis.claim(id)?.claimant {
            Claimant::Entity(entity) => (doc, entity),
            Claimant::Author | Claimant::Unspecified => return None,
        },
        Item::Document(_) | Item::Time(..) | Item::Quantity(..) | Item::Event(..) => return None,
    };
    corpus.entity_of(doc, entity).map(|entity| entity.id)
}

/// The mention after (or before) the selected one, round the whole corpus. From anything that is not a mention, the
/// first one in or after the open document.
pub fn next_mention(corpus: &Corpus, selected: Item, open: Option<DocId>, forward: bool) -> Option<Item> {
    let members = &corpus.entity(focus_entity(corpus, selected)?)?.members;
    let n = members.len();
    let mentions = |at: usize| {
        let (doc, local) = members[at];
        corpus.entry(doc).map_or(&[][..], |entry| entry.mentions_of(local))
    };
    let item = |at: usize, id: &MentionId| Item::Mention(members[at].0, *id);
    // An entity may stand in a hundred thousand documents: only those on the way are looked at.
    let behind = |doc: DocId| members.partition_point(|(other, _)| *other < doc);
    let place = match selected {
        Item::Mention(doc, id) => (behind(doc)..n).take_while(|at| members[*at].0 == doc).find_map(|at| {
            let position = mentions(at).iter().position(|mention| *mention == id)?;
            Some((at, position))
        }),
        _ => None,
    };
    let first = |mut members: std::iter::Chain<std::ops::Range<usize>, std::ops::Range<usize>>| {
        members.find_map(|at| Some(item(at, mentions(at).first()?)))
    };
    let last = |ahead: std::ops::Range<usize>, rest: std::ops::Range<usize>| {
        ahead.rev().chain(rest.rev()).find_map(|at| Some(item(at, mentions(at).last()?)))
    };
    match (place, forward) {
        (Some((at, position)), true) => match mentions(at).get(position + 1) {
            Some(id) => Some(item(at, id)),
            None => first((at + 1..n).chain(0..at + 1)),
        },
        (Some((at, position)), false) => match position.checked_sub(1).and_then(|before| mentions(at).get(before)) {
            Some(id) => Some(item(at, id)),
            None => last(0..at, at..n),
        },
        (None, _) => {
            let here = open.map_or(0, behind);
            if forward { first((here..n).chain(0..here)) } else { last(0..here, here..n) }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::view::samples;

    fn two_documents() -> Corpus {
        let mut corpus = Corpus::default();
        for id in 0..2 {
            let (document, analysis) = samples::strike();
            corpus.add(DocId(id), Arc::new(document), Arc::new(analysis));
        }
        corpus
    }

    #[test]
    fn mentions_go_round_all_documents() {
        let corpus = two_documents();
        let iraq = Item::Entity(CorpusEntityId(0));
        let first = next_mention(&corpus, iraq, Some(DocId(0)), true).unwrap();
        assert_eq!(first, Item::Mention(DocId(0), MentionId(0)));
        let mut seen = vec![first];
        for _ in 0..4 {
            seen.push(next_mention(&corpus, *seen.last().unwrap(), None, true).unwrap());
        }
        assert_eq!(seen[4], first);
        assert_eq!(seen.iter().filter(|item| item.doc() == Some(DocId(1))).count(), 2);
        assert_eq!(next_mention(&corpus, first, None, false), Some(seen[3]));
    }

    #[test]
    fn the_first_step_starts_in_the_open_document() {
        let corpus = two_documents();
        let step = next_mention(&corpus, Item::Entity(CorpusEntityId(0)), Some(DocId(1)), true);
        assert_eq!(step.and_then(Item::doc), Some(DocId(1)));
    }

    #[test]
    fn a_quote_leads_to_its_speaker_and_a_date_to_nobody() {
        let corpus = two_documents();
        let speaker = focus_entity(&corpus, Item::Quote(DocId(0), crate::model::QuoteId(0))).unwrap();
        assert_eq!(corpus.entity(speaker).unwrap().name, "U.S. Central Command");
        assert_eq!(focus_entity(&corpus, Item::Time(DocId(0), crate::model::TimeId(0))), None);
    }
}
