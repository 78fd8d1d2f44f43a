//! What a run must not take: files that are somebody else's, and words that nobody asked it to drop.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::sayso;

const ARTICLE: &str = "“Rain is near,” Ada Obi said on Monday.\n\nThe bridge is safe, she added.\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    fs::write(folder.path().join("in/a.txt"), ARTICLE).expect("a written file");
    folder
}

fn extract(folder: &Path, args: &[&str]) -> Output {
    let mut command = sayso();
    command.current_dir(folder).args(["extract", "--model", "rules"]).args(args);
    command.output().expect("sayso runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn refused(folder: &Path, args: &[&str], words: &str) {
    let output = extract(folder, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {}", told(&output));
    assert!(told(&output).contains(words), "{args:?}: {}", told(&output));
}

#[test]
fn output_does_not_replace_what_the_run_reads_for_its_own_use() {
    let folder = folder();
    let cues = "lemma\tuse\ttype\ngrumble\tverb\tcommunication\n";
    fs::write(folder.path().join("cues.csv"), cues).expect("a written file");
    let args = ["in", "--lexicon", "cues.csv", "-o", "cues.csv"];
    refused(folder.path(), &args, "cues.csv is an input too");
    assert_eq!(fs::read_to_string(folder.path().join("cues.csv")).expect("a file"), cues);
    fs::write(folder.path().join("list"), "in/a.txt\n").expect("a written file");
    refused(folder.path(), &["@list", "-o", "in/a.txt", "--format", "csv"], "is an input too");
    assert_eq!(fs::read_to_string(folder.path().join("in/a.txt")).expect("a file"), ARTICLE);
}

#[test]
fn what_a_hand_may_have_worked_on_is_not_replaced() {
    let folder = folder();
    let work = "T1\tCue 1 2\tmine\n";
    for name in ["in/a.ann", "register.csv", "sayso.toml"] {
        fs::write(folder.path().join(name), if name.ends_with("ann") { work } else { "" })
            .expect("a written file");
    }
    fs::write(folder.path().join("register.csv"), "name,alias,id\nAda Obi,,Q1\n").expect("written");
    refused(folder.path(), &["in", "--format", "brat", "-o", "in"], "is there already");
    assert_eq!(fs::read_to_string(folder.path().join("in/a.ann")).expect("a file"), work);
    assert_eq!(fs::read_to_string(folder.path().join("in/a.txt")).expect("a file"), ARTICLE);
    let register = ["in", "--register", "register.csv"];
    refused(folder.path(), &[&register[..], &["-o", "register.csv"]].concat(), "is an input too");
    let books = ["-o", "a.csv", "--summary", "register.csv"];
    refused(folder.path(), &[&register[..], &books].concat(), "is an input too");
    refused(folder.path(), &["in", "-o", "sayso.toml", "--format", "csv"], "is an input too");
    assert!(extract(folder.path(), &["in", "--format", "brat", "-o", "new"]).status.success());
    refused(folder.path(), &["in", "--format", "brat", "-o", "new"], "is there already");
}

#[test]
fn run_goes_on_only_with_the_same_register() {
    let folder = folder();
    let write = |text: &str| fs::write(folder.path().join("register.csv"), text).expect("written");
    write("name,alias,id\nAda Obi,,Q1\n");
    let args = ["in", "b.txt", "--register", "register.csv", "-o", "rows.csv"];
    let stopped = extract(folder.path(), &[&args[..], &["--fail-fast"]].concat());
    assert_eq!(stopped.status.code(), Some(1), "{}", told(&stopped));
    fs::write(folder.path().join("b.txt"), ARTICLE).expect("written");
    write("name,alias,id\nAda Obi,,Q999\n");
    refused(folder.path(), &[&args[..], &["--resume"]].concat(), "by their contents");
    write("name,alias,id\nAda Obi,,Q1\n");
    assert!(extract(folder.path(), &[&args[..], &["--resume"]].concat()).status.success());
}

#[test]
fn output_that_the_next_run_would_read_is_refused() {
    let folder = folder();
    refused(folder.path(), &["in", "-o", "in/report.html"], "the next run would read it");
    refused(folder.path(), &["in", "-o", "a.csv", "--errors", "in/errors.txt"], "next run");
    assert!(extract(folder.path(), &["in", "-o", "in/rows.csv"]).status.success());
    let again = extract(folder.path(), &["in", "-o", "report.html"]);
    assert!(told(&again).contains("files passed over: 1 (.csv 1)"), "{}", told(&again));
}

#[test]
fn lock_of_the_run_is_no_file_that_was_passed_over() {
    let folder = folder();
    let output = extract(folder.path(), &["in", "-o", "in/rows.csv"]);
    assert!(!told(&output).contains("passed over"), "{}", told(&output));
}

#[test]
fn file_that_is_no_list_of_what_was_read_is_not_added_to() {
    let folder = folder();
    let notes = "call Ada on Monday\n";
    fs::write(folder.path().join("notes.txt"), notes).expect("a written file");
    let args = ["in", "-o", "rows.csv", "--seen", "notes.txt"];
    refused(folder.path(), &args, "notes.txt: no list of what was read: line 1");
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).expect("a file"), notes);
}

