//! Expressions that are reckoned from another time, and lengths of time.

use super::{
    expression::{Base, Found, Meaning, Shift, found},
    finder::{word, year_at},
    name,
};
use crate::{
    analysis::{
        numbers::{Number, number_at, numeral},
        rules::Rule,
        tokens::Tokens,
    },
    lexicon::{Class, NumeralKind, Unit},
};

/// `today`, `yesterday morning`, `last night`, `tonight`, `overnight`, `this evening`.
pub(super) fn day(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    const RULE: Rule = Rule::TimeDay;
    match tokens.lower(i) {
        "overnight" | "tonight" => found(i, i + 1, part_of(0, "NI"), RULE),
        "last" if tokens.reads(i + 1, "night") => found(i, i + 2, part_of(-1, "NI"), RULE),
        "this" => {
            let part = word(tokens, i + 1).part.filter(|part| !part.contains(':'))?;
            found(i, i + 2, part_of(0, part), RULE)
        }
        _ => {
            let days = word(tokens, i).day?;
            found(i, i + 1, Meaning::Day(days), RULE)
        }
    }
}

fn part_of(days: i64, part: &'static str) -> Meaning {
    Meaning::PartOfDay { day: Some(Box::new(Meaning::Day(days))), part }
}

/// A modifier before another expression: `early Sunday`, `late last year`, `earlier this month`, `the end of 2023`,
/// `mid-2015`.
pub(super) fn bounded(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (modifier, at) = bound(tokens, i)?;
    const INNER: &[fn(&Tokens<'_>, usize) -> Option<Found>] = &[
        name::month_day,
        name::month,
        name::weekday,
        name::year,
        name::decade,
        name::season,
        day,
        calendar,
        quarter_or_year,
    ];
    let inner = INNER.iter().filter_map(|matcher| matcher(tokens, at)).max_by_key(|inner| inner.range.end)?;
    let part = match (modifier, &inner.meaning) {
        // "early Sunday" is a time of that day; "early March" a part of that month.
        ("START", Meaning::Weekday { .. } | Meaning::MonthDay { .. }) => Some("MO"),
        ("END", Meaning::Weekday { .. } | Meaning::MonthDay { .. }) => Some("EV"),
        _ => None,
    };
    let meaning = match part {
        Some(part) if tokens.is(at, Class::WEEKDAY.or(Class::MONTH)) && matches!(tokens.lower(i), "early" | "late") => {
            Meaning::PartOfDay { day: Some(Box::new(inner.meaning)), part }
        }
        _ => inner.meaning,
    };
    Some(Found { range: i..inner.range.end, meaning, modifier: Some(modifier), rule: Rule::TimePartOfPeriod })
}

/// The TIMEX3 modifier that the words at `i` stand for, and where what they modify begins.
fn bound(tokens: &Tokens<'_>, i: usize) -> Option<(&'static str, usize)> {
    let plain = match tokens.lower(i) {
        "early" | "earlier" => Some("START"),
        "late" | "later" => Some("END"),
        "mid" => Some("MID"),
        _ => None,
    };
    if let Some(modifier) = plain {
        let at = i + 1 + usize::from(tokens.text(i + 1) == "-");
        let at = at + usize::from(tokens.reads(at, "in"));
        return Some((modifier, at + usize::from(tokens.reads(at, "the"))));
    }
    let at = i + usize::from(tokens.reads(i, "the"));
    let modifier = match tokens.lower(at) {
        "beginning" | "start" => "START",
        "middle" => "MID",
        "end" => "END",
        _ => return None,
    };
    tokens.reads(at + 1, "of").then(|| (modifier, at + 2))
}

/// `the quarter`, `the year` behind "the end of".
fn quarter_or_year(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let unit = unit_at(tokens, i + 1).filter(|_| tokens.reads(i, "the"))?;
    matches!(unit, Unit::Year | Unit::Month | Unit::Week)
        .then(|| found(i, i + 2, Meaning::Calendar { unit, shift: Shift::This }, Rule::TimeCalendar))
        .flatten()
}

/// `last week`, `this year`, `next month`, `the current quarter`, `this weekend`.
pub(super) fn calendar(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let article = usize::from(tokens.reads(i, "the"));
    let at = i + article;
    let shift = match tokens.lower(at) {
        "last" if article == 0 => Shift::Last,
        "this" => Shift::This,
        "current" => Shift::This,
        "next" if article == 0 => Shift::Next,
        "coming" => Shift::Next,
        _ => return None,
    };
    let at = at + usize::from(tokens.reads(at, "this") && matches!(tokens.lower(at + 1), "past" | "coming"));
    // "Last Year" in the style of headlines.
    let headline = tokens.is_sentence_start(i) && !tokens.is_capitalised(at + 2);
    let unit = unit_at(tokens, at + 1).or_else(|| word(tokens, at + 1).unit.filter(|_| headline))?;
    let shift = match tokens.lower(at) {
        "past" => Shift::Last,
        "coming" => Shift::Next,
        _ => shift,
    };
    let meaning = match unit {
        Unit::Weekend => Meaning::Weekend(Some(shift)),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Night | Unit::Fortnight => return None,
        unit => Meaning::Calendar { unit, shift },
    };
    found(i, at + 2, meaning, Rule::TimeCalendar)
}

/// `the quarter`, `the latest quarter`, `the year-end`, `the fiscal year`: the one that a report is about.
pub(super) fn reported(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    const RULE: Rule = Rule::TimeCalendar;
    if tokens.reads(i, "year") && matches!(tokens.lower(i + 1), "end") {
        return found(i, i + 2, Meaning::Calendar { unit: Unit::Year, shift: Shift::This }, RULE);
    }
    if !tokens.reads(i, "the") {
        return None;
    }
    let latest = usize::from(matches!(tokens.lower(i + 1), "latest" | "full" | "fiscal"));
    let at = i + 1 + latest;
    let at = at + usize::from(tokens.reads(at, "fiscal"));
    let led = matches!(tokens.lower(i.saturating_sub(1)), "for" | "in" | "during" | "of");
    match tokens.lower(at) {
        "quarter" if led || latest == 1 => found(i, at + 1, Meaning::Reported(Unit::Quarter), RULE),
        "period" if tokens.reads(i + 1, "latest") => found(i, at + 1, Meaning::Reported(Unit::Quarter), RULE),
        "year" if matches!(tokens.lower(at + 1), "ended" | "ending") => {
            found(i, at + 1, Meaning::Duration("P1Y".to_owned()), Rule::TimeDuration)
        }
        "year" if latest == 1 || tokens.reads(i.saturating_sub(1), "for") => {
            found(i, at + 1, Meaning::Calendar { unit: Unit::Year, shift: Shift::This }, RULE)
        }
        _ => None,
    }
}

/// `the next day`, `the previous week`, `the same year`, `that day`, `the weekend`.
pub(super) fn narrative(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let article = match tokens.lower(i) {
        "the" => 1,
        "that" => 0,
        _ => return None,
    };
    let at = i + article;
    if article == 1 && unit_at(tokens, at) == Some(Unit::Weekend) {
        return found(i, at + 1, Meaning::Weekend(None), Rule::TimeCalendar);
    }
    let shift = match tokens.lower(at) {
        "next" | "following" => Shift::Next,
        "previous" | "preceding" | "prior" => Shift::Last,
        "same" | "that" => Shift::This,
        _ => return None,
    };
    // "the next morning"
    let part = word(tokens, at + 1).part.filter(|part| !part.contains(':'));
    if let Some(part) = part.filter(|_| unit_at(tokens, at + 1).is_none_or(|unit| unit == Unit::Night)) {
        let day = Some(Box::new(Meaning::Narrative { unit: Unit::Day, shift }));
        return found(i, at + 2, Meaning::PartOfDay { day, part }, Rule::TimeNarrative);
    }
    let unit =
        unit_at(tokens, at + 1).filter(|unit| matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year))?;
    // A plural is a length of time: "the next days".
    let singular = !tokens.lower(at + 1).ends_with('s');
    singular.then(|| found(i, at + 2, Meaning::Narrative { unit, shift }, Rule::TimeNarrative)).flatten()
}

