//! Web pages: the readable text, with title, date, authors and outlet from the page's own description.

mod tree;

use std::sync::LazyLock;

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use regex::bytes::Regex;

use super::{ImportError, draft::Draft, encoding};
use crate::model::Problem;

/// Deepest nesting that is looked through for the readable part. Pages of real writers stay far below.
const MAX_DEPTH: usize = 256;
/// Deepest nesting that is read at all, counted roughly. Each level slows the parser down.
const MAX_ROUGH_DEPTH: usize = 3000;
/// Most attributes of one element. The parser looks through all of them for each.
const MAX_ATTRIBUTES: usize = 256;
/// Most elements of a page in which the readable part is looked for.
const MAX_ELEMENTS: usize = 200_000;
/// Least length of a story, in bytes, before less certain parts of the page are taken for it. Wire flashes are short.
const LEAST_STORY: usize = 200;
/// Text shorter than this part of the whole page, in hundredths, is checked against a page of few words.
const LEAST_PART: usize = 10;
/// A page with fewer words than this is kept whole, in bytes: there is too little to tell the story by.
const SHORT_PAGE: usize = 300;

/// Reads a web page.
///
/// # Errors
/// When it is no text, holds no words or nests too deeply.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, ImportError> {
    let decoded = encoding::decode_declared(bytes, declared_encoding(bytes))?;
    let mut draft = read_text(&decoded.text)?;
    draft.encoding = Some(decoded.encoding);
    draft.problems.extend(decoded.problem);
    Ok(draft)
}

/// Reads a page whose text is decoded already.
///
/// # Errors
/// When it nests too deeply.
pub(super) fn read_text(page: &str) -> Result<Draft, ImportError> {
    let document = parse(page)?;
    let whole = tree::blocks(&document);
    let length = total(&whole);
    if is_too_deep(&document) {
        return Ok(whole_page(Draft::default(), whole));
    }
    let dates = stated_dates(&document);
    let canonical = first_attr(&document, "link[rel=canonical]", "href");
    let language = first_attr(&document, "html[lang]", "lang");
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, char_threshold: LEAST_STORY, ..Config::default() };
    let Ok(mut reader) = Readability::with_document(document, None, Some(config)) else {
        return Ok(whole_page(Draft::default(), whole));
    };
    let stated = reader.parse_json_ld();
    let metadata = reader.get_article_metadata(stated);
    let mut draft = Draft {
        title: Some(metadata.title),
        byline: metadata.byline,
        source: metadata.site_name,
        url: metadata.url.or(canonical),
        language: metadata.lang.or(language),
        ..Draft::default()
    };
    metadata.published_time.iter().chain(&dates).for_each(|date| draft.take_date(date));
    let article = reader.parse().ok();
    if let Some(article) = &article {
        draft.byline = draft.byline.or_else(|| article.byline.clone());
    }
    let story = article.map(|article| tree::blocks(&Document::from(article.content))).unwrap_or_default();
    if length <= SHORT_PAGE || total(&story) * 100 < length * LEAST_PART {
        return Ok(whole_page(draft, whole));
    }
    draft.blocks = story;
    Ok(draft)
}

/// The blocks of a piece of HTML that is all story: the body of a mail, a chapter, a feed's entry.
///
/// # Errors
/// When it nests too deeply.
pub(super) fn read_piece(html: &str) -> Result<Vec<String>, ImportError> {
    Ok(tree::blocks(&parse(html)?))
}

fn parse(page: &str) -> Result<Document, ImportError> {
    let hostile = |reason: &str| ImportError::Hostile { what: "web page", reason: reason.to_owned() };
    if rough_depth(page) > MAX_ROUGH_DEPTH {
        return Err(hostile("its elements nest too deeply"));
    }
    if most_attributes(page.as_bytes()) > MAX_ATTRIBUTES {
        return Err(hostile("one of its elements has more than 256 attributes"));
    }
    Ok(Document::from(page))
}

fn whole_page(mut draft: Draft, blocks: Vec<String>) -> Draft {
    if total(&blocks) > SHORT_PAGE {
        draft
            .problems
            .push(Problem::note("The story could not be told from the rest of the page, so all of its text was kept"));
    }
    Draft { blocks, ..draft }
}

fn total(blocks: &[String]) -> usize {
    blocks.iter().map(String::len).sum()
}

/// Dates that pages state in other ways than the usual properties.
fn stated_dates(document: &Document) -> Vec<String> {
    [
        ("meta[itemprop=datePublished]", "content"),
        ("meta[name=date]", "content"),
        ("meta[name=pubdate]", "content"),
        ("meta[name='DC.date.issued']", "content"),
        ("time[itemprop=datePublished]", "datetime"),
        ("time[pubdate]", "datetime"),
        ("article time[datetime]", "datetime"),
        ("time[datetime]", "datetime"),
    ]
    .iter()
    .filter_map(|(selector, name)| first_attr(document, selector, name))
    .collect()
}

fn first_attr(document: &Document, selector: &str, name: &str) -> Option<String> {
    document.select_single(selector).attr(name).map(|value| value.to_string())
}

/// The deepest chain of elements.
fn is_too_deep(document: &Document) -> bool {
    let root = document.root();
    let (mut node, mut depth) = (root, 0usize);
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > MAX_DEPTH {
                return true;
            }
            node = child;
            continue;
        }
        while node.next_sibling().is_none() {
            let Some(parent) = node.parent().filter(|_| depth > 0) else { return false };
            node = parent;
            depth -= 1;
        }
        match node.next_sibling().filter(|_| depth > 0) {
            Some(next) => node = next,
            None => return false,
        }
    }
}

