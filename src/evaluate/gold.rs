//! Documents with known answers, as JSON lines.

use std::{io::BufRead, path::Path};

use serde::Deserialize;

use super::Chars;
use crate::{import, model::Document};

/// Why a gold file was not read.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// The system refused.
    #[error("cannot read the file: {source}")]
    Io {
        /// What the system said.
        #[from]
        source: std::io::Error,
    },
    /// A line is not a document with answers.
    #[error("line {line} is not a document with known answers: {message}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

/// A document and what should be found in it.
#[derive(Clone, Debug)]
pub struct GoldDocument {
    /// The story.
    pub document: Document,
    /// The licence of its text and answers.
    pub licence: Option<String>,
    pub(super) entities: Vec<GoldEntity>,
    pub(super) quotes: Vec<GoldQuote>,
    pub(super) times: Vec<GoldTime>,
    pub(super) attributions: Vec<GoldAttribution>,
    pub(super) pronouns: Vec<GoldPronoun>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Place {
    start: u32,
    end: u32,
}

impl Place {
    pub(super) fn chars(self) -> Chars {
        self.start..self.end
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldEntity {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) r#type: String,
    /// False for a description.
    #[serde(default = "yes")]
    pub(super) name: bool,
    #[serde(default)]
    pub(super) optional: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldQuote {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) speaker: Option<Place>,
    #[serde(default)]
    pub(super) optional: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldTime {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) value: Option<String>,
    #[serde(default)]
    pub(super) optional: bool,
}

/// A pronoun of the third person that refers to something named or described.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldPronoun {
    #[serde(flatten)]
    pub(super) place: Place,
    /// Whether it is the subject of a verb of saying.
    #[serde(default)]
    pub(super) speech: bool,
    /// The main words of the names and descriptions that it may be linked to.
    pub(super) antecedents: Vec<Place>,
}

#[derive(Clone, Debug)]
pub(super) struct GoldAttribution {
    pub(super) source: Option<Chars>,
    pub(super) cue: Option<Chars>,
    pub(super) content: Vec<Chars>,
    /// Whether its cue is a reporting verb.
    pub(super) speech: bool,
}

#[derive(Deserialize)]
struct Relation {
    r#type: String,
    source: Option<Place>,
    cue: Option<Place>,
    #[serde(default)]
    content: serde_json::Value,
    #[serde(default = "yes")]
    speech: bool,
}

#[derive(Deserialize)]
struct GoldLine {
    #[serde(default)]
    licence: Option<String>,
    #[serde(default)]
    entities: Vec<GoldEntity>,
    #[serde(default)]
    quotes: Vec<GoldQuote>,
    #[serde(default)]
    times: Vec<GoldTime>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    pronouns: Vec<GoldPronoun>,
}

fn yes() -> bool {
    true
}

/// Reads a gold file.
///
/// # Errors
/// When the file cannot be read or a line is not of the expected shape.
pub fn read_gold(path: &Path) -> Result<Vec<GoldDocument>, GoldError> {
    let file = std::io::BufReader::new(std::fs::File::open(path)?);
    let mut documents = Vec::new();
    for (index, line) in file.lines().enumerate() {
        let (line, number) = (line?, index + 1);
        if !line.trim().is_empty() {
            let document = read_line(&line, number);
            documents.push(document.map_err(|message| GoldError::Line { line: number, message })?);
        }
    }
    Ok(documents)
}

pub(super) fn read_line(line: &str, number: usize) -> Result<GoldDocument, String> {
    let gold: GoldLine = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let document = import::read_record(line, number).map_err(|error| error.to_string())?;
    let attributions = gold.relations.into_iter().filter(|relation| relation.r#type == "attribution");
    Ok(GoldDocument {
        document,
        licence: gold.licence,
        entities: gold.entities,
        quotes: gold.quotes,
        times: gold.times,
        pronouns: gold.pronouns,
        attributions: attributions.map(attribution).collect::<Result<Vec<_>, _>>()?,
    })
}

fn attribution(relation: Relation) -> Result<GoldAttribution, String> {
    let content: Vec<Place> = serde_json::from_value(relation.content).map_err(|error| error.to_string())?;
    Ok(GoldAttribution {
        source: relation.source.map(Place::chars),
        cue: relation.cue.map(Place::chars),
        content: content.into_iter().map(Place::chars).collect(),
        speech: relation.speech,
    })
}
