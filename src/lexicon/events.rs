//! Frames of events: which words stand for which kind of event, and what must stand around them.

use rustc_hash::FxHashMap;

use super::{Row, Table, TableError, WordId, Words};
use crate::model::{EventType, Realis};

/// Kinds of things that a frame allows as subject or object, one bit each; the letters are those of
/// `assets/lexicon/event_frames.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// `p`: people.
    pub const PERSON: Self = Self(1);
    /// `b`: organizations, armed groups, government bodies, military units.
    pub const BODY: Self = Self(2);
    /// `n`: nationalities and other groups of people by name.
    pub const NORP: Self = Self(4);
    /// `l`: places and buildings.
    pub const PLACE: Self = Self(8);
    /// `w`: weapons and vehicles.
    pub const ARMS: Self = Self(16);
    /// `e`: happenings.
    pub const HAPPENING: Self = Self(32);
    /// `t`: anything else.
    pub const THING: Self = Self(64);
    /// `x`: nothing at all.
    pub const NOTHING: Self = Self(128);
    /// `a`: armed groups and military units, which are bodies too.
    pub const ARMED: Self = Self(256);

    const LETTERS: [(&'static str, Self); 9] = [
        ("p", Self::PERSON),
        ("b", Self::BODY),
        ("n", Self::NORP),
        ("l", Self::PLACE),
        ("w", Self::ARMS),
        ("e", Self::HAPPENING),
        ("t", Self::THING),
        ("x", Self::NOTHING),
        ("a", Self::ARMED),
    ];

    /// Both together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `other` is allowed; an empty set allows all.
    pub const fn allows(self, other: Self) -> bool {
        self.0 == 0 || self.0 & other.0 != 0
    }

    fn from_letters(letters: &str) -> Option<Self> {
        letters.split_ascii_whitespace().try_fold(Self::default(), |kinds, letter| {
            Self::LETTERS.iter().find(|(code, _)| *code == letter).map(|(_, bit)| Self(kinds.0 | bit.0))
        })
    }
}

/// What a word of a frame stands for, and under which conditions.
#[derive(Clone, Debug)]
pub struct EventFrame {
    /// The kind of event.
    pub etype: EventType,
    /// The finer kind, if the frame tells one.
    pub mode: Option<&'static str>,
    /// What the verb's object may be.
    pub object: Kinds,
    /// What the verb's subject may be.
    pub subject: Kinds,
    /// One of these must stand near; empty: no condition.
    pub with: Vec<WordId>,
    /// None of these may stand in the sentence.
    pub without: Vec<WordId>,
}

/// The slot of an event noun that the subject of a light verb fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightVerb {
    /// "launched an attack"
    Actor,
    /// "suffered an attack"
    Target,
}

/// A verb or noun of a frame: the words that must stand beside it, and the number of the frame.
type Entry = (Vec<WordId>, usize);

/// All frames, by the words that stand for them.
#[derive(Debug, Default)]
pub struct EventFrames {
    frames: Vec<EventFrame>,
    verbs: FxHashMap<WordId, Vec<Entry>>,
    nouns: FxHashMap<WordId, Vec<Entry>>,
    light: FxHashMap<WordId, Vec<(Vec<WordId>, LightVerb)>>,
    governing_verbs: FxHashMap<WordId, Realis>,
    governing_nouns: FxHashMap<WordId, Realis>,
}

