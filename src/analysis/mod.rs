//! The engine: what a document says, found in a fixed order of stages.
//!
//! Pure and total: equal input gives equal output, and odd input gives a value with a [`crate::model::Problem`], never
//! an error. Every stage is linear in the number of tokens; look-backs have fixed windows.

mod acronyms;
mod claims;
pub(crate) mod clocks;
mod contacts;
mod coreference;
mod events;
pub mod learned;
mod links;
pub mod marks;
mod mentions;
mod names;
pub mod numbers;
pub mod phrases;
pub mod quantities;
mod quotes;
mod rules;
mod scanner;
mod sentences;
pub mod tagger;
pub(crate) mod testing;
pub mod times;
pub mod tokens;
mod turns;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::{
    lexicon::Lexicon,
    model::{Analysis, Document, Fingerprint, Problem, Span},
};
use learned::{NameModel, Suggestion, atoms::Atoms};
use phrases::Ground;
use tokens::Tokens;

/// Goes up with each change of what the engine finds.
pub const ENGINE_VERSION: u32 = 4;

/// What the user may choose about an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settings {
    /// What finds names.
    pub names: NameSource,
}

/// What finds names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NameSource {
    /// Rules and lists.
    Rules,
    /// The trained model.
    Model,
    /// Both, weighed against each other.
    #[default]
    Both,
}

impl std::fmt::Display for NameSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Rules => "rules",
            Self::Model => "model",
            Self::Both => "both",
        })
    }
}

/// Everything found in one document.
///
/// Without a usable model the rules go on alone, and a problem says so.
pub fn analyze(document: &Document, lexicon: &Lexicon, settings: &Settings) -> Analysis {
    match NameModel::builtin() {
        Ok(model) => analyze_with(document, lexicon, settings, Some(model)),
        Err(error) => {
            let mut analysis = analyze_with(document, lexicon, settings, None);
            if settings.names != NameSource::Rules {
                analysis.problems.push(Problem::warning(format!("{error}; names are found by rules alone")));
            }
            analysis
        }
    }
}

/// Everything found in one document with this name model, or with rules alone.
pub fn analyze_with(
    document: &Document,
    lexicon: &Lexicon,
    settings: &Settings,
    model: Option<&NameModel>,
) -> Analysis {
    let tokens = Tokens::of_document(document, lexicon);
    let tags = tagger::tag(&tokens);
    let marks = marks::pair(&tokens);
    let phrases = phrases::chunk(&tokens, &tags);
    let ground = Ground { tokens: &tokens, tags: &tags, marks: &marks, phrases: &phrases };
    let model = model.filter(|_| settings.names != NameSource::Rules);
    let draft = names::draft(&ground);
    let reading = model.map(|model| learned::read(&tokens, &tags, &draft.suggestions(), model));
    let names = match &reading {
        Some(reading) if settings.names == NameSource::Model => names::of_model(reading),
        reading => draft.decide(reading.as_ref()),
    };
    let found = mentions::find(&ground, &names);
    let mut linked = coreference::link(&ground, &found);
    let links = links::find(&ground, &found, &linked);
    let turns = turns::find(&ground, &found, &linked);
    let marks = marks.with_spoken(turns.words(), tokens.len());
    let ground = Ground { tokens: &tokens, tags: &tags, marks: &marks, phrases: &phrases };
    let quotes = quotes::find(&ground, &found, &linked, &turns);
    coreference::deixis::resolve(&ground, &quotes.list, &mut linked);
    let times = times::find(&tokens, &tags, document);
    let quantities = quantities::find(&ground, &times);
    let sources =
        claims::Sources { ground: &ground, linked: &linked, quotes: &quotes, times: &times, quantities: &quantities };
    let claims = claims::find(&sources);
    let sources = events::Sources {
        document,
        ground: &ground,
        linked: &linked,
        claims: &claims,
        times: &times,
        quantities: &quantities,
    };
    let events = events::find(&sources);
    let mut analysis = Analysis {
        fingerprint: fingerprint(document, lexicon, settings),
        n_tokens: u32::try_from(tokens.len()).unwrap_or(u32::MAX),
        paragraphs: spans(tokens.n_paragraphs(), |k| tokens.span_of(tokens.paragraph(k))),
        sentences: spans(tokens.n_sentences(), |k| tokens.span_of(tokens.sentence(k))),
        entities: linked.entities,
        mentions: linked.mentions,
        links,
        quotes: quotes.list,
        claims,
        events,
        times,
        quantities,
        ..Analysis::default()
    };
    clocks::set(document, &mut analysis);
    analysis
}

