//! Corrections: what there is to decide about the selected thing, and what each decision asks for.

pub(super) mod ask;
mod choices;
mod perform;

use crate::workspace::Item;

/// Something that can be decided about the selected thing or the selected words. Named commands hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// It is right.
    Confirm,
    /// It is wrong.
    Reject,
    /// It is wrong wherever it stands, or always.
    RejectAlike,
    /// As the machine had it.
    Restore,
    /// Something that was rejected is right after all.
    RestoreRejected,
    /// The type of a name, the kind of a quote, the act of a claim, the value of a date; what selected words are.
    What,
    /// The speaker of a quote, the claimant of a claim, the entity of a mention.
    Who,
    /// Whether a claim says so or not so.
    Polarity,
    /// Its last word is the next one (`true`) or the one before.
    MoveEnd(bool),
    /// Its first word is the next one (`true`) or the one before.
    MoveStart(bool),
    /// Its words are the selected ones.
    TakeWords,
    /// The selected words are a quote.
    TagQuote,
    /// The selected words are a claim.
    TagClaim,
    /// The selected words are a date.
    TagDate,
    /// It is the same as another entity.
    Merge,
    /// Its merges are taken back.
    Unmerge,
    /// The mention is somebody else.
    SplitOff,
    /// It is not the same as another entity.
    TellApart,
    /// It has another name.
    Rename,
    /// How credible a statement is; how far the source of a story is trusted.
    Grade,
    /// How likely the analyst holds a statement.
    Likelihood,
    /// How sure the analyst is.
    Confidence,
    /// Which tags it has.
    Tags,
    /// The analyst's words about it.
    Note,
    /// A note has it as evidence.
    LinkToNote,
    /// It is flagged for later.
    Flag,
    /// The open document is done.
    Reviewed,
    /// The open document is done, and the next one that is not comes up.
    ReviewedNext,
    /// The open document is taken out of the workspace.
    RemoveDocument,
}

/// What corrections would be about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The selected thing.
    pub item: Option<Item>,
    /// Whether words of the story are selected.
    pub has_words: bool,
    /// Whether a document is open.
    pub has_open: bool,
    /// Whether the workspace takes decisions.
    pub is_writable: bool,
}

impl Subject {
    /// Whether a correction can do anything now.
    pub fn allows(self, correction: Correction) -> bool {
        use Correction as C;
        if !self.is_writable {
            return false;
        }
        let is = |test: fn(&Item) -> bool| self.item.as_ref().is_some_and(test);
        let is_finding = is(|item| !matches!(item, Item::Document(_) | Item::Entity(_)));
        let is_statement = is(|item| matches!(item, Item::Quote(..) | Item::Claim(..)));
        let is_mention = is(|item| matches!(item, Item::Mention(..)));
        let is_named = is_mention || is(|item| matches!(item, Item::Entity(_)));
        let has_extent =
            is(|item| matches!(item, Item::Mention(..) | Item::Time(..) | Item::Quote(..) | Item::Claim(..)));
        match correction {
            C::Confirm | C::Reject | C::Restore => is_finding || is(|item| matches!(item, Item::Entity(_))),
            C::RejectAlike => is_named,
            C::What => self.has_words || is_named || is_statement || is(|item| matches!(item, Item::Time(..))),
            C::Who => is_statement || is_mention,
            C::Polarity => is(|item| matches!(item, Item::Claim(..))),
            C::MoveEnd(_) | C::MoveStart(_) => has_extent,
            C::TakeWords => has_extent && self.has_words,
            C::TagQuote | C::TagClaim | C::TagDate => self.has_words,
            C::Merge | C::Unmerge | C::TellApart | C::Rename => is_named || is_statement,
            C::SplitOff => is_mention,
            C::Likelihood | C::Confidence => is_statement,
            C::Tags | C::Note | C::LinkToNote => self.item.is_some() || self.has_open,
            C::Grade => is_statement || self.has_open,
            C::Flag | C::RestoreRejected | C::Reviewed | C::ReviewedNext | C::RemoveDocument => self.has_open,
        }
    }

    /// Why a correction can do nothing now, and what to do.
    pub fn why_not(self, correction: Correction) -> String {
        use Correction as C;
        if !self.is_writable {
            return "The workspace is open read-only; save it under another name to change it".to_owned();
        }
        let wanted = match correction {
            C::Confirm | C::Reject | C::Restore => "something that is tagged",
            C::RejectAlike | C::SplitOff => "a name",
            C::What => "something that is tagged, or words of the story,",
            C::Who => "a quote, a claim or a name",
            C::Polarity => "a claim",
            C::MoveEnd(_) | C::MoveStart(_) | C::TakeWords => "a name, a date, a quote or a claim",
            C::TagQuote | C::TagClaim | C::TagDate => "words of the story",
            C::Merge | C::Unmerge | C::TellApart | C::Rename => "a name or an entity",
            C::Likelihood | C::Confidence => "a quote or a claim",
            C::Tags | C::Note | C::LinkToNote | C::Grade => "something",
            C::Flag | C::RestoreRejected | C::Reviewed | C::ReviewedNext | C::RemoveDocument => "a document",
        };
        format!("Select {wanted} first")
    }
}
