//! The quotes and the claims: two lists of cards with the same controls.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Id, Ui};

use super::{Context, asked::Asked, correct_bar::item_menu, focus_id, scope_label};
use crate::{
    app::{
        action::{Action, Panel},
        widgets::{
            cards::{CardList, CardScene},
            controls::{choice, choice_item, empty_state, field_width, filter_field, toolbar},
        },
    },
    corpus::{Corpus, CorpusEntityId, Entry},
    model::{Act, ClaimId, DocId, QuoteId, QuoteKind},
    view::{ClaimFilter, QuoteFilter, Scope, Statement, claim_card, claims, quote_card, quotes},
    workspace::{Item, Matching, Revision, Workspace},
};

/// Time that a frame spends on filtering; the rest is done in the next ones.
const SCAN_BUDGET: Duration = Duration::from_millis(3);
/// Statements filtered between two looks at the clock.
const SCAN_PIECE: usize = 256;
/// Speakers offered in the menu at most.
const MOST_SPEAKERS: usize = 24;

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// Who said what in which words.
    Quotes,
    /// What is claimed by whom.
    Claims,
}

impl StatementKind {
    fn panel(self) -> Panel {
        match self {
            Self::Quotes => Panel::Quotes,
            Self::Claims => Panel::Claims,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Quotes => "quote",
            Self::Claims => "claim",
        }
    }

    fn item(self, (doc, id): (DocId, u32)) -> Item {
        match self {
            Self::Quotes => Item::Quote(doc, QuoteId(id)),
            Self::Claims => Item::Claim(doc, ClaimId(id)),
        }
    }

    fn card(self, workspace: &Workspace, (doc, id): (DocId, u32)) -> Option<Statement> {
        match self {
            Self::Quotes => quote_card(workspace, doc, QuoteId(id)),
            Self::Claims => claim_card(workspace, doc, ClaimId(id)),
        }
    }
}

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filter {
    text: String,
    /// What matches the words, where they are a query.
    matching: Option<Arc<Matching>>,
    speaker: Option<CorpusEntityId>,
    kind: Option<QuoteKind>,
    act: Option<Act>,
}

impl Filter {
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.speaker.is_none() && self.kind.is_none() && self.act.is_none()
    }
}

/// Filter, found cards and scroll position of one of the lists.
pub struct StatementsPanel {
    /// Whether it shows one document or all.
    pub scope: Scope,
    kind: StatementKind,
    filter: Filter,
    asked: Asked,
    scan: Scan,
    /// The list as it will be after something changed in it; until then the former one stays.
    fresh: Option<Scan>,
    list: CardList,
    seen_serial: u64,
    /// The card of the selection, and the serial and number of cards for which it was looked up.
    selected: Option<(u64, usize, Option<usize>)>,
}

/// Filtering, as far as it has come: documents are looked at one after the other, for a few milliseconds a frame.
#[derive(Default)]
struct Scan {
    filter: Filter,
    doc: Option<DocId>,
    scope: Scope,
    findings: Revision,
    /// The document to look at next, and the position in its list.
    next: (usize, usize),
    found: Vec<(DocId, u32)>,
}

impl StatementsPanel {
    /// An empty list of one kind.
    pub fn new(kind: StatementKind) -> Self {
        Self {
            scope: Scope::default(),
            kind,
            filter: Filter::default(),
            asked: Asked::default(),
            scan: Scan::default(),
            fresh: None,
            list: CardList::default(),
            seen_serial: 0,
            selected: None,
        }
    }

    /// Number of cards.
    pub fn n_rows(&self) -> usize {
        self.scan.found.len()
    }

    /// The switch between this document and all.
    pub fn bar(&self, ui: &mut Ui, actions: &mut Vec<Action>) {
        scope_switch(ui, self.kind.panel(), self.scope, actions);
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        self.advance(ui, context);
        let noun = self.kind.noun();
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar(ui, |ui| {
            // Room for the menus beside it, so that all stand in one row of a narrow panel.
            let width = field_width(ui, if self.kind == StatementKind::Quotes { 272.0 } else { 236.0 });
            let id = Id::unique(("filter statements", noun));
            let name = format!("Filter {noun}s");
            filter_field(ui, id, &name, "Words, speaker", &mut self.filter.text, width);
            self.speaker_menu(ui, context);
            match self.kind {
                StatementKind::Quotes => {
                    self.kind_menu(ui);
                    self.act_menu(ui);
                }
                StatementKind::Claims => self.act_menu(ui),
            }
        });
        if self.scan.found.is_empty() {
            self.empty(ui, context, actions);
            return;
        }
        let selected = self.selected_card(context);
        let reveal = self.seen_serial != context.selection_serial;
        self.seen_serial = context.selection_serial;
        let (kind, found) = (self.kind, &self.scan.found);
        let workspace = context.workspace;
        let chosen = self.list.show(
            ui,
            &CardScene {
                id: focus_id(kind.panel()),
                name: kind.panel().label(),
                n: found.len(),
                selected,
                reveal,
                with_story: self.scope == Scope::Corpus,
                card: &|index| kind.card(workspace, *found.get(index)?),
            },
            |response, index| {
                if let Some(statement) = found.get(index) {
                    item_menu(response, kind.item(*statement), context.subject, actions);
                }
            },
        );
        if let Some(statement) = chosen.and_then(|index| found.get(index)) {
            actions.push(Action::Select(kind.item(*statement)));
        }
    }

