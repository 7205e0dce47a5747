//! The query language over stories, in memory and in a file.

use onrecord::{
    corpus::parse_query,
    model::{
        Decision, DocId, Target,
        decision::{Mark, TagName, TagStyle},
    },
    session::Session,
    workspace::{Access, EditCommand, Hits, Item, gestures},
};

use crate::decisions::random::workspace;
use crate::workspace_file::settle;

fn session() -> Session {
    Session::with_workspace(workspace(), std::sync::Arc::new(|| {}))
}

fn hits(session: &Session, query: &str) -> Hits {
    session.workspace().searcher().search(&parse_query(query).unwrap(), 10).unwrap()
}

fn found(session: &Session, query: &str) -> Vec<u32> {
    let hits = hits(session, query);
    assert!(hits.first.iter().map(|hit| hit.doc).eq(hits.documents.iter().copied().take(10)));
    let docs: Vec<u32> = hits.documents.iter().map(|doc| doc.0).collect();
    let matching = session.workspace().searcher().matches(&parse_query(query).unwrap()).unwrap();
    let matching: Vec<u32> = matching.docs().map(|doc| doc.0).collect();
    assert_eq!(docs, matching);
    docs
}

/// Documents: 0 the bridge, 1 the inquiry, 2 the funeral.
const CASES: &[(&str, &[u32])] = &[
    ("velle", &[0, 1, 2]),
    ("bridge denn", &[0]),
    ("bridge OR wept", &[0, 2]),
    ("velle NOT bridge", &[1, 2]),
    ("velle -bridge -wept", &[1]),
    ("NOT velle", &[]),
    ("NOT bridge", &[1, 2]),
    ("\"show trial\"", &[1]),
    ("\"trial show\"", &[]),
    ("buri*", &[2]),
    ("rebuild NEAR/2 bridge", &[0]),
    ("minister NEAR/2 collapse", &[]),
    ("(bridge OR trial) pavel", &[0, 1]),
    ("type:person", &[0, 1, 2]),
    ("speaker:denn bridge", &[0]),
    ("speaker:marsh", &[0, 1]),
    ("speaker:marsh act:deny", &[0]),
    ("speaker:denn act:deny", &[]),
    ("act:deny OR wept", &[0, 2]),
    ("after:2024-02-08", &[1, 2]),
    ("before:2024-02-10 after:2024-01", &[0, 1]),
    ("source:\"coast wire\"", &[0]),
    ("buri* OR brid*", &[0, 2]),
    ("act:deny -source:coast", &[]),
    ("type:person -act:deny", &[1, 2]),
    ("velle -source:coast", &[1, 2]),
    ("nothing", &[]),
];

#[test]
fn queries_find_what_they_say() {
    let session = session();
    for (query, docs) in CASES {
        assert_eq!(found(&session, query), *docs, "{query}");
    }
}

#[test]
fn a_file_answers_like_memory_and_knows_new_documents() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    let mut session = session();
    found(&session, "velle");
    session.save_as(path.clone()).unwrap();
    settle(&mut session);
    session.paste("The tunnel in Velle stays closed.".to_owned());
    settle(&mut session);
    assert_eq!(found(&session, "tunnel"), [3]);
    drop(session);
    for access in [Access::Write, Access::Read] {
        let mut session = crate::workspace_file::session();
        session.open_workspace(&path, access).unwrap();
        settle(&mut session);
        for (query, docs) in CASES {
            let old: Vec<u32> = found(&session, query).into_iter().filter(|doc| *doc < 3).collect();
            assert_eq!(old, *docs, "{query}");
        }
        assert_eq!(found(&session, "tunnel"), [3]);
    }
}

