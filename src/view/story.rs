//! A story as the document viewer shows it: paragraphs, marks in the text, and what stands in the margins.

use std::{ops::Range, sync::Arc};

use super::{Layer, words};
use crate::{
    corpus::{Entry, Finding, Standing},
    model::{
        self, Analysis, Claim, ClaimId, DocId, Document, EventId, MentionClass, MentionId, QuantityId, Quote, QuoteId,
        QuoteKind, Span, TimeId,
    },
    workspace::Item,
};

/// Paragraphs longer than this are cut for layout, which costs more than linear memory.
const LONGEST_PARAGRAPH: usize = 8_192;

/// A stretch of text that is laid out in one go: a paragraph, or a part of a very long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands in the text, without its line end.
    pub bytes: Range<usize>,
    /// What follows it.
    pub gap: Gap,
    /// Whether it is the story's headline.
    pub is_title: bool,
}

/// The space after a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// None: the paragraph goes on.
    None,
    /// A line end.
    Line,
    /// At least one blank line.
    Paragraph,
}

/// How a mark is drawn, so that colour is never the only signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkStyle {
    /// Tint and solid line: a name.
    Name,
    /// Tint and dotted line: a description.
    Nominal,
    /// Tint alone: a pronoun.
    Pronoun,
    /// Dashed line: a date.
    Date,
    /// Thin dotted line: a number.
    Quantity,
    /// Thin dotted line: a word that tells an event.
    Event,
}

/// Words that stand for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The words.
    pub span: Span,
    /// What they stand for.
    pub item: Item,
    /// The layer that shows them.
    pub layer: Layer,
    /// How they are drawn.
    pub style: MarkStyle,
    /// Whether the machine or the user says so.
    pub standing: Standing,
    /// How many marks stand inside this one, one inside the other: their lines are drawn below each other.
    pub level: u8,
}

/// A quote in the left margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// All words of the statement in its paragraphs: content, cue and source.
    pub span: Span,
    /// The quote.
    pub quote: QuoteId,
    /// Who speaks, in short form.
    pub speaker: String,
    /// Who speaks in full, with the role as printed.
    pub tooltip: String,
}

/// A claim in the right margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActLabel {
    /// The first part of its words.
    pub span: Span,
    /// The claim.
    pub claim: ClaimId,
    /// The act in words.
    pub act: String,
}

/// Everything that the viewer draws of one document. Made once for a document and its analysis.
#[derive(Clone, Debug)]
pub struct Story {
    /// The document.
    pub doc: DocId,
    /// Its text.
    pub text: Arc<str>,
    /// In text order.
    pub paragraphs: Vec<Paragraph>,
    /// Marked words, in text order, longer ones first.
    pub marks: Overlaps<Mark>,
    /// Mentions that were rejected, in text order.
    pub rejected: Vec<Span>,
    /// Words that attribute, in text order, without overlaps.
    pub cues: Vec<(Span, QuoteId)>,
    /// Quotes in the left margin.
    pub bars: Overlaps<Bar>,
    /// Claims in the right margin, in text order.
    pub labels: Vec<ActLabel>,
    /// How many marks each layer has; layers without any are not in the legend.
    pub counts: Vec<(Layer, usize)>,
}

impl Story {
    /// Prepares a document for the viewer, as the user decided about it.
    pub fn of(entry: &Entry) -> Self {
        let standing = |finding| entry.origin(finding).map_or(Standing::Machine, |origin| origin.standing);
        let mut story = Self::build(entry.id, &entry.document, &entry.analysis, &standing);
        let rejected = entry.review().map_or(&[][..], |review| review.rejected.as_slice());
        let mentions = rejected.iter().filter(|rejected| rejected.place.layer == model::Layer::Mention);
        story.rejected = mentions.map(|rejected| rejected.place.span).collect();
        story
    }

