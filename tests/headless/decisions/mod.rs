//! Decisions as a user makes them, through the workspace: the law of undo, refusals, and what the effective view keeps.

pub mod random;

use std::sync::Arc;

use onrecord::{
    corpus::{Corpus, CorpusEntity, CorpusEntityId, Difference, Fate},
    model::{Analysis, Claimant, Decision, Decisions, DocId, Layer, Place, Span},
    workspace::{Access, EditCommand, EditError, EntryId, Step, Stepped, WorkedOut, Workspace, gestures},
};
use proptest::prelude::*;
use random::{Dice, gesture, stamp, workspace};

/// Everything that a user sees of a workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    decisions: Decisions,
    documents: Vec<(DocId, Arc<Analysis>)>,
    entities: Vec<CorpusEntity>,
}

impl Seen {
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }
}

pub fn seen(workspace: &Workspace) -> Seen {
    let entries = workspace.corpus().entries().iter();
    Seen {
        decisions: workspace.decisions().clone(),
        documents: entries.map(|entry| (entry.id, Arc::clone(&entry.analysis))).collect(),
        entities: workspace.corpus().entities().cloned().collect(),
    }
}

/// The entities of a corpus that is made of the same documents under the same decisions.
fn made_anew(workspace: &Workspace) -> Vec<CorpusEntity> {
    let (mut corpus, decisions) = (Corpus::default(), workspace.decisions());
    corpus.judge(decisions);
    for entry in workspace.corpus().entries().iter() {
        corpus.add_decided(entry.id, Arc::clone(&entry.document), Arc::clone(&entry.machine), decisions);
    }
    corpus.resolve(decisions);
    corpus.entities().cloned().collect()
}

