//! Expressions that name their time: dates, weekdays, months, years, times of day.

use super::{
    expression::{Found, Meaning, Shift, found},
    finder::{day_at, leads_into_time, word, year_at},
};
use crate::{
    analysis::{
        numbers::numeral,
        rules::Rule,
        tokens::{TokenKind, Tokens},
    },
    lexicon::{CalendarWord, Class, NumeralKind},
};

/// `2023-11-30`, `05/06/2021`, `13.2.2024`.
pub(super) fn numeric_date(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (parts, end) = match (tokens.text(i + 1), tokens.is_joined(i + 1), tokens.text(i + 3)) {
        (mark @ ("-" | "/"), true, again) if mark == again => {
            ([tokens.text(i), tokens.text(i + 2), tokens.text(i + 4)], i + 5)
        }
        _ => {
            let mut parts = tokens.text(i).split('.');
            ([parts.next()?, parts.next()?, parts.next()?], i + 1)
        }
    };
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let [first, second, third] = parts.map(|part| part.parse::<u32>().ok());
    let [first, second, third] = [first?, second?, third?];
    let (year, month, day) = if parts[0].len() == 4 {
        (first, second, third)
    } else if parts[2].len() == 4 && (second > 12 || (first <= 12 && !tokens.text(i).contains('.'))) {
        // Month first is the reading of American wires; a full stop marks the European order.
        (third, first, second)
    } else if parts[2].len() == 4 {
        (third, second, first)
    } else {
        return None;
    };
    let year = i32::try_from(year).ok().filter(|year| (1000..=2100).contains(year))?;
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| found(i, end, Meaning::MonthDay { year: Some(year), month, day }, Rule::TimeNumericDate)).flatten()
}

/// `Jan. 28`, `January 28th, 2024`, `28 January`, `the 28th of January 2024`, `Sunday, Jan. 28`.
pub(super) fn month_day(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let mut at = i;
    if word(tokens, at).weekday.is_some() {
        at += 1 + usize::from(tokens.text(at + 1) == ",");
    } else if tokens.reads(at, "the") {
        at += 1;
    }
    let (month, day, mut end) = match (word(tokens, at).month, day_at(tokens, at)) {
        (Some(month), _) => (month, day_at(tokens, at + 1)?, at + 2),
        (None, Some(day)) => {
            let of = at + 1 + usize::from(tokens.reads(at + 1, "of"));
            (word(tokens, of).month?, day, of + 1)
        }
        _ => return None,
    };
    let comma = usize::from(tokens.text(end) == ",");
    let year = year_at(tokens, end + comma);
    if year.is_some() {
        end += comma + 1;
    }
    found(i, end, Meaning::MonthDay { year, month, day }, Rule::TimeMonthDay)
}

/// `March 2024`, `March of 2024`, `last March`, and `March` alone where it cannot be a name or a verb.
pub(super) fn month(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (at, shift) = shifted(tokens, i);
    let month = word(tokens, at).month?;
    let link = at + 1 + usize::from(matches!(tokens.lower(at + 1), "," | "of"));
    if let Some(year) = year_at(tokens, link) {
        return found(i, link + 1, Meaning::Month { year: Some(year), month, shift: None }, Rule::TimeMonth);
    }
    if let Some(shift) = year_shift(tokens, at + 1) {
        // "in July last year": which July, the year tells.
        return found(i, at + 3, Meaning::MonthOf { month, shift }, Rule::TimeMonth);
    }
    let ambiguous = matches!(tokens.lower(at), "may" | "march" | "august") || tokens.is_sentence_start(at);
    let named = tokens.is_capitalised(at + 1) && tokens.is_word(at + 1) && word(tokens, at + 1).month.is_none();
    let safe = shift.is_some() || leads_into_time(tokens, at) || (!ambiguous && !named);
    safe.then(|| found(i, at + 1, Meaning::Month { year: None, month, shift }, Rule::TimeMonth)).flatten()
}

/// `last year`, `this year`, `next year` behind a month.
fn year_shift(tokens: &Tokens<'_>, i: usize) -> Option<Shift> {
    let shift = match tokens.lower(i) {
        "last" => Shift::Last,
        "this" => Shift::This,
        "next" => Shift::Next,
        _ => return None,
    };
    tokens.reads(i + 1, "year").then_some(shift)
}