    /// Prepares a document about which nothing was decided.
    #[cfg(test)]
    pub fn new(doc: DocId, document: &Document, analysis: &Analysis) -> Self {
        Self::build(doc, document, analysis, &|_| Standing::Machine)
    }

    fn build(doc: DocId, document: &Document, analysis: &Analysis, standing: &dyn Fn(Finding) -> Standing) -> Self {
        let marks = Overlaps::new(marks(doc, analysis, standing));
        let bars = bars(document, analysis);
        let labels = labels(analysis);
        let mut cues: Vec<(Span, QuoteId)> = indexed(&analysis.quotes)
            .filter(|(_, quote)| is_speech(quote))
            .filter_map(|(index, quote)| Some((quote.cue?, QuoteId::from_index(index))))
            .collect();
        cues.sort_by_key(|(span, _)| (span.start(), span.end()));
        cues.dedup_by(|next, kept| next.0.start() < kept.0.end());
        let counts = counts(&marks, bars.len(), labels.len());
        Self {
            doc,
            text: document.text.clone(),
            paragraphs: paragraphs(document),
            marks,
            rejected: Vec::new(),
            cues,
            bars: Overlaps::new(bars),
            labels,
            counts,
        }
    }

    /// The paragraph that holds `byte`.
    pub fn paragraph_at(&self, byte: usize) -> usize {
        let at = self.paragraphs.partition_point(|paragraph| paragraph.bytes.end < byte);
        // Where a long paragraph is cut, the byte belongs to the part that it begins.
        let begins_next = self.paragraphs.get(at + 1).is_some_and(|next| next.bytes.start == byte);
        (at + usize::from(begins_next)).min(self.paragraphs.len().saturating_sub(1))
    }

    /// The words of paragraph `i`.
    pub fn words(&self, i: usize) -> &str {
        self.paragraphs.get(i).and_then(|paragraph| self.text.get(paragraph.bytes.clone())).unwrap_or_default()
    }

    /// What stands at `byte`: the shortest mark, else the quote whose words these are.
    pub fn item_at(&self, byte: usize, shown: impl Fn(Layer) -> bool) -> Option<Item> {
        let mark = self
            .marks
            .over(byte..byte + 1)
            .filter(|mark| shown(mark.layer))
            .min_by_key(|mark| mark.span.len())
            .map(|mark| mark.item);
        let quote = || {
            let bars = self.bars.over(byte..byte + 1).filter(|_| shown(Layer::Quotes));
            bars.min_by_key(|bar| bar.span.len()).map(|bar| Item::Quote(self.doc, bar.quote))
        };
        mark.or_else(quote)
    }

    /// The claims whose words begin in paragraph `i`.
    pub fn labels_in(&self, i: usize) -> &[ActLabel] {
        let Some(paragraph) = self.paragraphs.get(i) else { return &[] };
        let first = self.labels.partition_point(|label| label.span.start() < paragraph.bytes.start);
        let end = self.labels.partition_point(|label| label.span.start() < paragraph.bytes.end);
        self.labels.get(first..end).unwrap_or_default()
    }

    /// A claim in one line: its act and how its words begin.
    pub fn label_line(&self, label: &ActLabel) -> String {
        const MOST_CHARS: usize = 56;
        let words = words::squeeze(label.span.text_in(&self.text));
        let opening: String = words.chars().take(MOST_CHARS).collect();
        let more = if opening.len() < words.len() { "…" } else { "" };
        format!("{}: {}{more}", label.act, opening.trim_end())
    }

    /// The marked thing after or before `byte`, for reading by keyboard.
    pub fn next_item(&self, byte: Option<usize>, forward: bool, shown: impl Fn(Layer) -> bool) -> Option<Item> {
        let mut marks = self.marks.all().iter().filter(|mark| shown(mark.layer));
        let found = match (byte, forward) {
            (None, true) => marks.next(),
            (None, false) => marks.next_back(),
            (Some(byte), true) => marks.find(|mark| mark.span.start() > byte),
            (Some(byte), false) => marks.rfind(|mark| mark.span.start() < byte),
        };
        found.map(|mark| mark.item)
    }
}

