//! The word lists and rule tables of `assets/`, read once into checked tables.
//!
//! Nothing else reads them, and no list of words longer than a handful stands in the program text. A wrong line is a
//! [`TableError`] that names file and line; the lists that are compiled in are checked by a test.

mod class;
mod table;
mod words;

use std::sync::LazyLock;

pub use class::Class;
pub use table::{Row, Table, TableError};
pub use words::{WordEntry, WordId, Words};

/// All word lists, ready for look-ups.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: Words,
    hash: u64,
}

/// A compiled-in table.
macro_rules! asset {
    ($file:literal) => {
        Table { file: $file, text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/", $file)) }
    };
}

const CLOSED_CLASSES: Table = asset!("lexicon/closed_classes.tsv");

impl Lexicon {
    /// The lists that are compiled in.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
            // The test `the_compiled_in_lists_are_well_formed` holds this; a released binary cannot get here.
            Lexicon::read().unwrap_or_else(|error| panic!("the compiled-in word lists are damaged: {error}"))
        });
        &BUILTIN
    }

    /// Reads and checks all compiled-in lists.
    fn read() -> Result<Self, TableError> {
        let mut lexicon = Self::default();
        lexicon.read_classes(CLOSED_CLASSES)?;
        Ok(lexicon)
    }

    fn read_classes(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let code = row.need(0)?;
            let class =
                Class::from_code(code).ok_or_else(|| row.error(format!("There is no word class \"{code}\"")))?;
            for word in row.need(1)?.split_ascii_whitespace() {
                let id = self.words.intern(word);
                self.words.entry_mut(id).class |= class;
            }
        }
        Ok(())
    }

    /// The word forms.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// A number that changes with any change of the lists.
    pub fn hash(&self) -> u64 {
        self.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_in_lists_are_well_formed() {
        let lexicon = Lexicon::read().unwrap();
        let may = lexicon.words().find("may").unwrap();
        assert!(lexicon.words().entry(may).class.any(Class::MODAL));
        assert!(lexicon.words().entry(may).class.any(Class::MONTH));
    }
}
