//! The workspace file: what is written is there again, whatever happens in between.

mod crash;
mod damage;
mod full;
mod slow;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use onrecord::{
    analysis::{Settings, analyze},
    corpus::parse_query,
    lexicon::Lexicon,
    model::{Analysis, DocId, Document},
    session::{Input, Outcome, Session},
    workspace::{Access, FileError, Workspace, gestures},
};
use proptest::prelude::*;

use crate::decisions::{
    Seen,
    random::{Dice, gesture, stamp, workspace},
    seen,
};

/// How often the long tests are repeated: a few times, or as often as the environment says.
fn rounds(few: usize) -> usize {
    std::env::var("ONRECORD_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(few)
}

fn engine(document: &Document) -> Analysis {
    analyze(document, Lexicon::builtin(), &Settings::default())
}

fn open(path: &Path, access: Access) -> Result<Workspace, FileError> {
    let (workspace, damaged) = Workspace::open(path, access, engine)?;
    assert_eq!(damaged, [""; 0]);
    Ok(workspace)
}

/// A saved workspace of three stories with `n` random gestures.
fn saved(path: &Path, seed: u64, n: u64) -> Workspace {
    let (mut workspace, mut dice) = (workspace(), Dice(seed));
    workspace.save_as(path).unwrap();
    for step in 0..n {
        let command = gesture(&workspace, &mut dice);
        // A refused gesture changes nothing.
        let _ = workspace.apply(command, stamp(step));
    }
    workspace
}

fn file(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("story.onrecord")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// The state that a file gives back is the one that was confirmed last, and undo goes on where it stopped.
    #[test]
    fn undo_walks_back_after_reopening(seed in any::<u64>(), n in 1..25usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder);
        let (mut workspace, mut dice) = (workspace(), Dice(seed));
        workspace.save_as(&path).unwrap();
        let mut states = vec![seen(&workspace)];
        for step in 0..n {
            let command = gesture(&workspace, &mut dice);
            if workspace.apply(command, stamp(step as u64)).unwrap_or(false) {
                states.push(seen(&workspace));
                prop_assert_eq!(&seen(&open(&path, Access::Read).unwrap()), states.last().unwrap());
            }
        }
        let history = workspace.history().clone();
        drop(workspace);
        let mut workspace = open(&path, Access::Write).unwrap();
        prop_assert_eq!(workspace.history(), &history);
        for (step, before) in states.iter().rev().skip(1).enumerate() {
            prop_assert!(workspace.undo(stamp(0)).unwrap().is_some());
            prop_assert_eq!(&seen(&workspace), before);
            if step % 3 == 2 {
                drop(workspace);
                workspace = open(&path, Access::Write).unwrap();
                prop_assert_eq!(&seen(&workspace), before);
            }
        }
        for after in states.iter().skip(1) {
            prop_assert!(workspace.redo(stamp(0)).unwrap().is_some());
            prop_assert_eq!(&seen(&workspace), after);
        }
    }
}

#[test]
fn a_second_writer_is_told_who_writes_and_may_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let first = saved(&path, 1, 10);
    let refused = open(&path, Access::Write).unwrap_err();
    assert!(refused.is_in_use());
    assert!(refused.to_string().contains(&format!("process {}", std::process::id())), "{refused}");
    let mut second = open(&path, Access::Read).unwrap();
    assert_eq!(seen(&second), seen(&first));
    assert!(!second.is_writable());
    let refused = second.undo(stamp(0)).unwrap_err();
    assert!(refused.to_string().contains("read-only"), "{refused}");
    assert_eq!(seen(&second), seen(&first));
    // Under another name it can be changed.
    second.save_as(&folder.path().join("copy.onrecord")).unwrap();
    assert!(second.undo(stamp(0)).unwrap().is_some());
    drop(first);
    assert!(open(&path, Access::Write).is_ok());
}

#[test]
fn other_files_and_newer_files_are_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    std::fs::write(&path, "not a database, but long enough to be taken for one".repeat(40)).unwrap();
    assert!(matches!(open(&path, Access::Write), Err(FileError::NotAWorkspace { .. })));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(open(&path, Access::Write), Err(FileError::Io { .. })));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left beside a file that is not there");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(other);
    assert!(matches!(open(&path, Access::Write), Err(FileError::NotAWorkspace { .. })));
    let path = folder.path().join("newer.onrecord");
    drop(saved(&path, 1, 1));
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let refused = open(&path, Access::Write).unwrap_err().to_string();
    assert!(refused.contains("newer OnRecord") && refused.contains("update"), "{refused}");
}

