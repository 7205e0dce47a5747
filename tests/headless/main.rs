//! Everything that needs no window: the rooms of the source tree, the command line, and robustness.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop with a panic")]

mod accuracy;
mod assets;
mod command_line;
mod consumers;
mod decisions;
mod importing;
mod robustness;
mod rooms;
mod round_trip;
mod searching;
mod stepping;
mod stories;
mod workspace_file;
