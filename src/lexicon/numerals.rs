//! Number words.

use rustc_hash::FxHashMap;

use super::{Table, TableError};

/// What a number word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralKind {
    /// two, twelve
    Cardinal,
    /// hundred, million
    Multiplier,
    /// dozens, several: an interval
    Vague,
    /// first, third
    Ordinal,
    /// half, thirds
    Fraction,
}

/// One meaning of a number word: an interval, of one point where it is exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumeralWord {
    /// What it is.
    pub kind: NumeralKind,
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
}

/// How words before a number change the interval it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// at least
    AtLeast,
    /// more than
    MoreThan,
    /// up to
    AtMost,
    /// fewer than
    FewerThan,
    /// nearly
    Nearly,
    /// about
    About,
    /// exactly
    Exactly,
}

/// All number words. A word can be two things: "third" is a rank and a share.
#[derive(Debug, Default)]
pub struct Numerals {
    words: FxHashMap<&'static str, Vec<NumeralWord>>,
    /// Phrases with their bounds by their first words, the longest first.
    bounds: FxHashMap<&'static str, Vec<(&'static str, Bound)>>,
}

impl Numerals {
    pub(super) fn read(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let kind = match row.need(1)? {
                "cardinal" => NumeralKind::Cardinal,
                "multiplier" => NumeralKind::Multiplier,
                "vague" => NumeralKind::Vague,
                "ordinal" => NumeralKind::Ordinal,
                "fraction" => NumeralKind::Fraction,
                other => return Err(row.error(format!("There is no kind of number word \"{other}\""))),
            };
            let word = NumeralWord { kind, low: row.number(2)?, high: row.number(3)? };
            self.words.entry(row.need(0)?).or_default().push(word);
        }
        Ok(())
    }

    pub(super) fn read_bounds(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let bound = match row.need(1)? {
                "at_least" => Bound::AtLeast,
                "more_than" => Bound::MoreThan,
                "at_most" => Bound::AtMost,
                "fewer_than" => Bound::FewerThan,
                "nearly" => Bound::Nearly,
                "about" => Bound::About,
                "exactly" => Bound::Exactly,
                other => return Err(row.error(format!("There is no bound \"{other}\""))),
            };
            let words = row.need(0)?;
            let first = words.split(' ').next().unwrap_or(words);
            let phrases = self.bounds.entry(first).or_default();
            phrases.push((words, bound));
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Ok(())
    }

    /// All number words.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.keys().copied()
    }

    /// The first words of all phrases that bound numbers.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &'static str> {
        self.bounds.keys().copied()
    }

    /// The phrases that bound a number and begin with a lower-case word, the longest first.
    pub fn bounds(&self, first: &str) -> &[(&'static str, Bound)] {
        self.bounds.get(first).map_or(&[], Vec::as_slice)
    }

    /// The meaning of a lower-case word as this kind of number word.
    pub fn word(&self, lower: &str, kind: NumeralKind) -> Option<NumeralWord> {
        self.words.get(lower)?.iter().copied().find(|word| word.kind == kind)
    }
}
