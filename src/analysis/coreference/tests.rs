//! Chains of mentions that speak of the same thing.

use crate::{
    analysis::{Settings, analyze, testing},
    lexicon::Lexicon,
    model::EntityId,
};

/// The mentions of each entity with more than one, joined by ` = `.
fn chains(text: &str) -> Vec<String> {
    let document = testing::document(text);
    let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    let chain = |number| {
        let words = analysis.mentions_of(EntityId::from_index(number)).map(|(_, mention)| document.words(mention.span));
        words.collect::<Vec<_>>()
    };
    (0..analysis.entities.len()).map(chain).filter(|chain| chain.len() > 1).map(|chain| chain.join(" = ")).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(chains(text), expected, "{text}");
}

#[test]
fn short_forms_and_pronouns() {
    check("Ana Tarnvelk left. Tarnvelk was ill, she said.", &["Ana Tarnvelk = Tarnvelk = she"]);
    check("The Orrvale Relief Council (ORC) met. The ORC left.", &["Orrvale Relief Council = ORC = ORC"]);
}

#[test]
fn a_ship_without_its_prefix_is_the_same_unless_there_are_two() {
    check("MV Orrvel Pearl left. The Orrvel Pearl is old.", &["MV Orrvel Pearl = Orrvel Pearl"]);
    check("USS Orrvel Pearl met HMS Orrvel Pearl. The Orrvel Pearl is old.", &[]);
}

#[test]
fn pronouns_in_doubt_stay_alone() {
    check("The Tarsk Brigade attacked. It was a cold night.", &[]);
    check("The Tarsk Brigade left. It said the road was open.", &["Tarsk Brigade = It"]);
    check("The Tarsk Brigade left. She said the road was open.", &[]);
    check("The farmers met the drivers. They left.", &["The farmers = They"]);
    check("Farmers and drivers met. They left.", &[]);
    check("The drivers washed the boats. They were old.", &[]);
    check("The drivers washed the boats. They said the paint was old.", &["The drivers = They"]);
    check("Pavel Orrvelk left. She said the road was open.", &[]);
    check("Ana Tarnvelk met a potter she had hired.", &["Ana Tarnvelk = she"]);
}

#[test]
fn a_known_gender_beats_an_unknown_one() {
    check("Orrvelk said the rain had ruined Maria Tarn and her garden.", &["Maria Tarn = her"]);
}

#[test]
fn brothers_are_not_mixed_up() {
    check("Tomar Dalvorum left. Ludek Dalvorum stayed. Dalvorum wept.", &[]);
}

#[test]
fn constructions() {
    check("Ivo Orrvelk, better known as Ander Tarn, left.", &["Ivo Orrvelk = Ander Tarn"]);
    check("Ivo Orrvelk, 39, founder of a bakery, left.", &["Ivo Orrvelk = founder of a bakery"]);
    check("The union's chair, Iraqi President Ivo Orrvelk, left.", &["The union's chair = President = Ivo Orrvelk"]);
    check("Ivo Orrvelk, alias \"Tarnvelk,\" left.", &["Ivo Orrvelk = Tarnvelk"]);
    check("The army's deputy chief, Ivo Orrvelk, left.", &["The army's deputy chief = Ivo Orrvelk"]);
    check("On Telegram, the brigade's press office said the road was open.", &[]);
    check("Police arrested a farmer, identifying him as Ivo Orrvelk.", &["a farmer = him = Ivo Orrvelk"]);
}

#[test]
fn what_a_title_is_for_stands_between_it_and_the_name() {
    check(
        "Deputy U.S. Ambassador to the United Nations Robert Orrvelk left.",
        &["Deputy U.S. Ambassador to the United Nations = Robert Orrvelk"],
    );
    check(
        "Assistant Secretary of State for Eastern Affairs Ana Tarnvelk left.",
        &["Assistant Secretary of State for Eastern Affairs = Ana Tarnvelk"],
    );
    check("The Minister of Mines met Ana Tarnvelk.", &[]);
    check(
        "They met the President of the Kurdistan Region, Ivo Orrvelk.",
        &["the President of the Kurdistan Region = Ivo Orrvelk"],
    );
}

#[test]
fn the_whole_title_stands_for_who_has_it() {
    check(
        "Foreign Secretary Ivo Orrvelk met Interior Minister Ana Tarn. The Foreign Secretary left.",
        &["Foreign Secretary = Ivo Orrvelk = The Foreign Secretary", "Interior Minister = Ana Tarn"],
    );
    check("Former President Ivo Orrvelk met Ana Tarn. The President left.", &["Former President = Ivo Orrvelk"]);
}

#[test]
fn definite_descriptions() {
    check("The Orrvale Liberation Front attacked. The air force said it crashed.", &["The air force = it"]);
    check("A commander left. The commander came back.", &["A commander = The commander"]);
    check("The Tarsk Brigade left. The group came back.", &["Tarsk Brigade = The group"]);
    check("A commander left. Its commander came back.", &[]);
}

#[test]
fn the_one_who_speaks_goes_on_speaking() {
    check(
        "\"We left,\" said Ivo Orrvelk, the spokesman for Iraq's prime minister. \"It rained,\" he added.",
        &["Ivo Orrvelk = the spokesman for Iraq's prime minister = he"],
    );
}

#[test]
fn who_was_just_introduced_speaks() {
    check(
        "Ivo Orrvelk sang. For Pavel Brennvelk, a teacher, Orrvelk was famous. He said the songs were good.",
        &["Ivo Orrvelk = Orrvelk", "Pavel Brennvelk = a teacher = He"],
    );
}

#[test]
fn who_speaks_says_i_and_we() {
    check("\"I left,\" said Ivo Orrvelk. \"My house is gone.\"", &["I = Ivo Orrvelk = My"]);
    check("\"We left early,\" the Orrvale Relief Council said.", &["We = Orrvale Relief Council"]);
    check("\"We left,\" said Ivo Orrvelk.", &[]);
    check("\"World War I is over,\" said Ivo Orrvelk.", &[]);
}

#[test]
fn long_roles_belong_to_the_person_behind_them() {
    check(
        "The former deputy head of the National Security Council of France, Marko Brennvelk, left.",
        &["The former deputy head of the National Security Council of France = Marko Brennvelk"],
    );
    check(
        "It was led by former commander of the Tarsk Brigade Ivo Orrvelk.",
        &["former commander of the Tarsk Brigade = Ivo Orrvelk"],
    );
    check("Tarsk Brigade spokesman Ivo Orrvelk left.", &["Tarsk Brigade spokesman = Ivo Orrvelk"]);
    check("The brother of Ivo Orrvelk left.", &[]);
    check("The head of the river dried up.", &[]);
}
