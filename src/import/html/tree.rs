//! A web page walked in document order.

use dom_query::{Document, NodeRef};

use crate::import::blocks::BlockWriter;

/// The blocks of a tree, in document order.
pub(super) fn blocks(document: &Document) -> Vec<String> {
    let mut writer = BlockWriter::default();
    let root = document.root();
    // Walked without recursion: pages nest as deep as their writers like.
    let mut node = root;
    loop {
        if open(&mut writer, &node)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        close(&mut writer, &node);
        while node.id != root.id && node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { return writer.finish() };
            node = parent;
            close(&mut writer, &node);
        }
        match node.next_sibling().filter(|_| node.id != root.id) {
            Some(next) => node = next,
            None => return writer.finish(),
        }
    }
}

fn open(writer: &mut BlockWriter, node: &NodeRef<'_>) -> bool {
    if node.is_text() {
        writer.text(&node.text());
        return false;
    }
    node.node_name().is_none_or(|name| !is_hidden(node) && writer.open(&name))
}

fn close(writer: &mut BlockWriter, node: &NodeRef<'_>) {
    if let Some(name) = node.node_name().filter(|_| !node.is_text()) {
        writer.close(&name);
    }
}

/// Whether the page itself hides the element from its readers.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|style| style.to_ascii_lowercase().replace(' ', ""));
    node.has_attr("hidden")
        || style.is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        blocks(&Document::from(html))
    }

    #[test]
    fn paragraphs_headings_and_lists() {
        assert_eq!(
            read("<h1>Ferry <i>Lena</i> sinks</h1><p>A  ferry\nsank.<p>Ten <b>died</b>.<ul><li>One<li>Two</ul>tail"),
            ["Ferry Lena sinks", "A ferry sank.", "Ten died.", "One", "Two", "tail"]
        );
    }

    #[test]
    fn breaks_and_tables() {
        assert_eq!(read("<p>One<br>two<br><br>three</p>"), ["One\ntwo", "three"]);
        assert_eq!(read("<table><tr><th>Port<th>Dead<tr><td>Velle<td>9</table>"), ["Port\tDead", "Velle\t9"]);
        assert_eq!(read("<pre>a\n  b</pre>"), ["a\n  b"]);
    }

    #[test]
    fn what_readers_do_not_see() {
        let page = "<head><title>x</title><style>p{}</style></head><p>A<script>1</script>B<span style='display: none'>C</span>\
                    <span hidden>D</span><!-- E --></p><noscript>F</noscript>";
        assert_eq!(read(page), ["AB"]);
    }

    #[test]
    fn entities_and_every_script() {
        assert_eq!(read("<p>&ldquo;No&rdquo; &amp; 👩‍👩‍👧 غرقت&nbsp;x</p>"), ["“No” & 👩‍👩‍👧 غرقت\u{a0}x"]);
    }

    #[test]
    fn deep_nesting_costs_no_stack() {
        assert_eq!(read(&format!("{}x", "<div>".repeat(2500))), ["x"]);
    }
}
