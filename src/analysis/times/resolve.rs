//! From meanings to calendar values.

use chrono::{Datelike, NaiveDate};

use super::{
    arithmetic::{Period, easter, plus, plus_days, thanksgiving},
    expression::{Base, Found, Meaning, Shift},
    tense::{Tense, tense_around},
};
use crate::{
    analysis::{
        tagger::Tags,
        tokens::{TokenKind, Tokens},
    },
    lexicon::Unit,
    model::{Anchor, Document, TimeId, TimeKind, TimeValue},
};

/// A dateline older than this many days is the date of another story.
const MAX_DATELINE_AGE: i64 = 3;

/// Gives every expression its value. Expressions that need a date which the document does not have stay open.
pub(super) fn resolve_all(tokens: &Tokens<'_>, tags: &Tags, document: &Document, found: Vec<Found>) -> Vec<TimeValue> {
    let mut resolver = Resolver::new(tokens, tags, document);
    let found = with_days_behind(tokens, found);
    found.iter().enumerate().map(|(index, found)| resolver.resolve(index, found)).collect()
}

/// "at 3:30 a.m. on Tuesday": a time of day without a day takes the day told behind it in its sentence, unless one was
/// told before.
fn with_days_behind(tokens: &Tokens<'_>, mut found: Vec<Found>) -> Vec<Found> {
    let is_day =
        |meaning: &Meaning| matches!(meaning, Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::Day(_));
    for i in 0..found.len() {
        let sentence = tokens.sentence_of(found[i].range.start);
        let here = |other: &&Found| tokens.sentence_of(other.range.start) == sentence;
        let told_before = found[..i].iter().rev().take_while(here).any(|other| is_day(&other.meaning));
        let behind = found[i + 1..].iter().take_while(here).find(|other| is_day(&other.meaning));
        let day = behind.filter(|_| !told_before).map(|other| Box::new(other.meaning.clone()));
        if let (Meaning::Clock { day: open @ None, .. }, Some(told)) = (&mut found[i].meaning, day) {
            *open = Some(told);
        }
    }
    found
}

/// A value with what it was reckoned from.
struct Value {
    kind: TimeKind,
    value: String,
    days: Option<(NaiveDate, NaiveDate)>,
    anchor: Anchor,
}

impl Value {
    fn bare(kind: TimeKind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into(), days: None, anchor: Anchor::None }
    }

    fn date(period: Period, anchor: Anchor) -> Self {
        Self { kind: TimeKind::Date, days: Some((period.begin, period.end_before)), value: period.value, anchor }
    }
}

/// A day that was told, and where.
#[derive(Clone, Copy)]
struct Told {
    day: NaiveDate,
    id: TimeId,
    sentence: usize,
    paragraph: usize,
}

/// A month or quarter that was told, and where.
#[derive(Clone, Copy)]
struct ToldPeriod {
    begin: NaiveDate,
    unit: Unit,
    sentence: usize,
    paragraph: usize,
}

struct Resolver<'a> {
    tokens: &'a Tokens<'a>,
    tags: &'a Tags,
    /// The day from which relative expressions are reckoned, and its name.
    anchor: Option<(NaiveDate, Anchor)>,
    /// The last whole day that was told.
    told: Option<Told>,
    /// The last month or quarter that was told.
    period: Option<ToldPeriod>,
    tense: Tense,
    sentence: usize,
    paragraph: usize,
}

impl<'a> Resolver<'a> {
    fn new(tokens: &'a Tokens<'a>, tags: &'a Tags, document: &Document) -> Self {
        let dateline = document.dateline.as_ref().and_then(|dateline| dateline.date);
        let anchor = match (document.date, dateline) {
            (Some(date), Some(line)) if (0..=MAX_DATELINE_AGE).contains(&(date - line).num_days()) => {
                Some((line, Anchor::Dateline))
            }
            (Some(date), _) => Some((date, Anchor::DocumentDate)),
            (None, Some(line)) => Some((line, Anchor::Dateline)),
            (None, None) => None,
        };
        Self { tokens, tags, anchor, told: None, period: None, tense: Tense::Open, sentence: 0, paragraph: 0 }
    }

