//! What the window and the command line share: requests, background jobs with progress and cancel, and outcomes.
//!
//! A [`Session`] owns the [`Workspace`]. Work that takes longer than a frame runs on threads that get owned snapshots and
//! answer through a channel; [`Session::poll`] takes the answers in and never waits.

mod again;
mod annotations;
mod exporting;
mod job;
mod keeping;
mod load;
mod outcome;
mod rules;
mod sample;
mod stepping;
mod stored;
mod tables;
mod tidying;

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use chrono::SubsecRound;

use crate::{
    analysis::Settings,
    corpus::orphans,
    export::ExportError,
    import::{ImportError, Mapping},
    lexicon::Lexicon,
    model::{Decision, DocId},
    workspace::{EditCommand, FileError, Revision, Stamp, Step, WorkedOut, Workspace, gestures::TakenOver},
};

pub use again::ReanalysisReport;
pub use annotations::AnnotationsRead;
pub use exporting::{ExportPlan, ExportRequest, Exported};
pub use job::{Cancel, JobId, JobStatus, Progress};
pub use keeping::A_MOMENT;
pub use load::{Analyzed, Batch, Input, Skipped, Work, load};
pub use outcome::{LoadSummary, Outcome};
pub use sample::sample_inputs;
pub use stepping::Progressed;
pub use stored::{OpenSummary, is_workspace};
pub use tables::FoundTable;

/// Time after which a call of [`Session::poll`] takes in nothing more, so that a frame stays short.
const POLL_TIME: Duration = Duration::from_millis(6);

/// Called from any thread when there is something to poll.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

enum Message {
    Batch(JobId, Batch),
    LoadDone(JobId, bool),
    Table(JobId, tables::Look),
    Exported(JobId, Exported),
    ExportFailed(JobId, ExportError),
    ExportStopped(JobId),
    Annotations(JobId, Result<TakenOver, ImportError>),
    Stored(JobId, stored::StoredBatch),
    Opened(JobId, Result<bool, FileError>),
    Reanalyzed(JobId, again::NewAnalyses),
    ReanalyzedAll(JobId, bool),
    Salvaged(JobId, stored::SalvageResult),
    Saved(JobId, PathBuf, stored::SaveResult),
    WorkedOut(JobId, Box<WorkedOut>),
    Rules(JobId, Outcome),
}

struct RunningJob {
    status: JobStatus,
    cancel: Cancel,
    brings_documents: bool,
    saves: bool,
    /// The document that the one to come takes the place of.
    former: Option<DocId>,
    /// A document that came in and was here already.
    known: Option<DocId>,
    summary: LoadSummary,
    /// What was decided before about documents that came in.
    decisions: Vec<Decision>,
    opened: OpenSummary,
    report: ReanalysisReport,
    /// What is told when the step is made that it works out.
    then: Option<stepping::Then>,
}

/// A workspace and the work going on in it.
pub struct Session {
    // Ends before the file of the workspace is closed: fields are dropped in order.
    keeping: Option<keeping::Keeping>,
    /// Steps that were asked for while another one was on its way to the disk, in their order.
    waiting: VecDeque<Step>,
    patience: Duration,
    /// What the next call of [`Session::poll`] tells.
    told: Vec<Outcome>,
    tidying: tidying::Tidying,
    workspace: Workspace,
    jobs: Vec<RunningJob>,
    next_job: u32,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    wake: Wake,
    analysis_micros: u64,
    author: String,
    /// The revision at which the file was brought up to date, or could not be.
    flushed: Option<Revision>,
}

impl Session {
    /// An empty session. `wake` is called from other threads whenever [`Session::poll`] has something to take in.
    pub fn new(wake: Wake) -> Self {
        Self::with_workspace(Workspace::default(), wake)
    }

    /// A session over a workspace that is already filled.
    pub fn with_workspace(workspace: Workspace, wake: Wake) -> Self {
        let (sender, receiver) = mpsc::channel();
        Self {
            keeping: None,
            waiting: VecDeque::new(),
            patience: keeping::TO_THE_END,
            told: Vec::new(),
            tidying: tidying::Tidying::default(),
            workspace,
            jobs: Vec::new(),
            next_job: 0,
            sender,
            receiver,
            wake,
            analysis_micros: 0,
            author: String::new(),
            flushed: None,
        }
    }

    /// The documents and decisions.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Time that the engine took for all documents, added up over threads, in microseconds.
    pub fn analysis_micros(&self) -> u64 {
        self.analysis_micros
    }

    /// Reads and analyzes files and folders.
    pub fn open(&mut self, paths: Vec<PathBuf>) -> JobId {
        self.load(paths.into_iter().map(Input::Path).collect())
    }

    /// Reads a file in the place of a document whose former version is here. Decisions follow their words; see
    /// [`Workspace::reimport`].
    pub fn reimport(&mut self, former: DocId, path: PathBuf) -> JobId {
        let id = self.load(vec![Input::Path(path)]);
        if let Some(running) = self.running(id) {
            running.former = Some(former);
        }
        id
    }

