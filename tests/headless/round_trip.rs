//! What is written is read back: our own JSON lines as the same workspace, annotations as the decisions that made them.

use std::{collections::BTreeSet, io::Read, path::Path, sync::Arc};

use onrecord::{
    export::{ExportKind, Options, Scope, write},
    model::{Decision, EntityType, QuoteKind, Span},
    session::{Outcome, Session},
    workspace::{Item, Workspace, gestures},
};

use crate::{
    decisions::random::{Dice, gesture, stamp, workspace},
    workspace_file::{session, settle},
};

fn export(workspace: &Workspace, kind: ExportKind) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(workspace.corpus(), workspace.decisions(), kind, &Scope::Corpus, Options::default(), &mut bytes).unwrap();
    bytes
}

/// A workspace in which much was decided.
fn decided(seed: u64) -> Workspace {
    let (mut workspace, mut dice) = (workspace(), Dice(seed));
    for n in 0..40 {
        // A gesture that does not fit is refused, as on screen.
        let command = gesture(&workspace, &mut dice);
        drop(workspace.apply(command, stamp(n)));
    }
    workspace
}

/// What lines of ours tell, apart from the decisions.
fn findings(lines: &[u8]) -> Vec<serde_json::Value> {
    let lines = std::str::from_utf8(lines).unwrap().lines();
    lines
        .map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            line.as_object_mut().unwrap().remove("decisions");
            line
        })
        .collect()
}

#[test]
fn our_own_lines_give_the_same_workspace() {
    for seed in 0..12 {
        let before = decided(seed);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("findings.jsonl");
        std::fs::write(&path, export(&before, ExportKind::Analysis)).unwrap();
        let mut session = session();
        session.open_asking(vec![path]);
        let outcomes = settle(&mut session);
        let Some(Outcome::Loaded(summary)) = outcomes.last() else { panic!("{outcomes:?}") };
        let after = session.workspace();
        let documents = |workspace: &Workspace| -> Vec<_> {
            workspace
                .corpus()
                .entries()
                .iter()
                .map(|entry| (entry.document.name.clone(), Arc::clone(&entry.document.text)))
                .collect()
        };
        assert_eq!(documents(after), documents(&before), "seed {seed}");
        // Documents that were taken out are not written, and neither is what speaks of them.
        let is_here =
            |decision: &Decision| decision.documents().iter().all(|doc| before.corpus().entry_of(*doc).is_some());
        let all: Vec<_> = before.decisions().all().filter(is_here).collect();
        // A decision about words at which nothing is found any more has nowhere to go; it is counted.
        let stands = |decision: &Decision| {
            decision.required_places().iter().all(|place| before.corpus().holds(*place, before.decisions()))
        };
        let fitting: Vec<_> = all.iter().filter(|decision| stands(decision)).cloned().collect();
        assert_eq!(summary.decisions, (fitting.len(), all.len() - fitting.len()), "seed {seed}");
        assert_eq!(after.decisions().all().collect::<Vec<_>>(), fitting, "seed {seed}");
        let (one, other) = (export(after, ExportKind::Analysis), export(&before, ExportKind::Analysis));
        assert_eq!(findings(&one), findings(&other), "seed {seed}");
    }
}

/// A few corrections of the kinds that annotations can tell.
fn corrected() -> Workspace {
    let mut workspace = workspace();
    let entry = workspace.corpus().entries().first().unwrap();
    let (doc, text) = (entry.id, Arc::clone(&entry.document.text));
    let mention = |words: &str| {
        let place = |(index, mention): (usize, &onrecord::model::Mention)| {
            let id = onrecord::model::MentionId(u32::try_from(index).unwrap());
            (mention.span.text_in(&text) == words).then(|| gestures::place(&workspace, Item::Mention(doc, id)).unwrap())
        };
        workspace.corpus().entries().first().unwrap().analysis.mentions.iter().enumerate().find_map(place).unwrap()
    };
    let quote = gestures::place(&workspace, Item::Quote(doc, onrecord::model::QuoteId(0))).unwrap();
    let collapse = text.find("collapse").unwrap();
    let commands = [
        gestures::retype(&[mention("Velle")], EntityType::Organization),
        gestures::reject(&workspace, &[mention("Pavel Marsh")]),
        gestures::set_quote_kind(&[quote], QuoteKind::Mixed),
        gestures::add_mention(&workspace, doc, Span::new(&text, collapse, collapse + 8).unwrap(), EntityType::Event),
    ];
    for (n, command) in commands.into_iter().enumerate() {
        assert!(workspace.apply(command, stamp(n as u64)).unwrap());
    }
    workspace
}

fn read_into_fresh(path: &Path) -> Session {
    let mut session = Session::with_workspace(workspace(), Arc::new(|| {}));
    session.read_annotations(path.to_owned());
    let outcomes = settle(&mut session);
    let Some(Outcome::AnnotationsRead(read)) = outcomes.last() else { panic!("{outcomes:?}") };
    assert!(read.n_taken >= 4 && (read.n_unfit, read.n_missing, read.n_unknown) == (0, 0, 0), "{read:?}");
    session
}

/// The lines of all annotation files that mark words and their attributes, without the numbers given to them.
fn marks(archive: &[u8]) -> BTreeSet<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut lines = BTreeSet::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        lines.extend(text.lines().filter(|line| line.starts_with('T')).map(|line| {
            let (_, mark) = line.split_once('\t').unwrap();
            format!("{name} {mark}")
        }));
    }
    lines
}

#[test]
fn brat_files_are_read_back_as_decisions() {
    let before = corrected();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("brat.zip");
    let written = export(&before, ExportKind::Brat);
    std::fs::write(&path, &written).unwrap();
    let mut session = read_into_fresh(&path);
    assert_eq!(marks(&export(session.workspace(), ExportKind::Brat)), marks(&written));
    assert_eq!(session.workspace().undo_label(), Some("take over annotations"));
    session.undo().unwrap();
    assert_eq!(session.workspace().decisions().all().count(), 0, "one gesture, taken back at once");
}

#[test]
fn web_annotations_are_read_back_as_decisions() {
    let before = corrected();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotations.jsonld");
    std::fs::write(&path, export(&before, ExportKind::Annotations)).unwrap();
    let session = read_into_fresh(&path);
    let types = |workspace: &Workspace| -> Vec<_> {
        let mentions = workspace.corpus().entries().iter().flat_map(|entry| &entry.analysis.mentions);
        mentions.map(|mention| (mention.span, mention.etype)).collect()
    };
    assert_eq!(types(session.workspace()), types(&before));
    assert_eq!(session.workspace().corpus().entries().first().unwrap().analysis.quotes[0].kind, QuoteKind::Mixed);
}

#[test]
fn what_is_no_annotation_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.jsonld");
    std::fs::write(&path, "{\"a\":1}").unwrap();
    let mut session = session();
    session.read_annotations(path);
    let outcomes = settle(&mut session);
    let Some(Outcome::AnnotationsFailed { error }) = outcomes.last() else { panic!("{outcomes:?}") };
    assert!(error.to_string().contains("the annotation file is damaged"), "{error}");
}
