//! The workspace file is written on another thread, so that the window never waits for the disk. One thing is on its way at
//! a time, steps in the order in which they were asked for. A step stands, and is shown, once it is there.

use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{Outcome, Progressed, Session, Wake, stepping::Then};
use crate::workspace::{EditError, FileError, Keeper, Kept, Planned, Step, Stepped};

/// Time that a window waits for a step to be on disk before it goes on: nearly all are there by then, and are shown with the
/// next frame.
pub const A_MOMENT: Duration = Duration::from_millis(6);

/// Longer than any disk takes.
pub(super) const TO_THE_END: Duration = Duration::from_secs(24 * 60 * 60);

/// What is on its way to the disk.
pub(super) struct Keeping {
    /// What is told of the step; `None` where documents or what was opened are written alone.
    then: Option<Then>,
    receiver: Receiver<Kept>,
    thread: Option<JoinHandle<()>>,
}

/// Something that is on disk, or could not be written.
struct Ended {
    then: Option<Then>,
    made: Result<Option<Stepped>, FileError>,
}

impl Keeping {
    fn begin(keeper: Keeper, planned: Option<Planned>, then: Option<Then>, wake: &Wake) -> Self {
        let (sender, receiver) = mpsc::channel();
        let wake = Arc::clone(wake);
        let has_file = keeper.has_file();
        let keep = move || {
            let kept = keeper.keep(planned);
            drop(keeper);
            // A closed channel means that the session is gone and nobody waits for the answer.
            if sender.send(kept).is_ok() {
                wake();
            }
        };
        if has_file {
            return Self { then, receiver, thread: Some(thread::spawn(keep)) };
        }
        keep();
        Self { then, receiver, thread: None }
    }
}

impl Drop for Keeping {
    /// Waits: the file has to be written to its end before it is closed.
    fn drop(&mut self) {
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            log::error!("the thread that writes the workspace file failed");
        }
    }
}

impl Session {
    /// Steps wait for the disk no longer than this; otherwise to the end.
    pub fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Makes a step now, in the name of the author, or begins to work it out where that takes longer than a frame. Where the
    /// disk takes longer than there is patience, it is made as soon as it is there.
    ///
    /// # Errors
    /// When it is refused; nothing has changed then.
    pub fn step(&mut self, step: Step) -> Result<Progressed, EditError> {
        if self.is_working_out() {
            return Err(EditError::Busy);
        }
        let until = Instant::now() + self.patience;
        let earlier = self.take_kept(until);
        self.told.extend(earlier);
        if self.keeping.is_some() {
            self.waiting.push_back(step);
            return Ok(Progressed::Later);
        }
        let begun = self.begin_step(step)?;
        if self.keeping.is_none() {
            return Ok(begun);
        }
        match self.end_keeping(until) {
            Some(Ended { made, .. }) => Ok(made?.map_or(Progressed::Nothing, Progressed::Made)),
            None => Ok(Progressed::Later),
        }
    }

    /// Has a step worked out or kept, whatever it needs.
    fn begin_step(&mut self, step: Step) -> Result<Progressed, EditError> {
        if self.workspace.takes_long(&step) {
            self.begin(step, Then::Tell);
            return Ok(Progressed::Later);
        }
        let stamp = self.stamp();
        let Some(planned) = self.workspace.plan_now(step, stamp)? else { return Ok(Progressed::Nothing) };
        self.keep(Some(planned), Some(Then::Show));
        Ok(Progressed::Later)
    }

    /// Has what waits to be written brought to the disk, with a step if there is one.
    pub(super) fn keep(&mut self, planned: Option<Planned>, then: Option<Then>) {
        let keeper = self.workspace.keeper();
        self.keeping = Some(Keeping::begin(keeper, planned, then, &self.wake));
    }

    /// Whether a step is on its way to the disk.
    pub(super) fn is_keeping_step(&self) -> bool {
        self.keeping.as_ref().is_some_and(|keeping| keeping.then.is_some())
    }

    /// Takes in what is on disk by now, or until a moment, and has the steps that wait for it follow.
    pub(super) fn take_kept(&mut self, until: Instant) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        loop {
            if let Some(Ended { then, made }) = self.end_keeping(until) {
                outcomes.extend(match then {
                    Some(then) => then.ended(made.map_err(EditError::from)),
                    None => made.err().map(|error| Outcome::NotKept { error }),
                });
            }
            if self.keeping.is_some() || self.is_working_out() {
                return outcomes;
            }
            let Some(step) = self.waiting.pop_front() else { return outcomes };
            match self.begin_step(step) {
                Ok(_) => {}
                Err(error) => outcomes.push(Outcome::StepRefused { error }),
            }
        }
    }

    /// Finishes what is being kept, if it is on disk by a moment: what is to be told of it, and what came of it. While it is not,
    /// nothing else is taken in: what was worked out is only right for the workspace as it is.
    fn end_keeping(&mut self, until: Instant) -> Option<Ended> {
        let keeping = self.keeping.as_mut()?;
        let kept = match keeping.receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(kept) => Some(kept),
            Err(RecvTimeoutError::Timeout) => return None,
            // It failed, which is logged when it is waited for.
            Err(RecvTimeoutError::Disconnected) => None,
        };
        let then = keeping.then.take();
        self.keeping = None;
        let Some(mut kept) = kept else { return Some(Ended { then, made: Ok(None) }) };
        let made = self.workspace.finish(&mut kept);
        if kept.is_large() {
            thread::spawn(move || drop(kept));
        }
        Some(Ended { then, made })
    }

    /// Waits until every step that was asked for is on disk; before the workspace is left.
    pub(super) fn keep_to_the_end(&mut self) {
        let last = self.take_kept(Instant::now() + TO_THE_END);
        self.told.extend(last);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.keep_to_the_end();
    }
}
