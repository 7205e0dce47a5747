//! The timeline: what is dated, in the order in which it happened.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashSet;

use super::{Layer, statements::needle, words};
use crate::{
    corpus::{Corpus, Entry, Finding, LedgerColumn, Statement, StatementId},
    model::{ClaimId, DocId, EventId, Span, TimeId},
    workspace::{Item, Matching},
};

/// Something dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimelineRow {
    /// First day meant.
    pub begin: NaiveDate,
    /// First day no longer meant.
    pub end_before: NaiveDate,
    doc: DocId,
    start: usize,
    /// The claim that is dated, or an event or time of a sentence without one.
    pub item: Item,
}

/// A row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The words of the claim, or the sentence around the time.
    pub words: String,
    /// Who says so; nobody for a sentence.
    pub who: String,
    /// The act of the claim.
    pub act: String,
    /// The layer of its dot.
    pub layer: Layer,
    /// The story it stands in.
    pub story: String,
}

/// What is dated in one document or in all and holds `text`, in the order of event time; equal times keep text order.
/// Where the text is a query, `matching` is what matches it.
pub fn timeline(corpus: &Corpus, doc: Option<DocId>, text: &str, matching: Option<&Matching>) -> Vec<TimelineRow> {
    let needle = needle(text, matching);
    let mut rows = Vec::new();
    for entry in corpus.entries().iter().filter(|entry| doc.is_none_or(|doc| doc == entry.id)) {
        let found = rows_of(entry);
        rows.extend(found.into_iter().filter(|row| {
            let has = |entry: TimelineEntry| {
                [entry.words, entry.who, entry.act].iter().any(|part| part.to_lowercase().contains(&needle))
            };
            let is_asked = matching.is_none_or(|matching| match row.item {
                Item::Claim(doc, id) => matching.has_statement(doc, Finding::Claim(id)),
                _ => matching.has(row.doc),
            });
            is_asked && (needle.is_empty() || TimelineEntry::new(corpus, row.item).is_some_and(has))
        }));
    }
    // A year comes before its months, and a month before its days.
    rows.sort_unstable_by(|a, b| {
        let key = |row: &TimelineRow| (row.begin, std::cmp::Reverse(row.end_before), row.doc, row.start, row.item);
        key(a).cmp(&key(b))
    });
    rows
}

/// The claims by the clock of what they tell, then the events and times that no such claim tells.
fn rows_of(entry: &Entry) -> Vec<TimelineRow> {
    let analysis = &entry.analysis;
    let mut rows = Vec::new();
    let mut told: Vec<Span> = Vec::new();
    let mut row = |begin, end_before, item, start| {
        rows.push(TimelineRow { begin, end_before, doc: entry.id, start, item });
    };
    for (index, claim) in analysis.claims.iter().enumerate() {
        let Some(clock) = claim.happened else { continue };
        let start = claim.content.first().map_or(0, |part| part.start());
        row(clock.begin, clock.end_before, Item::Claim(entry.id, ClaimId::from_index(index)), start);
        told.extend(&claim.content);
        told.extend(claim.times.iter().filter_map(|&id| Some(analysis.time(id)?.span)));
    }
    told.sort_unstable_by_key(|span| (span.start(), span.end()));
    let told = Told::new(&told);
    let mut dated: FxHashSet<TimeId> = FxHashSet::default();
    for (index, event) in analysis.events.iter().enumerate() {
        let (Some(begin), Some(end_before), Some(trigger)) = (event.begin, event.end_before, event.triggers.first())
        else {
            continue;
        };
        if !told.covers(*trigger) {
            dated.extend(event.time);
            row(begin, end_before, Item::Event(entry.id, EventId::from_index(index)), trigger.start());
        }
    }
    for (index, time) in analysis.times.iter().enumerate() {
        let id = TimeId::from_index(index);
        let (Some(begin), Some(end_before)) = (time.begin, time.end_before) else { continue };
        if !told.covers(time.span) && !dated.contains(&id) {
            row(begin, end_before, Item::Time(entry.id, id), time.span.start());
        }
    }
    rows
}

/// The places of a text that claims on the timeline tell, merged and in text order.
struct Told(Vec<Range<usize>>);

impl Told {
    /// From places in the order of their starts.
    fn new(spans: &[Span]) -> Self {
        let mut merged: Vec<Range<usize>> = Vec::new();
        for span in spans {
            match merged.last_mut().filter(|last| span.start() <= last.end) {
                Some(last) => last.end = last.end.max(span.end()),
                None => merged.push(span.start()..span.end()),
            }
        }
        Self(merged)
    }

    fn covers(&self, span: Span) -> bool {
        let next = self.0.partition_point(|told| told.start <= span.start());
        next.checked_sub(1).is_some_and(|last| span.end() <= self.0[last].end)
    }
}

