//! What is attributed: the words behind a cue, by the frames that the cue takes.

use std::ops::Range;

use super::{
    clauses::{self, ends_at_comma, sentence_end},
    cues::{CueHit, Form},
    floating,
};
use crate::{
    analysis::{numbers::bound_at, phrases::Ground, tagger::Pos},
    lexicon::{Class, Frames},
};

/// Tokens of adjuncts that may stand between a cue and its content.
const MAX_ADJUNCT: usize = 12;

/// What follows a cue.
#[derive(Clone, Debug)]
pub(super) struct Complement {
    /// The content.
    pub tokens: Range<usize>,
    /// To whom it was said.
    pub hearer: Option<Range<usize>>,
    /// The frame that matched.
    pub frame: Frames,
}

/// The complement behind a cue, by the first frame that fits.
pub(super) fn behind(ground: &Ground<'_, '_>, hit: &CueHit<'_>, start: usize) -> Option<Complement> {
    let finder = Finder { ground, hit, end: sentence_end(ground, hit.verb) };
    finder.quoted(start, None).or_else(|| finder.framed(start))
}

struct Finder<'g, 's, 'a, 'l> {
    ground: &'g Ground<'s, 'a>,
    hit: &'g CueHit<'l>,
    end: usize,
}

impl Finder<'_, '_, '_, '_> {
    fn framed(&self, start: usize) -> Option<Complement> {
        let hit = self.hit;
        if hit.takes(Frames::LABEL)
            && let Some(found) = self.label(start)
        {
            return Some(found);
        }
        if hit.takes(Frames::OF)
            && let Some(found) = self.gerund(start).or_else(|| self.of(start))
        {
            return Some(found);
        }
        if hit.takes(Frames::FOR)
            && let Some(found) = self.led_by(start, "for", Frames::FOR)
        {
            return Some(found);
        }
        if hit.takes(Frames::INFINITIVE)
            && let Some(found) = self.infinitive(start)
        {
            return Some(found);
        }
        if hit.takes(Frames::AGAINST)
            && let Some(found) = self.against(start)
        {
            return Some(found);
        }
        if hit.takes(Frames::CLAUSE | Frames::QUESTION)
            && let Some(found) = self.clause_after_adjuncts(start)
        {
            return Some(found);
        }
        if hit.takes(Frames::NOUN) { self.noun(start) } else { None }
    }

    /// Words in quotation marks right behind, perhaps after a hearer, "that", a comma or colon.
    fn quoted(&self, start: usize, hearer: Option<Range<usize>>) -> Option<Complement> {
        let t = self.ground.tokens;
        let mut i = start;
        while i < self.end && (matches!(t.text(i), "," | ":") || t.reads(i, "that")) && i < start + 2 {
            i += 1;
        }
        let region =
            self.ground.marks.outer_at(i).map(|(_, region)| region).filter(|region| region.tokens.start == i)?;
        if floating::is_name_of_a_thing(self.ground, region) {
            return None;
        }
        let rest = region.tokens.end;
        let marked = region.inner().last().is_some_and(|k| matches!(t.text(k), "," | "." | "!" | "?"));
        let complete = marked || rest >= self.end || t.is_punctuation(rest) || closes_sentence(self.ground, rest);
        let open_end = || {
            let end = self.clause_end(rest);
            self.next_verb(rest, end).unwrap_or(end)
        };
        let tokens = if complete { region.tokens.clone() } else { i..open_end() };
        Some(Complement { tokens, hearer, frame: Frames::QUOTED })
    }

