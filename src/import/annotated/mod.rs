//! What another program, or we, told about texts that are here: annotation files, read for taking over as decisions.

mod brat;
mod web;

use std::path::Path;

use super::{ImportError, kind::Kind, kind_of, read_limited};
use crate::model::annotated::Annotated;

/// Reads an annotation file: a ZIP archive of brat standoff files, or W3C Web Annotations.
///
/// # Errors
/// When it cannot be opened, or is neither.
pub fn read_annotations(path: &Path) -> Result<Vec<Annotated>, ImportError> {
    let bytes = read_limited(path)?;
    let is_archive = bytes.starts_with(b"PK") || kind_of(path) == Some(Kind::Zip);
    let annotated = if is_archive { brat::read(&bytes)? } else { web::read(&bytes)? };
    if annotated.is_empty() { Err(ImportError::Empty) } else { Ok(annotated) }
}
