//! Quotes and claims as cards: the words first, then who and how.

use std::{ops::Range, sync::Arc};

use rustc_hash::FxHashSet;

use super::{Layer, grade, is_speech, standing, type_words, words};
use crate::{
    corpus::{Corpus, CorpusEntityId, Entry, Finding, Standing},
    model::{Act, Claim, ClaimId, Claimant, DocId, EntityId, Quote, QuoteId, QuoteKind, Span},
    workspace::{Item, Matching, Workspace},
};

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it shows.
    pub item: Item,
    /// The words as printed, quotation marks only where the story has them.
    pub words: String,
    /// Where its words weaken it (may, allegedly): bytes of `words`, in order and apart.
    pub hedges: Vec<Range<usize>>,
    /// The layer of the one who says it; its colour is the dot.
    pub layer: Layer,
    /// The type of the one who says it, in words.
    pub type_words: &'static str,
    /// Who says it.
    pub who: String,
    /// The role as printed, or the cue.
    pub how: String,
    /// The kind of quote.
    pub kind: Option<String>,
    /// The acts of its claims, without repeats.
    pub acts: Vec<String>,
    /// When it was said or published.
    pub date: String,
    /// The story it stands in.
    pub story: String,
    /// Whether the machine or the user says so.
    pub standing: Standing,
    /// Letter and digit of the Admiralty system, where it was graded.
    pub grade: Option<String>,
}

/// Which quotes are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct QuoteFilter {
    /// Words in the quote or its speaker's name.
    pub text: String,
    /// What matches the words, where they are a query.
    pub matching: Option<Arc<Matching>>,
    /// Only quotes of this speaker.
    pub speaker: Option<CorpusEntityId>,
    /// Only this kind.
    pub kind: Option<QuoteKind>,
    /// Only quotes in which somebody does this.
    pub act: Option<Act>,
}

/// Which claims are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClaimFilter {
    /// Words in the claim or its claimant's name.
    pub text: String,
    /// What matches the words, where they are a query.
    pub matching: Option<Arc<Matching>>,
    /// Only claims of this claimant.
    pub speaker: Option<CorpusEntityId>,
    /// Only this act.
    pub act: Option<Act>,
}

/// The quotes of one document that pass the filter, in text order; of those at the positions `part` of its list, so
/// that a long list can be filtered piece by piece. Glosses and scare quotes are no speech, and are listed only when
/// their kind is asked for.
pub fn quotes(corpus: &Corpus, entry: &Entry, filter: &QuoteFilter, part: Range<usize>) -> Vec<QuoteId> {
    let needle = needle(&filter.text, filter.matching.as_deref());
    let is_asked = |index| is_asked(filter.matching.as_deref(), entry, Finding::Quote(QuoteId::from_index(index)));
    let claims = &entry.analysis.claims;
    let of_act =
        |act: Act| claims.iter().filter(move |claim| claim.act == act).filter_map(|claim| claim.quote).collect();
    let with_act: Option<FxHashSet<QuoteId>> = filter.act.map(of_act);
    let passes = |index: usize, quote: &Quote| {
        with_act.as_ref().is_none_or(|quotes| quotes.contains(&QuoteId::from_index(index)))
            && filter.kind.map_or(is_speech(quote), |kind| kind == quote.kind)
            && filter.speaker.is_none_or(|speaker| is_entity(corpus, entry, quote.speaker, speaker))
            && (needle.is_empty() || quote_has(entry, quote, &needle))
    };
    let quotes = entry.analysis.quotes.iter().enumerate().take(part.end).skip(part.start);
    quotes
        .filter(|(index, quote)| is_asked(*index) && passes(*index, quote))
        .map(|(index, _)| QuoteId::from_index(index))
        .collect()
}

/// The claims of one document that pass the filter, in text order; of those at the positions `part` of its list.
pub fn claims(corpus: &Corpus, entry: &Entry, filter: &ClaimFilter, part: Range<usize>) -> Vec<ClaimId> {
    let needle = needle(&filter.text, filter.matching.as_deref());
    let is_asked = |index| is_asked(filter.matching.as_deref(), entry, Finding::Claim(ClaimId::from_index(index)));
    let passes = |claim: &Claim| {
        filter.act.is_none_or(|act| act == claim.act)
            && filter.speaker.is_none_or(|speaker| is_entity(corpus, entry, claimant_entity(claim), speaker))
            && (needle.is_empty() || claim_has(entry, claim, &needle))
    };
    let claims = entry.analysis.claims.iter().enumerate().take(part.end).skip(part.start);
    claims
        .filter(|(index, claim)| is_asked(*index) && passes(claim))
        .map(|(index, _)| ClaimId::from_index(index))
        .collect()
}

