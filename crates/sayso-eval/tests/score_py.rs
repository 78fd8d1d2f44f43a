//! The figures are those of the reference scorer, digit for digit.
//!
//! Compares with what `score.py --all` printed for the files of `figures`; and, where the shared data
//! and a Python are at hand, runs it on gold and on predictions made by disturbing gold.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sayso_eval::{MarkedAttribution, MarkedDocument, Report, parse_documents};

/// A small generator of numbers, so that every run disturbs gold in the same way.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) % bound
    }

    fn shift(&mut self) -> i64 {
        match self.below(3) {
            0 => i64::try_from(self.below(60)).expect("small") - 30,
            _ => 0,
        }
    }
}

fn disturbed(document: &MarkedDocument, numbers: &mut Numbers) -> String {
    let mut marked = String::new();
    for attribution in &document.attributions {
        let mut source = spans(&attribution.source, numbers);
        if numbers.below(8) == 0 {
            source = "[]".to_owned();
        }
        let (cue, content) =
            (spans(&attribution.cue, numbers), spans(&attribution.content, numbers));
        let speaker = speaker(attribution, numbers);
        let copies = [1, 1, 1, 1, 1, 0, 2][usize::try_from(numbers.below(7)).expect("small")];
        for _ in 0..copies {
            let comma = if marked.is_empty() { "" } else { "," };
            let (kind, within) = (kind(attribution, numbers), within(attribution, numbers));
            write!(marked, "{comma}{{\"source\":{source},\"cue\":{cue},\"content\":{content},\"speaker\":{speaker},\"attribution_type\":{kind},\"within\":{within}}}")
                .expect("a string takes all");
        }
    }
    let id = serde_json::to_string(&document.doc_id).expect("a string");
    format!("{{\"doc_id\":{id},\"attributions\":[{marked}]}}\n")
}

fn spans(spans: &[[i64; 2]], numbers: &mut Numbers) -> String {
    let moved: Vec<_> =
        spans.iter().map(|[start, end]| [start + numbers.shift(), end + numbers.shift()]).collect();
    serde_json::to_string(&moved).expect("numbers")
}

fn speaker(attribution: &MarkedAttribution, numbers: &mut Numbers) -> String {
    let name = attribution.speaker.as_deref().map(|name| match numbers.below(4) {
        0 => name.split(' ').next_back().unwrap_or_default().to_owned(),
        1 => format!("Dr. {name}’s"),
        _ => name.to_owned(),
    });
    serde_json::to_string(&name).expect("a string")
}

fn kind(attribution: &MarkedAttribution, numbers: &mut Numbers) -> String {
    let kind = attribution.attribution_type.as_deref().unwrap_or("control");
    serde_json::to_string(if numbers.below(6) == 0 { "communication" } else { kind }).expect("text")
}

fn within(attribution: &MarkedAttribution, numbers: &mut Numbers) -> &'static str {
    match (attribution.nested, numbers.below(8)) {
        (true, 1..) | (false, 0) => "1",
        _ => "null",
    }
}

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let python = Command::new("python3").arg("--version").output().is_ok();
    (python && shared.join("tools/score.py").exists()).then_some(shared)
}

fn read(path: &Path) -> String {
    let bytes = fs::read(path).expect("a readable file");
    let mut text = String::new();
    match path.extension().is_some_and(|ending| ending == "gz") {
        true => flate2::read::MultiGzDecoder::new(&bytes[..])
            .read_to_string(&mut text)
            .expect("compressed text"),
        false => (&bytes[..]).read_to_string(&mut text).expect("text"),
    };
    text
}

fn reference(shared: &Path, gold: &str, predicted: &str, form: &[&str]) -> String {
    let folder = std::env::temp_dir().join(format!("sayso-score-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    let (gold_file, predicted_file) = (folder.join("gold.jsonl"), folder.join("predicted.jsonl"));
    fs::write(&gold_file, gold).expect("gold written");
    fs::write(&predicted_file, predicted).expect("predictions written");
    let output = Command::new("python3")
        .arg(shared.join("tools/score.py"))
        .args([&gold_file, &predicted_file])
        .args(form)
        .output()
        .expect("python runs");
    fs::remove_dir_all(&folder).expect("the folder goes");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn figures_are_those_that_the_reference_scorer_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures");
    let documents = |name| parse_documents(&read(&folder.join(name))).expect("documents");
    let report = Report::of(&documents("gold.jsonl"), &documents("predicted.jsonl"));
    assert_eq!(report.to_string(), read(&folder.join("score-py.txt")));
}

#[test]
fn figures_are_those_of_the_reference_scorer() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no python3, or no ../shared beside the repository");
        return;
    };
    let mut numbers = Numbers(7);
    for name in [
        "seeds/article.gold.jsonl",
        "data/polnear-dev.jsonl.gz",
        "data/wikinews-dev.jsonl.gz",
        "data/strict-dev.jsonl.gz",
    ] {
        let lines = read(&shared.join(name));
        let gold = parse_documents(&lines).expect("gold");
        let predicted: String =
            gold.iter().map(|document| disturbed(document, &mut numbers)).collect();
        let report = Report::of(&gold, &parse_documents(&predicted).expect("predictions"));
        let table = reference(&shared, &lines, &predicted, &["--all"]);
        assert_eq!(report.to_string(), table, "{name}");
        let json = reference(&shared, &lines, &predicted, &["--all", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(serde_json::to_value(&report).expect("JSON"), json, "{name}");
    }
}
