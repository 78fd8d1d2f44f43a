//! Where results go: names that promise another file, and files that would be lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
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
fn speakers_are_written_as_what_the_ending_says_or_not_at_all() {
    let folder = folder();
    let speakers = |args: &[&str]| {
        run(folder.path(), &[&["speakers", "--model", "rules", "a.txt"], args].concat())
    };
    let mut have = "csv, tsv, tab, jsonl, ndjson".to_owned();
    have.extend(cfg!(feature = "xlsx").then_some(", xlsx"));
    have.extend(cfg!(feature = "parquet").then_some(", parquet, pq"));
    let compressed =
        if cfg!(feature = "parquet") { ", or write Parquet, which is compressed" } else { "" };
    for (name, words) in [
        ("out.brat", format!("out.brat: no format has the ending \"brat\" (have: {have})\n")),
        ("out.html", format!("out.html: no format has the ending \"html\" (have: {have})\n")),
        ("out.json", format!("out.json: no format has the ending \"json\" (have: {have})\n")),
        ("out.csv.gz", format!("not written; write out.csv and compress it{compressed}\n")),
    ] {
        let output = speakers(&["-o", name]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", told(&output));
        assert!(told(&output).ends_with(&words), "{}", told(&output));
        assert!(!folder.path().join(name).exists());
    }
    let printed = speakers(&[]).stdout;
    assert!(printed.starts_with(b"doc_id,speaker,speaker_kind,speaker_role,statements,"));
    assert!(speakers(&["-o", "-"]).stdout == printed && !folder.path().join("-").exists());
    for name in ["out.csv", "out"] {
        let output = speakers(&["-o", name]);
        assert!(output.status.success(), "{name}: {}", told(&output));
        assert!(fs::read(folder.path().join(name)).expect("CSV") == printed, "{name}");
    }
}

#[test]
#[cfg(feature = "xlsx")]
fn workbook_of_speakers_has_the_cells_of_the_table() {
    let folder = folder();
    for name in ["out.csv", "out.xlsx", "again.xlsx"] {
        let output = run(folder.path(), &["speakers", "--model", "rules", "a.txt", "-o", name]);
        assert!(output.status.success(), "{name}: {}", told(&output));
    }
    let at = |name: &str| folder.path().join(name);
    let workbook = sayso_verify::Workbook::open(&at("out.xlsx")).expect("a workbook");
    let sheets: Result<Vec<_>, _> = workbook.collect();
    let [sheet] = sheets.expect("good sheets").try_into().unwrap_or_else(|_| panic!("one sheet"));
    let mut table = csv::Reader::from_path(at("out.csv")).expect("a table");
    assert_eq!(sheet.header(), table.headers().expect("a header").iter().collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = table
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(sheet.map(|(_, cells)| cells).collect::<Vec<_>>(), rows);
    assert!(!rows.is_empty() && fs::read(at("out.xlsx")).ok() == fs::read(at("again.xlsx")).ok());
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
fn file_of_an_input_folder_is_not_replaced() {
    let folder = folder();
    for name in ["a.txt", "./a.txt"] {
        let output = extract(folder.path(), &[".", "-o", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let words = format!("{name} is an input too; choose another output");
        assert!(told(&output).contains(&words), "{}", told(&output));
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("a text"), ARTICLE);
    for _ in 0..2 {
        let output = extract(folder.path(), &[".", "-o", "rows.csv"]);
        assert!(output.status.success(), "a table beside articles is none: {}", told(&output));
    }
}

/// Every file of the folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.append(&mut contents(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn convert_and_verify_leave_what_they_read() {
    let folder = folder();
    let run = |args: &str| run(folder.path(), &args.split(' ').collect::<Vec<_>>());
    fs::create_dir(folder.path().join("texts")).expect("a new folder");
    fs::write(folder.path().join("texts/a.txt"), ARTICLE).expect("a written file");
    fs::write(folder.path().join("list"), "texts/a.txt\n").expect("a written file");
    for args in [
        "extract texts --model rules -o rows.csv",
        "convert rows.csv --texts texts --to ggt -o ggt",
        "convert rows.csv --texts texts --to brat -o brat",
        "convert rows.csv --texts texts -o rows.doc.jsonl",
    ] {
        assert!(run(args).status.success(), "{args}");
    }
    let before = contents(folder.path());
    for (args, output) in [
        ("convert rows.csv --texts texts -o rows.csv", "rows.csv"),
        ("convert rows.csv --texts texts -o ./texts/../rows.csv", "./texts/../rows.csv"),
        ("convert rows.doc.jsonl --texts texts -o rows.doc.jsonl", "rows.doc.jsonl"),
        ("convert rows.csv --texts texts -o texts/a.txt", "texts/a.txt"),
        ("convert rows.csv --texts texts/a.txt -o texts/a.txt", "texts/a.txt"),
        ("convert rows.csv --texts @list --to jsonl -o list", "list"),
        ("convert rows.csv --texts texts --to brat -o texts", "texts"),
        ("convert rows.csv --texts texts/a.txt --to brat -o texts", "texts"),
        ("convert ggt --from ggt --texts texts --to citron -o ggt", "ggt"),
        ("convert ggt/a.json --from ggt --texts texts --to citron -o ggt", "ggt"),
        ("convert ggt --from ggt --texts texts --to citron -o ggt/a.json", "ggt/a.json"),
        ("convert brat --from brat --to brat -o brat", "brat"),
        ("verify rows.csv texts --report rows.csv", "rows.csv"),
        ("verify rows.csv texts --report texts/a.txt", "texts/a.txt"),
        ("verify rows.csv @list --report list", "list"),
    ] {
        let ended = run(args);
        assert_eq!(ended.status.code(), Some(2), "{args}: {}", told(&ended));
        let words = format!("error: {output} is an input too; choose another output\n");
        assert_eq!(told(&ended), words, "{args}");
        assert!(contents(folder.path()) == before, "{args}");
    }
}

#[test]
fn convert_may_write_beside_what_it_reads() {
    let folder = folder();
    let run = |args: &str| run(folder.path(), &args.split(' ').collect::<Vec<_>>());
    for args in [
        "extract a.txt --model rules -o rows.csv",
        "convert rows.csv --texts . -o rows.jsonl",
        "convert rows.csv --texts . --to ggt -o .",
        "convert rows.csv --texts . --to brat -o brat",
        "convert brat --from brat -o brat/rows.csv",
        "convert brat --from brat -o brat/rows.csv",
        "verify rows.csv a.txt --report report.csv",
        "verify rows.csv a.txt --report report.csv",
    ] {
        let ended = run(args);
        assert!(ended.status.success(), "{args}: {}", told(&ended));
    }
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
    assert_eq!(output.status.code(), Some(3));
    assert!(told(&output).contains("a.txt/run.json: cannot be written"), "{}", told(&output));
    assert!(!folder.path().join("rows.csv").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn full_disk_is_told_with_the_name_of_the_output() {
    let folder = folder();
    let output = extract(folder.path(), &["a.txt", "--format", "html", "-o", "/dev/full"]);
    assert_eq!(output.status.code(), Some(3));
    let words = "error: /dev/full: cannot be written: No space left on device";
    assert!(told(&output).contains(words), "{}", told(&output));
}

#[test]
fn folder_without_articles_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("news.csv"), "text\nRain.\n").expect("a written file");
    let output = extract(folder.path(), &["."]);
    assert!(output.status.success());
    let words = "warning: .: files passed over: 1";
    assert!(told(&output).contains(words), "{}", told(&output));
}

/// A page of an archive.
fn record(address: &str, sentence: &str) -> String {
    let page =
        format!("<html><body><article><p>{}</p></article></body></html>", sentence.repeat(9));
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Type: \
         application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
}

#[test]
fn articles_of_one_id_are_told_once_whatever_the_input() {
    let folder = folder();
    let lines = ["7", "8", "7", "9", "8", "7"].map(|id| (id, "It rains, Ada Obi said."));
    let table = lines.map(|(id, text)| format!("{id},\"{text}\"\n")).concat();
    let json = lines.map(|(id, text)| format!("{{\"id\": {id}, \"text\": \"{text}\"}}\n")).concat();
    fs::write(folder.path().join("news.csv"), format!("id,text\n{table}")).expect("a table");
    fs::write(folder.path().join("news.jsonl"), json).expect("a table");
    fs::create_dir(folder.path().join("texts")).expect("a new folder");
    fs::write(folder.path().join("texts/b.txt"), ARTICLE).expect("a text");
    let page = |address: &str| record(address, "“Rain is near,” Ada Obi said on Monday. ");
    let archive = [page("http://a.example/1"), page("http://a.example/1")].concat();
    fs::write(folder.path().join("crawl.warc"), archive).expect("an archive");
    let mut inputs = vec![
        ("news.csv", 6, "3 articles have the doc_id of an earlier one, the first \"7\":"),
        ("news.jsonl", 6, "3 articles have the doc_id of an earlier one, the first \"7\":"),
        (
            "news.csv news.jsonl",
            12,
            "9 articles have the doc_id of an earlier one, the first \"7\":",
        ),
        ("texts texts", 2, "1 article has the doc_id of an earlier one, the first \"b\":"),
    ];
    if cfg!(feature = "html") {
        let words = "1 article has the doc_id of an earlier one, the first \"http://a.example/1\":";
        inputs.push(("crawl.warc", 2, words));
    }
    for (input, articles, words) in inputs {
        let args = ["--format", "doc-jsonl", "--summary", "run.json", "--quiet"];
        let named: Vec<&str> = input.split(' ').collect();
        let output = extract(folder.path(), &[&args[..], &named].concat());
        assert!(output.status.success(), "{input}: {}", told(&output));
        assert_eq!(told(&output).matches("warning: ").count(), 1, "{input}: {}", told(&output));
        assert!(told(&output).starts_with(&format!("warning: {words}")), "{}", told(&output));
        let documents = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(documents.lines().count(), articles, "{input}: all are written all the same");
        let summary = fs::read_to_string(folder.path().join("run.json")).expect("a summary");
        let count = words.split(' ').next().expect("a number");
        assert!(summary.contains(&format!("\"repeated_doc_ids\": {count}")), "{summary}");
    }
    let output = extract(folder.path(), &["a.txt", "texts", "--summary", "run.json"]);
    assert!(!told(&output).contains("warning"), "{}", told(&output));
    let summary = fs::read_to_string(folder.path().join("run.json")).expect("a summary");
    assert!(summary.contains("\"repeated_doc_ids\": 0"), "{summary}");
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

#[test]
fn folder_may_be_named_with_a_separator_at_its_end() {
    let folder = folder();
    for (name, file) in [("brat/", "brat/a.ann"), ("deep/brat/", "deep/brat/a.ann")] {
        let output = extract(folder.path(), &["a.txt", "--format", "brat", "-o", name]);
        assert!(output.status.success(), "{name}: {}", told(&output));
        assert!(folder.path().join(file).is_file(), "{name}");
        assert!(!folder.path().join(name).join(".lock").exists());
    }
}
