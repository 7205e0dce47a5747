//! Who said what: source, cue and content of direct and indirect speech.

use super::{
    Chars, Found, GoldDocument, Line, Options, Report, Share, Tally,
    matching::{at_least_half, overlap, pair, tally},
};
use crate::model::{Quote, QuoteKind, Span};

#[derive(Debug, Default)]
pub(super) struct Attributions {
    content: Tally,
    sources: (usize, usize),
    cues: (usize, usize),
    any: bool,
}

impl Attributions {
    pub(super) fn add(&mut self, gold: &GoldDocument, found: &Found<'_>, options: Options) {
        let all = gold.attributions.iter().filter(|attribution| !attribution.content.is_empty());
        let (wanted, optional): (Vec<_>, Vec<_>) = all.partition(|attribution| attribution.speech || !options.speech);
        if wanted.is_empty() {
            return;
        }
        self.any = true;
        let quotes: Vec<(Vec<Chars>, &Quote)> = found
            .analysis
            .quotes
            .iter()
            .filter(|quote| !matches!(quote.kind, QuoteKind::Nonspeech | QuoteKind::Gloss) && quote.cue.is_some())
            .map(|quote| (quote.content.iter().map(|span| found.chars(*span)).collect(), quote))
            .collect();
        let pairs = pair(&wanted, &quotes, |gold, (content, _)| at_least_half(&gold.content, content));
        let excused =
            |(content, _): &(Vec<Chars>, &Quote)| optional.iter().any(|gold| at_least_half(&gold.content, content) > 0);
        self.content += tally(wanted.len(), &quotes, &pairs, excused);
        for (g, f) in pairs {
            let meets =
                |gold: &Chars, span: Option<Span>| span.is_some_and(|span| overlap(gold, &found.chars(span)) > 0);
            if let Some(source) = &wanted[g].source {
                self.sources.0 += usize::from(meets(source, quotes[f].1.source));
                self.sources.1 += 1;
            }
            if let Some(cue) = &wanted[g].cue {
                self.cues.0 += usize::from(meets(cue, quotes[f].1.cue));
                self.cues.1 += 1;
            }
        }
    }

    pub(super) fn report(&self, report: &mut Report) {
        if self.any {
            report.lines.push(Line { layer: "attributions", etype: None, measure: "half shared", tally: self.content });
            report.shares.push(Share { what: "sources of attributions", right: self.sources.0, of: self.sources.1 });
            report.shares.push(Share { what: "cues of attributions", right: self.cues.0, of: self.cues.1 });
        }
    }
}
