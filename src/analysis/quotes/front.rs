//! Content that stands before its cue: `"...," said Orr`, `"...," Orr said`, `The road was open, Orr said`.

use std::ops::Range;

use super::{
    Attribution,
    assemble::Assembler,
    clauses, content,
    cues::CueHit,
    floating,
    sources::{self, Source},
};
use crate::{
    analysis::{rules::Rule, tagger::Pos},
    lexicon::{Class, Frames},
};

impl<'l> Assembler<'_, '_, '_, 'l> {
    /// `"...," said Orr, the spokesman.`
    pub(super) fn inverted(&mut self, hit: &CueHit<'l>) -> Option<Attribution<'l>> {
        let t = self.ground.tokens;
        let mut after = hit.tokens.end;
        while self.ground.pos(after) == Pos::Adverb && after < hit.tokens.end + 2 {
            after += 1;
        }
        let front = self.front(hit.group)?;
        // "The report, released on Monday, found no fault": who finds or thinks something stands before.
        if !hit.cue.speech && !self.is_region_end(front.end) {
            return None;
        }
        let source = sources::rightward(self.ground, after)?;
        // "..., said it would": a clause follows, so this is no inversion.
        let clause = self.ground.pos(source.tokens.end).is_finite();
        let object = hit.takes(Frames::HEARER | Frames::NOUN) && !self.is_region_end(front.end)
            || hit.takes(Frames::LABEL) && t.reads(source.tokens.end, "as")
            || self.ground.pos(source.head) == Pos::Calendar
            || t.is(source.head, Class::TIME_UNIT);
        if clause || object || t.is(source.head, Class::OBJECT_PRONOUN) && !t.is(source.head, Class::SUBJECT_PRONOUN) {
            return None;
        }
        let end = source.tokens.end;
        Some(self.with_front(hit, front, source, end, Rule::QuoteInverted))
    }

    pub(super) fn is_region_end(&self, i: usize) -> bool {
        i > 0 && self.ground.marks.outer_at(i - 1).is_some_and(|(_, region)| region.tokens.end == i)
    }

    /// `"...," Orr said.` and `The road was open, Orr said.`
    pub(super) fn fronted(&mut self, hit: &CueHit<'l>, source: Source) -> Option<Attribution<'l>> {
        // "Orr, who said": what stands before a relative clause is not its content.
        let relative = hit.group.checked_sub(1).is_some_and(|k| self.ground.tokens.is(k, Class::RELATIVE));
        if source.tokens.end > hit.group || source.tokens.start >= hit.group || relative {
            return None;
        }
        let front = self.front(source.tokens.start)?;
        let after = hit.tokens.end;
        let quoted = self.is_region_end(front.end);
        // "Speaking of the flood, Orr said: ...": the words follow.
        if !quoted && self.ground.tokens.text(after) == ":" {
            return None;
        }
        // `Through this "night vision" Orr began to see`: a term that closes an introduction.
        if quoted && self.is_term(&front) {
            return None;
        }
        let complement = content::behind(self.ground, hit, after);
        // `"... today." Orr said he had left`: the full stop ended the quotation's own sentence.
        if quoted && self.ends_with_full_stop(front.end) && !self.ground.tokens.is_punctuation(after) {
            return None;
        }
        let strong = complement.as_ref().is_some_and(|complement| {
            complement.tokens.start == after && complement.frame == Frames::QUOTED
                || matches!(complement.frame, Frames::CLAUSE | Frames::QUESTION | Frames::LABEL)
        });
        if !quoted && (strong || !self.closes(after, hit)) {
            return None;
        }
        let hearer = self.hearer(hit, after);
        let end = hearer.as_ref().map_or(after, |hearer| hearer.end);
        let mut found = self.with_front(hit, front, source, end, Rule::QuoteBeforeCue);
        found.hearer = hearer;
        Some(found)
    }

    /// Whether the passage that ends these words is part of their clause: no punctuation parts it from what follows.
    fn is_term(&self, front: &Range<usize>) -> bool {
        let region = self.ground.marks.outer_at(front.end - 1).map(|(_, region)| region);
        let open = |inner: Range<usize>| inner.last().is_some_and(|last| !self.ground.tokens.is_punctuation(last));
        let apart = self.is_break(front.end);
        region.is_some_and(|region| region.tokens.start > front.start && open(region.inner()) && !apart)
    }

    fn ends_with_full_stop(&self, end: usize) -> bool {
        let t = self.ground.tokens;
        end > 1 && t.text(end - 2) == "." && t.is_sentence_start(end)
    }

    /// Whether nothing but a hearer, a time or a manner follows the cue in its sentence.
    fn closes(&self, after: usize, hit: &CueHit<'_>) -> bool {
        let t = self.ground.tokens;
        let start = self.hearer(hit, after).map_or(after, |hearer| hearer.end);
        let end = clauses::sentence_end(self.ground, hit.verb);
        t.is_punctuation(start)
            || start >= end
            || t.is(
                start,
                Class::PREPOSITION | Class::WEEKDAY | Class::ADVERB | Class::TIME_DEICTIC | Class::SUBORDINATOR,
            )
    }

    fn hearer(&self, hit: &CueHit<'_>, after: usize) -> Option<Range<usize>> {
        let phrase =
            self.ground.phrases.at(after).filter(|phrase| phrase.tokens.start == after && hit.takes(Frames::HEARER))?;
        Some(phrase.tokens.clone())
    }

    /// The content that ends right before `limit`: a quotation, or the clause before a comma.
    fn front(&self, limit: usize) -> Option<Range<usize>> {
        let t = self.ground.tokens;
        let mut end = limit;
        let mark = end.checked_sub(1)?;
        if self.is_break(mark) && !self.ground.marks.is_quoted(mark) {
            end = mark;
        } else if !self.is_region_end(end) {
            return None;
        }
        let sentence = t.sentence(t.sentence_of(limit)).start;
        if end == 0 || t.paragraph_of(limit) != t.paragraph_of(end - 1) {
            return None;
        }
        let quoted = self.is_region_end(end);
        let region_start =
            if quoted { self.ground.marks.outer_at(end - 1).map(|(_, region)| region.tokens.start) } else { None };
        // `Speaking on "Morning Talk," Orr admitted`: a title in an introductory phrase is no content.
        if quoted
            && region_start
                .is_some_and(|region| floating::is_title(self.ground, region..end) && self.is_introduced(region))
        {
            return None;
        }
        // A quotation may have begun sentences ago; the words before it in its own sentence belong to the content.
        let anchor = region_start.unwrap_or(end.saturating_sub(1));
        let mut start = clauses::sentence_start(self.ground, anchor).min(anchor);
        // `Orr ("I left," he said) is gone`: a bracket keeps the words before it out, and so does a comma before a
        // sentence of its own: `In his column, "The road is gone," Orr wrote`.
        let apart = |k: usize| t.text(k) == "(" || t.text(k) == "," && self.is_introduced(anchor) && self.opens(anchor);
        if anchor.checked_sub(1).is_some_and(apart) {
            start = anchor;
        }
        if !quoted && start < sentence {
            start = sentence;
        }
        start = start.max(self.taken);
        while start < end
            && (t.is(start, Class::COORDINATOR) || t.is_punctuation(start) && !self.ground.marks.is_quoted(start))
        {
            start += 1;
        }
        let front = start..end;
        let verb = front.clone().any(|k| self.ground.pos(k).is_finite());
        (start < end && (quoted || (verb && front.len() > 2 && !self.introduces(&front)))).then_some(front)
    }

    /// Whether a quotation begins as a sentence does: with a capital that no name explains.
    fn opens(&self, region: usize) -> bool {
        let (t, first) = (self.ground.tokens, region + 1);
        t.is_capitalised(first) && self.ground.pos(first) != Pos::Name && !t.is(first, Class::PRONOUN_I)
    }

    /// Whether words without a finite verb stand before the passage in its sentence.
    fn is_introduced(&self, region: usize) -> bool {
        let t = self.ground.tokens;
        let start = t.sentence(t.sentence_of(region)).start;
        start < region && (start..region).all(|k| !self.ground.pos(k).is_finite())
    }

    /// "When the road opened, Orr said ...", "Asked whether it was, Orr said ...": an introductory clause is no content,
    /// but "When the road opened, the cars were gone, Orr said" has a main clause too.
    fn introduces(&self, front: &Range<usize>) -> bool {
        let t = self.ground.tokens;
        let start = front.start;
        let dependent = t.is(start, Class::SUBORDINATOR) && !t.is(start, Class::PRONOUN);
        let verb = |mut range: Range<usize>| range.any(|k| self.ground.pos(k).is_finite());
        let main = |k: usize| {
            let subject = self.ground.phrases.at(k + 1).filter(|phrase| phrase.tokens.start == k + 1);
            t.text(k) == "," && subject.is_some_and(|subject| verb(start..k) && verb(subject.tokens.end..front.end))
        };
        (dependent || self.ground.pos(start) == Pos::Participle) && !front.clone().any(main)
    }

    /// An attribution with content before the cue, and the rest of the quotation or clause behind it.
    fn with_front(
        &mut self,
        hit: &CueHit<'l>,
        front: Range<usize>,
        source: Source,
        after: usize,
        rule: Rule,
    ) -> Attribution<'l> {
        self.taken = self.taken.max(hit.tokens.end).max(source.tokens.end);
        let quoted = self.is_region_end(front.end);
        let mut content = self.trim_front(front, hit);
        if quoted && let Some(rest) = self.rest(after.max(hit.tokens.end), hit.verb) {
            content.push(rest);
        }
        let kind = self.kind(&content, Frames::QUOTED);
        Attribution::new(content, kind, Frames::QUOTED, Some(source), rule)
    }

    /// Leaves out words before the quotation that belong to an earlier attribution in the same sentence.
    fn trim_front(&self, front: Range<usize>, hit: &CueHit<'_>) -> Vec<Range<usize>> {
        let earlier = self
            .list
            .last()
            .filter(|last| last.cue.as_ref().is_some_and(|cue| cue.verb >= front.start && cue.verb < hit.verb));
        if earlier.is_some()
            && self.is_region_end(front.end)
            && let Some((_, region)) = self.ground.marks.outer_at(front.end - 1)
        {
            return vec![region.tokens.clone()];
        }
        vec![front]
    }

    /// `"A," he said, "B."`: the quotation that goes on behind the cue, in the same sentence or the next.
    fn rest(&self, after: usize, verb: usize) -> Option<Range<usize>> {
        let t = self.ground.tokens;
        let paragraph_end = t.paragraph(t.paragraph_of(verb)).end;
        let mut i = after;
        let adjuncts = paragraph_end.min(after + 14);
        while i < adjuncts && !self.ground.marks.is_quoted(i) && !matches!(t.text(i), "." | ";") && !self.is_cue(i) {
            i += 1;
        }
        let comma = i > after && (matches!(t.text(i - 1), "," | ":") || t.is_dash(i - 1));
        let next_sentence = t.sentence(t.sentence_of(verb)).end;
        let start = if comma { i } else { next_sentence };
        // Between the cue and the next sentence no other verb of saying may stand.
        if !comma && (next_sentence >= paragraph_end || (after..next_sentence).any(|k| self.is_cue(k))) {
            return None;
        }
        let (_, region) = self.ground.marks.outer_at(start).filter(|(_, region)| region.tokens.start == start)?;
        // The quotation must not have a cue of its own behind it.
        (!self.attribution_behind(region.tokens.end)).then(|| region.tokens.clone())
    }

    fn is_cue(&self, i: usize) -> bool {
        self.ground.tokens.is(i, Class::CUE) && self.ground.pos(i).is_verb()
    }

    fn attribution_behind(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        !t.is_sentence_start(i)
            && (i..i + 4)
                .take_while(|&k| !t.is_punctuation(k))
                .any(|k| self.is_cue(k) && self.ground.pos(k).is_finite())
    }
}
