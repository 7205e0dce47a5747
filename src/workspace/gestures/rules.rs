//! Project rules: one by one, and all of them as text.

use super::{EditCommand, Workspace, counted};
use crate::{
    model::{
        Decision,
        decision::{RuleAction, RuleKey, RuleScope},
    },
    workspace::rules::{RuleError, rules_from_text},
};

/// Makes, changes or (with `None`) drops a project rule for exact words.
pub fn set_rule(scope: RuleScope, words: &str, action: Option<RuleAction>) -> EditCommand {
    let label = match &action {
        Some(RuleAction::Never) => format!("never tag \"{words}\""),
        Some(RuleAction::Always { etype, .. }) => format!("always tag \"{words}\" as {}", etype.label()),
        None => format!("drop the rule for \"{words}\""),
    };
    let key = RuleKey { scope, words: words.trim().to_owned() };
    EditCommand { label, decisions: vec![Decision::Rule(key, action)] }
}

/// Takes in the rules of a text. Those that are there stay, unless the text has the same words.
///
/// # Errors
/// At the first line that is no rule.
pub fn import_rules(text: &str) -> Result<EditCommand, RuleError> {
    let decisions = rules_from_text(text)?;
    Ok(EditCommand { label: format!("import {}", counted(decisions.len(), "rule")), decisions })
}

/// Makes the rules of a text all that there are: others are dropped.
///
/// # Errors
/// At the first line that is no rule.
pub fn replace_rules(workspace: &Workspace, text: &str) -> Result<EditCommand, RuleError> {
    let decisions = rules_from_text(text)?;
    let is_kept = |key: &RuleKey| decisions.iter().any(|rule| matches!(rule, Decision::Rule(kept, _) if kept == key));
    let dropped = workspace.decisions().rules().keys().filter(|key| !is_kept(key));
    let mut all: Vec<Decision> = dropped.map(|key| Decision::Rule(key.clone(), None)).collect();
    all.extend(decisions);
    Ok(EditCommand { label: "edit the project rules".to_owned(), decisions: all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Stamp, rules_to_text};

    #[test]
    fn a_text_of_rules_replaces_all_and_is_taken_back_at_once() {
        let mut workspace = Workspace::default();
        let stamp = || Stamp { time: chrono::DateTime::UNIX_EPOCH, author: String::new() };
        workspace.apply(import_rules("Velle\tnever\nOrun\talways\tplace").unwrap(), stamp()).unwrap();
        let before = rules_to_text(workspace.decisions());
        let command = replace_rules(&workspace, "Orun\talways\tperson\nDenn\tnever").unwrap();
        workspace.apply(command, stamp()).unwrap();
        let words: Vec<&str> = workspace.decisions().rules().keys().map(|key| key.words.as_str()).collect();
        assert_eq!(words, ["Denn", "Orun"]);
        workspace.undo(stamp()).unwrap();
        assert_eq!(rules_to_text(workspace.decisions()), before);
        assert_eq!(replace_rules(&workspace, "Orun is a place").unwrap_err().line, 1);
    }
}