    /// A clause, with adjuncts and a hearer stepped over: "told reporters on Monday that ...".
    fn clause_after_adjuncts(&self, start: usize) -> Option<Complement> {
        let t = self.ground.tokens;
        let mut i = start;
        let mut hearer = None;
        // "told Orr that ...": the hearer is not the subject of the clause.
        let first =
            self.ground.phrases.at(i).filter(|phrase| phrase.tokens.start == i && self.hit.takes(Frames::HEARER));
        // "told a meeting in Tarn on Monday that ...": adjuncts stand between.
        let told = |end: usize| {
            let mut k = end;
            while let Some(next) = self.adjunct_end(k).filter(|&next| next < self.end && next < end + MAX_ADJUNCT) {
                k = next;
            }
            k > end && t.reads(k, "that")
        };
        if let Some(phrase) = first.filter(|phrase| {
            let end = phrase.tokens.end;
            self.opens_clause(end) || self.is_subject(end) || told(end)
        }) {
            hearer = Some(phrase.tokens.clone());
            i = phrase.tokens.end;
        }
        while i < self.end && i < start + MAX_ADJUNCT {
            if let Some(found) = self.clause(i, hearer.clone()) {
                return Some(found);
            }
            if i > start
                && let Some(found) = self.quoted(i, hearer.clone())
            {
                return Some(found);
            }
            if hearer.is_none()
                && i == start
                && self.hit.takes(Frames::HEARER)
                && let Some(phrase) = self.ground.phrases.at(i).filter(|phrase| phrase.tokens.start == i)
            {
                hearer = Some(phrase.tokens.clone());
                i = phrase.tokens.end;
                continue;
            }
            i = self.citing_end(i).or_else(|| self.adjunct_end(i))?;
            if t.text(i) == "," {
                i += 1;
            }
        }
        None
    }

    /// "told Orr they would", "told Orr the road was": a pronoun or noun phrase before its verb.
    fn is_subject(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        let phrase = self.ground.phrases.at(i).filter(|phrase| phrase.tokens.start == i);
        let opens = t.is(i, Class::SUBJECT_PRONOUN | Class::DETERMINER);
        opens && phrase.is_some_and(|phrase| self.ground.pos(phrase.tokens.end).is_finite())
    }

    fn opens_clause(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        t.reads(i, "that") || t.is(i, Class::WH_WORD) || matches!(t.text(i), ":" | "," | "\"" | "“" | "``")
    }

    /// The end of ", citing a police source," at `i`.
    fn citing_end(&self, i: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let verb = i + usize::from(t.text(i) == ",");
        if !matches!(t.lower(verb), "citing" | "quoting") {
            return None;
        }
        (verb + 1..self.end.min(verb + MAX_ADJUNCT)).find(|&k| t.text(k) == ",")
    }

    /// The end of one adjunct at `i`: a day, an adverb, a preposition with its phrase.
    fn adjunct_end(&self, i: usize) -> Option<usize> {
        let t = self.ground.tokens;
        match self.ground.pos(i) {
            Pos::Calendar | Pos::Adverb => Some(i + 1),
            Pos::Number if i > 0 && self.ground.pos(i - 1) == Pos::Calendar => Some(i + 1),
            Pos::Preposition if self.ground.pos(i + 1) == Pos::Calendar => Some(i + 2),
            Pos::Preposition => {
                let phrase = self.ground.phrases.at(i + 1).filter(|phrase| phrase.tokens.start == i + 1)?;
                Some(phrase.tokens.end)
            }
            Pos::Determiner | Pos::Adjective if t.is(i + 1, Class::TIME_UNIT) || t.is(i + 1, Class::DAY_PART) => {
                Some(i + 2)
            }
            _ => None,
        }
    }

