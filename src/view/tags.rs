//! The tags of a workspace, groups before what is in them.

use std::collections::BTreeSet;

use crate::model::{
    Decisions,
    decision::{TagName, TagStyle},
};

/// A tag in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRow {
    /// What it is called.
    pub name: TagName,
    /// How it looks and where it belongs.
    pub style: TagStyle,
    /// Number of tags above it.
    pub depth: usize,
    /// Number of things that have it.
    pub n: usize,
}

/// All tags by name, each followed by those under it.
pub fn tag_rows(decisions: &Decisions) -> Vec<TagRow> {
    let mut rows = Vec::new();
    under(decisions, None, 0, &mut rows);
    // What stands under a tag that is gone is not lost.
    let shown: BTreeSet<TagName> = rows.iter().map(|row| row.name.clone()).collect();
    let rest = decisions.tags().iter().filter(|(name, _)| !shown.contains(name));
    rows.extend(rest.map(|(name, style)| row(decisions, name, style, 0)));
    rows
}

fn under(decisions: &Decisions, parent: Option<&TagName>, depth: usize, rows: &mut Vec<TagRow>) {
    for (name, style) in decisions.tags().iter().filter(|(_, style)| style.parent.as_ref() == parent) {
        rows.push(row(decisions, name, style, depth));
        // No tag stands under itself, so there are at most as many levels as tags.
        if depth < decisions.tags().len() {
            under(decisions, Some(name), depth + 1, rows);
        }
    }
}

fn row(decisions: &Decisions, name: &TagName, style: &TagStyle, depth: usize) -> TagRow {
    let n = decisions.tagged().keys().filter(|(_, tag)| tag == name).count();
    TagRow { name: name.clone(), style: style.clone(), depth, n }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Decision;

    #[test]
    fn tags_stand_under_their_groups() {
        let mut decisions = Decisions::default();
        for (name, parent) in [("urgent", None), ("legal", None), ("fraud", Some("legal")), ("lost", Some("gone"))] {
            let style = TagStyle { colour: [0; 3], parent: parent.map(|parent| TagName(parent.to_owned())) };
            decisions.set(Decision::Tag(TagName(name.to_owned()), Some(style)));
        }
        let rows: Vec<(String, usize)> = tag_rows(&decisions).into_iter().map(|row| (row.name.0, row.depth)).collect();
        let rows: Vec<(&str, usize)> = rows.iter().map(|(name, depth)| (name.as_str(), *depth)).collect();
        assert_eq!(rows, [("legal", 0), ("fraud", 1), ("urgent", 0), ("lost", 0)]);
    }
}