#[test]
fn saving_over_a_workspace_that_is_open_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let first = saved(&path, 1, 3);
    let mut second = workspace();
    assert!(second.save_as(&path).unwrap_err().is_in_use());
    let before = seen(&first);
    drop(first);
    assert_eq!(seen(&open(&path, Access::Read).unwrap()), before);
    second.save_as(&path).unwrap();
    assert_eq!(seen(&open(&path, Access::Read).unwrap()), seen(&second));
}

#[test]
fn a_closed_workspace_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    drop(saved(&path, 1, 20));
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["story.onrecord"]);
}

/// The files were written by older versions and by this version of the format. They are never made anew.
#[test]
fn a_file_of_every_format_opens() {
    for name in ["schema-1.onrecord", "schema-2.onrecord"] {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder);
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name), &path).unwrap();
        let found = |workspace: &mut Workspace| workspace.search(&parse_query("ve*").unwrap(), 0).unwrap().documents;
        assert_eq!(found(&mut open(&path, Access::Read).unwrap()).len(), 3, "{name}: to look at, it stays as it is");
        let mut workspace = open(&path, Access::Write).unwrap();
        assert_eq!(found(&mut workspace).len(), 3, "{name}");
        let version = |path: &Path| -> i64 {
            rusqlite::Connection::open(path)
                .unwrap()
                .pragma_query_value(None, "user_version", |row| row.get(0))
                .unwrap()
        };
        assert_eq!(version(&path), 2, "{name}: it was brought up to date");
        assert_eq!(workspace.corpus().entries().len(), 3);
        assert_eq!(workspace.decisions().rules().len(), 1);
        assert_eq!(workspace.undo_label(), Some("grade Coast Wire B"));
        while workspace.undo(stamp(0)).unwrap().is_some() {}
        assert_eq!(workspace.decisions(), &onrecord::model::Decisions::default());
    }
}

