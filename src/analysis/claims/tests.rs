//! Claims as lines: claimant, act, polarity, modality, content.

use crate::{
    analysis::{Settings, analyze, testing},
    lexicon::Lexicon,
    model::{Claimant, Span},
};

/// Each claim as `claimant: act polarity modality [content]`.
fn claims(text: &str) -> Vec<String> {
    let document = testing::document(text);
    let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    let shown = analysis.claims.iter().map(|claim| {
        let claimant = match claim.claimant {
            Claimant::Entity(id) => analysis.entity(id).map_or("?", |entity| &entity.name),
            Claimant::Author => "author",
            Claimant::Unspecified => "unspecified",
        };
        let content = Span::hull(&claim.content).map_or("", |hull| document.words(hull));
        format!("{claimant}: {} {} {} [{content}]", claim.act, claim.polarity, claim.modality)
    });
    shown.collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(claims(text), expected, "{text}");
}

#[test]
fn acts_of_sources() {
    check("Ivo Orrvelk denied the report.", &["Ivo Orrvelk: deny negative certain [the report]"]);
    check("Ivo Orrvelk vowed to fight.", &["Ivo Orrvelk: vow positive future [to fight]"]);
    check("Ivo Orrvelk declined to comment.", &["Ivo Orrvelk: decline_comment positive certain [declined to comment]"]);
    check(
        "Ivo Orrvelk did not say whether the road was open.",
        &["Ivo Orrvelk: no_comment positive question [whether the road was open]"],
    );
    check("Ivo Orrvelk asked that the town pay.", &["Ivo Orrvelk: demand positive desired [the town pay]"]);
    check("Neither the town nor the army has commented.", &["the army: no_comment positive certain [has commented]"]);
    check("Ivo Orrvelk asked the town to pay.", &["Ivo Orrvelk: demand positive desired [the town to pay]"]);
}

#[test]
fn what_must_have_been_is_inferred_and_what_must_be_is_asked_for() {
    check(
        "Ivo Orrvelk said the plumber must have seen the road.",
        &["Ivo Orrvelk: assert positive probable [the plumber must have seen the road]"],
    );
    check(
        "Ivo Orrvelk said the plumber must have a plan.",
        &["Ivo Orrvelk: demand positive desired [the plumber must have a plan]"],
    );
}

#[test]
fn what_is_neither_confirmed_nor_denied_is_no_claim() {
    check(
        "The ministry would neither confirm nor deny that the bridge had fallen.",
        &["The ministry: no_comment positive question [the bridge had fallen]"],
    );
    check(
        "Ivo Orrvelk did not deny meeting the plumber but said the road was open.",
        &[
            "Ivo Orrvelk: no_comment positive question [meeting the plumber]",
            "Ivo Orrvelk: assert positive certain [the road was open]",
        ],
    );
    check(
        "No one in the town has said that the valve was faulty.",
        &["unspecified: no_comment positive question [the valve was faulty]"],
    );
}

#[test]
fn what_somebody_was_asked_is_no_part_of_what_the_reporter_tells() {
    check(
        "Asked whether he would resign, Ivo Orrvelk walked away.",
        &["author: assert positive certain [Ivo Orrvelk walked away]"],
    );
    check(
        "Asked by a reporter about the leak, the plumber walked away.",
        &["author: assert positive certain [the plumber walked away]"],
    );
}

#[test]
fn negation_of_another_clause_is_not_that_of_the_claim() {
    check(
        "Ivo Orrvelk threatened to leave if the plumbers are not freed.",
        &["Ivo Orrvelk: threaten positive future [to leave if the plumbers are not freed]"],
    );
    check(
        "Ivo Orrvelk vowed revenge for the raid, which the army has neither claimed nor denied.",
        &["Ivo Orrvelk: vow positive future [revenge for the raid, which the army has neither claimed nor denied]"],
    );
}

#[test]
fn those_accused_accuse_nobody() {
    check(
        "Tarn Radio reported the arrest of two plumbers accused of selling chalk.",
        &[
            "Tarn Radio: report positive reported [the arrest of two plumbers accused of selling chalk]",
            "unspecified: accuse positive alleged [accused of selling chalk]",
        ],
    );
}

#[test]
fn a_phrase_that_leads_in_is_no_part_of_a_clause_of_the_reporter() {
    check(
        "Besides closing the road, while the crowd booed loudly, Ivo Orrvelk asserted that the tram was late.",
        &[
            "author: assert positive certain [the crowd booed loudly]",
            "Ivo Orrvelk: assert positive certain [the tram was late]",
        ],
    );
}