impl TimelineEntry {
    /// What a row shows; `None` when it is not there any more.
    pub fn new(corpus: &Corpus, item: Item) -> Option<Self> {
        let entry = corpus.entry(item.doc()?)?;
        let story = words::squeeze(&entry.document.title);
        let sentence =
            |span: Span| words::one_line(&entry.document, entry.analysis.sentence_at(span.start()).unwrap_or(span));
        match item {
            Item::Claim(_, id) => {
                let statement = Statement::new(entry, StatementId::Claim(id))?;
                let cell = |column| words::squeeze(&statement.cell(corpus, column));
                let speaker = statement.corpus_speaker(corpus);
                Some(Self {
                    words: cell(LedgerColumn::Words),
                    who: words::sentence_case(&cell(LedgerColumn::Speaker)),
                    act: cell(LedgerColumn::Act),
                    layer: speaker.map_or(Layer::Others, |entity| Layer::of(entity.etype)),
                    story,
                })
            }
            Item::Event(_, id) => {
                let event = entry.analysis.event(id)?;
                let act = event.etype.label();
                Some(Self {
                    words: sentence(*event.triggers.first()?),
                    who: String::new(),
                    act,
                    layer: Layer::Events,
                    story,
                })
            }
            Item::Time(_, id) => {
                let words = sentence(entry.analysis.time(id)?.span);
                Some(Self { words, who: String::new(), act: String::new(), layer: Layer::Dates, story })
            }
            _ => None,
        }
    }
}

impl TimelineRow {
    /// When, in two short lines: "Feb 7" and "Wed 2024"; "Feb 5 – 9" and "2024"; "February" and "2024".
    pub fn when(&self) -> [String; 2] {
        let (begin, last) = (self.begin, self.end_before.pred_opt().unwrap_or(self.begin));
        let day = |date: NaiveDate| format!("{} {}", date.format("%b"), date.day());
        let is_month_end = self.end_before.day() == 1;
        let year = begin.year().to_string();
        if last <= begin {
            return [day(begin), format!("{} {year}", begin.format("%a"))];
        }
        if begin.day() == 1 && is_month_end && begin.year() == last.year() {
            return match (begin.month(), last.month()) {
                (1, 12) => [year, "year".to_owned()],
                (first, end) if first == end => [begin.format("%B").to_string(), year],
                _ => [format!("{} – {}", begin.format("%b"), last.format("%b")), year],
            };
        }
        if begin.year() != last.year() {
            return [format!("{} –", words::date_short(begin)), words::date_short(last)];
        }
        let end = if begin.month() == last.month() { last.day().to_string() } else { day(last) };
        [format!("{} – {end}", day(begin)), year]
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        model::{Analysis, Clock, ClockBasis, EventId},
        view::samples,
    };

    #[test]
    fn a_date_without_a_claim_shows_its_sentence() {
        let corpus = samples::strike_twice();
        let rows = timeline(&corpus, Some(DocId(0)), "", None);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].when(), ["Feb 7", "Wed 2024"]);
        let entry = TimelineEntry::new(&corpus, rows[0].item).unwrap();
        assert_eq!(entry.words, "Iraq slammed the strike on Wednesday.");
        assert_eq!(
            (timeline(&corpus, None, "SLAMMED", None).len(), timeline(&corpus, None, "peace", None).len()),
            (2, 0)
        );
    }

    #[test]
    fn an_event_stands_for_its_time_until_a_claim_tells_it() {
        let (document, mut analysis) = samples::strike();
        let kinds = |analysis: &Analysis| -> Vec<&str> {
            let mut corpus = Corpus::default();
            corpus.add(DocId(0), Arc::new(document.clone()), Arc::new(analysis.clone()));
            let rows = timeline(&corpus, None, "", None);
            assert!(rows.iter().all(|row| row.when() == ["Feb 7", "Wed 2024"]), "{rows:?}");
            let kind = |item| match item {
                Item::Claim(..) => "claim",
                Item::Event(..) => "event",
                _ => "time",
            };
            rows.iter().map(|row| kind(row.item)).collect()
        };
        assert_eq!(kinds(&analysis), ["time"]);
        let time = analysis.times[0].clone();
        let start = document.text.find("strike").unwrap();
        let trigger = Span::new(&document.text, start, start + "strike".len()).unwrap();
        analysis.events.push(samples::event(trigger, TimeId(0), &time));
        assert_eq!(kinds(&analysis), ["event"]);
        analysis.claims[0].content = vec![analysis.sentences[0]];
        let basis = ClockBasis::Event(EventId(0));
        analysis.claims[0].happened =
            time.begin.zip(time.end_before).map(|(begin, end_before)| Clock { begin, end_before, basis });
        assert_eq!(kinds(&analysis), ["claim"]);
    }

    #[test]
    fn periods_are_written_shortly() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let when = |begin, end_before| {
            let item = Item::Time(DocId(0), TimeId(0));
            TimelineRow { begin, end_before, doc: DocId(0), start: 0, item }.when()
        };
        assert_eq!(when(day(2024, 2, 1), day(2024, 3, 1)), ["February", "2024"]);
        assert_eq!(when(day(2024, 1, 1), day(2025, 1, 1)), ["2024", "year"]);
        assert_eq!(when(day(2024, 1, 1), day(2024, 4, 1)), ["Jan – Mar", "2024"]);
        assert_eq!(when(day(2024, 2, 5), day(2024, 2, 10)), ["Feb 5 – 9", "2024"]);
        assert_eq!(when(day(2024, 2, 26), day(2024, 3, 4)), ["Feb 26 – Mar 3", "2024"]);
        assert_eq!(when(day(2023, 12, 30), day(2024, 1, 3)), ["Dec 30, 2023 –", "Jan 2, 2024"]);
    }
}
