//! Where letters stand: the same questions for every script and both ways of laying out.

use std::ops::Range;

use egui::{Color32, Rect, epaint::text::FontsView, pos2, text::TextFormat};

use super::{Block, Rows, bidi::needs_bidi};
use crate::app::{fonts, theme::Weight};

const WIDTH: f32 = 320.0;

const TEXTS: [&str; 7] = [
    "The U.S. Central Command said the commander killed Wednesday was targeted in response to the attacks.",
    "قال وزير الخارجية العراقي إن الغارة التي نفذتها طائرة مسيرة في شرق بغداد قتلت ثلاثة أشخاص يوم الأربعاء",
    "قال متحدث باسم CENTCOM يوم 7 فبراير إن الضربة قتلت 12 شخصا (Reuters) في بغداد",
    "דובר צה\"ל אמר ביום רביעי כי 3 בני אדם נהרגו בתקיפה (AFP) בבגדאד, לדברי המשרד",
    "وزیر امور خارجه گفت ۱۲۳ نفر در این حمله کشته شدند و ۴۵ نفر زخمی شدند",
    "A spokesman, ناطق باسم الحكومة, told reporters that 12 people (ثلاثة منهم أطفال) died in the raid on Thursday.",
    "वाशिंगटन में राष्ट्रपति ने गुरुवार को कहा कि हमले में तीन लोग मारे गए।",
];

/// Runs `check` with fonts as the window has them.
fn with_fonts(check: impl Fn(&mut FontsView<'_>)) {
    let ctx = egui::Context::default();
    ctx.set_fonts(fonts::definitions());
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| ui.fonts_mut(|fonts| check(fonts)));
    output.textures_delta.clear();
}

fn formats(text: &str) -> [(Range<usize>, TextFormat); 1] {
    let format =
        TextFormat { line_height: Some(27.0), ..TextFormat::simple(Weight::Regular.font(16.0), Color32::BLACK) };
    [(0..text.len(), format)]
}

fn chars(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.char_indices().map(|(at, c)| at..at + c.len_utf8())
}

#[test]
fn rows_tile_the_text_and_stay_within_the_width() {
    with_fonts(|fonts| {
        for text in TEXTS {
            let rows = Rows::new(fonts, text, &formats(text), WIDTH);
            assert!(rows.len() >= 2, "{text}");
            assert_eq!(rows.end_of(rows.len() - 1), text.len());
            for rect in rows.rects(text, &(0..text.len())) {
                assert!(rect.left() >= -0.5 && rect.right() <= WIDTH + 6.0, "{rect:?} in {text}");
            }
        }
    });
}

#[test]
fn right_to_left_rows_begin_at_the_right() {
    with_fonts(|fonts| {
        let text = TEXTS[1];
        let rows = Rows::new(fonts, text, &formats(text), WIDTH);
        let rect = |range: &Range<usize>| rows.rects(text, range).into_iter().next().unwrap();
        let first = rect(&(0..2));
        assert!((first.right() - WIDTH).abs() < 1.0, "{first:?}");
        let second_word = text.find(' ').unwrap() + 1;
        assert!(rect(&(second_word..second_word + 2)).right() < first.left());
    });
}

#[test]
fn latin_words_inside_run_to_the_right() {
    with_fonts(|fonts| {
        let text = TEXTS[2];
        let rows = Rows::new(fonts, text, &formats(text), WIDTH);
        let at = text.find("CENTCOM").unwrap();
        let lefts: Vec<f32> = (at..at + 7).map(|byte| rows.rects(text, &(byte..byte + 1))[0].left()).collect();
        assert!(lefts.is_sorted(), "{lefts:?}");
        assert_eq!(rows.rects(text, &(at..at + 7)).len(), 1, "one box around one word");
    });
}

#[test]
fn digits_of_any_script_run_to_the_right() {
    with_fonts(|fonts| {
        let text = TEXTS[4];
        let rows = Rows::new(fonts, text, &formats(text), 2_000.0);
        let at = text.find("۱۲۳").unwrap();
        let lefts: Vec<f32> = (0..3).map(|i| rows.rects(text, &(at + 2 * i..at + 2 * i + 2))[0].left()).collect();
        assert!(lefts.is_sorted(), "{lefts:?}");
    });
}

#[test]
fn a_range_across_directions_has_a_box_for_each_part() {
    with_fonts(|fonts| {
        let text = TEXTS[5];
        let rows = Rows::new(fonts, text, &formats(text), 2_000.0);
        let at = text.find("ناطق").unwrap();
        let to = at + "ناطق باسم".len();
        let rects = rows.rects(text, &(at - 10..to));
        let apart = |a: &Rect, b: &Rect| a.right() <= b.left() + 0.5;
        assert!(rects.len() >= 2 && rects.windows(2).all(|pair| apart(&pair[0], &pair[1])), "{rects:?}");
    });
}

#[test]
fn pointing_at_a_letter_finds_it_again() {
    with_fonts(|fonts| {
        let (mut n, mut missed) = (0, 0);
        for text in TEXTS {
            let block = Block::new(fonts, text, &formats(text), WIDTH);
            for c in chars(text) {
                let Some(rect) = block.rects(text, &c).into_iter().next().filter(|rect| rect.width() > 1.0) else {
                    continue;
                };
                n += 1;
                let near: Vec<usize> = [0.25, 0.75]
                    .map(|share| block.hit(text, pos2(rect.left() + rect.width() * share, rect.center().y)))
                    .to_vec();
                // Each half of a letter belongs to the boundary beside it, whichever side the letter begins at.
                if !(near.contains(&c.start) && near.contains(&c.end)) {
                    missed += 1;
                }
            }
        }
        // Letters inside a ligature share one box.
        assert!(n > 400 && missed * 20 <= n, "{missed} of {n} letters are not found again");
    });
}

#[test]
fn both_ways_of_laying_out_agree_on_latin_text() {
    with_fonts(|fonts| {
        let text = TEXTS[0];
        let plain = Block::new(fonts, text, &formats(text), WIDTH);
        assert!(matches!(plain, Block::Plain { .. }));
        let own = Rows::new(fonts, text, &formats(text), WIDTH);
        assert_eq!(plain.height(), own.height());
        for c in chars(text) {
            let (a, b) = (plain.rects(text, &c), own.rects(text, &c));
            if let (Some(a), Some(b)) = (a.first(), b.first()) {
                assert!((a.left() - b.left()).abs() < 1.5 && a.top() == b.top(), "{:?}: {a:?} {b:?}", &text[c]);
            }
        }
    });
}

#[test]
fn text_from_right_to_left_is_laid_out_by_us() {
    with_fonts(|fonts| {
        for text in TEXTS {
            let block = Block::new(fonts, text, &formats(text), WIDTH);
            assert!(!needs_bidi(text) || matches!(block, Block::Own(_)), "{text}");
        }
    });
}

#[test]
fn folded_text_keeps_to_its_rows() {
    with_fonts(|fonts| {
        for text in TEXTS {
            let block = Block::folded(fonts, text, &formats(text), 160.0, 2);
            assert!(block.height() <= 2.0 * 27.0 + 0.5, "{} in {text}", block.height());
        }
    });
}
