//! Words in quotation marks and who said them.

use super::{
    Chars, Found, GoldDocument, Line, Report, Share, Tally,
    matching::{at_least_half, overlap, pair, tally},
};
use crate::model::{Quote, QuoteKind};

#[derive(Debug, Default)]
pub(super) struct Quotes {
    spans: Tally,
    speakers: (usize, usize),
    any: bool,
}

/// The verbatim words of a quote, without marks and outer punctuation.
struct Words<'a> {
    chars: Chars,
    quote: &'a Quote,
}

impl Quotes {
    pub(super) fn add(&mut self, gold: &GoldDocument, found: &Found<'_>) {
        if gold.quotes.is_empty() {
            return;
        }
        self.any = true;
        let text: Vec<char> = gold.document.text.chars().collect();
        let (optional, wanted): (Vec<_>, Vec<_>) = gold.quotes.iter().partition(|quote| quote.optional);
        let wanted: Vec<_> = wanted.into_iter().map(|quote| (trimmed(quote.place.chars(), &text), quote)).collect();
        let optional: Vec<Chars> = optional.into_iter().map(|quote| trimmed(quote.place.chars(), &text)).collect();
        let words: Vec<Words<'_>> = found
            .analysis
            .quotes
            .iter()
            .filter(|quote| !matches!(quote.kind, QuoteKind::Nonspeech | QuoteKind::Gloss))
            .flat_map(|quote| quote.verbatim.iter().map(move |span| (span, quote)))
            .map(|(span, quote)| Words { chars: trimmed(found.chars(*span), &text), quote })
            .collect();
        let pairs = pair(&wanted, &words, |(chars, _), words| half(chars, &words.chars));
        let excused = |words: &Words<'_>| optional.iter().any(|chars| half(chars, &words.chars) > 0);
        self.spans += tally(wanted.len(), &words, &pairs, excused);
        for (g, f) in pairs {
            let Some(speaker) = wanted[g].1.speaker else { continue };
            self.speakers.0 += usize::from(is_speaker(speaker.chars(), words[f].quote, found, &text));
            self.speakers.1 += 1;
        }
    }

    pub(super) fn report(&self, report: &mut Report) {
        if self.any {
            report.lines.push(Line { layer: "quotes", etype: None, measure: "half shared", tally: self.spans });
            let (right, of) = self.speakers;
            report.shares.push(Share { what: "speakers of quotes", right, of });
        }
    }
}

fn half(a: &Chars, b: &Chars) -> u32 {
    at_least_half(std::slice::from_ref(a), std::slice::from_ref(b))
}

/// A speaker is right when its words overlap those of gold, or when the last word of the name is the same.
fn is_speaker(gold: Chars, quote: &Quote, found: &Found<'_>, text: &[char]) -> bool {
    let Some(source) = quote.source else { return false };
    if overlap(&gold, &found.chars(source)) > 0 {
        return true;
    }
    let of_gold: String = text.get(gold.start as usize..gold.end as usize).unwrap_or_default().iter().collect();
    let name = quote.speaker.and_then(|speaker| found.analysis.entity(speaker)).map(|entity| entity.name.as_str());
    let last = |words: &str| words.split_whitespace().next_back().map(str::to_lowercase);
    let named = of_gold.chars().next().is_some_and(char::is_uppercase);
    named && last(&of_gold) == last(name.unwrap_or_else(|| found.document.words(source)))
}

fn trimmed(chars: Chars, text: &[char]) -> Chars {
    let is_edge = |i: u32| text.get(i as usize).is_none_or(|c| !c.is_alphanumeric());
    let (mut start, mut end) = (chars.start, chars.end);
    while start < end && is_edge(start) {
        start += 1;
    }
    while end > start && is_edge(end - 1) {
        end -= 1;
    }
    start..end
}
