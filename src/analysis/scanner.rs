//! Cuts text into the pieces that become tokens, in one pass over the characters.

use super::tokens::{Flags, TokenKind};
use crate::lexicon::{Class, Lexicon};

/// One token to be: bytes, kind and form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
    pub flags: Flags,
}

/// Longest token in bytes, so that no script without blanks makes one token of a whole text.
const MAX_TOKEN_BYTES: usize = 256;

/// Contractions that are tokens of their own, without their apostrophe.
const CLITICS: [&str; 6] = ["s", "ll", "re", "ve", "d", "m"];

/// Cuts `text` from byte `from` on and hands each piece to `sink`.
pub(super) fn scan(text: &str, from: usize, lexicon: &Lexicon, sink: impl FnMut(Piece)) {
    let mut scanner =
        Scanner { text, lexicon, at: from.min(text.len()), last_end: usize::MAX, last_hyphen: false, sink };
    while !text.is_char_boundary(scanner.at) {
        scanner.at += 1;
    }
    while let Some(c) = scanner.peek() {
        if c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}' {
            scanner.at += c.len_utf8();
        } else {
            scanner.token(c);
        }
    }
}

/// Calls `use_it` with the lower-case form of a token; short ASCII words need no allocation.
pub(super) fn with_lower<R>(text: &str, use_it: impl FnOnce(&str) -> R) -> R {
    let mut buffer = [0; 48];
    if text.len() <= buffer.len() && text.is_ascii() {
        let lower = &mut buffer[..text.len()];
        lower.copy_from_slice(text.as_bytes());
        lower.make_ascii_lowercase();
        return use_it(std::str::from_utf8(lower).unwrap_or_default());
    }
    use_it(&text.to_lowercase().replace('’', "'"))
}

struct Scanner<'t, F> {
    text: &'t str,
    lexicon: &'t Lexicon,
    at: usize,
    last_end: usize,
    last_hyphen: bool,
    sink: F,
}

