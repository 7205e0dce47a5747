//! A document that was imported again in another version: decisions follow their words.

use super::{EditCommand, EditError, Stamp, Workspace};
use crate::{
    corpus::Entry,
    model::{
        Decision, DocId, Place, Sha256, Span,
        decision::{Mark, Mover},
    },
};

/// What became of the decisions about the former version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReimportReport {
    /// Number of decisions that follow to the new version.
    pub n_moved: usize,
    /// Decisions whose words the new version does not have, or has at a place that cannot be told or is not tagged. They
    /// stay with the former version, which undo brings back.
    pub left: Vec<Decision>,
}

impl Workspace {
    /// Puts a new version of a document, which is in the workspace already, in the place of a former one. Decisions about
    /// the former version are made about the same words of the new one; the former version is taken out. One step of undo.
    ///
    /// # Errors
    /// When the result cannot be kept. Nothing has changed then.
    pub fn reimport(&mut self, former: DocId, new: DocId, stamp: Stamp) -> Result<ReimportReport, EditError> {
        let (Some(old_entry), Some(new_entry)) = (self.corpus.entry(former), self.corpus.entry(new)) else {
            return Ok(ReimportReport::default());
        };
        let (from, to) = (old_entry.document.sha256, new_entry.document.sha256);
        if from == to {
            return Ok(ReimportReport::default());
        }
        let mut report = ReimportReport::default();
        let mut decisions = Vec::new();
        let about = self.decisions.all().filter(|decision| decision.documents().contains(&from));
        // What the user added has to be there before other decisions about it.
        let (additions, others): (Vec<_>, Vec<_>) =
            about.partition(|decision| matches!(decision, Decision::Addition(..)));
        let mut added: Vec<Place> = Vec::new();
        for decision in additions.into_iter().chain(others) {
            let moved = decision.moved(&mut Follow { old: old_entry, new: new_entry });
            let holds =
                |place: &Place| place.doc != to || added.contains(place) || self.corpus.holds(*place, &self.decisions);
            match moved.filter(|moved| moved.required_places().iter().all(holds)) {
                Some(moved) => {
                    if let Decision::Addition(place, _) = &moved {
                        added.push(*place);
                    }
                    report.n_moved += 1;
                    decisions.push(moved);
                }
                None => report.left.push(decision),
            }
        }
        decisions.push(Decision::Removed(from, Some(Mark::Set)));
        let label = format!("import {} again", new_entry.document.name);
        self.apply(EditCommand { label, decisions }, stamp)?;
        Ok(report)
    }
}

/// From one version of a document to another.
struct Follow<'c> {
    old: &'c Entry,
    new: &'c Entry,
}

impl Mover for Follow<'_> {
    fn document(&mut self, doc: Sha256) -> Option<Sha256> {
        Some(if doc == self.old.document.sha256 { self.new.document.sha256 } else { doc })
    }

    fn place(&mut self, place: Place) -> Option<Place> {
        if place.doc != self.old.document.sha256 {
            return Some(place);
        }
        let span = counterpart(&self.old.document.text, place.span, &self.new.document.text)?;
        Some(Place { doc: self.new.document.sha256, span, ..place })
    }
}

/// Number of characters on either side that tell one occurrence of words from another.
const CONTEXT: usize = 40;
/// Number of characters of context that have to agree where words occur several times.
const ENOUGH: usize = 6;

/// Where the words at `span` of a text stand in another text: the same words, in the surroundings that agree best. `None`
/// where they do not stand at all, or at several places that look alike.
fn counterpart(old: &str, span: Span, new: &str) -> Option<Span> {
    let words = span.text_in(old);
    if words.is_empty() {
        return None;
    }
    let before: Vec<char> = old.get(..span.start())?.chars().rev().take(CONTEXT).collect();
    let after: Vec<char> = old.get(span.end()..)?.chars().take(CONTEXT).collect();
    let agreement = |at: usize| {
        let alike = |ours: &[char], theirs: &mut dyn Iterator<Item = char>| {
            ours.iter().zip(theirs).take_while(|(a, b)| **a == *b).count()
        };
        let end = at + words.len();
        alike(&before, &mut new[..at].chars().rev()) + alike(&after, &mut new[end..].chars())
    };
    let mut places: Vec<(usize, usize)> = new.match_indices(words).map(|(at, _)| (agreement(at), at)).collect();
    places.sort_by_key(|(agreement, at)| (std::cmp::Reverse(*agreement), *at));
    match places.as_slice() {
        [] => None,
        [(_, at)] => Span::new(new, *at, at + words.len()),
        [(best, at), (second, _), ..] => {
            (*best >= ENOUGH && best > second).then(|| Span::new(new, *at, at + words.len())).flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(old: &str, words: &str, nth: usize, new: &str) -> Option<usize> {
        let (at, _) = old.match_indices(words).nth(nth).unwrap();
        counterpart(old, Span::new(old, at, at + words.len()).unwrap(), new).map(Span::start)
    }

    #[test]
    fn words_are_found_by_what_stands_around_them() {
        let old = "Denn spoke in Velle. Later Denn flew home.";
        let new = "UPDATE: Denn spoke in Velle. Then it rained. Later Denn flew home.";
        assert_eq!(follow(old, "Velle", 0, new), new.find("Velle"));
        assert_eq!(follow(old, "Denn", 0, new), new.find("Denn"));
        assert_eq!(follow(old, "Denn", 1, new), new.rfind("Denn"));
        assert_eq!(follow(old, "Later", 0, "Nothing is left."), None);
    }

    #[test]
    fn places_that_look_alike_are_not_guessed() {
        assert_eq!(follow("He met Denn.", "Denn", 0, "He met Denn. He met Denn."), None);
    }
}
