//! A pair of tables ready for import into i2 Analyst's Notebook, and how their columns map.
//!
//! No field holds a line end, because an import specification reads one item a line.

use std::io::{self, Write};

use super::{
    Options, Scope,
    archive::Archive,
    cell,
    names::{self, one_line},
    network, table,
};
use crate::corpus::Corpus;

const MAPPING: &str = "\
entities.csv: one row an entity
  entity_id    identity of the entity
  type         entity type
  name         label
  aliases      attribute, text
  mentions     attribute, number
  first_date   attribute, date (YYYY-MM-DD)
  last_date    attribute, date (YYYY-MM-DD)

links.csv: one row a link
  link_id      identity of the link
  from_id      identity of end 1
  to_id        identity of end 2
  type         link type: shares_sentence (no direction), speaks_about (end 1 to end 2)
  weight       attribute, number: sentences or claims
";

/// Writes the archive; answers with the number of rows.
pub(super) fn write(corpus: &Corpus, scope: &Scope, options: Options, out: &mut dyn Write) -> io::Result<u64> {
    let (mut entities, mut links) = (Vec::new(), Vec::new());
    let rows = names::things(corpus, scope).map(|entity| {
        [
            cell::entity_id(entity.id),
            entity.etype.to_string(),
            one_line(&entity.name),
            one_line(&cell::list(entity.aliases())),
            entity.n_mentions.to_string(),
            cell::date(entity.first),
            cell::date(entity.last),
        ]
    });
    let columns = ["entity_id", "type", "name", "aliases", "mentions", "first_date", "last_date"];
    let n_entities = table::write_csv(&mut entities, options, &columns, rows)?;
    let edges = network::edges(corpus, scope);
    let rows = (1..).zip(&edges).map(|(number, ((kind, from, to), weight))| {
        let ends = [from, to].map(|id| cell::entity_id(*id));
        let [from, to] = ends;
        [format!("r{number}"), from, to, (*kind).to_owned(), weight.to_string()]
    });
    let columns = ["link_id", "from_id", "to_id", "type", "weight"];
    let n_links = table::write_csv(&mut links, options, &columns, rows)?;
    let mut archive = Archive::new();
    archive.add("entities.csv", &entities)?;
    archive.add("links.csv", &links)?;
    archive.add("columns.txt", MAPPING.as_bytes())?;
    out.write_all(&archive.finish()?)?;
    Ok(n_entities + n_links)
}
