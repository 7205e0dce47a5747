//! What the user decided about a thing, for the details panel.

use super::{Fact, Facts, Link};
use crate::{
    corpus::Standing,
    model::{DocId, Span, Target},
    view::{note_remarks, words},
    workspace::{Item, Workspace, gestures},
};

/// Standing, grades, judgements, tags and notes of a thing.
pub fn decided(workspace: &Workspace, item: Item) -> Vec<Fact> {
    let decisions = workspace.decisions();
    let mut facts = Facts::default();
    if let Some(place) = gestures::place(workspace, item) {
        facts.add("Status", standing(workspace, item).map(words::standing).unwrap_or_default());
        facts.add("Grade", grade(workspace, item).unwrap_or_default());
        let likelihood = decisions.likelihoods().get(&place).map(|term| {
            let (low, high) = term.percent();
            format!("{} ({low}–{high} %)", words::sentence_case(&term.label()))
        });
        facts.add("Likelihood", likelihood.unwrap_or_default());
        let confidence = decisions.confidences().get(&place);
        facts.add("Confidence", confidence.map(|level| words::sentence_case(&level.label())).unwrap_or_default());
    }
    if let Item::Document(doc) = item {
        let source = workspace.corpus().entry(doc).map(|entry| source(&entry.document));
        let grade = source.and_then(|source| decisions.reliabilities().get(&source));
        facts.add("Reliability", grade.map(|grade| format!("{grade}, {}", grade.meaning())).unwrap_or_default());
        let review = if workspace.is_reviewed(doc) { "reviewed" } else { "" };
        facts.add("Review", review);
        facts.add_links("Rejected", rejected(workspace, doc));
    }
    let Some(target) = gestures::target(workspace, item) else { return facts.0 };
    if decisions.flags().contains_key(&target) {
        facts.add("Flag", "for later");
    }
    let tags = decisions.tagged().keys().filter(|(tagged, _)| *tagged == target);
    let full = |name: &crate::model::decision::TagName| {
        let parent = decisions.tags().get(name).and_then(|style| style.parent.as_ref());
        parent.map_or_else(|| name.0.clone(), |parent| format!("{} / {}", parent.0, name.0))
    };
    facts.add("Tags", tags.map(|(_, name)| full(name)).collect::<Vec<_>>().join(", "));
    for note in decisions.notes().values().filter(|note| note.about == target) {
        let mut lines = vec![Link::text(note.text.clone())];
        let remarks = note_remarks(&note.text).into_iter();
        lines.extend(remarks.map(|remark| Link { lead: "remark".to_owned(), ..Link::text(remark) }));
        lines.extend(note.links.iter().map(|link| evidence(workspace, link)));
        facts.add_links("Note", lines);
    }
    for note in decisions.notes().values().filter(|note| note.links.contains(&target)) {
        facts.add("Evidence of", words::squeeze(&note.text));
    }
    if let Item::Document(doc) = item {
        facts.add_links("On words", on_words(workspace, doc));
    }
    facts.0
}

/// How a finding came to be what it is.
pub fn standing(workspace: &Workspace, item: Item) -> Option<Standing> {
    let place = gestures::place(workspace, item)?;
    let entry = workspace.corpus().entry_of(place.doc)?;
    Some(entry.origin(entry.find(place)?)?.standing)
}

/// The name by which the source of a document is graded.
pub fn source(document: &crate::model::Document) -> String {
    document.source.clone().unwrap_or_else(|| document.name.clone())
}

/// The grade of a statement as the Admiralty system writes it, letter and digit; what was not graded is a dash.
pub fn grade(workspace: &Workspace, item: Item) -> Option<String> {
    let place = gestures::place(workspace, item)?;
    let entry = workspace.corpus().entry_of(place.doc)?;
    let decisions = workspace.decisions();
    let credibility = decisions.credibilities().get(&place)?;
    let reliability = decisions.reliabilities().get(&source(&entry.document));
    Some(format!("{}{credibility}", reliability.map_or("–", |grade| grade.code())))
}

/// What was rejected in a document, a line each.
fn rejected(workspace: &Workspace, doc: DocId) -> Vec<Link> {
    let Some(entry) = workspace.corpus().entry(doc) else { return Vec::new() };
    let Some(review) = entry.review() else { return Vec::new() };
    let line = |rejected: &crate::corpus::Rejected| {
        let rule = if rejected.by_rule { ", by a rule" } else { "" };
        let lead = format!("{}{rule}", rejected.place.layer.label());
        Link { lead, ..Link::text(words::one_line(&entry.document, rejected.place.span)) }
    };
    review.rejected.iter().map(line).collect()
}

/// Notes and tags on words of a document that are not tagged as anything, in text order.
fn on_words(workspace: &Workspace, doc: DocId) -> Vec<Link> {
    let Some(entry) = workspace.corpus().entry(doc) else { return Vec::new() };
    let span_of = |target: &Target| match target {
        Target::Words(anchor) if anchor.doc == entry.document.sha256 => Some(anchor.span),
        _ => None,
    };
    let decisions = workspace.decisions();
    let notes = decisions.notes().values().map(|note| (&note.about, words::squeeze(&note.text)));
    let tags = decisions.tagged().keys().map(|(target, tag)| (target, tag.0.clone()));
    let mut found: Vec<(Span, String)> =
        notes.chain(tags).filter_map(|(target, told)| Some((span_of(target)?, told))).collect();
    found.sort_by_key(|(span, _)| span.start());
    let link = |(span, told): (Span, String)| Link::in_context(entry, Item::Document(doc), span, told);
    found.into_iter().map(link).collect()
}

/// What a note rests on.
fn evidence(workspace: &Workspace, target: &Target) -> Link {
    let corpus = workspace.corpus();
    let gone = || Link { lead: "link".to_owned(), ..Link::text("not here any more") };
    let link = match target {
        Target::Document(content) => corpus
            .entry_of(*content)
            .map(|entry| Link::to(Item::Document(entry.id), words::squeeze(&entry.document.title))),
        Target::Item(place) => gestures::item(workspace, *place).and_then(|item| {
            let entry = corpus.entry(item.doc()?)?;
            Some(Link::to(item, words::one_line(&entry.document, place.span)))
        }),
        Target::Entity(anchor) => {
            corpus.anchored(*anchor).map(|entity| Link::to(Item::Entity(entity.id), words::sentence_case(&entity.name)))
        }
        Target::Words(anchor) => corpus
            .entry_of(anchor.doc)
            .map(|entry| Link::to(Item::Document(entry.id), words::one_line(&entry.document, anchor.span))),
        Target::Source(name) => Some(Link::text(name.clone())),
    };
    link.map_or_else(gone, |link| Link { lead: "evidence".to_owned(), ..link })
}
