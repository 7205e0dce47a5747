//! Turns: paragraphs that are somebody's words although no marks stand around them.
//!
//! Three layouts are known. In a transcript each turn opens with a label and a colon: `Q:` and `A:`, or names. Without
//! labels a story is an interview if questions that address somebody stand in paragraphs of their own and are answered
//! in the first person. In a press release the words of somebody follow a line that ends in "said:". Headings, captions
//! and what the reporter tells between the turns stay the reporter's.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{
    coreference::Linked,
    mentions::Found,
    phrases::Ground,
    quotes::{
        cues,
        sources::{self, Source},
    },
    tagger::Pos,
};
use crate::{
    lexicon::Class,
    model::{EntityId, EntityType, MentionClass, Status},
};

/// Most tokens of a label before its colon.
const MAX_LABEL: usize = 5;

/// Most tokens of a heading.
const MAX_HEADING: usize = 8;

/// Questions answered in the first person that make an interview of a story, if its beginning says that it is one.
const MIN_ANNOUNCED: usize = 2;

/// The same if the beginning does not.
const MIN_ANSWERED: usize = 3;

/// Who speaks in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Asking,
    Answering,
    /// The one that the label names.
    Named,
}

/// A paragraph of somebody's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The words without the label.
    pub words: Range<usize>,
    /// The colon or full stop of the label.
    pub colon: Option<usize>,
    /// The words that name who speaks: the label, or the first name of the one who is interviewed.
    pub source: Option<Source>,
    /// Whether the speaker of the paragraph before goes on.
    pub continues: bool,
}

/// The turns of a document in text order; most documents have none.
#[derive(Debug, Default)]
pub(super) struct Turns {
    list: Vec<Turn>,
}

impl Turns {
    /// The words of all turns.
    pub fn words(&self) -> impl Iterator<Item = Range<usize>> {
        self.list.iter().map(|turn| turn.words.clone())
    }

    /// The turn with these words.
    pub fn of(&self, words: &Range<usize>) -> Option<&Turn> {
        let at = self.list.binary_search_by_key(&words.start, |turn| turn.words.start).ok()?;
        Some(&self.list[at]).filter(|turn| turn.words == *words)
    }
}

/// Finds all turns.
pub(super) fn find(ground: &Ground<'_, '_>, found: &[Found], linked: &Linked) -> Turns {
    let reader = Reader { ground, found, linked };
    let labels: Vec<Option<Label>> = reader.paragraphs().map(|paragraph| reader.label(&paragraph)).collect();
    let mut list = if reader.is_transcript(&labels) { reader.labelled(&labels) } else { reader.unlabelled() };
    if list.is_empty() {
        list = reader.statements();
    }
    Turns { list }
}

/// What opens a paragraph of a transcript.
#[derive(Clone, Debug)]
struct Label {
    side: Side,
    tokens: Range<usize>,
    colon: usize,
}

struct Reader<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
    found: &'g [Found],
    linked: &'g Linked,
}

