//! Random gestures over a workspace: what a user might do, in any order.

use std::sync::Arc;

use onrecord::{
    analysis::{Settings, analyze},
    corpus::Finding,
    import::read_bytes,
    lexicon::Lexicon,
    model::{
        Act, ClaimId, Decision, DocId, Document, EntityAnchor, EntityType, EventId, Layer, MentionId, Place, Polarity,
        QuantityId, QuoteId, QuoteKind, Span, Target, TimeId, TimeKind,
        decision::{
            Addition, Confidence, Credibility, DateValue, Likelihood, LikelihoodRow, Note, Party, Reliability,
            RuleAction, RuleScope, TagName, TagStyle,
        },
    },
    workspace::{EditCommand, Item, Stamp, Workspace, gestures, gestures::Reach},
};

/// A small generator of pseudo-random numbers (SplitMix64), so that a failure can be seen again.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).unwrap()
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        if list.is_empty() { None } else { list.get(self.roll(list.len())) }
    }
}

pub const STORIES: [(&str, &str); 3] = [
    (
        "bridge",
        " date 2024-02-08 VELLE (Coast Wire) - Minister Orla Denn met Pavel Marsh in Velle on Wednesday.\n\n\
         \"We will rebuild the bridge,\" Denn said. Marsh denied that the company had caused the collapse.\n\n\
         At least 12 people died in Velle, officials said.\n",
    ),
    (
        "inquiry",
        " date 2024-02-09 Orla Denn opened an inquiry in Velle on Friday. Pavel Marsh, head of Marsh Works, called it \
         a \"show trial\". He told Coast Wire that 14 people had died.\n",
    ),
    ("funeral", " date 2024-02-10 Velle buried three workers on Saturday. 😀 Denn blamed Marsh Works. She wept.\n"),
];

pub fn documents() -> Vec<Document> {
    STORIES.iter().map(|(name, text)| read_bytes(name, text.as_bytes()).unwrap()).collect()
}

pub fn workspace() -> Workspace {
    let mut workspace = Workspace::default();
    for document in documents() {
        let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
        workspace.add(Arc::new(document), Arc::new(analysis));
    }
    workspace
}

pub fn stamp(n: u64) -> Stamp {
    let time = chrono::DateTime::from_timestamp(1_700_000_000 + i64::try_from(n).unwrap(), 0).unwrap();
    Stamp { time, author: format!("Reader {}", n % 3) }
}

/// The places of all findings of a layer.
fn items(workspace: &Workspace, layer: Layer) -> Vec<Place> {
    let finding = |index: u32| match layer {
        Layer::Mention => Finding::Mention(MentionId(index)),
        Layer::Time => Finding::Time(TimeId(index)),
        Layer::Quantity => Finding::Quantity(QuantityId(index)),
        Layer::Quote => Finding::Quote(QuoteId(index)),
        Layer::Claim => Finding::Claim(ClaimId(index)),
        Layer::Event => Finding::Event(EventId(index)),
    };
    let entries = workspace.corpus().entries().iter();
    entries
        .flat_map(|entry| (0..).map_while(move |index| entry.origin(finding(index))))
        .map(|origin| origin.place)
        .collect()
}

fn words(workspace: &Workspace, dice: &mut Dice) -> Option<(DocId, Span)> {
    let entries: Vec<_> = workspace.corpus().entries().iter().collect();
    let entry = *dice.pick(&entries)?;
    let words: Vec<&str> = entry.document.body().split_whitespace().collect();
    let word = dice.pick(&words)?;
    let start = word.as_ptr() as usize - entry.document.text.as_ptr() as usize;
    Some((entry.id, Span::new(&entry.document.text, start, start + word.len())?))
}

/// A gesture; where the dice find nothing to do it on, one without decisions.
pub fn gesture(workspace: &Workspace, dice: &mut Dice) -> EditCommand {
    try_gesture(workspace, dice).unwrap_or_else(|| EditCommand { label: "nothing".to_owned(), decisions: Vec::new() })
}

