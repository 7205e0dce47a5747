//! Text exports of news databases, with many stories in one file: Nexis, old and new, and Factiva.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::{
    calendar,
    draft::{Draft, words_of},
};

#[expect(clippy::expect_used, reason = "the patterns are fixed; the tests below compile them")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that compiles")
}

/// The line above each story of the old Nexis.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$"));
/// The line below each story of the new Nexis.
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^[ \t]*End of Document[ \t]*$"));
/// The line below each story of Factiva.
static ACCESSION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^[ \t]*(?:AN[ \t]+)?Document [A-Za-z]{2,12}\d[A-Za-z0-9]{12,40}[ \t]*$"));
/// `LENGTH: 750 words`, `Byline: By Mira Tolan`.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i)(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|HEADLINE|LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE|SUBJECT|TYPE|SOURCE|DOCUMENT-TYPE|JOURNAL-CODE|CORRECTION-DATE|URL|CORRECTION|GEOGRAPHIC|INDUSTRY|PERSON|ORGANIZATION|COMPANY|TICKER|CITY|STATE|COUNTRY|Classification):[ \t]*(.*)$",
    )
});
/// The two capitals that begin a field of Factiva's tagged export.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(SE|HD|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|BY|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|VOL|CX)(?:[ \t]+(.*))?$",
    )
});

/// The stories of an export, each with the text it was read from; `None` for any other text.
pub(in crate::import) fn stories(text: &str) -> Option<Vec<(&str, Draft)>> {
    if NUMBERED.is_match(text) {
        let starts: Vec<_> = NUMBERED.find_iter(text).collect();
        let ends = starts.iter().skip(1).map(regex::Match::start).chain([text.len()]);
        let parts = starts.iter().zip(ends).filter_map(|(start, end)| text.get(start.end()..end));
        return Some(parts.map(|part| (part, numbered(part))).collect());
    }
    if let Some(parts) =
        parts_above(text, &END).filter(|parts| parts.iter().all(|part| part.lines().any(|line| line.trim() == "Body")))
    {
        return Some(parts.into_iter().map(|part| (part, nexis(part))).collect());
    }
    let parts = parts_above(text, &ACCESSION)?;
    let is_tagged = |part: &&str| part.lines().filter(|line| TAG.is_match(line.trim_end())).count() >= 4;
    let is_listed = |part: &&str| part.lines().take(12).any(|line| line.trim().ends_with(" words"));
    if !parts.iter().all(|part| is_tagged(part) || is_listed(part)) {
        return None;
    }
    Some(parts.into_iter().map(|part| (part, if is_tagged(&part) { tagged(part) } else { listed(part) })).collect())
}

/// The texts above each line of that kind.
fn parts_above<'t>(text: &'t str, end: &Regex) -> Option<Vec<&'t str>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for found in end.find_iter(text) {
        parts.extend(text.get(start..found.start()).filter(|part| !part.trim().is_empty()));
        start = found.end();
    }
    Some(parts).filter(|parts| !parts.is_empty())
}

