//! Grades: how far a source is trusted, how credible a statement is, how likely and how sure the analyst holds it.

use super::super::entity::words;

words! {
    /// How far a source is trusted: the first axis of the Admiralty system. The order is that of lists, not of worth:
    /// see [`Reliability::rank`].
    Reliability {
        /// Completely reliable.
        Completely => "A",
        /// Usually reliable.
        Usually => "B",
        /// Fairly reliable.
        Fairly => "C",
        /// Not usually reliable.
        NotUsually => "D",
        /// Unreliable.
        Unreliable => "E",
        /// Reliability cannot be judged.
        Unknown => "F",
    }
}

impl Reliability {
    /// Position from best (0) to worst (4); `None` for F, which is no judgement and is never sorted or averaged as one.
    pub fn rank(self) -> Option<u8> {
        (self != Self::Unknown).then_some(self as u8)
    }

    /// What the letter means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Completely => "completely reliable",
            Self::Usually => "usually reliable",
            Self::Fairly => "fairly reliable",
            Self::NotUsually => "not usually reliable",
            Self::Unreliable => "unreliable",
            Self::Unknown => "reliability cannot be judged",
        }
    }
}

words! {
    /// How credible a statement is: the second axis of the Admiralty system, independent of the first. The order is that
    /// of lists, not of worth: see [`Credibility::rank`].
    Credibility {
        /// Confirmed by other independent sources.
        Confirmed => "1",
        /// Probably true.
        Probable => "2",
        /// Possibly true.
        Possible => "3",
        /// Doubtful.
        Doubtful => "4",
        /// Improbable.
        Improbable => "5",
        /// Truth cannot be judged.
        Unknown => "6",
    }
}

impl Credibility {
    /// Position from best (0) to worst (4); `None` for 6, which is no judgement and is never sorted or averaged as one.
    pub fn rank(self) -> Option<u8> {
        (self != Self::Unknown).then_some(self as u8)
    }

    /// What the digit means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed by other independent sources",
            Self::Probable => "probably true",
            Self::Possible => "possibly true",
            Self::Doubtful => "doubtful",
            Self::Improbable => "improbable",
            Self::Unknown => "truth cannot be judged",
        }
    }
}

words! {
    /// The two rows of terms of ICD 203. A product uses one of them throughout.
    LikelihoodRow {
        /// Terms built on "likely".
        Likely => "likely",
        /// Terms built on "probable".
        Probable => "probable",
    }
}

words! {
    /// A term of estimative language (ICD 203): the term is kept, never a number.
    Likelihood {
        /// 1 to 5 percent.
        AlmostNoChance => "almost_no_chance",
        /// 5 to 20 percent.
        VeryUnlikely => "very_unlikely",
        /// 20 to 45 percent.
        Unlikely => "unlikely",
        /// 45 to 55 percent.
        RoughlyEvenChance => "roughly_even_chance",
        /// 55 to 80 percent.
        Likely => "likely",
        /// 80 to 95 percent.
        VeryLikely => "very_likely",
        /// 95 to 99 percent.
        AlmostCertain => "almost_certain",
        /// 1 to 5 percent.
        Remote => "remote",
        /// 5 to 20 percent.
        HighlyImprobable => "highly_improbable",
        /// 20 to 45 percent.
        Improbable => "improbable",
        /// 45 to 55 percent.
        RoughlyEvenOdds => "roughly_even_odds",
        /// 55 to 80 percent.
        Probable => "probable",
        /// 80 to 95 percent.
        HighlyProbable => "highly_probable",
        /// 95 to 99 percent.
        NearlyCertain => "nearly_certain",
    }
}

/// Bounds of the seven steps in percent, least likely first.
const STEPS: [(u8, u8); 7] = [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)];

impl Likelihood {
    /// The row it belongs to.
    pub fn row(self) -> LikelihoodRow {
        if (self as usize) < STEPS.len() { LikelihoodRow::Likely } else { LikelihoodRow::Probable }
    }

    /// The step from least likely (0) to most likely (6), the same for both rows.
    pub fn step(self) -> usize {
        self as usize % STEPS.len()
    }

    /// The least and greatest percentage that the term stands for, to be shown beside it.
    pub fn percent(self) -> (u8, u8) {
        STEPS[self.step()]
    }

    /// The term of the other row for the same step.
    #[must_use]
    pub fn in_row(self, row: LikelihoodRow) -> Self {
        let first = if row == LikelihoodRow::Likely { 0 } else { STEPS.len() };
        Self::ALL[first + self.step()]
    }
}

words! {
    /// How sure the analyst is of a judgement (ICD 203). Never stands in one sentence with a likelihood.
    Confidence {
        /// Scant, fragmentary or questionable sources.
        Low => "low",
        /// Credible and plausible, not enough to be sure.
        Moderate => "moderate",
        /// Good sources that agree.
        High => "high",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_grades_have_no_rank() {
        assert_eq!(Reliability::from_code("F").and_then(Reliability::rank), None);
        assert_eq!(Credibility::from_code("6").and_then(Credibility::rank), None);
        assert!(Reliability::Usually.rank() < Reliability::Unreliable.rank());
    }

    #[test]
    fn both_rows_have_a_term_for_each_step() {
        for term in Likelihood::ALL {
            let other =
                if term.row() == LikelihoodRow::Likely { LikelihoodRow::Probable } else { LikelihoodRow::Likely };
            assert_ne!(term.in_row(other), *term);
            assert_eq!(term.in_row(other).percent(), term.percent());
            assert_eq!(term.in_row(other).in_row(term.row()), *term);
        }
        assert_eq!(Likelihood::HighlyProbable.in_row(LikelihoodRow::Likely), Likelihood::VeryLikely);
    }
}
