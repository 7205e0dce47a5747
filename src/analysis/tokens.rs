//! Tokens: the smallest pieces that the later stages speak about, as a structure of arrays.
//!
//! Everything that is not white space belongs to exactly one token, so tokens and gaps tile the text. Choices:
//! hyphen compounds are split into their parts with the hyphen as a token of its own, each flagged [`Flags::JOINED`]
//! (`U.S.-led` is `U.S.`, `-`, `led`), because the parts are names and numbers; a possessive `'s` and contractions
//! (`n't`, `'ll`) are split off; abbreviations keep their full stop (`U.S.`, `Jan.`, `J.`); numbers keep separators
//! (`1,200`, `3.5`, `3:30`); an address, e-mail, handle or hashtag is one token; a Han or Kana character is one token.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{scanner, sentences};
use crate::{
    lexicon::{Class, Lexicon, WordEntry, WordId},
    model::{Document, Span},
};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits or apostrophes inside.
    Word,
    /// Digits with separators: 1,200 or 3.5 or 3:30.
    Number,
    /// Digits with letters: 8th, 1990s, 9mm, T72.
    Alphanumeric,
    /// Quotation marks, brackets, commas, dashes and other marks.
    Punctuation,
    /// $, €, £
    Currency,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// @name or #tag.
    Handle,
}

/// Facts about the form of a token, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u8);

impl Flags {
    /// White space stands before it, or it opens the text.
    pub const SPACE_BEFORE: Self = Self(1);
    /// Starts with an upper-case letter.
    pub const CAPITALISED: Self = Self(2);
    /// At least two letters, none of them lower-case.
    pub const ALL_CAPS: Self = Self(4);
    /// Part of a hyphen compound: touches the token before it, and one of the two is a hyphen or slash.
    pub const JOINED: Self = Self(8);
    /// First token of a sentence.
    pub const SENTENCE_START: Self = Self(16);
    /// A possessive 's or s' mark.
    pub const POSSESSIVE: Self = Self(32);

    /// Whether any bit of `other` is set.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets the bits of `other`.
    pub fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The tokens of a document's body with their sentences and paragraphs.
///
/// Positions are token indices; an index past the end reads as an empty token without class, so grammars can look ahead
/// without checks.
///
/// ```
/// use onrecord::{analysis::tokens::Tokens, lexicon::{Class, Lexicon}};
///
/// let tokens = Tokens::new("The U.S.-led force left on Jan. 28.", 0, Lexicon::builtin());
/// let texts: Vec<&str> = tokens.indices().map(|i| tokens.text(i)).collect();
/// assert_eq!(texts, ["The", "U.S.", "-", "led", "force", "left", "on", "Jan.", "28", "."]);
/// assert!(tokens.class(7).any(Class::MONTH) && tokens.is_number(8));
/// assert!(tokens.is_joined(3), "led belongs to the compound");
/// assert_eq!(tokens.lower(99), "");
/// ```
#[derive(Debug)]
pub struct Tokens<'a> {
    document: &'a str,
    lexicon: &'a Lexicon,
    start: Vec<u32>,
    end: Vec<u32>,
    words: Vec<WordId>,
    class: Vec<Class>,
    kind: Vec<TokenKind>,
    flags: Vec<Flags>,
    sentence: Vec<u32>,
    sentences: Vec<Range<u32>>,
    paragraph: Vec<u32>,
    paragraphs: Vec<Range<u32>>,
    local: LocalWords,
    dateline: DatelineTokens,
}

/// Where the dateline stands; empty ranges for what a story does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatelineTokens {
    /// The place.
    pub place: Range<usize>,
    /// The agency in brackets.
    pub agency: Range<usize>,
}

/// Forms of this document that no list mentions.
#[derive(Debug, Default)]
struct LocalWords {
    ids: FxHashMap<Box<str>, WordId>,
    texts: Vec<Box<str>>,
}

