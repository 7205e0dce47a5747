//! What entities of single documents make together, kept while they come and go.

use chrono::NaiveDate;

use super::{CorpusEntity, CorpusEntityId};
use crate::{
    corpus::{Entries, Entry, judgements::Member},
    model::{DocId, Entity, EntityId, EntityType, Status},
};

/// What several entities have in common, and the first that has it. Within one entity, `rank` tells the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct First<T> {
    pub(super) value: T,
    pub(super) member: Member,
    rank: usize,
    /// Number of entities that have it.
    n: usize,
    /// Whether the first one is gone: the first of those behind `member` has to be looked for.
    is_lost: bool,
}

/// An entity of one document on its way in or out.
#[derive(Clone, Copy)]
pub(super) struct Piece<'e> {
    entry: &'e Entry,
    pub(super) id: EntityId,
}

impl<'e> Piece<'e> {
    pub(super) fn new(entry: &'e Entry, id: EntityId) -> Self {
        Self { entry, id }
    }

    fn member(self) -> Member {
        (self.entry.id, self.id)
    }

    fn entity(self) -> Option<&'e Entity> {
        self.entry.analysis.entity(self.id)
    }

    fn n_mentions(self) -> usize {
        self.entry.mentions_of(self.id).len()
    }
}

/// The names of an entity without repeats, each with its rank.
fn texts(entity: &Entity) -> impl Iterator<Item = (usize, &str)> {
    let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
    let is_new = |(rank, text): &(usize, &str)| {
        *rank == 0 || (*text != entity.name && entity.aliases.iter().take(rank - 1).all(|alias| alias.text != *text))
    };
    std::iter::once(entity.name.as_str()).chain(aliases).enumerate().filter(is_new)
}

fn kind(entity: &Entity) -> Option<(EntityType, &str)> {
    entity.subtype.as_deref().map(|subtype| (entity.etype, subtype))
}

/// Makes room for one thing in an empty list. Most entities have one of each, and there are millions of them.
fn make_room<T>(list: &mut Vec<T>) {
    if list.capacity() == 0 {
        list.reserve_exact(1);
    }
}

impl<T> First<T> {
    fn key(&self) -> (Member, usize) {
        (self.member, self.rank)
    }

    fn gain(list: &mut Vec<Self>, member: Member, rank: usize, is: impl Fn(&T) -> bool, make: impl FnOnce() -> T) {
        match list.iter_mut().find(|known| is(&known.value)) {
            Some(known) => {
                known.n += 1;
                if (member, rank) < known.key() || (known.is_lost && member == known.member) {
                    (known.member, known.rank, known.is_lost) = (member, rank, false);
                }
            }
            None => {
                make_room(list);
                list.push(Self { value: make(), member, rank, n: 1, is_lost: false });
            }
        }
    }

    fn lose(list: &mut Vec<Self>, member: Member, is: impl Fn(&T) -> bool) {
        if let Some(at) = list.iter().position(|known| is(&known.value)) {
            let known = &mut list[at];
            known.n -= 1;
            known.is_lost |= known.member == member;
            if known.n == 0 {
                list.remove(at);
            }
        }
    }

    /// Takes in what another sum knows.
    fn join(list: &mut Vec<Self>, other: &[Self])
    where
        T: Clone + PartialEq,
    {
        for theirs in other {
            match list.iter_mut().find(|known| known.value == theirs.value) {
                Some(known) => {
                    let n = known.n + theirs.n;
                    if theirs.key() < known.key() {
                        *known = theirs.clone();
                    }
                    known.n = n;
                }
                None => list.push(theirs.clone()),
            }
        }
        list.sort_by_key(Self::key);
    }
}

impl CorpusEntity {
    /// Without members.
    pub(super) fn empty() -> Self {
        Self {
            id: CorpusEntityId(u64::MAX),
            etype: EntityType::Other,
            subtype: None,
            name: String::new(),
            status: Status::Named,
            members: Vec::new(),
            n_mentions: 0,
            n_documents: 0,
            first: None,
            last: None,
            votes: Vec::new(),
            names: Vec::new(),
            kinds: Vec::new(),
        }
    }

    /// Takes entities of single documents out and in. `entries` are the documents as they are now.
    pub(super) fn change(&mut self, out: &[Piece<'_>], into: &[Piece<'_>], entries: &Entries) {
        let first = self.members.first().copied();
        let mut lost_dates = Vec::new();
        for piece in out {
            self.subtract(*piece);
            lost_dates.extend(piece.entry.document.date.filter(|date| [self.first, self.last].contains(&Some(*date))));
        }
        for piece in into {
            self.add(*piece);
        }
        if self.members.is_empty() {
            return;
        }
        self.find_lost(entries);
        lost_dates.into_iter().for_each(|date| self.find_dates(entries, date));
        if self.members.first().copied() != first || !out.is_empty() {
            let begin = self.members[0];
            self.id = CorpusEntityId::of(begin);
            if let Some(entity) = entity_of(entries, begin) {
                (self.status, self.name) = (entity.status, entity.name.clone());
            }
        }
        self.tell_type();
    }

    fn subtract(&mut self, piece: Piece<'_>) {
        let (member, Some(entity)) = (piece.member(), piece.entity()) else { return };
        let Ok(at) = self.members.binary_search(&member) else { return };
        self.members.remove(at);
        self.n_documents -= usize::from(!self.holds_near(at, member.0));
        self.n_mentions -= piece.n_mentions();
        if let Ok(at) = self.votes.binary_search_by_key(&entity.etype, |(etype, _)| *etype) {
            self.votes[at].1 -= piece.n_mentions().max(1);
            self.votes.retain(|(_, votes)| *votes > 0);
        }
        for (_, text) in texts(entity) {
            First::lose(&mut self.names, member, |known| **known == *text);
        }
        if let Some(kind) = kind(entity) {
            First::lose(&mut self.kinds, member, |known| (known.0, &*known.1) == kind);
        }
    }

