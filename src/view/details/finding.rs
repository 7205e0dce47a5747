//! Details of documents, dates, numbers, quotes and claims.

use chrono::NaiveDate;

use super::{Details, Facts, Link, paragraph_lead};
use crate::{
    corpus::{Corpus, Entry},
    model::{
        Anchor, Claim, ClaimId, Claimant, Clock, ClockBasis, EntityId, EventId, Evidence, Polarity, Quantity,
        QuantityId, Quote, QuoteId, Severity, Span, TimeId, TimeValue,
    },
    view::{Layer, words},
    workspace::Item,
};

pub fn of_document(entry: &Entry) -> Option<Details> {
    let document = &entry.document;
    let mut facts = Facts::default();
    if let Some(date) = document.date {
        let origin = document.date_origin.map(|origin| format!(", {}", origin.words())).unwrap_or_default();
        facts.add("Published", words::date_in_full(date) + &origin);
    }
    facts.add("Source", document.source.clone().unwrap_or_default());
    facts.add("Author", document.byline.map(|byline| words::one_line(document, byline)).unwrap_or_default());
    let place = document.dateline.as_ref().and_then(|dateline| dateline.place);
    facts.add("Dateline", place.map(|place| words::one_line(document, place)).unwrap_or_default());
    let counts = entry.analysis.counts();
    let found = [
        words::counted(counts.entities, "entity"),
        words::counted(counts.quotes, "quote"),
        words::counted(counts.claims, "claim"),
    ];
    facts.add("Found", found.join(" · "));
    facts.add("Length", words::counted(words::n_words(document.body()), "word"));
    facts.add("File", document.path.as_ref().map_or_else(|| document.name.clone(), |path| path.display().to_string()));
    let origin = &document.origin;
    facts.add("Part", origin.part.clone().unwrap_or_default());
    let pages = words::counted(origin.pages.len(), "page");
    let kind = if origin.pages.is_empty() { String::new() } else { format!(", {pages}") };
    facts.add("Kind", origin.format.words().to_owned() + &kind);
    facts.add("Address", origin.url.clone().unwrap_or_default());
    facts.add("Language", origin.language.clone().unwrap_or_default());
    facts.add("SHA-256", document.sha256.to_string());
    facts.add("Encoding", document.encoding.clone());
    let problems = document.problems.iter().chain(&entry.analysis.problems).map(|problem| {
        let lead = match problem.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        Link { lead: lead.to_owned(), ..Link::text(problem.message.clone()) }
    });
    facts.add_links("Notes", problems.collect());
    Some(Details { heading: words::squeeze(&document.title), layer: Layer::Others, facts: facts.0 })
}

pub fn of_time(entry: &Entry, id: TimeId) -> Option<Details> {
    let time = entry.analysis.time(id)?;
    let mut facts = Facts::default();
    facts.add("Means", time_meaning(time));
    facts.add("Value", value_words(time));
    let anchor = match time.anchor {
        Anchor::Time(other) => {
            let span = entry.analysis.time(other).map(|other| other.span);
            let words = span.map(|span| words::one_line(&entry.document, span)).unwrap_or_default();
            Link::to(Item::Time(entry.id, other), words)
        }
        _ => Link::text(anchor_words(entry, time)),
    };
    facts.add_links("Reckoned from", vec![anchor]);
    add_reason(entry, Item::Time(entry.id, id), &time.evidence, &mut facts);
    add_place(entry, Item::Time(entry.id, id), time.span, &mut facts);
    Some(Details { heading: heading(entry, time.span), layer: Layer::Dates, facts: facts.0 })
}

pub fn of_quantity(entry: &Entry, id: QuantityId) -> Option<Details> {
    let quantity = entry.analysis.quantity(id)?;
    let mut facts = Facts::default();
    facts.add("Means", quantity_meaning(quantity));
    facts.add("Counts", quantity.role.label());
    if let Some(total) = quantity.part_of.and_then(|total| Some((total, entry.analysis.quantity(total)?))) {
        let text = words::one_line(&entry.document, total.1.span);
        facts.add_links("Part of", vec![Link::to(Item::Quantity(entry.id, total.0), text)]);
    }
    add_reason(entry, Item::Quantity(entry.id, id), &quantity.evidence, &mut facts);
    add_place(entry, Item::Quantity(entry.id, id), quantity.span, &mut facts);
    Some(Details { heading: heading(entry, quantity.span), layer: Layer::Quantities, facts: facts.0 })
}

