//! What panels show, as plain values: rows, cards, paragraphs with marks, facts.
//!
//! Pure functions from the workspace; nothing here draws, keeps state between frames or changes anything.

mod changes;
mod details;
mod documents;
mod entities;
mod find;
mod focus;
mod fuzzy;
mod history;
mod layer;
mod ledger;
mod merges;
mod notes;
mod orphans;
mod query_help;
#[cfg(test)]
mod samples;
mod statements;
mod steps;
mod story;
mod tags;
mod timeline;
mod why;
mod word_steps;
pub mod words;

pub use changes::{difference_words, preview_words};
pub use details::{
    Details, Explanation, Fact, Link, decided, details, details_in_short, explanation, grade, source, standing,
};
pub use documents::{DocumentFilter, DocumentRow, DocumentSort, as_query, document_rows};
pub use entities::{EntityColumn, EntityKeys, EntityOrder, EntityQuery};
pub use find::find_in;
pub use focus::Focus;
pub use fuzzy::{FuzzyMatch, fuzzy};
pub use history::{DeedPlace, DeedState, HistoryRow, deed_place, target_words};
pub use layer::{Layer, LayerSet, type_code, type_words};
pub use ledger::{DateRange, LedgerChoices, LedgerKeys, LedgerQuery, Speaker};
pub use merges::{MergeSide, likeness_words, merge_side};
pub use notes::{NoteRow, note_remarks, note_rows};
pub use orphans::{OrphanRow, decision_words};
pub use query_help::{QUERY_HELP, QueryExample};
pub use statements::{ClaimFilter, QuoteFilter, Statement, claim_card, claims, quote_card, quotes};
pub use steps::{focus_entity, next_mention};
pub use story::{ActLabel, Bar, Gap, Mark, MarkStyle, Paragraph, Story, is_speech};
pub use tags::{TagRow, tag_rows};
pub use timeline::{TimelineEntry, TimelineRow, timeline};
pub use word_steps::{step_char, step_word_end, step_word_start};

/// Whether a list shows one story or all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Scope {
    /// The open document.
    #[default]
    Document,
    /// All documents.
    Corpus,
}
