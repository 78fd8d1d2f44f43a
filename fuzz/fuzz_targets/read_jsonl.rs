//! Reading of JSON lines from any bytes: no panic, an end, a value for every column.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::read_all;
use sayso_read::Format;

fuzz_target!(|bytes: &[u8]| {
    read_all(Format::Jsonl, bytes.to_vec());
});
