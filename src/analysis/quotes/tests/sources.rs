//! Who said it: the subject of the cue, wherever it stands.

use super::*;

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
fn words_that_others_quote() {
    check(
        "\"The road is mined,\" Ivo Orrvelk was quoted as saying by the Tarn Gazette.",
        &["direct [\"The road is mined,\"] saying, Ivo Orrvelk"],
    );
    check(
        "Tarn Radio reported, citing a police source, that the road was open.",
        &["indirect [the road was open] reported, Tarn Radio"],
    );
}

#[test]
fn bare_plurals_are_subjects_of_what_is_said() {
    check(
        "Villagers said soldiers had burned their homes; the army said rebels were to blame.",
        &[
            "indirect [soldiers had burned their homes] said, Villagers",
            "indirect [rebels were to blame] said, the army",
        ],
    );
    check("Police believe the fire was set.", &["indirect [the fire was set] believe, Police"]);
    check("Orrvelk denied shelling the market.", &["indirect [shelling the market] denied, Orrvelk"]);
}

#[test]
fn a_source_that_wants_no_name_and_the_source_of_a_report() {
    let quote = |text: &str| {
        let document = testing::document(text);
        let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
        let quote = analysis.quotes[0].clone();
        let words = |span: &crate::model::Span| document.words(*span).to_owned();
        let reason = quote.anonymity_reason.as_ref().map(words);
        (quote.anonymous, reason, quote.chain.iter().map(words).collect::<Vec<_>>())
    };
    assert_eq!(
        quote(
            "A senior envoy, speaking on condition of anonymity because the talks are private, said a draft was ready."
        ),
        (true, Some("because the talks are private".to_owned()), vec![])
    );
    assert_eq!(
        quote("Tarn Radio reported, citing a police source, that the road was open."),
        (false, None, vec!["Tarn Radio".to_owned(), "a police source".to_owned()])
    );
}

#[test]
fn the_speaker_goes_on_behind_a_conjunction_and_behind_marks() {
    check(
        "Ivo Orrvelk said the plan was \"wrong,\" adding that he would resign.",
        &["mixed [the plan was \"wrong,\"] said, Ivo Orrvelk", "indirect [he would resign] adding, Ivo Orrvelk"],
    );
    let text = "Ivo Orrvelk said the army had lied, but conceded that the road was open.";
    check(
        text,
        &["indirect [the army had lied] said, Ivo Orrvelk", "indirect [the road was open] conceded, Ivo Orrvelk"],
    );
}

#[test]
fn sources_behind_parentheses_and_in_the_passive() {
    check(
        "Ivo Orrvelk, host of \"Morning Talk,\" suggested that the road was open.",
        &["indirect [the road was open] suggested, Ivo Orrvelk"],
    );
    check(
        "Ivo Orrvelk (Tarn), also a lawyer, said the road was open.",
        &["indirect [the road was open] said, Ivo Orrvelk"],
    );
    check(
        "Said Ivo Orrvelk, who lost his house in the flood, \"We were proud of it.\"",
        &["direct [\"We were proud of it.\"] Said, Ivo Orrvelk"],
    );
}

#[test]
fn a_present_verb_behind_words_and_a_name_attributes_them() {
    check("“We left,” Ivo Orrvelk notes.", &["direct [“We left,”] notes, Ivo Orrvelk"]);
    check("“We left,” Orrvelk answers.", &["direct [“We left,”] answers, Orrvelk"]);
}

#[test]
fn words_before_a_speaker_whose_verb_is_no_cue() {
    check(
        "\"We left,\" said Ana Tarn.\n\n\"We stayed until it rained,\" Ivo Orrvelk grinned.",
        &["direct [\"We left,\"] said, Ana Tarn", "direct [\"We stayed until it rained,\"] -, Ivo Orrvelk"],
    );
    check("\"Glass Rain,\" a film about the flood, opened on Friday.", &[]);
}

#[test]
fn words_that_an_outlet_quotes_are_those_of_the_one_it_quotes() {
    check(
        "The Tarn Courier quoted Ivo Orrvelk as saying that the road was open.",
        &["indirect [the road was open] saying, Ivo Orrvelk"],
    );
    check(
        "Tarn Radio cited an officer as saying \"the road is open.\"",
        &["direct [\"the road is open.\"] saying, an officer"],
    );
    let document = testing::document("The union quoted its chairman as saying members would walk out.");
    let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    let chain: Vec<&str> = analysis.quotes[0].chain.iter().map(|&span| document.words(span)).collect();
    assert_eq!(chain, ["The union", "its chairman"]);
}

#[test]
fn sources_with_an_adjective_behind_them() {
    check(
        "Officials familiar with the talks said the road was open.",
        &["indirect [the road was open] said, Officials"],
    );
    check(
        "Farmers close to the council told Ana Tarn the road was open.",
        &["indirect [the road was open] told, Farmers"],
    );
}

#[test]
fn a_relative_clause_between_the_source_and_its_verb() {
    check(
        "An official who visited the village said he saw \"bodies everywhere\".",
        &["mixed [he saw \"bodies everywhere\"] said, An official"],
    );
    check(
        "A farmer who had lived in the valley said the road was open.",
        &["indirect [the road was open] said, A farmer"],
    );
}

