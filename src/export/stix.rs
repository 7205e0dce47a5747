//! A STIX 2.1 bundle: an identity a person or body, a report a story, a note a quote and claim.
//!
//! Identifiers are version 5 UUIDs, so that two exports of the same findings agree; validators warn about that. A place
//! has no object here: STIX wants a country code, a region or coordinates, and the text gives none of them. Places in
//! the text are kept in an extension of the notes.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{
    Scope,
    cell::{self, Words},
    claims::claimant,
    names,
};
use crate::{
    corpus::{Corpus, CorpusEntity, Entry},
    model::{Claimant, EntityId, EntityType, QuoteKind, Span},
};

/// When something was made of which no date is known.
const NO_DATE: &str = "2000-01-01T00:00:00.000Z";

/// Writes the bundle; answers with the number of objects.
pub(super) fn write(corpus: &Corpus, scope: &Scope, out: &mut dyn Write) -> io::Result<u64> {
    let mut objects = vec![maker(), extension()];
    objects.extend(names::things(corpus, scope).filter_map(|entity| identity(corpus, entity)));
    for entry in scope.entries(corpus) {
        objects.push(report(corpus, entry));
        notes(corpus, entry, &mut objects);
    }
    let ids: Vec<&str> = objects.iter().filter_map(|object| object["id"].as_str()).collect();
    let id = format!("bundle--{}", names::uuid(&ids.join(" ")));
    let n_objects = objects.len() as u64;
    serde_json::to_writer_pretty(&mut *out, &json!({"type": "bundle", "id": id, "objects": objects}))?;
    out.write_all(b"\n")?;
    Ok(n_objects)
}

fn maker_id() -> String {
    format!("identity--{}", names::uuid("maker"))
}

fn extension_id() -> String {
    format!("extension-definition--{}", names::uuid("places in the text, version 1"))
}

fn object(kind: &str, key: &str, time: &str, fields: Value) -> Value {
    let mut object = Map::new();
    object.insert("type".into(), kind.into());
    object.insert("spec_version".into(), "2.1".into());
    object.insert("id".into(), format!("{kind}--{}", names::uuid(key)).into());
    object.insert("created".into(), time.into());
    object.insert("modified".into(), time.into());
    if let Value::Object(fields) = fields {
        object.extend(fields);
    }
    Value::Object(object)
}

fn maker() -> Value {
    object("identity", "maker", NO_DATE, json!({"name": "OnRecord", "identity_class": "system"}))
}

fn extension() -> Value {
    let schema = "Property `spans` of a note: a list of objects with `start` and `end`, code points into the text whose \
                  SHA-256 the report names, half-open, and `text`, the words between them.";
    object(
        "extension-definition",
        "places in the text, version 1",
        NO_DATE,
        json!({
            "created_by_ref": maker_id(),
            "name": "Places in the text",
            "description": "Where the words of a note stand in the story that its report describes.",
            "schema": schema,
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }),
    )
}

fn time(date: Option<chrono::NaiveDate>) -> String {
    date.map_or_else(|| NO_DATE.to_owned(), |date| format!("{date}T00:00:00.000Z"))
}

fn identity_id(corpus: &Corpus, entity: &CorpusEntity) -> Option<String> {
    class(entity).map(|_| format!("identity--{}", names::uuid(&names::key(corpus, entity))))
}

/// The class of an identity; `None` for what is none.
fn class(entity: &CorpusEntity) -> Option<&'static str> {
    match entity.etype {
        EntityType::Person => Some("individual"),
        EntityType::Organization | EntityType::GovernmentBody | EntityType::MilitaryUnit => Some("organization"),
        EntityType::ArmedGroup => Some("group"),
        _ => None,
    }
}

fn identity(corpus: &Corpus, entity: &CorpusEntity) -> Option<Value> {
    let mut fields = json!({
        "created_by_ref": maker_id(),
        "name": entity.name,
        "identity_class": class(entity)?,
        "labels": [entity.etype.code()],
    });
    let aliases: Vec<&str> = entity.aliases().collect();
    if !aliases.is_empty() {
        // Identities have no aliases of their own.
        fields["description"] = format!("Also named: {}", aliases.join("; ")).into();
    }
    Some(object("identity", &names::key(corpus, entity), &time(entity.first), fields))
}

fn report_key(entry: &Entry) -> String {
    format!("report {} {}", entry.document.name, entry.document.sha256)
}

fn identities(corpus: &Corpus, entry: &Entry, entities: impl IntoIterator<Item = EntityId>) -> Vec<String> {
    let things = names::things_of(corpus, entry, entities);
    things.into_iter().filter_map(|id| identity_id(corpus, corpus.entity(id)?)).collect()
}

fn report(corpus: &Corpus, entry: &Entry) -> Value {
    let document = &entry.document;
    let mut refs = identities(corpus, entry, entry.analysis.mentions.iter().map(|mention| mention.entity));
    if refs.is_empty() {
        // A report about nothing is refused; it is about itself then, as far as its maker goes.
        refs.push(maker_id());
    }
    let time = time(document.date);
    object(
        "report",
        &report_key(entry),
        &time,
        json!({
            "created_by_ref": maker_id(),
            "name": document.title,
            "published": time,
            "object_refs": refs,
            "external_references": [{
                "source_name": document.source.as_deref().unwrap_or("file"),
                "external_id": document.name,
                "hashes": {"SHA-256": document.sha256.to_string()},
            }],
        }),
    )
}

fn notes(corpus: &Corpus, entry: &Entry, objects: &mut Vec<Value>) {
    let words = Words::new(entry);
    let mut put = |key: String, summary: String, label: &str, speaker: Option<EntityId>, spans: &[Span]| {
        let mut refs = vec![format!("report--{}", names::uuid(&report_key(entry)))];
        refs.extend(identities(corpus, entry, speaker));
        let spans: Vec<Value> = spans
            .iter()
            .map(|&span| {
                let [start, end] = words.range(span);
                json!({"start": start, "end": end, "text": words.exact(span)})
            })
            .collect();
        let content: Vec<&str> = spans.iter().filter_map(|span| span["text"].as_str()).collect();
        let fields = json!({
            "created_by_ref": maker_id(),
            "abstract": summary,
            "content": content.join(" … "),
            "labels": [label],
            "object_refs": refs,
            "extensions": {extension_id(): {"extension_type": "property-extension", "spans": spans}},
        });
        objects.push(object("note", &key, &time(entry.document.date), fields));
    };
    for (index, quote) in entry.analysis.quotes.iter().enumerate() {
        if quote.kind != QuoteKind::Nonspeech {
            let [_, name] = cell::entity(corpus, entry.id, quote.speaker);
            let summary =
                format!("Quote ({}) of {}", quote.kind, if name.is_empty() { "an unknown speaker" } else { &name });
            put(format!("quote {index} {}", report_key(entry)), summary, "quote", quote.speaker, &quote.content);
        }
    }
    for (index, claim) in entry.analysis.claims.iter().enumerate() {
        let [_, name] = claimant(corpus, entry, claim.claimant);
        let summary = format!("Claim by {name}: {}, {}, {}", claim.act, claim.polarity, claim.modality);
        let by = if let Claimant::Entity(entity) = claim.claimant { Some(entity) } else { None };
        put(format!("claim {index} {}", report_key(entry)), summary, "claim", by, &claim.content);
    }
}
