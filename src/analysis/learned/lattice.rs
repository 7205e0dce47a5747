//! All label sequences of a sentence at once: the best one, and how probable each label is.
//!
//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001); forward and backward values are scaled
//! at each token (Rabiner 1989), so no logarithm is needed, and the exponential is this module's own, so that every
//! machine computes the same.

use super::labels::{self, LabelSet, N_LABELS};

/// One value for each label.
pub type PerLabel = [f32; N_LABELS];

/// Scores of one label after another.
pub type Transitions = [PerLabel; N_LABELS];

/// Sequences that break the labels' grammar have this score.
const FORBIDDEN: f32 = -1.0e9;

/// Probabilities of all labels of a token that miss one by more than this are not to be trusted.
const TOLERANCE: f32 = 1.0e-3;

/// e to the power of `x` for `x` up to 0; the error is below one in a million.
pub fn exp(x: f32) -> f32 {
    // Below this the result no longer matters to any sum here.
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    // Rounding down by hand is one instruction on every machine; `floor` can be a call.
    #[expect(clippy::cast_possible_truncation, reason = "the clamp above leaves a small number")]
    let towards_zero = x as i32 as f32;
    let whole = if towards_zero > x { towards_zero - 1.0 } else { towards_zero };
    let part = (x - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    #[expect(clippy::cast_possible_truncation, reason = "the clamp above leaves a small whole number")]
    let power = f32::from_bits((((whole as i32) + 127) << 23).cast_unsigned());
    series * power
}

/// The exponentials of transition scores; zero where the grammar forbids.
#[derive(Clone, Copy, Debug)]
pub struct TransitionWeights {
    /// By the label before, then the label after.
    of: Transitions,
    /// By the label after, then the label before, so that sums in both directions run along rows.
    turned: Transitions,
}

impl TransitionWeights {
    /// The weights of these scores.
    pub fn new(transitions: &Transitions) -> Self {
        let mut weights = Self { of: [[0.0; N_LABELS]; N_LABELS], turned: [[0.0; N_LABELS]; N_LABELS] };
        for (before, row) in transitions.iter().enumerate() {
            for (after, &score) in row.iter().enumerate().filter(|(after, _)| labels::may_follow(before, *after)) {
                let weight = exp(score);
                weights.of[before][after] = weight;
                weights.turned[after][before] = weight;
            }
        }
        weights
    }
}

/// Adds to each sum what a row of weights is worth that many times.
fn add_times(sums: &mut PerLabel, times: f32, weights: &PerLabel) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += times * weight;
    }
}

/// Working memory for sentences.
#[derive(Debug, Default)]
pub struct Lattice {
    emission: Vec<PerLabel>,
    forward: Vec<PerLabel>,
    scale: Vec<f32>,
    /// The probability of each label at each token, after [`Lattice::run`].
    pub posterior: Vec<PerLabel>,
}

impl Lattice {
    /// Computes the probabilities of all labels among the sequences that `allowed` leaves open. Answers whether there is
    /// any such sequence that single precision can weigh. With `pairs`, adds `sign` times the expected number of each
    /// transition.
    pub fn run(
        &mut self,
        scores: &[PerLabel],
        weights: &TransitionWeights,
        allowed: Option<&[LabelSet]>,
        mut pairs: Option<(&mut Transitions, f32)>,
    ) -> bool {
        let n = scores.len();
        self.emit(scores, allowed);
        if !self.go_forward(weights) {
            return false;
        }
        self.posterior.clear();
        self.posterior.resize(n, [0.0; N_LABELS]);
        let mut backward = [1.0; N_LABELS];
        for t in (0..n).rev() {
            for (y, value) in self.posterior[t].iter_mut().enumerate() {
                *value = self.forward[t][y] * backward[y];
            }
            // Scores tens of powers of ten apart are more than single precision can weigh against each other.
            let miss = (self.posterior[t].iter().sum::<f32>() - 1.0).abs();
            if !miss.is_finite() || miss > TOLERANCE {
                return false;
            }
            let Some(before) = t.checked_sub(1) else { break };
            let mut arriving = [0.0; N_LABELS];
            for (y, value) in arriving.iter_mut().enumerate() {
                *value = self.emission[t][y] * backward[y] / self.scale[t];
            }
            if let Some((counts, sign)) = &mut pairs {
                add_pairs(counts, *sign, &self.forward[before], &weights.of, &arriving);
            }
            backward = [0.0; N_LABELS];
            for (y, &value) in arriving.iter().enumerate() {
                add_times(&mut backward, value, &weights.turned[y]);
            }
        }
        true
    }

