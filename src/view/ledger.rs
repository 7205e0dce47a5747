//! The attribution ledger: which statements, in which order.

use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

use chrono::{Datelike, NaiveDate};

use super::statements::needle;
use crate::{
    corpus::{Corpus, CorpusEntityId, Finding, LedgerColumn, Statement, StatementId, statements},
    model::{Act, DocId, Modality, QuoteKind},
    workspace::Matching,
};

/// Speakers, topics and outlets offered in a menu at most.
const MOST_CHOICES: usize = 24;

/// Whose statements are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// Everybody's.
    #[default]
    Anybody,
    /// All but the reporter's own.
    Sources,
    /// The reporter's own.
    Reporter,
    /// Those of one entity.
    Entity(CorpusEntityId),
}

/// Days from and to, both included; an open end where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

impl DateRange {
    /// Reads `2024`, `2024-02`, `2024-02-08`, or two of them with two dots between: `2024-02..2024-03-15`, `2024..`.
    /// `None` when it is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::default());
        }
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let part = |part: &str| if part.trim().is_empty() { Some(None) } else { period(part.trim()).map(Some) };
        let (from, to) = (part(from)?, part(to)?);
        Some(Self { first: from.map(|(first, _)| first), last: to.map(|(_, last)| last) })
    }

    fn holds(self, day: Option<NaiveDate>) -> bool {
        if self == Self::default() {
            return true;
        }
        day.is_some_and(|day| self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last))
    }
}

/// First and last day of a year, month or day.
fn period(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut parts = text.split('-');
    let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let after = match (month, day) {
        (_, Some(_)) => return Some((first, first)),
        (Some(12) | None, None) => NaiveDate::from_ymd_opt(first.year() + 1, 1, 1),
        (Some(month), None) => NaiveDate::from_ymd_opt(year, month + 1, 1),
    };
    Some((first, after?.pred_opt()?))
}

/// Which statements are listed, and how they are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LedgerQuery {
    /// Words of the statement, of its speaker or of what it is about.
    pub text: String,
    /// What matches the words, where they are a query.
    pub matching: Option<Arc<Matching>>,
    /// Whose.
    pub speaker: Speaker,
    /// Only this act.
    pub act: Option<Act>,
    /// Only this modality.
    pub modality: Option<Modality>,
    /// Only this kind of quote.
    pub kind: Option<QuoteKind>,
    /// Only what is about this entity.
    pub about: Option<CorpusEntityId>,
    /// Only from this outlet.
    pub outlet: Option<String>,
    /// Only what was said then.
    pub said: DateRange,
    /// What the rows are sorted by.
    pub column: LedgerColumn,
    /// From great to small?
    pub descending: bool,
}

impl LedgerQuery {
    /// Whether it leaves anything out.
    pub fn is_filtered(&self) -> bool {
        *self != Self { column: self.column, descending: self.descending, ..Self::default() }
    }

    /// The same order without filters.
    pub fn cleared(&self) -> Self {
        Self { column: self.column, descending: self.descending, ..Self::default() }
    }
}

/// What the menus of the ledger offer, most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerChoices {
    /// Those who speak most.
    pub speakers: Vec<CorpusEntityId>,
    /// What is most spoken about.
    pub about: Vec<CorpusEntityId>,
    /// Outlets with most statements.
    pub outlets: Vec<String>,
}

/// What sorting and filtering need to know of each statement: a snapshot that another thread may work on.
#[derive(Clone, Debug, Default)]
pub struct LedgerKeys {
    rows: Vec<Key>,
    choices: LedgerChoices,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    doc: DocId,
    id: StatementId,
    said: Option<NaiveDate>,
    happened: Option<NaiveDate>,
    speaker: Option<CorpusEntityId>,
    is_by_author: bool,
    act: Option<Act>,
    modality: Option<Modality>,
    kind: Option<QuoteKind>,
}

