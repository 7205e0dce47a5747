//! Names: where they stand and what they name.
//!
//! [`spans`] finds runs of capitalised words and [`cuts`] cuts them into titles and names; [`votes`] gathers evidence for
//! each distinct name over the whole document (lists, titles, head words, neighbours) and decides its type once, so that
//! every occurrence of a name has the same type ("one sense per document"; Mikheev et al. 1999).

mod ballot;
mod cuts;
mod inner;
mod outer;
mod proposals;
mod spans;
#[cfg(test)]
mod tests;
mod votes;

use std::ops::Range;

pub(super) use votes::Draft;

use super::{
    learned::{Proposal, Reading},
    phrases::Ground,
    rules::Rule,
};
use crate::model::{EntityType, Gender, Span};

/// A name with its type.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Its tokens, without title and article.
    pub tokens: Range<usize>,
    /// The title before it: "Interior Minister" in "Interior Minister Idris Vale".
    pub title: Option<Range<usize>>,
    /// What it names.
    pub etype: EntityType,
    /// Finer kind.
    pub subtype: Option<&'static str>,
    /// The row of the list that knows it; aliases of one thing share it.
    pub group: Option<u32>,
    /// Gender by first name.
    pub gender: Option<Gender>,
    /// The rule that spoke loudest for the type, and the words it went by.
    pub rule: Rule,
    /// The words elsewhere that decided.
    pub because: Option<Span>,
    /// Whether a country acts here, as its government or its team does: "Velle said", "Velle beat Tarsk".
    pub acts: bool,
}

/// Titles that stand alone or before names, and all names with their types, in text order.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// All names.
    pub list: Vec<Name>,
    /// Titles without a name behind them: "the Prime Minister".
    pub lone_titles: Vec<Range<usize>>,
}

/// Finds all names by rules and lists; the model's reading decides with them.
pub(super) fn draft<'g, 's, 'a>(ground: &'g Ground<'s, 'a>) -> Draft<'g, 's, 'a> {
    Draft::new(ground, spans::find(ground))
}

/// The names of the model alone, to see what it is worth.
pub(super) fn of_model(reading: &Reading) -> Names {
    let name = |proposal: &Proposal| Name {
        tokens: proposal.tokens.clone(),
        title: None,
        etype: proposal.etype,
        subtype: None,
        group: None,
        gender: None,
        rule: Rule::NameModel,
        because: None,
        acts: false,
    };
    Names { list: reading.proposals.iter().map(name).collect(), lone_titles: Vec::new() }
}
