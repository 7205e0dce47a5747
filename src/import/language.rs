//! Which language a story is written in. The rules read English; of other languages the reader is told.

use whatlang::{Lang, detect};

use crate::model::{Document, Problem};

/// Number of bytes that are looked at: enough to be sure, little enough to cost nothing.
const SAMPLE: usize = 1200;

/// Notes the language of a document, from its file or else from its words, and warns where it is not English.
pub(super) fn note(document: &mut Document) {
    let told = document.origin.language.take().as_deref().and_then(primary);
    let language = told.or_else(|| guess(document.body()).map(str::to_owned));
    if let Some(language) = language.as_deref().filter(|language| *language != "en") {
        let name = name(language);
        document.problems.push(Problem::note(format!(
            "The story seems to be in {name}; names and statements are read with rules for English, so expect gaps"
        )));
    }
    document.origin.language = language;
}

/// The English name of the language with that code; the code itself where no name is known.
fn name(code: &str) -> &str {
    Lang::from_code(language3(code)).map_or(code, |lang| lang.eng_name())
}

/// `en` of `en-GB`.
fn primary(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let is_code = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    let code = CODES.iter().find(|(long, _)| *long == primary).map_or(primary, |(_, short)| (*short).to_owned());
    Some(code).filter(|_| is_code)
}

/// The ISO 639 code of the language of `text`, when the words leave little doubt.
fn guess(text: &str) -> Option<&'static str> {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&end| text.is_char_boundary(end))?;
    let sample = &text[..end];
    if is_plain_english(sample) {
        return Some("en");
    }
    let found = detect(sample).filter(whatlang::Info::is_reliable)?;
    let code = found.lang().code();
    Some(CODES.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short))
}

/// A test that costs nothing and decides most stories: Latin letters without accents, and the words that no English text
/// is without.
fn is_plain_english(sample: &str) -> bool {
    let n_others = sample.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    let n_words = [" the ", " of ", " to ", " in ", " and "].iter().filter(|word| sample.contains(**word)).count();
    n_others * 50 < sample.len() && n_words >= 4
}

fn language3(code: &str) -> &str {
    CODES.iter().find(|(_, short)| *short == code).map_or(code, |(long, _)| long)
}

/// The three-letter codes that the guesser speaks, with the two-letter ones that files use.
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (text, language) in [
            ("The ferry sank in the night, and most of those aboard had gone to sleep.", Some("en")),
            ("Паром затонул в понедельник утром, сообщили в порту, десять человек пропали без вести.", Some("ru")),
            ("غرقت العبارة ليلا ونجا معظم من كانوا على متنها كما قالت السلطات", Some("ar")),
            (
                "Die Fähre sank in der Nacht, und die meisten Menschen an Bord schliefen schon, sagte der Kapitän.",
                Some("de"),
            ),
            ("42", None),
        ] {
            assert_eq!(guess(text), language, "{text}");
        }
    }

    #[test]
    fn tags_of_files() {
        assert_eq!(primary("en-GB").as_deref(), Some("en"));
        assert_eq!(primary("eng").as_deref(), Some("en"));
        assert_eq!(primary("").as_deref(), None);
    }

    #[test]
    fn the_reader_is_told_of_other_languages() {
        let mut document = Document::plain(
            "a",
            "Паром затонул в понедельник утром, сообщили в порту города. Десять человек пропали без вести, остальных спасли рыбаки.",
        );
        note(&mut document);
        assert_eq!(document.origin.language.as_deref(), Some("ru"));
        assert!(document.problems[0].message.contains("Russian"), "{:?}", document.problems);
    }
}