fn some(places: &[Place], dice: &mut Dice) -> Vec<Place> {
    let n = 1 + dice.roll(4);
    (0..n).filter_map(|_| dice.pick(places).copied()).collect()
}

fn try_gesture(workspace: &Workspace, dice: &mut Dice) -> Option<EditCommand> {
    let layer = *dice.pick(Layer::ALL)?;
    let any = items(workspace, layer);
    let mentions = items(workspace, Layer::Mention);
    let entities: Vec<_> = workspace.corpus().entities().collect();
    let entities = entities.as_slice();
    let etype = *dice.pick(EntityType::ALL)?;
    Some(match dice.roll(32) {
        0 => gestures::confirm(&some(&any, dice)),
        1 | 2 => gestures::reject(workspace, &some(&any, dice)),
        3 => gestures::settle(workspace, &some(&any, dice)),
        4 => gestures::retype(&some(&mentions, dice), etype),
        5 => gestures::subtype(&some(&mentions, dice), "militia"),
        6 => {
            let place = *dice.pick(&any)?;
            let entry = workspace.corpus().entry_of(place.doc)?;
            let end = entry.document.text[..place.span.end()].trim_end().rfind(' ')?;
            gestures::resize(place, Span::new(&entry.document.text, place.span.start(), end)?)
        }
        7 | 8 => {
            let (doc, span) = words(workspace, dice)?;
            gestures::add_mention(workspace, doc, span, etype)
        }
        9 => {
            let place = *dice.pick(&mentions)?;
            let Item::Mention(doc, id) = gestures::item(workspace, place)? else { return None };
            let reach = *dice.pick(&[Reach::Document, Reach::Workspace])?;
            let places = gestures::identical(workspace, doc, id, reach);
            assert!(places.contains(&place));
            if dice.roll(2) == 0 { gestures::reject(workspace, &places) } else { gestures::retype(&places, etype) }
        }
        10 => {
            let (doc, span) = words(workspace, dice)?;
            let document = &workspace.corpus().entry(doc)?.document;
            let scope = *dice.pick(&[RuleScope::Workspace, RuleScope::Document(document.sha256)])?;
            let always = RuleAction::Always { etype, subtype: None };
            let action = dice.pick(&[Some(RuleAction::Never), Some(always), None])?.clone();
            gestures::set_rule(scope, document.words(span), action)
        }
        11 | 12 => {
            let quotes = items(workspace, Layer::Quote);
            let quote = *dice.pick(&quotes)?;
            let here: Vec<Place> = mentions.into_iter().filter(|place| place.doc == quote.doc).collect();
            let speaker = dice.pick(&here).map_or(Party::Nobody, |place| Party::Entity(EntityAnchor::from(*place)));
            gestures::set_speaker(&[quote], speaker)
        }
        13 => gestures::set_claimant(
            &some(&items(workspace, Layer::Claim), dice),
            *dice.pick(&[Party::Author, Party::Nobody])?,
        ),
        14 => gestures::set_act(&some(&items(workspace, Layer::Claim), dice), *dice.pick(Act::ALL)?),
        15 => gestures::set_polarity(&some(&items(workspace, Layer::Claim), dice), *dice.pick(Polarity::ALL)?),
        16 => gestures::set_quote_kind(&some(&items(workspace, Layer::Quote), dice), *dice.pick(QuoteKind::ALL)?),
        17 => {
            let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 1 + u32::try_from(dice.roll(28)).ok()?)?;
            gestures::set_date(*dice.pick(&items(workspace, Layer::Time))?, DateValue::day(day))
        }
        18 | 19 => {
            let picked: Vec<_> = (0..2 + dice.roll(2)).filter_map(|_| Some(dice.pick(entities)?.id)).collect();
            gestures::merge(workspace, &picked)
        }
        20 => gestures::unmerge(workspace, dice.pick(entities)?.id),
        21 => gestures::tell_apart(workspace, dice.pick(entities)?.id, dice.pick(entities)?.id),
        22 => {
            let entity = dice.pick(entities)?;
            gestures::separate(workspace, entity.id, &[*dice.pick(&entity.members)?])
        }
        23 => {
            let Item::Mention(doc, id) = gestures::item(workspace, *dice.pick(&mentions)?)? else { return None };
            gestures::split_mentions(workspace, doc, &[id])
        }
        24 => gestures::rename(workspace, dice.pick(entities)?.id, &format!("Name {}", dice.roll(9))),
        25 => gestures::pin_type(workspace, dice.pick(entities)?.id, etype),
        26 => {
            let grade = Some(*dice.pick(Reliability::ALL)?);
            gestures::grade_source("Coast Wire", grade)
        }
        27 => judgement(&some(&items(workspace, *dice.pick(&[Layer::Quote, Layer::Claim])?), dice), dice)?,
        28 => tags(workspace, &any, dice)?,
        29 => {
            let about = Target::Item(*dice.pick(&any)?);
            let id = gestures::new_note_id(workspace);
            let links = dice.pick(&mentions).map(|place| Target::Entity(EntityAnchor::from(*place)));
            gestures::set_note(id, Note { about, text: "Ask again 😀".to_owned(), links: links.into_iter().collect() })
        }
        30 => {
            let docs: Vec<DocId> = workspace.corpus().entries().iter().map(|entry| entry.id).collect();
            let doc = *dice.pick(&docs)?;
            match dice.roll(3) {
                0 => gestures::review(workspace, &[doc], true),
                1 => gestures::flag(&[gestures::target(workspace, Item::Document(doc))?], true),
                _ if workspace.corpus().entries().len() > 1 => gestures::remove_documents(workspace, &[doc]),
                _ => return None,
            }
        }
        _ => {
            let (doc, span) = words(workspace, dice)?;
            addition(Place { doc: workspace.corpus().entry(doc)?.document.sha256, layer, span }, dice)?
        }
    })
}

