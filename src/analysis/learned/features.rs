//! The features of a token, the same for trainer and tagger.
//!
//! A feature is a number: a template mixed with the atoms it looks at. [`VERSION`] goes up with every change here, in the
//! atoms, and in what they are made from, because weights fit only the features they were trained with.

use std::ops::Range;

use super::{
    atoms::{Atoms, CLASSES, finish},
    document::N_FACTS,
};

/// The version of the features.
pub const VERSION: u16 = 4;

/// Words that a token's features look at, itself among them.
pub const WINDOW: usize = 5;

/// The place of the token itself in its window.
const MIDDLE: usize = 2;

/// Tokens that a list of names may have on either side.
const LIST: isize = 24;

/// A sentence whose features are wanted. They look at its own tokens only.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    atoms: &'a [Atoms],
    start: usize,
    edges: &'a [Atoms; 2],
}

struct Writer<'f> {
    out: &'f mut Vec<u32>,
    template: u64,
}

impl Writer<'_> {
    /// Adds the feature of the next template.
    fn add(&mut self, value: u64) {
        self.template += 1;
        self.push(value);
    }

    fn pair(&mut self, a: u64, b: u64) {
        self.add(a.wrapping_add(b.wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(23)));
    }

    /// One feature for each bit that is set.
    fn bits(&mut self, bits: u64, n: usize) {
        for bit in (0..n).filter(|bit| bits >> bit & 1 == 1) {
            let number = bit as u64 + 1;
            self.push(number.wrapping_mul(0x1000_0001));
        }
        self.template += 1;
    }

    fn push(&mut self, value: u64) {
        let mixed = finish(value.wrapping_add(self.template.wrapping_mul(0xa076_1d64_78bd_642f)));
        #[expect(clippy::cast_possible_truncation, reason = "the key is the lower half")]
        let key = (mixed ^ (mixed >> 32)) as u32;
        // Zero marks free places in the table of weights.
        self.out.push(key.max(1));
    }
}

/// The edges of a sentence read like words of their own.
pub fn edges() -> [Atoms; 2] {
    [(3, 0), (2, 1)].map(|(number, written)| Atoms {
        word: number,
        shape: number,
        pos: 28 + number,
        written,
        ..Atoms::default()
    })
}

impl<'a> Sentence<'a> {
    /// The sentence of these tokens in the atoms of a document.
    pub fn new(atoms: &'a [Atoms], tokens: Range<usize>, edges: &'a [Atoms; 2]) -> Self {
        Self { atoms: &atoms[tokens.clone()], start: tokens.start, edges }
    }

    fn at(&self, i: usize, offset: isize) -> &'a Atoms {
        match i.checked_add_signed(offset) {
            Some(k) => self.atoms.get(k).unwrap_or(&self.edges[1]),
            None => &self.edges[0],
        }
    }

    /// Writes the features of token `i`, counted from the start of the sentence, into `out`.
    pub fn features(&self, i: usize, out: &mut Vec<u32>) {
        self.in_context(i, out);
        for (place, atom) in self.window(i).into_iter().enumerate() {
            alone(place, atom, out);
        }
    }

    /// The words that the features of token `i` look at: itself in the middle of its neighbours.
    pub fn window(&self, i: usize) -> [&'a Atoms; WINDOW] {
        [self.at(i, -2), self.at(i, -1), &self.atoms[i], self.at(i, 1), self.at(i, 2)]
    }

    /// The features of token `i` but those that [`alone`] writes for the words of its window.
    pub fn in_context(&self, i: usize, out: &mut Vec<u32>) {
        out.clear();
        let mut writer = Writer { out, template: 0 };
        let window = self.window(i);
        writer.push(1);
        words(&mut writer, &window);
        forms(&mut writer, &window);
        lists(&mut writer, &window);
        suggestions(&mut writer, &window);
        if window[2].capital {
            writer.bits(window[2].facts.0.into(), N_FACTS);
            writer.pair(window[2].facts.0.into(), window[2].form);
            self.run(&mut writer, i);
            if window[2].listed[0] != 0 {
                self.list(&mut writer, i);
            }
        }
    }

    /// What governs the list of names that holds a listed name: "in Iraq, Syria and Jordan", "Iraq and Syria said". It
    /// tells whether a country is a place there or acts.
    fn list(&self, writer: &mut Writer<'_>, i: usize) {
        let inside = |atom: &&Atoms| atom.capital || atom.links;
        let walk = |step: isize| {
            let outside = (1..=LIST).map(|k| self.at(i, step * k)).find(|atom| !inside(atom));
            outside.unwrap_or(&self.edges[usize::from(step > 0)])
        };
        let (before, behind) = (walk(-1), walk(1));
        let next = self.at(i, 2);
        let kind = self.atoms[i].listed[0] & 1023;
        writer.template = 200;
        writer.pair(kind, before.word);
        writer.pair(kind, behind.word);
        writer.pair(kind, before.class);
        writer.pair(kind, behind.class);
        writer.pair(kind, before.pos * 32 + behind.pos);
        writer.pair(before.word, behind.pos);
        writer.pair(before.pos, behind.word);
        writer.pair(kind, next.noun * 32 + next.pos);
        writer.pair(self.at(i, 1).word, next.noun * 32 + next.pos);
    }

    /// The run of capitalised words that holds the token: its edges and its neighbours.
    fn run(&self, writer: &mut Writer<'_>, i: usize) {
        let (first, last) = self.atoms[i].run;
        let (first, last) = ((first as usize).saturating_sub(self.start), (last as usize).saturating_sub(self.start));
        if first > i || last < i || last >= self.atoms.len() {
            return;
        }
        // Templates of runs have numbers of their own, so that those above can grow.
        writer.template = 100;
        let place = u64::from(i == first) + 2 * u64::from(i == last);
        let length = (last - first).min(5) as u64;
        let (head, opening) = (&self.atoms[last], &self.atoms[first]);
        let (before, behind) = (self.at(first, -1), self.at(last, 1));
        writer.add(place * 8 + length);
        writer.pair(place, head.word);
        writer.pair(place, opening.word);
        writer.pair(place, before.word);
        writer.pair(place, behind.word);
        writer.pair(place * 8 + length, head.class);
        writer.pair(place * 8 + length, opening.class);
        writer.pair(head.class, opening.class);
        writer.pair(before.pos * 32 + behind.pos, place);
        writer.pair(self.at(first, -2).word, before.word);
        writer.pair(place, before.noun * 64 + behind.noun);
        writer.pair(place, behind.class);
        writer.pair(place, before.class);
        writer.bits(if last == i { 0 } else { head.facts.0.into() }, N_FACTS);
        writer.bits(if first == i { 0 } else { opening.facts.0.into() }, N_FACTS);
        writer.pair(place, head.listed[0]);
        writer.pair(place, opening.listed[0]);
        writer.pair(head.suffix[1], place);
    }
}

