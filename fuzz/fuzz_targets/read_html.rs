//! Reading of pages of HTML from any bytes: no panic, an end, a value for every column.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_read::{Corpus, Format, Options};

// The reader catches the panics of the library below it, which the hook of libFuzzer would take for
// its own failure; a panic that comes through still ends the run.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let mut options = Options::default();
    options.format = Some(Format::Html);
    let corpus = Corpus::from_reader("fuzz", std::io::Cursor::new(bytes.to_vec()), &options);
    let width = corpus.columns().len();
    for document in corpus.flatten() {
        assert_eq!(document.columns.len(), width);
    }
});
