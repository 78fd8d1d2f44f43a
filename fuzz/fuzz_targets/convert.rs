//! The forms of other tools from any bytes: no panic, an end, every span in its text.
//!
//! The first line names the form, the others are the file.

#![no_main]

use std::convert::Infallible;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sayso_convert::{Conversion, Error, Event, Form, read};
use sayso_text::{Document, Statement};
use tempfile::TempDir;

/// What is marked, by the names that the seeds use.
const TEXT: &str = "“Rain is near,” said Ada Obi. The café is full, she added.\n";

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| Form::read().collect());
static CONVERSION: LazyLock<Conversion> = LazyLock::new(Conversion::default);
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

// The readers catch the panics of the libraries below them, which the hook of libFuzzer would take
// for its own failure; a panic that comes through still ends the run.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let mut halves = bytes.splitn(2, |byte| *byte == b'\n');
    let (Some(name), Some(bytes)) = (halves.next(), halves.next()) else { return };
    let Some(&form) = FORMS.iter().find(|form| form.name().as_bytes() == name) else { return };
    let path = FOLDER.path().join(form.name());
    let Ok(path) = write(&path, form, bytes) else { return };
    if let Ok(drafts) = read(&path, form) {
        let Ok(()) = CONVERSION.run(drafts, check);
    }
    if let Ok(drafts) = read(&path, form) {
        let texts = ["fuzz", "a"].map(|id| Ok::<_, Error>(Document::new(id, TEXT)));
        let Ok(()) = CONVERSION.run_with_texts(drafts, texts.into_iter(), check);
    }
});

/// The file of the form, in a folder of its own where the form wants one.
fn write(folder: &Path, form: Form, bytes: &[u8]) -> std::io::Result<std::path::PathBuf> {
    fs::create_dir_all(folder)?;
    if form == Form::Brat {
        fs::write(folder.join("fuzz.txt"), TEXT)?;
        fs::write(folder.join("fuzz.ann"), bytes)?;
        return Ok(folder.to_owned());
    }
    let file = folder.join("fuzz.json");
    fs::write(&file, bytes)?;
    Ok(file)
}

fn check(event: Event<'_>) -> Result<(), Infallible> {
    if let Event::Document(document, statements) = event {
        statements.iter().for_each(|statement| assert_in(&document.text, statement));
    }
    Ok(())
}

/// Every span lies in the text, on character boundaries.
fn assert_in(text: &str, statement: &Statement) {
    let attribution = &statement.attribution;
    let roles = attribution.source.into_iter().chain([attribution.cue]);
    for span in roles.chain(attribution.content.iter().copied()) {
        assert!(text.get(span.range()).is_some());
    }
}
