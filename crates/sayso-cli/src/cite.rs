//! `sayso cite`: what a paper says of the program, of a run, and whom it cites.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use sayso::ModelChoice;
use sayso_review::{Corrections, Figures, sentence};
use serde_json::{Value, json};

use crate::beside::beside;
use crate::exit::wrong_usage;
use crate::manifest::{self, Manifest, model_to_json};
use crate::output::Output;
use crate::review;

/// Prints a paragraph for the methods section and BibTeX
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With the manifest of a run (extract --manifest) the paragraph has its counts, options and model; without
one, what holds for any run of this program. How right the rows are, it says where you have read some of
them (sayso review): from TABLE.review.jsonl beside the manifest, or the file of --review.

Examples:
  sayso extract articles/ -o statements.csv --manifest
  sayso cite statements.csv.manifest.json              with statements.csv.review.jsonl, where it is there
  sayso cite --model small
  sayso cite --bibtex >> paper.bib")]
pub(crate) struct Args {
    /// Manifest of the run
    #[arg(value_name = "MANIFEST")]
    manifest: Option<PathBuf>,

    /// Model of the run, where no MANIFEST says it
    #[arg(long, value_name = "MODEL", default_value_t, conflicts_with = "manifest")]
    model: ModelChoice,

    /// What was said of the rows by sayso review [default: TABLE.review.jsonl, where it lies beside
    /// MANIFEST]
    #[arg(long, value_name = "FILE")]
    review: Option<PathBuf>,

    /// Print BibTeX alone
    #[arg(long)]
    bibtex: bool,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let run = match &args.manifest {
        Some(path) => Manifest::open(path)?.value,
        None => {
            json!({ "version": env!("CARGO_PKG_VERSION"), "model": model_to_json(&args.model)? })
        }
    };
    let run = Run { value: &run, path: args.manifest.as_deref() };
    let read = args.review.clone().or_else(|| review_beside(args.manifest.as_deref()?));
    let read = read.as_deref().map(reviewed).transpose()?;
    let mut out = Output::open(None)?;
    if !args.bibtex {
        let read = read.map_or_else(String::new, |told| format!(" {told}"));
        writeln!(out, "{}{read}\n", run.paragraph())?;
    }
    writeln!(out, "{}", run.bibtex())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// What was said of the table of a manifest, where it lies beside it.
fn review_beside(manifest: &Path) -> Option<PathBuf> {
    let name = manifest.file_name()?.to_str()?;
    let table = manifest.with_file_name(name.strip_suffix(manifest::ENDING)?.strip_suffix('.')?);
    Some(beside(&table, review::BESIDE)).filter(|path| path.is_file())
}

/// How right the rows are, in words.
fn reviewed(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).with_context(|| path.display().to_string()).map_err(wrong_usage)?;
    let corrections = Corrections::read(&bytes);
    let corrections =
        corrections.with_context(|| path.display().to_string()).map_err(wrong_usage)?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let table = name.strip_suffix(review::BESIDE).unwrap_or(&name).trim_end_matches('.');
    Ok(sentence(&Figures::of(&corrections), table))
}

/// Options that change which statements are found; those that only say where things are do not matter to
/// a reader.
const OPTIONS: [&str; 7] = [
    "--lexicon",
    "--type",
    "--min-confidence",
    "--min-speaker-confidence",
    "--voices",
    "--reading",
    "--complementizer",
];

/// What is known of a run.
struct Run<'r> {
    value: &'r Value,
    path: Option<&'r Path>,
}

