//! The weights of the name model, and their file.
//!
//! The file is little-endian: magic, format version, feature version, the names of the labels, what one unit of weight is
//! worth, the transitions, the rows sorted by key, and a checksum. A row holds a feature's weights for all labels but
//! "outside", which always weighs nothing. Rows are found by open addressing in a table at least twice their number; most
//! features that are asked for have no weights, so a byte for each place of the table tells first whether to look there.

use std::sync::LazyLock;

use super::{
    atoms, features,
    labels::{self, N_LABELS},
    lattice::{PerLabel, Transitions},
};

const MAGIC: &[u8; 4] = b"ORNM";
const FORMAT: u16 = 1;

/// Weights in a row: one for each label but the first.
pub const ROW: usize = N_LABELS - 1;

/// Sums of weights. A token has some hundred features, so sixteen bits hold their sum.
pub type Sums = [i16; ROW];

/// The weights of one feature, in units of the model's scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C, align(16))]
pub struct Weights {
    /// The feature; 0 marks a free place.
    pub key: u32,
    /// Weights of the labels inside names.
    pub of: [i8; ROW],
}

/// Why a model was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It is something else.
    #[error("the file is no name model")]
    NoModel,
    /// It was made by another version of the program.
    #[error("the name model has {what} {found}; this program needs {needed}")]
    Version {
        /// What differs.
        what: &'static str,
        /// In the file.
        found: u16,
        /// In the program.
        needed: u16,
    },
    /// Its labels are not those of the program.
    #[error("the name model has other labels: {0}")]
    Labels(String),
    /// Its bytes are not those that were written.
    #[error("the name model is damaged")]
    Damaged,
}

/// A trained model, ready to score tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct NameModel {
    table: Vec<Weights>,
    /// For each place of the table a part of its key, as [`mark_of`] has it; 0 for free places.
    marks: Vec<u8>,
    mask: usize,
    /// What one unit of a weight is worth.
    unit: f32,
    transitions: Transitions,
    /// The checksum of its file.
    hash: u64,
}

impl NameModel {
    /// The model that is compiled in; `Err` says why there is none to use.
    pub fn builtin() -> Result<&'static Self, &'static ModelError> {
        static BYTES: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/models/names.bin"));
        static BUILTIN: LazyLock<Result<NameModel, ModelError>> = LazyLock::new(|| NameModel::read(BYTES));
        BUILTIN.as_ref()
    }

    /// A model of these rows, which must have different keys.
    pub fn new(rows: &[Weights], unit: f32, transitions: Transitions) -> Self {
        let mut model = Self::with_table(rows, unit, transitions);
        let bytes = model.to_bytes();
        model.hash = bytes.last_chunk().map_or(0, |checksum| u64::from_le_bytes(*checksum));
        model
    }

    fn with_table(rows: &[Weights], unit: f32, transitions: Transitions) -> Self {
        let size = (rows.len() * 2).next_power_of_two().max(2);
        let table = vec![Weights::default(); size];
        let mut model = Self { table, marks: vec![0; size], mask: size - 1, unit, transitions, hash: 0 };
        for row in rows.iter().filter(|row| row.key != 0) {
            let mut at = place_of(row.key) & model.mask;
            while model.marks[at] != 0 {
                at = (at + 1) & model.mask;
            }
            model.table[at] = *row;
            model.marks[at] = mark_of(row.key);
        }
        model
    }

    /// Changes with any change of the model.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// Number of features that have weights.
    pub fn n_features(&self) -> usize {
        self.table.iter().filter(|row| row.key != 0).count()
    }

