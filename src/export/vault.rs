//! A folder of Markdown notes, one an entity and one a story, linked with each other.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    Scope,
    archive::{Archive, FileNames},
    cell::{self, Words},
    names::{self, one_line},
};
use crate::{
    corpus::{Corpus, CorpusEntityId, Entry},
    model::{DocId, EntityId, QuoteKind},
};

/// Writes the archive; answers with the number of notes.
pub(super) fn write(corpus: &Corpus, scope: &Scope, out: &mut dyn Write) -> io::Result<u64> {
    let entries = scope.entries(corpus);
    // Links go by the name of a note alone, so that a name must be given once in the whole vault.
    let mut given = FileNames::default();
    let stories: BTreeMap<DocId, String> =
        entries.iter().map(|entry| (entry.id, given.give(&entry.document.name))).collect();
    let entities: BTreeMap<CorpusEntityId, String> =
        names::things(corpus, scope).map(|entity| (entity.id, given.give(&entity.name))).collect();
    let vault = Vault { corpus, scope, stories, entities };
    let mut archive = Archive::new();
    for (id, name) in &vault.entities {
        archive.add(&format!("Entities/{name}.md"), vault.entity(*id).as_bytes())?;
    }
    for entry in entries {
        archive.add(&format!("Stories/{}.md", vault.stories[&entry.id]), vault.story(entry).as_bytes())?;
    }
    out.write_all(&archive.finish()?)?;
    Ok((vault.entities.len() + vault.stories.len()) as u64)
}

struct Vault<'c> {
    corpus: &'c Corpus,
    scope: &'c Scope,
    stories: BTreeMap<DocId, String>,
    entities: BTreeMap<CorpusEntityId, String>,
}

impl Vault<'_> {
    fn entity(&self, id: CorpusEntityId) -> String {
        let mut note = String::new();
        let Some(entity) = self.corpus.entity(id) else { return note };
        let aliases: Vec<String> = entity.aliases().map(yaml).collect();
        let _ = writeln!(
            note,
            "---\nname: {}\ntype: {}\naliases: [{}]\nmentions: {}\n---\n\n## Stories",
            yaml(&entity.name),
            entity.etype,
            aliases.join(", "),
            entity.n_mentions
        );
        let mut docs: Vec<DocId> =
            entity.members.iter().map(|(doc, _)| *doc).filter(|doc| self.scope.holds(*doc)).collect();
        docs.dedup();
        for story in docs.iter().filter_map(|doc| self.stories.get(doc)) {
            let _ = writeln!(note, "- [[{story}]]");
        }
        note
    }

    fn story(&self, entry: &Entry) -> String {
        let (document, words) = (&entry.document, Words::new(entry));
        let mut note = String::new();
        let _ = writeln!(
            note,
            "---\ntitle: {}\ndate: {}\nsource: {}\nsha256: {}\n---\n\n## Entities",
            yaml(&document.title),
            cell::date(document.date),
            yaml(document.source.as_deref().unwrap_or_default()),
            document.sha256
        );
        let mentioned = entry.analysis.mentions.iter().map(|mention| mention.entity);
        for name in names::things_of(self.corpus, entry, mentioned).iter().filter_map(|id| self.entities.get(id)) {
            let _ = writeln!(note, "- [[{name}]]");
        }
        note.push_str("\n## Quotes\n");
        for (index, quote) in entry.analysis.quotes.iter().enumerate() {
            if quote.kind == QuoteKind::Nonspeech {
                continue;
            }
            let said = one_line(&words.parts(&quote.content));
            let _ = writeln!(note, "- {}: {} ^q{}", self.link(entry, quote.speaker), escape(&said), index + 1);
        }
        note.push_str("\n## Text\n\n");
        for line in document.text.lines() {
            let _ = writeln!(note, "{}", escape(line));
        }
        note
    }

    fn link(&self, entry: &Entry, speaker: Option<EntityId>) -> String {
        let known = speaker.and_then(|speaker| self.corpus.entity_of(entry.id, speaker));
        match known {
            Some(known) => match self.entities.get(&known.id) {
                Some(note) => format!("[[{note}]]"),
                None => escape(&one_line(&known.name)),
            },
            None => "unknown speaker".to_owned(),
        }
    }
}

/// A YAML string in double quotes.
fn yaml(words: &str) -> String {
    format!("\"{}\"", one_line(words).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Words as they stand, with what Markdown would take for a sign of its own held off.
fn escape(words: &str) -> String {
    let mut escaped = String::new();
    for c in words.chars() {
        if "\\`*_{}[]<>#|~=+-!&^".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
