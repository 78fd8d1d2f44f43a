//! One stage's own output, by running it: the same for any number of threads and in parts.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::sayso;

/// Leans on nothing before it, so that a cut before it costs nothing.
const PARAGRAPH: &str = "“Rain is near,” Ada Obi said on Monday. The café is full, Ada Obi added.";

/// Every command that works on a corpus, with what makes it fast.
const STAGES: [&[&str]; 8] = [
    &["segment"],
    &["segment", "--format", "jsonl"],
    &["tag", "--model", "small"],
    &["attribute", "--model", "rules"],
    &["attribute", "--model", "rules", "--scores"],
    &["speakers", "--model", "rules"],
    &["speakers", "--model", "rules", "--merge"],
    &["speakers", "--model", "rules", "--why"],
];

/// A folder with as many articles, each of other length than the one before.
fn articles(count: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for number in 0..count {
        let text = format!("{PARAGRAPH} Bridge {number} is safe.\n\n").repeat(1 + number % 4);
        fs::write(folder.path().join(format!("{number:02}.txt")), text).expect("a written file");
    }
    folder
}

fn run(folder: &Path, stage: &[&str], args: &[&str]) -> Output {
    sayso().args(stage).args(args).arg(folder).output().expect("sayso runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = articles(20);
    for stage in STAGES {
        let one = run(folder.path(), stage, &["--jobs", "1"]);
        assert!(one.status.success() && one.stdout.len() > 100, "{stage:?}: {}", told(&one));
        for jobs in ["2", "5"] {
            let many = run(folder.path(), stage, &["--jobs", jobs]);
            assert!(many.stdout == one.stdout, "{stage:?}, {jobs} threads");
        }
    }
}

#[test]
fn text_in_parts_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = format!("{PARAGRAPH}\r\n\r\n").repeat(40);
    fs::write(folder.path().join("a.txt"), text).expect("a written file");
    for stage in STAGES {
        let whole = run(folder.path(), stage, &["--part-bytes", "1M"]);
        assert!(whole.status.success(), "{stage:?}: {}", told(&whole));
        let parts = run(folder.path(), stage, &["--part-bytes", "500"]);
        assert!(parts.stdout == whole.stdout, "{stage:?}");
    }
}

#[test]
fn cut_through_a_sentence_leaves_the_words_in_one_line_and_one_range() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), "rain and snow ".repeat(99)).expect("a written file");
    for format in ["text", "jsonl"] {
        let stage = ["segment", "--format", format];
        let whole = run(folder.path(), &stage, &[]);
        let parts = run(folder.path(), &stage, &["--part-bytes", "256"]);
        assert_eq!(parts.stdout, whole.stdout, "{}", String::from_utf8_lossy(&parts.stdout));
    }
}

#[test]
fn file_that_cannot_be_read_is_named_and_the_rest_is_written() {
    let folder = articles(3);
    fs::write(folder.path().join("01.txt"), b"\x89PNG\0\0\0\x01").expect("a written file");
    for stage in STAGES {
        let output = run(folder.path(), stage, &[]);
        assert_eq!(output.status.code(), Some(1), "{stage:?}");
        assert!(told(&output).contains("01.txt: not a text file"), "{}", told(&output));
        let stopped = run(folder.path(), stage, &["--fail-fast"]);
        assert_eq!(stopped.status.code(), Some(1), "{stage:?}");
        assert!(stopped.stdout != output.stdout, "{stage:?}");
    }
}
