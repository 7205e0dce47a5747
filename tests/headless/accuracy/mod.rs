//! Accuracy on small stories with known answers: no figure may fall below the one that is kept beside them.
//!
//! After a change for the better, `ONRECORD_BASELINE=write cargo test accuracy` keeps the new figures.

use std::{fmt::Write as _, fs, path::Path};

use onrecord::{
    evaluate::{GoldDocument, Options, evaluate, read_gold},
    lexicon::Lexicon,
};
use serde_json::{Value, json};

const STORIES: &str = include_str!("stories.txt");
const BASELINE: &str = include_str!("baseline.txt");

/// A story with its marks taken out, and where they stood.
#[derive(Default)]
struct Story {
    text: String,
    n_chars: usize,
    /// Start, end and labels of each marked passage, inner ones first.
    marked: Vec<(usize, usize, String)>,
}

impl Story {
    fn read(source: &str) -> Self {
        let (mut story, mut open, mut labels) = (Self::default(), Vec::new(), None::<String>);
        for c in source.chars() {
            match (c, &mut labels) {
                ('[', None) => open.push(story.n_chars),
                ('|', None) => labels = Some(String::new()),
                (']', Some(_)) => {
                    let start = open.pop().expect("a bracket that was opened");
                    story.marked.push((start, story.n_chars, labels.take().unwrap_or_default()));
                }
                (c, Some(labels)) => labels.push(c),
                ('¶', None) => story.push('\n'),
                (c, None) => story.push(c),
            }
        }
        assert!(open.is_empty(), "a bracket is left open: {source}");
        story
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.n_chars += 1;
        if c == '\n' {
            self.text.push(c);
            self.n_chars += 1;
        }
    }

    /// The first place of these words.
    fn place_of(&self, words: &str) -> Value {
        let at = self.text.find(words).unwrap_or_else(|| panic!("no words {words:?}"));
        let start = self.text[..at].chars().count();
        json!({"start": start, "end": start + words.chars().count()})
    }

    /// The story as a line of a gold file.
    fn gold(&self, id: usize, date: &str) -> Value {
        let (mut entities, mut quotes, mut times) = (Vec::new(), Vec::new(), Vec::new());
        let mut attributions: Vec<Value> = vec![json!({"type": "attribution", "content": []}); 4];
        for (start, end, labels) in &self.marked {
            let place = json!({"start": start, "end": end});
            // A speaker may have several words, so it runs to the next label with a digit.
            let mut rest = labels.as_str();
            if let Some(speaker) = rest.strip_prefix("q=") {
                let cut = speaker.rfind(' ').filter(|&at| speaker[at + 1..].ends_with(|c: char| c.is_ascii_digit()));
                let speaker_of = cut.map_or(speaker, |at| &speaker[..at]);
                quotes.push(json!({"start": start, "end": end, "speaker": self.place_of(speaker_of)}));
                rest = cut.map_or("", |at| &speaker[at + 1..]);
            }
            for label in rest.split_whitespace() {
                let number = label[1..].parse::<usize>();
                match (label.split_once('='), &label[..1], number) {
                    (Some(("time", value)), ..) => times.push(json!({"start": start, "end": end, "value": value})),
                    (_, "s", Ok(n)) => attributions[n]["source"] = place.clone(),
                    (_, "c", Ok(n)) => attributions[n]["cue"] = place.clone(),
                    (_, "t", Ok(n)) => {
                        attributions[n]["content"].as_array_mut().expect("a list").push(place.clone());
                    }
                    _ => entities.push(json!({"start": start, "end": end, "type": label, "name": true})),
                }
            }
        }
        attributions.retain(|one| one["content"].as_array().is_some_and(|parts| !parts.is_empty()));
        json!({
            "id": id.to_string(), "date": date, "text": self.text,
            "entities": entities, "quotes": quotes, "times": times, "relations": attributions,
        })
    }
}

fn gold() -> Vec<GoldDocument> {
    let lines = STORIES.lines().filter_map(|line| line.strip_prefix("date "));
    let stories = lines.enumerate().map(|(id, line)| {
        let (date, source) = line.split_once(' ').expect("a date before the story");
        Story::read(source).gold(id, date).to_string()
    });
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), stories.collect::<Vec<_>>().join("\n")).unwrap();
    read_gold(file.path()).unwrap()
}

/// Each figure as a line: what, and how many in a thousand.
fn figures() -> Vec<(String, usize)> {
    let report = evaluate(&gold(), Lexicon::builtin(), Options::default());
    let permille = |part: usize, whole: usize| (part * 1000).checked_div(whole).unwrap_or_default();
    let lines = report.lines.iter().map(|line| {
        let what = format!("{} {} {}", line.layer, line.etype.unwrap_or("all"), line.measure);
        let tally = line.tally;
        (what, permille(2 * tally.right, 2 * tally.right + tally.spurious + tally.missed))
    });
    let shares = report.shares.iter().map(|share| (share.what.to_owned(), permille(share.right, share.of)));
    lines.chain(shares).collect()
}

#[test]
fn no_figure_falls() {
    let figures = figures();
    if std::env::var_os("ONRECORD_BASELINE").is_some_and(|value| value == "write") {
        let mut kept = String::from("# F1 of each layer, and shares of right answers, in thousandths.\n");
        for (what, permille) in &figures {
            writeln!(kept, "{permille}\t{what}").unwrap();
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/headless/accuracy/baseline.txt");
        return fs::write(path, kept).unwrap();
    }
    let kept: Vec<(usize, &str)> = BASELINE
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(permille, what)| (permille.parse().expect("a number"), what))
        .collect();
    assert_eq!(kept.len(), figures.len(), "the figures are not those that are kept");
    let falls: Vec<String> = kept
        .iter()
        .filter_map(|(before, what)| {
            let now = figures.iter().find(|(other, _)| other == what).map_or(0, |(_, now)| *now);
            (now < *before).then(|| format!("{what}: {before} before, {now} now"))
        })
        .collect();
    assert!(falls.is_empty(), "accuracy falls:\n{}", falls.join("\n"));
}
