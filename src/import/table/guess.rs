//! Guesses which column is what: by its name, else by what is in it.

use super::{Mapping, Role, SAMPLE, Table};
use crate::import::calendar;

/// Names of columns in small letters without anything but letters, the surest first.
fn names(role: Role) -> &'static [&'static str] {
    match role {
        Role::Text => &[
            "text",
            "fulltext",
            "body",
            "bodytext",
            "content",
            "articletext",
            "articlebody",
            "maintext",
            "story",
            "article",
            "message",
            "tweet",
            "post",
            "description",
            "summary",
            "snippet",
        ],
        Role::Title => &["title", "headline", "heading", "subject", "head", "hed"],
        Role::Date => &[
            "date",
            "published",
            "publishedat",
            "publicationdate",
            "pubdate",
            "datepublished",
            "publishdate",
            "created",
            "createdat",
            "day",
            "timestamp",
            "time",
        ],
        Role::Source => &[
            "source",
            "outlet",
            "publication",
            "publisher",
            "newspaper",
            "medium",
            "site",
            "sitename",
            "domain",
            "channel",
        ],
        Role::Author => &["author", "authors", "byline", "writer", "creator", "by", "reporter"],
        Role::Url => &["url", "link", "href", "address", "permalink", "webaddress"],
        Role::Id => &["id", "docid", "documentid", "articleid", "uid", "guid", "key", "name"],
    }
}

/// Least mean length of the cells of a column of stories whose name does not tell, in bytes.
const STORY: usize = 60;

/// See [`Table::guess`].
pub(super) fn guess(table: &Table) -> Mapping {
    let mut mapping = Mapping::default();
    let mut free: Vec<usize> = (0..table.columns.len()).collect();
    // The text first: no other column may take its place.
    let text = by_name(table, Role::Text, &free)
        .filter(|column| mean_length(table, *column) >= STORY / 3)
        .or_else(|| longest(table));
    for role in Role::ALL {
        let column = if role == Role::Text {
            text
        } else {
            by_name(table, role, &free).filter(|column| suits(table, role, *column))
        };
        if let Some(column) = column {
            free.retain(|other| *other != column);
            mapping.set(role, table.columns.get(column).cloned());
        }
    }
    mapping
}

fn by_name(table: &Table, role: Role, free: &[usize]) -> Option<usize> {
    let plain = |column: usize| -> String {
        let name = table.columns.get(column).map(String::as_str).unwrap_or_default();
        // The last part of `article.title` tells, but the first one of `source.name`.
        let name = match name.rsplit_once(['.', ':']) {
            Some((outer, "name" | "value" | "label")) => outer,
            Some((_, inner)) => inner,
            None => name,
        };
        name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
    };
    names(role).iter().find_map(|name| free.iter().copied().find(|column| plain(*column) == *name))
}

/// Whether the cells of a column can be what its name says.
fn suits(table: &Table, role: Role, column: usize) -> bool {
    let mut cells = sample(table, column).filter(|cell| !cell.trim().is_empty()).peekable();
    match role {
        Role::Date => cells.peek().is_none() || cells.any(|cell| calendar::find_date(cell, None).is_some()),
        Role::Title | Role::Source | Role::Author => mean_length(table, column) < 400,
        Role::Text | Role::Url | Role::Id => true,
    }
}

/// The column with the longest cells, if they are long enough for stories.
fn longest(table: &Table) -> Option<usize> {
    let lengths = (0..table.columns.len()).map(|column| (mean_length(table, column), column));
    lengths
        .max_by_key(|(length, column)| (*length, std::cmp::Reverse(*column)))
        .filter(|(length, _)| *length >= STORY)
        .map(|(_, column)| column)
}

fn sample(table: &Table, column: usize) -> impl Iterator<Item = &str> {
    table.rows.iter().take(SAMPLE).map(move |row| row.get(column).map_or("", String::as_str))
}

fn mean_length(table: &Table, column: usize) -> usize {
    let filled = || sample(table, column).filter(|cell| !cell.trim().is_empty());
    filled().map(str::len).sum::<usize>() / filled().count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[&str], row: &[&str]) -> Table {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        Table { columns: owned(columns), rows: vec![owned(row)], ..Table::default() }
    }

    const STORY_TEXT: &str = "A ferry sank off Port Velle early on Sunday, and at least nine people died in the water.";

    #[test]
    fn by_names() {
        let mapping = table(
            &["Doc_ID", "Headline", "Published At", "outlet", "Full text", "link"],
            &["7", "Ferry sinks", "3 March 2024", "Coast Wire", STORY_TEXT, "https://coastwire.example"],
        )
        .guess();
        let columns = Role::ALL.map(|role| mapping.column(role).map_or("-", String::as_str));
        assert_eq!(columns, ["Full text", "Headline", "Published At", "outlet", "-", "link", "Doc_ID"]);
    }

    #[test]
    fn by_what_is_in_them() {
        let mapping = table(&["a", "b"], &["1", STORY_TEXT]).guess();
        assert_eq!(mapping.text.as_deref(), Some("b"));
        assert_eq!(table(&["year", "dead"], &["2024", "9"]).guess().text, None);
        assert_eq!(table(&["text", "date"], &[STORY_TEXT, "yes"]).guess().date, None);
    }
}