    fn add(&mut self, piece: Piece<'_>) {
        let (member, Some(entity)) = (piece.member(), piece.entity()) else { return };
        // Nearly always the last one: documents come in their order.
        let at = match self.members.last() {
            Some(last) if *last > member => self.members.partition_point(|known| *known < member),
            _ => self.members.len(),
        };
        self.n_documents += usize::from(!self.holds_near(at, member.0));
        make_room(&mut self.members);
        self.members.insert(at, member);
        self.n_mentions += piece.n_mentions();
        if let Some(date) = piece.entry.document.date {
            self.first = Some(self.first.map_or(date, |first| first.min(date)));
            self.last = Some(self.last.map_or(date, |last| last.max(date)));
        }
        self.vote(entity.etype, piece.n_mentions().max(1));
        for (rank, text) in texts(entity) {
            First::gain(&mut self.names, member, rank, |known| **known == *text, || text.into());
        }
        if let Some(kind) = kind(entity) {
            let is = |known: &(EntityType, Box<str>)| (known.0, &*known.1) == kind;
            First::gain(&mut self.kinds, member, 0, is, || (kind.0, kind.1.into()));
        }
    }

    fn vote(&mut self, etype: EntityType, n: usize) {
        match self.votes.binary_search_by_key(&etype, |(known, _)| *known) {
            Ok(at) => self.votes[at].1 += n,
            Err(at) => {
                make_room(&mut self.votes);
                self.votes.insert(at, (etype, n));
            }
        }
    }

    /// Whether the member at a position or the one before it belongs to this document.
    fn holds_near(&self, at: usize, doc: DocId) -> bool {
        let is_of = |member: Option<&Member>| member.is_some_and(|(known, _)| *known == doc);
        is_of(self.members.get(at)) || is_of(at.checked_sub(1).and_then(|before| self.members.get(before)))
    }

    /// Looks for the first members that have what its first one has no more.
    fn find_lost(&mut self, entries: &Entries) {
        let members = &self.members;
        let behind = |member: Member| {
            let from = members.partition_point(|known| *known < member);
            members[from..].iter().filter_map(|member| Some((*member, entity_of(entries, *member)?)))
        };
        for name in self.names.iter_mut().filter(|name| name.is_lost) {
            let rank_in = |entity| texts(entity).find(|(_, text)| **text == *name.value).map(|(rank, _)| rank);
            let found = behind(name.member).find_map(|(member, entity)| Some((member, rank_in(entity)?)));
            if let Some((member, rank)) = found {
                (name.member, name.rank, name.is_lost) = (member, rank, false);
            }
        }
        for known in self.kinds.iter_mut().filter(|kind| kind.is_lost) {
            let is_same = |entity| kind(entity) == Some((known.value.0, &*known.value.1));
            let found = behind(known.member).find(|(_, entity)| is_same(entity));
            if let Some((member, _)) = found {
                (known.member, known.is_lost) = (member, false);
            }
        }
        if !self.names.is_sorted_by_key(First::key) {
            self.names.sort_by_key(First::key);
        }
        self.kinds.sort_by_key(First::key);
    }

    /// Looks for the first and the last day when one document of such a day is gone.
    fn find_dates(&mut self, entries: &Entries, lost: NaiveDate) {
        let dates = || self.members.iter().filter_map(|(doc, _)| entries.get(*doc)?.document.date);
        if !dates().any(|date| date == lost) {
            (self.first, self.last) = (dates().min(), dates().max());
        }
    }

    /// The type with the most votes; one that tells something wins over one that does not. The finer kind follows.
    fn tell_type(&mut self) {
        let told = |etype: EntityType| etype != EntityType::Other;
        let best = self.votes.iter().max_by_key(|(etype, votes)| (told(*etype), *votes, std::cmp::Reverse(*etype)));
        self.etype = best.map_or(self.etype, |(etype, _)| *etype);
        let kind = self.kinds.iter().find(|kind| kind.value.0 == self.etype);
        self.subtype = kind.map(|kind| kind.value.1.to_string());
    }

    /// One entity of several.
    pub(super) fn of_all(parts: &[&Self]) -> Self {
        let mut parts = parts.to_vec();
        parts.sort_by_key(|part| part.id);
        let Some((first, others)) = parts.split_first() else { return Self::empty() };
        let mut whole = (*first).clone();
        for part in others {
            whole.members.extend_from_slice(&part.members);
            whole.n_mentions += part.n_mentions;
            let earlier = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.into_iter().chain(b).min();
            (whole.first, whole.last) = (earlier(whole.first, part.first), whole.last.max(part.last));
            for (etype, votes) in &part.votes {
                whole.vote(*etype, *votes);
            }
            First::join(&mut whole.names, &part.names);
            First::join(&mut whole.kinds, &part.kinds);
        }
        whole.members.sort_unstable();
        whole.n_documents = whole.members.chunk_by(|a, b| a.0 == b.0).count();
        whole.tell_type();
        whole
    }

    /// Gives it the name that the user pinned to it.
    pub(super) fn pin_name(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        self.status = Status::Named;
    }

    /// Makes it what the user says that it is.
    pub(super) fn pin_type(&mut self, etype: EntityType) {
        if std::mem::replace(&mut self.etype, etype) != etype {
            self.subtype = None;
        }
    }
}

fn entity_of(entries: &Entries, (doc, entity): Member) -> Option<&Entity> {
    entries.get(doc)?.analysis.entity(entity)
}
