//! Building blocks of panels that egui does not have.

pub mod heights;
pub mod story;
pub mod text;
