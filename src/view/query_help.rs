//! What can be asked in a search, for those who do not know the language yet.

/// An example of a query with what it finds.
pub struct QueryExample {
    /// The query.
    pub query: &'static str,
    /// What it finds, without a full stop.
    pub finds: &'static str,
}

const fn example(query: &'static str, finds: &'static str) -> QueryExample {
    QueryExample { query, finds }
}

/// The language by examples, from plain to fancy.
pub const QUERY_HELP: [QueryExample; 13] = [
    example("ferry crew", "both words"),
    example("\"coast guard\"", "the words in this order"),
    example("ferry OR boat", "one of them"),
    example("ferry NOT rescue", "the first without the second; also: ferry -rescue"),
    example("rescu*", "words that begin so"),
    example("ferry NEAR/5 rescue", "at most five words between them"),
    example("(ferry OR boat) crew", "groups"),
    example("type:armed_group", "something of this type is mentioned"),
    example("speaker:minister", "somebody of this name is quoted or claims something"),
    example("act:deny", "a claim of this kind; beside speaker: one by that speaker"),
    example("tag:urgent", "the document, or something in it, has this tag"),
    example("source:gazette", "the outlet's name holds this"),
    example("after:2024-02 before:2024-03-15", "published between these days"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::parse_query;

    #[test]
    fn every_example_is_understood() {
        for example in &QUERY_HELP {
            assert!(parse_query(example.query).is_ok(), "{}", example.query);
        }
    }
}
