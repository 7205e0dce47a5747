//! Office Open XML, as Word and its peers write it.

use roxmltree::Node;

use super::describe;
use crate::import::{
    ImportError,
    archive::Package,
    blocks::BlockWriter,
    draft::Draft,
    xml::{self, Edge},
};

const WHAT: &str = "Word document";
/// Most bytes of a cell that is written on one line with the others of its row.
const MAX_CELL: usize = 200;

/// Reads a document: paragraphs, tables, text boxes, then foot- and endnotes. Deleted text of tracked changes is left out.
///
/// # Errors
/// When it is damaged.
pub(in crate::import) fn read(bytes: &[u8]) -> Result<Draft, ImportError> {
    let mut package = Package::open(bytes, WHAT)?;
    let missing = || ImportError::Damaged { what: WHAT, reason: "its text is missing".to_owned() };
    let body = package.part("word/document.xml")?.ok_or_else(missing)?;
    let mut draft = Draft { blocks: blocks(&body)?, ..Draft::default() };
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(part) = package.part(notes)? {
            draft.blocks.extend(blocks(&part)?);
        }
    }
    if let Some(core) = package.part("docProps/core.xml")? {
        let core = xml::decode(&core)?;
        xml::with_tree(&core.text, WHAT, |tree| {
            let root = tree.root_element();
            let field = |name| xml::child_text(root, name);
            describe(&mut draft, field("title"), field("creator"));
            draft.made = field("created");
            draft.language = field("language");
            Ok(())
        })?;
    }
    Ok(draft)
}

fn blocks(part: &[u8]) -> Result<Vec<String>, ImportError> {
    let decoded = xml::decode(part)?;
    xml::with_tree(&decoded.text, WHAT, |tree| {
        let mut writer = BlockWriter::default();
        xml::walk(tree.root_element(), &mut writer, visit);
        Ok(writer.finish())
    })
}

fn visit(writer: &mut BlockWriter, edge: Edge<'_, '_>) -> bool {
    match edge {
        Edge::Open(node) => match node.tag_name().name() {
            "p" => is_in_plain_row(node) || writer.open("p"),
            "tr" => writer.open("tr"),
            "tc" => writer.open("td"),
            "br" | "cr" => writer.open("br"),
            "tab" if node.parent_element().is_some_and(|run| xml::is(run, "r")) => {
                writer.tab();
                false
            }
            "noBreakHyphen" => {
                writer.text("\u{2011}");
                false
            }
            // What was deleted, what the other half of an alternative shows again, codes of fields, marks of notes.
            "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "pPr" | "rPr" | "sdtPr" => false,
            // Separators between text and notes.
            "footnote" | "endnote" => xml::attr(node, "type").is_none_or(|kind| kind == "normal"),
            _ => true,
        },
        Edge::Text(text) => {
            writer.text(text);
            false
        }
        Edge::Close(node) => {
            match node.tag_name().name() {
                "p" if !is_in_plain_row(node) => writer.close("p"),
                "tr" => writer.close("tr"),
                "tc" if is_in_plain_row(node) => writer.close("td"),
                "footnote" | "endnote" => writer.end_block(),
                _ => {}
            }
            false
        }
    }
}

/// Whether a node stands in a row whose cells are one short line each. Other rows lay pages out.
fn is_in_plain_row(node: Node<'_, '_>) -> bool {
    let Some(row) = node.ancestors().skip(1).take(4).find(|above| xml::is(*above, "tr")) else { return false };
    xml::children(row, "tc").all(|cell| {
        xml::children(cell, "p").count() == 1 && xml::child(cell, "tbl").is_none() && xml::text(cell).len() <= MAX_CELL
    })
}
