//! What came of something long: what was left out, what changed, and what can be done next.

use egui::{RichText, Ui};

use super::{default_button, dialog, scroll_up_to};
use crate::{
    app::{
        action::Action,
        commands::Command,
        theme::{Weight, size, space, tokens},
        widgets::controls::secondary_button,
    },
    session::{LoadSummary, ReanalysisReport},
    view::{decision_words, difference_words, words},
    workspace::{ReimportReport, Workspace, file::Salvaged},
};

/// Documents of a report that are named at most.
const MOST_DOCUMENTS: usize = 200;
/// Changes of a document that are named at most.
const MOST_CHANGES: usize = 5;

/// A summary, lines under headings, and what can be done next.
pub struct Report {
    title: &'static str,
    summary: String,
    /// Heading and text of each line.
    lines: Vec<(String, String)>,
    /// What can be done next, beside closing it.
    offer: Option<(&'static str, Vec<Action>)>,
}

impl Report {
    /// What was left out of a load.
    pub fn skipped(summary: &LoadSummary) -> Self {
        let read = words::counted(summary.n_loaded, "document");
        let skipped = words::counted(summary.skipped.len(), "file");
        let line = |skipped: &crate::session::Skipped| {
            (skipped.path.display().to_string(), words::sentence_case(&skipped.reason))
        };
        Self {
            title: "Some files were skipped",
            summary: format!("{read} read, {skipped} skipped. Nothing else is affected."),
            lines: summary.skipped.iter().map(line).collect(),
            offer: None,
        }
    }

    /// Documents of a workspace file that cannot be read.
    pub fn unreadable(n_documents: usize, reasons: &[String], salvage: Action) -> Self {
        let read = words::counted(n_documents, "document");
        Self {
            title: "Some documents cannot be read",
            summary: format!("{read} read, {} not. Decisions are complete.", words::grouped(reasons.len())),
            lines: reasons.iter().map(|reason| (words::sentence_case(reason), String::new())).collect(),
            offer: Some(("Save what can be read…", vec![salvage])),
        }
    }

    /// What came out of a damaged file.
    pub fn salvaged(path: &std::path::Path, salvaged: &Salvaged) -> Self {
        let documents = words::counted(salvaged.n_documents, "document");
        let entries = words::counted(salvaged.n_entries, "entry of the history");
        let entries = entries.replace("entry of the historys", "entries of the history");
        let lost = match salvaged.lost.len() {
            0 => "Nothing is missing.".to_owned(),
            n => format!("{} could not be read:", words::counted(n, "thing")),
        };
        Self {
            title: "What could be read is saved",
            summary: format!("{documents} and {entries} are in {}. {lost}", path.display()),
            lines: salvaged.lost.iter().map(|lost| (words::sentence_case(lost), String::new())).collect(),
            offer: Some(("Open the new file", vec![Action::Open(vec![path.to_owned()])])),
        }
    }

    /// Which decisions did not follow to another version of a document.
    pub fn reimported(report: &ReimportReport) -> Self {
        let moved = words::counted(report.n_moved, "decision");
        let left = words::grouped(report.left.len());
        Self {
            title: "Imported again",
            summary: format!(
                "{moved} followed to the new version. {left} did not: their words are not in it, or at a place that cannot be told. They stay with the former version, which Undo brings back."
            ),
            lines: report
                .left
                .iter()
                .map(|left| (words::sentence_case(&decision_words(left)), String::new()))
                .collect(),
            offer: None,
        }
    }

    /// What a new analysis changed.
    pub fn reanalyzed(workspace: &Workspace, report: &ReanalysisReport) -> Self {
        let documents = words::counted(report.n_documents, "document");
        let orphans = match report.n_orphans {
            0 => "Every decision stands at its words.".to_owned(),
            1 => "One decided place lost its words and waits for you.".to_owned(),
            n => format!("{} decided places lost their words and wait for you.", words::grouped(n)),
        };
        let stopped = if report.cancelled { " It was stopped before the end." } else { "" };
        let changed = match report.changed.len() {
            1 => "1 looks".to_owned(),
            n => format!("{} look", words::grouped(n)),
        };
        let line = |(doc, differences): &(crate::model::DocId, Vec<crate::corpus::Difference>)| {
            let entry = workspace.corpus().entry(*doc)?;
            let mut text: Vec<String> = differences.iter().take(MOST_CHANGES).map(difference_words).collect();
            if differences.len() > MOST_CHANGES {
                text.push(format!("and {} more", words::grouped(differences.len() - MOST_CHANGES)));
            }
            Some((words::squeeze(&entry.document.title), text.join("\n")))
        };
        let mut lines: Vec<(String, String)> = report.changed.iter().take(MOST_DOCUMENTS).filter_map(line).collect();
        if report.changed.len() > MOST_DOCUMENTS {
            let more = words::counted(report.changed.len() - MOST_DOCUMENTS, "more document");
            lines.push((format!("And {more}"), String::new()));
        }
        let orphans_panel = Action::Run(Command::Focus(crate::app::action::Panel::Orphans));
        Self {
            title: "Analyzed again",
            summary: format!("{documents} analyzed again, {changed} different. {orphans}{stopped}"),
            lines,
            offer: (report.n_orphans > 0).then(|| ("Show them", vec![orphans_panel])),
        }
    }

    /// Draws the window.
    pub fn show(&self, ui: &Ui, actions: &mut Vec<Action>) {
        let mut chosen = Vec::new();
        dialog(ui, self.title, 560.0, actions, |ui| {
            ui.label(&self.summary);
            ui.add_space(space::S);
            self.lines_ui(ui);
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                let mut close = false;
                if let Some((verb, then)) = &self.offer {
                    if default_button(ui, verb).clicked() {
                        chosen.clone_from(then);
                        close = true;
                    }
                    close |= secondary_button(ui, "Close").clicked();
                } else {
                    close = default_button(ui, "Close").clicked();
                }
                if !self.lines.is_empty() && secondary_button(ui, "Copy list").clicked() {
                    let lines = self.lines.iter().map(|(heading, text)| format!("{heading}\t{text}"));
                    chosen = vec![Action::Copy(lines.collect::<Vec<_>>().join("\n"))];
                }
                close
            })
            .inner
        });
        actions.extend(chosen);
    }

    fn lines_ui(&self, ui: &mut Ui) {
        let muted = tokens(ui).muted;
        scroll_up_to(320.0).show(ui, |ui| {
            for (heading, text) in &self.lines {
                ui.label(RichText::new(heading).font(Weight::Medium.font(size::SMALL)));
                if !text.is_empty() {
                    ui.label(RichText::new(text).size(size::SMALL).color(muted));
                }
                ui.add_space(space::XS);
            }
        });
    }
}
