//! The analysis of a document as one JSON object: `onrecord.analysis/1`.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use serde::Serialize;

use super::{claims::claim_id, quotes::quote_id};
use crate::corpus::Entry;
use crate::model::{
    Analysis, Anchor, CharOffsets, Claim, ClaimId, Claimant, Clock, ClockBasis, Decision, Decisions, Document, Entity,
    EntityId, Event, EventId, Format, Link, Mention, Problem, Quantity, Quote, QuoteId, Sha256, Span, TimeValue,
};

/// The name of the format. Fields may be added under this name; none changes its meaning.
const SCHEMA: &str = "onrecord.analysis/1";

/// About how many times as long as the text a line is.
const LINE_PER_TEXT: usize = 16;

/// Writes one line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_analysis(document: &Document, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    write_line(document, analysis, Vec::new(), out)
}

/// Writes a line for each document, with the decisions about it; those about no document stand in the first line, and those
/// that speak of documents that are not written are left out. Answers with the number of lines.
pub(super) fn write(entries: &[&Entry], decisions: &Decisions, out: &mut dyn Write) -> io::Result<u64> {
    let mut by_document: BTreeMap<Option<Sha256>, Vec<Decision>> = BTreeMap::new();
    let written: BTreeSet<Sha256> = entries.iter().map(|entry| entry.document.sha256).collect();
    let speaks_of_them = |decision: &Decision| decision.documents().iter().all(|doc| written.contains(doc));
    for decision in decisions.all().filter(speaks_of_them) {
        by_document.entry(decision.documents().first().copied()).or_default().push(decision);
    }
    let mut general = by_document.remove(&None).unwrap_or_default();
    for entry in entries {
        let mut own = std::mem::take(&mut general);
        own.extend(by_document.remove(&Some(entry.document.sha256)).unwrap_or_default());
        write_line(&entry.document, &entry.analysis, own, out)?;
    }
    Ok(entries.len() as u64)
}

fn write_line(
    document: &Document,
    analysis: &Analysis,
    decisions: Vec<Decision>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let writer = Writer { text: &document.text, offsets: CharOffsets::new(&document.text), analysis };
    // A line is written at once: it consists of thousands of short pieces, each of which would be a call of `out`.
    let mut line = Vec::with_capacity(document.text.len() * LINE_PER_TEXT);
    serde_json::to_writer(&mut line, &DocumentLine { decisions, ..writer.document(document) })?;
    line.push(b'\n');
    out.write_all(&line)
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    schema: &'static str,
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    sha256: String,
    format: Format,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    /// Where each page begins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<Words<'a>>,
    text: &'a str,
    body_start: u32,
    sentences: Vec<[u32; 2]>,
    entities: Vec<EntityObject<'a>>,
    mentions: Vec<MentionObject<'a>>,
    times: Vec<TimeObject<'a>>,
    quantities: Vec<QuantityObject<'a>>,
    quotes: Vec<QuoteObject<'a>>,
    claims: Vec<ClaimObject<'a>>,
    events: Vec<EventObject<'a>>,
    links: Vec<LinkObject<'a>>,
    problems: Vec<ProblemObject<'a>>,
    /// What the document itself is, as the program keeps it, without its text. Only the program reads it.
    document: Document,
    /// What was decided, with places in bytes. Only the program reads it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<Decision>,
}

#[derive(Serialize)]
struct Words<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct EntityObject<'a> {
    id: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtype: Option<&'a str>,
    name: &'a str,
    aliases: Vec<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'static str>,
    roles: Vec<RoleObject<'a>>,
    rule: &'a str,
    score: u16,
}

#[derive(Serialize)]
struct RoleObject<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#for: Option<String>,
}

#[derive(Serialize)]
struct MentionObject<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtype: Option<&'a str>,
    class: &'static str,
    entity: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sense: Option<&'static str>,
    rule: &'a str,
    score: u16,
}

#[derive(Serialize)]
struct TimeObject<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    kind: &'static str,
    value: &'a str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    begin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    rule: &'a str,
    score: u16,
}