pub fn of_event(corpus: &Corpus, entry: &Entry, id: EventId) -> Option<Details> {
    let event = entry.analysis.event(id)?;
    let item = Item::Event(entry.id, id);
    let mut facts = Facts::default();
    let kind = match &event.mode {
        Some(mode) => format!("{} · {}", event.etype.label(), mode.replace('-', " ")),
        None => event.etype.label(),
    };
    facts.add("Kind", kind);
    facts.add("Told as", words::realis(event.realis).to_owned());
    for (label, ids) in [
        ("Done by", &event.actors),
        ("Accused", &event.alleged_actors),
        ("Claimed by", &event.claimed_by),
        ("Done to", &event.targets),
        ("With", &event.instruments),
        ("Where", &event.places),
    ] {
        facts.add_links(label, ids.iter().filter_map(|id| entity_link(corpus, entry, Some(*id))).collect());
    }
    let time = event.time.and_then(|id| Some((id, entry.analysis.time(id)?)));
    let time = time.map(|(id, time)| Link::to(Item::Time(entry.id, id), time_meaning(time)));
    facts.add_links("When", time.into_iter().collect());
    let figures = event.counts.iter().filter_map(|id| Some((*id, entry.analysis.quantity(*id)?)));
    let figures = figures.map(|(id, quantity)| {
        let words = words::one_line(&entry.document, quantity.span);
        Link { lead: words, ..Link::to(Item::Quantity(entry.id, id), quantity.role.label()) }
    });
    facts.add_links("Figures", figures.collect());
    let told =
        event.triggers.iter().map(|span| Link::in_context(entry, item, *span, paragraph_lead(entry, span.start())));
    facts.add_links("Told in", told.collect());
    add_reason(entry, item, &event.evidence, &mut facts);
    Some(Details { heading: heading(entry, *event.triggers.first()?), layer: Layer::Events, facts: facts.0 })
}

pub fn of_quote(corpus: &Corpus, entry: &Entry, id: QuoteId) -> Option<Details> {
    let quote = entry.analysis.quote(id)?;
    let item = Item::Quote(entry.id, id);
    let mut facts = Facts::default();
    facts.add_links("Speaker", vec![speaker(corpus, entry, quote)]);
    let span = |span: Option<Span>| span.map(|span| words::one_line(&entry.document, span)).unwrap_or_default();
    facts.add("Role", span(quote.role));
    facts.add_links("Speaks for", entity_link(corpus, entry, quote.affiliation).into_iter().collect());
    facts.add("Kind", quote.kind.label());
    facts.add("Cue", span(quote.cue));
    facts.add("Said to", span(quote.addressee));
    facts.add("Medium", span(quote.medium));
    let chain: Vec<String> = quote.chain.iter().map(|link| words::one_line(&entry.document, *link)).collect();
    facts.add("By way of", chain.join(" → "));
    let anonymous = if quote.anonymous { "the source is not named" } else { "" };
    let reason = span(quote.anonymity_reason);
    facts.add("Anonymity", if reason.is_empty() { anonymous.to_owned() } else { format!("{anonymous}: {reason}") });
    let verbatim = quote.verbatim.iter().map(|part| Link::text(words::one_line(&entry.document, *part)));
    facts.add_links("Verbatim", verbatim.collect());
    let claims = entry.analysis.claims.iter().enumerate().filter(|(_, claim)| claim.quote == Some(id));
    facts.add_links("Claims", claims.map(|(index, claim)| claim_link(entry, index, claim)).collect());
    let related = |other: Option<QuoteId>| -> Vec<Link> {
        let quote = other.and_then(|other| Some((other, entry.analysis.quote(other)?)));
        quote
            .map(|(other, quote)| Link::to(Item::Quote(entry.id, other), words::parts(&entry.document, &quote.content)))
            .into_iter()
            .collect()
    };
    facts.add_links("Carries on", related(quote.continues));
    facts.add_links("Inside", related(quote.nested_in));
    add_reason(entry, item, &quote.evidence, &mut facts);
    facts.add("Stands in", quote.content.first().map(|part| paragraph_lead(entry, part.start())).unwrap_or_default());
    let heading = words::parts(&entry.document, &quote.content);
    Some(Details { heading, layer: Layer::Quotes, facts: facts.0 })
}