/// Paragraphs: lines up to a blank one, without the breaks and margins that the export made.
fn paragraphs<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in lines {
        let line = words_of(line);
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(&line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Outlet, date, headline, then `NAME: value` fields, the text, and more fields.
fn numbered(part: &str) -> Draft {
    let mut draft = Draft::default();
    let (mut body, mut title) = (Vec::new(), None);
    let mut in_field = false;
    for paragraph in paragraphs(part.lines()) {
        if let Some(found) = FIELD.captures(&paragraph) {
            take_field(&mut draft, &found[1], &found[2]);
            in_field = true;
        } else if paragraph.starts_with("Copyright ") || paragraph == "All Rights Reserved" {
            continue;
        } else if draft.source.is_none() && !in_field {
            draft.source = Some(paragraph);
        } else if draft.date.is_none() && !in_field && calendar::find_date(&paragraph, None).is_some() {
            draft.take_date(&paragraph);
        } else if title.is_none() && !in_field {
            title = Some(paragraph);
        } else {
            body.push(paragraph);
        }
    }
    Draft { title: draft.title.take().or(title), blocks: body, ..draft }
}

/// Headline, outlet, date, fields, a line `Body`, the text, and more fields.
fn nexis(part: &str) -> Draft {
    let mut draft = Draft::default();
    let mut lines = part.lines();
    let head = paragraphs(lines.by_ref().take_while(|line| line.trim() != "Body").flat_map(|line| [line, ""]));
    for line in head {
        if let Some(found) = FIELD.captures(&line) {
            take_field(&mut draft, &found[1], &found[2]);
        } else if line.starts_with("Copyright ") || line.starts_with("Page ") {
            continue;
        } else if draft.title.is_none() {
            draft.title = Some(line);
        } else if draft.source.is_none() {
            draft.source = Some(line);
        } else {
            draft.take_date(&line);
        }
    }
    for paragraph in paragraphs(lines) {
        match FIELD.captures(&paragraph) {
            Some(found) => take_field(&mut draft, &found[1], &found[2]),
            None if matches!(paragraph.as_str(), "Classification" | "Graphic" | "Notes") => break,
            None => draft.blocks.push(paragraph),
        }
    }
    draft
}

/// Fields that begin with a tag of two capitals and go on until the next one.
fn tagged(part: &str) -> Draft {
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in part.lines() {
        let line = line.trim_end();
        match TAG.captures(line) {
            Some(found) => {
                let tag = found.get(1).map_or("", |tag| tag.as_str());
                fields.push((tag, found.get(2).map_or("", |value| value.as_str()).to_owned() + "\n"));
            }
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push_str(line);
                    value.push('\n');
                }
            }
        }
    }
    let mut draft = Draft::default();
    for (tag, value) in fields {
        match tag {
            "HD" => draft.title = Some(value),
            "BY" => draft.byline = Some(value),
            "SN" => draft.source = Some(value),
            "PD" => draft.take_date(&value),
            "LA" => draft.language = language(&value),
            "LP" | "TD" => draft.blocks.extend(paragraphs(value.lines())),
            _ => {}
        }
    }
    draft
}

/// Headline, authors, `750 words`, date, time, outlet, code, language, copyright, each on a line; then the text.
fn listed(part: &str) -> Draft {
    let mut draft = Draft::default();
    let lines: Vec<&str> = part.lines().map(str::trim).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or_default();
    let length = lines.iter().position(|line| line.ends_with(" words")).unwrap_or(first);
    let head = lines.get(first..length).unwrap_or_default();
    let (by, title): (Vec<&str>, Vec<&str>) =
        head.iter().partition(|line| line.starts_with("By ") || line.starts_with("BY "));
    draft.title = Some(title.join(" "));
    draft.byline = by.first().map(|by| (*by).to_owned());
    let mut at = length + 1;
    let mut below = Vec::new();
    while let Some(line) = lines.get(at).filter(|_| at < length + 12) {
        at += 1;
        if draft.date.is_none() && calendar::find_date(line, None).is_some() {
            draft.take_date(line);
        } else if line.to_lowercase().starts_with("copyright") || line.starts_with("(c)") || line.starts_with('©') {
            break;
        } else if !line.is_empty() {
            below.push(*line);
        }
    }
    let is_code = |line: &&str| line.len() <= 8 && !line.chars().any(char::is_lowercase);
    let is_time = |line: &&str| line.len() <= 8 && line.contains(':');
    draft.language = below.iter().find_map(|line| language(line));
    draft.source = below.iter().find(|line| !is_code(line) && !is_time(line)).map(|line| (*line).to_owned());
    draft.blocks = paragraphs(lines.get(at..).unwrap_or_default().iter().copied());
    draft
}

fn language(words: &str) -> Option<String> {
    whatlang::Lang::all()
        .iter()
        .find(|lang| lang.eng_name().eq_ignore_ascii_case(words.trim()))
        .map(|lang| lang.code().to_owned())
}