    fn resolve(&mut self, index: usize, found: &Found) -> TimeValue {
        self.tense = tense_around(self.tokens, self.tags, &found.range);
        self.sentence = self.tokens.sentence_of(found.range.start);
        self.paragraph = self.tokens.paragraph_of(found.range.start);
        let value = self.value(&found.meaning).unwrap_or_else(|| open(&found.meaning));
        if let Some((begin, end)) = value.days.filter(|(begin, end)| (*end - *begin).num_days() == 1) {
            debug_assert!(begin < end);
            let id = TimeId::from_index(index);
            self.told = Some(Told { day: begin, id, sentence: self.sentence, paragraph: self.paragraph });
        }
        if let (Some(unit), Some((begin, _))) = (unit_of(&found.meaning), value.days) {
            self.period = Some(ToldPeriod { begin, unit, sentence: self.sentence, paragraph: self.paragraph });
        }
        TimeValue {
            span: self.tokens.span_of(found.range.clone()),
            kind: value.kind,
            value: value.value,
            modifier: found.modifier.map(Into::into),
            begin: value.days.map(|(begin, _)| begin),
            end_before: value.days.map(|(_, end)| end),
            anchor: value.anchor,
            evidence: found.rule.evidence(self.tokens.lexicon()),
        }
    }

    fn value(&self, meaning: &Meaning) -> Option<Value> {
        Some(match meaning {
            Meaning::Duration(value) => Value::bare(TimeKind::Duration, value.as_str()),
            Meaning::Set(value) => Value::bare(TimeKind::Set, value.as_str()),
            Meaning::Vague(value) => Value::bare(TimeKind::Date, *value),
            Meaning::Year(year) => Value::date(Period::year(*year)?, Anchor::None),
            Meaning::Century(century) => Value::date(Period::century(*century)?, Anchor::None),
            Meaning::Decade(decade) => Value::date(Period::decade(*decade)?, Anchor::None),
            Meaning::MonthDay { year: Some(year), month, day } => {
                Value::date(Period::day(NaiveDate::from_ymd_opt(*year, *month, *day)?)?, Anchor::None)
            }
            Meaning::Month { year: Some(year), month, .. } => Value::date(Period::month(*year, *month)?, Anchor::None),
            Meaning::PartOfDay { day, part } => self.timed(day.as_deref(), &format!("T{part}"))?,
            Meaning::Clock { day, hour, minute, zone } => {
                let minute = minute.map_or_else(|| ":00".to_owned(), |minute| format!(":{minute:02}"));
                self.timed(day.as_deref(), &format!("T{hour:02}{minute}{}", zone.unwrap_or_default()))?
            }
            Meaning::Reported(unit) => self.reported(*unit)?,
            Meaning::Narrative { unit, shift } => self.narrative(*unit, *shift)?,
            Meaning::Offset { n, unit, back, from } => self.offset(*n, *unit, *back, *from)?,
            _ => {
                let (today, anchor) = self.anchor?;
                Value::date(self.period(meaning, today)?, anchor)
            }
        })
    }

