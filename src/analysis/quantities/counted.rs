//! What a number counts.

use super::extent::Extent;
use crate::{
    analysis::{phrases::Ground, tagger::Pos, tokens::TokenKind},
    model::EntityType,
};

/// Number of tokens behind a number in which its noun is looked for.
const WINDOW: usize = 7;

/// The counted thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    /// Lower-case singular noun, currency code, `percent` or `fraction`; `person` where only the role tells.
    pub(super) unit: String,
    /// The token of the noun.
    pub(super) noun: Option<usize>,
    /// One past the noun phrase.
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// Kinds of counted things that decide roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Weapon,
    Vehicle,
    Money,
    Share,
    Thing,
    /// No noun: "30 wounded".
    Unsaid,
}

/// What `extent` counts; `None` when it counts nothing.
pub(super) fn counted(ground: &Ground<'_, '_>, extent: &Extent) -> Option<Counted> {
    let tokens = ground.tokens;
    let (start, end) = (extent.number.start, extent.tokens.end);
    let lexicon = tokens.lexicon();
    let plain = |unit: &str, end, kind| Some(Counted { unit: unit.to_owned(), noun: None, end, kind });
    if tokens.kind(start) == TokenKind::Currency {
        return plain(lexicon.roles().currency(tokens.text(start)).unwrap_or("other"), end, Kind::Money);
    }
    if let Some(code) = lexicon.roles().currency(tokens.lower(end)).filter(|_| !tokens.is_capitalised(end)) {
        return plain(code, end + 1, Kind::Money);
    }
    match tokens.lower(end) {
        "%" | "percent" => return plain("percent", end + 1, Kind::Share),
        "per" if tokens.reads(end + 1, "cent") => return plain("percent", end + 2, Kind::Share),
        "percentage" => return plain("percent", end + 2, Kind::Share),
        _ => {}
    }
    if extent.high.is_some_and(|high| high < 1.0 && high > 0.0) {
        return plain("fraction", end, Kind::Share);
    }
    Some(match noun_behind(ground, end) {
        Some(noun) => {
            let phrase_end = ground.phrases.at(noun).map_or(noun + 1, |phrase| phrase.tokens.end);
            Counted { unit: singular(tokens.lower(noun)), noun: Some(noun), end: phrase_end, kind: kind(ground, noun) }
        }
        None => Counted { unit: "person".to_owned(), noun: None, end, kind: Kind::Unsaid },
    })
}

/// The noun that the number counts: the head of its phrase, also behind "of", "of the" and a hyphen.
fn noun_behind(ground: &Ground<'_, '_>, end: usize) -> Option<usize> {
    let tokens = ground.tokens;
    // "12-member panel"
    if tokens.text(end) == "-" && tokens.is_joined(end) && tokens.is_word(end + 1) {
        return Some(end + 1);
    }
    let mut at = end;
    if tokens.reads(at, "of") {
        at += 1;
    }
    let first = at;
    let mut noun = None;
    while at < first + WINDOW && tokens.sentence_of(at) == tokens.sentence_of(end.saturating_sub(1)) {
        match ground.pos(at) {
            Pos::Noun => noun = Some(at),
            Pos::Name | Pos::Adjective | Pos::Determiner | Pos::Number => {}
            // "30 wounded were taken": a participle counts as its noun only where no noun follows.
            Pos::Participle if noun.is_none() && at > first => {}
            Pos::Mark if tokens.text(at) == "-" && tokens.is_joined(at) => {}
            _ => break,
        }
        at += 1;
    }
    noun.or_else(|| (at > first && ground.pos(at - 1) == Pos::Name).then(|| at - 1))
}

fn kind(ground: &Ground<'_, '_>, noun: usize) -> Kind {
    match ground.tokens.lexicon().heads().noun(ground.tokens.word(noun)).map(|head| head.etype) {
        Some(EntityType::Person | EntityType::ArmedGroup | EntityType::MilitaryUnit | EntityType::Norp) => Kind::Person,
        Some(EntityType::Weapon) => Kind::Weapon,
        Some(EntityType::Vehicle) => Kind::Vehicle,
        _ => Kind::Thing,
    }
}

/// The singular of a plural noun, by the regular endings and the commonest others.
fn singular(noun: &str) -> String {
    match noun {
        "people" | "persons" => return "person".to_owned(),
        "men" | "women" => return format!("{}an", &noun[..noun.len() - 2]),
        "children" => return "child".to_owned(),
        "police" | "troops" | "personnel" => return noun.to_owned(),
        _ => {}
    }
    if let Some(stem) = noun.strip_suffix("men").filter(|stem| stem.len() > 2) {
        return format!("{stem}man");
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    if let Some(stem) =
        ["sses", "shes", "ches", "xes"].iter().find_map(|end| noun.ends_with(end).then(|| &noun[..noun.len() - 2]))
    {
        return stem.to_owned();
    }
    match noun.strip_suffix('s') {
        Some(stem) if !noun.ends_with("ss") && !noun.ends_with("us") && stem.len() > 1 => stem.to_owned(),
        _ => noun.to_owned(),
    }
}
