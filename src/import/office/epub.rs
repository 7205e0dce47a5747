//! E-books: the chapters in the order of reading.

use std::collections::HashMap;

use crate::import::{ImportError, archive::Package, draft::Draft, html, xml};

const WHAT: &str = "e-book";
/// Most bytes of all chapters together.
const MAX_TEXT: usize = 64 * 1024 * 1024;

/// Reads a book as one document.
///
/// # Errors
/// When it is damaged, or its chapters are encrypted.
pub(in crate::import) fn read(bytes: &[u8]) -> Result<Draft, ImportError> {
    let mut package = Package::open(bytes, WHAT)?;
    let damaged = |reason: &str| ImportError::Damaged { what: WHAT, reason: reason.to_owned() };
    let container = package.part("META-INF/container.xml")?.ok_or_else(|| damaged("its table of parts is missing"))?;
    let container = xml::decode(&container)?;
    let root = xml::with_tree(&container.text, WHAT, |tree| {
        let root =
            xml::all(tree.root_element(), "rootfile").find_map(|file| xml::attr(file, "full-path").map(str::to_owned));
        root.ok_or_else(|| damaged("its table of parts names none"))
    })?;
    let book = package.part(&root)?.ok_or_else(|| damaged("its list of chapters is missing"))?;
    let book = xml::decode(&book)?;
    let mut draft = Draft::default();
    let chapters = xml::with_tree(&book.text, WHAT, |tree| {
        let field = |name| xml::all(tree.root_element(), name).next().map(xml::text);
        draft.title = field("title");
        draft.byline = field("creator");
        draft.source = field("publisher");
        draft.language = field("language");
        field("date").iter().for_each(|date| draft.take_date(date));
        let items: HashMap<&str, &str> = xml::all(tree.root_element(), "item")
            .filter_map(|item| Some((xml::attr(item, "id")?, xml::attr(item, "href")?)))
            .collect();
        let spine = xml::all(tree.root_element(), "itemref").filter_map(|item| items.get(xml::attr(item, "idref")?));
        Ok(spine.map(|href| beside(&root, href)).collect::<Vec<_>>())
    })?;
    let mut length = 0;
    for chapter in chapters {
        let Some(bytes) = package.part(&chapter)? else { continue };
        length += bytes.len();
        if length > MAX_TEXT {
            return Err(ImportError::Hostile {
                what: WHAT,
                reason: "its chapters unpack to more than 64 MiB".to_owned(),
            });
        }
        draft.blocks.extend(html::read_piece(&xml::decode(&bytes)?.text)?);
    }
    Ok(draft)
}

/// The name of a part that another one refers to.
fn beside(part: &str, href: &str) -> String {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let href = unescaped(href.split('#').next().unwrap_or_default());
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// `a b` of `a%20b`.
fn unescaped(href: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), href.as_bytes());
    while let Some((&(mut byte), after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        (byte, rest) = match code.filter(|_| byte == b'%') {
            Some(code) => (code, after.get(2..).unwrap_or_default()),
            None => (byte, after),
        };
        bytes.push(byte);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_beside_each_other() {
        assert_eq!(beside("OEBPS/content.opf", "text/ch%201.xhtml#a"), "OEBPS/text/ch 1.xhtml");
        assert_eq!(beside("OPS/a/b.opf", "../c.xhtml"), "OPS/c.xhtml");
        assert_eq!(beside("b.opf", "100%.xhtml"), "100%.xhtml");
    }
}
