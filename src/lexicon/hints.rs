//! Words in and around a name that hint at what it names.

use rustc_hash::FxHashMap;

use super::{Table, TableError};
use crate::model::EntityType;

/// Where the word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HintPlace {
    /// Right before the name: in Orrvale.
    Before,
    /// Before a preposition before the name: the road to Orrvale.
    Way,
    /// Behind the name and a hyphen: Orrvale-based.
    Compound,
    /// The head of what the name owns: Orrmund's army.
    Owned,
    /// Before the article before the name: aboard the Tarn Star.
    Article,
    /// The verb behind a name with an article: the Tarn Star capsized.
    Verb,
    /// It is the first word of the name: Operation Quiet Harbour.
    First,
    /// It is one of the words of the name: Idris al-Vale.
    Inside,
    /// It opens the name before a preposition, or ends it: Treaty of Orrvale, Orrvale Accords.
    Pact,
}

/// What a word hints at, and how strongly, in votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The kind of thing.
    pub etype: EntityType,
    /// How much it weighs beside other evidence.
    pub weight: i32,
}

/// All such words.
#[derive(Debug, Default)]
pub struct NameHints {
    words: FxHashMap<(HintPlace, &'static str), Hint>,
}

impl NameHints {
    pub(super) fn read(&mut self, table: Table) -> Result<(), TableError> {
        for row in table.rows() {
            let place = match row.need(0)? {
                "before" => HintPlace::Before,
                "way" => HintPlace::Way,
                "compound" => HintPlace::Compound,
                "owned" => HintPlace::Owned,
                "article" => HintPlace::Article,
                "verb" => HintPlace::Verb,
                "first" => HintPlace::First,
                "inside" => HintPlace::Inside,
                "pact" => HintPlace::Pact,
                other => return Err(row.error(format!("There is no place \"{other}\" for words that hint"))),
            };
            let code = row.need(1)?;
            let etype =
                EntityType::from_code(code).ok_or_else(|| row.error(format!("There is no entity type \"{code}\"")))?;
            let hint = Hint { etype, weight: row.number(2)? };
            self.words.extend(row.need(3)?.split(' ').map(|word| ((place, word), hint)));
        }
        Ok(())
    }

    /// What a lower-case word at this place hints at.
    pub fn find(&self, place: HintPlace, lower: &str) -> Option<Hint> {
        self.words.get(&(place, lower)).copied()
    }
}
