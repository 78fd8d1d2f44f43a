//! `sayso convert`, by running it: the rows of the seeds go through every form and come back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::{repository, sayso};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let seeds = repository("seeds");
    let named = arguments.iter().map(|argument| match *argument {
        "SEEDS" => seeds.as_os_str(),
        other => other.as_ref(),
    });
    sayso().current_dir(folder).args(named).output().expect("sayso runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the rows of the sample articles.
fn extracted(options: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let extract = ["extract", "SEEDS", "--model", "rules", "--quiet", "-o", "rows.csv"];
    let output = run(folder.path(), &[&extract, options].concat());
    assert!(output.status.success(), "{}", told(&output));
    folder
}

/// The cells of the columns in each row.
fn cells(path: &Path, columns: &[&str]) -> Vec<Vec<String>> {
    let mut table = csv::Reader::from_path(path).expect("a table");
    let header = table.headers().expect("a header").clone();
    let place = |name: &&str| header.iter().position(|found| found == *name).expect("a column");
    let places: Vec<usize> = columns.iter().map(place).collect();
    let row =
        |record: csv::StringRecord| places.iter().map(|place| record[*place].to_owned()).collect();
    table.records().map(|record| row(record.expect("a row"))).collect()
}

/// Columns that every form holds.
const ALWAYS: [&str; 10] = [
    "doc_id",
    "source",
    "cue",
    "content",
    "content_start",
    "content_end",
    "source_start",
    "source_end",
    "cue_start",
    "cue_end",
];

#[test]
fn rows_of_the_seeds_come_back_from_every_form() {
    let folder = extracted(&[]);
    let written = cells(&folder.path().join("rows.csv"), &ALWAYS);
    assert!(written.len() > 50);
    for (form, out, needs_texts) in [
        ("jsonl", "rows.jsonl", true),
        ("doc-jsonl", "rows.doc.jsonl", true),
        ("ggt", "ggt", true),
        ("atap", "atap.csv", true),
        ("textacy", "triples.jsonl", true),
        ("citron", "citron", false),
        ("brat", "brat", false),
        ("label-studio", "said.tasks.json", false),
        #[cfg(feature = "qdpx")]
        ("qdpx", "said.qdpx", false),
    ] {
        let there = ["convert", "rows.csv", "--texts", "SEEDS", "--to", form, "-o", out];
        let output = run(folder.path(), &there);
        assert!(output.status.success(), "{form}: {}", told(&output));
        let back = ["convert", out, "--from", form, "-o", "back.csv"];
        let texts: &[&str] = if needs_texts { &["--texts", "SEEDS"] } else { &[] };
        let output = run(folder.path(), &[&back, texts].concat());
        assert!(output.status.success(), "{form}: {}", told(&output));
        let found = cells(&folder.path().join("back.csv"), &ALWAYS);
        assert_eq!(found, written, "{form}");
    }
}

#[test]
fn rows_are_the_same_bytes_after_their_own_form() {
    let folder = extracted(&[]);
    let at = |name: &str| fs::read(folder.path().join(name)).expect("a file");
    for other in ["rows.jsonl", "rows.tsv"] {
        for arguments in [
            ["convert", "rows.csv", "--texts", "SEEDS", "-o", other],
            ["convert", other, "--texts", "SEEDS", "-o", "back.csv"],
        ] {
            let output = run(folder.path(), &arguments);
            assert!(output.status.success(), "{}", told(&output));
        }
        assert!(at("rows.csv") == at("back.csv"), "{other}");
    }
}

#[test]
fn offsets_change_their_unit() {
    let (chars, utf16) = (extracted(&[]), extracted(&["--offsets", "utf16"]));
    let arguments =
        ["convert", "rows.csv", "--texts", "SEEDS", "--input-offsets", "utf16", "-o", "chars.csv"];
    let output = run(utf16.path(), &arguments);
    assert!(output.status.success(), "{}", told(&output));
    let found = fs::read(utf16.path().join("chars.csv")).expect("a table");
    assert!(found == fs::read(chars.path().join("rows.csv")).expect("a table"));
}

#[test]
fn what_is_in_no_text_is_named_and_the_rest_is_written() {
    let folder = extracted(&[]);
    let rows = fs::read_to_string(folder.path().join("rows.csv")).expect("a table");
    let ids: BTreeSet<&str> =
        rows.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    let changed = rows.replace("\nwire,", "\nnowhere,");
    assert!(ids.contains("wire") && changed != rows);
    fs::write(folder.path().join("rows.csv"), changed).expect("a written table");
    let output = run(folder.path(), &["convert", "rows.csv", "--texts", "SEEDS"]);
    assert_eq!(output.status.code(), Some(1));
    let words = "failed: rows.csv: no text is named \"nowhere\"";
    assert!(told(&output).contains(words), "{}", told(&output));
    assert!(output.stdout.len() > 1000);
}

#[test]
fn table_from_standard_input_has_the_rows_of_the_file() {
    let folder = extracted(&[]);
    let at = |name: &str| folder.path().join(name);
    let there = ["convert", "rows.csv", "--texts", "SEEDS", "--to", "atap", "-o", "text_name.csv"];
    assert!(run(folder.path(), &there).status.success());
    let table = fs::read_to_string(at("text_name.csv")).expect("a table");
    fs::write(at("doc_id.csv"), table.replacen("text_name", "doc_id", 1)).expect("a new table");
    let back = ["convert", "-", "--from", "atap", "--to", "csv", "--texts"];
    let read = |name: &str| {
        let mut command = sayso();
        command.current_dir(folder.path()).args(back).arg(repository("seeds"));
        command.pipe_stdin(at(name)).expect("a table").output().expect("sayso runs")
    };
    let (one, other) = (read("text_name.csv"), read("doc_id.csv"));
    assert!(one.status.success() && other.status.success(), "{}", told(&other));
    assert!(one.stdout.len() > 1000 && one.stdout == other.stdout, "{}", told(&other));
}

#[test]
fn warning_about_texts_is_no_failure() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let early = "{\"id\": \"y\", \"text\": \"Snow is near, said the mayor.\"}\n";
    let late = "{\"id\": \"z\", \"text\": \"Rain.\", \"late\": 1}\n";
    fs::write(folder.path().join("texts.jsonl"), early.repeat(5000) + late).expect("new texts");
    fs::write(folder.path().join("rows.csv"), "doc_id,content,cue\ny,Snow is near,said\n")
        .expect("a new table");
    let output = run(folder.path(), &["convert", "rows.csv", "--texts", "texts.jsonl"]);
    assert!(told(&output).contains("warning: texts.jsonl: "), "{}", told(&output));
    assert!(output.status.success(), "{}", told(&output));
}