    fn emit(&mut self, scores: &[PerLabel], allowed: Option<&[LabelSet]>) {
        self.emission.clear();
        for (t, scores) in scores.iter().enumerate() {
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            let mut row = scores.map(|score| exp(score - highest));
            if let Some(open) = allowed.and_then(|sets| sets.get(t)) {
                clear(&mut row, |y| open >> y & 1 == 1);
            }
            self.emission.push(row);
        }
        if let Some(first) = self.emission.first_mut() {
            clear(first, labels::may_open);
        }
        if let Some(last) = self.emission.last_mut() {
            clear(last, labels::may_close);
        }
    }

    fn go_forward(&mut self, weights: &TransitionWeights) -> bool {
        self.forward.clear();
        self.scale.clear();
        for t in 0..self.emission.len() {
            let mut row = self.emission[t];
            if let Some(before) = t.checked_sub(1).and_then(|before| self.forward.get(before)) {
                let mut reached = [0.0; N_LABELS];
                for (x, &value) in before.iter().enumerate() {
                    add_times(&mut reached, value, &weights.of[x]);
                }
                for (value, reached) in row.iter_mut().zip(reached) {
                    *value *= reached;
                }
            }
            let sum: f32 = row.iter().sum();
            if sum <= 0.0 || !sum.is_finite() {
                return false;
            }
            row.iter_mut().for_each(|value| *value /= sum);
            self.forward.push(row);
            self.scale.push(sum);
        }
        true
    }
}

fn add_pairs(counts: &mut Transitions, sign: f32, before: &PerLabel, weights: &Transitions, arriving: &PerLabel) {
    for (x, row) in counts.iter_mut().enumerate() {
        for (y, count) in row.iter_mut().enumerate() {
            *count += sign * before[x] * weights[x][y] * arriving[y];
        }
    }
}

fn clear(row: &mut PerLabel, keep: impl Fn(usize) -> bool) {
    for (y, value) in row.iter_mut().enumerate() {
        if !keep(y) {
            *value = 0.0;
        }
    }
}

/// The best sequence of labels (Viterbi 1967).
pub fn best(scores: &[PerLabel], transitions: &Transitions) -> Vec<usize> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut reached = *first;
    forbid(&mut reached, labels::may_open);
    // As wide as the scores, so that both are chosen in one step.
    let mut back: Vec<[u32; N_LABELS]> = Vec::with_capacity(scores.len());
    for row in &scores[1..] {
        let mut next = [FORBIDDEN; N_LABELS];
        let mut from = [0u32; N_LABELS];
        for ((x, &value), transitions) in (0u32..).zip(&reached).zip(transitions) {
            for ((next, from), transition) in next.iter_mut().zip(&mut from).zip(transitions) {
                let sum = value + transition;
                let better = sum > *next;
                *next = if better { sum } else { *next };
                *from = if better { x } else { *from };
            }
        }
        for (value, score) in next.iter_mut().zip(row) {
            *value += score;
        }
        reached = next;
        back.push(from);
    }
    forbid(&mut reached, labels::may_close);
    let mut label = (0..N_LABELS).fold(0, |best, y| if reached[y] > reached[best] { y } else { best });
    let mut path = vec![label];
    for from in back.iter().rev() {
        label = from[label] as usize;
        path.push(label);
    }
    path.reverse();
    path
}

/// Transition scores with the grammar of the labels written into them.
pub fn with_grammar(mut transitions: Transitions) -> Transitions {
    for (before, row) in transitions.iter_mut().enumerate() {
        for (after, score) in row.iter_mut().enumerate() {
            if !labels::may_follow(before, after) {
                *score = FORBIDDEN;
            }
        }
    }
    transitions
}

fn forbid(row: &mut PerLabel, keep: fn(usize) -> bool) {
    for (y, value) in row.iter_mut().enumerate() {
        if !keep(y) {
            *value = FORBIDDEN;
        }
    }
}
