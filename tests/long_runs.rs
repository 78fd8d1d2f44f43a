//! Runs that are stopped, shared out, or go wrong in part.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::sayso;

const ARTICLE: &str = "“Rain is near,” Ada Obi said on Monday.\n\nThe bridge is safe, she added.\n";

/// A folder with articles of these names.
fn articles(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in names {
        let text = ARTICLE.replace("bridge", &format!("bridge of {name}"));
        fs::write(folder.path().join(name), text).expect("a written file");
    }
    folder
}

/// Runs over `a.txt`, `b.txt` and `c.txt` of the folder, whether they are there or not.
fn extract(folder: &Path, args: &[&str]) -> Output {
    sayso()
        .args(["extract", "--model", "rules", "-o"])
        .arg(folder.join("rows.csv"))
        .args(args)
        .args(["a.txt", "b.txt", "c.txt"].map(|name| folder.join(name)))
        .output()
        .expect("sayso runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn left_beside(folder: &Path) -> [PathBuf; 2] {
    ["rows.csv.part", "rows.csv.journal"].map(|name| folder.join(name))
}

/// Has the stopped run's journal say something else.
fn change_journal(folder: &Path, change: impl FnOnce(&mut serde_json::Value)) {
    let [_, path] = left_beside(folder);
    let text = fs::read_to_string(&path).expect("a journal");
    let mut journal = serde_json::from_str(&text).expect("JSON");
    change(&mut journal);
    fs::write(&path, journal.to_string()).expect("a written journal");
}

#[test]
fn stopped_run_goes_on_to_the_same_bytes() {
    let whole = articles(&["a.txt", "b.txt", "c.txt"]);
    assert!(extract(whole.path(), &[]).status.success());
    let expected = fs::read(whole.path().join("rows.csv")).expect("a whole table");

    let folder = articles(&["a.txt", "c.txt"]);
    let stopped = extract(folder.path(), &["--fail-fast"]);
    assert_eq!(stopped.status.code(), Some(1));
    assert!(stderr(&stopped).contains("--resume goes on from there"), "{}", stderr(&stopped));
    assert!(!folder.path().join("rows.csv").exists());
    let [part, journal] = left_beside(folder.path());
    let torn = [fs::read(&part).expect("a part"), b"half a row".to_vec()].concat();
    fs::write(&part, torn).expect("a written part");

    fs::copy(whole.path().join("b.txt"), folder.path().join("b.txt")).expect("the missing article");
    let resumed = extract(folder.path(), &["--resume"]);
    assert!(resumed.status.success(), "{}", stderr(&resumed));
    assert_eq!(fs::read(folder.path().join("rows.csv")).expect("a table"), expected);
    assert!(!part.exists() && !journal.exists());
}

#[test]
fn run_whose_inputs_changed_is_not_gone_on_with() {
    let stopped = || {
        let folder = articles(&["a.txt", "c.txt"]);
        let run = sayso()
            .current_dir(folder.path())
            .args([
                "extract",
                "--model",
                "rules",
                "--fail-fast",
                "-o",
                "rows.csv",
                ".",
                "b.txt",
                "c.txt",
            ])
            .output()
            .expect("sayso runs");
        assert_eq!(run.status.code(), Some(1), "{}", stderr(&run));
        folder
    };
    let resume = |folder: &Path| {
        sayso()
            .current_dir(folder)
            .args([
                "extract", "--model", "rules", "--resume", "-o", "rows.csv", ".", "b.txt", "c.txt",
            ])
            .output()
            .expect("sayso runs")
    };
    // What was not yet read may change.
    let folder = stopped();
    fs::write(folder.path().join("b.txt"), ARTICLE).expect("written");
    let refused = resume(folder.path());
    assert_eq!(refused.status.code(), Some(2), "b.txt now lies between those that were read");
    for (name, text) in [("a.txt", "“Snow is near,” Bo Ek said."), ("0.txt", ARTICLE)] {
        let folder = stopped();
        fs::write(folder.path().join(name), text).expect("written");
        let refused = resume(folder.path());
        assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
        let told = stderr(&refused);
        assert!(told.contains("are not those that the stopped run has read"), "{told}");
        assert!(told.contains(&format!("{name} was written since then")), "{told}");
        assert!(folder.path().join("rows.csv.part").exists(), "nothing is lost");
    }
}

#[test]
fn failure_before_a_stop_does_not_end_the_resumed_run() {
    let folder = articles(&["a.txt", "c.txt"]);
    assert_eq!(extract(folder.path(), &["--fail-fast"]).status.code(), Some(1));
    change_journal(folder.path(), |journal| journal["summary"]["failed"] = 1.into());
    fs::copy(folder.path().join("a.txt"), folder.path().join("b.txt")).expect("the missing one");
    let resumed = extract(folder.path(), &["--resume", "--fail-fast"]);
    assert_eq!(resumed.status.code(), Some(1), "{}", stderr(&resumed));
    assert!(folder.path().join("rows.csv").exists(), "{}", stderr(&resumed));
}

#[test]
fn other_options_do_not_resume() {
    let folder = articles(&["a.txt"]);
    assert_eq!(extract(folder.path(), &["--fail-fast"]).status.code(), Some(1));
    let other = extract(folder.path(), &["--resume", "--type", "attitude"]);
    assert_eq!(other.status.code(), Some(2));
    let said = stderr(&other);
    assert!(said.contains("the stopped run had no --type (this one: --type attitude)"), "{said}");
}

#[test]
fn new_run_starts_over() {
    let folder = articles(&["a.txt"]);
    assert_eq!(extract(folder.path(), &["--fail-fast"]).status.code(), Some(1));
    extract(folder.path(), &[]);
    let table = fs::read_to_string(folder.path().join("rows.csv")).expect("a table");
    assert_eq!(table.matches("doc_id").count(), 1);
    assert_eq!(table.lines().count(), 3, "{table}");
}

#[test]
fn long_work_of_a_stopped_run_is_not_started_over_unasked() {
    let folder = articles(&["a.txt", "c.txt"]);
    assert_eq!(extract(folder.path(), &["--fail-fast"]).status.code(), Some(1));
    let [part, journal] = left_beside(folder.path());
    change_journal(folder.path(), |journal| journal["milliseconds"] = 3_600_000.into());
    let again = extract(folder.path(), &["--fail-fast"]);
    assert_eq!(again.status.code(), Some(2));
    let words = "a stopped run has done 1 articles of this in 3600 s; go on with --resume";
    assert!(stderr(&again).contains(words), "{}", stderr(&again));
    assert!(part.exists() && journal.exists());
    assert_eq!(extract(folder.path(), &["--resume"]).status.code(), Some(1));
    assert!(folder.path().join("rows.csv").exists());
}

#[test]
fn failures_are_listed_and_counts_add_up() {
    let folder = articles(&["a.txt", "c.txt"]);
    let at = |name: &str| folder.path().join("new").join(name);
    let (errors, summary) = (at("errors.csv"), at("run.json"));
    let (errors_arg, summary_arg) = (errors.to_string_lossy(), summary.to_string_lossy());
    let output = extract(folder.path(), &["--errors", &errors_arg, "--summary", &summary_arg]);
    assert_eq!(output.status.code(), Some(1));
    let errors = fs::read_to_string(errors).expect("a table of errors");
    assert_eq!(errors.lines().next(), Some("path,doc_id,reason"));
    assert!(errors.lines().nth(1).expect("a row").contains("b.txt"), "{errors}");
    let summary = fs::read_to_string(summary).expect("a summary");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    assert_eq!((&summary["articles"], &summary["failed"]), (&2.into(), &1.into()));
    assert_eq!(summary["statements"], 4);
    assert_eq!(summary["kinds"]["direct"], 2);
}

/// Runs over articles from standard input to a table, with their counts in `run.json`.
fn extract_stdin(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command
        .current_dir(folder)
        .args(["extract", "--model", "rules", "--input-format", "jsonl", "-o", "rows.csv"])
        .args(["--summary", "run.json", "--errors", "errors.csv"])
        .args(args)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What a whole run over the articles, some of which fail, writes: the tables of rows and of errors,
/// and the counts without its time.
fn results(folder: &Path, args: &[&str], articles: &str) -> (Vec<u8>, serde_json::Value) {
    let mut child = extract_stdin(folder, args).spawn().expect("sayso runs");
    child.stdin.take().expect("a pipe").write_all(articles.as_bytes()).expect("a read pipe");
    let output = child.wait_with_output().expect("sayso ends");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let counts = fs::read_to_string(folder.join("run.json")).expect("counts");
    let mut counts: serde_json::Value = serde_json::from_str(&counts).expect("JSON");
    let counts = counts.as_object_mut().expect("an object");
    assert!(counts.remove("seconds").is_some() && counts.remove("words_per_second").is_some());
    let tables = ["rows.csv", "errors.csv"].map(|name| fs::read(folder.join(name)));
    (tables.map(|table| table.expect("a table")).concat(), counts.clone().into())
}

#[test]
#[cfg(unix)]
fn killed_run_goes_on_to_the_same_bytes_and_counts() {
    let line = |n| format!("{{\"id\": \"{n}\", \"text\": \"It rains {n}, Ada Obi said.\"}}\n");
    let whole = articles(&[]);
    let folder = articles(&[]);
    let mut child = extract_stdin(folder.path(), &[]).spawn().expect("sayso runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    // Articles are fed until the journal is there, and some more, so that the run is cut off
    // between two entries of the journal.
    let [part, journal] = left_beside(folder.path());
    let mut fed = String::new();
    while !journal.exists() {
        let lines: String = (0..200).map(|n| line(fed.len() + n)).collect();
        let lines = lines + "{\"id\": \"no text\", \"text\": 7}\n";
        pipe.write_all(lines.as_bytes()).expect("a read pipe");
        fed.push_str(&lines);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    child.kill().expect("a running sayso");
    child.wait().expect("sayso ends");
    assert!(part.exists() && !folder.path().join("rows.csv").exists());
    let expected = results(whole.path(), &[], &fed);
    assert!(results(folder.path(), &["--resume"], &fed) == expected);
}

#[test]
fn shards_share_out_the_articles() {
    let folder = articles(&["a.txt", "b.txt", "c.txt"]);
    let rows = |args: &[&str]| {
        assert!(extract(folder.path(), args).status.success());
        let table = fs::read_to_string(folder.path().join("rows.csv")).expect("a table");
        table.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let whole = rows(&[]);
    let mut shared = [rows(&["--shard", "1/2"]), rows(&["--shard", "2/2"])].concat();
    shared.sort();
    assert_eq!(shared, whole);
}

#[test]
#[cfg(unix)]
fn interrupt_ends_with_what_is_done() {
    let folder = articles(&[]);
    let rows = folder.path().join("rows.jsonl");
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["extract", "--model", "rules", "--input-format", "jsonl", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(fs::File::create(&rows).expect("a file"))
        .stderr(Stdio::piped())
        .spawn()
        .expect("sayso runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    let line = "{\"id\": \"a\", \"text\": \"It rains, Ada Obi said.\"}\n";
    // More than a reader takes at once, so that sayso listens before the signal comes.
    for _ in 0..20_000 {
        pipe.write_all(line.as_bytes()).expect("a read pipe");
    }
    let asked = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(asked.expect("kill runs").success());
    // Sayso looks up when the next article comes; it may be gone before it has all.
    for _ in 0..20_000 {
        if pipe.write_all(line.as_bytes()).is_err() {
            break;
        }
    }
    drop(pipe);
    let output = child.wait_with_output().expect("sayso ends");
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert!(stderr(&output).contains("stopped after"), "{}", stderr(&output));
    let rows = fs::read_to_string(&rows).expect("rows");
    assert!(rows.lines().count() < 40_000 && rows.ends_with("}\n"));
}
