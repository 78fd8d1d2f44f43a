//! `sayso.toml`: options that need not be typed again.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::sayso;

/// A folder with an article of two statements, and with these options.
fn folder(config: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article =
        "“Rain is near,” Ada Obi said on Monday.\n\nThe mayor believes that the bridge is safe.\n";
    fs::write(folder.path().join("a.txt"), article).expect("a written file");
    fs::write(folder.path().join("sayso.toml"), config).expect("a written file");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    sayso().current_dir(folder).args(args).output().expect("sayso runs")
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn file_in_the_folder_gives_options_and_what_is_typed_wins() {
    let folder = folder("model = \"rules\"\nformat = \"jsonl\"\n[extract]\ntype = \"attitude\"\n");
    let rows = stdout(&run(folder.path(), &["extract", "a.txt"]));
    assert!(rows.starts_with('{') && rows.contains("believes") && !rows.contains("Rain"), "{rows}");
    let typed = ["extract", "a.txt", "--format", "csv", "--type", "communication"];
    let rows = stdout(&run(folder.path(), &typed));
    assert!(rows.starts_with("doc_id,") && rows.contains("Ada Obi,said"), "{rows}");
}

#[test]
fn named_file_is_read_instead() {
    let folder = folder("model = \"no such file\"");
    fs::write(folder.path().join("other.toml"), "model = \"rules\"\nformat = \"tsv\"")
        .expect("a written file");
    let rows = stdout(&run(folder.path(), &["extract", "--config", "other.toml", "a.txt"]));
    assert!(rows.starts_with("doc_id\t"), "{rows}");
}

#[test]
fn mistakes_are_wrong_usage_and_name_the_file() {
    for (config, said) in [
        ("modle = \"rules\"", "sayso.toml: no option \"modle\"; the nearest is \"model\""),
        ("jobs = \"many\"", "in sayso.toml:"),
        ("model rules", "sayso.toml: TOML parse error"),
    ] {
        let folder = folder(config);
        let output = run(folder.path(), &["extract", "a.txt"]);
        assert_eq!(output.status.code(), Some(2), "{config}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains(said), "{told}");
    }
}

#[test]
fn doctor_names_the_file() {
    let folder = folder("model = \"rules\"");
    let told = stdout(&run(folder.path(), &["doctor"]));
    let line = told.lines().find(|line| line.starts_with("options from")).expect("a line of it");
    assert!(line.ends_with("sayso.toml"), "{line}");
}
