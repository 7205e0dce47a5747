//! Time expressions and what they mean on the calendar, as TimeML TIMEX3 values.
//!
//! Two steps: [`finder`] reads words into meanings, [`resolve`] places meanings on the calendar. Relative expressions
//! are reckoned from the dateline when it is at most three days older than the story, else from the story's date; the
//! tense of the clause tells past from future. The policy for news follows what HeidelTime (Strötgen and Gertz 2013)
//! does there.

mod arithmetic;
mod expression;
mod finder;
mod name;
mod relative;
mod resolve;
mod tense;

use super::{tagger::Tags, tokens::Tokens};
use crate::model::{Document, TimeValue};

/// Time expressions of a document, in text order, none inside another.
pub fn find(tokens: &Tokens<'_>, tags: &Tags, document: &Document) -> Vec<TimeValue> {
    let found = finder::find_all(tokens);
    resolve::resolve_all(tokens, tags, document, found)
}

#[cfg(test)]
mod tests;
