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
            ["3:30 a.m. = 2024-02-06T03:30", "0030 GMT = 2024-02-06T00:30Z", "Tuesday = 2024-02-06"],
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

#[test]
fn deadlines_look_ahead_and_verb_groups_tell_the_tense() {
    cases! {
        "The offer stands until Friday." => ["Friday = 2024-02-09"],
        "He must answer by Monday." => ["Monday = 2024-02-12"],
        "The guard was killed by Monday's blast." => ["Monday = 2024-02-05"],
        "The rules are to be published on March 3." => ["March 3 = 2024-03-03"],
        "The port had been closed on May 3." => ["May 3 = 2023-05-03"],
        "The board set Feb. 20 as its goal." => ["Feb. 20 = 2024-02-20"],
        "He could not be found on Monday." => ["Monday = 2024-02-05"],
        "They meet in March." => ["March = 2024-03"],
    }
}

#[test]
fn centuries_decades_and_years_in_words() {
    cases! {
        "The fort dates from the 18th century." => ["the 18th century = 17"],
        "He sang in the sixties." => ["the sixties = 196"],
        "He is a man in his sixties." => [],
        "The strikes of the 1930’s were long." => ["the 1930’s = 193"],
        "It was built in nineteen ninety-six." => ["nineteen ninety-six = 1996"],
        "A decade ago, the town had two theatres." => ["A decade ago = 2014"],
        "It lasted two decades and a half." => ["two decades = P20Y"],
    }
}

#[test]
fn months_and_quarters_of_a_year_told_beside_them() {
    cases! {
        "He was arrested in July last year." => ["July last year = 2023-07"],
        "In the 1988 third quarter the loss grew." => ["the 1988 third quarter = 1988-Q3"],
        "It may start in next year's first quarter." => ["next year's first quarter = 2025-Q1"],
        "Profit rose in the third quarter from $3 million a year earlier." =>
            ["the third quarter = 2023-Q3", "a year earlier = 2022-Q3"],
        "Sales fell in the quarter." => ["the quarter = 2023-Q4"],
    }
}

#[test]
fn days_beside_a_day_told_before() {
    cases! {
        "The fort fell on Jan. 28. The mayor had left the day before." => ["Jan. 28 = 2024-01-28", "the day before = 2024-01-27"],
        "The fort fell on Jan. 28. The next morning the mayor left." => ["Jan. 28 = 2024-01-28", "The next morning = 2024-01-29TMO"],
        "It struck at 3:30 a.m. local time on Tuesday." => ["3:30 a.m. = 2024-02-06T03:30", "Tuesday = 2024-02-06"],
        "On Christmas Eve the lights went out." => ["Christmas Eve = 2023-12-24"],
    }
}

#[test]
fn what_only_looks_like_a_time() {
    cases! {
        "The group began to fall apart." => [],
        "He spoke on 60 Minutes." => [],
        "About three-quarters of the food is imported." => [],
        "Over 1900 readers wrote." => [],
        "He met Johnnie Christmas there." => [],
        "The future of the talks is dark." => [],
        "The men waited for two more weeks." => ["two more weeks = P2W"],
        "The men waited for 2 1/2 years." => ["2 1/2 years = P2Y6M"],
    }
}

#[test]
fn years_in_two_digits_and_years_that_are_compared_with() {
    cases! {
        "He voted for Orr in 88 and 92, and for Vale in 08." => ["88 = 1988", "92 = 1992", "08 = 2008"],
        "She came in 23 minutes later, ahead of Vale in 16 races." => ["23 minutes later = 2024-02-08"],
        "Harvests over 2000 - 2050 were modelled." => ["2000 = 2000", "2050 = 2050"],
        "Emissions fell below 1990 levels." => ["1990 = 1990"],
        "The Velle Cup 2018 day five ended." => ["2018 = 2018"],
    }
}

#[test]
fn words_that_tell_no_time() {
    cases! {
        "Now, the road is closed." => [],
        "The lights fail every now and then." => [],
        "The future of the port is open." => [],
        "The port may close in the future." => ["the future = FUTURE_REF"],
        "They read First Corinthians 9:25 aloud." => [],
        "They grow field corn and winter wheat." => [],
    }
}

#[test]
fn hours_that_make_days_and_years_back() {
    cases! {
        "The post was made 24 hours ago." => ["24 hours ago = 2024-02-07"],
        "The mine closed two years back." => ["two years back = 2022"],
        "Last Year over 4 million came." => ["Last Year = 2023"],
    }
}

#[test]
fn nights() {
    cases! {
        "The front shelled the port overnight." => ["overnight = 2024-02-08TNI"],
    }
}
