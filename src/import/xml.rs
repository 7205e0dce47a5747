//! XML of trusted shape but untrusted origin: no external reference is followed, entities do not multiply.

use std::sync::LazyLock;

use encoding_rs::Encoding;
use regex::{Captures, Regex};
use roxmltree::{Document, Node, ParsingOptions};

use super::{ImportError, blocks::BlockWriter, encoding};

/// Most nodes of a document.
const MAX_NODES: u32 = 8_000_000;

#[expect(clippy::expect_used, reason = "the patterns are fixed; the tests below compile them")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that compiles")
}

static ENTITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"&([A-Za-z][A-Za-z0-9]{1,30});"));
static DECLARATION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^[^<]{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})["']"#));

/// The text of an XML file, with the name of its encoding.
///
/// # Errors
/// When it is no text.
pub(super) fn decode(bytes: &[u8]) -> Result<encoding::Decoded, ImportError> {
    let start = bytes.get(..bytes.len().min(300)).unwrap_or_default();
    let start = String::from_utf8_lossy(start);
    let label = DECLARATION.captures(&start).and_then(|found| Encoding::for_label(found[1].as_bytes()));
    let mut decoded = encoding::decode_declared(bytes, label)?;
    // Characters that XML does not know occur in feeds all the same.
    decoded.text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    Ok(decoded)
}

/// Parses `text`, which `what` names in the error. Names of characters that only HTML knows are read as these.
///
/// # Errors
/// When it is not well-formed even then.
pub(super) fn with_tree<T>(
    text: &str,
    what: &'static str,
    read: impl FnOnce(&Document<'_>) -> Result<T, ImportError>,
) -> Result<T, ImportError> {
    let options = || ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options()) {
        Ok(tree) => read(&tree),
        Err(roxmltree::Error::UnknownEntityReference(..)) => {
            let named = ENTITY.replace_all(text, |found: &Captures<'_>| match &found[1] {
                "amp" | "lt" | "gt" | "quot" | "apos" => found[0].to_owned(),
                _ => escaped(&html_escape::decode_html_entities(&found[0])),
            });
            let tree = Document::parse_with_options(&named, options()).map_err(|error| damaged(what, &error))?;
            read(&tree)
        }
        Err(error) => Err(damaged(what, &error)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn damaged(what: &'static str, error: &roxmltree::Error) -> ImportError {
    match error {
        roxmltree::Error::NodesLimitReached | roxmltree::Error::EntityReferenceLoop(_) => {
            ImportError::Hostile { what, reason: error.to_string() }
        }
        _ => ImportError::Damaged { what, reason: error.to_string() },
    }
}

/// The first child of that local name, in whatever namespace.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// All children of that local name.
pub(super) fn children<'a, 'i, 'n>(
    node: Node<'a, 'i>,
    name: &'n str,
) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i, 'n> {
    node.children().filter(move |child| is(*child, name))
}

/// All descendants of that local name, in document order.
pub(super) fn all<'a, 'i, 'n>(
    node: Node<'a, 'i>,
    name: &'n str,
) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i, 'n> {
    node.descendants().filter(move |child| is(*child, name))
}

/// Whether it is an element of that local name.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// All text inside of a node.
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect()
}

/// The text of the first child of that name, when there are words in it.
pub(super) fn child_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name).map(text).filter(|text| !text.trim().is_empty())
}

/// The attribute of that local name, in whatever namespace.
pub(super) fn attr<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The blocks inside of a node whose elements are named as in HTML or NITF.
pub(super) fn blocks(node: Node<'_, '_>) -> Vec<String> {
    let mut writer = BlockWriter::default();
    walk(node, &mut writer, |writer, edge| match edge {
        Edge::Open(element) => writer.open(&element.tag_name().name().to_ascii_lowercase()),
        Edge::Text(text) => {
            writer.text(text);
            false
        }
        Edge::Close(element) => {
            writer.close(&element.tag_name().name().to_ascii_lowercase());
            false
        }
    });
    writer.finish()
}

/// What a walk through a tree comes by.
pub(super) enum Edge<'a, 'i> {
    /// The beginning of an element.
    Open(Node<'a, 'i>),
    /// Text.
    Text(&'a str),
    /// The end of an element, also of one whose inside was left out.
    Close(Node<'a, 'i>),
}

/// Walks through a node in document order, without recursion. `visit` answers to the beginning of an element whether its
/// inside is walked through; other answers are of no effect.
pub(super) fn walk<'a, 'i, T>(root: Node<'a, 'i>, state: &mut T, mut visit: impl FnMut(&mut T, Edge<'a, 'i>) -> bool) {
    let mut node = root;
    loop {
        let inside = if node.is_text() {
            visit(state, Edge::Text(node.text().unwrap_or_default()));
            None
        } else if node.is_element() && !visit(state, Edge::Open(node)) {
            None
        } else {
            node.first_child()
        };
        if let Some(child) = inside {
            node = child;
            continue;
        }
        loop {
            if node.is_element() {
                visit(state, Edge::Close(node));
            }
            if node == root {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, ImportError> {
        with_tree(text, "XML", |tree| Ok(super::text(tree.root())))
    }

    #[test]
    fn names_of_characters() {
        assert_eq!(read("<a>caf&eacute; &amp; b</a>").unwrap(), "café & b");
        assert_eq!(read("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>").unwrap(), "y");
    }

    #[test]
    fn nothing_multiplies_and_nothing_outside_is_read() {
        let layers: String = (1..20)
            .map(|n| format!("<!ENTITY l{n} '&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};&l{0};'>", n - 1))
            .collect();
        assert!(read(&format!("<!DOCTYPE a [<!ENTITY l0 'ha'>{layers}]><a>&l19;</a>")).is_err());
        let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>";
        assert_eq!(read(outside).ok().filter(|text| !text.trim().is_empty()), None);
    }

    #[test]
    fn encodings_that_are_declared() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("<?xml version='1.0' encoding='windows-1251'?><a>Паром</a>");
        assert!(decode(&bytes).unwrap().text.contains("Паром"));
    }

    #[test]
    fn broken_files_say_so() {
        assert!(matches!(read("<a><b></a>"), Err(ImportError::Damaged { what: "XML", .. })));
    }
}
