//! Reading of tables of separated values from any bytes: no panic, an end, a value for every column.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_read::{Corpus, Format, Options};

fuzz_target!(|bytes: &[u8]| {
    let mut options = Options::default();
    options.format = Some(Format::Csv);
    let corpus = Corpus::from_reader("fuzz", std::io::Cursor::new(bytes.to_vec()), &options);
    let width = corpus.columns().len();
    for document in corpus.flatten() {
        assert_eq!(document.columns.len(), width);
    }
});
