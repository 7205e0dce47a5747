//! Matching findings with gold, one to one.

use super::Chars;

/// True positives, false positives and false negatives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and right.
    pub right: usize,
    /// Found, but not in gold.
    pub spurious: usize,
    /// In gold, but not found.
    pub missed: usize,
}

impl Tally {
    /// Share of findings that are right.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.spurious)
    }

    /// Share of gold that is found.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }

    /// Number of gold items.
    pub fn n_gold(self) -> usize {
        self.right + self.missed
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missed += other.missed;
    }
}

/// `part / whole`, or zero for an empty whole.
#[expect(clippy::cast_precision_loss, reason = "counts of findings are far below the limit of exact floats")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Pairs of gold and found items, the heaviest pairs first, each item in one pair at most. A weight of zero is no match.
pub(super) fn pair<G, F>(gold: &[G], found: &[F], weight: impl Fn(&G, &F) -> u32) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (f, found) in found.iter().enumerate() {
            let weight = weight(gold, found);
            if weight > 0 {
                candidates.push((std::cmp::Reverse(weight), g, f));
            }
        }
    }
    candidates.sort_unstable();
    let (mut gold_used, mut found_used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, g, f) in candidates {
        if !gold_used[g] && !found_used[f] {
            (gold_used[g], found_used[f]) = (true, true);
            pairs.push((g, f));
        }
    }
    pairs
}

/// Counts of a matching. A finding without a pair costs nothing when it is `excused`.
pub(super) fn tally<F>(n_gold: usize, found: &[F], pairs: &[(usize, usize)], excused: impl Fn(&F) -> bool) -> Tally {
    let paired: Vec<usize> = pairs.iter().map(|(_, f)| *f).collect();
    let spurious = found.iter().enumerate().filter(|(f, found)| !paired.contains(f) && !excused(found)).count();
    Tally { right: pairs.len(), spurious, missed: n_gold - pairs.len() }
}

/// Number of shared code points.
pub(super) fn overlap(a: &Chars, b: &Chars) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Shared code points of two spans, each of one or more parts that do not overlap, by all that they cover, in thousandths;
/// zero below one half.
pub(super) fn at_least_half(a: &[Chars], b: &[Chars]) -> u32 {
    let length = |parts: &[Chars]| parts.iter().map(|part| part.end.saturating_sub(part.start)).sum::<u32>();
    let shared: u32 = a.iter().flat_map(|a| b.iter().map(move |b| overlap(a, b))).sum();
    let covered = (length(a) + length(b)).saturating_sub(shared);
    if covered > 0 && shared * 2 >= covered { (shared * 1000).div_ceil(covered) } else { 0 }
}