/// Ids lead to what is there, spans lie in the text, lists are in text order.
fn check_views(workspace: &Workspace) {
    for entry in workspace.corpus().entries().iter() {
        let (text, analysis) = (&entry.document.text, &entry.analysis);
        let is_span = |span: Span| Span::new(text, span.start(), span.end()).is_some() && !span.is_empty();
        assert!(analysis.mentions.iter().all(|mention| is_span(mention.span) && mention.span.contains(mention.head)));
        assert!(analysis.mentions.is_sorted_by_key(|mention| mention.span.start()));
        assert!(analysis.mentions.iter().all(|mention| analysis.entity(mention.entity).is_some()));
        for (index, _) in analysis.entities.iter().enumerate() {
            let id = onrecord::model::EntityId::from_index(index);
            let entity = workspace.corpus().entity_in(entry, id).unwrap();
            assert_eq!(workspace.corpus().entity(entity.id), Some(entity));
        }
        for event in &analysis.events {
            assert!(event.actors.iter().chain(&event.targets).all(|id| analysis.entity(*id).is_some()));
            assert!(event.time.is_none_or(|id| analysis.time(id).is_some()));
        }
        for quote in &analysis.quotes {
            assert!(!quote.content.is_empty() && quote.content.iter().all(|span| is_span(*span)));
            assert!(quote.speaker.is_none_or(|id| analysis.entity(id).is_some()));
            assert!(quote.continues.is_none_or(|id| analysis.quote(id).is_some()));
        }
        for claim in &analysis.claims {
            assert!(claim.quote.is_none_or(|id| analysis.quote(id).is_some()));
            assert!(claim.about.iter().all(|id| analysis.entity(*id).is_some()));
            assert!(claim.times.iter().all(|id| analysis.time(*id).is_some()));
            assert!(claim.quantities.iter().all(|id| analysis.quantity(*id).is_some()));
            if let Claimant::Entity(id) = claim.claimant {
                assert!(analysis.entity(id).is_some());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// After every single undo the workspace is what it was before the step, and after every redo what it was after it.
    #[test]
    fn undo_and_redo_walk_through_every_state(seed in any::<u64>(), n in 1..40usize) {
        let (mut workspace, mut dice) = (workspace(), Dice(seed));
        let mut states = vec![seen(&workspace)];
        for step in 0..n {
            let command = gesture(&workspace, &mut dice);
            let revision = workspace.revision();
            match workspace.apply(command, stamp(step as u64)) {
                Ok(true) => states.push(seen(&workspace)),
                Ok(false) | Err(_) => {
                    prop_assert_eq!(workspace.revision(), revision);
                    prop_assert_eq!(&seen(&workspace), states.last().unwrap());
                }
            }
            check_views(&workspace);
            prop_assert_eq!(&seen(&workspace).entities, &made_anew(&workspace), "step {}", step);
        }
        for before in states.iter().rev().skip(1) {
            prop_assert!(workspace.undo(stamp(0)).unwrap().is_some());
            prop_assert_eq!(&seen(&workspace).entities, &made_anew(&workspace));
            prop_assert_eq!(&seen(&workspace), before);
        }
        prop_assert!(workspace.undo(stamp(0)).unwrap().is_none());
        for after in states.iter().skip(1) {
            prop_assert!(workspace.redo(stamp(0)).unwrap().is_some());
            prop_assert_eq!(&seen(&workspace), after);
        }
        prop_assert!(workspace.redo(stamp(0)).unwrap().is_none());
    }

    /// Going back to an entry restores the state behind it, however long ago that was; one undo brings all back.
    #[test]
    fn going_back_is_one_step_that_undo_takes_back(seed in any::<u64>(), n in 2..30usize, back in any::<prop::sample::Index>()) {
        let (mut workspace, mut dice) = (workspace(), Dice(seed));
        let mut states = vec![seen(&workspace)];
        for step in 0..n {
            let command = gesture(&workspace, &mut dice);
            if workspace.apply(command, stamp(step as u64)).is_ok_and(|is_done| is_done) {
                states.push(seen(&workspace));
            }
        }
        let to = 1 + back.index(states.len());
        let (entry, last) = (EntryId(to as u64), states.len() - 1);
        for includes_it in [false, true] {
            let wanted = if includes_it { to - 1 } else { to.min(last) };
            let stepped = workspace.make(Step::GoBack(entry, includes_it), stamp(0)).unwrap();
            prop_assert_eq!(seen(&workspace).decisions, states[wanted].decisions.clone());
            prop_assert_eq!(&seen(&workspace), &states[wanted]);
            if stepped.is_some() {
                workspace.undo(stamp(0)).unwrap();
            }
            prop_assert_eq!(&seen(&workspace), &states[last]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Every gesture changes only what it touches, and the result is what comes out when all documents come in anew under all
    /// decisions, and when a copy goes on in the place of the original.
    #[test]
    fn what_changes_step_by_step_is_what_is_made_anew(seed in any::<u64>(), n in 1..60usize) {
        let folder = tempfile::tempdir().unwrap();
        let (mut workspace, mut dice) = (workspace(), Dice(seed));
        let mut snapshots = Vec::new();
        for step in 0..n {
            let roll = dice.roll(8);
            let is_elsewhere = dice.roll(2) == 0;
            // Made at once, or worked out elsewhere and made then.
            let make = |workspace: &mut Workspace, wanted: Step| {
                if !is_elsewhere {
                    return workspace.make(wanted, stamp(step as u64));
                }
                let worked_out = workspace.ahead(wanted).work(|_, _| true).unwrap();
                assert!(!workspace.is_outdated(&worked_out));
                make_worked_out(workspace, worked_out, step as u64)
            };
            match roll {
                0 => drop(make(&mut workspace, Step::Undo).unwrap()),
                1 => drop(make(&mut workspace, Step::Redo).unwrap()),
                _ => {
                    let command = gesture(&workspace, &mut dice);
                    let mut copy = workspace.outlook();
                    let done = copy.apply(command.clone(), stamp(0)).is_ok();
                    prop_assert_eq!(done, make(&mut workspace, Step::Do(command)).is_ok());
                    if workspace.decisions().removed().is_empty() {
                        prop_assert_eq!(seen(&copy), seen(&workspace));
                    }
                }
            }
            prop_assert_eq!(&seen(&workspace).entities, &made_anew(&workspace), "step {}", step);
            snapshots.push((workspace.snapshot(), seen(&workspace).entities));
        }
        let path = folder.path().join("copy.onrecord");
        let before = seen(&workspace);
        workspace.save_as(&path).unwrap();
        drop(workspace);
        let (again, damaged) = Workspace::open(&path, Access::Read, |_| Analysis::default()).unwrap();
        prop_assert!(damaged.is_empty());
        prop_assert_eq!(&seen(&again), &before);
        for (snapshot, entities) in snapshots {
            prop_assert_eq!(snapshot.entities().cloned().collect::<Vec<_>>(), entities);
        }
    }
}

/// Keeps and makes a step that was worked out.
fn make_worked_out(
    workspace: &mut Workspace,
    worked_out: WorkedOut,
    second: u64,
) -> Result<Option<Stepped>, EditError> {
    let before = seen(workspace);
    let Some(planned) = workspace.plan_worked_out(worked_out, stamp(second))? else { return Ok(None) };
    assert_eq!(seen(workspace), before, "nothing changes before it is kept");
    let mut kept = workspace.keeper().keep(Some(planned));
    Ok(workspace.finish(&mut kept)?)
}

#[test]
fn a_copy_finds_out_that_what_kept_a_name_apart_is_over() {
    let mut workspace = workspace();
    let named = |workspace: &Workspace| {
        let works = workspace.corpus().entities().filter(|entity| entity.name == "Marsh Works");
        works.cloned().collect::<Vec<CorpusEntity>>()
    };
    let before = named(&workspace);
    let [works] = before.as_slice() else { panic!("{before:?}") };
    let command = gestures::separate(&workspace, works.id, &works.members[1..]);
    assert!(workspace.apply(command, stamp(1)).unwrap());
    assert_eq!(named(&workspace).len(), 2);
    let worked_out = workspace.ahead(Step::Undo).work(|_, _| true).unwrap();
    make_worked_out(&mut workspace, worked_out, 2).unwrap();
    assert_eq!(named(&workspace), before);
}

#[test]
fn most_random_gestures_change_something() {
    let (mut workspace, mut dice) = (workspace(), Dice(1));
    let outcomes: Vec<_> = (0..200)
        .map(|n| {
            let command = gesture(&workspace, &mut dice);
            workspace.apply(command, stamp(n))
        })
        .collect();
    assert!(outcomes.iter().filter(|outcome| matches!(outcome, Ok(true))).count() > 120);
}

#[test]
fn a_batch_with_one_bad_decision_changes_nothing() {
    let mut workspace = workspace();
    let before = (seen(&workspace), workspace.revision());
    let entry = workspace.corpus().entries().first().unwrap();
    let place = |start, end| Place {
        doc: entry.document.sha256,
        layer: Layer::Mention,
        span: Span::new(&entry.document.text, start, end).unwrap(),
    };
    let good = gestures::place(&workspace, onrecord::workspace::Item::Mention(DocId(0), onrecord::model::MentionId(0)));
    let command = gestures::reject(&workspace, &[good.unwrap(), place(40, 41)]);
    let refused = workspace.apply(command, stamp(0));
    assert!(matches!(refused, Err(EditError::NothingThere { .. })), "{refused:?}");
    assert_eq!((seen(&workspace), workspace.revision()), before);
    assert!(workspace.apply(gestures::reject(&workspace, &[good.unwrap()]), stamp(0)).unwrap());
    assert_eq!(workspace.undo_label(), Some("reject mention"));
}

/// The entity with this name, and how many documents speak of it.
fn entity(workspace: &Workspace, name: &str) -> (CorpusEntityId, usize) {
    let entity = workspace.corpus().entities().find(|entity| entity.name == name);
    entity.map(|entity| (entity.id, entity.n_documents)).unwrap_or_else(|| panic!("no entity {name}"))
}

fn names(workspace: &Workspace) -> Vec<&str> {
    workspace.corpus().entities().map(|entity| entity.name.as_str()).collect()
}

#[test]
fn entities_merge_and_un_merge_at_any_time() {
    let mut workspace = workspace();
    let (denn, _) = entity(&workspace, "Orla Denn");
    let (marsh, _) = entity(&workspace, "Pavel Marsh");
    let (velle, _) = entity(&workspace, "Velle");
    let before = workspace.corpus().entities().count();
    let anchor = gestures::anchor(&workspace, denn).unwrap();
    workspace.apply(gestures::merge(&workspace, &[denn, marsh, velle]), stamp(0)).unwrap();
    assert_eq!(workspace.undo_label(), Some("merge 3 entities"));
    assert_eq!(workspace.corpus().entities().count(), before - 2);
    // Other decisions come in between.
    let merged = workspace.corpus().anchored(anchor).unwrap().id;
    workspace.apply(gestures::rename(&workspace, merged, "The three"), stamp(0)).unwrap();
    assert!(names(&workspace).contains(&"The three"));
    assert!(workspace.corpus().entity(merged).unwrap().aliases().count() >= 3);
    workspace.apply(gestures::unmerge(&workspace, merged), stamp(0)).unwrap();
    assert_eq!(workspace.corpus().entities().count(), before);
}

#[test]
fn what_is_told_apart_stays_apart_whatever_names_tell() {
    let mut workspace = workspace();
    let (velle, n) = entity(&workspace, "Velle");
    assert!(n > 1, "the stories share the place");
    let members = workspace.corpus().entity(velle).unwrap().members.clone();
    let apart = |workspace: &Workspace| names(workspace).iter().filter(|name| **name == "Velle").count();
    let before = apart(&workspace);
    workspace.apply(gestures::separate(&workspace, velle, &members[1..2]), stamp(0)).unwrap();
    assert_eq!(apart(&workspace), before + 1);
    // A new analysis and another document of that name change nothing about it.
    let late = onrecord::model::Document::plain("late", "Minister Orla Denn met Pavel Marsh in Velle on Sunday.");
    let analysis = onrecord::analysis::analyze(&late, onrecord::lexicon::Lexicon::builtin(), &Default::default());
    workspace.add(Arc::new(late), Arc::new(analysis));
    assert_eq!(apart(&workspace), before + 1);
    // Merging them again takes the judgement back.
    let both: Vec<_> =
        workspace.corpus().entities().filter(|entity| entity.name == "Velle").map(|entity| entity.id).collect();
    workspace.apply(gestures::merge(&workspace, &both), stamp(0)).unwrap();
    assert_eq!(apart(&workspace), 1);
}

#[test]
fn not_the_same_wins_over_a_chain_of_merges() {
    let mut workspace = workspace();
    let ids = ["Orla Denn", "Pavel Marsh", "Velle"].map(|name| entity(&workspace, name).0);
    let anchors = ids.map(|id| gestures::anchor(&workspace, id).unwrap());
    let pair = |a: usize, b: usize| onrecord::model::decision::EntityPair::new(anchors[a], anchors[b]).unwrap();
    use onrecord::model::decision::Relation::{Different, Same};
    let decisions = vec![
        Decision::Relation(pair(0, 2), Some(Different)),
        Decision::Relation(pair(0, 1), Some(Same)),
        Decision::Relation(pair(1, 2), Some(Same)),
    ];
    workspace.apply(EditCommand { label: "judge".to_owned(), decisions }, stamp(0)).unwrap();
    let of = |anchor| workspace.corpus().anchored(anchor).unwrap().id;
    assert_ne!(of(anchors[0]), of(anchors[2]));
    assert!(of(anchors[1]) == of(anchors[0]) || of(anchors[1]) == of(anchors[2]));
}

#[test]
fn retyping_an_entity_reaches_all_its_mentions() {
    use onrecord::model::EntityType;
    let mut workspace = workspace();
    let (velle, _) = entity(&workspace, "Velle");
    workspace.apply(gestures::pin_type(&workspace, velle, EntityType::Organization), stamp(0)).unwrap();
    let (velle, _) = entity(&workspace, "Velle");
    assert_eq!(workspace.corpus().entity(velle).unwrap().etype, EntityType::Organization);
    assert!(workspace.corpus().mentions_of(velle).all(|(_, _, mention)| mention.etype == EntityType::Organization));
}

#[test]
fn the_journal_tells_what_was_done_by_whom_to_which_words() {
    let mut workspace = workspace();
    let mention = onrecord::workspace::Item::Mention(DocId(0), onrecord::model::MentionId(0));
    let place = gestures::place(&workspace, mention).unwrap();
    workspace.apply(gestures::confirm(&[place]), stamp(1)).unwrap();
    workspace.undo(stamp(2)).unwrap();
    let entries = workspace.history().entries();
    assert_eq!(entries.len(), 2);
    assert_eq!((entries[0].label.as_str(), entries[0].stamp.author.as_str()), ("confirm mention", "Reader 1"));
    assert!(!entries[0].words.is_empty());
    assert_eq!(workspace.history().matching("CONFIRM").count(), 2);
    assert_eq!(workspace.history().matching("reader 2").count(), 1);
    assert!(!workspace.history().stands(entries[0].id));
}

#[test]
fn grades_of_unlike_rows_are_refused() {
    use onrecord::model::decision::Likelihood;
    let mut workspace = workspace();
    let quote = onrecord::workspace::Item::Quote(DocId(0), onrecord::model::QuoteId(0));
    let place = gestures::place(&workspace, quote).unwrap();
    let set = |place, term| EditCommand {
        label: "judge".to_owned(),
        decisions: vec![Decision::Likelihood(place, Some(term))],
    };
    workspace.apply(set(place, Likelihood::Likely), stamp(0)).unwrap();
    // The same statement may change the row, as nothing else uses the other one.
    workspace.apply(set(place, Likelihood::Probable), stamp(0)).unwrap();
    let claim = onrecord::workspace::Item::Claim(DocId(0), onrecord::model::ClaimId(0));
    let claim = gestures::place(&workspace, claim).unwrap();
    let refused = workspace.apply(set(claim, Likelihood::Unlikely), stamp(0));
    assert!(matches!(refused, Err(EditError::MixedLikelihoods { .. })));
}

#[test]
fn a_preview_tells_what_a_rule_will_change_and_changes_nothing() {
    use onrecord::model::decision::{RuleAction, RuleScope};
    let mut workspace = workspace();
    let command = gestures::set_rule(RuleScope::Workspace, "Velle", Some(RuleAction::Never));
    let before = seen(&workspace);
    let preview = workspace.preview(&command).unwrap();
    assert_eq!(seen(&workspace), before);
    assert_eq!(preview.iter().map(|(doc, _)| doc.0).collect::<Vec<_>>(), [0, 1, 2]);
    let gone = |difference: &Difference| difference.words == "Velle" && matches!(difference.fate, Fate::Vanished(_));
    assert!(preview.iter().all(|(_, differences)| differences.iter().any(gone)));
    workspace.apply(command, stamp(0)).unwrap();
    let Seen { documents, .. } = before;
    for ((doc, was), (of, told)) in documents.iter().zip(&preview) {
        let entry = workspace.corpus().entry(*doc).unwrap();
        assert_eq!((doc, told), (of, &onrecord::corpus::differences(&entry.document, was, &entry.analysis)));
    }
}

#[test]
fn orphans_are_offered_a_place_and_take_it() {
    use onrecord::model::decision::Verdict;
    let mut workspace = workspace();
    let item = onrecord::workspace::Item::Mention(DocId(0), onrecord::model::MentionId(0));
    let place = gestures::place(&workspace, item).unwrap();
    workspace.apply(gestures::confirm(&[place]), stamp(0)).unwrap();
    // The next engine finds one word less.
    let entry = workspace.corpus().entry(DocId(0)).unwrap();
    let mut analysis = (*entry.machine).clone();
    let span = Span::new(&entry.document.text, place.span.start() + 1, place.span.end()).unwrap();
    (analysis.mentions[0].span, analysis.mentions[0].head) = (span, span);
    workspace.reanalyze(DocId(0), Arc::new(analysis));
    workspace.settle();
    let orphans = onrecord::corpus::orphans(workspace.corpus(), workspace.decisions());
    let [orphan] = orphans.as_slice() else { panic!("{orphans:?}") };
    assert_eq!((orphan.place, orphan.decisions.len()), (place, 1));
    let offer = orphan.offer.expect("the words overlap");
    assert_eq!(offer.span, span);
    workspace.apply(gestures::adopt(&workspace, place, offer), stamp(0)).unwrap();
    assert!(onrecord::corpus::orphans(workspace.corpus(), workspace.decisions()).is_empty());
    assert_eq!(workspace.decisions().verdicts().get(&offer), Some(&Verdict::Confirmed));
    workspace.undo(stamp(0)).unwrap();
    workspace.apply(gestures::forget(&workspace, place), stamp(0)).unwrap();
    assert_eq!(workspace.decisions(), &Decisions::default());
}
