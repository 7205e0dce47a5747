//! OpenDocument text.

use crate::import::{
    ImportError,
    archive::Package,
    blocks::BlockWriter,
    draft::Draft,
    office::describe,
    xml::{self, Edge},
};

const WHAT: &str = "OpenDocument text";
/// Most spaces that one element stands for.
const MAX_SPACES: usize = 100;

/// Reads a document: its text, then its notes. Deleted text and comments are left out.
///
/// # Errors
/// When it is damaged.
pub(in crate::import) fn read(bytes: &[u8]) -> Result<Draft, ImportError> {
    let mut package = Package::open(bytes, WHAT)?;
    let missing = || ImportError::Damaged { what: WHAT, reason: "its text is missing".to_owned() };
    let content = package.part("content.xml")?.ok_or_else(missing)?;
    let decoded = xml::decode(&content)?;
    let mut draft = Draft::default();
    xml::with_tree(&decoded.text, WHAT, |tree| {
        let body = xml::all(tree.root_element(), "body").next().ok_or_else(missing)?;
        let mut writer = BlockWriter::default();
        xml::walk(body, &mut writer, |writer, edge| visit(writer, edge, false));
        draft.blocks = writer.finish();
        for note in xml::all(body, "note-body") {
            let mut writer = BlockWriter::default();
            xml::walk(note, &mut writer, |writer, edge| visit(writer, edge, true));
            draft.blocks.extend(writer.finish());
        }
        Ok(())
    })?;
    if let Some(meta) = package.part("meta.xml")? {
        let decoded = xml::decode(&meta)?;
        xml::with_tree(&decoded.text, WHAT, |tree| {
            let field = |name| xml::all(tree.root_element(), name).next().map(xml::text);
            describe(&mut draft, field("title"), field("initial-creator").or_else(|| field("creator")));
            draft.made = field("creation-date");
            draft.language = field("language");
            Ok(())
        })?;
    }
    Ok(draft)
}

fn visit(writer: &mut BlockWriter, edge: Edge<'_, '_>, in_note: bool) -> bool {
    match edge {
        Edge::Open(node) => match node.tag_name().name() {
            "p" | "h" => writer.open("p"),
            "line-break" => writer.open("br"),
            "tab" => {
                writer.tab();
                false
            }
            "s" => {
                let count = xml::attr(node, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                writer.text(&" ".repeat(usize::min(count, MAX_SPACES)));
                false
            }
            "tracked-changes" | "annotation" | "note-citation" | "sequence-decls" | "forms" | "desc" | "title" => false,
            "note-body" => in_note,
            _ => true,
        },
        Edge::Text(text) => {
            // Between paragraphs there is only the layout of the file.
            writer.text(text);
            false
        }
        Edge::Close(node) => {
            if matches!(node.tag_name().name(), "p" | "h") {
                writer.close("p");
            }
            false
        }
    }
}
