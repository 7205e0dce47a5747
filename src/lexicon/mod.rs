//! Word lists.

/// The word lists the engine works with.
#[derive(Debug)]
pub struct Lexicon;

impl Lexicon {
    /// The lists that are compiled in.
    pub fn builtin() -> &'static Self {
        &Self
    }
}
