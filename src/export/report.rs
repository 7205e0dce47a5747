//! A report for readers: who is named, who said what, who claims what, with endnotes that lead to the exact words.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{
    Scope,
    cell::{self, Words},
    claims::claimant,
    names, xml,
};
use crate::{
    corpus::{Corpus, Entry},
    model::{QuoteKind, Span},
};

/// The report as one HTML page that loads nothing.
pub(super) fn html(corpus: &Corpus, scope: &Scope) -> String {
    let mut page = Page::default();
    let entries = scope.entries(corpus);
    page.line("<h1>Report</h1>");
    page.line(&format!("<p>Documents: {}</p>", entries.len()));
    page.line("<h2>Entities</h2>\n<table>\n<tr><th>Name</th><th>Type</th><th>Mentions</th><th>Documents</th></tr>");
    for entity in names::things(corpus, scope) {
        page.line(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            plain(&entity.name),
            entity.etype.label(),
            entity.n_mentions,
            entity.n_documents
        ));
    }
    page.line("</table>\n<h2>Quotes</h2>");
    for entry in &entries {
        let words = Words::new(entry);
        for quote in entry.analysis.quotes.iter().filter(|quote| quote.kind != QuoteKind::Nonspeech) {
            let [_, name] = cell::entity(corpus, entry.id, quote.speaker);
            let speaker = if name.is_empty() { "Unknown speaker" } else { &name };
            page.statement(entry, &words, &format!("{speaker}, {}", quote.kind), &quote.content);
        }
    }
    page.line("<h2>Claims</h2>");
    for entry in &entries {
        let words = Words::new(entry);
        for claim in &entry.analysis.claims {
            let [_, name] = claimant(corpus, entry, claim.claimant);
            let lead = format!("{name}, {}, {}, {}", claim.act, claim.polarity, claim.modality);
            page.statement(entry, &words, &lead, &claim.content);
        }
    }
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

    /// A statement with its endnote: document, date, exact words, places, SHA-256 of the file.
    fn statement(&mut self, entry: &Entry, words: &Words<'_>, lead: &str, spans: &[Span]) {
        self.n_notes += 1;
        let number = self.n_notes;
        let said = plain(&words.parts(spans));
        self.line(&format!(
            "<p>{}: <q>{said}</q><sup><a href=\"#n{number}\" id=\"r{number}\">{number}</a></sup></p>",
            plain(lead)
        ));
        let document = &entry.document;
        let date = document.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let parts: Vec<String> = spans
            .iter()
            .map(|&span| {
                format!("<q>{}</q> (characters {})", plain(&words.exact(span)), words.place(span).join(" to "))
            })
            .collect();
        let _ = writeln!(
            self.notes,
            "<li id=\"n{number}\">{}, {date}, {}: {}. SHA-256 of the file: <code>{}</code> <a href=\"#r{number}\">back</a></li>",
            plain(&document.title),
            plain(&document.name),
            parts.join("; "),
            document.sha256
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
