//! From tokens to [`Quote`]s: speaker, role, affiliation, anonymity, hearer, medium, nesting.

use std::ops::Range;

use super::{Attribution, sources::Source};
use crate::{
    analysis::{coreference::Linked, mentions::Found, phrases::Ground, tokens::Tokens},
    lexicon::Class,
    model::{EntityId, EntityType, MentionClass, Quote, QuoteId, QuoteKind, Span, Status},
};

/// Tokens behind a cue in which its medium is looked for.
const MEDIUM_WINDOW: usize = 14;

/// Describes all attributions, which are in text order; sorts both lists alike.
pub(super) fn quotes(
    ground: &Ground<'_, '_>,
    found: &[Found],
    linked: &Linked,
    attributions: &mut [Attribution<'_>],
) -> Vec<Quote> {
    let describer = Describer { ground, found, linked };
    let mut list: Vec<Quote> = attributions.iter().map(|attribution| describer.quote(attribution)).collect();
    describer.nest(&mut list, attributions);
    list
}

struct Describer<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    found: &'g [Found],
    linked: &'g Linked,
}

impl Describer<'_, '_, '_> {
    fn quote(&self, attribution: &Attribution<'_>) -> Quote {
        let t = self.ground.tokens;
        let span = |range: &Range<usize>| t.span_of(range.clone());
        let source = attribution.source.as_ref();
        let mention = source.and_then(|source| self.mention_of(source));
        let speaker = mention.map(|m| self.linked.mentions[m].entity);
        let anonymity = source.and_then(|source| self.anonymity(source, attribution));
        let mut evidence = attribution.rule.evidence(t.lexicon());
        evidence.spans.extend(attribution.cue.as_ref().map(|hit| span(&hit.tokens)));
        evidence.spans.extend(source.map(|source| span(&source.tokens)));
        Quote {
            kind: attribution.kind,
            content: attribution.content.iter().map(span).collect(),
            verbatim: self.verbatim(attribution),
            cue: attribution.cue.as_ref().map(|hit| span(&hit.tokens)).or(attribution.colon.map(|at| t.span(at))),
            source: source.map(|source| span(&source.tokens)),
            speaker,
            role: source.and_then(|source| self.role(source)),
            affiliation: source.and_then(|source| self.affiliation(source, speaker)),
            anonymous: speaker.is_some_and(|speaker| self.is_anonymous(speaker)) || anonymity.is_some(),
            anonymity_reason: anonymity.flatten().map(|reason| span(&reason)),
            chain: attribution.chain.iter().map(|source| t.span_of(source.clone())).collect(),
            addressee: attribution.hearer.as_ref().map(span),
            medium: attribution.cue.as_ref().and_then(|hit| self.medium(hit.tokens.end)),
            continues: None,
            nested_in: None,
            evidence,
        }
    }

    /// The passages in quotation marks that are this quote's own.
    fn verbatim(&self, attribution: &Attribution<'_>) -> Vec<Span> {
        let regions = self.ground.marks.regions();
        attribution.regions.iter().map(|&number| self.ground.tokens.span_of(regions[number].tokens.clone())).collect()
    }

    /// The mention that is the source: at its head, a name before a description, the longest first.
    fn mention_of(&self, source: &Source) -> Option<usize> {
        let first = self.found.partition_point(|found| found.tokens.start < source.tokens.start);
        let holds_head = |found: &Found| {
            found.head.contains(&source.head)
                || found.tokens.contains(&source.head) && found.class == MentionClass::Name
        };
        (first..self.found.len())
            .take_while(|&k| self.found[k].tokens.start < source.tokens.end)
            .filter(|&k| self.found[k].etype != EntityType::Title && holds_head(&self.found[k]))
            .filter_map(|k| self.linked.kept[k].map(|kept| (k, kept as usize)))
            .min_by_key(|&(k, _)| (self.found[k].class != MentionClass::Name, k))
            .map(|(_, kept)| kept)
    }

    fn mentions_inside(&self, tokens: &Range<usize>) -> impl Iterator<Item = usize> {
        let (found, kept) = (self.found, &self.linked.kept);
        let tokens = tokens.clone();
        let first = found.partition_point(|mention| mention.tokens.start < tokens.start);
        (first..found.len())
            .take_while(move |&k| found[k].tokens.start < tokens.end)
            .filter(move |&k| kept[k].is_some())
    }

    /// The description in the source: "the military spokesman for ...", or the title.
    fn role(&self, source: &Source) -> Option<Span> {
        let t = self.ground.tokens;
        let described = self.mentions_inside(&source.tokens).find(|&k| {
            let found = &self.found[k];
            found.class == MentionClass::Nominal
                && (found.etype == EntityType::Person || found.etype == EntityType::Title)
        });
        described.map(|k| t.span_of(self.found[k].tokens.clone()))
    }

    /// The body named in the source, or the one that the speaker's role is for.
    fn affiliation(&self, source: &Source, speaker: Option<EntityId>) -> Option<EntityId> {
        let inside = self.mentions_inside(&source.tokens).find(|&k| {
            use EntityType::{ArmedGroup, GovernmentBody, MilitaryUnit, Organization, Place};
            let found = &self.found[k];
            matches!(found.etype, Organization | ArmedGroup | GovernmentBody | MilitaryUnit | Place)
                && !found.head.contains(&source.head)
        });
        let inside = inside.and_then(|k| self.linked.kept[k]).map(|kept| self.linked.mentions[kept as usize].entity);
        let by_role =
            || speaker.and_then(|speaker| self.linked.entities[speaker.index()].roles.iter().find_map(|role| role.of));
        inside.or_else(by_role).filter(|&body| Some(body) != speaker)
    }

    fn is_anonymous(&self, speaker: EntityId) -> bool {
        let entity = &self.linked.entities[speaker.index()];
        matches!(entity.status, Status::Anonymous | Status::Collective) && entity.etype == EntityType::Person
    }

    /// "speaking on condition of anonymity because the talks are private": whether the text says that the source wants
    /// no name, and why.
    fn anonymity(&self, source: &Source, attribution: &Attribution<'_>) -> Option<Option<Range<usize>>> {
        let t = self.ground.tokens;
        let sentence = t.sentence(t.sentence_of(source.head));
        let at = sentence.clone().find(|&i| wants_no_name(t, i) && !self.ground.marks.is_quoted(i))?;
        let reason = (at..sentence.end.min(at + 8)).find(|&i| matches!(t.lower(i), "because" | "as" | "since"));
        let end = |from: usize| {
            let stops = |&i: &usize| {
                matches!(t.text(i), "," | "." | ";") || attribution.cue.as_ref().is_some_and(|hit| hit.group == i)
            };
            (from..sentence.end).find(stops).unwrap_or(sentence.end)
        };
        Some(reason.map(|from| from..end(from)))
    }

    /// "in a statement", "on state television" behind the cue.
    fn medium(&self, from: usize) -> Option<Span> {
        let t = self.ground.tokens;
        let end = t.sentence(t.sentence_of(from.saturating_sub(1))).end.min(from + MEDIUM_WINDOW);
        let at = (from..end)
            .find(|&k| t.is(k, Class::PREPOSITION) && !self.ground.marks.is_quoted(k) && self.is_medium(k + 1))?;
        let phrase = self.ground.phrases.at(at + 1)?;
        Some(t.span_of(at..phrase.tokens.end))
    }

    fn is_medium(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        self.ground.phrases.at(i).is_some_and(|phrase| phrase.tokens.start == i && t.is(phrase.head, Class::MEDIUM))
    }

    /// Links continued quotes to the ones they carry on, and inner quotes to the ones that hold them.
    fn nest(&self, list: &mut [Quote], attributions: &[Attribution<'_>]) {
        let mut open: Vec<(usize, usize)> = Vec::new();
        for i in 0..list.len() {
            let hull = attributions[i].hull();
            open.retain(|&(_, end)| end > hull.start);
            list[i].nested_in =
                open.last().filter(|&&(_, end)| end >= hull.end).map(|&(outer, _)| QuoteId::from_index(outer));
            if list[i].kind != QuoteKind::Nonspeech {
                open.push((i, hull.end));
            }
            list[i].continues = attributions[i].continues.then(|| self.previous_of_speaker(list, i)).flatten();
        }
    }

    /// The latest earlier quote of the same speaker.
    fn previous_of_speaker(&self, list: &[Quote], i: usize) -> Option<QuoteId> {
        let speaker = list[i].speaker?;
        (i.saturating_sub(12)..i)
            .rev()
            .find(|&k| list[k].speaker == Some(speaker) && list[k].kind != QuoteKind::Nonspeech)
            .map(QuoteId::from_index)
    }
}

/// Whether words at `i` tell that a source wants to stay without a name.
pub(super) fn wants_no_name(t: &Tokens<'_>, i: usize) -> bool {
    const PHRASES: [&str; 8] = [
        "condition of anonymity",
        "not to be named",
        "not to be identified",
        "not to be quoted",
        "declined to be named",
        "declined to be identified",
        "name be withheld",
        "name not be",
    ];
    PHRASES.iter().any(|words| t.reads_all(i, words))
}
