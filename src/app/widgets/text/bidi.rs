//! Visual order for lines that hold right-to-left text.
//!
//! egui shapes every section of a layout job by itself and puts the sections side by side from the left. A line is
//! therefore cut into pieces that egui shapes right, in the order in which they stand on screen (UAX #9), and each
//! piece becomes a section of its own.

use std::ops::Range;

use egui::text::{LayoutJob, LayoutSection, TextFormat};
use unicode_bidi::{BidiInfo, ParagraphInfo};

/// Bytes of a text with the format they are drawn in; formats tile the text in order.
pub type Formats = [(Range<usize>, TextFormat)];

/// A part of a line that is shaped in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text.
    pub bytes: Range<usize>,
    /// Whether its characters run from right to left on screen.
    pub rtl: bool,
    /// Whether it holds joined letters, which egui shapes from right to left and pads with fillers.
    pub joined: bool,
}

/// Whether a text holds anything that egui alone would put in the wrong order.
pub fn needs_bidi(text: &str) -> bool {
    // Everything from right to left starts at U+0590, which is a lead byte of 0xD6 or more.
    text.bytes().any(|byte| byte >= 0xD6) && text.chars().any(|c| is_rtl_letter(c) || is_rtl_script_digit(c))
}

fn is_rtl_letter(c: char) -> bool {
    let rtl = matches!(u32::from(c),
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF);
    rtl && !is_rtl_script_digit(c)
}

/// Arabic-Indic digits run from left to right, but egui turns them round when it shapes several at once.
fn is_rtl_script_digit(c: char) -> bool {
    matches!(u32::from(c), 0x0660..=0x066C | 0x06F0..=0x06F9)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06ED)
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '«' => '»',
        '»' => '«',
        '<' => '>',
        '>' => '<',
        '‹' => '›',
        '›' => '‹',
        other => other,
    }
}

/// The pieces of one line in the order in which they stand on screen, cut also where the format changes.
pub fn visual_pieces(
    info: &BidiInfo<'_>,
    paragraph: &ParagraphInfo,
    line: Range<usize>,
    formats: &Formats,
) -> Vec<Piece> {
    let (levels, runs) = info.visual_runs(paragraph, line);
    let mut pieces = Vec::new();
    for run in runs.into_iter().filter(|run| !run.is_empty()) {
        let rtl = levels[run.start].is_rtl();
        let first = pieces.len();
        for (bytes, _) in formats {
            let part = bytes.start.max(run.start)..bytes.end.min(run.end);
            if part.start < part.end {
                cut_run(info.text, part, rtl, &mut pieces);
            }
        }
        if rtl {
            pieces[first..].reverse();
        }
    }
    pieces
}

/// Cuts a run of one direction into pieces, in logical order.
fn cut_run(text: &str, run: Range<usize>, rtl: bool, pieces: &mut Vec<Piece>) {
    let mut chars = text[run.clone()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let joined = rtl && (is_rtl_letter(c) || is_joiner(c));
        let goes_on = |next: char| {
            if rtl {
                joined && (is_rtl_letter(next) || is_joiner(next) || is_mark(next))
            } else {
                !is_rtl_script_digit(next)
            }
        };
        if rtl || !is_rtl_script_digit(c) {
            while let Some((next_at, next)) = chars.next_if(|(_, next)| goes_on(*next)) {
                end = next_at + next.len_utf8();
            }
        }
        pieces.push(Piece { bytes: run.start + at..run.start + end, rtl, joined });
    }
}

/// A layout job of one line without wrapping, its sections in visual order.
pub fn job_of(text: &str, pieces: &[Piece], formats: &Formats) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    for piece in pieces {
        let words = &text[piece.bytes.clone()];
        let start = job.text.len();
        match single(words).filter(|_| piece.rtl) {
            Some(c) => job.text.push(mirrored(c)),
            None => job.text.push_str(words),
        }
        // Sections are pushed by hand: `LayoutJob::append` merges equal neighbours, and would shape them as one.
        job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: start.into()..job.text.len().into(),
            format: format_at(formats, piece.bytes.start),
        });
    }
    job
}

fn single(words: &str) -> Option<char> {
    let mut chars = words.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn format_at(formats: &Formats, byte: usize) -> TextFormat {
    let i = formats.partition_point(|(bytes, _)| bytes.end <= byte).min(formats.len().saturating_sub(1));
    formats.get(i).map(|(_, format)| format.clone()).unwrap_or_default()
}

/// A job for a label, button or table cell: one line of one format in visual order.
pub fn line_job(text: &str, format: &TextFormat) -> LayoutJob {
    if !needs_bidi(text) {
        let mut job = LayoutJob::single_section(text.to_owned(), format.clone());
        job.break_on_newline = false;
        return job;
    }
    let info = BidiInfo::new(text, None);
    let formats = [(0..text.len(), format.clone())];
    let pieces: Vec<Piece> = info
        .paragraphs
        .iter()
        .flat_map(|paragraph| visual_pieces(&info, paragraph, paragraph.range.clone(), &formats))
        .collect();
    job_of(text, &pieces, &formats)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        line_job(text, &TextFormat::default()).text
    }

    #[test]
    fn latin_text_needs_no_reordering() {
        assert!(!needs_bidi("Iraq on Thursday – “no”, 12 000 €, 北京, नमस्ते"));
        assert!(needs_bidi("قال"));
        assert!(needs_bidi("שלום"));
        assert!(needs_bidi("۱۲۳"));
    }

    #[test]
    fn words_of_a_right_to_left_line_stand_from_the_right() {
        assert_eq!(shown("אב גד"), "גד אב");
    }

    #[test]
    fn latin_words_and_digits_inside_keep_their_order() {
        assert_eq!(shown("אב Reuters 12 גד"), "גד Reuters 12 אב");
    }

    #[test]
    fn brackets_are_mirrored() {
        assert_eq!(shown("אב (גד)"), "(גד) אב");
    }

    #[test]
    fn arabic_digits_are_shaped_one_by_one() {
        let info = BidiInfo::new("في ١٢", None);
        let formats = [(0..info.text.len(), TextFormat::default())];
        let pieces = visual_pieces(&info, &info.paragraphs[0], 0..info.text.len(), &formats);
        let words: Vec<&str> = pieces.iter().map(|piece| &info.text[piece.bytes.clone()]).collect();
        assert_eq!(words, ["١", "٢", " ", "في"]);
    }

    #[test]
    fn pieces_tile_the_line() {
        for text in ["قال وزير (Reuters) إن 12 شخصا", "abc…", "שלום world, ۱۲۳!", "ab\u{200F}b"] {
            let info = BidiInfo::new(text, None);
            let middle = text.char_indices().nth(2).unwrap().0;
            let formats = [(0..middle, TextFormat::default()), (middle..text.len(), TextFormat::default())];
            let mut pieces = visual_pieces(&info, &info.paragraphs[0], 0..text.len(), &formats);
            pieces.sort_by_key(|piece| piece.bytes.start);
            let mut end = 0;
            for piece in pieces {
                assert_eq!(piece.bytes.start, end, "{text}");
                end = piece.bytes.end;
            }
            assert_eq!(end, text.len());
        }
    }
}
