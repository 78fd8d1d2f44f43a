//! The gold of the sample articles: what each model finds of it is counted, and the counts are in
//! `tests/gold/counts.txt`.
//!
//! A golden file shows that something changed, the counts whether for better. `make bless` rewrites the
//! table; a line that falls needs its reason in the commit.

use std::fmt::Write as _;
use std::fs;

use sayso_eval::{MarkedDocument, Report, parse_documents};

use crate::golden::{difference, seeds};
use crate::{MODELS, repository, sayso};

/// The gold of one article.
fn gold_of(name: &str) -> MarkedDocument {
    let path = repository("tests/gold").join(format!("{name}.gold.jsonl"));
    let lines = fs::read_to_string(&path).expect("the gold of a sample");
    parse_documents(&lines).expect("gold").remove(0)
}

/// What a model finds in all sample articles.
fn found_by(model: &str) -> Vec<MarkedDocument> {
    let output = sayso()
        .args(["extract", "--model", model, "--format", "doc-jsonl", "--quiet"])
        .args(seeds())
        .output()
        .expect("sayso runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    parse_documents(&lines).expect("the document form")
}

/// One line of the table.
fn counts(model: &str, gold: &MarkedDocument, found: &MarkedDocument) -> String {
    let report = Report::of(std::slice::from_ref(gold), std::slice::from_ref(found));
    let (attribution, content) = (report.attribution, report.content_exact);
    let (speakers, hits) = (report.speaker.hits, attribution.gold_hits);
    let (rows, marked, exact) = (attribution.predicted, attribution.gold, content.gold_hits);
    let name = &gold.doc_id;
    format!("{model:<7}{name:<28}{marked:>4}{rows:>6}{hits:>6}{exact:>7}{speakers:>10}")
}

#[test]
fn sample_articles_give_the_counts_of_the_table() {
    let mut table = String::from(
        "# What each model finds in each sample article, by tests/gold.rs: the attributions marked by hand,\n\
         # the rows found, and of the marked ones those found, with their contents exact, with their\n\
         # speakers right. make bless rewrites it.\n\
         model  article                     gold  rows found  exact  speakers\n",
    );
    for model in MODELS {
        for found in found_by(model) {
            let gold = gold_of(&found.doc_id);
            writeln!(table, "{}", counts(model, &gold, &found)).expect("a string");
        }
    }
    let differs = difference(&table, &repository("tests/gold/counts.txt"));
    assert!(differs.is_none(), "make bless rewrites:\n{}", differs.unwrap_or_default());
}

#[test]
fn gold_marks_the_very_text_of_the_sample_articles() {
    for seed in seeds() {
        let name = seed.file_stem().expect("a name").to_string_lossy().into_owned();
        let gold = gold_of(&name);
        let text = fs::read_to_string(&seed).expect("the article");
        assert!(gold.text == text && gold.doc_id == name, "{name}");
        assert!(!gold.attributions.is_empty(), "{name}");
    }
}
