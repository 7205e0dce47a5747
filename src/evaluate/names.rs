//! Names of persons, organizations and places: the three types that all gold standards share.

use std::collections::BTreeMap;

use super::{
    Chars, GoldDocument, Line, Tally,
    gold::GoldEntity,
    matching::{overlap, pair, tally},
};
use crate::{
    lexicon::{Class, Lexicon},
    model::{Analysis, CharOffsets, EntityType, MentionClass, Span},
};

const MEASURES: [&str; 3] = ["strict", "normalized", "overlap"];

/// Counts of names by measure and type.
#[derive(Debug, Default)]
pub struct NameScore {
    tallies: BTreeMap<(usize, &'static str), Tally>,
}

/// The names that a document is known to hold, in code points, without articles, titles, quotation marks and 's.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    /// What should be found; no name lies in another.
    pub wanted: Vec<(Chars, EntityType)>,
    /// What may be found: names inside others, and those the annotators left open. Descriptions are not among them.
    pub excused: Vec<(Chars, EntityType)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    chars: Chars,
    etype: &'static str,
}

impl GoldDocument {
    /// Whether descriptions are annotated beside names. Standards that annotate names alone take every country for a
    /// place; the others tell where it acts.
    pub fn has_descriptions(&self) -> bool {
        self.entities.iter().any(|entity| !entity.name)
    }

    /// The names that a tagger can learn from this document.
    pub fn known_names(&self, lexicon: &Lexicon) -> KnownNames {
        let text: Vec<char> = self.document.text.chars().collect();
        let plain = |names: &[Name]| -> Vec<(Chars, EntityType)> {
            let names = names.iter().map(|name| normalized(name, &text, lexicon));
            names.filter_map(|name| Some((name.chars, EntityType::from_code(name.etype)?))).collect()
        };
        let (wanted, inner) = split_nested(self.names(|entity| entity.name && !entity.optional));
        let mut excused = self.names(|entity| entity.name && entity.optional);
        excused.extend(inner);
        KnownNames { wanted: plain(&wanted), excused: plain(&excused) }
    }

    fn names(&self, keep: impl Fn(&GoldEntity) -> bool) -> Vec<Name> {
        let entities = self.entities.iter().filter(|entity| keep(entity));
        entities
            .filter_map(|entity| Some(Name { chars: entity.place.chars(), etype: gold_type(&entity.r#type)? }))
            .collect()
    }
}

impl NameScore {
    /// Compares the names of an analysis.
    pub fn add_analysis(&mut self, gold: &GoldDocument, analysis: &Analysis, lexicon: &Lexicon) {
        let names = analysis.mentions.iter().filter(|mention| mention.class == MentionClass::Name);
        let names: Vec<(Span, EntityType)> = names.map(|mention| (mention.span, mention.etype)).collect();
        self.add(gold, &names, lexicon);
    }

    /// Compares the names found in one document; types that the gold standards do not share are left out.
    fn add(&mut self, gold: &GoldDocument, found: &[(Span, EntityType)], lexicon: &Lexicon) {
        if gold.entities.is_empty() {
            return;
        }
        let text: Vec<char> = gold.document.text.chars().collect();
        let offsets = CharOffsets::new(&gold.document.text);
        let wanted = gold.names(|entity| entity.name && !entity.optional);
        let mut excused = gold.names(|entity| entity.optional || !entity.name);
        // Of nested names only the outermost is wanted.
        let (outer, inner) = split_nested(wanted);
        excused.extend(inner);
        let in_chars = |span: &Span| offsets.at(span.start()).0..offsets.at(span.end()).0;
        let mut names: Vec<Name> = found
            .iter()
            .filter_map(|(span, etype)| Some(Name { chars: in_chars(span), etype: own_type(*etype)? }))
            .collect();
        names.dedup();
        for (measure, _) in MEASURES.iter().enumerate() {
            let prepare = |names: &[Name]| -> Vec<Name> {
                if measure == 1 {
                    names.iter().map(|name| normalized(name, &text, lexicon)).collect()
                } else {
                    names.to_vec()
                }
            };
            self.compare(measure, &prepare(&outer), &prepare(&excused), &prepare(&names));
        }
    }

    fn compare(&mut self, measure: usize, gold: &[Name], excused: &[Name], found: &[Name]) {
        let weight = |a: &Name, b: &Name| {
            if a.etype != b.etype {
                0
            } else if measure == 2 {
                overlap(&a.chars, &b.chars)
            } else {
                u32::from(a.chars == b.chars)
            }
        };
        let pairs = pair(gold, found, weight);
        let is_excused = |name: &Name| excused.iter().any(|other| weight(other, name) > 0);
        for etype in ["person", "organization", "place"] {
            let of_type: Vec<(usize, usize)> = pairs.iter().copied().filter(|(g, _)| gold[*g].etype == etype).collect();
            let n_gold = gold.iter().filter(|name| name.etype == etype).count();
            // Findings of other types are excused here and counted with their own type.
            let counted = tally(n_gold, found, &of_type, |name| name.etype != etype || is_excused(name));
            *self.tallies.entry((measure, etype)).or_default() += counted;
        }
    }

    /// The measures, in a fixed order.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (index, measure) in MEASURES.into_iter().enumerate() {
            let typed = || self.tallies.iter().filter(|((of, _), _)| *of == index);
            if typed().next().is_none() {
                continue;
            }
            let mut all = Tally::default();
            typed().for_each(|(_, tally)| all += *tally);
            lines.push(Line { layer: "names", etype: None, measure, tally: all });
            for ((_, etype), tally) in typed() {
                lines.push(Line { layer: "names", etype: Some(etype), measure, tally: *tally });
            }
        }
        lines
    }
}

fn own_type(etype: EntityType) -> Option<&'static str> {
    use EntityType::{ArmedGroup, GovernmentBody, MilitaryUnit, Organization, Person, Place};
    match etype {
        Person => Some("person"),
        Organization | ArmedGroup | GovernmentBody | MilitaryUnit => Some("organization"),
        Place => Some("place"),
        _ => None,
    }
}

fn gold_type(etype: &str) -> Option<&'static str> {
    match etype.to_ascii_lowercase().as_str() {
        "person" | "per" => Some("person"),
        "organisation" | "organization" | "org" | "armed_group" | "government_body" | "military_unit" => {
            Some("organization")
        }
        "location" | "place" | "loc" | "gpe" => Some("place"),
        _ => None,
    }
}

