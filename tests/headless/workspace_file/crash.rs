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
    model::Decisions,
    session::A_MOMENT,
    workspace::{Access, Deed, EntryId, Workspace, WorkspaceFile},
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
    // As in the window, or as if every gesture came while the one before is on its way to the disk.
    session.set_patience(if dice.roll(2) == 0 { A_MOMENT } else { Duration::ZERO });
    let mut out = std::io::stdout();
    let mut n_told = session.workspace().history().entries().len();
    loop {
        match dice.roll(8) {
            0 => drop(session.undo()),
            1 => drop(session.redo()),
            _ => {
                let command = gesture(session.workspace(), &mut dice);
                // A refused gesture changes nothing.
                drop(session.edit(command));
            }
        }
        // What the window does between two gestures.
        session.poll();
        let n = session.workspace().history().entries().len();
        if std::mem::replace(&mut n_told, n) != n {
            let last = session.workspace().history().entries().last().unwrap().id.0;
            writeln!(out, "confirmed {last} {}", digest(session.workspace().decisions())).unwrap();
            out.flush().unwrap();
        }
    }
}

/// The decisions that stood after the first `n` entries of the journal.
fn decisions_after(workspace: &Workspace, n: usize) -> Decisions {
    let entries = workspace.history().entries();
    let deed = |id: EntryId| &entries[usize::try_from(id.0).unwrap() - 1];
    let mut decisions = Decisions::default();
    for entry in &entries[..n] {
        let (of, is_undo) = match entry.deed {
            Deed::Did => (entry, false),
            Deed::Redid(id) => (deed(id), false),
            Deed::Undid(id) => (deed(id), true),
        };
        let mut set: Vec<_> = of.changes.iter().map(|change| if is_undo { &change.old } else { &change.new }).collect();
        if is_undo {
            set.reverse();
        }
        set.into_iter().for_each(|decision| drop(decisions.set(decision.clone())));
    }
    decisions
}

/// Number of kills that one file goes through.
const ROUNDS_A_FILE: usize = 20;

#[test]
fn what_was_confirmed_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut path = file(&folder);
    let mut dice = Dice(11);
    let (mut n_confirmed, n_rounds) = (0, rounds(6));
    for round in 0..n_rounds {
        if round % ROUNDS_A_FILE == 0 {
            path = folder.path().join(format!("{round}.onrecord"));
            drop(saved(&path, round as u64, 5));
        }
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
        let n = workspace.history().entries().len();
        assert!(n >= last, "round {round}: {last} were confirmed and {n} are there");
        // More may be there: steps that waited for each other are made one after the other, and told together.
        let then = self::digest(&decisions_after(&workspace, last));
        assert_eq!(then, digest, "round {round}: the state after entry {last} is another one");
        assert_eq!(&decisions_after(&workspace, n), workspace.decisions());
    }
    eprintln!("{n_rounds} kills, {n_confirmed} confirmed decisions, none lost");
    assert!(n_confirmed >= n_rounds);
}

fn n_told(sender: &mpsc::Sender<()>) {
    // The other end is gone when the process was killed already.
    let _ = sender.send(());
}
