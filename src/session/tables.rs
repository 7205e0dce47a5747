//! Looking at a table before it is read, so that the user may tell which column is what.

use std::{path::PathBuf, sync::Arc, thread};

use super::{JobId, Message, Session, answer, is_workspace};
use crate::import::{Table, is_table, read_table};

/// A table among files that are to be opened.
#[derive(Clone, Debug)]
pub struct FoundTable {
    /// All files that are to be opened.
    pub paths: Vec<PathBuf>,
    /// The one that holds the table.
    pub path: PathBuf,
    /// What is in it.
    pub table: Table,
}

/// What a look at a table answers.
pub(super) type Look = (Vec<PathBuf>, Option<(PathBuf, Table)>);

impl Session {
    /// Looks at the first table among some files, in the background, and hands it out for a choice of columns. Where there is
    /// none, the files are read at once.
    pub fn open_asking(&mut self, paths: Vec<PathBuf>) -> JobId {
        let Some(path) = paths.iter().find(|path| is_table(path) && !is_workspace(path)).cloned() else {
            return self.open(paths);
        };
        let (id, _, _) = self.start("Looking at the table".to_owned());
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            // What is wrong with a table is told when it is read.
            let table = read_table(&path).ok().flatten();
            answer(&sender, &wake, Message::Table(id, (paths, table.map(|table| (path, table)))));
        });
        id
    }
}
