//! Reading of JSON on any number of lines from any bytes: no panic, an end, a value for every
//! column.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::read_all;
use sayso_read::Format;

fuzz_target!(|bytes: &[u8]| {
    read_all(Format::Json, bytes.to_vec());
});