/// The words to look for in statements; none where they are a query.
pub(super) fn needle(text: &str, matching: Option<&Matching>) -> String {
    if matching.is_some() { String::new() } else { text.trim().to_lowercase() }
}

fn is_asked(matching: Option<&Matching>, entry: &Entry, statement: Finding) -> bool {
    matching.is_none_or(|matching| matching.has_statement(entry.id, statement))
}

/// The card of a quote.
pub fn quote_card(workspace: &Workspace, doc: DocId, id: QuoteId) -> Option<Statement> {
    let entry = workspace.corpus().entry(doc)?;
    let (document, analysis) = (&entry.document, &entry.analysis);
    let quote = analysis.quote(id)?;
    let mut acts: Vec<String> = Vec::new();
    let mut hedges: Vec<Span> = Vec::new();
    for claim in analysis.claims.iter().filter(|claim| claim.quote == Some(id)) {
        hedges.extend(&claim.hedges);
        let act = claim.act.label();
        if !acts.contains(&act) {
            acts.push(act);
        }
    }
    let who = who(entry, quote);
    let role = quote.role.map(|role| words::one_line(document, role)).filter(|role| !role.eq_ignore_ascii_case(&who));
    let cue = || quote.cue.map(|cue| words::one_line(document, cue));
    let how = role.or_else(cue).unwrap_or_default();
    let (layer, type_words) = look(entry, quote.speaker);
    Some(Statement {
        item: Item::Quote(doc, id),
        standing: standing(workspace, Item::Quote(doc, id)).unwrap_or(Standing::Machine),
        grade: grade(workspace, Item::Quote(doc, id)),
        words: words::parts(document, &quote.content),
        hedges: words::places_in_parts(document, &quote.content, &hedges),
        layer,
        type_words,
        who,
        how,
        kind: Some(quote.kind.label()),
        acts,
        date: document.date.map(words::iso).unwrap_or_default(),
        story: words::squeeze(&document.title),
    })
}

/// The card of a claim.
pub fn claim_card(workspace: &Workspace, doc: DocId, id: ClaimId) -> Option<Statement> {
    let entry = workspace.corpus().entry(doc)?;
    let (document, analysis) = (&entry.document, &entry.analysis);
    let claim = analysis.claim(id)?;
    let (layer, type_words) = look(entry, claimant_entity(claim));
    let mut how: Vec<String> = claim.cue.iter().map(|cue| words::one_line(document, *cue)).collect();
    if claim.polarity == crate::model::Polarity::Negative {
        how.push("not so".to_owned());
    }
    if claim.modality != crate::model::Modality::Certain {
        how.push(claim.modality.label());
    }
    Some(Statement {
        item: Item::Claim(doc, id),
        standing: standing(workspace, Item::Claim(doc, id)).unwrap_or(Standing::Machine),
        grade: grade(workspace, Item::Claim(doc, id)),
        words: words::parts(document, &claim.content),
        hedges: words::places_in_parts(document, &claim.content, &claim.hedges),
        layer,
        type_words,
        who: words::sentence_case(&words::claimant(analysis, claim.claimant)),
        how: how.join(" · "),
        kind: None,
        acts: vec![claim.act.label()],
        date: claim.said_on().or(document.date).map(words::iso).unwrap_or_default(),
        story: words::squeeze(&document.title),
    })
}

fn who(entry: &Entry, quote: &Quote) -> String {
    match quote.speaker.and_then(|speaker| entry.analysis.entity(speaker)) {
        Some(entity) => words::sentence_case(&entity.name),
        None => words::sentence_case(&words::speaker_short(&entry.document, &entry.analysis, quote)),
    }
}

fn look(entry: &Entry, entity: Option<EntityId>) -> (Layer, &'static str) {
    entity
        .and_then(|id| entry.analysis.entity(id))
        .map_or((Layer::Others, "unknown"), |entity| (Layer::of(entity.etype), type_words(entity.etype)))
}

fn claimant_entity(claim: &Claim) -> Option<EntityId> {
    match claim.claimant {
        Claimant::Entity(entity) => Some(entity),
        Claimant::Author | Claimant::Unspecified => None,
    }
}

