//! `onrecord train`: the name model from documents with known names.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use anyhow::Context;

use super::{Ending, TrainArguments, output};
use crate::{
    evaluate::{GoldDocument, read_gold},
    lexicon::Lexicon,
    training::{CrossReport, Prepared, Recipe, cross_validate, prepare, train},
};

pub(super) fn run(arguments: &TrainArguments) -> anyhow::Result<Ending> {
    let lexicon = Lexicon::builtin();
    let (mut documents, mut training) = (Vec::new(), Vec::new());
    for path in &arguments.documents {
        for gold in read(path)? {
            match prepare(&gold, lexicon) {
                Ok(prepared) => training.push((gold.document.name.clone(), prepared)),
                Err(reason) => super::report_skipped(Path::new(&gold.document.name), &reason.to_string()),
            }
            documents.push(gold);
        }
    }
    if documents.is_empty() {
        return Ok(Ending::NothingFound);
    }
    let recipe = Recipe::default();
    if let Some(n_folds) = arguments.folds {
        anyhow::ensure!(n_folds > 1, "--folds needs at least two parts");
        let measured = measured(arguments, &documents)?;
        let reports = cross_validate(&training, &measured, n_folds, lexicon, &recipe);
        output::write_to(None, |out| print(out, &reports))?;
    }
    if let Some(path) = &arguments.output {
        let prepared: Vec<Prepared> = training.into_iter().map(|(_, prepared)| prepared).collect();
        let model = train(&prepared, &recipe);
        eprintln!("{} features", model.n_features());
        std::fs::write(path, model.to_bytes())?;
    }
    Ok(Ending::Done)
}

fn read(path: &Path) -> anyhow::Result<Vec<GoldDocument>> {
    read_gold(path).with_context(|| format!("cannot train on {}", path.display()))
}

/// The files to measure on, or the training documents by source.
fn measured(arguments: &TrainArguments, documents: &[GoldDocument]) -> anyhow::Result<Vec<(String, Vec<GoldDocument>)>> {
    if arguments.measure.is_empty() {
        let mut by_source: BTreeMap<String, Vec<GoldDocument>> = BTreeMap::new();
        for gold in documents {
            let source = gold.document.source.clone().unwrap_or_default();
            by_source.entry(source).or_default().push(gold.clone());
        }
        return Ok(by_source.into_iter().collect());
    }
    let title = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    arguments.measure.iter().map(|path| Ok((title(path), read(path)?))).collect()
}

fn print(out: &mut dyn Write, reports: &[CrossReport]) -> io::Result<()> {
    writeln!(out, "{:<40} {:>9} {:>9} {:>7} {:>7} {:>7}", "names, normalized", "documents", "precision", "recall", "F1", "gold")?;
    for report in reports {
        for line in report.lines.iter().filter(|line| line.measure == "normalized") {
            let title = line.etype.map_or_else(|| format!("{}, {}", report.title, report.names), |etype| format!("  {etype}"));
            let [precision, recall, f1] = [line.tally.precision(), line.tally.recall(), line.tally.f1()].map(|x| x * 100.0);
            let (n, gold) = (report.n_documents, line.tally.n_gold());
            writeln!(out, "{title:<40} {n:>9} {precision:>9.1} {recall:>7.1} {f1:>7.1} {gold:>7}")?;
        }
    }
    Ok(())
}
