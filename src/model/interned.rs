//! Words that occur over and over in what is read from files: names of rules, finer kinds. All copies share one.

use std::{
    borrow::Cow,
    cell::RefCell,
    fmt,
    sync::{Mutex, PoisonError},
};

use rustc_hash::FxHashSet;
use serde::{Deserializer, de};

/// Different words that are shared, at most: there are a few hundred, and a file may hold anything.
const MOST_WORDS: usize = 4_096;
/// Length in bytes of what is shared, at most.
const MOST_BYTES: usize = 64;

static SHARED: Mutex<Option<FxHashSet<&'static str>>> = Mutex::new(None);

thread_local! {
    /// What this thread met already, so that threads do not wait for each other.
    static MET: RefCell<FxHashSet<&'static str>> = RefCell::default();
}

/// The shared copy of some words, or a copy of their own where there is no room for more.
fn interned(words: &str) -> Cow<'static, str> {
    if words.len() > MOST_BYTES {
        return Cow::Owned(words.to_owned());
    }
    MET.with_borrow_mut(|met| match met.get(words) {
        Some(known) => Cow::Borrowed(*known),
        None => match share(words) {
            Some(shared) => {
                met.insert(shared);
                Cow::Borrowed(shared)
            }
            None => Cow::Owned(words.to_owned()),
        },
    })
}

fn share(words: &str) -> Option<&'static str> {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let shared = shared.get_or_insert_default();
    if let Some(known) = shared.get(words) {
        return Some(known);
    }
    (shared.len() < MOST_WORDS).then(|| {
        let new: &'static str = Box::leak(words.into());
        shared.insert(new);
        new
    })
}

struct Words;

impl de::Visitor<'_> for Words {
    type Value = Cow<'static, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("words")
    }

    fn visit_str<E: de::Error>(self, words: &str) -> Result<Self::Value, E> {
        Ok(interned(words))
    }
}

/// Reads words that occur over and over.
pub(super) fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'static, str>, D::Error> {
    deserializer.deserialize_str(Words)
}

struct MaybeWords;

impl<'de> de::Visitor<'de> for MaybeWords {
    type Value = Option<Cow<'static, str>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("words or nothing")
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        words(deserializer).map(Some)
    }
}

/// The same for words that may be missing.
pub(super) fn maybe_words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'static, str>>, D::Error> {
    deserializer.deserialize_option(MaybeWords)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleId;

    #[test]
    fn a_rule_that_is_read_twice_is_one() {
        let read = |json: &str| serde_json::from_str::<RuleId>(json).unwrap();
        let (first, second) = (read("\"name.harbor\""), read("\"name.harbor\""));
        let address = |rule: &RuleId| rule.as_str().as_ptr();
        assert_eq!((first.as_str(), address(&first)), ("name.harbor", address(&second)));
        let elsewhere = std::thread::spawn(move || address(&read("\"name.harbor\"")) as usize).join().unwrap();
        assert_eq!(elsewhere, address(&first) as usize, "other threads share it");
        let long = "x".repeat(MOST_BYTES + 1);
        assert!(matches!(interned(&long), Cow::Owned(words) if words == long));
    }
}
