//! Pairs quotation marks.
//!
//! One automaton walks over the tokens of each paragraph. It knows straight, curly, low and French marks, the ``..''
//! of old newswire, single marks as the first kind (British) and as the second (nested), paragraphs that go on with a
//! fresh opening mark, and mends a quotation that nobody closed. Apostrophes are no marks: a single mark closes only what
//! a single mark opened.

use std::{cmp::Reverse, ops::Range};

use super::tokens::Tokens;
use crate::lexicon::Class;

/// Longest passage in single straight marks, in tokens; beyond it the mark is taken for an apostrophe.
const MAX_SINGLE: usize = 120;

/// A passage in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Tokens with their marks.
    pub tokens: Range<usize>,
    /// Tokens between the marks.
    inner: Range<usize>,
    /// Whether the last token is a closing mark.
    pub closed: bool,
    /// Whether it stands inside another passage.
    pub nested: bool,
    /// Whether it carries on the passage of the paragraph before.
    pub continues: bool,
    /// Whether the end is a guess because no mark closes it.
    pub repaired: bool,
}

impl Region {
    /// Words without marks around them.
    fn spoken(words: Range<usize>) -> Self {
        Self { tokens: words.clone(), inner: words, closed: false, nested: false, continues: false, repaired: false }
    }

    /// The tokens between the marks.
    pub fn inner(&self) -> Range<usize> {
        self.inner.clone()
    }
}

/// All passages in quotation marks, in text order, with a look-up by token.
#[derive(Debug, Default)]
pub struct Marks {
    regions: Vec<Region>,
    outer: Vec<u32>,
}

impl Marks {
    /// All passages, outer before inner.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The outermost passage that holds token `i`, marks included.
    pub fn outer_at(&self, i: usize) -> Option<(usize, &Region)> {
        let number = (*self.outer.get(i)? as usize).checked_sub(1)?;
        self.regions.get(number).map(|region| (number, region))
    }

    /// The numbers of the outermost passages that start inside `range`.
    pub fn outer_within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.regions.partition_point(|region| region.tokens.start < range.start);
        let inside = self.regions[first..].iter().take_while(move |region| region.tokens.start < range.end);
        inside.enumerate().filter(|(_, region)| !region.nested).map(move |(k, _)| first + k)
    }

    /// Whether token `i` stands in quotation marks.
    pub fn is_quoted(&self, i: usize) -> bool {
        self.outer.get(i).is_some_and(|&number| number > 0)
    }

    /// The passages with others that no marks enclose: whole paragraphs that are somebody's words. What stands in marks
    /// inside of those is nested in them.
    pub(super) fn with_spoken(mut self, words: impl Iterator<Item = Range<usize>>, n_tokens: usize) -> Self {
        let known = self.regions.len();
        self.regions.extend(words.map(Region::spoken));
        if self.regions.len() == known {
            return self;
        }
        let spoken: Vec<Range<usize>> = self.regions[known..].iter().map(|region| region.tokens.clone()).collect();
        for region in &mut self.regions[..known] {
            let before = spoken.partition_point(|words| words.start <= region.tokens.start);
            region.nested |= before.checked_sub(1).is_some_and(|k| region.tokens.start < spoken[k].end);
        }
        Self::new(self.regions, n_tokens)
    }

    fn new(mut regions: Vec<Region>, n_tokens: usize) -> Self {
        // The last pushed first where two passages are equal: one without marks around one with marks.
        regions.reverse();
        regions.sort_by_key(|region| (region.tokens.start, Reverse(region.tokens.end)));
        let mut outer = vec![0; n_tokens];
        for (number, region) in regions.iter().enumerate().filter(|(_, region)| !region.nested) {
            outer[region.tokens.clone()].fill(u32::try_from(number + 1).unwrap_or(0));
        }
        Self { regions, outer }
    }
}

/// Finds all passages.
pub fn pair(tokens: &Tokens<'_>) -> Marks {
    let mut pairing = Pairing { tokens, open: Vec::new(), regions: Vec::new(), carried: false, skipped: 0 };
    for number in 0..tokens.n_paragraphs() {
        pairing.paragraph(number);
    }
    Marks::new(pairing.regions, tokens.len())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
}

struct Open {
    mark: Range<usize>,
    kind: Kind,
    continues: bool,
}

struct Pairing<'t, 'a> {
    tokens: &'t Tokens<'a>,
    open: Vec<Open>,
    regions: Vec<Region>,
    /// Whether the paragraph before ended inside a passage that this one carries on.
    carried: bool,
    /// First token behind the part that was stepped over.
    skipped: usize,
}

