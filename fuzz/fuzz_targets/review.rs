//! Corrections from any bytes: no panic, an end, intervals that hold their share, and a line for all
//! that was read which reads the same again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_review::{Corrections, Figures, sentence};

fuzz_target!(|bytes: &[u8]| {
    let Ok(corrections) = Corrections::read(bytes) else { return };
    assert!(corrections.whole_bytes() <= bytes.len());
    let figures = Figures::of(&corrections);
    let _ = sentence(&figures, "fuzz.csv");
    for estimate in &figures.estimates {
        let (Some(share), Some(interval)) = (estimate.rows.share(), estimate.rows.interval) else {
            continue;
        };
        assert!(interval.low <= share && share <= interval.high);
    }
    for (id, _) in corrections.rows() {
        assert!(corrections.of(id).is_some());
    }
});
