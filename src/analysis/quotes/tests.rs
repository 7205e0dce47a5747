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

#[test]
fn nouns_hold_words() {
    check(
        "The army denied Orrvelk's claim that the road was open.",
        &[
            "indirect [Orrvelk's claim that the road was open] denied, The army",
            "indirect [the road was open] claim, Orrvelk",
        ],
    );
    check(
        "Ivo Orrvelk repeated the warning that \"the dam is weak.\"",
        &["direct [\"the dam is weak.\"] warning, Ivo Orrvelk"],
    );
}

#[test]
fn the_attribution_may_stand_inside_the_clause() {
    check(
        "Cost estimates, Ivo Orrvelk added, were \"based on a guess.\"",
        &["mixed [Cost estimates ... were \"based on a guess.\"] added, Ivo Orrvelk"],
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
fn a_name_with_a_colon_speaks_without_marks() {
    check(
        "Gen. Ivo Orrvelk: The bank has run out of time.",
        &["indirect [The bank has run out of time] :, Ivo Orrvelk"],
    );
    check("Question: The bank has run out of time.", &[]);
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
fn titles_of_programmes_are_no_words_of_the_speaker() {
    check(
        "Speaking on \"Morning Talk,\" Ivo Orrvelk admitted that the road was open.",
        &["indirect [the road was open] admitted, Ivo Orrvelk"],
    );
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
fn views_and_hearings() {
    check(
        "In Ivo Orrvelk's view, the truce is \"a pause, nothing more.\"",
        &["mixed [the truce is \"a pause, nothing more.\"] In Ivo Orrvelk's view, Ivo Orrvelk"],
    );
    check(
        "The court heard that Ivo Orrvelk had sold the guns.",
        &["indirect [Ivo Orrvelk had sold the guns] heard, The court"],
    );
    check("Ivo Orrvelk heard that the road was open.", &[]);
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
fn relative_pronouns_that_are_subjects_of_the_words() {
    check(
        "The raid, which residents said killed nine guards, lasted an hour.",
        &["indirect [which ... killed nine guards] said, residents"],
    );
    check(
        "The bomb, which the army says it did not drop, hit a market.",
        &["indirect [it did not drop] says, the army"],
    );
}

#[test]
fn words_between_the_cue_and_its_clause() {
    check(
        "Ana Tarn told a news conference in Orrvale on Tuesday that the road was open.",
        &["indirect [the road was open] told, Ana Tarn"],
    );
    check(
        "Activists say as many as 60 people, including 11 children, were hurt.",
        &["indirect [as many as 60 people, including 11 children, were hurt] say, Activists"],
    );
    check(
        "According to two people briefed on the matter, the bank plans to close.",
        &["indirect [the bank plans to close] According to, two people"],
    );
    // What was released is not what was found.
    check("The report, released in May, found no proof that the road was open.", &[]);
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
fn a_passage_and_the_next_verb_of_its_subject() {
    check(
        "Ana Tarn condemned what she called \"a cowardly act\" and ordered three days of mourning.",
        &["direct [\"a cowardly act\"] called, Ana Tarn"],
    );
}

#[test]
fn a_hearer_ends_before_a_time() {
    check(
        "Ivo Orrvelk told lawmakers last month that the road was open.",
        &["indirect [the road was open] told, Ivo Orrvelk"],
    );
}

#[test]
fn what_somebody_is_warned_against() {
    check("Ivo Orrvelk warned Ana Tarn against \"adventures.\"", &["direct [\"adventures.\"] warned, Ivo Orrvelk"]);
    check(
        "Ivo Orrvelk warned that the town was on the edge of the marsh.",
        &["indirect [the town was on the edge of the marsh] warned, Ivo Orrvelk"],
    );
    check("Ivo Orrvelk warned against travel by night.", &["indirect [travel by night] warned, Ivo Orrvelk"]);
}

#[test]
fn words_of_a_relative_clause_end_before_the_verb_of_the_main_clause() {
    check(
        "Officials who had insisted the dam was safe were dismissed.",
        &["indirect [the dam was safe] insisted, Officials"],
    );
    check(
        "Police believe the fire was set, though no arrests were made.",
        &["indirect [the fire was set] believe, Police"],
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
fn what_a_speaker_thinks_does_not_take_his_words() {
    check(
        "Ivo Orrvelk said that he thought the plan was \"a slow ruin\" but added that it was \"well meant.\"",
        &[
            "mixed [he thought the plan was \"a slow ruin\"] said, Ivo Orrvelk",
            "indirect [the plan was \"a slow ruin\"] thought, Ivo Orrvelk",
            "mixed [it was \"well meant.\"] added, Ivo Orrvelk",
        ],
    );
    check(
        "Ivo Orrvelk told reporters that the news was bad, before noting that the army was \"far away.\"",
        &["indirect [the news was bad] told, Ivo Orrvelk", "mixed [the army was \"far away.\"] noting, Ivo Orrvelk"],
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
fn what_only_looks_like_a_clause_is_no_content() {
    check("The student did not find a job in her field, but she is working in an office.", &[]);
    check("Through writing my dreams I came to writing.", &[]);
    check(
        "Writing in a blog, Ivo Orrvelk dubbed it \"the long road.\"",
        &["label [it \"the long road.\"] dubbed, Ivo Orrvelk"],
    );
}

#[test]
fn according_to_without_a_comma() {
    check(
        "According to the ministry over 300 farmers have fled from Tarsk, a port.",
        &["indirect [over 300 farmers have fled from Tarsk, a port] According to, the ministry"],
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
fn that_may_be_the_subject() {
    check("Ivo Orrvelk thinks that is a good question.", &["indirect [that is a good question] thinks, Ivo Orrvelk"]);
    check("Ivo Orrvelk thinks that the road is open.", &["indirect [the road is open] thinks, Ivo Orrvelk"]);
    check("Ivo Orrvelk learned a lesson that nobody in the valley drew.", &[]);
}

#[test]
fn introductions_are_no_content() {
    check(
        "Speaking at the bridge that had closed, Ivo Orrvelk said: the town waits for help.",
        &["indirect [the town waits for help] said, Ivo Orrvelk"],
    );
    check(
        "According to Tarsk News, former Mayor Ivo Orrvelk left the town.",
        &["indirect [former Mayor Ivo Orrvelk left the town] According to, Tarsk News"],
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
fn a_relative_clause_has_verbs_of_its_own() {
    check(
        "A man whose sister was killed told the group that he had heard a plane.",
        &["indirect [he had heard a plane] told, A man"],
    );
    check(
        "\"It will help us,\" says the Tarsk planning minister, Ivo Orrvelk.",
        &["direct [\"It will help us,\"] says, Ivo Orrvelk"],
    );
    check(
        "Friday on a radio show, while speaking of the flood, Ivo Orrvelk said \"the dam has no place in a valley.\"",
        &["direct [\"the dam has no place in a valley.\"] said, Ivo Orrvelk"],
    );
}

#[test]
fn attributes_of_tags_are_no_words() {
    check(
        "Ivo Orrvelk said \"the road is open.\" <a title=\"We have left the town for good\">More</a>",
        &["direct [\"the road is open.\"] said, Ivo Orrvelk"],
    );
}

#[test]
fn there_speaks_for_nobody() {
    check("There are reports that the road is open.", &["indirect [the road is open] reports, -"]);
}

#[test]
fn turns_of_a_transcript_belong_to_the_ones_that_the_labels_name() {
    check(
        "Captain Nela Quill spoke about the ferry. The interview was edited.\n\nQ: Survivors say nobody came. Is that so?\n\n\
         A: I wish it were not. The boat was late.\n\nWe looked for an hour.\n\nQ. Who called you?\n\nA. My sister.\n\n\
         Quill fell silent.",
        &[
            "direct [Survivors say nobody came. Is that so?] :, -",
            "direct [I wish it were not. The boat was late.] :, Nela Quill",
            "direct [We looked for an hour.] -, Nela Quill",
            "direct [Who called you?] Q., -",
            "direct [My sister.] A., Nela Quill",
        ],
    );
    check(
        "Nela Quill met Ivo Orrvelk on stage.\n\nQUILL: You left in May.\n\nORRVELK: I left in June.\n\n\
         QUILL: The papers say May.\n\nORRVELK: The papers said \"spring\" once.",
        &[
            "direct [You left in May.] :, Nela Quill",
            "direct [I left in June.] :, Ivo Orrvelk",
            "direct [The papers say May.] :, Nela Quill",
            "direct [The papers said \"spring\" once.] :, Ivo Orrvelk",
        ],
    );
}

#[test]
fn an_interview_without_labels_is_known_by_its_questions_and_answers() {
    check(
        "An interview with the painter Nela Quill\n\nThe Tarn Gazette spoke with Quill in her workshop.\n\nEarly years\n\n\
         When did you begin to paint?\n\nI was six. My aunt said it was a waste of paper.\n\nNela Quill in her workshop.\n\n\
         Do you still sell your pictures?\n\nSome of them. We need the money, don't we?\n\nA show opens in May.",
        &[
            "direct [When did you begin to paint?] -, -",
            "direct [I was six. My aunt said it was a waste of paper.] -, Nela Quill",
            "direct [Do you still sell your pictures?] -, -",
            "direct [Some of them. We need the money, don't we?] -, Nela Quill",
        ],
    );
    // A column asks its readers, a list of facts has labels: nobody else speaks.
    check("Who will pay for the bridge?\n\nWe all will.\n\nDo you want that?\n\nI do not.", &[]);
    check("What: a fair.\n\nWhen: Monday.\n\nWhere: Orrvale.\n\nThe mayor will be there.", &[]);
}

#[test]
fn a_term_in_an_introduction_is_not_said() {
    check("Through this \"night vision\" Orrvelk began to see the town.", &[]);
    check("According to her \"clawback\" plan, firms repay the town.", &[]);
}

#[test]
fn words_without_marks_behind_a_line_that_ends_in_said() {
    check(
        "Mayor Nela Quill said:\n\nThe attack was vile.\n\nWe stand by the town.\n\nTwo people died.",
        &["direct [The attack was vile.] said, Nela Quill", "direct [We stand by the town.] -, Nela Quill"],
    );
    check(
        "Mayor Nela Quill said:\n\n\"The attack was vile.\"\n\nWe stood there.",
        &["direct [\"The attack was vile.\"] said, Nela Quill"],
    );
}

#[test]
fn clauses_around_the_attribution() {
    check("As Orrvelk pointed out, the road was open.", &["indirect [the road was open] pointed out, Orrvelk"]);
    check(
        "In the past day, Orrvelk said, the army hit two roads.",
        &["indirect [In the past day ... the army hit two roads] said, Orrvelk"],
    );
    check(
        "While the town was waiting, the mayor sold the bridge, Orrvelk said.",
        &["indirect [While the town was waiting, the mayor sold the bridge] said, Orrvelk"],
    );
    check("While the town waited, Orrvelk said nothing.", &[]);
    check("Asked whether the mayor would leave, Orrvelk said \"No.\"", &["direct [\"No.\"] said, Orrvelk"]);
    check("Orrvelk told Nela Quill they left at noon.", &["indirect [they left at noon] told, Orrvelk"]);
}

#[test]
fn what_is_no_part_of_the_words_or_of_the_source() {
    check(
        "Orrvelk condemned the raid on the town and closed the road.",
        &["indirect [the raid on the town] condemned, Orrvelk"],
    );
    check(
        "Residents trying to leave the town in May say the road is closed.",
        &["indirect [the road is closed] say, Residents"],
    );
    check(
        "Though Orrvelk said the mayor had left, the town was calm.",
        &["indirect [the mayor had left] said, Orrvelk"],
    );
    check("It was a raid claimed by the Tarn Front that quickly spread to the town.", &[]);
}

#[test]
fn a_dash_and_a_name() {
    check("“We have left the town.” — Maria Orrvelk, mayor", &["direct [“We have left the town.”] —, Maria Orrvelk"]);
    check("“We have left.”\n\n— Maria Orrvelk", &["direct [“We have left.”] —, Maria Orrvelk"]);
    check("Maria Orrvelk — “We have left the town.”", &["direct [“We have left the town.”] —, Maria Orrvelk"]);
}

#[test]
fn a_noun_that_holds_words_and_has_a_verb_of_its_own() {
    check(
        "The council's claim that the dam could break came late.",
        &["indirect [the dam could break] claim, The council"],
    );
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
