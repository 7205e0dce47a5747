use super::{Options, evaluate, gold::read_line};
use crate::lexicon::Lexicon;

/// The report on one document, line by line: layer, measure, right/spurious/missed.
fn report(line: &str) -> Vec<String> {
    let gold = read_line(line, 1).unwrap();
    let report = evaluate(&[gold], Lexicon::builtin(), Options::default());
    let lines = report.lines.iter().filter(|line| line.etype.is_none()).map(|line| {
        let tally = line.tally;
        format!("{} {} {}/{}/{}", line.layer, line.measure, tally.right, tally.spurious, tally.missed)
    });
    let shares = report.shares.iter().map(|share| format!("{} {}/{}", share.what, share.right, share.of));
    lines.chain(shares).collect()
}

#[test]
fn names_are_compared_strictly_and_after_stripping() {
    let line = r#"{"id":"a","date":"2024-02-08","text":"😀 The patrol left Baghdad.","entities":[
        {"start":18,"end":25,"type":"place"},{"start":0,"end":1,"type":"vehicle"}]}"#;
    assert_eq!(report(line), ["names strict 1/0/0", "names normalized 1/0/0", "names overlap 1/0/0"]);
}

#[test]
fn times_need_place_and_value() {
    let line = r#"{"id":"a","date":"2024-02-08","text":"He left on Wednesday and in 2014.","times":[
        {"start":11,"end":20,"value":"2024-02-06"},{"start":28,"end":32,"value":"2014"},{"start":0,"end":2,"value":"P1D"}]}"#;
    assert_eq!(report(line), ["times strict 2/0/1", "times overlap 2/0/1", "values of times 1/2"]);
}

#[test]
fn pronouns_are_right_when_linked_to_the_main_word_of_an_antecedent() {
    let line = r#"{"id":"a","text":"Ana Orrvelk left. She said it rained.","pronouns":[
        {"start":18,"end":21,"speech":true,"antecedents":[{"start":0,"end":3}]},
        {"start":27,"end":29,"antecedents":[{"start":4,"end":11}]}]}"#;
    assert_eq!(
        report(line),
        ["pronouns that speak 1/1", "pronouns that speak, answered 1/1", "pronouns 1/2", "pronouns, answered 1/1"]
    );
}

#[test]
fn a_layer_without_answers_is_not_measured() {
    assert!(report(r#"{"id":"a","text":"He left Baghdad on Wednesday."}"#).is_empty());
}

#[test]
fn damaged_gold_says_where() {
    assert!(read_line(r#"{"id":"a","text":"x","times":[{"start":"zero"}]}"#, 3).is_err());
}