fn take_field(draft: &mut Draft, name: &str, value: &str) {
    match name.to_ascii_uppercase().as_str() {
        "BYLINE" => draft.byline = Some(value.to_owned()),
        "HEADLINE" => draft.title = Some(value.to_owned()),
        "LANGUAGE" => draft.language = language(value.split([';', ',']).next().unwrap_or_default()),
        "LOAD-DATE" => draft.take_date(value),
        "URL" => draft.url = Some(value.to_owned()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// title | byline | date | source | blocks
    fn read(text: &str) -> Vec<String> {
        let words = |value: &Option<String>| value.as_deref().map_or("-".to_owned(), words_of);
        let line = |draft: &Draft| {
            let date = draft.date.map_or("-".to_owned(), |date| date.to_string());
            format!(
                "{} | {} | {date} | {} | {}",
                words(&draft.title),
                words(&draft.byline),
                words(&draft.source),
                draft.blocks.join(" / ")
            )
        };
        stories(text).unwrap().iter().map(|(_, draft)| line(draft)).collect()
    }

    #[test]
    fn the_old_nexis() {
        let text = "                               1 of 2 DOCUMENTS\n\n\n                    The Coast Courier\n\n             March 3, 2024 Sunday\n                 Late Edition\n\n\
            Ferry sinks off Port Velle\n\nBYLINE: By MIRA TOLAN\n\nSECTION: Section A; Pg. 1\n\nLENGTH: 750 words\n\nDATELINE: PORT VELLE\n\n\
            A ferry sank early\non Sunday.\n\nTen died.\n\nLOAD-DATE: March 4, 2024\n\nLANGUAGE: ENGLISH\n\n   Copyright 2024 The Coast Courier\n\
            \n                               2 of 2 DOCUMENTS\n\nThe Coast Courier\n\nMarch 5, 2024\n\nTwo\n\nLENGTH: 5 words\n\nBody two.\n";
        assert_eq!(
            read(text),
            [
                "Ferry sinks off Port Velle | By MIRA TOLAN | 2024-03-03 | The Coast Courier | A ferry sank early on Sunday. / Ten died.",
                "Two | - | 2024-03-05 | The Coast Courier | Body two."
            ]
        );
    }

    #[test]
    fn the_new_nexis() {
        let text = "Ferry sinks off Port Velle\n\nThe Coast Courier\n\nMarch 3, 2024 Sunday\n\nCopyright 2024 The Coast Courier All Rights Reserved\n\n\
            Section: NEWS\nLength: 750 words\nByline: Mira Tolan\n\nBody\n\n\nA ferry sank.\n\nTen died.\n\n\nLoad-Date: March 4, 2024\n\n\nEnd of Document\n";
        assert_eq!(
            read(text),
            ["Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | The Coast Courier | A ferry sank. / Ten died."]
        );
    }

    #[test]
    fn factiva_tagged_and_listed() {
        let tagged = "HD\nFerry sinks off Port Velle\n\nBY\nMira Tolan\n\nWC\n750 words\n\nPD\n3 March 2024\n\nSN\nCoast Wire\n\nLA\nEnglish\n\nLP\nA ferry sank.\n\nTD\nTen died.\n\nMore.\n\nAN\nDocument COASTW0020240303ek3300001\n";
        let listed = "Ferry sinks off Port Velle\n\nBy Mira Tolan\n750 words\n3 March 2024\n08:15\nCoast Wire\nCOASTW\nEnglish\nCopyright 2024. Coast Wire.\n\nA ferry sank.\n\nTen died.\n\nDocument COASTW0020240303ek3300001\n";
        assert_eq!(
            read(tagged),
            ["Ferry sinks off Port Velle | Mira Tolan | 2024-03-03 | Coast Wire | A ferry sank. / Ten died. / More."]
        );
        assert_eq!(
            read(listed),
            ["Ferry sinks off Port Velle | By Mira Tolan | 2024-03-03 | Coast Wire | A ferry sank. / Ten died."]
        );
    }

    #[test]
    fn other_texts() {
        for text in [
            "A ferry sank.\n\nEnd of Document\n",
            "He was one of 3 of 4 DOCUMENTS left.",
            "Document the facts, she said.\n",
        ] {
            assert!(stories(text).is_none(), "{text}");
        }
    }
}
