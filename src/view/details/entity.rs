//! Details of entities and their mentions.

use super::{Details, Facts, Link, MOST_LINKS, more, paragraph_lead};
use crate::{
    corpus::{Corpus, CorpusEntity, CorpusEntityId, Entry},
    model::{ClaimId, Claimant, DocId, EntityId, LinkKind, MentionId, PlaceSense, QuoteId, Span, Status},
    view::{Layer, is_speech, type_words, why, words},
    workspace::Item,
};

pub fn of_entity(corpus: &Corpus, id: CorpusEntityId) -> Option<Details> {
    let entity = corpus.entity(id)?;
    let mut facts = Facts::default();
    about(corpus, entity, &mut facts);
    if let Some((entry, member)) = members(corpus, entity).next() {
        facts.add("Why", why::of_entity(&entry.document, &entry.analysis, member));
    }
    Some(Details { heading: words::sentence_case(&entity.name), layer: Layer::of(entity.etype), facts: facts.0 })
}

/// The entity behind a mention, after what is known of the mention itself.
pub fn of_mention(corpus: &Corpus, doc: DocId, id: MentionId) -> Option<Details> {
    let entry = corpus.entry(doc)?;
    let mention = entry.analysis.mention(id)?;
    let entity = corpus.entity_in(entry, mention.entity)?;
    let mut facts = Facts::default();
    let here = words::one_line(&entry.document, mention.span);
    let mut class = format!("“{here}”, a {}", words::mention_class(mention.class));
    if mention.etype != entity.etype {
        class = format!("{class} of type {}", type_words(mention.etype));
    }
    if let Some(sense) = mention.sense {
        class.push_str(match sense {
            PlaceSense::Government => ", its government",
            PlaceSense::Location => ", the location",
            PlaceSense::People => ", its people",
        });
    }
    facts.add("Selected", class);
    facts.add("Why", why::of_mention(&entry.document, &entry.analysis, mention));
    let spoke = mention.evidence.spans.iter();
    let evidence = spoke.map(|span| Link::in_context(entry, Item::Mention(doc, id), *span, String::new()));
    facts.add_links("Evidence", evidence.collect());
    about(corpus, entity, &mut facts);
    Some(Details { heading: words::sentence_case(&entity.name), layer: Layer::of(entity.etype), facts: facts.0 })
}

fn about(corpus: &Corpus, entity: &CorpusEntity, facts: &mut Facts) {
    let mut kind = type_words(entity.etype).to_owned();
    if let Some(subtype) = &entity.subtype {
        kind = format!("{kind} · {}", subtype.replace('_', " "));
    }
    if entity.status != Status::Named {
        kind = format!("{kind} · {}", status_words(entity.status));
    }
    facts.add("Type", kind);
    facts.add_links("Also called", aliases(corpus, entity));
    facts.add_links("Role", roles(corpus, entity));
    facts.add_links("Ties", ties(corpus, entity));
    facts.add_links("Said", said(corpus, entity));
    facts.add_links("About it", claims_about(corpus, entity));
    facts.add_links("Mentions", mentions(corpus, entity));
    facts.add("Seen", seen(entity));
}

fn status_words(status: Status) -> &'static str {
    match status {
        Status::Named => "named",
        Status::RoleOnly => "known by office",
        Status::Anonymous => "not named",
        Status::Collective => "several",
        Status::Underspecified => "vague",
    }
}

fn members<'c>(corpus: &'c Corpus, entity: &'c CorpusEntity) -> impl Iterator<Item = (&'c Entry, EntityId)> {
    entity.members.iter().filter_map(|(doc, member)| Some((corpus.entry(*doc)?, *member)))
}

/// Other names, each with the sentence that introduces it.
fn aliases(corpus: &Corpus, entity: &CorpusEntity) -> Vec<Link> {
    let mut links = Vec::new();
    for (alias, (doc, member)) in entity.first_uses().filter(|(name, _)| *name != entity.name).take(MOST_LINKS) {
        let Some(entry) = corpus.entry(doc) else { continue };
        let link = match introduction(entry, member, alias) {
            // Words that are no name of their own stand inside of a longer mention, which is selected with them.
            Some((mention, span)) => Link::in_context(entry, Item::Mention(doc, mention), span, alias.to_owned()),
            None => Link::text(alias),
        };
        links.push(link);
    }
    links
}

/// Where a document first gives a name to one of its entities, and the mention that does.
fn introduction(entry: &Entry, member: EntityId, name: &str) -> Option<(MentionId, Span)> {
    let told = entry.analysis.entity(member)?.aliases.iter().find(|alias| alias.text == name).map(|alias| alias.span);
    let mentions = || {
        let ids = entry.mentions_of(member).iter();
        ids.filter_map(|id| Some((*id, entry.analysis.mention(*id)?.span)))
    };
    match told {
        Some(span) => mentions().find(|(_, mention)| mention.overlaps(span)).map(|(id, _)| (id, span)),
        None => {
            let is_name = |(_, span): &(MentionId, Span)| words::one_line(&entry.document, *span) == name;
            mentions().find(is_name).or_else(|| mentions().next())
        }
    }
}

