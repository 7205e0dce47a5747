//! The headline of a story, or what stands for it.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::Span;

/// Longest title, in bytes; longer ones are cut at a word.
const MAX_BYTES: usize = 200;

/// A title with its place, and the byline below it.
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) span: Option<Span>,
    pub(super) byline: Option<Span>,
}

/// The title from the header; else the headline line; else the first sentence.
pub(super) fn find(text: &str, body_start: usize, from_header: Option<Span>) -> Heading {
    let lines = top_lines(text, body_start);
    let byline = lines.iter().find_map(|line| byline(text, *line));
    let first = lines.first().copied();
    let span = from_header
        .or_else(|| first.and_then(|line| headline(text, line)))
        .or_else(|| first.map(|line| first_sentence(text, line)));
    let marked = first.is_some_and(|line| line.text_in(text).starts_with('#'));
    let words = span.map_or("", |span| span.text_in(text)).replace(if marked { "*" } else { "\n" }, "");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Heading { text: if words.is_empty() { "Untitled".to_owned() } else { words }, span, byline }
}

/// The first lines of the story that are not blank, at most four.
fn top_lines(text: &str, body_start: usize) -> Vec<Span> {
    let mut at = body_start;
    let mut lines = Vec::new();
    for line in text.get(body_start..).unwrap_or_default().split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        lines.extend(Span::new(text, start, start + trimmed.len()).filter(|span| !span.is_empty()));
        at += line.len();
        if lines.len() == 4 {
            break;
        }
    }
    lines
}

/// A line is a headline when it is marked as one, or is short, ends without a full stop and something follows it.
fn headline(text: &str, line: Span) -> Option<Span> {
    let words = line.text_in(text);
    let marks = words.len() - words.trim_start_matches('#').trim_start().len();
    if words.starts_with('#') {
        return Span::new(text, line.start() + marks, line.end()).filter(|span| !span.is_empty());
    }
    let alone = text.get(line.end()..).is_some_and(|rest| !rest.trim().is_empty());
    let ends_open = !words.ends_with(['.', '!', ',', ';', '"', '”']) || words.ends_with("...");
    let titled = ends_open || (words.ends_with(['"', '”', '!']) && words.len() <= 110 && !words.contains(". "));
    (alone && titled && words.len() <= MAX_BYTES).then_some(line)
}

fn first_sentence(text: &str, line: Span) -> Span {
    let words = line.text_in(text);
    // The Unicode rules cut after "U.S." and "Gen."; a title of three words is no title.
    let mut ends = words.split_sentence_bound_indices().map(|(start, part)| start + part.len());
    let is_end = |end: &usize| *end >= 40 && !ends_with_abbreviation(&words[..*end]);
    let end = ends.find(is_end).unwrap_or(words.len());
    let end = words[..end].trim_end().len();
    let end = if end <= MAX_BYTES { end } else { cut_at_word(words, MAX_BYTES) };
    Span::new(text, line.start(), line.start() + end).unwrap_or(line)
}

/// "U.S.", "Gen.", "J."
fn ends_with_abbreviation(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    last.strip_suffix('.').is_some_and(|word| {
        let n = word.chars().count();
        let opens = word.starts_with(char::is_uppercase);
        word.contains('.') || (opens && (n == 1 || n <= 3 && word.ends_with(char::is_lowercase)))
    })
}

fn cut_at_word(words: &str, limit: usize) -> usize {
    let cut = (0..=limit.min(words.len())).rev().find(|&at| words.is_char_boundary(at)).unwrap_or_default();
    words[..cut].rfind(char::is_whitespace).unwrap_or(cut)
}

/// `By Mira Tolan and J. R. Moss`: the names.
fn byline(text: &str, line: Span) -> Option<Span> {
    let words = line.text_in(text).trim_start_matches(['*', '_']);
    let names = ["By ", "BY ", "by "].iter().find_map(|by| words.strip_prefix(by))?.trim_end_matches(['*', '_']);
    let few = names.split_whitespace().count() <= 14 && !names.ends_with('.');
    let first_is_name = names.chars().next().is_some_and(char::is_uppercase);
    let start = line.end() - line.text_in(text).len() + line.text_in(text).find(names)?;
    Span::new(text, start, start + names.len()).filter(|_| few && first_is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        for (text, expected) in [
            ("Ferry sinks off Port Velle\n\nPORT VELLE - A ferry sank.", "Ferry sinks off Port Velle"),
            ("# Ferry sinks\n\nA ferry sank.", "Ferry sinks"),
            (
                "A ferry sank off Port Velle early on Sunday. At least nine died.",
                "A ferry sank off Port Velle early on Sunday.",
            ),
            (
                "The U.S. Navy said on Jan. 28 that it had found the wreck. It lay deep.",
                "The U.S. Navy said on Jan. 28 that it had found the wreck.",
            ),
            (
                "PORT VELLE, March 3 (Coast Wire) - The U.S. Navy found the wreck. It lay deep.",
                "PORT VELLE, March 3 (Coast Wire) - The U.S. Navy found the wreck.",
            ),
            ("One line only", "One line only"),
            ("\n\n  \n", "Untitled"),
            ("Owner calls ship \"safe\"\n\nThe owner", "Owner calls ship \"safe\""),
        ] {
            assert_eq!(find(text, 0, None).text, expected);
        }
    }

    #[test]
    fn a_title_is_cut_at_characters_alone() {
        let marks = "?! 🕴 … ".repeat(12);
        assert!(!find(&format!("{marks}A ferry sank. {marks}"), 0, None).text.is_empty());
    }

    #[test]
    fn bylines() {
        let text = "Ferry sinks\nBy Mira Tolan and J. R. Moss\n\nA ferry sank.";
        assert_eq!(find(text, 0, None).byline.map(|span| span.text_in(text)), Some("Mira Tolan and J. R. Moss"));
        assert_eq!(find("By noon, all was calm.\n\nMore", 0, None).byline, None);
    }
}
