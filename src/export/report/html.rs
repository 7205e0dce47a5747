//! The report as one web page that loads nothing.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{ENTITY_COLUMNS, Report, Statement};
use crate::export::xml;

pub(super) fn page(report: &Report) -> String {
    let mut page = Page::default();
    page.line("<h1>Report</h1>");
    page.line(&format!("<p>Documents: {}</p>", report.n_documents));
    page.line("<h2>Entities</h2>\n<table>");
    page.row("th", &ENTITY_COLUMNS);
    for row in &report.entities {
        page.row("td", row);
    }
    page.line("</table>\n<h2>Quotes</h2>");
    report.quotes.iter().for_each(|statement| page.statement(statement));
    page.line("<h2>Claims</h2>");
    report.claims.iter().for_each(|statement| page.statement(statement));
    page.finish()
}

#[derive(Default)]
struct Page {
    body: String,
    notes: String,
    n_notes: usize,
}

impl Page {
    fn line(&mut self, html: &str) {
        self.body.push_str(html);
        self.body.push('\n');
    }

    fn row(&mut self, cell: &str, words: &[impl AsRef<str>]) {
        let cells: String = words.iter().map(|words| format!("<{cell}>{}</{cell}>", plain(words.as_ref()))).collect();
        self.line(&format!("<tr>{cells}</tr>"));
    }

    fn statement(&mut self, statement: &Statement) {
        self.n_notes += 1;
        let number = self.n_notes;
        self.line(&format!(
            "<p>{}: <q>{}</q><sup><a href=\"#n{number}\" id=\"r{number}\">{number}</a></sup></p>",
            plain(&statement.lead),
            plain(&statement.words)
        ));
        let note = &statement.note;
        let parts: Vec<String> =
            note.parts.iter().map(|part| format!("<q>{}</q> ({})", plain(&part.words), part.place)).collect();
        let _ = writeln!(
            self.notes,
            "<li id=\"n{number}\">{}{}{} <a href=\"#r{number}\">back</a></li>",
            plain(&note.lead()),
            parts.join("; "),
            plain(&note.end())
        );
    }

    fn finish(self) -> String {
        // Words of stories stand as they are; the page puts no marks of its own around them.
        let style = "body{font-family:sans-serif;max-width:48em;margin:2em auto;line-height:1.5}\
                     q{quotes:none;background:#f2f2ee}td,th{text-align:start;padding:0 1em 0 0}q{white-space:pre-wrap}";
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Report</title>\n<style>{style}</style>\n</head>\n<body dir=\"auto\">\n{}<h2>Notes</h2>\n<ol>\n{}</ol>\n</body>\n</html>\n",
            self.body, self.notes
        )
    }
}

fn plain(text: &str) -> String {
    escape(xml::allowed(text)).into_owned()
}
