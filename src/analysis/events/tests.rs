//! Examples: text in, events out.

use proptest::prelude::*;

use crate::{
    analysis::{Settings, analyze, testing},
    lexicon::Lexicon,
    model::{Analysis, EntityId, Event},
};

fn analysis(text: &str) -> Analysis {
    analyze(&testing::document(text), Lexicon::builtin(), &Settings::default())
}

/// `assault/drone: shells, strike; by A; on B; at C`, without what is empty.
fn describe(text: &str, analysis: &Analysis, event: &Event) -> String {
    let names = |ids: &[EntityId]| {
        ids.iter()
            .filter_map(|id| analysis.entity(*id))
            .map(|entity| entity.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let triggers: Vec<_> = event.triggers.iter().map(|span| span.text_in(text)).collect();
    let mode = event.mode.as_deref().map_or_else(String::new, |mode| format!("/{mode}"));
    let mut shown = format!("{}{mode}: {}", event.etype, triggers.join(", "));
    for (label, ids) in [
        ("by", &event.actors),
        ("allegedly by", &event.alleged_actors),
        ("claimed by", &event.claimed_by),
        ("on", &event.targets),
        ("with", &event.instruments),
        ("at", &event.places),
    ] {
        if !ids.is_empty() {
            shown += &format!("; {label} {}", names(ids));
        }
    }
    if let Some(day) = event.begin {
        shown += &format!("; {day}");
    }
    if event.realis != crate::model::Realis::Actual {
        shown += &format!("; {}", event.realis);
    }
    shown
}

/// All stories are published on Thursday, 8 February 2024.
fn events(text: &str) -> Vec<String> {
    let analysis = analysis(text);
    analysis.events.iter().map(|event| describe(text, &analysis, event)).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| events(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  {:?}\n  instead of {expected:?}", events(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_does_what_to_whom_where_and_when() {
    check(&[
        (
            "Two aid workers were abducted by gunmen in Kharga on Saturday.",
            &["assault/abduct: abducted; by gunmen; on Two aid workers; at Kharga; 2024-02-03"],
        ),
        ("Rebels shelled the old town.", &["assault/heavy-weapons: shelled; by Rebels; on the old town"]),
        ("The ministers met in Oslo on Tuesday.", &["consult/meet: met; by The ministers; at Oslo; 2024-02-06"]),
        ("Orr resigned as prime minister.", &["retreat/resign: resigned; by Orr"]),
        ("Hundreds were arrested.", &["coerce/arrest: arrested"]),
        (
            "Security forces detained 14 students during Monday's march.",
            &["coerce/arrest: detained; by Security forces; on 14 students", "protest/demo: march; 2024-02-05"],
        ),
        (
            "The government expelled three diplomats.",
            &["sanction/expel: expelled; by The government; on three diplomats"],
        ),
    ]);
}

#[test]
fn an_accusation_never_names_an_actor() {
    check(&[
        (
            "The mayor accused Orr Mining of seizing the farm.",
            &[
                "accuse/allege: accused; by The mayor; on Orr Mining",
                "coerce/seize: seizing; allegedly by Orr Mining; on the farm",
            ],
        ),
        (
            "Police blamed the rebels for the attack on the market.",
            &[
                "accuse/allege: blamed; by Police; on the rebels",
                "assault/attack: attack; allegedly by the rebels; on the market",
            ],
        ),
        (
            "The raid was blamed on the Tarsk Front.",
            &["coerce/raid: raid; allegedly by Tarsk Front", "accuse/allege: blamed; on Tarsk Front"],
        ),
        (
            "The Tarsk Front allegedly bombed the depot.",
            &["assault/bombing: bombed; allegedly by Tarsk Front; on the depot"],
        ),
        ("The Tarsk Front claimed responsibility for the blast.", &["assault: blast; claimed by Tarsk Front"]),
    ]);
}

#[test]
fn an_attack_without_a_doer_stays_without() {
    check(&[
        ("A drone strike killed Maro Velk in Orrvale.", &["assault/drone: strike, killed; on Maro Velk; at Orrvale"]),
        ("The deadly Jordan attack shocked the town.", &["assault/attack: attack; at Jordan"]),
        ("A U.S. attack on the camp failed.", &["assault/attack: attack; by U.S.; on the camp"]),
    ]);
}

#[test]
fn the_sense_of_a_word_is_told_by_what_stands_around_it() {
    check(&[
        ("Critics attacked the budget and shot down the proposal.", &["accuse/disapprove: attacked; by Critics"]),
        ("A strike by nurses entered its second week.", &["protest/strike: strike; by nurses"]),
        ("Velle beat Tarsk 3-1 with two late strikes.", &[]),
        ("The fire killed 14 people.", &["accident/fire: fire, killed; on 14 people"]),
        (
            "At least 12 people were killed when a bus overturned.",
            &["death: killed; on 12 people", "accident/crash: overturned; on a bus"],
        ),
    ]);
}

#[test]
fn what_did_not_happen_or_may_happen() {
    check(&[
        ("Guards foiled a plot to bomb the bridge.", &["assault/bombing: bomb; on the bridge; not_happened"]),
        (
            "The army did not attack the village.",
            &["assault/attack: attack; by The army; on the village; not_happened"],
        ),
        (
            "Troops will withdraw from the airport on Friday.",
            &["retreat/withdraw: withdraw; by Troops; at the airport; 2024-02-09; future"],
        ),
        ("The navy may blockade the port.", &["coerce/curfew: blockade; by The navy; on the port; hypothetical"]),
        (
            "The army had shelled the old town in 1982.",
            &["assault/heavy-weapons: shelled; by The army; on the old town; 1982-01-01; historical"],
        ),
    ]);
}

#[test]
fn light_verbs_lend_their_subject() {
    check(&[
        ("Rebels launched an attack on the base.", &["assault/attack: attack; by Rebels; on the base"]),
        ("The attack was carried out by the Tarsk Front.", &["assault/attack: attack; by Tarsk Front"]),
        ("The town suffered an attack at dawn.", &["assault/attack: attack; on The town"]),
    ]);
}

#[test]
fn several_tellings_are_one_event() {
    check(&[
        (
            "A drone strike killed Maro Velk in Orrvale on Monday. Two guards died in the strike. Velk's death shocked his party.",
            &["assault/drone: strike, killed, died, strike, death; on Maro Velk, Two guards; at Orrvale; 2024-02-05"],
        ),
        (
            "Gunmen attacked a post near Orrvale on Monday. Another attack hit the port of Tarsk on Tuesday.",
            &[
                "assault/attack: attacked; by Gunmen; at Orrvale; 2024-02-05",
                "assault/attack: attack, hit; on the port of Tarsk; 2024-02-06",
            ],
        ),
    ]);
}

#[test]
fn vows_threaten_or_promise() {
    check(&[
        ("Militia chief Orr vowed to avenge the dead.", &["threaten/violence: vowed; by Orr"]),
        ("Orr vowed to rebuild the school.", &["agree/agree: vowed; by Orr"]),
    ]);
}

/// Pieces that meet in odd ways.
const PIECES: &[&str] = &[
    " attack",
    " the strike",
    " killed ",
    " by gunmen",
    " in ",
    "Orr ",
    " blamed ",
    " on ",
    " for the blast",
    ".",
    ", ",
    " and ",
    " was ",
    " launched ",
    " of ",
    " in the raid",
    " that ",
    "Monday ",
    " not ",
    " 12 people ",
    "\n\n",
    " died",
    " claimed responsibility ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn events_refer_to_what_is_there(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let analysis = analysis(&text);
        let mut last = 0;
        for event in &analysis.events {
            prop_assert!(!event.triggers.is_empty());
            prop_assert!(event.triggers[0].start() >= last, "events stand in text order");
            last = event.triggers[0].start();
            for ids in [&event.actors, &event.alleged_actors, &event.claimed_by, &event.targets, &event.places] {
                prop_assert!(ids.iter().all(|id| analysis.entity(*id).is_some()));
            }
            prop_assert!(event.actors.iter().all(|id| !event.claimed_by.contains(id)));
            prop_assert!(event.time.is_none_or(|id| analysis.time(id).is_some()));
            prop_assert!(event.counts.iter().all(|id| analysis.quantity(*id).is_some()));
        }
    }
}