#[test]
fn tags_are_found_with_those_under_them() {
    let mut session = session();
    let tag = |name: &str| TagName(name.to_owned());
    let style = |parent: Option<&str>| TagStyle { colour: [0; 3], parent: parent.map(tag) };
    let target = gestures::target(session.workspace(), Item::Document(DocId(1))).unwrap();
    let decisions = vec![
        Decision::Tag(tag("Law"), Some(style(None))),
        Decision::Tag(tag("Courts"), Some(style(Some("Law")))),
        Decision::Tagged((target.clone(), tag("Courts")), Some(Mark::Set)),
    ];
    session.edit(EditCommand { label: "tag".to_owned(), decisions }).unwrap();
    assert_eq!(found(&session, "tag:law velle"), [1]);
    assert_eq!(found(&session, "tag:courts"), [1]);
    assert!(found(&session, "tag:ports").is_empty());
    assert!(matches!(target, Target::Document(_)));
    session.undo().unwrap();
    assert!(found(&session, "tag:law").is_empty());
}

#[test]
fn fields_look_at_what_was_decided() {
    let mut session = session();
    let claims = session.workspace().corpus().entry(DocId(0)).unwrap().analysis.claims.len();
    assert_eq!(found(&session, "act:deny"), [0]);
    let places: Vec<_> = (0..claims)
        .filter_map(|index| {
            let id = onrecord::model::ClaimId(u32::try_from(index).unwrap());
            gestures::place(session.workspace(), Item::Claim(DocId(0), id))
        })
        .collect();
    session.edit(gestures::reject(session.workspace(), &places)).unwrap();
    assert!(found(&session, "act:deny").is_empty());
    let one = session.workspace().corpus().entry(DocId(1)).unwrap().document.sha256;
    session.edit(gestures::remove_documents(session.workspace(), &[DocId(1)])).unwrap();
    assert_eq!(found(&session, "velle"), [0, 2]);
    assert!(session.workspace().corpus().entry_of(one).is_none());
    session.undo().unwrap();
    assert_eq!(found(&session, "velle"), [0, 1, 2]);
}

#[test]
fn a_speaker_is_found_by_every_name_of_the_entity() {
    let mut session = session();
    let named = |session: &Session, name: &str| {
        session.workspace().corpus().entities().find(|entity| entity.name == name).unwrap().id
    };
    assert_eq!(found(&session, "speaker:marsh"), [0, 1]);
    assert!(found(&session, "speaker:contractor").is_empty());
    let rename = gestures::rename(session.workspace(), named(&session, "Pavel Marsh"), "the Contractor");
    session.edit(rename).unwrap();
    assert_eq!(found(&session, "speaker:contractor"), [0, 1]);
    assert_eq!(found(&session, "speaker:marsh"), [0, 1], "documents still call him so");
    let both = [named(&session, "Orla Denn"), named(&session, "the Contractor")];
    session.edit(gestures::merge(session.workspace(), &both)).unwrap();
    assert_eq!(found(&session, "speaker:orla"), found(&session, "speaker:contractor"));
    session.undo().unwrap();
    session.undo().unwrap();
    assert!(found(&session, "speaker:contractor").is_empty());
    assert_eq!(found(&session, "speaker:marsh"), [0, 1]);
}

#[test]
fn hits_have_exact_marks_and_a_snippet_around_them() {
    let session = session();
    let found = hits(&session, "wept OR denn");
    let last = found.first.last().unwrap();
    let text = &session.workspace().corpus().entry(last.doc).unwrap().document.text;
    let words: Vec<&str> = last.marks.iter().map(|span| span.text_in(text)).collect();
    assert_eq!(words, ["Denn", "wept"]);
    let snippet = &last.snippet;
    assert_eq!(&snippet.text[snippet.marks[0].clone()], "Denn");
    let found = hits(&session, "speaker:marsh act:deny");
    let text = &session.workspace().corpus().entry(DocId(0)).unwrap().document.text;
    assert!(found.first[0].marks.iter().any(|span| span.text_in(text).contains("caused the collapse")));
}

#[test]
fn a_query_that_cannot_be_understood_says_where() {
    let error = parse_query("velle type:ship").unwrap_err();
    assert_eq!((error.start, error.end), (6, 15));
}
