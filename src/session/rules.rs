//! Project rules as text files: read and written in the background.

use std::{path::PathBuf, sync::Arc, thread};

use super::{JobId, Message, Outcome, Session, answer};
use crate::{
    export::save_with,
    workspace::{EditCommand, gestures, rules_to_text},
};

/// A list that a person wrote is small; anything else is not read.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

impl Session {
    /// Reads the project rules of a text file; [`Outcome::RulesRead`] brings what takes them in.
    pub fn read_rules(&mut self, path: PathBuf) -> JobId {
        let (id, _, _) = self.start("Reading rules".to_owned());
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let read = read(&path).map_err(|reason| format!("no rule was taken in: {reason}: {}", path.display()));
            answer(&sender, &wake, Message::Rules(id, Outcome::RulesRead(read)));
        });
        id
    }

    /// Writes the project rules into a text file; a failure leaves the file as it was.
    pub fn write_rules(&mut self, path: PathBuf) -> JobId {
        let (id, _, _) = self.start("Writing rules".to_owned());
        let (workspace, sender, wake) = (self.workspace.outlook(), self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            let decisions = workspace.decisions();
            let written = save_with(&path, |out| out.write_all(rules_to_text(decisions).as_bytes()));
            let written = written.map(|()| decisions.rules().len()).map_err(|error| error.to_string());
            answer(&sender, &wake, Message::Rules(id, Outcome::RulesWritten { path, written }));
        });
        id
    }
}

fn read(path: &std::path::Path) -> Result<EditCommand, String> {
    if std::fs::metadata(path).map_or(0, |metadata| metadata.len()) > MOST_BYTES {
        return Err("the file is too large for a list of rules".to_owned());
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("the file cannot be read ({error})"))?;
    gestures::import_rules(&text).map_err(|error| error.to_string())
}