impl Run<'_> {
    fn text(&self, pointer: &str) -> &str {
        self.value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    fn count(&self, pointer: &str) -> Option<String> {
        self.value.pointer(pointer).and_then(Value::as_u64).map(grouped)
    }

    fn model(&self) -> String {
        let (name, hash) = (self.text("/model/name"), self.text("/model/sha256"));
        if let Some(networks) = self.networks() {
            return format!("model {name}, which is {networks}");
        }
        match hash {
            "" => format!("model {name}, which is lexicons and rules"),
            hash => format!("model {name}, SHA-256 {hash}"),
        }
    }

    /// The networks of a model of several.
    fn networks(&self) -> Option<String> {
        let networks = self.value.pointer("/model/networks")?.as_array()?.iter();
        let text =
            |network: &Value, field: &str| network[field].as_str().unwrap_or_default().to_owned();
        let told =
            networks.map(|it| format!("{} (SHA-256 {})", text(it, "name"), text(it, "sha256")));
        Some(told.collect::<Vec<_>>().join(" and "))
    }

    fn paragraph(&self) -> String {
        let mut sentences = vec![format!(
            "Who said what was extracted with sayso {} ({}), which marks the sources, cues and contents of \
             statements in English news and resolves speakers within each article.",
            self.text("/version"),
            self.model()
        )];
        sentences.extend(self.options());
        sentences.extend(self.counts());
        let has_weights = !self.text("/model/sha256").is_empty() || self.networks().is_some();
        if has_weights && self.is_own_model() {
            sentences.push(
                "Its networks were trained on PolNeAR (Newell, Margolin and Ruths 2018), Wikinews and articles \
                 marked for it, starting from all-MiniLM-L6-v2; its model card has the accuracy by corpus."
                    .to_owned(),
            );
        }
        sentences.push("The program is licensed MIT OR Apache-2.0.".to_owned());
        if let Some(path) = self.path {
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            sentences.push(format!(
                "The sizes and SHA-256 of all inputs and of the table are in {name}; \"sayso verify\" checks \
                 every row against the articles."
            ));
        }
        sentences.join(" ")
    }

    /// Whether the network is one that the program carries, of whose training it knows.
    fn is_own_model(&self) -> bool {
        ModelChoice::NAMES.contains(&self.text("/model/name"))
    }

    fn options(&self) -> Option<String> {
        let given = OPTIONS.iter().filter_map(|name| {
            let value = self.text(&format!("/options/{name}"));
            let is_usual = matches!(value, "" | "0") || *name == "--voices" && value == "all";
            (!is_usual).then(|| format!("{name} {value}"))
        });
        let given: Vec<String> = given.collect();
        (!given.is_empty()).then(|| format!("Options: {}.", given.join(", ")))
    }

    fn counts(&self) -> Option<String> {
        let statements = self.count("/counts/statements")?;
        let (articles, words) = (self.count("/counts/articles")?, self.count("/counts/words")?);
        let kinds = ["direct", "indirect", "mixed"].map(|kind| {
            format!("{} {kind}", self.count(&format!("/counts/kinds/{kind}")).unwrap_or_default())
        });
        let inputs = self.value["inputs"].as_array().map_or(0, |inputs| inputs.len() as u64);
        Some(format!(
            "In {articles} articles ({words} words, {} file{}) it found {statements} statements ({}).",
            grouped(inputs),
            if inputs == 1 { "" } else { "s" },
            kinds.join(", ")
        ))
    }

    fn bibtex(&self) -> String {
        let mut note = self.model();
        if let Some(first) = note.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let software = format!(
            "@software{{sayso,\n  title = {{sayso: who said what in the news}},\n  author = {{{{The sayso \
             developers}}}},\n  version = {{{}}},\n  license = {{MIT OR Apache-2.0}},\n  note = {{{note}}}\n}}",
            self.text("/version")
        );
        if self.text("/model/sha256").is_empty() || !self.is_own_model() {
            return software;
        }
        format!("{software}\n\n{POLNEAR}")
    }
}

const POLNEAR: &str = "@inproceedings{newell-2018-polnear,\n  title = {An Attribution Relations Corpus for \
    Political News},\n  author = {Newell, Edward and Margolin, Drew and Ruths, Derek},\n  booktitle = {Proceedings \
    of the Eleventh International Conference on Language Resources and Evaluation (LREC 2018)},\n  year = {2018}\n}";

/// A count as prose has it: `1,204`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(value: &Value) -> String {
        Run { value, path: Some(Path::new("out/rows.csv.manifest.json")) }.paragraph()
    }

    #[test]
    fn paragraph_has_what_the_manifest_says() {
        let told = paragraph(&json!({
            "version": "0.1.0", "model": {"name": "small", "sha256": "ab12"},
            "options": {"--min-confidence": "0.8", "--voices": "all", "--type": "communication", "--format": "csv"},
            "inputs": [{}, {}],
            "counts": {"articles": 1204, "words": 1_000_000, "statements": 5,
                       "kinds": {"direct": 3, "indirect": 2, "mixed": 0}},
        }));
        for part in [
            "sayso 0.1.0 (model small, SHA-256 ab12)",
            "Options: --type communication, --min-confidence 0.8.",
            "In 1,204 articles (1,000,000 words, 2 files) it found 5 statements (3 direct, 2 indirect, 0 mixed).",
            "PolNeAR",
            "are in rows.csv.manifest.json",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }

    #[test]
    fn both_networks_of_a_cascade_are_named() {
        let networks =
            json!([{"name": "small", "sha256": "ab"}, {"name": "large", "sha256": "cd"}]);
        let told = paragraph(&json!({ "model": {"name": "auto", "networks": networks} }));
        let named = "(model auto, which is small (SHA-256 ab) and large (SHA-256 cd))";
        assert!(told.contains(named) && told.contains("PolNeAR"), "{told}");
    }

    #[test]
    fn corpora_are_named_of_the_own_networks_alone() {
        for (name, hash, expected) in [
            ("large", Some("ab"), true),
            ("my.safetensors", Some("cd"), false),
            ("rules", None, false),
        ] {
            let value = json!({"version": "0.1.0", "model": {"name": name, "sha256": hash}});
            let run = Run { value: &value, path: None };
            assert_eq!(run.paragraph().contains("PolNeAR"), expected, "{name}");
            assert_eq!(run.bibtex().contains("newell-2018"), expected, "{name}");
        }
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
