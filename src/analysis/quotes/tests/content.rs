//! Which words are attributed, and where they end.

use super::*;

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
fn a_term_in_an_introduction_is_not_said() {
    check("Through this \"night vision\" Orrvelk began to see the town.", &[]);
    check("According to her \"clawback\" plan, firms repay the town.", &[]);
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
fn a_noun_that_holds_words_and_has_a_verb_of_its_own() {
    check(
        "The council's claim that the dam could break came late.",
        &["indirect [the dam could break] claim, The council"],
    );
}
