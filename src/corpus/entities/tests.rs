use super::{names::fold, *};
use crate::{
    corpus::Corpus,
    model::{Analysis, Document, Entity, Evidence, RuleId, Score},
};

fn named(name: &str, etype: EntityType) -> Entity {
    let evidence = Evidence::new(RuleId::new("test"), Score::new(900));
    Entity {
        etype,
        subtype: None,
        name: name.to_owned(),
        aliases: Vec::new(),
        status: Status::Named,
        gender: None,
        number: None,
        roles: Vec::new(),
        evidence,
    }
}

/// The document in which the entity of each of these begins, and its type; each is from a document of its own.
fn resolve(entities: &[(&str, EntityType)]) -> Vec<(u32, EntityType)> {
    let mut corpus = Corpus::default();
    for (number, (name, etype)) in entities.iter().enumerate() {
        let analysis = Analysis { entities: vec![named(name, *etype)], ..Analysis::default() };
        let text = format!("Story {number}.");
        corpus.add(DocId::from_index(number), Arc::new(Document::plain("story", text)), Arc::new(analysis));
    }
    let entity = |number: usize| corpus.entity_of(DocId::from_index(number), EntityId(0)).unwrap();
    (0..entities.len()).map(|number| (entity(number).id.begin().0.0, entity(number).etype)).collect()
}

#[test]
fn a_full_name_is_one_entity_and_a_surname_is_not() {
    use EntityType::{ArmedGroup, MilitaryUnit, Person, Place};
    assert_eq!(resolve(&[("Idris Vale", Person), ("Idris Vale", Person)]), [(0, Person), (0, Person)]);
    assert_eq!(resolve(&[("Vale", Person), ("Vale", Person)]), [(0, Person), (1, Person)]);
    assert_eq!(resolve(&[("Velle", Place), ("Vale", Place), ("Velle", Place)]), [(0, Place), (1, Place), (0, Place)]);
    assert_eq!(resolve(&[("Dawn Front", ArmedGroup), ("The Dawn Front", MilitaryUnit)])[1].0, 0);
    assert_eq!(resolve(&[("Jordan Vale", Person), ("Jordan Vale", Place)])[1].0, 1);
}

#[test]
fn a_name_of_open_type_takes_the_type_that_another_document_tells() {
    use EntityType::{Other, Person, Place};
    assert_eq!(resolve(&[("Oruna", Other), ("Oruna", Place)]), [(0, Place), (0, Place)]);
    assert_eq!(resolve(&[("Al Orun", Other), ("Al Orun", Place), ("Al Orun", Person)])[2].0, 2);
}

#[test]
fn names_fold_to_what_two_outlets_share() {
    assert_eq!(fold("The U.S. Central  Command"), "us central command");
    assert_eq!(fold("US Central Command"), "us central command");
    assert_eq!(fold("The"), "");
}
