//! Reading of documents of Word: any bytes as the archive, and as the markup in one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::{archive, read_all};
use sayso_read::Format;

// The reader catches the panics of the libraries below it, which the hook of libFuzzer would take for its own
// failure; a panic that comes through still ends the run.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    read_all(Format::Docx, bytes.to_vec());
    read_all(Format::Docx, archive(&[("word/document.xml", bytes)]));
});
