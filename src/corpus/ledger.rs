//! The attribution ledger: every statement of a corpus as one row, the same on screen and in files.

use chrono::NaiveDate;

use super::{Corpus, CorpusEntity, Entry};
use crate::model::{Claim, ClaimId, Claimant, EntityId, Quote, QuoteId, QuoteKind, Span};

/// What a row is about: a claim, or a quote from which no claim was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementId {
    /// A claim, with the quote it comes from.
    Claim(ClaimId),
    /// A quote alone.
    Quote(QuoteId),
}

/// A column of the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum LedgerColumn {
    /// The day it was said; the day of the story where no day is named.
    #[default]
    Said,
    /// The first day of what it tells.
    Happened,
    /// The day the story was published.
    Published,
    /// The title of the story.
    Story,
    /// The outlet or agency.
    Outlet,
    /// Who says it.
    Speaker,
    /// The speaker's role as printed.
    Role,
    /// The body that the speaker belongs to.
    Affiliation,
    /// What the speaker does with it.
    Act,
    /// As so, or as not so.
    Polarity,
    /// How it is presented.
    Modality,
    /// The words that weaken it.
    Hedges,
    /// How the words are reported.
    Kind,
    /// The words.
    Words,
    /// What it speaks about.
    About,
}

impl LedgerColumn {
    /// All columns, from left to right.
    pub const ALL: [Self; 15] = [
        Self::Said,
        Self::Speaker,
        Self::Role,
        Self::Affiliation,
        Self::Act,
        Self::Words,
        Self::Polarity,
        Self::Modality,
        Self::Hedges,
        Self::Kind,
        Self::About,
        Self::Happened,
        Self::Published,
        Self::Outlet,
        Self::Story,
    ];

    /// The heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Said => "Said",
            Self::Happened => "Happened",
            Self::Published => "Published",
            Self::Story => "Story",
            Self::Outlet => "Outlet",
            Self::Speaker => "Speaker",
            Self::Role => "Role",
            Self::Affiliation => "Affiliation",
            Self::Act => "Act",
            Self::Polarity => "Polarity",
            Self::Modality => "Modality",
            Self::Hedges => "Hedges",
            Self::Kind => "Kind",
            Self::Words => "Words",
            Self::About => "About",
        }
    }

    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Said => "said_on",
            Self::Happened => "happened_on",
            Self::Published => "published_on",
            Self::Story => "story",
            Self::Outlet => "outlet",
            Self::Speaker => "speaker",
            Self::Role => "role",
            Self::Affiliation => "affiliation",
            Self::Act => "act",
            Self::Polarity => "polarity",
            Self::Modality => "modality",
            Self::Hedges => "hedges",
            Self::Kind => "kind",
            Self::Words => "words",
            Self::About => "about",
        }
    }

    /// Whether it holds days.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Said | Self::Happened | Self::Published)
    }
}

/// A statement with all that its row tells.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'c> {
    /// Which.
    pub id: StatementId,
    /// The story.
    pub entry: &'c Entry,
    /// The claim, if one was read from the words.
    pub claim: Option<&'c Claim>,
    /// The quote that holds the words, if they are somebody's.
    pub quote: Option<&'c Quote>,
}