/// How deep the tags nest, seen without a parser: those that are opened more often than closed. Tags that need no end are
/// not counted.
fn rough_depth(page: &str) -> usize {
    const ENDLESS: &[&str] = &[
        "p", "li", "td", "th", "tr", "dd", "dt", "option", "br", "hr", "img", "input", "meta", "link", "tbody",
        "thead", "col", "area", "base", "source", "track", "wbr", "param", "embed",
    ];
    let bytes = page.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let name: String = page
            .get(at + 1 + usize::from(is_end)..)
            .unwrap_or_default()
            .chars()
            .take(12)
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if name.is_empty() || ENDLESS.contains(&name.as_str()) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The largest number of attributes of a tag, seen without a parser: words outside of quotation marks.
fn most_attributes(page: &[u8]) -> usize {
    let (mut at, mut most) = (0, 0);
    while let Some(found) = page.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        at += found + 1;
        if !page.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut quote, mut n_words, mut in_word) = (None, 0, false);
        while let Some(&byte) = page.get(at) {
            match quote {
                Some(mark) if byte == mark => quote = None,
                Some(_) => {}
                None if byte == b'>' => break,
                None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
                None => {
                    let is_space = byte.is_ascii_whitespace() || byte == b'/';
                    n_words += usize::from(!is_space && !in_word);
                    in_word = !is_space;
                }
            }
            at += 1;
        }
        // The first word is the name of the element.
        most = usize::max(most, n_words.saturating_sub(1));
    }
    most
}

#[expect(clippy::expect_used, reason = "the pattern is fixed; the tests below compile it")]
static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:-]{2,40})"#)
        .expect("a fixed pattern that compiles")
});

/// The encoding that the page names in its first bytes.
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = bytes.get(..bytes.len().min(4096))?;
    encoding_rs::Encoding::for_label(CHARSET.captures(start)?.get(1)?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document as Story, Format};

    const PAGE: &str = r##"<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
        <title>Ferry sinks off Port Velle | Coast Wire</title>
        <meta property="og:title" content="Ferry sinks off Port Velle"><meta property="og:site_name" content="Coast Wire">
        <meta name="author" content="Mira Tolan"><meta property="article:published_time" content="2024-03-03T08:15:00+01:00">
        <link rel="canonical" href="https://coastwire.example/ferry"></head>
        <body><header><nav><a href="/">Home</a><a href="/world">World</a></nav></header>
        <div class="cookie-banner">We value your privacy. <button>Accept</button></div>
        <article><h1>Ferry sinks off Port Velle</h1><p class="byline">By Mira Tolan</p>
        <p>PORT VELLE - A ferry carrying 120 people sank early on Sunday, the coast guard said, and at least nine died in the water.</p>
        <p>&ldquo;Nothing moved on the bridge,&rdquo; said Zo&euml; Marqu&egrave;s, a harbour pilot who had reached the wreck first, before dawn.</p>
        <blockquote><p>The owner, Velle Lines, said that the ship had been inspected in January, and that it had been found to be sound.</p></blockquote>
        <p>Rescue crews searched all day. The ministry said that a court would look into the case, and into an older one, from 2019.</p>
        </article><aside class="related"><h2>Read more</h2><ul><li><a href="/x">Another story</a></li></ul></aside>
        <footer>&copy; Coast Wire</footer></body></html>"##;

    fn document(page: &[u8]) -> Story {
        read(page).unwrap().into_document("page", Format::Html, page).unwrap()
    }

    #[test]
    fn the_story_of_a_page() {
        let document = document(PAGE.as_bytes());
        assert_eq!(document.title, "Ferry sinks off Port Velle");
        assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(document.source.as_deref(), Some("Coast Wire"));
        assert_eq!(document.byline.map(|span| document.words(span)), Some("Mira Tolan"));
        assert_eq!(document.origin.url.as_deref(), Some("https://coastwire.example/ferry"));
        assert_eq!(document.origin.language.as_deref(), Some("en"));
        assert!(document.text.contains("\n\n“Nothing moved on the bridge,” said Zoë Marquès"), "{}", document.text);
        for noise in ["Home", "privacy", "Read more", "©"] {
            assert!(!document.text.contains(noise), "{noise}: {}", document.text);
        }
    }

    #[test]
    fn pages_in_other_encodings() {
        let page = "<meta charset=windows-1251><p>Паром затонул в понедельник утром, сообщили в порту.</p>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
        let document = document(&bytes);
        assert_eq!(
            (&*document.text, document.encoding.as_str()),
            ("Паром затонул в понедельник утром, сообщили в порту.", "windows-1251")
        );
    }

    #[test]
    fn a_short_page_is_kept_whole() {
        assert_eq!(read_text("<title>T</title><p>One.</p><div>Two.</div>").unwrap().blocks, ["One.", "Two."]);
    }

    #[test]
    fn attributes_without_end() {
        assert_eq!(most_attributes(b"a < b <p class='x y' id=\"<i a b>\" hidden>c <br/>"), 3);
        let many: String = (0..300).map(|n| format!(" a{n}=1")).collect();
        assert!(matches!(read_text(&format!("<p{many}>words</p>")), Err(ImportError::Hostile { .. })));
    }

    #[test]
    fn pages_that_nest_too_deeply() {
        assert!(matches!(read_text(&"<div>".repeat(5000)), Err(ImportError::Hostile { .. })));
        let deep = format!("{}<p>{}</p>", "<div>".repeat(1000), "Word after word. ".repeat(60));
        assert_eq!(read_text(&deep).unwrap().blocks.len(), 1);
    }
}