    /// Expressions that need the anchor alone.
    fn period(&self, meaning: &Meaning, today: NaiveDate) -> Option<Period> {
        match *meaning {
            Meaning::Day(days) => Period::day(plus_days(today, days)?),
            Meaning::MonthDay { year: None, month, day } => {
                self.nearest(today, |year| NaiveDate::from_ymd_opt(year, month, day)).and_then(Period::day)
            }
            Meaning::Month { month, shift, .. } => {
                let year = self.year_of_month(today, month, shift);
                Period::month(year, month)
            }
            Meaning::MonthOf { month, shift } => Period::month(year_in(today, shift), month),
            Meaning::Weekday { weekday, shift } => Period::day(self.weekday(today, weekday, shift)?),
            Meaning::Calendar { unit, shift } => Period::holding(plus(today, shift.steps(), unit)?, unit),
            Meaning::Weekend(shift) => {
                // A weekend without more is the last one, on its own days the one that is going on.
                let back = shift.is_none() && today.weekday().number_from_monday() < 6 && self.tense != Tense::Future;
                let steps = if back { -1 } else { shift.map_or(0, Shift::steps) };
                Period::weekend(plus(today, steps, Unit::Week)?)
            }
            Meaning::PartOfYear { letter, number, year, shift } => {
                let n_months = if letter == 'Q' { 3 } else { 6 };
                let first_month = (number - 1) * n_months + 1;
                let year = year.unwrap_or_else(|| match shift {
                    Some(shift) => year_in(today, shift),
                    // A part that has begun is the one meant: third quarter, unless it is still to come.
                    None => today.year() - i32::from(first_month > today.month() && self.tense != Tense::Future),
                });
                Period::part_of_year(year, letter, number)
            }
            Meaning::Season { code, year, shift } => {
                let begun = |year| Period::season(year, code).is_some_and(|season| season.begin <= today);
                let year = year.unwrap_or_else(|| match (shift, self.tense) {
                    (Some(Shift::This), _) => today.year(),
                    (Some(Shift::Next), _) | (None, Tense::Future) => today.year() + i32::from(begun(today.year())),
                    _ if Period::season(today.year(), code).is_some_and(|season| season.end_before <= today) => {
                        today.year()
                    }
                    (None, _) if begun(today.year()) => today.year(),
                    _ => today.year() - 1,
                });
                Period::season(year, code)
            }
            Meaning::Feast { feast, year, shift, eve } => {
                let in_year = |year| feast_day(feast, year).and_then(|day| plus_days(day, -i64::from(eve)));
                match (year, shift) {
                    (Some(year), _) => in_year(year),
                    (None, Some(Shift::Last)) => {
                        (0..2).filter_map(|k| in_year(today.year() - k)).find(|day| *day < today)
                    }
                    (None, Some(Shift::Next)) => {
                        (0..2).filter_map(|k| in_year(today.year() + k)).find(|day| *day > today)
                    }
                    (None, _) => self.nearest(today, in_year),
                }
                .and_then(Period::day)
            }
            _ => None,
        }
    }

    /// The day of the year in the direction of the tense; without tense the nearest one, past days first.
    fn nearest(&self, today: NaiveDate, in_year: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let candidates = || (-1..=1).filter_map(|step| in_year(today.year() + step));
        let past = candidates().filter(|day| *day <= today).max();
        let future = candidates().filter(|day| *day >= today).min();
        match (self.tense, past, future) {
            // A day of the coming weeks is nearer to a story than one of the year before, whatever its verb.
            (Tense::Past, Some(past), Some(future)) if !is_far(today, past, future) => Some(past),
            (Tense::Past, Some(past), None) => Some(past),
            (Tense::Future, _, Some(future)) if (future - today).num_days() <= 300 => Some(future),
            (_, Some(past), Some(future)) if today - past <= (future - today) * 2 => Some(past),
            (_, past, future) => future.or(past),
        }
    }

    /// The year of a month that is named without one.
    fn year_of_month(&self, today: NaiveDate, month: u32, shift: Option<Shift>) -> i32 {
        let year = today.year();
        let ahead = (month + 12 - today.month()) % 12;
        match shift {
            Some(Shift::This) => year,
            Some(Shift::Last) => year - i32::from(month >= today.month()),
            Some(Shift::Next) => year + i32::from(month <= today.month()),
            None if self.tense == Tense::Future => year + i32::from(month < today.month()),
            // Without a verb the nearest one; a list of months goes on from the one before.
            None if self.tense == Tense::Open && (1..=2).contains(&ahead) => year + i32::from(month < today.month()),
            None if self.tense == Tense::Open && self.goes_on(today) => year + i32::from(month < today.month()),
            None => year - i32::from(month > today.month()),
        }
    }

