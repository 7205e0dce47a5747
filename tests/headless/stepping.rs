//! Steps that change more documents than a frame has time for.

use onrecord::{
    model::{
        Decision, DocId, EntityType,
        decision::{RuleAction, RuleScope},
    },
    session::{Input, Outcome, Progressed, Session},
    workspace::{Access, EditError, Item, Step, Workspace, WorkspaceFile, gestures},
};

use crate::{
    decisions::{Seen, seen},
    workspace_file::{session, settle},
};

/// A session over forty stories that name the same town.
fn forty() -> Session {
    let mut session = session();
    let story = |number: usize| {
        let text = format!("Orla Denn came to Velle on day {number}. She met Pavel Marsh in Velle.");
        Input::Bytes { name: format!("story-{number}"), bytes: text.into_bytes().into() }
    };
    session.load((0..40).map(story).collect());
    settle(&mut session);
    session
}

fn rule(action: Option<RuleAction>) -> onrecord::workspace::EditCommand {
    gestures::set_rule(RuleScope::Workspace, "Velle", action)
}

fn always() -> Option<RuleAction> {
    Some(RuleAction::Always { etype: EntityType::Vehicle, subtype: None })
}

#[test]
fn a_rule_for_all_documents_is_worked_out_in_the_background() {
    let mut session = forty();
    let before: Seen = seen(session.workspace());
    assert_eq!(session.edit(rule(always())).unwrap(), Progressed::Later);
    assert!(session.is_stepping());
    assert_eq!(seen(session.workspace()), before, "nothing changes until all of it does");
    let flag = gestures::target(session.workspace(), Item::Document(DocId(0))).unwrap();
    assert!(matches!(session.edit(gestures::flag(std::slice::from_ref(&flag), true)), Err(EditError::Busy)));
    let outcomes = settle(&mut session);
    assert!(matches!(outcomes.as_slice(), [Outcome::Stepped(Some(_))]), "{outcomes:?}");
    let after = seen(session.workspace());
    let corpus = session.workspace().corpus();
    let has_vehicle = |doc: u32| {
        let entry = corpus.entry(DocId(doc)).unwrap();
        entry.analysis.mentions.iter().any(|mention| mention.etype == EntityType::Vehicle)
    };
    assert!((0..40).all(has_vehicle));
    assert!(session.edit(gestures::flag(&[flag], true)).unwrap().is_made());
    session.undo().unwrap();
    assert_eq!(session.undo().unwrap(), Progressed::Later);
    settle(&mut session);
    assert_eq!(seen(session.workspace()), before);
    assert_eq!(session.redo().unwrap(), Progressed::Later);
    settle(&mut session);
    assert_eq!(seen(session.workspace()), after);
}

#[test]
fn a_change_of_many_documents_is_in_the_file_once_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("forty.onrecord");
    let mut session = forty();
    session.save_as(path.clone()).unwrap();
    settle(&mut session);
    let rules = || {
        let file = WorkspaceFile::open(&path, Access::Read).unwrap();
        Workspace::of_file(file).unwrap().decisions().rules().len()
    };
    assert_eq!(session.edit(rule(always())).unwrap(), Progressed::Later);
    while session.workspace().decisions().rules().is_empty() {
        session.poll();
    }
    assert_eq!(rules(), 1);
    assert_eq!(session.undo().unwrap(), Progressed::Later);
    while session.jobs().next().is_some() {
        session.poll();
    }
    // It is worked out, and may be on its way to the disk: whoever leaves now waits for that.
    drop(session);
    assert!(rules() <= 1);
    WorkspaceFile::open(&path, Access::Write).unwrap().reader().unwrap().verify().unwrap();
}

#[test]
fn documents_that_come_in_meanwhile_are_looked_at_too() {
    let mut session = forty();
    session.edit(rule(always())).unwrap();
    session.paste("Velle lies at the sea.".to_owned());
    settle(&mut session);
    let entry = session.workspace().corpus().entry(DocId(40)).unwrap();
    assert!(entry.analysis.mentions.iter().any(|mention| mention.etype == EntityType::Vehicle));
}

#[test]
fn a_step_that_is_stopped_changes_nothing() {
    let mut session = forty();
    let before: Seen = seen(session.workspace());
    session.edit(rule(Some(RuleAction::Never))).unwrap();
    let job = session.jobs().next().unwrap().id;
    session.cancel(job);
    let outcomes = settle(&mut session);
    assert!(matches!(outcomes.as_slice(), [Outcome::StepStopped]), "{outcomes:?}");
    assert_eq!(seen(session.workspace()), before);
    assert!(session.workspace().history().entries().is_empty());
}

#[test]
fn a_step_tells_how_far_it_is_and_ends_when_it_is_asked_to() {
    let session = forty();
    let step = Step::Do(rule(always()));
    let mut told = Vec::new();
    let whole = session.workspace().ahead(step.clone()).work(|n_done, n| {
        told.push((n_done, n));
        true
    });
    assert!(whole.is_some());
    assert_eq!(told, [(0, 40), (40, 40)]);
    assert!(session.workspace().ahead(step).work(|n_done, n| n_done < n).is_none());
}

#[test]
fn one_that_does_not_fit_is_refused_as_it_would_be_at_once() {
    let mut session = forty();
    let mut command = rule(always());
    command.decisions.push(Decision::EntityName(
        gestures::anchor(session.workspace(), session.workspace().corpus().entities().next().unwrap().id).unwrap(),
        Some(String::new()),
    ));
    assert_eq!(session.edit(command).unwrap(), Progressed::Later);
    let outcomes = settle(&mut session);
    assert!(matches!(outcomes.as_slice(), [Outcome::StepRefused { error: EditError::Empty }]), "{outcomes:?}");
    assert!(session.workspace().decisions().rules().is_empty());
}