/// `Wednesday`, `last Friday`, `this coming Sunday`.
pub(super) fn weekday(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (at, shift) = shifted(tokens, i);
    let weekday = word(tokens, at).weekday?;
    if tokens.lower(at).ends_with("days") && shift.is_none() {
        let rule = Rule::TimeSet;
        return leads_into_time(tokens, at)
            .then(|| found(i, at + 1, Meaning::Set(format!("XXXX-WXX-{weekday}")), rule))
            .flatten();
    }
    // "the Sunday Courier": a weekday between article and name is part of the name.
    let in_name = i.checked_sub(1).is_some_and(|before| tokens.reads(before, "the"))
        && tokens.is_capitalised(at + 1)
        && word(tokens, at + 1).part.is_none();
    (!in_name).then(|| found(i, at + 1, Meaning::Weekday { weekday, shift }, Rule::TimeWeekday)).flatten()
}

/// `last`, `this`, `next` (also `this past`, `this coming`) before a name of the calendar: where the name stands, and
/// which one is meant.
fn shifted(tokens: &Tokens<'_>, i: usize) -> (usize, Option<Shift>) {
    match tokens.lower(i) {
        "this" if tokens.reads(i + 1, "past") => (i + 2, Some(Shift::Last)),
        "this" if tokens.reads(i + 1, "coming") => (i + 2, Some(Shift::Next)),
        "last" | "past" => (i + 1, Some(Shift::Last)),
        "this" => (i + 1, Some(Shift::This)),
        "next" | "coming" => (i + 1, Some(Shift::Next)),
        _ => (i, None),
    }
}

/// `2014` where it stands like a year: `in 2014`, `the 1982 siege`, `fiscal 1989`.
pub(super) fn year(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    if matches!(tokens.lower(i), "fiscal" | "year") && year_at(tokens, i + 1).is_some() {
        return found(i, i + 2, Meaning::Year(year_at(tokens, i + 1)?), Rule::TimeYear);
    }
    if let Some((year, end)) = spelled_year(tokens, i) {
        return found(i, end, Meaning::Year(year), Rule::TimeYear);
    }
    let year = year_at(tokens, i)?;
    let after = i + 1;
    // "below 1990 levels" compares with a year.
    let counts = tokens.is_word(after)
        && !matches!(tokens.lower(after), "levels" | "prices")
        && !tokens.is_capitalised(after)
        && !tokens.is(after, Class::FUNCTION.or(Class::VERB_PAST).or(Class::ADVERB))
        && (tokens.lower(after).ends_with('s')
            || matches!(tokens.lower(after), "people" | "men" | "women")
            || tokens.lower(after).ends_with("children"));
    // "over 2000 workers", but "over 2000 - 2050".
    let ranged = matches!(tokens.text(after), "-" | "–") && year_at(tokens, after + 1).is_some();
    let more = !ranged && matches!(tokens.lower(i.saturating_sub(1)), "over" | "than" | "nearly" | "almost");
    let priced = i.checked_sub(1).is_some_and(|before| tokens.kind(before) == TokenKind::Currency);
    let measured = tokens.kind(after) == TokenKind::Currency || matches!(tokens.lower(after), "%" | "percent" | "gmt");
    let scaled = numeral(tokens, after, NumeralKind::Multiplier).is_some();
    let plausible = (1800..=2060).contains(&year) || leads_into_time(tokens, i);
    let stands_free = !tokens.is_joined(i)
        || tokens.lower(i.saturating_sub(2)) == "mid"
        || year_at(tokens, i.saturating_sub(2)).is_some();
    let counted = counts && (tokens.reads(i.saturating_sub(1), "of") || !leads_into_time(tokens, i));
    (plausible && stands_free && !counted && !more && !priced && !measured && !scaled)
        .then(|| found(i, i + 1, Meaning::Year(year), Rule::TimeYear))
        .flatten()
}

/// `88`, `92` in "Orr in 88 and Vale in 92.": two digits behind a name and "in", alone or in a list.
pub(super) fn short_year(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let is_short = |k: usize| {
        tokens.is_number(k) && tokens.text(k).len() == 2 && tokens.text(k).bytes().all(|byte| byte.is_ascii_digit())
    };
    let ends = |k: usize| tokens.is_punctuation(k) && !tokens.is_joined(k + 1) || tokens.is(k, Class::COORDINATOR);
    if !is_short(i) || !ends(i + 1) {
        return None;
    }
    let mut first = i;
    while first > 2 && i - first < 8 && ends(first - 1) && is_short(first - 2) {
        first -= 2;
    }
    let named = first > 1 && tokens.reads(first - 1, "in") && tokens.is_capitalised(first - 2);
    let number: i32 = tokens.text(i).parse().ok().filter(|_| named)?;
    let century = if number < 30 { 2000 } else { 1900 };
    found(i, i + 1, Meaning::Year(century + number), Rule::TimeYear)
}

