//! Annotation files taken over as decisions.

use std::{path::PathBuf, sync::Arc, thread};

use super::{JobId, Message, Session, answer};
use crate::{import::read_annotations, model::annotated::Annotated, workspace::gestures};

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
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || answer(&sender, &wake, Message::Annotations(id, read_annotations(&path))));
        id
    }

    pub(super) fn take_annotations(&mut self, annotated: &[Annotated]) -> AnnotationsRead {
        let taken = gestures::take_over(&self.workspace, annotated);
        let (n_taken, n_unfit) = self.take_over(&taken.command.label, taken.command.decisions);
        AnnotationsRead { n_taken, n_unfit, n_missing: taken.n_missing, n_unknown: taken.n_unknown }
    }
}
