//! What an annotation file tells, as decisions about what is found here.

use std::collections::{BTreeMap, BTreeSet};

use super::{EditCommand, Workspace};
use crate::{
    corpus::{Entry, Finding},
    model::{
        ClaimId, Decision, EntityAnchor, Layer, MentionId, Place, QuoteId, Span,
        annotated::{Annotated, Chars, TextKey, ToldClaim, ToldMention, ToldQuote},
        decision::{Addition, Party, Verdict},
    },
};

/// What became of annotation files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// What makes the findings what the files tell.
    pub command: EditCommand,
    /// Number of texts that the files speak of and that are not here.
    pub n_missing: usize,
    /// Number of annotations that are not known here, or stand outside of the text.
    pub n_unknown: usize,
}

/// Makes the findings what `annotated` tells: what is told and not found is added, what is found and not told is rejected, and
/// types, kinds, acts, polarities and speakers become those that are told.
pub fn take_over(workspace: &Workspace, annotated: &[Annotated]) -> TakenOver {
    let mut taken = TakenOver {
        command: EditCommand { label: "take over annotations".to_owned(), decisions: Vec::new() },
        n_missing: 0,
        n_unknown: 0,
    };
    for told in annotated {
        taken.n_unknown += told.n_unknown;
        let entry = match &told.text {
            TextKey::File(sha256) => workspace.corpus().entry_of(*sha256),
            TextKey::Text(text) => workspace.corpus().entries().iter().find(|entry| *entry.document.text == **text),
        };
        let Some(entry) = entry else {
            taken.n_missing += 1;
            continue;
        };
        let mut taker = Taker::new(workspace, entry);
        taker.mentions(&told.mentions);
        taker.quotes(&told.quotes);
        told.claims.iter().for_each(|claims| taker.claims(claims));
        taken.n_unknown += taker.n_outside;
        taken.command.decisions.extend(taker.decisions);
    }
    taken
}

struct Taker<'a> {
    workspace: &'a Workspace,
    entry: &'a Entry,
    /// Byte of each code point, and that of the end.
    bytes: Vec<usize>,
    decisions: Vec<Decision>,
    n_outside: usize,
}

impl<'a> Taker<'a> {
    fn new(workspace: &'a Workspace, entry: &'a Entry) -> Self {
        let text = &entry.document.text;
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { workspace, entry, bytes, decisions: Vec::new(), n_outside: 0 }
    }

    fn span(&mut self, chars: Chars) -> Option<Span> {
        let byte = |at: u32| self.bytes.get(at as usize).copied();
        let span =
            byte(chars.0).zip(byte(chars.1)).and_then(|(start, end)| Span::new(&self.entry.document.text, start, end));
        self.n_outside += usize::from(span.is_none());
        span
    }

    fn place(&self, layer: Layer, span: Span) -> Place {
        Place { doc: self.entry.document.sha256, layer, span }
    }

    /// The place by which decisions know a finding.
    fn origin(&self, finding: Finding, layer: Layer, span: Span) -> Place {
        self.entry.origin(finding).map_or_else(|| self.place(layer, span), |origin| origin.place)
    }

    /// Adds words that nothing is found at, or takes back that they were rejected.
    fn add(&mut self, place: Place, addition: Addition) {
        let is_rejected = self.workspace.decisions().verdicts().get(&place) == Some(&Verdict::Rejected);
        self.decisions.push(match is_rejected {
            true => Decision::Verdict(place, None),
            false => Decision::Addition(place, Some(addition)),
        });
    }

    /// Rejects what is found and not told.
    fn reject(&mut self, place: Place) {
        let is_added = self.workspace.decisions().additions().contains_key(&place);
        self.decisions.push(match is_added {
            true => Decision::Addition(place, None),
            false => Decision::Verdict(place, Some(Verdict::Rejected)),
        });
    }

