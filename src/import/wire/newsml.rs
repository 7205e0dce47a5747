//! NewsML-G2, and what of NewsML 1.2 is built alike.

use roxmltree::Node;

use super::nitf;
use crate::import::{
    ImportError,
    draft::Draft,
    html,
    xml::{self, attr, child},
};

/// The news items of a message or file.
pub(super) fn items<'a, 'i>(root: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    root.descendants().filter(|node| xml::is(*node, "newsItem") || xml::is(*node, "NewsItem")).collect()
}

/// One item as a story.
///
/// # Errors
/// When it holds no text, only pictures or references.
pub(super) fn draft(item: Node<'_, '_>) -> Result<Draft, ImportError> {
    let first = |name: &str| xml::all(item, name).next();
    let text = |name: &str| first(name).map(xml::text).filter(|text| !text.trim().is_empty());
    let mut draft = match first("nitf") {
        Some(story) => nitf::draft(story)?,
        None => Draft { blocks: body(item)?, ..Draft::default() },
    };
    if draft.blocks.is_empty() {
        return Err(ImportError::NoWords { what: "news item" });
    }
    draft.title = draft.title.or_else(|| text("headline")).or_else(|| text("HeadLine"));
    draft.byline = draft.byline.or_else(|| text("by")).or_else(|| text("byline")).or_else(|| text("ByLine"));
    draft.source = first("provider").and_then(name_of).or(draft.source);
    draft.language = first("contentMeta")
        .and_then(|meta| child(meta, "language"))
        .and_then(|language| attr(language, "tag"))
        .map(str::to_owned);
    for name in ["contentCreated", "firstCreated", "versionCreated", "ThisRevisionCreated"] {
        text(name).iter().for_each(|date| draft.take_date(date));
    }
    Ok(draft)
}

/// The words of a party: its name, or the code it goes by.
fn name_of(party: Node<'_, '_>) -> Option<String> {
    let name = xml::child_text(party, "name").or_else(|| attr(party, "literal").map(str::to_owned));
    name.or_else(|| attr(party, "qcode").and_then(|code| code.rsplit(':').next()).map(str::to_owned))
}

fn body(item: Node<'_, '_>) -> Result<Vec<String>, ImportError> {
    for node in item.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "inlineXML" | "DataContent" => {
                let page = xml::all(node, "body").next().unwrap_or(node);
                return Ok(xml::blocks(page));
            }
            "inlineData" => {
                let data = xml::text(node);
                let is_page = attr(node, "contenttype").is_some_and(|kind| kind.contains("html"));
                return if is_page {
                    html::read_piece(&data)
                } else {
                    Ok(data.split("\n\n").map(str::to_owned).collect())
                };
            }
            _ => {}
        }
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item() {
        let item = r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="2">
            <itemMeta><provider literal="Coast Wire"/><versionCreated>2024-03-04T09:00:00Z</versionCreated></itemMeta>
            <contentMeta><contentCreated>2024-03-03T08:15:00Z</contentCreated><headline>Ferry sinks</headline><by>Mira Tolan</by><language tag="en-GB"/></contentMeta>
            <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>
            <body><p>A ferry sank.</p><p>Ten died.</p></body></html></inlineXML></contentSet></newsItem>"#;
        let draft = xml::with_tree(item, "XML file", |tree| draft(items(tree.root_element())[0])).unwrap();
        assert_eq!(draft.title.as_deref(), Some("Ferry sinks"));
        assert_eq!(draft.source.as_deref(), Some("Coast Wire"));
        assert_eq!(draft.date.map(|date| date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(draft.blocks, ["A ferry sank.", "Ten died."]);
    }
}
