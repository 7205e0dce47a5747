//! Analyzing documents again after the engine, word lists or settings changed.

use std::{sync::Arc, thread};

use rayon::prelude::*;

use super::{JobId, Message, Session, answer};
use crate::{
    analysis::{Settings, analyze, fingerprint},
    corpus::Difference,
    lexicon::Lexicon,
    model::{Analysis, DocId, Fingerprint},
};

/// Number of documents that are handed on at once, at least.
const AT_ONCE: usize = 32;
/// Number of times that documents are handed on, at most: each time, entities are resolved across all documents.
const MOST_TIMES: usize = 20;

/// What a new analysis changed. Decisions are as they were.
#[derive(Clone, Debug, Default)]
pub struct ReanalysisReport {
    /// Number of documents that were analyzed again.
    pub n_documents: usize,
    /// What looks different now, by document.
    pub changed: Vec<(DocId, Vec<Difference>)>,
    /// Number of places whose decisions lost their words; [`crate::corpus::orphans`] lists them.
    pub n_orphans: usize,
    /// Whether the user stopped it before the end; the other documents keep their former analysis.
    pub cancelled: bool,
}

/// Analyses on their way into the workspace, with what the former one was made from.
pub(super) type NewAnalyses = Vec<(DocId, Arc<Analysis>)>;

impl Session {
    /// Analyzes documents again that another version of the engine, its word lists or its settings analyzed.
    pub fn bring_up_to_date(&mut self) -> JobId {
        self.reanalyze(Settings::default())
    }

    /// Analyzes documents again with these settings, in the background: all whose analysis was made from anything else.
    pub fn reanalyze(&mut self, settings: Settings) -> JobId {
        let (id, progress, cancel) = self.start("Analyzing again".to_owned());
        let (corpus, sender, wake) = (self.workspace.snapshot(), self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let lexicon = Lexicon::builtin();
            let documents: Vec<(DocId, Arc<_>, Fingerprint)> = corpus
                .entries()
                .iter()
                .map(|entry| (entry.id, Arc::clone(&entry.document), entry.machine.fingerprint))
                .collect();
            // Held no longer than needed: a change of the corpus copies what is held.
            drop(corpus);
            progress.set_total(documents.len());
            for chunk in documents.chunks(AT_ONCE.max(documents.len() / MOST_TIMES)) {
                if cancel.is_requested() {
                    break;
                }
                let analyze_again = |(doc, document, known): &(DocId, Arc<_>, Fingerprint)| {
                    progress.advance();
                    let is_stale = fingerprint(document, lexicon, &settings) != *known;
                    is_stale.then(|| (*doc, Arc::new(analyze(document, lexicon, &settings))))
                };
                let analyses = chunk.par_iter().filter_map(analyze_again).collect();
                answer(&sender, &wake, Message::Reanalyzed(id, analyses));
            }
            answer(&sender, &wake, Message::ReanalyzedAll(id, cancel.is_requested()));
        });
        id
    }

    pub(super) fn take_analyses(&mut self, id: JobId, analyses: NewAnalyses) {
        let Some(running) = self.jobs.iter_mut().find(|running| running.status.id == id) else { return };
        for (doc, analysis) in analyses {
            running.report.n_documents += 1;
            let differences = self.workspace.reanalyze(doc, analysis);
            if !differences.is_empty() {
                running.report.changed.push((doc, differences));
            }
        }
        self.workspace.settle();
    }
}
