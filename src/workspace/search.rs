//! Searching: words in the index of the database, conditions in the effective views.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;

use super::{FileError, Workspace, file};
use crate::{
    corpus::{Conditions, Corpus, CorpusEntityId, Entry, Field, Finding, NamedOnce, Query, Term},
    model::{Decisions, DocId, EntityId, EntityType, Span},
};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// All documents that match, in the order of the corpus.
    pub documents: Vec<DocId>,
    /// What matches in the first of them.
    pub first: Vec<Hit>,
}

/// A document that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub doc: DocId,
    /// The words and findings that match, in text order; for marks in the story. Empty when only its date, source or tags
    /// were asked for.
    pub marks: Vec<Span>,
    /// A few words around the first mark, or the title.
    pub snippet: Snippet,
}

/// A line of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words, in one line.
    pub text: String,
    /// The bytes of `text` to mark.
    pub marks: Vec<Range<usize>>,
}

/// The index of a workspace that has no file, or whose file cannot be written: made by the first search, and brought up
/// to date by each.
#[derive(Debug)]
pub(super) struct MemoryIndex {
    connection: Connection,
    indexed: BTreeSet<DocId>,
}

/// An index in memory, once there is one.
pub(super) type SharedIndex = Arc<Mutex<Option<MemoryIndex>>>;

impl MemoryIndex {
    fn new() -> Result<Self, FileError> {
        Ok(Self { connection: file::memory()?, indexed: BTreeSet::new() })
    }

    fn add(&mut self, corpus: &Corpus) -> Result<(), FileError> {
        let new: Vec<&Entry> = corpus.entries().iter().filter(|entry| !self.indexed.contains(&entry.id)).collect();
        file::index(&mut self.connection, new.iter().map(|entry| (entry.id, &*entry.document)))?;
        self.indexed.extend(new.iter().map(|entry| entry.id));
        Ok(())
    }
}

impl Workspace {
    /// What a search needs, as it is now; for searching on another thread. What is said of [`Workspace::snapshot`] holds for
    /// it too.
    pub fn searcher(&self) -> Searcher {
        // A file has its index, unless documents wait to be written to it, or are on their way.
        let is_whole = self.unsaved.documents.is_empty() && self.on_its_way.documents.is_empty();
        let file = self.file.as_ref().filter(|_| is_whole);
        let index = match file {
            Some(file) => Home::File(file.path().to_owned()),
            None => Home::Memory(Arc::clone(&self.memory_index)),
        };
        Searcher { corpus: self.snapshot(), decisions: Arc::clone(&self.decisions), index }
    }

    /// The documents that match a query, with marks and snippets for the first `limit`. See [`Searcher::search`].
    ///
    /// # Errors
    /// When the index cannot be read, or documents that wait for the file cannot be written to it.
    pub fn search(&mut self, query: &Query, limit: usize) -> Result<Hits, FileError> {
        self.flush()?;
        self.searcher().search(query, limit)
    }
}

/// What matches a query: documents and, where it asks who says or does something, which statements of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Matching {
    docs: BTreeMap<DocId, Option<BTreeSet<Finding>>>,
    /// The entities that documents name that match; of the types that the query asks for, if any.
    entities: BTreeSet<CorpusEntityId>,
}

impl Matching {
    /// The documents.
    pub fn docs(&self) -> impl Iterator<Item = DocId> {
        self.docs.keys().copied()
    }

    /// Whether a document matches.
    pub fn has(&self, doc: DocId) -> bool {
        self.docs.contains_key(&doc)
    }

    /// Whether an entity is named in a document that matches, and of a type that is asked for.
    pub fn has_entity(&self, entity: CorpusEntityId) -> bool {
        self.entities.contains(&entity)
    }

    /// Whether a quote or claim matches: all of a document do where the query asks for no statements.
    pub fn has_statement(&self, doc: DocId, statement: Finding) -> bool {
        self.docs.get(&doc).is_some_and(|wanted| wanted.as_ref().is_none_or(|wanted| wanted.contains(&statement)))
    }
}

