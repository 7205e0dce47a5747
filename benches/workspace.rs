//! A workspace file of 100,000 documents: opening, deciding, searching.
//!
//! `cargo bench --bench workspace`; with `ONRECORD_DOCUMENTS=1000` in front for fewer documents.

mod generated;

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use onrecord::{
    analysis::{Settings, analyze},
    corpus::parse_query,
    lexicon::Lexicon,
    model::{
        DocId, Document, EntityType, MentionId,
        decision::{Credibility, RuleAction, RuleScope},
    },
    session::{A_MOMENT, Session},
    workspace::{Access, EditCommand, Item, Step, Workspace, gestures},
};

/// Documents that come with marks and a snippet, as in the window: more than fit on a screen.
const LISTED: usize = 36;

/// Stories that are analyzed; the others are these with another last line, so that they are other documents.
const ANALYZED: usize = 1_000;

fn main() {
    let wanted = std::env::var("ONRECORD_DOCUMENTS").ok().and_then(|n| n.parse().ok());
    let n_documents: usize = wanted.unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("bench.onrecord");
    println!("{n_documents} documents");
    save(&path, n_documents);
    let mut session = open(&path);
    tell_memory("with all documents open");
    decide(&mut session);
    rule(&mut session);
    tell_memory("after the rule and its undo");
    search(&session);
}

fn tell(what: &str, times: &mut [Duration]) {
    times.sort();
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what:<44} median {median:>10.1?}   most {most:>10.1?}   of {}", times.len());
}

/// Memory of this process now and at the most, where the system tells it.
fn tell_memory(when: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for (line, name) in [("VmRSS:", "memory"), ("VmHWM:", "memory at the most")] {
        let kilobytes =
            status.lines().find_map(|told| told.strip_prefix(line)?.split_whitespace().next()?.parse().ok());
        if let Some(kilobytes) = kilobytes {
            let megabytes: u64 = kilobytes;
            println!("{:<44} {:>7} MB", format!("{name} {when}"), megabytes / 1024);
        }
    }
}

fn save(path: &Path, n_documents: usize) {
    let stories = generated::stories(ANALYZED.min(n_documents));
    let analyses: Vec<_> =
        stories.iter().map(|story| Arc::new(analyze(story, Lexicon::builtin(), &Settings::default()))).collect();
    let mut workspace = Workspace::default();
    for number in 0..n_documents {
        let story = &stories[number % stories.len()];
        let text = format!("{}\nStory number {number}.\n", story.text);
        let plain = Document::plain(format!("story-{number}"), text);
        let document = Document { sha256: plain.sha256, text: plain.text, name: plain.name, ..story.clone() };
        workspace.add(Arc::new(document), Arc::clone(&analyses[number % stories.len()]));
    }
    let start = Instant::now();
    workspace.save_as(path).expect("the file is written");
    let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    println!("{:<44} {:>10.1?}, {} MB", "saved into a new file in", start.elapsed(), bytes / 1_000_000);
}

fn open(path: &Path) -> Session {
    let mut session = Session::new(Arc::new(|| {}));
    session.set_patience(A_MOMENT);
    let start = Instant::now();
    session.open_workspace(path, Access::Write).expect("the file opens");
    println!("{:<44} {:>10.1?}", "decisions and history there after", start.elapsed());
    let mut frames = Vec::new();
    let mut is_empty = true;
    while !session.is_idle() {
        let frame = Instant::now();
        session.poll();
        frames.push(frame.elapsed());
        if is_empty && !session.workspace().corpus().entries().is_empty() {
            println!("{:<44} {:>10.1?}", "first documents there after", start.elapsed());
            is_empty = false;
        }
        // What is left of a frame at 60 frames a second.
        std::thread::sleep(Duration::from_millis(16).saturating_sub(frame.elapsed()));
    }
    println!("{:<44} {:>10.1?}", "all documents there after", start.elapsed());
    tell("taking documents in, each frame", &mut frames);
    session
}

