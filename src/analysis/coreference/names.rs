//! Names of the same thing: equal strings, listed aliases, short forms, acronyms.

use rustc_hash::FxHashMap;

use super::clusters::{Clusters, compatible};
use crate::{
    analysis::{acronyms, mentions::Found, phrases::Ground, rules::Rule},
    lexicon::{Class, WordId},
    model::{EntityType, MentionClass},
};

/// Most long names that one last word may stand for before a short form is left alone.
const MAX_LONG_FORMS: usize = 16;

pub(super) fn link(ground: &Ground<'_, '_>, found: &[Found], clusters: &mut Clusters) {
    let names: Vec<usize> = (0..found.len()).filter(|&i| found[i].class == MentionClass::Name).collect();
    equal(ground, found, clusters, &names);
    short_forms(ground, found, clusters, &names);
    link_acronyms(ground, found, clusters, &names);
}

/// The words of a name without article and particles at its start.
fn key<'g>(ground: &'g Ground<'_, '_>, name: &Found) -> &'g [WordId] {
    let t = ground.tokens;
    let mut range = name.head.clone();
    while range.len() > 1 && (t.is(range.start, Class::DEFINITE) || t.is_punctuation(range.start)) {
        range.start += 1;
    }
    t.word_slice(range)
}

fn equal(ground: &Ground<'_, '_>, found: &[Found], clusters: &mut Clusters, names: &[usize]) {
    let mut by_words: FxHashMap<(&[WordId], bool), usize> = FxHashMap::default();
    let mut by_group: FxHashMap<u32, usize> = FxHashMap::default();
    for &i in names {
        let person = found[i].etype == EntityType::Person;
        let first = *by_words.entry((key(ground, &found[i]), person)).or_insert(i);
        if first != i {
            clusters.join(first, i, Rule::SameName);
        }
        if let Some(group) = found[i].group.filter(|_| !person) {
            let first = *by_group.entry(group).or_insert(i);
            if first != i {
                clusters.join(first, i, Rule::ListedAlias);
            }
        }
    }
}

/// "Orr" for "Ivo Orr", when only one longer name ends so; "the Council" for "Velle Relief Council"; a ship without its
/// prefix.
fn short_forms(ground: &Ground<'_, '_>, found: &[Found], clusters: &mut Clusters, names: &[usize]) {
    let mut by_edge: FxHashMap<WordId, Vec<usize>> = FxHashMap::default();
    for &i in names {
        let words = key(ground, &found[i]);
        if words.len() < 2 {
            continue;
        }
        let mut edges = vec![words[words.len() - 1], words[0]];
        edges.dedup();
        for edge in edges {
            let list = by_edge.entry(edge).or_default();
            if list.len() < MAX_LONG_FORMS {
                list.push(i);
            }
        }
    }
    for &i in names {
        let words = key(ground, &found[i]);
        // "al-Tarsi" is "Tarsi" with its article.
        let core = ground.tokens.word(found[i].head.end - 1);
        let may_be_longer =
            is_article_name(ground, &found[i]) || found[i].etype.is_body() || found[i].etype == EntityType::Vehicle;
        if words.len() > 3 || (words.len() > 1 && !may_be_longer) {
            continue;
        }
        let Some(candidates) = by_edge.get(&core).or_else(|| by_edge.get(&words[0])) else { continue };
        if let Some(long) = unique(candidates, clusters, |&long| long != i && fits(ground, found, i, long)) {
            clusters.join(long, i, Rule::ShortForm);
        }
    }
}

fn is_article_name(ground: &Ground<'_, '_>, name: &Found) -> bool {
    ground.tokens.is(name.head.start, Class::NAME_PARTICLE) && name.head.len() <= 3
}

/// Whether the short name can stand for the long one.
fn fits(ground: &Ground<'_, '_>, found: &[Found], short: usize, long: usize) -> bool {
    let (one, other) = (&found[short], &found[long]);
    let (words, full) = (key(ground, one), key(ground, other));
    if full.len() <= words.len() || !compatible(one, other) {
        return false;
    }
    match one.etype {
        EntityType::Person => {
            let last = words[words.len() - 1];
            full[full.len() - 1] == last
                || (words.len() == 1 && full[0] == last && ground.tokens.is(other.head.start, Class::GIVEN))
        }
        EntityType::Place => false,
        // "the Tarn Star" for "MV Tarn Star"
        EntityType::Vehicle => full[1..] == *words && ground.tokens.is(other.head.start, Class::VESSEL_PREFIX),
        // A body's short form stands behind the long one.
        _ => long < short && one.group.is_none() && (full.starts_with(words) || full.ends_with(words)),
    }
}

/// The only cluster among the fitting candidates, as its first mention.
fn unique(candidates: &[usize], clusters: &mut Clusters, fits: impl Fn(&usize) -> bool) -> Option<usize> {
    let mut fitting = candidates.iter().copied().filter(|candidate| fits(candidate));
    let first = fitting.next()?;
    fitting.all(|other| clusters.same(first, other)).then_some(first)
}

/// "Velle Relief Council (VRC)", and capitals that match the initials of an earlier name.
fn link_acronyms(ground: &Ground<'_, '_>, found: &[Found], clusters: &mut Clusters, names: &[usize]) {
    let t = ground.tokens;
    let mut by_initials: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (position, &i) in names.iter().enumerate() {
        let name = &found[i];
        let single = name.head.len() == 1 && t.is_all_caps(name.head.start);
        let before = position.checked_sub(1).map(|k| names[k]);
        if let Some(long) = before.filter(|&long| acronyms::is_introduced(t, &found[long].head, &name.head)) {
            clusters.join(long, i, Rule::Acronym);
            continue;
        }
        if single {
            let letters = t.text(name.head.start).replace('.', "");
            let known = by_initials.get(&letters).cloned().unwrap_or_default();
            if let Some(long) = unique(&known, clusters, |&long| compatible(&found[long], name)) {
                clusters.join(long, i, Rule::Acronym);
            }
        } else if name.head.len() >= 3 && name.etype.is_body() {
            let initials: String =
                name.head.clone().filter(|&k| t.is_capitalised(k)).filter_map(|k| t.text(k).chars().next()).collect();
            if initials.chars().count() >= 3 {
                by_initials.entry(initials).or_default().push(i);
            }
        }
    }
}
