//! `onrecord verify`: whether evidence packs are as they were written.

use anyhow::anyhow;

use super::{Ending, VerifyArguments};
use crate::export::verify;

pub(super) fn run(arguments: &VerifyArguments) -> anyhow::Result<Ending> {
    let mut ending = Ending::Done;
    for path in &arguments.packs {
        let found = verify(path).map_err(|reason| anyhow!(reason))?;
        for problem in &found.problems {
            eprintln!("onrecord: {}: {problem}", path.display());
        }
        if found.problems.is_empty() {
            let (files, citations) = (found.n_files, found.n_citations);
            println!(
                "{}: unchanged; {files} files, {citations} quotes and claims stand by their words",
                path.display()
            );
        } else {
            ending = Ending::Failed;
        }
    }
    Ok(ending)
}
