//! Verbs and phrases that attribute words to a source, and words that weaken a statement.

use rustc_hash::FxHashMap;

use super::{Class, Row, Table, TableError, WordId, Words};
use crate::model::{Act, Modality};

/// What may stand around a cue, one bit each; the letters are those of `assets/lexicon/cues.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(u16);

impl Frames {
    /// `q`: words in quotation marks.
    pub const QUOTED: Self = Self(1);
    /// `s`: a clause, with or without "that".
    pub const CLAUSE: Self = Self(2);
    /// `w`: a question clause.
    pub const QUESTION: Self = Self(4);
    /// `t`: an infinitive.
    pub const INFINITIVE: Self = Self(8);
    /// `n`: a noun phrase that is the content.
    pub const NOUN: Self = Self(16);
    /// `a`: a characterization, "X as Y" or "X Y".
    pub const LABEL: Self = Self(32);
    /// `g`: "X of doing Y".
    pub const OF: Self = Self(64);
    /// `f`: "for Y".
    pub const FOR: Self = Self(128);
    /// `o`: a hearer may stand before the content.
    pub const HEARER: Self = Self(256);
    /// `z`: complete without content.
    pub const COMPLETE: Self = Self(512);

    /// `p`: "against Y", a hearer before it or not.
    pub const AGAINST: Self = Self(1024);

    const LETTERS: [(&'static str, Self); 11] = [
        ("q", Self::QUOTED),
        ("s", Self::CLAUSE),
        ("w", Self::QUESTION),
        ("t", Self::INFINITIVE),
        ("n", Self::NOUN),
        ("a", Self::LABEL),
        ("g", Self::OF),
        ("f", Self::FOR),
        ("o", Self::HEARER),
        ("z", Self::COMPLETE),
        ("p", Self::AGAINST),
    ];

    /// Whether any of `other` is allowed.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn from_letters(letters: &str) -> Option<Self> {
        letters.split_ascii_whitespace().try_fold(Self::default(), |frames, letter| {
            Self::LETTERS.iter().find(|(code, _)| *code == letter).map(|(_, bit)| Self(frames.0 | bit.0))
        })
    }
}

impl std::ops::BitOr for Frames {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A verb or phrase that attributes words.
#[derive(Clone, Debug)]
pub struct Cue {
    /// As listed: "say", "point out".
    pub lemma: &'static str,
    /// The words behind the verb in a phrase: "out".
    pub tail: Vec<WordId>,
    /// What the speaker does with it.
    pub act: Act,
    /// What may stand around it.
    pub frames: Frames,
    /// Whether it reports speech rather than thought or finding.
    pub speech: bool,
    /// Whether the content is presented as not so.
    pub negative: bool,
}

/// A word or phrase that weakens a statement.
#[derive(Clone, Debug)]
pub struct Hedge {
    /// Words behind the first.
    pub tail: Vec<WordId>,
    /// What it makes of the statement.
    pub modality: Modality,
    /// What a statement of the reporter with this word does.
    pub act: Act,
}

/// Words inside a statement that say what it does: "in response to" justifies.
#[derive(Clone, Debug)]
pub struct ActPhrase {
    /// Words behind the first.
    pub tail: Vec<WordId>,
    /// What the statement does.
    pub act: Act,
}

/// A phrase that turns what follows into its opposite, or makes a negation before it void.
#[derive(Clone, Debug)]
pub struct Implicative {
    /// Words behind the first.
    pub tail: Vec<WordId>,
    /// "failed to" flips; with "will not hesitate" the negation does not count.
    pub flips: bool,
}

/// All cues and hedges, by first word.
#[derive(Debug, Default)]
pub struct Cues {
    by_lemma: FxHashMap<WordId, Vec<Cue>>,
    /// The verb that says the same as a noun.
    nouns: FxHashMap<WordId, WordId>,
    hedges: FxHashMap<WordId, Vec<Hedge>>,
    acts: FxHashMap<WordId, Vec<ActPhrase>>,
    implicatives: FxHashMap<WordId, Vec<Implicative>>,
}

/// The words of a listed phrase: its first, and the rest.
fn phrase(row: Row, words: &mut Words) -> Result<(WordId, Vec<WordId>), TableError> {
    let mut parts = row.need(0)?.split(' ').map(|word| words.intern(word));
    let head = parts.next().ok_or_else(|| row.error("The phrase is empty"))?;
    Ok((head, parts.collect()))
}

impl Cues {
    pub(super) fn read_cues(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let lemma = row.need(0)?;
            let (head, tail) = phrase(row, words)?;
            let act = row.need(1)?;
            let cue = Cue {
                lemma,
                tail,
                act: Act::from_code(act).ok_or_else(|| row.error(format!("There is no act \"{act}\"")))?,
                frames: Frames::from_letters(row.need(2)?).ok_or_else(|| row.error("A frame letter is unknown"))?,
                speech: match row.need(3)? {
                    "speech" => true,
                    "attitude" => false,
                    other => return Err(row.error(format!("\"{other}\" is neither speech nor attitude"))),
                },
                negative: row.need(4)? == "-",
            };
            let cues = self.by_lemma.entry(head).or_default();
            cues.push(cue);
            // The longest phrase is tried first.
            cues.sort_by_key(|cue| std::cmp::Reverse(cue.tail.len()));
        }
        Ok(())
    }

