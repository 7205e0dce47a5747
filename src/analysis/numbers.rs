//! Numbers as news writes them: 1,200; 1.2 million; twenty-five; half a dozen; tens of thousands.

use super::tokens::{TokenKind, Tokens};
use crate::lexicon::{Bound, Class, NumeralKind, NumeralWord};

/// A number that starts at some token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Least value meant.
    pub low: f64,
    /// Greatest value meant; equal to `low` when it is exact.
    pub high: f64,
    /// One past its last token.
    pub end: usize,
}

impl Number {
    /// The value, when there is just one.
    pub fn exact(self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }

    fn scaled(self, factor: f64, end: usize) -> Self {
        Self { low: self.low * factor, high: self.high * factor, end }
    }
}

/// Words that may start a number.
const STARTS: Class =
    Class::CARDINAL.or(Class::MULTIPLIER).or(Class::QUANTIFIER).or(Class::INDEFINITE).or(Class::FRACTION);

/// The number that starts at token `i`, the longest reading.
pub fn number_at(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    match tokens.kind(i) {
        TokenKind::Number => Some(multiplied(tokens, digits(tokens, i)?)),
        TokenKind::Word if tokens.is(i, STARTS) || is_vague(tokens, i) => in_words(tokens, i),
        _ => None,
    }
}

/// The words that bound the number behind them, if any begin at token `i`: how many they are, and what they say.
pub fn bound_at(tokens: &Tokens<'_>, i: usize) -> Option<(usize, Bound)> {
    if !tokens.is(i, Class::BOUND_WORD) {
        return None;
    }
    let phrases = tokens.lexicon().numerals().bounds(tokens.lower(i));
    let (words, bound) = phrases.iter().find(|(words, _)| tokens.reads_all(i, words))?;
    Some((words.split(' ').count(), *bound))
}

fn is_vague(tokens: &Tokens<'_>, i: usize) -> bool {
    number_word(tokens, i, NumeralKind::Vague).is_some()
}

/// `1,200`, `3.5`, `1 1/2`; not times of day.
fn digits(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    let text = tokens.text(i);
    if text.contains(':') || text.starts_with('0') && text.len() > 1 && !text.starts_with("0.") {
        return None;
    }
    let value: f64 = text.replace(',', "").parse().ok()?;
    let fraction = fraction_at(tokens, i + 1).filter(|_| value.fract() == 0.0);
    let (value, end) = fraction.map_or((value, i + 1), |fraction| (value + fraction, i + 4));
    Some(Number { low: value, high: value, end })
}

/// The fraction `1/2` behind a whole number, in three tokens.
fn fraction_at(tokens: &Tokens<'_>, i: usize) -> Option<f64> {
    if tokens.text(i + 1) != "/" || !tokens.is_joined(i + 1) || !tokens.is_number(i) || !tokens.is_number(i + 2) {
        return None;
    }
    let (above, below): (f64, f64) = (tokens.text(i).parse().ok()?, tokens.text(i + 2).parse().ok()?);
    (above < below && below <= 16.0).then(|| above / below)
}

/// A number with the multipliers after it: 1.2 million, 40 dozen.
fn multiplied(tokens: &Tokens<'_>, mut number: Number) -> Number {
    while let Some(factor) = numeral(tokens, number.end, NumeralKind::Multiplier) {
        // "m" and "bn" are multipliers only right behind digits.
        let short = tokens.lower(number.end).len() <= 2;
        if short && !tokens.is_number(number.end - 1) {
            break;
        }
        number = number.scaled(factor, number.end + 1);
    }
    number
}

fn in_words(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    let lower = tokens.lower(i);
    if lower == "half" && tokens.reads_all(i + 1, "a dozen") {
        return Some(Number { low: 6.0, high: 6.0, end: i + 3 });
    }
    if tokens.is(i, Class::INDEFINITE) {
        return article(tokens, i);
    }
    if let Some(vague) = number_word(tokens, i, NumeralKind::Vague) {
        return Some(vague_number(tokens, Number { low: vague.low, high: vague.high, end: i + 1 }));
    }
    cardinal(tokens, i)
}