    /// "that S", "whether S", or S itself.
    fn clause(&self, i: usize, hearer: Option<Range<usize>>) -> Option<Complement> {
        let t = self.ground.tokens;
        let with = |start: usize, frame| {
            Some(Complement { tokens: start..self.clause_end(start), hearer: hearer.clone(), frame })
        };
        if t.reads(i, "that") && i + 1 < self.end {
            // "I think that is a good question": the subject itself.
            let bare = self.ground.pos(i + 1 + usize::from(self.ground.pos(i + 1) == Pos::Adverb)).is_finite();
            let subject = i == self.hit.tokens.end && bare;
            // "a raid claimed by the Tarn Front that killed ten": a relative clause, not what is claimed.
            if bare && !subject && self.ground.tokens.reads(self.hit.tokens.end, "by") {
                return None;
            }
            return with(if subject { i } else { i + 1 }, Frames::CLAUSE);
        }
        if t.text(i) == ":" && i + 2 < self.end {
            return with(i + 1, Frames::CLAUSE);
        }
        let question = t.is(i, Class::WH_WORD) || t.reads(i, "if");
        if question && (self.hit.takes(Frames::QUESTION) || self.hit.negated) && self.has_verb(i + 1) {
            return with(i, Frames::QUESTION);
        }
        if question || !self.hit.takes(Frames::CLAUSE) {
            return None;
        }
        let existential = t.reads(i, "there") && self.ground.pos(i + 1).is_finite();
        // "said as many as 60 people were hurt"
        let noun = i + bound_at(t, i).map_or(0, |(n_words, _)| n_words);
        let subject =
            self.ground.phrases.at(noun).is_some_and(|phrase| phrase.tokens.start <= noun && phrase.tokens.start >= i)
                && !self.is_object_pronoun(i);
        let gerund_subject = self.ground.pos(i) == Pos::Gerund
            && self.hit.form != Form::Participle
            && self.hit.cue.speech
            && i == self.hit.tokens.end;
        let subordinate = (t.is(i, Class::SUBORDINATOR) && i == self.hit.tokens.end && !t.is(i, Class::PREPOSITION))
            || t.reads(i, "if");
        if existential
            || (subject && self.verb_follows(noun))
            || ((gerund_subject || subordinate) && self.has_verb(i + 1))
        {
            return with(i, Frames::CLAUSE);
        }
        None
    }

    fn is_object_pronoun(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        t.is(i, Class::OBJECT_PRONOUN) && !t.is(i, Class::SUBJECT_PRONOUN) && self.ground.pos(i) == Pos::Pronoun
    }

    /// Whether the phrase at `i` is the subject of a finite verb: one follows before any mark that ends a clause.
    fn verb_follows(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        let mut k = i;
        // "the man who left", "the lesson that nobody drew": the verb of a clause inside the subject is not the one looked for.
        let mut inner_clauses = 0;
        while k < self.end.min(i + 40) {
            if let Some((_, region)) = self.ground.marks.outer_at(k) {
                // "said the road "is open"", and "said he "never once lied"": a pronoun alone is a subject.
                let pronoun = k == i + 1 && t.is(i, Class::SUBJECT_PRONOUN);
                if pronoun || self.ground.pos(region.inner().start).is_finite() {
                    return true;
                }
                k = region.tokens.end.max(k + 1);
                continue;
            }
            if self.ground.pos(k).is_finite() && k > i && !self.ground.pos(k - 1).is_finite() {
                if inner_clauses == 0 {
                    return true;
                }
                inner_clauses -= 1;
            }
            if k > i && t.is(k, Class::RELATIVE) && self.ground.pos(k) != Pos::Determiner {
                inner_clauses += 1;
            }
            // "did not find work, but she is looking": the verb behind the comma has another subject.
            let leaves =
                t.text(k) == "," && (t.is(k + 1, Class::COORDINATOR) || ends_at_comma(self.ground, k, self.end));
            // "deny meeting the mayor but said": a verb of the subject before.
            let shared = t.is(k, Class::COORDINATOR) && self.ground.pos(k + 1).is_finite();
            if leaves
                || shared
                || matches!(t.text(k), ";" | ":" | "?" | "!")
                || t.is(k, Class::SUBORDINATOR) && !t.is(k, Class::PREPOSITION)
            {
                return false;
            }
            // A comma right behind the phrase may open an apposition; a second subject ends the search.
            k += 1;
        }
        false
    }

    fn has_verb(&self, from: usize) -> bool {
        (from..self.end).any(|k| self.ground.pos(k).is_verb())
    }

    /// "vowed to paint", "urged the army to stop".
    fn infinitive(&self, start: usize) -> Option<Complement> {
        let t = self.ground.tokens;
        let is_to = |i: usize| t.reads(i, "to") && self.ground.pos(i) == Pos::Particle;
        if is_to(start) || (t.reads(start, "not") && is_to(start + 1)) {
            return Some(Complement {
                tokens: start..self.clause_end(start + 1),
                hearer: None,
                frame: Frames::INFINITIVE,
            });
        }
        let phrase = self.ground.phrases.at(start).filter(|phrase| phrase.tokens.start == start)?;
        let to = (phrase.tokens.end..self.end.min(phrase.tokens.end + 8))
            .take_while(|&k| !t.is_punctuation(k) && !self.ground.pos(k).is_finite())
            .find(|&k| is_to(k))?;
        let hearer = self.hit.takes(Frames::HEARER).then(|| phrase.tokens.clone());
        Some(Complement { tokens: start..self.clause_end(to), hearer, frame: Frames::INFINITIVE })
    }

