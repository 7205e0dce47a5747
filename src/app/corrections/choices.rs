//! The lists from which corrections choose.

use crate::{
    app::{
        theme::TAG_COLOURS,
        windows::{Choice, Chooser},
    },
    corpus::{CorpusEntityId, Finding},
    model::{
        Act, Claimant, Decision, DocId, EntityId, EntityType, Place, Polarity, QuoteKind, Span, Target,
        decision::{
            Addition, Confidence, Credibility, Likelihood, Membership, Party, Reliability, RuleAction, RuleScope,
            TagName, TagStyle,
        },
    },
    view::{Layer, type_words, words},
    workspace::{
        EditCommand, Item, Workspace,
        gestures::{self, Reach},
    },
};

/// Entities offered at most.
const MOST_ENTITIES: usize = 20_000;

/// The key that chooses a type.
fn type_key(etype: EntityType) -> char {
    match etype {
        EntityType::Person => 'p',
        EntityType::Organization => 'o',
        EntityType::ArmedGroup => 'a',
        EntityType::GovernmentBody => 'g',
        EntityType::MilitaryUnit => 'm',
        EntityType::Place => 'l',
        EntityType::Norp => 'n',
        EntityType::Title => 't',
        EntityType::Weapon => 'w',
        EntityType::Vehicle => 'v',
        EntityType::Event => 'e',
        EntityType::Money => 'y',
        EntityType::Law => 'd',
        EntityType::Contact => 'c',
        EntityType::Other => 'x',
    }
}

fn type_choices(current: Option<EntityType>) -> Vec<Choice> {
    let choice = |etype: &EntityType| {
        Choice::new(words::sentence_case(type_words(*etype)), "")
            .key(type_key(*etype))
            .layer(Layer::of(*etype))
            .current(current == Some(*etype))
    };
    EntityType::ALL.iter().map(choice).collect()
}

fn always(scope: RuleScope, words: &str, etype: EntityType) -> EditCommand {
    gestures::set_rule(scope, words, Some(RuleAction::Always { etype, subtype: None }))
}

/// What selected words are.
pub fn type_of_words(workspace: &Workspace, doc: DocId, span: Span) -> Option<Chooser> {
    let document = &workspace.corpus().entry(doc)?.document;
    let (content, text) = (document.sha256, document.words(span).trim().to_owned());
    let title = format!("Tag “{}” as", words::squeeze(&text));
    let make = move |workspace: &Workspace, choice: usize, reach: usize| {
        let etype = EntityType::ALL[choice];
        Some(match reach {
            0 => gestures::add(workspace, doc, span, Addition::Mention { etype }),
            1 => always(RuleScope::Document(content), &text, etype),
            _ => always(RuleScope::Workspace, &text, etype),
        })
    };
    let reaches = ["here", "always in this document", "always"].map(str::to_owned).to_vec();
    Some(Chooser::by_key(title, type_choices(None), make).reaching(reaches, 0))
}

/// What a mention is, and how far that reaches.
pub fn type_of_mention(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let Item::Mention(doc, id) = item else { return None };
    let entry = workspace.corpus().entry(doc)?;
    let mention = entry.analysis.mention(id)?;
    let entity = workspace.corpus().entity_in(entry, mention.entity)?.id;
    let text = entry.document.words(mention.span).to_owned();
    let (content, here) = (entry.document.sha256, gestures::identical(workspace, doc, id, Reach::Document).len());
    let name = workspace.corpus().entity(entity).map_or_else(String::new, |entity| words::sentence_case(&entity.name));
    let current = mention.etype;
    let make = move |workspace: &Workspace, choice: usize, reach: usize| {
        let etype = EntityType::ALL[choice];
        let alike = |reach| gestures::retype(&gestures::identical(workspace, doc, id, reach), etype);
        Some(match reach {
            0 if etype == current => gestures::confirm(&places(workspace, item)),
            0 => gestures::retype(&places(workspace, item), etype),
            1 => gestures::pin_type(workspace, entity, etype),
            2 => alike(Reach::Document),
            3 => alike(Reach::Workspace),
            4 => always(RuleScope::Document(content), &text, etype),
            _ => always(RuleScope::Workspace, &text, etype),
        })
    };
    let reaches = vec![
        "this mention".to_owned(),
        format!("all of {name}"),
        format!("all {here} alike here"),
        "all alike".to_owned(),
        "always in this document".to_owned(),
        "always".to_owned(),
    ];
    let title = format!("“{}” is a", words::one_line(&entry.document, mention.span));
    Some(Chooser::by_key(title, type_choices(Some(mention.etype)), make).reaching(reaches, 0))
}

