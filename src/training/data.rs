//! Documents with known names as features and allowed labels.

use std::ops::Range;

use crate::{
    analysis::{
        before_reading,
        learned::{
            Suggestion,
            features::{self, Sentence},
            labels::{self, KINDS, LabelSet, OUTSIDE},
        },
        tokens::Tokens,
    },
    evaluate::{GoldDocument, KnownNames},
    lexicon::{Lexicon, PhraseHash},
    model::{CharOffsets, EntityType},
};

/// Most words in the name of a country.
const MAX_COUNTRY: usize = 6;

/// Where so much speaks for a name, annotators may have missed it.
const LIKELY_NAME: u8 = 2;

/// Of a document's names, so many in a hundred may begin or end inside words; with more, its offsets are off.
const MAX_TORN_PERCENT: usize = 15;

/// A sentence ready for training.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// The features of all its tokens, one after the other.
    pub keys: Vec<u32>,
    /// Where the features of each token end.
    pub ends: Vec<u32>,
    /// The labels that each token may have: one where the answer is known, several where it is left open.
    pub allowed: Vec<LabelSet>,
}

/// A document ready for training.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// Its sentences.
    pub examples: Vec<Example>,
}

/// Why a document is not trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{torn} of its {all} names begin or end inside words")]
pub struct Torn {
    torn: usize,
    all: usize,
}

/// Reads a document with known names.
///
/// # Errors
/// When the names do not stand where the document says they do.
pub fn prepare(gold: &GoldDocument, lexicon: &Lexicon) -> Result<Prepared, Torn> {
    let document = &gold.document;
    let tokens = Tokens::of_document(document, lexicon);
    let (suggestions, atoms) = before_reading(&tokens);
    let mut allowed = allowed_labels(&tokens, &gold.known_names(lexicon))?;
    if !gold.has_descriptions() {
        open_countries(&tokens, &mut allowed);
        open_suggestions(&suggestions, &mut allowed);
    }
    let (mut keys, edges) = (Vec::new(), features::edges());
    let mut examples = Vec::new();
    for number in 0..tokens.n_sentences() {
        let range = tokens.sentence(number);
        if !atoms[range.clone()].iter().any(|atom| atom.capital) {
            continue;
        }
        let sentence = Sentence::new(&atoms, range.clone(), &edges);
        let mut example = Example { allowed: allowed[range.clone()].to_vec(), ..Example::default() };
        for i in 0..range.len() {
            sentence.features(i, &mut keys);
            example.keys.extend(&keys);
            example.ends.push(u32::try_from(example.keys.len()).unwrap_or(u32::MAX));
        }
        examples.push(example);
    }
    Ok(Prepared { examples })
}

/// Leaves open whether a country is a place or a body that acts.
fn open_countries(tokens: &Tokens<'_>, allowed: &mut [LabelSet]) {
    let position = |etype| KINDS.iter().position(|kind| *kind == etype);
    let (Some(place), Some(body)) = (position(EntityType::Place), position(EntityType::Organization)) else { return };
    let mut i = 0;
    while i < tokens.len() {
        let end = (i..tokens.len()).find(|&k| allowed[k] & labels::of_kind(place) == 0).unwrap_or(tokens.len());
        let one = (i + 1..=end.min(i + MAX_COUNTRY)).rev().find(|&end| is_country(tokens, i..end));
        let Some(end) = one else {
            i += 1;
            continue;
        };
        let length = end - i;
        let whole = (i..end).all(|k| allowed[k] == 1 << labels::label(place, k - i, length));
        for (offset, set) in allowed[i..end].iter_mut().enumerate().filter(|_| whole) {
            *set |= 1 << labels::label(body, offset, length);
        }
        i = end;
    }
}

/// Standards that annotate names alone were made in a hurry and miss some: where the rules see a name and the annotators
/// none, both are allowed.
fn open_suggestions(suggestions: &[Suggestion], allowed: &mut [LabelSet]) {
    for Suggestion { tokens, etype, votes, .. } in suggestions {
        let is_kind =
            |kind: &EntityType| etype.is_some_and(|etype| *kind == etype || kind.is_body() && etype.is_body());
        let Some(kind) = KINDS.iter().position(is_kind).filter(|kind| votes[*kind] >= LIKELY_NAME) else { continue };
        let unknown = allowed[tokens.clone()].iter().all(|set| *set == 1 << OUTSIDE);
        for (offset, set) in allowed[tokens.clone()].iter_mut().enumerate().filter(|_| unknown) {
            *set |= 1 << labels::label(kind, offset, tokens.len());
        }
    }
}

fn is_country(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let hash = range.fold(PhraseHash::default(), |hash, i| hash.with(tokens.lower(i)));
    tokens.lexicon().names().get(hash).any(|fact| fact.etype == EntityType::Place && fact.subtype == "country")
}

fn allowed_labels(tokens: &Tokens<'_>, known: &KnownNames) -> Result<Vec<LabelSet>, Torn> {
    let offsets = CharOffsets::new(tokens.document_text());
    let starts: Vec<u32> = tokens.indices().map(|i| offsets.at(tokens.span(i).start()).0).collect();
    let ends: Vec<u32> = tokens.indices().map(|i| offsets.at(tokens.span(i).end()).0).collect();
    let range_of = |chars: &Range<u32>| {
        let first = ends.partition_point(|&end| end <= chars.start);
        first..starts.partition_point(|&start| start < chars.end).max(first)
    };
    let mut allowed: Vec<LabelSet> = vec![1 << OUTSIDE; tokens.len()];
    for (chars, etype) in &known.excused {
        let kind = KINDS.iter().position(|kind| kind == etype).map_or(0, labels::of_kind);
        allowed[range_of(chars)].iter_mut().for_each(|set| *set |= kind);
    }
    let mut torn = 0;
    for (chars, etype) in &known.wanted {
        let (range, Some(kind)) = (range_of(chars), KINDS.iter().position(|kind| kind == etype)) else { continue };
        if range.is_empty() || starts[range.start] != chars.start || ends[range.end - 1] != chars.end {
            torn += 1;
        }
        let length = range.len();
        for (offset, set) in allowed[range].iter_mut().enumerate() {
            *set = 1 << labels::label(kind, offset, length);
        }
    }
    let all = known.wanted.len();
    if torn * 100 > all * MAX_TORN_PERCENT { Err(Torn { torn, all }) } else { Ok(allowed) }
}