/// Items of a list with their positions.
fn indexed<T>(list: &[T]) -> impl Iterator<Item = (usize, &T)> {
    list.iter().enumerate()
}

/// Whether a quote is shown as somebody's words.
pub fn is_speech(quote: &Quote) -> bool {
    !matches!(quote.kind, QuoteKind::Gloss | QuoteKind::Nonspeech)
}

fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let text: &str = &document.text;
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut start = document.body_start as usize;
    // A story without a headline lends its first sentence as title; that stays running text.
    let headline = document.title_span.filter(|_| !document.title.ends_with('.')).map(Span::range);
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let words = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        if words.is_empty() {
            if let Some(last) = paragraphs.last_mut() {
                last.gap = Gap::Paragraph;
            }
            continue;
        }
        let bytes = from..from + words.len();
        let is_title = headline.as_ref() == Some(&bytes);
        for part in cut(text, bytes) {
            paragraphs.push(Paragraph { bytes: part, gap: Gap::None, is_title });
        }
        if let Some(last) = paragraphs.last_mut() {
            last.gap = if is_title { Gap::Paragraph } else { Gap::Line };
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(Paragraph { bytes: text.len()..text.len(), gap: Gap::None, is_title: false });
    }
    paragraphs
}

/// Cuts a very long paragraph after spaces, or between characters where there are none.
fn cut(text: &str, bytes: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = bytes.start;
    while bytes.end - start > LONGEST_PARAGRAPH {
        let mut end = start + LONGEST_PARAGRAPH;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let window = &text[start..end];
        let after_space = window.rfind(' ').map(|space| start + space + 1).filter(|cut| *cut > start);
        let end = after_space.unwrap_or(end);
        parts.push(start..end);
        start = end;
    }
    parts.push(start..bytes.end);
    parts
}

fn marks(doc: DocId, analysis: &Analysis, standing: &dyn Fn(Finding) -> Standing) -> Vec<Mark> {
    let mentions = indexed(&analysis.mentions).map(|(index, mention)| Mark {
        span: mention.span,
        item: Item::Mention(doc, MentionId::from_index(index)),
        standing: standing(Finding::Mention(MentionId::from_index(index))),
        layer: Layer::of(mention.etype),
        style: match mention.class {
            MentionClass::Name => MarkStyle::Name,
            MentionClass::Nominal => MarkStyle::Nominal,
            MentionClass::Pronoun => MarkStyle::Pronoun,
        },
        level: 0,
    });
    let times = indexed(&analysis.times).map(|(index, time)| Mark {
        span: time.span,
        item: Item::Time(doc, TimeId::from_index(index)),
        standing: standing(Finding::Time(TimeId::from_index(index))),
        layer: Layer::Dates,
        style: MarkStyle::Date,
        level: 0,
    });
    let quantities = indexed(&analysis.quantities).map(|(index, quantity)| Mark {
        span: quantity.span,
        item: Item::Quantity(doc, QuantityId::from_index(index)),
        standing: standing(Finding::Quantity(QuantityId::from_index(index))),
        layer: Layer::Quantities,
        style: MarkStyle::Quantity,
        level: 0,
    });
    let events = indexed(&analysis.events).flat_map(|(index, event)| {
        event.triggers.iter().map(move |span| Mark {
            span: *span,
            item: Item::Event(doc, EventId::from_index(index)),
            standing: standing(Finding::Event(EventId::from_index(index))),
            layer: Layer::Events,
            style: MarkStyle::Event,
            level: 0,
        })
    });
    let mut marks: Vec<Mark> =
        mentions.chain(times).chain(quantities).chain(events).filter(|mark| !mark.span.is_empty()).collect();
    marks.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end()), mark.item));
    set_levels(&mut marks);
    marks
}