/// `nineteen ninety-six`, `the year two thousand`, with its end.
fn spelled_year(tokens: &Tokens<'_>, i: usize) -> Option<(i32, usize)> {
    let small = |at: usize| {
        let number = numeral(tokens, at, NumeralKind::Cardinal)?;
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below a hundred")]
        Some(number as i32)
    };
    let century = small(i).filter(|century| (17..=20).contains(century))?;
    let tens = small(i + 1).filter(|tens| (10..=99).contains(tens))?;
    let joined = tokens.text(i + 2) == "-" && tokens.is_joined(i + 2);
    let ones = small(i + 3).filter(|ones| joined && *ones < 10 && tens >= 20);
    let end = if ones.is_some() { i + 4 } else { i + 2 };
    Some((century * 100 + tens + ones.unwrap_or(0), end))
}

/// `the 1990s`, `the '90s`.
pub(super) fn decade(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let at = i + usize::from(tokens.reads(i, "the"));
    // "in the sixties", not "a man in his sixties".
    if let Some(decade) = word(tokens, at).decade.filter(|_| at > i) {
        return found(i, at + 1, Meaning::Decade(decade), Rule::TimeDecade);
    }
    // "the 1930's"
    let tenth = year_at(tokens, at).filter(|year| at > i && year % 10 == 0 && tokens.is_possessive_mark(at + 1));
    if let Some(year) = tenth {
        return found(i, at + 2, Meaning::Decade(year / 10), Rule::TimeDecade);
    }
    let at = at + usize::from(matches!(tokens.text(at), "'" | "’" | "‘"));
    let digits = tokens.lower(at).strip_suffix('s')?.trim_start_matches(['\'', '’', '‘']);
    let digits = digits.trim_end_matches(['\'', '’']);
    let number: i32 = digits.parse().ok().filter(|number| number % 10 == 0)?;
    let decade = match digits.len() {
        4 if (1000..=2100).contains(&number) => number / 10,
        2 => 190 + number / 10,
        _ => return None,
    };
    found(i, at + 1, Meaning::Decade(decade), Rule::TimeDecade)
}

/// `the 18th century`, `the nineteenth century`.
pub(super) fn century(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let at = i + usize::from(tokens.reads(i, "the"));
    let spelled = || numeral(tokens, at, NumeralKind::Ordinal);
    let digits = || day_at(tokens, at).filter(|_| tokens.kind(at) == TokenKind::Alphanumeric).map(f64::from);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number from 1 to 30")]
    let number = digits().or_else(spelled).filter(|n| (1.0..=30.0).contains(n))? as i32;
    let link = at + 1 + usize::from(tokens.text(at + 1) == "-");
    tokens.reads(link, "century").then(|| found(i, link + 1, Meaning::Century(number - 1), Rule::TimeDecade)).flatten()
}

/// `last summer`, `the summer of 2023`, `spring 2024`, `in winter`.
pub(super) fn season(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (mut at, shift) = shifted(tokens, i);
    at += usize::from(shift.is_none() && tokens.reads(at, "the"));
    let code = word(tokens, at).season?;
    let link = at + 1 + usize::from(matches!(tokens.lower(at + 1), "of" | ","));
    let year = year_at(tokens, link);
    let end = if year.is_some() { link + 1 } else { at + 1 };
    // "fall" and "spring" are verbs too, and "the fall of the city" is no season.
    let ambiguous = matches!(code, "FA" | "SP") && !tokens.reads(at, "autumn");
    // "field corn, and winter wheat" names a plant.
    let listed = tokens.reads(i.saturating_sub(1), "and") && word(tokens, i.saturating_sub(2)).season.is_none();
    let led = leads_into_time(tokens, i) && !listed && !tokens.reads(at + 1, "of");
    let safe = year.is_some() || shift.is_some() || led;
    let safe = (safe || (!ambiguous && at > i)) && !tokens.reads(i.saturating_sub(1), "to");
    safe.then(|| found(i, end, Meaning::Season { code, year, shift }, Rule::TimeSeason)).flatten()
}

/// `Christmas`, `Thanksgiving Day`, `last Easter`.
pub(super) fn feast(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (at, shift) = shifted(tokens, i);
    let feast = word(tokens, at).feast?;
    // "Johnnie Christmas" is a person.
    let surname = shift.is_none() && i > 0 && tokens.is_capitalised(i - 1) && !tokens.is(i - 1, Class::FUNCTION);
    if surname && !tokens.is_sentence_start(i) {
        return None;
    }
    let end = at + 1 + usize::from(matches!(tokens.text(at + 1), "Day" | "Eve"));
    let year = year_at(tokens, end);
    let end = end + usize::from(year.is_some());
    let eve = tokens.text(at + 1) == "Eve";
    found(i, end, Meaning::Feast { feast, year, shift, eve }, Rule::TimeFeast)
}

