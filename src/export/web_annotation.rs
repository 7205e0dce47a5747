//! W3C Web Annotations: one collection with one page that holds an annotation a mention, quote and claim.
//!
//! The target is the text with this SHA-256 as OnRecord extracted it; positions are code points. Only terms of the
//! standard's own context are used, because processors drop all others in silence.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    cell::{self, Words},
    claims::{claim_id, claimant},
    quotes::quote_id,
};
use crate::{
    corpus::{Corpus, Entry, Finding},
    model::{ClaimId, MentionId, QuoteId, Span},
};

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    r#type: &'static str,
    label: &'static str,
    total: usize,
    first: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    id: String,
    r#type: &'static str,
    #[serde(rename = "startIndex")]
    start_index: u32,
    items: &'a [Annotation],
}

#[derive(Serialize)]
struct Annotation {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Vec<Target>,
}

#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    purpose: &'static str,
    format: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Target {
    source: String,
    selector: [Selector; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector {
    TextPositionSelector { start: u32, end: u32 },
    TextQuoteSelector { exact: String, prefix: String, suffix: String },
}

/// Writes the collection; answers with the number of annotations.
pub(super) fn write(corpus: &Corpus, entries: &[&Entry], out: &mut dyn Write) -> io::Result<u64> {
    let items: Vec<Annotation> = entries.iter().flat_map(|entry| annotations(corpus, entry)).collect();
    let names: Vec<&str> = entries.iter().map(|entry| entry.document.name.as_str()).collect();
    let id = format!("urn:uuid:{}", super::names::uuid(&format!("annotations {}", names.join("\n"))));
    let page = Page { id: format!("{id}#page"), r#type: "AnnotationPage", start_index: 0, items: &items };
    let collection = Collection {
        context: "http://www.w3.org/ns/anno.jsonld",
        id,
        r#type: "AnnotationCollection",
        label: "OnRecord findings",
        total: items.len(),
        first: page,
    };
    serde_json::to_writer(&mut *out, &collection)?;
    out.write_all(b"\n")?;
    Ok(items.len() as u64)
}

fn annotations(corpus: &Corpus, entry: &Entry) -> Vec<Annotation> {
    let words = Words::new(entry);
    let maker = Maker { entry, words: &words };
    let analysis = &entry.analysis;
    let mut found = Vec::new();
    for (index, mention) in analysis.mentions.iter().enumerate() {
        let [_, name] = cell::entity(corpus, entry.id, Some(mention.entity));
        let tags = [("class", mention.class.to_string()), ("rule", mention.evidence.rule.as_str().to_owned())];
        let finding = Finding::Mention(MentionId::from_index(index));
        let id = format!("m{}", index + 1);
        found.push(maker.annotation(&id, "identifying", mention.etype.code(), &name, &tags, finding, &[mention.span]));
    }
    for (index, quote) in analysis.quotes.iter().enumerate() {
        let [_, name] = cell::entity(corpus, entry.id, quote.speaker);
        let tags = [("source", words.exact(quote.source)), ("rule", quote.evidence.rule.as_str().to_owned())];
        let id = QuoteId::from_index(index);
        let kind = format!("quote {}", quote.kind);
        let finding = Finding::Quote(id);
        found.push(maker.annotation(&quote_id(id), "describing", &kind, &name, &tags, finding, &quote.content));
    }
    for (index, claim) in analysis.claims.iter().enumerate() {
        let [_, name] = claimant(corpus, entry, claim.claimant);
        let tags = [("polarity", claim.polarity.to_string()), ("modality", claim.modality.to_string())];
        let id = ClaimId::from_index(index);
        let kind = format!("claim {}", claim.act);
        let finding = Finding::Claim(id);
        found.push(maker.annotation(&claim_id(id), "assessing", &kind, &name, &tags, finding, &claim.content));
    }
    found
}

struct Maker<'a> {
    entry: &'a Entry,
    words: &'a Words<'a>,
}

impl Maker<'_> {
    #[expect(clippy::too_many_arguments, reason = "an annotation is made of just these")]
    fn annotation(
        &self,
        id: &str,
        motivation: &'static str,
        kind: &str,
        name: &str,
        tags: &[(&str, String)],
        finding: Finding,
        spans: &[Span],
    ) -> Annotation {
        let document = &self.entry.document;
        let mut body = vec![text("classifying", kind.to_owned())];
        if !name.is_empty() {
            body.push(text("identifying", name.to_owned()));
        }
        let tags = tags.iter().filter(|(_, value)| !value.is_empty());
        body.extend(tags.map(|(key, value)| text("tagging", format!("{key}: {value}"))));
        body.push(text("tagging", format!("status: {}", cell::status(self.entry, finding))));
        Annotation {
            id: format!("urn:uuid:{}", super::names::uuid(&format!("{} {} {id}", document.name, document.sha256))),
            r#type: "Annotation",
            motivation,
            body,
            target: spans.iter().map(|&span| self.target(span)).collect(),
        }
    }

    fn target(&self, span: Span) -> Target {
        let [start, end] = self.words.range(span);
        let [prefix, suffix] = self.words.context(span);
        let exact = self.words.exact(span);
        Target {
            source: format!("urn:sha256:{}", self.entry.document.sha256),
            selector: [
                Selector::TextPositionSelector { start, end },
                Selector::TextQuoteSelector { exact, prefix, suffix },
            ],
        }
    }
}

fn text(purpose: &'static str, value: String) -> Body {
    Body { r#type: "TextualBody", purpose, format: "text/plain", value }
}