impl<'a> Tokens<'a> {
    /// Reads the text from byte `body_start` on: tokens, paragraphs, sentences.
    pub fn new(document: &'a str, body_start: usize, lexicon: &'a Lexicon) -> Self {
        let mut tokens = Self {
            document,
            lexicon,
            start: Vec::new(),
            end: Vec::new(),
            words: Vec::new(),
            class: Vec::new(),
            kind: Vec::new(),
            flags: Vec::new(),
            sentence: Vec::new(),
            sentences: Vec::new(),
            paragraph: Vec::new(),
            paragraphs: Vec::new(),
            local: LocalWords::default(),
            dateline: DatelineTokens::default(),
        };
        scanner::scan(document, body_start, lexicon, |piece| tokens.push(piece));
        (tokens.paragraphs, tokens.paragraph) = number(sentences::paragraphs(&tokens), tokens.len());
        (tokens.sentences, tokens.sentence) = number(sentences::sentences(&tokens), tokens.len());
        for sentence in &tokens.sentences {
            tokens.flags[sentence.start as usize].set(Flags::SENTENCE_START);
        }
        tokens
    }

    /// Reads a document's body. Its dateline is a sentence of its own: the story's first sentence begins behind it.
    pub fn of_document(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let mut tokens = Self::new(&document.text, document.body_start as usize, lexicon);
        if let Some(dateline) = &document.dateline {
            let range = |span: Option<Span>| span.map(|span| tokens.range_of(span)).unwrap_or_default();
            tokens.dateline = DatelineTokens { place: range(dateline.place), agency: range(dateline.agency) };
            let end = tokens.range_of(dateline.span).end;
            tokens.start_sentence(end);
        }
        tokens
    }

    /// Makes token `i` the first of a sentence.
    fn start_sentence(&mut self, i: usize) {
        let Ok(start) = u32::try_from(i) else { return };
        if i == 0 || i >= self.len() || self.is_sentence_start(i) {
            return;
        }
        let mut starts: Vec<u32> = self.sentences.iter().map(|sentence| sentence.start).collect();
        starts.insert(starts.partition_point(|other| *other < start), start);
        (self.sentences, self.sentence) = number(starts, self.len());
        self.flags[i].set(Flags::SENTENCE_START);
    }

    /// Where the dateline stands.
    pub fn dateline(&self) -> &DatelineTokens {
        &self.dateline
    }

    fn push(&mut self, piece: scanner::Piece) {
        let text = self.document.get(piece.start..piece.end).unwrap_or_default();
        let word = scanner::with_lower(text, |lower| match self.lexicon.words().find(lower) {
            Some(id) => id,
            None => self.local.intern(lower, self.lexicon.words().len()),
        });
        self.start.push(u32::try_from(piece.start).unwrap_or(u32::MAX));
        self.end.push(u32::try_from(piece.end).unwrap_or(u32::MAX));
        self.class.push(self.lexicon.words().entry(word).class);
        self.words.push(word);
        self.kind.push(piece.kind);
        self.flags.push(piece.flags);
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// All token indices.
    pub fn indices(&self) -> Range<usize> {
        0..self.len()
    }

    /// The token as printed.
    pub fn text(&self, i: usize) -> &'a str {
        match (self.start.get(i), self.end.get(i)) {
            (Some(&start), Some(&end)) => self.document.get(start as usize..end as usize).unwrap_or_default(),
            _ => "",
        }
    }

    /// The token in lower case, with curly apostrophes made straight.
    pub fn lower(&self, i: usize) -> &str {
        let Some(&id) = self.words.get(i) else { return "" };
        self.lexicon.words().text(id).or_else(|| self.local.text(id, self.lexicon.words().len())).unwrap_or_default()
    }

    /// The word form; equal ids read the same in lower case.
    pub fn word(&self, i: usize) -> WordId {
        self.words.get(i).copied().unwrap_or(WordId(u32::MAX))
    }

