//! What hovering explains, in a few lines.

use super::finding::{anchor_words, quantity_meaning, time_meaning};
use crate::{
    corpus::Corpus,
    model::{EntityId, Evidence},
    view::{Layer, type_words, why, words},
    workspace::Item,
};

/// A heading and a few lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it is.
    pub heading: String,
    /// The layer whose colour its dot has.
    pub layer: Layer,
    /// What is known.
    pub lines: Vec<String>,
    /// Why it is tagged.
    pub reason: String,
}

/// Explains what stands under the pointer.
pub fn explanation(corpus: &Corpus, item: Item) -> Option<Explanation> {
    let entry = |doc| corpus.entry(doc);
    let explain = |heading: String, layer: Layer, lines: Vec<String>, evidence: &Evidence| Explanation {
        heading,
        layer,
        lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
        reason: words::reason(evidence),
    };
    match item {
        Item::Document(_) | Item::Entity(_) => None,
        Item::Mention(doc, id) => {
            let entry = entry(doc)?;
            let mention = entry.analysis.mention(id)?;
            let entity = entry.analysis.entity(mention.entity)?;
            let mut kind = format!(
                "{} · {}",
                words::sentence_case(type_words(mention.etype)),
                words::mention_class(mention.class)
            );
            if let Some(sense) = mention.sense {
                kind = format!("{kind} · {}", sense.label());
            }
            let aliases: Vec<&str> = entity.aliases.iter().map(|alias| alias.text.as_str()).take(4).collect();
            let heading = words::sentence_case(&entity.name);
            let lines = vec![kind, aliases.join(", ")];
            let explained = explain(heading, Layer::of(mention.etype), lines, &mention.evidence);
            Some(Explanation { reason: why::of_mention(&entry.document, &entry.analysis, mention), ..explained })
        }
        Item::Time(doc, id) => {
            let entry = entry(doc)?;
            let time = entry.analysis.time(id)?;
            let from = format!("Reckoned from {}", anchor_words(entry, time));
            let from = if matches!(time.anchor, crate::model::Anchor::None) { String::new() } else { from };
            Some(explain(time_meaning(time), Layer::Dates, vec![time.value.clone(), from], &time.evidence))
        }
        Item::Quantity(doc, id) => {
            let quantity = entry(doc)?.analysis.quantity(id)?;
            let role = words::sentence_case(&quantity.role.label());
            Some(explain(quantity_meaning(quantity), Layer::Quantities, vec![role], &quantity.evidence))
        }
        Item::Quote(doc, id) => {
            let entry = entry(doc)?;
            let quote = entry.analysis.quote(id)?;
            let who = words::speaker_full(&entry.document, &entry.analysis, quote);
            let kind = format!("{} quote", words::sentence_case(&quote.kind.label()));
            Some(explain(words::sentence_case(&who), Layer::Quotes, vec![kind], &quote.evidence))
        }
        Item::Event(doc, id) => {
            let entry = entry(doc)?;
            let event = entry.analysis.event(id)?;
            let name = |id: &EntityId| entry.analysis.entity(*id).map(|entity| words::sentence_case(&entity.name));
            let names = |ids: &[EntityId]| ids.iter().filter_map(name).collect::<Vec<_>>().join(", ");
            let list = |label: &str, ids: &[EntityId]| {
                if ids.is_empty() { String::new() } else { format!("{label} {}", names(ids)) }
            };
            let kind = event.mode.as_deref().map_or_else(String::new, |mode| format!(" · {}", mode.replace('-', " ")));
            let heading = format!("{}{kind}", words::sentence_case(&event.etype.label()));
            let lines = vec![
                format!("Told as {}", words::realis(event.realis)),
                list("Done by", &event.actors),
                list("Accused:", &event.alleged_actors),
                list("Done to", &event.targets),
            ];
            Some(explain(heading, Layer::Events, lines, &event.evidence))
        }
        Item::Claim(doc, id) => {
            let entry = entry(doc)?;
            let claim = entry.analysis.claim(id)?;
            let who = words::sentence_case(&words::claimant(&entry.analysis, claim.claimant));
            let heading = format!("{who}: {}", claim.act.label());
            let words = words::parts(&entry.document, &claim.content);
            Some(explain(heading, Layer::Claims, vec![words], &claim.evidence))
        }
    }
}
