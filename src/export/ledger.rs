//! One row a statement: the attribution ledger, whole or as a table shows it.

use rustc_hash::FxHashMap;

use super::{Scope, cell::Words};
use crate::{
    corpus::{Corpus, Entry, LedgerColumn, Statement, StatementId, statements},
    model::{DocId, Span},
};

/// Columns that lead from each row back to its words.
const PLACE: [&str; 4] = ["doc_id", "sha256", "start", "end"];

fn shown(scope: &Scope) -> &[LedgerColumn] {
    match scope {
        Scope::Table(table) => &table.columns,
        Scope::Corpus | Scope::Documents(_) => &LedgerColumn::ALL,
    }
}

pub(super) fn columns(scope: &Scope) -> Vec<&'static str> {
    shown(scope).iter().map(|column| column.key()).chain(PLACE).collect()
}

pub(super) fn rows<'c>(corpus: &'c Corpus, scope: &'c Scope) -> Box<dyn Iterator<Item = Vec<String>> + 'c> {
    let columns = shown(scope);
    if let Scope::Table(table) = scope {
        // Rows of a sorted table jump between stories, so what is counted in each is kept.
        let mut known: FxHashMap<DocId, Words<'c>> = FxHashMap::default();
        return Box::new(table.rows.iter().filter_map(move |&(doc, id)| {
            let entry = corpus.entry(doc)?;
            row(corpus, entry, known.entry(doc).or_insert_with(|| Words::new(entry)), columns, id)
        }));
    }
    let entries = scope.entries(corpus).into_iter();
    Box::new(entries.flat_map(move |entry| {
        let words = Words::new(entry);
        statements(entry).into_iter().filter_map(move |id| row(corpus, entry, &words, columns, id))
    }))
}

fn row(
    corpus: &Corpus,
    entry: &Entry,
    words: &Words<'_>,
    columns: &[LedgerColumn],
    id: StatementId,
) -> Option<Vec<String>> {
    let statement = Statement::new(entry, id)?;
    let [doc_id, .., sha256] = words.document();
    let [start, end] = words.place(Span::hull(statement.content())?);
    let cells = columns.iter().map(|&column| statement.cell(corpus, column));
    Some(cells.chain([doc_id, sha256, start, end]).collect())
}
