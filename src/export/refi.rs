//! REFI-QDA: a codebook of types and kinds, and a project with the texts and what is coded in them.
//!
//! Positions are code points; texts have LF line ends and no byte order mark, because readers pad others.

use std::io::{self, Write};

use super::{
    Format,
    archive::Archive,
    cell::Words,
    names::{one_line, uuid},
    xml::Xml,
};
use crate::{
    corpus::Entry,
    model::{EntityType, QuoteKind, Span},
};

/// When the project was made, for readers that insist on a time; the time of writing would make two exports differ.
const MADE: &str = "2000-01-01T00:00:00Z";
const NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";

/// Writes a codebook or a project; answers with the number of codings.
pub(super) fn write(entries: &[&Entry], format: Format, out: &mut dyn Write) -> io::Result<u64> {
    if format == Format::Qdc {
        let mut xml = Xml::new()?;
        xml.open("CodeBook", &[("xmlns", NAMESPACE), ("origin", "OnRecord")])?;
        codes(&mut xml)?;
        xml.empty("Sets", &[])?;
        out.write_all(&xml.finish()?)?;
        return Ok(0);
    }
    let user = uuid("user");
    let mut archive = Archive::new();
    let mut xml = Xml::new()?;
    let mut n_codings = 0;
    xml.open(
        "Project",
        &[
            ("xmlns", "urn:QDA-XML:project:1.0"),
            ("name", "OnRecord"),
            ("origin", "OnRecord"),
            ("creatingUserGUID", &user),
            ("creationDateTime", MADE),
        ],
    )?;
    xml.open("Users", &[])?;
    xml.empty("User", &[("guid", &user), ("name", "OnRecord")])?;
    xml.close()?;
    xml.open("CodeBook", &[])?;
    codes(&mut xml)?;
    xml.close()?;
    xml.open("Sources", &[])?;
    for entry in entries {
        let guid = uuid(&format!("source {} {}", entry.document.name, entry.document.sha256));
        archive.add(&format!("sources/{guid}.txt"), entry.document.text.as_bytes())?;
        n_codings += source(&mut xml, entry, &guid, &user)?;
    }
    xml.close()?;
    archive.add("project.qde", &xml.finish()?)?;
    out.write_all(&archive.finish()?)?;
    Ok(n_codings)
}

/// A group of codes: its name, and the words of its codes.
fn groups() -> [(&'static str, Vec<&'static str>); 2] {
    [
        ("entity", EntityType::ALL.iter().map(|etype| etype.code()).collect()),
        ("quote", QuoteKind::ALL.iter().map(|kind| kind.code()).collect()),
    ]
}

fn code_id(group: &str, code: &str) -> String {
    uuid(&format!("code {group} {code}"))
}

fn codes(xml: &mut Xml) -> io::Result<()> {
    xml.open("Codes", &[])?;
    for (group, words) in groups() {
        xml.open("Code", &[("guid", &code_id(group, "")), ("name", group), ("isCodable", "false")])?;
        for code in words {
            let name = format!("{group}: {code}");
            xml.empty("Code", &[("guid", &code_id(group, code)), ("name", &name), ("isCodable", "true")])?;
        }
        xml.close()?;
    }
    xml.close()
}

fn source(xml: &mut Xml, entry: &Entry, guid: &str, user: &str) -> io::Result<u64> {
    let words = Words::new(entry);
    let path = format!("internal://{guid}.txt");
    let name = one_line(&entry.document.name);
    let attributes = [
        ("guid", guid),
        ("name", name.as_str()),
        ("plainTextPath", path.as_str()),
        ("creatingUser", user),
        ("creationDateTime", MADE),
    ];
    xml.open("TextSource", &attributes)?;
    let mut n_codings = 0;
    let mut code = |span: Span, group: &str, code: &str| {
        n_codings += 1;
        let [start, end] = words.place(span);
        let name: String = one_line(&words.exact(span)).chars().take(60).collect();
        let id = |what: &str| uuid(&format!("{what} {guid} {n_codings}"));
        xml.open(
            "PlainTextSelection",
            &[
                ("guid", &id("selection")),
                ("name", name.as_str()),
                ("startPosition", &start),
                ("endPosition", &end),
                ("creatingUser", user),
                ("creationDateTime", MADE),
            ],
        )?;
        xml.open("Coding", &[("guid", &id("coding")), ("creatingUser", user), ("creationDateTime", MADE)])?;
        xml.empty("CodeRef", &[("targetGUID", &code_id(group, code))])?;
        xml.close()?;
        xml.close()
    };
    for mention in &entry.analysis.mentions {
        code(mention.span, "entity", mention.etype.code())?;
    }
    for quote in &entry.analysis.quotes {
        for &part in &quote.content {
            code(part, "quote", quote.kind.code())?;
        }
    }
    xml.close()?;
    Ok(n_codings)
}
