//! A story on its way to becoming a [`Document`]: what every format but plain text is brought to first.

use chrono::NaiveDate;

use super::{ImportError, calendar, header, language, sha256, story};
use crate::model::{DateOrigin, Document, Format, Origin, Problem, Span};

/// Longest byline, in words. What is longer is a sentence about the author.
const MAX_BYLINE_WORDS: usize = 14;
/// Number of opening blocks among which a byline is looked for before it is put there.
const OPENING: usize = 4;

/// Most bytes that a line with the authors says beside their names: "By", "Reported by", a date.
const MAX_LABEL: usize = 40;

/// Text in blocks, and what the file says about it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) date: Option<NaiveDate>,
    /// When the file was made, in whatever words: the date of last resort.
    pub(super) made: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) encoding: Option<&'static str>,
    /// Paragraphs, headings, list items and table rows, in reading order.
    pub(super) blocks: Vec<String>,
    /// Where each page begins: the number of a block and a byte in it, ascending.
    pub(super) pages: Vec<(usize, usize)>,
    pub(super) problems: Vec<Problem>,
}

impl Draft {
    /// Takes the date from the words of a metadata field, unless there is one already.
    pub(super) fn take_date(&mut self, words: &str) {
        self.date = self.date.or_else(|| calendar::find_date(words, None).map(|found| found.date));
    }

    /// The document, named `name`, of a file or part whose bytes are `bytes`.
    ///
    /// Title and byline that the metadata tell and the text does not are put on lines of their own above it, so that they
    /// are read and can be corrected like the rest.
    ///
    /// # Errors
    /// When there are no words in it.
    pub(super) fn into_document(mut self, name: &str, format: Format, bytes: &[u8]) -> Result<Document, ImportError> {
        let Layout { text, title, byline, pages } = self.lay_out();
        if !text.chars().any(char::is_alphanumeric) {
            return Err(ImportError::NoWords { what: format.words() });
        }
        // With a date from the metadata there is nothing to look for above the story.
        let search = if self.date.is_some() { header::Search::StoryOnly } else { header::Search::Whole };
        let mut document = story(name, text, search);
        document.sha256 = sha256(bytes);
        document.encoding = self.encoding.unwrap_or("UTF-8").to_owned();
        if let Some(span) = title {
            document.title = words_of(document.words(span));
            document.title_span = Some(span);
        }
        if let Some(date) = self.date {
            super::set_date(&mut document, date, DateOrigin::Metadata);
        }
        if let Some(made) = self.made.as_deref().filter(|_| document.date.is_none())
            && let Some(found) = calendar::find_date(made, None)
        {
            super::set_date(&mut document, found.date, DateOrigin::Metadata);
            document
                .problems
                .push(Problem::note("The story tells no date; it was given the day on which its file was made"));
        }
        document.byline = byline.or(document.byline);
        document.source = given(self.source).or(document.source);
        document.problems.append(&mut self.problems);
        let url = self.url.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        document.origin = Origin { format, part: None, url, language: self.language, pages };
        language::note(&mut document);
        Ok(document)
    }

    /// Puts the blocks together with blank lines between them.
    fn lay_out(&mut self) -> Layout {
        let title = given(self.title.take());
        let byline = given(self.byline.take()).and_then(|byline| plain_byline(&byline));
        let mut layout = Layout::default();
        let blocks: Vec<String> = self.blocks.iter().map(|block| clean(block)).collect();
        let opening = || blocks.iter().enumerate().filter(|(_, block)| !block.is_empty()).take(OPENING);
        // The page repeats its title as a heading more often than not.
        let heading = title.as_ref().and_then(|title| opening().find(|(_, block)| is_same(block, title)));
        let heading = heading.map(|(index, _)| index);
        if let Some(title) = title.filter(|_| heading.is_none()) {
            layout.title = layout.push_span(&title);
        }
        // So it does with its authors.
        let said = byline.as_ref().and_then(|byline| {
            opening()
                .find(|(_, block)| block.contains(byline) && block.len() < byline.len() + MAX_LABEL)
                .map(|(index, _)| index)
        });
        let mut line = byline.as_ref().filter(|_| said.is_none()).map(|byline| format!("By {byline}"));
        if heading.is_none() {
            layout.push_byline(line.take());
        }
        let mut pages = self.pages.iter().peekable();
        for (index, (block, raw)) in blocks.iter().zip(&self.blocks).enumerate() {
            let start = layout.push(block);
            if heading == Some(index) {
                layout.title = Span::new(&layout.text, start, layout.text.len());
                layout.push_byline(line.take());
            }
            if let Some(byline) = byline.as_ref().filter(|_| said == Some(index)) {
                let at = block.find(byline.as_str()).map(|at| start + at);
                layout.byline = at.and_then(|at| Span::new(&layout.text, at, at + byline.len()));
            }
            while let Some((_, at)) = pages.next_if(|(of, _)| *of == index) {
                // Cleaning keeps characters of no interest out; what stands before the page break shifts it.
                let before = raw.get(..*at).map_or(0, |before| clean(before).len()).min(block.len());
                layout.pages.push(u32::try_from(start + before).unwrap_or(u32::MAX));
            }
        }
        layout
    }
}

