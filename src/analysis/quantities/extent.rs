//! The number itself, with the words that widen or bound it: at least 12, nearly 200, between 20 and 30.

use std::ops::Range;

use crate::{
    analysis::{
        numbers::{Number, bound_at, number_at, numeral},
        phrases::Ground,
        tokens::{TokenKind, Tokens},
    },
    lexicon::{Bound, Class, NumeralKind},
    model::{Quantity, QuantityRole},
};

/// A number with its bounds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Extent {
    /// Tokens, modifier included.
    pub(super) tokens: Range<usize>,
    /// Tokens of the number alone.
    pub(super) number: Range<usize>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

/// The extent that starts at token `i`, its modifier first. Numbers that are names, ranks, scores or ages are none.
pub(super) fn extent_at(ground: &Ground<'_, '_>, i: usize) -> Option<Extent> {
    let tokens = ground.tokens;
    let modified = bound_at(tokens, i);
    let start = i + modified.map_or(0, |(n_words, _)| n_words);
    // "rose from 38 to 41" tells two numbers, the former and the present one.
    let changed = i.checked_sub(2).is_some_and(|verb| {
        tokens.reads(i - 1, "from") && (ground.pos(verb).is_verb() || matches!(tokens.lower(verb), "up" | "down"))
    });
    if let Some(range) = between(tokens, i).or_else(|| from_to(tokens, start, i).filter(|_| !changed)) {
        return Some(range);
    }
    let number = fraction_at(tokens, start).or_else(|| amount_at(tokens, start))?;
    if !counts(tokens, start, number.end) {
        return None;
    }
    let (low, high) = bounds(number, modified.map(|(_, bound)| bound));
    let (end, high) = match () {
        () if tokens.reads_all(number.end, "or more") => (number.end + 2, None),
        () => (number.end, high),
    };
    Some(Extent { tokens: i..end, number: start..number.end, low, high })
}

/// `no one`, `nobody`, `none of the guards`, `no civilians`: zero.
pub(super) fn none_at(tokens: &Tokens<'_>, i: usize) -> Option<Extent> {
    let end = match tokens.lower(i) {
        "no" if tokens.reads(i + 1, "one") => i + 2,
        "no" | "nobody" | "none" => i + 1,
        _ => return None,
    };
    Some(Extent { tokens: i..end, number: i..end, low: Some(0.0), high: Some(0.0) })
}

/// The article of `a jet` behind a list of counted things: one.
pub(super) fn one_more(tokens: &Tokens<'_>, i: usize) -> Option<Extent> {
    let listed = i > 0 && (tokens.reads(i - 1, "and") || tokens.text(i - 1) == ",");
    (listed && tokens.is(i, Class::INDEFINITE)).then(|| Extent {
        tokens: i..i + 1,
        number: i..i + 1,
        low: Some(1.0),
        high: Some(1.0),
    })
}

/// A number, behind a currency sign if there is one.
fn amount_at(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    let at = if tokens.kind(i) == TokenKind::Currency { i + 1 } else { i };
    number_at(tokens, at)
}

fn bounds(number: Number, bound: Option<Bound>) -> (Option<f64>, Option<f64>) {
    let Number { low, high, .. } = number;
    // Things are counted in whole numbers; a tenth of four is none.
    let round = |value: f64| if low.fract() == 0.0 && low >= 1.0 { value.round() } else { value };
    let step = if low.fract() == 0.0 { 1.0 } else { 0.0 };
    match bound {
        None | Some(Bound::Exactly) => (Some(low), Some(high)),
        Some(Bound::AtLeast) => (Some(low), None),
        Some(Bound::MoreThan) => (Some(low + step), None),
        Some(Bound::AtMost) => (Some(0.0), Some(high)),
        Some(Bound::FewerThan) => (Some(0.0), Some(high - step)),
        Some(Bound::Nearly) => (Some(round(low * 0.95)), Some(high)),
        Some(Bound::About) => (Some(round(low * 0.9)), Some(round(high * 1.1))),
    }
}

