//! What each distinct name names: evidence from lists, head words and neighbours, summed over the document.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{
    Name, Names,
    ballot::Ballot,
    inner, outer, proposals,
    spans::{Candidate, Candidates},
};
use crate::{
    analysis::{
        acronyms,
        learned::{Reading, Suggestion, atoms, labels::KINDS},
        phrases::Ground,
        rules::Rule,
    },
    lexicon::{Class, WordId},
    model::EntityType,
};

/// Names with fewer votes than this are given up when the model is sure that they are none.
const DENIABLE: i32 = 40;

/// Votes for the type of one of a name and its acronym that tell the other one's, and what they are worth there: more than
/// a list that knows another body by these letters.
const ACRONYM_FROM: i32 = 15;
const ACRONYM_WEIGHT: i32 = 80;

/// A country acts where the model thinks a body more probable than this.
const ACTS_ABOVE: f32 = 0.5;

/// It is sure when it thinks a name less probable than this.
const DENIED_BELOW: f32 = 0.1;

/// Candidates with the votes of the rules.
pub(in crate::analysis) struct Draft<'g, 's, 'a> {
    poll: Poll<'g, 's, 'a>,
    candidates: Candidates,
    /// The ballot of each candidate.
    numbers: Vec<usize>,
}

impl<'g, 's, 'a> Draft<'g, 's, 'a> {
    /// Gathers what rules and lists say.
    pub(super) fn new(ground: &'g Ground<'s, 'a>, candidates: Candidates) -> Self {
        let mut poll = Poll { ground, ballots: Vec::new(), numbers: FxHashMap::default(), tails: FxHashMap::default() };
        let numbers: Vec<usize> = candidates.names.iter().map(|candidate| poll.count(candidate)).collect();
        poll.inherit();
        poll.learn_acronyms(&candidates.names, &numbers);
        Self { poll, candidates, numbers }
    }

    /// What the rules would tag, for the model to weigh.
    pub fn suggestions(&self) -> Vec<Suggestion> {
        let suggestion = |(candidate, &number): (&Candidate, &usize)| {
            let ballot = &self.poll.ballots[number];
            let name = self.poll.named(candidate.clone(), number, None);
            Suggestion {
                tokens: candidate.tokens.clone(),
                title: candidate.title.clone(),
                etype: name.as_ref().map(|name| name.etype),
                rule: name.map_or(0, |name| atoms::hash(name.rule.id().as_bytes())),
                votes: ballot.by_kind(),
            }
        };
        self.candidates.names.iter().zip(&self.numbers).map(suggestion).collect()
    }

    /// Decides the types of all candidates, with the model's reading when there is one.
    pub fn decide(mut self, reading: Option<&Reading>) -> Names {
        if let Some(reading) = reading {
            let known = std::mem::take(&mut self.candidates.names);
            self.candidates.names =
                proposals::merge(self.poll.ground, known.clone(), &self.candidates.lone_titles, reading);
            let numbers = std::mem::take(&mut self.numbers);
            for candidate in &self.candidates.names {
                let at = known.partition_point(|known| known.tokens.start < candidate.tokens.start);
                let same = known.get(at).is_some_and(|known| known.tokens == candidate.tokens);
                let number = if same { numbers[at] } else { self.poll.count(candidate) };
                self.poll.ballots[number].ask(reading.shares(candidate.tokens.clone()));
                self.numbers.push(number);
            }
            self.poll.ballots.iter_mut().for_each(Ballot::count_model);
            self.poll.inherit();
            self.poll.learn_acronyms(&self.candidates.names, &self.numbers);
        }
        let (poll, names) = (self.poll, self.candidates.names);
        let list = names
            .into_iter()
            .zip(self.numbers)
            .filter_map(|(candidate, number)| poll.named(candidate, number, reading))
            .collect();
        Names { list, lone_titles: self.candidates.lone_titles }
    }
}

