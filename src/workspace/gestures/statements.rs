//! Who said what, in what way, when, and how credible it is.

use super::{EditCommand, counted, each, what};
use crate::model::{
    Act, Decision, Place, Polarity, QuoteKind,
    decision::{Confidence, Credibility, DateValue, Likelihood, Party},
};

/// Sets the speaker of quotes, or says that nobody is told.
pub fn set_speaker(quotes: &[Place], speaker: Party) -> EditCommand {
    let verb = if speaker == Party::Nobody { "clear speaker of" } else { "set speaker of" };
    each(verb, "quote", quotes, |place| Decision::Speaker(place, Some(speaker)))
}

/// Sets who puts claims forward.
pub fn set_claimant(claims: &[Place], claimant: Party) -> EditCommand {
    each("set claimant of", "claim", claims, |place| Decision::Claimant(place, Some(claimant)))
}

/// Sets what claimants do with claims.
pub fn set_act(claims: &[Place], act: Act) -> EditCommand {
    each(&format!("set act \"{}\" of", act.label()), "claim", claims, |place| Decision::Act(place, Some(act)))
}

/// Sets whether claims are presented as so or not so.
pub fn set_polarity(claims: &[Place], polarity: Polarity) -> EditCommand {
    each(&format!("set {} polarity of", polarity.label()), "claim", claims, |place| {
        Decision::Polarity(place, Some(polarity))
    })
}

/// Sets how words are reported.
pub fn set_quote_kind(quotes: &[Place], kind: QuoteKind) -> EditCommand {
    each(&format!("set kind \"{}\" of", kind.label()), "quote", quotes, |place| Decision::QuoteKind(place, Some(kind)))
}

/// Sets what a time expression means.
pub fn set_date(time: Place, value: DateValue) -> EditCommand {
    EditCommand { label: format!("set date to {}", value.value), decisions: vec![Decision::Date(time, Some(value))] }
}

/// Grades the credibility of statements; `None` takes the grade away.
pub fn grade_statement(statements: &[Place], grade: Option<Credibility>) -> EditCommand {
    let mut command = each("grade", &what(statements), statements, |place| Decision::Credibility(place, grade));
    if let Some(grade) = grade {
        command.label = format!("{} {grade}", command.label);
    }
    command
}

/// Sets how likely the analyst holds statements; `None` takes the term away.
pub fn set_likelihood(statements: &[Place], term: Option<Likelihood>) -> EditCommand {
    let label = term.map_or_else(|| "clear likelihood".to_owned(), |term| format!("judge \"{}\"", term.label()));
    let decisions = statements.iter().map(|place| Decision::Likelihood(*place, term)).collect();
    EditCommand { label: format!("{label} for {}", counted(statements.len(), &what(statements))), decisions }
}

/// Sets how sure the analyst is of statements; `None` takes the level away.
pub fn set_confidence(statements: &[Place], level: Option<Confidence>) -> EditCommand {
    let label = level.map_or_else(|| "clear confidence".to_owned(), |level| format!("{} confidence", level.label()));
    let decisions = statements.iter().map(|place| Decision::Confidence(*place, level)).collect();
    EditCommand { label: format!("{label} for {}", counted(statements.len(), &what(statements))), decisions }
}
