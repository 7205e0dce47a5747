//! The query language of the search box, the filters, saved searches and the command line.
//!
//! ```text
//! bridge collapse              both words
//! "bridge collapse"            the words in this order
//! bridge OR tunnel             one of them
//! bridge NOT tunnel            also: bridge -tunnel
//! collaps*                     words that begin so
//! bridge NEAR/5 collapse       at most five words between them; NEAR alone means ten
//! (bridge OR tunnel) Velle     groups
//! type:armed_group             something of this type is mentioned
//! speaker:denn                 somebody whose name holds this is quoted or claims something
//! act:deny                     a claim of this kind; beside speaker: in one group, by that speaker
//! tag:urgent                   the document, or something in it, has this tag or one under it
//! source:"Coast Wire"          the outlet's name holds this
//! after:2024-02 before:2024-03-15
//! ```
//!
//! Words match whatever the case and the accents.

mod fields;
mod parse;

use chrono::NaiveDate;

use crate::model::{Act, EntityType};

pub(crate) use fields::{Conditions, NamedOnce};
pub use parse::parse;

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// One thing.
    Term(Term),
    /// Words near each other. All terms are words.
    Near {
        /// Two or more.
        terms: Vec<Query>,
        /// How many words may stand between them.
        distance: u32,
    },
    /// All of these.
    All(Vec<Query>),
    /// At least one of these.
    Any(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Words that follow each other in the text.
    Words {
        /// As typed, one or more.
        words: Vec<String>,
        /// Whether the last one may go on.
        is_prefix: bool,
    },
    /// Something about the document or what is found in it.
    Field(Field),
}

/// A condition on a document. Names are in lower case and match where they are part of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// Mentions something of this type.
    Type(EntityType),
    /// Quotes somebody of this name, or has a claim by that one.
    Speaker(String),
    /// Has a claim of this kind.
    Act(Act),
    /// Has this tag or one under it, or something in it has.
    Tag(String),
    /// Was published before this day.
    Before(NaiveDate),
    /// Was published after this day.
    After(NaiveDate),
    /// Was published by this outlet.
    Source(String),
}

