//! Each sample in the form of another tool gives the statements of its article.
//!
//! `BLESS=1 cargo test -p sayso-convert --test forms` writes the expected files anew; the change is
//! to be read.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by a panic")]

use std::fs;
use std::path::{Path, PathBuf};

use sayso_convert::{Conversion, Error, Event, Form, Target, read, writer};
use sayso_export::Options;
use sayso_read::{Corpus, Input};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)
}

/// The sample in another form.
fn converted(name: &str, from: Form, to: Form, texts: bool) -> String {
    let drafts = read(&sample(name), from).expect("a readable sample");
    let mut bytes = Vec::new();
    {
        let target = Target::Stream(Box::new(&mut bytes));
        let mut writer = writer(to, target, &Options::default()).expect("a writer");
        let tell = |event: Event<'_>| -> Result<(), Error> {
            match event {
                Event::Document(document, found) => {
                    writer.write(document, found).expect("a written document");
                }
                Event::Failed(error) => panic!("{name}: {error}"),
                other => panic!("{name}: {other:?}"),
            }
            Ok(())
        };
        let conversion = Conversion::default();
        let done = if texts {
            let inputs = [Input::Path(sample("articles"))];
            conversion.run_with_texts(drafts, Corpus::new(&inputs, &Default::default()), tell)
        } else {
            conversion.run(drafts, tell)
        };
        done.expect("telling does not fail");
        writer.finish().expect("a finished file");
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn own(name: &str) -> Form {
    name.parse().expect("a form")
}

/// Compares with the expected file, or writes it.
fn expect(name: &str, found: &str) {
    let path = sample("expected").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(sample("expected")).expect("a folder");
        fs::write(&path, found).expect("a written file");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{} is not what is expected", path.display());
}

#[test]
fn samples_become_rows() {
    for (name, form, texts) in [
        ("ggt", Form::Ggt, true),
        ("ggt-database.jsonl", Form::Ggt, false),
        ("atap.csv", Form::Atap, true),
        ("textacy.jsonl", Form::Textacy, true),
        ("textacy-words/dikes.json", Form::Textacy, true),
        ("citron", Form::Citron, false),
        ("citron-extract", Form::Citron, true),
        ("brat", Form::Brat, false),
    ] {
        let stem = name.split(['.', '/']).next().expect("a name");
        let rows = converted(name, form, own("csv"), texts);
        expect(&format!("{stem}.csv"), &rows);
    }
}

#[test]
fn annotations_become_the_form_of_every_peer() {
    for (form, name) in [
        (Form::Ggt, "as-ggt.json"),
        (Form::Atap, "as-atap.csv"),
        (Form::Textacy, "as-textacy.jsonl"),
        (Form::Citron, "as-citron.json"),
        (own("doc-jsonl"), "as-doc.jsonl"),
    ] {
        expect(name, &converted("brat", Form::Brat, form, false));
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("dikes.json");
    let text = fs::read_to_string(sample("ggt/dikes.json")).expect("a sample");
    fs::write(&file, text.replace("We checked every gate twice", "We checked no gate"))
        .expect("new");
    let drafts = read(&file, Form::Ggt).expect("a readable file");
    let inputs = [Input::Path(sample("articles"))];
    let texts = Corpus::new(&inputs, &Default::default());
    let (mut errors, mut found) = (Vec::new(), 0);
    Conversion::default()
        .run_with_texts(drafts, texts, |event| -> Result<(), Error> {
            match event {
                Event::Failed(error) => errors.push(error),
                Event::Document(_, statements) => found += statements.len(),
                _ => {}
            }
            Ok(())
        })
        .expect("telling does not fail");
    let [error] = errors.as_slice() else { panic!("one error: {errors:?}") };
    let words = "line 13: content [We checked no gate] is not in the text of \"dikes\"";
    assert_eq!(error.to_string(), format!("{}: {words}", file.display()));
    assert_eq!(found, 3);
}

#[test]
fn missing_column_is_named_with_those_that_there_are() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("quotes.csv");
    for (header, words) in [
        (
            "quote,speaker",
            "no column \"text_name\" or \"doc_id\" or \"text_id\" (have: quote, speaker)",
        ),
        ("text_name,speaker", "no column \"quote\" (have: text_name, speaker)"),
    ] {
        fs::write(&file, format!("{header}\na,b\n")).expect("a new file");
        let Err(error) = read(&file, Form::Atap) else { panic!("no table of quotes") };
        assert_eq!(error.to_string(), format!("{}: {words}", file.display()));
    }
}

/// The sample table as the tool saves it, after a sheet that is none.
#[cfg(feature = "xlsx")]
fn workbook(path: &Path) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "about").expect("a cell");
    let sheet = workbook.add_worksheet();
    let table = fs::read_to_string(sample("atap.csv")).expect("a sample");
    let mut records = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    for (row, record) in (0..).zip(records.records()) {
        for (column, cell) in (0..).zip(&record.expect("a record")) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).expect("a cell"),
                Err(_) => sheet.write(row, column, cell).expect("a cell"),
            };
        }
    }
    // One stray cell does not make the sheet a table of 17 thousand million.
    sheet.write(1_048_575, 16_383, "x").expect("the last cell");
    workbook.save(path).expect("a new file");
}

#[cfg(feature = "xlsx")]
#[test]
fn workbook_is_read_as_its_table() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("quotes.xlsx");
    workbook(&path);
    let path = path.to_str().expect("UTF-8");
    assert_eq!(
        converted(path, Form::Atap, own("csv"), true),
        converted("atap.csv", Form::Atap, own("csv"), true)
    );
    fs::write(path, "no workbook").expect("a new file");
    let Err(error) = read(Path::new(path), Form::Atap) else { panic!("no workbook") };
    assert!(error.to_string().contains("quotes.xlsx: no workbook of Excel"), "{error}");
}

#[cfg(unix)]
#[test]
fn file_that_cannot_be_read_stops_no_form() {
    for (form, name) in [(Form::Textacy, "textacy.jsonl"), (Form::Citron, "citron/dikes.json")] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let beside = |stem: &str| {
            folder.path().join(stem).with_extension(Path::new(name).extension().expect("an ending"))
        };
        std::os::unix::fs::symlink("nowhere", beside("broken")).expect("a new link");
        fs::copy(sample(name), beside("dikes")).expect("a copied sample");
        let drafts = read(folder.path(), form).expect("a readable folder");
        let (read, failed): (Vec<_>, Vec<_>) = drafts.partition(Result::is_ok);
        assert_eq!((read.len(), failed.len()), (1, 1), "{form}");
    }
}
