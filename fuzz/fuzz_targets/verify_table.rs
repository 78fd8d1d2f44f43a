//! Tables of quotations from any bytes, as CSV, TSV and JSON lines: no panic, an end, and every record
//! a row or an error.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sayso_export::Format;
use sayso_verify::{Rows, Verifier};
use tempfile::TempDir;

/// The article of every row.
const TEXT: &str = "“Rain is near,” said Ada Obi. The café is full, she added.\n";

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

fuzz_target!(|bytes: &[u8]| {
    let file = FOLDER.path().join("rows");
    if fs::write(&file, bytes).is_err() {
        return;
    }
    for format in [Format::Csv, Format::Tsv, Format::Jsonl] {
        let Ok(rows) = Rows::open(&file, Some(format)) else { continue };
        let mut last = 0;
        for row in rows.flatten() {
            assert!(row.record > last, "records are counted up");
            last = row.record;
            let _ = Verifier::default().check(row, TEXT);
        }
    }
});