    fn mentions(&mut self, told: &[ToldMention]) {
        let mut found: BTreeMap<Span, usize> = BTreeMap::new();
        for (index, mention) in self.entry.analysis.mentions.iter().enumerate() {
            found.entry(mention.span).or_insert(index);
        }
        let mut seen = BTreeSet::new();
        for mention in told {
            let Some(span) = self.span(mention.chars) else { continue };
            seen.insert(span);
            let Some(&index) = found.get(&span) else {
                self.add(self.place(Layer::Mention, span), Addition::Mention { etype: mention.etype });
                continue;
            };
            if self.entry.analysis.mentions[index].etype != mention.etype {
                let place = self.origin(Finding::Mention(MentionId::from_index(index)), Layer::Mention, span);
                self.decisions.push(Decision::Type(place, Some(mention.etype)));
            }
        }
        for (span, index) in found.into_iter().filter(|(span, _)| !seen.contains(span)) {
            self.reject(self.origin(Finding::Mention(MentionId::from_index(index)), Layer::Mention, span));
        }
    }

    fn quotes(&mut self, told: &[ToldQuote]) {
        let quotes = self.entry.analysis.quotes.iter().enumerate();
        let found: BTreeMap<Span, usize> =
            quotes.filter_map(|(index, quote)| Some((self.bare(Span::hull(&quote.content)?), index))).collect();
        let mut seen = BTreeSet::new();
        for quote in told {
            let Some(span) = self.span(quote.chars).map(|span| self.bare(span)) else { continue };
            seen.insert(span);
            let Some(&index) = found.get(&span) else {
                let place = self.place(Layer::Quote, span);
                self.add(place, Addition::Quote { kind: quote.kind });
                self.speaker(place, quote.speaker, None);
                continue;
            };
            let known = &self.entry.analysis.quotes[index];
            let place = self.origin(Finding::Quote(QuoteId::from_index(index)), Layer::Quote, span);
            if known.kind != quote.kind {
                self.decisions.push(Decision::QuoteKind(place, Some(quote.kind)));
            }
            self.speaker(place, quote.speaker, known.speaker);
        }
        for (span, index) in found.into_iter().filter(|(span, _)| !seen.contains(span)) {
            self.reject(self.origin(Finding::Quote(QuoteId::from_index(index)), Layer::Quote, span));
        }
    }

    /// Sets the speaker of a quote to the entity that is mentioned at `told`, unless it is that one.
    fn speaker(&mut self, quote: Place, told: Option<Chars>, known: Option<crate::model::EntityId>) {
        let Some(span) = told.and_then(|chars| self.span(chars)) else { return };
        let mention = self.entry.analysis.mentions.iter().find(|mention| mention.span == span);
        if mention.is_none_or(|mention| Some(mention.entity) != known) {
            let anchor = EntityAnchor { doc: self.entry.document.sha256, span };
            self.decisions.push(Decision::Speaker(quote, Some(Party::Entity(anchor))));
        }
    }

    fn claims(&mut self, told: &[ToldClaim]) {
        let claims = self.entry.analysis.claims.iter().enumerate();
        let found: BTreeMap<Span, usize> =
            claims.filter_map(|(index, claim)| Some((Span::hull(&claim.content)?, index))).collect();
        let mut seen = BTreeSet::new();
        for claim in told {
            let Some(span) = self.span(claim.chars) else { continue };
            seen.insert(span);
            let Some(&index) = found.get(&span) else {
                let addition = Addition::Claim { act: claim.act, polarity: claim.polarity };
                self.add(self.place(Layer::Claim, span), addition);
                continue;
            };
            let known = &self.entry.analysis.claims[index];
            let place = self.origin(Finding::Claim(ClaimId::from_index(index)), Layer::Claim, span);
            if known.act != claim.act {
                self.decisions.push(Decision::Act(place, Some(claim.act)));
            }
            if known.polarity != claim.polarity {
                self.decisions.push(Decision::Polarity(place, Some(claim.polarity)));
            }
        }
        for (span, index) in found.into_iter().filter(|(span, _)| !seen.contains(span)) {
            self.reject(self.origin(Finding::Claim(ClaimId::from_index(index)), Layer::Claim, span));
        }
    }

    /// A span without the white space around it, which not every format keeps.
    fn bare(&self, span: Span) -> Span {
        let words = span.text_in(&self.entry.document.text);
        let start = span.start() + (words.len() - words.trim_start().len());
        Span::new(&self.entry.document.text, start, start + words.trim().len()).unwrap_or(span)
    }
}
