//! Short lists. An analysis has a hundred of each kind, and a workspace an analysis of every document, so they take no more
//! room than they need.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list that holds nothing or one thing as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<T>(Kept<T>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "a list in place would make every value larger for the sake of a few")]
enum Kept<T> {
    #[default]
    None,
    One(T),
    /// Two or more.
    Many(Box<Vec<T>>),
}

/// A list that holds nothing as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "as above")]
pub struct Rare<T>(Option<Box<Vec<T>>>);

impl<T> Few<T> {
    /// Adds a thing at the end.
    pub fn push(&mut self, item: T) {
        self.0 = match std::mem::take(&mut self.0) {
            Kept::None => Kept::One(item),
            Kept::One(first) => Kept::Many(Box::new(vec![first, item])),
            Kept::Many(mut items) => {
                items.push(item);
                Kept::Many(items)
            }
        };
    }
}

impl<T> Kept<T> {
    fn as_slice(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(item) => std::slice::from_ref(item),
            Self::Many(items) => items,
        }
    }
}

impl<T> Rare<T> {
    /// Adds a thing at the end.
    pub fn push(&mut self, item: T) {
        self.0.get_or_insert_default().push(item);
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_slice()
    }
}

impl<T> Deref for Rare<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

macro_rules! list {
    ($list:ident) => {
        impl<T> $list<T> {
            /// Whether it holds nothing.
            pub fn is_empty(&self) -> bool {
                (**self).is_empty()
            }
        }

        impl<T> Default for $list<T> {
            fn default() -> Self {
                Self(Default::default())
            }
        }

        impl<T> Extend<T> for $list<T> {
            fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
                items.into_iter().for_each(|item| self.push(item));
            }
        }

        impl<T> FromIterator<T> for $list<T> {
            fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
                let mut list = Self::default();
                list.extend(items);
                list
            }
        }

        impl<'l, T> IntoIterator for &'l $list<T> {
            type Item = &'l T;
            type IntoIter = std::slice::Iter<'l, T>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl<T: Serialize> Serialize for $list<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                (**self).serialize(serializer)
            }
        }

        impl<'de, T: Deserialize<'de>> Deserialize<'de> for $list<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Vec::deserialize(deserializer)?.into_iter().collect())
            }
        }
    };
}

list!(Few);
list!(Rare);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_hold_what_others_hold_in_less_room() {
        for n in 0..4_u32 {
            let (few, rare): (Few<u32>, Rare<u32>) = ((0..n).collect(), (0..n).collect());
            let all: Vec<u32> = (0..n).collect();
            assert_eq!((&*few, &*rare), (all.as_slice(), all.as_slice()));
            let json = serde_json::to_string(&all).unwrap();
            assert_eq!(serde_json::to_string(&few).unwrap(), json);
            assert_eq!(serde_json::from_str::<Few<u32>>(&json).unwrap(), few);
            assert_eq!(serde_json::from_str::<Rare<u32>>(&json).unwrap(), rare);
        }
        assert!(size_of::<Few<u64>>() < size_of::<Vec<u64>>() && size_of::<Rare<u64>>() < size_of::<Few<u64>>());
    }
}
