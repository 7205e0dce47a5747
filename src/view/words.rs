//! Numbers, dates, names and reasons in words, the same everywhere on screen.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::{
    corpus::Standing,
    lexicon::Lexicon,
    model::{
        Analysis, Claimant, Document, EntityId, EntityType, Evidence, Factuality, MentionClass, Quote, Realis, RuleId,
        Score, Span,
    },
};

/// A count with its digits in groups of three: 12,345.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count with its noun: "1 document", "12 documents".
pub fn counted(n: usize, singular: &str) -> String {
    let plural = match singular.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{singular}s"),
    };
    if n == 1 { format!("1 {singular}") } else { format!("{} {plural}", grouped(n)) }
}

/// The first `most` characters, with a sign where there are more.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A date in a table: 2024-02-08.
pub fn iso(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// A date in prose: Thursday, February 8, 2024.
pub fn date_in_full(date: NaiveDate) -> String {
    format!("{}, {} {}, {}", date.format("%A"), date.format("%B"), date.day(), date.year())
}

/// A date in a list: Feb 8, 2024.
pub fn date_short(date: NaiveDate) -> String {
    format!("{} {}, {}", date.format("%b"), date.day(), date.year())
}

/// A first letter in upper case, as a sentence begins.
pub fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A score for people: "sure (0.93)".
pub fn score(score: Score) -> String {
    let permille = score.permille();
    let word = match permille {
        900.. => "sure",
        750..900 => "fairly sure",
        500..750 => "not sure",
        _ => "a guess",
    };
    format!("{word} ({:.2})", f32::from(permille) / 1000.0)
}

/// What a rule does, in the words of the rule table; the words of its name where the table does not know it, as in an
/// analysis that was kept from another version.
pub(super) fn rule(id: &RuleId) -> String {
    match Lexicon::builtin().rules().find(id.as_str()) {
        Some(rule) => rule.words.to_owned(),
        None => id.as_str().replace('.', ", ").replace(['-', '_'], " "),
    }
}

/// Why something is tagged, in one line: what the rule does and the other rules that spoke for it, how sure it is, and
/// the rule's name.
pub fn reason(evidence: &Evidence) -> String {
    let mut rule_words = sentence_case(&rule(&evidence.rule));
    for other in &evidence.also {
        rule_words = format!("{rule_words}; also {}", rule(other));
    }
    let rule_name = evidence.rule.as_str();
    // A rule that does not weigh has no score.
    if evidence.score == Score::default() {
        return format!("{rule_words} · rule {rule_name}");
    }
    format!("{rule_words} · {} · rule {rule_name}", score(evidence.score))
}

/// Words of a span with line ends and runs of white space made single spaces.
pub fn one_line(document: &Document, span: Span) -> String {
    squeeze(document.words(span))
}

/// White space made single spaces, and no control characters.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    squeezed.retain(|c| !c.is_control());
    squeezed
}

/// What stands between the parts of a statement.
const BETWEEN_PARTS: &str = " … ";

/// Parts of a statement as one string; an ellipsis stands where the cue interrupts.
pub fn parts(document: &Document, parts: &[Span]) -> String {
    parts.iter().map(|part| one_line(document, *part)).collect::<Vec<_>>().join(BETWEEN_PARTS)
}

/// Where words of a statement stand in what [`parts`] makes of it, as ranges of bytes in text order.
pub fn places_in_parts(document: &Document, parts: &[Span], marks: &[Span]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut offset = 0;
    for &part in parts {
        for mark in marks.iter().filter(|mark| part.contains(**mark)) {
            let shown = one_line(document, *mark).len();
            let before = part.start()..mark.end();
            let end = offset + squeeze(document.text.get(before).unwrap_or_default()).len();
            places.push(end.saturating_sub(shown)..end);
        }
        offset += one_line(document, part).len() + BETWEEN_PARTS.len();
    }
    places.sort_unstable_by_key(|place| place.start);
    places.dedup_by(|next, place| next.start < place.end);
    places
}

/// Who says a quote, by the name in use: an acronym for a body with a long name, else the name.
pub fn speaker_short(document: &Document, analysis: &Analysis, quote: &Quote) -> String {
    match quote.speaker {
        Some(speaker) => short_name(analysis, speaker),
        None => quote.source.map_or_else(|| "unknown".to_owned(), |source| one_line(document, source)),
    }
}

/// Who says a quote, in full, with the role as printed.
pub fn speaker_full(document: &Document, analysis: &Analysis, quote: &Quote) -> String {
    let mut full = match quote.speaker.and_then(|speaker| analysis.entity(speaker)) {
        Some(entity) => entity.name.clone(),
        None => quote.source.map_or_else(|| "Speaker unknown".to_owned(), |source| one_line(document, source)),
    };
    if let Some(role) = quote.role {
        full.push_str(", ");
        full.push_str(&one_line(document, role));
    }
    full
}

