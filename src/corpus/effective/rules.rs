//! Where project rules apply in a document.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::model::{
    Decisions, Document, Span,
    decision::{RuleAction, RuleScope},
};

/// A rule at one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'a> {
    pub(super) span: Span,
    pub(super) action: &'a RuleAction,
}

/// All places where a rule applies, in text order and without overlaps: longer words win over shorter ones, and a rule
/// for the document over one for the workspace.
pub(super) fn matches<'a>(document: &Document, decisions: &'a Decisions) -> Vec<Match<'a>> {
    let mut actions: BTreeMap<&str, &RuleAction> = BTreeMap::new();
    // Rules for the workspace come first in the order of scopes.
    for (key, action) in decisions.rules() {
        if key.scope == RuleScope::Workspace || key.scope == RuleScope::Document(document.sha256) {
            actions.insert(&key.words, action);
        }
    }
    let mut longest_first: Vec<_> = actions.into_iter().collect();
    longest_first.sort_by_key(|(words, _)| Reverse(words.len()));
    let mut taken: BTreeMap<usize, Match<'a>> = BTreeMap::new();
    for (words, action) in longest_first {
        for span in occurrences(document, words) {
            let before = taken.range(..span.end()).next_back();
            if before.is_none_or(|(_, other)| !other.span.overlaps(span)) {
                taken.insert(span.start(), Match { span, action });
            }
        }
    }
    taken.into_values().collect()
}

/// All places of the story's body where these exact words stand between word borders, in text order.
pub fn occurrences<'t>(document: &'t Document, words: &'t str) -> impl Iterator<Item = Span> + 't {
    let offset = document.text.len() - document.body().len();
    let text = &*document.text;
    let found = (!words.is_empty()).then(|| document.body().match_indices(words)).into_iter().flatten();
    found.filter_map(move |(at, found)| {
        let span = Span::new(text, offset + at, offset + at + found.len())?;
        let before = text.get(..span.start())?.chars().next_back();
        let after = text.get(span.end()..)?.chars().next();
        let joins = |edge: Option<char>, outside: Option<char>| {
            edge.is_some_and(char::is_alphanumeric) && outside.is_some_and(char::is_alphanumeric)
        };
        let cut = joins(found.chars().next(), before) || joins(found.chars().next_back(), after);
        (!cut).then_some(span)
    })
}
