//! The engine against documents with known answers: precision, recall and F1 for each layer.
//!
//! Everything is counted in code points, as gold files are. A finding counts once: matching is one to one, the best
//! match first.

mod attributions;
mod gold;
mod matching;
mod names;
mod pronouns;
mod quotes;
mod times;

use crate::{
    analysis::{NameSource, Settings, analyze},
    lexicon::Lexicon,
    model::{Analysis, CharOffsets, Document, Span},
};

pub use gold::{GoldDocument, GoldError, read_gold};
pub use matching::Tally;
pub use names::{KnownNames, NameScore};

/// What is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Count only attributions with a reporting verb; those by attitude or deed neither cost nor earn.
    pub speech: bool,
    /// What finds names.
    pub names: NameSource,
}

/// One measured line: a layer, how strictly it is matched, and the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is measured: `names`, `quotes`, `times`, `attributions`.
    pub layer: &'static str,
    /// The type of entity, where lines are told apart by type.
    pub etype: Option<&'static str>,
    /// How findings are compared with gold: `strict`, `normalized`, `overlap`, ...
    pub measure: &'static str,
    /// Counts.
    pub tally: Tally,
}

/// A share of right answers among matched findings: speakers, values, sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What is measured.
    pub what: &'static str,
    /// Right answers.
    pub right: usize,
    /// Answers looked at.
    pub of: usize,
}

impl Share {
    /// Right answers in a hundred; zero when none were looked at.
    pub fn percent(self) -> f64 {
        matching::ratio(self.right, self.of) * 100.0
    }
}

/// All measures of one gold file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Precision, recall and F1 lines, in a fixed order.
    pub lines: Vec<Line>,
    /// Accuracies, in a fixed order.
    pub shares: Vec<Share>,
    /// Documents measured.
    pub n_documents: usize,
    /// Tokens read.
    pub n_tokens: usize,
}

impl Report {
    /// The value F1 of TempEval-3: F1 of overlapping spans times the accuracy of their values, in percent.
    pub fn time_value_f1(&self) -> Option<f64> {
        let line = self.lines.iter().find(|line| line.layer == "times" && line.measure == "overlap")?;
        let values = self.shares.iter().find(|share| share.what == times::VALUE && share.of > 0)?;
        Some(line.tally.f1() * values.percent())
    }
}

/// A range of code points.
pub type Chars = std::ops::Range<u32>;

/// What the engine found in one document, with its places in code points.
struct Found<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    offsets: CharOffsets<'a>,
}

impl Found<'_> {
    fn chars(&self, span: Span) -> Chars {
        self.offsets.at(span.start()).0..self.offsets.at(span.end()).0
    }
}

/// Analyzes the documents and compares.
pub fn evaluate(gold: &[GoldDocument], lexicon: &Lexicon, options: Options) -> Report {
    let mut names = NameScore::default();
    let mut quotes = quotes::Quotes::default();
    let mut times = times::Times::default();
    let mut pronouns = pronouns::Pronouns::default();
    let mut attributions = attributions::Attributions::default();
    let mut report = Report { n_documents: gold.len(), ..Report::default() };
    for gold in gold {
        let analysis = analyze(&gold.document, lexicon, &Settings { names: options.names });
        report.n_tokens += analysis.n_tokens as usize;
        let found =
            Found { document: &gold.document, analysis: &analysis, offsets: CharOffsets::new(&gold.document.text) };
        names.add_analysis(gold, &analysis, lexicon);
        quotes.add(gold, &found);
        times.add(gold, &found);
        pronouns.add(gold, &found);
        attributions.add(gold, &found, options);
    }
    report.lines.extend(names.lines());
    quotes.report(&mut report);
    times.report(&mut report);
    attributions.report(&mut report);
    pronouns.report(&mut report);
    report
}

#[cfg(test)]
mod tests;
