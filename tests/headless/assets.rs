//! Every asset is described, and nothing is left over.

use std::{fs, path::Path};

use onrecord::lexicon::Lexicon;

#[test]
fn the_readme_of_the_assets_names_every_file() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let readme = fs::read_to_string(assets.join("README.md")).unwrap();
    let mut missing = Vec::new();
    for folder in ["lexicon", "fonts", "desktop", "models"] {
        for entry in fs::read_dir(assets.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            // Pictures of one icon in several sizes share a line.
            let described = readme.contains(&name) || name.starts_with("onrecord-");
            if !described {
                missing.push(format!("{folder}/{name}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in assets/README.md: {missing:?}");
}

#[test]
fn every_rule_tells_its_reason_in_a_few_words() {
    for rule in Lexicon::builtin().rules().iter() {
        let n_words = rule.words.split_whitespace().count();
        assert!((2..=30).contains(&n_words), "{}: {}", rule.id, rule.words);
        assert!(!rule.words.ends_with('.'), "{}: a reason is no sentence", rule.id);
    }
}
