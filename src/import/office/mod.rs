//! What word processors write, and e-books.

mod docx;
mod epub;
mod odt;
mod rtf;

pub(super) use docx::read as read_docx;
pub(super) use epub::read as read_epub;
pub(super) use odt::read as read_odt;
pub(super) use rtf::read as read_rtf;

use super::draft::Draft;

/// Takes title and author from the properties of a file, as far as a person gave them.
fn describe(draft: &mut Draft, title: Option<String>, author: Option<String>) {
    // Programs put the name of a file or a template there.
    let is_given = |title: &String| {
        let lower = title.to_lowercase();
        title.contains(' ')
            && !lower.starts_with("microsoft word")
            && ![".doc", ".odt", ".rtf", ".dot"].iter().any(|end| lower.contains(end))
    };
    draft.title = title.filter(is_given);
    // The name of an account is no byline.
    draft.byline = author.filter(|author| author.trim().contains(' '));
}
