//! Passages in quotation marks that no cue takes, and names with a colon or dash.

use super::*;

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
fn a_name_with_a_colon_speaks_without_marks() {
    check(
        "Gen. Ivo Orrvelk: The bank has run out of time.",
        &["indirect [The bank has run out of time] :, Ivo Orrvelk"],
    );
    check("Question: The bank has run out of time.", &[]);
}

#[test]
fn titles_of_programmes_are_no_words_of_the_speaker() {
    check(
        "Speaking on \"Morning Talk,\" Ivo Orrvelk admitted that the road was open.",
        &["indirect [the road was open] admitted, Ivo Orrvelk"],
    );
}

#[test]
fn words_that_go_on_in_the_next_sentence_and_titles_that_do_not() {
    check(
        "\"It is over,\" Ivo Orrvelk said. But that is not \"a good thing for all of us.\"",
        &["direct [\"It is over,\"] said, Ivo Orrvelk", "direct [\"a good thing for all of us.\"] -, Ivo Orrvelk"],
    );
    check(
        "Ivo Orrvelk said he spoke on \"Meet the Town.\"",
        &["indirect [he spoke on \"Meet the Town.\"] said, Ivo Orrvelk"],
    );
    check("He has a new title: \"song hunter.\"", &[]);
}

#[test]
fn several_words_in_marks_are_somebodys_words() {
    check(
        "Ivo Orrvelk attacked \"the slow and silent ruin of the valley.\"",
        &["direct [\"the slow and silent ruin of the valley.\"] -, Ivo Orrvelk"],
    );
    // Few words are a term, capitals a title.
    check("Ivo Orrvelk sat in a \"cold fog\" of the valley.", &[]);
    check("Ivo Orrvelk sang \"The Road Over the Hill\" in the valley.", &[]);
}

#[test]
fn titles_of_works_are_nobodys_words() {
    check("Ana Tarn's commentary, \"River, tell us your story,\" is very thoughtful.", &[]);
    check("In Ivo Orrs' column on May 3, \"The shouting must stop,\" the mayor does the same.", &[]);
    check(
        "In his column, \"The shouting must stop,\" Ivo Orrvelk wrote.",
        &["direct [\"The shouting must stop,\"] wrote, Ivo Orrvelk"],
    );
}

#[test]
fn words_that_name_a_thing_are_nobodys_words() {
    check("Ivo Orrvelk wrote under the pseudonym \"Grey Fox\" for years.", &[]);
    check("Ivo Orrvelk shared a video called \"Glass Rain\" on Friday.", &[]);
    check(
        "Ivo Orrvelk called the road \"a long mistake.\"",
        &["label [the road \"a long mistake.\"] called, Ivo Orrvelk"],
    );
}

#[test]
fn a_spaced_hyphen_is_a_dash() {
    check(
        "Ivo Orrvelk - who owns the mill - said the road was open.",
        &["indirect [the road was open] said, Ivo Orrvelk"],
    );
}

#[test]
fn an_explanation_is_a_gloss() {
    let kind = |text: &str| {
        let analysis = analyze(&testing::document(text), Lexicon::builtin(), &Settings::default());
        analysis.quotes.iter().map(|quote| quote.kind.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(kind("They joined Sar Tesh (\"Grey Hand\") in spring."), ["gloss"]);
    assert_eq!(kind("The group goes by Sar Tesh, which means \"the hand that never rests.\""), ["gloss"]);
    assert_eq!(kind("The name is translated as \"grey hand\" there."), ["gloss"]);
    assert_eq!(kind("Orrvelk (\"I left,\" he said) is gone."), ["direct"]);
    assert_eq!(kind("The march was meant to \"send a signal to the whole valley.\""), ["direct"]);
}

#[test]
fn doubled_marks_are_one_mark() {
    check("\"\"\"We left,\"\" Ivo Orrvelk said.", &["direct [\"\"\"We left,\"\"] said, Ivo Orrvelk"]);
}

#[test]
fn attributes_of_tags_are_no_words() {
    check(
        "Ivo Orrvelk said \"the road is open.\" <a title=\"We have left the town for good\">More</a>",
        &["direct [\"the road is open.\"] said, Ivo Orrvelk"],
    );
}

#[test]
fn a_dash_and_a_name() {
    check("“We have left the town.” — Maria Orrvelk, mayor", &["direct [“We have left the town.”] —, Maria Orrvelk"]);
    check("“We have left.”\n\n— Maria Orrvelk", &["direct [“We have left.”] —, Maria Orrvelk"]);
    check("Maria Orrvelk — “We have left the town.”", &["direct [“We have left the town.”] —, Maria Orrvelk"]);
}

#[test]
fn the_one_before_the_colon_goes_on_in_the_next_paragraphs() {
    check(
        "A baker said the road was open.\n\nMayor Nela Quill read a statement:\n\n\"The bridge is gone.\n\n\"We will build it again.\"",
        &[
            "indirect [the road was open] said, A baker",
            "direct [\"The bridge is gone.] :, Nela Quill",
            "direct [\"We will build it again.\"] -, Nela Quill",
        ],
    );
}
