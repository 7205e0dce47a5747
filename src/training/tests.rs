//! Training on a few invented sentences.

use std::io::Write;

use super::*;
use crate::{
    analysis::{NameSource, Settings, analyze_with},
    evaluate::{GoldDocument, read_gold},
    lexicon::Lexicon,
};

/// Documents with names in brackets: `[Ivo Orrvelk|person] left.`
fn documents(texts: &[&str]) -> Vec<GoldDocument> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    for (number, marked) in texts.iter().enumerate() {
        let (mut text, mut entities) = (String::new(), Vec::new());
        for part in marked.split(']') {
            let (before, name) = part.split_once('[').unwrap_or((part, ""));
            text += before;
            if let Some((words, kind)) = name.split_once('|') {
                let start = text.chars().count();
                text += words;
                let end = text.chars().count();
                entities.push(serde_json::json!({"start": start, "end": end, "type": kind, "name": true}));
            }
        }
        let id = number.to_string();
        writeln!(file, "{}", serde_json::json!({"id": id, "text": text, "entities": entities})).unwrap();
    }
    read_gold(file.path()).unwrap()
}

const STORIES: &[&str] = &[
    "[Ivo Orrvelk|person] left. He met [Nela Quillorn|person] in [Tarnvelle|place].",
    "The [Orrvale Council|organization] met in [Velkarth|place]. [Ana Tarnik|person] spoke.",
    "A spokesman for the [Quillorn Union|organization] said so in [Tarnvelle|place].",
];

fn prepared() -> Vec<Prepared> {
    documents(STORIES).iter().map(|gold| prepare(gold, Lexicon::builtin()).unwrap()).collect()
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    let recipe = Recipe { n_passes: 4, ..Recipe::default() };
    let bytes = train(&prepared(), &recipe).to_bytes();
    assert_eq!(train(&prepared(), &recipe).to_bytes(), bytes);
}

#[test]
fn a_model_finds_what_it_was_taught() {
    let recipe = Recipe { n_passes: 40, dropout: 0, prune: 0.0, ..Recipe::default() };
    let model = train(&prepared(), &recipe);
    let gold = &documents(STORIES)[0];
    let analysis =
        analyze_with(&gold.document, Lexicon::builtin(), &Settings { names: NameSource::Model }, Some(&model));
    let found: Vec<&str> = analysis.mentions.iter().map(|mention| gold.document.words(mention.span)).collect();
    for name in ["Ivo Orrvelk", "Nela Quillorn", "Tarnvelle"] {
        assert!(found.contains(&name), "{found:?}");
    }
}

#[test]
fn documents_whose_names_stand_elsewhere_are_refused() {
    let gold = documents(&["I[vo Orr|person]velk l[eft. He m|person]et nobody."]);
    assert_eq!(
        prepare(&gold[0], Lexicon::builtin()).unwrap_err().to_string(),
        "2 of its 2 names begin or end inside words"
    );
}

#[test]
fn the_sidecar_names_sources_and_scores() {
    let gold = documents(STORIES);
    let training: Vec<(String, Prepared)> =
        gold.iter().zip(prepared()).map(|(gold, prepared)| (gold.document.name.clone(), prepared)).collect();
    let recipe = Recipe { n_passes: 2, ..Recipe::default() };
    let reports = cross_validate(&training, &[("stories".to_owned(), gold.clone())], 3, Lexicon::builtin(), &recipe);
    let model = train(&prepared(), &recipe);
    let date = chrono::NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    let sidecar = Sidecar::new(&model, &gold.iter().collect::<Vec<_>>(), &["Orr".to_owned()], &reports, date);
    assert_eq!((sidecar.data.len(), sidecar.data[0].documents, sidecar.scores.len()), (1, 3, 3));
    assert_eq!(sidecar.sha256.len(), 64);
}

#[test]
fn documents_of_names_alone_leave_open_whether_a_country_acts() {
    let gold = documents(&["[France|place] left [Tarnvelle|place]."]);
    let allowed = prepare(&gold[0], Lexicon::builtin()).unwrap().examples[0].allowed.clone();
    let n_labels: Vec<u32> = allowed.iter().map(|set| set.count_ones()).collect();
    assert_eq!(n_labels, [2, 1, 1, 1]);
}

#[test]
fn documents_of_names_alone_leave_open_what_rules_see_and_annotators_do_not() {
    let gold = documents(&["[Tarnvelle|place] fell. President Nela Quillorn left."]);
    let allowed = prepare(&gold[0], Lexicon::builtin()).unwrap().examples[1].allowed.clone();
    let n_labels: Vec<u32> = allowed.iter().map(|set| set.count_ones()).collect();
    assert_eq!(n_labels, [1, 2, 2, 1, 1], "her title and what she did are no names");
}