impl Pairing<'_, '_> {
    fn paragraph(&mut self, number: usize) {
        let range = self.tokens.paragraph(number);
        for i in range.clone() {
            if i >= self.skipped && self.tokens.is_punctuation(i) {
                self.mark(i, &range);
            }
        }
        self.end_of_paragraph(&range, number);
    }

    fn mark(&mut self, i: usize, paragraph: &Range<usize>) {
        match self.tokens.text(i) {
            "“" | "„" | "``" | "«" | "‟" => self.opening(i),
            "”" | "''" | "»" => self.closing(i),
            // ""We left,"" of a table that doubles its marks: a run of them is one mark.
            // An attribute of a tag that was left in the text: no words of anybody.
            "\"" if i > 0 && self.tokens.text(i - 1) == "=" && !self.tokens.has_space_before(i) => {
                let end = (i + 1..paragraph.end).find(|&k| self.is_straight(k));
                self.skipped = end.map_or(i, |end| end + 1);
            }
            "\"" if self.is_straight(i.wrapping_sub(1)) && !self.tokens.has_space_before(i) => {}
            "\"" => self.straight(i),
            "‘" | "‹" => self.push(i..i + 1, Kind::Single),
            "`" if self.single_opens(i, paragraph) => self.push(i..i + 1, Kind::Single),
            "'" | "’" | "›" => self.single(i, paragraph),
            _ => {}
        }
    }

    /// A mark that opens by its form; inside a double passage it closes when it stands like a closing one.
    fn opening(&mut self, i: usize) {
        if self.is_open(Kind::Double) && !self.tokens.has_space_before(i) && self.ends_words(i) {
            return self.close(i..i + 1, Kind::Double);
        }
        self.mend_before(i);
        self.push(i..i + 1, Kind::Double);
    }

    fn closing(&mut self, i: usize) {
        if self.is_open(Kind::Double) {
            self.close(i..i + 1, Kind::Double);
        } else if self.tokens.has_space_before(i) && !self.tokens.has_space_before(i + 1) {
            self.push(i..i + 1, Kind::Double);
        }
    }

    fn straight(&mut self, i: usize) {
        let mut next = i + 1;
        while self.is_straight(next) && !self.tokens.has_space_before(next) {
            next += 1;
        }
        let free_behind = self.tokens.has_space_before(next);
        let looks_open = self.tokens.has_space_before(i) && !free_behind && next < self.tokens.len();
        if self.is_open(Kind::Double) {
            if looks_open && !self.tokens.is_punctuation(next) {
                self.mend_before(i);
                return self.push(i..next, Kind::Double);
            }
            return self.close(i..next, Kind::Double);
        }
        if !free_behind || looks_open {
            self.push(i..next, Kind::Double);
        }
    }

    fn is_straight(&self, i: usize) -> bool {
        self.tokens.text(i) == "\""
    }

    fn single(&mut self, i: usize, paragraph: &Range<usize>) {
        let curly = self.tokens.text(i) != "'";
        if self.is_open(Kind::Single) && (curly || self.ends_words(i)) && !self.is_plural_possessive(i, paragraph) {
            self.close(i..i + 1, Kind::Single);
        } else if !curly && self.single_opens(i, paragraph) {
            self.push(i..i + 1, Kind::Single);
        }
    }

    /// "the forces' safety": the passage goes on and another single mark will close it.
    fn is_plural_possessive(&self, i: usize, paragraph: &Range<usize>) -> bool {
        let t = self.tokens;
        let plural = i > 0 && t.lower(i - 1).ends_with('s') && t.is_word(i + 1) && t.has_space_before(i + 1);
        plural
            && (i + 1..paragraph.end.min(i + MAX_SINGLE)).any(|k| matches!(t.text(k), "'" | "’") && self.ends_words(k))
    }

    /// Whether a straight single mark opens a passage: it stands before a word and has a partner in the paragraph.
    fn single_opens(&self, i: usize, paragraph: &Range<usize>) -> bool {
        let t = self.tokens;
        let free = t.has_space_before(i) || (i > 0 && matches!(t.text(i - 1), "\"" | "“" | "(" | "``"));
        if !free || t.has_space_before(i + 1) || t.is_punctuation(i + 1) || self.is_open(Kind::Single) {
            return false;
        }
        (i + 2..paragraph.end.min(i + MAX_SINGLE)).any(|k| matches!(t.text(k), "'" | "’") && self.ends_words(k))
    }

    /// Whether the mark at `i` stands at the end of a word or clause.
    fn ends_words(&self, i: usize) -> bool {
        let t = self.tokens;
        !t.has_space_before(i) && (i + 1 >= t.len() || t.has_space_before(i + 1) || t.is_punctuation(i + 1))
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open.iter().any(|open| open.kind == kind)
    }

