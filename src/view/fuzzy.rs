//! Fuzzy matching for the command palette.

/// How well a text matches, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FuzzyMatch {
    /// Higher is better.
    pub score: i32,
    /// The matched characters' bytes in the text, in order.
    pub bytes: Vec<usize>,
}

/// Matches all letters of `query` in order within `text`; starts of words and runs of letters count more.
pub fn fuzzy(query: &str, text: &str) -> Option<FuzzyMatch> {
    let mut best: Option<FuzzyMatch> = None;
    let wanted: Vec<char> = query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return Some(FuzzyMatch { score: 0, bytes: Vec::new() });
    }
    let letters: Vec<(usize, char)> =
        text.char_indices().map(|(at, c)| (at, c.to_lowercase().next().unwrap_or(c))).collect();
    for start in (0..letters.len()).filter(|i| letters[*i].1 == wanted[0]) {
        if let Some(found) = match_from(&letters, start, &wanted)
            && best.as_ref().is_none_or(|best| found.score > best.score)
        {
            best = Some(found);
        }
    }
    best
}

fn match_from(letters: &[(usize, char)], start: usize, wanted: &[char]) -> Option<FuzzyMatch> {
    let mut found = FuzzyMatch { score: 0, bytes: Vec::with_capacity(wanted.len()) };
    let mut last: Option<usize> = None;
    let mut next = start;
    for c in wanted {
        // A letter at the start of a word is worth a jump.
        let at = (next..letters.len()).find(|i| letters[*i].1 == *c)?;
        let at = match last {
            Some(last) if at > last + 1 => word_start(letters, at, *c).unwrap_or(at),
            _ => at,
        };
        found.score += if last.is_some_and(|last| at == last + 1) {
            8
        } else if is_word_start(letters, at) {
            6
        } else {
            -2 - i32::try_from(at - next).unwrap_or(i32::MAX).min(6)
        };
        found.bytes.push(letters[at].0);
        last = Some(at);
        next = at + 1;
    }
    found.score -= i32::try_from(start).unwrap_or(i32::MAX).min(10);
    Some(found)
}

fn word_start(letters: &[(usize, char)], from: usize, c: char) -> Option<usize> {
    (from..letters.len()).find(|i| letters[*i].1 == c && is_word_start(letters, *i))
}

fn is_word_start(letters: &[(usize, char)], i: usize) -> bool {
    i == 0 || !letters[i - 1].1.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'t>(query: &str, texts: &[&'t str]) -> Option<&'t str> {
        let scored = texts.iter().filter_map(|text| Some((fuzzy(query, text)?.score, *text)));
        scored.max_by_key(|(score, _)| *score).map(|(_, text)| text)
    }

    #[test]
    fn initials_find_a_command() {
        let commands = ["Export entities…", "Open folder…", "Export quotes…", "Toggle entity table"];
        assert_eq!(best("ee", &commands), Some("Export entities…"));
        assert_eq!(best("of", &commands), Some("Open folder…"));
        assert_eq!(best("quot", &commands), Some("Export quotes…"));
        assert_eq!(best("xyz", &commands), None);
    }

    #[test]
    fn an_empty_query_matches_everything() {
        assert_eq!(fuzzy(" ", "Anything").map(|found| found.score), Some(0));
    }

    #[test]
    fn matched_letters_are_named() {
        assert_eq!(fuzzy("of", "Open folder").map(|found| found.bytes), Some(vec![0, 5]));
    }
}
