//! Flags, tags, notes, grades of sources, reviewed documents, saved searches, documents taken out.

use super::{EditCommand, Item, Workspace, anchor, counted, place};
use crate::model::{
    Decision, DocId, Sha256, Target,
    decision::{Mark, Note, NoteId, Reliability, TagName, TagStyle},
};

/// What a selected thing is called in flags, tags, notes and links.
pub fn target(workspace: &Workspace, item: Item) -> Option<Target> {
    match item {
        Item::Document(doc) => content(workspace, doc).map(Target::Document),
        Item::Entity(entity) => anchor(workspace, entity).map(Target::Entity),
        item => place(workspace, item).map(Target::Item),
    }
}

fn content(workspace: &Workspace, doc: DocId) -> Option<Sha256> {
    workspace.corpus().entry(doc).map(|entry| entry.document.sha256)
}

fn contents(workspace: &Workspace, docs: &[DocId]) -> Vec<Sha256> {
    docs.iter().filter_map(|doc| content(workspace, *doc)).collect()
}

fn mark(on: bool) -> Option<Mark> {
    on.then_some(Mark::Set)
}

/// Flags things for later, or takes the flag away.
pub fn flag(targets: &[Target], on: bool) -> EditCommand {
    let what = match targets {
        [Target::Document(_), ..] => "document",
        _ => "thing",
    };
    let verb = if on { "flag" } else { "unflag" };
    EditCommand {
        label: format!("{verb} {}", counted(targets.len(), what)),
        decisions: targets.iter().map(|target| Decision::Flag(target.clone(), mark(on))).collect(),
    }
}

/// Says that the analyst is done with documents, or is not.
pub fn review(workspace: &Workspace, docs: &[DocId], on: bool) -> EditCommand {
    let contents = contents(workspace, docs);
    let how = if on { "reviewed" } else { "not reviewed" };
    EditCommand {
        label: format!("mark {} as {how}", counted(contents.len(), "document")),
        decisions: contents.into_iter().map(|doc| Decision::Reviewed(doc, mark(on))).collect(),
    }
}

/// Takes documents out of the workspace. What was decided about them stays and comes back with them.
pub fn remove_documents(workspace: &Workspace, docs: &[DocId]) -> EditCommand {
    let contents = contents(workspace, docs);
    EditCommand {
        label: format!("remove {}", counted(contents.len(), "document")),
        decisions: contents.into_iter().map(|doc| Decision::Removed(doc, mark(true))).collect(),
    }
}

/// Grades how far a source is trusted; `None` takes the grade away.
pub fn grade_source(source: &str, grade: Option<Reliability>) -> EditCommand {
    let label = grade.map_or_else(|| format!("clear grade of {source}"), |grade| format!("grade {source} {grade}"));
    EditCommand { label, decisions: vec![Decision::Reliability(source.trim().to_owned(), grade)] }
}

/// Makes a tag or changes how it looks and where it stands.
pub fn set_tag(name: &TagName, style: TagStyle) -> EditCommand {
    EditCommand { label: format!("set tag {}", name.0), decisions: vec![Decision::Tag(name.clone(), Some(style))] }
}

/// Gives a tag another name, one that no tag has: things keep it, and so do the tags under it.
pub fn rename_tag(workspace: &Workspace, name: &TagName, new: &TagName) -> EditCommand {
    let label = format!("rename tag {} to {}", name.0, new.0);
    let decisions = workspace.decisions();
    let Some(style) = decisions.tags().get(name) else { return EditCommand { label, decisions: Vec::new() } };
    let mut changes = vec![Decision::Tag(new.clone(), Some(style.clone()))];
    for (target, _) in decisions.tagged().keys().filter(|(_, tag)| tag == name) {
        changes.push(Decision::Tagged((target.clone(), new.clone()), mark(true)));
        changes.push(Decision::Tagged((target.clone(), name.clone()), None));
    }
    for (child, style) in decisions.tags().iter().filter(|(_, style)| style.parent.as_ref() == Some(name)) {
        changes.push(Decision::Tag(child.clone(), Some(TagStyle { parent: Some(new.clone()), ..style.clone() })));
    }
    changes.push(Decision::Tag(name.clone(), None));
    EditCommand { label, decisions: changes }
}

/// Deletes a tag: things lose it, and tags under it move up.
pub fn delete_tag(workspace: &Workspace, name: &TagName) -> EditCommand {
    let decisions = workspace.decisions();
    let parent = decisions.tags().get(name).and_then(|style| style.parent.clone());
    let tagged = decisions.tagged().keys().filter(|(_, tag)| tag == name);
    let mut changes: Vec<Decision> = tagged.map(|key| Decision::Tagged(key.clone(), None)).collect();
    for (child, style) in decisions.tags().iter().filter(|(_, style)| style.parent.as_ref() == Some(name)) {
        changes.push(Decision::Tag(child.clone(), Some(TagStyle { parent: parent.clone(), ..style.clone() })));
    }
    changes.push(Decision::Tag(name.clone(), None));
    EditCommand { label: format!("delete tag {}", name.0), decisions: changes }
}

/// Gives things a tag, or takes it away.
pub fn tag(targets: &[Target], name: &TagName, on: bool) -> EditCommand {
    let label = if on { format!("tag with {}", name.0) } else { format!("take off tag {}", name.0) };
    let decide = |target: &Target| Decision::Tagged((target.clone(), name.clone()), mark(on));
    EditCommand { label, decisions: targets.iter().map(decide).collect() }
}

/// A number that no note of this workspace ever had.
pub fn new_note_id(workspace: &Workspace) -> NoteId {
    let changes = workspace.history().entries().iter().flat_map(|entry| &entry.changes);
    let used = changes.filter_map(|change| match change.new {
        Decision::Note(id, _) => Some(id.0),
        _ => None,
    });
    NoteId(used.max().map_or(1, |last| last + 1))
}

/// Writes a note or changes it.
pub fn set_note(id: NoteId, note: Note) -> EditCommand {
    EditCommand { label: "write note".to_owned(), decisions: vec![Decision::Note(id, Some(note))] }
}

/// Deletes a note.
pub fn delete_note(id: NoteId) -> EditCommand {
    EditCommand { label: "delete note".to_owned(), decisions: vec![Decision::Note(id, None)] }
}

/// Keeps a search under a name; `None` forgets it.
pub fn save_search(name: &str, query: Option<&str>) -> EditCommand {
    let verb = if query.is_some() { "save" } else { "forget" };
    let decision = Decision::Search(name.trim().to_owned(), query.map(|query| query.trim().to_owned()));
    EditCommand { label: format!("{verb} search {name}"), decisions: vec![decision] }
}