/// What the rules suggest to the name model, and what it knows of each token, to train it.
pub fn before_reading(tokens: &Tokens<'_>) -> (Vec<Suggestion>, Vec<Atoms>) {
    let tags = tagger::tag(tokens);
    let (marks, phrases) = (marks::pair(tokens), phrases::chunk(tokens, &tags));
    let suggestions = names::draft(&Ground { tokens, tags: &tags, marks: &marks, phrases: &phrases }).suggestions();
    let atoms = learned::atoms::all(tokens, &tags, &suggestions);
    (suggestions, atoms)
}

fn spans(n: usize, span: impl Fn(usize) -> Span) -> Vec<Span> {
    (0..n).map(span).collect()
}

/// What the analysis of `document` with these lists and settings would be made from.
pub fn fingerprint(document: &Document, lexicon: &Lexicon, settings: &Settings) -> Fingerprint {
    let mut hasher = FxHasher::default();
    document.text.hash(&mut hasher);
    document.title.hash(&mut hasher);
    document.date.hash(&mut hasher);
    document.body_start.hash(&mut hasher);
    settings.hash(&mut hasher);
    lexicon.hash().hash(&mut hasher);
    NameModel::builtin().map_or(0, NameModel::hash).hash(&mut hasher);
    ENGINE_VERSION.hash(&mut hasher);
    Fingerprint(hasher.finish())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Span;

    fn analyze_text(text: &str) -> Analysis {
        analyze(&testing::document(text), Lexicon::builtin(), &Settings::default())
    }

    /// All spans of an analysis.
    fn spans(analysis: &Analysis) -> Vec<Span> {
        let mut list: Vec<Span> = analysis.mentions.iter().flat_map(|m| [m.span, m.head]).collect();
        for quote in &analysis.quotes {
            list.extend(quote.content.iter().chain(&quote.verbatim));
            list.extend([quote.cue, quote.source, quote.role, quote.addressee, quote.medium].into_iter().flatten());
        }
        list.extend(analysis.claims.iter().flat_map(|claim| claim.content.iter().chain(&claim.hedges)));
        list
    }

    /// Pieces that meet in odd ways in real copy.
    const PIECES: &[&str] = &[
        "\"",
        "“",
        "”",
        "'",
        "’",
        "``",
        "''",
        "«",
        ",",
        ".",
        "?",
        ":",
        ";",
        "–",
        "-",
        "(",
        ")",
        "\n\n",
        "\n",
        " ",
        " said ",
        "Orr",
        " told ",
        " that ",
        " he ",
        "She ",
        " it ",
        " who ",
        " which ",
        " according to ",
        " as ",
        " of ",
        " the ",
        " 's ",
        "U.S.",
        " President ",
        "Velle ",
        " and ",
        " identified ",
        " called ",
        " denied ",
        " to ",
        " was ",
        "3 ",
        " killed ",
        "al-",
        "\u{0}",
        "😀",
        "東京",
        "\u{301}",
        " not ",
        " allegedly ",
        " commander ",
        " one of its ",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_text_gives_valid_spans_and_the_same_twice(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
            wild in "\\PC{0,40}",
        ) {
            let text = pieces.concat() + &wild;
            let analysis = analyze_text(&text);
            for span in spans(&analysis) {
                prop_assert!(Span::new(&text, span.start(), span.end()).is_some());
                prop_assert!(!span.is_empty());
            }
            for mention in &analysis.mentions {
                prop_assert!(analysis.entity(mention.entity).is_some());
            }
            prop_assert_eq!(analyze_text(&text), analysis);
        }
    }
}