/// Makes the file of the test above, for a new version of the format: `ONRECORD_FIXTURE=schema-3.onrecord cargo test ...`.
#[test]
#[ignore = "writes a file that is kept"]
fn make_the_file_of_this_format() {
    use onrecord::model::decision::{Reliability, RuleAction, RuleScope};
    let name = std::env::var("ONRECORD_FIXTURE").unwrap();
    let mut workspace = workspace();
    workspace.save_as(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap();
    let mention = onrecord::workspace::Item::Mention(DocId(0), onrecord::model::MentionId(0));
    let place = gestures::place(&workspace, mention).unwrap();
    for command in [
        gestures::reject(&workspace, &[place]),
        gestures::set_rule(RuleScope::Workspace, "Velle", Some(RuleAction::Never)),
        gestures::grade_source("Coast Wire", Some(Reliability::Usually)),
    ] {
        assert!(workspace.apply(command, stamp(1)).unwrap());
    }
}

/// Runs what goes on in the background to its end.
pub fn settle(session: &mut Session) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    loop {
        let is_idle = session.is_idle();
        outcomes.extend(session.poll());
        if is_idle {
            return outcomes;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

pub fn session() -> Session {
    Session::new(Arc::new(|| {}))
}

#[test]
fn a_session_saves_opens_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let mut first = session();
    first.set_author("A. Reader");
    first.open_sample();
    settle(&mut first);
    // What is decided and comes in while it is being written is in the file too.
    first.save_as(path.clone()).unwrap();
    let command = gestures::grade_source("Coast Wire", Some(onrecord::model::decision::Reliability::Fairly));
    assert!(first.edit(command).unwrap().is_made());
    first.set_read(DocId(1), true);
    // A document that comes in later is in the file too.
    let input = Input::Bytes { name: "late".to_owned(), bytes: b"Velle voted on Sunday.".as_slice().into() };
    first.load(vec![input]);
    settle(&mut first);
    let before: Seen = seen(first.workspace());
    drop(first);
    let mut second = session();
    second.open_workspace(&path, Access::Write).unwrap();
    assert_eq!(second.workspace().n_unread(), 0, "nothing came in yet");
    let outcomes = settle(&mut second);
    assert_eq!(second.workspace().n_unread(), 16);
    let [Outcome::Opened(summary)] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    assert_eq!((summary.n_documents, summary.n_stale, summary.cancelled), (17, 0, false));
    assert!(summary.failure.is_none() && summary.damaged.is_empty());
    assert_eq!(seen(second.workspace()), before);
    assert!(second.workspace().is_read(DocId(1)));
    assert_eq!(second.workspace().history().entries()[0].stamp.author, "A. Reader");
    assert!(second.undo().unwrap().is_made());
}

#[test]
fn a_new_analysis_changes_no_decision_and_tells_what_it_changed() {
    let mut dice = Dice(7);
    let mut session = Session::with_workspace(workspace(), Arc::new(|| {}));
    for _ in 0..60 {
        let command = gesture(session.workspace(), &mut dice);
        let _ = session.edit(command);
    }
    let before = session.workspace().decisions().clone();
    session.reanalyze(Settings { names: onrecord::analysis::NameSource::Rules });
    let outcomes = settle(&mut session);
    let [Outcome::Reanalyzed(report)] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    assert_eq!(report.n_documents, session.workspace().corpus().entries().len());
    assert_eq!(session.workspace().decisions(), &before);
    let orphans = onrecord::corpus::orphans(session.workspace().corpus(), session.workspace().decisions());
    assert_eq!(orphans.len(), report.n_orphans);
}

#[test]
fn a_document_imported_again_keeps_its_decisions() {
    use onrecord::model::decision::Verdict;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bridge.txt");
    std::fs::write(&path, "Orla Denn met Pavel Marsh in Velle. Marsh wept in Velle.").unwrap();
    let mut session = session();
    session.open(vec![path.clone()]);
    settle(&mut session);
    let entry = session.workspace().corpus().entry(DocId(0)).unwrap();
    let places: Vec<_> = (0..entry.analysis.mentions.len())
        .filter_map(|index| {
            entry.origin(onrecord::corpus::Finding::Mention(onrecord::model::MentionId::from_index(index)))
        })
        .map(|origin| origin.place)
        .collect();
    session.edit(gestures::confirm(&places)).unwrap();
    let before = seen(session.workspace());
    std::fs::write(&path, "UPDATE 1: Orla Denn met Pavel Marsh in Velle. It rained. He wept in Velle.").unwrap();
    session.reimport(DocId(0), path.clone());
    let outcomes = settle(&mut session);
    let [Outcome::Reimported { doc, report }] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    // The surname is gone from the text; the other names are where they were.
    assert_eq!((report.n_moved, report.left.len()), (places.len() - 1, 1));
    let workspace = session.workspace();
    assert_eq!(workspace.corpus().entries().len(), 1);
    let entry = workspace.corpus().entry(*doc).unwrap();
    let confirmed = workspace.decisions().verdicts().iter().filter(|(place, verdict)| {
        place.doc == entry.document.sha256 && **verdict == Verdict::Confirmed && entry.find(**place).is_some()
    });
    assert_eq!(confirmed.count(), report.n_moved);
    // One step back, and the former version is there with all that was decided; the new one stays beside it.
    session.undo().unwrap();
    let after = seen(session.workspace());
    assert_eq!(after.decisions(), before.decisions());
    session.reimport(DocId(0), path.clone());
    let outcomes = settle(&mut session);
    let [Outcome::Reimported { doc, .. }] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    session.reimport(*doc, path);
    let outcomes = settle(&mut session);
    assert!(matches!(outcomes.as_slice(), [Outcome::ReimportFailed { .. }]), "{outcomes:?}");
}

/// Random decisions, another setting of the engine, a new analysis: nothing is lost, and what lost its words is listed.
#[test]
fn no_decision_is_lost_by_new_analyses() {
    use onrecord::analysis::NameSource::{Both, Model, Rules};
    for seed in 0..rounds(3) as u64 {
        let mut dice = Dice(seed + 100);
        let mut session = Session::with_workspace(workspace(), Arc::new(|| {}));
        for names in [Rules, Model, Both] {
            for _ in 0..25 {
                let command = gesture(session.workspace(), &mut dice);
                // A refused gesture changes nothing.
                let _ = session.edit(command);
            }
            let before = session.workspace().decisions().clone();
            session.reanalyze(Settings { names });
            settle(&mut session);
            let workspace = session.workspace();
            assert_eq!(workspace.decisions(), &before);
            let orphans = onrecord::corpus::orphans(workspace.corpus(), workspace.decisions());
            for decision in before.all() {
                for place in decision.required_places() {
                    let is_here = workspace.corpus().entry_of(place.doc).is_some();
                    let is_orphan =
                        orphans.iter().any(|orphan| orphan.place == place && orphan.decisions.contains(&decision));
                    assert_eq!(is_here && !workspace.corpus().holds(place, workspace.decisions()), is_orphan);
                }
            }
        }
        // Back to the first setting, all that was decided has its effect again.
        while session.undo().unwrap().is_made() {}
        assert_eq!(session.workspace().decisions(), &onrecord::model::Decisions::default());
    }
}