#[derive(Serialize)]
struct QuantityObject<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<serde_json::Number>,
    unit: &'a str,
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<u32>,
    rule: &'a str,
    score: u16,
}

#[derive(Serialize)]
struct QuoteObject<'a> {
    id: String,
    kind: &'static str,
    content: Vec<Words<'a>>,
    verbatim: Vec<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<String>,
    anonymous: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    anonymity_reason: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chain: Vec<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    addressee: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    medium: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    continues: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nested_in: Option<String>,
    rule: &'a str,
    score: u16,
}

#[derive(Serialize)]
struct ClaimObject<'a> {
    id: String,
    claimant: String,
    act: &'static str,
    polarity: &'static str,
    modality: &'static str,
    content: Vec<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    about: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    happened: Option<ClockObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<ClockObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_on: Option<String>,
    factuality: FactualityObject,
    times: Vec<u32>,
    quantities: Vec<u32>,
    hedges: Vec<Words<'a>>,
    rule: &'a str,
    score: u16,
}

/// When, and what that rests on: `time 3`, `event ev2`, `quote q1`, or `story` where no day is named.
#[derive(Serialize)]
struct ClockObject {
    begin: String,
    end_before: String,
    basis: String,
}

#[derive(Serialize)]
struct FactualityObject {
    claimant: &'static str,
    author: &'static str,
}

#[derive(Serialize)]
struct EventObject<'a> {
    id: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<&'a str>,
    realis: &'static str,
    triggers: Vec<Words<'a>>,
    actors: Vec<String>,
    alleged_actors: Vec<String>,
    claimed_by: Vec<String>,
    targets: Vec<String>,
    instruments: Vec<String>,
    places: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    begin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_before: Option<String>,
    counts: Vec<u32>,
    rule: &'a str,
    score: u16,
}

#[derive(Serialize)]
struct LinkObject<'a> {
    kind: &'static str,
    from: String,
    to: String,
    #[serde(flatten)]
    words: Words<'a>,
    rule: &'a str,
    score: u16,
}

#[derive(Serialize)]
struct ProblemObject<'a> {
    severity: crate::model::Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
}

struct Writer<'a> {
    text: &'a str,
    offsets: CharOffsets<'a>,
    analysis: &'a Analysis,
}

impl<'a> Writer<'a> {
    fn document(&self, document: &'a Document) -> DocumentLine<'a> {
        let (analysis, origin) = (self.analysis, &document.origin);
        DocumentLine {
            schema: SCHEMA,
            id: &document.name,
            title: &document.title,
            date: document.date.map(|date| date.to_string()),
            source: document.source.as_deref(),
            sha256: document.sha256.to_string(),
            format: origin.format,
            part: origin.part.as_deref(),
            url: origin.url.as_deref(),
            language: origin.language.as_deref(),
            pages: origin.pages.iter().map(|start| self.offsets.at(*start as usize).0).collect(),
            byline: document.byline.map(|span| self.words(span)),
            text: self.text,
            body_start: self.offsets.at(document.body_start as usize).0,
            sentences: analysis.sentences.iter().map(|span| self.place(*span)).collect(),
            entities: analysis
                .entities
                .iter()
                .enumerate()
                .map(|(index, entity)| entity_object(index, entity))
                .collect(),
            mentions: analysis.mentions.iter().map(|mention| self.mention(mention)).collect(),
            times: analysis.times.iter().map(|time| self.time(time)).collect(),
            quantities: analysis.quantities.iter().map(|quantity| self.quantity(quantity)).collect(),
            quotes: analysis.quotes.iter().enumerate().map(|(index, quote)| self.quote(index, quote)).collect(),
            claims: analysis.claims.iter().enumerate().map(|(index, claim)| self.claim(index, claim)).collect(),
            events: analysis.events.iter().enumerate().map(|(index, event)| self.event(index, event)).collect(),
            links: analysis.links.iter().map(|link| self.link(link)).collect(),
            problems: document.problems.iter().chain(&analysis.problems).map(|problem| self.problem(problem)).collect(),
            document: Document { text: "".into(), path: None, ..document.clone() },
            decisions: Vec::new(),
        }
    }

    fn place(&self, span: Span) -> [u32; 2] {
        [self.offsets.at(span.start()).0, self.offsets.at(span.end()).0]
    }

    fn words(&self, span: Span) -> Words<'a> {
        let [start, end] = self.place(span);
        Words { start, end, text: span.text_in(self.text) }
    }

