//! The heights of many stacked things, most of them only estimated, with fast sums and searches.

/// A Fenwick tree over heights: offset of any item, item at any offset and a changed height all cost O(log n).
///
/// Sums are 64-bit, so that a story of many megabytes scrolls without drifting.
#[derive(Debug, Default)]
pub struct Heights {
    /// `sums[i]` holds the sum of the last `i & -i` heights up to `i`, counted from 1.
    sums: Vec<f64>,
    values: Vec<f32>,
}

impl Heights {
    /// The tree over these heights.
    pub fn new(values: Vec<f32>) -> Self {
        let n = values.len();
        let mut sums = vec![0.0; n + 1];
        for i in 1..=n {
            sums[i] += f64::from(values[i - 1]);
            let parent = i + lowest_bit(i);
            if parent <= n {
                let sum = sums[i];
                sums[parent] += sum;
            }
        }
        Self { sums, values }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The height of item `i`.
    pub fn at(&self, i: usize) -> f32 {
        self.values[i]
    }

    /// Replaces the height of item `i` and tells by how much it grew.
    pub fn set(&mut self, i: usize, height: f32) -> f64 {
        let growth = f64::from(height) - f64::from(self.values[i]);
        if growth != 0.0 {
            self.values[i] = height;
            let mut k = i + 1;
            while k < self.sums.len() {
                self.sums[k] += growth;
                k += lowest_bit(k);
            }
        }
        growth
    }

    /// The offset of item `i`: the heights of all before it.
    pub fn offset(&self, i: usize) -> f64 {
        let (mut k, mut sum) = (i, 0.0);
        while k > 0 {
            sum += self.sums[k];
            k -= lowest_bit(k);
        }
        sum
    }

    /// All heights together.
    pub fn total(&self) -> f64 {
        self.offset(self.len())
    }

    /// The item that covers offset `y`: the last one that starts at or before it.
    pub fn find(&self, y: f64) -> usize {
        let n = self.len();
        let (mut position, mut rest) = (0, y);
        let mut step = n.next_power_of_two();
        while step > 0 {
            if position + step <= n && self.sums[position + step] <= rest {
                position += step;
                rest -= self.sums[position];
            }
            step >>= 1;
        }
        position.min(n.saturating_sub(1))
    }
}

fn lowest_bit(i: usize) -> usize {
    i & i.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_searches_agree_with_counting(
            values in prop::collection::vec(1u16..400, 1..200),
            changes in prop::collection::vec((0usize..200, 1u16..400), 0..50),
            y in 0f64..80_000.0,
        ) {
            let mut plain: Vec<f32> = values.iter().map(|v| f32::from(*v)).collect();
            let mut tree = Heights::new(plain.clone());
            for (at, height) in changes {
                let at = at % plain.len();
                plain[at] = f32::from(height);
                tree.set(at, f32::from(height));
            }
            let mut sum = 0.0;
            let mut found = 0;
            for (i, height) in plain.iter().enumerate() {
                prop_assert!((tree.offset(i) - sum).abs() < 1e-6);
                if sum <= y {
                    found = i;
                }
                sum += f64::from(*height);
            }
            prop_assert!((tree.total() - sum).abs() < 1e-6);
            prop_assert_eq!(tree.find(y), found);
        }
    }

    #[test]
    fn an_empty_tree_answers() {
        let tree = Heights::new(Vec::new());
        assert_eq!((tree.len(), tree.find(5.0)), (0, 0));
        assert!(tree.total() == 0.0);
    }
}
