//! Files made by other tools, and files of ours read by other tools: pyarrow, openpyxl, warcio,
//! FastWARC, trafilatura, LibreOffice, Chromium, and figures of ours counted again by DuckDB. Skipped with a
//! message where they are missing; `make foreign` installs all but the last three.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::{repository, sayso};

fn python() -> Option<PathBuf> {
    python_with("openpyxl, pyarrow.parquet, warcio")
}

/// A Python that has the modules.
pub(crate) fn python_with(modules: &str) -> Option<PathBuf> {
    let beside = repository("target/foreign/bin/python");
    let found = [beside, PathBuf::from("python3")].into_iter().find(|python| {
        let mut call = Command::new(python);
        call.args(["-c", &format!("import {modules}")]).stderr(Stdio::null());
        call.status().is_ok_and(|status| status.success())
    });
    if found.is_none() {
        skipped(&format!("{modules} are not there; make foreign installs them"));
    }
    found
}

/// The first of the programs that runs.
fn program(names: &[&'static str]) -> Option<&'static str> {
    let runs = |name: &&&str| {
        let found = Command::new(name).arg("--version").stdout(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    };
    names.iter().find(runs).copied()
}

#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

pub(crate) fn script(python: &Path, name: &str, args: &[&Path]) -> String {
    let script = repository("tests/foreign").join(name);
    let output = Command::new(python).arg(script).args(args).output().expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A folder with the articles in every form.
fn articles(python: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    script(python, "make.py", &[folder.path()]);
    folder
}

/// The rows of a file of the folder, as JSON lines.
fn rows(folder: &Path, name: &str) -> String {
    let args = ["extract", "--model", "rules", "--format", "jsonl", name];
    let output = sayso().current_dir(folder).args(args).output().expect("sayso runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Writes the rows of the articles into a file of the folder.
fn extract(folder: &Path, target: &str, args: &[&str]) -> PathBuf {
    let output = sayso()
        .current_dir(folder)
        .args(["extract", "--model", "rules", "articles.json", "-o", target])
        .args(args)
        .output()
        .expect("sayso runs");
    assert!(output.status.success(), "{target}: {}", String::from_utf8_lossy(&output.stderr));
    folder.join(target)
}

fn verify(folder: &Path, table: &Path) {
    let mut call = sayso();
    call.current_dir(folder).arg("verify").arg(table).arg("articles.json").assert().success();
}

#[test]
fn files_of_other_tools_give_the_rows_of_the_same_articles() {
    let Some(python) = python() else { return };
    let folder = articles(&python);
    let expected = rows(folder.path(), "articles.jsonl");
    assert!(expected.lines().count() >= 4, "{expected}");
    assert_eq!(rows(folder.path(), "articles.json"), expected);
    for codec in ["none", "snappy", "gzip", "brotli", "lz4", "zstd"] {
        assert_eq!(rows(folder.path(), &format!("articles-{codec}.parquet")), expected, "{codec}");
    }
}

#[test]
fn archives_of_warcio_are_read() {
    let Some(python) = python() else { return };
    let folder = articles(&python);
    let plain = rows(folder.path(), "crawl.warc");
    assert!(plain.contains("\"doc_id\": \"https://news.example/bridge\""), "{plain}");
    assert!(plain.contains("Tomas Reyl") && plain.contains("Ada Obi"), "{plain}");
    assert_eq!(rows(folder.path(), "crawl.warc.gz"), plain);
}

#[test]
fn archives_of_every_coding_and_texts_of_pages_are_read() {
    let modules = "brotli, fastwarc.warc, trafilatura, warcio, zstandard";
    let Some(python) = python_with(modules) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    script(&python, "archives.py", &[folder.path()]);
    let expected = rows(folder.path(), "crawl-gzip.warc");
    assert!(expected.contains("Mira Toll") && expected.contains("Jon Aker"), "{expected}");
    assert!(expected.contains("\"date\": \"2024-10-02\""), "{expected}");
    for name in ["crawl-br.warc", "crawl-zstd.warc"] {
        assert_eq!(rows(folder.path(), name), expected, "{name}");
    }
    // What FastWARC writes has a date of its own, which is no column that rows must share.
    let without_day = |rows: &str| {
        let rows = rows.lines().map(|row| row.split("\"fetched\"").next().unwrap_or_default());
        rows.collect::<Vec<_>>().join("\n")
    };
    for name in
        ["fast.warc.gz", "fast.warc.zst", "dictionary.warc.zst", "dictionary-packed.warc.zst"]
    {
        let found = rows(folder.path(), name);
        assert_eq!(without_day(&found), without_day(&expected), "{name}");
    }
    for name in ["page.txt", "page.md"] {
        let found = rows(folder.path(), name);
        assert!(found.contains("Mira Toll") && found.contains("\"title\": \"Ferries: for sale\""));
        assert!(found.contains("\"date\": \"2024-10-02\""), "{name}: {found}");
    }
}

#[test]
fn other_tools_find_every_text_at_its_offsets() {
    let Some(python) = python() else { return };
    let folder = articles(&python);
    let expected = rows(folder.path(), "articles.json").lines().count().to_string();
    for target in ["rows.csv", "rows.jsonl", "rows.parquet", "rows.xlsx"] {
        let table = extract(folder.path(), target, &[]);
        let articles = folder.path().join("articles.json");
        assert_eq!(script(&python, "check.py", &[&table, &articles]), expected, "{target}");
    }
    verify(folder.path(), &folder.path().join("resaved.xlsx"));
}

#[test]
fn tables_that_libreoffice_saved_again_are_verified() {
    let Some(python) = python() else { return };
    let office = program(&["soffice", "libreoffice"]);
    let Some(office) = office else { return skipped("LibreOffice is not there") };
    let folder = articles(&python);
    extract(folder.path(), "a.csv", &["--excel"]);
    extract(folder.path(), "b.xlsx", &[]);
    let own = extract(folder.path(), "own.csv", &[]);
    for (source, ending) in [("a.csv", "xlsx"), ("b.xlsx", "csv"), ("b.xlsx", "xlsx")] {
        let target = folder.path().join("saved");
        let filter =
            if ending == "csv" { "csv:Text - txt - csv (StarCalc):44,34,76" } else { ending };
        let profile = format!("-env:UserInstallation=file://{}", folder.path().join("p").display());
        let mut call = Command::new(office);
        call.current_dir(folder.path()).args([&profile, "--headless", "--convert-to", filter]);
        if source.ends_with(".csv") {
            // Without a window it does not look for the mark of UTF-8 by itself.
            call.arg("--infilter=CSV:44,34,76");
        }
        let saved = call.arg("--outdir").arg(&target).arg(source).output().expect("it runs");
        assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
        let table = target.join(source).with_extension(ending);
        assert!(fs::metadata(&table).is_ok_and(|table| table.len() > 0), "{source} to {ending}");
        verify(folder.path(), &table);
        if ending == "csv" {
            assert_eq!(cells(&table), cells(&own), "{source} to {ending}");
        }
    }
}

#[test]
fn document_of_word_has_the_rows_of_its_text() {
    let Some(python) = python_with("docx") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["wire", "court"] {
        let text = repository(&format!("seeds/{name}.txt"));
        let rows = |input: &Path| {
            let mut extract = sayso();
            extract.args(["extract", "--quiet", "--model", "rules", "--format", "csv"]).arg(input);
            String::from_utf8_lossy(&extract.output().expect("sayso runs").stdout).into_owned()
        };
        let document = folder.path().join(format!("{name}.docx"));
        script(&python, "word.py", &[&text, &document]);
        assert_eq!(rows(&document), rows(&text));
        // Without its ending it is told by its bytes.
        let unnamed = folder.path().join(name);
        fs::rename(&document, &unnamed).expect("a new name");
        assert_eq!(rows(&unnamed), rows(&text));
    }
}

/// The file as LibreOffice saves it again, in the folder `saved`.
fn saved(office: &str, folder: &Path, source: &str, ending: &str) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("p").display());
    let target = folder.join("saved");
    let mut call = Command::new(office);
    call.current_dir(folder).args([&profile, "--headless", "--convert-to", ending]);
    let saved = call.arg("--outdir").arg(&target).arg(source).output().expect("it runs");
    assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    target.join(source).with_extension(ending)
}

#[test]
fn sample_that_was_filled_in_and_saved_by_libreoffice_is_read_back() {
    let Some(python) = python() else { return };
    let office = program(&["soffice", "libreoffice"]);
    let Some(office) = office else { return skipped("LibreOffice is not there") };
    let folder = articles(&python);
    let sample = extract(folder.path(), "sample.xlsx", &["--sample", "4"]);
    // Once as it is, and once as LibreOffice has it, which must keep the lists.
    let again = saved(office, folder.path(), "sample.xlsx", "xlsx");
    for (name, sample) in [("own.xlsx", sample), ("again.xlsx", again)] {
        let filled = folder.path().join(name);
        let rows = script(&python, "fill.py", &[&sample, &filled]);
        let table = saved(office, folder.path(), name, "xlsx");
        let mut call = sayso();
        let output = call.current_dir(folder.path()).arg("apply").arg(&table).output();
        let output = output.expect("sayso runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        let accepted = rows.parse::<usize>().expect("a count") - 2;
        let counts = format!("{accepted} rows accepted, 1 mended, 0 added, 0 unsure, 1 rejected");
        assert!(told.contains(&counts), "{name}: {told}");
        assert!(told.contains("(seed 1)") || told.contains("We read all"), "{name}: {told}");
    }
}

/// The cells of a table; a number, which a spreadsheet program writes as short as it can, as a number.
fn cells(table: &Path) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_path(table).expect("a table");
    let cell =
        |cell: &str| cell.parse::<f64>().map_or_else(|_| cell.to_owned(), |it| it.to_string());
    let records = reader.records().map(|record| record.expect("a row"));
    records.map(|record| record.iter().map(cell).collect()).collect()
}

/// The page as a browser has it after its scripts have run.
fn rendered(browser: &str, page: &Path) -> String {
    let profile = page.with_extension("profile");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--dump-dom", &format!("file://{}", page.display())])
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn audit_counts_what_sql_counts_in_the_rows_of_parquet() {
    let Some(python) = python_with("duckdb") else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    // The sample articles, of two outlets and none, in two months and none.
    let mut table = csv::Writer::from_path(folder.path().join("news.csv")).expect("a table");
    table.write_record(["id", "paper", "date", "text"]).expect("written");
    let mut seeds: Vec<PathBuf> = fs::read_dir(repository("seeds"))
        .expect("samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    seeds.sort();
    for (place, seed) in seeds.iter().enumerate() {
        let paper = ["Wire", "Post", " "][place % 3];
        let date = ["2024-10-02", "2024-11-30", ""][place / 2 % 3];
        let text = fs::read_to_string(seed).expect("a sample");
        let id = place.to_string();
        table.write_record([&*id, paper, date, &*text]).expect("written");
    }
    drop(table);
    for args in [
        ["extract", "news.csv", "-o", "rows.parquet"].as_slice(),
        &["audit", "news.csv", "-o", "audit.csv", "--outlet-column", "paper"],
    ] {
        let args = [args, &["--model", "rules", "--quiet"]].concat();
        sayso().current_dir(folder.path()).args(args).assert().success();
    }
    let (rows, audit) = (folder.path().join("rows.parquet"), folder.path().join("audit.csv"));
    let compared = script(&python, "audit.py", &[&rows, &audit, Path::new("paper")]);
    assert!(compared.parse::<usize>().expect("a number") > 500, "{compared}");
}

#[test]
fn report_lists_and_filters_speakers_in_a_browser() {
    let browser = program(&["chromium", "chromium-browser", "google-chrome"]);
    let Some(browser) = browser else { return skipped("Chromium is not there") };
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, speaker) in [("a.txt", "Ada Obi"), ("b.txt", "Tomas Reyl")] {
        let text = format!(
            "“Rain is near,” {speaker} said.\n\nThe road – <b>ours</b> – is safe, {speaker} added.\n"
        );
        fs::write(folder.path().join(name), text).expect("a written file");
    }
    let page = folder.path().join("report.html");
    let args = ["extract", "--model", "rules", "a.txt", "b.txt", "-o", "report.html"];
    sayso().current_dir(folder.path()).args(args).assert().success();
    let seen = rendered(browser, &page);
    for speaker in ["Ada Obi", "Tomas Reyl"] {
        assert!(seen.contains(&format!("<option value=\"{speaker}\">")), "{seen}");
    }
    assert!(!seen.contains("<b>ours") && !seen.contains("<article hidden"), "{seen}");

    let click = "<script type=\"module\">document.querySelector('.speakers button').click()</script></body>";
    let clicked = fs::read_to_string(&page).expect("a page").replace("</body>", click);
    fs::write(&page, clicked).expect("a written page");
    let seen = rendered(browser, &page);
    assert_eq!(seen.matches("<article hidden").count(), 1, "{seen}");
    assert!(seen.contains("class=\"source off\""), "{seen}");
}