    /// Whether the sentence speaks of sums, as reports on a quarter do.
    fn tells_money(&self) -> bool {
        self.tokens.sentence(self.sentence).any(|i| self.tokens.kind(i) == TokenKind::Currency)
    }

    /// Whether the sentence has told a month to come.
    fn goes_on(&self, today: NaiveDate) -> bool {
        self.period.is_some_and(|period| period.sentence == self.sentence && period.begin > today)
    }

    /// A weekday without more is the last one, today included; with a future verb the next one.
    fn weekday(&self, today: NaiveDate, weekday: u32, shift: Option<Shift>) -> Option<NaiveDate> {
        let back = i64::from((today.weekday().number_from_monday() + 7 - weekday) % 7);
        let ahead = (7 - back) % 7;
        let steps = match shift {
            Some(Shift::Last) => -(if back == 0 { 7 } else { back }),
            Some(Shift::Next) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Some(Shift::This) if self.tense == Tense::Past => -back,
            Some(Shift::This) => ahead,
            None if self.tense == Tense::Future => ahead,
            None => -back,
        };
        plus_days(today, steps)
    }

    /// A time inside a day: of the day named with it, or told in the same sentence, or else of the anchor.
    fn timed(&self, day: Option<&Meaning>, time: &str) -> Option<Value> {
        let (day, anchor) = match day {
            Some(meaning) => {
                let value = self.value(meaning)?;
                (value.days?.0, value.anchor)
            }
            None => match self.told.filter(|told| told.sentence == self.sentence) {
                Some(told) => (told.day, Anchor::Time(told.id)),
                None => self.anchor?,
            },
        };
        let period = Period::day(day)?;
        Some(Value {
            kind: TimeKind::Time,
            value: format!("{day}{time}"),
            days: Some((period.begin, period.end_before)),
            anchor,
        })
    }

    /// The day that a story has reached: the last one told in this paragraph or the one before, else the anchor.
    fn told_day(&self) -> Option<(NaiveDate, Anchor)> {
        match self.told.filter(|told| told.paragraph + 1 >= self.paragraph) {
            Some(told) => Some((told.day, Anchor::Time(told.id))),
            None => self.anchor,
        }
    }

    fn narrative(&self, unit: Unit, shift: Shift) -> Option<Value> {
        let (day, anchor) = self.told_day()?;
        Some(Value::date(Period::holding(plus(day, shift.steps(), unit)?, unit)?, anchor))
    }

    /// "the quarter": the one told last in the story, else the last one that is over.
    fn reported(&self, unit: Unit) -> Option<Value> {
        let (today, anchor) = self.anchor?;
        let day = match self.period.filter(|told| told.unit == unit) {
            Some(told) => told.begin,
            None => plus(today, -1, unit)?,
        };
        Some(Value::date(Period::holding(day, unit)?, anchor))
    }

