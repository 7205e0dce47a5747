//! Stories without number, made from the paragraphs of the sample corpus with other names, always the same ones.

use std::path::Path;

use onrecord::{
    import::{Options, find_files, read_bytes, read_file},
    model::Document,
};

/// Names of the sample corpus that every generated story replaces by its own.
const NAMES: &[&str] = &[
    "Hareth Queen",
    "Voskal",
    "Irena",
    "Tesmara",
    "Oruna",
    "Sabrel",
    "Ras Tilwan",
    "Aldane",
    "Selmarine",
    "Espada",
    "Valmont",
    "Rodrigo",
    "Merrow",
    "Brevant",
];

const SYLLABLES: &[&str] = &[
    "ba", "dor", "el", "fen", "gar", "hal", "ir", "jun", "kar", "lo", "mar", "nev", "or", "pel", "ras", "sil", "tar",
    "ul", "vel", "wen", "yar", "zim",
];

/// A small generator of pseudo-random numbers (SplitMix64), so that every run reads the same text.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap_or_default()
    }

    fn name(&mut self) -> String {
        let n = 2 + self.below(2);
        let name: String = (0..n).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        let (first, rest) = name.split_at(1);
        first.to_uppercase() + rest
    }
}

/// Paragraphs of the sample corpus that are running text.
fn paragraphs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let documents = find_files(&[folder])
        .files
        .into_iter()
        .filter_map(|file| read_file(&file, &Options::default()).ok())
        .flatten()
        .flatten()
        .map(|imported| imported.document);
    let lines = documents.flat_map(|document| document.body().lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| line.len() > 80).collect()
}

/// `n` stories of eight paragraphs with names of their own; the same ones in every run.
pub fn stories(n: usize) -> Vec<Document> {
    let paragraphs = paragraphs();
    let mut random = Random(7);
    (0..n)
        .filter_map(|number| {
            let day = 1 + random.below(28);
            let mut text = format!(" date 2024-03-{day:02} ");
            for _ in 0..8 {
                text += &paragraphs[random.below(paragraphs.len())];
                text += "\n\n";
            }
            for name in NAMES {
                text = text.replace(name, &random.name());
            }
            read_bytes(&format!("story-{number}"), text.as_bytes()).ok()
        })
        .collect()
}