fn decide(session: &mut Session) {
    let n = session.workspace().corpus().entries().len();
    let gesture = |session: &Session, kind: usize, number: usize| -> EditCommand {
        let doc = DocId::from_index(number * 37 % n);
        let workspace = session.workspace();
        let place = |item| gestures::place(workspace, item);
        match kind {
            0 => gestures::confirm(&place(Item::Mention(doc, MentionId(0))).into_iter().collect::<Vec<_>>()),
            1 => {
                let claim = place(Item::Claim(doc, onrecord::model::ClaimId(0)));
                gestures::grade_statement(&claim.into_iter().collect::<Vec<_>>(), Some(Credibility::Doubtful))
            }
            2 => {
                let last = workspace.corpus().entry(doc).map_or(0, |entry| entry.analysis.mentions.len() - 1);
                let mention = place(Item::Mention(doc, MentionId::from_index(last)));
                gestures::reject(workspace, &mention.into_iter().collect::<Vec<_>>())
            }
            3 => {
                let mention = place(Item::Mention(doc, MentionId(1)));
                gestures::retype(&mention.into_iter().collect::<Vec<_>>(), EntityType::Event)
            }
            _ => {
                let pair = workspace.corpus().entities().skip(number * 2).take(2).map(|entity| entity.id);
                gestures::merge(workspace, &pair.collect::<Vec<_>>())
            }
        }
    };
    let kinds = ["confirm a mention", "grade a claim", "reject a mention", "retype a mention", "merge two entities"];
    for (kind, what) in kinds.iter().enumerate() {
        let (mut waits, mut times) = (Vec::new(), Vec::new());
        for number in 0..if kind < 2 { 200 } else { 20 } {
            let command = gesture(session, kind, number);
            let start = Instant::now();
            session.edit(command).expect("the decision is kept");
            waits.push(start.elapsed());
            shown(session);
            times.push(start.elapsed());
            // What the window does before the next frame.
            session.poll();
        }
        tell(&format!("{what}, the window waits"), &mut waits);
        tell(&format!("{what}, on disk and shown"), &mut times);
    }
    let (mut shots, mut times) = (Vec::new(), Vec::new());
    for _ in 0..20 {
        // A panel keeps what it works on while the next decision is made.
        let start = Instant::now();
        let _snapshot = session.workspace().snapshot();
        shots.push(start.elapsed());
        let start = Instant::now();
        session.undo().expect("undo is kept");
        shown(session);
        times.push(start.elapsed());
    }
    tell("take a snapshot", &mut shots);
    tell("undo a merge while a snapshot is kept", &mut times);
}

/// Goes on as the window does until the step that was asked for is shown.
fn shown(session: &mut Session) {
    while session.is_stepping() {
        session.poll();
        std::thread::sleep(Duration::from_micros(100));
    }
}

/// A rule for all documents, and its undo: worked out elsewhere while the window goes on.
fn rule(session: &mut Session) {
    let action = RuleAction::Always { etype: EntityType::Vehicle, subtype: None };
    let rule = gestures::set_rule(RuleScope::Workspace, "ferry", Some(action));
    for (what, step) in [("a rule for all documents", Step::Do(rule)), ("undo of the rule", Step::Undo)] {
        let start = Instant::now();
        session.step(step).expect("the step is begun");
        println!("{:<44} {:>10.1?}", format!("{what}, begun in"), start.elapsed());
        let mut frames = Vec::new();
        while session.is_stepping() {
            let frame = Instant::now();
            session.poll();
            frames.push(frame.elapsed());
            std::thread::sleep(Duration::from_millis(16).saturating_sub(frame.elapsed()));
        }
        println!("{:<44} {:>10.1?}", format!("{what}, made after"), start.elapsed());
        tell(&format!("{what}, each frame"), &mut frames);
    }
}

fn search(session: &Session) {
    for query in [
        "minister",
        "the",
        "ferry capsized NOT owner",
        "\"the ferry\"",
        "capsiz*",
        "sa*",
        "ferry NEAR/5 harbor",
        "speaker:minister act:deny",
        "speaker:minister",
        "speaker:minister act:announce",
        "type:armed_group",
        "act:deny NOT ferry",
        "source:wire before:2024-03-10",
        "after:2024-03-10 ferry",
        "number 99",
    ] {
        let (mut times, mut n) = (Vec::new(), 0);
        for _ in 0..5 {
            let start = Instant::now();
            let query = parse_query(query).expect("the query is understood");
            n = session.workspace().searcher().search(&query, LISTED).expect("the index is read").documents.len();
            times.push(start.elapsed());
        }
        tell(&format!("search {query} ({n} documents)"), &mut times);
    }
}
