//! Quotes as lines: kind, content, cue, speaker.

mod content;
mod passages;
mod sources;
mod turns;

use crate::{
    analysis::{Settings, analyze, testing},
    lexicon::Lexicon,
    model::QuoteKind,
};

/// Each quote as `kind [content] cue speaker`; parts of one content are joined by ` ... `.
fn quotes(text: &str) -> Vec<String> {
    let document = testing::document(text);
    let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    let shown = analysis.quotes.iter().filter(|quote| quote.kind != QuoteKind::Nonspeech).map(|quote| {
        let content: Vec<&str> = quote.content.iter().map(|&part| document.words(part)).collect();
        let cue = quote.cue.map_or("-", |cue| document.words(cue));
        let speaker = quote.speaker.and_then(|speaker| analysis.entity(speaker)).map_or("-", |entity| &entity.name);
        format!("{} [{}] {cue}, {speaker}", quote.kind, content.join(" ... "))
    });
    shown.collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(quotes(text), expected, "{text}");
}
