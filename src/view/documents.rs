//! The list of documents.

use std::{cmp::Ordering, sync::Arc};

use chrono::NaiveDate;

use super::words;
use crate::{
    corpus::{Entry, Query, parse_query},
    model::DocId,
    workspace::{Matching, Workspace},
};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// The document.
    pub id: DocId,
    /// The headline.
    pub title: String,
    /// Date and source: "Feb 8, 2024 · Coast Wire".
    pub subtitle: String,
    /// Whether it was never opened.
    pub is_unread: bool,
    /// Whether the user flagged it.
    pub is_flagged: bool,
}

impl DocumentRow {
    /// The row of a document.
    pub fn new(workspace: &Workspace, id: DocId) -> Option<Self> {
        let document = &workspace.corpus().entry(id)?.document;
        let date = document.date.map(words::date_short);
        let parts: Vec<String> = date.into_iter().chain(document.source.clone()).collect();
        let subtitle = if parts.is_empty() { document.name.clone() } else { parts.join(" · ") };
        Some(Self {
            id,
            title: words::squeeze(&document.title),
            subtitle,
            is_unread: !workspace.is_read(id),
            is_flagged: workspace.is_flagged(id),
        })
    }
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum DocumentSort {
    /// As they were opened.
    #[default]
    Added,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// By headline.
    Title,
    /// By source, then newest first.
    Source,
}

impl DocumentSort {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 5] = [Self::Added, Self::Newest, Self::Oldest, Self::Title, Self::Source];

    /// The words in the menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "As opened",
            Self::Newest => "Newest first",
            Self::Oldest => "Oldest first",
            Self::Title => "Title",
            Self::Source => "Source",
        }
    }
}

/// Which documents are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DocumentFilter {
    /// Words in title, source, date or name; or a query, see [`as_query`].
    pub text: String,
    /// The documents that match the query, once they are known.
    pub matching: Option<Arc<Matching>>,
    /// Only documents that were never opened.
    pub unread: bool,
    /// Only flagged documents.
    pub flagged: bool,
}

impl DocumentFilter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && !self.unread && !self.flagged
    }
}

/// The words of a filter as a query, where they say more than plain words do: with fields, operators, phrases, beginnings
/// of words or parentheses. Plain words are looked for in titles and sources alone.
pub fn as_query(text: &str) -> Option<Query> {
    let is_operator =
        |word: &str| matches!(word, "AND" | "OR" | "NOT") || word.starts_with("NEAR") || word.starts_with('-');
    let speaks = text.contains([':', '"', '“', '*', '(']) || text.split_whitespace().any(is_operator);
    speaks.then(|| parse_query(text.trim()).ok()).flatten()
}

/// The documents that pass the filter, in the order of the list.
pub fn document_rows(workspace: &Workspace, filter: &DocumentFilter, sort: DocumentSort) -> Vec<DocId> {
    if filter.is_empty() && sort == DocumentSort::Added {
        return workspace.corpus().entries().ids().collect();
    }
    let needle = match filter.matching {
        Some(_) => String::new(),
        None => filter.text.trim().to_lowercase(),
    };
    let passes = |entry: &&Entry| {
        (!filter.unread || !workspace.is_read(entry.id))
            && (!filter.flagged || workspace.is_flagged(entry.id))
            && filter.matching.as_ref().is_none_or(|matching| matching.has(entry.id))
            && (needle.is_empty() || mentions(entry, &needle))
    };
    let mut entries: Vec<&Entry> = workspace.corpus().entries().iter().filter(passes).collect();
    let newest = |a: &Entry, b: &Entry| newest_first(a.document.date, b.document.date);
    match sort {
        DocumentSort::Added => {}
        DocumentSort::Newest => entries.sort_by(|a, b| newest(a, b)),
        DocumentSort::Oldest => entries.sort_by_key(|entry| entry.document.date.unwrap_or(NaiveDate::MAX)),
        DocumentSort::Title => entries.sort_by_cached_key(|entry| sort_key(&entry.document.title)),
        DocumentSort::Source => {
            entries.sort_by(|a, b| newest(a, b));
            entries
                .sort_by_cached_key(|entry| entry.document.source.as_deref().map_or("\u{10FFFF}".to_owned(), sort_key));
        }
    }
    entries.into_iter().map(|entry| entry.id).collect()
}

