//! The command line, by running it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::sayso;

const ARTICLE: &str = "“Rain is near,” Ada Obi said on Monday.\n\nThe bridge is safe, she added.\n";

/// The rules need no model, and are fast also where the tests are built without optimisation.
const EXTRACT: [&str; 3] = ["extract", "--model", "rules"];

fn folder_with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a written file");
    }
    folder
}

fn extract(args: &[&str], path: &Path) -> Output {
    sayso().args(EXTRACT).args(args).arg(path).output().expect("sayso runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The rows of a text, without the header.
fn rows_of(text: impl AsRef<[u8]>) -> usize {
    let folder = folder_with(&[("a.txt", text.as_ref())]);
    let output = extract(&["--format", "jsonl"], folder.path());
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output).lines().count()
}

#[test]
fn folder_gives_rows_with_a_header() {
    let folder = folder_with(&[("b.txt", b"Nothing here."), ("a.txt", ARTICLE.as_bytes())]);
    let output = extract(&[], folder.path());
    let table = stdout(&output);
    let mut lines = table.lines();
    assert!(lines.next().expect("a header").starts_with("doc_id,statement_id,speaker,source,cue,"));
    assert!(lines.next().expect("a row").starts_with("a,S1,Ada Obi,Ada Obi,said,"), "{table}");
    assert!(lines.next().expect("a row").starts_with("a,S2,Ada Obi,she,added,"), "{table}");
    assert_eq!(lines.next(), None);
    assert!(output.status.success());
    assert!(stderr(&output).starts_with("2 statements in 2 articles"), "{}", stderr(&output));
}

#[test]
fn standard_input_is_read_where_no_input_is_named() {
    let output = sayso().args(EXTRACT).args(["--format", "jsonl"]).write_stdin(ARTICLE).output();
    assert_eq!(stdout(&output.expect("sayso runs")).lines().count(), 2);
}

#[test]
fn empty_file_gives_a_header_and_no_row() {
    let folder = folder_with(&[("a.txt", b"")]);
    let output = extract(&[], folder.path());
    assert!(output.status.success());
    assert_eq!(stdout(&output).lines().count(), 1);
}

#[test]
fn long_line_is_read() {
    let sentence = "“Rain is near,” Ada Obi said on Monday. ";
    assert!(rows_of(sentence.repeat(10_000)) >= 10_000);
}

/// The rows of a text that leans on nothing before each paragraph, worked on in parts of this size,
/// but for how sure the speaker is: that leans on how often he speaks in a part.
fn rows_in_parts(text: &str, size: &str) -> String {
    let folder = folder_with(&[("a.txt", text.as_bytes())]);
    let rows = stdout(&extract(&["--part-bytes", size], folder.path()));
    let cells = rows.lines().map(|row| row.rsplitn(3, ',').skip(2).collect::<String>());
    cells.collect::<Vec<_>>().join("\n")
}

#[test]
fn text_in_parts_gives_the_rows_of_the_whole() {
    let paragraph = "“Rain is near,” Ada Obi said on Monday. The café is full, Ada Obi added.";
    let text = format!("{paragraph}\r\n\r\n").repeat(60);
    let whole = rows_in_parts(&text, "1M");
    assert_eq!(whole.lines().count(), 121);
    assert_eq!(rows_in_parts(&text, "1K"), whole);
    assert_eq!(rows_in_parts(&text, "333"), whole);
}

#[test]
fn article_beyond_the_limit_is_refused_by_name() {
    let folder = folder_with(&[("a.txt", ARTICLE.as_bytes()), ("b.txt", b"It rains, she said.")]);
    let output = extract(&["--format", "jsonl", "--max-doc-bytes", "40"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("a.txt: a document of more than 40 bytes"));
    assert_eq!(stdout(&output).lines().count(), 1);
}

#[test]
fn quotation_marks_alone_say_nothing() {
    for mark in ["\"", "“", "”", "'", "‘", "«", "„", "''", "“‘", "\"'"] {
        assert_eq!(rows_of(mark.repeat(50_000)), 0, "{mark}");
    }
}

#[test]
fn deep_nesting_is_read() {
    let deep = "“‘".repeat(20_000) + "yes" + &"’”".repeat(20_000) + " Ada Obi said.";
    assert!(rows_of(deep) <= 1);
    rows_of("(".repeat(50_000) + " she said");
    rows_of("\n\n“".repeat(50_000));
}

#[test]
fn bytes_of_any_kind_do_not_end_the_run() {
    let noise: Vec<u8> =
        (0_u32..60_000).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let folder = folder_with(&[("a.txt", &noise), ("b.txt", ARTICLE.as_bytes())]);
    let output = extract(&["--format", "jsonl"], folder.path());
    let rows = stdout(&output);
    let of_article = |line: &&str| {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        row["doc_id"] == "b"
    };
    assert_eq!(rows.lines().filter(of_article).count(), 2, "{rows}");
    assert!(output.status.code().is_some_and(|code| code <= 1), "{}", stderr(&output));
}

#[test]
fn missing_column_is_named_with_those_there_are() {
    let folder = folder_with(&[("news.csv", b"id,title,text\n1,Rain,\"It rains, Obi said.\"\n")]);
    let output = extract(&["--text-column", "body"], &folder.path().join("news.csv"));
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    let expected =
        "no column named \"body\" (have: id, title, text); choose one with --text-column";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn input_that_is_not_there_fails_and_the_rest_is_read() {
    let folder = folder_with(&[("a.txt", ARTICLE.as_bytes())]);
    let missing = folder.path().join("missing.txt");
    let output = sayso()
        .args(EXTRACT)
        .args(["--format", "jsonl"])
        .args([&missing, &folder.path().join("a.txt")])
        .output()
        .expect("sayso runs");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 2);
    assert!(stderr(&output).contains("missing.txt"), "{}", stderr(&output));
}

#[test]
fn first_failure_ends_the_run_where_asked_and_leaves_no_table() {
    let folder = folder_with(&[("a.txt", ARTICLE.as_bytes())]);
    let table = folder.path().join("rows.csv");
    let output = sayso()
        .args(EXTRACT)
        .args(["--fail-fast", "-o"])
        .args([&table, &folder.path().join("missing.txt"), &folder.path().join("a.txt")])
        .output()
        .expect("sayso runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(!table.exists());
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    for args in [
        &["extract", "--format", "none"][..],
        &["extract", "--type", "gossip"],
        &["extract", "--min-confidence", "95", "-"],
        &["extract", "--model", "larg", "-"],
        &["tag", "--model", "larg", "-"],
        &["extract", "--lexicon", "missing.tsv", "-"],
        &["eval", "missing.jsonl"],
        &["nothing"],
        &[],
    ] {
        let output = sayso().args(args).write_stdin("").output().expect("sayso runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn columns_of_the_input_follow_the_row() {
    let table = "url,body\nhttp://a.example/1,\"It rains, Ada Obi said.\"\n";
    let folder = folder_with(&[("news.csv", table.as_bytes())]);
    let output = extract(&["--text-column", "body"], &folder.path().join("news.csv"));
    let rows = stdout(&output);
    assert!(rows.lines().next().expect("a header").contains(",cue_end,url,"), "{rows}");
    assert!(rows.lines().nth(1).expect("a row").contains(",http://a.example/1,"), "{rows}");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let files: Vec<(String, String)> =
        (0..40).map(|n| (format!("{n:02}.txt"), ARTICLE.repeat(1 + n % 4))).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder_with(&files);
    let one = extract(&["--jobs", "1"], folder.path()).stdout;
    for jobs in ["2", "7"] {
        assert!(extract(&["--jobs", jobs], folder.path()).stdout == one, "{jobs} threads");
    }
}

/// The first paragraph leaves the small network in no doubt, as nobody says anything in it.
#[cfg(all(feature = "large", feature = "small"))]
#[test]
fn auto_reads_again_what_is_in_doubt_with_any_number_of_threads() {
    let sure = "The pump stands at the harbour. It was built in 1990.\n\n";
    let doubtful = "Whether the dike would hold, nobody at the office of Lind, who had, her aides let it \
                    be known, doubts of her own about what Obi called it, cared to say.\n\n";
    let text = sure.repeat(3) + &doubtful.repeat(2) + ARTICLE;
    let files: Vec<(String, String)> =
        (0..6).map(|n| (format!("{n}.txt"), text.repeat(1 + n % 3))).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder_with(&files);
    let run = |args: &[&str]| {
        let output = sayso().current_dir(folder.path()).args(["extract", "."]).args(args).output();
        output.expect("a run").stdout
    };
    let one = run(&["--model", "auto", "--jobs", "1"]);
    assert!(run(&["--model", "auto", "--jobs", "3"]) == one, "3 threads");
    assert!(run(&["--model", "small"]) != one, "nothing was read again");
}

#[test]
fn output_file_ends_whole_and_alone() {
    let folder = folder_with(&[("a.txt", ARTICLE.as_bytes())]);
    let target = folder.path().join("new/rows.tsv");
    let output = sayso()
        .args(EXTRACT)
        .args(["--format", "tsv", "-o"])
        .args([&target, &folder.path().join("a.txt")])
        .output()
        .expect("sayso runs");
    assert!(output.status.success() && output.stdout.is_empty(), "{}", stderr(&output));
    assert!(fs::read_to_string(&target).expect("a table").starts_with("doc_id\tstatement_id\t"));
    let beside = fs::read_dir(folder.path().join("new")).expect("the folder").count();
    assert_eq!(beside, 1);
}

#[test]
#[cfg(target_os = "linux")]
fn full_disk_is_a_clear_error() {
    let folder = folder_with(&[("a.txt", ARTICLE.as_bytes())]);
    let output = extract(&["-o", "/dev/full"], folder.path());
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("No space left on device"), "{}", stderr(&output));

    let full = fs::File::options().write(true).open("/dev/full").expect("the full device");
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(EXTRACT)
        .arg(folder.path())
        .stdout(full)
        .output()
        .expect("sayso runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("No space left on device"), "{}", stderr(&output));
}

#[test]
fn closed_pipe_ends_quietly() {
    let folder = folder_with(&[("a.txt", ARTICLE.repeat(20_000).as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(EXTRACT)
        .arg("--quiet")
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sayso runs");
    let mut start = [0; 16];
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut start).expect("the start of the header");
    drop(pipe);
    let output = child.wait_with_output().expect("sayso ends");
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn killed_run_leaves_no_table_under_the_final_name() {
    let folder = folder_with(&[]);
    let target = folder.path().join("rows.csv");
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(EXTRACT)
        .args(["--input-format", "jsonl", "-o"])
        .arg(&target)
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("sayso runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    for number in 0..2_000 {
        let line = format!("{{\"id\": \"{number}\", \"text\": \"It rains, Ada Obi said.\"}}\n");
        pipe.write_all(line.as_bytes()).expect("a read pipe");
    }
    child.kill().expect("sayso can be killed");
    child.wait().expect("sayso ends");
    assert!(!target.exists());
}

#[test]
fn lexicon_adds_cues() {
    let folder = folder_with(&[
        ("a.txt", b"The plan is dead, Ada Obi gromped."),
        ("cues.tsv", b"gromp\tverb\tquote that after\tcommunication\n"),
    ]);
    let article = folder.path().join("a.txt");
    let without = extract(&["--format", "jsonl"], &article);
    let cues = folder.path().join("cues.tsv");
    let with = extract(
        &["--format", "jsonl", "--lexicon", cues.to_str().expect("a plain path")],
        &article,
    );
    assert_eq!(stdout(&without).lines().count(), 0, "{}", stdout(&without));
    assert_eq!(stdout(&with).lines().count(), 1, "{}", stderr(&with));
}

#[test]
fn type_and_confidence_choose_rows() {
    let folder = folder_with(&[("a.txt", ARTICLE.as_bytes())]);
    let attitudes = extract(&["--format", "jsonl", "--type", "attitude"], folder.path());
    assert_eq!(stdout(&attitudes).lines().count(), 0);
    let certain = extract(&["--format", "jsonl", "--min-confidence", "1.01"], folder.path());
    assert_eq!(stdout(&certain).lines().count(), 0);
}

#[test]
fn segment_gives_tokens_in_code_points() {
    let text = "“Né,” he said.";
    let output = sayso()
        .args(["segment", "--format", "jsonl", "-"])
        .write_stdin(text)
        .output()
        .expect("sayso runs");
    let line: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(line["tokens"][1], serde_json::json!([1, 3]));
    assert_eq!(line["sentences"], serde_json::json!([[0, 7]]));
}

#[test]
fn gold_against_itself_is_perfect() {
    let gold = r#"{"doc_id":"a","text":"It rains, Obi said.","attributions":[{"id":"S1","source":[[10,13]],"cue":[[14,18]],"content":[[0,8]]}]}"#;
    let folder = folder_with(&[("gold.jsonl", gold.as_bytes())]);
    let gold = folder.path().join("gold.jsonl");
    let output = sayso().arg("eval").args([&gold, &gold]).output().expect("sayso runs");
    assert!(stdout(&output).contains("attribution.strict   p 100.0  r 100.0  f1 100.0"));
}

#[test]
fn reasons_name_the_links_of_each_part() {
    let folder = folder_with(&[("a.txt", ARTICLE.as_bytes())]);
    let output = sayso()
        .args(["attribute", "--model", "rules", "--scores"])
        .arg(folder.path())
        .output()
        .expect("sayso runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let reasons = stdout(&output);
    for rule in ["fronted-quotation", "fronted-clause"] {
        let told = format!("by rule {rule}, confidence");
        assert_eq!(reasons.matches(&told).count(), 1, "{reasons}");
    }
    assert!(reasons.contains("source    1.00  Ada Obi"), "{reasons}");
    assert!(reasons.contains("source    0.00  none"), "{reasons}");
}
