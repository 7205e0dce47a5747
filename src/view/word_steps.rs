//! Stepping from word to word in a text, for edges of tags and selections that are moved.

use unicode_segmentation::UnicodeSegmentation;

/// Bytes looked at around an edge; no word is longer.
const WINDOW: usize = 512;

/// The end of the word after the edge at `byte`, or of the one before it. The edge itself where there is none.
pub fn step_word_end(text: &str, byte: usize, forward: bool) -> usize {
    if forward {
        words_after(text, byte).map(|(_, end)| end).find(|end| *end > byte).unwrap_or(byte)
    } else {
        words_before(text, byte).map(|(_, end)| end).rfind(|end| *end < byte).unwrap_or(byte)
    }
}

/// The start of the word after the edge at `byte`, or of the one before it. The edge itself where there is none.
pub fn step_word_start(text: &str, byte: usize, forward: bool) -> usize {
    if forward {
        words_after(text, byte).map(|(start, _)| start).find(|start| *start > byte).unwrap_or(byte)
    } else {
        words_before(text, byte).map(|(start, _)| start).rfind(|start| *start < byte).unwrap_or(byte)
    }
}

/// The edge one character, as a reader sees it, after the edge at `byte`, or before it.
pub fn step_char(text: &str, byte: usize, forward: bool) -> usize {
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    if forward {
        byte + part(byte..text.len()).graphemes(true).next().map_or(0, str::len)
    } else {
        byte - part(0..byte).graphemes(true).next_back().map_or(0, str::len)
    }
}

fn words_after(text: &str, byte: usize) -> impl Iterator<Item = (usize, usize)> {
    let end = floor(text, byte.saturating_add(WINDOW));
    words(text, byte.min(end), end)
}

fn words_before(text: &str, byte: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    words(text, floor(text, byte.saturating_sub(WINDOW)), floor(text, byte))
}

fn words(text: &str, start: usize, end: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    let window = text.get(start..end).unwrap_or_default();
    window.unicode_word_indices().map(move |(at, word)| (start + at, start + at + word.len()))
}

/// The character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_go_from_word_to_word() {
        let text = "the Velle Front’s chief, وزير الدفاع said";
        let end = text.find("Velle").unwrap() + "Velle".len();
        let next = step_word_end(text, end, true);
        assert_eq!(&text[..next], "the Velle Front’s");
        assert_eq!(step_word_end(text, next, false), end);
        let start = text.find("Velle").unwrap();
        assert_eq!(step_word_start(text, start, false), 0);
        assert_eq!(&text[step_word_start(text, start, true)..][..5], "Front");
        let arabic = text.find("وزير").unwrap();
        assert!(text[..step_word_end(text, arabic, true)].ends_with("وزير"));
    }

    #[test]
    fn characters_are_what_a_reader_sees() {
        let text = "e\u{301}👩‍🚒";
        assert_eq!((step_char(text, 0, true), step_char(text, text.len(), false)), (3, 3));
        assert_eq!((step_char(text, text.len(), true), step_char(text, 0, false)), (text.len(), 0));
    }

    #[test]
    fn at_the_ends_of_the_text_edges_stay() {
        assert_eq!((step_word_end("ab", 2, true), step_word_start("ab", 0, false)), (2, 0));
        assert_eq!((step_word_end("", 0, false), step_word_start("…", 0, true)), (0, 0));
    }
}