fn mentions(entry: &Entry, needle: &str) -> bool {
    let document = &entry.document;
    let date = document.date.map(words::iso).unwrap_or_default();
    [document.title.as_str(), document.source.as_deref().unwrap_or_default(), &date, &document.name]
        .iter()
        .any(|text| text.to_lowercase().contains(needle))
}

/// Documents without a date come last.
fn newest_first(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Ordering {
    b.cmp(&a)
}

fn sort_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        view::samples,
        workspace::{Item, gestures},
    };

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        for (title, source, day) in [
            ("Ferry sinks", "Coast Wire", Some(3)),
            ("“Owner denies”", "Harbour Post", Some(4)),
            ("Undated", "Coast Wire", None),
        ] {
            let (mut document, analysis) = samples::plain(title);
            document.title = title.to_owned();
            document.source = Some(source.to_owned());
            document.date = day.and_then(|day| NaiveDate::from_ymd_opt(2024, 3, day));
            workspace.add(Arc::new(document), Arc::new(analysis));
        }
        workspace
    }

    fn ids(workspace: &Workspace, filter: &DocumentFilter, sort: DocumentSort) -> Vec<u32> {
        document_rows(workspace, filter, sort).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn documents_sort_and_those_without_a_date_come_last() {
        let workspace = workspace();
        let all = DocumentFilter::default();
        assert_eq!(ids(&workspace, &all, DocumentSort::Newest), [1, 0, 2]);
        assert_eq!(ids(&workspace, &all, DocumentSort::Oldest), [0, 1, 2]);
        assert_eq!(ids(&workspace, &all, DocumentSort::Title), [0, 1, 2]);
        assert_eq!(ids(&workspace, &all, DocumentSort::Source), [0, 2, 1]);
    }

    #[test]
    fn the_filter_looks_at_title_source_and_date() {
        let workspace = workspace();
        let find = |text: &str| {
            let filter = DocumentFilter { text: text.to_owned(), ..DocumentFilter::default() };
            ids(&workspace, &filter, DocumentSort::Added)
        };
        assert_eq!(find("FERRY"), [0]);
        assert_eq!(find("coast"), [0, 2]);
        assert_eq!(find("2024-03-04"), [1]);
        assert!(find("nothing").is_empty());
    }

    #[test]
    fn unread_and_flagged_documents_can_be_picked_out() {
        let mut workspace = workspace();
        workspace.set_read(DocId(0), true);
        let target = gestures::target(&workspace, Item::Document(DocId(2))).unwrap();
        workspace.apply(gestures::flag(&[target], true), samples::stamp()).unwrap();
        let unread = DocumentFilter { unread: true, ..DocumentFilter::default() };
        let flagged = DocumentFilter { flagged: true, ..DocumentFilter::default() };
        assert_eq!(ids(&workspace, &unread, DocumentSort::Added), [1, 2]);
        assert_eq!(ids(&workspace, &flagged, DocumentSort::Added), [2]);
        let row = DocumentRow::new(&workspace, DocId(0)).unwrap();
        assert_eq!((row.subtitle.as_str(), row.is_unread), ("Mar 3, 2024 · Coast Wire", false));
    }

    #[test]
    fn a_filter_that_speaks_the_query_language_is_a_query() {
        assert!(as_query("act:deny").is_some() && as_query("(ferry)").is_some() && as_query("a OR b").is_some());
        assert!(as_query("coast wire").is_none() && as_query("2024-03-05").is_none());
        assert!(as_query("kind:x").is_none(), "what is not understood is looked for as it stands");
        let workspace = workspace();
        let query = as_query("source:harbour").unwrap();
        let matching = Some(Arc::new(workspace.searcher().matches(&query).unwrap()));
        let filter = DocumentFilter { text: "source:harbour".to_owned(), matching, ..DocumentFilter::default() };
        assert_eq!(document_rows(&workspace, &filter, DocumentSort::Added), [DocId(1)]);
    }
}