    /// The word forms of a range, as a key for phrase look-ups.
    pub fn word_slice(&self, range: Range<usize>) -> &[WordId] {
        self.words.get(range).unwrap_or_default()
    }

    /// What the lists say about the word form.
    pub fn entry(&self, i: usize) -> WordEntry {
        self.lexicon.words().entry(self.word(i))
    }

    /// The classes of the word form.
    pub fn class(&self, i: usize) -> Class {
        self.class.get(i).copied().unwrap_or(Class::NONE)
    }

    /// Whether the token is in one of the classes.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.class(i).any(class)
    }

    /// What the token is made of; punctuation past the end.
    pub fn kind(&self, i: usize) -> TokenKind {
        self.kind.get(i).copied().unwrap_or(TokenKind::Punctuation)
    }

    /// Facts about its form.
    pub fn flags(&self, i: usize) -> Flags {
        self.flags.get(i).copied().unwrap_or_default()
    }

    /// Digits with separators.
    pub fn is_number(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Number
    }

    /// Letters.
    pub fn is_word(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Word
    }

    /// A mark, or past the end.
    pub fn is_punctuation(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Punctuation
    }

    /// A dash, or a hyphen that stands for one: free on both sides.
    pub fn is_dash(&self, i: usize) -> bool {
        match self.text(i) {
            "–" | "—" | "--" => true,
            "-" => self.has_space_before(i) && self.has_space_before(i + 1),
            _ => false,
        }
    }

    /// Starts with an upper-case letter.
    pub fn is_capitalised(&self, i: usize) -> bool {
        self.flags(i).any(Flags::CAPITALISED)
    }

    /// At least two letters, none lower-case.
    pub fn is_all_caps(&self, i: usize) -> bool {
        self.flags(i).any(Flags::ALL_CAPS)
    }

    /// White space stands before it.
    pub fn has_space_before(&self, i: usize) -> bool {
        self.flags(i).any(Flags::SPACE_BEFORE)
    }

    /// Part of a hyphen compound with the token before it.
    pub fn is_joined(&self, i: usize) -> bool {
        self.flags(i).any(Flags::JOINED)
    }

    /// A possessive 's or the apostrophe of s'.
    pub fn is_possessive_mark(&self, i: usize) -> bool {
        self.flags(i).any(Flags::POSSESSIVE)
    }

    /// An apostrophe that may be the possessive mark of a word in s: "the forces' safety".
    pub fn may_mark_plural_possessive(&self, i: usize) -> bool {
        matches!(self.text(i), "'" | "’")
            && i > 0
            && !self.has_space_before(i)
            && self.lower(i - 1).ends_with('s')
            && self.has_space_before(i + 1)
    }

    /// First token of its sentence.
    pub fn is_sentence_start(&self, i: usize) -> bool {
        self.flags(i).any(Flags::SENTENCE_START)
    }

    /// Whether the token reads `lower` in lower case.
    pub fn reads(&self, i: usize, lower: &str) -> bool {
        self.lower(i) == lower
    }

    /// Whether the tokens from `i` on read like the blank-separated words of `phrase`.
    pub fn reads_all(&self, i: usize, phrase: &str) -> bool {
        let mut rest = phrase;
        for token in i.. {
            let lower = self.lower(token);
            match rest.strip_prefix(lower) {
                Some("") => return true,
                Some(behind) if !lower.is_empty() => match behind.strip_prefix(' ') {
                    Some(next) => rest = next,
                    None => return false,
                },
                _ => return false,
            }
        }
        false
    }

    /// Bytes of the token.
    pub fn span(&self, i: usize) -> Span {
        self.span_of(i..i + 1)
    }

    /// Bytes from the first to the last token of a range; empty at the end of the text when the range is empty.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let end_of_text = self.end.last().copied().unwrap_or(0);
        let start = self.start.get(range.start).copied().unwrap_or(end_of_text);
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.end.get(last).copied().unwrap_or(end_of_text),
            _ => start,
        };
        Span::from_edges(start, end)
    }

    /// The tokens that lie wholly inside `span`.
    pub fn range_of(&self, span: Span) -> Range<usize> {
        let first = self.start.partition_point(|&start| (start as usize) < span.start());
        let last = self.end.partition_point(|&end| end as usize <= span.end());
        first..last.max(first)
    }

    /// The words of a range as printed.
    pub fn text_of(&self, range: Range<usize>) -> &'a str {
        self.span_of(range).text_in(self.document)
    }

    /// The white space before token `i`.
    pub fn gap_before(&self, i: usize) -> &'a str {
        let from = i.checked_sub(1).and_then(|before| self.end.get(before)).copied().unwrap_or(0);
        let to = self.start.get(i).copied().unwrap_or(from);
        self.document.get(from as usize..to as usize).unwrap_or_default()
    }

    /// Number of the sentence that holds token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentence.get(i).map_or(self.sentences.len(), |&sentence| sentence as usize)
    }

    /// Tokens of a sentence; empty past the last.
    pub fn sentence(&self, number: usize) -> Range<usize> {
        range_at(&self.sentences, number, self.len())
    }

    /// Number of sentences.
    pub fn n_sentences(&self) -> usize {
        self.sentences.len()
    }

    /// Number of the paragraph that holds token `i`.
    pub fn paragraph_of(&self, i: usize) -> usize {
        self.paragraph.get(i).map_or(self.paragraphs.len(), |&paragraph| paragraph as usize)
    }

    /// Tokens of a paragraph; empty past the last.
    pub fn paragraph(&self, number: usize) -> Range<usize> {
        range_at(&self.paragraphs, number, self.len())
    }

    /// Number of paragraphs.
    pub fn n_paragraphs(&self) -> usize {
        self.paragraphs.len()
    }

    /// The lists these tokens were read with.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The document's whole text.
    pub fn document_text(&self) -> &'a str {
        self.document
    }
}

