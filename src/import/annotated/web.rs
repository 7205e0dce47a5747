//! W3C Web Annotations whose targets are files known by their SHA-256.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    import::{ImportError, encoding},
    model::{
        Act, EntityType, Polarity, QuoteKind, Sha256,
        annotated::{Annotated, Chars, TextKey, ToldClaim, ToldMention, ToldQuote},
    },
};

#[derive(Deserialize)]
struct Collection {
    first: Page,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    body: Vec<Body>,
    target: Vec<Target>,
}

#[derive(Deserialize)]
struct Body {
    purpose: String,
    value: String,
}

#[derive(Deserialize)]
struct Target {
    source: String,
    selector: Vec<Selector>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Selector {
    TextPositionSelector {
        start: u32,
        end: u32,
    },
    #[serde(other)]
    Other,
}

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Annotated>, ImportError> {
    let decoded = encoding::decode(bytes)?;
    let damaged =
        |error: serde_json::Error| ImportError::Damaged { what: "annotation file", reason: error.to_string() };
    let collection: Collection = serde_json::from_str(&decoded.text).map_err(damaged)?;
    let mut files: BTreeMap<Sha256, Annotated> = BTreeMap::new();
    for annotation in collection.first.items {
        let hash =
            annotation.target.first().and_then(|target| Sha256::from_hex(target.source.strip_prefix("urn:sha256:")?));
        let Some(hash) = hash else { continue };
        let file = files.entry(hash).or_insert_with(|| Annotated {
            text: TextKey::File(hash),
            mentions: Vec::new(),
            quotes: Vec::new(),
            claims: Some(Vec::new()),
            n_unknown: 0,
        });
        if !take(file, &annotation) {
            file.n_unknown += 1;
        }
    }
    Ok(files.into_values().collect())
}

/// Takes in what is known here; answers whether it is.
fn take(file: &mut Annotated, annotation: &Annotation) -> bool {
    let Some(kind) = annotation.body.iter().find(|body| body.purpose == "classifying").map(|body| body.value.as_str())
    else {
        return false;
    };
    let Some(chars) = hull(&annotation.target) else { return false };
    let tag = |name: &str| {
        let tags = annotation.body.iter().filter(|body| body.purpose == "tagging");
        tags.filter_map(|body| body.value.split_once(": "))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    };
    if let Some(etype) = EntityType::from_code(kind) {
        file.mentions.push(ToldMention { chars, etype });
    } else if let Some(kind) = kind.strip_prefix("quote ").and_then(QuoteKind::from_code) {
        file.quotes.push(ToldQuote { chars, kind, speaker: None });
    } else if let Some(act) = kind.strip_prefix("claim ").and_then(Act::from_code) {
        let polarity =
            tag("polarity").and_then(|polarity| Polarity::from_code(&polarity)).unwrap_or(Polarity::Positive);
        file.claims.get_or_insert_default().push(ToldClaim { chars, act, polarity });
    } else {
        return false;
    }
    true
}

/// From the first to the last place of all targets.
fn hull(targets: &[Target]) -> Option<Chars> {
    let places = targets.iter().flat_map(|target| &target.selector).filter_map(|selector| match selector {
        Selector::TextPositionSelector { start, end } => Some((*start, *end)),
        Selector::Other => None,
    });
    places.reduce(|(first, last), (start, end)| (first.min(start), last.max(end))).filter(|(start, end)| start < end)
}