#[test]
#[cfg(feature = "xlsx")]
fn workbook_of_rows_needs_no_texts_and_is_the_same_without() {
    let folder = extracted(&[]);
    let at = |name: &str| fs::read(folder.path().join(name)).expect("a file");
    let run = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["convert"], arguments].concat());
        assert!(output.status.success(), "{arguments:?}: {}", told(&output));
        told(&output)
    };
    let mut tables = vec!["rows.csv", "rows.tsv", "rows.jsonl", "whole.xlsx"];
    tables.extend(cfg!(feature = "parquet").then_some("rows.parquet"));
    for table in &tables[1..] {
        run(&["rows.csv", "--texts", "SEEDS", "-o", table]);
    }
    for table in tables {
        let counts = run(&[table, "-o", "copy.xlsx"]);
        assert!(counts.ends_with(" statements of 10 articles\n"), "{table}: {counts}");
        assert!(at("copy.xlsx") == at("whole.xlsx"), "{table}");
    }
    let mut piped = sayso();
    piped.current_dir(folder.path()).args(["convert", "-", "--from", "csv", "--to", "xlsx"]);
    let piped = piped.pipe_stdin(folder.path().join("rows.csv")).expect("a table").output();
    assert!(piped.expect("sayso runs").stdout == at("whole.xlsx"), "standard input and output");
}

