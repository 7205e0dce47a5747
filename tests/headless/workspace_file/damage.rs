//! Files that are cut off or of which single bits are turned: never a panic, never a silent loss.

use std::path::Path;

use onrecord::workspace::{Access, Workspace, file::salvage};

use super::{engine, file, open, rounds, saved};
use crate::decisions::{random::Dice, seen};

fn damage(bytes: &[u8], dice: &mut Dice) -> (Vec<u8>, String) {
    let mut bytes = bytes.to_vec();
    let at = dice.roll(bytes.len());
    if dice.roll(4) == 0 {
        bytes.truncate(at);
        return (bytes, format!("cut off at {at}"));
    }
    let bit = dice.roll(8);
    bytes[at] ^= 1 << bit;
    (bytes, format!("bit {bit} of byte {at} turned"))
}

#[test]
fn damage_is_told_and_what_can_be_read_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    let whole = saved(&path, 5, 60);
    let (was, history) = (seen(&whole), whole.history().clone());
    drop(whole);
    let bytes = std::fs::read(&path).unwrap();
    let mut dice = Dice(23);
    let [mut n_told, mut n_harmless, mut n_whole, mut n_part] = [0; 4];
    let n_rounds = rounds(40);
    for round in 0..n_rounds {
        let (damaged, how) = damage(&bytes, &mut dice);
        let copy = folder.path().join(format!("{round}.onrecord"));
        std::fs::write(&copy, damaged).unwrap();
        let is_same = |workspace: &Workspace| seen(workspace) == was && *workspace.history() == history;
        match Workspace::open(&copy, Access::Read, engine) {
            Err(error) => {
                assert!(error.to_string().len() > 40, "{how}: {error}");
                n_told += 1;
            }
            Ok((_, damaged)) if !damaged.is_empty() => n_told += 1,
            Ok((workspace, _)) => {
                assert!(is_same(&workspace), "{how}: something is gone and nothing is said");
                n_harmless += 1;
            }
        }
        let into = folder.path().join(format!("{round}-salvaged.onrecord"));
        match salvage(&copy, &into) {
            Ok(salvaged) if salvaged.lost.is_empty() => {
                assert!(is_same(&open(&into, Access::Read).unwrap()), "{how}: something is gone and nothing is said");
                n_whole += 1;
            }
            Ok(salvaged) => {
                let part = open(&into, Access::Write).unwrap();
                assert_eq!(part.corpus().entries().len() + shelved(&part), salvaged.n_documents, "{how}");
                assert_eq!(part.history().entries().len(), salvaged.n_entries, "{how}");
                n_part += 1;
            }
            Err(error) => assert!(error.to_string().len() > 40, "{how}: {error}"),
        }
        for file in [&copy, &into] {
            remove(file);
        }
    }
    eprintln!(
        "{n_rounds} damaged files: {n_told} told, {n_harmless} without harm; salvaged whole {n_whole}, in part {n_part}"
    );
    assert_eq!(n_told + n_harmless, n_rounds);
    assert!(n_told > 0 && n_part > 0);
}

/// Documents that decisions keep out of the corpus.
fn shelved(workspace: &Workspace) -> usize {
    workspace.decisions().removed().len()
}

fn remove(path: &Path) {
    let _ = std::fs::remove_file(path);
}
