//! Time expressions and their values, as in TempEval-3.

use super::{
    Chars, Found, GoldDocument, Line, Report, Share, Tally,
    matching::{overlap, pair, tally},
};

/// The accuracy whose product with the overlap F1 is the value F1.
pub(super) const VALUE: &str = "values of times";

#[derive(Debug, Default)]
pub(super) struct Times {
    strict: Tally,
    overlap: Tally,
    values: (usize, usize),
    any: bool,
}

impl Times {
    pub(super) fn add(&mut self, gold: &GoldDocument, found: &Found<'_>) {
        if gold.times.is_empty() {
            return;
        }
        self.any = true;
        let (optional, wanted): (Vec<_>, Vec<_>) = gold.times.iter().partition(|time| time.optional);
        let times: Vec<(Chars, &str)> =
            found.analysis.times.iter().map(|time| (found.chars(time.span), time.value.as_str())).collect();
        let excused = |(chars, _): &(Chars, &str)| optional.iter().any(|time| overlap(&time.place.chars(), chars) > 0);
        let strict = pair(&wanted, &times, |gold, (chars, _)| u32::from(gold.place.chars() == *chars));
        self.strict += tally(wanted.len(), &times, &strict, excused);
        let loose = pair(&wanted, &times, |gold, (chars, _)| overlap(&gold.place.chars(), chars));
        self.overlap += tally(wanted.len(), &times, &loose, excused);
        for (g, f) in loose {
            if let Some(value) = &wanted[g].value {
                self.values.0 += usize::from(value.eq_ignore_ascii_case(times[f].1));
                self.values.1 += 1;
            }
        }
    }

    pub(super) fn report(&self, report: &mut Report) {
        if self.any {
            report.lines.push(Line { layer: "times", etype: None, measure: "strict", tally: self.strict });
            report.lines.push(Line { layer: "times", etype: None, measure: "overlap", tally: self.overlap });
            report.shares.push(Share { what: VALUE, right: self.values.0, of: self.values.1 });
        }
    }
}