    fn all_words(&self, spans: &[Span]) -> Vec<Words<'a>> {
        spans.iter().map(|span| self.words(*span)).collect()
    }

    fn mention(&self, mention: &'a Mention) -> MentionObject<'a> {
        MentionObject {
            words: self.words(mention.span),
            r#type: mention.etype.code(),
            subtype: mention.subtype.as_deref(),
            class: mention.class.code(),
            entity: entity_id(mention.entity),
            sense: mention.sense.map(|sense| sense.code()),
            rule: mention.evidence.rule.as_str(),
            score: mention.evidence.score.permille(),
        }
    }

    fn time(&self, time: &'a TimeValue) -> TimeObject<'a> {
        TimeObject {
            words: self.words(time.span),
            kind: time.kind.code(),
            value: &time.value,
            modifier: time.modifier.as_deref(),
            begin: time.begin.map(|day| day.to_string()),
            end_before: time.end_before.map(|day| day.to_string()),
            anchor: match time.anchor {
                Anchor::None => None,
                Anchor::DocumentDate => Some("document date".to_owned()),
                Anchor::Dateline => Some("dateline".to_owned()),
                Anchor::Time(id) => Some(format!("time {}", id.0)),
            },
            rule: time.evidence.rule.as_str(),
            score: time.evidence.score.permille(),
        }
    }

    fn quantity(&self, quantity: &'a Quantity) -> QuantityObject<'a> {
        QuantityObject {
            words: self.words(quantity.span),
            low: quantity.low.and_then(number),
            high: quantity.high.and_then(number),
            unit: &quantity.unit,
            role: quantity.role.code(),
            part_of: quantity.part_of.map(|id| id.0),
            rule: quantity.evidence.rule.as_str(),
            score: quantity.evidence.score.permille(),
        }
    }

    fn quote(&self, index: usize, quote: &'a Quote) -> QuoteObject<'a> {
        QuoteObject {
            id: quote_id(QuoteId::from_index(index)),
            kind: quote.kind.code(),
            content: self.all_words(&quote.content),
            verbatim: self.all_words(&quote.verbatim),
            cue: quote.cue.map(|span| self.words(span)),
            source: quote.source.map(|span| self.words(span)),
            speaker: quote.speaker.map(entity_id),
            role: quote.role.map(|span| span.text_in(self.text)),
            affiliation: quote.affiliation.map(entity_id),
            anonymous: quote.anonymous,
            anonymity_reason: quote.anonymity_reason.map(|span| self.words(span)),
            chain: self.all_words(&quote.chain),
            addressee: quote.addressee.map(|span| self.words(span)),
            medium: quote.medium.map(|span| self.words(span)),
            continues: quote.continues.map(quote_id),
            nested_in: quote.nested_in.map(quote_id),
            rule: quote.evidence.rule.as_str(),
            score: quote.evidence.score.permille(),
        }
    }

    fn claim(&self, index: usize, claim: &'a Claim) -> ClaimObject<'a> {
        ClaimObject {
            id: claim_id(ClaimId::from_index(index)),
            claimant: match claim.claimant {
                Claimant::Entity(entity) => entity_id(entity),
                Claimant::Author => "author".to_owned(),
                Claimant::Unspecified => "unspecified".to_owned(),
            },
            act: claim.act.code(),
            polarity: claim.polarity.code(),
            modality: claim.modality.code(),
            content: self.all_words(&claim.content),
            cue: claim.cue.map(|span| self.words(span)),
            quote: claim.quote.map(quote_id),
            about: entity_ids(&claim.about),
            happened: claim.happened.map(clock_object),
            said: claim.said.map(clock_object),
            said_on: claim.said_on().map(|day| day.to_string()),
            factuality: FactualityObject {
                claimant: claim.held_by_claimant.code(),
                author: claim.held_by_author.code(),
            },
            times: claim.times.iter().map(|id| id.0).collect(),
            quantities: claim.quantities.iter().map(|id| id.0).collect(),
            hedges: self.all_words(&claim.hedges),
            rule: claim.evidence.rule.as_str(),
            score: claim.evidence.score.permille(),
        }
    }

    fn event(&self, index: usize, event: &'a Event) -> EventObject<'a> {
        EventObject {
            id: event_id(EventId::from_index(index)),
            r#type: event.etype.code(),
            mode: event.mode.as_deref(),
            realis: event.realis.code(),
            triggers: self.all_words(&event.triggers),
            actors: entity_ids(&event.actors),
            alleged_actors: entity_ids(&event.alleged_actors),
            claimed_by: entity_ids(&event.claimed_by),
            targets: entity_ids(&event.targets),
            instruments: entity_ids(&event.instruments),
            places: entity_ids(&event.places),
            time: event.time.map(|id| id.0),
            begin: event.begin.map(|day| day.to_string()),
            end_before: event.end_before.map(|day| day.to_string()),
            counts: event.counts.iter().map(|id| id.0).collect(),
            rule: event.evidence.rule.as_str(),
            score: event.evidence.score.permille(),
        }
    }

    fn link(&self, link: &'a Link) -> LinkObject<'a> {
        LinkObject {
            kind: link.kind.code(),
            from: entity_id(link.from),
            to: entity_id(link.to),
            words: self.words(link.span),
            rule: link.evidence.rule.as_str(),
            score: link.evidence.score.permille(),
        }
    }

    fn problem(&self, problem: &'a Problem) -> ProblemObject<'a> {
        let place = problem.span.map(|span| self.place(span));
        ProblemObject {
            severity: problem.severity,
            message: &problem.message,
            start: place.map(|[start, _]| start),
            end: place.map(|[_, end]| end),
        }
    }
}

fn entity_object(index: usize, entity: &Entity) -> EntityObject<'_> {
    EntityObject {
        id: entity_id(EntityId::from_index(index)),
        r#type: entity.etype.code(),
        subtype: entity.subtype.as_deref(),
        name: &entity.name,
        aliases: entity.aliases.iter().map(|alias| alias.text.as_str()).collect(),
        status: entity.status.code(),
        gender: entity.gender.map(|gender| gender.code()),
        number: entity.number.map(|number| number.code()),
        roles: entity
            .roles
            .iter()
            .map(|role| RoleObject { title: &role.title, r#for: role.of.map(entity_id) })
            .collect(),
        rule: entity.evidence.rule.as_str(),
        score: entity.evidence.score.permille(),
    }
}

/// The outward name of an event inside its document.
pub(super) fn event_id(id: EventId) -> String {
    format!("ev{}", id.index() + 1)
}

fn clock_object(clock: Clock) -> ClockObject {
    let basis = match clock.basis {
        ClockBasis::Time(id) => format!("time {}", id.0),
        ClockBasis::Event(id) => format!("event {}", event_id(id)),
        ClockBasis::Quote(id) => format!("quote {}", quote_id(id)),
        ClockBasis::Story => "story".to_owned(),
    };
    ClockObject { begin: clock.begin.to_string(), end_before: clock.end_before.to_string(), basis }
}

fn entity_ids(ids: &[EntityId]) -> Vec<String> {
    ids.iter().map(|&id| entity_id(id)).collect()
}

/// The outward name of an entity inside its document.
fn entity_id(id: EntityId) -> String {
    format!("e{}", id.index() + 1)
}

/// Whole numbers are written without a fraction.
#[expect(clippy::cast_possible_truncation, reason = "the bound keeps whole numbers exact")]
fn number(value: f64) -> Option<serde_json::Number> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        Some(serde_json::Number::from(value as i64))
    } else {
        serde_json::Number::from_f64(value)
    }
}
