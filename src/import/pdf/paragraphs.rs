//! Lines to paragraphs, across pages, without running headers and page numbers.

use std::collections::{HashMap, HashSet};

use super::lines::{Line, Page, median};
use crate::import::draft::Draft;

/// Part of a page's height, at its top and bottom, where running headers and page numbers stand.
const EDGE: f64 = 0.12;
/// A line that ends this many times its size before the margin ends its paragraph, if a sentence ends there.
const SHORT: f64 = 4.0;
/// The title is set larger than the text by this factor.
const HEADING: f64 = 1.2;
/// Number of paragraphs on the first page among which the title is.
const OPENING: usize = 4;
/// Longest title, in bytes.
const MAX_HEADING: usize = 200;
/// Running headers stand apart from the text by more than this many times the step from line to line.
const APART: f64 = 1.4;
/// A first line is set in by more than this many times its size.
const INDENT: f64 = 0.8;

/// A paragraph on its way: its text and the line that came last.
struct Paragraph {
    text: String,
    last: Line,
    /// Where its lines begin, apart from the first.
    left: f64,
    right: f64,
    n_lines: usize,
}

/// Puts the lines of all pages together.
pub(super) fn join(pages: Vec<Page>) -> Draft {
    let running = running_lines(&pages);
    let spacing = usual_spacing(&pages);
    let words = words_of(&pages);
    let usual_size = median(pages.iter().flat_map(|page| &page.lines).map(|line| line.size).collect());
    let mut draft = Draft::default();
    let mut heading = usual_size * HEADING;
    let mut open: Option<Paragraph> = None;
    for (number, page) in pages.into_iter().enumerate() {
        let mut is_marked = false;
        for line in without_running(page, number, &running, spacing) {
            let first_of_page = !std::mem::replace(&mut is_marked, true);
            let goes_on = open.as_ref().is_some_and(|open| {
                if first_of_page && number > 0 { goes_on_overleaf(open, &line) } else { goes_on(open, &line, spacing) }
            });
            if !goes_on && let Some(done) = open.take() {
                if number == 0
                    && draft.blocks.len() < OPENING
                    && done.text.len() <= MAX_HEADING
                    && done.last.size > heading
                {
                    heading = done.last.size;
                    draft.title = Some(done.text.clone());
                }
                draft.blocks.push(done.text);
            }
            let at = open.as_ref().map_or(0, |open| open.text.len());
            if first_of_page {
                draft.pages.push((draft.blocks.len(), at));
            }
            match &mut open {
                Some(open) => open.append(line, &words),
                None => open = Some(Paragraph::new(line)),
            }
        }
        if !is_marked {
            // An empty page still counts, so that the numbers of the others stay right.
            draft.pages.push((draft.blocks.len(), open.as_ref().map_or(0, |open| open.text.len())));
        }
    }
    draft.blocks.extend(open.map(|open| open.text));
    draft
}

impl Paragraph {
    fn new(line: Line) -> Self {
        Self { text: line.text.clone(), left: line.left, right: line.right, n_lines: 1, last: line }
    }

    fn append(&mut self, line: Line, words: &HashSet<String>) {
        self.left = if self.n_lines == 1 { line.left } else { self.left.min(line.left) };
        self.right = self.right.max(line.right);
        self.n_lines += 1;
        match hyphenated(&self.text, &line.text, words) {
            Some(Hyphen::Breaks) => {
                self.text.pop();
            }
            Some(Hyphen::Belongs) => {}
            None => self.text.push(' '),
        }
        self.text.push_str(&line.text);
        self.last = line;
    }
}

enum Hyphen {
    /// It breaks one word in two.
    Breaks,
    /// It joins two words.
    Belongs,
}

/// What the hyphen at the end of a line is: of `navi-` and `gation` the document knows `navigation`, or it knows the word
/// with its hyphen. Where it knows neither, the line break made it.
fn hyphenated(before: &str, after: &str, words: &HashSet<String>) -> Option<Hyphen> {
    let head = before.strip_suffix(['-', '\u{2010}', '\u{AD}'])?;
    let last = head.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().filter(|last| !last.is_empty())?;
    let next: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    let breaks = last.ends_with(char::is_lowercase) && next.starts_with(char::is_lowercase);
    if !breaks {
        return Some(Hyphen::Belongs);
    }
    let is_known = |word: String| words.contains(&word.to_lowercase());
    let belongs = !is_known(format!("{last}{next}")) && is_known(format!("{last}-{next}"));
    Some(if belongs { Hyphen::Belongs } else { Hyphen::Breaks })
}

