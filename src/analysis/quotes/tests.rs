//! Quotes as lines: kind, content, cue, speaker.

use crate::{
    analysis::{Settings, analyze, testing},
    lexicon::Lexicon,
    model::QuoteKind,
};

/// Each quote as `kind [content] cue speaker`; parts of one content are joined by ` ... `.
fn quotes(text: &str) -> Vec<String> {
    let document = testing::document(text);
    let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    let shown = analysis.quotes.iter().filter(|quote| quote.kind != QuoteKind::Nonspeech).map(|quote| {
        let content: Vec<&str> = quote.content.iter().map(|&part| document.words(part)).collect();
        let cue = quote.cue.map_or("-", |cue| document.words(cue));
        let speaker = quote.speaker.and_then(|speaker| analysis.entity(speaker)).map_or("-", |entity| &entity.name);
        format!("{} [{}] {cue}, {speaker}", quote.kind, content.join(" ... "))
    });
    shown.collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(quotes(text), expected, "{text}");
}

#[test]
fn words_before_and_behind_the_cue() {
    check("\"We left,\" said Ivo Orrvelk.", &["direct [\"We left,\"] said, Ivo Orrvelk"]);
    check("\"We left,\" Ivo Orrvelk told reporters.", &["direct [\"We left,\"] told, Ivo Orrvelk"]);
    check("Ivo Orrvelk said: \"We left.\"", &["direct [\"We left.\"] said, Ivo Orrvelk"]);
    check(
        "“We left,” Ivo Orrvelk said, “and came back.”",
        &["direct [“We left,” ... “and came back.”] said, Ivo Orrvelk"],
    );
    check("``We left,'' Ivo Orrvelk said.", &["direct [``We left,''] said, Ivo Orrvelk"]);
    check("Said Ivo Orrvelk: \"We left.\"", &["direct [\"We left.\"] Said, Ivo Orrvelk"]);
}

#[test]
fn the_source_is_the_subject_not_the_nearest_name() {
    check(
        "\"Orrvelk was wrong,\" a friend of Mayor Ivo Orrvelk said.",
        &["direct [\"Orrvelk was wrong,\"] said, a friend of Mayor Ivo Orrvelk"],
    );
    check(
        "\"It is over,\" said Ivo Orrvelk, the spokesman for Tarsk's governor.",
        &["direct [\"It is over,\"] said, Ivo Orrvelk"],
    );
    check(
        "Ivo Orrvelk, a farmer who lost his house in the flood, said the road was open.",
        &["indirect [the road was open] said, Ivo Orrvelk"],
    );
}

#[test]
fn a_speaker_goes_on() {
    let text = "\"We left,\" said Ivo Orrvelk. \"We came back.\"\n\n\"Nobody was there.\"";
    check(
        text,
        &[
            "direct [\"We left,\" ... \"We came back.\"] said, Ivo Orrvelk",
            "direct [\"Nobody was there.\"] -, Ivo Orrvelk",
        ],
    );
    check(
        "\"It was an error,\" said Ivo Orrvelk. \"It was a crime,\" said Ana Tarn.",
        &["direct [\"It was an error,\"] said, Ivo Orrvelk", "direct [\"It was a crime,\"] said, Ana Tarn"],
    );
}

#[test]
fn clauses_labels_and_documents() {
    check("Ivo Orrvelk told Ana Tarn that the road was open.", &["indirect [the road was open] told, Ivo Orrvelk"]);
    check(
        "Ivo Orrvelk said the ledger was \"wrong on every page.\"",
        &["mixed [the ledger was \"wrong on every page.\"] said, Ivo Orrvelk"],
    );
    check("Ivo Orrvelk called the play \"a bore\" on Monday.", &["label [the play \"a bore\"] called, Ivo Orrvelk"]);
    check("The road was open, Ivo Orrvelk said.", &["indirect [The road was open] said, Ivo Orrvelk"]);
    check(
        "Ivo Orrvelk said the road was open, adding that the bridge was closed.",
        &["indirect [the road was open] said, Ivo Orrvelk", "indirect [the bridge was closed] adding, Ivo Orrvelk"],
    );
    check("Pupils held up signs reading \"More books.\"", &["direct [\"More books.\"] reading, -"]);
}

#[test]
fn what_is_no_speech() {
    check("His novel, \"Glass Rain,\" was praised.", &[]);
    check("The dog was released from its cage and the cook added salt to the soup.", &[]);
    check("The so-called \"quiet hour\" was noisy.", &[]);
}