    fn push(&mut self, mark: Range<usize>, kind: Kind) {
        if self.open.len() < 4 {
            let continues = std::mem::take(&mut self.carried) && kind == Kind::Double;
            self.open.push(Open { mark, kind, continues });
        }
    }

    /// Closes the innermost passage of this kind, and drops what was left open inside it.
    fn close(&mut self, mark: Range<usize>, kind: Kind) {
        let Some(depth) = self.open.iter().rposition(|open| open.kind == kind) else { return };
        self.open.truncate(depth + 1);
        if let Some(open) = self.open.pop() {
            self.push_region(&open, mark.start, mark.end, false);
        }
    }

    /// A passage whose words end at `inner_end`, and which ends with its closing mark at `end`.
    fn push_region(&mut self, open: &Open, inner_end: usize, end: usize, repaired: bool) {
        if end > open.mark.end {
            let nested = !self.open.is_empty();
            let inner = open.mark.end..inner_end.max(open.mark.end);
            let (tokens, closed) = (open.mark.start..end, inner_end < end);
            self.regions.push(Region { tokens, inner, closed, nested, continues: open.continues, repaired });
        }
    }

    /// Ends a double passage that was left open when a new one begins at `i`.
    fn mend_before(&mut self, i: usize) {
        if let Some(depth) = self.open.iter().rposition(|open| open.kind == Kind::Double) {
            self.open.truncate(depth + 1);
            if let Some(open) = self.open.pop() {
                let end = self.likely_end(open.mark.start, i);
                self.push_region(&open, end, end, true);
            }
        }
    }

    fn end_of_paragraph(&mut self, range: &Range<usize>, number: usize) {
        self.carried = false;
        self.open.retain(|open| open.kind == Kind::Double);
        self.open.truncate(1);
        let Some(open) = self.open.pop() else { return };
        let next = self.tokens.paragraph(number + 1);
        if matches!(self.tokens.text(next.start), "“" | "\"" | "``" | "„" | "«") && !next.is_empty() {
            self.push_region(&open, range.end, range.end, false);
            self.carried = true;
        } else {
            let end = self.likely_end(open.mark.start, range.end);
            self.push_region(&open, end, end, true);
        }
    }

    /// Where a passage that nobody closed most likely ends: before a cue with its subject, or with its sentence.
    fn likely_end(&self, open: usize, limit: usize) -> usize {
        let t = self.tokens;
        let sentence_end = t.sentence(t.sentence_of(open)).end.min(limit);
        (open + 2..sentence_end)
            .find(|&i| matches!(t.text(i), "," | "." | "?" | "!") && self.attribution_follows(i + 1))
            .map_or(sentence_end, |i| i + 1)
    }

    /// A cue at most four tokens on, with only names, pronouns or "the" before it.
    fn attribution_follows(&self, i: usize) -> bool {
        let t = self.tokens;
        let cue = (i..i + 5).find(|&k| t.is(k, Class::CUE) && !t.is_capitalised(k));
        cue.is_some_and(|cue| {
            (i..cue).all(|k| {
                t.is_capitalised(k)
                    || t.is(k, Class::SUBJECT_PRONOUN | Class::DETERMINER | Class::HEAD_NOUN)
                    || k + 1 == cue
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// The outer passages separated by ` | `; `~` before a mended one, `+` before one that carries on.
    fn found(text: &str) -> String {
        let tokens = Tokens::new(text, 0, Lexicon::builtin());
        let shown = |region: &Region| {
            let sign = if region.repaired {
                "~"
            } else if region.continues {
                "+"
            } else {
                ""
            };
            format!("{sign}{}", tokens.text_of(region.tokens.clone()))
        };
        pair(&tokens).regions().iter().filter(|region| !region.nested).map(shown).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn every_style_of_marks() {
        for (text, expected) in [
            ("He said \"no\" and \"never.\"", "\"no\" | \"never.\""),
            ("“We protect our forces' safety,” it added.", "“We protect our forces' safety,”"),
            ("``Yes,'' he said. ``No.''", "``Yes,'' | ``No.''"),
            ("« Non », he said.", "« Non »"),
            ("'We saw them', Orr said. 'They ran.'", "'We saw them' | 'They ran.'"),
            ("The boys' mother said they'd go.", ""),
            ("\"They said 'stop' twice,\" Orr said.", "\"They said 'stop' twice,\""),
            ("the 'Tarsk model' of rule", "'Tarsk model'"),
            ("“One.\n\n“Two,” he said.", "“One. | +“Two,”"),
            ("\"The road is open, the army said on Monday.\n\nIt rained.", "~\"The road is open,"),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