/// `the year-earlier quarter`, `year-ago`: a year before the time told last.
pub(super) fn year_earlier(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let at = i + usize::from(tokens.reads(i, "the"));
    let compound =
        tokens.text(at + 1) == "-" && tokens.is_joined(at + 1) && matches!(tokens.lower(at + 2), "earlier" | "ago");
    if !compound || !tokens.reads(at, "year") {
        return None;
    }
    let period = matches!(tokens.lower(at + 3), "quarter" | "period");
    let start = if period { i } else { at };
    let meaning = Meaning::Offset { n: Some(1.0), unit: Unit::Year, back: true, from: Base::Told };
    found(start, at + 3 + usize::from(period), meaning, Rule::TimeOffset)
}

/// `three days ago`, `a year earlier`, `two weeks later`, `a day after`, `the day before`, `10 minutes from now`.
pub(super) fn offset(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    let (n, unit, end) = amount(tokens, i)?;
    let (back, from, words) = match tokens.lower(end) {
        "ago" => (true, Base::Anchor, 1),
        "back" if ends_phrase(tokens, end + 1) || tokens.reads(end + 1, "that") => (true, Base::Anchor, 1),
        "earlier" | "previously" => (true, Base::Told, 1),
        "later" => (false, Base::Told, 1),
        "hence" => (false, Base::Anchor, 1),
        "from" if matches!(tokens.lower(end + 1), "now" | "today") => (false, Base::Anchor, 2),
        // "a day after the strike": the strike was a day before what the clause tells.
        // "the day before" with nothing behind it goes on from the time told last.
        "after" if ends_phrase(tokens, end + 1) => (false, Base::Told, 1),
        "before" if ends_phrase(tokens, end + 1) => (true, Base::Told, 1),
        "after" if unit_is_dated(unit) => (true, Base::Event, 1),
        "before" if unit_is_dated(unit) => (false, Base::Event, 1),
        _ => return None,
    };
    found(i, end + words, Meaning::Offset { n, unit, back, from }, Rule::TimeOffset)
}

