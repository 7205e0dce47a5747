//! A process that decides at random is killed at random moments; what it confirmed is there afterwards.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use onrecord::{
    model::{Decision, Decisions},
    workspace::{Access, Deed, Workspace, WorkspaceFile},
};

use super::{file, open, rounds, saved, session, settle};
use crate::decisions::random::{Dice, gesture};

const FILE: &str = "ONRECORD_CRASH_FILE";
const SEED: &str = "ONRECORD_CRASH_SEED";

fn digest(decisions: &Decisions) -> u64 {
    let mut hasher = DefaultHasher::new();
    decisions.all().for_each(|decision| format!("{decision:?}").hash(&mut hasher));
    hasher.finish()
}

/// Run by the test below in a process of its own: decides until it is killed, and says what was confirmed.
#[test]
#[ignore = "is killed by another test"]
fn decides_until_it_is_killed() {
    let (Ok(path), Ok(seed)) = (std::env::var(FILE), std::env::var(SEED)) else { return };
    let (mut session, mut dice) = (session(), Dice(seed.parse().unwrap()));
    session.open_workspace(Path::new(&path), Access::Write).unwrap();
    settle(&mut session);
    let mut out = std::io::stdout();
    loop {
        let changed = match dice.roll(8) {
            0 => session.undo().unwrap().is_some(),
            1 => session.redo().unwrap().is_some(),
            _ => {
                let command = gesture(session.workspace(), &mut dice);
                session.edit(command).unwrap_or(false)
            }
        };
        if changed {
            let last = session.workspace().history().entries().last().unwrap().id.0;
            writeln!(out, "confirmed {last} {}", digest(session.workspace().decisions())).unwrap();
            out.flush().unwrap();
        }
    }
}

/// The decisions that stood after each entry of the journal.
fn digests(workspace: &Workspace) -> Vec<u64> {
    let entries = workspace.history().entries();
    let mut decisions = Decisions::default();
    let set = |decisions: &mut Decisions, list: Vec<Decision>| {
        list.into_iter().for_each(|decision| drop(decisions.set(decision)))
    };
    let deed = |id| entries.iter().find(|entry| entry.id == id).unwrap();
    let new = |changes: &[onrecord::workspace::Change]| changes.iter().map(|change| change.new.clone()).collect();
    let old = |changes: &[onrecord::workspace::Change]| changes.iter().rev().map(|change| change.old.clone()).collect();
    entries
        .iter()
        .map(|entry| {
            match entry.deed {
                Deed::Did => set(&mut decisions, new(&entry.changes)),
                Deed::Redid(id) => set(&mut decisions, new(&deed(id).changes)),
                Deed::Undid(id) => set(&mut decisions, old(&deed(id).changes)),
            }
            digest(&decisions)
        })
        .collect()
}

#[test]
fn what_was_confirmed_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    drop(saved(&path, 3, 5));
    let mut dice = Dice(11);
    let (mut n_confirmed, n_rounds) = (0, rounds(6));
    for round in 0..n_rounds {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "workspace_file::crash::decides_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FILE, &path)
            .env(SEED, round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, receiver) = mpsc::channel();
        let listener = std::thread::spawn(move || {
            let mut last = None;
            for line in lines.map_while(Result::ok) {
                if let Some((_, told)) = line.split_once("confirmed ")
                    && let Some((id, digest)) = told.split_once(' ')
                    && let (Ok(id), Ok(digest)) = (id.parse::<usize>(), digest.parse::<u64>())
                {
                    last = Some((id, digest));
                    n_told(&sender);
                }
            }
            last
        });
        // The first word says that it is at work; then a random moment.
        receiver.recv_timeout(Duration::from_secs(60)).expect("the process gets to work");
        std::thread::sleep(Duration::from_micros(dice.roll(120_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let (last, digest) = listener.join().unwrap().unwrap();
        n_confirmed += 1 + receiver.try_iter().count();

        let check = WorkspaceFile::open(&path, Access::Read).unwrap();
        check.reader().unwrap().verify().unwrap();
        let workspace = open(&path, Access::Read).unwrap();
        let digests = digests(&workspace);
        assert!(digests.len() >= last, "round {round}: {last} were confirmed and {} are there", digests.len());
        assert!(digests.len() <= last + 1, "round {round}: more than the gesture in flight is there");
        assert_eq!(digests[last - 1], digest, "round {round}: the state after entry {last} is another one");
        assert_eq!(digests.last(), Some(&self::digest(workspace.decisions())));
    }
    eprintln!("{n_rounds} kills, {n_confirmed} confirmed decisions, none lost");
    assert!(n_confirmed >= n_rounds);
}

fn n_told(sender: &mpsc::Sender<()>) {
    // The other end is gone when the process was killed already.
    let _ = sender.send(());
}
