//! `--manifest` and `sayso cite`: what a run was made of, checked and cited.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::sayso;

fn run(folder: &Path, args: &[&str]) -> (Output, String) {
    let output = sayso().current_dir(folder).args(args).output().expect("sayso runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, told)
}

/// A folder with two articles and their rows with a manifest.
fn extracted(options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("articles")).expect("a new folder");
    for (name, words) in [("a", "Rain is near"), ("b", "Snow is near")] {
        let text = format!("“{words},” Mira Toll, the mayor of Lisse, told reporters on Monday.\n");
        fs::write(folder.path().join(format!("articles/{name}.txt")), text).expect("a new file");
    }
    let fixed =
        ["extract", "articles", "--model", "rules", "-o", "rows.csv", "--manifest", "--quiet"];
    let (output, told) = run(folder.path(), &[&fixed, options].concat());
    assert!(output.status.success(), "{told}");
    folder
}

fn manifest(folder: &Path) -> serde_json::Value {
    let text = fs::read(folder.join("rows.csv.manifest.json")).expect("a manifest");
    serde_json::from_slice(&text).expect("JSON")
}

#[test]
fn manifest_names_what_was_read_and_written_and_is_the_same_in_each_run() {
    let folder = extracted(&["--type", "communication"]);
    let found = manifest(folder.path());
    let inputs: Vec<_> =
        found["inputs"].as_array().expect("a list").iter().map(|it| &it["path"]).collect();
    assert_eq!(inputs, ["articles/a.txt", "articles/b.txt"]);
    assert_eq!(
        found["inputs"][0]["bytes"],
        fs::metadata(folder.path().join("articles/a.txt")).expect("a file").len()
    );
    assert_eq!(
        (&found["output"]["path"], &found["counts"]["statements"]),
        (&"rows.csv".into(), &2.into())
    );
    assert_eq!(
        (&found["options"]["--type"], &found["model"]["name"]),
        (&"communication".into(), &"rules".into())
    );
    let again = extracted(&["--type", "communication"]);
    assert_eq!(manifest(again.path()), found);
}

#[test]
fn manifest_names_the_register_by_its_contents() {
    assert_eq!(manifest(extracted(&[]).path())["register"], serde_json::Value::Null);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let table = folder.path().join("names.csv");
    let of = |names: &str| {
        fs::write(&table, names).expect("a new file");
        let folder = extracted(&["--register", table.to_str().expect("a path")]);
        manifest(folder.path())["register"]["sha256"].clone()
    };
    let first = of("name,id\nMira Toll,Q1\n");
    assert!(first.is_string());
    assert_ne!(of("name,id\nMira Toll,Q2\n"), first);
}

#[test]
fn verify_checks_the_manifest_beside_the_table() {
    let folder = extracted(&[]);
    let (output, told) = run(folder.path(), &["verify", "rows.csv", "articles"]);
    assert!(
        output.status.success() && told.contains("the table and the articles are those it names"),
        "{told}"
    );
    // A longer article has the rows still, and is another.
    let article = folder.path().join("articles/b.txt");
    let longer = fs::read_to_string(&article).expect("an article") + "\nIt is cold.\n";
    fs::write(&article, longer).expect("a written file");
    let (output, told) = run(folder.path(), &["verify", "rows.csv", "articles"]);
    assert!(output.status.success(), "only told: {told}");
    assert!(
        told.contains("manifest: articles/b.txt: has changed since it was read for the table"),
        "{told}"
    );
    let named = ["verify", "rows.csv", "articles", "--manifest", "rows.csv.manifest.json"];
    assert_eq!(run(folder.path(), &named).0.status.code(), Some(1));
}

#[test]
fn citation_has_the_counts_and_the_options_of_the_run() {
    let folder = extracted(&["--min-confidence", "0.1"]);
    let (output, told) = run(folder.path(), &["cite", "rows.csv.manifest.json"]);
    assert!(output.status.success(), "{told}");
    let cited = String::from_utf8_lossy(&output.stdout);
    for part in [
        "In 2 articles (",
        "2 files) it found 2 statements (2 direct",
        "--min-confidence 0.1",
        "@software{sayso,",
    ] {
        assert!(cited.contains(part), "{part}: {cited}");
    }
    let (output, _) = run(folder.path(), &["cite", "--bibtex", "--model", "rules"]);
    assert!(output.stdout.starts_with(b"@software{sayso,"));
}

#[test]
fn citation_has_what_the_user_has_read_of_the_rows() {
    let folder = extracted(&[]);
    let mut review = sayso();
    review.current_dir(folder.path()).args(["review", "rows.csv", "articles", "--sample", "2"]);
    let output = review.write_stdin("a\na\n").output().expect("sayso runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let cited = |args: &[&str]| {
        let (output, told) = run(folder.path(), args);
        assert!(output.status.success(), "{told}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let beside = cited(&["cite", "rows.csv.manifest.json"]);
    assert!(beside.contains("100"), "{beside}");
    assert_eq!(
        cited(&["cite", "rows.csv.manifest.json", "--review", "rows.csv.review.jsonl"]),
        beside
    );
    fs::remove_file(folder.path().join("rows.csv.review.jsonl")).expect("a review");
    assert!(beside.len() > cited(&["cite", "rows.csv.manifest.json"]).len());
}

#[test]
fn manifest_needs_a_file_to_lie_beside() {
    let folder = extracted(&[]);
    for args in [
        &["extract", "articles", "--manifest"][..],
        &["extract", "articles", "--manifest", "--format", "brat", "-o", "b"],
    ] {
        let (output, told) = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("name one with -o FILE"), "{told}");
    }
    let (output, told) = run(folder.path(), &["cite", "rows.csv"]);
    assert_eq!(output.status.code(), Some(2), "{told}");
}
