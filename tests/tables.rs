//! Tables as people have them: dates, markup, missing texts, folders, shards, what is new.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::sayso;

const SAID: &str = "“Rain is near,” Ada Obi said.";

fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a written file");
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = sayso();
    command.current_dir(folder).args(["extract", "--model", "rules", "--format", "jsonl"]);
    command.args(args).output().expect("sayso runs")
}

fn rows(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn blank_before_a_mark_and_backslashes_cost_no_article() {
    let blank =
        format!("\"id\", \"text\", \"n\"\n\"1\", \"{SAID}\n\nBo Ek said that it was late.\", 15\n");
    let slash = "id\ttext\nc\t\"He said \\\"rain, and snow\\\" is near, Ada Obi said.\"\n";
    let folder = folder_with(&[("a.csv", &blank), ("b.tsv", slash)]);
    let found = run(folder.path(), &["a.csv", "b.tsv"]);
    assert!(found.status.success(), "{}", stderr(&found));
    let ids: Vec<_> = rows(&found).iter().map(|row| row["doc_id"].clone()).collect();
    assert_eq!(ids.iter().filter(|id| **id == "1").count(), 2, "{ids:?}");
    let content = rows(&found).into_iter().find(|row| row["doc_id"] == "c").expect("a row");
    let content = content["content"].as_str().expect("words").to_owned();
    assert!(content.contains("\"rain, and snow\" is near") && !content.contains('\\'), "{content}");
}

#[test]
fn mark_that_is_never_closed_is_an_error_by_name() {
    let table = format!("id,text\n1,\"{SAID}\"\n2,\"He said\n3,{SAID}\n");
    let folder = folder_with(&[("a.csv", &table)]);
    let found = run(folder.path(), &["a.csv"]);
    assert_eq!((found.status.code(), rows(&found).len()), (Some(1), 1));
    let said = stderr(&found);
    assert!(said.contains("a.csv: record 2 (line 3): a quotation mark is opened here"), "{said}");
}

#[test]
fn missing_text_is_an_empty_article_in_every_form() {
    let csv = format!("id,text\n1,\"{SAID}\"\n2,\n3,\"\"\n");
    let jsonl = format!(
        "{{\"id\": 1, \"text\": \"{SAID}\"}}\n{{\"id\": 2, \"text\": null}}\n{{\"id\": 3}}\n"
    );
    let folder = folder_with(&[("a.csv", &csv), ("a.jsonl", &jsonl)]);
    for input in ["a.csv", "a.jsonl"] {
        let found = run(folder.path(), &[input, "--summary", "run.json"]);
        assert!(found.status.success(), "{input}: {}", stderr(&found));
        let summary = fs::read_to_string(folder.path().join("run.json")).expect("a summary");
        let summary: Value = serde_json::from_str(&summary).expect("JSON");
        let counts = (&summary["articles"], &summary["empty"], &summary["failed"]);
        assert_eq!(counts, (&3.into(), &2.into(), &0.into()), "{input}");
        assert!(stderr(&found).contains("2 of them without a text"), "{}", stderr(&found));
    }
}

#[test]
fn markup_in_a_cell_is_no_word_and_offsets_are_those_of_the_cell() {
    let cell = "<p>Rain fell.</p><p>Ada Obi said <b>no</b> bridge<br/>was safe.</p>";
    let folder = folder_with(&[("a.csv", &format!("id,text\n1,{cell}\n"))]);
    let found = rows(&run(folder.path(), &["a.csv"]));
    let row = found.first().expect("a row");
    assert_eq!(row["source"], "Ada Obi");
    let start =
        row["source_start"].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a place");
    assert!(cell.get(start..).is_some_and(|rest| rest.starts_with("Ada Obi")), "{row}");
    assert!(!row["content"].as_str().expect("words").contains('<'), "{row}");
}

#[test]
fn column_with_dots_leads_into_nested_values() {
    let line = format!(
        "{{\"id\": 1, \"fields\": {{\"bodyText\": \"{SAID}\", \"headline\": \"Rain\"}}}}\n"
    );
    let folder = folder_with(&[("a.jsonl", &line)]);
    let found = rows(&run(folder.path(), &["a.jsonl", "--text-column", "fields.bodyText"]));
    assert_eq!(found[0]["fields.headline"], "Rain");
    assert!(found[0].get("fields").is_none() && found[0].get("fields.bodyText").is_none());
}

#[test]
fn dates_are_read_as_their_column_is_written() {
    let table = |dates: &[&str]| -> String {
        let row = |date: &&str| format!("\"{SAID}\",{date}\n");
        "text,date\n".to_owned() + &dates.iter().map(row).collect::<String>()
    };
    let folder = folder_with(&[
        ("told.csv", &table(&["03/04/2024", "25/04/2024"])),
        ("untold.csv", &table(&["03/04/2024"])),
    ]);
    let told = rows(&run(folder.path(), &["told.csv"]));
    assert_eq!((&told[0]["date"], &told[1]["date"]), (&"2024-04-03".into(), &"2024-04-25".into()));
    let untold = run(folder.path(), &["untold.csv", "--strict"]);
    assert_eq!(untold.status.code(), Some(1));
    assert!(stderr(&untold).contains("say which with --date-format"), "{}", stderr(&untold));
    let asked = run(folder.path(), &["untold.csv", "--strict", "--date-format", "month-first"]);
    assert_eq!(rows(&asked)[0]["date"], "2024-03-04");
    assert!(asked.status.success(), "{}", stderr(&asked));
    assert_eq!(run(folder.path(), &["told.csv", "--date-format", "dmy"]).status.code(), Some(2));
}

#[test]
fn tables_of_a_folder_are_read_where_their_format_is_named_and_else_counted() {
    let folder = folder_with(&[
        ("in/a.csv", &format!("id,text\n1,\"{SAID}\"\n")),
        ("in/deep/b.csv", &format!("id,text\n2,\"{SAID}\"\n")),
        ("in/c.txt", SAID),
        ("in/d.jpg", ""),
    ]);
    let found = run(folder.path(), &["in"]);
    assert_eq!(rows(&found).len(), 1);
    assert!(stderr(&found).contains("files passed over: 3 (.csv 2, .jpg 1)"), "{}", stderr(&found));
    let found = run(folder.path(), &["in", "--input-format", "csv"]);
    assert_eq!(rows(&found).len(), 2);
    assert!(stderr(&found).contains("files passed over: 2 (.jpg 1, .txt 1)"), "{}", stderr(&found));
}

#[test]
fn only_what_is_new_is_taken_where_that_is_asked_for() {
    let folder = folder_with(&[("in/a.txt", SAID), ("in/b.txt", SAID)]);
    let new = || {
        let output = run(folder.path(), &["in", "--seen", "seen.tsv"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let ids = rows(&output).iter().map(|row| row["doc_id"].to_string()).collect::<Vec<_>>();
        (ids, stderr(&output))
    };
    assert_eq!(new().0, ["\"a\"", "\"b\""]);
    let (ids, said) = new();
    assert!(ids.is_empty() && said.contains("2 files passed over that were read before"), "{said}");
    fs::write(folder.path().join("in/c.txt"), SAID).expect("a written file");
    fs::write(folder.path().join("in/a.txt"), format!("{SAID} It rained."))
        .expect("a written file");
    assert_eq!(new().0, ["\"a\"", "\"c\""]);
}

#[test]
fn rows_of_files_that_were_read_are_not_lost_for_those_of_new_ones() {
    let folder = folder_with(&[("in/a.txt", SAID)]);
    let table = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    let take = || {
        let mut command = sayso();
        command.current_dir(folder.path()).args(["extract", "in", "--model", "rules"]);
        let output = command.args(["-o", "rows.csv", "--seen", "seen.tsv"]).output();
        let output = output.expect("sayso runs");
        assert!(output.status.success(), "{}", stderr(&output));
        stderr(&output)
    };
    take();
    let first = table("rows.csv");
    assert!(first.contains("\na,S1,"), "{first}");
    assert!(take().contains("nothing new: rows.csv is left as it was"));
    assert_eq!(table("rows.csv"), first);
    fs::write(folder.path().join("in/b.txt"), SAID).expect("a written file");
    let told = take();
    assert!(told.contains("rows.csv.1"), "{told}");
    assert_eq!(table("rows.csv.1"), first);
    assert!(table("rows.csv").contains("\nb,S1,") && !table("rows.csv").contains("\na,S1,"));
    assert!(!folder.path().join("rows.csv.part").exists());
}

#[test]
fn shards_are_joined_to_the_table_of_one_run() {
    let articles: Vec<(String, String)> =
        (0..9).map(|n| (format!("in/{n}.txt"), format!("{SAID} It was {n} degrees."))).collect();
    let files: Vec<(&str, &str)> = articles.iter().map(|(name, text)| (&**name, &**text)).collect();
    let folder = folder_with(&files);
    let extract = |output: &str, more: &[&str]| {
        let mut command = sayso();
        command
            .current_dir(folder.path())
            .args(["extract", "--model", "rules", "in", "-o", output]);
        assert!(command.args(more).output().expect("sayso runs").status.success());
    };
    let merge = |args: &[&str]| {
        sayso().current_dir(folder.path()).arg("merge").args(args).output().expect("sayso runs")
    };
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a table");
    extract("whole.csv", &[]);
    for shard in ["1/3", "2/3", "3/3"] {
        extract(&format!("part{}.csv", shard.get(..1).expect("a figure")), &["--shard", shard]);
    }
    let parts = ["part1.csv", "part2.csv", "part3.csv", "-o", "all.csv"];
    assert!(merge(&parts).status.success());
    let lines = |name: &str| {
        let mut lines: Vec<String> = read(name).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines("all.csv"), lines("whole.csv"));
    assert!(read("all.csv").starts_with("doc_id,"));
    fs::write(folder.path().join("part2.csv.journal"), "{}").expect("a written file");
    let refused = merge(&parts);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("part2.csv is not whole"), "{}", stderr(&refused));
    fs::remove_file(folder.path().join("part2.csv.journal")).expect("removed");
    fs::write(folder.path().join("part2.csv"), "doc_id,other\n1,2\n").expect("a written file");
    let refused = merge(&["part1.csv", "part2.csv"]);
    assert!(
        stderr(&refused).contains("part2.csv: other columns than the first table has"),
        "{}",
        stderr(&refused)
    );
    let cut = read("part3.csv");
    for (table, said) in [
        (cut.get(..cut.len() - 9).expect("a longer table"), "may be cut off"),
        ("", "an empty file"),
    ] {
        fs::write(folder.path().join("part3.csv"), table).expect("a written file");
        let refused = merge(&["part1.csv", "part3.csv", "-o", "all.csv"]);
        assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
        let told = stderr(&refused);
        assert!(told.contains("part3.csv: ") && told.contains(said), "{told}");
    }
    let refused = merge(&["part1.csv", "./part1.csv", "-o", "all.csv"]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("./part1.csv: is the same file as part1.csv"));
    let refused = merge(&["part1.csv", "-o", "all.tsv"]);
    assert!(stderr(&refused).contains("all.tsv: the tables are csv"), "{}", stderr(&refused));
}

#[test]
fn file_in_which_something_failed_is_new_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("a.csv"), "id,body\n1,\"It rains, Ada Obi said.\"\n").expect("written");
    let extract = |column: &str| {
        let args = ["extract", "a.csv", "--model", "rules", "--seen", "seen.tsv"];
        let args = args.iter().copied().chain(["--text-column", column, "--format", "jsonl"]);
        sayso().current_dir(path).args(args).output().expect("sayso runs")
    };
    assert_eq!(extract("text").status.code(), Some(1), "there is no such column");
    let mended = extract("body");
    assert_eq!(String::from_utf8_lossy(&mended.stdout).lines().count(), 1);
    assert!(extract("body").stdout.is_empty(), "it is read by now");
}

#[test]
fn outputs_of_one_name_and_shards_of_what_is_new_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "It rains, Ada Obi said.").expect("written");
    let list = "name,label\nAda Obi,women\n";
    fs::write(folder.path().join("labels.csv"), list).expect("written");
    for (args, words) in [
        (&["extract", "a.txt", "-o", "o.csv", "--summary", "./o.csv"][..], "is named twice"),
        (&["extract", "a.txt", "--errors", "o.csv", "--summary", "o.csv"], "is named twice"),
        (&["extract", "a.txt", "--seen", "a.txt"], "a.txt"),
        (&["extract", "a.txt", "--seen", "s.tsv", "--shard", "1/2"], "cannot be used with"),
        (&["audit", "a.txt", "--labels", "labels.csv", "-o", "labels.csv"], "is named twice"),
    ] {
        let output = sayso().current_dir(folder.path()).args(args).output().expect("sayso runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(words), "{args:?}: {told}");
    }
    let kept = fs::read_to_string(folder.path().join("labels.csv")).expect("the list");
    assert_eq!(kept, list);
}
