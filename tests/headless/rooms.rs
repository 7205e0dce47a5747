//! The rooms of `src/` use only rooms below them: the table in the crate documentation, held by the sources.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Each room with the rooms it may use, beside itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("lexicon", &["model"]),
    ("import", &["model"]),
    ("analysis", &["model", "lexicon"]),
    // The clocks of claims are set anew from decided dates and events.
    ("corpus", &["model", "analysis"]),
    ("workspace", &["model", "corpus"]),
    ("export", &["model", "corpus"]),
    ("evaluate", &["model", "lexicon", "import", "analysis"]),
    ("training", &["model", "lexicon", "analysis", "evaluate"]),
    ("session", &["model", "lexicon", "import", "analysis", "corpus", "workspace", "export"]),
    ("view", &["model", "lexicon", "corpus", "workspace", "export", "session"]),
    ("app", &["model", "lexicon", "import", "corpus", "workspace", "export", "session", "view"]),
    (
        "cli",
        &[
            "model",
            "lexicon",
            "import",
            "analysis",
            "corpus",
            "workspace",
            "export",
            "evaluate",
            "training",
            "session",
            "app",
        ],
    ),
];

/// What only one room may know.
const ONLY: &[(&str, &[&str])] = &[("egui", &["app"]), ("eframe", &["app"]), ("rfd", &["app"])];

#[test]
fn every_room_uses_only_rooms_below_it() {
    let mut offences = Vec::new();
    for (room, may_use) in ROOMS {
        for file in sources(room) {
            let text = without_tests(&fs::read_to_string(&file).unwrap());
            for used in used_rooms(&text) {
                if used != *room && !may_use.contains(&used.as_str()) {
                    offences.push(format!("{} uses {used}", file.display()));
                }
            }
            for (name, rooms) in ONLY {
                if !rooms.contains(room) && text.contains(&format!("{name}::")) {
                    offences.push(format!("{} knows {name}", file.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn the_table_names_every_room() {
    let folders: BTreeSet<String> = fs::read_dir(src())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let rooms: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(folders, rooms);
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(room: &str) -> Vec<PathBuf> {
    let mut folders = vec![src().join(room)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && path.file_stem().is_some_and(|name| name != "tests")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Tests may build their inputs with any room.
fn without_tests(text: &str) -> String {
    if text.contains("#![cfg(test)]") {
        return String::new();
    }
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms in `crate::room`, also inside `use crate::{room::..., room::...}`.
fn used_rooms(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => top_level_names(group),
            None => vec![leading_name(rest)],
        };
        used.extend(names.into_iter().filter(|name| ROOMS.iter().any(|(room, _)| room == name)));
    }
    used
}

fn top_level_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut start) = (1, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && c == ',') {
            names.push(leading_name(group[start..at].trim_start()));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn leading_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
