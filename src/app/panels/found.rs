//! What a search found: all documents at once, their hits as far as they are looked at.

use std::{ops::Range, sync::Arc};

use egui::Ui;

use super::{Context, Ground};
use crate::{
    app::made::Made,
    corpus::{Query, parse_query},
    model::DocId,
    workspace::{FileError, Hit, Hits},
};

/// Rows whose hits are looked for together: more than fit on a screen.
const TOGETHER: usize = 36;
/// Rows by which those that are looked for together move on.
const STEP: usize = 12;

/// What a search rests on, beside its words.
type SearchedFor = (String, Ground);

/// The documents that match, and hits in them.
#[derive(Default)]
pub struct Found {
    /// The documents, with hits in the first ones.
    all: Made<SearchedFor, Result<Hits, FileError>>,
    /// Hits in documents further down, from a row on.
    further: Made<(SearchedFor, usize), Vec<Hit>>,
    /// Hits in the document that is open.
    in_open: Made<(SearchedFor, DocId), Vec<Hit>>,
    /// What is marked in a document.
    marks: Option<(DocId, Arc<[Range<usize>]>)>,
}

impl Found {
    /// Searches when something changed; answers whether it found something else.
    pub fn refresh(&mut self, ui: &Ui, context: &Context<'_>, query: &str, parsed: Query) -> bool {
        let wanted = (query.to_owned(), context.ground());
        let is_new = self.all.refresh(ui, &wanted, || {
            let searcher = context.workspace.searcher();
            Box::new(move || searcher.search(&parsed, TOGETHER))
        });
        if is_new {
            self.marks = None;
            // The number on the tab is drawn before it is known.
            ui.request_repaint();
        }
        is_new
    }

    /// The words that the last search was for.
    pub fn query(&self) -> Option<&str> {
        self.all.made_for().map(|(query, _)| query.as_str())
    }

    /// The documents that match, once they are known, or why they cannot be.
    pub fn documents(&self) -> Option<Result<&[DocId], &FileError>> {
        self.all.latest().map(|found| found.as_ref().map(|hits| hits.documents.as_slice()))
    }

    /// Looks for the hits in the documents of the rows from this one on, as many as a screen shows.
    pub fn look_at(&mut self, ui: &Ui, context: &Context<'_>, first_row: usize) {
        let (Some(searched), Some(Ok(hits))) = (self.all.made_for(), self.all.latest()) else { return };
        let from = first_row / STEP * STEP;
        let docs = hits.documents.get(from..(from + TOGETHER).min(hits.documents.len())).unwrap_or_default();
        if from + docs.len() <= hits.first.len() {
            return;
        }
        self.further.refresh(ui, &(searched.clone(), from), || look_up(context, &searched.0, docs.to_vec()));
    }

    /// The hits in the document of a row, once they were looked for.
    pub fn hit(&self, row: usize) -> Option<&Hit> {
        let Some(Ok(hits)) = self.all.latest() else { return None };
        let further = || {
            let (searched, from) = self.further.made_for()?;
            let hits = self.further.latest().filter(|_| self.all.made_for() == Some(searched))?;
            hits.get(row.checked_sub(*from)?)
        };
        hits.first.get(row).or_else(further)
    }

    /// What the search marks in a document, once it is known.
    pub fn marks(&mut self, ui: &Ui, context: &Context<'_>, doc: DocId) -> Option<Arc<[Range<usize>]>> {
        if self.marks.as_ref().is_none_or(|(known, _)| *known != doc) {
            let (Some(searched), Some(Ok(hits))) = (self.all.made_for(), self.all.latest()) else { return None };
            let row = hits.documents.binary_search(&doc).ok();
            if let (Some(row), true) = (row, !context.is_loading)
                && self.hit(row).is_none()
            {
                self.in_open.refresh(ui, &(searched.clone(), doc), || look_up(context, &searched.0, vec![doc]));
            }
            let hit = row.map(|row| {
                let in_open = || self.in_open.value(&(searched.clone(), doc))?.first();
                self.hit(row).or_else(in_open)
            });
            let marks = match hit {
                Some(hit) => hit?.marks.iter().map(|mark| mark.range()).collect(),
                None => Arc::default(),
            };
            self.marks = Some((doc, marks));
        }
        self.marks.as_ref().map(|(_, marks)| Arc::clone(marks)).filter(|marks| !marks.is_empty())
    }

    /// Whether something is marked in the open document.
    pub fn is_marking(&self) -> bool {
        self.marks.as_ref().is_some_and(|(_, marks)| !marks.is_empty())
    }
}

/// Work that looks for the hits in some documents. The search itself told what went wrong, if anything did.
fn look_up(context: &Context<'_>, query: &str, docs: Vec<DocId>) -> Box<dyn FnOnce() -> Vec<Hit> + Send> {
    let (searcher, query) = (context.workspace.searcher(), parse_query(query));
    Box::new(move || query.ok().and_then(|query| searcher.hits(&query, &docs).ok()).unwrap_or_default())
}
