use chrono::NaiveDate;

use crate::{
    analysis::{tagger, times, tokens::Tokens},
    import,
    lexicon::Lexicon,
};

/// What is found in `text` of Thursday 2024-02-08, as `words = value`, with `+MOD` behind a modified one.
fn read(text: &str) -> Vec<String> {
    read_on(text, NaiveDate::from_ymd_opt(2024, 2, 8))
}

fn read_on(text: &str, date: Option<NaiveDate>) -> Vec<String> {
    let mut document = import::read_bytes("story", text.as_bytes()).unwrap();
    document.date = date;
    let tokens = Tokens::new(&document.text, 0, Lexicon::builtin());
    let show = |time: &crate::model::TimeValue| {
        let modifier = time.modifier.as_deref().map(|modifier| format!(" +{modifier}")).unwrap_or_default();
        format!("{} = {}{modifier}", document.words(time.span), time.value)
    };
    times::find(&tokens, &tagger::tag(&tokens), &document).iter().map(show).collect()
}

macro_rules! cases {
    ($($text:literal => [$($expected:literal),* $(,)?],)*) => {
        $(assert_eq!(read($text), [$($expected),*] as [&str; _], "{}", $text);)*
    };
}

#[test]
fn weekdays_follow_the_tense() {
    cases! {
        "The army attacked on Thursday." => ["Thursday = 2024-02-08"],
        "The army attacked on Wednesday." => ["Wednesday = 2024-02-07"],
        "The army attacked on Friday." => ["Friday = 2024-02-02"],
        "The army will meet on Friday." => ["Friday = 2024-02-09"],
        "The talks are due to resume on Monday." => ["Monday = 2024-02-12"],
        "The ship sank last Thursday." => ["last Thursday = 2024-02-01"],
        "They meet next Thursday." => ["next Thursday = 2024-02-15"],
        "The raid began late Wednesday night." => ["late Wednesday night = 2024-02-07TNI +END"],
    }
}

#[test]
fn dates_with_and_without_a_year() {
    cases! {
        "Three soldiers died on Jan. 28." => ["Jan. 28 = 2024-01-28"],
        "He died on Dec. 30." => ["Dec. 30 = 2023-12-30"],
        "The vote will be held on March 3." => ["March 3 = 2024-03-03"],
        "The pact of 5 May 2021 lapsed on 2023-11-30." => ["5 May 2021 = 2021-05-05", "2023-11-30 = 2023-11-30"],
        "On Sunday, March 3, 2019, she left." => ["Sunday, March 3, 2019 = 2019-03-03"],
        "The law was passed in March." => ["March = 2023-03"],
        "The permit, dated 05/06/2021, had expired." => ["05/06/2021 = 2021-05-06"],
        "It was formed in 2014 to fight." => ["2014 = 2014"],
        "The mines were laid in the 1990s." => ["the 1990s = 199"],
        "Fighting flared in mid-2015 and again late last year." => ["mid-2015 = 2015 +MID", "late last year = 2023 +END"],
    }
}

#[test]
fn calendar_units_and_offsets() {
    cases! {
        "Strikes last week hit the port." => ["last week = 2024-W05"],
        "It reopens next month." => ["next month = 2024-03"],
        "It closed three days ago." => ["three days ago = 2024-02-05"],
        "It closed two years ago." => ["two years ago = 2022"],
        "Iraq on Thursday spoke, a day after a strike." => ["Thursday = 2024-02-08", "a day after = 2024-02-07"],
        "The mine collapsed on Jan. 17. Rescuers came the next day." => ["Jan. 17 = 2024-01-17", "the next day = 2024-01-18"],
        "He left on Jan. 17 and died two days later." => ["Jan. 17 = 2024-01-17", "two days later = 2024-01-19"],
        "Sales rose in the third quarter of 2023." => ["the third quarter of 2023 = 2023-Q3"],
    }
}

#[test]
fn times_durations_and_sets() {
    cases! {
        "It struck at 3:30 a.m. local time (0030 GMT) on Tuesday." =>
            ["3:30 a.m. = 2024-02-08T03:30", "0030 GMT = 2024-02-08T00:30Z", "Tuesday = 2024-02-06"],
        "It opens at 9 a.m. Friday and will close." => ["9 a.m. Friday = 2024-02-09T09:00"],
        "Nine died in the past 24 hours." => ["the past 24 hours = PT24H"],
        "A five-year plan took half an hour." => ["five-year = P5Y", "half an hour = PT30M"],
        "Worshippers gather there every Friday." => ["every Friday = XXXX-WXX-5"],
        "They fought for decades." => ["decades = PXDE"],
    }
}

#[test]
fn names_that_look_like_times() {
    cases! {
        "March Capital sued May Textiles in a case filed by the Sunday Courier." => [],
        "The plant employs 2014 workers." => [],
        "It may rain." => [],
        "Velle beat Tarsk 3-1." => [],
        "A 34-year-old man left." => [],
        "They march on the port." => [],
    }
}

#[test]
fn without_a_date_relative_times_stay_open() {
    assert_eq!(
        read_on("He left on Wednesday, on Jan. 28 and in 2014.", None),
        ["Wednesday = XXXX-WXX-3", "Jan. 28 = XXXX-01-28", "2014 = 2014"]
    );
}

#[test]
fn a_fresh_dateline_is_the_anchor() {
    assert_eq!(
        read("PORT VELLE, Feb. 6 — Rebels entered the city on Sunday."),
        ["Feb. 6 = 2024-02-06", "Sunday = 2024-02-04"]
    );
}
