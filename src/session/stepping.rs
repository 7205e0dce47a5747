//! Steps: made at once, or worked out in the background where that takes longer than a frame.

use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver, TryRecvError},
    },
    thread::{self, JoinHandle},
};

use super::{AnnotationsRead, JobId, LoadSummary, Message, Outcome, Session, Wake, answer};
use crate::workspace::{EditCommand, EditError, FileError, Keeper, Kept, Planned, Step, Stepped, WorkedOut};

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progressed {
    /// It was made.
    Made(Stepped),
    /// It changes nothing.
    Nothing,
    /// It is being worked out; [`Outcome::Stepped`] tells when it is made, and no other step is taken until then.
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
    Loaded(LoadSummary),
    Annotations(AnnotationsRead),
}

/// A step that is on its way to the disk. It stands, and is shown, once it is there.
pub(super) struct Keeping {
    /// Until it is told.
    then: Option<Then>,
    receiver: Receiver<Result<Kept, FileError>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeping {
    fn begin(planned: Planned, keeper: Keeper, then: Then, wake: &Wake) -> Self {
        let (sender, receiver) = mpsc::channel();
        let wake = Arc::clone(wake);
        let thread = thread::spawn(move || {
            let kept = keeper.keep(planned);
            drop(keeper);
            // A closed channel means that the session is gone and nobody waits for the answer.
            if sender.send(kept).is_ok() {
                wake();
            }
        });
        Self { then: Some(then), receiver, thread: Some(thread) }
    }
}

impl Drop for Keeping {
    /// Waits: the file has to be written to its end before it is closed.
    fn drop(&mut self) {
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            log::error!("the thread that keeps a step failed");
        }
    }
}

impl Then {
    /// What is told when a step came to its end.
    fn ended(self, made: Result<Option<Stepped>, EditError>) -> Option<Outcome> {
        match (self, made) {
            (Self::Tell, Ok(stepped)) => Some(Outcome::Stepped(stepped)),
            (Self::Tell, Err(error)) => Some(Outcome::StepRefused { error }),
            (then, made) => then.told(made.ok().flatten().as_ref()),
        }
    }

    /// What is told of decisions that came from elsewhere; `None` for a step of the user.
    fn told(self, stepped: Option<&Stepped>) -> Option<Outcome> {
        match self {
            Self::Tell => None,
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

    /// Makes a step now, in the name of the author, or begins to work it out where that takes longer than a frame.
    ///
    /// # Errors
    /// When it is refused; nothing has changed then.
    pub fn step(&mut self, step: Step) -> Result<Progressed, EditError> {
        if self.is_stepping() {
            return Err(EditError::Busy);
        }
        if self.workspace.takes_long(&step) {
            self.begin(step, Then::Tell);
            return Ok(Progressed::Later);
        }
        let stamp = self.stamp();
        Ok(self.workspace.make(step, stamp)?.map_or(Progressed::Nothing, Progressed::Made))
    }

    /// Whether a step is being worked out.
    pub fn is_stepping(&self) -> bool {
        self.keeping.is_some() || self.jobs.iter().any(|running| running.then.is_some())
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
        let stepped = self.workspace.make(step, stamp).ok().flatten();
        then.told(stepped.as_ref())
    }

    fn begin(&mut self, step: Step, then: Then) {
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
        let planned = planned.and_then(|planned| Ok((planned, self.workspace.keeper()?)));
        match planned {
            Ok((Some(planned), keeper)) => {
                self.keeping = Some(Keeping::begin(planned, keeper, then, &self.wake));
                None
            }
            Ok((None, _)) => then.ended(Ok(None)),
            Err(error) => then.ended(Err(error)),
        }
    }

    /// Finishes the step that is being kept, if it is on disk by now. While it is not, nothing else is taken in: what was
    /// worked out is only right for the workspace as it is.
    pub(super) fn take_kept(&mut self) -> Option<Outcome> {
        let keeping = self.keeping.as_mut()?;
        let kept = match keeping.receiver.try_recv() {
            Ok(kept) => Some(kept),
            Err(TryRecvError::Empty) => return None,
            // It failed, which is logged when it is waited for.
            Err(TryRecvError::Disconnected) => None,
        };
        let then = keeping.then.take()?;
        self.keeping = None;
        let Some(kept) = kept else { return then.ended(Ok(None)) };
        let finished = kept.map_err(EditError::from).map(|mut kept| {
            let stepped = self.workspace.finish(&mut kept);
            // It holds what was there before, which takes a while to drop.
            thread::spawn(move || drop(kept));
            Some(stepped)
        });
        then.ended(finished)
    }

    /// Gives steps up that are to be stopped: whatever comes of them is dropped on arrival.
    pub(super) fn end_stopped_steps(&mut self) -> Vec<Outcome> {
        let is_stopped = |running: &&super::RunningJob| running.then.is_some() && running.cancel.is_requested();
        let stopped: Vec<JobId> = self.jobs.iter().filter(is_stopped).map(|running| running.status.id).collect();
        let told = |then: Then| then.told(None).unwrap_or(Outcome::StepStopped);
        stopped.into_iter().filter_map(|id| self.end(id)?.then.map(told)).collect()
    }
}