/// Why a query cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong and what to do; sentence case, without a full stop.
    pub message: String,
    /// First byte of what is wrong.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Query {
    /// Whether it looks at words of the text and nothing else, and does not begin with a negation.
    pub(crate) fn is_text(&self) -> bool {
        match self {
            Self::Term(Term::Words { .. }) | Self::Near { .. } => true,
            Self::Term(Term::Field(_)) | Self::Not(_) => false,
            Self::Any(parts) => parts.iter().all(Self::is_text),
            Self::All(parts) => {
                let (not, rest): (Vec<&Self>, Vec<&Self>) = parts.iter().partition(|part| matches!(part, Self::Not(_)));
                let negated = |part: &&Self| matches!(part, Self::Not(inner) if inner.is_text());
                !rest.is_empty() && rest.iter().all(|part| part.is_text()) && not.iter().all(negated)
            }
        }
    }

    /// The same in the language of SQLite's FTS5; `None` when it is not about words alone.
    pub(crate) fn to_fts(&self) -> Option<String> {
        if !self.is_text() {
            return None;
        }
        Some(match self {
            Self::Term(Term::Words { words, is_prefix }) => {
                // Words hold letters and digits alone, so nothing in them has a meaning of its own inside quotation marks.
                format!("\"{}\"{}", words.join(" "), if *is_prefix { "*" } else { "" })
            }
            Self::Near { terms, distance } => {
                let terms: Option<Vec<String>> = terms.iter().map(Self::to_fts).collect();
                format!("NEAR({}, {distance})", terms?.join(" "))
            }
            Self::Any(parts) => {
                let parts: Option<Vec<String>> = parts.iter().map(Self::to_fts).collect();
                format!("({})", parts?.join(" OR "))
            }
            Self::All(parts) => {
                let mut wanted = Vec::new();
                let mut unwanted = Vec::new();
                for part in parts {
                    match part {
                        Self::Not(inner) => unwanted.push(inner.to_fts()?),
                        part => wanted.push(part.to_fts()?),
                    }
                }
                let wanted = wanted.join(" AND ");
                if unwanted.is_empty() {
                    format!("({wanted})")
                } else {
                    format!("(({wanted}) NOT ({}))", unwanted.join(" OR "))
                }
            }
            Self::Not(_) | Self::Term(Term::Field(_)) => return None,
        })
    }

    /// The words that a hit shows, as one FTS5 query; `None` when it names no words that have to be there.
    pub(crate) fn words_to_show(&self) -> Option<String> {
        let mut shown = Vec::new();
        self.collect_shown(&mut shown);
        (!shown.is_empty()).then(|| shown.join(" OR "))
    }

    /// Whether it looks for words by their beginning.
    pub(crate) fn has_prefix(&self) -> bool {
        match self {
            Self::Term(Term::Words { is_prefix, .. }) => *is_prefix,
            Self::Term(Term::Field(_)) => false,
            Self::Near { terms: parts, .. } | Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::has_prefix),
            Self::Not(inner) => inner.has_prefix(),
        }
    }

    /// The groups in which conditions are met together, and that a match has to or may meet.
    pub(crate) fn groups<'q>(&'q self, groups: &mut Vec<&'q [Self]>) {
        match self {
            Self::Term(_) => groups.push(std::slice::from_ref(self)),
            Self::All(parts) => {
                groups.push(parts);
                parts.iter().filter(|part| !matches!(part, Self::Term(_))).for_each(|part| part.groups(groups));
            }
            Self::Any(parts) => parts.iter().for_each(|part| part.groups(groups)),
            Self::Near { .. } | Self::Not(_) => {}
        }
    }

    fn collect_shown(&self, shown: &mut Vec<String>) {
        match self {
            Self::Term(Term::Words { .. }) | Self::Near { .. } => shown.extend(self.to_fts()),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.collect_shown(shown)),
            Self::Term(Term::Field(_)) | Self::Not(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fts(text: &str) -> String {
        parse(text).unwrap().to_fts().unwrap_or_else(|| "not words alone".to_owned())
    }

    fn refused(text: &str) -> (String, &str) {
        let error = parse(text).unwrap_err();
        (error.message, &text[error.start..error.end])
    }

    #[test]
    fn words_phrases_and_operators() {
        assert_eq!(fts("bridge collapse"), "(\"bridge\" AND \"collapse\")");
        assert_eq!(fts("\"bridge collapse\""), "\"bridge collapse\"");
        assert_eq!(fts("“bridge collapse” OR tunnel"), "(\"bridge collapse\" OR \"tunnel\")");
        assert_eq!(fts("a OR b c"), "(\"a\" OR (\"b\" AND \"c\"))");
        assert_eq!(fts("bridge -tunnel"), fts("bridge NOT tunnel"));
        assert_eq!(fts("bridge NOT (a OR b)"), "((\"bridge\") NOT ((\"a\" OR \"b\")))");
        assert_eq!(fts("collaps*"), "\"collaps\"*");
        assert_eq!(fts("al-Orun U.S."), "(\"al Orun\" AND \"U S\")");
        assert_eq!(fts("bridge NEAR/5 \"the river\""), "NEAR(\"bridge\" \"the river\", 5)");
        assert_eq!(fts("and or not"), "(\"and\" AND \"or\" AND \"not\")");
    }

    #[test]
    fn fields_take_words_codes_and_days() {
        let field = |text: &str| match parse(text) {
            Ok(Query::Term(Term::Field(field))) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field("type:armed_group"), Field::Type(EntityType::ArmedGroup));
        assert_eq!(field("type:\"armed group\""), Field::Type(EntityType::ArmedGroup));
        assert_eq!(field("Speaker:Denn"), Field::Speaker("denn".to_owned()));
        assert_eq!(field("act:claim-responsibility"), Field::Act(Act::ClaimResponsibility));
        assert_eq!(field("after:2024-02"), Field::After("2024-02-29".parse().unwrap()));
        assert_eq!(field("before:2024"), Field::Before("2024-01-01".parse().unwrap()));
        assert_eq!(field("source:\"Coast Wire\""), Field::Source("coast wire".to_owned()));
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        assert_eq!(
            refused("bridge \"the river"),
            ("the quotation mark is not closed; add one at the end of the phrase".to_owned(), "\"the river")
        );
        assert_eq!(refused("bridge & tunnel"), ("there is no word in this; take it out".to_owned(), "&"));
        assert_eq!(refused("(a b").1, "(");
        assert_eq!(refused("a )").1, ")");
        assert_eq!(refused("AND a").1, "AND");
        assert_eq!(refused("a OR").1, "");
        let (message, place) = refused("a kind:x");
        assert!(message.contains("no field kind:") && message.contains("speaker:"), "{message}");
        assert_eq!(place, "kind:x");
        assert!(refused("type:ship").0.contains("vehicle"));
        assert!(refused("before:soon").0.contains("2024-02-08"));
        assert_eq!(refused("speaker:x NEAR y").1, "NEAR");
        assert!(refused("").0.contains("type a word"));
        assert!(refused(&"(".repeat(500)).0.contains("too many"));
    }

    proptest! {
        #[test]
        fn any_text_is_understood_or_refused_with_a_place(text in "(\\PC|[()\"*:-]| OR | NOT | NEAR/2 |type:){0,40}") {
            match parse(&text) {
                Ok(query) => drop(query.words_to_show()),
                Err(error) => prop_assert!(text.get(error.start..error.end).is_some() && !error.message.is_empty()),
            }
        }
    }
}
