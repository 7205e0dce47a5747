//! Contacts of several tokens: telephone numbers, coordinates, references of the military grid (MGRS).

use std::ops::Range;

use super::tokens::Tokens;

/// The longest contact in bytes.
const LONGEST: usize = 48;
/// Most tokens of a contact.
const MAX_TOKENS: usize = 24;
/// Digits behind the point that make two bare numbers coordinates.
const FINE: usize = 3;

/// The kind of contact that starts at token `i`, and its tokens.
pub(super) fn starting_at(t: &Tokens<'_>, i: usize) -> Option<(&'static str, Range<usize>)> {
    if !t.text(i).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(')) {
        return None;
    }
    let sentence_end = t.sentence(t.sentence_of(i)).end.min(i + MAX_TOKENS);
    let mut text = t.text_of(i..sentence_end);
    while text.len() > LONGEST {
        let shorter = text.char_indices().take_while(|(at, _)| *at < LONGEST).last().map_or(0, |(at, _)| at);
        text = text.get(..shorter)?;
    }
    let kinds = [("phone", phone(text)), ("coordinates", coordinates(text)), ("mgrs", grid_reference(text))];
    kinds.into_iter().find_map(|(kind, length)| {
        let end = t.span(i).start() + length?;
        let tokens = (i..sentence_end).take_while(|&k| t.span(k).end() <= end).count();
        (tokens > 0 && t.span(i + tokens - 1).end() == end).then_some((kind, i..i + tokens))
    })
}

/// Number of ASCII digits at the start.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// "+44 20 7946 0018", "+1 (202) 555-0143".
fn phone(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('+')?;
    let (mut n_digits, mut end) = (0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            '0'..='9' => {
                n_digits += 1;
                end = at + 1;
            }
            ' ' | '-' | '.' | '(' | ')' if at < end + 3 => {}
            _ => break,
        }
    }
    (8..=15).contains(&n_digits).then_some(end + 1)
}

/// "36.2021, 37.1343", "59.1736°N 18.1679°E", "59°10′25″N 18°10′05″E".
fn coordinates(text: &str) -> Option<usize> {
    let latitude = angle(text, 90, ['N', 'S'])?;
    let behind = text.get(latitude.end..)?;
    let gap = behind.len() - behind.trim_start_matches([',', '/', ' ', '\u{a0}']).len();
    let longitude = angle(behind.get(gap..)?, 180, ['E', 'W'])?;
    let lettered = latitude.lettered && longitude.lettered;
    let bare = !latitude.lettered && !longitude.lettered && behind.starts_with(',');
    let fine = latitude.n_decimals >= FINE && longitude.n_decimals >= FINE;
    (gap > 0 && (lettered || bare && fine)).then_some(latitude.end + gap + longitude.end)
}

/// One of two coordinates.
struct Angle {
    end: usize,
    n_decimals: usize,
    lettered: bool,
}

fn angle(text: &str, most: u32, letters: [char; 2]) -> Option<Angle> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, mut tail) = unsigned.split_at_checked(digits(unsigned))?;
    if whole.is_empty() || whole.len() > 3 || whole.parse::<u32>().ok()? > most {
        return None;
    }
    let mut n_decimals = 0;
    if let Some(decimals) = tail.strip_prefix('.') {
        n_decimals = digits(decimals);
        tail = decimals.get(n_decimals..)?;
    }
    if let Some(minutes) = tail.strip_prefix('°') {
        tail = minutes;
        for marks in [['′', '\'', '’'], ['″', '"', '”']] {
            let part = tail.trim_start_matches(' ');
            let number = part.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
            match part.get(number..).and_then(|behind| behind.strip_prefix(marks)) {
                Some(behind) if number > 0 => tail = behind,
                _ => break,
            }
        }
    }
    let lettered = tail.trim_start_matches(' ').strip_prefix(letters);
    let lettered = lettered.filter(|behind| !behind.starts_with(char::is_alphanumeric));
    let end = text.len() - lettered.unwrap_or(tail).len();
    Some(Angle { end, n_decimals, lettered: lettered.is_some() })
}

/// "38SMB4488121345", "38S MB 44881 21345": zone, band, square, and as many digits east as north.
fn grid_reference(text: &str) -> Option<usize> {
    let zone = digits(text);
    if !(1..=60).contains(&text.get(..zone)?.parse::<u32>().ok()?) {
        return None;
    }
    let is_letter = |byte: u8| byte.is_ascii_uppercase() && !matches!(byte, b'I' | b'O');
    let bytes = text.as_bytes();
    let mut at = zone;
    if !bytes.get(at).is_some_and(|&band| is_letter(band) && (b'C'..=b'X').contains(&band)) {
        return None;
    }
    let skip = |at: usize| at + usize::from(bytes.get(at) == Some(&b' '));
    at = skip(at + 1);
    if !bytes.get(at..at + 2)?.iter().all(|&byte| is_letter(byte)) {
        return None;
    }
    at = skip(at + 2);
    let east = digits(text.get(at..)?);
    let closed = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let north = digits(text.get(skip(at + east)..)?);
    let (halves, whole) = (skip(at + east) + north, at + east);
    match east {
        2..=5 if north == east && halves > whole && closed(halves) => Some(halves),
        4 | 6 | 8 | 10 if closed(whole) => Some(whole),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// The first contact of a text, as `kind: words`.
    fn contact(text: &str) -> String {
        let tokens = Tokens::new(text, 0, Lexicon::builtin());
        let found = tokens.indices().find_map(|i| starting_at(&tokens, i));
        found.map_or_else(String::new, |(kind, range)| format!("{kind}: {}", tokens.text_of(range)))
    }

    #[test]
    fn telephone_numbers() {
        assert_eq!(contact("Call +44 20 7946 0018 now."), "phone: +44 20 7946 0018");
        assert_eq!(contact("Call +1 (202) 555-0143."), "phone: +1 (202) 555-0143");
        assert_eq!(contact("It rose by +12 000."), "");
    }

    #[test]
    fn coordinates_in_three_writings() {
        assert_eq!(contact("Smoke rose at 36.2021, 37.1343 today."), "coordinates: 36.2021, 37.1343");
        assert_eq!(contact("It lies at 59.1736°N 18.1679°E."), "coordinates: 59.1736°N 18.1679°E");
        assert_eq!(contact("It lies at 59°10′25″N 18°10′05″E."), "coordinates: 59°10′25″N 18°10′05″E");
        assert_eq!(contact("They won 36.2, 37.1 and 40.2 percent."), "");
        assert_eq!(contact("Ratings of 136.2021, 37.1343 were told."), "");
    }

    #[test]
    fn references_of_the_military_grid() {
        assert_eq!(contact("They met at 38SMB4488 today."), "mgrs: 38SMB4488");
        assert_eq!(contact("They met at 38S MB 44881 21345."), "mgrs: 38S MB 44881 21345");
        assert_eq!(contact("They met at 38SMB448."), "");
        assert_eq!(contact("They flew 38 SM 4488."), "");
    }
}
