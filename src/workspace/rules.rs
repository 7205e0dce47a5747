//! Project rules as plain text: to read, edit, hand on and take in.
//!
//! One rule a line, fields divided by tabs: the words, `never` or `always`, the type, a finer kind, and the document by the
//! SHA-256 of its file where the rule is for one document. Lines that begin with `#` are remarks.
//!
//! A list of words needs no fields: below a heading such as `[never]`, `[always armed_group]` or `[always armed_group militia]`,
//! words that stand alone on their line are tagged as the heading says, in all documents.

use crate::model::{
    Decision, Decisions, EntityType, Sha256,
    decision::{RuleAction, RuleKey, RuleScope},
};

const HEADER: &str = "# Project rules: words, never or always, type, finer kind, document (SHA-256; empty for all)\n";

/// A line that is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct RuleError {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub reason: String,
}

/// All project rules as text, in a fixed order.
pub fn rules_to_text(decisions: &Decisions) -> String {
    let mut text = HEADER.to_owned();
    for (key, action) in decisions.rules() {
        let (verb, etype, subtype) = match action {
            RuleAction::Never => ("never", "", ""),
            RuleAction::Always { etype, subtype } => ("always", etype.code(), subtype.as_deref().unwrap_or_default()),
        };
        let document = match key.scope {
            RuleScope::Workspace => String::new(),
            RuleScope::Document(doc) => doc.to_string(),
        };
        let line = [key.words.as_str(), verb, etype, subtype, document.as_str()].join("\t");
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// The decisions that make the rules of a text. Rules that are there already stay, unless the text has the same words.
///
/// # Errors
/// At the first line that is no rule; nothing of the text is taken then.
pub fn rules_from_text(text: &str) -> Result<Vec<Decision>, RuleError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let (mut rules, mut heading) = (Vec::new(), None);
    for (index, line) in lines {
        let at = |reason| RuleError { line: index + 1, reason };
        match line.trim().strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(told) => {
                let mut words = told.splitn(3, ' ').map(str::trim);
                let mut next = || words.next().unwrap_or_default();
                heading = Some(action(next(), next(), next()).map_err(at)?);
            }
            None => rules.push(rule(line, heading.as_ref()).map_err(at)?),
        }
    }
    Ok(rules)
}

fn rule(line: &str, heading: Option<&RuleAction>) -> Result<Decision, String> {
    let mut fields = line.split('\t').map(str::trim);
    let mut next = || fields.next().unwrap_or_default();
    let (words, verb, etype, subtype, document) = (next(), next(), next(), next(), next());
    if words.is_empty() {
        return Err("there are no words in the first field; write the words of the rule there".to_owned());
    }
    let action = match heading {
        Some(heading) if verb.is_empty() => heading.clone(),
        _ => action(verb, etype, subtype)?,
    };
    let scope = match document {
        "" => RuleScope::Workspace,
        hash => RuleScope::Document(
            Sha256::from_hex(hash)
                .ok_or_else(|| format!("\"{hash}\" is no SHA-256; leave it out for all documents"))?,
        ),
    };
    Ok(Decision::Rule(RuleKey { scope, words: words.to_owned() }, Some(action)))
}

fn action(verb: &str, etype: &str, subtype: &str) -> Result<RuleAction, String> {
    match verb {
        "never" => Ok(RuleAction::Never),
        "always" => Ok(RuleAction::Always {
            etype: EntityType::from_code(etype).ok_or_else(|| {
                let known: Vec<&str> = EntityType::ALL.iter().map(|etype| etype.code()).collect();
                format!("there is no type \"{etype}\"; choose one of {}", known.join(", "))
            })?,
            subtype: (!subtype.is_empty()).then(|| subtype.to_owned().into()),
        }),
        other => Err(format!(
            "\"{other}\" is neither never nor always; divide the fields by tabs, or put a heading such as [always armed_group] above a list of words"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_come_back_as_they_were_written() {
        let text = format!(
            "{HEADER}Dawn Front\talways\tarmed_group\tmilitia\nVelle\tnever\nVelle\talways\tplace\t\t{}\n",
            Sha256([7; 32])
        );
        let mut decisions = Decisions::default();
        for decision in rules_from_text(&text).unwrap() {
            decisions.set(decision);
        }
        assert_eq!(decisions.rules().len(), 3);
        assert_eq!(rules_to_text(&decisions), text);
    }

    #[test]
    fn words_below_a_heading_are_a_list() {
        let text = "[always armed_group militia]\nDawn Front\nRiver Guard\nVelle\talways\tplace\n\n[never]\nspring offensive\n";
        let mut decisions = Decisions::default();
        for decision in rules_from_text(text).unwrap() {
            decisions.set(decision);
        }
        let lines = [
            "Dawn Front\talways\tarmed_group\tmilitia\n",
            "River Guard\talways\tarmed_group\tmilitia\n",
            "Velle\talways\tplace\n",
            "spring offensive\tnever\n",
        ];
        assert_eq!(rules_to_text(&decisions), format!("{HEADER}{}", lines.concat()));
        assert_eq!(rules_from_text("Velle\tnever\n[always ship]").unwrap_err().line, 2);
    }

    #[test]
    fn a_line_that_is_no_rule_is_named() {
        let error = rules_from_text("# ok\n\nVelle\tnever\nOrun\talways\tship").unwrap_err();
        assert_eq!(error.line, 4);
        assert!(error.to_string().contains("vehicle"), "{error}");
        assert!(rules_from_text("Velle never").unwrap_err().reason.contains("tabs"));
    }
}
