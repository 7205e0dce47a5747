use std::sync::Arc;

use super::*;
use crate::{
    analysis::{Settings, analyze, testing},
    corpus::{Entry, Finding},
    lexicon::Lexicon,
    model::{
        Act, Claimant, Decision, DocId, EntityAnchor, EntityType, Layer, Polarity, QuoteKind, Span,
        decision::{Addition, DateValue, Membership, Party, RuleAction, RuleKey, RuleScope, Verdict},
    },
};

const STORY: &str = "Minister Orla Denn met Pavel Marsh in Velle on Wednesday. \
    \"We will rebuild the bridge,\" Denn said. Marsh denied that the company had caused the collapse. Velle waited.";

struct Case {
    entry: Entry,
    decisions: Decisions,
}

impl Case {
    fn new() -> Self {
        let document = testing::document(STORY);
        let machine = analyze(&document, Lexicon::builtin(), &Settings::default());
        let decisions = Decisions::default();
        let entry = Entry::new(DocId(0), Arc::new(document), Arc::new(machine), &decisions);
        Self { entry, decisions }
    }

    fn span(words: &str) -> Span {
        let at = STORY.find(words).unwrap();
        Span::new(STORY, at, at + words.len()).unwrap()
    }

    /// The place of the mention with these words.
    fn mention(&self, words: &str) -> Place {
        Place { doc: self.entry.document.sha256, layer: Layer::Mention, span: Self::span(words) }
    }

    fn decide(&mut self, decision: Decision) {
        self.decisions.set(decision);
        self.entry.decide(&self.decisions);
    }

    /// Words and types of all mentions by name.
    fn names(&self) -> Vec<(&str, EntityType)> {
        let mentions = self.entry.analysis.mentions.iter();
        let names = mentions.filter(|mention| mention.class == crate::model::MentionClass::Name);
        names.map(|mention| (self.entry.document.words(mention.span), mention.etype)).collect()
    }

    fn entity_names(&self) -> Vec<&str> {
        self.entry.analysis.entities.iter().map(|entity| entity.name.as_str()).collect()
    }

    fn quote(&self) -> Place {
        self.entry.origin(Finding::Quote(crate::model::QuoteId(0))).unwrap().place
    }

    fn speaker(&self) -> Option<&str> {
        let speaker = self.entry.analysis.quotes.first()?.speaker?;
        Some(&self.entry.analysis.entity(speaker)?.name)
    }
}

#[test]
fn without_decisions_the_view_is_the_analysis() {
    let case = Case::new();
    assert!(Arc::ptr_eq(&case.entry.analysis, &case.entry.machine));
    assert!(case.entry.review().is_none());
    assert_eq!(case.speaker(), Some("Orla Denn"));
}

#[test]
fn a_rejected_mention_is_gone_and_listed_apart() {
    let mut case = Case::new();
    let n = case.names().len();
    let place = case.mention("Pavel Marsh");
    case.decide(Decision::Verdict(place, Some(Verdict::Rejected)));
    assert_eq!(case.names().len(), n - 1);
    assert_eq!(case.entry.review().unwrap().rejected, [Rejected { place, by_rule: false }]);
    assert!(case.entity_names().contains(&"Marsh"), "{:?}", case.entity_names());
    case.decide(Decision::Verdict(place, None));
    assert_eq!(case.entry.analysis, case.entry.machine);
}

#[test]
fn the_claims_and_quotes_of_an_entity_without_mentions_lose_it() {
    let mut case = Case::new();
    let mentions: Vec<Span> = case.entry.machine.mentions.iter().map(|mention| mention.span).collect();
    for span in mentions {
        let place = Place { span, ..case.mention("Velle") };
        case.decide(Decision::Verdict(place, Some(Verdict::Rejected)));
    }
    assert!(case.entry.analysis.entities.is_empty());
    assert_eq!(case.speaker(), None);
    assert!(case.entry.analysis.claims.iter().all(|claim| !matches!(claim.claimant, Claimant::Entity(_))));
}

#[test]
fn a_type_reaches_the_entity_and_its_standing() {
    let mut case = Case::new();
    let place = case.mention("Velle");
    case.decide(Decision::Type(place, Some(EntityType::Organization)));
    let Some(Finding::Mention(id)) = case.entry.find(place) else { panic!("the mention stays") };
    assert_eq!(case.entry.analysis.mention(id).unwrap().etype, EntityType::Organization);
    assert_eq!(case.entry.origin(Finding::Mention(id)).unwrap().standing, Standing::Corrected);
}

#[test]
fn a_resized_mention_is_still_known_by_its_first_place() {
    let mut case = Case::new();
    let place = case.mention("Orla Denn");
    let wider = Place { span: Case::span("Minister Orla Denn"), ..place };
    case.decide(Decision::Extent(place, Some(wider)));
    assert!(case.names().iter().any(|(words, _)| *words == "Minister Orla Denn"));
    assert!(case.entry.find(place).is_some());
    case.decide(Decision::Verdict(place, Some(Verdict::Rejected)));
    assert!(case.entry.find(place).is_none());
}

#[test]
fn an_added_mention_joins_the_entity_of_that_name_or_makes_one() {
    let mut case = Case::new();
    let place = case.mention("bridge");
    case.decide(Decision::Addition(place, Some(Addition::Mention { etype: EntityType::Place })));
    assert!(case.names().contains(&("bridge", EntityType::Place)));
    assert!(case.entity_names().contains(&"bridge"));
    let origin = case.entry.find(place).and_then(|finding| case.entry.origin(finding)).unwrap();
    assert_eq!(origin.standing, Standing::UserMade);
}