    /// Needs the cues.
    pub(super) fn read_nouns(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let verb = words.intern(row.need(1)?);
            if self.of_lemma(verb).is_empty() {
                return Err(row.error("The verb is no cue"));
            }
            self.nouns.insert(words.intern(row.need(0)?), verb);
        }
        Ok(())
    }

    pub(super) fn read_hedges(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let (head, tail) = phrase(row, words)?;
            let modality = Modality::from_code(row.need(1)?).ok_or_else(|| row.error("The modality is unknown"))?;
            let act = Act::from_code(row.need(2)?).ok_or_else(|| row.error("The act is unknown"))?;
            words.entry_mut(head).class |= Class::HEDGE;
            self.hedges.entry(head).or_default().push(Hedge { tail, modality, act });
        }
        Ok(())
    }

    pub(super) fn read_acts(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let (head, tail) = phrase(row, words)?;
            let act = Act::from_code(row.need(1)?).ok_or_else(|| row.error("The act is unknown"))?;
            let list = self.acts.entry(head).or_default();
            list.push(ActPhrase { tail, act });
            list.sort_by_key(|entry| std::cmp::Reverse(entry.tail.len()));
        }
        Ok(())
    }

    pub(super) fn read_implicatives(&mut self, table: Table, words: &mut Words) -> Result<(), TableError> {
        for row in table.rows() {
            let (head, tail) = phrase(row, words)?;
            let flips = match row.need(1)? {
                "flip" => true,
                "keep" => false,
                other => return Err(row.error(format!("\"{other}\" is neither flip nor keep"))),
            };
            self.implicatives.entry(head).or_default().push(Implicative { tail, flips });
        }
        Ok(())
    }

    /// The phrases that start with this word form and say what a statement does, longest first.
    pub fn acts(&self, word: WordId) -> &[ActPhrase] {
        self.acts.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The implicatives that start with this word form.
    pub fn implicatives(&self, word: WordId) -> &[Implicative] {
        self.implicatives.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The cues whose verb has this lemma, longest phrase first.
    pub fn of_lemma(&self, lemma: WordId) -> &[Cue] {
        self.by_lemma.get(&lemma).map_or(&[], Vec::as_slice)
    }

    /// The cue that says the same as this form of a noun: claim for "claims".
    pub fn of_noun(&self, form: WordId) -> Option<&Cue> {
        self.of_lemma(*self.nouns.get(&form)?).iter().find(|cue| cue.tail.is_empty())
    }

    /// The hedges that start with this word form.
    pub fn hedges(&self, word: WordId) -> &[Hedge] {
        self.hedges.get(&word).map_or(&[], Vec::as_slice)
    }
}
