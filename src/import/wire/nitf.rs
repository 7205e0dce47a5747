//! News Industry Text Format, versions 3.x.

use roxmltree::Node;

use crate::import::{
    ImportError,
    draft::Draft,
    xml::{self, attr},
};

/// The story in a `nitf` element.
///
/// # Errors
/// When it has no body.
pub(super) fn draft(root: Node<'_, '_>) -> Result<Draft, ImportError> {
    let first = |name: &str| xml::all(root, name).next();
    let first_text = |name: &str| first(name).map(xml::text).filter(|text| !text.trim().is_empty());
    let missing = || ImportError::Damaged { what: "NITF file", reason: "it has no body".to_owned() };
    let body = first("body.content").or_else(|| first("body")).ok_or_else(missing)?;
    let byline = first("byline").map(|byline| xml::child_text(byline, "person").unwrap_or_else(|| xml::text(byline)));
    let mut draft = Draft {
        title: first_text("hl1").or_else(|| first_text("headline")).or_else(|| first_text("title")),
        byline,
        source: first("pubdata")
            .and_then(|data| attr(data, "name").map(str::to_owned))
            .or_else(|| first_text("distributor")),
        language: attr(root, "lang").map(str::to_owned),
        blocks: xml::blocks(body),
        ..Draft::default()
    };
    let dates =
        [("date.issue", "norm"), ("pubdata", "date.publication"), ("story.date", "norm"), ("date.release", "norm")];
    for (name, attribute) in dates {
        first(name).and_then(|node| attr(node, attribute)).iter().for_each(|date| draft.take_date(&readable(date)));
    }
    // A dateline of its own stands before the first paragraph, as agencies print it.
    if let Some(dateline) = first_text("dateline").map(|line| crate::import::draft::words_of(&line))
        && !draft.blocks.iter().any(|block| block.starts_with(&dateline))
    {
        let dash = if dateline.ends_with(['-', '—', '–']) { "" } else { " -" };
        match draft.blocks.first_mut() {
            Some(first) => *first = format!("{dateline}{dash} {first}"),
            None => draft.blocks.push(dateline),
        }
    }
    Ok(draft)
}

/// `20240303T081500Z` with hyphens.
fn readable(date: &str) -> String {
    match (date.get(..4), date.get(4..6), date.get(6..8)) {
        (Some(year), Some(month), Some(day)) if date.bytes().take(8).all(|byte| byte.is_ascii_digit()) => {
            format!("{year}-{month}-{day}")
        }
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story() {
        let story = r#"<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-5.dtd"><nitf><head><title>x</title>
            <docdata><date.issue norm="20240303T081500Z"/></docdata><pubdata name="Coast Wire"/></head>
            <body><body.head><hedline><hl1>Ferry sinks</hl1></hedline><byline>By <person>Mira Tolan</person></byline>
            <dateline><location>PORT VELLE</location></dateline></body.head>
            <body.content><p>A ferry of <org>Velle Lines</org> sank.</p><p>Ten died.</p></body.content></body></nitf>"#;
        let draft = xml::with_tree(story, "NITF file", |tree| draft(tree.root_element())).unwrap();
        assert_eq!(draft.title.as_deref(), Some("Ferry sinks"));
        assert_eq!(draft.byline.as_deref(), Some("Mira Tolan"));
        assert_eq!(draft.source.as_deref(), Some("Coast Wire"));
        assert_eq!(draft.date.map(|date| date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(draft.blocks, ["PORT VELLE - A ferry of Velle Lines sank.", "Ten died."]);
    }
}