#[test]
fn a_mention_split_off_is_an_entity_of_its_own() {
    let mut case = Case::new();
    let n = case.entity_names().len();
    let at = STORY.rfind("Velle").unwrap();
    let place = Place { span: Span::new(STORY, at, at + 5).unwrap(), ..case.mention("Velle") };
    case.decide(Decision::Membership(place, Some(Membership::Own)));
    assert_eq!(case.entity_names().len(), n + 1);
    let with = Membership::With(EntityAnchor::from(case.mention("Velle")));
    case.decide(Decision::Membership(place, Some(with)));
    assert_eq!(case.entity_names().len(), n);
}

#[test]
fn a_quote_gets_another_speaker_and_its_claims_follow() {
    let mut case = Case::new();
    let quote = case.quote();
    let marsh = EntityAnchor::from(case.mention("Pavel Marsh"));
    case.decide(Decision::Speaker(quote, Some(Party::Entity(marsh))));
    assert_eq!(case.speaker(), Some("Pavel Marsh"));
    let claims = case.entry.analysis.claims.iter().filter(|claim| claim.quote.is_some_and(|quote| quote.index() == 0));
    for claim in claims {
        assert_eq!(Some(claim.claimant), case.entry.analysis.quotes[0].speaker.map(Claimant::Entity));
    }
    case.decide(Decision::Speaker(quote, Some(Party::Nobody)));
    assert_eq!(case.speaker(), None);
}

#[test]
fn a_rejected_quote_leaves_the_ids_of_the_others_right() {
    let mut case = Case::new();
    let quote = case.quote();
    case.decide(Decision::Verdict(quote, Some(Verdict::Rejected)));
    let analysis = &case.entry.analysis;
    assert_eq!(analysis.quotes.len() + 1, case.entry.machine.quotes.len());
    assert!(analysis.claims.iter().filter_map(|claim| claim.quote).all(|id| analysis.quote(id).is_some()));
}

#[test]
fn claims_and_times_take_corrections() {
    let mut case = Case::new();
    let claim = Finding::Claim(crate::model::ClaimId(0));
    let place = case.entry.origin(claim).unwrap().place;
    case.decide(Decision::Act(place, Some(Act::Vow)));
    case.decide(Decision::Polarity(place, Some(Polarity::Negative)));
    case.decide(Decision::Claimant(place, Some(Party::Author)));
    let found = &case.entry.analysis.claims[0];
    assert_eq!((found.act, found.polarity, found.claimant), (Act::Vow, Polarity::Negative, Claimant::Author));
    let time = Place { layer: Layer::Time, ..case.mention("Wednesday") };
    // The engine may tag "on Wednesday"; the place is what it tagged.
    let time = Place { span: case.entry.machine.times.first().unwrap().span, ..time };
    case.decide(Decision::Date(time, Some(DateValue::day("2024-02-14".parse().unwrap()))));
    assert_eq!(case.entry.analysis.times[0].value, "2024-02-14");
}

#[test]
fn quotes_and_claims_can_be_added() {
    let mut case = Case::new();
    let doc = case.entry.document.sha256;
    let quote = Place { doc, layer: Layer::Quote, span: Case::span("the company had caused the collapse") };
    case.decide(Decision::Addition(quote, Some(Addition::Quote { kind: QuoteKind::Indirect })));
    let claim = Place { doc, layer: Layer::Claim, span: Case::span("Velle waited") };
    let addition = Addition::Claim { act: Act::Assert, polarity: Polarity::Positive };
    case.decide(Decision::Addition(claim, Some(addition)));
    assert!(case.entry.find(quote).is_some() && case.entry.find(claim).is_some());
}

#[test]
fn a_rule_tags_or_untags_words_everywhere_and_a_document_rule_wins() {
    let mut case = Case::new();
    let key = |scope, words: &str| RuleKey { scope, words: words.to_owned() };
    case.decide(Decision::Rule(key(RuleScope::Workspace, "Velle"), Some(RuleAction::Never)));
    assert!(case.names().iter().all(|(words, _)| *words != "Velle"));
    let always = RuleAction::Always { etype: EntityType::Organization, subtype: None };
    case.decide(Decision::Rule(key(RuleScope::Document(case.entry.document.sha256), "Velle"), Some(always.clone())));
    assert_eq!(case.names().iter().filter(|name| **name == ("Velle", EntityType::Organization)).count(), 2);
    case.decide(Decision::Rule(key(RuleScope::Workspace, "bridge"), Some(always)));
    assert!(case.names().contains(&("bridge", EntityType::Organization)));
    case.decide(Decision::Rule(key(RuleScope::Workspace, "compan"), Some(RuleAction::Never)));
    assert!(case.entry.document.words(Case::span("company")) == "company");
}

#[test]
fn a_rule_stands_back_behind_a_verdict() {
    let mut case = Case::new();
    let place = case.mention("Velle");
    let key = RuleKey { scope: RuleScope::Workspace, words: "Velle".to_owned() };
    case.decide(Decision::Rule(key, Some(RuleAction::Never)));
    case.decide(Decision::Verdict(place, Some(Verdict::Confirmed)));
    assert!(case.entry.find(place).is_some());
}
