//! What the counted underwent: by the noun itself, the verb it is subject or object of, or the noun before "of".

use super::{
    counted::{Counted, Kind},
    extent::Extent,
};
use crate::{
    analysis::{phrases::Ground, rules::Rule, tagger::Pos},
    lexicon::{Class, RoleKind},
    model::QuantityRole,
};

/// Number of tokens in which the verb of a counted subject is looked for.
const WINDOW: usize = 18;

/// How the role was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// By what is counted.
    Noun,
    /// By a word right behind it.
    State,
    /// As subject of a verb.
    Subject,
    /// As object of a verb.
    Object,
    /// By the noun before "of", or the toll that is told.
    Act,
    /// Like the number it is joined to by "and".
    Joined,
    /// By the kind of thing alone.
    Kind,
}

impl Reading {
    pub(super) fn rule(self) -> Rule {
        match self {
            Self::Noun => Rule::QuantityNoun,
            Self::State => Rule::QuantityState,
            Self::Subject => Rule::QuantitySubject,
            Self::Object => Rule::QuantityObject,
            Self::Act => Rule::QuantityAct,
            Self::Joined => Rule::QuantityJoined,
            Self::Kind => Rule::QuantityKind,
        }
    }
}

/// The role, and how it was read. `before` is the quantity that stands before this one.
pub(super) fn role_of(
    ground: &Ground<'_, '_>,
    extent: &Extent,
    counted: &Counted,
    before: Option<(&Extent, QuantityRole, Reading)>,
) -> (QuantityRole, Reading) {
    match counted.kind {
        Kind::Money => return (QuantityRole::Amount, Reading::Kind),
        Kind::Share => return (QuantityRole::Share, Reading::Kind),
        _ => {}
    }
    if before.is_some_and(|(part, ..)| is_whole(ground, part, extent)) {
        let own = by_noun(ground, counted).map(|role| (role, Reading::Noun));
        return own.unwrap_or_else(|| (by_kind(counted.kind), Reading::Kind));
    }
    let fits = |role: &QuantityRole| suits(*role, counted.kind);
    state_behind(ground, counted.end)
        .filter(fits)
        .map(|role| (role, Reading::State))
        .or_else(|| by_act(ground, extent).filter(fits).map(|role| (role, Reading::Act)))
        .or_else(|| by_object(ground, extent, counted.kind).filter(fits).map(|role| (role, Reading::Object)))
        .or_else(|| by_subject(ground, extent, counted).filter(fits).map(|role| (role, Reading::Subject)))
        .or_else(|| joined(ground, extent, before).filter(|(role, _)| fits(role)))
        .or_else(|| by_noun(ground, counted).map(|role| (role, Reading::Noun)))
        .unwrap_or_else(|| (by_kind(counted.kind), Reading::Kind))
}

/// `two of the three detainees were freed`: the verb speaks of the part, not of the whole.
fn is_whole(ground: &Ground<'_, '_>, part: &Extent, whole: &Extent) -> bool {
    ground.tokens.reads(part.tokens.end, "of")
        && ground.tokens.is(part.tokens.end + 1, Class::DETERMINER)
        && part.tokens.end + 2 == whole.tokens.start
}

/// People are killed and arrested, things destroyed; what is not said can be either.
fn suits(role: QuantityRole, kind: Kind) -> bool {
    use QuantityRole::{
        Abducted, AtRisk, Destroyed, Detained, Displaced, Escaped, Held, Injured, Killed, Missing, Participants,
        Released, Rescued, Voters,
    };
    match role {
        Killed | Injured | Detained | Abducted | Displaced | Escaped | Participants | Voters => {
            matches!(kind, Kind::Person | Kind::Unsaid)
        }
        Held | Released | Rescued | Missing | AtRisk => matches!(kind, Kind::Person | Kind::Unsaid | Kind::Vehicle),
        Destroyed => matches!(kind, Kind::Weapon | Kind::Vehicle | Kind::Thing | Kind::Unsaid),
        _ => true,
    }
}

/// `30 wounded`, `10 dead`, `two missing` and not "two wounded soldiers", whose noun stands behind.
fn state_behind(ground: &Ground<'_, '_>, at: usize) -> Option<QuantityRole> {
    ground.tokens.lexicon().roles().role(RoleKind::State, ground.tokens.lower(at))
}

/// `the killing of three troops`, `the death toll rose to 14 from 9`.
fn by_act(ground: &Ground<'_, '_>, extent: &Extent) -> Option<QuantityRole> {
    let tokens = ground.tokens;
    let roles = tokens.lexicon().roles();
    let before = extent.tokens.start.checked_sub(1)?;
    if tokens.reads(before, "of")
        && let Some(role) = before.checked_sub(1).and_then(|noun| roles.role(RoleKind::Act, tokens.lower(noun)))
    {
        return Some(role);
    }
    let sentence = tokens.sentence(tokens.sentence_of(before));
    let told = matches!(
        tokens.lower(before),
        "to" | "at" | "from" | "of" | "reached" | "is" | "was" | "exceeded" | "topped" | "passed"
    );
    let clause = (sentence.start.max(before.saturating_sub(WINDOW))..before).rev();
    // "the toll rose to 14", "deaths rose to 14"
    let toll_of = |i: usize| {
        let counted = roles.role(RoleKind::Noun, tokens.lower(i));
        let befallen = matches!(counted, Some(QuantityRole::Killed | QuantityRole::Injured));
        roles.role(RoleKind::Toll, tokens.lower(i)).or(counted.filter(|_| befallen && ground.pos(i) == Pos::Noun))
    };
    let toll = told.then(|| clause.into_iter().find_map(toll_of)).flatten();
    toll.or_else(|| told.then(|| number_of(ground, sentence.start, before)).flatten())
}

