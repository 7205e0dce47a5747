//! `onrecord evaluate`: precision, recall and F1 on documents with known answers.

use std::io::{self, Write};

use anyhow::Context;

use super::{Ending, EvaluateArguments, output};
use crate::{
    evaluate::{Options, Report, evaluate, read_gold},
    lexicon::Lexicon,
};

pub(super) fn run(arguments: &EvaluateArguments) -> anyhow::Result<Ending> {
    let mut n_documents = 0;
    for path in &arguments.gold {
        let gold = read_gold(path).with_context(|| format!("cannot evaluate on {}", path.display()))?;
        n_documents += gold.len();
        let report =
            evaluate(&gold, Lexicon::builtin(), Options { speech: arguments.speech, names: arguments.names.into() });
        let title =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        output::write_to(None, |out| print(out, &title, &report, arguments.by_type))?;
    }
    Ok(if n_documents == 0 { Ending::NothingFound } else { Ending::Done })
}

fn print(out: &mut dyn Write, title: &str, report: &Report, by_type: bool) -> io::Result<()> {
    writeln!(out, "{title}: {} documents, {} tokens", report.n_documents, report.n_tokens)?;
    writeln!(out, "{:<28} {:<12} {:>9} {:>7} {:>7} {:>7}", "layer", "match", "precision", "recall", "F1", "gold")?;
    for line in report.lines.iter().filter(|line| by_type || line.etype.is_none()) {
        let layer = line.etype.map_or_else(|| line.layer.to_owned(), |etype| format!("  {etype}"));
        let [precision, recall, f1] = [line.tally.precision(), line.tally.recall(), line.tally.f1()].map(|x| x * 100.0);
        let (measure, n_gold) = (line.measure, line.tally.n_gold());
        writeln!(out, "{layer:<28} {measure:<12} {precision:>9.1} {recall:>7.1} {f1:>7.1} {n_gold:>7}")?;
    }
    for share in report.shares.iter().filter(|share| share.of > 0) {
        writeln!(out, "{:<28} {:<12} {:>9.1} {:>23}", share.what, "right", share.percent(), share.of)?;
    }
    if let Some(value) = report.time_value_f1() {
        writeln!(out, "{:<28} {:<12} {:>25.1}", "value F1 of times", "", value)?;
    }
    writeln!(out)
}
