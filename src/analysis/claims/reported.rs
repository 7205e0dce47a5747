//! Claims of sources: one for each sentence of a quote, and one for each clause in it that does something else.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Draft, Sources, meaning};
use crate::{
    analysis::{
        quotes::{
            Attribution,
            clauses::end_of_relative_clause,
            cues::{CueHit, Form},
        },
        rules::Rule,
        tagger::Pos,
    },
    lexicon::{Class, Frames},
    model::{Act, Claimant, Modality, Polarity, QuoteKind},
};

/// Shortest clause inside a statement that is a claim of its own, in tokens.
const MIN_INNER: usize = 4;

pub(super) fn claims(sources: &Sources<'_, '_>, hits: &[CueHit<'_>]) -> Vec<Draft> {
    let mut maker = Maker { sources, hits, list: Vec::new() };
    for number in 0..sources.quotes.list.len() {
        maker.quote(number);
    }
    let attributions = sources.quotes.attributions.iter();
    let quoted: FxHashSet<usize> = attributions.filter_map(|found| found.cue.as_ref().map(|cue| cue.verb)).collect();
    for hit in hits.iter().filter(|hit| !quoted.contains(&hit.verb)) {
        maker.without_content(hit);
    }
    maker.list
}

struct Maker<'s, 'a, 'h> {
    sources: &'s Sources<'s, 'a>,
    hits: &'h [CueHit<'h>],
    list: Vec<Draft>,
}