impl EventFrames {
    pub(super) fn read(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            match row.need(0)? {
                "light" => self.read_light(row, words)?,
                "realis" => self.read_realis(row, words)?,
                _ => self.read_frame(row, words)?,
            }
        }
        Ok(())
    }

    fn read_frame(&mut self, row: Row, words: &mut Words) -> Result<(), TableError> {
        let number = self.frames.len();
        self.frames.push(frame(row, words)?);
        for verb in list(row.cell(2)) {
            let (lemma, tail) = verb_words(row, verb, words)?;
            self.verbs.entry(lemma).or_default().push((tail, number));
        }
        for noun in list(row.cell(3)) {
            let mut parts: Vec<&str> = noun.split(' ').collect();
            let last = parts.pop().unwrap_or_default();
            let before: Vec<WordId> = parts.into_iter().map(|word| words.intern(word)).collect();
            for form in [last.to_owned(), plural(last)] {
                self.nouns.entry(words.intern(&form)).or_default().push((before.clone(), number));
            }
        }
        Ok(())
    }

    fn read_realis(&mut self, row: Row, words: &mut Words) -> Result<(), TableError> {
        let code = row.need(1)?;
        let realis = Realis::from_code(code).ok_or_else(|| row.error(format!("There is no realis \"{code}\"")))?;
        for verb in list(row.cell(2)) {
            let (lemma, _) = verb_words(row, verb, words)?;
            self.governing_verbs.insert(lemma, realis);
        }
        for noun in list(row.cell(3)) {
            for form in [noun.to_owned(), plural(noun)] {
                self.governing_nouns.insert(words.intern(&form), realis);
            }
        }
        Ok(())
    }

    fn read_light(&mut self, row: Row, words: &mut Words) -> Result<(), TableError> {
        let slot = match row.need(1)? {
            "actor" => LightVerb::Actor,
            "target" => LightVerb::Target,
            other => return Err(row.error(format!("There is no slot \"{other}\""))),
        };
        for verb in list(row.need(2)?) {
            let (lemma, tail) = verb_words(row, verb, words)?;
            self.light.entry(lemma).or_default().push((tail, slot));
        }
        Ok(())
    }

    /// The frames that a verb with this lemma may stand for, in the order of the table, with the words that must follow
    /// the verb.
    pub fn of_verb(&self, lemma: WordId) -> impl Iterator<Item = (&[WordId], &EventFrame)> {
        self.entries(&self.verbs, lemma)
    }

    /// The frames that this form of a noun may stand for, in the order of the table, with the words that must stand
    /// before it.
    pub fn of_noun(&self, form: WordId) -> impl Iterator<Item = (&[WordId], &EventFrame)> {
        self.entries(&self.nouns, form)
    }

    /// The slot that the subject of this verb fills, if the verb is light, with the words that must follow it.
    pub fn light(&self, lemma: WordId) -> impl Iterator<Item = (&[WordId], LightVerb)> {
        self.light.get(&lemma).into_iter().flatten().map(|(tail, slot)| (tail.as_slice(), *slot))
    }

    /// What becomes of an event that a verb with this lemma governs: "failed to".
    pub fn realis_under_verb(&self, lemma: WordId) -> Option<Realis> {
        self.governing_verbs.get(&lemma).copied()
    }

    /// What becomes of an event that this form of a noun governs: "a plot to", "the threat of".
    pub fn realis_under_noun(&self, form: WordId) -> Option<Realis> {
        self.governing_nouns.get(&form).copied()
    }

    fn entries<'e>(
        &'e self,
        table: &'e FxHashMap<WordId, Vec<Entry>>,
        word: WordId,
    ) -> impl Iterator<Item = (&'e [WordId], &'e EventFrame)> {
        table
            .get(&word)
            .into_iter()
            .flatten()
            .filter_map(|(words, number)| self.frames.get(*number).map(|frame| (words.as_slice(), frame)))
    }
}

fn frame(row: Row, words: &mut Words) -> Result<EventFrame, TableError> {
    let code = row.need(0)?;
    let kinds =
        |column| Kinds::from_letters(row.cell(column)).ok_or_else(|| row.error("A letter of a kind is unknown"));
    let mut ids = |column: usize| row.cell(column).split_ascii_whitespace().map(|word| words.intern(word)).collect();
    let (with, without) = (ids(6), ids(7));
    Ok(EventFrame {
        etype: EventType::from_code(code).ok_or_else(|| row.error(format!("There is no event type \"{code}\"")))?,
        mode: Some(row.cell(1)).filter(|mode| !mode.is_empty()),
        object: kinds(4)?,
        subject: kinds(5)?,
        with,
        without,
    })
}

fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// The lemma of a verb and the words behind it. A verb without forms would be found in its base form alone.
fn verb_words(row: Row, verb: &'static str, words: &mut Words) -> Result<(WordId, Vec<WordId>), TableError> {
    let mut parts = verb.split(' ').map(|word| words.intern(word));
    let lemma = parts.next().ok_or_else(|| row.error("A verb is empty"))?;
    let tail = parts.collect();
    if words.entry(lemma).lemma.is_none() {
        return Err(row.error(format!("The verb \"{verb}\" has no forms in lexicon/verbs.tsv")));
    }
    Ok((lemma, tail))
}

/// The regular plural of a noun.
fn plural(noun: &str) -> String {
    let stem = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        None => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn plurals() {
        for (noun, expected) in
            [("strike", "strikes"), ("ambush", "ambushes"), ("embassy", "embassies"), ("day", "days")]
        {
            assert_eq!(plural(noun), expected);
        }
    }

    #[test]
    fn a_word_leads_to_its_frames_in_order() {
        let lexicon = Lexicon::builtin();
        let word = |form| lexicon.words().find(form).unwrap();
        let types = |form| lexicon.events().of_verb(word(form)).map(|(_, frame)| frame.etype).collect::<Vec<_>>();
        assert_eq!(types("attack"), [EventType::Accuse, EventType::Assault, EventType::Assault, EventType::Accuse]);
        let strikes: Vec<_> = lexicon.events().of_noun(word("strikes")).map(|(_, frame)| frame.mode).collect();
        assert_eq!(strikes.first(), Some(&Some("strike")), "a hunger strike is tried before an attack");
        assert_eq!(
            lexicon.events().light(word("suffer")).map(|(_, slot)| slot).collect::<Vec<_>>(),
            [LightVerb::Target]
        );
    }

    #[test]
    fn a_verb_without_forms_is_refused() {
        let table = Table { file: "lexicon/x.tsv", text: "# note\ntype\tmode\nassault\t\tzorp\n" };
        let error = EventFrames::default().read(table, &mut Words::default()).unwrap_err();
        assert_eq!(error.to_string(), "The verb \"zorp\" has no forms in lexicon/verbs.tsv: lexicon/x.tsv, line 3");
    }
}
