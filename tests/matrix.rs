//! Any of the inputs to any of the outputs in one command, and every row word for word.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Output;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use crate::{repository, sayso};

const TEXT: &str = "“Rain is near,” Ada Obi said on Monday. The café – she added – is “full” 🌧.";

/// What is read: the name of the input, the format where no name tells it, and what stands there.
const INPUTS: [&str; 14] = [
    "a.txt",
    "a.md",
    "u16.txt",
    "a.csv",
    "a.tsv",
    "a.json",
    "a.jsonl",
    "a.html",
    "a.warc",
    "a.csv.gz",
    "a.warc.gz",
    "folder",
    "@list",
    "fol*/*.txt",
];

/// What is written, by its ending; those that `sayso verify` reads first.
const TABLES: [&str; 4] = ["csv", "tsv", "jsonl", "doc.jsonl"];
const OTHERS: [&str; 8] =
    ["txt", "html", "jsonld", "graphml", "gexf", "quotations.jsonld", "tasks.json", "tei.xml"];

fn tables() -> Vec<&'static str> {
    let parquet = cfg!(feature = "parquet").then_some("parquet");
    let xlsx = cfg!(feature = "xlsx").then_some("xlsx");
    TABLES.into_iter().chain(parquet).chain(xlsx).collect()
}

/// Those that need a feature, and are not read.
fn optional() -> impl Iterator<Item = &'static str> {
    let dna = cfg!(feature = "dna").then_some("dna");
    dna.into_iter().chain(cfg!(feature = "qdpx").then_some("qdpx"))
}

fn inputs() -> Vec<&'static str> {
    let is_read =
        |name: &&str| cfg!(feature = "html") || !(name.contains(".html") || name.contains(".warc"));
    let parquet = cfg!(feature = "parquet").then_some("a.parquet");
    INPUTS.into_iter().filter(is_read).chain(parquet).collect()
}

fn page() -> String {
    let text = format!("<p>{TEXT}</p>").repeat(3);
    format!("<!doctype html><html><body><article><h1>Rain</h1>{text}</article></body></html>")
}

fn record() -> String {
    let answer =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page());
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\n\
         Content-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
}

/// The same article in every form.
fn corpus() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let cell = TEXT.replace('"', "\"\"");
    let json = serde_json::json!({"id": "a", "title": "Rain", "text": TEXT}).to_string();
    let wide: Vec<u8> =
        format!("\u{feff}{TEXT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::create_dir(at("folder")).expect("a new folder");
    for (name, bytes) in [
        ("a.txt", TEXT.into()),
        ("a.md", TEXT.into()),
        ("folder/b.txt", TEXT.into()),
        ("u16.txt", wide),
        ("a.csv", format!("id,title,text\na,Rain,\"{cell}\"\n").into_bytes()),
        ("a.tsv", format!("id\ttitle\ttext\na\tRain\t{TEXT}\n").into_bytes()),
        ("a.json", format!("[{json}]").into_bytes()),
        ("a.jsonl", format!("{json}\n").into_bytes()),
        ("a.html", page().into_bytes()),
        ("a.warc", record().into_bytes()),
        ("list", b"a.txt\nfolder\n".to_vec()),
    ] {
        fs::write(at(name), bytes).expect("a written file");
    }
    for name in ["a.csv", "a.warc"] {
        let file = File::create(at(&format!("{name}.gz"))).expect("a new file");
        let mut packed = GzEncoder::new(file, Compression::fast());
        packed.write_all(&fs::read(at(name)).expect("a file")).expect("a written file");
        packed.finish().expect("a written file");
    }
    fs::copy(repository("fuzz/seeds/read_parquet/snappy"), at("a.parquet")).expect("a copy");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let output = sayso().current_dir(folder).args(args).output().expect("sayso runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn extract(folder: &Path, input: &str, target: &str) {
    run(folder, &["extract", "--model", "rules", "--quiet", input, "-o", target]);
    assert!(fs::metadata(folder.join(target)).is_ok_and(|file| file.len() > 0), "{target}");
}

#[test]
fn any_input_goes_to_any_output_word_for_word() {
    let folder = corpus();
    for input in inputs() {
        for ending in tables() {
            let target = format!("rows.{ending}");
            extract(folder.path(), input, &target);
            let verified = run(folder.path(), &["verify", &target, input, "--strict"]);
            let counts = String::from_utf8_lossy(&verified.stderr);
            assert!(!counts.starts_with("0 rows"), "{input} to {target}: {counts}");
            assert!(counts.contains("word for word"), "{input} to {target}: {counts}");
        }
        for ending in OTHERS.into_iter().chain(optional()) {
            extract(folder.path(), input, &format!("rows.{ending}"));
        }
        run(
            folder.path(),
            &["extract", "--model", "rules", input, "--format", "brat", "-o", "brat"],
        );
        assert!(fs::read_dir(folder.path().join("brat")).expect("a folder").count() >= 2);
        fs::remove_dir_all(folder.path().join("brat")).expect("a folder");
    }
}

#[test]
fn standard_input_of_any_format_is_told_by_its_bytes() {
    let folder = corpus();
    for input in inputs() {
        let path = folder.path().join(input);
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        let mut command = sayso();
        let command = command.args(["extract", "--model", "rules", "--format", "jsonl", "-"]);
        let output = command.write_stdin(bytes).output().expect("sayso runs");
        assert!(output.status.success(), "{input}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "{input}");
    }
}
