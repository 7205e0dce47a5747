//! The model's parts on short sentences, and its file.

use proptest::prelude::*;

use super::{
    features::{Sentence, edges},
    labels::{N_LABELS, may_close, may_follow, may_open},
    lattice::{Lattice, TransitionWeights, Transitions, best, exp, with_grammar},
    model::{ROW, Weights},
    *,
};
use crate::{analysis::tagger, lexicon::Lexicon};

/// The features of each token of a text of one sentence.
fn features_of(text: &str) -> Vec<Vec<u32>> {
    let tokens = Tokens::new(text, 0, Lexicon::builtin());
    let (_, atoms) = crate::analysis::before_reading(&tokens);
    features_in(&tokens, &atoms)
}

/// The features of each token of the first sentence.
fn features_in(tokens: &Tokens<'_>, atoms: &[Atoms]) -> Vec<Vec<u32>> {
    let edges = edges();
    let sentence = Sentence::new(atoms, tokens.sentence(0), &edges);
    let write = |i| {
        let mut keys = Vec::new();
        sentence.features(i, &mut keys);
        keys
    };
    tokens.sentence(0).map(write).collect()
}

#[test]
fn what_the_rules_suggest_is_seen_at_the_name_and_beside_it() {
    let tokens = Tokens::new("Later Orrvelk and others left.", 0, Lexicon::builtin());
    let tags = tagger::tag(&tokens);
    let suggestion =
        Suggestion { tokens: 1..2, title: None, etype: Some(EntityType::Place), rule: 4, votes: [0, 0, 3, 0] };
    let features = |suggestions: &[Suggestion]| features_in(&tokens, &atoms::all(&tokens, &tags, suggestions));
    let (without, with) = (features(&[]), features(&[suggestion]));
    let changed: Vec<bool> = without.iter().zip(&with).map(|(a, b)| a != b).collect();
    assert_eq!(changed, [true, true, true, false, false, false]);
}

fn small_model() -> NameModel {
    let mut rows: Vec<Weights> =
        (1u32..60).map(|k| Weights { key: k.wrapping_mul(0x9e37_79b9), of: [k as i8; ROW] }).collect();
    // What speaks for a person in "Ivo Orrvelk left."
    for key in features_of("Ivo Orrvelk left.")[1].iter().take(20) {
        let mut of = [0; ROW];
        of[labels::label(0, 1, 2) - 1] = 90;
        rows.push(Weights { key: *key, of });
    }
    rows.sort_by_key(|row| row.key);
    rows.dedup_by_key(|row| row.key);
    NameModel::new(&rows, 0.05, [[0.0; N_LABELS]; N_LABELS])
}

#[test]
fn features_depend_on_the_word_and_its_neighbours() {
    let (one, other) = (features_of("He met Ivo Orrvelk."), features_of("She met Ivo Orrvelk."));
    assert_eq!(one[4], other[4], "two words away nothing changes");
    assert_ne!(one[1], other[1]);
    let plain = features_of("He met nobody there.");
    assert!(one[2].len() > plain[2].len(), "capitals have features of their runs");
    assert!(one.iter().flatten().all(|key| *key != 0));
}

#[test]
fn a_model_is_read_as_it_was_written() {
    let model = small_model();
    let read = NameModel::read(&model.to_bytes()).unwrap();
    assert_eq!(read, model);
    assert_eq!(read.to_bytes(), model.to_bytes());
}

#[test]
fn wrong_files_are_told_apart() {
    let bytes = small_model().to_bytes();
    assert_eq!(NameModel::read(b""), Err(ModelError::NoModel));
    assert_eq!(NameModel::read(b"some other file"), Err(ModelError::NoModel));
    assert_eq!(NameModel::read(&bytes[..bytes.len() - 1]), Err(ModelError::Damaged));
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    assert_eq!(NameModel::read(&flipped), Err(ModelError::Damaged));
    let mut newer = bytes;
    newer[6] += 1;
    let error = NameModel::read(&newer).unwrap_err().to_string();
    let (found, needed) = (features::VERSION + 1, features::VERSION);
    assert_eq!(error, format!("the name model has feature version {found}; this program needs {needed}"));
}

#[test]
fn the_compiled_in_model_fits_the_program() {
    assert!(NameModel::builtin().unwrap().n_features() > 1000);
}

#[test]
fn a_taught_name_is_proposed() {
    let tokens = Tokens::new("Ivo Orrvelk left.", 0, Lexicon::builtin());
    let reading = read(&tokens, &tagger::tag(&tokens), &[], &small_model());
    let name = &reading.proposals[0];
    assert_eq!((name.tokens.clone(), name.etype), (0..2, EntityType::Person));
    assert!(reading.shares(0..2)[0] > 0.5);
    assert_eq!(reading.shares(7..9), [0.0; 3]);
}

#[test]
fn the_exponential_is_right() {
    for x in [-20.0f32, -3.3, -0.5, 0.0, 0.7, 4.0] {
        assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
    }
    assert!(exp(f32::MIN) >= 0.0 && exp(1e9).is_finite());
}

#[test]
fn scores_too_far_apart_to_be_weighed_give_no_probabilities() {
    let mut scores = [[0.0; N_LABELS]; 4];
    scores[0][1] = 39.994_46;
    scores[1][12] = 49.035_275;
    (scores[1][5], scores[1][6]) = (-12.956, -17.589_529);
    scores[2] =
        [-27.946_512, 0.0, 0.0, -11.415_893, -27.898_2, 0.0, 0.0, 48.639_145, -28.361_765, 0.0, 0.0, 0.0, -30.347_284];
    scores[3][8] = 27.406_23;
    let weights = TransitionWeights::new(&[[0.0; N_LABELS]; N_LABELS]);
    assert!(!Lattice::default().run(&scores, &weights, None, None));
}

proptest! {
    #[test]
    fn any_scores_give_a_valid_sequence(
        scores in prop::collection::vec(prop::array::uniform13(-50.0f32..50.0), 1..20),
        steps in prop::collection::vec(-5.0f32..5.0, N_LABELS * N_LABELS),
    ) {
        let mut transitions: Transitions = [[0.0; N_LABELS]; N_LABELS];
        transitions.as_flattened_mut().copy_from_slice(&steps);
        let path = best(&scores, &with_grammar(transitions));
        prop_assert_eq!(path.len(), scores.len());
        prop_assert!(may_open(path[0]) && may_close(path[path.len() - 1]));
        prop_assert!(path.windows(2).all(|pair| may_follow(pair[0], pair[1])));
        let mut lattice = Lattice::default();
        if lattice.run(&scores, &TransitionWeights::new(&transitions), None, None) {
            for row in &lattice.posterior {
                prop_assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn any_text_gives_names_in_order(text in "(\\PC|[ \\n.,'\"A-Za-z-]){0,200}") {
        let tokens = Tokens::new(&text, 0, Lexicon::builtin());
        let reading = read(&tokens, &tagger::tag(&tokens), &[], NameModel::builtin().unwrap());
        let mut end = 0;
        for name in &reading.proposals {
            prop_assert!(name.tokens.start >= end && !name.tokens.is_empty() && name.tokens.end <= tokens.len());
            end = name.tokens.end;
        }
    }
}
