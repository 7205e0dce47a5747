//! The names of the rules as the program knows them; what they do, and how sure they are, stands in the rule table.

use crate::{
    lexicon::Lexicon,
    model::{Evidence, RuleId, Score},
};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident => $id:literal,)*) => {
        /// A rule of the engine. Its line in `assets/rules/` has the same name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            /// All rules, for the test that compares them with the table.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in the table.
            pub(crate) const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

rules! {
    /// A listed name.
    NameListed => "name.listed",
    /// A title stands before it.
    NameTitleBefore => "name.title-before",
    /// Its last word names a kind of organization.
    NameOrganizationHead => "name.organization-head",
    /// Its last word names a kind of place.
    NamePlaceHead => "name.place-head",
    /// It ends in Inc., Ltd and the like.
    NameLegalForm => "name.legal-form",
    /// It starts with a first name.
    NameFirstName => "name.first-name",
    /// A description follows after a comma.
    NameApposition => "name.apposition",
    /// A noun before it says what it is.
    NameNounBefore => "name.noun-before",
    /// A noun behind it says what it is.
    NameNounAfter => "name.noun-after",
    /// A preposition of place stands before it.
    NamePreposition => "name.preposition",
    /// It says something.
    NameSpeaks => "name.speaks",
    /// "who" or an age follows.
    NameHuman => "name.human",
    /// Capitals only.
    NameCapitals => "name.capitals",
    /// Part of a longer name in this text.
    NameShortForm => "name.short-form",
    /// Arabic and other name particles.
    NameParticle => "name.particle",
    /// Place or agency of the dateline.
    NameDateline => "name.dateline",
    /// Nothing but capital letters speaks for it.
    NameShape => "name.shape",
    /// A numbered unit of an armed force.
    NameUnit => "name.unit",
    /// A ship, by what stands before its name.
    NameVessel => "name.vessel",
    NameSails => "name.sails",
    /// A word and a number that is part of the name.
    NameDesignation => "name.designation",
    /// A nationality, faith or political group.
    NameGroup => "name.group",
    /// The trained model, and no rule.
    NameModel => "name.model",
    /// A web address, e-mail or handle.
    NameContact => "name.contact",
    /// A rank or office before a name.
    TitleBeforeName => "title.before-name",
    /// A description with a known head.
    NominalHead => "nominal.head",
    /// A pronoun and the candidate that fits best.
    Pronoun => "reference.pronoun",
    /// "I" and "we" in the words of who speaks.
    SpeakerSelf => "reference.speaker",
    /// The same name again.
    SameName => "reference.same-name",
    /// Two listed names of one thing.
    ListedAlias => "reference.listed-alias",
    /// Part of a longer name.
    ShortForm => "reference.short-form",
    /// The initials of a longer name.
    Acronym => "reference.acronym",
    /// A title and the name behind it.
    TitleOf => "reference.title",
    /// A name and a description between commas.
    Apposition => "reference.apposition",
    /// Two names joined by "known as".
    KnownAs => "reference.known-as",
    /// A person and the name that identifies them.
    IdentifiedAs => "reference.identified-as",
    /// A name and a description joined by "is".
    Copula => "reference.copula",
    /// The same noun again, with "the".
    SameHead => "reference.same-head",
    /// A noun that is part of an earlier name.
    HeadOfName => "reference.head-of-name",
    /// A general word for the latest name of its kind.
    GeneralWord => "reference.general-word",
    /// The same role with the same fate.
    SameVictim => "reference.same-victim",
    /// A role that somebody has for a body.
    LinkRole => "link.role",
    /// "part of" and the like.
    LinkPart => "link.part",
    /// "-based", "-led".
    LinkCompound => "link.compound",
    /// "led by", "based in".
    LinkParticiple => "link.participle",
    /// A place in a wider one.
    LinkPlace => "link.place",
    /// Words in quotation marks behind a cue.
    QuoteBehindCue => "quote.behind-cue",
    /// Words before their subject and cue.
    QuoteBeforeCue => "quote.before-cue",
    /// Words before a cue with its subject behind.
    QuoteInverted => "quote.inverted",
    /// A clause behind a cue.
    QuoteClause => "quote.clause",
    /// An infinitive behind a cue.
    QuoteInfinitive => "quote.infinitive",
    /// A noun phrase behind a cue.
    QuoteNoun => "quote.noun",
    /// A characterization.
    QuoteLabel => "quote.label",
    /// "according to".
    QuoteAccordingTo => "quote.according-to",
    /// A noun that holds words.
    QuoteNounCue => "quote.noun-cue",
    /// A name with a colon.
    QuoteColon => "quote.colon",
    /// A name with a dash.
    QuoteDash => "quote.dash",
    /// A paragraph of an interview or of a statement.
    QuoteTurn => "quote.turn",
    /// A quotation without cue behind one with a speaker.
    QuoteContinued => "quote.continued",
    /// A quotation without cue and without speaker before.
    QuoteAlone => "quote.alone",
    /// A quotation before a subject whose verb is no cue.
    QuoteBeforeVerb => "quote.before-verb",
    /// Words in quotation marks inside a sentence.
    QuoteFragment => "quote.fragment",
    /// Words that explain other words.
    QuoteGloss => "quote.gloss",
    /// Quotation marks without speech.
    QuoteNonspeech => "quote.nonspeech",
    /// What a source says.
    ClaimOfSource => "claim.source",
    /// What a source says in a clause of its own within a statement.
    ClaimWithin => "claim.within",
    /// A source that does not comment.
    ClaimNoComment => "claim.no-comment",
    /// An accusation whose source is not named.
    ClaimAccused => "claim.accused",
    /// A statement that a hedge gives to nobody in particular.
    ClaimHedged => "claim.hedged",
    /// What the reporter states.
    ClaimAuthor => "claim.author",
    /// A happening that the reporter takes for granted.
    ClaimEvent => "claim.event",
    /// A verb that stands for an event.
    EventVerb => "event.verb",
    /// A noun that stands for an event.
    EventNoun => "event.noun",
    /// A date in digits.
    TimeNumericDate => "time.numeric-date",
    /// A month with a day.
    TimeMonthDay => "time.month-day",
    /// A month by its name.
    TimeMonth => "time.month",
    /// A weekday, reckoned from the story's date and the tense of the verb.
    TimeWeekday => "time.weekday",
    /// A year in four digits.
    TimeYear => "time.year",
    /// Ten years by their first digits.
    TimeDecade => "time.decade",
    /// A season, with the year that the story's date and the verb tell.
    TimeSeason => "time.season",
    /// A feast day.
    TimeFeast => "time.feast",
    /// A quarter or half of a year.
    TimePartOfYear => "time.part-of-year",
    /// A time of day.
    TimeClock => "time.clock",
    /// A day named from the story's day: today, yesterday.
    TimeDay => "time.day",
    /// An early, middle or late part of a period.
    TimePartOfPeriod => "time.part-of-period",
    /// The last, present or next week, month or year, by the calendar.
    TimeCalendar => "time.calendar",
    /// The day, week or year next to the one told last.
    TimeNarrative => "time.narrative",
    /// So long before or after the story's day, or the day told last.
    TimeOffset => "time.offset",
    /// A length of time.
    TimeDuration => "time.duration",
    /// A time that comes again and again.
    TimeSet => "time.set",
    /// A time that the words leave open.
    TimeVague => "time.vague",
    /// A number whose noun tells what is counted.
    QuantityNoun => "quantity.noun",
    /// A number with a word for what befell the counted right behind it.
    QuantityState => "quantity.state",
    /// A number whose noun is the subject of a verb that befalls it.
    QuantitySubject => "quantity.subject",
    /// A number whose noun is the object of a verb that befalls it.
    QuantityObject => "quantity.object",
    /// A number behind a noun for what befell the counted, or a toll.
    QuantityAct => "quantity.act",
    /// A number joined to one whose role is known.
    QuantityJoined => "quantity.joined",
    /// A number of which only the kind of thing is known.
    QuantityKind => "quantity.kind",
}

impl Rule {
    /// The rule's name as findings carry it.
    pub(crate) const fn rule_id(self) -> RuleId {
        RuleId::new(self.id())
    }

    /// The rule's score from the table.
    pub(crate) fn score(self, lexicon: &Lexicon) -> Score {
        lexicon.rules().find(self.id()).map(|info| info.score).unwrap_or_default()
    }

    /// Evidence by this rule.
    pub(crate) fn evidence(self, lexicon: &Lexicon) -> Evidence {
        Evidence::new(self.rule_id(), self.score(lexicon))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        analysis::{Settings, analyze, testing},
        model::{Analysis, Span},
    };

    #[test]
    fn the_table_and_the_program_name_the_same_rules() {
        let table: BTreeSet<&str> = Lexicon::builtin().rules().iter().map(|rule| rule.id).collect();
        let program: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(table, program);
    }

    /// What a rule found, as spans of the text.
    fn found(analysis: &Analysis, layer: &str, id: &str) -> Vec<Span> {
        let named = |evidence: &Evidence| evidence.rule.as_str() == id;
        let hull = |parts: &[Span]| Span::hull(parts).unwrap();
        match layer {
            "mention" => analysis.mentions.iter().filter(|m| named(&m.evidence)).map(|m| m.span).collect(),
            "reference" => {
                let also = |evidence: &Evidence| evidence.also.iter().any(|rule| rule.as_str() == id);
                analysis.mentions.iter().filter(|m| also(&m.evidence)).map(|m| m.span).collect()
            }
            "quote" => analysis.quotes.iter().filter(|q| named(&q.evidence)).map(|q| hull(&q.content)).collect(),
            "link" => analysis.links.iter().filter(|l| named(&l.evidence)).map(|l| l.span).collect(),
            "time" => analysis.times.iter().filter(|t| named(&t.evidence)).map(|t| t.span).collect(),
            "event" => analysis.events.iter().filter(|e| named(&e.evidence)).map(|e| e.triggers[0]).collect(),
            "quantity" => analysis.quantities.iter().filter(|q| named(&q.evidence)).map(|q| q.span).collect(),
            _ => analysis.claims.iter().filter(|c| named(&c.evidence)).map(|c| hull(&c.content)).collect(),
        }
    }

    /// The text with what the rule found in brackets.
    fn bracketed(text: &str, layer: &str, id: &str) -> String {
        let analysis = analyze(&testing::document(text), Lexicon::builtin(), &Settings::default());
        testing::bracket(text, &found(&analysis, layer, id))
    }

    #[test]
    fn every_rule_keeps_its_word() {
        let mut wrong = Vec::new();
        for rule in Lexicon::builtin().rules().iter() {
            // The sign of a paragraph stands for a blank line.
            let expected = rule.matches.replace(" ¶ ", "\n\n");
            let text = expected.replace(['[', ']'], "");
            let shown = bracketed(&text, rule.layer, rule.id);
            if shown != expected {
                wrong.push(format!("{}: {} instead of {}", rule.id, shown, rule.matches));
            }
            let fails = bracketed(rule.fails, rule.layer, rule.id);
            if fails != rule.fails {
                wrong.push(format!("{}: {} should not match", rule.id, fails));
            }
            if rule.score.permille() == 0 {
                wrong.push(format!("{} has no score", rule.id));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
