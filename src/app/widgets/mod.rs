//! Building blocks of panels that egui does not have.

pub mod cards;
pub mod column;
pub mod controls;
pub mod heights;
pub mod icons;
pub mod list;
pub mod row_list;
pub mod story;
pub mod table;
pub mod text;