/// Every word in small letters, hyphens inside included.
fn words_of(pages: &[Page]) -> HashSet<String> {
    let lines = pages.iter().flat_map(|page| &page.lines);
    lines
        .flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric() && c != '-'))
        .filter(|word| !word.ends_with('-') && word.len() > 3)
        .map(str::to_lowercase)
        .collect()
}

/// The lines of a page without those at its very top and bottom that are running headers and footers: from the edge inward up
/// to the first line that is none, which stands apart from them.
fn without_running(page: Page, number: usize, running: &HashSet<String>, spacing: f64) -> Vec<Line> {
    let mut order: Vec<usize> = (0..page.lines.len()).collect();
    order.sort_by(|a, b| page.lines[*a].y.total_cmp(&page.lines[*b].y));
    let mut outer = HashSet::new();
    for _ in 0..2 {
        let n = order.iter().take_while(|index| is_running(&page.lines[**index], number, page.height, running)).count();
        let y = |place: usize| order.get(place).map(|index| page.lines[*index].y);
        let apart = n > 0 && y(n).zip(y(n - 1)).is_none_or(|(kept, left)| (kept - left).abs() > APART * spacing);
        outer.extend(order.iter().take(if apart { n } else { 0 }).copied());
        order.reverse();
    }
    page.lines.into_iter().enumerate().filter(|(index, _)| !outer.contains(index)).map(|(_, line)| line).collect()
}

/// Whether a line goes on with the paragraph on the same page.
fn goes_on(open: &Paragraph, line: &Line, spacing: f64) -> bool {
    let last = &open.last;
    let size = last.size.max(1.0);
    let step = line.y - last.y;
    let same_line = step.abs() < 0.3 * size && line.left >= last.right - size;
    let is_near = step > 0.0 && step <= (spacing * 1.28).max(size * 1.05).min(size * 2.6);
    let same_size = (line.size - last.size).abs() <= 0.12 * size;
    let set_in = line.left > open.left + INDENT * size && open.n_lines > 1
        || line.left > last.left + INDENT * size && open.n_lines == 1;
    let overlaps = line.left < open.right && line.right > last.left.min(open.left);
    let is_item = line.text.starts_with(['•', '◦', '▪', '–']);
    same_line || is_near && same_size && overlaps && !set_in && !is_item && !ends_short(open, line)
}

/// A line that ends well before the margin, with the end of a sentence, and the next one begins like one.
fn ends_short(open: &Paragraph, line: &Line) -> bool {
    let margin = open.right.max(line.right);
    open.last.right < margin - SHORT * open.last.size && ends_sentence(&open.text)
}

/// Whether a paragraph goes on at the top of the next page or column.
fn goes_on_overleaf(open: &Paragraph, line: &Line) -> bool {
    let same_size = (line.size - open.last.size).abs() <= 0.12 * open.last.size.max(1.0);
    let begins_small = line.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    same_size && (!ends_sentence(&open.text) && open.n_lines > 1 || begins_small)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':', '…'])
}

/// The usual step from line to line.
fn usual_spacing(pages: &[Page]) -> f64 {
    let steps = pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| match pair {
        [a, b] => Some(b.y - a.y).filter(|step| *step > 0.5 * a.size && *step < 2.6 * a.size),
        _ => None,
    });
    median(steps.collect())
}

/// What lines at the edge of the pages come again on others. Their numbers stay as they are, or count the pages: other lines
/// that differ in numbers alone are text.
fn running_lines(pages: &[Page]) -> HashSet<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        let lines = page.lines.iter().filter(|line| is_at_edge(line, page.height));
        let here: HashSet<String> = lines.flat_map(|line| patterns(&line.text, number)).collect();
        here.into_iter().for_each(|pattern| *seen.entry(pattern).or_default() += 1);
    }
    let least = usize::max(3, pages.len().div_ceil(3));
    seen.into_iter().filter(|(_, n)| *n >= least).map(|(pattern, _)| pattern).collect()
}

