//! What the words around an occurrence of a name say about what it names.

use std::ops::Range;

use super::{ballot::Ballot, spans};
use crate::{
    analysis::{phrases::Ground, rules::Rule, tagger::Pos},
    lexicon::{Class, Head, Hint, HintPlace},
    model::EntityType,
};

/// Adds what the words around one occurrence say.
pub(super) fn evidence(ground: &Ground<'_, '_>, ballot: &mut Ballot, candidate: &spans::Candidate) {
    Outer { ground }.evidence(ballot, candidate);
}

struct Outer<'g, 's, 'a> {
    ground: &'g Ground<'s, 'a>,
}

impl Outer<'_, '_, '_> {
    /// Evidence from the words around one occurrence.
    fn evidence(&self, ballot: &mut Ballot, candidate: &spans::Candidate) {
        let t = self.ground.tokens;
        let tokens = candidate.tokens.clone();
        let (first, end) = (candidate.title.as_ref().map_or(tokens.start, |title| title.start), tokens.end);
        if let Some(title) = &candidate.title {
            let because = Some(t.span_of(title.clone()));
            ballot.vote(EntityType::Person, 60, Rule::NameTitleBefore, because);
        }
        self.dateline(ballot, &tokens);
        self.words_before(ballot, first..end);
        self.words_behind(ballot, tokens.start, end);
        self.apposition(ballot, end);
        let age = t.text(end) == ","
            && t.is_number(end + 1)
            && t.text(end + 1).len() == 2
            && matches!(t.text(end + 2), "," | ".");
        let who = t.reads(end, "who") || (t.text(end) == "," && t.reads(end + 1, "who"));
        if age || who {
            let at = if t.text(end) == "," { end + 1 } else { end };
            ballot.vote(EntityType::Person, 30, Rule::NameHuman, Some(t.span(at)));
        }
    }

    /// The place and the agency of the dateline.
    fn dateline(&self, ballot: &mut Ballot, tokens: &Range<usize>) {
        let dateline = self.ground.tokens.dateline();
        let within = |part: &Range<usize>| part.start <= tokens.start && tokens.end <= part.end;
        let because = Some(self.ground.tokens.span_of(tokens.clone()));
        if within(&dateline.place) {
            ballot.vote(EntityType::Place, 60, Rule::NameDateline, because);
        } else if within(&dateline.agency) {
            let head = Head { etype: EntityType::Organization, subtype: "media", plural: false };
            ballot.vote_head(head, 60, Rule::NameDateline, because);
        }
    }

    fn words_before(&self, ballot: &mut Ballot, Range { start: first, end }: Range<usize>) {
        let t = self.ground.tokens;
        let Some(before) = first.checked_sub(1) else { return };
        if t.sentence_of(before) != t.sentence_of(first) || t.is_joined(first) {
            return;
        }
        // "potter Nela Quill", "the city of Velle", "the militia Orr Column".
        let described = match self.ground.pos(before) {
            Pos::Noun => Some(before),
            Pos::Preposition if t.reads(before, "of") => {
                before.checked_sub(1).filter(|&k| self.ground.pos(k) == Pos::Noun)
            }
            _ => None,
        };
        let number = t.text(end - 1).contains(|c: char| c.is_ascii_digit());
        // "flight OR17"
        if let Some(head) = t.lexicon().heads().designation(t.word(before)).filter(|_| number) {
            ballot.vote_head(head, 60, Rule::NameDesignation, Some(t.span(before)));
            return;
        }
        let heads = t.lexicon().heads();
        let kind = |at: usize| {
            let compound = at.checked_sub(1).and_then(|first| heads.compound(t.word(first), t.word(at)));
            compound.or_else(|| heads.noun(t.word(at)))
        };
        let head = described.and_then(|at| Some((at, kind(at)?)));
        if let Some((at, head)) = head.filter(|(at, head)| {
            let of = *at + 1 < first;
            !head.plural && (!of || is_region(*head)) && head.etype != EntityType::Event
        }) {
            let of = at + 1 < first;
            let weight = match head.etype {
                // Ships are called after whatever their owners like: "the tanker Velle Star".
                EntityType::Vehicle => 60,
                EntityType::Person => 40,
                _ if of => 40,
                _ => 30,
            };
            ballot.vote_head(head, weight, Rule::NameNounBefore, Some(t.span(at)));
        }
        if ballot.n_tokens <= 3 {
            // "the road to Orrvale", "the border with Tarn"
            let hints = t.lexicon().hints();
            let way = hints.find(HintPlace::Way, t.lower(before.saturating_sub(1)));
            let way = way.filter(|_| before > 0 && t.is(before, Class::PREPOSITION));
            if let Some(hint) = way.or_else(|| hints.find(HintPlace::Before, t.lower(before))) {
                ballot.vote(hint.etype, hint.weight, Rule::NamePreposition, Some(t.span(before)));
            }
        }
        // "identified him as Ivo Orr"
        if t.reads(before, "as") && before > 0 && t.is(before - 1, Class::PRONOUN_HE | Class::PRONOUN_SHE) {
            ballot.vote(EntityType::Person, 40, Rule::NameHuman, Some(t.span(before - 1)));
        }
        if t.is(before, Class::DIRECTION) && !t.is_capitalised(before) {
            ballot.vote(EntityType::Place, 25, Rule::NameNounBefore, Some(t.span(before)));
        }
        // "aboard the Tarn Star", "the Tarn Star had sunk"
        if let Some((at, hint)) = self.around_article(first..end) {
            ballot.vote(hint.etype, hint.weight, Rule::NameSails, Some(t.span(at)));
        }
        if t.is(before, Class::DEFINITE) && ballot.n_tokens <= 3 {
            ballot.vote(EntityType::Person, -25, Rule::NameShape, None);
            ballot.vote(EntityType::Organization, 5, Rule::NameShape, None);
        }
    }

    /// The word around a name with an article that tells what it names, and what it tells.
    fn around_article(&self, name: Range<usize>) -> Option<(usize, Hint)> {
        let t = self.ground.tokens;
        let article = name.start.checked_sub(1).filter(|&k| t.is(k, Class::DEFINITE))?;
        let before = article.checked_sub(1).map(|k| (k, HintPlace::Article));
        let verb = (name.end..name.end + 3).find(|&k| !t.is(k, Class::AUXILIARY)).map(|k| (k, HintPlace::Verb));
        before.into_iter().chain(verb).find_map(|(k, place)| Some((k, t.lexicon().hints().find(place, t.lower(k))?)))
    }

    fn words_behind(&self, ballot: &mut Ballot, start: usize, end: usize) {
        let t = self.ground.tokens;
        if t.sentence_of(end) != t.sentence_of(start) {
            return;
        }
        let possessive = t.is_possessive_mark(end);
        let next = if possessive { end + 1 } else { end };
        // "Orr said", "Orr did not say"
        let verb = (next..next + 4).find(|&k| !t.is(k, Class::AUXILIARY | Class::NEGATION)).unwrap_or(next);
        let finite = self.ground.pos(next).is_finite() && self.ground.pos(verb).is_verb();
        if t.is(verb, Class::CUE) && finite && !possessive {
            ballot.speaks = true;
            ballot.vote(EntityType::Person, 9, Rule::NameSpeaks, Some(t.span(verb)));
            ballot.vote(EntityType::Organization, 4, Rule::NameSpeaks, Some(t.span(verb)));
        }
        // "Orr Column fighters", "Velle province", "Tarsk government", "Orr news agency".
        let is_noun = |k: usize| self.ground.pos(k) == Pos::Noun && !t.is_joined(k);
        let nouns = (next..next + 2).take_while(|&k| is_noun(k) && !possessive);
        let mut heads = nouns.filter_map(|at| Some((at, t.lexicon().heads().noun(t.word(at))?)));
        if let Some((at, head)) = heads.next() {
            let because = Some(t.span(at));
            match head.etype {
                EntityType::Person => {
                    ballot.vote(EntityType::Organization, 9, Rule::NameNounAfter, because);
                    ballot.vote(EntityType::Place, 5, Rule::NameNounAfter, because);
                    ballot.vote(EntityType::Person, -12, Rule::NameNounAfter, because);
                }
                EntityType::Place if is_region(head) && !head.plural => {
                    ballot.vote_head(head, 26, Rule::NameNounAfter, because);
                }
                EntityType::Organization | EntityType::ArmedGroup if !head.plural => {
                    ballot.vote_head(head, 16, Rule::NameNounAfter, because)
                }
                EntityType::GovernmentBody | EntityType::MilitaryUnit
                    if ballot.listed[EntityType::Place as usize] > 0 =>
                {
                    ballot.vote(EntityType::Place, 14, Rule::NameNounAfter, because);
                }
                _ => {}
            }
        }
        // "Orrmund's army": whoever owns it is a place more often than anybody else.
        let owned = self.ground.phrases.at(next).filter(|phrase| possessive && phrase.tokens.contains(&next));
        if let Some(owned) = owned
            && let Some(hint) = t.lexicon().hints().find(HintPlace::Owned, t.lower(owned.head))
        {
            ballot.vote(hint.etype, hint.weight, Rule::NameNounAfter, Some(t.span(owned.head)));
        }
        if t.text(next) == "-"
            && t.is_joined(next)
            && let Some(hint) = t.lexicon().hints().find(HintPlace::Compound, t.lower(next + 1))
        {
            ballot.vote(hint.etype, hint.weight, Rule::NameNounAfter, Some(t.span(next + 1)));
        }
        let place_behind = t.text(end) == ","
            && spans::listed(self.ground, end + 1..end + 2)
                .any(|fact| fact.etype == EntityType::Place && fact.weight > 35);
        if place_behind {
            ballot.vote(EntityType::Place, 8, Rule::NameApposition, Some(t.span(end + 1)));
        }
    }

    /// "Orr, a militia commander," and "Tarsk Watch, the monitoring group".
    fn apposition(&self, ballot: &mut Ballot, end: usize) {
        let t = self.ground.tokens;
        if t.text(end) != "," && !t.is_dash(end) {
            return;
        }
        let Some(phrase) = self.ground.phrases.at(end + 1).filter(|phrase| phrase.tokens.start == end + 1) else {
            return;
        };
        let determined = t.is(end + 1, Class::DEFINITE | Class::INDEFINITE | Class::POSSESSIVE);
        let closes = matches!(t.text(phrase.tokens.end), "," | "." | ")" | ";")
            || t.is_dash(phrase.tokens.end)
            || t.is(phrase.tokens.end, Class::PREPOSITION | Class::RELATIVE);
        let Some(head) = t.lexicon().heads().noun(t.word(phrase.head)) else { return };
        if determined
            && closes
            && !head.plural
            && head.etype != EntityType::Event
            // "Ivo Orr, the Front of the Valley's spokesman": what stands there has a name of its own.
            && (!t.is_capitalised(phrase.head) || head.etype == EntityType::Person)
            && !t.is(phrase.head + 1, Class::BE | Class::HAVE)
        {
            let weight = if t.is(end + 1, Class::INDEFINITE) { 45 } else { 36 };
            ballot.vote_head(head, weight, Rule::NameApposition, Some(t.span(phrase.head)));
        }
    }
}

/// Kinds of places that have names of their own: "the city of Velle", "Velle province".
fn is_region(head: Head) -> bool {
    head.etype == EntityType::Place && matches!(head.subtype, "city" | "region" | "country" | "neighborhood")
}
