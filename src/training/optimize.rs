//! The weights that make the known labels most probable.
//!
//! Stochastic gradient steps over sentences, each weight with its own step size (Duchi, Hazan and Singer 2011), weights
//! drawn to zero (L2), and features left out at random so that none is relied on alone (Srivastava et al. 2014). Where
//! several labels are allowed, their sum is made probable (Tsuboi et al. 2008).

use rustc_hash::FxHashMap;

use super::{
    Recipe,
    data::{Example, Prepared},
};
use crate::analysis::learned::{
    NameModel,
    labels::N_LABELS,
    lattice::{Lattice, PerLabel, TransitionWeights, Transitions},
    model::{ROW, Weights},
};

/// Keeps the first steps of a weight from being too long.
const FIRST_STEP: f32 = 0.1;

/// Where the sequence of random numbers begins.
const SEED: u64 = 0x5eed_0a11_c0de_2026;

type Row = [f32; ROW];

struct Fit<'r> {
    recipe: &'r Recipe,
    keys: Vec<u32>,
    weights: Vec<Row>,
    squares: Vec<Row>,
    transitions: Transitions,
    transition_squares: Transitions,
    random: Random,
}

/// Trains on the documents.
pub fn fit(documents: &[&Prepared], recipe: &Recipe) -> NameModel {
    let (keys, sentences) = index(documents, recipe.min_count);
    let mut fit = Fit {
        recipe,
        weights: vec![[0.0; ROW]; keys.len()],
        squares: vec![[FIRST_STEP; ROW]; keys.len()],
        keys,
        transitions: [[0.0; N_LABELS]; N_LABELS],
        transition_squares: [[FIRST_STEP; N_LABELS]; N_LABELS],
        random: Random(SEED),
    };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for pass in 0..recipe.n_passes {
        fit.random.shuffle(&mut order);
        // The last passes take smaller steps.
        let left = (recipe.n_passes - pass) as f32 / recipe.n_passes as f32;
        let rate = recipe.rate * left.min(0.5) * 2.0;
        for &number in &order {
            fit.learn(&sentences[number], rate);
        }
    }
    fit.finish()
}

/// All features seen often enough, sorted, and the sentences with positions in that list.
fn index(documents: &[&Prepared], min_count: u32) -> (Vec<u32>, Vec<Example>) {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let examples = || documents.iter().flat_map(|document| &document.examples);
    for key in examples().flat_map(|example| &example.keys) {
        *counts.entry(*key).or_default() += 1;
    }
    let mut keys: Vec<u32> = counts.iter().filter(|(_, n)| **n >= min_count).map(|(key, _)| *key).collect();
    keys.sort_unstable();
    let rows: FxHashMap<u32, u32> = (0u32..).zip(&keys).map(|(row, key)| (*key, row)).collect();
    let sentences = examples().map(|example| with_rows(example, &rows)).collect();
    (keys, sentences)
}

fn with_rows(example: &Example, rows: &FxHashMap<u32, u32>) -> Example {
    let mut indexed = Example { allowed: example.allowed.clone(), ..Example::default() };
    let mut start = 0;
    for &end in &example.ends {
        indexed.keys.extend(example.keys[start..end as usize].iter().filter_map(|key| rows.get(key)));
        indexed.ends.push(u32::try_from(indexed.keys.len()).unwrap_or(u32::MAX));
        start = end as usize;
    }
    indexed
}

impl Fit<'_> {
    fn learn(&mut self, sentence: &Example, rate: f32) {
        let (kept, ends) = self.drop_out(sentence);
        let tokens = || ends.iter().scan(0, |start, &end| Some(std::mem::replace(start, end)..end));
        let scores: Vec<PerLabel> = tokens().map(|range| self.score(&kept[range])).collect();
        let weights = TransitionWeights::new(&self.transitions);
        let mut gradient = [[0.0; N_LABELS]; N_LABELS];
        let (mut free, mut known) = (Lattice::default(), Lattice::default());
        if !free.run(&scores, &weights, None, Some((&mut gradient, 1.0)))
            || !known.run(&scores, &weights, Some(&sentence.allowed), Some((&mut gradient, -1.0)))
        {
            return;
        }
        for (t, range) in tokens().enumerate() {
            let mut slope = [0.0; ROW];
            for (y, value) in slope.iter_mut().enumerate() {
                *value = free.posterior[t][y + 1] - known.posterior[t][y + 1];
            }
            if slope.iter().any(|value| value.abs() > 1e-4) {
                for &row in &kept[range] {
                    let row = row as usize;
                    descend(&mut self.weights[row], &mut self.squares[row], &slope, rate, self.recipe.decay);
                }
            }
        }
        for (y, slope) in gradient.iter().enumerate() {
            descend(&mut self.transitions[y], &mut self.transition_squares[y], slope, rate, self.recipe.decay);
        }
    }

    fn drop_out(&mut self, sentence: &Example) -> (Vec<u32>, Vec<usize>) {
        let mut kept = Vec::with_capacity(sentence.keys.len());
        let mut ends = Vec::with_capacity(sentence.ends.len());
        let mut start = 0;
        for &end in &sentence.ends {
            for &row in &sentence.keys[start..end as usize] {
                if self.random.byte() >= self.recipe.dropout {
                    kept.push(row);
                }
            }
            ends.push(kept.len());
            start = end as usize;
        }
        (kept, ends)
    }

    fn score(&self, rows: &[u32]) -> PerLabel {
        let mut scores = [0.0; N_LABELS];
        for &row in rows {
            for (score, weight) in scores[1..].iter_mut().zip(&self.weights[row as usize]) {
                *score += weight;
            }
        }
        scores
    }

    /// Leaves out light rows and rounds the others to bytes.
    fn finish(self) -> NameModel {
        // While training, part of the features was missing each time; now all count.
        let share = 1.0 - f32::from(self.recipe.dropout) / 256.0;
        let size = |row: &Row| row.iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
        let rows = || self.keys.iter().zip(&self.weights);
        let heaviest = rows().map(|(_, row)| size(row)).fold(0.0, f32::max);
        let unit = (heaviest / 127.0).max(f32::MIN_POSITIVE);
        let heavy = rows().filter(|(_, row)| size(row) >= self.recipe.prune.max(unit / 2.0));
        #[expect(clippy::cast_possible_truncation, reason = "at most 127 units")]
        let rows: Vec<Weights> =
            heavy.map(|(&key, row)| Weights { key, of: row.map(|weight| (weight / unit).round() as i8) }).collect();
        NameModel::new(&rows, unit * share, self.transitions)
    }
}

/// One step down the slope.
fn descend<const N: usize>(weights: &mut [f32; N], squares: &mut [f32; N], slope: &[f32; N], rate: f32, decay: f32) {
    for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(slope) {
        let slope = slope + decay * *weight;
        *square += slope * slope;
        *weight -= rate * slope / square.sqrt();
    }
}

/// Random numbers that are the same everywhere (xorshift; Marsaglia 2003).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    fn shuffle(&mut self, items: &mut [usize]) {
        for last in (1..items.len()).rev() {
            #[expect(clippy::cast_possible_truncation, reason = "the remainder is an index")]
            let other = (self.next() % (last as u64 + 1)) as usize;
            items.swap(last, other);
        }
    }
}