    /// The card of the selection; looked up once, since there may be very many.
    fn selected_card(&mut self, context: &Context<'_>) -> Option<usize> {
        let (serial, n) = (context.selection_serial, self.scan.found.len());
        match self.selected {
            Some((known_serial, known_n, card)) if (known_serial, known_n) == (serial, n) => card,
            _ => {
                let card = self.find_selected(context);
                self.selected = Some((serial, n, card));
                card
            }
        }
    }

    /// A selected claim also lights up its quote.
    fn find_selected(&self, context: &Context<'_>) -> Option<usize> {
        let wanted = match (self.kind, context.selection?) {
            (StatementKind::Quotes, Item::Quote(doc, id)) => (doc, id.0),
            (StatementKind::Quotes, Item::Claim(doc, id)) => {
                (doc, context.workspace.corpus().entry(doc)?.analysis.claim(id)?.quote?.0)
            }
            (StatementKind::Claims, Item::Claim(doc, id)) => (doc, id.0),
            _ => return None,
        };
        self.scan.found.iter().position(|found| *found == wanted)
    }

    /// Filters on, for a few milliseconds.
    pub fn advance(&mut self, ui: &Ui, context: &Context<'_>) {
        self.filter.matching = self.asked.refresh(ui, context, &self.filter.text);
        let doc = context.doc_in(self.scope);
        let findings = context.workspace.findings();
        let new = || Scan { filter: self.filter.clone(), doc, scope: self.scope, findings, ..Scan::default() };
        if self.scan.filter != self.filter || self.scan.doc != doc || self.scan.scope != self.scope {
            self.scan = new();
            self.fresh = None;
            self.list = CardList::default();
            self.selected = None;
        } else if self.fresh.as_ref().unwrap_or(&self.scan).findings != findings {
            self.fresh = Some(new());
        }
        let corpus = context.workspace.corpus();
        let (scope, n) = match self.scope {
            Scope::Document => (doc, 1),
            Scope::Corpus => (None, corpus.entries().n_slots()),
        };
        let started = Instant::now();
        let scan = self.fresh.as_mut().unwrap_or(&mut self.scan);
        while scan.next.0 < n {
            match corpus.entry(scope.unwrap_or(DocId::from_index(scan.next.0))) {
                Some(entry) => scan.look_at(self.kind, corpus, entry),
                // The place of a document that was taken out.
                None => scan.next = (scan.next.0 + 1, 0),
            }
            if started.elapsed() > SCAN_BUDGET {
                ui.request_repaint();
                return;
            }
        }
        if let Some(fresh) = self.fresh.take() {
            self.scan = fresh;
            self.list.forget();
            self.selected = None;
        }
    }
}

impl Scan {
    /// Filters the next piece of a document's list.
    fn look_at(&mut self, of: StatementKind, corpus: &Corpus, entry: &Entry) {
        let Filter { text, matching, speaker, kind, act } = self.filter.clone();
        let (document, from) = self.next;
        let part = from..from + SCAN_PIECE;
        let n = match of {
            StatementKind::Quotes => {
                let found = quotes(corpus, entry, &QuoteFilter { text, matching, speaker, kind, act }, part.clone());
                self.found.extend(found.into_iter().map(|id| (entry.id, id.0)));
                entry.analysis.quotes.len()
            }
            StatementKind::Claims => {
                let found = claims(corpus, entry, &ClaimFilter { text, matching, speaker, act }, part.clone());
                self.found.extend(found.into_iter().map(|id| (entry.id, id.0)));
                entry.analysis.claims.len()
            }
        };
        self.next = if part.end < n { (document, part.end) } else { (document + 1, 0) };
    }
}

