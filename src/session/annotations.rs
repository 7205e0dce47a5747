//! Annotation files taken over as decisions.

use std::{path::PathBuf, sync::Arc, thread};

use super::{JobId, Message, Outcome, Session, answer, stepping::Then};
use crate::{
    import::read_annotations,
    workspace::gestures::{self, TakenOver},
};

/// What became of an annotation file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnnotationsRead {
    /// Number of decisions that were made.
    pub n_taken: usize,
    /// Number of decisions that do not fit what is here.
    pub n_unfit: usize,
    /// Number of texts that are not here.
    pub n_missing: usize,
    /// Number of annotations that say nothing that is known here.
    pub n_unknown: usize,
}

impl Session {
    /// Reads an annotation file, brat or W3C Web Annotations, and makes the findings what it tells, as one edit.
    pub fn read_annotations(&mut self, path: PathBuf) -> JobId {
        let (id, _, _) = self.start("Reading annotations".to_owned());
        let (workspace, sender, wake) = (self.workspace.outlook(), self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let read = read_annotations(&path).map(|annotated| gestures::take_over(&workspace, &annotated));
            drop(workspace);
            answer(&sender, &wake, Message::Annotations(id, read));
        });
        id
    }

    pub(super) fn take_annotations(&mut self, taken: TakenOver) -> Option<Outcome> {
        let TakenOver { command, n_missing, n_unknown } = taken;
        let read = AnnotationsRead { n_taken: 0, n_unfit: command.decisions.len(), n_missing, n_unknown };
        self.take_over(command, Then::Annotations(read))
    }
}