/// `two hundred and fifty thousand`: hundreds multiply and what follows adds up, until a thousand or more closes the
/// group.
fn cardinal(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    let first = below_hundred(tokens, i)?;
    let (mut sum, mut group, mut end) = (0.0, first.low, first.end);
    loop {
        if let Some(factor) = numeral(tokens, end, NumeralKind::Multiplier).filter(|_| tokens.lower(end).len() > 2) {
            group *= factor;
            end += 1;
            if factor >= 1000.0 {
                sum += group;
                group = 0.0;
            }
            continue;
        }
        let next = if tokens.reads(end, "and") { end + 1 } else { end };
        let open = group >= 100.0 || (group == 0.0 && sum > 0.0);
        match below_hundred(tokens, next).filter(|_| open) {
            Some(rest) => (group, end) = (group + rest.low, rest.end),
            None => return Some(Number { low: sum + group, high: sum + group, end }),
        }
    }
}

/// `a dozen`, `a hundred`, `a couple of`, `a few`, `a handful of`.
fn article(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    if let Some(factor) = numeral(tokens, i + 1, NumeralKind::Multiplier) {
        return (tokens.lower(i + 1).len() > 2)
            .then(|| multiplied(tokens, Number { low: factor, high: factor, end: i + 2 }));
    }
    let vague = number_word(tokens, i + 1, NumeralKind::Vague)?;
    let end = if tokens.reads(i + 2, "of") && !tokens.reads(i + 1, "few") { i + 3 } else { i + 2 };
    Some(Number { low: vague.low, high: vague.high, end })
}

/// `tens of thousands`, `several hundred`, `hundreds of`.
fn vague_number(tokens: &Tokens<'_>, number: Number) -> Number {
    if tokens.reads(number.end, "of")
        && let Some(of) = number_word(tokens, number.end + 1, NumeralKind::Vague)
        && of.low >= 200.0
    {
        let unit = of.low / 2.0;
        return Number { low: number.low * unit, high: (number.high + 1.0) * unit - 1.0, end: number.end + 2 };
    }
    multiplied(tokens, number)
}

/// `seven`, `seventy`, `seventy-seven`.
fn below_hundred(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    let first = numeral(tokens, i, NumeralKind::Cardinal)?;
    let units = (tokens.reads(i + 1, "-") && tokens.is_joined(i + 1))
        .then(|| numeral(tokens, i + 2, NumeralKind::Cardinal))
        .flatten()
        .filter(|units| first >= 20.0 && *units < 10.0);
    Some(match units {
        Some(units) => Number { low: first + units, high: first + units, end: i + 3 },
        None => Number { low: first, high: first, end: i + 1 },
    })
}

/// The value of a token as this kind of number word.
pub fn numeral(tokens: &Tokens<'_>, i: usize, kind: NumeralKind) -> Option<f64> {
    number_word(tokens, i, kind).map(|word| word.low)
}

/// The meaning of a token as this kind of number word.
fn number_word(tokens: &Tokens<'_>, i: usize, kind: NumeralKind) -> Option<NumeralWord> {
    if !tokens.is(i, Class::NUMBER_WORD) {
        return None;
    }
    tokens.lexicon().numerals().word(tokens.lower(i), kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn read(text: &str) -> Option<(f64, f64, usize)> {
        let tokens = Tokens::new(text, 0, Lexicon::builtin());
        number_at(&tokens, 0).map(|number| (number.low, number.high, number.end))
    }

    #[test]
    fn exact_numbers() {
        for (text, value, end) in [
            ("1,200 men", 1200.0, 1),
            ("3.5 percent", 3.5, 1),
            ("1.2 million people", 1_200_000.0, 2),
            ("twelve men", 12.0, 1),
            ("twenty-five men", 25.0, 3),
            ("two hundred and fifty thousand men", 250_000.0, 5),
            ("a dozen men", 12.0, 2),
            ("half a dozen men", 6.0, 3),
            ("two dozen men", 24.0, 2),
            ("a hundred men", 100.0, 2),
            ("a couple of men", 2.0, 3),
        ] {
            assert_eq!(read(text), Some((value, value, end)), "{text}");
        }
    }

    #[test]
    fn intervals() {
        for (text, low, high, end) in [
            ("dozens of men", 24.0, 99.0, 1),
            ("tens of thousands of men", 20_000.0, 99_999.0, 3),
            ("hundreds of thousands", 200_000.0, 999_999.0, 3),
            ("several hundred men", 300.0, 900.0, 2),
            ("a few men", 2.0, 5.0, 2),
        ] {
            assert_eq!(read(text), Some((low, high, end)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["a man", "3:30 p.m.", "the men", "m of", "0030 GMT"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
