//! From what a user types to a [`Query`].

use chrono::NaiveDate;

use super::{Field, Query, QueryError, Term};
use crate::model::{Act, EntityType};

/// Parses a query. Words that follow each other must all be there; `OR` binds less than that, `NOT` or `-` more.
///
/// # Errors
/// When it is empty or cannot be understood; with the place, in bytes, to mark in the search box.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), depth: 0 };
    let query = parser.any()?;
    match parser.peek() {
        None => Ok(query),
        Some(token) => Err(QueryError::new("this bracket closes nothing; take it out", token)),
    }
}

/// Number of brackets that may be open at once.
const DEEPEST: usize = 50;

/// A piece of a query with its bytes.
#[derive(Clone, Debug, PartialEq)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// Followed by how many words may stand between.
    Near(u32),
    Term(Term),
}

impl QueryError {
    fn new(message: impl Into<String>, token: &Token) -> Self {
        Self { message: message.into(), start: token.start, end: token.end }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let kind = match c {
            c if c.is_whitespace() => continue,
            '(' => Kind::Open,
            ')' => Kind::Close,
            '-' if text[at..].starts_with(|next: char| next.is_alphanumeric() || matches!(next, '"' | '(')) => {
                Kind::Not
            }
            '"' | '“' | '”' => {
                let (words, after) = quoted(text, at, start)?;
                at = after;
                Kind::Term(phrase(words, start, at)?)
            }
            _ => {
                let word_end =
                    |rest: &str| rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”'));
                at = word_end(&text[start..]).map_or(text.len(), |length| start + length);
                let word = &text[start..at];
                if let Some((name, value)) = word.split_once(':').filter(|(name, _)| is_name(name)) {
                    let (value, end) = match text[at..].chars().next() {
                        Some(quote @ ('"' | '“' | '”')) if value.is_empty() => {
                            quoted(text, at + quote.len_utf8(), at)?
                        }
                        _ => (value, at),
                    };
                    at = end;
                    Kind::Term(Term::Field(field(name, value, start, at)?))
                } else {
                    match word {
                        "AND" => Kind::And,
                        "OR" => Kind::Or,
                        "NOT" => Kind::Not,
                        _ => match near(word) {
                            Some(distance) => Kind::Near(distance),
                            None => Kind::Term(term(word).ok_or_else(|| QueryError {
                                message: "there is no word in this; take it out".to_owned(),
                                start,
                                end: at,
                            })?),
                        },
                    }
                }
            }
        };
        tokens.push(Token { kind, start, end: at });
    }
    Ok(tokens)
}

/// What stands before the closing quotation mark, and the byte behind it.
fn quoted(text: &str, from: usize, open: usize) -> Result<(&str, usize), QueryError> {
    match text[from..].char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”')) {
        Some((length, mark)) => Ok((&text[from..from + length], from + length + mark.len_utf8())),
        None => Err(QueryError {
            message: "the quotation mark is not closed; add one at the end of the phrase".to_owned(),
            start: open,
            end: text.len(),
        }),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic())
}

/// `NEAR` or `NEAR/5`.
fn near(word: &str) -> Option<u32> {
    match word.strip_prefix("NEAR")? {
        "" => Some(10),
        rest => rest.strip_prefix('/')?.parse().ok(),
    }
}

/// The words of a text as the index knows them: runs of letters and digits.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A word, a word with a star, or a word that the index takes for several.
fn term(word: &str) -> Option<Term> {
    let (stem, is_prefix) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
    let words = words(stem);
    (!words.is_empty()).then_some(Term::Words { words, is_prefix })
}

fn phrase(text: &str, start: usize, end: usize) -> Result<Term, QueryError> {
    term(text).ok_or(QueryError { message: "there are no words between the quotation marks".to_owned(), start, end })
}

