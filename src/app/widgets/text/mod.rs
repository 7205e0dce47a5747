//! Text on screen: paragraphs and single lines in any script, with a place for every byte.

pub mod bidi;
mod block;
mod line;
mod rows;

pub use block::Block;
pub use line::{Line, plain_label};
pub use rows::Rows;

#[cfg(test)]
mod tests;
