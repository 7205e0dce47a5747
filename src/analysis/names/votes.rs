//! What each distinct name names: evidence from lists, head words and neighbours, summed over the document.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Name, Names, spans};
use crate::{
    analysis::{
        learned::{Reading, labels::KINDS},
        phrases::Ground,
        rules::Rule,
        tagger::Pos,
        tokens::TokenKind,
    },
    lexicon::{Class, Head, HintPlace, WordId},
    model::{EntityType, Gender, Span},
};

const N_TYPES: usize = EntityType::ALL.len();

/// Greatest sum of votes against one type of one name.
const MAX_DOUBTS: i32 = 24;
/// Greatest sum of weak votes for one type of one name.
const MAX_HINTS: i32 = 40;

/// Votes of the model for a type that it is certain of.
const MODEL_WEIGHT: f32 = 30.0;

/// Names with fewer votes than this are given up when the model is sure that they are none.
const DENIABLE: i32 = 40;

/// A country acts where the model thinks a body more probable than this.
const ACTS_ABOVE: f32 = 0.5;

/// What the rules cannot tell is of the kind that the model thinks at least as probable as this.
const LIKELY: f32 = 0.5;

/// It is sure when it thinks a name less probable than this.
const DENIED_BELOW: f32 = 0.1;

/// Votes for the types of one distinct name.
#[derive(Clone, Debug, Default)]
struct Ballot {
    votes: [i32; N_TYPES],
    /// Sum of votes against each type.
    doubts: [i32; N_TYPES],
    /// Sum of weak votes for each type.
    hints: [i32; N_TYPES],
    /// The strongest single vote for each type.
    best: [Option<(i32, Rule, Option<Span>)>; N_TYPES],
    subtype: [Option<&'static str>; N_TYPES],
    /// Greatest weight of a list for each type.
    listed: [u8; N_TYPES],
    group: [Option<u32>; N_TYPES],
    gender: Option<Gender>,
    /// Whether it is the subject of a verb of saying somewhere.
    speaks: bool,
    n_tokens: usize,
    /// What the model thinks of each occurrence, summed: the share of each kind.
    shares: [f32; KINDS.len()],
    /// Occurrences that the model was asked about.
    n_asked: u32,
}

impl Ballot {
    fn vote(&mut self, etype: EntityType, weight: i32, rule: Rule, because: Option<Span>) {
        let k = etype as usize;
        // Many weak hints must not outvote a list or a title.
        let mut weight = weight;
        if (1..30).contains(&weight) {
            weight = weight.min(MAX_HINTS - self.hints[k]);
            self.hints[k] += weight;
        }
        if weight < 0 {
            weight = weight.max(-MAX_DOUBTS - self.doubts[k]);
            self.doubts[k] += weight;
        }
        // The same strong reason again adds little.
        if weight >= 30 && self.best[k].is_some_and(|(best, known, _)| known == rule && best >= weight) {
            weight = 5;
        }
        self.votes[k] += weight;
        if weight > 0 && self.best[k].is_none_or(|(best, ..)| best < weight) {
            self.best[k] = Some((weight, rule, because));
        }
    }

    fn vote_head(&mut self, head: Head, weight: i32, rule: Rule, because: Option<Span>) {
        self.vote(head.etype, weight, rule, because);
        self.subtype[head.etype as usize].get_or_insert(head.subtype);
    }

    /// The model's vote: what it thinks on average over all occurrences.
    fn count_model(&mut self) {
        if self.n_asked == 0 {
            return;
        }
        for (kind, share) in KINDS.into_iter().zip(self.shares) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a mean of probabilities")]
            let weight = (share / self.n_asked as f32 * MODEL_WEIGHT) as i32;
            let etype = self.finer(kind);
            self.votes[etype as usize] += weight;
            if weight > 0 {
                self.best[etype as usize].get_or_insert((0, Rule::NameModel, None));
            }
        }
    }