impl<F: FnMut(Piece)> Scanner<'_, F> {
    fn peek(&self) -> Option<char> {
        self.char_at(self.at)
    }

    fn char_at(&self, byte: usize) -> Option<char> {
        match *self.text.as_bytes().get(byte)? {
            ascii if ascii < 0x80 => Some(char::from(ascii)),
            _ => self.text.get(byte..)?.chars().next(),
        }
    }

    fn token(&mut self, first: char) {
        if first.is_ascii_digit() {
            self.number();
        } else if is_word_char(first) {
            self.word(first);
        } else if matches!(first, '@' | '#') && self.char_at(self.at + 1).is_some_and(is_word_char) {
            let end = self.run(self.at + 1, |c| is_word_char(c) || c == '_');
            self.emit(end, TokenKind::Handle);
        } else if is_apostrophe(first) && self.clitic(self.at).is_some() {
            let end = self.clitic(self.at).unwrap_or(self.at + first.len_utf8());
            self.emit(end, TokenKind::Word);
        } else if matches!(first, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₪' | '₩') {
            self.emit(self.at + first.len_utf8(), TokenKind::Currency);
        } else {
            self.mark(first);
        }
    }

    /// A run of the same mark where runs mean one thing, otherwise a single mark.
    fn mark(&mut self, first: char) {
        let mut end = self.at + first.len_utf8();
        if matches!(first, '.' | '-' | '`' | '\'' | '*' | '_' | '=' | '~') {
            let limit = if matches!(first, '`' | '\'') { 2 } else { MAX_TOKEN_BYTES };
            while end - self.at < limit && self.char_at(end) == Some(first) {
                end += first.len_utf8();
            }
        }
        self.emit(end, TokenKind::Punctuation);
    }

    fn number(&mut self) {
        let mut end = self.run(self.at, |c| c.is_ascii_digit());
        // A separator belongs to the number when a digit follows; a comma or a space only before exactly three.
        while let Some(separator @ (',' | '.' | ':')) = self.char_at(end) {
            let next = self.run(end + 1, |c| c.is_ascii_digit());
            let n_digits = next - end - 1;
            if n_digits == 0 || (separator == ',' && n_digits != 3) {
                break;
            }
            end = next;
        }
        let letters = self.run(end, |c| is_word_char(c) && !is_ideograph(c));
        let kind = if letters > end { TokenKind::Alphanumeric } else { TokenKind::Number };
        self.emit(letters, kind);
    }

    fn word(&mut self, first: char) {
        if let Some(end) = self.web_address() {
            return self.emit(end, TokenKind::Url);
        }
        if is_ideograph(first) {
            return self.emit(self.at + first.len_utf8(), TokenKind::Word);
        }
        let mut end = self.run(self.at, |c| is_word_char(c) && !is_ideograph(c));
        if let Some(end) = self.email(end) {
            return self.emit(end, TokenKind::Email);
        }
        if let Some(dotted) = self.dotted(end) {
            return self.emit(dotted, TokenKind::Word);
        }
        end = self.apostrophes(end);
        if self.char_at(end) == Some('.') && self.is_abbreviation(end + 1) {
            end += 1;
        }
        // "don't" is "do" and "n't"; "can't" is "ca" and "n't".
        if let Some(stem) = self.before_negation(end) {
            self.emit(stem, TokenKind::Word);
        }
        let has_digit = self.text.as_bytes()[self.at..end].iter().any(u8::is_ascii_digit);
        self.emit(end, if has_digit { TokenKind::Alphanumeric } else { TokenKind::Word });
    }

    /// Takes apostrophes between letters into the word (O'Brien, Qur'an) unless a contraction follows.
    fn apostrophes(&self, mut end: usize) -> usize {
        while let Some(mark) = self.char_at(end).filter(|&c| is_apostrophe(c)) {
            let next = end + mark.len_utf8();
            if self.clitic(end).is_some() || !self.char_at(next).is_some_and(char::is_alphabetic) {
                break;
            }
            end = self.run(next, |c| is_word_char(c) && !is_ideograph(c));
        }
        end
    }

    /// The end of a contraction that starts with the apostrophe at `byte`.
    fn clitic(&self, byte: usize) -> Option<usize> {
        let letters = byte + self.char_at(byte)?.len_utf8();
        // At the start of a word an apostrophe is a quotation mark or stands for missing letters.
        if self.last_end != byte && byte == self.at {
            return None;
        }
        let end = self.run(letters, is_word_char);
        let word = self.text.get(letters..end)?;
        CLITICS.iter().any(|clitic| word.eq_ignore_ascii_case(clitic)).then_some(end)
    }

    /// The start of n't in the word that ends at `end`.
    fn before_negation(&self, end: usize) -> Option<usize> {
        let word = self.text.get(self.at..end)?;
        let stem = word.strip_suffix("n't").or_else(|| word.strip_suffix("n’t"))?;
        (!stem.is_empty()).then_some(self.at + stem.len())
    }

    /// The end of single letters with full stops: U.S., a.m., J.R.
    fn dotted(&self, first_end: usize) -> Option<usize> {
        let mut end = first_end;
        let mut n_letters = 0;
        let mut letter = self.at;
        while self.char_at(letter).is_some_and(char::is_alphabetic)
            && self.char_at(letter).map(|c| letter + c.len_utf8()) == Some(end)
            && self.char_at(end) == Some('.')
        {
            n_letters += 1;
            letter = end + 1;
            end = self.run(letter, |c| is_word_char(c) && !is_ideograph(c));
        }
        // "U.S government": the last full stop is missing.
        let one_more = n_letters > 0
            && self.text.get(letter..end).is_some_and(|rest| rest.len() == 1 && rest.starts_with(char::is_uppercase));
        if one_more && self.char_at(self.at).is_some_and(char::is_uppercase) {
            return Some(end);
        }
        match n_letters {
            0 => None,
            // A capital before a full stop is an initial when a name follows: J. Moss.
            1 => {
                let initial =
                    self.char_at(self.at).is_some_and(char::is_uppercase) && !self.text[self.at..].starts_with('I');
                (initial && self.next_word_is_capitalised(letter)).then_some(letter)
            }
            _ => Some(letter),
        }
    }

    fn next_word_is_capitalised(&self, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or_default();
        let trimmed = rest.trim_start_matches(' ');
        rest.len() - trimmed.len() <= 1 && trimmed.starts_with(char::is_uppercase)
    }

    /// Whether the word up to `end`, with its full stop, is a listed abbreviation.
    fn is_abbreviation(&self, end: usize) -> bool {
        let text = self.text.get(self.at..end).unwrap_or_default();
        let listed = with_lower(text, |lower| {
            let words = self.lexicon.words();
            words
                .find(lower)
                .is_some_and(|id| words.entry(id).class.any(Class::ABBREVIATION | Class::ABBREVIATION_FINAL))
        });
        // Most abbreviations are words without the full stop too ("no.", "co."): a sentence that ends here ends the token.
        listed && (text.len() <= 1 || !self.ends_a_word_sentence(text, end))
    }

    /// Whether a lower-case word that is also an abbreviation stands at the end of a sentence: "He said no. The".
    fn ends_a_word_sentence(&self, text: &str, end: usize) -> bool {
        let lower_case = text.starts_with(char::is_lowercase);
        let stem = text.trim_end_matches('.');
        let words = self.lexicon.words();
        let ordinary = with_lower(stem, |lower| words.find(lower).is_some_and(|id| words.entry(id).per_million > 20.0));
        lower_case
            && ordinary
            && !self.text.get(end..).unwrap_or_default().trim_start().starts_with(|c: char| c.is_ascii_digit())
    }

    /// The end of a web address that starts here.
    fn web_address(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let head = rest.as_bytes();
        if !(head.starts_with(b"http") || head.starts_with(b"www.")) {
            return None;
        }
        if !(rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) {
            return None;
        }
        let end =
            self.run_to(self.at, 2048, |c| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '”' | '’' | '»' | '…'));
        let address = self.text.get(self.at..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        (address.len() > 4).then_some(self.at + address.len())
    }

    /// The end of an e-mail address whose first word ends at `end`.
    fn email(&self, end: usize) -> Option<usize> {
        if !matches!(self.char_at(end), Some('@' | '.' | '_' | '+' | '-')) {
            return None;
        }
        let local = self.run(end, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-'));
        if self.char_at(local) != Some('@') {
            return None;
        }
        let domain = self.run(local + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        let address = self.text.get(self.at..domain)?.trim_end_matches(['.', '-']);
        address.get(local + 1 - self.at..).is_some_and(|domain| domain.contains('.')).then_some(self.at + address.len())
    }

    fn run(&self, from: usize, keep: impl Fn(char) -> bool) -> usize {
        self.run_to(from, MAX_TOKEN_BYTES, keep)
    }

    fn run_to(&self, from: usize, limit: usize, keep: impl Fn(char) -> bool) -> usize {
        let mut end = from;
        while let Some(c) = self.char_at(end).filter(|&c| keep(c)) {
            if end + c.len_utf8() - from > limit {
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    /// Hands out the token up to `end` and goes on behind it.
    fn emit(&mut self, end: usize, kind: TokenKind) {
        let text = &self.text[self.at..end];
        let hyphen = kind == TokenKind::Punctuation && matches!(text, "-" | "/" | "‐" | "‑");
        let touches = self.last_end == self.at;
        let mut flags = form(text, kind);
        if !touches {
            flags.set(Flags::SPACE_BEFORE);
        }
        let next_is_word = self.char_at(end).is_some_and(is_word_char);
        if touches && (self.last_hyphen || (hyphen && next_is_word)) {
            flags.set(Flags::JOINED);
        }
        (self.sink)(Piece { start: self.at, end, kind, flags });
        self.last_hyphen = hyphen && touches;
        self.last_end = end;
        self.at = end;
    }
}

/// Capitals and possessive marks.
fn form(text: &str, kind: TokenKind) -> Flags {
    let mut flags = Flags::default();
    if matches!(text, "'s" | "’s" | "'S" | "’S") {
        flags.set(Flags::POSSESSIVE);
    }
    if matches!(kind, TokenKind::Word | TokenKind::Alphanumeric) {
        if text.starts_with(char::is_uppercase) {
            flags.set(Flags::CAPITALISED);
        }
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        if letters.clone().nth(1).is_some() && !letters.any(char::is_lowercase) && text.chars().any(char::is_uppercase)
        {
            flags.set(Flags::ALL_CAPS);
        }
    }
    flags
}

fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)))
}

/// Combining marks and joiners, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{93A}'..='\u{94F}' | '\u{E31}'..='\u{E4E}' | '\u{200C}' | '\u{200D}' | '\u{AD}'
        | '\u{FE00}'..='\u{FE0F}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{02BC}')
}

/// Scripts that write without blanks, one character at a time.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3134F}')
}