#[test]
fn negation_is_that_of_the_main_clause() {
    check("Ivo Orrvelk said the road was not open.", &["Ivo Orrvelk: assert negative certain [the road was not open]"]);
    check(
        "\"We will not hesitate to sue,\" Ivo Orrvelk said.",
        &["Ivo Orrvelk: warn positive future [\"We will not hesitate to sue,\"]"],
    );
    check(
        "The plumber failed to mend the pipe.",
        &["author: assert negative certain [The plumber failed to mend the pipe]"],
    );
}

#[test]
fn the_reporter_commits_or_not() {
    check("The tram left the rails.", &["author: assert positive certain [The tram left the rails]"]);
    check(
        "The baker allegedly sold chalk.",
        &["unspecified: accuse positive alleged [The baker allegedly sold chalk]"],
    );
    check(
        "The vase appears to have been glued.",
        &["author: assert positive probable [The vase appears to have been glued]"],
    );
}

#[test]
fn sentences_of_one_quotation_are_claims_of_their_own() {
    check(
        "\"We left. The road is not open,\" Ivo Orrvelk said.",
        &[
            "Ivo Orrvelk: assert positive certain [\"We left.]",
            "Ivo Orrvelk: assert negative certain [The road is not open,\"]",
        ],
    );
}

#[test]
fn a_quotation_that_goes_on_in_the_next_sentence_is_a_claim_of_its_own() {
    check(
        "\"We left,\" Ivo Orrvelk said. \"The road is not open.\"",
        &[
            "Ivo Orrvelk: assert positive certain [\"We left,\"]",
            "Ivo Orrvelk: assert negative certain [\"The road is not open.\"]",
        ],
    );
}

#[test]
fn coordinated_clauses_are_claims_of_their_own() {
    check(
        "Ivo Orrvelk said the road was open and the bridge had not been mined.",
        &[
            "Ivo Orrvelk: assert positive certain [the road was open]",
            "Ivo Orrvelk: assert negative certain [the bridge had not been mined]",
        ],
    );
    check(
        "Ivo Orrvelk said he had warned the army and left.",
        &["Ivo Orrvelk: assert positive certain [he had warned the army and left]"],
    );
}

#[test]
fn what_was_not_said_is_no_claim() {
    check(
        "The army did not report the number of strikes.",
        &["The army: no_comment positive question [the number of strikes]"],
    );
    check("Ivo Orrvelk does not think the road is open.", &["Ivo Orrvelk: assert negative certain [the road is open]"]);
}

#[test]
fn the_reporter_s_clause_ends_with_a_whole_phrase() {
    check(
        "Ivo Orrvelk sided with Ana Tarn, who said that the road was open.",
        &[
            "author: assert positive certain [Ivo Orrvelk sided with Ana Tarn]",
            "Ana Tarn: assert positive certain [the road was open]",
        ],
    );
}

#[test]
fn deeds_that_look_like_statements_stay_with_the_reporter() {
    check(
        "As the army advances, the rebels will try to maintain their campaign in the valley.",
        &[
            "author: assert positive future [As the army advances, the rebels will try to maintain their campaign in the valley]",
        ],
    );
    check(
        "The team, which trains in Tarsk, had been denied visas until last week.",
        &["author: assert positive certain [The team, which trains in Tarsk, had been denied visas until last week]"],
    );
}

#[test]
fn what_somebody_declined_to_say_is_no_claim() {
    check(
        "A spokesman declined to say whether planes were flying in the area.",
        &["A spokesman: no_comment positive question [whether planes were flying in the area]"],
    );
}

#[test]
fn the_reporter_claims_what_stands_outside_all_attributions() {
    check(
        "The raid followed a dispute that began in May.",
        &["author: assert positive certain [The raid followed a dispute that began in May]"],
    );
    check("I said the road was open.", &["author: assert positive certain [the road was open]"]);
}

#[test]
fn the_introduction_of_an_interview_is_told_whole() {
    let claims = claims(
        "Captain Nela Quillorr, 44, has led the watch since May. She left in June.\n\n\
         Q: Is that so?\n\nA: I left in June.\n\nQ: Why?\n\nA: I was tired.",
    );
    assert_eq!(claims[0], "author: assert positive certain [Captain Nela Quillorr, 44, has led the watch since May]");
    assert!(claims.contains(&"Nela Quillorr: assert positive certain [I was tired.]".to_owned()), "{claims:?}");
}
