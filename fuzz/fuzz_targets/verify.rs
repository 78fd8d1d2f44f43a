//! Rows of any words against any text: no panic, an end, places within the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_verify::{Claim, Row, Verifier};

fuzz_target!(|input: (String, String, String, Option<(u16, u16)>)| {
    let (text, content, speaker, ends) = input;
    let claim = |words: &str, ends| Claim::Words { words: words.to_owned(), ends };
    let ends = ends.map(|(start, end)| (start.into(), end.into()));
    let row = Row {
        content: claim(&content, ends),
        speaker: claim(&speaker, None),
        ..Row::default()
    };
    let checked = Verifier::default().check(row, &text);
    for (_, _, verdict) in checked.claims() {
        if let Some(place) = verdict.place() {
            assert!(place.start <= place.end && place.end <= text.chars().count());
        }
    }
});
