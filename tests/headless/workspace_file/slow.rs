//! A disk that is slow: the window goes on, steps are made in their order, and nothing is shown that is not in the file.

use std::{path::Path, thread, time::Duration};

use onrecord::{
    corpus::parse_query,
    model::DocId,
    session::{A_MOMENT, Outcome, Progressed, Session},
    workspace::{Access, EditCommand, EditError, Item, gestures},
};
use rusqlite::Connection;

use super::{file, open, saved, session, settle};
use crate::decisions::seen;

/// Holds the file, so that whoever writes to it waits until it is let go.
struct Held(Connection);

impl Held {
    fn hold(path: &Path) -> Self {
        let connection = Connection::open(path).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        Self(connection)
    }

    fn let_go(self) {
        self.0.execute_batch("COMMIT").unwrap();
    }
}

/// A session in a file, as patient as the window.
fn in_a_file(path: &Path) -> Session {
    drop(saved(path, 1, 0));
    let mut session = session();
    session.open_workspace(path, Access::Write).unwrap();
    settle(&mut session);
    session.set_patience(A_MOMENT);
    session
}

fn flag(session: &Session, doc: u32) -> EditCommand {
    let target = gestures::target(session.workspace(), Item::Document(DocId(doc))).unwrap();
    gestures::flag(&[target], true)
}

#[test]
fn a_step_is_shown_once_it_is_on_disk_and_the_next_ones_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let mut session = in_a_file(&path);
    let before = seen(session.workspace());
    let held = Held::hold(&path);
    let (first, second) = (flag(&session, 0), flag(&session, 1));
    assert_eq!(session.edit(first).unwrap(), Progressed::Later);
    assert_eq!(session.edit(second).unwrap(), Progressed::Later);
    assert_eq!(session.undo().unwrap(), Progressed::Later);
    assert!(session.poll().is_empty() && session.is_stepping());
    assert_eq!(seen(session.workspace()), before, "nothing is shown that is not on disk");
    held.let_go();
    let outcomes = settle(&mut session);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Kept(_))), "{outcomes:?}");
    assert_eq!(outcomes.len(), 3);
    let workspace = session.workspace();
    assert_eq!([0, 1].map(|doc| workspace.is_flagged(DocId(doc))), [true, false], "undo took the last one back");
    let shown = (seen(workspace), workspace.history().clone());
    drop(session);
    let again = open(&path, Access::Read).unwrap();
    assert_eq!((seen(&again), again.history()), (shown.0, &shown.1));
}

#[test]
fn whoever_leaves_waits_for_every_step_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    for is_closed in [true, false] {
        let mut session = in_a_file(&path);
        let held = Held::hold(&path);
        for doc in [0, 1] {
            let command = flag(&session, doc);
            assert_eq!(session.edit(command).unwrap(), Progressed::Later);
        }
        let later = thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            held.let_go();
        });
        if is_closed {
            drop(session);
        } else {
            session.new_workspace();
            assert!(session.workspace().history().entries().is_empty());
        }
        later.join().unwrap();
        let again = open(&path, Access::Read).unwrap();
        assert!(again.is_flagged(DocId(0)) && again.is_flagged(DocId(1)));
    }
}

#[test]
fn a_step_that_cannot_be_written_is_told_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let mut session = in_a_file(&path);
    let before = seen(session.workspace());
    let held = Held::hold(&path);
    let command = flag(&session, 0);
    assert_eq!(session.edit(command.clone()).unwrap(), Progressed::Later);
    let no_room = "CREATE TRIGGER no_room BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END";
    held.0.execute_batch(no_room).unwrap();
    held.let_go();
    let outcomes = settle(&mut session);
    assert!(matches!(outcomes.as_slice(), [Outcome::StepRefused { error: EditError::File(_) }]), "{outcomes:?}");
    assert_eq!(seen(session.workspace()), before);
    assert!(session.workspace().history().entries().is_empty());
    Connection::open(&path).unwrap().execute_batch("DROP TRIGGER no_room").unwrap();
    session.edit(command).unwrap();
    settle(&mut session);
    assert!(session.workspace().is_flagged(DocId(0)));
}

#[test]
fn what_comes_in_and_what_is_opened_is_written_while_the_window_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let mut session = in_a_file(&path);
    let held = Held::hold(&path);
    session.paste("The ferry to Velle capsized.".to_owned());
    while session.workspace().corpus().entry(DocId(3)).is_none() {
        session.poll();
    }
    session.set_read(DocId(3), true);
    session.poll();
    assert!(!session.is_idle() && !session.is_stepping(), "it is on its way, and is no step");
    let query = parse_query("capsized").unwrap();
    let found = session.workspace().searcher().search(&query, 1).unwrap().documents;
    assert_eq!(found, [DocId(3)], "what is not in the file yet is found all the same");
    held.let_go();
    assert!(settle(&mut session).iter().all(|outcome| matches!(outcome, Outcome::Loaded(_))));
    drop(session);
    let again = open(&path, Access::Read).unwrap();
    assert!(again.is_read(DocId(3)) && again.corpus().entry(DocId(3)).is_some());
}
