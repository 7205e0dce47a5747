//! Words that tie one entity to another.

use rustc_hash::FxHashMap;

use super::{Table, TableError};
use crate::model::LinkKind;

/// Where a word stands that ties entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkPlace {
    /// The last word of a role: spokesman.
    Role,
    /// Before "of": part, wing.
    Part,
    /// Behind a name and a hyphen: Velle-based.
    Compound,
    /// A participle before "by": led.
    By,
    /// A participle before "in": based.
    In,
    /// A word of a role that makes a leader the second in command: deputy.
    Second,
    /// A word of a role that is over: former.
    Past,
}

/// All such words.
#[derive(Debug, Default)]
pub struct LinkWords {
    words: FxHashMap<(LinkPlace, &'static str), LinkKind>,
}

impl LinkWords {
    pub(super) fn read(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let place = match row.need(0)? {
                "role" => LinkPlace::Role,
                "part" => LinkPlace::Part,
                "compound" => LinkPlace::Compound,
                "by" => LinkPlace::By,
                "in" => LinkPlace::In,
                "second" => LinkPlace::Second,
                "past" => LinkPlace::Past,
                other => return Err(row.error(format!("There is no place \"{other}\" for words that tie"))),
            };
            let code = row.need(1)?;
            let kind = LinkKind::from_code(code).ok_or_else(|| row.error(format!("There is no link \"{code}\"")))?;
            self.words.extend(row.need(2)?.split(' ').map(|word| ((place, word), kind)));
        }
        Ok(())
    }

    /// The tie that a lower-case word tells at this place.
    pub fn kind(&self, place: LinkPlace, lower: &str) -> Option<LinkKind> {
        self.words.get(&(place, lower)).copied()
    }
}
