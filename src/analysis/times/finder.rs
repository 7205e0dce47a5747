//! From words to meanings: at each place the longest expression wins.

use super::{
    expression::{Found, Meaning},
    name, relative,
};
use crate::{
    analysis::tokens::{TokenKind, Tokens},
    lexicon::{CalendarWord, Class},
};

/// Number of tokens that may stand before the calendar word of an expression: "the first six months of fiscal".
const LEAD: usize = 5;

/// All expressions, in text order, none overlapping another.
pub(super) fn find_all(tokens: &Tokens<'_>) -> Vec<Found> {
    let near = near_calendar_word(tokens);
    let (mut found, mut i) = (Vec::new(), 0);
    while i < tokens.len() {
        match near[i].then(|| longest_at(tokens, i)).flatten() {
            Some(expression) => {
                i = expression.range.end;
                found.push(expression);
            }
            None => i += 1,
        }
    }
    found
}

/// For each token, whether a calendar word or a number that may be a date stands at it or shortly after it.
fn near_calendar_word(tokens: &Tokens<'_>) -> Vec<bool> {
    let mut near = vec![false; tokens.len()];
    let mut left = 0;
    for i in tokens.indices().rev() {
        let dated = matches!(tokens.kind(i), TokenKind::Number | TokenKind::Alphanumeric)
            || tokens.is(i, Class::CARDINAL) && tokens.is(i + 1, Class::CARDINAL);
        if dated || word(tokens, i) != CalendarWord::default() || matches!(tokens.lower(i), "past" | "future" | "half")
        {
            left = LEAD + 1;
        }
        near[i] = left > 0;
        left = left.saturating_sub(1);
    }
    near
}

fn longest_at(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    const MATCHERS: &[fn(&Tokens<'_>, usize) -> Option<Found>] = &[
        name::numeric_date,
        name::month_day,
        name::month,
        name::weekday,
        name::year,
        name::short_year,
        name::decade,
        name::century,
        name::season,
        name::feast,
        name::part_of_year,
        name::clock,
        relative::day,
        relative::bounded,
        relative::calendar,
        relative::reported,
        relative::narrative,
        relative::offset,
        relative::year_earlier,
        relative::span_of_time,
        relative::set,
        relative::vague,
    ];
    let best = MATCHERS.iter().filter_map(|matcher| matcher(tokens, i)).fold(None, longer)?;
    Some(with_part_of_day(tokens, best))
}

/// The longer of two; the first when they are of one length.
fn longer(best: Option<Found>, other: Found) -> Option<Found> {
    match best {
        Some(best) if best.range.end >= other.range.end => Some(best),
        _ => Some(other),
    }
}

/// `Wednesday night`, `late Feb. 7 evening`: a part of the day right behind a day belongs to it.
fn with_part_of_day(tokens: &Tokens<'_>, found: Found) -> Found {
    let end = found.range.end;
    let Some(part) = word(tokens, end).part.filter(|part| !part.contains(':')) else { return found };
    let day = match found.meaning {
        Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::Day(_) => Box::new(found.meaning),
        Meaning::PartOfDay { day: Some(day), .. } if found.modifier.is_some() => day,
        _ => return found,
    };
    Found { range: found.range.start..end + 1, meaning: Meaning::PartOfDay { day: Some(day), part }, ..found }
}

/// What a token means on the calendar. Months and weekdays count only when they are written as names.
pub(super) fn word(tokens: &Tokens<'_>, i: usize) -> CalendarWord {
    if !tokens.is_word(i) || !tokens.is(i, Class::CALENDAR_WORD) {
        return CalendarWord::default();
    }
    let mut word = tokens.lexicon().calendar().word(tokens.lower(i));
    if !tokens.is_capitalised(i) {
        (word.month, word.weekday, word.feast) = (None, None, None);
        // "sec." and the like aside, zones and feasts are names too.
        word.zone = None;
    }
    word
}

/// A year between 1000 and 2100 in four digits.
pub(super) fn year_at(tokens: &Tokens<'_>, i: usize) -> Option<i32> {
    let text = tokens.text(i);
    let digits = tokens.is_number(i) && text.len() == 4;
    digits.then(|| text.parse().ok()).flatten().filter(|year| (1000..=2100).contains(year))
}

/// A day of a month: 8, 8th, 08.
pub(super) fn day_at(tokens: &Tokens<'_>, i: usize) -> Option<u32> {
    let text = tokens.text(i);
    let digits = match tokens.kind(i) {
        TokenKind::Number => text,
        TokenKind::Alphanumeric => ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end))?,
        _ => return None,
    };
    let short = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    short.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// Words that lead into a time: "in March", "since 2014".
pub(super) fn leads_into_time(tokens: &Tokens<'_>, i: usize) -> bool {
    const OTHERS: &[&str] = &["last", "next", "this", "early", "late", "mid", "fiscal", "and", "-", "–", "("];
    let Some(before) = i.checked_sub(1) else { return false };
    tokens.is(before, Class::PREPOSITION) || OTHERS.contains(&tokens.lower(before))
}
