//! Where results go: names that promise another file, and files that would be lost.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::sayso;

const ARTICLE: &str = "“Rain is near,” Ada Obi said on Monday.\n\nThe bridge is safe, she added.\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("a written file");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    sayso().current_dir(folder).args(args).output().expect("sayso runs")
}

fn extract(folder: &Path, args: &[&str]) -> Output {
    run(folder, &[&["extract", "--model", "rules"], args].concat())
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn compressed_output_is_refused_and_the_plain_name_proposed() {
    let folder = folder();
    for (name, plain) in [("rows.csv.gz", "rows.csv"), ("rows.parquet.zst", "rows.parquet")] {
        let output = extract(folder.path(), &["a.txt", "-o", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let words = format!("{name}: compressed files are not written; write {plain} and");
        assert!(told(&output).contains(&words), "{}", told(&output));
        assert!(!folder.path().join(name).exists());
    }
}

#[test]
fn ending_of_no_format_needs_a_format() {
    let folder = folder();
    for command in [["extract", "a.txt", "-o", "rows.json"], ["convert", "rows.csv", "-o", "b.xls"]]
    {
        let output = run(folder.path(), &command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(told(&output).contains("no format has the ending"), "{}", told(&output));
        assert!(told(&output).contains("csv, tsv,"), "{}", told(&output));
    }
    let named = extract(folder.path(), &["a.txt", "-o", "rows.json", "--format", "jsonl"]);
    assert!(named.status.success(), "{}", told(&named));
    let bare = extract(folder.path(), &["a.txt", "-o", "rows"]);
    assert!(bare.status.success(), "{}", told(&bare));
    assert!(fs::read_to_string(folder.path().join("rows")).expect("CSV").starts_with("doc_id,"));
}

#[test]
fn output_that_is_an_input_is_refused_and_left_alone() {
    let folder = folder();
    let table = "id,text\n1,\"It rains, Ada Obi said.\"\n";
    fs::write(folder.path().join("news.csv"), table).expect("a written file");
    fs::write(folder.path().join("list"), "a.txt\n").expect("a written file");
    for (input, name) in [("news.csv", "./news.csv"), ("@list", "list"), ("a.txt", "a.txt")] {
        let output = extract(folder.path(), &[input, "-o", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(told(&output).contains("is an input too"), "{}", told(&output));
    }
    for option in ["--errors", "--summary"] {
        let output = extract(folder.path(), &["a.txt", "-o", "rows.csv", option, "a.txt"]);
        assert_eq!(output.status.code(), Some(2), "{option}: {}", told(&output));
    }
    assert_eq!(run(folder.path(), &["segment", "a.txt", "-o", "a.txt"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("a text"), ARTICLE);
    assert_eq!(fs::read_to_string(folder.path().join("news.csv")).expect("a table"), table);
}

#[test]
fn folder_of_each_output_is_made() {
    let folder = folder();
    let args = ["a.txt", "-o", "x/rows.csv", "--errors", "y/errors.csv", "--summary", "z/run.json"];
    let output = extract(folder.path(), &args);
    assert!(output.status.success(), "{}", told(&output));
    for name in ["x/rows.csv", "y/errors.csv", "z/run.json"] {
        assert!(folder.path().join(name).is_file(), "{name}");
    }
}

#[test]
fn summary_that_cannot_be_written_is_told_before_the_run() {
    let folder = folder();
    let output =
        extract(folder.path(), &["a.txt", "-o", "rows.csv", "--summary", "a.txt/run.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("a.txt/run.json: cannot be written"), "{}", told(&output));
    assert!(!folder.path().join("rows.csv").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn full_disk_is_told_with_the_name_of_the_output() {
    let folder = folder();
    let output = extract(folder.path(), &["a.txt", "--format", "html", "-o", "/dev/full"]);
    assert_eq!(output.status.code(), Some(1));
    let words = "error: /dev/full: cannot be written: No space left on device";
    assert!(told(&output).contains(words), "{}", told(&output));
}

#[test]
fn folder_without_articles_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("news.csv"), "text\nRain.\n").expect("a written file");
    let output = extract(folder.path(), &["."]);
    assert!(output.status.success());
    let words = "warning: .: no texts, pages of HTML or archives in the folder, other files: 1";
    assert!(told(&output).contains(words), "{}", told(&output));
}

#[test]
fn columns_named_as_ours_are_kept_under_another_name() {
    let folder = folder();
    let table = "doc_id,text,speaker,input_speaker\n7,\"It rains, Ada Obi said.\",Bo,Cy\n";
    fs::write(folder.path().join("news.csv"), table).expect("a written file");
    let output = extract(folder.path(), &["news.csv", "-o", "rows.csv"]);
    assert!(output.status.success(), "{}", told(&output));
    let mut rows = csv::Reader::from_path(folder.path().join("rows.csv")).expect("a table");
    let header = rows.headers().expect("a header").clone();
    let mut names: Vec<&str> = header.iter().collect();
    let row = rows.records().next().expect("a row").expect("good cells");
    assert_eq!((&row[0], &row[2]), ("7", "Ada Obi"));
    assert!(row.iter().any(|cell| cell == "Bo") && row.iter().any(|cell| cell == "Cy"), "{row:?}");
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "each name once: {names:?}");
}
