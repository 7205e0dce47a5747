//! The word lists and rule tables of `assets/`, read once into checked tables.
//!
//! Nothing else reads them, and no list of words longer than a handful stands in the program text. A wrong line is a
//! [`TableError`] that names file and line; the lists that are compiled in are checked by a test.

mod calendar;
mod class;
mod cues;
mod events;
mod heads;
mod hints;
mod links;
mod names;
mod numerals;
mod roles;
mod rules;
mod table;
mod words;

use std::{
    hash::{Hash, Hasher},
    sync::LazyLock,
};

use rustc_hash::FxHasher;

pub use calendar::{Calendar, CalendarWord, Unit};
pub use class::Class;
pub use cues::{ActPhrase, Cue, Cues, Frames, Hedge, Implicative};
pub use events::{EventFrame, EventFrames, Kinds, LightVerb};
pub use heads::{Head, Heads};
pub use hints::{Hint, HintPlace, NameHints};
pub use links::{LinkPlace, LinkWords};
pub use names::{NameFact, PhraseHash, PhraseTable, TitleFact};
pub use numerals::{Bound, NumeralKind, NumeralWord, Numerals};
pub use roles::{RoleKind, Roles};
pub use rules::{RuleInfo, Rules};
pub use table::{Row, Table, TableError};
pub use words::{TAGS, WordEntry, WordId, Words};

/// All word lists, ready for look-ups.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: Words,
    cues: Cues,
    events: EventFrames,
    heads: Heads,
    names: PhraseTable<NameFact>,
    titles: PhraseTable<TitleFact>,
    rules: Rules,
    calendar: Calendar,
    numerals: Numerals,
    roles: Roles,
    links: LinkWords,
    hints: NameHints,
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
const CUE_NOUNS: Table = asset!("lexicon/cue_nouns.tsv");
const HEDGES: Table = asset!("lexicon/hedges.tsv");
const CALENDAR: Table = asset!("lexicon/calendar.tsv");
const NUMERALS: Table = asset!("lexicon/numerals.tsv");
const BOUNDS: Table = asset!("lexicon/bounds.tsv");
const QUANTITY_ROLES: Table = asset!("lexicon/quantity_roles.tsv");
const LINK_WORDS: Table = asset!("lexicon/link_words.tsv");
const NAME_HINTS: Table = asset!("lexicon/name_hints.tsv");
const CLAIM_ACTS: Table = asset!("lexicon/claim_acts.tsv");
const IMPLICATIVES: Table = asset!("lexicon/implicatives.tsv");
const EVENT_FRAMES: Table = asset!("lexicon/event_frames.tsv");
const COUNTRIES: Table = asset!("lexicon/countries.tsv");
const CITIES: Table = asset!("lexicon/cities.tsv");
const REGIONS: Table = asset!("lexicon/regions.tsv");
const ORGANIZATIONS: Table = asset!("lexicon/organizations.tsv");
const WEAPONS: Table = asset!("lexicon/weapons.tsv");
const NORPS: Table = asset!("lexicon/norps.tsv");
const TITLES: Table = asset!("lexicon/titles.tsv");
const TITLE_MODIFIERS: Table = asset!("lexicon/title_modifiers.tsv");
const GIVEN_NAMES: Table = asset!("lexicon/given_names.tsv");
const SURNAMES: Table = asset!("lexicon/surnames.tsv");
const HEAD_NOUNS: Table = asset!("lexicon/head_nouns.tsv");
const DESIGNATIONS: Table = asset!("lexicon/designations.tsv");
const ORG_HEADS: Table = asset!("lexicon/org_heads.tsv");
const FACILITY_HEADS: Table = asset!("lexicon/facility_heads.tsv");
const ABBREVIATIONS: Table = asset!("lexicon/abbreviations.tsv");
const RULES: Table = asset!("rules/rules.tsv");
const TIME_RULES: Table = asset!("rules/times.tsv");
const QUANTITY_RULES: Table = asset!("rules/quantities.tsv");

