//! The rule table: what each rule does in plain words, how sure it is, and examples that hold it to its word.

use rustc_hash::FxHashMap;

use super::{Table, TableError};
use crate::model::Score;

/// One line of `assets/rules/rules.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo {
    /// The stable name, such as `name.title-before`.
    pub id: &'static str,
    /// What it finds: mention, reference, quote, speaker, claim.
    pub layer: &'static str,
    /// How sure it is.
    pub score: Score,
    /// What it does, for the reader on screen.
    pub words: &'static str,
    /// A text that it must match, with what it finds in `[brackets]`.
    pub matches: &'static str,
    /// A near text that it must not match.
    pub fails: &'static str,
}

/// All rules in the order of the table.
#[derive(Debug, Default)]
pub struct Rules {
    list: Vec<RuleInfo>,
    by_id: FxHashMap<&'static str, usize>,
}

impl Rules {
    pub(super) fn read(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let id = row.need(0)?;
            if self.by_id.insert(id, self.list.len()).is_some() {
                return Err(row.error(format!("The rule \"{id}\" stands twice")));
            }
            self.list.push(RuleInfo {
                id,
                layer: row.need(1)?,
                score: Score::new(row.number(2)?),
                words: row.need(3)?,
                matches: row.need(4)?,
                fails: row.need(5)?,
            });
        }
        Ok(())
    }

    /// The rule with this name.
    pub fn find(&self, id: &str) -> Option<&RuleInfo> {
        self.by_id.get(id).map(|&index| &self.list[index])
    }

    /// All rules in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &RuleInfo> {
        self.list.iter()
    }
}
