//! How good a model is on documents that it was not trained on.

use rayon::prelude::*;

use super::{Prepared, Recipe, optimize};
use crate::{
    analysis::{
        learned::{NameModel, propose},
        tagger,
        tokens::Tokens,
    },
    evaluate::{GoldDocument, Line, NameScore},
    lexicon::Lexicon,
};

/// Measures of one source of documents.
#[derive(Clone, Debug, Default)]
pub struct CrossReport {
    /// The source, or the file.
    pub title: String,
    /// Documents measured.
    pub n_documents: usize,
    /// Lines of the names layer.
    pub lines: Vec<Line>,
}

/// Trains `n_folds` models, each without one part of the documents, and tags each measured document with the model that
/// did not see it. Documents are the same when their names are.
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
    let outs: Vec<f32> = std::env::var("OUTS").unwrap_or("0".into()).split(' ').map(|x| x.parse().unwrap()).collect();
    outs.iter().flat_map(|&o| {
    let models: Vec<NameModel> = models.iter().map(|m| m.with_outside(o)).collect();
    measured
        .iter()
        .map(move |(title, documents)| {
            let mut score = NameScore::default();
            for gold in documents {
                // A document that no model saw may be tagged by any of them.
                let fold = training.iter().position(|(n, _)| *n == gold.document.name).unwrap_or(0) % n_folds;
                tag(gold, lexicon, &models[fold], &mut score);
            }
            CrossReport { title: title.clone(), n_documents: documents.len(), lines: score.lines() }
        })
    })
        .collect()
}

fn tag(gold: &GoldDocument, lexicon: &Lexicon, model: &NameModel, score: &mut NameScore) {
    let document = &gold.document;
    let tokens = Tokens::new(&document.text, document.body_start as usize, lexicon);
    let tags = tagger::tag(&tokens);
    let found = propose(&tokens, &tags, model);
    let names: Vec<_> = found.into_iter().map(|name| (tokens.span_of(name.tokens), name.etype)).collect();
    score.add(gold, &names, lexicon);
}