pub fn of_claim(corpus: &Corpus, entry: &Entry, id: ClaimId) -> Option<Details> {
    let claim = entry.analysis.claim(id)?;
    let item = Item::Claim(entry.id, id);
    let mut facts = Facts::default();
    let by = match claim.claimant {
        Claimant::Entity(entity) => entity_link(corpus, entry, Some(entity)),
        other => Some(Link::text(words::sentence_case(&words::claimant(&entry.analysis, other)))),
    };
    facts.add_links("Claimed by", by.into_iter().collect());
    facts.add("Act", claim.act.label());
    let polarity = match claim.polarity {
        Polarity::Positive => "as true",
        Polarity::Negative => "as not true",
    };
    facts.add("Presented", format!("{polarity} · {}", claim.modality.label()));
    facts.add("Claimant", words::commitment(claim.held_by_claimant));
    facts.add("Reporter", words::commitment(claim.held_by_author));
    facts.add("Cue", claim.cue.map(|cue| words::one_line(&entry.document, cue)).unwrap_or_default());
    let hedges: Vec<String> = claim.hedges.iter().map(|hedge| words::one_line(&entry.document, *hedge)).collect();
    facts.add("Hedged by", hedges.join(", "));
    facts.add_links(
        "About",
        claim.about.iter().filter_map(|entity| entity_link(corpus, entry, Some(*entity))).collect(),
    );
    facts.add_links("Happened", claim.happened.map(|clock| clock_link(entry, clock)).into_iter().collect());
    facts.add_links("Said", claim.said.map(|clock| clock_link(entry, clock)).into_iter().collect());
    facts.add("Published", entry.document.date.map(words::date_in_full).unwrap_or_default());
    let times = claim.times.iter().filter_map(|id| Some((*id, entry.analysis.time(*id)?)));
    let times = times.map(|(id, time)| {
        let words = words::one_line(&entry.document, time.span);
        Link { lead: words, ..Link::to(Item::Time(entry.id, id), time_meaning(time)) }
    });
    facts.add_links("Times", times.collect());
    let figures = claim.quantities.iter().filter_map(|id| Some((*id, entry.analysis.quantity(*id)?)));
    let figures = figures.map(|(id, quantity)| {
        let words = words::one_line(&entry.document, quantity.span);
        Link { lead: words, ..Link::to(Item::Quantity(entry.id, id), quantity_meaning(quantity)) }
    });
    facts.add_links("Figures", figures.collect());
    let quote = claim.quote.and_then(|id| Some((id, entry.analysis.quote(id)?)));
    let quote =
        quote.map(|(id, quote)| Link::to(Item::Quote(entry.id, id), words::parts(&entry.document, &quote.content)));
    facts.add_links("From the quote", quote.into_iter().collect());
    add_reason(entry, item, &claim.evidence, &mut facts);
    facts.add("Stands in", claim.content.first().map(|part| paragraph_lead(entry, part.start())).unwrap_or_default());
    let heading = words::parts(&entry.document, &claim.content);
    Some(Details { heading, layer: Layer::Claims, facts: facts.0 })
}

/// A clock: the days, and in plain words what they rest on.
fn clock_link(entry: &Entry, clock: Clock) -> Link {
    let days = days(clock.begin, clock.end_before);
    let quoted = |span: Option<Span>| span.map(|span| words::one_line(&entry.document, span)).unwrap_or_default();
    match clock.basis {
        ClockBasis::Time(id) => {
            let named = quoted(entry.analysis.time(id).map(|time| time.span));
            Link::to(Item::Time(entry.id, id), format!("{days}: “{named}”"))
        }
        ClockBasis::Event(id) => {
            let told = quoted(entry.analysis.event(id).and_then(|event| event.triggers.first().copied()));
            Link::to(Item::Event(entry.id, id), format!("{days}, as the event “{told}” is dated"))
        }
        ClockBasis::Quote(id) => Link::to(Item::Quote(entry.id, id), format!("{days}, with the quote it carries on")),
        ClockBasis::Story => Link::text(format!("{days}, the day of the story; no other day is named")),
    }
}

