//! RSS (0.9 to 2.0, with its RDF kin) and Atom.

use roxmltree::Node;

use crate::import::{
    ImportError,
    draft::Draft,
    html,
    xml::{self, attr, child, child_text},
};
use crate::model::Problem;

/// A summary shorter than this is no story, in bytes.
const SUMMARY: usize = 500;

/// The entries of a feed.
pub(super) fn entries<'a, 'i>(root: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    root.descendants().filter(|node| xml::is(*node, "item") || xml::is(*node, "entry")).collect()
}

/// One entry as a story.
///
/// # Errors
/// When its text nests too deeply.
pub(super) fn draft(entry: Node<'_, '_>) -> Result<Draft, ImportError> {
    let channel = entry
        .ancestors()
        .skip(1)
        .find_map(|above| child(above, "channel").or(Some(above)).filter(|node| child(*node, "title").is_some()));
    let mut draft = Draft {
        title: child(entry, "title").map(|title| plain(title)).transpose()?,
        byline: child(entry, "author")
            .map(|author| child_text(author, "name").unwrap_or_else(|| xml::text(author)))
            .or_else(|| child_text(entry, "creator")),
        source: child_text(entry, "source")
            .filter(|source| !source.contains('\n'))
            .or_else(|| channel.and_then(|channel| child_text(channel, "title"))),
        url: link(entry),
        language: channel
            .and_then(|channel| child_text(channel, "language").or_else(|| attr(channel, "lang").map(str::to_owned))),
        ..Draft::default()
    };
    for name in ["pubDate", "published", "date", "updated", "issued"] {
        child_text(entry, name).iter().for_each(|date| draft.take_date(date));
    }
    // The mail address of an author who gives both: `mira@coastwire.example (Mira Tolan)`.
    if let Some((_, name)) = draft.byline.as_deref().and_then(|byline| byline.trim().strip_suffix(')')?.split_once('('))
    {
        draft.byline = Some(name.to_owned());
    }
    let full = child(entry, "encoded").or_else(|| child(entry, "content"));
    let body = full.or_else(|| child(entry, "description")).or_else(|| child(entry, "summary"));
    draft.blocks = body.map(blocks).transpose()?.unwrap_or_default();
    if full.is_none() && draft.blocks.iter().map(String::len).sum::<usize>() < SUMMARY {
        draft
            .problems
            .push(Problem::note("The feed holds only a summary of this story; the whole stands at its address"));
    }
    Ok(draft)
}

/// The text of an element that holds HTML: escaped, or as elements.
fn blocks(node: Node<'_, '_>) -> Result<Vec<String>, ImportError> {
    if node.children().any(|child| child.is_element()) {
        Ok(xml::blocks(node))
    } else {
        html::read_piece(&xml::text(node))
    }
}

fn plain(node: Node<'_, '_>) -> Result<String, ImportError> {
    Ok(blocks(node)?.join(" "))
}

/// RSS writes the address as text, Atom as an attribute.
fn link(entry: Node<'_, '_>) -> Option<String> {
    let links = || xml::children(entry, "link");
    let alternate =
        links().find(|link| attr(*link, "href").is_some() && attr(*link, "rel").is_none_or(|rel| rel == "alternate"));
    let found = alternate
        .and_then(|link| attr(link, "href").map(str::to_owned))
        .or_else(|| links().map(xml::text).find(|text| !text.trim().is_empty()));
    found.map(|url| url.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafts(feed: &str) -> Vec<Draft> {
        xml::with_tree(feed, "XML file", |tree| entries(tree.root_element()).into_iter().map(draft).collect()).unwrap()
    }

    #[test]
    fn rss() {
        let feed = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>Coast Wire</title><language>en-gb</language>
            <item><title>Ferry &amp;amp; tug sink</title><link>https://coastwire.example/1</link><pubDate>Sun, 03 Mar 2024 08:15:00 +0100</pubDate>
            <dc:creator>Mira Tolan</dc:creator><description>Short.</description>
            <content:encoded><![CDATA[<p>A ferry sank.</p><p>Ten &ldquo;died&rdquo;.</p>]]></content:encoded></item>
            <item><title>Two</title><description>&lt;b&gt;Only&lt;/b&gt; a summary.</description></item></channel></rss>"#;
        let drafts = drafts(feed);
        assert_eq!(drafts[0].title.as_deref(), Some("Ferry & tug sink"));
        assert_eq!(drafts[0].blocks, ["A ferry sank.", "Ten “died”."]);
        assert_eq!(drafts[0].date.map(|date| date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(
            (drafts[0].source.as_deref(), drafts[0].byline.as_deref()),
            (Some("Coast Wire"), Some("Mira Tolan"))
        );
        assert_eq!(
            (drafts[1].blocks.as_slice(), drafts[1].problems.len()),
            (["Only a summary.".to_owned()].as_slice(), 1)
        );
    }

    #[test]
    fn atom() {
        let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Coast Wire</title><entry><title type="html">Ferry &lt;i&gt;Lena&lt;/i&gt;</title>
            <link rel="self" href="https://coastwire.example/feed"/><link href="https://coastwire.example/1"/><updated>2024-03-03T08:15:00Z</updated>
            <author><name>Mira Tolan</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <b>ferry</b>.</p><p>Two.</p></div></content></entry></feed>"#;
        let drafts = drafts(feed);
        assert_eq!(drafts[0].title.as_deref(), Some("Ferry Lena"));
        assert_eq!(drafts[0].url.as_deref(), Some("https://coastwire.example/1"));
        assert_eq!(drafts[0].blocks, ["A ferry.", "Two."]);
        assert_eq!(drafts[0].byline.as_deref(), Some("Mira Tolan"));
    }
}
