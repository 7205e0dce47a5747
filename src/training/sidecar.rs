//! What lies beside a model: what it is, what it was made from and whom to thank, and how good it is.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::Digest;

use super::CrossReport;
use crate::{
    analysis::learned::{NameModel, features, labels},
    evaluate::GoldDocument,
    model::Sha256,
};

/// The description of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sidecar {
    /// The SHA-256 of the model's file, in hexadecimal digits.
    pub sha256: String,
    /// The labels it gives.
    pub labels: Vec<String>,
    /// The version of the features it weighs.
    pub feature_version: u16,
    /// Number of features with weights.
    pub n_features: usize,
    /// The day of the training.
    pub date: chrono::NaiveDate,
    /// Texts it was trained on.
    pub data: Vec<Data>,
    /// Whom the licences of the data ask to name.
    pub credits: Vec<String>,
    /// How good it is on documents that it was not trained on.
    pub scores: Vec<Score>,
}

/// Documents of one source and licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Data {
    /// Where they come from.
    pub source: String,
    /// Under which licence.
    pub licence: String,
    /// How many.
    pub documents: usize,
}

/// A measure of names, normalized, in percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// What was measured on.
    pub measured_on: String,
    /// What found the names.
    pub names: String,
    /// Share of findings that are right.
    pub precision: f64,
    /// Share of gold that is found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

impl Sidecar {
    /// Describes a model trained on these documents on this day.
    pub fn new(
        model: &NameModel,
        documents: &[&GoldDocument],
        credits: &[String],
        reports: &[CrossReport],
        date: chrono::NaiveDate,
    ) -> Self {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for gold in documents {
            let source = gold.document.source.clone().unwrap_or_default();
            *counts.entry((source, gold.licence.clone().unwrap_or_default())).or_default() += 1;
        }
        Self {
            sha256: Sha256(sha2::Sha256::digest(model.to_bytes()).into()).to_string(),
            labels: labels::names().split(' ').map(str::to_owned).collect(),
            feature_version: features::VERSION,
            n_features: model.n_features(),
            date,
            data: counts
                .into_iter()
                .map(|((source, licence), documents)| Data { source, licence, documents })
                .collect(),
            credits: credits.to_vec(),
            scores: reports.iter().flat_map(scores).collect(),
        }
    }
}

fn scores(report: &CrossReport) -> Option<Score> {
    let line = report.lines.iter().find(|line| line.measure == "normalized" && line.etype.is_none())?;
    let percent = |share: f64| (share * 1000.0).round() / 10.0;
    Some(Score {
        measured_on: report.title.clone(),
        names: report.names.to_string(),
        precision: percent(line.tally.precision()),
        recall: percent(line.tally.recall()),
        f1: percent(line.tally.f1()),
    })
}