    fn end_reimport(&mut self, former: DocId, known: Option<DocId>, summary: LoadSummary) -> Outcome {
        let Some(doc) = summary.first.or(known.filter(|known| *known != former)) else {
            let skipped = summary.skipped.into_iter().next().map(|skipped| skipped.reason);
            let reason =
                skipped.unwrap_or_else(|| "the file is the same as before; there is nothing new in it".to_owned());
            return Outcome::ReimportFailed { reason };
        };
        let stamp = self.stamp();
        match self.workspace.reimport(former, doc, stamp) {
            Ok(report) => Outcome::Reimported { doc, report },
            Err(error) => Outcome::ReimportFailed { reason: error.to_string() },
        }
    }

    /// Takes in words as a document.
    pub fn paste(&mut self, text: String) -> JobId {
        let number = self.workspace.corpus().entries().len() + 1;
        self.load(vec![Input::Bytes { name: format!("pasted-{number}"), bytes: text.into_bytes().into() }])
    }

    /// Opens the stories that come with the program.
    pub fn open_sample(&mut self) -> JobId {
        self.load(sample_inputs())
    }

    /// The name under which decisions are kept from now on.
    pub fn set_author(&mut self, author: impl Into<String>) {
        self.author = author.into();
    }

    /// Notes whether the user opened a document.
    pub fn set_read(&mut self, doc: DocId, on: bool) {
        self.workspace.set_read(doc, on);
    }

    fn stamp(&self) -> Stamp {
        Stamp { time: chrono::Utc::now().trunc_subsecs(3), author: self.author.clone() }
    }

    /// Asks a job to stop. What it has finished so far stays.
    pub fn cancel(&self, job: JobId) {
        if let Some(running) = self.jobs.iter().find(|running| running.status.id == job) {
            running.cancel.request();
        }
    }

    /// The jobs that are going on, oldest first.
    pub fn jobs(&self) -> impl Iterator<Item = &JobStatus> {
        self.jobs.iter().map(|running| &running.status)
    }

    /// Whether nothing is going on.
    pub fn is_idle(&self) -> bool {
        self.jobs.is_empty() && self.keeping.is_none() && self.waiting.is_empty()
    }

    /// Takes in what jobs have finished since the last call, and brings the workspace file up to date. Never waits for
    /// jobs.
    pub fn poll(&mut self) -> Vec<Outcome> {
        let (mut outcomes, start) = (std::mem::take(&mut self.told), Instant::now());
        outcomes.extend(self.end_stopped_steps());
        outcomes.extend(self.take_kept(start));
        if self.keeping.is_some() {
            return outcomes;
        }
        while let Ok(message) = self.receiver.try_recv() {
            outcomes.extend(self.take_in(message));
            if self.keeping.is_some() {
                return outcomes;
            }
            if start.elapsed() >= POLL_TIME {
                // There may be more: come back in the next frame.
                (self.wake)();
                break;
            }
        }
        self.tidying.follow(self.workspace.file());
        if self.flushed != Some(self.workspace.revision()) && self.workspace.is_waiting() {
            self.flushed = Some(self.workspace.revision());
            self.keep(None, None);
        }
        outcomes
    }

    fn take_in(&mut self, message: Message) -> Option<Outcome> {
        match message {
            Message::Batch(id, batch) => {
                self.add(id, batch);
                None
            }
            Message::LoadDone(id, cancelled) => {
                let RunningJob { mut summary, former, known, decisions, .. } = self.end(id)?;
                if let Some(former) = former {
                    return Some(self.end_reimport(former, known, summary));
                }
                self.prepare_names();
                summary.cancelled = cancelled;
                summary.decisions = (0, decisions.len());
                let command = EditCommand { label: "take over the decisions of a file".to_owned(), decisions };
                self.take_over(command, stepping::Then::Loaded(summary))
            }
            Message::Table(id, (paths, table)) => {
                self.end(id)?;
                let Some((path, table)) = table else {
                    self.open(paths);
                    return None;
                };
                Some(Outcome::Table(Box::new(FoundTable { paths, path, table })))
            }
            Message::Exported(id, exported) => {
                self.end(id);
                Some(Outcome::Exported(exported))
            }
            Message::ExportFailed(id, error) => {
                self.end(id);
                Some(Outcome::ExportFailed { error })
            }
            Message::ExportStopped(id) => {
                self.end(id);
                Some(Outcome::ExportStopped)
            }
            Message::Annotations(id, read) => {
                self.end(id)?;
                match read {
                    Ok(taken) => self.take_annotations(taken),
                    Err(error) => Some(Outcome::AnnotationsFailed { error }),
                }
            }
            Message::Stored(id, batch) => {
                if let Some(running) = self.jobs.iter_mut().find(|running| running.status.id == id) {
                    batch.take_into(&mut self.workspace, &mut running.opened);
                }
                None
            }
            Message::Opened(id, end) => {
                let mut summary = self.end(id)?.opened;
                self.workspace.settle();
                self.prepare_names();
                match end {
                    Ok(whole) => summary.cancelled = !whole,
                    Err(error) => summary.failure = Some(error),
                }
                Some(Outcome::Opened(summary))
            }
            Message::Reanalyzed(id, analyses) => {
                self.take_analyses(id, analyses);
                None
            }
            Message::ReanalyzedAll(id, cancelled) => {
                let report = self.end(id)?.report;
                let n_orphans = orphans(self.workspace.corpus(), self.workspace.decisions()).len();
                Some(Outcome::Reanalyzed(ReanalysisReport { n_orphans, cancelled, ..report }))
            }
            Message::Saved(id, path, written) => {
                self.end(id)?;
                Some(self.take_saved(path, written))
            }
            Message::WorkedOut(id, worked_out) => self.take_worked_out(id, *worked_out),
            Message::Rules(id, outcome) => self.end(id).map(|_| outcome),
            Message::Salvaged(id, salvaged) => {
                self.end(id)?;
                Some(match salvaged {
                    Ok((path, salvaged)) => Outcome::Salvaged { path, salvaged },
                    Err(error) => Outcome::SalvageFailed { error },
                })
            }
        }
    }

