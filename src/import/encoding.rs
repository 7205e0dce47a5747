//! Bytes to text: byte order marks, UTF-8, UTF-16 and legacy encodings, and one kind of line end.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;
use crate::model::Problem;

/// Text with the encoding it came in.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
    pub(super) problem: Option<Problem>,
}

/// Decodes a file: by its byte order mark, else as UTF-8, else as UTF-16 without a mark, else as the legacy encoding
/// that fits its bytes best.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    decode_declared(bytes, None)
}

/// Decodes a file that may name its own encoding. A byte order mark goes before what it says, and so does UTF-8: a text that
/// is valid as such is hardly ever anything else.
pub(super) fn decode_declared(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (guess(bytes)?, bytes),
    };
    let encoding =
        declared.filter(|_| encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE).unwrap_or(encoding);
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    let text = unify_line_ends(&text);
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    reject_noise(&text, had_errors)?;
    let name = encoding.name();
    let problem = had_errors.then(|| {
        Problem::warning(format!(
            "Some bytes are not valid {name} and were replaced by \u{FFFD}; check the words there against the original"
        ))
    });
    Ok(Decoded { text, encoding: name, problem })
}

fn guess(bytes: &[u8]) -> Result<&'static Encoding, ImportError> {
    if let Some(found) = magic(bytes) {
        return Err(ImportError::Binary { found });
    }
    if memchr::memchr(0, bytes).is_some() {
        // Stray NULs occur in real wire files; UTF-16 shows them at every other byte.
        if let Some(encoding) = utf16_without_mark(bytes) {
            return Ok(encoding);
        }
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Allow))
}

/// Files whose first bytes say that they are something else.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "compressed data"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"SQLite format 3\0", "a database"),
    ];
    STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// UTF-16 text shows NULs nearly always at the same side of its pairs, as far as it is mostly Latin.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 > pairs * 7 && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Text has few control characters and decodes nearly everywhere. More than one odd character in a hundred means that
/// the file is something else.
fn reject_noise(text: &str, had_errors: bool) -> Result<(), ImportError> {
    let is_odd = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t' | '\u{c}')) || (had_errors && c == char::REPLACEMENT_CHARACTER)
    };
    let (n_odd, n) = text.chars().fold((0usize, 0usize), |(n_odd, n), c| (n_odd + usize::from(is_odd(c)), n + 1));
    // A handful is damage, not a format.
    if n_odd > 8 && n_odd * 100 > n { Err(ImportError::Binary { found: "control characters" }) } else { Ok(()) }
}

/// CRLF and single CR become LF.
pub(super) fn unify_line_ends(text: &str) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_of(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn encodings() {
        let words = "“Nothing moved,” said Zoë Marquès of Port Velle.";
        let with_mark = [b"\xEF\xBB\xBF", words.as_bytes()].concat();
        assert_eq!(text_of(words.as_bytes()), (words.to_owned(), "UTF-8"));
        assert_eq!(text_of(&with_mark), (words.to_owned(), "UTF-8"));
        assert_eq!(text_of(&utf16(&format!("\u{FEFF}{words}"), u16::to_le_bytes)), (words.to_owned(), "UTF-16LE"));
        assert_eq!(text_of(&utf16(&format!("\u{FEFF}{words}"), u16::to_be_bytes)), (words.to_owned(), "UTF-16BE"));
        assert_eq!(text_of(&utf16(words, u16::to_le_bytes)), (words.to_owned(), "UTF-16LE"));
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(words);
        assert_eq!(text_of(&latin), (words.to_owned(), "windows-1252"));
        let cyrillic = "Паром затонул в понедельник утром, сообщили в порту.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
        assert_eq!(text_of(&bytes), (cyrillic.to_owned(), "windows-1251"));
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(text_of(b"a\r\nb\rc\nd").0, "a\nb\nc\nd");
    }

    #[test]
    fn what_is_not_text_says_so() {
        assert!(matches!(decode(b""), Err(ImportError::Empty)));
        assert!(matches!(decode(b" \r\n\t"), Err(ImportError::Empty)));
        assert!(matches!(decode(b"%PDF-1.7 ..."), Err(ImportError::Binary { found: "a PDF document" })));
        let noise: Vec<u8> = (0..4000u32).map(|i| (i * 7919 % 251) as u8).collect();
        assert!(matches!(decode(&noise), Err(ImportError::Binary { .. })));
    }

    #[test]
    fn a_stray_nul_is_no_reason_to_refuse_a_story() {
        assert_eq!(text_of(b"The ferry\0 sank at dawn.").0, "The ferry\0 sank at dawn.");
    }

    proptest! {
        #[test]
        fn any_bytes_give_text_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.text.contains('\r'));
                prop_assert!(!decoded.text.trim().is_empty());
            }
        }

        #[test]
        fn utf8_comes_through_unchanged(text in "\\PC{1,300}") {
            prop_assume!(!text.trim().is_empty() && !text.starts_with('\u{FEFF}') && magic(text.as_bytes()).is_none());
            prop_assert_eq!(text_of(text.as_bytes()).0, text);
        }
    }
}
