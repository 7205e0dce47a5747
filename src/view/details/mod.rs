//! Everything known about the selected thing, with the words that say so.

mod decided;
mod entity;
mod explain;
mod finding;

use std::ops::Range;

use super::{Layer, focus_entity};
use crate::{corpus::Corpus, corpus::Entry, model::Span, workspace::Item};

pub use decided::{decided, grade, source, standing};
pub use explain::{Explanation, explanation};

/// Mentions and statements listed for one thing at most; the tables show all.
const MOST_LINKS: usize = 200;

/// The details panel's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// What it is called, or its words.
    pub heading: String,
    /// The layer whose colour its dot has.
    pub layer: Layer,
    /// What is known, in a fixed order; absent things have no line.
    pub facts: Vec<Fact>,
}

/// A label with what there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The label.
    pub label: &'static str,
    /// At least one line.
    pub lines: Vec<Link>,
}

/// A line of text that may lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub item: Option<Item>,
    /// Shown before the text in a quiet tone: the place, the date.
    pub lead: String,
    /// The text.
    pub text: String,
    /// Bytes of the text that are what the line is about.
    pub strong: Range<usize>,
}

impl Link {
    fn text(text: impl Into<String>) -> Self {
        Self { item: None, lead: String::new(), text: text.into(), strong: 0..0 }
    }

    fn to(item: Item, text: impl Into<String>) -> Self {
        Self { item: Some(item), ..Self::text(text) }
    }

    /// The sentence around a span, with the span strong.
    pub(in crate::view) fn in_context(entry: &Entry, item: Item, span: Span, lead: String) -> Self {
        let (text, strong) = context(entry, span);
        Self { item: Some(item), lead, text, strong }
    }
}

/// Collects facts that have something to say.
#[derive(Default)]
struct Facts(Vec<Fact>);

impl Facts {
    fn add(&mut self, label: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Fact { label, lines: vec![Link::text(text)] });
        }
    }

    fn add_links(&mut self, label: &'static str, lines: Vec<Link>) {
        if !lines.is_empty() {
            self.0.push(Fact { label, lines });
        }
    }
}

/// What the details panel shows for a selected thing; `None` when it is not there any more.
pub fn details(corpus: &Corpus, item: Item) -> Option<Details> {
    match item {
        Item::Entity(id) => entity::of_entity(corpus, id),
        Item::Mention(doc, id) => entity::of_mention(corpus, doc, id),
        Item::Document(doc) => finding::of_document(corpus.entry(doc)?),
        Item::Time(doc, id) => finding::of_time(corpus.entry(doc)?, id),
        Item::Quantity(doc, id) => finding::of_quantity(corpus.entry(doc)?, id),
        Item::Quote(doc, id) => finding::of_quote(corpus, corpus.entry(doc)?, id),
        Item::Claim(doc, id) => finding::of_claim(corpus, corpus.entry(doc)?, id),
        Item::Event(doc, id) => finding::of_event(corpus, corpus.entry(doc)?, id),
    }
}

/// The same without facts, which takes no time.
pub fn details_in_short(corpus: &Corpus, item: Item) -> Option<Details> {
    let entity = corpus.entity(focus_entity(corpus, item)?)?;
    let heading = super::words::sentence_case(&entity.name);
    Some(Details { heading, layer: Layer::of(entity.etype), facts: Vec::new() })
}

/// The sentence around a span as one line, shortened to what surrounds the span, and where the span stands in it.
fn context(entry: &Entry, span: Span) -> (String, Range<usize>) {
    const BEFORE: usize = 60;
    const AFTER: usize = 90;
    let text: &str = &entry.document.text;
    let sentence = entry.analysis.sentence_at(span.start()).filter(|sentence| sentence.contains(span)).unwrap_or(span);
    let start = shortened_start(text, sentence.start(), span.start(), BEFORE);
    let end = shortened_end(text, span.end(), sentence.end(), AFTER);
    let mut line = String::new();
    if start > sentence.start() {
        line.push('…');
    }
    push_squeezed(&mut line, text.get(start..span.start()).unwrap_or_default());
    let strong_start = line.len();
    push_squeezed(&mut line, span.text_in(text));
    let strong = strong_start..line.len();
    push_squeezed(&mut line, text.get(span.end()..end).unwrap_or_default());
    if end < sentence.end() {
        line.push('…');
    }
    (line, strong)
}

/// At most `room` bytes before `at`, from the start of a word.
fn shortened_start(text: &str, from: usize, at: usize, room: usize) -> usize {
    if at - from <= room {
        return from;
    }
    let mut start = at - room;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text[start..at].find(' ').map_or(start, |space| start + space + 1)
}

/// At most `room` bytes after `at`, up to the end of a word.
fn shortened_end(text: &str, at: usize, to: usize, room: usize) -> usize {
    if to - at <= room {
        return to;
    }
    let mut end = at + room;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[at..end].rfind(' ').map_or(end, |space| at + space)
}

/// Appends text with line ends and runs of white space made single spaces.
fn push_squeezed(line: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') && !line.is_empty() {
            line.push(' ');
        }
    }
}

