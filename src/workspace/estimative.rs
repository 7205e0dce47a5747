//! Estimative language in an analyst's notes, after ICD 203.

use std::ops::Range;

use crate::model::decision::{Confidence, Likelihood};

/// Something in a note that the standard asks to write otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The bytes of the note.
    pub place: Range<usize>,
    /// What is wrong and what to do; sentence case, without a full stop.
    pub message: String,
}

/// What a note should say otherwise: a likelihood and a confidence level in one sentence, and terms of both rows.
pub fn check_note(text: &str) -> Vec<Remark> {
    let folded = text.to_ascii_lowercase();
    let mut remarks = Vec::new();
    let mut first_row = None;
    for sentence in sentences(&folded) {
        let words = &folded[sentence.clone()];
        let likelihoods = find(words, Likelihood::ALL.iter().map(|term| (*term, term.label())));
        let confidences =
            find(words, Confidence::ALL.iter().map(|level| (*level, format!("{} confidence", level.label()))));
        let at = |place: &Range<usize>| sentence.start + place.start..sentence.start + place.end;
        if let (Some((_, place)), true) = (confidences.first(), !likelihoods.is_empty()) {
            let message = "A likelihood and a confidence level stand in one sentence; say them in two";
            remarks.push(Remark { place: at(place), message: message.to_owned() });
        }
        for (term, place) in &likelihoods {
            let row = *first_row.get_or_insert(term.row());
            if term.row() != row {
                let message = format!("The note mixes both rows of terms; write \"{}\" here", term.in_row(row).label());
                remarks.push(Remark { place: at(place), message });
            }
        }
    }
    remarks
}

fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let is_end = matches!(c, '.' | '!' | '?' | ';' | '\n')
            && text[end..].chars().next().is_none_or(|next| next.is_whitespace());
        if is_end {
            sentences.push(start..end);
            start = end;
        }
    }
    sentences.push(start..text.len());
    sentences
}

/// The terms that stand in a sentence, in text order; of terms inside each other the longest.
fn find<T: Copy>(sentence: &str, terms: impl Iterator<Item = (T, String)>) -> Vec<(T, Range<usize>)> {
    let mut terms: Vec<(T, String)> = terms.collect();
    terms.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    let mut found: Vec<(T, Range<usize>)> = Vec::new();
    for (term, words) in terms {
        for (start, _) in sentence.match_indices(&words) {
            let place = start..start + words.len();
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_whole = !is_letter(sentence[..place.start].chars().next_back())
                && !is_letter(sentence[place.end..].chars().next());
            let is_free = found.iter().all(|(_, other)| place.end <= other.start || other.end <= place.start);
            if is_whole && is_free {
                found.push((term, place));
            }
        }
    }
    found.sort_by_key(|(_, place)| place.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(text: &str) -> Vec<(&str, String)> {
        check_note(text).into_iter().map(|remark| (&text[remark.place], remark.message)).collect()
    }

    #[test]
    fn likelihood_and_confidence_stand_in_two_sentences() {
        assert!(remarks("The bridge is very likely to fall. We have low confidence in this.").is_empty());
        let found = remarks("We have Low confidence that it is unlikely. It rained.");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "Low confidence");
    }

    #[test]
    fn the_rows_are_not_mixed() {
        let found = remarks("It is unlikely to rain. Snow is highly probable, and hail is very likely.");
        assert_eq!(
            found,
            [("highly probable", "The note mixes both rows of terms; write \"very likely\" here".to_owned())]
        );
        assert!(remarks("It is improbable, nearly certain or a remote thing.").is_empty());
        assert!(remarks("Unlikelyhood is no term, nor is probableness.").is_empty());
    }
}