    /// Gathers in the background what the first search for a name would wait for.
    fn prepare_names(&self) {
        let corpus = self.workspace.snapshot();
        thread::spawn(move || corpus.prepare_names());
    }

    fn add(&mut self, id: JobId, batch: Batch) {
        let Some(running) = self.jobs.iter_mut().find(|running| running.status.id == id) else { return };
        for analyzed in batch.analyzed {
            running.summary.analysis_micros += analyzed.micros;
            self.analysis_micros += analyzed.micros;
            let corpus = self.workspace.corpus();
            let known = corpus.docs_of(analyzed.document.sha256).first().copied();
            let known = known.or_else(|| corpus.twin(&analyzed.document));
            if known.is_some() || self.workspace.holds(&analyzed.document.sha256) {
                running.known = known;
                let name = || PathBuf::from(&analyzed.document.name);
                running.summary.repeated.push(analyzed.document.path.clone().unwrap_or_else(name));
                continue;
            }
            let doc = self.workspace.add(Arc::new(analyzed.document), Arc::new(analyzed.analysis));
            running.decisions.extend(analyzed.decisions);
            running.summary.first.get_or_insert(doc);
            running.summary.n_loaded += 1;
        }
        running.summary.skipped.extend(batch.skipped);
    }

    /// Reads and analyzes inputs of any kind.
    pub fn load(&mut self, inputs: Vec<Input>) -> JobId {
        self.load_mapped(inputs, None)
    }

    /// Reads and analyzes inputs of any kind; `mapping` tells which column of a table is what, for tables that it fits.
    pub fn load_mapped(&mut self, inputs: Vec<Input>, mapping: Option<Mapping>) -> JobId {
        let (id, progress, cancel) = self.start_bringing("Reading and analyzing");
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let settings = Settings::default();
            let work = Work { lexicon: Lexicon::builtin(), settings: &settings, mapping: mapping.as_ref() };
            let done = load(inputs, &work, &progress, &cancel, |batch| {
                answer(&sender, &wake, Message::Batch(id, batch));
            });
            answer(&sender, &wake, Message::LoadDone(id, !done));
        });
        id
    }

    fn start(&mut self, label: String) -> (JobId, Progress, Cancel) {
        let id = JobId(self.next_job);
        self.next_job += 1;
        let (progress, cancel) = (Progress::default(), Cancel::default());
        let status = JobStatus { id, label, progress: progress.clone() };
        self.jobs.push(RunningJob {
            status,
            cancel: cancel.clone(),
            brings_documents: false,
            saves: false,
            former: None,
            known: None,
            summary: LoadSummary::default(),
            decisions: Vec::new(),
            opened: OpenSummary::default(),
            report: ReanalysisReport::default(),
            then: None,
        });
        (id, progress, cancel)
    }

    /// A job that brings documents: until it ends, the workspace is not complete.
    fn start_bringing(&mut self, label: &str) -> (JobId, Progress, Cancel) {
        let started = self.start(label.to_owned());
        if let Some(running) = self.running(started.0) {
            running.brings_documents = true;
        }
        started
    }

    fn running(&mut self, id: JobId) -> Option<&mut RunningJob> {
        self.jobs.iter_mut().find(|running| running.status.id == id)
    }

    fn end(&mut self, id: JobId) -> Option<RunningJob> {
        let position = self.jobs.iter().position(|running| running.status.id == id)?;
        Some(self.jobs.remove(position))
    }
}

/// A closed channel means that the session is gone and nobody waits for the answer.
fn answer(sender: &Sender<Message>, wake: &Wake, message: Message) {
    if sender.send(message).is_ok() {
        wake();
    }
}
