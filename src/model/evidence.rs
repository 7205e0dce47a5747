//! Why something is tagged.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    Span,
    few::{Few, Rare},
};

/// The stable name of a rule, list or model that makes findings, such as `name.title-before`.
///
/// The name is shown on screen and written to exports, so that a false hit leads to its line in `assets/rules/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(#[serde(deserialize_with = "super::interned::words")] pub Cow<'static, str>);

impl RuleId {
    /// A rule named in the program text.
    pub const fn new(id: &'static str) -> Self {
        Self(Cow::Borrowed(id))
    }

    /// The name as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Confidence in thousandths, 0 to 1000: an integer, so that it compares and prints alike everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score(u16);

impl Score {
    /// A score of `permille` thousandths; more than 1000 counts as 1000.
    pub const fn new(permille: u16) -> Self {
        Self(if permille > 1000 { 1000 } else { permille })
    }

    /// Thousandths, 0 to 1000.
    pub const fn permille(self) -> u16 {
        self.0
    }
}

/// What speaks for a finding: the rule that made it, how sure it is, and the words that spoke for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule, list entry or model.
    pub rule: RuleId,
    /// How sure the rule is.
    pub score: Score,
    /// Words elsewhere in the text that decided: a title, an appositive, an earlier full name. May be empty.
    #[serde(default, skip_serializing_if = "Few::is_empty")]
    pub spans: Few<Span>,
    /// Further rules that spoke for the same finding, strongest first. May be empty.
    #[serde(default, skip_serializing_if = "Rare::is_empty")]
    pub also: Rare<RuleId>,
}

impl Evidence {
    /// Evidence of one rule, without further words.
    pub fn new(rule: RuleId, score: Score) -> Self {
        Self { rule, score, spans: Few::default(), also: Rare::default() }
    }

    /// The same with the words that decided.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.spans.push(span);
        self
    }
}
