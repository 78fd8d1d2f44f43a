//! The register of names: `sayso speakers --merge` writes it, `sayso extract --register` asks it.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::sayso;

/// Three articles of two days: a mayor who becomes a senator, with and without her middle initial, and one
/// who has no more than the surname.
const ARTICLES: &str = "\
id,date,text
a,2024-10-02,\"Mayor Dee Lind opened the bridge. “It is safe,” Lind said. “Schools will open,” Tom Ode said.\"
b,2024-11-05,\"Sen. Dee A. Lind left the town. “It was a good bridge,” Lind said.\"
c,2024-11-06,\"“Rain is near,” Lind said.\"
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("news.csv"), ARTICLES).expect("written");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let all = [args, &["--model", "rules", "--quiet"]].concat();
    sayso().current_dir(folder).args(all).output().expect("sayso runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The cells of some columns, row by row, joined by " | ".
fn cells(output: &Output, columns: &[&str]) -> Vec<String> {
    assert!(output.status.success(), "{}", told(output));
    let mut reader = csv::Reader::from_reader(&*output.stdout);
    let header = reader.headers().expect("a header").clone();
    let place = |name: &&str| header.iter().position(|found| found == *name).expect("a column");
    let places: Vec<usize> = columns.iter().map(place).collect();
    let row = |record: csv::StringRecord| {
        places.iter().map(|it| &record[*it]).collect::<Vec<_>>().join(" | ")
    };
    reader.records().map(|found| row(found.expect("a row"))).collect()
}

#[test]
fn register_has_each_speaker_once_with_roles_and_days() {
    let folder = folder();
    let output = run(folder.path(), &["speakers", "news.csv", "--merge"]);
    let found =
        cells(&output, &["doc_id", "speaker", "articles", "roles", "first_date", "last_date"]);
    let lind =
        " | Dee A. Lind | 2 | Mayor (2024-10-02); Sen. (2024-11-05) | 2024-10-02 | 2024-11-05";
    assert!(found.contains(&lind.to_owned()), "{found:#?}");
    assert!(found.contains(&"c | Lind | 1 |  | 2024-11-06 | 2024-11-06".to_owned()), "{found:#?}");
    assert_eq!(found.len(), 3, "{found:#?}");
}

#[test]
fn users_register_wins_and_its_ids_go_along() {
    let folder = folder();
    let mine = "name,alias,wikidata\nDee Lind,Lind,Q42\n";
    fs::write(folder.path().join("mine.csv"), mine).expect("written");
    let args = ["speakers", "news.csv", "--merge", "--register", "mine.csv"];
    let found = cells(&run(folder.path(), &args), &["speaker", "articles", "names", "id"]);
    assert_eq!(
        found,
        ["Dee Lind | 3 | Lind; Dee A. Lind; Dee Lind | Q42", "Tom Ode | 1 | Tom Ode | "]
    );

    let merged = run(folder.path(), &args).stdout;
    fs::write(folder.path().join("merged.csv"), merged).expect("written");
    // What was merged has the user's own names still.
    for register in ["mine.csv", "merged.csv"] {
        asserts_names_and_ids(folder.path(), register);
    }
    // Without a register the table is what it always was.
    let plain = run(folder.path(), &["extract", "news.csv"]);
    assert!(!String::from_utf8_lossy(&plain.stdout).contains("speaker_entry"));
}

fn asserts_names_and_ids(folder: &Path, register: &str) {
    let args = ["extract", "news.csv", "--register", register];
    let columns = ["doc_id", "speaker", "speaker_entry", "speaker_id"];
    let found = cells(&run(folder, &args), &columns);
    let tom = if register == "merged.csv" { "Tom Ode" } else { "" };
    let tom = format!("a | Tom Ode | {tom} | ");
    let expected = [
        "a | Dee Lind | Dee Lind | Q42",
        &tom,
        "b | Dee A. Lind | Dee Lind | Q42",
        "c | Lind | Dee Lind | Q42",
    ];
    assert_eq!(found, expected, "{register}");
}

#[test]
fn what_merge_wrote_is_a_register() {
    let folder = folder();
    let register = run(folder.path(), &["speakers", "news.csv", "--merge"]).stdout;
    fs::write(folder.path().join("register.csv"), register).expect("written");
    let args = ["extract", "news.csv", "--register", "register.csv"];
    let found = cells(&run(folder.path(), &args), &["speaker", "speaker_entry"]);
    let lind = "Dee A. Lind";
    // The surname alone is nobody's, though the register has it among somebody's names.
    let expected = [
        format!("Dee Lind | {lind}"),
        "Tom Ode | Tom Ode".into(),
        format!("{lind} | {lind}"),
        "Lind | ".into(),
    ];
    assert_eq!(found, expected);
}

#[test]
fn register_that_cannot_be_used_is_refused() {
    let folder = folder();
    fs::write(folder.path().join("x.csv"), "who\nLind\n").expect("written");
    for (args, words) in [
        (vec!["extract", "news.csv", "--register", "x.csv"], "x.csv: a register needs the column"),
        (vec!["extract", "news.csv", "--register", "none.csv"], "none.csv: "),
        (vec!["speakers", "news.csv", "--register", "x.csv"], "--merge"),
        (
            vec!["speakers", "news.csv", "--merge", "--register", "x.csv", "-o", "x.csv"],
            "is named twice",
        ),
    ] {
        let output = run(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", told(&output));
        assert!(told(&output).contains(words), "{}", told(&output));
    }
}
