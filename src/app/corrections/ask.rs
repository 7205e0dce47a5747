//! The words that corrections ask for: names, dates, notes.

use crate::{
    app::{
        action::Action,
        windows::{Choice, Chooser, Prompt},
    },
    corpus::CorpusEntityId,
    model::{
        DocId, Span, Target, TimeKind,
        decision::{Addition, DateValue, Note, NoteId},
    },
    view::{note_remarks, target_words, words},
    workspace::{Item, Workspace, gestures},
};

const NO_DATE: &str = "That is no date: write a day as 2024-02-07 or 7, a month as 2024-02, a year as 2024, or two of them with a slash between";
const DATE_HINT: &str = "2024-02-07, 2024-02, 2024 or 2024-02-01/2024-02-07";
const DATE_HELP: &str = "7 alone is the seventh of the same month, 3-7 the seventh of March. A month is 2024-02, a year 2024; two dates have a slash between them.";

/// What an entity is called.
pub fn name(workspace: &Workspace, id: CorpusEntityId) -> Option<Prompt> {
    let entity = workspace.corpus().entity(id)?;
    let make = move |workspace: &Workspace, text: &str| {
        if text.is_empty() {
            return Err("There are no words in it; type a name".to_owned());
        }
        Ok(vec![Action::Edit(gestures::rename(workspace, id, text))])
    };
    Some(Prompt::line("Rename the entity", "Name", entity.name.clone(), "Rename", make))
}

/// What a date means.
pub fn date(workspace: &Workspace, item: Item) -> Option<Prompt> {
    let Item::Time(doc, id) = item else { return None };
    let entry = workspace.corpus().entry(doc)?;
    let time = entry.analysis.time(id)?;
    let place = gestures::place(workspace, item)?;
    let value = DateValue::parse(&time.value);
    let near = value.as_ref().and_then(|value| value.begin).or(entry.document.date);
    let make = move |_: &Workspace, text: &str| {
        let value = DateValue::parse_near(text, near).ok_or(NO_DATE)?;
        Ok(vec![Action::Edit(gestures::set_date(place, value))])
    };
    let title = format!("“{}” means", words::one_line(&entry.document, time.span));
    let value = value.map(|value| value.value).unwrap_or_default();
    Some(Prompt::line(title, "Date", value, "Set", make).hint(DATE_HINT).help(DATE_HELP))
}

/// What selected words mean as a date.
pub fn new_date(workspace: &Workspace, doc: DocId, span: Span) -> Option<Prompt> {
    let document = &workspace.corpus().entry(doc)?.document;
    let near = document.date;
    let make = move |workspace: &Workspace, text: &str| {
        let value = DateValue::parse_near(text, near).ok_or(NO_DATE)?;
        let addition = Addition::Time { kind: TimeKind::Date, value };
        Ok(vec![Action::Edit(gestures::add(workspace, doc, span, addition))])
    };
    let title = format!("Tag “{}” as the date", words::one_line(document, span));
    let value = document.date.map(|day| day.to_string()).unwrap_or_default();
    Some(Prompt::line(title, "Date", value, "Tag", make).hint(DATE_HINT).help(DATE_HELP))
}

/// Under which name decisions are kept from now on.
pub fn author(present: String) -> Prompt {
    let make = |_: &Workspace, text: &str| Ok(vec![Action::SetAuthor(text.to_owned())]);
    Prompt::line("Your decisions are kept under this name", "Name", present, "Set", make).hint("Empty for none")
}

/// Under which name a search is kept.
pub fn search_name(query: String) -> Prompt {
    let name = query.clone();
    let make = move |workspace: &Workspace, text: &str| {
        if text.is_empty() {
            return Err("There are no words in it; type a name".to_owned());
        }
        if workspace.decisions().searches().contains_key(text) {
            return Err("There is a search of this name already; type another one".to_owned());
        }
        Ok(vec![Action::Edit(gestures::save_search(text, Some(&query)))])
    };
    Prompt::line("Save the search", "Name", name, "Save", make)
}

/// The first note about a thing, or a new one.
pub fn note(workspace: &Workspace, about: Target) -> Prompt {
    let known = workspace.decisions().notes().iter().find(|(_, note)| note.about == about);
    match known {
        Some((id, note)) => note_prompt(workspace, Some(*id), note.clone()),
        None => new_note(workspace, about),
    }
}

/// A note that is there already.
pub fn known_note(workspace: &Workspace, id: NoteId) -> Option<Prompt> {
    workspace.decisions().notes().get(&id).map(|note| note_prompt(workspace, Some(id), note.clone()))
}

/// One more note about a thing.
pub fn new_note(workspace: &Workspace, about: Target) -> Prompt {
    note_prompt(workspace, None, Note { about, text: String::new(), links: Vec::new() })
}

fn note_prompt(workspace: &Workspace, id: Option<NoteId>, note: Note) -> Prompt {
    let title = format!("Note on {}", target_words(workspace, &note.about).0);
    let Note { about, text, links } = note;
    let make = move |workspace: &Workspace, text: &str| {
        if text.is_empty() {
            return Err("The note is empty; write something, or delete it".to_owned());
        }
        let id = id.unwrap_or_else(|| gestures::new_note_id(workspace));
        let note = Note { about: about.clone(), text: text.to_owned(), links: links.clone() };
        Ok(vec![Action::Edit(gestures::set_note(id, note))])
    };
    let prompt = Prompt::line(title, "Note", text, "Save", make)
        .lines(6, note_remarks)
        .hint("What do you make of it? A likelihood and how sure you are stand in two sentences");
    match id {
        Some(id) => prompt.or("Delete", vec![Action::Edit(gestures::delete_note(id))]),
        None => prompt,
    }
}

/// The note that gets a thing as evidence.
pub fn link_to_note(workspace: &Workspace, evidence: Target) -> Chooser {
    let notes: Vec<(NoteId, Note)> =
        workspace.decisions().notes().iter().rev().map(|(id, note)| (*id, note.clone())).collect();
    let choice = |(_, note): &(NoteId, Note)| {
        Choice::new(words::squeeze(&note.text), words::counted(note.links.len(), "link"))
            .current(note.links.contains(&evidence))
    };
    let choices = notes.iter().map(choice).collect();
    let make = move |_: &Workspace, choice: usize, _: usize| {
        let (id, note) = notes.get(choice)?;
        let mut note = note.clone();
        match note.links.iter().position(|link| *link == evidence) {
            Some(at) => drop(note.links.remove(at)),
            None => note.links.push(evidence.clone()),
        }
        Some(gestures::set_note(*id, note))
    };
    Chooser::by_words("Evidence for which note?", "Find a note", choices, make)
}
