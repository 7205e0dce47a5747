//! Acronyms where they are introduced: "Velle Relief Council (VRC)".

use std::ops::Range;

use super::tokens::Tokens;

/// Whether `short`, one word of capitals in brackets, stands right behind `long` as its acronym.
pub(super) fn is_introduced(tokens: &Tokens<'_>, long: &Range<usize>, short: &Range<usize>) -> bool {
    let Some(bracket) = short.start.checked_sub(1) else { return false };
    short.len() == 1
        && long.end == bracket
        && tokens.text(bracket) == "("
        && tokens.text(short.end) == ")"
        && tokens.is_all_caps(short.start)
        && letters_match(&tokens.lower(short.start).replace('.', ""), &tokens.text_of(long.clone()).to_lowercase())
}

/// Whether the letters of the acronym appear in order in the long form, the first at the start of a word (Schwartz and
/// Hearst 2003).
fn letters_match(acronym: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let mut letters = acronym.chars();
    let Some(first) = letters.next() else { return false };
    long.split([' ', '-']).any(|word| word.starts_with(first))
        && letters.all(|letter| rest.by_ref().any(|c| c == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_letters_stand_in_the_name_in_their_order() {
        let is_acronym = |text: &str| {
            let tokens = Tokens::new(text, 0, Lexicon::builtin());
            let bracket = tokens.indices().find(|&i| tokens.text(i) == "(").unwrap_or_default();
            is_introduced(&tokens, &(0..bracket), &(bracket + 1..bracket + 2))
        };
        assert!(is_acronym("Velle Relief Council (VRC) met"));
        assert!(is_acronym("Front for Orrvale (FFO) met"));
        assert!(!is_acronym("Velle Relief Council (ORC) met"));
        assert!(!is_acronym("Velle Relief Council (Velle) met"));
    }
}