fn is_entity(corpus: &Corpus, entry: &Entry, entity: Option<EntityId>, wanted: CorpusEntityId) -> bool {
    entity.and_then(|entity| corpus.entity_in(entry, entity)).is_some_and(|entity| entity.id == wanted)
}

fn quote_has(entry: &Entry, quote: &Quote, needle: &str) -> bool {
    words::parts(&entry.document, &quote.content).to_lowercase().contains(needle)
        || who(entry, quote).to_lowercase().contains(needle)
}

fn claim_has(entry: &Entry, claim: &Claim, needle: &str) -> bool {
    words::parts(&entry.document, &claim.content).to_lowercase().contains(needle)
        || words::claimant(&entry.analysis, claim.claimant).to_lowercase().contains(needle)
        || claim.act.label().contains(needle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::samples;

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        let (document, analysis) = samples::strike();
        workspace.add(Arc::new(document), Arc::new(analysis));
        workspace
    }

    #[test]
    fn a_quote_card_shows_the_words_as_printed() {
        let card = quote_card(&workspace(), DocId(0), QuoteId(0)).unwrap();
        assert_eq!(card.words, "\"a Kataeb Hezbollah commander responsible for planning attacks,\"");
        assert_eq!((card.who.as_str(), card.how.as_str()), ("U.S. Central Command", "according to"));
        assert_eq!((card.kind.as_deref(), card.acts.as_slice()), (Some("mixed"), &["accuse".to_owned()][..]));
    }

    #[test]
    fn a_claim_card_names_claimant_act_and_day() {
        let card = claim_card(&workspace(), DocId(0), ClaimId(0)).unwrap();
        assert_eq!((card.who.as_str(), card.date.as_str()), ("U.S. Central Command", "2024-02-08"));
        assert_eq!(card.layer, Layer::Military);
    }

    #[test]
    fn a_card_shows_what_the_user_decided() {
        use crate::{
            model::decision::{Credibility, Reliability},
            workspace::gestures,
        };
        let mut workspace = workspace();
        let item = Item::Quote(DocId(0), QuoteId(0));
        let place = gestures::place(&workspace, item).unwrap();
        let card = |workspace: &Workspace| {
            let card = quote_card(workspace, DocId(0), QuoteId(0)).unwrap();
            (card.standing, card.grade)
        };
        assert_eq!(card(&workspace), (Standing::Machine, None));
        workspace.apply(gestures::confirm(&[place]), samples::stamp()).unwrap();
        workspace.apply(gestures::grade_statement(&[place], Some(Credibility::Probable)), samples::stamp()).unwrap();
        assert_eq!(card(&workspace), (Standing::Confirmed, Some("–2".to_owned())));
        workspace.apply(gestures::grade_source("Coast Wire", Some(Reliability::Usually)), samples::stamp()).unwrap();
        assert_eq!(card(&workspace).1.as_deref(), Some("B2"));
    }

    #[test]
    fn filters_look_at_words_speaker_kind_and_act() {
        let workspace = workspace();
        let corpus = workspace.corpus();
        let entry = corpus.entries().first().unwrap();
        let text = |text: &str| {
            quotes(corpus, entry, &QuoteFilter { text: text.to_owned(), ..QuoteFilter::default() }, 0..9).len()
        };
        assert_eq!((text("PLANNING"), text("central command"), text("nobody")), (1, 1, 0));
        let kind =
            |kind| quotes(corpus, entry, &QuoteFilter { kind: Some(kind), ..QuoteFilter::default() }, 0..9).len();
        assert_eq!((kind(QuoteKind::Mixed), kind(QuoteKind::Direct)), (1, 0));
        let quoted = |act| quotes(corpus, entry, &QuoteFilter { act: Some(act), ..QuoteFilter::default() }, 0..9).len();
        assert_eq!((quoted(Act::Accuse), quoted(Act::Deny)), (1, 0));
        let act = |act| claims(corpus, entry, &ClaimFilter { act: Some(act), ..ClaimFilter::default() }, 0..9).len();
        assert_eq!((act(Act::Accuse), act(Act::Deny)), (1, 0));
        let iraq = Some(CorpusEntityId(0));
        assert!(claims(corpus, entry, &ClaimFilter { speaker: iraq, ..ClaimFilter::default() }, 0..9).is_empty());
    }
}