/// A day, or the first and last of several.
fn days(begin: NaiveDate, end_before: NaiveDate) -> String {
    match end_before.pred_opt() {
        Some(last) if last > begin => format!("{} to {}", words::date_in_full(begin), words::date_in_full(last)),
        _ => words::date_in_full(begin),
    }
}

/// The calendar meaning of a time expression.
pub fn time_meaning(time: &TimeValue) -> String {
    let (Some(begin), Some(end)) = (time.begin, time.end_before) else {
        return value_words(time);
    };
    days(begin, end)
}

fn value_words(time: &TimeValue) -> String {
    match &time.modifier {
        Some(modifier) => format!("{} · {}", time.value, modifier.to_lowercase()),
        None => time.value.clone(),
    }
}

/// What a relative expression was reckoned from, in words.
pub fn anchor_words(entry: &Entry, time: &TimeValue) -> String {
    let dated = |what: &str, date: Option<chrono::NaiveDate>| match date {
        Some(date) => format!("{what}, {}", words::date_in_full(date)),
        None => what.to_owned(),
    };
    match time.anchor {
        Anchor::None => "complete in itself".to_owned(),
        Anchor::DocumentDate => dated("the day of publication", entry.document.date),
        Anchor::Dateline => dated("the dateline", entry.document.dateline.as_ref().and_then(|line| line.date)),
        Anchor::Time(other) => entry
            .analysis
            .time(other)
            .map_or_else(String::new, |other| format!("“{}”", words::one_line(&entry.document, other.span))),
    }
}

/// The interval that a number means: "at least 12 persons".
pub fn quantity_meaning(quantity: &Quantity) -> String {
    let number = |n: f64| {
        if n.fract() == 0.0 && (0.0..1e15).contains(&n) { words::grouped(n as usize) } else { format!("{n}") }
    };
    let amount = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => "an unknown number".to_owned(),
    };
    if quantity.unit.is_empty() { amount } else { format!("{amount} · {}", quantity.unit) }
}

fn heading(entry: &Entry, span: Span) -> String {
    words::one_line(&entry.document, span)
}

fn speaker(corpus: &Corpus, entry: &Entry, quote: &Quote) -> Link {
    entity_link(corpus, entry, quote.speaker)
        .unwrap_or_else(|| Link::text(words::speaker_full(&entry.document, &entry.analysis, quote)))
}

fn entity_link(corpus: &Corpus, entry: &Entry, entity: Option<EntityId>) -> Option<Link> {
    let entity = entity?;
    let name = &entry.analysis.entity(entity)?.name;
    Some(Link::to(Item::Entity(corpus.entity_in(entry, entity)?.id), words::sentence_case(name)))
}

fn claim_link(entry: &Entry, index: usize, claim: &Claim) -> Link {
    let item = Item::Claim(entry.id, ClaimId::from_index(index));
    Link { lead: claim.act.label(), ..Link::to(item, words::parts(&entry.document, &claim.content)) }
}

fn add_reason(entry: &Entry, item: Item, evidence: &Evidence, facts: &mut Facts) {
    facts.add("Why", words::reason(evidence));
    let spoke = evidence.spans.iter().map(|span| Link::in_context(entry, item, *span, String::new()));
    facts.add_links("Evidence", spoke.collect());
    let also: Vec<&str> = evidence.also.iter().map(crate::model::RuleId::as_str).collect();
    facts.add("Also", also.join(", "));
}

fn add_place(entry: &Entry, item: Item, span: Span, facts: &mut Facts) {
    let lead = paragraph_lead(entry, span.start());
    facts.add_links("Stands in", vec![Link::in_context(entry, item, span, lead)]);
}