fn split_nested(names: Vec<Name>) -> (Vec<Name>, Vec<Name>) {
    let is_inner = |name: &Name, all: &[Name]| {
        let length = |chars: &Chars| chars.end - chars.start;
        all.iter().any(|outer| {
            outer.chars.start <= name.chars.start
                && name.chars.end <= outer.chars.end
                && length(&outer.chars) > length(&name.chars)
        })
    };
    let all = names.clone();
    names.into_iter().partition(|name| !is_inner(name, &all))
}

/// The name without article, titles, quotation marks and possessive 's.
fn normalized(name: &Name, text: &[char], lexicon: &Lexicon) -> Name {
    let (mut start, mut end) = (name.chars.start as usize, (name.chars.end as usize).min(text.len()));
    while start < end && !text[start].is_alphanumeric() {
        start += 1;
    }
    while end > start && !(text[end - 1].is_alphanumeric() || text[end - 1] == '.') {
        end -= 1;
    }
    while let Some(space) = (start..end).find(|&i| text[i].is_whitespace()) {
        let word: String = text[start..space].iter().flat_map(|c| c.to_lowercase()).collect();
        if !is_stripped(&word, name.etype, lexicon) {
            break;
        }
        start = (space..end).find(|&i| !text[i].is_whitespace()).unwrap_or(end);
    }
    let possessive = |tail: &[char]| matches!(tail, ['\'' | '’', 's']);
    if end - start > 2 && possessive(&text[end - 2..end]) {
        end -= 2;
    }
    let chars =
        |start: usize, end: usize| u32::try_from(start).unwrap_or_default()..u32::try_from(end).unwrap_or_default();
    if start < end { Name { chars: chars(start, end), ..*name } } else { name.clone() }
}

fn is_stripped(word: &str, etype: &str, lexicon: &Lexicon) -> bool {
    let titles = Class::TITLE.or(Class::TITLE_MODIFIER);
    let class = lexicon.words().find(word).map(|id| lexicon.words().entry(id).class).unwrap_or_default();
    matches!(word, "the" | "a" | "an") || (etype == "person" && class.any(titles))
}
