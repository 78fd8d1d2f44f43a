//! The forms of other tools, by writing them and opening each with its own library: networkx, rdflib,
//! Label Studio's SDK, cassis, lxml, SQLite. Skipped with a message where they are missing; `make foreign`
//! installs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::foreign::{python_with, script};
use crate::{repository, sayso};

/// A text with what offsets stumble over: characters of two units, marks of markup, Windows line ends.
const ASTRAL: &str = "😀 Ferries & more\r\n\r\n“𝒩obody <likes> this 🦁,” Mira Toll, the mayor of Lisse, told reporters \
    on Monday 🌧. Tom Ode said that Ms. Toll had “misled” the Harbour Board.\r\n\r\nAccording to the \
    Harbour Board, 40 of 120 cafés 😀 have closed; Mr. Ode said Toll knew it.\r\n";

/// A folder with the sample articles and the one above as JSON lines, and their gold: the statements in
/// code points.
fn corpus() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut lines = String::new();
    let mut add = |id: &str, text: &str| {
        let line = serde_json::json!({"id": id, "title": format!("Title of {id}"), "date": "2024-10-02", "text": text});
        lines.push_str(&format!("{line}\n"));
    };
    for entry in fs::read_dir(repository("seeds")).expect("the sample articles") {
        let path = entry.expect("a sample article").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        add(&name, &fs::read_to_string(&path).expect("a text"));
    }
    add("astral", ASTRAL);
    fs::write(folder.path().join("articles.jsonl"), lines).expect("a new file");
    extract(folder.path(), "gold.doc.jsonl", &[]);
    folder
}

/// The model that finds voices within voices, where the build carries one.
const MODEL: &str = if cfg!(feature = "small") { "small" } else { "rules" };

fn extract(folder: &Path, target: &str, options: &[&str]) -> PathBuf {
    let fixed =
        ["extract", "articles.jsonl", "--quiet", "--complementizer", "drop", "--model", MODEL];
    let output =
        sayso().current_dir(folder).args(fixed).args(["-o", target]).args(options).output();
    let output = output.expect("sayso runs");
    assert!(output.status.success(), "{target}: {}", String::from_utf8_lossy(&output.stderr));
    folder.join(target)
}

/// Opens the file of a form with its own library.
fn open(python: &Path, folder: &Path, form: &str, file: &Path) -> String {
    let (articles, gold) = (folder.join("articles.jsonl"), folder.join("gold.doc.jsonl"));
    script(python, "forms.py", &[Path::new(form), file, &articles, &gold])
}

/// Writes the form and opens it.
fn check(modules: &str, form: &str, target: &str) -> Option<String> {
    let python = python_with(modules)?;
    let folder = corpus();
    let file = extract(folder.path(), target, &["--format", form]);
    Some(open(&python, folder.path(), form, &file))
}

fn statements(told: &str) -> usize {
    told.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or_default()
}

#[test]
fn networkx_reads_who_speaks_of_whom_and_draws_it() {
    let Some(python) = python_with("networkx, matplotlib") else { return };
    let folder = corpus();
    let graphml = extract(folder.path(), "network.graphml", &[]);
    let picture = folder.path().join("network.png");
    let (articles, gold) =
        (folder.path().join("articles.jsonl"), folder.path().join("gold.doc.jsonl"));
    let told =
        script(&python, "forms.py", &[Path::new("graphml"), &graphml, &articles, &gold, &picture]);
    assert!(statements(&told) > 40, "{told}");
    assert!(fs::metadata(&picture).is_ok_and(|file| file.len() > 10_000));
    let gexf = extract(folder.path(), "network.gexf", &[]);
    let told = open(&python, folder.path(), "gexf", &gexf);
    assert!(told.contains("with days") && !told.contains(" 0 with days"), "{told}");
}

#[test]
fn short_name_in_another_sentence_is_the_node_of_the_full_one() {
    let folder = corpus();
    let graph =
        fs::read_to_string(extract(folder.path(), "network.graphml", &[])).expect("a graph");
    let node = |name: &str| {
        let label = format!("<data key=\"node-label\">{name}</data>");
        graph.lines().filter(|line| line.contains(&label)).count()
    };
    assert_eq!((node("Mira Toll"), node("Toll")), (1, 0), "{graph}");
}

#[test]
fn rdflib_finds_every_quotation_at_its_place() {
    let Some(told) = check("rdflib", "jsonld", "said.quotations.jsonld") else { return };
    assert!(statements(&told) > 50, "{told}");
}

#[test]
fn label_studio_takes_tasks_and_predictions() {
    let Some(told) = check("label_studio_sdk", "label-studio", "said.tasks.json") else { return };
    assert!(statements(&told) > 50, "{told}");
}

#[test]
fn cassis_finds_every_content_at_its_place() {
    let Some(told) = check("cassis", "inception", "cas") else { return };
    assert!(statements(&told) > 50, "{told}");
}

#[test]
fn text_with_its_marks_is_the_text_for_lxml() {
    let Some(told) = check("lxml", "tei", "said.tei.xml") else { return };
    assert!(statements(&told) > 50, "{told}");
    assert!(MODEL == "rules" || !told.ends_with(", 0 within others"), "{told}");
}

#[test]
fn database_has_the_schema_and_the_places_of_discourse_network_analyzer() {
    if cfg!(not(feature = "dna")) {
        return;
    }
    let Some(told) = check("sqlite3", "dna", "said.dna") else { return };
    assert!(statements(&told) > 50, "{told}");
}

#[test]
fn project_is_of_the_schema_and_every_selection_has_its_words() {
    if cfg!(not(feature = "qdpx")) {
        return;
    }
    let Some(told) = check("lxml", "qdpx", "said.qdpx") else { return };
    assert!(statements(&told) > 50, "{told}");
}

#[test]
fn forms_are_the_same_bytes_in_each_run_and_from_rows() {
    let folder = corpus();
    let mut files = vec!["a.graphml", "a.gexf", "a.quotations.jsonld", "a.tasks.json", "a.tei.xml"];
    files.extend(cfg!(feature = "qdpx").then_some("a.qdpx"));
    files.extend(cfg!(feature = "dna").then_some("a.dna"));
    extract(folder.path(), "rows.jsonl", &[]);
    for file in files {
        let first = fs::read(extract(folder.path(), file, &[])).expect("a file");
        let again = fs::read(extract(folder.path(), file, &["--jobs", "2"])).expect("a file");
        assert!(first == again, "{file}");
        let other = format!("from-rows-{file}");
        let args = ["convert", "rows.jsonl", "--texts", "articles.jsonl", "-o", &other];
        let output = sayso().current_dir(folder.path()).args(args).output().expect("sayso runs");
        assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(
            fs::metadata(folder.path().join(&other)).is_ok_and(|file| file.len() > 1000),
            "{file}"
        );
    }
}

#[test]
fn database_is_whole_for_another_build_of_sqlite() {
    let folder = corpus();
    if cfg!(not(feature = "dna")) || Command::new("sqlite3").arg("--version").output().is_err() {
        return;
    }
    let file = extract(folder.path(), "said.dna", &[]);
    let asked = "PRAGMA integrity_check; SELECT count(*) > 50 FROM STATEMENTS;";
    let output = Command::new("sqlite3").arg(&file).arg(asked).output().expect("sqlite3 runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "ok\n1");
}
