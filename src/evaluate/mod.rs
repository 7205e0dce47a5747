//! The engine against documents with known answers.