const ALL: [Table; 35] = [
    CUE_NOUNS,
    EVENT_FRAMES,
    BOUNDS,
    QUANTITY_ROLES,
    LINK_WORDS,
    NAME_HINTS,
    CALENDAR,
    NUMERALS,
    TIME_RULES,
    QUANTITY_RULES,
    WORDS,
    TAG_COUNTS,
    CLOSED_CLASSES,
    SOURCE_WORDS,
    VERBS,
    CUES,
    HEDGES,
    CLAIM_ACTS,
    IMPLICATIVES,
    COUNTRIES,
    CITIES,
    REGIONS,
    ORGANIZATIONS,
    WEAPONS,
    NORPS,
    TITLES,
    TITLE_MODIFIERS,
    GIVEN_NAMES,
    SURNAMES,
    HEAD_NOUNS,
    DESIGNATIONS,
    ORG_HEADS,
    FACILITY_HEADS,
    ABBREVIATIONS,
    RULES,
];

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
        for table in ALL {
            table.text.hash(&mut hasher);
        }
        lexicon.hash = hasher.finish();
        // Each of these lines is a word or a phrase, and most words of names are words of no other list.
        lexicon.names.reserve(CITIES.n_lines());
        lexicon.words.reserve([WORDS, GIVEN_NAMES, SURNAMES, HEAD_NOUNS].iter().map(|table| table.n_lines()).sum());
        lexicon.read_words(WORDS)?;
        lexicon.read_tags(TAG_COUNTS)?;
        lexicon.read_classes(CLOSED_CLASSES)?;
        lexicon.read_classes(SOURCE_WORDS)?;
        lexicon.cues.read_cues(CUES, &mut lexicon.words)?;
        lexicon.cues.read_nouns(CUE_NOUNS, &mut lexicon.words)?;
        lexicon.cues.read_hedges(HEDGES, &mut lexicon.words)?;
        lexicon.cues.read_acts(CLAIM_ACTS, &mut lexicon.words)?;
        lexicon.cues.read_implicatives(IMPLICATIVES, &mut lexicon.words)?;
        lexicon.read_verbs(VERBS)?;
        lexicon.events.read(EVENT_FRAMES, &mut lexicon.words)?;
        lexicon.read_name_words()?;
        lexicon.heads.read_nouns(HEAD_NOUNS, &mut lexicon.words)?;
        lexicon.heads.read_designations(DESIGNATIONS, &mut lexicon.words)?;
        lexicon.heads.read_organizations(ORG_HEADS, &mut lexicon.words)?;
        lexicon.heads.read_places(FACILITY_HEADS, &mut lexicon.words)?;
        names::read_countries(&mut lexicon.names, COUNTRIES)?;
        names::read_cities(&mut lexicon.names, CITIES)?;
        names::read_regions(&mut lexicon.names, REGIONS)?;
        names::read_organizations(&mut lexicon.names, ORGANIZATIONS)?;
        names::read_weapons(&mut lexicon.names, WEAPONS)?;
        names::read_norps(&mut lexicon.names, NORPS)?;
        names::read_titles(&mut lexicon.titles, TITLES)?;
        lexicon.calendar.read(CALENDAR)?;
        lexicon.numerals.read(NUMERALS)?;
        lexicon.numerals.read_bounds(BOUNDS)?;
        lexicon.mark_number_and_calendar_words();
        lexicon.roles.read(QUANTITY_ROLES)?;
        lexicon.links.read(LINK_WORDS)?;
        lexicon.hints.read(NAME_HINTS)?;
        for table in [RULES, TIME_RULES, QUANTITY_RULES] {
            lexicon.rules.read(table)?;
        }
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

    /// The words of the calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The words that tell roles of numbers.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// The words that tie entities.
    pub fn links(&self) -> &LinkWords {
        &self.links
    }

    /// The words that hint at what a name names.
    pub fn hints(&self) -> &NameHints {
        &self.hints
    }

    /// The number words.
    pub fn numerals(&self) -> &Numerals {
        &self.numerals
    }

    /// Word classes that the name lists give: first names, surnames, titles, abbreviations.
    fn read_name_words(&mut self) -> Result<(), TableError> {
        for row in GIVEN_NAMES.rows() {
            let class = match row.need(1)? {
                "m" => Class::GIVEN_MASCULINE,
                "f" => Class::GIVEN_FEMININE,
                _ => Class::GIVEN,
            };
            self.mark(row.need(0)?, class | common(row.cell(2)));
        }
        for row in SURNAMES.rows() {
            self.mark(row.need(0)?, Class::SURNAME | common(row.cell(1)));
        }
        for row in TITLE_MODIFIERS.rows() {
            self.mark(row.need(0)?, Class::TITLE_MODIFIER);
        }
        for row in TITLES.rows() {
            let last = row.need(0)?.rsplit(' ').next().unwrap_or_default();
            self.mark(last, Class::TITLE);
            for short in row.cell(3).split('|').filter(|short| !short.is_empty()) {
                self.mark(short, Class::TITLE);
            }
        }
        for row in ABBREVIATIONS.rows() {
            let always = row.need(1)? == "always";
            self.mark(row.need(0)?, if always { Class::ABBREVIATION } else { Class::ABBREVIATION_FINAL });
        }
        Ok(())
    }

    /// Most words mean no number and no time: their class tells without a look into the lists.
    fn mark_number_and_calendar_words(&mut self) {
        let mut marks: Vec<(&str, Class)> = Vec::new();
        marks.extend(self.numerals.words().map(|word| (word, Class::NUMBER_WORD)));
        marks.extend(self.numerals.first_words().map(|word| (word, Class::BOUND_WORD)));
        marks.extend(self.calendar.words().map(|word| (word, Class::CALENDAR_WORD)));
        // New words are numbered in the order of their marks.
        marks.sort_unstable_by_key(|(word, _)| *word);
        for (word, class) in marks {
            self.mark(word, class);
        }
    }

    /// Adds classes to a word of a list; phrases and hyphen compounds are not words.
    fn mark(&mut self, word: &str, class: Class) {
        if !word.contains([' ', '-', '(']) {
            let id = self.words.intern(&word.to_lowercase());
            self.words.entry_mut(id).class |= class;
        }
    }

    /// The word forms.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Verbs that attribute words, and words that weaken statements.
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// Words that stand for events.
    pub fn events(&self) -> &EventFrames {
        &self.events
    }

    /// Nouns that tell kinds.
    pub fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Listed names.
    pub fn names(&self) -> &PhraseTable<NameFact> {
        &self.names
    }

    /// Listed titles.
    pub fn titles(&self) -> &PhraseTable<TitleFact> {
        &self.titles
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

/// The class of names that are ordinary words too.
fn common(flag: &str) -> Class {
    if flag == "common" { Class::COMMON_NAME } else { Class::NONE }
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
    fn listed_names_are_found() {
        let lexicon = Lexicon::builtin();
        let first = PhraseHash::default().with("united");
        assert!(lexicon.names().longest(first) >= 2);
        let facts: Vec<_> = lexicon.names().get(first.with("kingdom")).collect();
        assert!(facts.iter().any(|fact| fact.subtype == "country"));
    }

    #[test]
    fn a_lemma_that_stands_for_two_verbs_keeps_the_first() {
        let lexicon = Lexicon::builtin();
        let found = lexicon.words().find("found").unwrap();
        assert!(lexicon.words().entry(found).class.any(Class::VERB_PAST));
    }
}
