//! The window: the only room that knows egui.
//!
//! A panel is a small state struct with a function that draws it. It reads the workspace and pushes [`action::Action`]s, which
//! [`App`] performs after the last panel, so that one frame shows one state. Colours and sizes come from [`theme`]
//! alone, commands from the one table in [`commands`].

mod action;
mod commands;
mod corrections;
mod desktop;
mod files;
mod fonts;
mod frame;
mod layout;
mod made;
mod notices;
mod panels;
mod perform;
mod run;
mod settings;
mod state;
mod theme;
mod widgets;
mod windows;

pub use desktop::{Answer, Desktop, Done, Question};
pub use frame::App;
pub use run::{Renderer, RunError, RunOptions, run};