/// "¶ 4", the paragraph in which a byte stands.
fn paragraph_lead(entry: &Entry, byte: usize) -> String {
    let page = entry.document.origin.page_at(byte).map(|page| format!("p. {page}"));
    let paragraph = entry.analysis.paragraph_at(byte).map(|number| format!("¶ {}", number + 1));
    page.into_iter().chain(paragraph).collect::<Vec<_>>().join(", ")
}

/// What the list of lines shows beyond the most it holds.
fn more(n: usize) -> Option<Link> {
    let hidden = n.checked_sub(MOST_LINKS).filter(|hidden| *hidden > 0)?;
    Some(Link::text(format!("and {} more", super::words::grouped(hidden))))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        corpus::CorpusEntityId,
        model::{ClaimId, DocId, MentionId, QuantityId, QuoteId, TimeId},
        view::samples,
    };

    fn fact(item: Item, label: &str) -> Vec<String> {
        let details = details(&samples::strike_twice(), item).unwrap();
        let fact = details.facts.into_iter().find(|fact| fact.label == label);
        fact.map_or_else(Vec::new, |fact| fact.lines.into_iter().map(|line| line.text).collect())
    }

    #[test]
    fn an_entity_shows_what_it_said_and_where_it_stands() {
        let centcom = Item::Entity(CorpusEntityId(3));
        assert_eq!(fact(centcom, "Type"), ["military unit"]);
        assert_eq!(fact(centcom, "Said").len(), 3, "a summary and one line for each document");
        assert_eq!(fact(centcom, "Mentions").len(), 3);
    }

    #[test]
    fn another_name_stands_in_the_sentence_that_introduces_it() {
        let details = details(&samples::strike_twice(), Item::Entity(CorpusEntityId(3))).unwrap();
        let fact = details.facts.iter().find(|fact| fact.label == "Also called").unwrap();
        let [line] = fact.lines.as_slice() else { panic!("{fact:?}") };
        assert_eq!((line.lead.as_str(), &line.text[line.strong.clone()]), ("CENTCOM", "CENTCOM"));
        assert_eq!(line.item, Some(Item::Mention(DocId(0), MentionId(3))));
    }

    #[test]
    fn a_tie_is_shown_from_both_sides() {
        let ties = |id| {
            let details = details(&samples::strike_twice(), Item::Entity(CorpusEntityId(id))).unwrap();
            let fact = details.facts.into_iter().find(|fact| fact.label == "Ties").unwrap();
            fact.lines.iter().map(|line| format!("{} {}", line.lead, line.text)).collect::<Vec<_>>()
        };
        assert_eq!(ties(1), ["member of Kataeb Hezbollah"]);
        assert_eq!(ties(2)[0], "has member a Kataeb Hezbollah commander");
    }

    #[test]
    fn mentions_stand_in_their_sentence() {
        let details = details(&samples::strike_twice(), Item::Entity(CorpusEntityId(0))).unwrap();
        let mentions = details.facts.iter().find(|fact| fact.label == "Mentions").unwrap();
        let line = &mentions.lines[1];
        assert_eq!(&line.text[line.strong.clone()], "Iraq");
        assert_eq!(line.item, Some(Item::Mention(DocId(0), MentionId(0))));
    }

    #[test]
    fn a_date_tells_its_value_and_how_it_was_reckoned() {
        let time = Item::Time(DocId(0), TimeId(0));
        assert_eq!(fact(time, "Means"), ["Wednesday, February 7, 2024"]);
        assert!(fact(time, "Reckoned from")[0].contains("February 8, 2024"));
    }

    #[test]
    fn every_kind_of_item_has_details_and_a_reason() {
        let items = [
            Item::Document(DocId(0)),
            Item::Mention(DocId(0), MentionId(1)),
            Item::Quantity(DocId(0), QuantityId(0)),
            Item::Quote(DocId(0), QuoteId(0)),
            Item::Claim(DocId(0), ClaimId(0)),
        ];
        for item in items {
            let shown = details(&samples::strike_twice(), item).unwrap();
            assert!(!shown.heading.is_empty() && !shown.facts.is_empty(), "{item:?}");
            assert!(matches!(item, Item::Document(_)) || !fact(item, "Why").is_empty(), "{item:?}");
        }
        assert_eq!(details(&samples::strike_twice(), Item::Quote(DocId(0), QuoteId(9))), None);
    }

    #[test]
    fn long_sentences_are_shortened_at_words() {
        let text = "word ".repeat(60) + "Target " + &"word ".repeat(60);
        let (document, mut analysis) = samples::plain(&text);
        let start = text.find("Target").unwrap();
        let span = Span::new(&text, start, start + 6).unwrap();
        analysis.sentences = vec![Span::new(&text, 0, text.len()).unwrap()];
        let mut corpus = Corpus::default();
        corpus.add(DocId(0), Arc::new(document), Arc::new(analysis));
        let (line, strong) = context(corpus.entries().first().unwrap(), span);
        assert!(line.starts_with("…word") && line.ends_with("word…"), "{line}");
        assert_eq!(&line[strong], "Target");
    }
}
