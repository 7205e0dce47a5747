//! Entities as a graph, as GraphML and GEXF.
//!
//! Two edges: `shares_sentence`, from the entity that comes first in the corpus to the other, weighed by sentences; and
//! `speaks_about`, from a claimant to what its claims speak about, weighed by claims. Every edge has an id, so that both
//! may stand between the same two nodes.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use super::{Format, Scope, cell, names, xml::Xml};
use crate::{
    corpus::{Corpus, CorpusEntity, CorpusEntityId, Entry},
    model::Claimant,
};

/// What an edge is and between whom, with its weight.
pub(super) type Edges = BTreeMap<(&'static str, CorpusEntityId, CorpusEntityId), usize>;

/// The data of a node: name and type.
const COLUMNS: [(&str, &str); 6] = [
    ("type", "string"),
    ("subtype", "string"),
    ("mentions", "integer"),
    ("documents", "integer"),
    ("first", "string"),
    ("last", "string"),
];

/// Writes the graph; answers with the number of nodes.
pub(super) fn write(corpus: &Corpus, scope: &Scope, format: Format, out: &mut dyn Write) -> io::Result<u64> {
    let nodes: Vec<&CorpusEntity> = names::things(corpus, scope).collect();
    let edges = edges(corpus, scope);
    let bytes = if format == Format::Gexf { gexf(&nodes, &edges)? } else { graphml(&nodes, &edges)? };
    out.write_all(&bytes)?;
    Ok(nodes.len() as u64)
}

/// The edges with their weights.
pub(super) fn edges(corpus: &Corpus, scope: &Scope) -> Edges {
    let mut edges = Edges::new();
    for entry in scope.entries(corpus) {
        shared_sentences(corpus, entry, &mut edges);
        spoken_about(corpus, entry, &mut edges);
    }
    edges
}

fn shared_sentences(corpus: &Corpus, entry: &Entry, edges: &mut Edges) {
    let mut sentences: BTreeMap<usize, BTreeSet<CorpusEntityId>> = BTreeMap::new();
    for mention in &entry.analysis.mentions {
        let sentence = entry.analysis.sentence_at(mention.span.start()).map_or(0, crate::model::Span::start);
        sentences.entry(sentence).or_default().extend(names::things_of(corpus, entry, [mention.entity]));
    }
    for together in sentences.values() {
        for (index, &one) in together.iter().enumerate() {
            for &other in together.iter().skip(index + 1) {
                *edges.entry(("shares_sentence", one, other)).or_default() += 1;
            }
        }
    }
}

fn spoken_about(corpus: &Corpus, entry: &Entry, edges: &mut Edges) {
    for claim in &entry.analysis.claims {
        let Claimant::Entity(claimant) = claim.claimant else { continue };
        for &one in &names::things_of(corpus, entry, [claimant]) {
            for &other in names::things_of(corpus, entry, claim.about.iter().copied()).iter().filter(|&&id| id != one) {
                *edges.entry(("speaks_about", one, other)).or_default() += 1;
            }
        }
    }
}

/// The values of the columns.
fn data(entity: &CorpusEntity) -> impl Iterator<Item = (&'static str, String)> {
    let values = [
        entity.etype.to_string(),
        entity.subtype.clone().unwrap_or_default(),
        entity.n_mentions.to_string(),
        entity.n_documents.to_string(),
        cell::date(entity.first),
        cell::date(entity.last),
    ];
    COLUMNS.into_iter().map(|(name, _)| name).zip(values)
}

fn graphml(nodes: &[&CorpusEntity], edges: &Edges) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    let mut key = |id: &str, of: &str, kind: &str| {
        xml.empty("key", &[("id", id), ("for", of), ("attr.name", id), ("attr.type", kind)])
    };
    key("label", "node", "string")?;
    for (name, kind) in COLUMNS {
        key(name, "node", if kind == "integer" { "long" } else { kind })?;
    }
    key("kind", "edge", "string")?;
    key("weight", "edge", "double")?;
    xml.open("graph", &[("id", "entities"), ("edgedefault", "directed")])?;
    for node in nodes {
        xml.open("node", &[("id", &cell::entity_id(node.id))])?;
        xml.text("data", &[("key", "label")], &node.name)?;
        for (name, value) in data(node) {
            xml.text("data", &[("key", name)], &value)?;
        }
        xml.close()?;
    }
    for (number, ((kind, from, to), weight)) in (1..).zip(edges) {
        let ends = [cell::entity_id(*from), cell::entity_id(*to)];
        xml.open("edge", &[("id", &format!("r{number}")), ("source", &ends[0]), ("target", &ends[1])])?;
        xml.text("data", &[("key", "kind")], kind)?;
        xml.text("data", &[("key", "weight")], &weight.to_string())?;
        xml.close()?;
    }
    xml.finish()
}

fn gexf(nodes: &[&CorpusEntity], edges: &Edges) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    xml.open("graph", &[("defaultedgetype", "directed"), ("mode", "static")])?;
    xml.open("attributes", &[("class", "node")])?;
    for (name, kind) in COLUMNS {
        xml.empty("attribute", &[("id", name), ("title", name), ("type", kind)])?;
    }
    xml.close()?;
    xml.open("attributes", &[("class", "edge")])?;
    xml.empty("attribute", &[("id", "kind"), ("title", "kind"), ("type", "string")])?;
    xml.close()?;
    xml.open("nodes", &[])?;
    for node in nodes {
        xml.open("node", &[("id", &cell::entity_id(node.id)), ("label", &node.name)])?;
        xml.open("attvalues", &[])?;
        for (name, value) in data(node) {
            xml.empty("attvalue", &[("for", name), ("value", &value)])?;
        }
        xml.close()?;
        xml.close()?;
    }
    xml.close()?;
    xml.open("edges", &[])?;
    for (number, ((kind, from, to), weight)) in (1..).zip(edges) {
        let (id, weight) = (format!("r{number}"), weight.to_string());
        let ends = [cell::entity_id(*from), cell::entity_id(*to)];
        xml.open("edge", &[("id", &id), ("source", &ends[0]), ("target", &ends[1]), ("weight", &weight)])?;
        xml.open("attvalues", &[])?;
        xml.empty("attvalue", &[("for", "kind"), ("value", kind)])?;
        xml.close()?;
        xml.close()?;
    }
    xml.finish()
}
