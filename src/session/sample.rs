//! The stories that come with the program, so that a newcomer has something to open.

use super::Input;

macro_rules! seeds {
    ($($name:literal => $file:literal,)*) => {
        &[$(($name, include_bytes!(concat!("../../seeds/", $file)))),*]
    };
}

/// Name and bytes of each story, in the order of the folder.
const SAMPLE: &[(&str, &[u8])] = seeds! {
    "000_1aac1352f56edcd0" => "000_1aac1352f56edcd0.txt",
    "2024-03-05_inspector-letter-hareth-queen" => "harbor/2024-03-05_inspector-letter-hareth-queen.txt",
    "courier-20240304-p1-rescue-delay" => "harbor/courier-20240304-p1-rescue-delay.txt",
    "cw-20240303-0441-flash-tesmara-ferry" => "harbor/cw-20240303-0441-flash-tesmara-ferry.txt",
    "cw-20240303-0905-tesmara-ferry" => "harbor/cw-20240303-0905-tesmara-ferry.txt",
    "cw-20240303-2140-tesmara-ferry-update-2" => "harbor/cw-20240303-2140-tesmara-ferry-update-2.txt",
    "cw-20240304-0730-tesmara-ferry-corrected" => "harbor/cw-20240304-0730-tesmara-ferry-corrected.txt",
    "cw-20240306-1955-tesmara-ferry-probe" => "harbor/cw-20240306-1955-tesmara-ferry-probe.txt",
    "ledger_world_tesmara-ferry-death-toll" => "harbor/ledger_world_tesmara-ferry-death-toll.txt",
    "mna_0304_ferry-claim" => "harbor/mna_0304_ferry-claim.txt",
    "mna_0305_ferry-owner" => "harbor/mna_0305_ferry-owner.txt",
    "mna_0308_brief" => "harbor/mna_0308_brief.txt",
    "oruna-gazette_20240304_clinic-count" => "harbor/oruna-gazette_20240304_clinic-count.txt",
    "oruna-gazette_20240306_funerals" => "harbor/oruna-gazette_20240306_funerals.txt",
    "strait-monitor-explainer-why-the-hareth-queen-capsized" => "harbor/strait-monitor-explainer-why-the-hareth-queen-capsized.md",
    "strait-monitor-qa-voskal" => "harbor/strait-monitor-qa-voskal.txt",
};

/// The sample corpus: the same files as in `seeds/`, in the same order.
pub fn sample_inputs() -> Vec<Input> {
    SAMPLE.iter().map(|(name, bytes)| Input::Bytes { name: (*name).to_owned(), bytes: (*bytes).into() }).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::import::find_files;

    #[test]
    fn the_sample_is_the_seeds_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let files = find_files(&[folder]).files;
        let names: Vec<_> = files.iter().filter_map(|file| file.file_stem()?.to_str()).collect();
        assert_eq!(SAMPLE.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        for (file, (_, bytes)) in files.iter().zip(SAMPLE) {
            assert_eq!(std::fs::read(file).unwrap(), *bytes);
        }
    }
}
