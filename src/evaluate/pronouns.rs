//! What pronouns of the third person refer to.

use super::{Chars, Found, GoldDocument, Report, Share, gold::GoldPronoun, matching::overlap};
use crate::model::MentionClass;

/// Right and all pronouns, and those that were answered at all.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    answered: usize,
    of: usize,
}

#[derive(Debug, Default)]
pub(super) struct Pronouns {
    /// Subjects of verbs of saying.
    speaking: Count,
    all: Count,
}

impl Pronouns {
    pub(super) fn add(&mut self, gold: &GoldDocument, found: &Found<'_>) {
        for pronoun in &gold.pronouns {
            let answer = is_right(pronoun, found);
            let counts = [Some(&mut self.all), pronoun.speech.then_some(&mut self.speaking)];
            for count in counts.into_iter().flatten() {
                count.of += 1;
                count.answered += usize::from(answer.is_some());
                count.right += usize::from(answer == Some(true));
            }
        }
    }

    pub(super) fn report(&self, report: &mut Report) {
        let mut share = |what, right, of| report.shares.push(Share { what, right, of });
        if self.all.of > 0 {
            share("pronouns that speak", self.speaking.right, self.speaking.of);
            share("pronouns that speak, answered", self.speaking.right, self.speaking.answered);
            share("pronouns", self.all.right, self.all.of);
            share("pronouns, answered", self.all.right, self.all.answered);
        }
    }
}

/// Whether the pronoun is linked to one of its antecedents; `None` when it is linked to nothing.
fn is_right(pronoun: &GoldPronoun, found: &Found<'_>) -> Option<bool> {
    let place = pronoun.place.chars();
    let mentions = || found.analysis.mentions.iter();
    let one = mentions().find(|mention| found.chars(mention.span) == place)?;
    let heads: Vec<Chars> = pronoun.antecedents.iter().map(|head| head.chars()).collect();
    let mut linked = mentions().filter(|other| other.entity == one.entity && other.class != MentionClass::Pronoun);
    Some(linked.any(|other| heads.iter().any(|head| overlap(head, &found.chars(other.head)) > 0)))
}
