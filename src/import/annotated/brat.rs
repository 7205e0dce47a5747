//! brat standoff: `name.txt` with its text, `name.ann` with its annotations.

use std::collections::BTreeMap;

use crate::{
    import::{ImportError, archive::Package, encoding},
    model::{
        EntityType, QuoteKind,
        annotated::{Annotated, Chars, TextKey, ToldMention, ToldQuote},
    },
};

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Annotated>, ImportError> {
    let mut package = Package::open(bytes, "archive of brat files")?;
    let mut names: Vec<String> =
        package.names().filter_map(|name| name.strip_suffix(".ann").map(str::to_owned)).collect();
    names.sort_unstable();
    let mut annotated = Vec::new();
    for name in names {
        let Some(text) = package.part(&format!("{name}.txt"))? else { continue };
        let Some(lines) = package.part(&format!("{name}.ann"))? else { continue };
        // As it is: brat counts every character, carriage returns too.
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines = if lines.is_empty() { String::new() } else { encoding::decode(&lines)?.text };
        annotated.push(story(text, &lines));
    }
    Ok(annotated)
}

/// Words that a `T` line marks.
struct Bound<'l> {
    kind: &'l str,
    chars: Chars,
}

fn story(text: String, lines: &str) -> Annotated {
    let mut bounds: BTreeMap<&str, Bound<'_>> = BTreeMap::new();
    let (mut kinds, mut speakers) = (BTreeMap::new(), BTreeMap::new());
    let mut n_unknown = 0;
    for line in lines.lines() {
        let mut fields = line.split('\t');
        let (id, value) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let words: Vec<&str> = value.split(' ').collect();
        match (id.chars().next(), words.as_slice()) {
            (Some('T'), [kind, places @ ..]) => match hull(&places.join(" ")) {
                Some(chars) => drop(bounds.insert(id, Bound { kind, chars })),
                None => n_unknown += 1,
            },
            (Some('A'), ["Kind", about, kind]) => drop(kinds.insert(*about, *kind)),
            (Some('R'), ["Speaker", from, to]) => {
                let ends = from.strip_prefix("Arg1:").zip(to.strip_prefix("Arg2:"));
                speakers.extend(ends);
            }
            // Classes and notes say what the program finds out for itself.
            (Some('A' | '#'), _) | (None, _) => {}
            _ => n_unknown += 1,
        }
    }
    let (mut mentions, mut quotes) = (Vec::new(), Vec::new());
    for (id, bound) in &bounds {
        if bound.kind == "quote" {
            let kind = kinds.get(id).and_then(|kind| QuoteKind::from_code(kind)).unwrap_or(QuoteKind::Direct);
            let speaker = speakers.get(id).and_then(|speaker| bounds.get(speaker)).map(|speaker| speaker.chars);
            quotes.push(ToldQuote { chars: bound.chars, kind, speaker });
        } else if let Some(etype) = EntityType::from_code(bound.kind) {
            mentions.push(ToldMention { chars: bound.chars, etype });
        } else {
            n_unknown += 1;
        }
    }
    mentions.sort_by_key(|mention| mention.chars);
    quotes.sort_by_key(|quote| quote.chars);
    Annotated { text: TextKey::Text(text), mentions, quotes, claims: None, n_unknown }
}

/// From the first to the last place of `0 5;6 9`.
fn hull(places: &str) -> Option<Chars> {
    let mut hull: Option<Chars> = None;
    for place in places.split(';') {
        let (start, end) = place.split_once(' ')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        hull = Some(hull.map_or((start, end), |(first, last): Chars| (first.min(start), last.max(end))));
    }
    hull.filter(|(start, end)| start < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let told = story(
            "Denn said “no\n never”.".to_owned(),
            "T1\tperson 0 4\tDenn\nA1\tClass T1 name\n#1\tAnnotatorNotes T1\te1 Denn\nT2\tquote 10 13;15 21\t“no never”\n\
             A2\tKind T2 direct\nR1\tSpeaker Arg1:T2 Arg2:T1\nT3\tship 0 4\tDenn\nT4\tperson x y\tD\n",
        );
        assert_eq!(told.mentions, [ToldMention { chars: (0, 4), etype: EntityType::Person }]);
        assert_eq!(told.quotes, [ToldQuote { chars: (10, 21), kind: QuoteKind::Direct, speaker: Some((0, 4)) }]);
        assert_eq!(told.n_unknown, 2);
    }
}