/// Whether nothing that "after" or "before" could take stands at `i`.
fn ends_phrase(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_punctuation(i) || tokens.is(i, Class::COORDINATOR)
}

fn unit_is_dated(unit: Unit) -> bool {
    !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
}

/// `three days`, `a day`, `several weeks`, `the day` with its end. No number for a vague one.
fn amount(tokens: &Tokens<'_>, i: usize) -> Option<(Option<f64>, Unit, usize)> {
    if let Some(Number { low, high, end }) = number_at(tokens, i) {
        let unit = unit_at(tokens, end)?;
        return Some(((low == high).then_some(low), unit, end + 1));
    }
    if tokens.is(i, Class::INDEFINITE) || tokens.reads(i, "the") {
        return Some((Some(1.0), unit_at(tokens, i + 1).filter(|_| !tokens.lower(i + 1).ends_with('s'))?, i + 2));
    }
    None
}

/// A unit of time; "second" counts only as such behind a number, which the callers see to.
fn unit_at(tokens: &Tokens<'_>, i: usize) -> Option<Unit> {
    // "60 Minutes" is a programme.
    let named = tokens.is_capitalised(i) && !tokens.is_sentence_start(i) && !tokens.is_all_caps(i);
    word(tokens, i).unit.filter(|_| !named)
}

/// `two days`, `the past 24 hours`, `five-year`, `half an hour`, `for decades`.
pub(super) fn span_of_time(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    const RULE: Rule = Rule::TimeDuration;
    let lead = lead_of_duration(tokens, i);
    let at = i + lead;
    if tokens.reads(at, "half") && tokens.is(at + 1, Class::INDEFINITE) {
        let unit = unit_at(tokens, at + 2)?;
        let value = if unit == Unit::Hour { "PT30M".to_owned() } else { unit.duration("0.5") };
        return found(i, at + 3, Meaning::Duration(value), RULE);
    }
    if let Some(number) = number_at(tokens, at) {
        return counted(tokens, i, number);
    }
    let unit = unit_at(tokens, at)?;
    let plural = tokens.lower(at).ends_with('s');
    if lead > 0 {
        let n = if plural { "X" } else { "1" };
        return found(i, at + 1, Meaning::Duration(unit.duration(n)), RULE);
    }
    // "for years", "in recent months"
    let led = i.checked_sub(1).is_some_and(|before| {
        matches!(tokens.lower(before), "for" | "in" | "over" | "within" | "recent" | "of" | "after" | "many" | "coming")
    });
    let recent = tokens.reads(i.saturating_sub(1), "recent");
    (plural && led && unit_is_dated(unit) && unit != Unit::Night && !recent)
        .then(|| found(i, at + 1, Meaning::Duration(unit.duration("X")), RULE))
        .flatten()
}

/// Number of tokens of `the past`, `the last`, `recent` before a length of time.
fn lead_of_duration(tokens: &Tokens<'_>, i: usize) -> usize {
    let article = usize::from(tokens.reads(i, "the"));
    match tokens.lower(i + article) {
        "past" | "recent" => article + 1,
        "last" | "next" | "coming" | "first" | "previous" | "following"
            if number_at(tokens, i + article + 1).is_some() =>
        {
            article + 1
        }
        "last" | "next" | "coming" if article == 1 && unit_at(tokens, i + 2).is_some() => article + 1,
        _ => 0,
    }
}

