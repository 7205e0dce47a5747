//! Words that tell what counted things underwent or are.

use rustc_hash::FxHashMap;

use super::{Table, TableError};
use crate::model::QuantityRole;

/// How a word tells the role of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoleKind {
    /// A verb that does it to its object: killed.
    Done,
    /// A verb whose subject undergoes it: died.
    Own,
    /// A word behind the number or behind "be": dead.
    State,
    /// The counted noun itself: hostages.
    Noun,
    /// A noun whose "of" leads to the counted: the killing of.
    Act,
    /// A noun whose number is told: the toll.
    Toll,
    /// A unit of a size: kilometers.
    Measure,
}

/// All such words.
#[derive(Debug, Default)]
pub struct Roles {
    words: FxHashMap<&'static str, Vec<(RoleKind, QuantityRole)>>,
    currencies: FxHashMap<&'static str, &'static str>,
}

impl Roles {
    pub(super) fn read(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let words = row.need(2)?.split(' ');
            let kind = match row.need(0)? {
                "done" => RoleKind::Done,
                "own" => RoleKind::Own,
                "state" => RoleKind::State,
                "noun" => RoleKind::Noun,
                "act" => RoleKind::Act,
                "toll" => RoleKind::Toll,
                "measure" => RoleKind::Measure,
                "currency" => {
                    let code = row.need(1)?;
                    self.currencies.extend(words.map(|word| (word, code)));
                    continue;
                }
                other => return Err(row.error(format!("There is no kind of role word \"{other}\""))),
            };
            let code = row.need(1)?;
            let role =
                QuantityRole::from_code(code).ok_or_else(|| row.error(format!("There is no role \"{code}\"")))?;
            for word in words {
                self.words.entry(word).or_default().push((kind, role));
            }
        }
        Ok(())
    }

    /// The role that a lower-case word of this kind tells.
    pub fn role(&self, kind: RoleKind, lower: &str) -> Option<QuantityRole> {
        self.words.get(lower)?.iter().find(|(found, _)| *found == kind).map(|(_, role)| *role)
    }

    /// The code of a currency by its noun or sign.
    pub fn currency(&self, lower: &str) -> Option<&'static str> {
        self.currencies.get(lower).copied()
    }
}
