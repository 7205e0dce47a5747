//! The word lists and rule tables of `assets/`, read once into checked tables.
//!
//! Nothing else reads them, and no list of words longer than a handful stands in the program text. A wrong line is a
//! [`TableError`] that names file and line; the lists that are compiled in are checked by a test.

mod class;
mod cues;
mod rules;
mod table;
mod words;

use std::{
    hash::{Hash, Hasher},
    sync::LazyLock,
};

use rustc_hash::FxHasher;

pub use class::Class;
pub use cues::{Cue, Cues, Frames, Hedge};
pub use rules::{RuleInfo, Rules};
pub use table::{Row, Table, TableError};
pub use words::{TAGS, WordEntry, WordId, Words};

/// All word lists, ready for look-ups.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: Words,
    cues: Cues,
    rules: Rules,
    hash: u64,
}

/// A compiled-in table.
macro_rules! asset {
    ($file:literal) => {
        Table { file: $file, text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/", $file)) }
    };
}

const WORDS: Table = asset!("lexicon/words.tsv");
const TAG_COUNTS: Table = asset!("lexicon/tags.tsv");
const CLOSED_CLASSES: Table = asset!("lexicon/closed_classes.tsv");
const SOURCE_WORDS: Table = asset!("lexicon/source_words.tsv");
const VERBS: Table = asset!("lexicon/verbs.tsv");
const CUES: Table = asset!("lexicon/cues.tsv");
const HEDGES: Table = asset!("lexicon/hedges.tsv");
const RULES: Table = asset!("rules/rules.tsv");

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
        let mut hasher = FxHasher::default();
        for table in [WORDS, TAG_COUNTS, CLOSED_CLASSES, SOURCE_WORDS, VERBS, CUES, HEDGES, RULES] {
            table.text.hash(&mut hasher);
        }
        lexicon.hash = hasher.finish();
        lexicon.read_words(WORDS)?;
        lexicon.read_tags(TAG_COUNTS)?;
        lexicon.read_classes(CLOSED_CLASSES)?;
        lexicon.read_classes(SOURCE_WORDS)?;
        lexicon.cues.read_cues(CUES, &mut lexicon.words)?;
        lexicon.cues.read_hedges(HEDGES, &mut lexicon.words)?;
        lexicon.read_verbs(VERBS)?;
        lexicon.rules.read(RULES)?;
        Ok(lexicon)
    }

    fn read_words(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let id = self.words.intern(row.need(0)?);
            let entry = self.words.entry_mut(id);
            entry.per_million = row.number(1)?;
            entry.capital_permille = row.number(2)?;
        }
        Ok(())
    }

    fn read_tags(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let id = self.words.intern(row.need(0)?);
            for count in row.need(1)?.split(' ') {
                let mut letters = count.chars();
                let tag = letters.next().and_then(|letter| TAGS.iter().position(|&tag| tag == letter));
                let (Some(tag), Ok(n)) = (tag, letters.as_str().parse()) else {
                    return Err(row.error(format!("\"{count}\" is not a tag with its count")));
                };
                self.words.entry_mut(id).tags[tag] = n;
            }
        }
        Ok(())
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

    /// Verb forms; forms of verbs that can attribute words are marked as such. Needs the cues.
    fn read_verbs(&mut self, table: Table) -> Result<(), TableError> {
        const COLUMNS: [Class; 5] =
            [Class::VERB_BASE, Class::VERB_S, Class::VERB_PAST, Class::VERB_PARTICIPLE, Class::VERB_ING];
        for row in table.rows() {
            let lemma = self.words.intern(row.need(0)?);
            let cue = self.cues.of_lemma(lemma).iter().any(|cue| cue.speech);
            for (column, class) in COLUMNS.into_iter().enumerate() {
                let id = self.words.intern(row.need(column)?);
                let entry = self.words.entry_mut(id);
                entry.class |= class;
                entry.lemma.get_or_insert(lemma);
                if cue {
                    entry.class |= Class::CUE;
                }
            }
        }
        Ok(())
    }

    /// The word forms.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Verbs that attribute words, and words that weaken statements.
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// The rules, with their scores and their words for the screen.
    pub fn rules(&self) -> &Rules {
        &self.rules
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
        let said = lexicon.words().find("said").unwrap();
        let lemma = lexicon.words().entry(said).lemma.unwrap();
        assert_eq!(lexicon.words().text(lemma), Some("say"));
        assert!(lexicon.words().entry(said).class.any(Class::CUE));
    }

    #[test]
    fn an_error_names_file_and_line() {
        let table = Table { file: "lexicon/x.tsv", text: "# note\nclass\twords\nno_such_class\tone two\n" };
        let error = Lexicon::default().read_classes(table).unwrap_err();
        assert_eq!(error.to_string(), "There is no word class \"no_such_class\": lexicon/x.tsv, line 3");
    }

    #[test]
    fn a_lemma_that_stands_for_two_verbs_keeps_the_first() {
        let lexicon = Lexicon::builtin();
        let found = lexicon.words().find("found").unwrap();
        assert!(lexicon.words().entry(found).class.any(Class::VERB_PAST));
    }
}