/// An entity's name, or its acronym where the name is long and the document uses one.
fn short_name(analysis: &Analysis, id: EntityId) -> String {
    let Some(entity) = analysis.entity(id) else { return String::new() };
    let is_acronym = |text: &str| {
        (2..=8).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '.' | '-'))
    };
    if entity.etype != EntityType::Person && entity.name.len() > 16 {
        let acronym = entity.aliases.iter().find(|alias| is_acronym(&alias.text));
        if let Some(alias) = acronym {
            return alias.text.clone();
        }
    }
    entity.name.clone()
}

/// Who puts a claim forward.
pub fn claimant(analysis: &Analysis, claimant: Claimant) -> String {
    match claimant {
        Claimant::Entity(id) => analysis.entity(id).map_or_else(String::new, |entity| entity.name.clone()),
        Claimant::Author => "the reporter".to_owned(),
        Claimant::Unspecified => "unnamed source".to_owned(),
    }
}

/// How far somebody commits to a claim, in plain words.
pub fn commitment(factuality: Factuality) -> &'static str {
    match factuality {
        Factuality::CertainlySo => "holds it certain",
        Factuality::ProbablySo => "holds it probable",
        Factuality::PossiblySo => "holds it possible",
        Factuality::CertainlyNot => "holds it certainly not so",
        Factuality::ProbablyNot => "holds it probably not so",
        Factuality::PossiblyNot => "holds it possibly not so",
        Factuality::CertainlyUnknown => "does not tell",
        Factuality::Uncommitted => "does not commit to it",
    }
}

/// Whether an event is told as having happened, in plain words.
pub fn realis(realis: Realis) -> &'static str {
    match realis {
        Realis::Actual => "having happened",
        Realis::Historical => "background from an earlier time",
        Realis::Future => "to come",
        Realis::Hypothetical => "possible",
        Realis::NotHappened => "not having happened",
        Realis::Generic => "happening again and again",
    }
}

/// How a mention refers, in everyday words.
pub fn mention_class(class: MentionClass) -> &'static str {
    match class {
        MentionClass::Name => "name",
        MentionClass::Nominal => "description",
        MentionClass::Pronoun => "pronoun",
    }
}

/// Who says that a finding is so; nothing for the machine alone.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Machine => "",
        Standing::Confirmed => "confirmed by you",
        Standing::Corrected => "corrected by you",
        Standing::UserMade => "tagged by you",
    }
}

/// Number of words of a text, as a reader counts them.
pub fn n_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_counted() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(counted(1, "entity"), "1 entity");
        assert_eq!(counted(1_200, "entity"), "1,200 entities");
        assert_eq!(counted(2, "quote"), "2 quotes");
    }

    #[test]
    fn words_keep_their_place_when_white_space_is_squeezed() {
        let document = Document::plain("story", "“The  road\nmay be\tclosed,” Orr said. “Perhaps.”");
        let span = |words: &str| {
            let start = document.text.find(words).unwrap();
            Span::new(&document.text, start, start + words.len()).unwrap()
        };
        let content = [span("“The  road\nmay be\tclosed,”"), span("“Perhaps.”")];
        let shown = parts(&document, &content);
        let places = places_in_parts(&document, &content, &[span("Perhaps"), span("may be"), span("Orr")]);
        let words: Vec<&str> = places.into_iter().map(|place| &shown[place]).collect();
        assert_eq!(words, ["may be", "Perhaps"]);
    }

    #[test]
    fn dates_are_written_out_in_prose() {
        let date = NaiveDate::from_ymd_opt(2024, 2, 8).unwrap();
        assert_eq!(date_in_full(date), "Thursday, February 8, 2024");
        assert_eq!((iso(date).as_str(), date_short(date).as_str()), ("2024-02-08", "Feb 8, 2024"));
    }

    #[test]
    fn reasons_name_the_rule_and_how_sure_it_is() {
        let evidence = Evidence::new(RuleId::new("name.title-before"), Score::new(930));
        let reason = reason(&evidence);
        assert!(reason.contains("title") && reason.ends_with(" · sure (0.93) · rule name.title-before"), "{reason}");
        let kept = Evidence::new(RuleId::new("name.of-old"), Score::default());
        assert_eq!(super::reason(&kept), "Name, of old · rule name.of-old");
    }

    #[test]
    fn a_long_name_gives_way_to_its_acronym() {
        let (document, analysis) = crate::view::samples::strike();
        assert_eq!(speaker_short(&document, &analysis, &analysis.quotes[0]), "CENTCOM");
        assert_eq!(speaker_full(&document, &analysis, &analysis.quotes[0]), "U.S. Central Command");
    }

    #[test]
    fn words_are_counted_without_lone_signs() {
        assert_eq!(n_words("Daesh – the year it’s 2014."), 5);
    }
}
