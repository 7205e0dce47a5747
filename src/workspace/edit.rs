//! What the user can change, and what is refused.

use super::file::FileError;
use crate::{
    corpus::Corpus,
    model::{
        Decision, Decisions, Place, Sha256, Span,
        decision::{Membership, Party, TagName},
    },
};

/// One gesture of the user: decisions that are made together, or not at all, and undone together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditCommand {
    /// What the Undo menu and the history call it: "reject 3 mentions".
    pub label: String,
    /// The new values, in the order in which they are set.
    pub decisions: Vec<Decision>,
}

/// Why an edit was refused. A refused edit changes nothing.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// A decision about a document that is not here.
    #[error("the document is not in this workspace any more; open it again")]
    UnknownDocument {
        /// Its content.
        doc: Sha256,
    },
    /// A place outside the text.
    #[error("the place {}..{} is not in the text of {document}", place.span.start(), place.span.end())]
    OutsideText {
        /// Which.
        place: Place,
        /// The name of the document.
        document: String,
    },
    /// A decision about something that is not tagged.
    #[error("nothing is tagged as {} at \"{words}\" any more; select it again", place.layer.label())]
    NothingThere {
        /// Where.
        place: Place,
        /// The words there.
        words: String,
    },
    /// A kind of decision that does not fit what it is about.
    #[error("a {} cannot be decided about in this way", layer.label())]
    WrongLayer {
        /// The layer of the place.
        layer: crate::model::Layer,
    },
    /// A speaker, claimant or group in another document.
    #[error("the entity is not mentioned in this story; choose a mention of it here and merge the two entities")]
    OtherDocument {
        /// What was decided about.
        place: Place,
    },
    /// A speaker who cannot be one.
    #[error("a quote has a speaker or none; the reporter's own words are no quote")]
    AuthorOfQuote {
        /// The quote.
        place: Place,
    },
    /// A tag that does not exist.
    #[error("there is no tag \"{}\"; make it first", name.0)]
    UnknownTag {
        /// Its name.
        name: TagName,
    },
    /// A tag that stands under itself.
    #[error("the tag \"{}\" cannot stand under itself", name.0)]
    TagCircle {
        /// Its name.
        name: TagName,
    },
    /// A likelihood of the other row of terms.
    #[error("the other likelihoods of this workspace use the terms built on \"{row}\"; use the same row throughout")]
    MixedLikelihoods {
        /// The row in use.
        row: crate::model::decision::LikelihoodRow,
    },
    /// Another step is being worked out.
    #[error("the change before this one is still being made; try again when it is done, or stop it")]
    Busy,
    /// The file cannot keep it.
    #[error(transparent)]
    File(#[from] FileError),
    /// A name or rule without words.
    #[error("there are no words in it; type some")]
    Empty,
}

/// Whether a decision, which `after` holds already, fits the documents and the other decisions.
///
/// Taking a value away always does: it may be what is left of something that is gone.
pub(super) fn check(decision: &Decision, corpus: &Corpus, after: &Decisions) -> Result<(), EditError> {
    if decision.is_removal() {
        return check_removal(decision, after);
    }
    for doc in decision.documents() {
        if corpus.entry_of(doc).is_none() && !matches!(decision, Decision::Removed(..)) {
            return Err(EditError::UnknownDocument { doc });
        }
    }
    for place in decision.places() {
        check_span(corpus, place)?;
    }
    check_subject(decision, corpus, after)?;
    check_value(decision, after)
}

fn check_removal(decision: &Decision, after: &Decisions) -> Result<(), EditError> {
    if let Decision::Tag(name, None) = decision {
        let is_used = after.tagged().keys().any(|(_, tag)| tag == name)
            || after.tags().values().any(|style| style.parent.as_ref() == Some(name));
        if is_used {
            return Err(EditError::UnknownTag { name: name.clone() });
        }
    }
    Ok(())
}

fn check_span(corpus: &Corpus, place: Place) -> Result<(), EditError> {
    let Some(entry) = corpus.entry_of(place.doc) else { return Ok(()) };
    let text = &entry.document.text;
    match Span::new(text, place.span.start(), place.span.end()) {
        Some(span) if !span.is_empty() && span.start() >= entry.document.body_start as usize => Ok(()),
        _ => Err(EditError::OutsideText { place, document: entry.document.name.clone() }),
    }
}

/// The places that have to hold something for the decision to make sense.
fn check_subject(decision: &Decision, corpus: &Corpus, after: &Decisions) -> Result<(), EditError> {
    let own = decision.layers();
    let places = decision.places();
    if let (false, Some(place)) = (own.is_empty(), places.first())
        && !own.contains(&place.layer)
    {
        return Err(EditError::WrongLayer { layer: place.layer });
    }
    for place in decision.required_places() {
        if !corpus.holds(place, after) {
            let entry = corpus.entry_of(place.doc);
            let words = entry.map_or_else(String::new, |entry| entry.document.words(place.span).to_owned());
            return Err(EditError::NothingThere { place, words });
        }
    }
    Ok(())
}

fn check_value(decision: &Decision, after: &Decisions) -> Result<(), EditError> {
    match decision {
        Decision::Extent(place, Some(extent)) if (place.doc, place.layer) != (extent.doc, extent.layer) => {
            Err(EditError::OtherDocument { place: *place })
        }
        Decision::Speaker(place, Some(Party::Author)) => Err(EditError::AuthorOfQuote { place: *place }),
        Decision::Speaker(place, Some(Party::Entity(anchor)))
        | Decision::Claimant(place, Some(Party::Entity(anchor)))
        | Decision::Membership(place, Some(Membership::With(anchor)))
            if place.doc != anchor.doc =>
        {
            Err(EditError::OtherDocument { place: *place })
        }
        Decision::Tagged((_, name), _) if !after.tags().contains_key(name) => {
            Err(EditError::UnknownTag { name: name.clone() })
        }
        Decision::Tag(name, _) => check_tag(name, after),
        Decision::Likelihood(_, Some(term)) => {
            let other = after.likelihoods().values().find(|other| other.row() != term.row());
            other.map_or(Ok(()), |other| Err(EditError::MixedLikelihoods { row: other.row() }))
        }
        Decision::Rule(key, _) if key.words.trim().is_empty() => Err(EditError::Empty),
        Decision::EntityName(_, Some(name)) if name.trim().is_empty() => Err(EditError::Empty),
        Decision::Search(name, Some(query)) if name.trim().is_empty() || query.trim().is_empty() => {
            Err(EditError::Empty)
        }
        Decision::Reliability(source, _) if source.trim().is_empty() => Err(EditError::Empty),
        _ => Ok(()),
    }
}

fn check_tag(name: &TagName, after: &Decisions) -> Result<(), EditError> {
    if name.0.trim().is_empty() {
        return Err(EditError::Empty);
    }
    let mut at = name;
    for _ in 0..=after.tags().len() {
        match after.tags().get(at).and_then(|style| style.parent.as_ref()) {
            None => return Ok(()),
            Some(parent) if !after.tags().contains_key(parent) => {
                return Err(EditError::UnknownTag { name: parent.clone() });
            }
            Some(parent) => at = parent,
        }
    }
    Err(EditError::TagCircle { name: name.clone() })
}
