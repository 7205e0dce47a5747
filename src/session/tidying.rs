//! The workspace file is tidied on a thread of its own, so that no decision waits for it.

use std::{
    path::PathBuf,
    sync::mpsc::{self, Sender},
    thread::{self, JoinHandle},
};

use crate::workspace::WorkspaceFile;

/// Rows that are written before the file is tidied.
const ROWS: u64 = 250;

/// The thread that tidies the present file, if there is one that is written to.
#[derive(Default)]
pub(super) struct Tidying(Option<Tidy>);

struct Tidy {
    path: PathBuf,
    /// Rows that had been written when it was last told to tidy.
    n_written: u64,
    sender: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Tidying {
    /// Looks at the file that the workspace lives in now, and has it tidied when it is time.
    pub(super) fn follow(&mut self, file: Option<&WorkspaceFile>) {
        let file = file.filter(|file| file.is_writable());
        if self.0.as_ref().map(|tidy| tidy.path.as_path()) != file.map(WorkspaceFile::path) {
            self.0 = file.map(Tidy::new);
        }
        if let (Some(tidy), Some(file)) = (&mut self.0, file)
            && file.n_written() >= tidy.n_written + ROWS
        {
            tidy.n_written = file.n_written();
            // Where the thread is gone, the file tidies itself.
            let _ = tidy.sender.as_ref().map(|sender| sender.send(()));
        }
    }

    /// Ends the thread: its connection has to be closed before that of the file, which cleans up as the last one.
    pub(super) fn end(&mut self) {
        self.0 = None;
    }
}

impl Tidy {
    fn new(file: &WorkspaceFile) -> Self {
        let (path, n_written) = (file.path().to_owned(), file.n_written());
        let tidier = match file.tidier() {
            Ok(tidier) => tidier,
            Err(error) => {
                log::warn!("the file tidies itself: {error}");
                return Self { path, n_written, sender: None, thread: None };
            }
        };
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || {
            while receiver.recv().is_ok() {
                receiver.try_iter().for_each(drop);
                if let Err(error) = tidier.tidy() {
                    log::warn!("the file is tidied later: {error}");
                }
            }
        });
        Self { path, n_written, sender: Some(sender), thread: Some(thread) }
    }
}

impl Drop for Tidy {
    fn drop(&mut self) {
        drop(self.sender.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            log::error!("the thread that tidies the workspace file failed");
        }
    }
}