impl LedgerKeys {
    /// The statements of one document, or of all.
    pub fn new(corpus: &Corpus, doc: Option<DocId>) -> Self {
        let mut rows = Vec::new();
        let mut speakers: BTreeMap<CorpusEntityId, usize> = BTreeMap::new();
        let mut about: BTreeMap<CorpusEntityId, usize> = BTreeMap::new();
        let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in corpus.entries().iter().filter(|entry| doc.is_none_or(|doc| doc == entry.id)) {
            for statement in statements(entry).into_iter().filter_map(|id| Statement::new(entry, id)) {
                let key = key(corpus, &statement);
                if let Some(speaker) = key.speaker {
                    *speakers.entry(speaker).or_default() += 1;
                }
                for entity in statement.about(corpus) {
                    *about.entry(entity.id).or_default() += 1;
                }
                if let Some(outlet) = &entry.document.source {
                    *outlets.entry(outlet).or_default() += 1;
                }
                rows.push(key);
            }
        }
        let outlets = most(outlets).into_iter().map(str::to_owned).collect();
        Self { rows, choices: LedgerChoices { speakers: most(speakers), about: most(about), outlets } }
    }

    /// Number of statements in scope.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What the menus offer.
    pub fn choices(&self) -> &LedgerChoices {
        &self.choices
    }

