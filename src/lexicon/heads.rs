//! Nouns that tell what kind of thing a name or description stands for.

use rustc_hash::FxHashMap;

use super::{Class, Row, Table, TableError, WordId, Words};
use crate::model::EntityType;

/// The kind that a head noun gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// What it is.
    pub etype: EntityType,
    /// Finer kind, as in the list.
    pub subtype: &'static str,
    /// Whether this is the plural form.
    pub plural: bool,
}

/// Head nouns of descriptions, and last or first words of names.
#[derive(Debug, Default)]
pub struct Heads {
    nouns: FxHashMap<WordId, Head>,
    /// Heads of two words: "armed group", "service members".
    compounds: FxHashMap<(WordId, WordId), Head>,
    organizations: FxHashMap<WordId, Head>,
    places: FxHashMap<WordId, Head>,
    designations: FxHashMap<WordId, Head>,
}

impl Heads {
    pub(super) fn read_nouns(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let head = Head { etype: etype(row, 2)?, subtype: row.need(3)?, plural: false };
            let plurals = row.cell(1).split('|').map(|plural| (plural, true));
            for (form, plural) in std::iter::once((row.need(0)?, false)).chain(plurals) {
                let form = &*form.to_lowercase();
                if let Some((first, last)) = form.split_once(' ') {
                    let key = (words.intern(first), words.intern(last));
                    self.compounds.insert(key, Head { plural, ..head });
                    words.entry_mut(key.1).class |= Class::HEAD_NOUN;
                    continue;
                }
                if form.is_empty() || form.contains('-') {
                    continue;
                }
                let id = words.intern(form);
                words.entry_mut(id).class |= Class::HEAD_NOUN;
                let same_form = row.cell(1) == row.cell(0);
                self.nouns.entry(id).or_insert(Head { plural: plural || same_form, ..head });
            }
        }
        Ok(())
    }

    pub(super) fn read_organizations(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let head = Head { etype: etype(row, 1)?, subtype: row.need(2)?, plural: false };
            let id = words.intern(&row.need(0)?.to_lowercase());
            let class =
                if row.cell(2) == "company" && row.cell(3) == "end" { Class::LEGAL_FORM } else { Class::ORG_HEAD };
            words.entry_mut(id).class |= class | Class::ORG_HEAD;
            // The first of several readings is the most frequent one.
            self.organizations.entry(id).or_insert(head);
        }
        Ok(())
    }

    pub(super) fn read_places(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let head = Head { etype: EntityType::Place, subtype: row.need(1)?, plural: false };
            let id = words.intern(&row.need(0)?.to_lowercase());
            words.entry_mut(id).class |= Class::FACILITY_HEAD;
            self.places.entry(id).or_insert(head);
        }
        Ok(())
    }

    pub(super) fn read_designations(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let head = Head { etype: etype(row, 1)?, subtype: row.need(2)?, plural: false };
            self.designations.insert(words.intern(row.need(0)?), head);
        }
        Ok(())
    }

    /// The kind that a capitalised word gives a name that goes on with a number: "Resolution 2254".
    pub fn designation(&self, word: WordId) -> Option<Head> {
        self.designations.get(&word).copied()
    }

    /// The kind that a common noun gives the description it heads.
    pub fn noun(&self, word: WordId) -> Option<Head> {
        self.nouns.get(&word).copied()
    }

    /// The kind that two nouns give together: "armed group".
    pub fn compound(&self, first: WordId, last: WordId) -> Option<Head> {
        self.compounds.get(&(first, last)).copied()
    }

    /// The kind that a capitalised word gives a name of an organization it ends or begins.
    pub fn organization(&self, word: WordId) -> Option<Head> {
        self.organizations.get(&word).copied()
    }

    /// The kind that a capitalised word gives a name of a place it ends or begins.
    pub fn place(&self, word: WordId) -> Option<Head> {
        self.places.get(&word).copied()
    }
}

fn etype(row: Row, column: usize) -> Result<EntityType, TableError> {
    let code = row.need(column)?;
    EntityType::from_code(code).ok_or_else(|| row.error(format!("There is no entity type \"{code}\"")))
}
