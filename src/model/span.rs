//! Where things stand in a text.

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` of a document's text.
///
/// Invariants: `start <= end`, and both lie on character boundaries of the text the span was made for. The text is not
/// kept inside; [`Span::text_in`] answers with an empty string, not a panic, when asked about another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A checked span of `text`; `None` when the range is turned round, too long or cuts a character.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        let ok = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) if ok => Some(Self { start, end }),
            _ => None,
        }
    }

    /// A span whose ends are known to be character boundaries: token edges, or matches inside a checked span.
    ///
    /// Debug builds check the order of the ends.
    pub(crate) fn from_edges(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end: end.max(start) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes as a range, for slicing and iteration.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }

    /// The words of this span; empty when the span belongs to another text.
    pub fn text_in(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether `byte` lies inside this span.
    pub fn contains_byte(self, byte: usize) -> bool {
        self.start() <= byte && byte < self.end()
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The smallest span that covers all of `parts`; `None` when there are none.
    pub fn hull(parts: &[Self]) -> Option<Self> {
        parts.iter().copied().reduce(Self::join)
    }
}

/// A position counted in Unicode code points, as exports speak it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CharIndex(pub u32);

/// Turns byte positions of one text into code point positions, in constant time after one pass over the text.
///
/// Keeps the code point count at every 128th byte, so a 20 MB text needs 0.6 MB.
#[derive(Debug)]
pub struct CharOffsets<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP`; empty for ASCII text, where the two counts agree.
    marks: Vec<u32>,
}

impl<'t> CharOffsets<'t> {
    const STEP: usize = 128;

    /// Counts through `text` once.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % Self::STEP == 0 {
                marks.push(count);
            }
            count += u32::from(is_char_start(byte));
        }
        Self { text, marks }
    }

    /// The code point index of a byte position; positions past the end give the length in code points.
    pub fn at(&self, byte: usize) -> CharIndex {
        let byte = byte.min(self.text.len());
        let Some(&mark) = self.marks.get((byte / Self::STEP).min(self.marks.len().saturating_sub(1))) else {
            return CharIndex(u32::try_from(byte).unwrap_or(u32::MAX));
        };
        let from = (byte / Self::STEP).min(self.marks.len() - 1) * Self::STEP;
        let rest = self.text.as_bytes()[from..byte].iter().filter(|b| is_char_start(**b)).count();
        CharIndex(mark + u32::try_from(rest).unwrap_or(u32::MAX))
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_never_cuts_a_character() {
        assert!(Span::new("né", 0, 3).is_some());
        assert!(Span::new("né", 0, 2).is_none());
        assert!(Span::new("né", 3, 1).is_none());
        assert!(Span::new("né", 0, 4).is_none());
    }

    #[test]
    fn a_span_of_another_text_reads_as_nothing() {
        let span = Span::new("long enough", 5, 11).unwrap();
        assert_eq!(span.text_in("long"), "");
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "(\\PC|[\u{1F600}-\u{1F64F}]|\u{200D}){0,400}", at in 0usize..1700) {
            let offsets = CharOffsets::new(&text);
            let mut byte = at.min(text.len());
            while !text.is_char_boundary(byte) {
                byte -= 1;
            }
            prop_assert_eq!(offsets.at(byte).0 as usize, text[..byte].chars().count());
        }
    }
}