fn field(name: &str, value: &str, start: usize, end: usize) -> Result<Field, QueryError> {
    let fail = |message: String| QueryError { message, start, end };
    let value = value.trim();
    let known = "type:, speaker:, act:, tag:, before:, after: and source:";
    if value.is_empty() {
        return Err(fail(format!("{name}: needs a value right behind it, as in {name}:value")));
    }
    let folded = value.to_lowercase();
    let code = folded.replace([' ', '-'], "_");
    let day = || {
        parse_day(value).ok_or_else(|| {
            fail(format!(
                "\"{value}\" is not a day; write it as 2024-02-08, or give a month (2024-02) or a year (2024)"
            ))
        })
    };
    match name.to_lowercase().as_str() {
        "type" => EntityType::from_code(&code).map(Field::Type).ok_or_else(|| {
            fail(format!(
                "there is no type \"{value}\"; choose one of {}",
                list(EntityType::ALL.iter().map(|etype| etype.code()))
            ))
        }),
        "act" => Act::from_code(&code).map(Field::Act).ok_or_else(|| {
            fail(format!("there is no act \"{value}\"; choose one of {}", list(Act::ALL.iter().map(|act| act.code()))))
        }),
        "speaker" => Ok(Field::Speaker(folded)),
        "tag" => Ok(Field::Tag(folded)),
        "source" => Ok(Field::Source(folded)),
        "before" => day().map(|(first, _)| Field::Before(first)),
        "after" => day().map(|(_, last)| Field::After(last)),
        _ => Err(fail(format!("there is no field {name}:; the fields are {known}"))),
    }
}

fn list<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    codes.collect::<Vec<_>>().join(", ")
}

/// First and last day of a day, month or year.
fn parse_day(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Ok(day) = text.parse() {
        return Some((day, day));
    }
    let (year, month) = match text.split_once('-') {
        Some((year, month)) => (year.parse().ok()?, Some(month.parse::<u32>().ok()?)),
        None => (text.parse().ok()?, None),
    };
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), 1)?;
    let next = match month {
        Some(month) if month < 12 => NaiveDate::from_ymd_opt(year, month + 1, 1)?,
        _ => NaiveDate::from_ymd_opt(year + 1, 1, 1)?,
    };
    Some((first, next.pred_opt()?))
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    end: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    fn takes(&mut self, kind: &Kind) -> bool {
        let is_next = self.peek().is_some_and(|token| token.kind == *kind);
        self.at += usize::from(is_next);
        is_next
    }

    fn any(&mut self) -> Result<Query, QueryError> {
        let mut parts = vec![self.all()?];
        while self.takes(&Kind::Or) {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::Any(parts) })
    }

    fn all(&mut self) -> Result<Query, QueryError> {
        let mut parts = vec![self.not()?];
        loop {
            match self.peek().map(|token| &token.kind) {
                Some(Kind::And) => {
                    self.at += 1;
                    parts.push(self.not()?);
                }
                Some(Kind::Open | Kind::Not | Kind::Term(_)) => parts.push(self.not()?),
                _ => break,
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::All(parts) })
    }

    fn not(&mut self) -> Result<Query, QueryError> {
        if !self.takes(&Kind::Not) {
            return self.near();
        }
        self.deeper(|parser| parser.not()).map(|query| Query::Not(Box::new(query)))
    }

    fn near(&mut self) -> Result<Query, QueryError> {
        let first = self.single()?;
        let Some(Token { kind: Kind::Near(distance), .. }) = self.peek() else { return Ok(first) };
        let mut terms = vec![first];
        while let Some(near @ Token { kind: Kind::Near(_), .. }) = self.peek() {
            self.at += 1;
            terms.push(self.single()?);
            let is_words = |query: &Query| matches!(query, Query::Term(Term::Words { .. }));
            if !terms.iter().all(is_words) {
                return Err(QueryError::new(
                    "NEAR stands between words or phrases, as in bridge NEAR/5 collapse",
                    near,
                ));
            }
        }
        Ok(Query::Near { terms, distance: *distance })
    }

    fn single(&mut self) -> Result<Query, QueryError> {
        let Some(token) = self.peek() else {
            let (start, end) = (self.end, self.end);
            let message = "something is missing here; type a word, a \"phrase\" or a field such as speaker:name";
            return Err(QueryError { message: message.to_owned(), start, end });
        };
        self.at += 1;
        match &token.kind {
            Kind::Term(term) => Ok(Query::Term(term.clone())),
            Kind::Open => {
                let query = self.deeper(Self::any)?;
                if self.takes(&Kind::Close) {
                    Ok(query)
                } else {
                    Err(QueryError::new("this bracket is not closed; add ) where the group ends", token))
                }
            }
            Kind::Close => Err(QueryError::new("there is nothing in front of this bracket; take it out", token)),
            _ => {
                Err(QueryError::new("something is missing in front of this; type a word or a \"phrase\" there", token))
            }
        }
    }

    fn deeper(&mut self, parse: impl FnOnce(&mut Self) -> Result<Query, QueryError>) -> Result<Query, QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("more than {DEEPEST} groups in each other are too many; make it simpler");
            return Err(QueryError { message, start: 0, end: self.end });
        }
        let query = parse(self)?;
        self.depth -= 1;
        Ok(query)
    }
}
