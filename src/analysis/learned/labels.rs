//! Labels of tokens: where in a name of which kind a token stands, in the BILOU scheme (Ratinov and Roth 2009).

use std::ops::Range;

use crate::model::EntityType;

/// Number of labels: outside, and four places in each kind of name.
pub const N_LABELS: usize = 1 + 4 * KINDS.len();

/// The kinds of names the model tells apart, in the order of its labels. Armed groups, government bodies and military
/// units are organizations here; the rules tell them apart.
pub const KINDS: [EntityType; 3] = [EntityType::Person, EntityType::Organization, EntityType::Place];

/// The label of tokens outside names.
pub const OUTSIDE: usize = 0;

/// A set of labels, one bit each.
pub type LabelSet = u16;

/// Where in a name a token stands.
const FIRST: usize = 0;
const INSIDE: usize = 1;
const LAST: usize = 2;
const ALONE: usize = 3;

/// The names of the labels, as the model file lists them.
pub fn names() -> String {
    let kinds = KINDS.iter().flat_map(|kind| ["B", "I", "L", "U"].map(|place| format!("{place}-{}", kind.code())));
    std::iter::once("O".to_owned()).chain(kinds).collect::<Vec<_>>().join(" ")
}

/// The label of the token at `offset` of a name of `length` tokens.
pub fn label(kind: usize, offset: usize, length: usize) -> usize {
    let place = match (offset, length) {
        (_, 1) => ALONE,
        (0, _) => FIRST,
        (k, n) if k + 1 == n => LAST,
        _ => INSIDE,
    };
    1 + 4 * kind + place
}

/// The labels inside names of a kind.
pub fn places_of(kind: usize) -> Range<usize> {
    1 + 4 * kind..5 + 4 * kind
}

/// The labels inside names of a kind, as a set.
pub fn of_kind(kind: usize) -> LabelSet {
    places_of(kind).map(|label| 1 << label).sum()
}

fn place(label: usize) -> Option<(usize, usize)> {
    let inside = label.checked_sub(1)?;
    Some((inside / 4, inside % 4))
}

/// Whether a sentence may open with the label.
pub fn may_open(label: usize) -> bool {
    place(label).is_none_or(|(_, place)| matches!(place, FIRST | ALONE))
}

/// Whether a sentence may end with the label.
pub fn may_close(label: usize) -> bool {
    place(label).is_none_or(|(_, place)| matches!(place, LAST | ALONE))
}

/// Whether one label may follow the other.
pub fn may_follow(before: usize, after: usize) -> bool {
    if may_close(before) {
        return may_open(after);
    }
    matches!((place(before), place(after)), (Some((a, _)), Some((b, INSIDE | LAST))) if a == b)
}

/// The names that a valid sequence of labels spells: kind and tokens, counted from the first label.
pub fn spans(labels: &[usize]) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (i, &label) in labels.iter().enumerate() {
        match place(label) {
            Some((_, FIRST)) => start = i,
            Some((kind, LAST)) => found.push((kind, start..i + 1)),
            Some((kind, ALONE)) => found.push((kind, i..i + 1)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_and_read_back() {
        assert_eq!(names().split(' ').count(), N_LABELS);
        let mut labels = vec![OUTSIDE];
        labels.extend((0..3).map(|k| label(1, k, 3)));
        labels.push(label(0, 0, 1));
        assert_eq!(spans(&labels), [(1, 1..4), (0, 4..5)]);
        assert!(labels.windows(2).all(|pair| may_follow(pair[0], pair[1])));
        assert!(!may_follow(label(1, 0, 2), label(2, 1, 2)) && !may_follow(label(1, 0, 2), OUTSIDE));
        assert_eq!(of_kind(0).count_ones(), 4);
    }
}
