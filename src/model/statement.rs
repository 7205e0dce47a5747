//! Who said what, and what is claimed by whom.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EntityId, EventId, Evidence, QuantityId, QuoteId, Span, TimeId, entity::words};

words! {
    /// How words are reported.
    QuoteKind {
        /// Whole sentences inside quotation marks.
        Direct => "direct",
        /// Reported speech with some words in quotation marks.
        Mixed => "mixed",
        /// Reported speech without quotation marks.
        Indirect => "indirect",
        /// A characterization in quotation marks: called the strike a "blatant assassination".
        Label => "label",
        /// The reporter's explanation of what a speaker meant.
        Gloss => "gloss",
        /// Quotation marks around a title, term, nickname or scare quote.
        Nonspeech => "nonspeech",
    }
}

words! {
    /// What a speaker does with a statement.
    Act {
        /// States it.
        Assert => "assert",
        /// Makes it known.
        Announce => "announce",
        /// Says that it is so.
        Confirm => "confirm",
        /// Owns up to it.
        Admit => "admit",
        /// Says that it is not so.
        Deny => "deny",
        /// Says that somebody did wrong.
        Accuse => "accuse",
        /// Holds somebody responsible.
        Blame => "blame",
        /// Says "it was us".
        ClaimResponsibility => "claim_responsibility",
        /// Commits to an action.
        Vow => "vow",
        /// Commits to harm.
        Threaten => "threaten",
        /// Says that harm may come.
        Warn => "warn",
        /// Commits to a good.
        Promise => "promise",
        /// Wants somebody to act.
        Demand => "demand",
        /// Gives a figure or a judgement of size.
        Estimate => "estimate",
        /// Says what will be.
        Predict => "predict",
        /// Gives a reason for an action.
        Justify => "justify",
        /// Says who or what somebody is.
        Identify => "identify",
        /// Judges as bad.
        Condemn => "condemn",
        /// Judges as good.
        Praise => "praise",
        /// Puts a question.
        Ask => "ask",
        /// Does not comment.
        NoComment => "no_comment",
        /// Refuses to comment.
        DeclineComment => "decline_comment",
        /// Passes on what others say.
        Report => "report",
        /// Takes a statement back.
        Retract => "retract",
        /// Is explained by the reporter.
        Gloss => "gloss",
    }
}

words! {
    /// Whether the proposition is presented as being so or not so.
    Polarity {
        /// So.
        Positive => "positive",
        /// Not so. A denial of P has act deny, content P, polarity negative.
        Negative => "negative",
    }
}

words! {
    /// How the proposition is presented.
    Modality {
        /// As a fact.
        Certain => "certain",
        /// As likely.
        Probable => "probable",
        /// As possible.
        Possible => "possible",
        /// As depending on something.
        Conditional => "conditional",
        /// As wanted.
        Desired => "desired",
        /// As to come.
        Future => "future",
        /// As what others say.
        Reported => "reported",
        /// As an allegation.
        Alleged => "alleged",
        /// As a question.
        Question => "question",
        /// As contrary to fact.
        Counterfactual => "counterfactual",
    }
}

words! {
    /// How far somebody commits to a proposition: the values of FactBank (Saurí and Pustejovsky 2009).
    Factuality {
        /// Certainly so.
        CertainlySo => "CT+",
        /// Probably so.
        ProbablySo => "PR+",
        /// Possibly so.
        PossiblySo => "PS+",
        /// Certainly not so.
        CertainlyNot => "CT-",
        /// Probably not so.
        ProbablyNot => "PR-",
        /// Possibly not so.
        PossiblyNot => "PS-",
        /// Knows whether, and does not tell.
        CertainlyUnknown => "CTu",
        /// Does not commit.
        Uncommitted => "Uu",
    }
}

/// What a clock of a claim rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockBasis {
    /// A time expression says so.
    Time(TimeId),
    /// An event that the claim tells is dated elsewhere in the story.
    Event(EventId),
    /// The quote that this one carries on was said then.
    Quote(QuoteId),
    /// No day is named: the day of the story stands in for it.
    Story,
}

/// When something happened or was said, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// First day meant.
    pub begin: NaiveDate,
    /// First day no longer meant.
    pub end_before: NaiveDate,
    /// What it rests on.
    pub basis: ClockBasis,
}

/// Words attributed to a source.
///
/// Only [`Quote::verbatim`] may ever be shown inside quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// How the words are reported.
    pub kind: QuoteKind,
    /// What is attributed, quotation marks included; several parts when the cue interrupts. In text order, never empty.
    pub content: Vec<Span>,
    /// The parts inside quotation marks, marks included.
    pub verbatim: Vec<Span>,
    /// The word that attributes: said, according to.
    pub cue: Option<Span>,
    /// The words that name the source.
    pub source: Option<Span>,
    /// Who it is, if resolved.
    pub speaker: Option<EntityId>,
    /// The speaker's role as printed here.
    pub role: Option<Span>,
    /// The body that the speaker belongs to or speaks for.
    pub affiliation: Option<EntityId>,
    /// Whether the source is not named.
    pub anonymous: bool,
    /// Why it is not named, in the words of the text: "because the talks are private".
    pub anonymity_reason: Option<Span>,
    /// The sources that the words went through, outermost first, when there are several: the outlet that reports, then
    /// the source it cites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<Span>,
    /// To whom it was said: told AFP.
    pub addressee: Option<Span>,
    /// The medium of the words: in a statement, on state television.
    pub medium: Option<Span>,
    /// The quote of the same speaker that this one carries on.
    pub continues: Option<QuoteId>,
    /// The quote inside which this one stands.
    pub nested_in: Option<QuoteId>,
    /// Why it was found and has this speaker.
    pub evidence: Evidence,
}

/// Who puts a claim forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claimant {
    /// An entity of the document.
    Entity(EntityId),
    /// The reporter, who commits to it: no cue, no hedge.
    Author,
    /// Somebody whom the text does not name: "it was reported".
    Unspecified,
}

/// A proposition that somebody puts forward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who puts it forward.
    pub claimant: Claimant,
    /// What the claimant does with it.
    pub act: Act,
    /// Whether it is presented as so or not so.
    pub polarity: Polarity,
    /// How it is presented.
    pub modality: Modality,
    /// The words of the proposition. In text order, never empty.
    pub content: Vec<Span>,
    /// The word that carries the act, if there is one.
    pub cue: Option<Span>,
    /// The quote it comes from.
    pub quote: Option<QuoteId>,
    /// What it speaks about, in text order.
    pub about: Vec<EntityId>,
    /// When what it tells happened. Never the day of the story for want of another.
    pub happened: Option<Clock>,
    /// When it was said; the third clock, when it was published, is the document's date.
    pub said: Option<Clock>,
    /// How far the claimant commits to it.
    pub held_by_claimant: Factuality,
    /// How far the reporter commits to it.
    pub held_by_author: Factuality,
    /// Times inside it.
    pub times: Vec<TimeId>,
    /// Quantities inside it.
    pub quantities: Vec<QuantityId>,
    /// Words that weaken it: allegedly, may.
    pub hedges: Vec<Span>,
    /// Why it was found and has this act.
    pub evidence: Evidence,
}

impl Claim {
    /// The day it was said, where the text names one.
    pub fn said_on(&self) -> Option<NaiveDate> {
        self.said.filter(|clock| clock.basis != ClockBasis::Story).map(|clock| clock.begin)
    }
}