    /// The kind that the model thinks likely, on average over all occurrences.
    fn kind_by_model(&self) -> Option<EntityType> {
        #[expect(clippy::cast_precision_loss, reason = "a number of occurrences")]
        let least = LIKELY * self.n_asked as f32;
        let (kind, share) = KINDS.into_iter().zip(self.shares).max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        (self.n_asked > 0 && share >= least).then_some(kind)
    }

    /// The kind of organization that the rules think likeliest, for the model knows but one.
    fn finer(&self, kind: EntityType) -> EntityType {
        if kind != EntityType::Organization {
            return kind;
        }
        let bodies = EntityType::ALL.iter().copied().filter(|&etype| etype.is_body());
        bodies.rev().max_by_key(|&body| self.votes[body as usize]).unwrap_or(kind)
    }

    /// The type with most votes; the order of the types breaks ties.
    fn winner(&self) -> (EntityType, i32) {
        let best =
            EntityType::ALL.iter().copied().max_by_key(|&etype| (self.votes[etype as usize], std::cmp::Reverse(etype)));
        best.map_or((EntityType::Other, 0), |etype| (etype, self.votes[etype as usize]))
    }
}

/// Decides the types of all candidates.
pub(super) fn decide(ground: &Ground<'_, '_>, candidates: spans::Candidates, reading: Option<&Reading>) -> Names {
    let mut poll =
        Poll { ground, reading, ballots: Vec::new(), numbers: FxHashMap::default(), tails: FxHashMap::default() };
    let numbers: Vec<usize> =
        candidates.names.iter().map(|candidate| poll.ballot_of(candidate.tokens.clone())).collect();
    for (candidate, &number) in candidates.names.iter().zip(&numbers) {
        poll.context(number, candidate);
        poll.ask_model(number, candidate);
    }
    poll.ballots.iter_mut().for_each(Ballot::count_model);
    poll.inherit();
    let list = candidates
        .names
        .into_iter()
        .zip(numbers)
        .filter_map(|(candidate, number)| poll.named(candidate, number))
        .collect();
    Names { list, lone_titles: candidates.lone_titles }
}

struct Poll<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    reading: Option<&'g Reading>,
    ballots: Vec<Ballot>,
    numbers: FxHashMap<Box<[WordId]>, usize>,
    /// Ballots of longer names by their last and first words.
    tails: FxHashMap<WordId, Vec<usize>>,
}