    fn offset(&self, n: Option<f64>, unit: Unit, back: bool, from: Base) -> Option<Value> {
        let Some(n) = n else {
            return Some(Value::bare(TimeKind::Date, if back { "PAST_REF" } else { "FUTURE_REF" }));
        };
        // "sales rose from a year earlier", told of a quarter: the same quarter of the year before.
        let near = |told: &ToldPeriod| told.paragraph + 2 >= self.paragraph && told.unit == Unit::Quarter;
        let compared =
            self.period.filter(|told| near(told) && (told.paragraph == self.paragraph || self.tells_money()));
        if let Some(told) = compared.filter(|_| unit == Unit::Year && n == 1.0 && back && from != Base::Event) {
            let day = plus(told.begin, -1, Unit::Year)?;
            return Some(Value::date(Period::holding(day, told.unit)?, self.anchor?.1));
        }
        let (day, anchor) = match from {
            Base::Anchor => self.anchor?,
            Base::Told => self.told_day()?,
            Base::Event => match self.told.filter(|told| told.sentence == self.sentence) {
                Some(told) => (told.day, Anchor::Time(told.id)),
                None => self.anchor?,
            },
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "numbers of days that matter are small; others give no date"
        )]
        let n = n.round() as i64;
        // A decade ago is a year, not ten.
        let (n, unit) = match unit {
            Unit::Decade => (n.checked_mul(10)?, Unit::Year),
            Unit::Century => (n.checked_mul(100)?, Unit::Year),
            Unit::Hour if n >= 24 => (n / 24, Unit::Day),
            unit => (n, unit),
        };
        let day = plus(day, if back { -n } else { n }, unit)?;
        // The offset is as exact as its unit: three months ago was a month, not a day.
        Some(Value::date(Period::holding(day, unit)?, anchor))
    }
}

/// Whether the next such day is at most two months away and the last one most of a year.
fn is_far(today: NaiveDate, past: NaiveDate, future: NaiveDate) -> bool {
    (today - past).num_days() > 270 && (future - today).num_days() <= 62
}

/// The unit of a month or quarter.
fn unit_of(meaning: &Meaning) -> Option<Unit> {
    match meaning {
        Meaning::Month { .. } | Meaning::MonthOf { .. } => Some(Unit::Month),
        Meaning::PartOfYear { letter: 'Q', .. }
        | Meaning::Calendar { unit: Unit::Quarter, .. }
        | Meaning::Reported(Unit::Quarter) => Some(Unit::Quarter),
        _ => None,
    }
}

fn year_in(today: NaiveDate, shift: Shift) -> i32 {
    today.year() + i32::try_from(shift.steps()).unwrap_or_default()
}

fn feast_day(feast: &str, year: i32) -> Option<NaiveDate> {
    match feast {
        "easter" => easter(year),
        "thanksgiving" => thanksgiving(year),
        fixed => {
            let (month, day) = fixed.split_once('-')?;
            NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
        }
    }
}

/// The value of an expression that cannot be placed: what is known of it, with `XXXX` for the rest.
fn open(meaning: &Meaning) -> Value {
    let value = match meaning {
        Meaning::MonthDay { month, day, .. } => format!("XXXX-{month:02}-{day:02}"),
        Meaning::Month { month, .. } | Meaning::MonthOf { month, .. } => format!("XXXX-{month:02}"),
        Meaning::Weekday { weekday, .. } => format!("XXXX-WXX-{weekday}"),
        Meaning::PartOfYear { letter, number, .. } => format!("XXXX-{letter}{number}"),
        Meaning::Season { code, .. } => format!("XXXX-{code}"),
        Meaning::PartOfDay { part, .. } => return Value::bare(TimeKind::Time, format!("XXXX-XX-XXT{part}")),
        Meaning::Clock { hour, minute, zone, .. } => {
            let (minute, zone) = (minute.unwrap_or_default(), zone.unwrap_or_default());
            return Value::bare(TimeKind::Time, format!("XXXX-XX-XXT{hour:02}:{minute:02}{zone}"));
        }
        Meaning::Calendar { unit: Unit::Week, .. } => "XXXX-WXX".to_owned(),
        Meaning::Calendar { unit: Unit::Month, .. } => "XXXX-XX".to_owned(),
        Meaning::Calendar { unit: Unit::Year, .. } => "XXXX".to_owned(),
        Meaning::Offset { back: true, .. } => "PAST_REF".to_owned(),
        Meaning::Offset { back: false, .. } => "FUTURE_REF".to_owned(),
        _ => "XXXX-XX-XX".to_owned(),
    };
    Value::bare(TimeKind::Date, value)
}