/// Gives every mark one level more than the highest mark inside it, in one pass from the right.
fn set_levels(marks: &mut [Mark]) {
    for i in (0..marks.len()).rev() {
        let outer = marks[i].span;
        let inside = marks[i + 1..].iter().take_while(|inner| inner.span.start() < outer.end()).take(16);
        let highest = inside.filter(|inner| outer.contains(inner.span)).map(|inner| inner.level + 1).max();
        marks[i].level = highest.unwrap_or(0).min(2);
    }
}

fn bars(document: &Document, analysis: &Analysis) -> Vec<Bar> {
    let mut bars: Vec<Bar> = indexed(&analysis.quotes)
        .filter(|(_, quote)| is_speech(quote))
        .filter_map(|(index, quote)| {
            let hull = Span::hull(&quote.content)?;
            // One who goes on speaking may have been named long before.
            let paragraphs = same_paragraphs(analysis, hull);
            let near = |part: &Span| paragraphs.overlaps(*part);
            let span = [quote.cue, quote.source].into_iter().flatten().filter(near).fold(hull, Span::join);
            Some(Bar {
                span,
                quote: QuoteId::from_index(index),
                speaker: words::speaker_short(document, analysis, quote),
                tooltip: words::speaker_full(document, analysis, quote),
            })
        })
        .collect();
    bars.sort_by_key(|bar| (bar.span.start(), std::cmp::Reverse(bar.span.end())));
    bars
}

/// The paragraphs that these words stand in, whole.
fn same_paragraphs(analysis: &Analysis, words: Span) -> Span {
    let first = analysis.paragraphs.partition_point(|paragraph| paragraph.end() <= words.start());
    let inside = analysis.paragraphs[first..].iter().take_while(|paragraph| paragraph.start() < words.end());
    inside.fold(words, |hull, &paragraph| hull.join(paragraph))
}

fn labels(analysis: &Analysis) -> Vec<ActLabel> {
    let mut labels: Vec<ActLabel> = indexed(&analysis.claims)
        .filter_map(|(index, claim): (usize, &Claim)| {
            let span = *claim.content.first()?;
            Some(ActLabel { span, claim: ClaimId::from_index(index), act: claim.act.label() })
        })
        .collect();
    labels.sort_by_key(|label| label.span.start());
    labels
}

fn counts(marks: &Overlaps<Mark>, n_quotes: usize, n_claims: usize) -> Vec<(Layer, usize)> {
    let count = |layer| match layer {
        Layer::Quotes => n_quotes,
        Layer::Claims => n_claims,
        _ => marks.all().iter().filter(|mark| mark.layer == layer).count(),
    };
    Layer::ALL.into_iter().map(|layer| (layer, count(layer))).filter(|(_, n)| *n > 0).collect()
}

/// Something that covers bytes of a text.
pub trait Covers {
    /// The bytes.
    fn span(&self) -> Span;
}

impl Covers for Mark {
    fn span(&self) -> Span {
        self.span
    }
}

impl Covers for Bar {
    fn span(&self) -> Span {
        self.span
    }
}

/// Things in text order that may overlap, with a fast answer to "which of them touch these bytes?".
#[derive(Clone, Debug)]
pub struct Overlaps<T> {
    items: Vec<T>,
    /// The greatest end among the items up to here.
    reach: Vec<usize>,
}

impl<T: Covers> Overlaps<T> {
    /// An index over things that are sorted by their start.
    pub fn new(items: Vec<T>) -> Self {
        let mut furthest = 0;
        let reach = items
            .iter()
            .map(|item| {
                furthest = furthest.max(item.span().end());
                furthest
            })
            .collect();
        Self { items, reach }
    }

    /// All things, in text order.
    pub fn all(&self) -> &[T] {
        &self.items
    }

