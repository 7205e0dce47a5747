//! OnRecord: who is on the record saying what.
//!
//! Files flow through the rooms of this crate in one direction:
//!
//! ```text
//!  files --import--> Document --analysis--> Analysis ------------+
//!                   (immutable)   (pure)    (derived, disposable)|
//!                                                                v
//!  Decisions (precious, journaled) ------------------------>  Corpus: effective analyses (analysis + decisions),
//!       ^                                                        |     resolved across documents     |
//!       | EditCommand: values with an inverse                    | shared reference                  +--export--> files
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
//! | [`lexicon`] | word lists and rule tables; the only reader of `assets/lexicon` and `assets/rules` |
//! | [`import`] | bytes to documents; encodings, headers, datelines |
//! | [`analysis`] | the engine: one document to its analysis; pure, cannot fail |
//! | [`corpus`] | many documents: the effective view of each, entities across documents, the query language |
//! | [`workspace`] | the one mutable thing: corpus, decisions and their journal, undo, the workspace file, search |
//! | [`export`] | one file per format |
//! | [`evaluate`] | the engine against documents with known answers |
//! | [`training`] | the name model from documents with known answers |
//! | [`session`] | what window and command line share: jobs, progress, outcomes |
//! | `view` | pure functions from the workspace to rows and runs |
//! | `app` | the window; the only room that knows egui |
//! | [`cli`] | the command line |

pub mod analysis;
pub mod cli;
pub mod corpus;
pub mod evaluate;
pub mod export;
pub mod import;
pub mod lexicon;
pub mod model;
pub mod session;
pub mod training;
pub mod view;
pub mod workspace;

#[cfg(feature = "gui")]
pub mod app;
