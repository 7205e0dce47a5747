//! Documents with analyses made by hand, for the tests of this room.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::corpus::Corpus;
use crate::model::{
    Act, Alias, Analysis, Anchor, Claim, Claimant, Clock, ClockBasis, DocId, Document, Entity, EntityId, EntityType,
    Event, EventType, Evidence, Factuality, Link, LinkKind, Mention, MentionClass, Modality, Polarity, Quantity,
    QuantityRole, Quote, QuoteId, QuoteKind, Realis, RuleId, Score, Span, Status, TimeId, TimeKind, TimeValue,
};
use crate::workspace::Stamp;

const STRIKE: &str = "Iraq slammed the strike on Wednesday.\n\n\
    The strike killed \"a Kataeb Hezbollah commander responsible for planning attacks,\" according to CENTCOM. \
    At least 12 people died, Iraq said.";

/// A document without findings.
pub fn plain(text: &str) -> (Document, Analysis) {
    let document = Document {
        title: text.lines().next().unwrap_or("Empty").to_owned(),
        date: NaiveDate::from_ymd_opt(2024, 2, 8),
        source: Some("Coast Wire".to_owned()),
        ..Document::plain("sample", text)
    };
    (document, Analysis::default())
}

/// A document with three entities, a quote, a claim, a date and a number.
pub fn strike() -> (Document, Analysis) {
    let (mut document, _) = plain(STRIKE);
    document.title = "Iraq slams strike".to_owned();
    let span = |words: &str| {
        let start = STRIKE.find(words).unwrap();
        Span::new(STRIKE, start, start + words.len()).unwrap()
    };
    let last = |words: &str| {
        let start = STRIKE.rfind(words).unwrap();
        Span::new(STRIKE, start, start + words.len()).unwrap()
    };
    let mut mentions = vec![
        mention(span("Iraq"), EntityType::Place, MentionClass::Name, 0),
        mention(span("a Kataeb Hezbollah commander"), EntityType::Person, MentionClass::Nominal, 1),
        mention(span("Kataeb Hezbollah"), EntityType::ArmedGroup, MentionClass::Name, 2),
        mention(span("CENTCOM"), EntityType::MilitaryUnit, MentionClass::Name, 3),
        mention(last("Iraq"), EntityType::Place, MentionClass::Name, 0),
    ];
    mentions.sort_by_key(|mention| (mention.span.start(), std::cmp::Reverse(mention.span.end())));
    let content = span("\"a Kataeb Hezbollah commander responsible for planning attacks,\"");
    let analysis = Analysis {
        entities: vec![
            entity("Iraq", EntityType::Place, Status::Named),
            entity("a Kataeb Hezbollah commander", EntityType::Person, Status::Anonymous),
            entity("Kataeb Hezbollah", EntityType::ArmedGroup, Status::Named),
            Entity {
                aliases: vec![Alias { text: "CENTCOM".to_owned(), span: span("CENTCOM") }],
                ..entity("U.S. Central Command", EntityType::MilitaryUnit, Status::Named)
            },
        ],
        mentions,
        times: vec![TimeValue {
            span: span("Wednesday"),
            kind: TimeKind::Date,
            value: "2024-02-07".to_owned(),
            modifier: None,
            begin: NaiveDate::from_ymd_opt(2024, 2, 7),
            end_before: NaiveDate::from_ymd_opt(2024, 2, 8),
            anchor: Anchor::DocumentDate,
            evidence: evidence("time.weekday"),
        }],
        quantities: vec![Quantity {
            span: span("At least 12"),
            low: Some(12.0),
            high: None,
            unit: "person".to_owned(),
            role: QuantityRole::Killed,
            part_of: None,
            evidence: evidence("quantity.died"),
        }],
        quotes: vec![Quote {
            kind: QuoteKind::Mixed,
            content: vec![content],
            verbatim: vec![content],
            cue: Some(span("according to")),
            source: Some(span("CENTCOM")),
            speaker: Some(EntityId(3)),
            role: None,
            affiliation: None,
            anonymous: false,
            anonymity_reason: None,
            chain: Vec::new(),
            addressee: None,
            medium: None,
            continues: None,
            nested_in: None,
            evidence: evidence("quote.according-to"),
        }],
        claims: vec![Claim {
            claimant: Claimant::Entity(EntityId(3)),
            act: Act::Accuse,
            polarity: Polarity::Positive,
            modality: Modality::Certain,
            content: vec![span("a Kataeb Hezbollah commander responsible for planning attacks")],
            cue: Some(span("according to")),
            quote: Some(QuoteId(0)),
            about: vec![EntityId(2)],
            happened: None,
            said: Some(Clock {
                begin: NaiveDate::from_ymd_opt(2024, 2, 8).unwrap(),
                end_before: NaiveDate::from_ymd_opt(2024, 2, 9).unwrap(),
                basis: ClockBasis::Time(TimeId(0)),
            }),
            held_by_claimant: Factuality::CertainlySo,
            held_by_author: Factuality::Uncommitted,
            times: Vec::new(),
            quantities: Vec::new(),
            hedges: Vec::new(),
            evidence: evidence("act.responsible-for"),
        }],
        links: vec![Link {
            kind: LinkKind::MemberOf,
            from: EntityId(1),
            to: EntityId(2),
            span: span("a Kataeb Hezbollah commander"),
            evidence: evidence("link.role"),
        }],
        sentences: vec![span(STRIKE.split('\n').next().unwrap())],
        ..Analysis::default()
    };
    (document, analysis)
}

/// An attack that `trigger` tells and `time` dates.
pub fn event(trigger: Span, id: TimeId, time: &TimeValue) -> Event {
    Event {
        etype: EventType::Assault,
        mode: None,
        realis: Realis::Actual,
        triggers: vec![trigger],
        actors: Vec::new(),
        alleged_actors: Vec::new(),
        claimed_by: Vec::new(),
        targets: Vec::new(),
        instruments: Vec::new(),
        places: Vec::new(),
        time: Some(id),
        begin: time.begin,
        end_before: time.end_before,
        counts: Vec::new(),
        evidence: evidence("event.frame"),
    }
}

fn evidence(rule: &'static str) -> Evidence {
    Evidence::new(RuleId::new(rule), Score::new(900))
}

fn mention(span: Span, etype: EntityType, class: MentionClass, entity: u32) -> Mention {
    let evidence = evidence("name.list");
    Mention { span, head: span, etype, subtype: None, class, entity: EntityId(entity), sense: None, evidence }
}

fn entity(name: &str, etype: EntityType, status: Status) -> Entity {
    Entity {
        etype,
        subtype: None,
        name: name.to_owned(),
        aliases: Vec::new(),
        status,
        gender: None,
        number: None,
        roles: Vec::new(),
        evidence: evidence("entity.name"),
    }
}

/// When and by whom something is decided.
pub fn stamp() -> Stamp {
    Stamp { time: chrono::DateTime::UNIX_EPOCH, author: "A. Reader".to_owned() }
}

/// A corpus that holds the same story twice.
pub fn strike_twice() -> Corpus {
    let mut corpus = Corpus::default();
    for id in 0..2 {
        let (document, analysis) = strike();
        corpus.add(DocId(id), Arc::new(document), Arc::new(analysis));
    }
    corpus
}
