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
    training::{CrossReport, Prepared, Recipe, Sidecar, cross_validate, prepare, train},
};

pub(super) fn run(arguments: &TrainArguments) -> anyhow::Result<Ending> {
    let lexicon = Lexicon::builtin();
    let mut documents = Vec::new();
    for path in &arguments.documents {
        documents.extend(read(path)?);
    }
    let (mut seen, mut training) = (Vec::new(), Vec::new());
    for gold in &documents {
        match prepare(gold, lexicon) {
            Ok(prepared) => {
                seen.push(gold);
                training.push((gold.document.name.clone(), prepared));
            }
            Err(reason) => super::report_skipped(Path::new(&gold.document.name), &reason.to_string()),
        }
    }
    if training.is_empty() {
        return Ok(Ending::NothingFound);
    }
    let (recipe, mut reports) = (Recipe::default(), Vec::new());
    if let Some(n_folds) = arguments.folds {
        anyhow::ensure!(n_folds > 1, "--folds needs at least two parts");
        reports = cross_validate(&training, &measured(arguments, &seen)?, n_folds, lexicon, &recipe);
        output::write_to(None, |out| print(out, &reports))?;
    }
    if let Some(path) = &arguments.output {
        let prepared: Vec<Prepared> = training.into_iter().map(|(_, prepared)| prepared).collect();
        let model = train(&prepared, &recipe);
        let today = chrono::Local::now().date_naive();
        let sidecar = Sidecar::new(&model, &seen, &arguments.credit, &reports, today);
        output::write_to(Some(path), |out| out.write_all(&model.to_bytes()))?;
        output::write_to(Some(&path.with_extension("json")), |out| {
            serde_json::to_writer_pretty(&mut *out, &sidecar)?;
            writeln!(out)
        })?;
    }
    Ok(Ending::Done)
}

fn read(path: &Path) -> anyhow::Result<Vec<GoldDocument>> {
    read_gold(path).with_context(|| format!("cannot train on {}", path.display()))
}

/// The files to measure on, or the training documents by source.
fn measured(
    arguments: &TrainArguments,
    documents: &[&GoldDocument],
) -> anyhow::Result<Vec<(String, Vec<GoldDocument>)>> {
    if arguments.measure.is_empty() {
        let mut by_source: BTreeMap<String, Vec<GoldDocument>> = BTreeMap::new();
        for gold in documents {
            let source = gold.document.source.clone().unwrap_or_default();
            by_source.entry(source).or_default().push((*gold).clone());
        }
        return Ok(by_source.into_iter().collect());
    }
    let title = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    arguments.measure.iter().map(|path| Ok((title(path), read(path)?))).collect()
}

fn print(out: &mut dyn Write, reports: &[CrossReport]) -> io::Result<()> {
    writeln!(
        out,
        "{:<40} {:>9} {:>9} {:>7} {:>7} {:>7}",
        "names, normalized", "documents", "precision", "recall", "F1", "gold"
    )?;
    for report in reports {
        for line in report.lines.iter().filter(|line| line.measure == "normalized") {
            let title =
                line.etype.map_or_else(|| format!("{}, {}", report.title, report.names), |etype| format!("  {etype}"));
            let [precision, recall, f1] =
                [line.tally.precision(), line.tally.recall(), line.tally.f1()].map(|x| x * 100.0);
            let (n, gold) = (report.n_documents, line.tally.n_gold());
            writeln!(out, "{title:<40} {n:>9} {precision:>9.1} {recall:>7.1} {f1:>7.1} {gold:>7}")?;
        }
    }
    Ok(())
}