/// A line of page `page` with its numbers as they are; with the first one counted from the page; with the last one.
fn patterns(line: &str, page: usize) -> [String; 3] {
    let is_digit = |c: char| c.is_ascii_digit();
    let relative = |from: usize, to: usize| {
        let number = line.get(from..to).and_then(|digits| digits.parse::<usize>().ok()).unwrap_or_default();
        let (before, after) = (line.get(..from).unwrap_or_default(), line.get(to..).unwrap_or_default());
        format!("{before}#{}{after}", number.wrapping_sub(page))
    };
    let first = line.find(is_digit).map(|from| {
        let length = line[from..].find(|c| !is_digit(c)).unwrap_or(line.len() - from);
        relative(from, from + length)
    });
    let last = line.rfind(is_digit).map(|at| {
        let from = line[..at]
            .rfind(|c| !is_digit(c))
            .map_or(0, |before| before + line[before..].chars().next().map_or(1, char::len_utf8));
        relative(from, at + 1)
    });
    [line.to_owned(), first.unwrap_or_default(), last.unwrap_or_default()]
}

fn is_running(line: &Line, page: usize, height: f64, running: &HashSet<String>) -> bool {
    let is_number = || {
        let bare = line.text.trim_matches(|c: char| !c.is_alphanumeric());
        bare.len() <= 4 && !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit())
    };
    let comes_again =
        || patterns(&line.text, page).iter().any(|pattern| !pattern.is_empty() && running.contains(pattern));
    is_at_edge(line, height) && (is_number() || comes_again())
}

fn is_at_edge(line: &Line, height: f64) -> bool {
    line.y < height * EDGE || line.y > height * (1.0 - EDGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of ten points that is as wide as its text, 12 points below the one before.
    fn line(left: f64, row: usize, text: &str) -> Line {
        let right = left + 5.0 * text.chars().count() as f64;
        Line { text: text.to_owned(), left, right, y: 120.0 + 12.0 * row as f64, size: 10.0, n_unknown: 0 }
    }

    fn page(lines: Vec<Line>) -> Page {
        Page { height: 800.0, lines }
    }

    #[test]
    fn lines_make_paragraphs() {
        let draft = join(vec![page(vec![
            line(50.0, 0, "The ferry sank off Port Velle before"),
            line(50.0, 1, "dawn, and ten people died there."),
            line(50.0, 3, "The owner said that the ship had been"),
            line(50.0, 4, "sound."),
            line(62.0, 5, "A court will look into the case in the"),
            line(50.0, 6, "spring."),
        ])]);
        assert_eq!(
            draft.blocks,
            [
                "The ferry sank off Port Velle before dawn, and ten people died there.",
                "The owner said that the ship had been sound.",
                "A court will look into the case in the spring."
            ]
        );
    }

    #[test]
    fn the_largest_line_at_the_top_is_the_title() {
        let large = Line { size: 16.0, ..line(50.0, 0, "Ferry sinks") };
        let draft =
            join(vec![page(vec![large, line(50.0, 3, "The ferry sank off Port Velle."), line(50.0, 6, "Ten died.")])]);
        assert_eq!((draft.title.as_deref(), draft.blocks.len()), (Some("Ferry sinks"), 3));
    }

    #[test]
    fn hyphens_at_line_ends() {
        let draft = join(vec![page(vec![
            line(50.0, 0, "The long-term plan for naviga-"),
            line(50.0, 1, "tion, they said, is a long-"),
            line(50.0, 2, "term one."),
        ])]);
        assert_eq!(draft.blocks, ["The long-term plan for navigation, they said, is a long-term one."]);
    }

    #[test]
    fn lines_that_differ_in_numbers_are_text() {
        let top = |text: &str| page(vec![Line { y: 30.0, ..line(50.0, 0, text) }]);
        let draft = join(vec![
            top("Witness 4 spoke."),
            top("Witness 9 spoke."),
            top("Witness 17 spoke."),
            top("Witness 18 spoke."),
        ]);
        assert_eq!(draft.blocks.len(), 4, "{:?}", draft.blocks);
    }

    #[test]
    fn paragraphs_go_on_overleaf_and_headers_do_not_count() {
        let header = |number: usize| Line { y: 30.0, ..line(50.0, 0, &format!("Harbour report {number}")) };
        let pages = (1..=3).map(|number| {
            let body = ["The ferry was found on Monday by a diver", "who had looked for it for a week and"];
            page(vec![header(number), line(50.0, 0, body[0]), line(50.0, 1, body[1])])
        });
        let draft = join(pages.collect());
        assert_eq!(draft.blocks.len(), 1, "{:?}", draft.blocks);
        assert!(!draft.blocks[0].contains("report"));
        assert_eq!(draft.pages[0], (0, 0));
        assert!(draft.blocks[0][draft.pages[1].1..].trim().starts_with("The ferry was"));
    }
}