#[derive(Default)]
struct Layout {
    text: String,
    title: Option<Span>,
    byline: Option<Span>,
    pages: Vec<u32>,
}

impl Layout {
    /// Adds a block; answers the byte where it begins.
    fn push(&mut self, block: &str) -> usize {
        if block.is_empty() {
            return self.text.len();
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(block);
        start
    }

    fn push_byline(&mut self, line: Option<String>) {
        let line = line.and_then(|line| self.push_span(&line));
        self.byline = line.and_then(|line| Span::new(&self.text, line.start() + "By ".len(), line.end()));
    }

    fn push_span(&mut self, block: &str) -> Option<Span> {
        let start = self.push(block);
        Span::new(&self.text, start, self.text.len()).filter(|span| !span.is_empty())
    }
}

/// A block without what readers never see: control characters, soft hyphens, zero-width spaces, byte order marks, and white
/// space around its lines.
fn clean(block: &str) -> String {
    let unseen =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}');
    let unified = super::encoding::unify_line_ends(block);
    let seen: String = unified.chars().filter(|c| !unseen(*c)).collect();
    seen.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The names of a byline, when it holds names at all: no address, no sentence.
fn plain_byline(byline: &str) -> Option<String> {
    let names = words_of(byline);
    let names = ["By ", "by ", "BY "].iter().find_map(|by| names.strip_prefix(by)).unwrap_or(&names);
    let is_plain = !names.contains("://") && names.split_whitespace().count() <= MAX_BYLINE_WORDS;
    Some(names.to_owned()).filter(|names| is_plain && names.chars().any(char::is_alphabetic))
}

fn is_same(block: &str, title: &str) -> bool {
    words_of(block).to_lowercase() == words_of(title).to_lowercase()
}

/// The words with single spaces between them.
pub(super) fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value with words in it, on one line.
pub(super) fn given(value: Option<String>) -> Option<String> {
    value.map(|value| words_of(&clean(&value))).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str, byline: &str, blocks: &[&str]) -> Document {
        let draft = Draft {
            title: Some(title.to_owned()),
            byline: Some(byline.to_owned()),
            blocks: blocks.iter().map(|block| (*block).to_owned()).collect(),
            pages: (0..blocks.len()).map(|index| (index, 0)).collect(),
            ..Draft::default()
        };
        draft.into_document("story", Format::Html, b"bytes").unwrap()
    }

    #[test]
    fn title_and_byline_stand_above_the_text() {
        let document =
            draft("Ferry  sinks", "By Mira Tolan", &["PORT VELLE, March 3, 2024 - A ferry sank.", "It lay deep."]);
        assert_eq!(
            &*document.text,
            "Ferry sinks\n\nBy Mira Tolan\n\nPORT VELLE, March 3, 2024 - A ferry sank.\n\nIt lay deep."
        );
        assert_eq!(document.title, "Ferry sinks");
        assert_eq!(document.byline.map(|span| document.words(span)), Some("Mira Tolan"));
        assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(document.origin.page_at(document.text.find("It lay").unwrap()), Some(2));
    }

    #[test]
    fn what_the_page_repeats_is_not_repeated() {
        let document = draft("Ferry sinks", "Mira Tolan", &["FERRY SINKS", "By Mira Tolan", "A ferry sank."]);
        assert_eq!(&*document.text, "FERRY SINKS\n\nBy Mira Tolan\n\nA ferry sank.");
        assert_eq!(document.title, "FERRY SINKS");
        assert_eq!(document.byline.map(|span| document.words(span)), Some("Mira Tolan"));
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        let document = draft("T", "https://example.org/mira", &["A fer\u{AD}ry\r\nsank \u{0}off\u{200B} Velle.", ""]);
        assert_eq!(&*document.text, "T\n\nA ferry\nsank off Velle.");
    }

    #[test]
    fn no_words_no_document() {
        let refused = Draft { blocks: vec!["* * *".to_owned()], ..Draft::default() };
        assert!(matches!(refused.into_document("a", Format::Pdf, b""), Err(ImportError::NoWords { what: "PDF" })));
    }
}