/// Documents, decisions and the index of words at one moment.
#[derive(Debug)]
pub struct Searcher {
    corpus: Arc<Corpus>,
    decisions: Arc<Decisions>,
    index: Home,
}

/// Where the index is.
#[derive(Debug)]
enum Home {
    File(PathBuf),
    Memory(SharedIndex),
}

impl Searcher {
    /// The documents that match a query, with marks and snippets for the first `limit`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Hits, FileError> {
        self.with_index(|search| {
            let documents: Vec<DocId> = search.documents(query)?;
            let first = search.hits(query, &documents[..documents.len().min(limit)])?;
            Ok(Hits { documents, first })
        })
    }

    /// Marks and snippets of documents that match.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn hits(&self, query: &Query, docs: &[DocId]) -> Result<Vec<Hit>, FileError> {
        self.with_index(|search| search.hits(query, docs))
    }

    /// All that matches a query, for filters of lists.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn matches(&self, query: &Query) -> Result<Matching, FileError> {
        self.with_index(|search| {
            let documents = search.documents(query)?;
            let entries: Vec<&Entry> = documents.iter().filter_map(|doc| self.corpus.entry(*doc)).collect();
            let asked = search.asked(query, is_about_statements);
            Ok(Matching {
                docs: entries.iter().map(|entry| (entry.id, statements(&asked, entry))).collect(),
                entities: search.entities(query, &entries),
            })
        })
    }

    fn with_index<T>(&self, run: impl FnOnce(&Search<'_>) -> Result<T, FileError>) -> Result<T, FileError> {
        let search = |connection: &Connection| {
            let (corpus, decisions) = (&*self.corpus, &*self.decisions);
            run(&Search { index: &Index { connection }, corpus, decisions, named: NamedOnce::new(corpus) })
        };
        match &self.index {
            Home::File(path) => search(&file::index_of(path)?),
            Home::Memory(shared) => {
                // A search that failed half-way leaves nothing half-done: documents are added in one transaction.
                let mut index = shared.lock().unwrap_or_else(PoisonError::into_inner);
                let index = match &mut *index {
                    Some(index) => index,
                    none => none.insert(MemoryIndex::new()?),
                };
                index.add(&self.corpus)?;
                search(&index.connection)
            }
        }
    }
}

/// A database with the words of documents.
#[derive(Clone, Copy)]
struct Index<'w> {
    connection: &'w Connection,
}

impl Index<'_> {
    /// The documents that match a query of words.
    fn documents(&self, fts: &str, mut take: impl FnMut(DocId)) -> Result<(), FileError> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
            let mut rows = statement.query([fts])?;
            while let Some(row) = rows.next()? {
                take(DocId(row.get(0)?));
            }
            Ok(())
        };
        read().map_err(file::search_error)
    }

    /// Where the words of a query stand in a document.
    fn marks(&self, fts: &str, entry: &Entry) -> Result<Vec<Span>, FileError> {
        let text = &entry.document.text;
        if text.contains([OPEN, CLOSE]) {
            return Ok(Vec::new());
        }
        let read = || -> rusqlite::Result<Option<String>> {
            let mut statement = self
                .connection
                .prepare_cached("SELECT highlight(words, 1, ?2, ?3) FROM words WHERE words MATCH ?1 AND rowid = ?4")?;
            let mut rows = statement.query((fts, OPEN.to_string(), CLOSE.to_string(), entry.id.0))?;
            rows.next()?.map(|row| row.get(0)).transpose()
        };
        let highlighted = read().map_err(file::search_error)?;
        Ok(highlighted.map_or_else(Vec::new, |highlighted| spans(text, &highlighted)))
    }
}

/// Marks around hits, of which Unicode says that they are no characters.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// The places between marks, in the text without them.
fn spans(text: &str, highlighted: &str) -> Vec<Span> {
    let (mut spans, mut start, mut at) = (Vec::new(), 0, 0);
    for c in highlighted.chars() {
        match c {
            OPEN => start = at,
            CLOSE => spans.extend(Span::new(text, start, at)),
            c => at += c.len_utf8(),
        }
    }
    spans
}

