//! Commands for what a user does in one gesture.
//!
//! Each function looks at the workspace, changes nothing and answers with an [`EditCommand`] for
//! [`Workspace::apply`](super::Workspace::apply). Selections are [`Item`]s; what is not there any more is left out, and a
//! command without decisions changes nothing.

mod annotated;
mod entities;
mod findings;
mod notes;
mod orphans;
mod rules;
mod statements;

use super::{EditCommand, Item, Workspace};
use crate::{
    corpus::Finding,
    model::{Decision, DocId, EntityAnchor, EntityId, Place},
};

pub use annotated::{TakenOver, take_over};
pub use entities::{assign, merge, pin_type, rename, separate, split_mentions, tell_apart, unmerge};
pub use findings::{Reach, add, add_mention, confirm, identical, reject, resize, retype, settle, subtype};
pub use notes::{
    delete_note, delete_tag, flag, grade_source, new_note_id, remove_documents, rename_tag, review, save_search,
    set_note, set_tag, tag, target,
};
pub use orphans::{adopt, forget};
pub use rules::{import_rules, replace_rules, set_rule};
pub use statements::{
    grade_statement, set_act, set_claimant, set_confidence, set_date, set_likelihood, set_polarity, set_quote_kind,
    set_speaker,
};

/// The place by which decisions know a finding; `None` for documents and entities, and for what is gone.
pub fn place(workspace: &Workspace, item: Item) -> Option<Place> {
    let finding = match item {
        Item::Document(_) | Item::Entity(_) => return None,
        Item::Mention(_, id) => Finding::Mention(id),
        Item::Time(_, id) => Finding::Time(id),
        Item::Quantity(_, id) => Finding::Quantity(id),
        Item::Quote(_, id) => Finding::Quote(id),
        Item::Claim(_, id) => Finding::Claim(id),
        Item::Event(_, id) => Finding::Event(id),
    };
    Some(workspace.corpus().entry(item.doc()?)?.origin(finding)?.place)
}

/// The finding that decisions know by this place, for selecting it; `None` when it is rejected or gone.
pub fn item(workspace: &Workspace, place: Place) -> Option<Item> {
    let entry = workspace.corpus().entry_of(place.doc)?;
    Some(match entry.find(place)? {
        Finding::Mention(id) => Item::Mention(entry.id, id),
        Finding::Time(id) => Item::Time(entry.id, id),
        Finding::Quantity(id) => Item::Quantity(entry.id, id),
        Finding::Quote(id) => Item::Quote(entry.id, id),
        Finding::Claim(id) => Item::Claim(entry.id, id),
        Finding::Event(id) => Item::Event(entry.id, id),
    })
}

/// The mention by which decisions know an entity: the first one by name, or the first one at all.
pub fn anchor(workspace: &Workspace, entity: crate::corpus::CorpusEntityId) -> Option<EntityAnchor> {
    let members = &workspace.corpus().entity(entity)?.members;
    entities::anchor_of(workspace, members)
}

/// The mention by which decisions know an entity of one document: the first one by name, or the first one at all.
pub fn anchor_in(workspace: &Workspace, doc: DocId, entity: EntityId) -> Option<EntityAnchor> {
    entities::anchor_of(workspace, &[(doc, entity)])
}

/// A command from one decision for each of many places.
fn each(verb: &str, what: &str, places: &[Place], decide: impl Fn(Place) -> Decision) -> EditCommand {
    EditCommand {
        label: format!("{verb} {}", counted(places.len(), what)),
        decisions: places.iter().map(|place| decide(*place)).collect(),
    }
}

/// "mention" or "3 mentions".
fn counted(n: usize, what: &str) -> String {
    match (n, what.strip_suffix('y')) {
        (1, _) => what.to_owned(),
        (_, Some(stem)) => format!("{n} {stem}ies"),
        _ => format!("{n} {what}s"),
    }
}

/// What places of one kind are called; of several kinds, "finding".
fn what(places: &[Place]) -> String {
    let first = places.first().map(|place| place.layer);
    match first {
        Some(layer) if places.iter().all(|place| place.layer == layer) => layer.label(),
        _ => "finding".to_owned(),
    }
}