/// `the number of dead rose to 14`
fn number_of(ground: &Ground<'_, '_>, start: usize, end: usize) -> Option<QuantityRole> {
    let tokens = ground.tokens;
    let at = (start..end).rev().take(WINDOW).find(|&i| tokens.reads_all(i, "number of"))?;
    let roles = tokens.lexicon().roles();
    (at + 2..end).take(4).find_map(|i| {
        let lower = tokens.lower(i);
        roles.role(RoleKind::Noun, lower).or_else(|| roles.role(RoleKind::State, lower))
    })
}

/// `killed at least 12 people`, `killing nine`, `lost three tanks`.
fn by_object(ground: &Ground<'_, '_>, extent: &Extent, kind: Kind) -> Option<QuantityRole> {
    let tokens = ground.tokens;
    let mut at = extent.tokens.start.checked_sub(1)?;
    // "killed a total of three", "killed another three", "killed the two"
    while tokens.is(at, Class::DETERMINER) || matches!(tokens.lower(at), "total" | "of" | "only" | "also" | "just") {
        at = at.checked_sub(1)?;
    }
    let is_verb = matches!(ground.pos(at), Pos::Past | Pos::Present | Pos::Participle | Pos::Gerund | Pos::Base);
    let role = is_verb.then(|| tokens.lexicon().roles().role(RoleKind::Done, tokens.lower(at))).flatten()?;
    // Tanks that are lost are destroyed, men that are lost are dead.
    let lost = role == QuantityRole::Destroyed && kind == Kind::Person && tokens.lower(at).starts_with("los");
    Some(if lost { QuantityRole::Killed } else { role })
}

/// `12 people were killed`, `three people had died`: the first verb behind the counted, if it says so.
fn by_subject(ground: &Ground<'_, '_>, extent: &Extent, counted: &Counted) -> Option<QuantityRole> {
    let tokens = ground.tokens;
    let roles = tokens.lexicon().roles();
    let end = tokens.sentence(tokens.sentence_of(extent.number.start)).end.min(counted.end + WINDOW);
    let mut passive = false;
    for i in counted.end..end {
        let lower = tokens.lower(i);
        if matches!(tokens.text(i), ";" | ":" | "\"" | "“" | "”") {
            return None;
        }
        if tokens.is(i, Class::BE) {
            passive = true;
            continue;
        }
        match ground.pos(i) {
            Pos::Past | Pos::Participle | Pos::Present | Pos::Base | Pos::Gerund | Pos::Adjective | Pos::Noun
                if tokens.is(i, Class::HAVE.or(Class::DO)) || lower == "reported" || lower == "feared" => {}
            Pos::Adjective | Pos::Noun | Pos::Adverb if passive => {
                if let Some(role) = roles.role(RoleKind::State, lower) {
                    return Some(role);
                }
            }
            Pos::Past | Pos::Present | Pos::Participle | Pos::Base | Pos::Gerund => {
                let done = || roles.role(RoleKind::Done, lower).filter(|_| passive);
                return roles.role(RoleKind::Own, lower).or_else(done);
            }
            _ => {}
        }
    }
    None
}

/// `killed three soldiers and two guards`: the second number shares the role of the first.
fn joined(
    ground: &Ground<'_, '_>,
    extent: &Extent,
    before: Option<(&Extent, QuantityRole, Reading)>,
) -> Option<(QuantityRole, Reading)> {
    let (earlier, role, reading) = before?;
    let gap = earlier.tokens.end..extent.tokens.start;
    let link = gap.end.checked_sub(1).is_some_and(|i| matches!(ground.tokens.lower(i), "and" | ","));
    let plain = gap.clone().all(|i| {
        matches!(ground.pos(i), Pos::Noun | Pos::Name | Pos::Adjective | Pos::Conjunction | Pos::Mark | Pos::Determiner)
    });
    let told = matches!(reading, Reading::Object | Reading::Act | Reading::Joined);
    (link && plain && told && gap.len() <= 8).then_some((role, Reading::Joined))
}

/// `three detainees`, `a 12-member panel`.
fn by_noun(ground: &Ground<'_, '_>, counted: &Counted) -> Option<QuantityRole> {
    let roles = ground.tokens.lexicon().roles();
    let lower = ground.tokens.lower(counted.noun?);
    roles.role(RoleKind::Noun, lower).or_else(|| roles.role(RoleKind::Measure, lower))
}

fn by_kind(kind: Kind) -> QuantityRole {
    match kind {
        Kind::Weapon | Kind::Vehicle => QuantityRole::WeaponCount,
        _ => QuantityRole::Other,
    }
}
