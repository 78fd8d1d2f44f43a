//! `sayso match`: the same statement in many articles.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::sayso;

/// A statement in three articles of two outlets and, with another negation, in a fourth; one of another
/// speaker with the same words; one that is everybody's.
const TABLE: &str = "\
doc_id,statement_id,speaker,content,kind,date,outlet,speaker_kind
post-7,S1,Lind,they would close all the schools when the river rose above the old mark,indirect,2024-10-03,Post,person
wire-1,S2,Dee Lind,“We will close all the schools when the river rises above the old mark”,direct,2024-10-02,Wire,person
star-3,S1,Mayor Dee Lind,“We will not close all the schools when the river rises above the old mark”,direct,2024-10-04,Star,person
wire-2,S1,Dee Lind,We will close all the schools when the river rises above the old mark,direct,,Wire,person
wire-9,S1,Tom Lind,We will close all the schools when the river rises above the old mark,direct,2024-10-02,Wire,person
wire-3,S1,Lind,no comment,direct,2024-10-02,Wire,person
post-8,S1,Lind,no comment,direct,2024-10-02,Post,person
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rows.csv"), TABLE).expect("written");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    sayso().current_dir(folder).arg("match").args(args).output().expect("sayso runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The cells of some columns, row by row.
fn cells(table: &[u8], columns: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers().expect("a header").clone();
    let place = |name: &&str| header.iter().position(|found| found == *name).expect("a column");
    let places: Vec<usize> = columns.iter().map(place).collect();
    let record =
        |record: csv::StringRecord| places.iter().map(|it| record[*it].to_owned()).collect();
    reader.records().map(|found| record(found.expect("a row"))).collect()
}

#[test]
fn statement_is_followed_from_the_first_article_to_the_last() {
    let folder = folder();
    // "Lind" alone could be Dee or Tom, who have both said it, so it is neither's.
    let output = run(folder.path(), &["rows.csv"]);
    let rows = cells(&output.stdout, &["group_id", "place", "changes", "doc_id"]);
    let expected =
        [["M1", "1", "", "wire-1"], ["M1", "2", "negation", "star-3"], ["M1", "3", "", "wire-2"]];
    assert_eq!(rows, expected.map(|row| row.map(str::to_owned).to_vec()));
    assert_eq!(told(&output), "7 statements, 3 of them in 1 group\n");

    let without_tom: String = TABLE
        .lines()
        .filter(|line| !line.contains("Tom Lind"))
        .map(|line| line.to_owned() + "\n")
        .collect();
    fs::write(folder.path().join("rows.csv"), without_tom).expect("written");
    let output = run(folder.path(), &["rows.csv", "--groups", "groups.csv"]);
    let rows = cells(&output.stdout, &["doc_id", "changes", "difference"]);
    assert_eq!(rows[1][..2], ["post-7", "reported"]);
    assert!(rows[1][2].starts_with(
        "[-“We will-] {+they would+} close all the schools when the river [-rises-] {+rose+}"
    ));
    let table = fs::read(folder.path().join("groups.csv")).expect("groups");
    let columns = [
        "speaker",
        "first_doc_id",
        "first_is",
        "last_date",
        "outlets",
        "articles",
        "wordings",
        "names",
    ];
    let group = ["Dee Lind", "wire-1", "but for 1 without a date", "2024-10-04", "3", "4", "3"];
    let found = cells(&table, &columns);
    assert_eq!((found.len(), &found[0][..7]), (1, &group.map(str::to_owned)[..]));
    assert_eq!(found[0][7], "Dee Lind | Lind | Mayor Dee Lind");
}

#[test]
fn every_form_is_written_and_tables_are_read_in_every_form() {
    let folder = folder();
    let all = |input: &str, output: &str| {
        let done = run(folder.path(), &[input, "-o", output, "--quiet", "--min-articles", "1"]);
        assert!(done.status.success(), "{output}: {}", told(&done));
        fs::read(folder.path().join(output)).expect("written")
    };
    let expected = all("rows.csv", "out.csv");
    assert_eq!(cells(&expected, &["doc_id"]).len(), 7);
    let page = String::from_utf8(all("rows.csv", "out.html")).expect("UTF-8");
    assert!(page.contains("<b>negation</b> “We will <ins>not</ins> close all"), "{page}");
    let text = String::from_utf8(all("rows.csv", "out.txt")).expect("UTF-8");
    assert!(text.contains("negation: “We will {+not+} close all the …"), "{text}");
    for name in ["out.tsv", "out.jsonl"] {
        all("rows.csv", name);
        // What was written is a table of statements with outlets and dates again.
        assert!(all(name, "again.csv") == expected, "{name}");
    }
    #[cfg(feature = "parquet")]
    {
        all("rows.csv", "out.parquet");
        assert!(all("out.parquet", "again.csv") == expected);
    }
    #[cfg(feature = "xlsx")]
    {
        all("rows.csv", "out.xlsx");
        assert!(all("out.xlsx", "again.csv") == expected);
    }
}

#[test]
fn what_cannot_be_matched_is_refused_with_the_remedy() {
    let folder = folder();
    fs::write(folder.path().join("other.csv"), "id,text\na,Rain\n").expect("written");
    for (args, words) in [
        (
            vec!["rows.csv", "-o", "out.pdf"],
            "out.pdf: matches are written to a file in html, txt, csv, tsv,",
        ),
        (vec!["rows.csv", "-o", "rows.csv"], "rows.csv is an input too"),
        (vec!["rows.csv", "-o", "x.csv", "--groups", "x.csv"], "is named twice"),
        (vec!["rows.csv", "--outlet-column", "paper"], "no column \"paper\" (have: "),
        (vec!["rows.csv", "--similarity", "3"], "not a number from 0.3 to 1"),
        (vec!["other.csv"], "name it with --quote-column"),
        (vec!["none.csv"], "none.csv: "),
    ] {
        let output = run(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", told(&output));
        assert!(told(&output).contains(words), "{}", told(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn outlet_that_is_named_as_a_column_of_ours_is_that_of_the_input() {
    let folder = folder();
    let table = "doc_id,statement_id,speaker,source,content,input_source\n\
                 a,S1,Ada Obi,the mayor of Lisse,The bridge over the river is safe,Morning Post\n\
                 b,S1,Ada Obi,she,The bridge over the river is safe,Evening Star\n";
    fs::write(folder.path().join("own.csv"), table).expect("written");
    let args = ["own.csv", "--outlet-column", "source", "--quiet", "--groups", "groups.csv"];
    let output = run(folder.path(), &args);
    assert!(output.status.success(), "{}", told(&output));
    let groups = fs::read(folder.path().join("groups.csv")).expect("groups");
    assert_eq!(cells(&groups, &["first_outlet"]), [["Morning Post"]]);
}

#[test]
fn order_of_tables_and_rows_changes_no_group() {
    let folder = folder();
    let (header, rows) = TABLE.split_once('\n').expect("a header");
    let mut lines: Vec<&str> = rows.lines().collect();
    lines.reverse();
    fs::write(folder.path().join("a.csv"), format!("{header}\n{}\n", lines[..3].join("\n")))
        .expect("written");
    fs::write(folder.path().join("b.csv"), format!("{header}\n{}\n", lines[3..].join("\n")))
        .expect("written");
    let whole = run(folder.path(), &["rows.csv", "--quiet"]);
    let parts = run(folder.path(), &["b.csv", "a.csv", "--quiet"]);
    assert_eq!(String::from_utf8_lossy(&whole.stdout), String::from_utf8_lossy(&parts.stdout));
}
