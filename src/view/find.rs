//! Finding words in a story.

use std::ops::Range;

/// The most hits that are collected; more are of no use to a reader.
const MOST_HITS: usize = 100_000;

/// All places where `needle` stands in `text` from byte `from` on, in text order. Capitals do not matter, unless the
/// needle has some.
pub fn find_in(text: &str, from: usize, needle: &str) -> Vec<Range<usize>> {
    let needle = needle.trim();
    let Some(hay) = text.get(from..).filter(|_| !needle.is_empty()) else { return Vec::new() };
    if needle.chars().any(char::is_uppercase) {
        let found = memchr::memmem::find_iter(hay.as_bytes(), needle.as_bytes());
        return found.take(MOST_HITS).map(|at| from + at..from + at + needle.len()).collect();
    }
    if needle.is_ascii() { ascii_hits(hay, from, needle) } else { folded_hits(hay, from, needle) }
}

fn ascii_hits(hay: &str, from: usize, needle: &str) -> Vec<Range<usize>> {
    let (bytes, needle) = (hay.as_bytes(), needle.as_bytes());
    let (lower, upper) = (needle[0].to_ascii_lowercase(), needle[0].to_ascii_uppercase());
    let mut end = 0;
    let starts = memchr::memchr2_iter(lower, upper, bytes);
    let hits = starts.filter_map(|at| {
        let window = bytes.get(at..at + needle.len())?;
        if at < end || !window.eq_ignore_ascii_case(needle) {
            return None;
        }
        end = at + needle.len();
        Some(from + at..from + end)
    });
    hits.take(MOST_HITS).collect()
}

/// Compares letter by letter in lower case, for scripts beyond ASCII.
fn folded_hits(hay: &str, from: usize, needle: &str) -> Vec<Range<usize>> {
    let needle: Vec<char> = needle.chars().flat_map(char::to_lowercase).collect();
    let mut hits = Vec::new();
    let mut end = 0;
    for (at, _) in hay.char_indices() {
        if at < end || hits.len() >= MOST_HITS {
            continue;
        }
        if let Some(len) = match_len(&hay[at..], &needle) {
            end = at + len;
            hits.push(from + at..from + end);
        }
    }
    hits
}

/// How many bytes of `hay` the needle covers when it stands at the start.
fn match_len(hay: &str, needle: &[char]) -> Option<usize> {
    let mut rest = needle;
    for (at, c) in hay.char_indices() {
        for folded in c.to_lowercase() {
            rest = rest.strip_prefix(&[folded])?;
        }
        if rest.is_empty() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'t>(text: &'t str, needle: &str) -> Vec<&'t str> {
        find_in(text, 0, needle).into_iter().map(|hit| &text[hit]).collect()
    }

    #[test]
    fn small_letters_find_both_and_capitals_find_themselves() {
        assert_eq!(words("Iraq, IRAQ, iraq", "iraq"), ["Iraq", "IRAQ", "iraq"]);
        assert_eq!(words("Iraq, IRAQ, iraq", "IRAQ"), ["IRAQ"]);
    }

    #[test]
    fn hits_do_not_overlap_and_an_empty_needle_finds_nothing() {
        assert_eq!(words("aaaa", "aa").len(), 2);
        assert!(words("aaaa", "  ").is_empty());
    }

    #[test]
    fn any_script_is_searched() {
        assert_eq!(words("قال وزير، وزير", "وزير").len(), 2);
        assert_eq!(words("STRASSE Ärger ärger", "ärger"), ["Ärger", "ärger"]);
        assert_eq!(words("北京和北京", "北京").len(), 2);
    }

    #[test]
    fn the_search_begins_after_the_header() {
        assert_eq!(find_in("iraq iraq", 3, "iraq").first(), Some(&(5..9)));
    }
}
