//! Findings that an annotation file tells about a text, apart from where it was read.

use super::{Act, EntityType, Polarity, QuoteKind, Sha256};

/// A stretch of text in Unicode code points, half-open.
pub type Chars = (u32, u32);

/// Which text is spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextKey {
    /// That of the file with this SHA-256.
    File(Sha256),
    /// This very text.
    Text(String),
}

/// Everything told about one text. What is not told of a layer that is told of at all was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// Which text.
    pub text: TextKey,
    /// Mentions.
    pub mentions: Vec<ToldMention>,
    /// Quotes.
    pub quotes: Vec<ToldQuote>,
    /// Claims; `None` where the format has none.
    pub claims: Option<Vec<ToldClaim>>,
    /// Lines that say nothing that is known here.
    pub n_unknown: usize,
}

/// A mention as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldMention {
    /// Its words.
    pub chars: Chars,
    /// What it is.
    pub etype: EntityType,
}

/// A quote as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldQuote {
    /// From its first to its last word.
    pub chars: Chars,
    /// How the words are reported.
    pub kind: QuoteKind,
    /// A mention of the speaker, where it is told.
    pub speaker: Option<Chars>,
}

/// A claim as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldClaim {
    /// From its first to its last word.
    pub chars: Chars,
    /// What the claimant does with it.
    pub act: Act,
    /// Whether it is presented as so or not so.
    pub polarity: Polarity,
}