/// What an entity is, with all its mentions.
pub fn type_of_entity(workspace: &Workspace, id: CorpusEntityId) -> Option<Chooser> {
    let entity = workspace.corpus().entity(id)?;
    let name = entity.name.clone();
    let make = move |workspace: &Workspace, choice: usize, reach: usize| {
        let etype = EntityType::ALL[choice];
        Some(match reach {
            0 => gestures::pin_type(workspace, id, etype),
            _ => always(RuleScope::Workspace, &name, etype),
        })
    };
    let reaches = vec!["this entity".to_owned(), format!("“{}” always", entity.name)];
    let title = format!("{} is a", words::sentence_case(&entity.name));
    Some(Chooser::by_key(title, type_choices(Some(entity.etype)), make).reaching(reaches, 0))
}

/// Where else a mention is to be rejected, or an entity's name never to be tagged.
pub fn reject_alike(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let (doc, mention, text) = match item {
        Item::Mention(doc, id) => {
            let entry = workspace.corpus().entry(doc)?;
            (
                Some((doc, entry.document.sha256)),
                Some(id),
                entry.document.words(entry.analysis.mention(id)?.span).to_owned(),
            )
        }
        Item::Entity(id) => (None, None, workspace.corpus().entity(id)?.name.clone()),
        _ => return None,
    };
    let shown = words::squeeze(&text);
    let mut choices = Vec::new();
    if mention.is_some() {
        choices.push(Choice::new(format!("All “{shown}” in this document"), "").key('h'));
        choices.push(Choice::new(format!("All “{shown}” in all documents"), "").key('a'));
        choices.push(Choice::new(format!("Never tag “{shown}” in this document"), "rule").key('d'));
    } else {
        choices.push(Choice::new("All mentions of the entity", "").key('a'));
    }
    choices.push(Choice::new(format!("Never tag “{shown}”"), "rule").key('n'));
    let n = choices.len();
    let make = move |workspace: &Workspace, choice: usize, _: usize| {
        let never = |scope| gestures::set_rule(scope, &text, Some(RuleAction::Never));
        let command = match (choice, doc, mention) {
            (choice, ..) if choice + 1 == n => never(RuleScope::Workspace),
            (2, Some((_, content)), _) => never(RuleScope::Document(content)),
            (choice, Some((doc, _)), Some(id)) => {
                let reach = if choice == 0 { Reach::Document } else { Reach::Workspace };
                gestures::reject(workspace, &gestures::identical(workspace, doc, id, reach))
            }
            _ => gestures::reject(workspace, &places(workspace, item)),
        };
        Some(command)
    };
    Some(Chooser::by_key("Reject", choices, make).previewed())
}

/// The places of a thing: of an entity those of all its mentions.
pub fn places(workspace: &Workspace, item: Item) -> Vec<Place> {
    match item {
        Item::Entity(id) => workspace
            .corpus()
            .mentions_of(id)
            .filter_map(|(entry, id, _)| entry.origin(Finding::Mention(id)))
            .map(|origin| origin.place)
            .collect(),
        item => gestures::place(workspace, item).into_iter().collect(),
    }
}

/// How the words of a quote are reported.
pub fn kind(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let Item::Quote(doc, id) = item else { return None };
    let current = workspace.corpus().entry(doc)?.analysis.quote(id)?.kind;
    let place = gestures::place(workspace, item)?;
    let keys = ['d', 'm', 'i', 'l', 'g', 'n'];
    let choices = QuoteKind::ALL
        .iter()
        .zip(keys)
        .map(|(kind, key)| Choice::new(words::sentence_case(&kind.label()), "").key(key).current(*kind == current));
    let make =
        move |_: &Workspace, choice: usize, _: usize| Some(gestures::set_quote_kind(&[place], QuoteKind::ALL[choice]));
    Some(Chooser::by_key("The words are reported as", choices.collect(), make))
}

/// What the claimant does with a claim.
pub fn act(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let Item::Claim(doc, id) = item else { return None };
    let current = workspace.corpus().entry(doc)?.analysis.claim(id)?.act;
    let place = gestures::place(workspace, item)?;
    let choices = Act::ALL
        .iter()
        .map(|act| Choice::new(words::sentence_case(&act.label()), "").current(*act == current))
        .collect();
    let make = move |_: &Workspace, choice: usize, _: usize| Some(gestures::set_act(&[place], Act::ALL[choice]));
    Some(Chooser::by_words("The claimant does this", "Find an act", choices, make))
}

