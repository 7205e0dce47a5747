//! Three clocks of a claim: when it happened, when it was said, when it was published.
//!
//! The third is the date of the document. What happened is dated by a time expression inside the claim, or by the events
//! it tells that are dated elsewhere in the story; the day of publication never stands in for it. What was said is
//! dated by a day named beside the cue, by the quote it carries on, or, marked as such, by the day of the story.

use crate::model::{Analysis, Claim, Clock, ClockBasis, Document, Event, EventId, Span, TimeId, TimeKind, TimeValue};

/// Bytes between a cue and the day that belongs to it.
const BESIDE_CUE: usize = 60;

/// Sets both clocks of all claims from the other layers, which are complete.
pub fn set(document: &Document, analysis: &mut Analysis) {
    let mut claims = std::mem::take(&mut analysis.claims);
    let mut said_of_quote: Vec<Option<Clock>> = vec![None; analysis.quotes.len()];
    let by_trigger = events_by_trigger(&analysis.events);
    for claim in &mut claims {
        claim.happened = happened(analysis, claim, &by_trigger);
        claim.said = said(document, analysis, claim, &said_of_quote);
        if let Some(quote) = claim.quote
            && let Some(known) = said_of_quote.get_mut(quote.index())
        {
            *known = known.or(claim.said);
        }
    }
    analysis.claims = claims;
}

/// Every trigger with the event it tells, in text order.
fn events_by_trigger(events: &[Event]) -> Vec<(Span, EventId)> {
    let mut list: Vec<(Span, EventId)> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        list.extend(event.triggers.iter().map(|trigger| (*trigger, EventId::from_index(index))));
    }
    list.sort_by_key(|(span, id)| (span.start(), *id));
    list
}

/// A time inside the claim, else the date of an event that it tells.
fn happened(analysis: &Analysis, claim: &Claim, by_trigger: &[(Span, EventId)]) -> Option<Clock> {
    let named = claim.times.iter().find_map(|&id| clock_of(analysis, id));
    let told = || {
        claim.content.iter().find_map(|part| {
            let first = by_trigger.partition_point(|(span, _)| span.start() < part.start());
            let inside = by_trigger[first..].iter().take_while(|(span, _)| span.start() < part.end());
            inside.into_iter().find_map(|(_, id)| {
                let event = analysis.event(*id)?;
                Some(Clock { begin: event.begin?, end_before: event.end_before?, basis: ClockBasis::Event(*id) })
            })
        })
    };
    named.or_else(told)
}

fn clock_of(analysis: &Analysis, id: TimeId) -> Option<Clock> {
    let time = analysis.time(id)?;
    let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time);
    let (begin, end_before) = (time.begin?, time.end_before?);
    dated.then_some(Clock { begin, end_before, basis: ClockBasis::Time(id) })
}

fn said(document: &Document, analysis: &Analysis, claim: &Claim, said_of_quote: &[Option<Clock>]) -> Option<Clock> {
    let named = claim.cue.and_then(|cue| beside(analysis, cue, &claim.content));
    let carried = || {
        let earlier = analysis.quote(claim.quote?)?.continues?;
        let known = (*said_of_quote.get(earlier.index())?)?;
        Some(match known.basis {
            ClockBasis::Story => known,
            _ => Clock { basis: ClockBasis::Quote(earlier), ..known },
        })
    };
    named.or_else(carried).or_else(|| of_story(document))
}

/// The day named beside the cue, outside the content.
fn beside(analysis: &Analysis, cue: Span, content: &[Span]) -> Option<Clock> {
    let sentence = analysis.sentence_at(cue.start())?;
    let first = analysis.times.partition_point(|time| time.span.start() < sentence.start());
    let here = analysis.times.iter().enumerate().skip(first);
    let near = |time: &TimeValue| {
        let gap = time.span.start().saturating_sub(cue.end()) + cue.start().saturating_sub(time.span.end());
        gap < BESIDE_CUE && !content.iter().any(|part| part.overlaps(time.span))
    };
    let is_day = |clock: &Clock| Some(clock.end_before) == clock.begin.succ_opt();
    here.take_while(|(_, time)| time.span.start() < sentence.end())
        .filter(|(_, time)| near(time))
        .find_map(|(index, _)| clock_of(analysis, TimeId::from_index(index)).filter(is_day))
}

/// The day of the dateline, or of publication.
fn of_story(document: &Document) -> Option<Clock> {
    let dateline = document.dateline.as_ref().and_then(|dateline| dateline.date);
    let begin = dateline.or(document.date)?;
    Some(Clock { begin, end_before: begin.succ_opt()?, basis: ClockBasis::Story })
}

#[cfg(test)]
mod tests {
    use crate::{
        analysis::{Settings, analyze, testing},
        lexicon::Lexicon,
        model::{Claim, Clock, ClockBasis},
    };

    /// The claims of a story of Thursday, 8 February 2024.
    fn claims(text: &str) -> Vec<Claim> {
        analyze(&testing::document(text), Lexicon::builtin(), &Settings::default()).claims
    }

    fn shown(clock: Option<Clock>) -> String {
        let Some(clock) = clock else { return "-".to_owned() };
        let basis = match clock.basis {
            ClockBasis::Time(_) => "named",
            ClockBasis::Event(_) => "event",
            ClockBasis::Quote(_) => "carried",
            ClockBasis::Story => "story",
        };
        format!("{} {basis}", clock.begin)
    }

    #[test]
    fn what_happened_and_when_it_was_said_are_told_apart() {
        let list = claims("The army said on Tuesday that rebels had shelled the port on Sunday.");
        assert_eq!(
            (shown(list[0].happened), shown(list[0].said)),
            ("2024-02-04 named".to_owned(), "2024-02-06 named".to_owned())
        );
        assert_eq!(list[0].said_on().map(|day| day.to_string()).as_deref(), Some("2024-02-06"));
    }

    #[test]
    fn an_event_dated_elsewhere_dates_the_claim() {
        let list = claims("A drone strike killed Maro Velk on Monday. The army said the strike was a mistake.");
        let said = list.iter().find(|claim| claim.quote.is_some()).unwrap();
        assert_eq!(
            (shown(said.happened), shown(said.said)),
            ("2024-02-05 event".to_owned(), "2024-02-08 story".to_owned())
        );
        assert_eq!(said.said_on(), None, "a day that nobody named is not presented as one");
    }

    #[test]
    fn the_day_of_the_story_never_dates_what_happened() {
        let list = claims("The army said rebels had shelled the port.");
        assert_eq!(shown(list[0].happened), "-");
    }
}
