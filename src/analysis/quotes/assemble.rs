//! Cues take their content: behind them, before them, or on both sides.

use std::ops::Range;

use super::{
    Attribution, clauses,
    content::{self, Complement},
    cues::{CueHit, Form, that_behind},
    describe, floating,
    sources::{self, Source},
};
use crate::{
    analysis::{marks::Region, phrases::Ground, rules::Rule, tagger::Pos},
    lexicon::{Class, Frames},
    model::{Act, QuoteKind},
};

/// Most tokens of a title.
const MAX_TITLE: usize = 8;

/// One attribution for every cue that has content.
pub(super) fn by_cues<'l>(ground: &Ground<'_, '_>, hits: Vec<CueHit<'l>>) -> Vec<Attribution<'l>> {
    let mut assembler = Assembler { ground, taken: 0, list: Vec::new() };
    for hit in hits {
        assembler.cue(hit);
    }
    assembler.list
}

/// Gives every passage in quotation marks to the narrowest content that holds it, and drops direct quotes that lost
/// their words to another one.
pub(super) fn settle(ground: &Ground<'_, '_>, list: &mut Vec<Attribution<'_>>) {
    let mut owner: Vec<Option<((bool, usize), usize)>> = vec![None; ground.marks.regions().len()];
    for (position, attribution) in list.iter().enumerate() {
        // Words right before ", Orr said" are Orr's, whatever verb stands before them.
        let bound = matches!(attribution.rule, Rule::QuoteBeforeCue | Rule::QuoteInverted);
        for part in &attribution.content {
            // In `said Orr thinks it "odd"` the words are those of the one who said it.
            let thought = attribution.cue.as_ref().is_some_and(|hit| !hit.cue.speech);
            let width = (thought, 2 * part.len() + usize::from(!bound));
            for number in ground.marks.outer_within(part.clone()) {
                if owner[number].is_none_or(|(narrowest, _)| width < narrowest) {
                    owner[number] = Some((width, position));
                }
            }
        }
    }
    for (number, owner) in owner.into_iter().enumerate() {
        if let Some((_, position)) = owner {
            list[position].regions.push(number);
        }
    }
    list.retain_mut(|attribution| {
        // "said he spoke on "Meet the Press"": a title inside reported words is not what was said.
        attribution.regions.retain(|&number| {
            let region = &ground.marks.regions()[number];
            let whole = attribution.content.contains(&region.tokens) && !floating::is_name_of_a_thing(ground, region);
            whole || attribution.kind == QuoteKind::Label || !is_work(ground, region)
        });
        if attribution.regions.is_empty() {
            if attribution.kind == QuoteKind::Direct {
                return false;
            }
            attribution.kind = QuoteKind::Indirect;
        }
        true
    });
}

/// Whether a passage is the title of a work: "on "Meet the Press"", "his "Perception" class".
fn is_work(ground: &Ground<'_, '_>, region: &Region) -> bool {
    let t = ground.tokens;
    let led = region
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|k| t.is(k, Class::PREPOSITION | Class::DETERMINER) || t.is_possessive_mark(k));
    if floating::is_name_of_a_thing(ground, region) {
        return true;
    }
    led && region.inner().len() <= MAX_TITLE && floating::is_title(ground, region.inner())
}

pub(super) struct Assembler<'g, 's, 'a, 'l> {
    pub(super) ground: &'g Ground<'s, 'a>,
    /// End of the last content that stands before its cue: no other cue may take it again.
    pub(super) taken: usize,
    pub(super) list: Vec<Attribution<'l>>,
}