#[test]
fn nobody_in_several_words() {
    check("None of the officers admitted that the gun was lost.", &["indirect [the gun was lost] admitted, -"]);
    check("Nobody at the plant has admitted that the gun was lost.", &["indirect [the gun was lost] admitted, -"]);
}

#[test]
fn how_words_were_sent_is_no_agent() {
    check(
        "\"The road is open,\" the army's spokesman, Ivo Orrvelk, said by telephone.",
        &["direct [\"The road is open,\"] said, Ivo Orrvelk"],
    );
}

#[test]
fn sources_without_a_name_ask_for_nothing() {
    check(
        "Two aides, who asked not to be named because the talks are private, said the road was open.",
        &["indirect [the road was open] said, Two aides"],
    );
    check(
        "\"They came at night,\" a survivor said, asking that her name be withheld for fear of the guards.",
        &["direct [\"They came at night,\"] said, a survivor"],
    );
}

#[test]
fn a_list_inside_of_a_parenthesis_hides_no_source() {
    let check_source = |parenthesis: &str| {
        let text = format!("The Tarn Institute, {parenthesis}, said most regions grew.");
        check(&text, &["indirect [most regions grew] said, Tarn Institute"]);
    };
    check_source("which gathers the views of bankers, traders and others in the valley");
    check_source("based on the views of bankers, bakers, traders and others in the valley");
    check_source("a club of bankers, traders and others in the valley");
    check(
        "In the town, the mayor, an architect and painter, said the road was open.",
        &["indirect [the road was open] said, the mayor"],
    );
}

#[test]
fn a_time_and_an_object_are_no_speakers() {
    check(
        "\"We left,\" Ivo Orrvelk, a farmer in Tarsk, wrote last week.",
        &["direct [\"We left,\"] wrote, Ivo Orrvelk"],
    );
    check(
        "Ivo Orrvelk, who said that the road was open, described the loss as \"a blow.\"",
        &["indirect [the road was open] said, Ivo Orrvelk", "label [the loss as \"a blow.\"] described, Ivo Orrvelk"],
    );
}

#[test]
fn the_words_of_a_statement_are_its_issuers() {
    check(
        "The army of Tarsk issued a statement saying, \"The bridge is lost.\"",
        &["direct [\"The bridge is lost.\"] saying, The army of Tarsk"],
    );
}

#[test]
fn a_colon_takes_the_subject_of_the_main_clause() {
    check(
        "Ivo Orrvelk is sure that closing the road will only make it worse: \"They feed the fire that they fear.\"",
        &["direct [\"They feed the fire that they fear.\"] :, Ivo Orrvelk"],
    );
}

#[test]
fn a_subject_stays_with_its_own_verb() {
    // "with" brings a subject along.
    check(
        "The council was split, with Mayor Ivo Orrvelk calling the plan a \"dead end.\"",
        &["label [the plan a \"dead end.\"] calling, Ivo Orrvelk"],
    );
    // What a preposition governs is no subject.
    check(
        "A farmer asked for a photo and Ivo Orrvelk said, \"Not now, please.\"",
        &["direct [\"Not now, please.\"] said, Ivo Orrvelk"],
    );
    // A row of verbs has one subject.
    check(
        "The group raided Tarsk, named a paper after the town and claimed it would stay.",
        &["indirect [it would stay] claimed, The group"],
    );
    check(
        "Ana Tarn condemns Orrvelk's treatment of the farmers and reiterates that the road is open.",
        &[
            "indirect [Orrvelk's treatment of the farmers] condemns, Ana Tarn",
            "indirect [the road is open] reiterates, Ana Tarn",
        ],
    );
    check(
        "A non-governmental analyst reported that fighters were present.",
        &["indirect [fighters were present] reported, A non-governmental analyst"],
    );
}

#[test]
fn what_describes_the_source_is_stepped_over() {
    check("A letter seen by Tarsk News says \"the bridge may fall.\"", &["direct [\"the bridge may fall.\"] says, -"]);
    check(
        "Farmers marching through the streets chanted \"Not our road!\"",
        &["direct [\"Not our road!\"] chanted, Farmers"],
    );
    check(
        "The court fined Ivo Orrvelk for saying that the road was open.",
        &["indirect [the road was open] saying, Ivo Orrvelk"],
    );
    check("He flew to Tarn West, also called \"Grey Fox,\" on Friday.", &[]);
}

#[test]
fn a_passive_names_the_source_of_words_behind_it() {
    check(
        "He is described by the army of Tarsk as an \"uncontested leader of the old guard.\"",
        &["direct [\"uncontested leader of the old guard.\"] -, the army of Tarsk"],
    );
    check(
        "Ivo Orrvelk shared a plan for a class called \"Glass Rain\" on Friday, writing \"We will all be there.\"",
        &["direct [\"We will all be there.\"] writing, Ivo Orrvelk"],
    );
}

#[test]
fn there_speaks_for_nobody() {
    check("There are reports that the road is open.", &["indirect [the road is open] reports, -"]);
}
