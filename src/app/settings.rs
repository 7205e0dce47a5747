//! What the window remembers between runs, apart from the workspace.

use std::path::{Path, PathBuf};

use super::{theme::size, windows::ExportChoice};
use crate::{
    corpus::LedgerColumn,
    import::Mapping,
    view::{DocumentSort, EntityColumn, LayerSet},
};

/// Under this name eframe keeps the settings.
pub const STORAGE_KEY: &str = "onrecord.window";

/// Paths kept in the list of recent ones.
const MOST_RECENT: usize = 8;

/// Which theme the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
    /// As the system has it.
    #[default]
    System,
}

impl From<ThemeChoice> for egui::ThemePreference {
    fn from(choice: ThemeChoice) -> Self {
        match choice {
            ThemeChoice::Light => Self::Light,
            ThemeChoice::Dark => Self::Dark,
            ThemeChoice::System => Self::System,
        }
    }
}

/// Tables whose columns are remembered.
const MOST_TABLES: usize = 20;

/// What the columns of a table are, as the user told.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KnownTable {
    /// The names of all columns, by which the table is known again.
    pub columns: Vec<String>,
    /// Which of them is what.
    pub mapping: Mapping,
}

/// Theme, sizes and recent paths.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The theme.
    pub theme: ThemeChoice,
    /// Size of the story text in points.
    pub story_size: f32,
    /// The layers of marks that are on.
    pub layers: LayerSet,
    /// Whether tables show two letters for each type.
    pub type_codes: bool,
    /// The columns of the entity table.
    pub columns: Vec<EntityColumn>,
    /// The columns of the ledger that are left out.
    pub ledger_hidden: Vec<LedgerColumn>,
    /// The order of the list of documents.
    pub sort: DocumentSort,
    /// Whether exports hold the open document alone.
    pub export_open_only: bool,
    /// Whether exported cells are kept from being taken for formulas.
    pub spreadsheet_safe: bool,
    /// The name under which decisions are kept; until the user chooses one, that of the system's user.
    pub author: Option<String>,
    /// What was exported last, and how.
    pub export: ExportChoice,
    /// What was opened, last first.
    pub recent: Vec<PathBuf>,
    /// Tables that were opened, last first.
    pub tables: Vec<KnownTable>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            story_size: size::STORY,
            layers: LayerSet::default(),
            type_codes: false,
            columns: EntityColumn::ALL[..4].to_vec(),
            ledger_hidden: vec![LedgerColumn::Affiliation, LedgerColumn::Published, LedgerColumn::Hedges],
            sort: DocumentSort::default(),
            export_open_only: false,
            spreadsheet_safe: false,
            author: None,
            export: ExportChoice::default(),
            recent: Vec::new(),
            tables: Vec::new(),
        }
    }
}

impl Settings {
    /// Makes the story text larger or smaller by a number of points.
    pub fn zoom_by(&mut self, points: f32) {
        self.story_size = (self.story_size + points).clamp(size::STORY_MIN, size::STORY_MAX);
    }

    /// Remembers what the columns of a table are.
    pub fn remember_table(&mut self, table: KnownTable) {
        self.tables.retain(|known| known.columns != table.columns);
        self.tables.insert(0, table);
        self.tables.truncate(MOST_TABLES);
    }

    /// Shows or hides a column of the entity table.
    pub fn set_column(&mut self, column: EntityColumn, on: bool) {
        self.columns.retain(|shown| *shown != column);
        if on {
            self.columns.push(column);
        }
    }

    /// The columns of the ledger, from left to right.
    pub fn ledger_columns(&self) -> Vec<LedgerColumn> {
        LedgerColumn::ALL.into_iter().filter(|column| !self.ledger_hidden.contains(column)).collect()
    }

    /// Shows or hides a column of the ledger.
    pub fn set_ledger_column(&mut self, column: LedgerColumn, on: bool) {
        self.ledger_hidden.retain(|hidden| *hidden != column);
        if !on {
            self.ledger_hidden.push(column);
        }
    }

    /// The name under which decisions are kept; empty where nobody is named.
    pub fn author(&self) -> String {
        let of_system = || ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        self.author.clone().or_else(of_system).unwrap_or_default()
    }

    /// Puts a path in front of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MOST_RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_size_stays_in_its_range() {
        let mut settings = Settings::default();
        (0..40).for_each(|_| settings.zoom_by(1.0));
        assert_eq!(settings.story_size, size::STORY_MAX);
        (0..40).for_each(|_| settings.zoom_by(-1.0));
        assert_eq!(settings.story_size, size::STORY_MIN);
    }

    #[test]
    fn recent_paths_are_unique_and_few() {
        let mut settings = Settings::default();
        for i in 0..20 {
            settings.remember(Path::new(&format!("folder{}", i % 10)));
        }
        assert_eq!(settings.recent.len(), MOST_RECENT);
        assert_eq!(settings.recent[0], Path::new("folder9"));
    }

    #[test]
    fn settings_survive_being_written_down() {
        let mut settings = Settings::default();
        settings.zoom_by(4.0);
        settings.theme = ThemeChoice::Dark;
        let text = serde_json::to_string(&settings).unwrap();
        let back: Settings = serde_json::from_str(&text).unwrap();
        assert_eq!((back.story_size, back.theme), (settings.story_size, ThemeChoice::Dark));
        assert_eq!(serde_json::from_str::<Settings>("{}").unwrap().story_size, size::STORY);
    }
}