impl<'l> Assembler<'_, '_, '_, 'l> {
    fn cue(&mut self, hit: CueHit<'l>) {
        // ", citing a police source," belongs to the cue before it.
        let channel = matches!(hit.cue.lemma, "cite" | "quote") && hit.form == Form::Gerund;
        let found = match hit.form {
            _ if channel => None,
            Form::Preposition | Form::View => self.according_to(&hit),
            Form::Noun => self.noun(&hit),
            Form::Passive | Form::Participle => None,
            _ => self.verb(&hit),
        };
        if let Some(attribution) = found {
            let chain = attribution.source.as_ref().map_or_else(Vec::new, |source| self.chain(&hit, source));
            self.list.push(Attribution { cue: Some(hit), chain, ..attribution });
        }
    }

    /// By whom the words came, when more than one teller is named.
    fn chain(&self, hit: &CueHit<'_>, source: &Source) -> Vec<Range<usize>> {
        if let Some(cited) = self.cited(hit) {
            return vec![source.tokens.clone(), cited];
        }
        let outlet = sources::quoted(self.ground, hit)
            .and_then(|(_, verb)| sources::subject(self.ground, super::cues::group_start(self.ground, verb), 0));
        outlet.map_or_else(Vec::new, |outlet| vec![outlet.tokens, source.tokens.clone()])
    }

    /// The source behind ", citing" right after a cue.
    fn cited(&self, hit: &CueHit<'_>) -> Option<Range<usize>> {
        let t = self.ground.tokens;
        let verb = (hit.tokens.end..hit.tokens.end + 3).find(|&k| matches!(t.lower(k), "citing" | "quoting"))?;
        sources::rightward(self.ground, verb + 1).map(|source| source.tokens)
    }

    /// "the claim that the road was open".
    fn noun(&self, hit: &CueHit<'l>) -> Option<Attribution<'l>> {
        let that = that_behind(self.ground, hit.tokens.end)?;
        let end = clauses::sentence_end(self.ground, hit.verb);
        let end = clauses::clause_end(self.ground, that + 1, end);
        let tokens = that + 1..self.verb_of_subject(hit, that + 1, end).unwrap_or(end);
        let complement = Complement { tokens, hearer: None, frame: Frames::CLAUSE };
        let found = self.accept(hit, complement, sources::of_cue(self.ground, hit))?;
        Some(Attribution { rule: Rule::QuoteNounCue, ..found })
    }

    /// "The claim that the road was open is wrong": where the verb begins whose subject the noun is, if it opens the
    /// sentence.
    fn verb_of_subject(&self, hit: &CueHit<'_>, start: usize, end: usize) -> Option<usize> {
        let t = self.ground.tokens;
        if hit.group != t.sentence(t.sentence_of(hit.verb)).start {
            return None;
        }
        let finite = |k: &usize| self.ground.pos(*k).is_finite();
        let first = (start..end).find(finite)?;
        let second = (first + 1..end).find(finite)?;
        let begin = super::cues::group_start(self.ground, second);
        // Between the two no other clause may begin, and no other subject stand before the second.
        let opens = Class::COORDINATOR | Class::SUBORDINATOR | Class::RELATIVE | Class::WH_WORD;
        let free = (first + 1..second).all(|k| !t.is(k, opens) && t.text(k) != ",");
        (free && begin > first + 1 && self.ground.phrases.at(begin - 1).is_none()).then_some(begin)
    }

    /// `Cost estimates, he added, were "based on a guess"`: the attribution stands between the parts of one clause.
    fn parenthetical(&mut self, hit: &CueHit<'l>, source: &Source) -> Option<Attribution<'l>> {
        let t = self.ground.tokens;
        let sentence = t.sentence(t.sentence_of(hit.verb));
        let before = source.tokens.start.checked_sub(1).filter(|&k| k > sentence.start && t.text(k) == ",")?;
        let behind = hit.tokens.end;
        let free =
            hit.cue.speech && hit.form == Form::Finite && t.text(behind) == "," && source.tokens.end <= hit.group;
        let first = sentence.start.max(self.taken)..before;
        let phrase = first.clone().any(|k| self.ground.phrases.at(k).is_some());
        let verb = first.clone().any(|k| self.ground.pos(k).is_finite());
        let adverbial = (first.start..before.min(first.start + 2)).any(|k| t.is(k, Class::PREPOSITION));
        // "In May, he added, the cost was low": behind words of time or place a clause of its own follows.
        let goes_on = match self.ground.phrases.at(behind + 1).filter(|_| adverbial) {
            Some(subject) => self.ground.pos(subject.tokens.end).is_finite(),
            None => !adverbial && self.ground.pos(behind + 1).is_finite(),
        };
        if !free || !phrase || verb || t.is(first.start, Class::SUBORDINATOR) || !goes_on {
            return None;
        }
        let end = clauses::sentence_end(self.ground, hit.verb);
        let content = vec![first, behind + 1..clauses::clause_end(self.ground, behind + 1, end)];
        self.taken = self.taken.max(end);
        let kind = self.kind(&content, Frames::CLAUSE);
        Some(Attribution::new(content, kind, Frames::CLAUSE, Some(source.clone()), Rule::QuoteBeforeCue))
    }

    /// "As Orr pointed out, the road was open": the clause behind the comma.
    fn conceded(&mut self, hit: &CueHit<'l>, source: &Source) -> Option<Attribution<'l>> {
        let t = self.ground.tokens;
        let start = t.sentence(t.sentence_of(hit.verb)).start;
        let led = source.tokens.start.checked_sub(1).is_some_and(|k| t.reads(k, "as") && k <= start + 1);
        let comma = hit.tokens.end;
        if !led || !hit.cue.speech || hit.form != Form::Finite || t.text(comma) != "," {
            return None;
        }
        let end = clauses::sentence_end(self.ground, hit.verb);
        let clause = comma + 1..clauses::clause_end(self.ground, comma + 1, end);
        let verb = clause.clone().any(|k| self.ground.pos(k).is_finite());
        let content = vec![clause];
        let kind = self.kind(&content, Frames::CLAUSE);
        verb.then(|| Attribution::new(content, kind, Frames::CLAUSE, Some(source.clone()), Rule::QuoteClause))
    }

    /// "the raid, which residents said killed ten": the subject of the words is the relative pronoun before their source.
    fn relative(&self, hit: &CueHit<'l>, source: &Source) -> Option<Attribution<'l>> {
        let t = self.ground.tokens;
        let pronoun = source.tokens.start.checked_sub(1).filter(|&k| t.is(k, Class::RELATIVE))?;
        let behind = hit.tokens.end;
        let verb = behind + usize::from(self.ground.pos(behind) == Pos::Adverb && !t.reads(behind, "nor"));
        let free = hit.cue.speech && hit.form == Form::Finite && hit.takes(Frames::CLAUSE);
        if !free || !self.ground.pos(verb).is_finite() {
            return None;
        }
        let end = clauses::clause_end(self.ground, behind, clauses::sentence_end(self.ground, hit.verb));
        let end = clauses::end_of_relative_clause(self.ground, pronoun, behind..end).unwrap_or(end);
        let content = vec![pronoun..pronoun + 1, behind..end];
        let kind = self.kind(&content, Frames::CLAUSE);
        Some(Attribution::new(content, kind, Frames::CLAUSE, Some(source.clone()), Rule::QuoteClause))
    }

    fn verb(&mut self, hit: &CueHit<'l>) -> Option<Attribution<'l>> {
        let t = self.ground.tokens;
        let source = self.shared_source(hit).or_else(|| sources::of_cue(self.ground, hit));
        // `"...," said Orr` and `"...," Orr said`: the content stands before.
        if hit.form == Form::Finite && hit.takes(Frames::QUOTED | Frames::CLAUSE) {
            if let Some(found) = self.inverted(hit) {
                return Some(found);
            }
            if let Some(found) = source.clone().and_then(|source| self.fronted(hit, source)) {
                return Some(found);
            }
        }
        if let Some(found) = source.clone().and_then(|source| self.parenthetical(hit, &source)) {
            return Some(found);
        }
        if let Some(found) = source.clone().and_then(|source| self.conceded(hit, &source)) {
            return Some(found);
        }
        if let Some(found) = source.clone().and_then(|source| self.relative(hit, &source)) {
            return Some(found);
        }
        // "Said Orr: ..."
        if hit.verb == t.sentence(t.sentence_of(hit.verb)).start
            && let Some(source) = sources::rightward(self.ground, hit.tokens.end)
        {
            // "Said Orr, who lost his house: ...": what describes the source is stepped over.
            let end = clauses::sentence_end(self.ground, hit.verb);
            let words = self.ground.marks.outer_within(source.tokens.end..end).next();
            let words = words.filter(|_| t.text(source.tokens.end) == ",");
            let from = words.map_or(source.tokens.end, |number| self.ground.marks.regions()[number].tokens.start);
            let complement = content::behind(self.ground, hit, from)?;
            return self.accept(hit, complement, Some(source));
        }
        let complement = content::behind(self.ground, hit, hit.tokens.end)?;
        self.accept(hit, complement, source)
    }

    /// "Orr said ..., adding that ..." and "Orr said ... and warned that ...": the one who spoke before in the sentence
    /// goes on.
    fn shared_source(&self, hit: &CueHit<'_>) -> Option<Source> {
        let t = self.ground.tokens;
        let mut before = hit.group.checked_sub(1)?;
        // `was "wrong," adding`: the comma stands inside the marks.
        if self.is_region_end(hit.group) {
            before = before.checked_sub(1)?;
        }
        let goes_on = match hit.form {
            Form::Gerund => self.is_break(before) || t.is(before, Class::COORDINATOR) || self.is_timed(before),
            Form::Finite => t.is(before, Class::COORDINATOR),
            _ => false,
        };
        let sentence = t.sentence_of(hit.verb);
        let mut earlier =
            self.list.iter().rev().filter(|_| goes_on).filter_map(|last| Some((last.cue.as_ref()?, &last.source)));
        // "said he thought it was wrong but added": what the speaker is said to think does not stand between.
        earlier
            .by_ref()
            .take_while(|(cue, _)| t.sentence_of(cue.verb) == sentence)
            .find(|(cue, _)| cue.cue.speech)
            .and_then(|(_, source)| source.clone())
    }

    pub(super) fn is_break(&self, i: usize) -> bool {
        self.ground.tokens.text(i) == "," || self.ground.tokens.is_dash(i)
    }

    /// ", before" in ", before noting that": the same person, a moment later.
    fn is_timed(&self, i: usize) -> bool {
        let t = self.ground.tokens;
        let led = matches!(t.lower(i), "before" | "after" | "while");
        led && i.checked_sub(1).is_some_and(|k| self.is_break(k) || self.is_region_end(i))
    }

    /// Content behind the cue, if cue and frame make an attribution.
    fn accept(&self, hit: &CueHit<'l>, complement: Complement, source: Option<Source>) -> Option<Attribution<'l>> {
        if complement.tokens.is_empty() || self.is_weak(hit, &complement) {
            return None;
        }
        let kind = self.kind(std::slice::from_ref(&complement.tokens), complement.frame);
        let rule = match complement.frame {
            Frames::QUOTED => Rule::QuoteBehindCue,
            Frames::LABEL => Rule::QuoteLabel,
            Frames::CLAUSE | Frames::QUESTION => Rule::QuoteClause,
            Frames::INFINITIVE => Rule::QuoteInfinitive,
            _ => Rule::QuoteNoun,
        };
        Some(Attribution {
            hearer: complement.hearer,
            ..Attribution::new(vec![complement.tokens], kind, complement.frame, source, rule)
        })
    }

    /// Frames that are too loose for this form of the cue.
    fn is_weak(&self, hit: &CueHit<'_>, complement: &Complement) -> bool {
        let t = self.ground.tokens;
        let identify = hit.cue.lemma == "identify" || hit.cue.lemma == "name";
        let infinitive = hit.form == Form::Infinitive
            && !matches!(complement.frame, Frames::QUOTED | Frames::CLAUSE | Frames::QUESTION);
        let bare_infinitive = hit.form == Form::Infinitive
            && complement.frame == Frames::CLAUSE
            && !t.reads(complement.tokens.start.saturating_sub(1), "that");
        let attitude = !hit.cue.speech && complement.frame == Frames::NOUN;
        // "through writing my dreams": a deed behind a preposition; "Writing in a blog, Orr called": a scene for what follows.
        let bare = complement.frame == Frames::CLAUSE && !t.reads(complement.tokens.start.saturating_sub(1), "that");
        let governed = hit.group.checked_sub(1).is_some_and(|k| self.ground.pos(k) == Pos::Preposition)
            && sources::quoted(self.ground, hit).is_none();
        let scene = t.is_sentence_start(hit.verb) && t.text(complement.tokens.start.saturating_sub(1)) == ",";
        let deed = hit.form == Form::Gerund && bare && (governed || scene);
        // "cited Orr as saying": the words are those behind "saying".
        let relayed = matches!(hit.cue.lemma, "cite" | "quote")
            && complement.tokens.clone().any(|k| t.reads(k, "as") && self.ground.pos(k + 1) == Pos::Gerund);
        // "asked not to be named": nothing that the reader is to learn.
        let unnamed = hit.cue.act == Act::Ask && complement.tokens.clone().any(|k| describe::wants_no_name(t, k));
        deed || relayed || unnamed || identify || infinitive || bare_infinitive || attitude
    }

    /// "according to Orr" at either end of the sentence.
    fn according_to(&mut self, hit: &CueHit<'l>) -> Option<Attribution<'l>> {
        let t = self.ground.tokens;
        let source = sources::of_cue(self.ground, hit)?;
        // `According to her "clawback" plan`: hers is the plan, not the words.
        let owner = t.is(source.head, Class::POSSESSIVE) && self.ground.marks.is_quoted(source.tokens.end);
        if owner {
            return None;
        }
        let sentence = t.sentence(t.sentence_of(hit.verb));
        let end = clauses::sentence_end(self.ground, hit.verb);
        let content = if hit.group <= sentence.start + 1 {
            let behind = source.tokens.end.max(hit.tokens.end);
            let comma = (behind..end).find(|&k| t.text(k) == "," && !self.ground.marks.is_quoted(k));
            // "According to the army over 300 people have fled": without a comma the clause follows at once.
            // "According to people briefed on it, the army left": a participle tells of the source.
            let described = matches!(self.ground.pos(behind), Pos::Past | Pos::Participle)
                && self.ground.pos(behind + 1) == Pos::Preposition;
            let verb = !described && (behind..comma.unwrap_or(end)).any(|k| self.ground.pos(k).is_finite());
            let comma = if verb { behind.checked_sub(1) } else { comma }?;
            comma + 1..clauses::clause_end(self.ground, comma + 1, end)
        } else {
            let mut last = hit.group;
            if self.is_break(last - 1) && !self.ground.marks.is_quoted(last - 1) {
                last -= 1;
            }
            clauses::sentence_start(self.ground, last.saturating_sub(1)).max(self.taken)..last
        };
        if content.is_empty() {
            return None;
        }
        self.taken = self.taken.max(source.tokens.end);
        let content = vec![content];
        let kind = self.kind(&content, Frames::CLAUSE);
        Some(Attribution::new(content, kind, Frames::CLAUSE, Some(source), Rule::QuoteAccordingTo))
    }

    pub(super) fn kind(&self, content: &[Range<usize>], frame: Frames) -> QuoteKind {
        let t = self.ground.tokens;
        let words = |range: &Range<usize>| range.clone().filter(|&k| !t.is_punctuation(k)).count();
        let quoted: usize = content
            .iter()
            .map(|part| part.clone().filter(|&k| self.ground.marks.is_quoted(k) && !t.is_punctuation(k)).count())
            .sum();
        let all: usize = content.iter().map(words).sum();
        match () {
            () if quoted == 0 => QuoteKind::Indirect,
            () if frame == Frames::LABEL => QuoteKind::Label,
            () if quoted == all => QuoteKind::Direct,
            () => QuoteKind::Mixed,
        }
    }
}