/// Adds the features that a written form gives at a place of a window, whatever stands around it. Their sums can be kept.
pub fn alone(place: usize, atom: &Atoms, out: &mut Vec<u32>) {
    let mut writer = Writer { out, template: 0 };
    let mut add = |template: usize, value: u64| {
        writer.template = template as u64;
        writer.push(value);
    };
    add(1 + place, atom.word);
    if place == MIDDLE {
        for (k, part) in atom.prefix.iter().chain(&atom.suffix).enumerate() {
            add(12 + k, *part);
        }
    }
    if atom.noun != 0 {
        add(46 + place, atom.noun);
    }
    let Some(near) = place.checked_sub(1).filter(|near| *near < 3) else { return };
    match near {
        0 => add(17, atom.suffix[1]),
        2 => add(18, atom.suffix[1]),
        _ => {}
    }
    add(19 + 4 * near, atom.shape);
    add(22 + 4 * near, atom.frequency);
    writer.template = 39 + near as u64;
    writer.bits(atom.class, CLASSES.len());
}

fn words(writer: &mut Writer<'_>, [b2, b1, w, a1, a2]: &[&Atoms; WINDOW]) {
    writer.template = 5;
    writer.pair(b1.word, w.word);
    writer.pair(w.word, a1.word);
    writer.pair(b1.word, a1.word);
    writer.pair(b2.word, b1.word);
    writer.pair(a1.word, a2.word);
    writer.pair(w.word, w.form);
}

fn forms(writer: &mut Writer<'_>, [b2, b1, w, a1, a2]: &[&Atoms; WINDOW]) {
    for (atom, template) in [b1, w, a1].into_iter().zip([19, 23, 27]) {
        writer.template = template;
        writer.add(atom.pos);
        writer.add(atom.form);
    }
    writer.template = 30;
    writer.pair(b1.shape, w.shape);
    writer.pair(w.shape, a1.shape);
    writer.pair(b1.shape.wrapping_add(w.shape.rotate_left(7)), a1.shape);
    writer.pair(b1.pos * 32 + w.pos, a1.pos);
    writer.pair(b2.pos * 32 + b1.pos, w.pos);
    writer.pair(w.pos * 32 + a1.pos, a2.pos);
    writer.pair(w.form, w.frequency);
    writer.pair(w.shape, b1.word);
    writer.pair(w.shape, a1.word);
}

fn lists(writer: &mut Writer<'_>, [_, b1, w, a1, _]: &[&Atoms; WINDOW]) {
    writer.template = 42;
    writer.pair(w.class, w.form);
    writer.pair(b1.class, w.class);
    writer.pair(w.class, a1.class);
    writer.template = 50;
    for atom in [b1, w, a1] {
        writer.template += 1;
        for listed in atom.listed.iter().filter(|listed| **listed != 0) {
            writer.push(*listed);
        }
    }
    let known = w.listed.iter().fold(0, |sum: u64, listed| sum.rotate_left(20) ^ listed);
    writer.pair(known, w.form);
    writer.pair(known, b1.word);
    writer.pair(known, a1.word);
    writer.pair(known, b1.pos * 32 + a1.pos);
    writer.pair(known, a1.class);
    writer.pair(known, a1.noun);
    writer.pair(known, w.frequency);
}

/// What the rules would tag.
fn suggestions(writer: &mut Writer<'_>, [_, b1, w, a1, _]: &[&Atoms; WINDOW]) {
    // Templates of suggestions have numbers of their own too.
    writer.template = 300;
    if b1.suggested + w.suggested + a1.suggested == 0 {
        return;
    }
    writer.pair(b1.suggested, w.suggested);
    writer.pair(w.suggested, a1.suggested);
    writer.pair(b1.suggested * 128 + w.suggested, a1.suggested);
    if w.suggested == 0 {
        return;
    }
    writer.add(w.suggested);
    writer.pair(w.suggested, w.form);
    writer.pair(w.suggested, w.votes);
    writer.pair(w.suggested, w.rule);
    writer.pair(w.suggested, w.listed[0]);
    writer.pair(w.suggested, w.word);
    writer.pair(w.suggested, b1.word);
    writer.pair(w.suggested, a1.word);
    writer.pair(w.suggested, w.frequency);
    writer.pair(w.suggested, w.facts.0.into());
    writer.pair(w.suggested * 32 + b1.pos, a1.pos);
}