/// `between 20 and 30`
fn between(tokens: &Tokens<'_>, i: usize) -> Option<Extent> {
    if !tokens.reads(i, "between") {
        return None;
    }
    let low = amount_at(tokens, i + 1)?;
    let high = amount_at(tokens, low.end + 1).filter(|_| tokens.reads(low.end, "and"))?;
    range(i, i + 1, low, high)
}

/// `20 to 30`, `20-30`
fn from_to(tokens: &Tokens<'_>, i: usize, start: usize) -> Option<Extent> {
    let low = amount_at(tokens, i).filter(|_| !tokens.is_joined(i))?;
    let linked = tokens.reads(low.end, "to") || (tokens.text(low.end) == "-" && tokens.is_joined(low.end));
    let high = amount_at(tokens, low.end + 1).filter(|_| linked)?;
    // A score has no counted thing behind it.
    let scored = tokens.text(low.end) == "-" && !tokens.is_word(high.end);
    range(start, i, low, high).filter(|_| !scored)
}

fn range(start: usize, number: usize, low: Number, high: Number) -> Option<Extent> {
    (low.low < high.high).then_some(Extent {
        tokens: start..high.end,
        number: number..high.end,
        low: Some(low.low),
        high: Some(high.high),
    })
}

/// `a third`, `two-thirds`, `half` before "of" or "the".
fn fraction_at(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    let share = |i| numeral(tokens, i, NumeralKind::Fraction);
    let (value, end) = match (tokens.lower(i), share(i)) {
        ("a" | "one", _) => {
            (share(i + 1).filter(|_| !tokens.reads(i + 1, "quarter") || tokens.reads(i + 2, "of"))?, i + 2)
        }
        (_, Some(value)) if tokens.reads(i, "half") && !tokens.reads_all(i + 1, "a dozen") => (value, i + 1),
        _ => {
            let top = numeral(tokens, i, NumeralKind::Cardinal)?;
            (top * share(i + 2).filter(|_| tokens.text(i + 1) == "-")?, i + 3)
        }
    };
    matches!(tokens.lower(end), "of" | "the").then_some(Number { low: value, high: value, end })
}

/// Whether the number in `start..end` counts something: no designator, rank, score, age or clock.
fn counts(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let before = start.checked_sub(1);
    let tied_before = tokens.is_joined(start);
    let score = tokens.text(end) == "-" && tokens.is_joined(end) && number_at(tokens, end + 1).is_some();
    let age = tokens.text(end) == "-" && matches!(tokens.lower(end + 1), "year" | "month" | "week" | "day")
        || (matches!(tokens.lower(end), "years" | "months") && tokens.reads(end + 1, "old"))
        || (before.is_some_and(|before| matches!(tokens.lower(before), "aged" | "age")))
        || (before.is_some_and(|before| tokens.text(before) == ",")
            && tokens.text(end) == ","
            && end == start + 1
            && is_named(tokens, start));
    let named = before.is_some_and(|before| designates(tokens, before, start));
    let pronoun = tokens.reads(start, "one")
        && (!tokens.is_word(end) || before.is_some_and(|before| tokens.is(before, Class::DETERMINER)));
    !(tied_before || score || age || named || pronoun)
}

/// `Hal Brandt, 34,`: a name stands before the comma.
fn is_named(tokens: &Tokens<'_>, number: usize) -> bool {
    number.checked_sub(2).is_some_and(|name| tokens.is_capitalised(name))
}

/// `Resolution 1701`, `Flight 370`, `No. 3`: the number is part of a name.
fn designates(tokens: &Tokens<'_>, before: usize, number: usize) -> bool {
    let digits = tokens.is_number(number);
    let capital = tokens.is_capitalised(before) && tokens.is_word(before) && !tokens.is_sentence_start(before);
    digits
        && (capital && !tokens.is_all_caps(before)
            || matches!(tokens.lower(before), "no." | "number" | "page" | "chapter" | "article" | "section"))
}

/// Whether two quantities count whole things, so that one can be a part of the other.
pub(super) fn are_counts(total: &Quantity, part: &Quantity) -> bool {
    let counted = |quantity: &Quantity| !matches!(quantity.role, QuantityRole::Amount | QuantityRole::Share);
    counted(total) && counted(part) && total.low > Some(1.0)
}