/// What stands before the ordinal of a part of a year: how many tokens, and the year they tell. `the 1988`, `next year's`.
fn year_before_part(tokens: &Tokens<'_>, i: usize) -> (usize, Option<i32>, Option<Shift>) {
    let article = usize::from(tokens.reads(i, "the"));
    if let Some(year) = year_at(tokens, i + article) {
        return (article + 1, Some(year), None);
    }
    match year_shift(tokens, i) {
        Some(shift) if tokens.is_possessive_mark(i + 2) => (3, None, Some(shift)),
        _ => (article, None, None),
    }
}

/// `the third quarter`, `third-quarter`, `the first half of 2023`.
pub(super) fn part_of_year(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (lead, led_year, led_shift) = year_before_part(tokens, i);
    let at = i + lead;
    let number = numeral(tokens, at, NumeralKind::Ordinal)?;
    let at = at + 1 + usize::from(tokens.text(at + 1) == "-");
    let (letter, most) = match tokens.lower(at) {
        "quarter" => ('Q', 4.0),
        "half" => ('H', 2.0),
        _ => return None,
    };
    let year = year_at(tokens, at + 2).filter(|_| tokens.reads(at + 1, "of"));
    let shift = match (tokens.lower(at + 1), tokens.lower(at + 2), tokens.lower(at + 3)) {
        ("of", "last", "year") => Some(Shift::Last),
        ("of", "this", "year") => Some(Shift::This),
        ("of", "next", "year") => Some(Shift::Next),
        _ => None,
    };
    let (year_behind, shift_behind) = (year.is_some(), shift.is_some());
    let (year, shift) = (year.or(led_year), shift.or(led_shift));
    // Games have quarters and halves too; only those of years are told without more.
    if letter == 'H' && year.is_none() && shift.is_none() || number > most {
        return None;
    }
    let end = at + 1 + 2 * usize::from(year_behind) + 3 * usize::from(shift_behind);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 1 to 4")]
    let number = number as u32;
    found(i, end, Meaning::PartOfYear { letter, number, year, shift }, Rule::TimePartOfYear)
}

/// `3:30 a.m. local time`, `10 p.m. EST Wednesday`, `0030 GMT`, `noon`.
pub(super) fn clock(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (mut hour, mut minute, mut end) = hour_and_minute(tokens, i)?;
    let half = match tokens.lower(end) {
        "a.m." | "am" | "a.m" => Some(false),
        "p.m." | "pm" | "p.m" => Some(true),
        _ => None,
    };
    if let Some(afternoon) = half {
        end += 1;
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    let zone = word(tokens, end).zone;
    end += usize::from(zone.is_some());
    let military = tokens.text(i).len() == 4 && zone.is_some();
    let o_clock = matches!(tokens.lower(end), "o'clock");
    end += usize::from(o_clock);
    let worded = tokens.is_word(i);
    if worded && !o_clock {
        // noon, midnight
        minute = None;
    } else if !(half.is_some() || military || o_clock || (minute.is_some() && tokens.text(i).contains(':'))) {
        return None;
    }
    // "Corinthians 9:25" is a verse.
    let verse = half.is_none() && zone.is_none() && i > 0 && tokens.is_capitalised(i - 1) && tokens.is_number(i);
    if verse && !military && !tokens.is_sentence_start(i - 1) && word(tokens, i - 1) == CalendarWord::default() {
        return None;
    }
    let comma = usize::from(tokens.text(end) == ",");
    let day = weekday(tokens, end + comma).or_else(|| month_day(tokens, end + comma));
    let day = day.filter(|_| tokens.has_space_before(end + comma));
    let end = day.as_ref().map_or(end, |day| day.range.end);
    let day = day.map(|day| Box::new(day.meaning));
    found(i, end, Meaning::Clock { day, hour, minute, zone }, Rule::TimeClock)
}

fn hour_and_minute(tokens: &Tokens<'_>, i: usize) -> Option<(u32, Option<u32>, usize)> {
    let text = tokens.text(i);
    if tokens.is_word(i) {
        let (hour, _) = word(tokens, i).part?.split_once(':')?;
        return Some((hour.parse().ok()?, None, i + 1));
    }
    if !tokens.is_number(i) {
        return None;
    }
    if let Some((hour, minute)) = text.split_once(':') {
        let (hour, minute) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
        return (hour < 24 && minute < 60 && text.len() <= 5).then_some((hour, Some(minute), i + 1));
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = text.parse().ok().filter(|_| digits)?;
    match text.len() {
        1 | 2 if number <= 24 => Some((number, None, i + 1)),
        4 if number / 100 < 24 && number % 100 < 60 => Some((number / 100, Some(number % 100), i + 1)),
        _ => None,
    }
}
