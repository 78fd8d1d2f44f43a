//! The article that the project was asked for with gives its twelve statements.
//!
//! It lies beside the repository and is not part of it; the test says so and passes where it is
//! not there.

use std::fs;

use sayso_eval::{MarkedDocument, Report, parse_documents};

use crate::{MODELS, repository, sayso};

#[test]
fn article_gives_its_twelve_statements() {
    let folder = repository("../shared/seeds");
    let Ok(gold) = fs::read_to_string(folder.join("article.gold.jsonl")) else {
        eprintln!("skipped: no ../shared beside the repository");
        return;
    };
    let gold = parse_documents(&gold).expect("gold");
    for model in MODELS {
        let output = sayso()
            .args(["extract", "--model", model, "--format", "doc-jsonl", "--quiet"])
            // This gold has "that" before the content, unlike the corpora.
            .args(["--complementizer", "drop"])
            .arg(folder.join("article.txt"))
            .output()
            .expect("sayso runs");
        let lines = String::from_utf8(output.stdout).expect("UTF-8");
        let found = parse_documents(&lines).expect("the document form");
        assert!(lines.contains("\"date\": \"2024-10-02\""), "the date of the header");
        check(&gold, &found);
    }
}

fn check(gold: &[MarkedDocument], found: &[MarkedDocument]) {
    let report = Report::of(gold, found);
    assert_eq!(report.attribution.gold_hits, 12.0, "all statements are found\n{report}");
    assert_eq!((report.speaker.hits, report.speaker.of), (12, 12), "all speakers are right");
    assert!(report.content_exact.gold_hits >= 11.0, "nearly all contents are exact\n{report}");
    assert!(report.content_exact.predicted <= 14, "nothing is invented\n{report}");
}
