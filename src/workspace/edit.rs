//! What the user can change, as values with an inverse.

use std::collections::BTreeSet;

use crate::model::DocId;

/// A change, described by the new value. Performing it yields the command that restores the old value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditCommand {
    /// Flags a document for later, or takes the flag away.
    SetFlag {
        /// Which.
        doc: DocId,
        /// Flagged from now on?
        on: bool,
    },
    /// Marks a document as read or unread.
    SetRead {
        /// Which.
        doc: DocId,
        /// Read from now on?
        on: bool,
    },
}

impl EditCommand {
    /// The document it changes.
    pub fn doc(self) -> DocId {
        match self {
            Self::SetFlag { doc, .. } | Self::SetRead { doc, .. } => doc,
        }
    }

    /// What the Undo menu calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::SetFlag { on: true, .. } => "flag document",
            Self::SetFlag { on: false, .. } => "unflag document",
            Self::SetRead { on: true, .. } => "mark as read",
            Self::SetRead { on: false, .. } => "mark as unread",
        }
    }
}

/// What the user decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Decisions {
    pub(super) read: BTreeSet<DocId>,
    pub(super) flagged: BTreeSet<DocId>,
}

impl Decisions {
    /// Performs a command; answers with its inverse, or `None` when nothing changed.
    pub(super) fn apply(&mut self, command: EditCommand) -> Option<EditCommand> {
        match command {
            EditCommand::SetFlag { doc, on } => {
                set(&mut self.flagged, doc, on).then_some(EditCommand::SetFlag { doc, on: !on })
            }
            EditCommand::SetRead { doc, on } => {
                set(&mut self.read, doc, on).then_some(EditCommand::SetRead { doc, on: !on })
            }
        }
    }
}

fn set(docs: &mut BTreeSet<DocId>, doc: DocId, on: bool) -> bool {
    if on { docs.insert(doc) } else { docs.remove(&doc) }
}

/// Done and undone steps, each with what it did and what takes it back.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    command: EditCommand,
    inverse: EditCommand,
}

impl History {
    pub(super) fn record(&mut self, command: EditCommand, inverse: EditCommand) {
        self.done.push(Step { command, inverse });
        self.undone.clear();
    }

    pub(super) fn undo(&mut self, decisions: &mut Decisions) -> Option<&'static str> {
        let step = self.done.pop()?;
        decisions.apply(step.inverse);
        self.undone.push(step);
        Some(step.command.label())
    }

    pub(super) fn redo(&mut self, decisions: &mut Decisions) -> Option<&'static str> {
        let step = self.undone.pop()?;
        decisions.apply(step.command);
        self.done.push(step);
        Some(step.command.label())
    }

    pub(super) fn undo_label(&self) -> Option<&'static str> {
        self.done.last().map(|step| step.command.label())
    }

    pub(super) fn redo_label(&self) -> Option<&'static str> {
        self.undone.last().map(|step| step.command.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn command() -> impl Strategy<Value = EditCommand> {
        (0..4u32, any::<bool>(), any::<bool>()).prop_map(|(doc, on, flag)| {
            let doc = DocId(doc);
            if flag { EditCommand::SetFlag { doc, on } } else { EditCommand::SetRead { doc, on } }
        })
    }

    proptest! {
        /// After every single undo the state is the one before the step it took back.
        #[test]
        fn undo_walks_back_through_every_state(commands in prop::collection::vec(command(), 0..40)) {
            let (mut decisions, mut history) = (Decisions::default(), History::default());
            let mut states = vec![decisions.clone()];
            for command in commands {
                if let Some(inverse) = decisions.apply(command) {
                    history.record(command, inverse);
                    states.push(decisions.clone());
                }
            }
            let last = states.pop();
            prop_assert_eq!(Some(&decisions), last.as_ref());
            while let Some(before) = states.pop() {
                prop_assert!(history.undo(&mut decisions).is_some());
                prop_assert_eq!(&decisions, &before);
            }
            prop_assert!(history.undo(&mut decisions).is_none());
            while history.redo(&mut decisions).is_some() {}
            prop_assert_eq!(Some(decisions), last);
        }
    }
}
