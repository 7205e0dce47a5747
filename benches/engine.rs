//! What the engine does in a second: `cargo bench --bench engine`.
//!
//! Items are tokens. The corpus is 10,000 generated stories on one thread; the single document shows that the cost stays
//! linear in its length.

mod generated;

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use onrecord::{
    analysis::{Settings, analyze},
    import::read_bytes,
    lexicon::Lexicon,
    model::Document,
};

fn main() {
    Lexicon::builtin();
    divan::main();
}

fn measure(bencher: Bencher<'_, '_>, documents: &[Document]) {
    let read = |document: &Document| analyze(document, Lexicon::builtin(), &Settings::default()).n_tokens as usize;
    let n_tokens: usize = documents.iter().map(read).sum();
    let n_bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    bencher
        .counter(ItemsCount::new(n_tokens))
        .counter(BytesCount::new(n_bytes))
        .bench_local(|| documents.iter().map(read).sum::<usize>());
}

/// All layers over 10,000 stories, one after the other.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn ten_thousand_stories(bencher: Bencher<'_, '_>) {
    measure(bencher, &generated::stories(10_000));
}

/// One document of so many megabytes.
#[divan::bench(args = [1, 5], sample_count = 3, sample_size = 1)]
fn single_document(bencher: Bencher<'_, '_>, megabytes: usize) {
    let mut text = String::new();
    for story in generated::stories(1_000).iter().cycle() {
        text += story.body();
        if text.len() >= megabytes * 1_000_000 {
            break;
        }
    }
    let document = read_bytes("long", text.as_bytes()).into_iter().collect::<Vec<_>>();
    measure(bencher, &document);
}
