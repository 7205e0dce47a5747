//! FollowTheMoney: one entity a line.
//!
//! Text offsets have no home in this model; Web Annotations or JSON lines carry them. Mentions are resolved only where the
//! schema allows it, to persons and bodies; values are written the way the registry's own cleaning leaves them, because it
//! rewrites or drops others in silence.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use serde::Serialize;

use super::{Scope, cell::Words, names};
use crate::{
    corpus::{Corpus, CorpusEntity, Entry},
    model::EntityType,
};

#[derive(Serialize)]
struct Line {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

/// Writes the lines; answers with their number.
pub(super) fn write(corpus: &Corpus, scope: &Scope, out: &mut dyn Write) -> io::Result<u64> {
    let mut n_lines = 0;
    let mut put = |line: Line| -> io::Result<()> {
        serde_json::to_writer(&mut *out, &line)?;
        n_lines += 1;
        out.write_all(b"\n")
    };
    for entity in names::things(corpus, scope) {
        put(thing(corpus, entity))?;
    }
    for entry in scope.entries(corpus) {
        put(article(entry))?;
        let mentioned = names::things_of(corpus, entry, entry.analysis.mentions.iter().map(|mention| mention.entity));
        for entity in mentioned.into_iter().filter_map(|id| corpus.entity(id)) {
            put(mention(corpus, entry, entity))?;
        }
        let words = Words::new(entry);
        for (index, quote) in entry.analysis.quotes.iter().enumerate() {
            let speaker = quote.speaker.and_then(|speaker| corpus.entity_of(entry.id, speaker));
            let speaker = speaker.filter(|speaker| names::is_thing(speaker));
            let Some(speaker) = speaker else { continue };
            put(line(
                id(&format!("note {} {index}", article_key(entry))),
                "Note",
                [
                    ("entity", vec![thing_id(corpus, speaker)]),
                    ("description", vec![clean(&words.parts(&quote.content))]),
                    ("date", entry.document.date.map(|date| date.to_string()).into_iter().collect()),
                ],
            ))?;
        }
    }
    Ok(n_lines)
}

fn line<const N: usize>(id: String, schema: &'static str, properties: [(&'static str, Vec<String>); N]) -> Line {
    let properties = properties.into_iter().filter_map(|(key, values)| {
        let mut seen = BTreeSet::new();
        let values: Vec<String> =
            values.into_iter().filter(|value| !value.is_empty() && seen.insert(value.clone())).collect();
        (!values.is_empty()).then_some((key, values))
    });
    Line { id, schema, properties: properties.collect() }
}

fn id(words: &str) -> String {
    format!("onrecord-{}", names::uuid(words))
}

fn thing_id(corpus: &Corpus, entity: &CorpusEntity) -> String {
    id(&names::key(corpus, entity))
}

fn article_key(entry: &Entry) -> String {
    format!("article {} {}", entry.document.name, entry.document.sha256)
}

/// The schema for a type, and its topic.
fn schema(entity: &CorpusEntity) -> (&'static str, Option<&'static str>) {
    match entity.etype {
        EntityType::Person => ("Person", None),
        EntityType::GovernmentBody => ("PublicBody", None),
        EntityType::MilitaryUnit => ("Organization", Some("mil")),
        EntityType::Organization | EntityType::ArmedGroup => ("Organization", None),
        EntityType::Place => ("Address", None),
        EntityType::Vehicle => ("Vehicle", None),
        EntityType::Event => ("Event", None),
        _ => ("Thing", None),
    }
}

fn thing(corpus: &Corpus, entity: &CorpusEntity) -> Line {
    let (schema, topic) = schema(entity);
    let name = clean_line(&entity.name);
    // An address is known by its full form; as a name it would not be found by the tools that read it.
    let full = if schema == "Address" { vec![name.clone()] } else { Vec::new() };
    line(
        thing_id(corpus, entity),
        if schema == "Thing" { "Asset" } else { schema },
        [
            ("name", vec![name]),
            ("full", full),
            ("alias", entity.aliases().map(clean_line).collect()),
            ("topics", topic.map(str::to_owned).into_iter().collect()),
        ],
    )
}

fn article(entry: &Entry) -> Line {
    let document = &entry.document;
    line(
        id(&article_key(entry)),
        "Article",
        [
            ("title", vec![clean(&document.title)]),
            ("fileName", vec![clean_line(&document.name)]),
            ("publishedAt", document.date.map(|date| date.to_string()).into_iter().collect()),
            ("publisher", document.source.as_deref().map(clean).into_iter().collect()),
            ("bodyText", vec![clean(document.body())]),
        ],
    )
}

fn mention(corpus: &Corpus, entry: &Entry, entity: &CorpusEntity) -> Line {
    let (schema, _) = schema(entity);
    let is_legal = matches!(schema, "Person" | "Organization" | "PublicBody");
    let resolved = if is_legal { vec![thing_id(corpus, entity)] } else { Vec::new() };
    let names: BTreeSet<String> = entity
        .members
        .iter()
        .filter(|(doc, _)| *doc == entry.id)
        .flat_map(|(_, member)| entry.mentions_of(*member))
        .filter_map(|&mention| entry.analysis.mention(mention))
        .filter(|mention| mention.class == crate::model::MentionClass::Name)
        .map(|mention| clean_line(entry.document.words(mention.span)))
        .collect();
    let names = if names.is_empty() { vec![clean_line(&entity.name)] } else { names.into_iter().collect() };
    line(
        id(&format!("mention {} {}", article_key(entry), names::key(corpus, entity))),
        "Mention",
        [
            ("document", vec![id(&article_key(entry))]),
            ("name", names),
            ("resolved", resolved),
            ("detectedSchema", if schema == "Thing" { Vec::new() } else { vec![schema.to_owned()] }),
        ],
    )
}

/// Text without the characters that the model removes (controls, joiners, marks of direction), with plain line ends and no
/// white space at its ends.
fn clean(text: &str) -> String {
    let plain = |c: char| if matches!(c, '\u{2028}' | '\u{2029}') { '\n' } else { c };
    let is_removed = |c: char| {
        let is_unseen = matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
        is_unseen || c.is_control() && !matches!(c, '\n' | '\t')
    };
    let kept: String = text.chars().map(plain).filter(|&c| !is_removed(c)).collect();
    kept.trim().to_owned()
}

/// The same on one line.
fn clean_line(text: &str) -> String {
    clean(&names::one_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_hold_nothing_that_the_model_would_remove() {
        assert_eq!(clean(" 👩\u{200D}👧 a\u{2028}b\u{0}\tc\n"), "👩👧 a\nb\tc");
        assert_eq!(clean_line("Denn\u{200F}\nof Velle"), "Denn of Velle");
    }
}
