//! The frozen word list: every lower-case form that some list mentions, with its classes.

use rustc_hash::FxHashMap;

use super::Class;

/// A lower-case word form: a position in the lexicon's list, or beyond it in the list of one document.
///
/// Two tokens of one document have the same id exactly when they read the same in lower case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

/// The letters for parts of speech in `assets/lexicon/tags.tsv`: noun, adjective, adverb, past tense, past participle,
/// present participle, third person, base form.
pub const TAGS: [char; 8] = ['N', 'J', 'R', 'D', 'P', 'G', 'Z', 'B'];

/// What the lists say about one word form.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordEntry {
    /// Classes of the form.
    pub class: Class,
    /// Occurrences in a million words of news; 0 when rare or unknown.
    pub per_million: f32,
    /// How often it is capitalised away from the start of a sentence, in thousandths.
    pub capital_permille: u16,
    /// The lemma of the verb that this form belongs to, if it is one.
    pub lemma: Option<WordId>,
    /// How often the form has each part of speech in the tagged corpus, in the order of [`TAGS`].
    pub tags: [u16; TAGS.len()],
    /// Greatest number of tokens in a listed phrase that starts with this word.
    pub longest_phrase: u8,
}

/// All word forms, in order of first mention.
#[derive(Debug, Default)]
pub struct Words {
    ids: FxHashMap<Box<str>, WordId>,
    texts: Vec<Box<str>>,
    entries: Vec<WordEntry>,
}

impl Words {
    /// Makes room for so many forms.
    pub(super) fn reserve(&mut self, n_forms: usize) {
        self.ids.reserve(n_forms);
        self.texts.reserve(n_forms);
        self.entries.reserve(n_forms);
    }

    /// The id of `lower`, added when it is new.
    pub(super) fn intern(&mut self, lower: &str) -> WordId {
        if let Some(&id) = self.ids.get(lower) {
            return id;
        }
        let id = WordId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.ids.insert(lower.into(), id);
        self.texts.push(lower.into());
        self.entries.push(WordEntry::default());
        id
    }

    /// The entry of a word of this list, for filling it.
    pub(super) fn entry_mut(&mut self, id: WordId) -> &mut WordEntry {
        &mut self.entries[id.0 as usize]
    }

    /// The id of a lower-case form, if any list mentions it.
    pub fn find(&self, lower: &str) -> Option<WordId> {
        self.ids.get(lower).copied()
    }

    /// What is known of a form; nothing for forms of a document's own list.
    pub fn entry(&self, id: WordId) -> WordEntry {
        self.entries.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The form itself; `None` for forms of a document's own list.
    pub fn text(&self, id: WordId) -> Option<&str> {
        self.texts.get(id.0 as usize).map(|text| &**text)
    }

    /// Number of forms.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
