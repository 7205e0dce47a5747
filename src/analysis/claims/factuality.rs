//! How far claimant and reporter commit to a claim, as FactBank counts it (Saurí and Pustejovsky 2009).

use super::Draft;
use crate::model::{Act, Claimant, Factuality, Modality, Polarity};

/// How sure somebody is, before polarity.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Degree {
    Certain,
    Probable,
    Possible,
    Open,
}

/// The commitment of the claimant and of the reporter.
pub(super) fn of(draft: &Draft) -> (Factuality, Factuality) {
    let claimant = with_polarity(degree(draft), draft.polarity);
    let factive = matches!(draft.act, Act::Confirm | Act::Admit) && draft.modality == Modality::Certain;
    let author = if draft.claimant == Claimant::Author || factive { claimant } else { Factuality::Uncommitted };
    let silent = matches!(draft.act, Act::NoComment | Act::DeclineComment);
    (if silent { Factuality::CertainlyUnknown } else { claimant }, author)
}

fn degree(draft: &Draft) -> Degree {
    match draft.act {
        Act::Demand | Act::Ask | Act::NoComment | Act::DeclineComment => return Degree::Open,
        Act::Vow | Act::Threaten | Act::Promise | Act::Warn | Act::Predict | Act::Estimate | Act::Report => {
            return Degree::Probable;
        }
        _ => {}
    }
    match draft.modality {
        Modality::Certain | Modality::Counterfactual => Degree::Certain,
        Modality::Probable | Modality::Future | Modality::Reported | Modality::Alleged => Degree::Probable,
        Modality::Possible => Degree::Possible,
        Modality::Conditional | Modality::Desired | Modality::Question => Degree::Open,
    }
}

fn with_polarity(degree: Degree, polarity: Polarity) -> Factuality {
    match (degree, polarity) {
        (Degree::Certain, Polarity::Positive) => Factuality::CertainlySo,
        (Degree::Certain, Polarity::Negative) => Factuality::CertainlyNot,
        (Degree::Probable, Polarity::Positive) => Factuality::ProbablySo,
        (Degree::Probable, Polarity::Negative) => Factuality::ProbablyNot,
        (Degree::Possible, Polarity::Positive) => Factuality::PossiblySo,
        (Degree::Possible, Polarity::Negative) => Factuality::PossiblyNot,
        (Degree::Open, _) => Factuality::Uncommitted,
    }
}