/// Whether a claim is presented as so or not so.
pub fn polarity(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let Item::Claim(doc, id) = item else { return None };
    let current = workspace.corpus().entry(doc)?.analysis.claim(id)?.polarity;
    let place = gestures::place(workspace, item)?;
    let choice = |(polarity, text, key): &(Polarity, &str, char)| {
        Choice::new(*text, polarity.label()).key(*key).current(*polarity == current)
    };
    let all = [(Polarity::Positive, "It is so", 'y'), (Polarity::Negative, "It is not so", 'n')];
    let make = move |_: &Workspace, choice: usize, _: usize| Some(gestures::set_polarity(&[place], all[choice].0));
    Some(Chooser::by_key("The claim says", all.iter().map(choice).collect(), make))
}

/// Entities of a document: those that may speak first, those that are mentioned near some words, and not in them alone,
/// before others. The present one comes last of them, as another one is looked for.
fn parties(workspace: &Workspace, doc: DocId, near: Span, current: Option<EntityId>) -> Vec<(EntityId, Choice)> {
    let Some(entry) = workspace.corpus().entry(doc) else { return Vec::new() };
    let ids = (0..entry.analysis.entities.len()).map(EntityId::from_index);
    let mut ids: Vec<EntityId> = ids.filter(|id| !entry.mentions_of(*id).is_empty()).collect();
    let speaks = |etype| {
        use EntityType as E;
        matches!(etype, E::Person | E::Organization | E::ArmedGroup | E::GovernmentBody | E::MilitaryUnit | E::Place)
    };
    let distance = |id: EntityId| {
        let mentions = entry.mentions_of(id).iter().filter_map(|mention| entry.analysis.mention(*mention));
        let around = mentions.filter(|mention| !near.contains(mention.span));
        around.map(|mention| mention.span.start().abs_diff(near.start())).min().unwrap_or(usize::MAX)
    };
    ids.sort_by_cached_key(|id| {
        let can = entry.analysis.entity(*id).is_some_and(|entity| speaks(entity.etype));
        (!can, current == Some(*id), distance(*id))
    });
    let choice = |id: EntityId| {
        let entity = entry.analysis.entity(id)?;
        let choice = Choice::new(words::sentence_case(&entity.name), type_words(entity.etype))
            .layer(Layer::of(entity.etype))
            .current(current == Some(id));
        Some((id, choice))
    };
    ids.into_iter().filter_map(choice).collect()
}

/// Who says it.
pub fn who(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let doc = item.doc()?;
    let analysis = &workspace.corpus().entry(doc)?.analysis;
    let place = gestures::place(workspace, item)?;
    let (title, current, others) = match item {
        Item::Quote(_, id) => {
            ("Who says it?", analysis.quote(id)?.speaker, vec![("Nobody whom the story tells", Party::Nobody)])
        }
        Item::Claim(_, id) => {
            let current = match analysis.claim(id)?.claimant {
                Claimant::Entity(entity) => Some(entity),
                Claimant::Author | Claimant::Unspecified => None,
            };
            let others = vec![("The reporter", Party::Author), ("Nobody whom the story tells", Party::Nobody)];
            ("Who claims it?", current, others)
        }
        _ => return None,
    };
    let (ids, mut choices): (Vec<EntityId>, Vec<Choice>) =
        parties(workspace, doc, place.span, current).into_iter().unzip();
    choices.extend(others.iter().map(|(text, _)| Choice::new(*text, "")));
    let make = move |workspace: &Workspace, choice: usize, _: usize| {
        let party = match ids.get(choice) {
            Some(id) => gestures::anchor_in(workspace, doc, *id).map(Party::Entity),
            None => others.get(choice - ids.len()).map(|(_, party)| *party),
        };
        let party = party?;
        Some(match item {
            Item::Quote(..) => gestures::set_speaker(&[place], party),
            _ => gestures::set_claimant(&[place], party),
        })
    };
    Some(Chooser::by_words(title, "Find somebody in this story", choices, make))
}

