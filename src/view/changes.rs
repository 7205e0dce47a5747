//! What a command or a new analysis changes, in words.

use super::words;
use crate::{
    corpus::{Difference, Fate},
    model::DocId,
};

/// Changes that a preview names.
const MOST_NAMED: usize = 3;

/// A change in one line: the words, and what becomes of them.
pub fn difference_words(difference: &Difference) -> String {
    let fate = match &difference.fate {
        Fate::Appeared(is) => format!("new: {is}"),
        Fate::Vanished(was) => format!("no longer {was}"),
        Fate::Changed(was, is) => format!("{was} → {is}"),
    };
    format!("“{}”  {fate}", words::squeeze(&difference.words))
}

/// How much changes, and the first changes, in a few lines.
pub fn preview_words(changes: &[(DocId, Vec<Difference>)]) -> String {
    let n: usize = changes.iter().map(|(_, differences)| differences.len()).sum();
    if n == 0 {
        return "Changes nothing".to_owned();
    }
    let mut lines = vec![format!("{} in {}", words::counted(n, "change"), words::counted(changes.len(), "document"))];
    lines.extend(changes.iter().flat_map(|(_, differences)| differences).take(MOST_NAMED).map(difference_words));
    if n > MOST_NAMED {
        lines.push(format!("and {} more", words::grouped(n - MOST_NAMED)));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Layer, Span};

    #[test]
    fn a_preview_names_the_first_changes_and_counts_all() {
        let text = "Velle";
        let difference = Difference {
            layer: Layer::Mention,
            span: Span::new(text, 0, 5).unwrap(),
            words: text.to_owned(),
            fate: Fate::Changed("place, Velle".to_owned(), "person, Velle".to_owned()),
        };
        let words = preview_words(&[(DocId(0), vec![difference; 5])]);
        assert!(words.starts_with("5 changes in 1 document\n“Velle”  place, Velle → person, Velle"), "{words}");
        assert!(words.ends_with("and 2 more"));
        assert_eq!(preview_words(&[]), "Changes nothing");
    }
}