/// The statements of one story, in text order: claims, and quotes of speech from which no claim was read.
pub fn statements(entry: &Entry) -> Vec<StatementId> {
    let analysis = &entry.analysis;
    let mut has_claim = vec![false; analysis.quotes.len()];
    for quote in analysis.claims.iter().filter_map(|claim| claim.quote) {
        if let Some(has_claim) = has_claim.get_mut(quote.index()) {
            *has_claim = true;
        }
    }
    let starts = |content: &[Span]| content.first().map_or(0, |part| part.start());
    let claims = analysis.claims.iter().enumerate();
    let mut found: Vec<(usize, StatementId)> =
        claims.map(|(index, claim)| (starts(&claim.content), StatementId::Claim(ClaimId::from_index(index)))).collect();
    let is_alone = |index: usize, quote: &Quote| {
        !has_claim[index] && !matches!(quote.kind, QuoteKind::Gloss | QuoteKind::Nonspeech)
    };
    let quotes = analysis.quotes.iter().enumerate().filter(|(index, quote)| is_alone(*index, quote));
    found.extend(quotes.map(|(index, quote)| (starts(&quote.content), StatementId::Quote(QuoteId::from_index(index)))));
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

impl<'c> Statement<'c> {
    /// A statement of a story; `None` when it is not there any more.
    pub fn new(entry: &'c Entry, id: StatementId) -> Option<Self> {
        let analysis = &entry.analysis;
        let (claim, quote) = match id {
            StatementId::Claim(id) => {
                let claim = analysis.claim(id)?;
                (Some(claim), claim.quote.and_then(|quote| analysis.quote(quote)))
            }
            StatementId::Quote(id) => (None, Some(analysis.quote(id)?)),
        };
        Some(Self { id, entry, claim, quote })
    }

    /// The spans of its words.
    pub fn content(&self) -> &'c [Span] {
        self.claim.map(|claim| &claim.content).or(self.quote.map(|quote| &quote.content)).map_or(&[], Vec::as_slice)
    }

    /// Who says it, as an entity of the story.
    pub fn speaker(&self) -> Option<EntityId> {
        match self.claim.map(|claim| claim.claimant) {
            Some(Claimant::Entity(entity)) => Some(entity),
            Some(Claimant::Author) => None,
            Some(Claimant::Unspecified) | None => self.quote.and_then(|quote| quote.speaker),
        }
    }

    /// Who says it, as an entity of the corpus.
    pub fn corpus_speaker<'k>(&self, corpus: &'k Corpus) -> Option<&'k CorpusEntity> {
        corpus.entity_in(self.entry, self.speaker()?)
    }

    /// Whether the reporter says it.
    pub fn is_by_author(&self) -> bool {
        self.claim.is_some_and(|claim| claim.claimant == Claimant::Author)
    }

    /// The day it was said: as named, or the day of the story.
    pub fn said(&self) -> Option<NaiveDate> {
        self.claim.and_then(|claim| claim.said).map(|clock| clock.begin).or(self.entry.document.date)
    }

    /// The first day of what it tells.
    pub fn happened(&self) -> Option<NaiveDate> {
        self.claim.and_then(|claim| claim.happened).map(|clock| clock.begin)
    }

    /// What it speaks about, as entities of the corpus.
    pub fn about<'k>(&self, corpus: &'k Corpus) -> impl Iterator<Item = &'k CorpusEntity> + use<'c, 'k> {
        let entry = self.entry;
        let about = self.claim.map_or(&[][..], |claim| claim.about.as_slice());
        about.iter().filter_map(move |&entity| corpus.entity_in(entry, entity))
    }

    /// What stands in a column; empty where there is nothing to say. Words are as printed.
    pub fn cell(&self, corpus: &Corpus, column: LedgerColumn) -> String {
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let exact = |span: Span| self.entry.document.words(span);
        let name = |entity: Option<EntityId>| {
            let entity = entity.and_then(|entity| corpus.entity_of(self.entry.id, entity));
            entity.map(|entity| entity.name.clone())
        };
        match column {
            LedgerColumn::Said => date(self.said()),
            LedgerColumn::Happened => date(self.happened()),
            LedgerColumn::Published => date(self.entry.document.date),
            LedgerColumn::Story => self.entry.document.title.clone(),
            LedgerColumn::Outlet => self.entry.document.source.clone().unwrap_or_default(),
            LedgerColumn::Speaker => name(self.speaker()).unwrap_or_else(|| self.unresolved_speaker()),
            LedgerColumn::Role => self.quote.and_then(|quote| quote.role).map(exact).unwrap_or_default().to_owned(),
            LedgerColumn::Affiliation => name(self.quote.and_then(|quote| quote.affiliation)).unwrap_or_default(),
            LedgerColumn::Act => self.claim.map(|claim| claim.act.label()).unwrap_or_default(),
            LedgerColumn::Polarity => self.claim.map(|claim| claim.polarity.label()).unwrap_or_default(),
            LedgerColumn::Modality => self.claim.map(|claim| claim.modality.label()).unwrap_or_default(),
            LedgerColumn::Hedges => {
                let hedges = self.claim.map_or(&[][..], |claim| claim.hedges.as_slice());
                hedges.iter().map(|&hedge| exact(hedge)).collect::<Vec<_>>().join("; ")
            }
            LedgerColumn::Kind => self.quote.map(|quote| quote.kind.label()).unwrap_or_default(),
            LedgerColumn::Words => self.content().iter().map(|&part| exact(part)).collect::<Vec<_>>().join(" … "),
            LedgerColumn::About => {
                let names = self.about(corpus).map(|entity| entity.name.as_str());
                names.collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn unresolved_speaker(&self) -> String {
        if self.is_by_author() {
            return "the reporter".to_owned();
        }
        let source = self.quote.and_then(|quote| quote.source);
        source.map_or_else(|| "unnamed source".to_owned(), |source| self.entry.document.words(source).to_owned())
    }
}
