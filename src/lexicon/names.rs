//! Listed names and titles: phrases of one or more words, looked up by the hash of their words.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Table, TableError};
use crate::model::EntityType;

/// What a list says about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameFact {
    /// What it is.
    pub etype: EntityType,
    /// Finer kind, as in the list.
    pub subtype: &'static str,
    /// How much the listing speaks for this reading, in the unit of the naming stage's votes.
    pub weight: u8,
    /// The row it stands in: names, adjectives and peoples of one country, or aliases of one body, share it.
    pub group: u32,
    /// Whether it counts only when written exactly so: capitals of an acronym.
    pub exact: bool,
}

/// What a list says about a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleFact {
    /// political, military, religious, ...
    pub kind: &'static str,
    /// Whether it stands behind names: Jr., MP.
    pub after_name: bool,
}

/// Phrases with a payload each; several payloads may share a phrase.
#[derive(Debug)]
pub struct PhraseTable<T> {
    first: FxHashMap<u64, u32>,
    items: Vec<(T, u32)>,
    longest: FxHashMap<u64, u8>,
}

impl<T> Default for PhraseTable<T> {
    fn default() -> Self {
        Self { first: FxHashMap::default(), items: Vec::new(), longest: FxHashMap::default() }
    }
}

/// The hash of a sequence of lower-case words, built word by word.
#[derive(Clone, Copy, Debug, Default)]
pub struct PhraseHash(u64);

impl PhraseHash {
    /// The hash with one more word.
    #[must_use]
    pub fn with(self, lower: &str) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write_u64(self.0);
        hasher.write(lower.as_bytes());
        Self(hasher.finish())
    }
}

impl<T: Copy> PhraseTable<T> {
    /// Makes room for so many phrases.
    pub(super) fn reserve(&mut self, n_phrases: usize) {
        self.first.reserve(n_phrases);
        self.longest.reserve(n_phrases);
        self.items.reserve(n_phrases);
    }

    /// Adds a phrase as printed. Its words are cut as the tokenizer does.
    pub(super) fn add(&mut self, phrase: &str, item: T) {
        let lower = phrase.to_lowercase().replace('’', "'");
        let mut hash = PhraseHash::default();
        let mut first = hash;
        let mut n_words = 0u8;
        for word in words_of(&lower) {
            hash = hash.with(word);
            if n_words == 0 {
                first = hash;
            }
            n_words = n_words.saturating_add(1);
        }
        if n_words == 0 {
            return;
        }
        let longest = self.longest.entry(first.0).or_default();
        *longest = n_words.max(*longest);
        let position = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        let next = self.first.insert(hash.0, position).unwrap_or(u32::MAX);
        self.items.push((item, next));
    }

    /// Greatest number of words in a phrase that starts with the word of this hash; 0 when none does.
    pub fn longest(&self, first: PhraseHash) -> usize {
        self.longest.get(&first.0).map_or(0, |&n| n.into())
    }

    /// What is listed for the phrase, latest line first.
    pub fn get(&self, phrase: PhraseHash) -> impl Iterator<Item = T> {
        let mut next = self.first.get(&phrase.0).copied().unwrap_or(u32::MAX);
        std::iter::from_fn(move || {
            let &(item, following) = self.items.get(next as usize)?;
            next = following;
            Some(item)
        })
    }

    /// Whether the phrase is listed.
    pub fn contains(&self, phrase: PhraseHash) -> bool {
        self.first.contains_key(&phrase.0)
    }
}

/// Cuts a listed phrase like the tokenizer: at blanks, around hyphens, slashes, commas, brackets and `&`, before `'s`.
fn words_of(lower: &str) -> impl Iterator<Item = &str> {
    const MARKS: [char; 9] = ['-', '/', ',', '(', ')', '&', '"', '!', ':'];
    lower
        .split_whitespace()
        .flat_map(|piece| piece.split_inclusive(MARKS))
        .flat_map(|piece| match piece.char_indices().next_back() {
            Some((at, mark)) if at > 0 && MARKS.contains(&mark) => [&piece[..at], &piece[at..]],
            _ => [piece, ""],
        })
        .flat_map(|piece| match piece.strip_suffix("'s") {
            Some(stem) if !stem.is_empty() => [stem, "'s"],
            _ => [piece, ""],
        })
        .filter(|piece| !piece.is_empty())
}

/// Adds one listed name with its variants.
fn add_all(names: &mut PhraseTable<NameFact>, name: &str, variants: &str, fact: NameFact) {
    names.add(name, fact);
    for variant in variants.split('|').filter(|variant| !variant.is_empty()) {
        names.add(variant, fact);
    }
}

