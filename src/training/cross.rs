//! How good a model is on documents that it was not trained on.

use rayon::prelude::*;

use super::{Prepared, Recipe, optimize};
use crate::{
    analysis::{NameSource, Settings, analyze_with, learned::NameModel},
    evaluate::{GoldDocument, Line, NameScore},
    lexicon::Lexicon,
};

/// Measures of one source of documents.
#[derive(Clone, Debug, Default)]
pub struct CrossReport {
    /// The source, or the file.
    pub title: String,
    /// What found the names.
    pub names: NameSource,
    /// Documents measured.
    pub n_documents: usize,
    /// Lines of the names layer.
    pub lines: Vec<Line>,
}

/// Trains `n_folds` models, each without one part of the documents, and reads each measured document with the model that
/// did not see it; documents are the same when their names are. Reports rules, model, and both.
pub fn cross_validate(
    training: &[(String, Prepared)],
    measured: &[(String, Vec<GoldDocument>)],
    n_folds: usize,
    lexicon: &Lexicon,
    recipe: &Recipe,
) -> Vec<CrossReport> {
    let models: Vec<NameModel> = (0..n_folds)
        .into_par_iter()
        .map(|fold| {
            let seen: Vec<&Prepared> =
                (0..).zip(training).filter(|(k, _)| k % n_folds != fold).map(|(_, (_, document))| document).collect();
            optimize::fit(&seen, recipe)
        })
        .collect();
    let model_of = |gold: &GoldDocument| {
        // A document that no model saw may be read by any of them.
        let number = training.iter().position(|(name, _)| *name == gold.document.name).unwrap_or(0);
        &models[number % n_folds]
    };
    let mut reports = Vec::new();
    for (title, documents) in measured {
        for names in [NameSource::Rules, NameSource::Model, NameSource::Both] {
            let mut score = NameScore::default();
            for gold in documents {
                let analysis = analyze_with(&gold.document, lexicon, &Settings { names }, Some(model_of(gold)));
                score.add_analysis(gold, &analysis, lexicon);
            }
            reports.push(CrossReport {
                title: title.clone(),
                names,
                n_documents: documents.len(),
                lines: score.lines(),
            });
        }
    }
    reports
}
