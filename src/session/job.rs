//! Handles on work that goes on in the background.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

/// A job of this session; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u32);

/// A job as shown to the user.
#[derive(Debug)]
pub struct JobStatus {
    /// Which.
    pub id: JobId,
    /// What it does: "Reading and analyzing".
    pub label: String,
    /// How far it is.
    pub progress: Progress,
}

/// How far a job is; shared between the job and whoever shows it.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    counts: Arc<(AtomicUsize, AtomicUsize)>,
}

impl Progress {
    /// Tells how much there is to do.
    pub fn set_total(&self, total: usize) {
        self.counts.1.store(total, Ordering::Relaxed);
    }

    /// Tells how much is done, and how much there is to do.
    pub fn set(&self, done: usize, total: usize) {
        self.counts.0.store(done, Ordering::Relaxed);
        self.set_total(total);
    }

    /// Tells that there is more to do than was known.
    pub fn add_total(&self, more: usize) {
        self.counts.1.fetch_add(more, Ordering::Relaxed);
    }

    /// Tells that one more piece is done.
    pub fn advance(&self) {
        self.counts.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Pieces done, and pieces in all; zero in all means that it is not known yet.
    pub fn get(&self) -> (usize, usize) {
        (self.counts.0.load(Ordering::Relaxed), self.counts.1.load(Ordering::Relaxed))
    }
}

/// A wish to stop, looked at between documents.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks for a stop.
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked for a stop.
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
