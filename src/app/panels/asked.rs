//! Filters whose words may be a query in the language of the search.

use std::sync::Arc;

use egui::Ui;

use super::{Context, Ground};
use crate::{app::made::Made, view::as_query, workspace::Matching};

/// What matches the query of a filter, looked for in the background.
#[derive(Default)]
pub struct Asked {
    found: Made<(String, Ground), Option<Arc<Matching>>>,
}

impl Asked {
    /// What matches the words of a filter, where they are a query; until it is known, what matched before. What cannot be
    /// searched filters nothing: the search panel tells why.
    pub fn refresh(&mut self, ui: &Ui, context: &Context<'_>, text: &str) -> Option<Arc<Matching>> {
        let text = text.trim();
        let query = as_query(text)?;
        // A snapshot held while documents are added would make the workspace copy them.
        if !context.is_loading {
            self.found.refresh(ui, &(text.to_owned(), context.ground()), || {
                let searcher = context.workspace.searcher();
                Box::new(move || searcher.matches(&query).ok().map(Arc::new))
            });
        }
        self.found.latest().cloned().flatten()
    }
}
