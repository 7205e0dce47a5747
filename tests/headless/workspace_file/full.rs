//! A disk that is full: the decision is refused, and memory and file agree.

use std::{path::Path, process::Command};

use onrecord::{
    session::Outcome,
    workspace::{Access, EditError, FileError},
};

use super::{file, open, settle};
use crate::decisions::{
    random::{Dice, gesture, stamp, workspace},
    seen,
};

/// A small disk, unmounted when dropped; `None` where this user may not mount one.
struct SmallDisk<'p>(&'p Path);

impl<'p> SmallDisk<'p> {
    fn mount(path: &'p Path, size: &str) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(path);
        mount.output().is_ok_and(|output| output.status.success()).then_some(Self(path))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).output();
    }
}

#[test]
fn on_a_full_disk_decisions_are_refused_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let Some(_disk) = SmallDisk::mount(folder.path(), "600k") else {
        eprintln!("SKIPPED: this user may not mount a small disk; the test with a limited database ran in its place");
        return;
    };
    let path = file(&folder);
    let (mut workspace, mut dice) = (workspace(), Dice(2));
    workspace.save_as(&path).unwrap();
    let mut refused = None;
    for n in 0..5_000 {
        let before = (seen(&workspace), workspace.history().clone(), workspace.revision());
        let command = gesture(&workspace, &mut dice);
        if let Err(EditError::File(error)) = workspace.apply(command, stamp(n)) {
            assert_eq!((seen(&workspace), workspace.history().clone(), workspace.revision()), before);
            refused = Some(error);
            break;
        }
    }
    let refused = refused.expect("the disk is full at some time");
    assert!(matches!(refused, FileError::Full { .. }), "{refused}");
    let (was, history) = (seen(&workspace), workspace.history().clone());
    // Saving in the same place is refused too, and another disk has room.
    assert!(workspace.save_as(&folder.path().join("other.onrecord")).is_err());
    assert_eq!(seen(&workspace), was);
    drop(workspace);
    let again = open(&path, Access::Read).unwrap();
    assert_eq!((seen(&again), again.history()), (was, &history));
}

#[test]
fn documents_that_do_not_fit_are_told_and_stay_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let Some(_disk) = SmallDisk::mount(folder.path(), "200k") else {
        eprintln!("SKIPPED: this user may not mount a small disk");
        return;
    };
    let mut session = super::session();
    session.save_as(file(&folder)).unwrap();
    settle(&mut session);
    session.open_sample();
    let outcomes = settle(&mut session);
    let is_told = |outcome: &Outcome| matches!(outcome, Outcome::NotKept { error: FileError::Full { .. } });
    assert!(outcomes.iter().any(is_told), "{outcomes:?}");
    assert_eq!(session.workspace().corpus().entries().len(), 16);
}
