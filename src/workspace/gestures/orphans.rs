//! What to do with decisions whose words moved.

use super::{EditCommand, Workspace, counted};
use crate::model::{Decision, Place, Sha256, decision::Mover};

/// One place for another.
struct Instead {
    from: Place,
    to: Place,
}

impl Mover for Instead {
    fn document(&mut self, doc: Sha256) -> Option<Sha256> {
        Some(doc)
    }

    fn place(&mut self, place: Place) -> Option<Place> {
        Some(if place == self.from { self.to } else { place })
    }
}

/// The decisions that stand about a place.
fn about(workspace: &Workspace, place: Place) -> Vec<Decision> {
    workspace.decisions().all().filter(|decision| decision.required_places().contains(&place)).collect()
}

/// Makes the decisions of an orphan about another place, such as the one that it offers.
pub fn adopt(workspace: &Workspace, orphan: Place, to: Place) -> EditCommand {
    let about = about(workspace, orphan);
    let mut mover = Instead { from: orphan, to };
    let moved: Vec<Decision> = about.iter().filter_map(|decision| decision.moved(&mut mover)).collect();
    let label = format!("move {}", counted(about.len(), "decision"));
    EditCommand { label, decisions: about.iter().map(Decision::taken_back).chain(moved).collect() }
}

/// Drops the decisions of an orphan.
pub fn forget(workspace: &Workspace, orphan: Place) -> EditCommand {
    let about = about(workspace, orphan);
    let label = format!("drop {}", counted(about.len(), "decision"));
    EditCommand { label, decisions: about.iter().map(Decision::taken_back).collect() }
}
