//! Why a mention or an entity is what it is, in a sentence: the rule, the words that it went by, and where else the
//! entity is named.

use super::{type_words, words};
use crate::model::{Analysis, Document, Entity, EntityId, Evidence, Mention, MentionClass, RuleId, Score};

/// Most other names of an entity that are told with their paragraph.
const MOST_NAMES: usize = 3;

/// "Person: a title stands before the name (“Interior Minister”); part of a longer name (“Idris Vale”, paragraph 1) · sure
/// (0.95) · rule name.title-before".
pub fn of_mention(document: &Document, analysis: &Analysis, mention: &Mention) -> String {
    let also = mention.evidence.also.iter().map(|rule| match antecedent(document, analysis, mention, rule) {
        Some(antecedent) => format!("; {} ({antecedent})", words::rule(rule)),
        None => format!("; {}", words::rule(rule)),
    });
    told(document, mention) + &also.collect::<String>() + &standing(&mention.evidence)
}

/// The same for an entity, by the mention that tells most, with its other names: "…; also “Vale” in paragraph 4".
pub fn of_entity(document: &Document, analysis: &Analysis, id: EntityId) -> String {
    let mentions = || analysis.mentions_of(id).map(|(_, mention)| mention);
    // Of equally sure mentions the first.
    let surest = |(index, mention): &(usize, &Mention)| {
        (mention.class == MentionClass::Name, mention.evidence.score, std::cmp::Reverse(*index))
    };
    let Some((_, best)) = mentions().enumerate().max_by_key(surest) else {
        return analysis.entity(id).map_or_else(String::new, |entity| words::reason(&entity.evidence));
    };
    let mut seen = vec![words::one_line(document, best.span)];
    let mut also = Vec::new();
    for mention in mentions().filter(|mention| mention.class == MentionClass::Name) {
        let name = words::one_line(document, mention.span);
        if also.len() < MOST_NAMES && !seen.contains(&name) {
            also.push(place(analysis, &name, mention, " in "));
            seen.push(name);
        }
    }
    let also = if also.is_empty() { String::new() } else { format!("; also {}", also.join(", ")) };
    told(document, best) + &also + &standing(&best.evidence)
}

/// The type, the rule and the words that spoke for it.
fn told(document: &Document, mention: &Mention) -> String {
    let spoke: Vec<String> =
        mention.evidence.spans.iter().map(|span| format!("“{}”", words::one_line(document, *span))).collect();
    let spoke = if spoke.is_empty() { String::new() } else { format!(" ({})", spoke.join(", ")) };
    let etype = words::sentence_case(type_words(mention.etype));
    format!("{etype}: {}{spoke}", words::rule(&mention.evidence.rule))
}

/// How sure the rule is, and its name; a rule that does not weigh has no score.
fn standing(evidence: &Evidence) -> String {
    let rule = evidence.rule.as_str();
    if evidence.score == Score::default() {
        return format!(" · rule {rule}");
    }
    format!(" · {} · rule {rule}", words::score(evidence.score))
}

/// What a rule that links mentions linked this one to: the fullest name of the entity, where it first stands.
fn antecedent(document: &Document, analysis: &Analysis, mention: &Mention, rule: &RuleId) -> Option<String> {
    let links = rule.as_str().starts_with("reference.");
    let entity: &Entity = analysis.entity(mention.entity).filter(|_| links)?;
    let is_name =
        |other: &&Mention| other.entity == mention.entity && words::one_line(document, other.span) == entity.name;
    let first = analysis.mentions.iter().find(is_name).filter(|first| first.span != mention.span)?;
    Some(place(analysis, &entity.name, first, ", "))
}

fn place(analysis: &Analysis, name: &str, mention: &Mention, joint: &str) -> String {
    match analysis.paragraph_at(mention.span.start()) {
        Some(number) => format!("“{name}”{joint}paragraph {}", number + 1),
        None => format!("“{name}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Settings, analyze, testing},
        lexicon::Lexicon,
    };

    #[test]
    fn a_name_tells_its_title_and_where_else_it_stands() {
        let document = testing::document("They met Interior Minister Idris Orrvelk.\n\nIt rained.\n\nOrrvelk left.");
        let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
        let named = |words: &str| analysis.mentions.iter().find(|m| document.words(m.span) == words).unwrap();
        let full = named("Idris Orrvelk");
        assert_eq!(
            of_entity(&document, &analysis, full.entity),
            "Person: a title stands before the name (“Interior Minister”); also “Orrvelk” in paragraph 3 · sure (0.95) · \
             rule name.title-before"
        );
        let short = of_mention(&document, &analysis, named("Orrvelk"));
        assert!(short.contains("part of a longer name") && short.contains("(“Idris Orrvelk”, paragraph 1)"), "{short}");
    }
}
