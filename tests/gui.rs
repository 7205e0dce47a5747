//! The window, driven through what a screen reader sees. Needs no display and no graphics card.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "gui/commands.rs"]
mod commands;
#[path = "gui/correcting.rs"]
mod correcting;
#[path = "gui/deciding.rs"]
mod deciding;
#[path = "gui/exporting.rs"]
mod exporting;
#[path = "gui/files.rs"]
mod files;
#[path = "gui/kit.rs"]
mod kit;
#[path = "gui/ledger.rs"]
mod ledger;
#[path = "gui/lists.rs"]
mod lists;
#[path = "gui/merging.rs"]
mod merging;
#[path = "gui/newcomer.rs"]
mod newcomer;
#[path = "gui/opening.rs"]
mod opening;
#[path = "gui/reading.rs"]
mod reading;
#[path = "gui/searching.rs"]
mod searching;
#[path = "gui/statements.rs"]
mod statements;
#[path = "gui/timeline.rs"]
mod timeline;
