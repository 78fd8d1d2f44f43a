//! `sayso verify`, `doctor`, `completions` and `dist`, by running them.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::sayso;

const ARTICLE: &str = "“Rain is near,” Ada Obi said on Monday.\n\n\
    “The bridge is safe,” she added, “but the road – I think – is not.”\n";

/// A folder with an article and, beside it, what `extract` writes for it.
fn run_of_extract(table: &str, options: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("articles")).expect("a new folder");
    fs::write(at("articles/a.txt"), ARTICLE).expect("a written file");
    let extract = ["extract", "--model", "rules", "--quiet", "-o"];
    let mut command = sayso();
    command.args(extract).arg(at(table)).args(options).arg(at("articles"));
    assert!(command.output().expect("sayso runs").status.success());
    folder
}

fn verify(folder: &Path, table: &str, options: &[&str]) -> Output {
    let mut command = sayso();
    command.current_dir(folder).args(["verify", table, "articles"]).args(options);
    command.output().expect("sayso runs")
}

fn change(path: &Path, change: impl Fn(String) -> Vec<u8>) {
    let table = fs::read_to_string(path).expect("UTF-8");
    fs::write(path, change(table)).expect("a written file");
}

fn told(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn every_format_verifies_as_written() {
    let mut tables = vec!["a.csv", "a.tsv", "a.jsonl", "a.doc.jsonl"];
    tables.extend(cfg!(feature = "xlsx").then_some("a.xlsx"));
    tables.extend(cfg!(feature = "parquet").then_some("a.parquet"));
    for table in tables {
        let folder = run_of_extract(table, &[]);
        let output = verify(folder.path(), table, &["--strict"]);
        let (rows, counts) = told(&output);
        assert!(output.status.success(), "{table}: {rows}{counts}");
        assert!(rows.is_empty(), "{table}: {rows}");
        assert!(counts.contains(" exact (word for word)"), "{table}: {counts}");
        let other = ["altered", "absent", "typography", "elsewhere", "joined"];
        assert!(!other.iter().any(|other| counts.contains(other)), "{table}: {counts}");
        assert!(!counts.starts_with("0 rows"), "{table}: {counts}");
    }
}

#[test]
fn offsets_count_what_they_were_written_in() {
    let folder = run_of_extract("a.csv", &["--offsets", "bytes"]);
    let output = verify(folder.path(), "a.csv", &["--offsets", "bytes", "--strict"]);
    assert!(output.status.success(), "{:?}", told(&output));
    assert_eq!(verify(folder.path(), "a.csv", &["--strict"]).status.code(), Some(1));
}

#[test]
fn table_that_was_saved_again_verifies_and_the_report_says_what_changed() {
    let folder = run_of_extract("a.csv", &["--excel"]);
    change(&folder.path().join("a.csv"), |table| {
        table.replace("“Rain is near,”", "\"\"Rain\u{a0}is near,\"\"").into_bytes()
    });
    let output = verify(folder.path(), "a.csv", &["--report", "report.csv"]);
    let (rows, counts) = told(&output);
    assert!(output.status.success(), "{rows}{counts}");
    assert!(
        counts.contains("1 typography (quotation marks, dashes or letters changed)"),
        "{counts}"
    );
    let report = fs::read_to_string(folder.path().join("report.csv")).expect("a report");
    assert!(report.contains("1,a,S1,content,typography,0,15,,"), "{report}");
    assert_eq!(verify(folder.path(), "a.csv", &["--strict"]).status.code(), Some(1));
}

#[test]
fn row_with_another_word_fails_and_is_named() {
    let folder = run_of_extract("a.csv", &[]);
    change(&folder.path().join("a.csv"), |table| {
        table.replace("The bridge is safe", "The bridge was safe").into_bytes()
    });
    let output = verify(folder.path(), "a.csv", &[]);
    let (rows, counts) = told(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(rows.starts_with("record 2: a S2: content altered (other); near "), "{rows}");
    assert!(rows.contains("bridge is safe") && rows.contains("bridge was safe"), "{rows}");
    assert!(counts.contains("1 altered: other words"), "{counts}");
}

#[test]
fn rows_of_an_article_that_is_not_there_fail() {
    let folder = run_of_extract("a.csv", &[]);
    let articles = folder.path().join("articles");
    fs::rename(articles.join("a.txt"), articles.join("b.txt")).expect("a new name");
    let output = verify(folder.path(), "a.csv", &[]);
    let (rows, counts) = told(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(rows.starts_with("record 1: a S1: no text of this doc_id\n"), "{rows}");
    assert!(counts.starts_with("no row names a text of INPUT; "), "{counts}");
}

/// The number of lines that begin so.
fn lines_of(text: &str, beginning: &str) -> usize {
    text.lines().filter(|line| line.starts_with(beginning)).count()
}

#[test]
fn findings_of_a_kind_are_cut_and_their_totals_told() {
    let folder = run_of_extract("a.csv", &[]);
    let rows = |number: usize, row: &str| format!("{row}\n").repeat(number);
    let table = format!(
        "doc_id,statement_id,content\n{}{}{}",
        rows(30, "a,S1,Hail is near"),
        rows(21, "b,S1,Rain is near"),
        rows(2, "a,S1,The bridge is safe"),
    );
    fs::write(folder.path().join("many.csv"), table).expect("a written file");
    let cut = verify(folder.path(), "many.csv", &["--report", "cut.csv"]);
    let (rows, counts) = told(&cut);
    assert_eq!(cut.status.code(), Some(1));
    assert_eq!(rows.lines().count(), 40, "{rows}");
    assert_eq!(lines_of(&rows, "record 20: a S1: content altered (other)"), 1, "{rows}");
    assert_eq!(lines_of(&rows, "record 50: b S1: no text of this doc_id"), 1, "{rows}");
    let totals = "53 rows: 2 exact (word for word), 30 altered: other words, 21 without a text of \
                  their doc_id\nfindings: 30 altered_other (the first 20 shown), 21 \
                  document_missing (the first 20 shown); --all shows all\n";
    assert_eq!(counts, totals);
    let whole = verify(folder.path(), "many.csv", &["--report", "whole.csv", "--all"]);
    let (rows, counts) = told(&whole);
    assert_eq!(whole.status.code(), Some(1));
    assert_eq!(rows.lines().count(), 51, "{rows}");
    assert!(counts.ends_with("\nfindings: 30 altered_other, 21 document_missing\n"), "{counts}");
    let report = |name: &str| fs::read(folder.path().join(name)).expect("a report");
    assert!(report("cut.csv") == report("whole.csv"), "the report has all findings");
    let strict = verify(folder.path(), "many.csv", &["--strict"]);
    assert!(told(&strict).1.contains("\nfindings: 30 altered_other (the first"), "{strict:?}");
}

#[test]
fn records_that_cannot_be_read_are_cut_too() {
    let folder = run_of_extract("a.jsonl", &[]);
    let torn = "{\"doc_id\": \n".repeat(50);
    change(&folder.path().join("a.jsonl"), |table| (table + &torn).into_bytes());
    for (options, shown) in [(&[][..], 20), (&["--all"], 50)] {
        let output = verify(folder.path(), "a.jsonl", options);
        let (_, counts) = told(&output);
        assert_eq!(output.status.code(), Some(1), "{counts}");
        assert_eq!(lines_of(&counts, "failed: "), shown, "{counts}");
        assert!(counts.contains(", 50 could not be read\nfindings: 50 unread_row"), "{counts}");
    }
}

#[test]
fn text_may_come_through_a_pipe() {
    let extract = ["extract", "--model", "rules", "-"];
    let table = sayso().args(extract).write_stdin(ARTICLE).output().expect("sayso runs").stdout;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.csv");
    fs::write(&path, table).expect("a written file");
    let output = sayso().arg("verify").arg(&path).arg("-").write_stdin(ARTICLE).output();
    let output = output.expect("sayso runs");
    assert!(output.status.success(), "{:?}", told(&output));
}

#[test]
fn wrong_usage_of_verify_is_told() {
    let folder = run_of_extract("a.csv", &[]);
    for table in ["none.csv", "articles/a.txt", "articles", "-"] {
        let mut command = sayso();
        command.current_dir(folder.path()).args(["verify", table, "-"]);
        let output = command.output().expect("sayso runs");
        assert_eq!(output.status.code(), Some(2), "{table}: {:?}", told(&output));
    }
    let output = verify(folder.path(), "articles", &[]);
    assert_eq!(output.status.code(), Some(2), "a folder of texts is no table of them");
    let words = "error: articles: cannot be read: is a directory\n";
    assert_eq!(told(&output), (String::new(), words.to_owned()));
    let output = verify(folder.path(), "a.csv", &["--report", "report.xlsx"]);
    assert_eq!(output.status.code(), Some(2), "a workbook that would be CSV");
    assert!(told(&output).1.contains("the report is CSV"), "{:?}", told(&output));
}

#[test]
fn doctor_says_what_a_bug_report_needs() {
    let output = sayso().arg("doctor").output().expect("sayso runs");
    let (report, _) = told(&output);
    assert!(output.status.success());
    for name in ["sayso ", "target ", "kernel ", "threads ", "model large "] {
        assert!(report.lines().any(|line| line.starts_with(name)), "{name}: {report}");
    }
}

#[test]
fn completions_and_man_pages_know_every_command() {
    let output = sayso().args(["completions", "bash"]).output().expect("sayso runs");
    let (script, _) = told(&output);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let status = sayso().arg("dist").arg(folder.path()).output().expect("sayso runs").status;
    assert!(status.success());
    for command in ["extract", "attribute", "speakers", "segment", "tag", "eval", "verify"] {
        assert!(script.contains(command), "{command}");
        let page = folder.path().join(format!("man/sayso-{command}.1"));
        assert!(fs::read_to_string(page).expect("a page").contains(command));
    }
    assert!(folder.path().join("man/sayso.1").is_file());
    assert!(folder.path().join("completions/_sayso").is_file());
    assert!(
        !folder.path().join("man/sayso-dist.1").exists(),
        "packagers know it from the Makefile"
    );
}