impl Poll<'_, '_, '_> {
    /// The ballot of a name string, opened with what the string itself says.
    fn ballot_of(&mut self, tokens: Range<usize>) -> usize {
        let key = self.ground.tokens.word_slice(tokens.clone());
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        let number = self.ballots.len();
        self.numbers.insert(key.into(), number);
        let ballot = self.inner_evidence(tokens.clone());
        self.ballots.push(ballot);
        if tokens.len() > 1 {
            for edge in [tokens.end - 1, tokens.start] {
                let numbers = self.tails.entry(self.ground.tokens.word(edge)).or_default();
                if numbers.len() < 8 {
                    numbers.push(number);
                }
            }
        }
        number
    }

    /// Lists, head words and the shape of the name.
    fn inner_evidence(&self, tokens: Range<usize>) -> Ballot {
        let t = self.ground.tokens;
        let heads = t.lexicon().heads();
        let mut ballot = Ballot { n_tokens: tokens.len(), ..Ballot::default() };
        for fact in spans::listed(self.ground, tokens.clone()) {
            let best = ballot.listed[fact.etype as usize];
            if fact.weight > best {
                ballot.listed[fact.etype as usize] = fact.weight;
                ballot.subtype[fact.etype as usize] = Some(fact.subtype);
                ballot.group[fact.etype as usize] = Some(fact.group);
            }
        }
        // Several readings of one type count once: there are many places called San Pedro.
        for (&etype, weight) in EntityType::ALL.iter().zip(ballot.listed) {
            if weight > 0 {
                let long = if tokens.len() > 1 { 15 } else { 0 };
                ballot.vote(etype, i32::from(weight) + long, Rule::NameListed, None);
            }
        }
        let last = tokens.end - 1;
        if tokens.len() > 1 {
            if let Some(head) = heads.organization(t.word(last)) {
                let rule = if t.is(last, Class::LEGAL_FORM) { Rule::NameLegalForm } else { Rule::NameOrganizationHead };
                ballot.vote_head(head, 42, rule, Some(t.span(last)));
            }
            if let Some(head) = heads.place(t.word(last)) {
                ballot.vote_head(head, 34, Rule::NamePlaceHead, Some(t.span(last)));
            }
            // "Suez Crisis", "Orrvale Act", "Election Day": names of happenings, laws and times.
            let thing =
                heads.noun(t.word(last)).filter(|head| matches!(head.etype, EntityType::Event | EntityType::Law));
            if let Some(head) = thing {
                ballot.vote_head(head, 44, Rule::NameNounBefore, Some(t.span(last)));
            } else if t.is(last, Class::TIME_UNIT | Class::SEASON) {
                ballot.vote(EntityType::Event, 44, Rule::NameNounBefore, Some(t.span(last)));
            }
            // "Operation Quiet Harbour"
            if let Some(hint) = t.lexicon().hints().find(HintPlace::First, t.lower(tokens.start)) {
                ballot.vote(hint.etype, hint.weight, Rule::NameNounBefore, Some(t.span(tokens.start)));
            }
            self.pact(&mut ballot, &tokens);
            self.first_word(&mut ballot, &tokens);
        } else {
            self.single_word(&mut ballot, tokens.start);
        }
        self.first_names(&mut ballot, &tokens);
        if matches!(t.kind(tokens.start), TokenKind::Word) && tokens.len() <= 3 {
            let letters = t.text_of(tokens.clone()).chars().filter(|c| c.is_alphabetic()).count();
            if tokens.clone().all(|i| t.is_all_caps(i))
                && (2..=6).contains(&letters)
                && !t.is(tokens.start, Class::COMMON_ACRONYM)
            {
                ballot.vote(EntityType::Organization, 14, Rule::NameCapitals, None);
            }
        }
        self.designation(&mut ballot, &tokens);
        self.numbered(&mut ballot, &tokens);
        ballot
    }

    /// "Treaty of Orrvale", "Convention against Torture", "Orrvale Accords". A convention that is called after its place
    /// is one that was signed there; others are meetings.
    fn pact(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let last = tokens.end - 1;
        let hint = |at: usize| t.lexicon().hints().find(HintPlace::Pact, t.lower(at));
        let opening = (t.is(tokens.start + 1, Class::PREPOSITION)).then(|| Some((tokens.start, hint(tokens.start)?)));
        let signed_at = |place: Range<usize>| {
            spans::listed(self.ground, place).any(|fact| fact.etype == EntityType::Place && fact.weight >= 28)
        };
        let closing = || {
            let certain = t.lexicon().heads().noun(t.word(last)).is_none_or(|head| head.etype == EntityType::Law);
            hint(last).filter(|_| certain || signed_at(tokens.start..last)).map(|hint| (last, hint))
        };
        if let Some((at, hint)) = opening.flatten().or_else(closing) {
            let head = Head { etype: hint.etype, subtype: "treaty", plural: false };
            ballot.vote_head(head, hint.weight, Rule::NameNounBefore, Some(t.span(at)));
        }
    }

    /// "Ministry of Defence", "University of Velle", "Lake Orr".
    fn first_word(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let heads = t.lexicon().heads();
        let of = tokens.clone().find(|&i| t.reads(i, "of") || t.reads(i, "for"));
        let before_of = of.filter(|&of| of > tokens.start).map(|of| of - 1);
        if let Some(at) = before_of {
            if let Some(head) = heads.organization(t.word(at)) {
                ballot.vote_head(head, 40, Rule::NameOrganizationHead, Some(t.span(at)));
            } else if let Some(head) = heads.place(t.word(at)) {
                ballot.vote_head(head, 30, Rule::NamePlaceHead, Some(t.span(at)));
            }
        }
        if let Some(head) = heads.place(t.word(tokens.start)).filter(|_| tokens.len() == 2) {
            // "Port Orrvale", "Lake Tarn": a word that no list knows behind it is nothing but its name.
            let unknown = t.entry(tokens.start + 1).per_million == 0.0;
            let weight = if unknown { 42 } else { 16 };
            ballot.vote_head(head, weight, Rule::NamePlaceHead, Some(t.span(tokens.start)));
        }
    }

    fn single_word(&self, ballot: &mut Ballot, i: usize) {
        let t = self.ground.tokens;
        let entry = t.entry(i);
        if t.is(i, Class::SURNAME) {
            ballot.vote(
                EntityType::Person,
                if t.is(i, Class::COMMON_NAME) { 6 } else { 14 },
                Rule::NameFirstName,
                None,
            );
        } else if entry.per_million == 0.0 && !t.is_all_caps(i) {
            ballot.vote(EntityType::Person, 6, Rule::NameShape, None);
        }
        if let Some(head) = t.lexicon().heads().organization(t.word(i)) {
            ballot.vote_head(head, 9, Rule::NameOrganizationHead, None);
        }
        // "the Coalition", "the Government": a common noun used as a name.
        let body = t.lexicon().heads().noun(t.word(i)).filter(|head| head.etype.is_body() && !head.plural);
        if let Some(head) = body {
            ballot.vote_head(head, 9, Rule::NameOrganizationHead, None);
        }
    }

    fn first_names(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let first = tokens.start;
        let class = t.class(first);
        let particle_first = class.any(Class::NAME_PARTICLE) && !t.reads(first, "abu");
        if class.any(Class::GIVEN) && !particle_first {
            let common = class.any(Class::COMMON_NAME) || t.entry(first).per_million > 20.0;
            let weight = match (tokens.len(), common) {
                (1, true) => 4,
                (1, false) => 12,
                (_, true) => 16,
                (_, false) => 32,
            };
            ballot.vote(EntityType::Person, weight, Rule::NameFirstName, Some(t.span(first)));
            ballot.gender = match (class.any(Class::GIVEN_MASCULINE), class.any(Class::GIVEN_FEMININE)) {
                (true, false) => Some(Gender::Masculine),
                (false, true) => Some(Gender::Feminine),
                _ => None,
            };
        }
        let is_small = |i: usize| t.is_punctuation(i) || t.is(i, Class::NAME_PARTICLE);
        let n_words = tokens.clone().filter(|&i| !is_small(i)).count();
        if tokens.len() > 1 && n_words <= 4 {
            let initials =
                tokens.clone().take(tokens.len() - 1).any(|i| t.text(i).len() == 2 && t.text(i).ends_with('.'));
            let particle = tokens.clone().find_map(|i| t.lexicon().hints().find(HintPlace::Inside, t.lower(i)));
            if initials {
                ballot.vote(EntityType::Person, 30, Rule::NameFirstName, None);
            }
            if let Some(hint) = particle.filter(|_| n_words > 1) {
                ballot.vote(hint.etype, hint.weight, Rule::NameParticle, None);
            }
            if t.is(tokens.end - 1, Class::SURNAME) {
                ballot.vote(EntityType::Person, 14, Rule::NameFirstName, None);
            }
            // Two or three capitalised words that no list knows are most often a person.
            let unknown =
                tokens.clone().all(|i| t.entry(i).per_million == 0.0 || t.is(i, Class::GIVEN | Class::SURNAME));
            if unknown && tokens.len() <= 3 {
                ballot.vote(EntityType::Person, 10, Rule::NameShape, None);
            } else if !unknown {
                ballot.vote(EntityType::Organization, 8, Rule::NameShape, None);
            }
        } else if n_words > 4 {
            ballot.vote(EntityType::Organization, 10, Rule::NameShape, None);
        }
    }

    /// The 3rd Armored Brigade, USS Orrvale, Resolution 2254.
    fn numbered(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let (first, last) = (tokens.start, tokens.end - 1);
        if tokens.len() < 2 {
            return;
        }
        let digits =
            t.kind(first) == TokenKind::Alphanumeric && t.text(first).starts_with(|c: char| c.is_ascii_digit());
        // "First Division" is a league more often than a unit.
        let word = t.is(first, Class::ORDINAL) && !(tokens.len() == 2 && t.reads(last, "division"));
        if t.is(last, Class::UNIT_HEAD) && (digits || word) {
            let head = Head { etype: EntityType::MilitaryUnit, subtype: "unit", plural: false };
            ballot.vote_head(head, 70, Rule::NameUnit, Some(t.span(first)));
        }
        if t.is(first, Class::VESSEL_PREFIX) && t.is_all_caps(first) {
            let head = Head { etype: EntityType::Vehicle, subtype: "ship", plural: false };
            ballot.vote_head(head, 90, Rule::NameVessel, Some(t.span(first)));
        }
        let numbered = tokens.clone().rev().find(|&i| t.is_word(i)).filter(|&word| word < last);
        let head = numbered.and_then(|word| Some((word, t.lexicon().heads().designation(t.word(word))?)));
        if let Some((word, head)) = head {
            ballot.vote_head(head, 80, Rule::NameDesignation, Some(t.span(word)));
        }
    }

    /// T-72, Su-25: letters, a hyphen, a number.
    fn designation(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let t = self.ground.tokens;
        let shaped = tokens.len() == 3
            && t.text(tokens.start + 1) == "-"
            && t.text(tokens.start).len() <= 3
            && t.text(tokens.end - 1).starts_with(|c: char| c.is_ascii_digit());
        if shaped {
            ballot.vote(EntityType::Vehicle, 20, Rule::NameShape, None);
        }
    }

    /// Evidence from the words around one occurrence.
    fn context(&mut self, number: usize, candidate: &spans::Candidate) {
        let t = self.ground.tokens;
        let tokens = candidate.tokens.clone();
        let (first, end) = (candidate.title.as_ref().map_or(tokens.start, |title| title.start), tokens.end);
        if let Some(title) = &candidate.title {
            let because = Some(t.span_of(title.clone()));
            self.ballots[number].vote(EntityType::Person, 60, Rule::NameTitleBefore, because);
        }
        self.dateline(number, &tokens);
        self.words_before(number, first..end);
        self.words_behind(number, tokens.start, end);
        self.apposition(number, end);
        let age = t.text(end) == ","
            && t.is_number(end + 1)
            && t.text(end + 1).len() == 2
            && matches!(t.text(end + 2), "," | ".");
        let who = t.reads(end, "who") || (t.text(end) == "," && t.reads(end + 1, "who"));
        if age || who {
            let at = if t.text(end) == "," { end + 1 } else { end };
            self.ballots[number].vote(EntityType::Person, 30, Rule::NameHuman, Some(t.span(at)));
        }
    }

    /// The place and the agency of the dateline.
    fn dateline(&mut self, number: usize, tokens: &Range<usize>) {
        let dateline = self.ground.tokens.dateline();
        let within = |part: &Range<usize>| part.start <= tokens.start && tokens.end <= part.end;
        let because = Some(self.ground.tokens.span_of(tokens.clone()));
        if within(&dateline.place) {
            self.ballots[number].vote(EntityType::Place, 60, Rule::NameDateline, because);
        } else if within(&dateline.agency) {
            let head = Head { etype: EntityType::Organization, subtype: "media", plural: false };
            self.ballots[number].vote_head(head, 60, Rule::NameDateline, because);
        }
    }

    /// Notes what the model thinks of one occurrence.
    fn ask_model(&mut self, number: usize, candidate: &spans::Candidate) {
        let Some(reading) = self.reading else { return };
        let ballot = &mut self.ballots[number];
        let shares = reading.shares(candidate.tokens.clone());
        ballot.shares.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
        ballot.n_asked += 1;
    }

    fn words_before(&mut self, ballot: usize, Range { start: first, end }: Range<usize>) {
        let t = self.ground.tokens;
        let Some(before) = first.checked_sub(1) else { return };
        if t.sentence_of(before) != t.sentence_of(first) || t.is_joined(first) {
            return;
        }
        let ballot = &mut self.ballots[ballot];
        // "potter Nela Quill", "the city of Velle", "the militia Orr Column".
        let described = match self.ground.pos(before) {
            Pos::Noun => Some(before),
            Pos::Preposition if t.reads(before, "of") => {
                before.checked_sub(1).filter(|&k| self.ground.pos(k) == Pos::Noun)
            }
            _ => None,
        };
        let number = t.text(end - 1).contains(|c: char| c.is_ascii_digit());
        // "flight OR17"
        if let Some(head) = t.lexicon().heads().designation(t.word(before)).filter(|_| number) {
            ballot.vote_head(head, 60, Rule::NameDesignation, Some(t.span(before)));
            return;
        }
        let heads = t.lexicon().heads();
        let kind = |at: usize| {
            let compound = at.checked_sub(1).and_then(|first| heads.compound(t.word(first), t.word(at)));
            compound.or_else(|| heads.noun(t.word(at)))
        };
        let head = described.and_then(|at| Some((at, kind(at)?)));
        if let Some((at, head)) = head.filter(|(at, head)| {
            let of = *at + 1 < first;
            !head.plural && (!of || is_region(*head)) && head.etype != EntityType::Event
        }) {
            let of = at + 1 < first;
            let weight = match head.etype {
                // Ships are called after whatever their owners like: "the tanker Velle Star".
                EntityType::Vehicle => 60,
                EntityType::Person => 40,
                _ if of => 40,
                _ => 30,
            };
            ballot.vote_head(head, weight, Rule::NameNounBefore, Some(t.span(at)));
        }
        if ballot.n_tokens <= 3 {
            // "the road to Orrvale", "the border with Tarn"
            let hints = t.lexicon().hints();
            let way = hints.find(HintPlace::Way, t.lower(before.saturating_sub(1)));
            let way = way.filter(|_| before > 0 && t.is(before, Class::PREPOSITION));
            if let Some(hint) = way.or_else(|| hints.find(HintPlace::Before, t.lower(before))) {
                ballot.vote(hint.etype, hint.weight, Rule::NamePreposition, Some(t.span(before)));
            }
        }
        // "identified him as Ivo Orr"
        if t.reads(before, "as") && before > 0 && t.is(before - 1, Class::PRONOUN_HE | Class::PRONOUN_SHE) {
            ballot.vote(EntityType::Person, 40, Rule::NameHuman, Some(t.span(before - 1)));
        }
        if t.is(before, Class::DIRECTION) && !t.is_capitalised(before) {
            ballot.vote(EntityType::Place, 25, Rule::NameNounBefore, Some(t.span(before)));
        }
        if t.is(before, Class::DEFINITE) && ballot.n_tokens <= 3 {
            ballot.vote(EntityType::Person, -25, Rule::NameShape, None);
            ballot.vote(EntityType::Organization, 5, Rule::NameShape, None);
        }
    }

    fn words_behind(&mut self, number: usize, start: usize, end: usize) {
        let t = self.ground.tokens;
        let ballot = &mut self.ballots[number];
        if t.sentence_of(end) != t.sentence_of(start) {
            return;
        }
        let possessive = t.is_possessive_mark(end);
        let next = if possessive { end + 1 } else { end };
        // "Orr said", "Orr did not say"
        let verb = (next..next + 4).find(|&k| !t.is(k, Class::AUXILIARY | Class::NEGATION)).unwrap_or(next);
        let finite = self.ground.pos(next).is_finite() && self.ground.pos(verb).is_verb();
        if t.is(verb, Class::CUE) && finite && !possessive {
            ballot.speaks = true;
            ballot.vote(EntityType::Person, 9, Rule::NameSpeaks, Some(t.span(verb)));
            ballot.vote(EntityType::Organization, 4, Rule::NameSpeaks, Some(t.span(verb)));
        }
        // "Orr Column fighters", "Velle province", "Tarsk government".
        let noun = (self.ground.pos(next) == Pos::Noun && !t.is_joined(next) && !possessive).then_some(next);
        if let Some((at, head)) = noun.and_then(|at| Some((at, t.lexicon().heads().noun(t.word(at))?))) {
            let because = Some(t.span(at));
            match head.etype {
                EntityType::Person => {
                    ballot.vote(EntityType::Organization, 9, Rule::NameNounAfter, because);
                    ballot.vote(EntityType::Place, 5, Rule::NameNounAfter, because);
                    ballot.vote(EntityType::Person, -12, Rule::NameNounAfter, because);
                }
                EntityType::Place if is_region(head) && !head.plural => {
                    ballot.vote_head(head, 26, Rule::NameNounAfter, because);
                }
                EntityType::Organization | EntityType::ArmedGroup if !head.plural => {
                    ballot.vote_head(head, 16, Rule::NameNounAfter, because)
                }
                EntityType::GovernmentBody | EntityType::MilitaryUnit
                    if ballot.listed[EntityType::Place as usize] > 0 =>
                {
                    ballot.vote(EntityType::Place, 14, Rule::NameNounAfter, because);
                }
                _ => {}
            }
        }
        if t.text(next) == "-"
            && t.is_joined(next)
            && let Some(hint) = t.lexicon().hints().find(HintPlace::Compound, t.lower(next + 1))
        {
            ballot.vote(hint.etype, hint.weight, Rule::NameNounAfter, Some(t.span(next + 1)));
        }
        let place_behind = t.text(end) == ","
            && spans::listed(self.ground, end + 1..end + 2)
                .any(|fact| fact.etype == EntityType::Place && fact.weight > 35);
        if place_behind {
            ballot.vote(EntityType::Place, 8, Rule::NameApposition, Some(t.span(end + 1)));
        }
    }

    /// "Orr, a militia commander," and "Tarsk Watch, the monitoring group".
    fn apposition(&mut self, number: usize, end: usize) {
        let t = self.ground.tokens;
        if t.text(end) != "," && !t.is_dash(end) {
            return;
        }
        let Some(phrase) = self.ground.phrases.at(end + 1).filter(|phrase| phrase.tokens.start == end + 1) else {
            return;
        };
        let determined = t.is(end + 1, Class::DEFINITE | Class::INDEFINITE | Class::POSSESSIVE);
        let closes = matches!(t.text(phrase.tokens.end), "," | "." | ")" | ";")
            || t.is_dash(phrase.tokens.end)
            || t.is(phrase.tokens.end, Class::PREPOSITION | Class::RELATIVE);
        let Some(head) = t.lexicon().heads().noun(t.word(phrase.head)) else { return };
        if determined
            && closes
            && !head.plural
            && head.etype != EntityType::Event
            && !t.is(phrase.head + 1, Class::BE | Class::HAVE)
        {
            let weight = if t.is(end + 1, Class::INDEFINITE) { 45 } else { 36 };
            self.ballots[number].vote_head(head, weight, Rule::NameApposition, Some(t.span(phrase.head)));
        }
    }

    /// A single word takes the type of the longer name that it ends or opens: Vale after Idris Vale.
    fn inherit(&mut self) {
        let t = self.ground.tokens;
        let mut gifts = Vec::new();
        for (key, &number) in &self.numbers {
            // "al-Tarsi" is one word with its article.
            let word = match **key {
                [word] => word,
                [article, _, word] if t.lexicon().words().entry(article).class.any(Class::NAME_PARTICLE) => word,
                _ => continue,
            };
            for &longer in self.tails.get(&word).into_iter().flatten() {
                let (etype, votes) = self.ballots[longer].winner();
                if votes > 15 && etype == EntityType::Person && longer != number {
                    gifts.push((number, longer));
                }
            }
        }
        gifts.sort_unstable();
        for (number, longer) in gifts {
            let (etype, votes) = self.ballots[longer].winner();
            let listed_place = self.ballots[number].votes[EntityType::Place as usize] > 45;
            let weight = if listed_place { 20 } else { votes.clamp(30, 60) + 15 };
            self.ballots[number].vote(etype, weight, Rule::NameShortForm, None);
            let gender = self.ballots[longer].gender;
            let ballot = &mut self.ballots[number];
            ballot.gender = ballot.gender.or(gender);
        }
    }

    /// Whether the model thinks that a country is a body here rather than a place. Unlike its type, this is no trait of
    /// the name but of each occurrence.
    fn acts(&self, candidate: &spans::Candidate) -> bool {
        let share = |reading: &Reading, etype| {
            let shares = reading.shares(candidate.tokens.clone());
            KINDS.iter().zip(shares).find(|(kind, _)| **kind == etype).map_or(0.0, |(_, share)| share)
        };
        self.reading.is_some_and(|reading| {
            let body = share(reading, EntityType::Organization);
            body >= ACTS_ABOVE && body > share(reading, EntityType::Place)
        })
    }

    /// Whether the model is sure that a candidate of one of its kinds is no name.
    fn is_denied(&self, candidate: &spans::Candidate, etype: EntityType) -> bool {
        let known = etype.is_body() || KINDS.contains(&etype);
        let inside = |reading: &Reading| reading.shares(candidate.tokens.clone()).iter().sum::<f32>();
        known && self.reading.is_some_and(|reading| inside(reading) < DENIED_BELOW)
    }

    /// The candidate with its type; `None` when nothing speaks for a name.
    fn named(&self, candidate: spans::Candidate, number: usize) -> Option<Name> {
        let ballot = &self.ballots[number];
        let (mut etype, votes) = ballot.winner();
        let t = self.ground.tokens;
        let first = candidate.tokens.start;
        let single = candidate.tokens.len() == 1;
        // A deity is nobody whom a reader of news could look up.
        if single && t.is(first, Class::DEITY) {
            return None;
        }
        // Who speaks has a name, whatever the model thinks of it.
        if votes < DENIABLE && !ballot.speaks && self.is_denied(&candidate, etype) {
            return None;
        }
        let only_group = single
            && ballot.listed[EntityType::Norp as usize] >= 45
            && ballot.listed.iter().filter(|&&weight| weight > 0).count() == 1;
        if only_group {
            etype = EntityType::Norp;
        }
        // An ordinary word in capitals with nothing but hints to speak for it is no name.
        let ordinary = single && t.entry(first).per_million > 0.0 && t.entry(first).capital_permille < 500;
        let shape_only = ballot.best[etype as usize].is_none_or(|(_, rule, _)| rule == Rule::NameShape);
        if shape_only && etype.is_body() {
            etype = EntityType::Other;
        }
        if votes <= 0 || (single && votes < 12 && !only_group) {
            if ordinary || t.is(first, Class::COMMON_ACRONYM) {
                return None;
            }
            etype = EntityType::Other;
        }
        // Where the rules cannot tell, the model may.
        if etype == EntityType::Other
            && let Some(kind) = ballot.kind_by_model()
        {
            etype = kind;
        }
        let ordinary_start = t.is_sentence_start(candidate.tokens.start) && candidate.tokens.len() == 1 && votes < 12;
        if ordinary_start && t.entry(candidate.tokens.start).per_million > 0.0 {
            return None;
        }
        let (_, rule, because) = ballot.best[etype as usize].unwrap_or((0, Rule::NameShape, None));
        // "pro-Velle" is on somebody's side.
        let country = etype == EntityType::Place && ballot.subtype[etype as usize] == Some("country");
        let acts = country && !t.is_joined(candidate.tokens.start) && self.acts(&candidate);
        Some(Name {
            tokens: candidate.tokens,
            title: candidate.title,
            etype,
            subtype: ballot.subtype[etype as usize],
            group: ballot.group[etype as usize],
            gender: ballot.gender.filter(|_| etype == EntityType::Person),
            rule: if etype == EntityType::Norp { Rule::NameGroup } else { rule },
            because,
            acts,
        })
    }
}

/// Kinds of places that have names of their own: "the city of Velle", "Velle province".
fn is_region(head: Head) -> bool {
    head.etype == EntityType::Place && matches!(head.subtype, "city" | "region" | "country" | "neighborhood")
}
