//! The history: what was decided, when, about which words, by whom.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::words;
use crate::{
    model::{Decision, DocId, Span, Target},
    workspace::{Deed, EntryId, Item, JournalEntry, Workspace, gestures},
};

/// How an entry of the history stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedState {
    /// It was done and stands.
    Stands,
    /// It was done and taken back since.
    TakenBack,
    /// It tells that something was taken back or done again.
    Step,
}

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// The entry.
    pub id: EntryId,
    /// What was done, as a sentence begins: "Reject 3 mentions".
    pub what: String,
    /// The first words that it is about; may be empty.
    pub words: String,
    /// The day and the time of day: "Feb 8, 2024, 14:05".
    pub when: String,
    /// The name that the user went by; may be empty.
    pub author: String,
    /// How it stands.
    pub state: DeedState,
}

impl HistoryRow {
    /// The line of an entry. `standing` are the deeds that stand; times are told in the time zone of `now`, and a time of
    /// its day goes without the day.
    pub fn new(entry: &JournalEntry, standing: &HashSet<EntryId>, now: DateTime<FixedOffset>) -> Self {
        let (what, state) = match entry.deed {
            Deed::Did if standing.contains(&entry.id) => (words::sentence_case(&entry.label), DeedState::Stands),
            Deed::Did => (words::sentence_case(&entry.label), DeedState::TakenBack),
            Deed::Undid(_) => (format!("Undo {}", entry.label), DeedState::Step),
            Deed::Redid(_) => (format!("Redo {}", entry.label), DeedState::Step),
        };
        let time = entry.stamp.time.with_timezone(now.offset());
        Self {
            id: entry.id,
            what,
            words: entry.words.clone(),
            when: moment(time, now.date_naive()),
            author: entry.stamp.author.clone(),
            state,
        }
    }
}

/// A time of today goes without its day.
fn moment(time: DateTime<FixedOffset>, today: NaiveDate) -> String {
    let clock = time.format("%H:%M");
    if time.date_naive() == today {
        clock.to_string()
    } else {
        format!("{}, {clock}", words::date_short(time.date_naive()))
    }
}

/// Where the words of an entry stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedPlace {
    /// Something that can be selected.
    Item(Item),
    /// Words at which nothing is tagged now.
    Words(DocId, Span),
}

/// Where an entry of the history leads; `None` when it is about no words, or they are not here any more.
pub fn deed_place(workspace: &Workspace, id: EntryId) -> Option<DeedPlace> {
    let history = workspace.history();
    let entry = history.entry(id)?;
    let changed = match entry.deed {
        Deed::Did => entry,
        Deed::Undid(deed) | Deed::Redid(deed) => history.entry(deed)?,
    };
    changed.changes.iter().find_map(|change| decision_place(workspace, &change.new))
}

/// Where a decision leads.
fn decision_place(workspace: &Workspace, decision: &Decision) -> Option<DeedPlace> {
    let corpus = workspace.corpus();
    if let Some(place) = decision.places().first().copied() {
        if let Some(item) = gestures::item(workspace, place) {
            return Some(DeedPlace::Item(item));
        }
        return corpus.entry_of(place.doc).map(|entry| DeedPlace::Words(entry.id, place.span));
    }
    let doc = decision.documents().first().copied()?;
    corpus.entry_of(doc).map(|entry| DeedPlace::Item(Item::Document(entry.id)))
}

/// What a note, tag or flag is about, in words and as something to select.
pub fn target_words(workspace: &Workspace, target: &Target) -> (String, Option<DeedPlace>) {
    let corpus = workspace.corpus();
    let gone = || ("no longer here".to_owned(), None);
    let at = |doc, span| {
        let entry = corpus.entry_of(doc)?;
        Some((words::one_line(&entry.document, span), entry.id))
    };
    match target {
        Target::Document(content) => corpus.entry_of(*content).map_or_else(gone, |entry| {
            (words::squeeze(&entry.document.title), Some(DeedPlace::Item(Item::Document(entry.id))))
        }),
        Target::Item(place) => at(place.doc, place.span).map_or_else(gone, |(text, doc)| {
            let place = gestures::item(workspace, *place).map_or(DeedPlace::Words(doc, place.span), DeedPlace::Item);
            (format!("“{text}”"), Some(place))
        }),
        Target::Words(anchor) => at(anchor.doc, anchor.span)
            .map_or_else(gone, |(text, doc)| (format!("“{text}”"), Some(DeedPlace::Words(doc, anchor.span)))),
        Target::Entity(anchor) => corpus.anchored(*anchor).map_or_else(gone, |entity| {
            (words::sentence_case(&entity.name), Some(DeedPlace::Item(Item::Entity(entity.id))))
        }),
        Target::Source(name) => (name.clone(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::DocId, view::samples, workspace::Stamp};

    fn time(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    /// A workspace in which the first document was flagged and the flag taken back.
    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        let (document, analysis) = samples::strike();
        let doc = workspace.add(document.into(), analysis.into());
        let stamp = || Stamp { time: time("2024-03-05T13:05:00Z").into(), author: "Ada".to_owned() };
        let target = gestures::target(&workspace, Item::Document(doc)).unwrap();
        workspace.apply(gestures::flag(&[target], true), stamp()).unwrap();
        workspace.undo(stamp()).unwrap();
        workspace
    }

    #[test]
    fn a_row_tells_what_when_and_whether_it_stands() {
        let workspace = workspace();
        let history = workspace.history();
        let standing: HashSet<EntryId> = history.standing().collect();
        let now = time("2024-03-06T09:00:00+02:00");
        let rows: Vec<HistoryRow> = history.matching("").map(|entry| HistoryRow::new(entry, &standing, now)).collect();
        assert_eq!((rows[0].what.as_str(), rows[0].state), ("Undo flag document", DeedState::Step));
        assert_eq!((rows[1].what.as_str(), rows[1].state), ("Flag document", DeedState::TakenBack));
        assert_eq!((rows[1].when.as_str(), rows[1].author.as_str()), ("Mar 5, 2024, 15:05", "Ada"));
        let same_day = HistoryRow::new(&history.entries()[0], &standing, time("2024-03-05T20:00:00Z"));
        assert_eq!(same_day.when, "13:05");
    }

    #[test]
    fn an_entry_leads_to_its_words_undone_or_not() {
        let workspace = workspace();
        let document = Some(DeedPlace::Item(Item::Document(DocId(0))));
        let ids: Vec<EntryId> = workspace.history().entries().iter().map(|entry| entry.id).collect();
        assert_eq!(ids.iter().map(|id| deed_place(&workspace, *id)).collect::<Vec<_>>(), [document, document]);
    }
}
