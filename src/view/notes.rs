//! All notes of the workspace.

use super::{DeedPlace, target_words, words};
use crate::{
    model::decision::NoteId,
    workspace::{Workspace, check_note},
};

/// A note in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// Which.
    pub id: NoteId,
    /// Its words in one line.
    pub text: String,
    /// What it is about.
    pub about: String,
    /// Where that stands, if it is here.
    pub place: Option<DeedPlace>,
    /// Number of things that it rests on.
    pub n_links: usize,
    /// What it should say otherwise, after the standard for estimative language; one sentence each, without a full stop.
    pub remarks: Vec<String>,
}

/// Notes whose words, or what they are about, hold `filter` in any case; the last one written first.
pub fn note_rows(workspace: &Workspace, filter: &str) -> Vec<NoteRow> {
    let needle = filter.trim().to_lowercase();
    let holds = |row: &NoteRow| [&row.text, &row.about].iter().any(|text| text.to_lowercase().contains(&needle));
    let row = |(id, note): (&NoteId, &crate::model::decision::Note)| {
        let (about, place) = target_words(workspace, &note.about);
        NoteRow {
            id: *id,
            text: words::squeeze(&note.text),
            about,
            place,
            n_links: note.links.len(),
            remarks: note_remarks(&note.text),
        }
    };
    workspace.decisions().notes().iter().rev().map(row).filter(holds).collect()
}

/// What a note should say otherwise, each with the words that it is about.
pub fn note_remarks(text: &str) -> Vec<String> {
    let remark = |remark: crate::workspace::Remark| match text.get(remark.place) {
        Some(words) => format!("“{words}”: {}", remark.message),
        None => remark.message,
    };
    check_note(text).into_iter().map(remark).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{
        model::decision::Note,
        view::samples,
        workspace::{Item, Stamp, gestures},
    };

    #[test]
    fn notes_are_found_by_their_words_and_by_what_they_are_about() {
        let mut workspace = Workspace::default();
        let (document, analysis) = samples::strike();
        let doc = workspace.add(document.into(), analysis.into());
        let about = gestures::target(&workspace, Item::Document(doc)).unwrap();
        for text in ["Ask the ministry", "It is likely, with high confidence, that they knew"] {
            let note = Note { about: about.clone(), text: text.to_owned(), links: Vec::new() };
            let command = gestures::set_note(gestures::new_note_id(&workspace), note);
            let stamp = Stamp { time: DateTime::UNIX_EPOCH, author: String::new() };
            workspace.apply(command, stamp).unwrap();
        }
        let texts = |filter: &str| note_rows(&workspace, filter).into_iter().map(|row| row.text).collect::<Vec<_>>();
        assert_eq!(texts("ministry"), ["Ask the ministry"]);
        assert_eq!(texts("iraq slams").len(), 2);
        let rows = note_rows(&workspace, "");
        assert!(rows[0].remarks[0].starts_with("“high confidence”: A likelihood"), "{:?}", rows[0].remarks);
        assert_eq!((rows[1].remarks.len(), rows[1].place.is_some()), (0, true));
    }
}