/// Whom a mention means.
pub fn belongs_to(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let Item::Mention(doc, id) = item else { return None };
    let entry = workspace.corpus().entry(doc)?;
    let mention = entry.analysis.mention(id)?;
    let place = gestures::place(workspace, item)?;
    let (ids, mut choices): (Vec<EntityId>, Vec<Choice>) =
        parties(workspace, doc, mention.span, Some(mention.entity)).into_iter().unzip();
    choices.push(Choice::new("Somebody or something else", "an entity of its own"));
    let make = move |workspace: &Workspace, choice: usize, _: usize| {
        let to = match ids.get(choice) {
            Some(entity) => gestures::anchor_in(workspace, doc, *entity).map(Membership::With),
            None => Some(Membership::Own),
        };
        to.map(|to| gestures::assign(&[place], to))
    };
    let title = format!("“{}” is", words::one_line(&entry.document, mention.span));
    Some(Chooser::by_words(title, "Find somebody in this story", choices, make))
}

/// Which other entity this one is, or is not.
pub fn other_entity(workspace: &Workspace, id: CorpusEntityId, is_same: bool) -> Option<Chooser> {
    let corpus = workspace.corpus();
    let entity = corpus.entity(id)?;
    let last_word = |name: &str| name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let (own, own_type) = (last_word(&entity.name), entity.etype);
    let mut others: Vec<_> = corpus.entities().filter(|other| other.id != id).collect();
    // Those that share the last word of the name come first, then those of the same type, each by number of mentions.
    others.sort_by_cached_key(|other| {
        (last_word(&other.name) != own, other.etype != own_type, std::cmp::Reverse(other.n_mentions), other.id)
    });
    others.truncate(MOST_ENTITIES);
    let ids: Vec<CorpusEntityId> = others.iter().map(|other| other.id).collect();
    let choice = |other: &&crate::corpus::CorpusEntity| {
        let note = format!("{} · {}", type_words(other.etype), words::counted(other.n_mentions, "mention"));
        Choice::new(words::sentence_case(&other.name), note).layer(Layer::of(other.etype))
    };
    let choices = others.iter().map(choice).collect();
    let make = move |workspace: &Workspace, choice: usize, _: usize| {
        let other = *ids.get(choice)?;
        Some(if is_same {
            gestures::merge(workspace, &[id, other])
        } else {
            gestures::tell_apart(workspace, id, other)
        })
    };
    let verb = if is_same { "is the same as" } else { "is not the same as" };
    let title = format!("{} {verb}", words::sentence_case(&entity.name));
    Some(Chooser::by_words(title, "Find an entity", choices, make))
}

/// How credible a statement is.
pub fn credibility(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let place = gestures::place(workspace, item)?;
    let current = workspace.decisions().credibilities().get(&place).copied();
    let choice = |grade: &Credibility| {
        let key = grade.code().chars().next().unwrap_or('6');
        Choice::new(words::sentence_case(grade.meaning()), "").key(key).current(current == Some(*grade))
    };
    let mut choices: Vec<Choice> = Credibility::ALL.iter().map(choice).collect();
    choices.push(Choice::new("No grade", "").key('0').current(current.is_none()));
    let make = move |_: &Workspace, choice: usize, _: usize| {
        Some(gestures::grade_statement(&[place], Credibility::ALL.get(choice).copied()))
    };
    Some(Chooser::by_key("How credible is the statement?", choices, make))
}

/// How far the source of a story is trusted.
pub fn reliability(workspace: &Workspace, doc: DocId) -> Option<Chooser> {
    let document = &workspace.corpus().entry(doc)?.document;
    let source = crate::view::source(document);
    let current = workspace.decisions().reliabilities().get(&source).copied();
    let choice = |grade: &Reliability| {
        let key = grade.code().to_ascii_lowercase().chars().next().unwrap_or('f');
        Choice::new(words::sentence_case(grade.meaning()), "").key(key).current(current == Some(*grade))
    };
    let mut choices: Vec<Choice> = Reliability::ALL.iter().map(choice).collect();
    choices.push(Choice::new("No grade", "").key('0').current(current.is_none()));
    let title = format!("How far is {source} trusted?");
    let make = move |_: &Workspace, choice: usize, _: usize| {
        Some(gestures::grade_source(&source, Reliability::ALL.get(choice).copied()))
    };
    Some(Chooser::by_key(title, choices, make))
}