pub(super) fn read_cities(names: &mut PhraseTable<NameFact>, table: Table) -> Result<(), TableError> {
    for row in table.rows() {
        let group = row.number_in(1);
        let population: u64 = row.number(3)?;
        let common = row.cell(6) == "common";
        let weight = match population {
            _ if common => 12,
            1_000_000.. => 45,
            300_000.. => 36,
            100_000.. => 28,
            _ => 18,
        };
        let fact = NameFact { etype: EntityType::Place, subtype: "city", weight, group, exact: false };
        names.add(row.need(0)?, fact);
        // Variants of small places are spelled like other things too.
        let limit = if population >= 50_000 { 24 } else { 16 };
        for variant in row.cell(1).split('|').filter(|variant| !common && variant.len() > 4) {
            names.add(variant, NameFact { weight: weight.min(limit), ..fact });
        }
    }
    Ok(())
}

pub(super) fn read_countries(names: &mut PhraseTable<NameFact>, table: Table) -> Result<(), TableError> {
    for row in table.rows() {
        let group = row.number_in(2);
        let country = NameFact { etype: EntityType::Place, subtype: "country", weight: 55, group, exact: false };
        let capital = NameFact { subtype: "city", weight: 50, group: row.number_in(3), ..country };
        let people = NameFact { etype: EntityType::Norp, subtype: "nationality", weight: 50, ..country };
        // Two-letter forms (US, UK) are countries only in capitals.
        for name in std::iter::once(row.need(1)?).chain(row.cell(2).split('|')) {
            names.add(name, NameFact { exact: name.len() <= 3, ..country });
        }
        add_all(names, row.cell(5), row.cell(6), capital);
        add_all(names, "", row.cell(3), people);
        add_all(names, "", row.cell(4), people);
    }
    Ok(())
}

pub(super) fn read_regions(names: &mut PhraseTable<NameFact>, table: Table) -> Result<(), TableError> {
    for row in table.rows() {
        let weight = if row.cell(4) == "common" { 14 } else { 40 };
        let fact =
            NameFact { etype: EntityType::Place, subtype: row.need(2)?, weight, group: row.number_in(4), exact: false };
        add_all(names, row.need(0)?, row.cell(1), fact);
    }
    Ok(())
}

pub(super) fn read_organizations(names: &mut PhraseTable<NameFact>, table: Table) -> Result<(), TableError> {
    for row in table.rows() {
        let code = row.need(2)?;
        let etype =
            EntityType::from_code(code).ok_or_else(|| row.error(format!("There is no entity type \"{code}\"")))?;
        let exact = row.cell(5) == "exact_case";
        let fact = NameFact { etype, subtype: row.need(3)?, weight: 55, group: row.number_in(5), exact: false };
        for name in std::iter::once(row.need(0)?).chain(row.cell(1).split('|')).filter(|name| !name.is_empty()) {
            let capitals = !name.chars().any(char::is_lowercase);
            names.add(name, NameFact { exact: exact && capitals, ..fact });
        }
    }
    Ok(())
}

pub(super) fn read_weapons(names: &mut PhraseTable<NameFact>, table: Table) -> Result<(), TableError> {
    for row in table.rows() {
        let code = row.need(2)?;
        let etype =
            EntityType::from_code(code).ok_or_else(|| row.error(format!("There is no entity type \"{code}\"")))?;
        let (common, exact) = (row.cell(4) == "common", row.cell(4) == "exact_case");
        let fact = NameFact { etype, subtype: row.need(3)?, weight: 50, group: row.number_in(6), exact };
        for name in std::iter::once(row.need(0)?).chain(row.cell(1).split('|')).filter(|name| !name.is_empty()) {
            // "Bradley" may be anybody, "M2 Bradley" is not.
            let weight = if common && !name.contains(char::is_numeric) { 14 } else { 50 };
            names.add(name, NameFact { weight, ..fact });
            if etype == EntityType::Vehicle && name.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
                names.add(&format!("{name}s"), NameFact { weight, ..fact });
            }
        }
    }
    Ok(())
}

pub(super) fn read_norps(names: &mut PhraseTable<NameFact>, table: Table) -> Result<(), TableError> {
    for row in table.rows() {
        let fact = NameFact {
            etype: EntityType::Norp,
            subtype: row.need(1)?,
            weight: 45,
            group: row.number_in(7),
            exact: false,
        };
        add_all(names, row.need(0)?, row.cell(2), fact);
    }
    Ok(())
}

pub(super) fn read_titles(titles: &mut PhraseTable<TitleFact>, table: Table) -> Result<(), TableError> {
    for row in table.rows() {
        let fact = TitleFact { kind: row.need(1)?, after_name: row.cell(2) == "after" };
        for title in std::iter::once(row.need(0)?).chain(row.cell(3).split('|')).filter(|title| !title.is_empty()) {
            titles.add(title, fact);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_cut_like_tokens() {
        let cut = |text| words_of(text).collect::<Vec<_>>().join(" ");
        assert_eq!(cut("al-tarsi's men"), "al - tarsi 's men");
        assert_eq!(cut("at&t"), "at & t");
        assert_eq!(cut("velle, d.c."), "velle , d.c.");
    }
}