impl Reader<'_, '_, '_> {
    fn paragraphs(&self) -> impl Iterator<Item = Range<usize>> {
        let t = self.ground.tokens;
        (0..t.n_paragraphs()).map(|number| t.paragraph(number))
    }

    /// `Q:`, `A.`, `MARA ORRVELK:`, `Mr. Orrvelk:` before other words.
    fn label(&self, paragraph: &Range<usize>) -> Option<Label> {
        let t = self.ground.tokens;
        let start = paragraph.start;
        let ends = |&k: &usize| matches!(t.text(k), ":" | ".") || k == start && t.text(k).ends_with('.');
        let colon = (start..paragraph.end.min(start + MAX_LABEL + 1)).find(ends)?;
        // "Q." is one token.
        let tokens = start..colon.max(start + 1);
        let side = match () {
            () if tokens.len() == 1 && t.is(start, Class::ASKING) => Side::Asking,
            () if tokens.len() == 1 && t.is(start, Class::ANSWERING) => Side::Answering,
            () if t.text(colon) == ":" && tokens.clone().all(|k| t.is_capitalised(k)) => Side::Named,
            () => return None,
        };
        (colon + 1 < paragraph.end && t.has_space_before(colon + 1)).then_some(Label { side, tokens, colon })
    }

    /// Whether the labels take turns: questions and answers, or two names that come back.
    fn is_transcript(&self, labels: &[Option<Label>]) -> bool {
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for label in labels.iter().flatten() {
            *counts.entry(self.key(label)).or_default() += 1;
        }
        let has = |side: Side| labels.iter().flatten().any(|label| label.side == side);
        has(Side::Asking) && has(Side::Answering) || counts.values().filter(|&&count| count > 1).count() > 1
    }

    fn key(&self, label: &Label) -> String {
        match label.side {
            Side::Asking => "?".to_owned(),
            Side::Answering => "!".to_owned(),
            Side::Named => self.ground.tokens.text_of(label.tokens.clone()).to_lowercase(),
        }
    }

    fn labelled(&self, labels: &[Option<Label>]) -> Vec<Turn> {
        let first = labels.iter().position(Option::is_some).unwrap_or(0);
        let last = labels.iter().rposition(Option::is_some).unwrap_or(0);
        let names = self.names_by_end();
        let answering = self.interviewee(self.ground.tokens.paragraph(first).start).map(|(_, source)| source);
        let mut list: Vec<Turn> = Vec::new();
        let mut open = false;
        for (number, paragraph) in self.paragraphs().enumerate() {
            if let Some(label) = &labels[number] {
                let source = match label.side {
                    Side::Asking => None,
                    Side::Answering => answering.clone(),
                    Side::Named => Some(self.named(&label.tokens, &names)),
                };
                let words = label.colon + 1..paragraph.end;
                list.push(Turn { words, colon: Some(label.colon), source, continues: false });
                open = true;
            } else if open && !paragraph.is_empty() {
                // Behind the last label only the first person tells an answer from the reporter's last words.
                open = self.in_first_person(&paragraph) || number < last && !self.tells(&paragraph);
                let source = list.last().and_then(|turn| turn.source.clone()).filter(|_| open);
                list.extend(open.then_some(Turn { words: paragraph, colon: None, source, continues: true }));
            }
        }
        list
    }

    /// The longest name that ends in each word, the first of equals.
    fn names_by_end(&self) -> FxHashMap<&str, &Found> {
        let t = self.ground.tokens;
        let mut names: FxHashMap<&str, &Found> = FxHashMap::default();
        for found in self.found.iter().filter(|found| is_name(found)) {
            let known = names.entry(t.lower(found.head.end - 1)).or_insert(found);
            if found.head.len() > known.head.len() {
                *known = found;
            }
        }
        names
    }

    /// The name that a label stands for: the label itself if it is one, else a name that ends like it.
    fn named(&self, label: &Range<usize>, names: &FxHashMap<&str, &Found>) -> Source {
        let first = self.found.partition_point(|found| found.tokens.start < label.start);
        let own =
            self.found[first..].iter().take_while(|found| found.tokens.start < label.end).find(|found| is_name(found));
        let known = || names.get(self.ground.tokens.lower(label.end - 1)).copied();
        source(own.or_else(known).map_or(label, |found| &found.tokens))
    }

    fn unlabelled(&self) -> Vec<Turn> {
        let paragraphs: Vec<Range<usize>> = self.paragraphs().filter(|paragraph| !self.is_heading(paragraph)).collect();
        let answered = |k: usize| {
            let answer = paragraphs.get(k + 1);
            answer.is_some_and(|answer| !self.asks(answer) && self.in_first_person(answer))
        };
        let questions: Vec<usize> =
            (0..paragraphs.len()).filter(|&k| self.asks(&paragraphs[k]) && answered(k)).collect();
        let Some(&first) = questions.first() else { return Vec::new() };
        let opening = 0..paragraphs[first].start;
        let announced = opening.clone().any(|k| self.ground.tokens.is(k, Class::INTERVIEWING));
        let addressed = questions.iter().filter(|&&k| self.has(&paragraphs[k], Class::PRONOUN_YOU)).count();
        if addressed < if announced { MIN_ANNOUNCED } else { MIN_ANSWERED } {
            return Vec::new();
        }
        let interviewee = self.interviewee(opening.end);
        let last = paragraphs.iter().rposition(|paragraph| self.asks(paragraph)).unwrap_or(first);
        let mut list: Vec<Turn> = Vec::new();
        let mut asked = false;
        for (number, words) in paragraphs.into_iter().enumerate().skip(first) {
            if self.asks(&words) {
                list.push(Turn { words, colon: None, source: None, continues: asked });
                asked = true;
                continue;
            }
            let own = self.in_first_person(&words);
            let names = interviewee.as_ref().is_some_and(|&(who, _)| self.names(&words, who));
            if !own && (names || self.tells(&words) || number > last + 1) {
                continue;
            }
            let source = interviewee.as_ref().map(|(_, source)| source.clone());
            list.push(Turn { words, colon: None, source, continues: !asked });
            asked = false;
        }
        list
    }

    /// `The minister said:` before paragraphs without marks: the first is said, and those behind it in the first person.
    fn statements(&self) -> Vec<Turn> {
        let t = self.ground.tokens;
        let mut list: Vec<Turn> = Vec::new();
        let mut speaker: Option<Source> = None;
        let mut opened = false;
        for paragraph in self.paragraphs().filter(|paragraph| !paragraph.is_empty()) {
            let is_own = |_: &Source| {
                let marked = self.ground.marks.is_quoted(paragraph.start);
                !marked && (opened || self.in_first_person(&paragraph)) && !self.tells(&paragraph)
            };
            if let Some(source) = speaker.clone().filter(is_own) {
                let continues = !opened;
                list.push(Turn { words: paragraph, colon: None, source: Some(source), continues });
                opened = false;
                continue;
            }
            let verb = paragraph.end.checked_sub(2).filter(|_| t.text(paragraph.end - 1) == ":");
            let verb = verb.filter(|&k| t.is(k, Class::CUE) && self.ground.pos(k).is_finite());
            speaker = verb.and_then(|verb| sources::subject(self.ground, cues::group_start(self.ground, verb), 0));
            opened = speaker.is_some();
        }
        list
    }

    /// The person whom the words before the first turn name most often, and where first; none if two are named alike.
    fn interviewee(&self, end: usize) -> Option<(EntityId, Source)> {
        let mentions = self.found.iter().zip(&self.linked.kept).take_while(|(found, _)| found.tokens.start < end);
        let mut counts: Vec<(EntityId, usize, Range<usize>)> = Vec::new();
        let mut places: FxHashMap<EntityId, usize> = FxHashMap::default();
        for (found, kept) in mentions {
            let Some(mention) = kept.map(|kept| &self.linked.mentions[kept as usize]) else { continue };
            let entity = &self.linked.entities[mention.entity.index()];
            if entity.etype != EntityType::Person || entity.status != Status::Named {
                continue;
            }
            match places.get(&mention.entity) {
                Some(&place) => counts[place].1 += 1,
                None if found.class == MentionClass::Name => {
                    places.insert(mention.entity, counts.len());
                    counts.push((mention.entity, 1, found.tokens.clone()));
                }
                None => {}
            }
        }
        let most = counts.iter().map(|&(_, count, _)| count).max()?;
        let mut first = counts.into_iter().filter(|&(_, count, _)| count == most);
        let (who, _, name) = first.next()?;
        first.next().is_none().then(|| (who, source(&name)))
    }

    fn has(&self, paragraph: &Range<usize>, class: Class) -> bool {
        let t = self.ground.tokens;
        paragraph.clone().any(|k| t.is(k, class) && !self.ground.marks.is_quoted(k))
    }

    fn in_first_person(&self, paragraph: &Range<usize>) -> bool {
        self.has(paragraph, Class::PRONOUN_I.or(Class::PRONOUN_WE))
    }

    /// Whether the paragraph ends in a question to somebody. "We need money, don't we?" is an answer.
    fn asks(&self, paragraph: &Range<usize>) -> bool {
        let last = paragraph.end.checked_sub(1).filter(|_| !paragraph.is_empty());
        let question =
            last.is_some_and(|last| self.ground.tokens.text(last) == "?" && !self.ground.marks.is_quoted(last));
        question && (self.has(paragraph, Class::PRONOUN_YOU) || !self.in_first_person(paragraph))
    }

    fn is_heading(&self, paragraph: &Range<usize>) -> bool {
        let t = self.ground.tokens;
        let ended =
            paragraph.end.checked_sub(1).is_some_and(|last| matches!(t.text(last), "." | "!" | "?" | "…" | "\"" | "”"));
        paragraph.len() <= MAX_HEADING && !ended
    }

    /// Whether somebody's words are told in the paragraph: `"It is over," she said.`
    fn tells(&self, paragraph: &Range<usize>) -> bool {
        let t = self.ground.tokens;
        let cue = |k: usize| t.is(k, Class::CUE) && self.ground.pos(k) == Pos::Past && !self.ground.marks.is_quoted(k);
        self.ground.marks.outer_within(paragraph.clone()).next().is_some() && paragraph.clone().any(cue)
    }

    /// Whether the paragraph names this person, as the reporter does.
    fn names(&self, paragraph: &Range<usize>, who: EntityId) -> bool {
        let mut inside = self.linked.starting_in(self.ground.tokens.span_of(paragraph.clone()));
        inside.any(|mention| mention.entity == who && mention.class == MentionClass::Name)
    }
}

/// The source that these words name.
fn source(tokens: &Range<usize>) -> Source {
    Source { tokens: tokens.clone(), head: tokens.end - 1 }
}

fn is_name(found: &Found) -> bool {
    found.class == MentionClass::Name && found.etype != EntityType::Title
}