    /// "labelled X as Y", "called X Y", "called X "Y"".
    fn label(&self, start: usize) -> Option<Complement> {
        let t = self.ground.tokens;
        let phrase = self.ground.phrases.at(start).filter(|phrase| phrase.tokens.start == start)?;
        let mut object_end = phrase.tokens.end;
        while matches!(t.lower(object_end), "of" | "on" | "in" | "for" | "against" | "by" | "with") {
            match self.ground.phrases.at(object_end + 1).filter(|next| next.tokens.start == object_end + 1) {
                Some(next) => object_end = next.tokens.end,
                None => break,
            }
        }
        let quoted = self.ground.marks.outer_at(object_end).filter(|(_, region)| region.tokens.start == object_end);
        let as_word = t.reads(object_end, "as");
        let second = matches!(self.hit.cue.lemma, "call" | "label" | "brand" | "dub" | "term" | "deem")
            && (self.ground.phrases.at(object_end).is_some_and(|next| next.tokens.start == object_end)
                || self.ground.pos(object_end) == Pos::Adjective
                || (self.ground.pos(object_end) == Pos::Adverb && self.ground.pos(object_end + 1) == Pos::Adjective));
        if !(as_word || quoted.is_some() || second) || object_end >= self.end {
            return None;
        }
        let quoted_end = quoted.map(|(_, region)| region.tokens.end).or_else(|| {
            let region = (object_end..object_end + 4).find_map(|k| self.ground.marks.outer_at(k));
            region.map(|(_, region)| region.tokens.end)
        });
        let end = quoted_end.map_or_else(|| self.clause_end(object_end + 1), |end| self.with_complements(end));
        Some(Complement { tokens: start..end, hearer: None, frame: Frames::LABEL })
    }

    /// Takes in "in a suburb of Velle" behind a quotation.
    fn with_complements(&self, mut end: usize) -> usize {
        let t = self.ground.tokens;
        while end < self.end && matches!(t.lower(end), "of" | "in" | "on" | "for" | "against" | "at" | "to") {
            match self.ground.phrases.at(end + 1).filter(|next| next.tokens.start == end + 1) {
                Some(next) => end = next.tokens.end,
                None => break,
            }
        }
        end
    }

    /// "denied shelling the market": what was or was not done, without a subject of its own.
    fn gerund(&self, start: usize) -> Option<Complement> {
        let gerund = self.ground.pos(start) == Pos::Gerund && start == self.hit.tokens.end;
        gerund.then(|| {
            let end = self.clause_end(start + 1);
            let end = self.next_verb(start + 1, end).unwrap_or(end);
            Complement { tokens: start..end, hearer: None, frame: Frames::OF }
        })
    }

    /// "accused X of doing Y".
    fn of(&self, start: usize) -> Option<Complement> {
        let t = self.ground.tokens;
        let first_clause = |k: &usize| {
            !matches!(t.text(*k), "," | ";" | ".") && !t.reads(*k, "that") && !self.ground.pos(*k).is_finite()
        };
        let of = (start..self.end.min(start + 14)).take_while(first_clause).find(|&k| {
            t.reads(k, "of")
                && (self.ground.pos(k + 1) == Pos::Gerund || k > start || self.ground.marks.is_quoted(k + 1))
        })?;
        Some(Complement { tokens: start..self.clause_end(of + 1), hearer: None, frame: Frames::OF })
    }

    /// "warned against travel", "warned Varen against "adventures"".
    fn against(&self, start: usize) -> Option<Complement> {
        let t = self.ground.tokens;
        let hearer = self.ground.phrases.at(start).filter(|phrase| phrase.tokens.start == start);
        let at = hearer.map_or(start, |phrase| phrase.tokens.end);
        (t.reads(at, "against") && at + 1 < self.end).then(|| Complement {
            tokens: at + 1..self.clause_end(at + 1),
            hearer: hearer.map(|phrase| phrase.tokens.clone()),
            frame: Frames::AGAINST,
        })
    }