struct Search<'s> {
    index: &'s Index<'s>,
    corpus: &'s Corpus,
    decisions: &'s Decisions,
    named: NamedOnce<'s>,
}

impl<'s> Search<'s> {
    /// All documents that match, in the order of the corpus.
    fn documents(&self, query: &Query) -> Result<Vec<DocId>, FileError> {
        let entries = self.corpus.entries();
        let found = self.evaluate(query, &vec![true; entries.n_slots()])?;
        Ok(entries.ids().filter(|doc| found[doc.index()]).collect())
    }

    /// The documents among `among` that match, both by number.
    fn evaluate(&self, query: &Query, among: &[bool]) -> Result<Vec<bool>, FileError> {
        if let Some(fts) = query.to_fts() {
            return self.with_words(&fts, among);
        }
        match query {
            Query::All(parts) => self.all(parts, among),
            Query::Any(parts) => {
                let mut any = vec![false; among.len()];
                for part in parts {
                    let found = self.evaluate(part, among)?;
                    any.iter_mut().zip(found).for_each(|(any, found)| *any |= found);
                }
                Ok(any)
            }
            Query::Not(inner) => {
                let found = self.evaluate(inner, among)?;
                Ok(among.iter().zip(found).map(|(among, found)| *among && !found).collect())
            }
            Query::Term(_) | Query::Near { .. } => self.all(std::slice::from_ref(query), among),
        }
    }

    /// Words first, as the index is quickest; then conditions on what is left; then the rest.
    fn all(&self, parts: &[Query], among: &[bool]) -> Result<Vec<bool>, FileError> {
        let mut left = among.to_vec();
        let (text, rest): (Vec<&Query>, Vec<&Query>) = parts.iter().partition(|part| part.is_text());
        if !text.is_empty() {
            let text = Query::All(text.into_iter().cloned().collect());
            left = text.to_fts().map_or_else(|| Ok(left.clone()), |fts| self.with_words(&fts, &left))?;
        }
        if let Some(conditions) = Conditions::new(parts, &self.named, self.decisions) {
            for (index, (left, digest)) in left.iter_mut().zip(self.corpus.digests()).enumerate() {
                *left = *left && conditions.hold(DocId::from_index(index), digest);
            }
        }
        for part in rest.into_iter().filter(|part| !matches!(part, Query::Term(_))) {
            left = self.evaluate(part, &left)?;
        }
        Ok(left)
    }

    fn with_words(&self, fts: &str, among: &[bool]) -> Result<Vec<bool>, FileError> {
        let mut found = vec![false; among.len()];
        self.index.documents(fts, |doc| {
            if let (Some(found), Some(among)) = (found.get_mut(doc.index()), among.get(doc.index())) {
                *found = *among;
            }
        })?;
        Ok(found)
    }

    /// The conditions of those groups of a query that `is_wanted` picks.
    fn asked<'q>(&self, query: &'q Query, is_wanted: fn(&[Query]) -> bool) -> Vec<Conditions<'q>>
    where
        's: 'q,
    {
        let mut groups = Vec::new();
        query.groups(&mut groups);
        groups.retain(|parts| is_wanted(parts));
        groups.into_iter().filter_map(|parts| Conditions::new(parts, &self.named, self.decisions)).collect()
    }

    /// The entities that the documents name; of the types that a query asks for, if any.
    fn entities(&self, query: &Query, entries: &[&Entry]) -> BTreeSet<CorpusEntityId> {
        let mut groups = Vec::new();
        query.groups(&mut groups);
        let types: Vec<EntityType> = groups
            .into_iter()
            .flatten()
            .filter_map(|part| match part {
                Query::Term(Term::Field(Field::Type(etype))) => Some(*etype),
                _ => None,
            })
            .collect();
        let named = entries.iter().flat_map(|entry| {
            let ids = (0..entry.analysis.entities.len()).map(EntityId::from_index);
            ids.filter_map(|id| self.corpus.entity_in(entry, id))
        });
        named.filter(|entity| types.is_empty() || types.contains(&entity.etype)).map(|entity| entity.id).collect()
    }

    fn hits(&self, query: &Query, docs: &[DocId]) -> Result<Vec<Hit>, FileError> {
        let entries: Vec<&Entry> = docs.iter().filter_map(|doc| self.corpus.entry(*doc)).collect();
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let words = query.words_to_show();
        // All documents with a word that begins so are gathered by each look-up, so it goes to an index of these alone.
        let small = match words.is_some() && query.has_prefix() {
            true => Some(small_index(&entries)?),
            false => None,
        };
        let index = small.as_ref().map_or(*self.index, |connection| Index { connection });
        let asked = self.asked(query, |_| true);
        let hit = |entry: &&Entry| {
            let mut marks = match &words {
                Some(fts) => index.marks(fts, entry)?,
                None => Vec::new(),
            };
            for conditions in &asked {
                marks.extend(conditions.findings(entry).into_iter().filter_map(|finding| entry.span_of(finding)));
            }
            marks.sort_by_key(|span| (span.start(), std::cmp::Reverse(span.end())));
            marks.dedup();
            Ok(Hit { doc: entry.id, snippet: snippet(entry, &marks), marks })
        };
        entries.iter().map(hit).collect()
    }
}

