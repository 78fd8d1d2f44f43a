//! Registers from any bytes: no panic, an end, and an answer that is an entry of the table.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_register::Register;
use sayso_text::SpeakerKind;

fuzz_target!(|input: (&[u8], &str)| {
    let (table, name) = input;
    let Ok(register) = Register::from_csv(table) else { return };
    for kind in [SpeakerKind::Person, SpeakerKind::Organisation] {
        if let Some(found) = register.find(name, kind) {
            let table = String::from_utf8_lossy(table);
            assert!(table.contains(&*found.name) || table.contains('"'), "{found:?}");
        }
    }
});