    fn led_by(&self, start: usize, word: &str, frame: Frames) -> Option<Complement> {
        let t = self.ground.tokens;
        let tail_is = start > 0 && t.reads(start - 1, word);
        let begin = if tail_is { start } else { (start..start + 4).find(|&k| t.reads(k, word))? };
        (begin + 1 < self.end).then(|| Complement { tokens: start..self.clause_end(begin + 1), hearer: None, frame })
    }

    /// "confirmed the death of Orr".
    fn noun(&self, start: usize) -> Option<Complement> {
        // "dismissed as baseless claims that ..."
        if self.ground.tokens.reads(start, "as") && self.hit.takes(Frames::LABEL) {
            return Some(Complement {
                tokens: start + 1..self.clause_end(start + 1),
                hearer: None,
                frame: Frames::NOUN,
            });
        }
        let phrase = self.ground.phrases.at(start).filter(|phrase| phrase.tokens.start == start && !phrase.pronoun)?;
        let end = self.clause_end(phrase.tokens.end);
        let end = self.next_verb(start, end).unwrap_or(end);
        Some(Complement { tokens: start..end, hearer: None, frame: Frames::NOUN })
    }

    /// "condemned the raid and closed the road": the coordinator before the next verb of the same subject.
    fn next_verb(&self, start: usize, end: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let clause = |k: usize| {
            t.is(k, Class::RELATIVE | Class::WH_WORD | Class::SUBORDINATOR) || self.ground.pos(k).is_finite()
        };
        let verb = |k: usize| {
            let k = k + usize::from(self.ground.pos(k) == Pos::Adverb);
            // "closed the road" may be tagged as a participle; before a determiner it is none.
            self.ground.pos(k).is_finite() || self.ground.pos(k) == Pos::Participle && t.is(k + 1, Class::DETERMINER)
        };
        let free = |k: usize| !self.ground.marks.is_quoted(k);
        let at = (start..end)
            .take_while(|&k| !clause(k))
            .find(|&k| t.is(k, Class::COORDINATOR) && verb(k + 1) && free(k))?;
        Some(if t.text(at - 1) == "," { at - 1 } else { at })
    }

    /// Where a clause that begins at `start` ends: before the next attribution or main clause, or with the sentence.
    fn clause_end(&self, start: usize) -> usize {
        let end = clauses::clause_end(self.ground, start, self.end);
        self.end_of_relative_clause(start, end).or_else(|| self.end_of_introduction(start, end)).unwrap_or(end)
    }

    /// "Though Orr did not name the mayor, he blamed him": the comma before the main clause.
    fn end_of_introduction(&self, start: usize, end: usize) -> Option<usize> {
        let t = self.ground.tokens;
        let sentence = t.sentence(t.sentence_of(self.hit.verb)).start;
        let introduced = t.is(sentence, Class::SUBORDINATOR) && (sentence..self.hit.group).all(|k| t.text(k) != ",");
        let main = |k: usize| {
            let subject = self.ground.phrases.at(k).filter(|subject| subject.tokens.start == k);
            subject.is_some_and(|subject| !t.is(k, Class::RELATIVE) && self.ground.pos(subject.tokens.end).is_finite())
        };
        (start..end)
            .filter(|_| introduced)
            .find(|&k| t.text(k) == "," && !self.ground.marks.is_quoted(k) && main(k + 1))
    }

    /// Where the relative clause ends that holds the cue.
    fn end_of_relative_clause(&self, start: usize, end: usize) -> Option<usize> {
        let pronoun = clauses::relative_pronoun(self.ground, self.hit.group)?;
        clauses::end_of_relative_clause(self.ground, pronoun, start..end)
    }
}

/// Whether the token behind a quotation belongs to the next sentence.
fn closes_sentence(ground: &Ground<'_, '_>, after: usize) -> bool {
    ground.tokens.is_sentence_start(after)
}
