//! Brings the model's spans and the spans of the rules together.

use std::{iter, ops::Range};

use super::spans::Candidate;
use crate::{
    analysis::{
        learned::{Proposal, Reading},
        phrases::Ground,
    },
    lexicon::Class,
    model::EntityType,
};

/// How probable a proposal must be to replace spans of the rules or stand where they see nothing, in thousandths.
const SURE_ENOUGH: u16 = 400;

/// Where the model is sure, its spans replace those of the rules that they overlap, and fill gaps. A part of a title that
/// stands alone is no person: "Foreign Office Minister".
pub(super) fn merge(
    ground: &Ground<'_, '_>,
    rules: Vec<Candidate>,
    lone_titles: &[Range<usize>],
    reading: &Reading,
) -> Vec<Candidate> {
    let in_title = |tokens: &Range<usize>| {
        let title = lone_titles.get(lone_titles.partition_point(|title| title.end < tokens.end));
        title.is_some_and(|title| title.start <= tokens.start)
    };
    let mut merged: Vec<Candidate> = Vec::with_capacity(rules.len());
    let mut rules = rules.into_iter().peekable();
    for proposal in reading.proposals.iter().filter(|proposal| !is_people(ground, proposal)) {
        let is_role = |named: &Range<usize>| proposal.etype == EntityType::Person && in_title(named);
        let Some(named) = within_capitals(ground, proposal).filter(|named| !is_role(named)) else { continue };
        // "Study of Rain" inside of "Institute for the Study of Rain", which is taken already
        if merged.last().is_some_and(|name| name.tokens.end > named.start) {
            continue;
        }
        merged.extend(iter::from_fn(|| rules.next_if(|rule| rule.tokens.end <= proposal.tokens.start)));
        let overlapped: Vec<Candidate> =
            iter::from_fn(|| rules.next_if(|rule| rule.tokens.start < proposal.tokens.end)).collect();
        let same = matches!(&overlapped[..], [one] if one.tokens == proposal.tokens);
        // Titles are no part of names, whatever the model learned from others.
        let titled = |rule: &Candidate| rule.title.as_ref().is_some_and(|title| title.start >= proposal.tokens.start);
        // Where the model takes ordinary words for a part of a name, the rules see its edges better.
        let torn = named != proposal.tokens && !overlapped.is_empty();
        let bare = overlapped.iter().any(|rule| is_bare_head(ground, &proposal.tokens, &rule.tokens));
        if same
            || torn
            || bare
            || proposal.permille < SURE_ENOUGH
            || overlapped.iter().any(|rule| rule.certain || titled(rule))
        {
            merged.extend(overlapped);
        } else {
            merged.push(taken(named, &overlapped));
        }
    }
    merged.extend(rules);
    merged
}

/// The words of the proposal without ordinary ones at its edges, which the model learned from descriptions: "city of
/// Velle", "Orr Column targets". Small words of names and kinds of places stay: "al-Tarsi", "Orr mountains".
fn within_capitals(ground: &Ground<'_, '_>, proposal: &Proposal) -> Option<Range<usize>> {
    let t = ground.tokens;
    let belongs = |i: usize| !t.is_word(i) || t.text(i).chars().any(char::is_uppercase);
    let opens = |i: usize| belongs(i) && !t.is_punctuation(i) || t.is(i, Class::NAME_PARTICLE);
    let closes = |i: usize| belongs(i) && !t.is_punctuation(i) || t.is(i, Class::FACILITY_HEAD | Class::ORG_HEAD);
    let start = proposal.tokens.clone().find(|&i| opens(i))?;
    let end = (start..proposal.tokens.end).rev().find(|&i| closes(i))? + 1;
    Some(start..end)
}

/// "Center" and "Orr Center" of "Orr Center for Peace": a body's head without all the words that are its name.
fn is_bare_head(ground: &Ground<'_, '_>, part: &Range<usize>, whole: &Range<usize>) -> bool {
    let t = ground.tokens;
    let goes_on = t.reads(part.end, "for") || part.len() == 1 && t.reads(part.end, "of");
    part.start == whole.start && part.end < whole.end && goes_on && t.is(part.end - 1, Class::ORG_HEAD)
}

/// "Velle service members": people described by a name have no name themselves.
fn is_people(ground: &Ground<'_, '_>, proposal: &Proposal) -> bool {
    let t = ground.tokens;
    let last = proposal.tokens.end - 1;
    let head = t.lexicon().heads().noun(t.word(last));
    !t.is_capitalised(last) && head.is_some_and(|head| head.etype == EntityType::Person)
}

/// A name of the model with the title that the rules saw before it.
fn taken(tokens: Range<usize>, overlapped: &[Candidate]) -> Candidate {
    let title = overlapped.first().and_then(|rule| rule.title.clone());
    let title = title.filter(|title| title.end <= tokens.start);
    Candidate { tokens, title, certain: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{marks, phrases, tagger, tokens::Tokens},
        lexicon::Lexicon,
    };

    #[test]
    fn a_part_of_a_title_that_stands_alone_is_no_name() {
        let tokens = Tokens::new("Harbour Office Minister, Ivo Orrvelk, left.", 0, Lexicon::builtin());
        let tags = tagger::tag(&tokens);
        let (marks, phrases) = (marks::pair(&tokens), phrases::chunk(&tokens, &tags));
        let ground = Ground { tokens: &tokens, tags: &tags, marks: &marks, phrases: &phrases };
        let mut reading = Reading::default();
        let proposal = |tokens| Proposal { tokens, etype: EntityType::Person, permille: 900 };
        reading.proposals = vec![proposal(1..3), proposal(4..6)];
        let spans = |lone_titles: &[Range<usize>]| -> Vec<Range<usize>> {
            merge(&ground, Vec::new(), lone_titles, &reading).into_iter().map(|name| name.tokens).collect()
        };
        let whole_title = 0..3;
        assert_eq!(spans(std::slice::from_ref(&whole_title)), vec![4..6]);
        assert_eq!(spans(&[]), [1..3, 4..6]);
    }
}