struct Poll<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
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
        let ballot = inner::evidence(self.ground, tokens.clone());
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

    /// Counts what the rules say of one candidate; gives its ballot.
    fn count(&mut self, candidate: &Candidate) -> usize {
        let number = self.ballot_of(candidate.tokens.clone());
        outer::evidence(self.ground, &mut self.ballots[number], candidate);
        number
    }

    /// A single word takes the type of the longer name that it ends or opens: Vale after Idris Vale. A ship without its
    /// prefix is a ship: the Tarn Star after MV Tarn Star.
    fn inherit(&mut self) {
        let t = self.ground.tokens;
        let mut gifts = Vec::new();
        let mut ships = Vec::new();
        for (key, &number) in &self.numbers {
            let prefix = |word| t.lexicon().words().entry(word).class.any(Class::VESSEL_PREFIX);
            let bare =
                key.split_first().filter(|(first, _)| prefix(**first)).and_then(|(_, bare)| self.numbers.get(bare));
            ships.extend(bare.copied().filter(|_| self.ballots[number].winner().0 == EntityType::Vehicle));
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
        for number in ships {
            self.ballots[number].vote(EntityType::Vehicle, 60, Rule::NameShortForm, None);
        }
        gifts.sort_unstable();
        for (number, longer) in gifts {
            let (etype, votes) = self.ballots[longer].winner();
            let listed_place = self.ballots[number].votes[EntityType::Place as usize] > 45;
            let weight = if listed_place { 20 } else { votes.clamp(30, 60) + 15 };
            let more = weight - self.ballots[number].inherited;
            if more > 0 {
                self.ballots[number].inherited = weight;
                self.ballots[number].vote(etype, more, Rule::NameShortForm, None);
            }
            let gender = self.ballots[longer].gender;
            let ballot = &mut self.ballots[number];
            ballot.gender = ballot.gender.or(gender);
        }
    }

    /// "Rapid Relief Force (RRF)": both are what the long name is, or what the lists know of the short one where the long
    /// name does not tell.
    fn learn_acronyms(&mut self, names: &[Candidate], numbers: &[usize]) {
        let t = self.ground.tokens;
        for (pair, numbers) in names.windows(2).zip(numbers.windows(2)) {
            let (long, short) = (numbers[0], numbers[1]);
            if !acronyms::is_introduced(t, &pair[0].tokens, &pair[1].tokens) {
                continue;
            }
            let is_told = self.ballots[long].winner().0.is_body();
            let (from, to) = if is_told { (long, short) } else { (short, long) };
            let (etype, votes) = self.ballots[from].winner();
            let known = self.ballots[from].listed[etype as usize] > 0;
            if !etype.is_body() || !(is_told || known) || votes < ACRONYM_FROM {
                continue;
            }
            let (subtype, group) =
                (self.ballots[from].subtype[etype as usize], self.ballots[from].group[etype as usize]);
            let ballot = &mut self.ballots[to];
            ballot.vote(etype, ACRONYM_WEIGHT, Rule::NameShortForm, None);
            ballot.subtype[etype as usize] = subtype;
            ballot.group[etype as usize] = group;
        }
    }

    /// Whether the model thinks that a country is a body here rather than a place. Unlike its type, this is no trait of
    /// the name but of each occurrence.
    fn acts(candidate: &Candidate, reading: Option<&Reading>) -> bool {
        let share = |reading: &Reading, etype| {
            let shares = reading.shares(candidate.tokens.clone());
            KINDS.iter().zip(shares).find(|(kind, _)| **kind == etype).map_or(0.0, |(_, share)| share)
        };
        reading.is_some_and(|reading| {
            let body = share(reading, EntityType::Organization);
            body >= ACTS_ABOVE && body > share(reading, EntityType::Place)
        })
    }

    /// Whether the model is sure that a candidate of one of its kinds is no name.
    fn is_denied(candidate: &Candidate, etype: EntityType, reading: Option<&Reading>) -> bool {
        let known = etype.is_body() || KINDS.contains(&etype);
        let inside = |reading: &Reading| reading.shares(candidate.tokens.clone()).iter().sum::<f32>();
        known && reading.is_some_and(|reading| inside(reading) < DENIED_BELOW)
    }

    /// The candidate with its type; `None` when nothing speaks for a name.
    fn named(&self, candidate: Candidate, number: usize, reading: Option<&Reading>) -> Option<Name> {
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
        if votes < DENIABLE && !ballot.speaks && Self::is_denied(&candidate, etype, reading) {
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
        if single && ballot.is_doubtful_acronym(etype) {
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
        let acts = country && !t.is_joined(candidate.tokens.start) && Self::acts(&candidate, reading);
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
