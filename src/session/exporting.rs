//! Exports, in the background.

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
    thread,
};

use super::{Cancel, JobId, Message, Session, answer};
use crate::export::{ExportKind, Options, Scope, save_with, write};

/// What is to be written, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPlan {
    /// What.
    pub kind: ExportKind,
    /// Of which documents.
    pub scope: Scope,
    /// How.
    pub options: Options,
}

impl ExportPlan {
    /// The name that a save dialog proposes.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.kind.label(), self.ending())
    }

    /// The ending of the file.
    pub fn ending(&self) -> &'static str {
        self.options.format.unwrap_or(self.kind.default_format()).ending()
    }
}

/// What the user wants written.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// What, and how.
    pub plan: ExportPlan,
    /// Where.
    pub path: PathBuf,
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Exported {
    /// What was written, and how.
    pub plan: ExportPlan,
    /// Where.
    pub path: PathBuf,
    /// Rows, without the header.
    pub n_rows: u64,
}

impl Session {
    /// Writes an export in the background. When it is cancelled, what stood at its place before still does.
    pub fn export(&mut self, request: ExportRequest) -> JobId {
        let ExportRequest { plan, path } = request;
        let (id, _, cancel) = self.start(format!("Exporting {}", plan.kind.label()));
        let (workspace, sender, wake) = (self.workspace.outlook(), self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let written = save_with(&path, |out| {
                let mut out = Stoppable { out, cancel: &cancel };
                write(workspace.corpus(), workspace.decisions(), plan.kind, &plan.scope, plan.options, &mut out)
            });
            let message = match written {
                Ok(n_rows) => Message::Exported(id, Exported { plan, path, n_rows }),
                Err(_) if cancel.is_requested() => Message::ExportStopped(id),
                Err(error) => Message::ExportFailed(id, error),
            };
            answer(&sender, &wake, message);
        });
        id
    }
}

/// A file that is no longer written once somebody asked for a stop.
struct Stoppable<'a> {
    out: &'a mut dyn Write,
    cancel: &'a Cancel,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cancel.is_requested() { Err(io::Error::other("stopped")) } else { self.out.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
