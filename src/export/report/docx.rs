//! The report as a Word document with endnotes: Office Open XML, ECMA-376, transitional.

use std::{fmt::Write as _, io};

use quick_xml::escape::escape;

use super::{ENTITY_COLUMNS, Note, Report, Statement};
use crate::export::{archive::Archive, xml};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Notes are counted from here; the numbers below are the lines that part them from the text.
const FIRST_NOTE: usize = 1;

pub(super) fn document(report: &Report) -> io::Result<Vec<u8>> {
    let mut archive = Archive::new();
    archive.add("[Content_Types].xml", content_types().as_bytes())?;
    archive.add("_rels/.rels", relations(&[("officeDocument", "word/document.xml")]).as_bytes())?;
    archive.add("word/document.xml", body(report).as_bytes())?;
    archive.add(
        "word/_rels/document.xml.rels",
        relations(&[("styles", "styles.xml"), ("endnotes", "endnotes.xml")]).as_bytes(),
    )?;
    archive.add("word/styles.xml", styles().as_bytes())?;
    archive.add("word/endnotes.xml", endnotes(report).as_bytes())?;
    archive.finish()
}

fn content_types() -> String {
    let part =
        |name: &str, kind: &str| format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>");
    let parts = [part("document", "document.main"), part("styles", "styles"), part("endnotes", "endnotes")].concat();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{parts}</Types>"
    )
}

fn relations(targets: &[(&str, &str)]) -> String {
    let mut relations = String::new();
    for (index, (kind, target)) in targets.iter().enumerate() {
        let _ = write!(relations, "<Relationship Id=\"r{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>", index + 1);
    }
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>")
}

fn styles() -> String {
    let heading = |id: &str, name: &str, level: usize, size: usize| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/>\
             <w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"{level}\"/></w:pPr>\
             <w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>"
        )
    };
    format!(
        "{HEAD}<w:styles xmlns:w=\"{WORDS}\">\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:pPr><w:spacing w:after=\"120\"/></w:pPr><w:rPr><w:sz w:val=\"22\"/></w:rPr></w:style>{}{}\
         <w:style w:type=\"paragraph\" w:styleId=\"EndnoteText\"><w:name w:val=\"endnote text\"/><w:basedOn w:val=\"Normal\"/>\
         <w:rPr><w:sz w:val=\"18\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"EndnoteReference\"><w:name w:val=\"endnote reference\"/>\
         <w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Words\"><w:name w:val=\"Words of a story\"/>\
         <w:rPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2EE\"/></w:rPr></w:style></w:styles>",
        heading("Heading1", "heading 1", 0, 36),
        heading("Heading2", "heading 2", 1, 28),
    )
}

fn body(report: &Report) -> String {
    let mut body = paragraph("Heading1", &run("", "Report"));
    body += &paragraph("Normal", &run("", &format!("Documents: {}", report.n_documents)));
    body += &paragraph("Heading2", &run("", "Entities"));
    body += "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>";
    body += &"<w:gridCol w:w=\"2400\"/>".repeat(ENTITY_COLUMNS.len());
    body += "</w:tblGrid>";
    body += &row("<w:rPr><w:b/></w:rPr>", &ENTITY_COLUMNS);
    for entity in &report.entities {
        body += &row("", entity);
    }
    body += "</w:tbl>";
    let mut number = FIRST_NOTE;
    for (heading, statements) in [("Quotes", &report.quotes), ("Claims", &report.claims)] {
        body += &paragraph("Heading2", &run("", heading));
        for statement in statements {
            body += &statement_paragraph(statement, number);
            number += 1;
        }
    }
    format!("{HEAD}<w:document xmlns:w=\"{WORDS}\"><w:body>{body}<w:sectPr/></w:body></w:document>")
}

fn row(properties: &str, cells: &[impl AsRef<str>]) -> String {
    let cell = |words: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"2400\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            paragraph("Normal", &run(properties, words))
        )
    };
    format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words.as_ref())).collect::<String>())
}

fn statement_paragraph(statement: &Statement, number: usize) -> String {
    let reference = format!(
        "<w:r><w:rPr><w:rStyle w:val=\"EndnoteReference\"/></w:rPr><w:endnoteReference w:id=\"{number}\"/></w:r>"
    );
    paragraph("Normal", &(run("", &format!("{}: ", statement.lead)) + &quoted(&statement.words) + &reference))
}

fn endnotes(report: &Report) -> String {
    let line = |id: &str, kind: &str, element: &str| {
        format!("<w:endnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{element}/></w:r></w:p></w:endnote>")
    };
    let mut notes = line("-1", "separator", "separator") + &line("0", "continuationSeparator", "continuationSeparator");
    for (index, statement) in report.quotes.iter().chain(&report.claims).enumerate() {
        let _ = write!(notes, "<w:endnote w:id=\"{}\">{}</w:endnote>", index + FIRST_NOTE, note(&statement.note));
    }
    format!("{HEAD}<w:endnotes xmlns:w=\"{WORDS}\">{notes}</w:endnotes>")
}

fn note(note: &Note) -> String {
    let mark = "<w:r><w:rPr><w:rStyle w:val=\"EndnoteReference\"/></w:rPr><w:endnoteRef/></w:r>";
    let mut runs = mark.to_owned() + &run("", &format!(" {}", note.lead()));
    for (index, part) in note.parts.iter().enumerate() {
        if index > 0 {
            runs += &run("", "; ");
        }
        runs += &quoted(&part.words);
        runs += &run("", &format!(" ({})", part.place));
    }
    runs += &run("", &note.end());
    paragraph("EndnoteText", &runs)
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// Words of a story.
fn quoted(words: &str) -> String {
    run("<w:rPr><w:rStyle w:val=\"Words\"/></w:rPr>", words)
}

/// Text with its line breaks and tabs.
fn run(properties: &str, text: &str) -> String {
    let mut content = String::new();
    for (index, line) in xml::allowed(text).split('\n').enumerate() {
        if index > 0 {
            content += "<w:br/>";
        }
        for (index, part) in line.split('\t').enumerate() {
            if index > 0 {
                content += "<w:tab/>";
            }
            let _ = write!(content, "<w:t xml:space=\"preserve\">{}</w:t>", escape(part));
        }
    }
    format!("<w:r>{properties}{content}</w:r>")
}
