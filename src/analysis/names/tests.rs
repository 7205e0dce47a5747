//! Names as a list of words and types.

use crate::{
    analysis::{NameSource, Settings, analyze, testing},
    lexicon::Lexicon,
    model::{Mention, MentionClass, PlaceSense},
};

/// Each name as `words type`, and whether a place stands for those who act for it.
fn names(text: &str, source: NameSource) -> Vec<String> {
    let document = testing::document(text);
    let analysis = analyze(&document, Lexicon::builtin(), &Settings { names: source });
    let names = analysis.mentions.iter().filter(|mention| mention.class == MentionClass::Name);
    let acts = |mention: &Mention| if mention.sense == Some(PlaceSense::Government) { " that acts" } else { "" };
    names.map(|mention| format!("{} {}{}", document.words(mention.span), mention.etype, acts(mention))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(names(text, NameSource::Both), expected, "{text}");
}

#[track_caller]
fn check_rules(text: &str, expected: &[&str]) {
    assert_eq!(names(text, NameSource::Rules), expected, "{text}");
}

#[test]
fn titles_are_cut_off() {
    check("They met Interior Minister Ivo Orrvelk.", &["Ivo Orrvelk person"]);
    check("They met Iraqi President Ivo Orrvelk.", &["Iraqi norp", "Ivo Orrvelk person"]);
    check("They met Lt. Col. Ana Tarn.", &["Ana Tarn person"]);
}

#[test]
fn who_has_an_army_or_a_mayor_is_a_place() {
    check("Orrmunt's coast guard left. Kelvark’s foreign minister stayed.", &["Orrmunt place", "Kelvark place"]);
    check("Ivo Orrmunt came. Orrmunt's troops left.", &["Ivo Orrmunt person", "Orrmunt person"]);
}

#[test]
fn what_sinks_or_carries_people_is_a_ship() {
    check("The Orrvel Queen has capsized off Kelvark.", &["Orrvel Queen vehicle", "Kelvark place"]);
    check("They were aboard the Orrvel Pearl.", &["Orrvel Pearl vehicle"]);
    check("MV Orrvel Pearl left. The Orrvel Pearl is old.", &["MV Orrvel Pearl vehicle", "Orrvel Pearl vehicle"]);
    check("Ivo Orrvelk docked the boat.", &["Ivo Orrvelk person"]);
}

#[test]
fn sentences_open_with_names_that_may_be_other_words() {
    check("Hope Orrvelk left.", &["Hope Orrvelk person"]);
    check("Will Orrvelk stayed. Will Orrvelk stay?", &["Will Orrvelk person", "Orrvelk person"]);
    check("May Textiles grew in May.", &["May Textiles organization"]);
    check("Mt. Orrvelk erupted.", &["Mt. Orrvelk place"]);
    check("Pro-Iran militias left.", &["Iran place"]);
}

#[test]
fn names_of_things_hold_marks_and_numbers() {
    check("They closed St. Ivo's Hospital.", &["St. Ivo's Hospital place"]);
    check("They saw three T-72s.", &["T-72s vehicle"]);
}

#[test]
fn nouns_behind_a_name_tell_what_it_is() {
    check("The Orrmunt news agency closed.", &["Orrmunt organization"]);
}

#[test]
fn an_acronym_is_what_its_long_form_is() {
    check("The Rapid Saving Corps (RSC) left.", &["Rapid Saving Corps military_unit", "RSC military_unit"]);
    check("The Rapid Swimmers Militia (RSM) left.", &["Rapid Swimmers Militia armed_group", "RSM armed_group"]);
}

#[test]
fn what_a_title_is_for_is_no_part_of_the_name() {
    check("U.S. Ambassador to Israel Jack Orrvelk left.", &["U.S. place", "Israel place", "Jack Orrvelk person"]);
    check("Supreme Allied Commander Europe, Gen. Ivo Tarn, left.", &["Ivo Tarn person"]);
}

#[test]
fn bodies_keep_their_small_words() {
    check("They live in Port-au-Prince.", &["Port-au-Prince place"]);
    check("They met the Institute for the Study of Rain.", &["Institute for the Study of Rain organization"]);
    check("The Ministry of Mines closed.", &["Ministry of Mines government_body"]);
    check("The Orrvale Center for Peace closed.", &["Orrvale Center for Peace organization"]);
    check("Shares of Tarnvelle & Sons Inc. fell.", &["Tarnvelle & Sons Inc. organization"]);
}

#[test]
fn months_and_days_in_names_are_no_dates() {
    check("March Textiles met the Sunday Mirror.", &["March Textiles organization", "Sunday Mirror organization"]);
}

#[test]
fn small_words_of_arabic_names_stay_inside() {
    check("Police held Abu Orrik al-Velkari on Monday.", &["Abu Orrik al-Velkari person"]);
}

#[test]
fn every_occurrence_of_a_name_has_one_type() {
    check("Ivo Orrvelk, a farmer, left. Later Orrvelk came back.", &["Ivo Orrvelk person", "Orrvelk person"]);
}

#[test]
fn an_ordinary_word_that_opens_a_sentence_is_no_name() {
    check("Clashes broke out. Accordingly, the road was closed.", &[]);
}

#[test]
fn what_is_named_after_a_deed_is_no_body() {
    check("They joined Operation Quiet Harbour.", &["Operation Quiet Harbour event"]);
    check("They thanked God.", &[]);
}

#[test]
fn ordinary_words_at_the_edges_are_no_part_of_names() {
    check("They reached the city of Mosul.", &["Mosul place"]);
    check("Police met the minister for the Middle East Ivo Orrvelk.", &["Middle East place", "Ivo Orrvelk person"]);
}

#[test]
fn units_ships_and_numbered_laws() {
    check("The 3rd Armored Brigade left.", &["3rd Armored Brigade military_unit"]);
    check("The USS Bram Orrvelk left.", &["USS Bram Orrvelk vehicle"]);
    check("They cited Security Council Resolution 2254.", &["Security Council organization", "Resolution 2254 law"]);
    check("They cited Public Law 117-58.", &["Public Law 117-58 law"]);
    check("They cited two orders.", &[]);
}

#[test]
fn countries_are_places_and_act() {
    check("France said it would send troops to Jordan.", &["France place that acts", "Jordan place"]);
    check("He lives in France.", &["France place"]);
}

#[test]
fn short_names_with_an_article_and_names_of_ports_and_roads() {
    check(
        "Police arrested Nadim al-Barukvelk. Al-Barukvelk denied it.",
        &["Nadim al-Barukvelk person", "Al-Barukvelk person"],
    );
    check("Rebels shelled Port Orrvelk.", &["Port Orrvelk place"]);
    check("The road to Tarnvelk was open.", &["Tarnvelk place"]);
}

#[test]
fn treaties_are_laws_and_other_conventions_are_meetings() {
    check("They signed the Treaty of Orrvale.", &["Treaty of Orrvale law"]);
    check("The Orrvale Accords failed.", &["Orrvale Accords law"]);
    check("They broke the Convention against Torture.", &["Convention against Torture law"]);
    check("It violates the Geneva Conventions.", &["Geneva Conventions law"]);
    check("The Orrvale Fan Convention opened.", &["Orrvale Fan Convention event"]);
}

#[test]
fn flights_and_ships_are_vehicles() {
    check("Flight OR17 crashed.", &["Flight OR17 vehicle"]);
    check("Investigators said flight OR17 crashed.", &["OR17 vehicle"]);
    check("The tanker Orrvelk Star sank.", &["Orrvelk Star vehicle"]);
    check("The aircraft carrier Orrvelk Star sank.", &["Orrvelk Star vehicle"]);
}

#[test]
fn a_name_behind_the_is_no_person() {
    check("They met a week after the Hareth Queen closed.", &["Hareth Queen other"]);
}

#[test]
fn ships_are_called_after_people() {
    check("The frigate Admiral Orrvelk left the harbor.", &["Admiral Orrvelk vehicle"]);
    check("The old Admiral Orrvelk left the harbor.", &["Orrvelk person"]);
}

#[test]
fn a_treaty_is_called_after_the_city_where_it_was_signed() {
    check("Both sides broke the Geneva accord in May.", &["Geneva accord law"]);
    check("Both sides left the Geneva meeting in May.", &["Geneva place"]);
}

#[test]
fn captions_nicknames_and_syllables() {
    check("They met Ivo Orrvelk Image: Tarnvelk Times.", &["Ivo Orrvelk person", "Tarnvelk Times organization"]);
    check("Police held Ivan \"Fox\" Orrvelk on Monday.", &["Ivan \"Fox\" Orrvelk person"]);
    check("They met Han Orl-velk and a Jordan-based firm.", &["Han Orl-velk person", "Jordan place"]);
}

#[test]
fn long_names_of_bodies() {
    check("The 134th Expeditionary Fighter Squadron left.", &["134th Expeditionary Fighter Squadron military_unit"]);
    check_rules("The Tarn Council on Public Health met.", &["Tarn Council on Public Health government_body"]);
    check("They met the Tarn Council on Jordan.", &["Tarn Council government_body", "Jordan place"]);
    check("He left the University of Tarnvelk at Orrhill.", &["University of Tarnvelk at Orrhill organization"]);
}

#[test]
fn a_listed_body_before_a_title_is_a_name_of_its_own() {
    let expected = ["State Department government_body", "Ivo Orrvelk person"];
    check("They met State Department Spokesperson Ivo Orrvelk.", &expected);
}

#[test]
fn words_of_things_are_no_persons() {
    check("They joined a Pilot Training Program.", &[]);
    check_rules("They watched the Ivan Orrvelk Award Show.", &["Ivan Orrvelk Award Show other"]);
    check("They turned to Islam.", &[]);
}

#[test]
fn the_government_is_a_description() {
    check("The aid that the Government gave was late.", &[]);
}

#[test]
fn a_part_of_a_place_is_a_place_around_it() {
    check("They hid in northern Jordan.", &["northern Jordan place", "Jordan place"]);
    check("They went south. Jordan closed the road.", &["Jordan place that acts"]);
}
