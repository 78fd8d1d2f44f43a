//! Runs that meet on one output, and runs whose output is lost under them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

const SAYSO: &str = env!("CARGO_BIN_EXE_sayso");

/// Broken off before its end.
const BROKEN_OFF: i32 = 3;

/// Another run writes the output.
const IN_USE: i32 = 4;

/// A table of so many articles.
fn articles(count: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("news.jsonl");
    let line = |number: usize| {
        let text = format!("“Rain {number} is near,” Ada Obi said. She added that it was late.");
        serde_json::json!({"id": number, "text": text}).to_string() + "\n"
    };
    fs::write(&path, (0..count).map(line).collect::<String>()).expect("a written table");
    (folder, path)
}

fn extract(input: &Path, output: &Path) -> Command {
    let mut command = Command::new(SAYSO);
    command.args(["extract", "--model", "rules", "--quiet", "-o"]).arg(output).arg(input);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a run leaves beside its output.
fn beside(output: &Path) -> Vec<String> {
    let folder = fs::read_dir(output.parent().expect("a folder")).expect("a folder");
    let names = folder.map(|entry| entry.expect("an entry").file_name().into_string());
    let own = output.file_name().and_then(|name| name.to_str()).expect("a name");
    names.flatten().filter(|name| name.starts_with(own) && name != own).collect()
}

/// The rows of a run that nobody disturbs.
fn clean(input: &Path) -> Vec<u8> {
    let output = input.with_file_name("clean.csv");
    assert!(extract(input, &output).status().expect("sayso runs").success());
    fs::read(output).expect("a table")
}

/// A run that has its output and waits for more of its input.
fn waiting(output: &Path) -> Child {
    let mut command = Command::new(SAYSO);
    command.args(["extract", "--model", "rules", "--quiet", "--input-format", "jsonl", "-", "-o"]);
    let mut run = command.arg(output).stdin(Stdio::piped()).spawn().expect("sayso runs");
    let input = run.stdin.as_mut().expect("a pipe");
    input.write_all(b"{\"text\": \"Rain is near, said Ada Obi.\"}\n").expect("a pipe");
    while !beside(output).iter().any(|name| name.ends_with(".lock")) {
        thread::sleep(Duration::from_millis(1));
    }
    run
}

#[test]
fn second_run_is_refused_and_told_of_the_first() {
    let (folder, input) = articles(3);
    let output = folder.path().join("rows.csv");
    let mut first = waiting(&output);
    for more in [&[][..], &["--resume"], &["--format", "html"], &["--format", "parquet"]] {
        let second = extract(&input, &output).args(more).output().expect("sayso runs");
        assert_eq!(second.status.code(), Some(IN_USE), "{more:?}: {}", stderr(&second));
        let said = stderr(&second);
        // The lock comes before the words of the run that holds it.
        assert!(said.contains("rows.csv: another run"), "{said}");
        assert!(!output.exists());
    }
    let said = stderr(&extract(&input, &output).output().expect("sayso runs"));
    assert!(said.contains(&format!("process {}", first.id())), "{said}");
    drop(first.stdin.take());
    assert!(first.wait().expect("the first run").success());
    assert!(output.exists() && beside(&output).is_empty(), "{:?}", beside(&output));
    assert!(extract(&input, &output).status().expect("sayso runs").success());
}

#[test]
fn what_a_killed_run_leaves_stops_nobody() {
    let (folder, input) = articles(3);
    let output = folder.path().join("rows.csv");
    let mut first = waiting(&output);
    first.kill().expect("a running process");
    first.wait().expect("the first run");
    assert!(beside(&output).iter().any(|name| name.ends_with(".lock")));
    assert!(extract(&input, &output).status().expect("sayso runs").success());
    assert_eq!(fs::read(&output).expect("a table"), clean(&input));
}

/// Numbers that differ from run to run of no test: the places of the trials are always the same.
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |last| {
        Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
    .map(|number| number >> 33)
}

#[test]
fn runs_that_meet_at_any_moment_leave_the_table_of_one() {
    let (folder, input) = articles(400);
    let expected = clean(&input);
    let mut refused = 0;
    for (trial, number) in numbers(17).take(100).enumerate() {
        let output = folder.path().join(format!("rows{trial}.csv"));
        let resume = if trial % 2 == 0 { &["--resume"][..] } else { &[] };
        let first = extract(&input, &output).args(resume).spawn().expect("sayso runs");
        thread::sleep(Duration::from_micros(number % 60_000));
        let second = extract(&input, &output).args(resume).spawn().expect("sayso runs");
        let ends = [first, second].map(|run| run.wait_with_output().expect("a run"));
        let codes = ends.each_ref().map(|end| end.status.code());
        let is_known = |code: &Option<i32>| [Some(0), Some(IN_USE)].contains(code);
        assert!(codes.iter().all(is_known) && codes.contains(&Some(0)), "{codes:?}");
        refused += codes.iter().filter(|code| **code == Some(IN_USE)).count();
        assert_eq!(fs::read(&output).expect("a table"), expected, "trial {trial}");
        assert!(beside(&output).is_empty(), "{:?}", beside(&output));
    }
    assert!(refused > 0, "no two runs ever met");
}

/// The same run where no file may have more than so many blocks of 512 bytes: what a full disk is.
#[cfg(unix)]
fn extract_within(blocks: u64, input: &Path, output: &Path) -> Output {
    let script = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let run = extract(input, output);
    let mut command = Command::new("sh");
    command.args(["-c", &script]).arg(run.get_program()).args(run.get_args());
    command.arg("--resume").output().expect("a shell")
}

#[cfg(unix)]
#[test]
fn output_that_cannot_grow_is_fatal_and_resumes_to_the_same_bytes() {
    let (folder, input) = articles(2_000);
    let expected = clean(&input);
    let most = expected.len() as u64 / 1024;
    for (trial, number) in numbers(5).take(8).enumerate() {
        let output = folder.path().join(format!("rows{trial}.csv"));
        let broken = extract_within(1 + number % (most - 8), &input, &output);
        let said = stderr(&broken);
        assert_eq!(broken.status.code(), Some(BROKEN_OFF), "{said}");
        assert!(said.contains("rows") && said.contains("cannot be written"), "{said}");
        assert!(!output.exists());
        let resumed = extract(&input, &output).arg("--resume").output().expect("sayso runs");
        assert!(resumed.status.success(), "{}", stderr(&resumed));
        assert_eq!(fs::read(&output).expect("a table"), expected, "trial {trial}");
    }
}

/// A disk of so many KiB, in a file system that only this shell sees: a run, and once there is room its
/// `--resume`. Prints both statuses, and whether the name of the output was there between them.
#[cfg(target_os = "linux")]
const FULL_DISK: &str = r#"
mount -t tmpfs -o size="$1"k none "$2" || exit 99
run() { "$5" extract --model rules --quiet --resume "$3" -o "$2/rows.csv" 2>/dev/null; echo $?; }
run "$@"
test ! -e "$2/rows.csv"; echo $?
mount -o remount,size=64m "$2"
run "$@"
cp "$2/rows.csv" "$4"
"#;

/// Where nobody may mount, as without the rights of root, the limit of a file stands in above.
#[cfg(target_os = "linux")]
#[test]
fn disk_that_fills_is_fatal_and_resumes_to_the_same_bytes() {
    let (folder, input) = articles(2_000);
    let expected = clean(&input);
    let most = expected.len() as u64 / 1024;
    let (disk, copy) = (folder.path().join("disk"), folder.path().join("copy.csv"));
    fs::create_dir(&disk).expect("a folder");
    for (trial, number) in numbers(23).take(20).enumerate() {
        let size = (8 + number % (most - 12)).to_string();
        let mut shell = Command::new("unshare");
        shell.args(["--mount", "sh", "-c", FULL_DISK, "sh", &size]);
        let told = shell.args([&disk, &input, &copy]).arg(SAYSO).output();
        let told = told.ok().filter(|told| ![Some(1), Some(99)].contains(&told.status.code()));
        let Some(told) = told else { return };
        let statuses = String::from_utf8_lossy(&told.stdout).into_owned();
        assert_eq!(statuses, format!("{BROKEN_OFF}\n0\n0\n"), "{size} KiB: {}", stderr(&told));
        assert_eq!(fs::read(&copy).expect("a table"), expected, "trial {trial}, {size} KiB");
    }
}

#[test]
fn output_that_cannot_be_made_is_fatal_too() {
    let (folder, input) = articles(1);
    let output = folder.path().join("news.jsonl").join("rows.csv");
    let broken = extract(&input, &output).output().expect("sayso runs");
    assert_eq!(broken.status.code(), Some(BROKEN_OFF), "{}", stderr(&broken));
}

#[test]
fn warnings_are_failures_where_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), "“Rain is near,” Ada Obi said.").expect("written");
    fs::write(folder.path().join("b.pdf"), "%PDF-1.7").expect("written");
    let output = folder.path().join("rows.csv");
    let kept = extract(folder.path(), &output).output().expect("sayso runs");
    assert_eq!(kept.status.code(), Some(0));
    assert!(
        stderr(&kept).contains("warnings: 1 × files passed over; see above"),
        "{}",
        stderr(&kept)
    );
    let strict = extract(folder.path(), &output).arg("--strict").output().expect("sayso runs");
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn many_failures_of_a_kind_are_told_in_a_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("news.jsonl");
    let lines = "{\"text\": \"Rain.\"}\n".to_owned() + &"no object\n".repeat(50);
    fs::write(&input, lines).expect("written");
    let (output, errors) = (folder.path().join("rows.csv"), folder.path().join("errors.csv"));
    let said = stderr(&extract(&input, &output).output().expect("sayso runs"));
    assert_eq!(said.matches("failed: ").count(), 21, "{said}");
    let line =
        "failed: 50 × not an object in JSON; the first 20 are above, --errors FILE lists all";
    assert!(said.contains(line), "{said}");
    let run = extract(&input, &output).arg("--errors").arg(&errors).output().expect("sayso runs");
    assert!(stderr(&run).contains("; all are in "), "{}", stderr(&run));
    assert_eq!(fs::read_to_string(&errors).expect("a table").lines().count(), 51);
}