impl Maker<'_, '_, '_> {
    fn quote(&mut self, number: usize) {
        let quote = &self.sources.quotes.list[number];
        let attribution = &self.sources.quotes.attributions[number];
        if matches!(quote.kind, QuoteKind::Nonspeech | QuoteKind::Gloss) {
            return;
        }
        let t = self.sources.ground.tokens;
        // "I asked him to leave": outside quotation marks that is the reporter.
        let reporter = quote.source.is_some_and(|source| t.is(t.range_of(source).start, Class::PRONOUN_I));
        let unnamed = if reporter { Claimant::Author } else { Claimant::Unspecified };
        let claimant = quote.speaker.map_or(unnamed, Claimant::Entity);
        for part in self.parts(attribution) {
            match &part[..] {
                [whole] if attribution.frame == Frames::CLAUSE => {
                    for clause in self.clauses(whole) {
                        self.statement(number, attribution, claimant, vec![clause]);
                    }
                }
                _ => self.statement(number, attribution, claimant, part),
            }
        }
    }

    /// The clauses with subjects and verbs of their own that "and" or "but" joins: "the road was open and the bridge had
    /// been mined".
    fn clauses(&self, whole: &Range<usize>) -> Vec<Range<usize>> {
        let ground = self.sources.ground;
        let t = ground.tokens;
        let mut list = Vec::new();
        let mut start = whole.start;
        for i in whole.clone().filter(|&i| t.is(i, Class::COORDINATOR) && !ground.marks.is_quoted(i)) {
            let subject = i + 1 + usize::from(t.reads(i + 1, "that"));
            let Some(phrase) = ground.phrases.at(subject).filter(|phrase| phrase.tokens.start == subject) else {
                continue;
            };
            let verb = phrase.tokens.end + usize::from(ground.pos(phrase.tokens.end) == Pos::Adverb);
            let end = if i > start && t.text(i - 1) == "," { i - 1 } else { i };
            // Behind "which" or "if" the second clause depends on the same word as the first.
            let free = (start..i).all(|k| !t.is(k, Class::RELATIVE | Class::SUBORDINATOR | Class::WH_WORD));
            let complete = (start..i).any(|k| ground.pos(k).is_finite());
            if verb < whole.end && ground.pos(verb).is_finite() && free && complete && end > start {
                list.push(start..end);
                start = subject;
            }
        }
        list.push(start..whole.end);
        list
    }

    /// The content by sentences; parts of one sentence stay together.
    fn parts(&self, attribution: &Attribution<'_>) -> Vec<Vec<Range<usize>>> {
        let t = self.sources.ground.tokens;
        let mut parts: Vec<Vec<Range<usize>>> = Vec::new();
        for range in &attribution.content {
            let mut start = range.start;
            while start < range.end {
                let end = t.sentence(t.sentence_of(start)).end.clamp(start + 1, range.end);
                let end = self.close_marks(end, range.end);
                let open = parts
                    .last()
                    .and_then(|part| part.last())
                    .is_some_and(|last: &Range<usize>| !self.ends_sentence(last.end));
                let piece = start..end;
                let same_sentence = open && start == range.start && !t.is_sentence_start(start);
                match parts.last_mut().filter(|_| same_sentence) {
                    Some(part) => part.push(piece),
                    None => parts.push(vec![piece]),
                }
                start = end;
            }
        }
        parts
    }

    fn close_marks(&self, mut end: usize, limit: usize) -> usize {
        let t = self.sources.ground.tokens;
        while end < limit && t.is_punctuation(end) && !t.has_space_before(end) {
            end += 1;
        }
        end
    }

    fn ends_sentence(&self, end: usize) -> bool {
        let t = self.sources.ground.tokens;
        (end.saturating_sub(2)..end).any(|k| matches!(t.text(k), "." | "!" | "?"))
    }

    fn statement(
        &mut self,
        number: usize,
        attribution: &Attribution<'_>,
        claimant: Claimant,
        content: Vec<Range<usize>>,
    ) {
        let ground = self.sources.ground;
        let range = content[0].clone();
        let hit = attribution.cue.as_ref();
        let listed = hit.map_or(Act::Assert, |hit| hit.cue.act);
        let inner = meaning::acts(ground, range.clone());
        let act = self.act(attribution, listed, &range, &inner);
        let draft = Draft {
            claimant,
            act,
            polarity: self.polarity(hit, act, range.clone()),
            modality: meaning::modality(ground, range.clone(), act),
            hedges: meaning::hedges(ground, range.clone()).into_iter().map(|(place, ..)| place).collect(),
            content,
            cue: hit.map(|hit| hit.tokens.clone()),
            quote: Some(number),
            rule: Rule::ClaimOfSource,
        };
        self.inner_claims(&draft, &range, &inner);
        self.list.push(draft);
    }

    /// What the speaker does: the cue's act, or what the words themselves do when the cue leaves it open.
    fn act(
        &self,
        attribution: &Attribution<'_>,
        listed: Act,
        range: &Range<usize>,
        inner: &[(Range<usize>, Act)],
    ) -> Act {
        let t = self.sources.ground.tokens;
        let question = (range.end.saturating_sub(2)..=range.end).any(|k| t.text(k) == "?");
        // "did not say whether", "would not confirm the number": nothing was said about it.
        let withheld = |hit: &CueHit<'_>| {
            let open = attribution.frame == Frames::QUESTION || hit.cue.speech && attribution.regions.is_empty();
            hit.negated && open && matches!(listed, Act::Assert | Act::Report | Act::Confirm | Act::Deny)
        };
        if attribution.cue.as_ref().is_some_and(withheld) {
            return Act::NoComment;
        }
        // "asked the council to pay" and "asked that it pay" are no questions.
        let that = || attribution.content[0].start.checked_sub(1).is_some_and(|k| t.reads(k, "that"));
        if listed == Act::Ask && (attribution.frame == Frames::INFINITIVE || that()) {
            return Act::Demand;
        }
        if listed != Act::Assert {
            return listed;
        }
        if question {
            return Act::Ask;
        }
        // The longest phrase is the most telling: "will not hesitate" before "we will".
        let main = inner.iter().filter(|(place, act)| self.is_main(place, *act, range));
        main.max_by_key(|(place, _)| (place.len(), std::cmp::Reverse(place.start))).map_or(Act::Assert, |&(_, act)| act)
    }

    /// Whether an act phrase colours the whole statement: it stands at the main verb, or says why.
    fn is_main(&self, place: &Range<usize>, act: Act, range: &Range<usize>) -> bool {
        let ground = self.sources.ground;
        let Some(verb) = meaning::main_verb(ground, range.clone()) else { return true };
        let own_words = act == Act::Justify || matches!(ground.pos(place.start), Pos::Modal | Pos::Present);
        own_words || place.start <= verb + 4
    }

    fn polarity(&self, hit: Option<&CueHit<'_>>, act: Act, range: Range<usize>) -> Polarity {
        // "did not deny meeting him" leaves open whether he did.
        let denied = act != Act::NoComment && hit.is_some_and(|hit| hit.cue.negative) || act == Act::Deny;
        // "does not think the road is open" means that it is not.
        let doubted = hit.is_some_and(|hit| hit.negated && !hit.cue.speech && act == Act::Assert);
        if denied || doubted { Polarity::Negative } else { meaning::polarity(self.sources.ground, range) }
    }

    /// Clauses inside the statement that are claims of their own: relative clauses, identifications, accusations.
    fn inner_claims(&mut self, outer: &Draft, range: &Range<usize>, inner: &[(Range<usize>, Act)]) {
        let ground = self.sources.ground;
        let t = ground.tokens;
        let mut places: Vec<(Range<usize>, Act)> = Vec::new();
        for i in range.start + 1..range.end {
            // "which denies it" is another's statement.
            let verb = ground.pos(i + 1).is_finite() && !t.is(i + 1, Class::CUE);
            if t.reads(i, "which") && verb && !t.is(i - 1, Class::PREPOSITION) {
                let end = end_of_relative_clause(ground, i, i..range.end).unwrap_or(range.end);
                places.push((i..end, Act::Assert));
            }
        }
        for (place, act) in inner
            .iter()
            .filter(|(place, act)| *act == Act::Accuse && outer.act == Act::Assert && !self.is_main(place, *act, range))
        {
            places.push((place.start..range.end, *act));
        }
        let first = self.hits.partition_point(|hit| hit.verb < range.start);
        let inside = self.hits[first..].iter().take_while(|hit| hit.verb < range.end);
        for hit in inside.filter(|hit| hit.cue.act == Act::Identify && hit.form == Form::Gerund) {
            places.push((hit.verb..range.end, Act::Identify));
        }
        for (place, act) in places.into_iter().filter(|(place, _)| place.len() >= MIN_INNER) {
            self.list.push(Draft {
                act,
                polarity: meaning::polarity(ground, place.clone()),
                content: vec![place],
                hedges: Vec::new(),
                rule: Rule::ClaimWithin,
                ..outer.clone()
            });
        }
    }

    /// Cues that are claims without content, or with content but without a named source.
    fn without_content(&mut self, hit: &CueHit<'_>) {
        let ground = self.sources.ground;
        let t = ground.tokens;
        let sentence = t.sentence(t.sentence_of(hit.verb));
        let words = hit.group..hit.tokens.end;
        let blank = Draft {
            claimant: Claimant::Unspecified,
            act: hit.cue.act,
            polarity: Polarity::Positive,
            modality: Modality::Certain,
            content: vec![words],
            cue: Some(hit.tokens.clone()),
            quote: None,
            hedges: Vec::new(),
            rule: Rule::ClaimNoComment,
        };
        let claimant = |hit| {
            self.sources
                .quotes
                .source_entity(ground, self.sources.linked, hit)
                .map_or(Claimant::Unspecified, Claimant::Entity)
        };
        let silent = hit.negated && (hit.cue.lemma == "comment" || hit.cue.act == Act::NoComment);
        let identified = hit.cue.act == Act::Identify && hit.form == Form::Finite;
        let as_word = (hit.tokens.end..sentence.end).take(12).any(|k| t.reads(k, "as"));
        if silent {
            self.list.push(Draft { claimant: claimant(hit), act: Act::NoComment, ..blank });
        } else if identified && as_word {
            let content = hit.verb..super::author::clause_end(ground, hit.tokens.end, sentence.end).max(hit.tokens.end);
            self.list.push(Draft {
                claimant: claimant(hit),
                content: vec![content],
                rule: Rule::ClaimOfSource,
                ..blank
            });
        } else if hit.takes(Frames::COMPLETE) && hit.cue.act != Act::NoComment {
            self.list.push(Draft { claimant: claimant(hit), ..blank });
        } else if matches!(hit.form, Form::Passive | Form::Participle)
            && matches!(hit.cue.act, Act::Accuse | Act::Blame)
        {
            let accused = hit.verb..super::author::clause_end(ground, hit.tokens.end, sentence.end).max(hit.tokens.end);
            self.list.push(Draft {
                content: vec![accused],
                modality: Modality::Alleged,
                rule: Rule::ClaimAccused,
                ..blank
            });
        }
    }
}