impl LocalWords {
    fn intern(&mut self, lower: &str, n_listed: usize) -> WordId {
        if let Some(&id) = self.ids.get(lower) {
            return id;
        }
        let id = WordId(u32::try_from(n_listed + self.texts.len()).unwrap_or(u32::MAX));
        self.ids.insert(lower.into(), id);
        self.texts.push(lower.into());
        id
    }

    fn text(&self, id: WordId, n_listed: usize) -> Option<&str> {
        self.texts.get((id.0 as usize).checked_sub(n_listed)?).map(|text| &**text)
    }
}

/// Turns starts of groups into ranges, and the group number of each token.
fn number(starts: Vec<u32>, n_tokens: usize) -> (Vec<Range<u32>>, Vec<u32>) {
    let end = u32::try_from(n_tokens).unwrap_or(u32::MAX);
    let ranges: Vec<Range<u32>> =
        starts.iter().enumerate().map(|(k, &start)| start..starts.get(k + 1).copied().unwrap_or(end)).collect();
    let mut numbers = Vec::with_capacity(n_tokens);
    for (k, range) in ranges.iter().enumerate() {
        numbers.resize(range.end as usize, u32::try_from(k).unwrap_or(u32::MAX));
    }
    (ranges, numbers)
}

fn range_at(ranges: &[Range<u32>], number: usize, n_tokens: usize) -> Range<usize> {
    ranges.get(number).map_or(n_tokens..n_tokens, |range| range.start as usize..range.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Tokens<'_> {
        Tokens::new(text, 0, Lexicon::builtin())
    }

    /// Tokens separated by blanks; a joined token is written behind a `+`.
    fn cut(text: &str) -> String {
        let tokens = tokens(text);
        let piece = |i| format!("{}{}", if tokens.is_joined(i) { "+" } else { "" }, tokens.text(i));
        tokens.indices().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_numbers_and_marks() {
        for (text, expected) in [
            ("The U.S.-led force", "The U.S. +- +led force"),
            ("pro-Tarsk, 12-member panel", "pro +- +Tarsk , 12 +- +member panel"),
            ("Abu Orr al-Tarsi's men", "Abu Orr al +- +Tarsi 's men"),
            ("the forces' safety", "the forces ' safety"),
            ("O'Dale didn't; they'll", "O'Dale did n't ; they 'll"),
            ("It’s here", "It ’s here"),
            ("J. R. Moss met Gen. Pike", "J. R. Moss met Gen. Pike"),
            ("1,200 men, 3.5 percent at 3:30 a.m.", "1,200 men , 3.5 percent at 3:30 a.m."),
            ("the 1990s, 8th, 9mm, T-72", "the 1990s , 8th , 9mm , T +- +72"),
            ("$40 and US$5 or €7", "$ 40 and US $ 5 or €7".replace("€7", "€ 7").as_str()),
            (
                "see https://orr.example/a?b=1. Or a.b@orr.example, @tarsk_news #Velle",
                "see https://orr.example/a?b=1 . Or a.b@orr.example , @tarsk_news #Velle",
            ),
            ("``Yes,'' he said--then left...", "`` Yes , '' he said -- then left ..."),
            ("2023-11-30 and 05/06/2021", "2023 +- +11 +- +30 and 05 +/ +06 +/ +2021"),
            ("东京 says", "东 京 says"),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    /// Sentences separated by ` | `.
    fn split(text: &str) -> String {
        let tokens = tokens(text);
        (0..tokens.n_sentences()).map(|k| tokens.text_of(tokens.sentence(k))).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn sentences_end_where_they_should() {
        for text in [
            "He left. | She stayed! | Why?",
            "Gen. Pike met Sgt. Orr on Jan. 28 at No. 3. | It rained.",
            "He lives in the U.S. | The case is closed.",
            "The U.S. Army left.",
            "He said former President Ivo J. Orrvelk would come.",
            "It has rained. | Ivo J. Orrvelk left.",
            "\"Who locked the door?\" asked Inspector Dara Quill.",
            "\"Who locked the door?\" Vale asked. | He left.",
            "She was sent to the U.S. | Quill paid the fare.",
            "\"We saved half.\" | He smiled.",
            "It rose 3.5 percent. | \"No,\" he said.",
            "The plan... was dropped.",
            "One line\n | Another line",
        ] {
            let joined = text.replace(" | ", " ").replace("\n ", "\n");
            assert_eq!(split(&joined), text.replace("\n |", " |"), "{text}");
        }
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let text = "The army said on\nMonday that the road\nwas open and that\nit would stay so.\n\nIt rained.";
        assert_eq!(tokens(text).n_paragraphs(), 2);
        assert_eq!(tokens("Tarsk wins\nVelle loses\nOrr leaves").n_paragraphs(), 3);
    }

    #[test]
    fn a_header_is_not_read() {
        let tokens = Tokens::new(" date 2024-02-08 Tarsk fell.", 17, Lexicon::builtin());
        assert_eq!(tokens.text(0), "Tarsk");
        assert!(tokens.is_sentence_start(0));
    }

    fn is_gap(text: &str) -> bool {
        text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'))
    }

    proptest! {
        #[test]
        fn tokens_and_gaps_tile_the_text(text in "(\\PC|[ \\n.,'\"’“”a-zA-Z0-9@:/-]){0,300}") {
            let tokens = tokens(&text);
            let mut end = 0;
            for i in tokens.indices() {
                let span = tokens.span(i);
                prop_assert!(span.start() >= end && !span.is_empty());
                prop_assert!(text.get(span.range()).is_some());
                prop_assert!(is_gap(&text[end..span.start()]));
                prop_assert!(tokens.sentence(tokens.sentence_of(i)).contains(&i));
                prop_assert!(tokens.paragraph(tokens.paragraph_of(i)).contains(&i));
                end = span.end();
            }
            prop_assert!(is_gap(&text[end..]));
        }
    }
}
