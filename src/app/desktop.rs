//! What the window asks of the desktop. Tests answer in its place.

use std::{
    path::{Path, PathBuf},
    pin::pin,
    process::Command,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread,
};

use crate::{import::file_endings, model::DocId, session::ExportPlan};

/// What a dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which files to open.
    Files,
    /// Which file is another version of this document.
    Again(DocId),
    /// Which folder to open.
    Folder,
    /// Where to keep the workspace.
    Save,
    /// Where to save what can be read of this damaged file.
    Salvage(PathBuf),
    /// Which file of project rules to take in.
    ImportRules,
    /// Where to write the project rules.
    ExportRules,
    /// Which annotation file to take over.
    Annotations,
    /// Where to write an export.
    Export(ExportPlan),
}

impl Question {
    /// The name that is proposed for a new file; empty where an old one is asked for.
    pub fn file_name(&self) -> String {
        match self {
            Self::Files | Self::Again(_) | Self::Folder | Self::ImportRules | Self::Annotations => String::new(),
            Self::Save => "Workspace.onrecord".to_owned(),
            Self::Salvage(damaged) => {
                let name = damaged.file_stem().unwrap_or_default().to_string_lossy();
                format!("{name}-salvaged.onrecord")
            }
            Self::ExportRules => "Project rules.txt".to_owned(),
            Self::Export(plan) => plan.file_name(),
        }
    }
}

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// The chosen paths; none when the user changed their mind, or when no dialog could be shown.
    pub paths: Vec<PathBuf>,
}

/// Called once, from any thread, when a dialog has ended.
pub type Done = Box<dyn FnOnce(Answer) + Send>;

/// Dialogs and the file manager. No function waits.
pub trait Desktop: Send + Sync {
    /// Asks the user for paths. Called on the thread of the window, as some systems demand.
    fn ask(&self, question: Question, done: Done);

    /// Shows a file in the file manager.
    fn show_file(&self, path: &Path);
}

/// The real desktop.
pub struct Native;

impl Desktop for Native {
    fn ask(&self, question: Question, done: Done) {
        let answer = move |question: Question, paths: Vec<PathBuf>| done(Answer { question, paths });
        let stories = [file_endings(), vec!["onrecord"]].concat();
        match question {
            Question::Files => {
                let dialog = rfd::AsyncFileDialog::new()
                    .set_title("Open files")
                    .add_filter("Stories and workspaces", &stories)
                    .add_filter("All files", &["*"])
                    .pick_files();
                thread::spawn(move || answer(question, paths(wait_for(dialog).unwrap_or_default())));
            }
            Question::Again(_) => {
                let dialog =
                    rfd::AsyncFileDialog::new().set_title("Import again").add_filter("All files", &["*"]).pick_file();
                thread::spawn(move || answer(question, paths(wait_for(dialog).into_iter().collect())));
            }
            Question::Annotations => {
                let dialog = rfd::AsyncFileDialog::new()
                    .set_title("Read annotations")
                    .add_filter("brat archives and Web Annotations", &["zip", "jsonld", "json"])
                    .pick_file();
                thread::spawn(move || answer(question, paths(wait_for(dialog).into_iter().collect())));
            }
            Question::Folder => {
                let dialog = rfd::AsyncFileDialog::new().set_title("Open folder").pick_folders();
                thread::spawn(move || answer(question, paths(wait_for(dialog).unwrap_or_default())));
            }
            Question::Save | Question::Salvage(_) => {
                let dialog = rfd::AsyncFileDialog::new()
                    .set_title("Save workspace")
                    .set_file_name(question.file_name())
                    .add_filter("OnRecord workspace", &["onrecord"])
                    .save_file();
                thread::spawn(move || answer(question, paths(wait_for(dialog).into_iter().collect())));
            }
            Question::ImportRules => {
                let dialog = rfd::AsyncFileDialog::new()
                    .set_title("Import project rules")
                    .add_filter("Text", &["txt", "tsv"])
                    .add_filter("All files", &["*"])
                    .pick_file();
                thread::spawn(move || answer(question, paths(wait_for(dialog).into_iter().collect())));
            }
            Question::ExportRules => {
                let dialog = rfd::AsyncFileDialog::new()
                    .set_title("Export project rules")
                    .set_file_name(question.file_name())
                    .add_filter("Text", &["txt"])
                    .save_file();
                thread::spawn(move || answer(question, paths(wait_for(dialog).into_iter().collect())));
            }
            Question::Export(ref plan) => {
                let dialog = rfd::AsyncFileDialog::new()
                    .set_title(format!("Export {}", plan.kind.label()))
                    .set_file_name(question.file_name())
                    .add_filter(plan.ending().to_uppercase(), &[plan.ending()])
                    .save_file();
                thread::spawn(move || answer(question, paths(wait_for(dialog).into_iter().collect())));
            }
        }
    }

    fn show_file(&self, path: &Path) {
        let result = if cfg!(target_os = "macos") {
            Command::new("open").arg("-R").arg(path).spawn()
        } else if cfg!(windows) {
            Command::new("explorer").arg("/select,").arg(path).spawn()
        } else {
            Command::new("xdg-open").arg(path.parent().unwrap_or(path)).spawn()
        };
        match result {
            // The file manager is waited for on a thread of its own, so that no zombie stays behind.
            Ok(mut child) => drop(thread::spawn(move || child.wait())),
            Err(error) => log::warn!("cannot show {} in the file manager: {error}", path.display()),
        }
    }
}

fn paths(files: Vec<rfd::FileHandle>) -> Vec<PathBuf> {
    files.into_iter().map(|file| file.path().to_owned()).collect()
}

/// Waits on this thread until a future is ready.
fn wait_for<F: Future>(future: F) -> F::Output {
    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
