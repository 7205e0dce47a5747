//! OnRecord: who is on the record saying what.
//!
//! Files flow through the rooms of this crate in one direction:
//!
//! ```text
//!  files --import--> Document --analysis--> Analysis ------------+
//!                   (immutable)   (pure)    (derived, disposable)|
//!                                                                v
//!  Decisions (precious) ----------------------------------->  Corpus: documents and analyses, resolved across documents
//!       ^                                                        |                                   |
//!       | EditCommand, yields its inverse                        | shared reference                  +--export--> files
//!  Workspace::apply <-- Session::perform <-- actions <-- panels <-- view models (plain rows, runs, lanes)
//!                           |  ^
//!                           v  | results, tagged with what they were made for
//!                          jobs (threads, progress, cancel)
//! ```
//!
//! A room uses only rooms above it in this list; `tests/rooms.rs` holds the rule.
//!
//! | room | holds |
//! |---|---|
//! | [`model`] | plain data and invariants |

pub mod analysis;
pub mod corpus;
pub mod import;
pub mod lexicon;
pub mod model;
pub mod workspace;
pub mod view;

#[cfg(feature = "gui")]
pub mod app;
