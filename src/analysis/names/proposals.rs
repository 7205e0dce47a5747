//! Brings the model's spans and the spans of the rules together.

use super::spans::{Candidate, Candidates};
use crate::analysis::learned::{Proposal, Reading};

pub(super) fn k(name: &str, default: i32) -> i32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Where the model is sure, its spans replace those of the rules that they overlap, and fill gaps.
pub(super) fn merge(candidates: &mut Candidates, reading: &Reading) {
    let (replace, add) = (k("KB", 600), k("KC", 500));
    let mut merged: Vec<Candidate> = Vec::with_capacity(candidates.names.len());
    let mut rules = std::mem::take(&mut candidates.names).into_iter().peekable();
    for proposal in &reading.proposals {
        while let Some(before) = rules.next_if(|rule| rule.tokens.end <= proposal.tokens.start) {
            merged.push(before);
        }
        let mut overlapped = Vec::new();
        while let Some(rule) = rules.next_if(|rule| rule.tokens.start < proposal.tokens.end) {
            overlapped.push(rule);
        }
        let p = i32::from(proposal.permille);
        let same = matches!(&overlapped[..], [one] if one.tokens == proposal.tokens);
        let sure = if overlapped.is_empty() { p >= add } else { p >= replace };
        if same || !sure {
            merged.extend(overlapped);
        } else {
            merged.push(taken(proposal, &overlapped));
        }
    }
    merged.extend(rules);
    candidates.names = merged;
}

/// The proposal with the title that the rules saw before it.
fn taken(proposal: &Proposal, overlapped: &[Candidate]) -> Candidate {
    let title = overlapped.first().and_then(|rule| rule.title.clone());
    let title = title.filter(|title| title.end <= proposal.tokens.start);
    Candidate { tokens: proposal.tokens.clone(), title }
}
