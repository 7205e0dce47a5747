use super::*;
use crate::{analysis::testing, model::decision::Reliability, workspace::gestures::grade_source};

fn stamp() -> Stamp {
    Stamp { time: chrono::DateTime::UNIX_EPOCH, author: "A. Reader".to_owned() }
}

/// The database itself says that it is full, as it does when the disk is.
#[test]
fn a_decision_that_finds_no_room_is_refused_and_file_and_memory_agree() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    let mut workspace = Workspace::default();
    workspace.add(Arc::new(testing::document("Orla Denn met Pavel Marsh.")), Arc::new(Analysis::default()));
    workspace.save_as(&path).unwrap();
    let connection = workspace.file.as_ref().unwrap().connection();
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    connection.pragma_update(None, "max_page_count", pages + 3).unwrap();
    drop(connection);
    let grade = |workspace: &mut Workspace, n: usize| {
        let source = format!("Source {n} {}", "x".repeat(500));
        workspace.apply(grade_source(&source, Some(Reliability::Usually)), stamp())
    };
    let mut n = 0;
    while grade(&mut workspace, n).is_ok() {
        n += 1;
        assert!(n < 1000, "the database is full at some time");
    }
    assert!(matches!(grade(&mut workspace, n), Err(EditError::File(FileError::Full { .. }))));
    assert_eq!((workspace.decisions().reliabilities().len(), workspace.history().entries().len()), (n, n));
    // With room again, the same decision is kept.
    workspace.file.as_ref().unwrap().connection().pragma_update(None, "max_page_count", pages + 300).unwrap();
    assert!(grade(&mut workspace, n).unwrap());
    drop(workspace);
    let (again, _) = Workspace::open(&path, Access::Read, |_| Analysis::default()).unwrap();
    assert_eq!(again.decisions().reliabilities().len(), n + 1);
}
