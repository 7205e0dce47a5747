//! Events: one row an event, and PLOVER-like JSON lines.

use std::io::{self, Write};

use serde::Serialize;

use super::{Scope, analysis_json::event_id, cell, cell::Words};
use crate::{
    corpus::{Corpus, Entry, Finding},
    model::{EntityId, Event, EventId, Span},
};

pub(super) const COLUMNS: [&str; 24] = [
    "doc_id",
    "doc_title",
    "doc_date",
    "sha256",
    "event_id",
    "type",
    "mode",
    "realis",
    "trigger",
    "start",
    "end",
    "actors",
    "alleged_actors",
    "claimed_by",
    "targets",
    "instruments",
    "places",
    "time",
    "begin",
    "end_before",
    "sentence",
    "rule",
    "score",
    "status",
];

pub(super) fn rows<'c>(corpus: &'c Corpus, scope: &Scope) -> impl Iterator<Item = [String; 24]> + 'c {
    scope.entries(corpus).into_iter().flat_map(move |entry| {
        let words = Words::new(entry);
        let events = entry.analysis.events.iter().enumerate();
        events.filter_map(move |(index, event)| row(corpus, entry, &words, index, event))
    })
}

fn row(corpus: &Corpus, entry: &Entry, words: &Words<'_>, index: usize, event: &Event) -> Option<[String; 24]> {
    let whole = Span::hull(&event.triggers)?;
    let [doc_id, doc_title, doc_date, sha256] = words.document();
    let [start, end] = words.place(whole);
    let names = |ids: &[EntityId]| cell::list(names(corpus, entry, ids));
    let time = event.time.and_then(|time| entry.analysis.time(time));
    Some([
        doc_id,
        doc_title,
        doc_date,
        sha256,
        event_id(EventId::from_index(index)),
        event.etype.to_string(),
        event.mode.as_deref().unwrap_or_default().to_owned(),
        event.realis.to_string(),
        words.parts(&event.triggers),
        start,
        end,
        names(&event.actors),
        names(&event.alleged_actors),
        names(&event.claimed_by),
        names(&event.targets),
        names(&event.instruments),
        names(&event.places),
        time.map(|time| time.value.clone()).unwrap_or_default(),
        cell::date(event.begin),
        cell::date(event.end_before),
        words.sentence(whole),
        event.evidence.rule.as_str().to_owned(),
        event.evidence.score.permille().to_string(),
        cell::status(entry, Finding::Event(EventId::from_index(index))).to_owned(),
    ])
}

fn names(corpus: &Corpus, entry: &Entry, ids: &[EntityId]) -> Vec<String> {
    ids.iter().map(|&id| cell::entity(corpus, entry.id, Some(id))).map(|[_, name]| name).collect()
}

/// An event with the field names of PLOVER, and beyond them what PLOVER has no field for: accused actors never stand among
/// the actors.
#[derive(Serialize)]
struct Plover<'a> {
    id: String,
    event_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_mode: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_end_before: Option<String>,
    actor: Vec<String>,
    alleged_actor: Vec<String>,
    claimed_by: Vec<String>,
    recipient: Vec<String>,
    instrument: Vec<String>,
    location: Vec<String>,
    realis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publication_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    source: &'a str,
    sha256: String,
    text: String,
    trigger: Vec<(u32, u32, String)>,
}

/// Writes events as JSON lines; answers with their number.
pub(super) fn write(corpus: &Corpus, entries: &[&Entry], out: &mut dyn Write) -> io::Result<u64> {
    let mut n_events = 0;
    for entry in entries {
        let (words, document) = (Words::new(entry), &entry.document);
        for (index, event) in entry.analysis.events.iter().enumerate() {
            let trigger = event.triggers.iter().map(|&span| {
                let [start, end] = words.range(span);
                (start, end, words.exact(span))
            });
            let names = |ids: &[EntityId]| names(corpus, entry, ids);
            let line = Plover {
                id: format!("{}-{}", document.name, event_id(EventId::from_index(index))),
                event_type: event.etype.code().to_uppercase(),
                event_mode: event.mode.as_deref(),
                date: event.begin.map(|day| day.to_string()),
                date_end_before: event.end_before.map(|day| day.to_string()),
                actor: names(&event.actors),
                alleged_actor: names(&event.alleged_actors),
                claimed_by: names(&event.claimed_by),
                recipient: names(&event.targets),
                instrument: names(&event.instruments),
                location: names(&event.places),
                realis: event.realis.code(),
                publication_date: document.date.map(|day| day.to_string()),
                publisher: document.source.as_deref(),
                source: &document.name,
                sha256: document.sha256.to_string(),
                text: Span::hull(&event.triggers).map(|span| words.sentence(span)).unwrap_or_default(),
                trigger: trigger.collect(),
            };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
            n_events += 1;
        }
    }
    Ok(n_events)
}