fn counted(tokens: &Tokens<'_>, start: usize, number: Number) -> Option<Found> {
    let hyphen = usize::from(tokens.text(number.end) == "-" && tokens.is_joined(number.end));
    // "three-quarters" is a share.
    if hyphen == 1 && tokens.lower(number.end + 1).ends_with('s') {
        return None;
    }
    let more =
        usize::from(hyphen == 0 && matches!(tokens.lower(number.end), "more" | "straight" | "consecutive" | "full"));
    let hyphen = hyphen + more;
    let unit = unit_at(tokens, number.end + hyphen)?;
    let end = number.end + hyphen + 1;
    // "the 2018 day of action"
    if hyphen == 0 && year_at(tokens, number.end - 1).is_some() && !tokens.lower(end - 1).ends_with('s') {
        return None;
    }
    // Ages are lengths of time by TimeML, but news readers count them with the person.
    if tokens.text(end) == "-" && tokens.reads(end + 1, "old") || tokens.reads(end, "old") || ordinal(tokens, number) {
        return None;
    }
    found(start, end, Meaning::Duration(duration(number, unit)), Rule::TimeDuration)
}

/// The TIMEX3 value of so many units: two and a half years are 2 years and 6 months.
fn duration(number: Number, unit: Unit) -> String {
    let Some(n) = number.exact() else { return unit.duration("X") };
    match unit {
        Unit::Year if n.fract() == 0.5 => format!("P{}Y6M", n.trunc()),
        Unit::Hour if n.fract() == 0.5 => format!("PT{}H30M", n.trunc()),
        unit => unit.duration(&n.to_string()),
    }
}

/// "one second" is a time, "the second" a rank: ranks never count units.
fn ordinal(tokens: &Tokens<'_>, number: Number) -> bool {
    let last = number.end - 1;
    numeral(tokens, last, NumeralKind::Ordinal).is_some()
}

/// `every Friday`, `each year`, `daily`, `twice a week`.
pub(super) fn set(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    const RULE: Rule = Rule::TimeSet;
    if let Some(value) = word(tokens, i).often {
        // "The Daily Herald"
        return (!tokens.is_capitalised(i) || tokens.is_sentence_start(i))
            .then(|| found(i, i + 1, Meaning::Set(value.to_owned()), RULE))
            .flatten();
    }
    let at = match tokens.lower(i) {
        "every" | "each" => i + 1,
        "once" | "twice" if tokens.is(i + 1, Class::INDEFINITE) => i + 2,
        _ => return None,
    };
    let named = word(tokens, at);
    let value = match (named.weekday, named.month, named.part, unit_at(tokens, at)) {
        (Some(weekday), ..) => format!("XXXX-WXX-{weekday}"),
        (_, Some(month), ..) => format!("XXXX-{month:02}"),
        (.., Some(unit)) => unit.duration("1"),
        (_, _, Some(part), _) if !part.contains(':') => format!("XXXX-XX-XXT{part}"),
        _ => return None,
    };
    found(i, at + 1, Meaning::Set(value), RULE)
}

/// `now`, `recently`, `the past`, `the future`.
pub(super) fn vague(tokens: &Tokens<'_>, i: usize) -> Option<Found> {
    const RULE: Rule = Rule::TimeVague;
    let article = usize::from(tokens.reads(i, "the"));
    let value = match tokens.lower(i + article) {
        "past" if article == 1 => "PAST_REF",
        "future" if article == 1 => "FUTURE_REF",
        _ if article == 1 => return None,
        _ => word(tokens, i).vague?,
    };
    // "the future of the talks" is a topic, "in the future" a time.
    if article == 1 && !matches!(tokens.lower(i.saturating_sub(1)), "in" | "into") {
        return None;
    }
    // "every now and then", and "Now, ..." that only opens a sentence.
    let idle = tokens.reads_all(i, "now and") && i > 0 && matches!(tokens.lower(i - 1), "every" | ",");
    if idle || tokens.is_sentence_start(i) && tokens.text(i + 1) == "," && tokens.reads(i, "now") {
        return None;
    }
    let unit_follows = unit_at(tokens, i + article + 1).is_some() || year_at(tokens, i + article + 1).is_some();
    (!unit_follows && !tokens.is_joined(i + article + 1))
        .then(|| found(i, i + article + 1, Meaning::Vague(value), RULE))
        .flatten()
}
