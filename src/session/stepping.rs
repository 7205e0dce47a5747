//! Steps: made at once, or worked out in the background where that takes longer than a frame.

use std::{sync::Arc, thread};

use super::{AnnotationsRead, JobId, LoadSummary, Message, Outcome, Session, answer};
use crate::workspace::{EditCommand, EditError, Planned, Step, Stepped, WorkedOut};

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progressed {
    /// It was made.
    Made(Stepped),
    /// It changes nothing.
    Nothing,
    /// It is being worked out, and no other step is taken until it is made; [`Outcome::Stepped`] tells that. Or it is on
    /// its way to the disk, and [`Outcome::Kept`] tells when it is there.
    Later,
}

impl Progressed {
    /// Whether it was made.
    pub fn is_made(&self) -> bool {
        matches!(self, Self::Made(_))
    }
}

/// What is told when a step is made that was worked out in the background. Of decisions that came from elsewhere it says that
/// none of them fits, until they are made.
pub(super) enum Then {
    Tell,
    /// A step of the user that is shown when it is on disk, and needs no other word.
    Show,
    Loaded(LoadSummary),
    Annotations(AnnotationsRead),
}

impl Then {
    /// What is told when a step came to its end.
    pub(super) fn ended(self, made: Result<Option<Stepped>, EditError>) -> Option<Outcome> {
        match (self, made) {
            (Self::Tell, Ok(stepped)) => Some(Outcome::Stepped(stepped)),
            (Self::Show, Ok(stepped)) => stepped.map(Outcome::Kept),
            (Self::Tell | Self::Show, Err(error)) => Some(Outcome::StepRefused { error }),
            (then, made) => then.told(made.ok().flatten().as_ref()),
        }
    }

    /// What is told of decisions that came from elsewhere; `None` for a step of the user.
    fn told(self, stepped: Option<&Stepped>) -> Option<Outcome> {
        match self {
            Self::Tell | Self::Show => None,
            Self::Loaded(mut summary) => {
                let n = summary.decisions.1;
                let n_left = stepped.map_or(n, |stepped| stepped.n_left);
                summary.decisions = (n - n_left, n_left);
                Some(Outcome::Loaded(summary))
            }
            Self::Annotations(mut read) => {
                let n_left = stepped.map_or(read.n_unfit, |stepped| stepped.n_left);
                (read.n_taken, read.n_unfit) = (read.n_unfit - n_left, n_left);
                Some(Outcome::AnnotationsRead(read))
            }
        }
    }
}

impl Session {
    /// Performs an edit in the name of the author. See [`Session::step`].
    ///
    /// # Errors
    /// When the edit is refused; nothing has changed then.
    pub fn edit(&mut self, command: EditCommand) -> Result<Progressed, EditError> {
        self.step(Step::Do(command))
    }

    /// Takes the last step back. See [`Session::step`].
    ///
    /// # Errors
    /// When that cannot be kept; nothing has changed then.
    pub fn undo(&mut self) -> Result<Progressed, EditError> {
        self.step(Step::Undo)
    }

    /// Makes the step that was taken back again. See [`Session::step`].
    ///
    /// # Errors
    /// When that cannot be kept; nothing has changed then.
    pub fn redo(&mut self) -> Result<Progressed, EditError> {
        self.step(Step::Redo)
    }

    /// Whether a step is being worked out or on its way to the disk, or waits for another one.
    pub fn is_stepping(&self) -> bool {
        self.is_working_out() || self.is_keeping_step() || !self.waiting.is_empty()
    }

    /// Whether a step is being worked out.
    pub(super) fn is_working_out(&self) -> bool {
        self.jobs.iter().any(|running| running.then.is_some())
    }

    /// Makes decisions that came from elsewhere, those that fit, as one step.
    pub(super) fn take_over(&mut self, command: EditCommand, then: Then) -> Option<Outcome> {
        if command.decisions.is_empty() {
            return then.told(None);
        }
        let step = Step::TakeOver(command);
        if self.workspace.takes_long(&step) {
            self.begin(step, then);
            return None;
        }
        let stamp = self.stamp();
        let planned = self.workspace.plan_now(step, stamp);
        self.keep_planned(planned, then)
    }

    pub(super) fn begin(&mut self, step: Step, then: Then) {
        let (id, progress, cancel) = self.start("Changing documents".to_owned());
        let (ahead, sender, wake) = (self.workspace.ahead(step), self.sender.clone(), Arc::clone(&self.wake));
        if let Some(running) = self.running(id) {
            running.then = Some(then);
        }
        thread::spawn(move || {
            let worked_out = ahead.work(|n_done, n| {
                progress.set(n_done, n);
                !cancel.is_requested()
            });
            // Where it was stopped, it was told already.
            if let Some(worked_out) = worked_out {
                answer(&sender, &wake, Message::WorkedOut(id, Box::new(worked_out)));
            }
        });
    }

    /// Has a step kept that was worked out, unless what it rests on changed meanwhile: then it is worked out again.
    pub(super) fn take_worked_out(&mut self, id: JobId, worked_out: WorkedOut) -> Option<Outcome> {
        let then = self.end(id)?.then?;
        if self.workspace.is_outdated(&worked_out) {
            self.begin(worked_out.into_step(), then);
            return None;
        }
        let stamp = self.stamp();
        let planned = self.workspace.plan_worked_out(worked_out, stamp);
        self.keep_planned(planned, then)
    }

    fn keep_planned(&mut self, planned: Result<Option<Planned>, EditError>, then: Then) -> Option<Outcome> {
        match planned {
            Ok(Some(planned)) => {
                self.keep(Some(planned), Some(then));
                None
            }
            Ok(None) => then.ended(Ok(None)),
            Err(error) => then.ended(Err(error)),
        }
    }

    /// Gives steps up that are to be stopped: whatever comes of them is dropped on arrival.
    pub(super) fn end_stopped_steps(&mut self) -> Vec<Outcome> {
        let is_stopped = |running: &&super::RunningJob| running.then.is_some() && running.cancel.is_requested();
        let stopped: Vec<JobId> = self.jobs.iter().filter(is_stopped).map(|running| running.status.id).collect();
        let told = |then: Then| then.told(None).unwrap_or(Outcome::StepStopped);
        stopped.into_iter().filter_map(|id| self.end(id)?.then.map(told)).collect()
    }
}