#[test]
#[cfg(feature = "xlsx")]
fn workbook_without_texts_keeps_the_order_and_names_what_is_no_row() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let table = "note,doc_id,content,kind,confidence\nx,b,Rain is near,direct,0.5\n\
                 y,a,Snow is near,loud,\nz,a,Hail is near,,\n";
    fs::write(folder.path().join("rows.csv"), table).expect("a new table");
    let output = run(folder.path(), &["convert", "rows.csv", "-o", "rows.xlsx"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).starts_with("failed: rows.csv: record 2: kind is \"loud\""),
        "{output:?}"
    );
    assert!(told(&output).ends_with("\n2 statements of 2 articles\n"), "{}", told(&output));
    let path = folder.path().join("rows.xlsx");
    let sheets: Result<Vec<_>, _> = sayso_verify::Workbook::open(&path).expect("xlsx").collect();
    let sheet = sheets.expect("good sheets").into_iter().next().expect("a sheet");
    let place = |name| sheet.header().iter().position(|found| found == name).expect("a column");
    let places = ["doc_id", "content", "kind", "confidence", "speaker", "note"].map(place);
    let rows: Vec<_> = sheet.map(|(_, row)| places.map(|place| row[place].clone())).collect();
    assert_eq!(rows[0], ["b", "Rain is near", "direct", "0.5", "", "x"]);
    assert_eq!(rows[1], ["a", "Hail is near", "", "", "", "z"]);
}

#[test]
#[cfg(feature = "xlsx")]
fn workbook_that_needs_the_texts_says_so() {
    let folder = extracted(&[]);
    for (to, out) in [("ggt", "ggt"), ("doc-jsonl", "rows.doc.jsonl")] {
        let there = ["convert", "rows.csv", "--texts", "SEEDS", "--to", to, "-o", out];
        assert!(run(folder.path(), &there).status.success());
        let output = run(folder.path(), &["convert", out, "--from", to, "-o", "rows.xlsx"]);
        assert_eq!(output.status.code(), Some(1), "{to}");
        assert!(told(&output).contains("name the texts with --texts"), "{}", told(&output));
    }
    let units = ["convert", "rows.csv", "--offsets", "utf16", "-o", "rows.xlsx"];
    let output = run(folder.path(), &units);
    assert_eq!(output.status.code(), Some(2));
    let words = "offsets of another unit are counted in the texts; name them with --texts";
    assert!(told(&output).contains(words), "{}", told(&output));
}

#[test]
fn wrong_usage_says_what_to_do() {
    let folder = extracted(&[]);
    for (arguments, words) in [
        (vec!["convert", "rows.csv", "--to", "conll"], "[possible values: csv,"),
        (vec!["convert", "rows"], "what form is rows? Name it with --from"),
        (vec!["convert", "rows.csv", "--to", "brat"], "name it with -o"),
        (vec!["convert", "missing.csv"], "missing.csv"),
        (
            vec!["convert", "rows.csv", "--from", "atap"],
            "rows.csv: no column \"quote\" (have: doc_id, ",
        ),
    ] {
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains(words), "{arguments:?}: {}", told(&output));
    }
    for form in ["csv", "doc-jsonl"] {
        let output = run(folder.path(), &["convert", "SEEDS", "--from", form, "--texts", "SEEDS"]);
        assert_eq!(output.status.code(), Some(2), "a folder of texts is no table of them");
        assert!(told(&output).ends_with(": cannot be read: is a directory\n"), "{}", told(&output));
    }
    let output = run(folder.path(), &["convert", "rows.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("name the texts with --texts"), "{}", told(&output));
    let output = run(folder.path(), &["convert", "rows.csv", "--texts", "SEEDS", "--to", "ggt"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(told(&output).contains("name a folder with -o"), "{}", told(&output));
}
