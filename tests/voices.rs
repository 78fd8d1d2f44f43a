//! Voices within voices: whatever is left out, a row stands within one that is written.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{repository, sayso};

/// The rows over the samples, by article and id.
fn rows(options: &[&str]) -> BTreeMap<(String, String), Value> {
    let output = sayso()
        .args(["extract", "--model", "small", "--quiet", "--format", "jsonl"])
        .args(options)
        .arg(repository("seeds"))
        .output()
        .expect("sayso runs");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row"));
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    rows.map(|row| ((text(&row, "doc_id"), text(&row, "statement_id")), row)).collect()
}

/// How many rows stand within others, each of which must be there and hold it.
fn inner(rows: &BTreeMap<(String, String), Value>) -> usize {
    let inner = rows.iter().filter_map(|((article, _), row)| {
        let outer = row["within"].as_str()?;
        let outer = &rows[&(article.clone(), outer.to_owned())];
        assert!(outer["content_start"].as_u64() <= row["content_start"].as_u64(), "{row}");
        assert!(row["content_end"].as_u64() <= outer["content_end"].as_u64(), "{row}");
        Some(())
    });
    inner.count()
}

#[test]
fn row_never_stands_within_one_that_was_left_out() {
    let all = rows(&[]);
    assert!(inner(&all) > 10);
    for options in [["--type", "attitude"], ["--min-confidence", "0.85"]] {
        let kept = rows(&options);
        inner(&kept);
        let raised = kept.iter().filter(|(key, row)| row["within"] != all[*key]["within"]);
        assert!(raised.count() > 0, "{options:?}: an outer row is left out");
    }
}

#[test]
fn outer_voices_are_those_at_the_top() {
    let (all, outer) = (rows(&[]), rows(&["--voices", "outer"]));
    // Numbers count what is written, so it is the contents that are compared.
    let contents = |row: &Value| (row["doc_id"].to_string(), row["content"].to_string());
    let top = all.values().filter(|row| row["within"].is_null()).map(contents);
    let outer = outer.values().map(contents);
    assert_eq!(top.collect::<BTreeSet<_>>(), outer.collect::<BTreeSet<_>>());
}
