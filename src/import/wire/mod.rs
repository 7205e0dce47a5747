//! What agencies, feeds and databases deliver: RSS and Atom, NewsML-G2, NITF, and text exports of Nexis and Factiva.

mod collection;
mod feed;
mod newsml;
mod nitf;

use roxmltree::Node;

use super::{ImportError, Reading, draft::Draft, html, xml};
use crate::model::Format;

pub(super) use collection::stories as collected_stories;

/// Reads an XML file of one of these kinds; the root element tells which.
///
/// # Errors
/// When it is no XML, or XML of another kind.
pub(super) fn read_xml(name: &str, bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), ImportError> {
    let decoded = xml::decode(bytes)?;
    xml::with_tree(&decoded.text, "XML file", |tree| {
        let root = tree.root_element();
        match root.tag_name().name() {
            "rss" | "RDF" | "feed" => several(name, feed::entries(root), reading, Format::Feed, feed::draft),
            "newsItem" | "newsMessage" | "NewsML" => {
                several(name, newsml::items(root), reading, Format::NewsMl, newsml::draft)
            }
            "nitf" => {
                reading.take(name, None, Format::Nitf, bytes, nitf::draft(root));
                Ok(())
            }
            "html" => {
                reading.take(name, None, Format::Html, bytes, html::read(bytes));
                Ok(())
            }
            other => Err(ImportError::UnknownXml { root: other.to_owned() }),
        }
    })
}

/// Reads the parts of a file one by one. A single one gets the name of the file.
fn several<'a, 'i>(
    name: &str,
    nodes: Vec<Node<'a, 'i>>,
    reading: &mut Reading<'_>,
    format: Format,
    draft: impl Fn(Node<'a, 'i>) -> Result<Draft, ImportError>,
) -> Result<(), ImportError> {
    let n_nodes = nodes.len();
    for (index, node) in nodes.into_iter().enumerate() {
        if reading.is_stopped() {
            break;
        }
        let number = index + 1;
        let source = node.document().input_text().get(node.range()).unwrap_or_default();
        if n_nodes == 1 {
            reading.take(name, None, format, source.as_bytes(), draft(node));
        } else {
            reading.take(
                &format!("{name}-{number}"),
                Some(format!("item {number}")),
                format,
                source.as_bytes(),
                draft(node),
            );
        }
    }
    Ok(())
}