    /// Scores of one label after another.
    pub fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// Adds up the weights of these features.
    pub fn sum(&self, features: &[u32], sums: &mut Sums) {
        for row in features.iter().filter_map(|&key| self.row(key)) {
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i16::from(weight);
            }
        }
    }

    fn row(&self, key: u32) -> Option<&[i8; ROW]> {
        let mark = mark_of(key);
        let mut at = place_of(key) & self.mask;
        loop {
            match self.marks[at] {
                0 => return None,
                found if found == mark && self.table[at].key == key => return Some(&self.table[at].of),
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    /// The scores of all labels for a token whose features weigh this much.
    pub fn scores(&self, sums: &Sums) -> PerLabel {
        let mut scores = [0.0; N_LABELS];
        for (score, sum) in scores[1..].iter_mut().zip(sums) {
            *score = f32::from(*sum) * self.unit;
        }
        scores
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut rows: Vec<&Weights> = self.table.iter().filter(|row| row.key != 0).collect();
        rows.sort_unstable_by_key(|row| row.key);
        let names = labels::names();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend(features::VERSION.to_le_bytes());
        bytes.extend(u16::try_from(names.len()).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend(names.as_bytes());
        bytes.extend(self.unit.to_le_bytes());
        bytes.extend(self.transitions.as_flattened().iter().flat_map(|score| score.to_le_bytes()));
        bytes.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
        for row in rows {
            bytes.extend(row.key.to_le_bytes());
            bytes.extend(row.of.iter().flat_map(|weight| weight.to_le_bytes()));
        }
        let checksum = atoms::hash(&bytes);
        bytes.extend(checksum.to_le_bytes());
        bytes
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When the bytes are not a whole and unchanged model of this version of the program.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader(bytes);
        if reader.take::<4>() != Ok(*MAGIC) {
            return Err(ModelError::NoModel);
        }
        reader.version("format", FORMAT)?;
        reader.version("feature version", features::VERSION)?;
        let (content, checksum) = bytes.split_last_chunk::<8>().ok_or(ModelError::Damaged)?;
        if atoms::hash(content) != u64::from_le_bytes(*checksum) {
            return Err(ModelError::Damaged);
        }
        let n_bytes = reader.u16()?;
        let names = String::from_utf8_lossy(reader.slice(n_bytes.into())?).into_owned();
        if names != labels::names() {
            return Err(ModelError::Labels(names));
        }
        let unit = reader.f32()?;
        let mut transitions = [[0.0; N_LABELS]; N_LABELS];
        for score in transitions.as_flattened_mut() {
            *score = reader.f32()?;
        }
        let n_rows = u32::from_le_bytes(reader.take()?);
        let mut rows = Vec::with_capacity(reader.0.len() / size_of::<Weights>());
        for _ in 0..n_rows {
            let key = u32::from_le_bytes(reader.take()?);
            rows.push(Weights { key, of: reader.take::<ROW>()?.map(u8::cast_signed) });
        }
        Ok(Self { hash: u64::from_le_bytes(*checksum), ..Self::with_table(&rows, unit, transitions) })
    }
}

/// Where a key's search begins. Keys are hashes already.
fn place_of(key: u32) -> usize {
    key as usize
}

/// What a place of the table tells about its key: bits that [`place_of`] does not use in tables of common sizes.
fn mark_of(key: u32) -> u8 {
    (key >> 24) as u8 | 1
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (head, tail) = self.0.split_first_chunk::<N>().ok_or(ModelError::Damaged)?;
        self.0 = tail;
        Ok(*head)
    }

    fn slice(&mut self, n: usize) -> Result<&[u8], ModelError> {
        let (head, tail) = self.0.split_at_checked(n).ok_or(ModelError::Damaged)?;
        self.0 = tail;
        Ok(head)
    }

    fn u16(&mut self) -> Result<u16, ModelError> {
        Ok(u16::from_le_bytes(self.take()?))
    }

    fn f32(&mut self) -> Result<f32, ModelError> {
        Ok(f32::from_le_bytes(self.take()?))
    }

    fn version(&mut self, what: &'static str, needed: u16) -> Result<(), ModelError> {
        let found = self.u16()?;
        if found == needed { Ok(()) } else { Err(ModelError::Version { what, found, needed }) }
    }
}