    /// Filters and sorts. Ties keep the order of the stories and of their words; what a column does not tell comes last.
    pub fn order(&self, corpus: &Corpus, query: &LedgerQuery) -> Vec<(DocId, StatementId)> {
        let needle = needle(&query.text, query.matching.as_deref());
        let mut rows: Vec<&Key> = self.rows.iter().filter(|key| passes(corpus, key, query, &needle)).collect();
        let order = |a: Ordering| if query.descending { a.reverse() } else { a };
        let by_day = |day: fn(&Key) -> Option<NaiveDate>| {
            move |a: &&Key, b: &&Key| match (day(a), day(b)) {
                (Some(a), Some(b)) => order(a.cmp(&b)),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        };
        match query.column {
            LedgerColumn::Said => rows.sort_by(by_day(|key| key.said)),
            LedgerColumn::Happened => rows.sort_by(by_day(|key| key.happened)),
            column => {
                let text = |key: &&Key| {
                    let statement = corpus.entry(key.doc).and_then(|entry| Statement::new(entry, key.id));
                    statement.map(|statement| statement.cell(corpus, column).to_lowercase()).unwrap_or_default()
                };
                let mut texts: Vec<(String, &Key)> = rows.iter().map(|key| (text(key), *key)).collect();
                texts.sort_by(|(a, _), (b, _)| match (a.is_empty(), b.is_empty()) {
                    (false, false) => order(a.trim_start_matches(is_mark).cmp(b.trim_start_matches(is_mark))),
                    (a, b) => a.cmp(&b),
                });
                rows = texts.into_iter().map(|(_, key)| key).collect();
            }
        }
        rows.into_iter().map(|key| (key.doc, key.id)).collect()
    }
}

/// Marks before the first word, which no reader sorts by.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

fn key(corpus: &Corpus, statement: &Statement<'_>) -> Key {
    Key {
        doc: statement.entry.id,
        id: statement.id,
        said: statement.said(),
        happened: statement.happened(),
        speaker: statement.corpus_speaker(corpus).map(|entity| entity.id),
        is_by_author: statement.is_by_author(),
        act: statement.claim.map(|claim| claim.act),
        modality: statement.claim.map(|claim| claim.modality),
        kind: statement.quote.map(|quote| quote.kind),
    }
}

fn most<T: Ord>(counts: BTreeMap<T, usize>) -> Vec<T> {
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.into_iter().take(MOST_CHOICES).map(|(value, _)| value).collect()
}

fn finding(id: StatementId) -> Finding {
    match id {
        StatementId::Claim(id) => Finding::Claim(id),
        StatementId::Quote(id) => Finding::Quote(id),
    }
}

/// Cheap conditions come first; those that look at words come last.
fn passes(corpus: &Corpus, key: &Key, query: &LedgerQuery, needle: &str) -> bool {
    let is_speaker = match query.speaker {
        Speaker::Anybody => true,
        Speaker::Sources => !key.is_by_author,
        Speaker::Reporter => key.is_by_author,
        Speaker::Entity(id) => key.speaker == Some(id),
    };
    let is_plain = is_speaker
        && query.act.is_none_or(|act| key.act == Some(act))
        && query.modality.is_none_or(|modality| key.modality == Some(modality))
        && query.kind.is_none_or(|kind| key.kind == Some(kind))
        && query.said.holds(key.said)
        && query.matching.as_ref().is_none_or(|matching| matching.has_statement(key.doc, finding(key.id)));
    if !is_plain || (query.about.is_none() && query.outlet.is_none() && needle.is_empty()) {
        return is_plain;
    }
    let Some(entry) = corpus.entry(key.doc) else { return false };
    let Some(statement) = Statement::new(entry, key.id) else { return false };
    let has = |column| statement.cell(corpus, column).to_lowercase().contains(needle);
    query.outlet.as_ref().is_none_or(|outlet| entry.document.source.as_ref() == Some(outlet))
        && query.about.is_none_or(|about| statement.about(corpus).any(|entity| entity.id == about))
        && (needle.is_empty() || has(LedgerColumn::Words) || has(LedgerColumn::Speaker) || has(LedgerColumn::About))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::samples;

    fn shown(query: &LedgerQuery) -> Vec<String> {
        let corpus = samples::strike_twice();
        let rows = LedgerKeys::new(&corpus, None).order(&corpus, query);
        let cell = |(doc, id)| Statement::new(corpus.entry(doc)?, id).map(|row| row.cell(&corpus, LedgerColumn::Words));
        rows.into_iter().filter_map(cell).collect()
    }

    #[test]
    fn a_quote_with_a_claim_is_one_row() {
        let words = "a Kataeb Hezbollah commander responsible for planning attacks";
        assert_eq!(shown(&LedgerQuery::default()), [words, words]);
    }

    #[test]
    fn no_order_loses_a_row() {
        for column in LedgerColumn::ALL {
            for descending in [false, true] {
                assert_eq!(shown(&LedgerQuery { column, descending, ..LedgerQuery::default() }).len(), 2, "{column:?}");
            }
        }
    }

    #[test]
    fn each_filter_leaves_out_what_it_should() {
        let n = |query: LedgerQuery| shown(&query).len();
        let all = LedgerQuery::default;
        assert_eq!(
            (n(LedgerQuery { act: Some(Act::Accuse), ..all() }), n(LedgerQuery { act: Some(Act::Deny), ..all() })),
            (2, 0)
        );
        let text = |text: &str| n(LedgerQuery { text: text.to_owned(), ..all() });
        assert_eq!((text("PLANNING"), text("central command"), text("nobody")), (2, 2, 0));
        let speaker = |speaker| n(LedgerQuery { speaker, ..all() });
        assert_eq!((speaker(Speaker::Sources), speaker(Speaker::Reporter)), (2, 0));
        assert_eq!((speaker(Speaker::Entity(CorpusEntityId(3))), speaker(Speaker::Entity(CorpusEntityId(0)))), (2, 0));
        let about = |id| n(LedgerQuery { about: Some(CorpusEntityId(id)), ..all() });
        assert_eq!((about(2), about(0)), (2, 0));
        let said = |range: &str| n(LedgerQuery { said: DateRange::parse(range).unwrap(), ..all() });
        assert_eq!((said("2024-02"), said("2024-02-09.."), said("..2024")), (2, 0, 2));
        let outlet = |name: &str| n(LedgerQuery { outlet: Some(name.to_owned()), ..all() });
        assert_eq!((outlet("Coast Wire"), outlet("Other")), (2, 0));
    }

    #[test]
    fn date_ranges_are_read_or_refused() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let range = |text: &str| DateRange::parse(text).map(|range| (range.first, range.last));
        assert_eq!(range("2024-02"), Some((day(2024, 2, 1), day(2024, 2, 29))));
        assert_eq!(range("2024-12..2025"), Some((day(2024, 12, 1), day(2025, 12, 31))));
        assert_eq!(range(" ..2024-02-08"), Some((None, day(2024, 2, 8))));
        assert_eq!(range(""), Some((None, None)));
        for text in ["soon", "2024-13", "2024-02-30", "24", "2024-1-1-1"] {
            assert_eq!(range(text), None, "{text}");
        }
    }
}