fn roles(corpus: &Corpus, entity: &CorpusEntity) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for (entry, member) in members(corpus, entity) {
        let Some(local) = entry.analysis.entity(member) else { continue };
        for role in &local.roles {
            let of = role.of.and_then(|of| entry.analysis.entity(of)).map(|of| format!(" · {}", of.name));
            let text = role.title.clone() + &of.unwrap_or_default();
            if links.iter().all(|link| link.text != text) && links.len() < MOST_LINKS {
                let target = entry.mentions_of(member).first().map(|id| Item::Mention(entry.id, *id));
                links.push(Link { item: target, ..Link::text(text) });
            }
        }
    }
    links
}

/// What the entity is tied to, as its documents tell: each tie once.
fn ties(corpus: &Corpus, entity: &CorpusEntity) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for (entry, member) in members(corpus, entity) {
        for link in &entry.analysis.links {
            let (words, other) = match () {
                () if link.from == member => (tie_words(link.kind)[0], link.to),
                () if link.to == member => (tie_words(link.kind)[1], link.from),
                () => continue,
            };
            let Some(other) = corpus.entity_in(entry, other) else { continue };
            let known = |known: &Link| known.text == other.name && known.lead == words;
            if other.id != entity.id && !links.iter().any(known) && links.len() < MOST_LINKS {
                links.push(Link { lead: words.to_owned(), ..Link::to(Item::Entity(other.id), other.name.clone()) });
            }
        }
    }
    links
}

/// The words for a tie, seen from either side.
fn tie_words(kind: LinkKind) -> [&'static str; 2] {
    match kind {
        LinkKind::MemberOf => ["member of", "has member"],
        LinkKind::PartOf => ["part of", "has part"],
        LinkKind::SpokesmanFor => ["speaks for", "spokesperson"],
        LinkKind::LedBy => ["led by", "leads"],
        LinkKind::BackedBy => ["backed by", "backs"],
        LinkKind::BasedIn => ["based in", "seat of"],
        LinkKind::LocatedIn => ["in", "holds"],
    }
}

fn said(corpus: &Corpus, entity: &CorpusEntity) -> Vec<Link> {
    let (mut links, mut n) = (Vec::new(), 0);
    for (entry, member) in members(corpus, entity) {
        for (index, quote) in entry.analysis.quotes.iter().enumerate() {
            if quote.speaker != Some(member) || !is_speech(quote) {
                continue;
            }
            n += 1;
            if links.len() < MOST_LINKS {
                let text = words::parts(&entry.document, &quote.content);
                let item = Item::Quote(entry.id, QuoteId::from_index(index));
                links.push(Link { lead: quote.kind.label(), ..Link::to(item, text) });
            }
        }
    }
    with_summary(links, n, "quote")
}

fn claims_about(corpus: &Corpus, entity: &CorpusEntity) -> Vec<Link> {
    let (mut links, mut n) = (Vec::new(), 0);
    for (entry, member) in members(corpus, entity) {
        for (index, claim) in entry.analysis.claims.iter().enumerate() {
            if !claim.about.contains(&member) || claim.claimant == Claimant::Entity(member) {
                continue;
            }
            n += 1;
            if links.len() < MOST_LINKS {
                let by = words::claimant(&entry.analysis, claim.claimant);
                let text = words::parts(&entry.document, &claim.content);
                let item = Item::Claim(entry.id, ClaimId::from_index(index));
                links.push(Link { lead: format!("{} · {by}", claim.act.label()), ..Link::to(item, text) });
            }
        }
    }
    with_summary(links, n, "claim")
}

fn mentions(corpus: &Corpus, entity: &CorpusEntity) -> Vec<Link> {
    let mut links: Vec<Link> = corpus
        .mentions_of(entity.id)
        .take(MOST_LINKS)
        .map(|(entry, id, mention)| {
            let place = paragraph_lead(entry, mention.span.start());
            let lead = match entry.document.date.filter(|_| entity.n_documents > 1) {
                Some(date) => format!("{} · {place}", words::date_short(date)),
                None => place,
            };
            Link::in_context(entry, Item::Mention(entry.id, id), mention.span, lead)
        })
        .collect();
    let n = entity.n_mentions;
    links.extend(more(n));
    let mut summary = words::counted(n, "mention");
    if entity.n_documents > 1 {
        summary = format!("{summary} in {}", words::counted(entity.n_documents, "document"));
    }
    links.insert(0, Link::text(summary));
    links
}

fn with_summary(mut links: Vec<Link>, n: usize, noun: &str) -> Vec<Link> {
    if n > 0 {
        links.extend(more(n));
        links.insert(0, Link::text(words::counted(n, noun)));
    }
    links
}

fn seen(entity: &CorpusEntity) -> String {
    match (entity.first, entity.last) {
        (Some(first), Some(last)) if first != last => {
            format!("{} to {}", words::date_short(first), words::date_short(last))
        }
        (Some(first), _) => words::date_short(first),
        _ => String::new(),
    }
}