/// An index of a few documents.
fn small_index(entries: &[&Entry]) -> Result<Connection, FileError> {
    let mut connection = file::memory()?;
    file::index(&mut connection, entries.iter().map(|entry| (entry.id, &*entry.document)))?;
    Ok(connection)
}

fn is_about_statements(parts: &[Query]) -> bool {
    parts.iter().any(|part| matches!(part, Query::Term(Term::Field(Field::Speaker(_) | Field::Act(_)))))
}

/// The quotes and claims that are asked for in a document; `None` where no statements are. A quote is asked for with its
/// claims.
fn statements(asked: &[Conditions<'_>], entry: &Entry) -> Option<BTreeSet<Finding>> {
    if asked.is_empty() {
        return None;
    }
    let mut found: BTreeSet<Finding> = asked.iter().flat_map(|conditions| conditions.findings(entry)).collect();
    let quote_of = |finding: &Finding| match *finding {
        Finding::Claim(id) => entry.analysis.claim(id)?.quote.map(Finding::Quote),
        _ => None,
    };
    let quotes: Vec<Finding> = found.iter().filter_map(quote_of).collect();
    found.extend(quotes);
    Some(found)
}

/// Number of characters in front of the first mark, and in all, that a snippet shows.
const BEFORE: usize = 50;
const IN_ALL: usize = 180;

fn snippet(entry: &Entry, marks: &[Span]) -> Snippet {
    let Some(first) = marks.first() else {
        return Snippet { text: entry.document.title.clone(), marks: Vec::new() };
    };
    let text = &*entry.document.text;
    let paragraph = entry.analysis.paragraphs.iter().rfind(|paragraph| paragraph.start() <= first.start());
    let from = paragraph.map_or(0, |paragraph| paragraph.start());
    let head = text.get(from..first.start()).unwrap_or_default();
    let start = head.char_indices().rev().nth(BEFORE).map_or(from, |(at, _)| {
        // At the next word, not in the middle of one.
        from + head[at..].find(char::is_whitespace).map_or(head.len(), |space| at + space)
    });
    let tail = text.get(start..).unwrap_or_default();
    let mut end = tail.char_indices().nth(IN_ALL).map_or(text.len(), |(at, _)| start + at);
    if let Some(paragraph) = paragraph
        && first.end() <= paragraph.end()
    {
        end = end.min(paragraph.end());
    }
    let mut line = Snippet::default();
    if start > from {
        line.text.push('…');
    }
    for (offset, c) in text.get(start..end).unwrap_or_default().char_indices() {
        let at = start + offset;
        let is_marked = marks.iter().any(|mark| mark.contains_byte(at));
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && (line.text.is_empty() || line.text.ends_with([' ', '…'])) {
            continue;
        }
        let place = line.text.len();
        line.text.push(c);
        match line.marks.last_mut() {
            Some(last) if is_marked && last.end == place => last.end = line.text.len(),
            _ if is_marked => line.marks.push(place..line.text.len()),
            _ => {}
        }
    }
    line
}
