//! Steps that change many documents: worked out on any thread, while the workspace stays as it is, and then made at once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{EditError, Planned, Stamp, Step, Workspace};
use crate::{
    corpus::Corpus,
    model::{
        Analysis, Decision, DocId, Document,
        decision::{RuleKey, RuleScope},
    },
};

/// Number of documents that change within a frame.
const AT_ONCE: usize = 20;

/// All that is needed to work a step out.
#[derive(Debug)]
pub struct Ahead {
    step: Step,
    decisions: Vec<Decision>,
    outlook: Workspace,
    basis: Basis,
}

/// What comes of a step.
#[derive(Debug)]
pub struct WorkedOut {
    step: Step,
    /// Of decisions that were made elsewhere, those that fit.
    fitting: Vec<Decision>,
    findings: Findings,
    basis: Basis,
}

/// What a step was worked out from: how many bodies came, how many entries the history has.
type Basis = (u64, usize);

/// The documents as they are decided.
#[derive(Debug)]
pub(super) struct Findings {
    corpus: Arc<Corpus>,
    shelf: BTreeMap<DocId, (Arc<Document>, Arc<Analysis>)>,
}

impl Ahead {
    /// Works the step out. `goes_on` hears how many documents are done of how many, and whether to go on; `None` where it
    /// is not to.
    pub fn work(self, mut goes_on: impl FnMut(usize, usize) -> bool) -> Option<WorkedOut> {
        let Self { step, decisions, mut outlook, basis } = self;
        let fitting = match &step {
            Step::TakeOver(_) => outlook.outlook().fitting(decisions.clone()),
            _ => Vec::new(),
        };
        let made = if matches!(step, Step::TakeOver(_)) { fitting.clone() } else { decisions };
        outlook.set_all(made.clone());
        let is_whole = outlook.work_out_with(&made, |corpus, docs, decisions| {
            let mut n_done = 0;
            goes_on(n_done, docs.len())
                && corpus.decide_many(docs, decisions, |n| {
                    n_done += n;
                    goes_on(n_done, docs.len())
                })
        });
        if is_whole {
            // Whoever searches for a name next is not to wait for all that changed.
            outlook.corpus.prepare_names();
        }
        let findings = Findings { corpus: outlook.corpus, shelf: outlook.shelf };
        is_whole.then_some(WorkedOut { step, fitting, findings, basis })
    }
}

impl WorkedOut {
    /// The step, to work it out again.
    pub fn into_step(self) -> Step {
        self.step
    }
}

impl Workspace {
    /// Whether a step changes more documents than a frame has time for.
    pub fn takes_long(&self, step: &Step) -> bool {
        let mut docs = BTreeSet::new();
        self.decisions_of(step).iter().any(|decision| {
            docs.extend(decision.changes_findings_of());
            let is_for_all = matches!(decision, Decision::Rule(RuleKey { scope: RuleScope::Workspace, .. }, _));
            docs.len() > AT_ONCE || (is_for_all && self.corpus.entries().len() > AT_ONCE)
        })
    }

    /// What is needed to work a step out on another thread. What is said of [`Workspace::snapshot`] holds for it too.
    pub fn ahead(&self, step: Step) -> Ahead {
        let outlook = Self { shelf: self.shelf.clone(), ..self.outlook() };
        Ahead { decisions: self.decisions_of(&step), step, outlook, basis: self.basis() }
    }

    fn basis(&self) -> Basis {
        (self.bodies, self.history.entries().len())
    }

    /// Whether documents or decisions changed since a step was worked out: it has to be worked out again.
    pub fn is_outdated(&self, worked_out: &WorkedOut) -> bool {
        worked_out.basis != self.basis()
    }

    /// Plans a step that was worked out and is not outdated; `None` where it changes nothing.
    ///
    /// # Errors
    /// When a decision of a gesture does not fit what it is about.
    pub fn plan_worked_out(&mut self, worked_out: WorkedOut, stamp: Stamp) -> Result<Option<Planned>, EditError> {
        let WorkedOut { step, fitting, findings, .. } = worked_out;
        let planned = self.plan(step, fitting, stamp)?;
        Ok(planned.map(|planned| planned.with_findings(findings)))
    }

    /// Exchanges the documents as they are decided.
    pub(super) fn put_findings(&mut self, findings: &mut Findings) {
        let is_moved = !findings.shelf.keys().eq(self.shelf.keys());
        std::mem::swap(&mut self.corpus, &mut findings.corpus);
        std::mem::swap(&mut self.shelf, &mut findings.shelf);
        if is_moved {
            self.touch_documents();
        }
    }
}
