//! Confirm, reject, retype, resize, add; for one finding or for all that read alike.

use super::{EditCommand, Workspace, counted, each, what};
use crate::{
    corpus::{Entry, Finding, occurrences},
    model::{
        Decision, DocId, EntityType, Layer, MentionId, Place, Span,
        decision::{Addition, Verdict},
    },
};

/// How far "all that read alike" reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The document alone.
    Document,
    /// All documents.
    Workspace,
}

/// Says that findings are right.
pub fn confirm(places: &[Place]) -> EditCommand {
    each("confirm", &what(places), places, |place| Decision::Verdict(place, Some(Verdict::Confirmed)))
}

/// Says that findings are wrong. What the user added is taken away with all that was decided about it.
pub fn reject(workspace: &Workspace, places: &[Place]) -> EditCommand {
    let mut command = each("reject", &what(places), places, |place| {
        let is_added = workspace.decisions().additions().contains_key(&place);
        if is_added { Decision::Addition(place, None) } else { Decision::Verdict(place, Some(Verdict::Rejected)) }
    });
    let gone = |place: &&Place| workspace.decisions().additions().contains_key(place);
    let about: Vec<Decision> = places.iter().filter(gone).flat_map(|place| undecided(workspace, *place)).collect();
    command.decisions.extend(about);
    command
}

/// Takes back every decision about findings, so that they are the machine's again.
pub fn settle(workspace: &Workspace, places: &[Place]) -> EditCommand {
    EditCommand {
        label: format!("restore {}", counted(places.len(), &what(places))),
        decisions: places
            .iter()
            .flat_map(|place| [Decision::Verdict(*place, None)].into_iter().chain(undecided(workspace, *place)))
            .collect(),
    }
}

/// What takes back the corrections of one finding.
fn undecided(workspace: &Workspace, place: Place) -> Vec<Decision> {
    let decisions = workspace.decisions();
    let all = [
        decisions.types().contains_key(&place).then_some(Decision::Type(place, None)),
        decisions.subtypes().contains_key(&place).then_some(Decision::Subtype(place, None)),
        decisions.extents().contains_key(&place).then_some(Decision::Extent(place, None)),
        decisions.memberships().contains_key(&place).then_some(Decision::Membership(place, None)),
        decisions.speakers().contains_key(&place).then_some(Decision::Speaker(place, None)),
        decisions.claimants().contains_key(&place).then_some(Decision::Claimant(place, None)),
        decisions.acts().contains_key(&place).then_some(Decision::Act(place, None)),
        decisions.polarities().contains_key(&place).then_some(Decision::Polarity(place, None)),
        decisions.quote_kinds().contains_key(&place).then_some(Decision::QuoteKind(place, None)),
        decisions.dates().contains_key(&place).then_some(Decision::Date(place, None)),
    ];
    all.into_iter().flatten().collect()
}

/// Says what mentions are.
pub fn retype(places: &[Place], etype: EntityType) -> EditCommand {
    let mut command = each("retype", "mention", places, |place| Decision::Type(place, Some(etype)));
    command.label = format!("{} as {}", command.label, etype.label());
    command
}

/// Says what mentions are more exactly; empty for nothing more exact.
pub fn subtype(places: &[Place], subtype: &str) -> EditCommand {
    each("refine", "mention", places, |place| Decision::Subtype(place, Some(subtype.to_owned())))
}

/// Gives a finding other words.
pub fn resize(place: Place, span: Span) -> EditCommand {
    let extent = (span != place.span).then_some(Place { span, ..place });
    EditCommand { label: format!("resize {}", place.layer.label()), decisions: vec![Decision::Extent(place, extent)] }
}

/// Tags words as a mention. Words that were tagged and rejected are taken back in.
pub fn add_mention(workspace: &Workspace, doc: DocId, span: Span, etype: EntityType) -> EditCommand {
    let label = format!("tag as {}", etype.label());
    let Some(entry) = workspace.corpus().entry(doc) else { return EditCommand { label, decisions: Vec::new() } };
    let place = Place { doc: entry.document.sha256, layer: Layer::Mention, span };
    let decisions = if entry.machine_holds(place) {
        vec![Decision::Verdict(place, Some(Verdict::Confirmed)), Decision::Type(place, Some(etype))]
    } else {
        vec![Decision::Addition(place, Some(Addition::Mention { etype }))]
    };
    EditCommand { label, decisions }
}

/// Tags words as something that the engine did not find there. Words that were tagged and rejected are taken back in.
pub fn add(workspace: &Workspace, doc: DocId, span: Span, addition: Addition) -> EditCommand {
    let layer = match &addition {
        Addition::Mention { etype } => return add_mention(workspace, doc, span, *etype),
        Addition::Time { .. } => Layer::Time,
        Addition::Quote { .. } => Layer::Quote,
        Addition::Claim { .. } => Layer::Claim,
    };
    let label = format!("tag as {}", layer.label());
    let Some(entry) = workspace.corpus().entry(doc) else { return EditCommand { label, decisions: Vec::new() } };
    let place = Place { doc: entry.document.sha256, layer, span };
    let decision = if entry.machine_holds(place) {
        Decision::Verdict(place, Some(Verdict::Confirmed))
    } else {
        Decision::Addition(place, Some(addition))
    };
    EditCommand { label, decisions: vec![decision] }
}

/// The places of all mentions that read like this one and are of the same type, the one itself included: for "all
/// identical". The list is the preview.
pub fn identical(workspace: &Workspace, doc: DocId, mention: MentionId, reach: Reach) -> Vec<Place> {
    let corpus = workspace.corpus();
    let Some(entry) = corpus.entry(doc) else { return Vec::new() };
    let Some(like) = entry.analysis.mention(mention) else { return Vec::new() };
    let (words, etype) = (entry.document.words(like.span), like.etype);
    let alike = |entry: &Entry| -> Vec<Place> {
        if reach == Reach::Workspace && occurrences(&entry.document, words).next().is_none() {
            return Vec::new();
        }
        let mentions = entry.analysis.mentions.iter().enumerate();
        mentions
            .filter(|(_, other)| other.etype == etype && entry.document.words(other.span) == words)
            .filter_map(|(index, _)| entry.origin(Finding::Mention(MentionId::from_index(index))))
            .map(|origin| origin.place)
            .collect()
    };
    match reach {
        Reach::Document => alike(entry),
        Reach::Workspace => corpus.entries().iter().flat_map(alike).collect(),
    }
}
