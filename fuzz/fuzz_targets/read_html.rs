//! Reading of pages of HTML from any bytes: no panic, an end, a value for every column.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::read_all;
use sayso_read::Format;

// The reader catches the panics of the library below it, which the hook of libFuzzer would take for
// its own failure; a panic that comes through still ends the run.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    read_all(Format::Html, bytes.to_vec());
});
