//! Tables read by hand: a scripted reader who is killed, what becomes of the words, and figures.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use tempfile::TempDir;

use crate::sayso;

/// An article with a statement for each of the numbers.
fn article(number: usize) -> String {
    let names = ["Ada Obi", "Tomas Reyl", "Mira Toll"];
    let mut text = String::new();
    for (place, name) in names.iter().enumerate() {
        text += &format!(
            "“Bridge {number} of road {place} is near its end,” {name} said on Monday.\n\n\
             {name} added that the ferry would stop at pier {number}.\n\n"
        );
    }
    text
}

/// A folder with so many articles and the table of their rows.
fn folder(articles: usize, table: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("articles")).expect("a new folder");
    for number in 0..articles {
        let path = folder.path().join(format!("articles/wire-{number:03}.txt"));
        fs::write(path, article(number)).expect("a written file");
    }
    let output = run(folder.path(), &["extract", "--model", "rules", "articles", "-o", table], "");
    assert!(output.status.success(), "{}", told(&output));
    folder
}

/// Runs a command that is typed to.
fn run(folder: &Path, args: &[&str], typed: &str) -> Output {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"))
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sayso runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A program that has ended before it was told all has its reasons.
    let _ = stdin.write_all(typed.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn review(folder: &Path, args: &[&str], typed: &str) -> Output {
    let output = run(folder, &[&["review", "rows.csv", "articles"], args].concat(), typed);
    assert!(output.status.success(), "{}{}", told(&output), shown(&output));
    output
}

fn records(path: &Path) -> Vec<Vec<String>> {
    let mut table = csv::Reader::from_path(path).expect("a table");
    let records = table.records().map(|record| record.expect("a row"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

fn column(path: &Path, name: &str) -> Vec<String> {
    let mut table = csv::Reader::from_path(path).expect("a table");
    let place = table.headers().expect("a header").iter().position(|found| found == name);
    let place = place.expect(name);
    records(path).into_iter().map(|mut row| row.swap_remove(place)).collect()
}

#[test]
fn reader_who_is_killed_twice_loses_nothing_of_200_rows() {
    let folder = folder(40, "rows.csv");
    let kept = folder.path().join("rows.csv.review.jsonl");
    let before = fs::read(folder.path().join("rows.csv")).expect("a table");
    let args = ["--sample", "200", "--seed", "7"];
    let decided = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.lines().filter(|line| line.contains("\"do\":\"row\"")).count()
    };
    let mut said = 0;
    for (many, torn) in [(70, 17), (60, 40)] {
        // The reader says many things, and the program is killed in the middle of the next line.
        let typed =
            "a\nr\ns Ada Obi\n".repeat(many).lines().take(many).collect::<Vec<_>>().join("\n");
        review(folder.path(), &args, &(typed + "\n"));
        let mut bytes = fs::read(&kept).expect("corrections");
        assert!(decided(&bytes) > said, "{}", decided(&bytes));
        said = decided(&bytes);
        let line = "{\"do\":\"row\",\"doc_id\":\"wire-001\",\"statement_id\":\"S1\",\"verdict\"";
        bytes.extend(line.bytes().take(torn));
        fs::write(&kept, bytes).expect("a torn file");
    }
    let output = review(folder.path(), &[], &"a\n".repeat(250));
    assert!(shown(&output).contains("All is read."), "{}", shown(&output));
    let lines = fs::read_to_string(&kept).expect("corrections");
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("each line is whole");
    }
    assert_eq!(decided(lines.as_bytes()), 200);
    assert!(shown(&output).contains("we read 200, drawn at random"), "{}", shown(&output));
    assert!(fs::read(folder.path().join("rows.csv")).expect("a table") == before);
}

#[test]
#[cfg(unix)]
fn kill_while_the_reader_thinks_loses_nothing() {
    let folder = folder(2, "rows.csv");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"))
        .current_dir(folder.path())
        .args(["review", "rows.csv", "articles", "--sample", "5"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sayso runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"a\nr\n").expect("typed");
    let kept = folder.path().join("rows.csv.review.jsonl");
    let said = || fs::read_to_string(&kept).unwrap_or_default().matches("verdict").count();
    while said() < 2 {
        std::thread::yield_now();
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let output = review(folder.path(), &[], "q\n");
    assert!(shown(&output).contains("-- 3 of 5, 3 left --"), "{}", shown(&output));
}

#[test]
fn corrections_are_put_into_a_copy_of_the_table() {
    let folder = folder(1, "rows.csv");
    let rows = records(&folder.path().join("rows.csv"));
    assert!(rows.len() >= 4, "{rows:?}");
    // The least sure first: all rows are read in some order, so each is told by what it is.
    let typed = "m\nJo Lind\nBridge 0 ... its end\n\n\nattitude\nr\na\n+\nthe ferry ... pier 0\n\
                 Mira Toll\nadded\n\n\nu\nr\nq\n";
    let output = review(folder.path(), &["--least-sure", "9"], typed);
    let shown = shown(&output);
    assert!(
        shown.contains("[content: ") && shown.contains("[source: ") && shown.contains("[cue: ")
    );
    assert!(shown.contains("who speaks here: 1 "), "{shown}");
    assert!(shown.contains("added as S") && shown.contains("taken back: "), "{shown}");
    assert!(shown.contains("not drawn at random"), "{shown}");

    let output = run(folder.path(), &["apply", "rows.csv", "-o", "out.csv", "--keep-rejected"], "");
    assert!(output.status.success(), "{}", told(&output));
    let table = folder.path().join("out.csv");
    let mut reviewed = column(&table, "reviewed");
    reviewed.sort_unstable();
    let count = |word: &str| reviewed.iter().filter(|found| *found == word).count();
    assert_eq!(count("mended") + count("accepted") + count("rejected"), 4, "{reviewed:?}");
    let mended = column(&table, "reviewed").iter().position(|found| found == "mended");
    let mended = mended.expect("a mended row");
    let cell = |name: &str| column(&table, name)[mended].clone();
    assert_eq!((cell("speaker"), cell("attribution_type")), ("Jo Lind".into(), "attitude".into()));
    let text = article(0);
    let chars: Vec<char> = text.chars().collect();
    let at: Vec<usize> = ["content_start", "content_end"]
        .map(|name| cell(name).parse().expect("an offset"))
        .to_vec();
    assert_eq!(chars[at[0]..at[1]].iter().collect::<String>(), cell("content"));
    assert!(cell("content").ends_with("its end") && cell("content").starts_with("Bridge 0"));

    let dropped = run(folder.path(), &["apply", "rows.csv"], "");
    let dropped = String::from_utf8_lossy(&dropped.stdout).lines().count();
    assert_eq!(dropped - 1, reviewed.len() - count("rejected"));
    let own = run(folder.path(), &["apply", "rows.csv", "-o", "rows.csv"], "");
    assert_eq!(own.status.code(), Some(2));
}

#[test]
fn rows_that_are_not_corrected_stay_byte_for_byte_in_each_format() {
    let folder = folder(2, "rows.csv");
    review(folder.path(), &["--sample", "2"], "a\na\n");
    for format in ["csv", "tsv", "jsonl", "parquet", "xlsx"] {
        if matches!(format, "parquet" | "xlsx") && !cfg!(all(feature = "parquet", feature = "xlsx"))
        {
            continue;
        }
        let table = format!("rows.{format}");
        let args = ["extract", "--model", "rules", "articles", "-o", &table];
        assert!(run(folder.path(), &args, "").status.success());
        let out = format!("out.{format}");
        let args = ["apply", &table, "rows.csv.review.jsonl", "-o", &out];
        let output = run(folder.path(), &args, "");
        assert!(output.status.success(), "{format}: {}", told(&output));
        let back = format!("back-{format}.csv");
        let args = ["apply", &out, "rows.csv.review.jsonl", "-o", &back];
        assert!(run(folder.path(), &args, "").status.success(), "{format}");
        assert_eq!(records(&folder.path().join(&back)), {
            let args = ["apply", "rows.csv", "-o", "expected.csv"];
            assert!(run(folder.path(), &args, "").status.success());
            records(&folder.path().join("expected.csv"))
        });
    }
    let own = column(&folder.path().join("rows.csv"), "content_start");
    assert_eq!(column(&folder.path().join("expected.csv"), "content_start"), own);
    let reviewed = column(&folder.path().join("expected.csv"), "reviewed");
    assert_eq!(reviewed.iter().filter(|word| *word == "accepted").count(), 2);
}

#[test]
fn articles_that_are_read_whole_give_recall() {
    let folder = folder(3, "rows.csv");
    let rows = records(&folder.path().join("rows.csv")).len();
    let mut typed = String::new();
    for _ in 0..3 {
        typed += &"a\n".repeat(rows / 3);
        typed += "+\non Monday\n\n\n\n\nd\n";
    }
    let output = review(folder.path(), &["--articles", "3"], &typed);
    let shown = shown(&output);
    assert!(shown.contains("All is read.") && shown.contains("Of 3 articles we read 3"), "{shown}");
    let recall =
        format!("Recall: of the statements that the articles make, {rows} of {}", rows + 3);
    assert!(shown.contains(&recall), "{shown}");
}

#[test]
fn what_cannot_be_followed_is_said_and_asked_again() {
    let folder = folder(1, "rows.csv");
    let typed = "x\nd\ns 99\ns\nt song\nc the moon\nm\n\n\n\n\n\nh\nw\nu\nq\n";
    let shown = shown(&review(folder.path(), &[], typed));
    for words in [
        "no such letter",
        "first say of each row",
        "there is no 99 in the list",
        "who is it?",
        "which type is that?",
        "\"the moon\" is not in the article",
        "nothing is otherwise",
        "accept: content, source, cue",
        "there is nothing to take back",
        "No row of rows.csv has been read",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn broken_corrections_are_named_and_the_rest_is_applied() {
    let folder = folder(1, "rows.csv");
    let add = |id: &str, rest: &str| {
        let content = r#""content":[{"start":1,"end":5,"text":"Brid"}]"#;
        format!(
            r#"{{"do":"add","doc_id":"wire-000","statement_id":"{id}","change":{{{content}{rest}}}}}"#
        )
    };
    let lines = [
        "\u{feff}{\"do\":\"begin\",\"version\":1,\"table\":\"rows.csv\"}".to_owned(),
        r#"{"do":"row","doc_id":"wire-000","statement_id":"S1","verdict":"reject"}"#.to_owned(),
        add("S2", ""),
        add("S70", r#","within":"S70""#),
        add("S71", r#","within":"S99""#),
        add("S72", ""),
        add("S72", ""),
        r#"{"do":"row","doc_id":"wire-000","statement_id":"S3","verdict":"mend","change":{"cue":[{"start":9,"end":2,"text":"x"}]}}"#.to_owned(),
        r#"{"do":"row","doc_id":"wire-000","statement_id":"S3","verdict":"perhaps"}"#.to_owned(),
    ];
    fs::write(folder.path().join("rows.csv.review.jsonl"), lines.join("\n") + "\n")
        .expect("a file");
    let output = run(folder.path(), &["apply", "rows.csv", "-o", "out.csv"], "");
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    for (line, words) in [
        (3, "adds S2 of \"wire-000\", which the table has already; give it"),
        (4, "cannot stand within itself; name"),
        (5, "stands within S99, which the article has not; name"),
        (7, "which line 6 has already; give it"),
        (8, "its cue goes from 9 to 2; an end comes after its start"),
        (9, "unknown variant `perhaps`"),
    ] {
        let named = format!("failed: rows.csv.review.jsonl: line {line}: ");
        let told = told(&output);
        let found = told.lines().find(|it| it.starts_with(&named)).expect(&told);
        assert!(found.contains(words), "{found}");
    }
    let reviewed = column(&folder.path().join("out.csv"), "reviewed");
    assert_eq!(reviewed.iter().filter(|it| !it.is_empty()).collect::<Vec<_>>(), ["added"]);
}

#[test]
fn what_was_said_by_hand_is_never_replaced() {
    let folder = folder(1, "rows.csv");
    review(folder.path(), &[], "a\nq\n");
    let kept = folder.path().join("rows.csv.review.jsonl");
    let before = fs::read(&kept).expect("corrections");
    fs::copy(&kept, folder.path().join("mine.review.jsonl")).expect("a copy");
    for args in [
        &["apply", "rows.csv", "mine.review.jsonl", "-o", "rows.csv.review.jsonl"][..],
        &["extract", "articles", "--model", "rules", "-o", "rows.csv.review.jsonl"],
        &["apply", "rows.csv", "mine.review.jsonl", "--figures", "rows.csv.review.jsonl"],
    ] {
        let output = run(folder.path(), args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", told(&output));
        assert!(
            told(&output).contains("by hand, which would be lost; choose"),
            "{}",
            told(&output)
        );
    }
    assert_eq!(fs::read(&kept).expect("corrections"), before);
}

#[test]
fn wrong_files_are_refused_with_a_remedy() {
    let folder = folder(1, "rows.csv");
    fs::write(folder.path().join("note.jsonl"), "a note\n").expect("a written file");
    for (args, words) in [
        (&["review", "-", "articles"][..], "TABLE must be a file"),
        (&["review", "rows.csv", "-"], "the articles cannot be standard input"),
        (
            &["review", "rows.csv", "articles", "--corrections", "note.jsonl"],
            "no file of corrections",
        ),
        (&["review", "rows.csv", "articles", "--sample", "3", "--articles", "2"], "cannot be used"),
        (&["apply", "rows.csv"], "has no column \"verdict\""),
        (&["apply", "rows.csv", "no.review.jsonl"], "no.review.jsonl"),
        (&["apply", "rows.csv", "-o", "out.html"], "no format has the ending \"html\""),
        (&["extract", "articles", "--sample", "5", "-o", "out.csv"], "is a workbook"),
    ] {
        let output = run(folder.path(), args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", told(&output));
        assert!(told(&output).contains(words), "{args:?}: {}", told(&output));
    }
    assert_eq!(fs::read(folder.path().join("note.jsonl")).expect("a note"), b"a note\n");
}

#[test]
#[cfg(feature = "xlsx")]
fn sample_is_filled_in_and_read_back() {
    use fill::filled;

    let folder = folder(10, "rows.csv");
    let args = ["extract", "--model", "rules", "articles", "-o", "sample.xlsx", "--sample", "12"];
    let output = run(folder.path(), &args, "");
    assert!(output.status.success(), "{}", told(&output));
    let sheets: Vec<_> = sayso_verify::Workbook::open(&folder.path().join("sample.xlsx"))
        .expect("a workbook")
        .map(|sheet| sheet.expect("a sheet"))
        .collect();
    assert_eq!(
        sheets[0].header()[..5],
        ["verdict", "right_speaker", "right_type", "comment", "passage"]
    );
    let nothing = run(folder.path(), &["apply", "sample.xlsx"], "");
    assert!(told(&nothing).contains("No row of sample.xlsx has been read"), "{}", told(&nothing));

    // A table with the cells of the sheet, as a spreadsheet program saves it.
    let sheet = sheets.into_iter().next().expect("a sheet");
    filled(sheet, &folder.path().join("sample.csv"), |row| match row {
        0 => ["reject", "", ""],
        1 => ["", "Jo Lind", ""],
        2 => ["mend", "", "attitude"],
        _ => ["accept", "", ""],
    });
    let output = run(folder.path(), &["apply", "rows.csv", "sample.csv", "-o", "out.csv"], "");
    assert!(output.status.success(), "{}", told(&output));
    let words = told(&output);
    assert!(words.contains("9 rows accepted, 2 mended, 0 added, 0 unsure, 1 rejected"), "{words}");
    assert!(words.contains("we read 12, drawn at random without replacement (seed 1)"), "{words}");
    assert!(words.contains("9 of 12 (75.0 %"), "{words}");
    let table = folder.path().join("out.csv");
    assert_eq!(column(&table, "speaker").iter().filter(|name| *name == "Jo Lind").count(), 1);
    let args = ["apply", "sample.csv", "-o", "alone.csv", "--figures", "figures.json"];
    let alone = run(folder.path(), &args, "");
    let figures = fs::read(folder.path().join("figures.json")).expect("figures");
    let figures: serde_json::Value = serde_json::from_slice(&figures).expect("JSON");
    let estimate = &figures["figures"]["estimates"][0];
    assert_eq!(estimate["basis"]["drawn"], "rows");
    assert_eq!((&estimate["rows"]["hits"], &estimate["rows"]["share"]), (&9.into(), &0.75.into()));
    assert!(estimate["rows"]["interval"]["low"].as_f64().is_some_and(|low| low < 0.75));
    assert!(figures["sentence"].as_str().is_some_and(|it| it.contains("Precision: 9 of 12")));
    assert!(alone.status.success(), "{}", told(&alone));
    assert!(told(&alone).contains("rows of the table that sample.csv was drawn from"));
    let alone = folder.path().join("alone.csv");
    assert_eq!(records(&alone).len(), 11);
    let header = fs::read_to_string(&alone).expect("a table");
    assert!(!header.contains("verdict") && !header.contains("passage"), "{header}");
}

#[test]
fn what_was_read_of_another_table_gives_no_figures() {
    let folder = folder(4, "rows.csv");
    review(folder.path(), &["--sample", "3"], "a\na\na\n");
    let table = fs::read_to_string(folder.path().join("rows.csv")).expect("a table");
    let kept = "rows.csv.review.jsonl";
    // Rows that the reviewed ones are not among, and more rows than they were drawn from.
    let other = table.replace(",S", ",T");
    let longer = format!("{table}{}", table.lines().last().expect("a row").replace(",S", ",T9"));
    for (rows, reason, status) in [
        (other, "3 of the rows that were read are not in the table", 1),
        (longer + "\n", "the rows were drawn from", 0),
    ] {
        fs::write(folder.path().join("other.csv"), rows).expect("written");
        let args = ["apply", "other.csv", kept, "-o", "out.csv", "--figures", "figures.json"];
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(status), "{}", told(&output));
        assert!(told(&output).contains(&format!("no figures: {reason}")), "{}", told(&output));
        let figures = fs::read_to_string(folder.path().join("figures.json")).expect("figures");
        assert!(figures.contains("\"estimates\": []"), "{figures}");
    }
}

#[cfg(feature = "xlsx")]
mod fill {
    use std::path::Path;

    /// Writes the rows of a sheet as CSV, with the first three cells filled in.
    pub(super) fn filled(
        sheet: sayso_verify::Sheet,
        path: &Path,
        fill: impl Fn(usize) -> [&'static str; 3],
    ) {
        let mut table = csv::Writer::from_path(path).expect("a new table");
        table.write_record(sheet.header()).expect("written");
        for (place, (_, mut cells)) in sheet.enumerate() {
            for (cell, word) in cells.iter_mut().zip(fill(place)) {
                word.clone_into(cell);
            }
            table.write_record(cells).expect("written");
        }
        table.flush().expect("written");
    }
}

#[test]
fn help_of_both_commands_teaches() {
    for (command, words) in [("review", "nothing is lost"), ("apply", "--keep-rejected")] {
        let output = sayso().args([command, "--help"]).output().expect("sayso runs");
        let help = shown(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains(words), "{help}");
    }
}