fn judgement(statements: &[Place], dice: &mut Dice) -> Option<EditCommand> {
    Some(match dice.roll(3) {
        0 => gestures::grade_statement(statements, Some(*dice.pick(Credibility::ALL)?)),
        1 => {
            let term = dice.pick(Likelihood::ALL)?.in_row(LikelihoodRow::Likely);
            gestures::set_likelihood(statements, Some(term))
        }
        _ => gestures::set_confidence(statements, Some(*dice.pick(Confidence::ALL)?)),
    })
}

fn tags(workspace: &Workspace, any: &[Place], dice: &mut Dice) -> Option<EditCommand> {
    let name = TagName(format!("tag {}", dice.roll(3)));
    let known = workspace.decisions().tags().contains_key(&name);
    let new = TagName(format!("tag {}", dice.roll(3)));
    let is_free = !workspace.decisions().tags().contains_key(&new);
    Some(match dice.roll(4) {
        3 if known && is_free => gestures::rename_tag(workspace, &name, &new),
        0 if known => gestures::delete_tag(workspace, &name),
        1 if known => gestures::tag(&[Target::Item(*dice.pick(any)?)], &name, true),
        _ => {
            let others: Vec<&TagName> = workspace.decisions().tags().keys().collect();
            let parent = dice.pick(&others).map(|parent| (*parent).clone());
            gestures::set_tag(&name, TagStyle { colour: [u8::try_from(dice.roll(256)).ok()?, 0, 0], parent })
        }
    })
}

fn addition(place: Place, dice: &mut Dice) -> Option<EditCommand> {
    let addition = match place.layer {
        Layer::Mention => Addition::Mention { etype: EntityType::Event },
        Layer::Time => {
            Addition::Time { kind: TimeKind::Date, value: DateValue::day(chrono::NaiveDate::from_ymd_opt(2024, 3, 1)?) }
        }
        Layer::Quote => Addition::Quote { kind: *dice.pick(QuoteKind::ALL)? },
        Layer::Claim => Addition::Claim { act: *dice.pick(Act::ALL)?, polarity: Polarity::Positive },
        Layer::Quantity | Layer::Event => return None,
    };
    Some(EditCommand { label: "add".to_owned(), decisions: vec![Decision::Addition(place, Some(addition))] })
}
