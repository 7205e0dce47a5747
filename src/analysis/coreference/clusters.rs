//! A union-find over mentions that keeps why each mention was joined.

use crate::{
    analysis::{mentions::Found, rules::Rule},
    model::{EntityType, Gender, MentionClass, Number},
};

/// Clusters of mentions.
pub(super) struct Clusters {
    parent: Vec<u32>,
    /// The rule that joined a mention to an earlier one.
    reason: Vec<Option<Rule>>,
    /// What is known of each cluster, kept at its root.
    gender: Vec<Option<Gender>>,
    named: Vec<bool>,
}

impl Clusters {
    pub fn new(found: &[Found]) -> Self {
        Self {
            parent: (0..found.len()).map(|i| u32::try_from(i).unwrap_or(u32::MAX)).collect(),
            reason: vec![None; found.len()],
            gender: found.iter().map(|mention| mention.gender).collect(),
            named: found.iter().map(|mention| mention.class == MentionClass::Name).collect(),
        }
    }

    /// The mention that stands for the cluster of `i`: its first.
    pub fn root(&mut self, i: usize) -> usize {
        let mut root = i;
        while self.parent[root] as usize != root {
            let up = self.parent[root] as usize;
            self.parent[root] = self.parent[up];
            root = self.parent[root] as usize;
        }
        root
    }

    pub fn same(&mut self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    pub fn gender(&mut self, i: usize) -> Option<Gender> {
        let root = self.root(i);
        self.gender[root]
    }

    pub fn is_named(&mut self, i: usize) -> bool {
        let root = self.root(i);
        self.named[root]
    }

    /// Whether the mention was joined to another one by some rule.
    pub fn reason(&self, i: usize) -> Option<Rule> {
        self.reason[i]
    }

    /// Joins the cluster of `later` to that of `earlier`, unless their genders differ.
    pub fn join(&mut self, earlier: usize, later: usize, rule: Rule) -> bool {
        let (a, b) = (self.root(earlier), self.root(later));
        if a == b {
            return true;
        }
        if let (Some(one), Some(other)) = (self.gender[a], self.gender[b])
            && one != other
        {
            return false;
        }
        let (first, second) = (a.min(b), a.max(b));
        self.parent[second] = u32::try_from(first).unwrap_or(u32::MAX);
        self.gender[first] = self.gender[first].or(self.gender[second]);
        self.named[first] |= self.named[second];
        self.reason[later].get_or_insert(rule);
        true
    }
}

/// Whether two kinds can be the same thing: bodies of all kinds mix, people and places do not.
pub(super) fn compatible(a: &Found, b: &Found) -> bool {
    let number = match (a.number, b.number) {
        (Some(one), Some(other)) => one == other || a.etype != EntityType::Person,
        _ => true,
    };
    number && (a.etype == b.etype || a.etype.is_body() && b.etype.is_body())
}

/// One person.
pub(super) fn is_one_person(found: &Found) -> bool {
    found.etype == EntityType::Person && found.number != Some(Number::Plural)
}
