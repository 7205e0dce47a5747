//! Glyphs to lines of text.

use unicode_normalization::UnicodeNormalization;

use super::device::PlacedGlyph;

/// A gap wider than this part of the font's size stands for a space.
const SPACE: f64 = 0.17;
/// A gap wider than this many times the font's size sets columns apart.
const COLUMN: f64 = 2.2;
/// A baseline that moves by more than this part of the font's size begins another line. Less is an index or an accent.
const BASELINE: f64 = 0.45;

/// A line as it is printed. Lengths are in points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The baseline, growing downward.
    pub(super) y: f64,
    /// The size of most of its glyphs.
    pub(super) size: f64,
    /// Number of glyphs whose meaning the font does not tell.
    pub(super) n_unknown: usize,
}

/// The lines of one page.
pub(super) struct Page {
    pub(super) height: f64,
    pub(super) lines: Vec<Line>,
}

/// Cuts glyphs into lines. They are taken in the order in which they are drawn, which is that of reading in what programs
/// write today, columns and tables included.
pub(super) fn lines(glyphs: Vec<PlacedGlyph>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut current: Vec<PlacedGlyph> = Vec::new();
    for glyph in glyphs {
        if current.last().is_some_and(|last| begins_line(last, &glyph)) {
            lines.extend(line(std::mem::take(&mut current)));
        }
        current.push(glyph);
    }
    lines.extend(line(current));
    lines
}

fn begins_line(last: &PlacedGlyph, next: &PlacedGlyph) -> bool {
    let size = last.size.max(next.size).max(1.0);
    let gap = next.x - (last.x + last.advance);
    last.turn != next.turn
        || (last.y - next.y).abs() > BASELINE * size
        || gap > COLUMN * size * 4.0
        || is_far_back(last, next, size)
}

/// A line that goes on to the left is written from right to left, glyph after glyph; a jump is a new line.
fn is_far_back(last: &PlacedGlyph, next: &PlacedGlyph, size: f64) -> bool {
    let back = last.x - (next.x + next.advance);
    back > COLUMN * size
}

fn line(mut glyphs: Vec<PlacedGlyph>) -> Option<Line> {
    let first = glyphs.first()?;
    let (y, left) = (first.y, glyphs.iter().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min));
    let right = glyphs.iter().map(|glyph| glyph.x + glyph.advance).fold(f64::NEG_INFINITY, f64::max);
    let size = median(glyphs.iter().map(|glyph| glyph.size).collect());
    let n_unknown = glyphs.iter().filter(|glyph| glyph.text.is_none()).count();
    if is_right_to_left(&glyphs) {
        glyphs = in_reading_order(glyphs);
    }
    let mut text = String::new();
    let mut before: Option<&PlacedGlyph> = None;
    for glyph in &glyphs {
        let words = glyph.text.as_deref().unwrap_or("\u{FFFD}");
        if before.is_some_and(|before| gap(before, glyph) > SPACE * size.max(1.0))
            && !text.ends_with(' ')
            && words != " "
        {
            text.push(' ');
        }
        text.extend(words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
        before = Some(glyph);
    }
    let text = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    Some(Line { text: plain_letters(&text), left, right, y, size, n_unknown }).filter(|line| !line.text.is_empty())
}

/// The room between two glyphs, whichever stands to the left.
fn gap(a: &PlacedGlyph, b: &PlacedGlyph) -> f64 {
    if a.x <= b.x { b.x - (a.x + a.advance) } else { a.x - (b.x + b.advance) }
}

fn is_right_to_left(glyphs: &[PlacedGlyph]) -> bool {
    let texts = || glyphs.iter().filter_map(|glyph| glyph.text.as_deref());
    let n_right = texts().filter(|text| text.chars().any(is_right_to_left_letter)).count();
    let n_left = texts().filter(|text| text.chars().any(|c| c.is_alphabetic() && !is_right_to_left_letter(c))).count();
    n_right > n_left
}

fn is_right_to_left_letter(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}') && c.is_alphabetic()
}

/// From where glyphs stand to the order in which a line from right to left is read: from the right, with numbers and words
/// of other scripts turned round.
fn in_reading_order(mut glyphs: Vec<PlacedGlyph>) -> Vec<PlacedGlyph> {
    glyphs.sort_by(|a, b| b.x.total_cmp(&a.x));
    let runs_left = |glyph: &PlacedGlyph| {
        glyph
            .text
            .as_deref()
            .is_some_and(|text| text.chars().any(|c| c.is_alphanumeric() && !is_right_to_left_letter(c)))
    };
    let mut start = 0;
    while start < glyphs.len() {
        let run = glyphs[start..].iter().take_while(|glyph| runs_left(glyph)).count();
        glyphs[start..start + run].reverse();
        start += run.max(1);
    }
    glyphs
}

/// Typographic ligatures and the shapes that Arabic letters take in a word are glyphs of their own, but plain letters to
/// everyone who searches for them.
fn plain_letters(text: &str) -> String {
    let is_shape = |c: char| matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if is_shape(c) {
            plain.extend(std::iter::once(c).nfkc());
        } else {
            plain.push(c);
        }
    }
    plain
}

/// The middle value; zero of none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of a size of ten points, five points wide, from `x` on; `_` leaves a gap.
    fn run(x: f64, y: f64, text: &str) -> Vec<PlacedGlyph> {
        let place = |(index, c): (usize, char)| {
            let x = x + 5.0 * index as f64;
            (c != '_').then(|| PlacedGlyph { text: Some(c.to_string()), x, y, advance: 5.0, size: 10.0, turn: 0 })
        };
        text.chars().enumerate().filter_map(place).collect()
    }

    fn texts(glyphs: Vec<PlacedGlyph>) -> Vec<String> {
        lines(glyphs).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn gaps_are_spaces_and_baselines_are_lines() {
        assert_eq!(texts([run(50.0, 100.0, "A_ferry"), run(50.0, 112.0, "sank.")].concat()), ["A ferry", "sank."]);
        assert_eq!(texts([run(50.0, 100.0, "CO"), run(60.0, 103.0, "2")].concat()), ["CO2"]);
    }

    #[test]
    fn ligatures_are_letters() {
        assert_eq!(texts(run(0.0, 0.0, "o\u{FB03}ce")), ["office"]);
    }

    #[test]
    fn lines_from_right_to_left_read_from_the_right() {
        // On the page from left to right: "12", a gap, then the word written backwards.
        assert_eq!(texts(run(0.0, 0.0, "12_هرابع")), ["عبارة".to_owned().replace('ة', "ه") + " 12"]);
    }
}
