use crate::{
    analysis::{
        marks,
        phrases::{Ground, chunk},
        quantities, tagger,
        tokens::Tokens,
    },
    lexicon::Lexicon,
};

/// What is found in `text`, as `words low..high unit role`, `<n` behind a part of the n-th quantity.
fn read(text: &str) -> Vec<String> {
    let tokens = Tokens::new(text, 0, Lexicon::builtin());
    let tags = tagger::tag(&tokens);
    let marks = marks::pair(&tokens);
    let phrases = chunk(&tokens, &tags);
    let ground = Ground { tokens: &tokens, tags: &tags, marks: &marks, phrases: &phrases };
    let end = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    quantities::find(&ground, &[])
        .iter()
        .map(|quantity| {
            let part = quantity.part_of.map(|total| format!(" <{}", total.0)).unwrap_or_default();
            let (words, unit) = (quantity.span.text_in(text), &quantity.unit);
            format!("{words} {}..{} {unit} {}{part}", end(quantity.low), end(quantity.high), quantity.role)
        })
        .collect()
}

macro_rules! cases {
    ($($text:literal => [$($expected:literal),* $(,)?],)*) => {
        $(assert_eq!(read($text), [$($expected),*] as [&str; _], "{}", $text);)*
    };
}

#[test]
fn what_people_underwent() {
    cases! {
        "At least 12 people were killed and 30 wounded when a bus overturned." =>
            ["At least 12 12.. person killed", "30 30..30 person injured"],
        "The blast killed nine civilians." => ["nine 9..9 civilian killed"],
        "Gunmen abducted two aid workers." => ["two 2..2 worker abducted"],
        "Two aid workers were abducted by gunmen." => ["Two 2..2 worker abducted"],
        "It followed the killing of three American troops." => ["three 3..3 troops killed"],
        "Police detained 14 students." => ["14 14..14 student detained"],
        "Two of the three detainees were freed." => ["Two 2..2 detainee released", "three 3..3 detainee detained"],
        "Some 1.2 million people have fled." => ["Some 1.2 million 1080000..1320000 person displaced"],
        "The storm left 10 dead." => ["10 10..10 person killed"],
        "The death toll rose to 14 from 9." => ["14 14..14 person killed", "9 9..9 person killed"],
        "Dozens were hurt." => ["Dozens 24..99 person injured"],
    }
}

#[test]
fn parts_point_to_their_total() {
    cases! {
        "A total of three people – two militia leaders and their driver – had died in the strike." =>
            ["three 3..3 person killed", "two 2..2 leader killed <0"],
        "The blast killed 14 people, including three children." => ["14 14..14 person killed", "three 3..3 child killed <0"],
    }
}

#[test]
fn bounds() {
    cases! {
        "More than 40 soldiers died." => ["More than 40 41.. soldier killed"],
        "Up to 40 soldiers died." => ["Up to 40 0..40 soldier killed"],
        "Nearly 200 soldiers died." => ["Nearly 200 190..200 soldier killed"],
        "Between 20 and 30 soldiers died." => ["Between 20 and 30 20..30 soldier killed"],
        "They paid $40 million." => ["$40 million 40000000..40000000 USD amount"],
        "Prices rose 3.5 percent." => ["3.5 3.5..3.5 percent share"],
    }
}

#[test]
fn things() {
    cases! {
        "Air defenses intercepted four drones." => ["four 4..4 drone weapon_count"],
        "The brigade lost three tanks." => ["three 3..3 tank destroyed"],
        "A 12-member panel will study it." => ["12 12..12 member members"],
    }
}

#[test]
fn numbers_that_count_nothing() {
    cases! {
        "A five-year-old boy and his 34-year-old uncle left." => [],
        "Velle beat Tarsk 3-1." => [],
        "The T-72 left Pier 9 under Resolution 1701." => [],
        "Hal Brandt, 34, left." => [],
        "No one knows." => [],
    }
}

#[test]
fn nobody_is_a_number_where_something_is_told_of_them() {
    cases! {
        "No one was hurt in the blast." => ["No one 0..0 person injured"],
        "None of the guards was hurt." => ["None 0..0 guard injured"],
        "Three soldiers were killed and no civilians were hurt." =>
            ["Three 3..3 soldier killed", "no 0..0 civilian injured"],
        "He saw no one." => [],
        "There is no road." => [],
    }
}

#[test]
fn men_and_machines_that_are_lost() {
    cases! {
        "The column lost six men." => ["six 6..6 man killed"],
        "The brigade lost three tanks and a jet." => ["three 3..3 tank destroyed", "a 1..1 jet destroyed"],
        "They saw three tanks and a jet." => ["three 3..3 tank weapon_count"],
    }
}

#[test]
fn what_rose_from_one_number_to_another_is_two() {
    cases! {
        "Deaths rose from 38 to 41." => ["38 38..38 person killed", "41 41..41 person killed"],
        "From 20 to 30 people were killed." => ["20 to 30 20..30 person killed"],
        "Up to 15 gunmen stormed the post." => ["Up to 15 0..15 gunman strength"],
    }
}