#[test]
fn books_have_no_name_that_the_run_needs_for_itself() {
    let folder = folder();
    for errors in ["rows.csv.part", "rows.csv.lock", "./rows.csv.journal", "rows.csv.manifest.json"]
    {
        refused(folder.path(), &["in", "-o", "rows.csv", "--errors", errors], "for itself");
    }
}

#[test]
fn dates_in_front_of_a_text_are_read_as_asked_or_warned_of() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = format!("---\ntitle: Rain\ndate: 03/04/2024\n---\n{ARTICLE}");
    fs::write(folder.path().join("a.md"), text).expect("a written file");
    let silent = extract(folder.path(), &["a.md", "--format", "jsonl"]);
    assert!(told(&silent).contains("say which with --date-format"), "{}", told(&silent));
    let asked =
        extract(folder.path(), &["a.md", "--format", "jsonl", "--date-format", "day-first"]);
    let rows = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(
        rows.contains("2024-04-03") && !told(&asked).contains("date"),
        "{rows}{}",
        told(&asked)
    );
}

#[test]
fn part_in_which_no_sentence_has_room_is_refused() {
    let folder = folder();
    refused(folder.path(), &["in", "--part-bytes", "1"], "in which no sentence has room");
}

/// A run that gets SIGTERM while it waits for more of its input keeps what is done and says how to go on.
#[cfg(unix)]
#[test]
fn termination_ends_the_run_as_an_interrupt_does() {
    use std::io::Write as _;
    use std::process::Stdio;
    use std::thread;
    use std::time::Duration;

    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.current_dir(folder.path()).stdin(Stdio::piped()).stderr(Stdio::piped());
    command.args(["extract", "--model", "rules", "--input-format", "jsonl", "-", "-o", "rows.csv"]);
    let mut run = command.spawn().expect("sayso runs");
    let mut input = run.stdin.take().expect("a pipe");
    // More than the run looks at before it begins, so that it is at work while the pipe is open.
    let line = serde_json::json!({ "text": ARTICLE }).to_string() + "\n";
    input.write_all(line.repeat(4_000).as_bytes()).expect("a pipe");
    let part = folder.path().join("rows.csv.part");
    while !part.exists() && run.try_wait().expect("a run").is_none() {
        thread::sleep(Duration::from_millis(5));
    }
    // The part is there shortly before the run listens.
    thread::sleep(Duration::from_millis(500));
    let status = Command::new("kill").args(["-TERM", &run.id().to_string()]).status();
    assert!(status.expect("kill runs").success());
    // What it waits for comes: the flag is looked at between two articles.
    thread::sleep(Duration::from_millis(100));
    let _ = input.write_all(line.repeat(3).as_bytes());
    drop(input);
    let ended = run.wait_with_output().expect("a run");
    assert_eq!(ended.status.code(), Some(143), "{}", told(&ended));
    assert!(told(&ended).contains("--resume goes on from there"), "{}", told(&ended));
}