impl StatementsPanel {
    fn empty(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let noun = self.kind.noun();
        if !self.filter.is_empty() {
            let sentence = format!("No {noun} matches the filter in {}.", scope_label(self.scope));
            if empty_state(ui, &sentence, Some(&format!("Show all {noun}s"))) {
                self.filter = Filter::default();
            }
        } else if self.scope == Scope::Document && context.n_documents() > 1 {
            let button = format!("{} of all documents", self.kind.panel().label());
            if empty_state(ui, &format!("This document has no {noun}s."), Some(&button)) {
                actions.push(Action::SetScope(self.kind.panel(), Scope::Corpus));
            }
        } else {
            let sentence = match self.kind {
                StatementKind::Quotes => "Who said what appears here when a document has quotes.",
                StatementKind::Claims => "Who claims what appears here when a document has claims.",
            };
            empty_state(ui, sentence, None);
        }
    }

    fn speaker_menu(&mut self, ui: &mut Ui, context: &Context<'_>) {
        let corpus = context.workspace.corpus();
        let name = |id: CorpusEntityId| corpus.entity(id).map_or("", |entity| entity.name.as_str());
        let shown = self.filter.speaker.map_or("all speakers", name);
        let mut chosen = self.filter.speaker;
        choice(ui, &format!("Speaker of {}s", self.kind.noun()), shown, |ui| {
            if choice_item(ui, chosen.is_none(), "all speakers") {
                chosen = None;
            }
            for id in speakers(corpus, context.doc_in(self.scope), self.kind) {
                if choice_item(ui, chosen == Some(id), &crate::view::words::sentence_case(name(id))) {
                    chosen = Some(id);
                }
            }
        });
        self.filter.speaker = chosen;
    }

    fn kind_menu(&mut self, ui: &mut Ui) {
        let shown = self.filter.kind.map_or_else(|| "all kinds".to_owned(), QuoteKind::label);
        choice(ui, "Kind of quotes", &shown, |ui| {
            if choice_item(ui, self.filter.kind.is_none(), "all kinds") {
                self.filter.kind = None;
            }
            for kind in QuoteKind::ALL {
                if choice_item(ui, self.filter.kind == Some(*kind), &kind.label()) {
                    self.filter.kind = Some(*kind);
                }
            }
        });
    }

    fn act_menu(&mut self, ui: &mut Ui) {
        let shown = self.filter.act.map_or_else(|| "all acts".to_owned(), Act::label);
        choice(ui, &format!("Act of {}s", self.kind.noun()), &shown, |ui| {
            if choice_item(ui, self.filter.act.is_none(), "all acts") {
                self.filter.act = None;
            }
            for act in Act::ALL {
                if choice_item(ui, self.filter.act == Some(*act), &act.label()) {
                    self.filter.act = Some(*act);
                }
            }
        });
    }
}

/// Those who speak most in a document, or in the first documents of the corpus.
fn speakers(corpus: &Corpus, doc: Option<DocId>, kind: StatementKind) -> Vec<CorpusEntityId> {
    const MOST_DOCUMENTS: usize = 500;
    let entries: Vec<&Entry> = match doc {
        Some(doc) => corpus.entry(doc).into_iter().collect(),
        None => corpus.entries().iter().take(MOST_DOCUMENTS).collect(),
    };
    let mut counts: std::collections::BTreeMap<CorpusEntityId, usize> = std::collections::BTreeMap::new();
    for entry in entries {
        let ids: Vec<_> = match kind {
            StatementKind::Quotes => entry.analysis.quotes.iter().filter_map(|quote| quote.speaker).collect(),
            StatementKind::Claims => entry.analysis.claims.iter().filter_map(claimant).collect(),
        };
        for id in ids.into_iter().filter_map(|id| Some(corpus.entity_in(entry, id)?.id)) {
            *counts.entry(id).or_default() += 1;
        }
    }
    let mut speakers: Vec<_> = counts.into_iter().collect();
    speakers.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
    speakers.into_iter().take(MOST_SPEAKERS).map(|(id, _)| id).collect()
}

fn claimant(claim: &crate::model::Claim) -> Option<crate::model::EntityId> {
    match claim.claimant {
        crate::model::Claimant::Entity(id) => Some(id),
        crate::model::Claimant::Author | crate::model::Claimant::Unspecified => None,
    }
}

/// The switch of a list between this document and all.
pub fn scope_switch(ui: &mut Ui, panel: Panel, scope: Scope, actions: &mut Vec<Action>) {
    choice(ui, &format!("{} of", panel.label()), scope_label(scope), |ui| {
        for other in [Scope::Document, Scope::Corpus] {
            if choice_item(ui, scope == other, scope_label(other)) {
                actions.push(Action::SetScope(panel, other));
            }
        }
    });
}