    /// The things that share a byte with `bytes`, in text order.
    pub fn over(&self, bytes: Range<usize>) -> impl Iterator<Item = &T> {
        let end = self.items.partition_point(|item| item.span().start() < bytes.end);
        let first = self.reach[..end].partition_point(|reach| *reach <= bytes.start);
        self.items[first..end].iter().filter(move |item| item.span().end() > bytes.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::samples;

    #[test]
    fn paragraphs_hold_no_line_ends_and_know_what_follows() {
        let (document, analysis) = samples::plain("One.\nTwo.\n\n\n  Three.  \n");
        let story = Story::new(DocId(0), &document, &analysis);
        let seen: Vec<_> = (0..story.paragraphs.len()).map(|i| (story.words(i), story.paragraphs[i].gap)).collect();
        assert_eq!(seen, [("One.", Gap::Line), ("Two.", Gap::Paragraph), ("Three.", Gap::Line)]);
    }

    #[test]
    fn a_long_paragraph_is_cut_after_spaces_and_loses_nothing() {
        let text = "wörter und mehr ".repeat(2_000);
        let (document, analysis) = samples::plain(&text);
        let story = Story::new(DocId(0), &document, &analysis);
        assert!(story.paragraphs.len() > 3);
        let joined: String = (0..story.paragraphs.len()).map(|i| story.words(i)).collect();
        assert_eq!(joined, text.trim());
        let second = story.paragraphs[1].bytes.start;
        assert_eq!([second - 1, second, second + 1].map(|byte| story.paragraph_at(byte)), [0, 1, 1]);
        assert!(story.paragraphs.iter().rev().skip(1).all(|p| document.text[..p.bytes.end].ends_with(' ')));
    }

    #[test]
    fn text_without_spaces_is_cut_between_characters() {
        let text = "漢".repeat(10_000);
        let (document, analysis) = samples::plain(&text);
        let story = Story::new(DocId(0), &document, &analysis);
        let joined: String = (0..story.paragraphs.len()).map(|i| story.words(i)).collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn an_empty_text_has_one_empty_paragraph() {
        let (document, analysis) = samples::plain("");
        let story = Story::new(DocId(0), &document, &analysis);
        assert_eq!(story.paragraphs.len(), 1);
        assert_eq!(story.item_at(0, |_| true), None);
    }

    #[test]
    fn the_shortest_mark_wins_and_outer_marks_have_a_higher_level() {
        let (document, analysis) = samples::strike();
        let story = Story::new(DocId(0), &document, &analysis);
        let byte = document.text.find("Kataeb Hezbollah commander").unwrap();
        let over: Vec<&Mark> = story.marks.over(byte..byte + 1).collect();
        assert_eq!(over.len(), 2, "a name inside a description");
        assert!(over[0].span.len() > over[1].span.len() && over[0].level > over[1].level);
        assert_eq!(story.item_at(byte, |_| true), Some(over[1].item));
    }

    #[test]
    fn words_of_a_quote_lead_to_the_quote() {
        let (document, analysis) = samples::strike();
        let story = Story::new(DocId(0), &document, &analysis);
        let byte = document.text.find("responsible for").unwrap();
        assert!(matches!(story.item_at(byte, |_| true), Some(Item::Quote(..))));
        assert_eq!(story.item_at(byte, |layer| layer != Layer::Quotes), None);
    }

    #[test]
    fn a_claim_is_named_by_its_act_and_its_first_words() {
        let (document, analysis) = samples::strike();
        let story = Story::new(DocId(0), &document, &analysis);
        let line = story.label_line(&story.labels[0]);
        assert_eq!(line, "accuse: a Kataeb Hezbollah commander responsible for planning at…");
    }

    #[test]
    fn keyboard_reading_steps_through_marks_both_ways() {
        let (document, analysis) = samples::strike();
        let story = Story::new(DocId(0), &document, &analysis);
        let first = story.next_item(None, true, |_| true);
        assert_eq!(first, Some(story.marks.all()[0].item));
        let last = story.next_item(None, false, |_| true);
        assert_eq!(last, story.marks.all().last().map(|mark| mark.item));
    }
}
