//! `sayso audit`: its figures against a count of the rows of `extract`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::{repository, sayso};

fn run(folder: &Path, args: &[&str]) -> Output {
    let output = sayso().current_dir(folder).args(args).output();
    output.expect("sayso runs")
}

/// The figures of an audit: of each dimension and group, the numbers by their headings.
fn audit(folder: &Path, args: &[&str]) -> BTreeMap<(String, String), BTreeMap<String, String>> {
    let output = run(folder, &[&["audit", "--model", "rules", "--quiet"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut table = csv::Reader::from_reader(&*output.stdout);
    let header = table.headers().expect("a header").clone();
    let rows = table.records().map(|record| {
        let record = record.expect("a row");
        let numbers = header.iter().zip(&record).map(|(name, cell)| (name.into(), cell.into()));
        ((record[0].to_owned(), record[1].to_owned()), numbers.collect())
    });
    rows.collect()
}

/// The rows of `extract` over the same input.
fn rows(folder: &Path, input: &str) -> Vec<Value> {
    let args = ["extract", input, "--model", "rules", "--quiet", "--format", "jsonl"];
    let output = run(folder, &args);
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row"));
    rows.filter(|row| row["within"].is_null()).collect()
}

fn text<'r>(row: &'r Value, name: &str) -> &'r str {
    row[name].as_str().unwrap_or_default()
}

#[test]
fn figures_are_those_that_the_rows_of_the_samples_give() {
    let folder = repository("");
    let (figures, rows) = (audit(&folder, &["seeds"]), rows(&folder, "seeds"));
    assert!(rows.len() > 100);
    let mut groups: BTreeMap<(&str, String), Vec<&Value>> = BTreeMap::new();
    for row in &rows {
        let month = text(row, "date").get(..7).unwrap_or("(none)").to_owned();
        let kind = text(row, "speaker_kind").to_owned();
        let names = [("all", "all".to_owned()), ("month", month), ("speaker_kind", kind)];
        let speaker = Some(text(row, "speaker").to_owned()).filter(|name| !name.is_empty());
        for key in names.into_iter().chain(speaker.map(|name| ("speaker", name))) {
            groups.entry(key).or_default().push(row);
        }
    }
    assert_eq!(figures.len(), groups.len());
    for ((dimension, name), rows) in groups {
        let found = &figures[&(dimension.to_owned(), name.clone())];
        let distinct = |column: &str| {
            let all: BTreeSet<&str> = rows.iter().map(|row| text(row, column)).collect();
            all.into_iter().filter(|name| !name.is_empty()).count()
        };
        let words = |row: &&Value| {
            let content = text(row, "content").replace(" […] ", " ");
            content.split_whitespace().count()
        };
        let direct = rows.iter().filter(|row| text(row, "kind") == "direct").count();
        let share = format!("{:.1}", rows.len() as f64 * 100.0 / self::rows_of(&figures));
        let expected = [
            ("statements", rows.len().to_string()),
            ("share", share),
            ("articles", distinct("doc_id").to_string()),
            ("speakers", distinct("speaker").to_string()),
            ("words", rows.iter().map(words).sum::<usize>().to_string()),
            ("direct", direct.to_string()),
        ];
        for (heading, number) in expected {
            assert_eq!(found[heading], number, "{heading} of {dimension} {name}");
        }
    }
}

fn rows_of(figures: &BTreeMap<(String, String), BTreeMap<String, String>>) -> f64 {
    let all = &figures[&("all".to_owned(), "all".to_owned())];
    all["statements"].parse().expect("a number")
}

const TABLE: &str = "id,paper,date,text\n\
    a,Wire,2024-10-02,\"“Rain is near,” Ada Obi, the mayor, said.\"\n\
    b,Wire,2024-10-30,\"Bo Ek said the bridge was safe. The mayor, Ada Obi, said “it will hold”.\"\n\
    c,,2024-11-01,\"The Rain Office said that schools would close.\"\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("news.csv"), TABLE).expect("written");
    let list = "name,pattern,label\nada obi,,women\n,\\bmayor\\b,officials\n";
    fs::write(folder.path().join("labels.csv"), list).expect("written");
    folder
}

#[test]
fn outlets_months_and_labels_are_counted() {
    let folder = folder();
    let args = ["news.csv", "--outlet-column", "paper", "--labels", "labels.csv"];
    let figures = audit(folder.path(), &args);
    let statements = |by: &str, value: &str| {
        figures.get(&(by.to_owned(), value.to_owned())).map(|found| found["statements"].as_str())
    };
    assert_eq!(statements("outlet", "Wire"), Some("3"));
    assert_eq!(statements("outlet", "(none)"), Some("1"));
    assert_eq!(statements("month", "2024-10"), Some("3"));
    assert_eq!(statements("month", "2024-11"), Some("1"));
    assert_eq!(statements("label", "women"), Some("2"));
    assert_eq!(statements("label", "officials"), Some("2"));
    assert_eq!(statements("label", "(none)"), Some("2"));
    let wire = &figures[&("outlet".to_owned(), "Wire".to_owned())];
    assert_eq!((&*wire["label_women"], &*wire["by_person"]), ("2", "3"));
}

#[test]
fn what_is_not_counted_is_told() {
    let folder = folder();
    fs::write(
        folder.path().join("inner.txt"),
        "The ferry will sail, because Ada Obi said that Bo Berg had promised to pay.",
    )
    .expect("written");
    let told = |args: &[&str]| {
        let output = run(folder.path(), &[&["audit", "--model", "small"], args].concat());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let within = "1 of them stand within others";
    let outlets = "nothing is counted by outlet: no column is named outlet, publisher";
    let inner = told(&["inner.txt"]);
    assert!(inner.contains(within) && inner.contains(outlets), "{inner}");
    let outer = told(&["inner.txt", "--voices", "outer"]);
    assert!(!outer.contains(within), "{outer}");
    let paper = told(&["news.csv", "--outlet-column", "paper"]);
    assert!(!paper.contains(outlets), "{paper}");
    assert_eq!(told(&["inner.txt", "--quiet"]), "");
}

#[test]
fn workbook_and_page_are_written_by_their_ending() {
    let folder = folder();
    for (name, start) in [("audit.xlsx", &b"PK"[..]), ("audit.html", b"<!doctype html>")] {
        let args = ["audit", "news.csv", "--model", "rules", "-o", name];
        let output = run(folder.path(), &args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let bytes = fs::read(folder.path().join(name)).expect("a file");
        assert!(bytes.starts_with(start), "{name}");
    }
    let page = fs::read_to_string(folder.path().join("audit.html")).expect("a page");
    assert!(page.contains("<th scope=\"row\">Ada Obi</th>"));
    assert!(page.trim_end().ends_with("</html>"));
}

#[test]
fn what_cannot_be_audited_is_refused_with_the_remedy() {
    let folder = folder();
    let cases = [
        (
            vec!["news.csv", "-o", "audit.pdf"],
            "an audit is written to a file in .csv, .xlsx or .html",
        ),
        (
            vec!["news.csv", "--outlet-column", "outlet"],
            "no column named \"outlet\" (have: paper, date); choose one with --outlet-column",
        ),
        (vec!["news.csv", "--labels", "news.csv"], "news.csv: a list of labels needs the column"),
        (vec!["news.csv", "--labels", "none.csv"], "none.csv"),
    ];
    for (args, words) in cases {
        let output = run(folder.path(), &[&["audit", "--model", "rules"], &*args].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(words), "{told}");
    }
}
