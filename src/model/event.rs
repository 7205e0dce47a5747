//! What happened: events with those who took part, where and when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EntityId, Evidence, QuantityId, Span, TimeId, entity::words};

words! {
    /// Kinds of events: the sixteen of PLOVER, and some that news needs beyond them.
    EventType {
        /// Promises, accepts, approves.
        Agree => "agree",
        /// Meets, visits, talks.
        Consult => "consult",
        /// Endorses, praises.
        Support => "support",
        /// Gives way.
        Concede => "concede",
        /// Signs, joins forces.
        Cooperate => "cooperate",
        /// Provides material help.
        Aid => "aid",
        /// Withdraws, releases, resigns, ceases fire.
        Retreat => "retreat",
        /// Demands, appeals.
        Request => "request",
        /// Criticizes, alleges, investigates.
        Accuse => "accuse",
        /// Refuses, denies.
        Reject => "reject",
        /// Threatens.
        Threaten => "threaten",
        /// Demonstrates, strikes, riots.
        Protest => "protest",
        /// Punishes: expels, convicts, cuts ties.
        Sanction => "sanction",
        /// Deploys forces.
        Mobilize => "mobilize",
        /// Arrests, seizes, bans.
        Coerce => "coerce",
        /// Uses violence.
        Assault => "assault",
        /// Somebody dies, and nobody is said to have done it.
        Death => "death",
        /// Somebody is hurt.
        Injury => "injury",
        /// A crash, a fire, an explosion that nobody is said to have caused.
        Accident => "accident",
        /// A force of nature.
        Disaster => "disaster",
        /// A vote.
        Election => "election",
        /// Somebody takes office.
        Appointment => "appointment",
        /// A court at work.
        Trial => "trial",
        /// A statement is issued.
        Statement => "statement",
        /// A weapon or vehicle is launched or tested.
        Launch => "launch",
    }
}

words! {
    /// Whether an event is told as having happened.
    Realis {
        /// It happened or is happening.
        Actual => "actual",
        /// It belongs to an earlier time, told as background.
        Historical => "historical",
        /// It is to come.
        Future => "future",
        /// It may happen, or happens if something else does.
        Hypothetical => "hypothetical",
        /// It did not happen: denied, foiled, failed.
        NotHappened => "not_happened",
        /// It happens again and again, or as a rule.
        Generic => "generic",
    }
}

/// Something that happens, told in one or several places of the document.
///
/// An accusation never fills [`Event::actors`]: those who are accused stand in [`Event::alleged_actors`], those who
/// said that it was them in [`Event::claimed_by`]. An event for which nobody is named keeps all three empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What kind of event it is.
    #[serde(rename = "type")]
    pub etype: EventType,
    /// Finer kind from an open list (`drone`, `arrest`, `resign`), if known.
    #[serde(default, deserialize_with = "super::interned::maybe_words")]
    pub mode: Option<std::borrow::Cow<'static, str>>,
    /// Whether it is told as having happened.
    pub realis: Realis,
    /// The words that tell it. In text order, never empty.
    pub triggers: Vec<Span>,
    /// Who does it, as far as the reporter or the actors themselves say so.
    pub actors: Vec<EntityId>,
    /// Who is accused of it.
    pub alleged_actors: Vec<EntityId>,
    /// Who claimed responsibility for it.
    pub claimed_by: Vec<EntityId>,
    /// To whom or what it is done.
    pub targets: Vec<EntityId>,
    /// With what weapon or vehicle.
    pub instruments: Vec<EntityId>,
    /// Where.
    pub places: Vec<EntityId>,
    /// The time expression that dates it, if one does. A date of publication never stands in for it.
    pub time: Option<TimeId>,
    /// First day meant, where the time has one.
    pub begin: Option<NaiveDate>,
    /// First day no longer meant, where the time has one.
    pub end_before: Option<NaiveDate>,
    /// Numbers of people or things that it befell.
    pub counts: Vec<QuantityId>,
    /// Why it was found.
    pub evidence: Evidence,
}
