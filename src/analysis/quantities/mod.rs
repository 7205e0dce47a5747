//! Counts, amounts and shares with the interval they mean and the role of what is counted.
//!
//! Three steps: [`extent`] reads the number with the words that widen or bound it, [`mod@counted`] tells what is counted,
//! [`role`] what it underwent. A part named behind its total ("14 people, including three children") points to it, so
//! nothing is summed twice.

mod counted;
mod extent;
mod role;

use super::phrases::Ground;
use crate::model::{Quantity, QuantityId, QuantityRole, TimeValue};
use counted::{Counted, counted};
use extent::{Extent, extent_at};
use role::{Reading, role_of};

/// Quantities of a document, in text order. Numbers inside time expressions are not quantities.
pub fn find(ground: &Ground<'_, '_>, times: &[TimeValue]) -> Vec<Quantity> {
    let mut found: Vec<(Extent, Quantity, Reading)> = Vec::new();
    let (mut i, mut time) = (0, 0);
    while i < ground.tokens.len() {
        let span = ground.tokens.span(i);
        while times.get(time).is_some_and(|value| value.span.end() <= span.start()) {
            time += 1;
        }
        let in_time = times.get(time).is_some_and(|value| value.span.overlaps(span));
        let told = if in_time { None } else { extent_at(ground, i) };
        // "no one", "a jet" behind "three tanks and": counts only where something befell them.
        let unsure = told.is_none();
        let implied = || extent::none_at(ground.tokens, i).or_else(|| extent::one_more(ground.tokens, i));
        let Some(extent) = told.or_else(|| implied().filter(|_| !in_time)) else {
            i += 1;
            continue;
        };
        let end = extent.tokens.end;
        if let Some(counted) = counted(ground, &extent) {
            let one = quantity(ground, extent, counted, found.last());
            if !unsure || is_told(&one) {
                found.push(one);
            }
        }
        i = end;
    }
    link_parts(ground, &mut found);
    found.into_iter().map(|(_, quantity, _)| quantity).collect()
}

/// Whether the words say what befell the counted: nobody was hurt, a jet was lost too.
fn is_told((_, quantity, reading): &(Extent, Quantity, Reading)) -> bool {
    use QuantityRole::{Abducted, Destroyed, Detained, Displaced, Injured, Killed, Missing};
    let befallen = matches!(quantity.role, Abducted | Destroyed | Detained | Displaced | Injured | Killed | Missing);
    let none = quantity.high == Some(0.0) && *reading != Reading::Kind;
    befallen && (none || *reading == Reading::Joined)
}

fn quantity(
    ground: &Ground<'_, '_>,
    extent: Extent,
    counted: Counted,
    before: Option<&(Extent, Quantity, Reading)>,
) -> (Extent, Quantity, Reading) {
    let (role, reading) =
        role_of(ground, &extent, &counted, before.map(|(extent, quantity, reading)| (extent, quantity.role, *reading)));
    let quantity = Quantity {
        span: ground.tokens.span_of(extent.tokens.clone()),
        low: extent.low,
        high: extent.high,
        unit: counted.unit,
        role,
        part_of: None,
        evidence: reading.rule().evidence(ground.tokens.lexicon()),
    };
    (extent, quantity, reading)
}

/// `three people – two leaders and their driver – had died`, `14 people, including three children`: the later number is
/// a part of the earlier one and shares its role.
fn link_parts(ground: &Ground<'_, '_>, found: &mut [(Extent, Quantity, Reading)]) {
    for part in 1..found.len() {
        let total = part - 1;
        let total = found[total].1.part_of.map_or(total, QuantityId::index);
        let between = found[total].0.tokens.end..found[part].0.tokens.start;
        let same_sentence = ground.tokens.sentence_of(between.start) == ground.tokens.sentence_of(between.end);
        let opens_parts =
            |i: usize| matches!(ground.tokens.lower(i), "including" | "–" | "—" | "--" | "among" | "whom");
        let fits = found[part].1.low <= found[total].1.high.or(found[total].1.low)
            && extent::are_counts(&found[total].1, &found[part].1);
        if same_sentence && between.len() <= 16 && between.clone().any(opens_parts) && fits {
            found[part].1.part_of = Some(QuantityId::from_index(total));
            if found[part].1.role == QuantityRole::Other || found[part].2 == Reading::Kind {
                found[part].1.role = found[total].1.role;
            }
        }
    }
}

#[cfg(test)]
mod tests;