/// How likely the analyst holds a statement: the terms of the row that the workspace uses, or both rows.
pub fn likelihood(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let place = gestures::place(workspace, item)?;
    let known = workspace.decisions().likelihoods();
    let current = known.get(&place).copied();
    let row = known.iter().find(|(other, _)| **other != place).map(|(_, term)| term.row());
    let terms: Vec<Likelihood> =
        Likelihood::ALL.iter().copied().filter(|term| row.is_none_or(|row| term.row() == row)).collect();
    let choice = |term: &Likelihood| {
        let (low, high) = term.percent();
        Choice::new(words::sentence_case(&term.label()), format!("{low}–{high} %")).current(current == Some(*term))
    };
    let mut choices: Vec<Choice> = terms.iter().map(choice).collect();
    choices.push(Choice::new("No judgement", "").current(current.is_none()));
    let make = move |_: &Workspace, choice: usize, _: usize| {
        Some(gestures::set_likelihood(&[place], terms.get(choice).copied()))
    };
    Some(Chooser::by_words("How likely is it?", "Find a term", choices, make))
}

/// How sure the analyst is.
pub fn confidence(workspace: &Workspace, item: Item) -> Option<Chooser> {
    let place = gestures::place(workspace, item)?;
    let current = workspace.decisions().confidences().get(&place).copied();
    let choice = |(level, key): (&Confidence, char)| {
        let text = format!("{} confidence", words::sentence_case(&level.label()));
        Choice::new(text, "").key(key).current(current == Some(*level))
    };
    let mut choices: Vec<Choice> = Confidence::ALL.iter().zip(['l', 'm', 'h']).map(choice).collect();
    choices.push(Choice::new("No judgement", "").key('0').current(current.is_none()));
    let make = move |_: &Workspace, choice: usize, _: usize| {
        Some(gestures::set_confidence(&[place], Confidence::ALL.get(choice).copied()))
    };
    Some(Chooser::by_key("How sure are you?", choices, make))
}

/// Which tags a thing has; choosing one gives it or takes it away.
pub fn tags(workspace: &Workspace, target: Target) -> Chooser {
    let decisions = workspace.decisions();
    let names: Vec<TagName> = decisions.tags().keys().cloned().collect();
    let choice = |name: &TagName| {
        let parent = decisions.tags().get(name).and_then(|style| style.parent.as_ref());
        let has = decisions.tagged().contains_key(&(target.clone(), name.clone()));
        Choice::new(name.0.clone(), parent.map_or_else(String::new, |parent| format!("in {}", parent.0))).current(has)
    };
    let choices = names.iter().map(choice).collect();
    let about = target.clone();
    let make = move |workspace: &Workspace, choice: usize, _: usize| {
        let name = names.get(choice)?;
        let has = workspace.decisions().tagged().contains_key(&(about.clone(), name.clone()));
        Some(gestures::tag(std::slice::from_ref(&about), name, !has))
    };
    Chooser::by_words("Tags", "Find a tag, or type a new one; “group/tag” puts it in a group", choices, make)
        .or_new("Make the tag", move |workspace, text| new_tag(workspace, &target, text))
}

/// Makes a tag, and the group it is in where that is named and not there yet, and gives it to a thing.
fn new_tag(workspace: &Workspace, target: &Target, text: &str) -> EditCommand {
    let known = workspace.decisions().tags();
    let mut decisions: Vec<Decision> = Vec::new();
    let mut parent: Option<TagName> = None;
    for part in text.split('/').map(str::trim).filter(|part| !part.is_empty()) {
        let name = TagName(part.to_owned());
        if !known.contains_key(&name) {
            let (colour, _) = TAG_COLOURS[(known.len() + decisions.len()) % TAG_COLOURS.len()];
            decisions.push(Decision::Tag(name.clone(), Some(TagStyle { colour, parent: parent.clone() })));
        }
        parent = Some(name);
    }
    let Some(name) = parent else { return EditCommand { label: "tag".to_owned(), decisions } };
    let tagged = gestures::tag(std::slice::from_ref(target), &name, true);
    decisions.extend(tagged.decisions);
    EditCommand { label: tagged.label, decisions }
}

/// Which rejected finding of a document is right after all.
pub fn rejected(workspace: &Workspace, doc: DocId) -> Option<Chooser> {
    let entry = workspace.corpus().entry(doc)?;
    let all: Vec<_> = entry.review().map(|review| review.rejected.clone()).unwrap_or_default();
    let own: Vec<Place> = all.iter().filter(|rejected| !rejected.by_rule).map(|rejected| rejected.place).collect();
    let choice = |place: &Place| Choice::new(words::one_line(&entry.document, place.span), place.layer.label());
    let choices = own.iter().map(choice).collect();
    let make = move |workspace: &Workspace, choice: usize, _: usize| {
        own.get(choice).map(|place| gestures::settle(workspace, &[*place]))
    };
    Some(Chooser::by_words("Restore what was rejected here", "Find words", choices, make))
}
