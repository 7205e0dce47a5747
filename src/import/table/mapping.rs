//! Which column of a table is what.

use serde::{Deserialize, Serialize};

use super::Table;

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The story itself.
    Text,
    /// Its headline.
    Title,
    /// The day it was published.
    Date,
    /// Its outlet.
    Source,
    /// Who wrote it.
    Author,
    /// Its address.
    Url,
    /// Its name.
    Id,
}

impl Role {
    /// All of them, the one that is needed first.
    pub const ALL: [Self; 7] = [Self::Text, Self::Title, Self::Date, Self::Source, Self::Author, Self::Url, Self::Id];

    /// For labels.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Title => "Title",
            Self::Date => "Date",
            Self::Source => "Source",
            Self::Author => "Author",
            Self::Url => "Address",
            Self::Id => "Name",
        }
    }

    /// As on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Source => "source",
            Self::Author => "author",
            Self::Url => "url",
            Self::Id => "id",
        }
    }
}

/// The columns that are read, each by its name in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// The story itself; without it no row can be read.
    pub text: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The day it was published.
    pub date: Option<String>,
    /// Its outlet.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its name.
    pub id: Option<String>,
}

impl Mapping {
    /// The column in a role.
    pub fn column(&self, role: Role) -> Option<&String> {
        match role {
            Role::Text => self.text.as_ref(),
            Role::Title => self.title.as_ref(),
            Role::Date => self.date.as_ref(),
            Role::Source => self.source.as_ref(),
            Role::Author => self.author.as_ref(),
            Role::Url => self.url.as_ref(),
            Role::Id => self.id.as_ref(),
        }
    }

    /// Puts a column in a role.
    pub fn set(&mut self, role: Role, column: Option<String>) {
        *match role {
            Role::Text => &mut self.text,
            Role::Title => &mut self.title,
            Role::Date => &mut self.date,
            Role::Source => &mut self.source,
            Role::Author => &mut self.author,
            Role::Url => &mut self.url,
            Role::Id => &mut self.id,
        } = column;
    }

    /// Whether all of its columns are in the table.
    pub fn fits(&self, table: &Table) -> bool {
        Role::ALL.iter().filter_map(|role| self.column(*role)).all(|column| table.columns.contains(column))
    }

    /// Reads `text=body,title=headline`.
    ///
    /// # Errors
    /// When a role is not known or names no column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut mapping = Self::default();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let (role, column) =
                pair.split_once('=').ok_or_else(|| format!("\"{pair}\" is not of the form role=column"))?;
            let role = role.trim();
            let known = Role::ALL.into_iter().find(|known| known.key() == role);
            let keys = || Role::ALL.map(Role::key).join(", ");
            let known = known.ok_or_else(|| format!("\"{role}\" is no role; the roles are {}", keys()))?;
            mapping.set(known, Some(column.trim().to_owned()).filter(|column| !column.is_empty()));
        }
        Ok(mapping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_on_the_command_line() {
        let mapping = Mapping::parse("text=body, title=head line").unwrap();
        assert_eq!((mapping.text.as_deref(), mapping.title.as_deref()), (Some("body"), Some("head line")));
        assert!(Mapping::parse("words=body").unwrap_err().contains("the roles are text, title"));
        assert!(Mapping::parse("text").is_err());
    }
}
