//! How often the resolver names the right speaker when it is given the right sources.
//!
//! usage: gold_speakers GOLD.jsonl[.gz] [SPEAKERS.jsonl[.gz]] [--errors N] [--all] [--weights FILE]
//!     [--without RULE]
//!
//! GOLD holds documents with attributions in code points. The speaker of an attribution stands in
//! its own `speaker` and `kind`, or in SPEAKERS, joined by `doc_id` and `id`. Prints the accuracy by
//! kind of mention, as ../shared/tools/score.py compares names, and the first N
//! errors; with `--all` every source and its speaker instead; `--weights` are those of a ranker to try. `--without RULE`
//! prints what a rule is worth, how many more speakers are right with it than without; `--without all`
//! does so for each. `--signs` prints, a row a source, on what the confidence in its speaker rests.

#[path = "gold/mod.rs"]
mod gold;

use std::collections::BTreeMap;
use std::error::Error;

use sayso_resolve::Resolver;
use sayso_segment::Segmenter;
use sayso_text::Speaker;

fn main() -> Result<(), Box<dyn Error>> {
    let options = gold::Options::parse(std::env::args().skip(1));
    let articles = gold::read(&options.files)?;
    let segmenter = Segmenter::new();
    let mut resolver = Resolver::new();
    if let Some(weights) = &options.weights {
        resolver = resolver.with_weights(&std::fs::read_to_string(weights)?);
    }
    if options.signs {
        print_signs(&resolver, &articles);
        return Ok(());
    }
    if let Some(rule) = &options.without {
        print_worth(&resolver, &articles, rule);
        return Ok(());
    }
    let mut tally = Tally::default();
    for article in &articles {
        let segmentation = segmenter.segment(&article.text);
        let attributions = article.attributions();
        let speakers = resolver.resolve(&article.text, &segmentation, &attributions);
        for (statement, speaker) in labelled(article).zip(&speakers) {
            let Some(statement) = statement else { continue };
            if options.all {
                show(article, statement, speaker);
            } else {
                tally.count(article, statement, speaker, options.errors);
            }
        }
    }
    if !options.all {
        tally.print();
    }
    Ok(())
}

/// The statements of an article whose speaker is known; none in the place of each other.
fn labelled(article: &gold::Article) -> impl Iterator<Item = Option<&gold::Statement>> {
    let known = |statement: &gold::Statement| statement.kind != gold::UNLABELLED;
    article.statements.iter().map(move |statement| Some(statement).filter(|it| known(it)))
}

/// Prints the signs of each speaker, behind the article, the attribution and the name.
#[expect(clippy::print_stdout, reason = "the table is what is asked for")]
fn print_signs(resolver: &Resolver, articles: &[gold::Article]) {
    let (segmenter, mut worker) = (Segmenter::new(), resolver.worker());
    println!("doc_id\tid\tspeaker\t{}", sayso_resolve::SIGN_NAMES.join("\t"));
    for article in articles {
        let segmentation = segmenter.segment(&article.text);
        let speakers =
            worker.resolve(&article.text, &segmentation, &article.attributions()).to_vec();
        let rows = article.statements.iter().zip(&speakers).zip(worker.signs());
        for ((statement, speaker), signs) in rows {
            let signs: Vec<String> = signs.0.iter().map(ToString::to_string).collect();
            println!("{}\t{}\t{}\t{}", article.id, statement.id, speaker.name, signs.join("\t"));
        }
    }
}

/// Prints what each of the rules of the name is worth.
#[expect(clippy::print_stdout, reason = "the table is what is asked for")]
fn print_worth(resolver: &Resolver, articles: &[gold::Article], name: &str) {
    let all = right(resolver, articles);
    println!("{:18} {:>6} {all:5} right with all rules", "rule", "worth");
    for (rule, _) in sayso_resolve::rules().filter(|(rule, _)| name == "all" || *rule == name) {
        let without = right(&Resolver::new().without(rule), articles);
        println!("{rule:18} {:>+6}", all as i64 - without as i64);
    }
}

/// How many speakers are right.
fn right(resolver: &Resolver, articles: &[gold::Article]) -> usize {
    let (segmenter, mut worker) = (Segmenter::new(), resolver.worker());
    let of_article = |article: &gold::Article| {
        let (segmentation, attributions) =
            (segmenter.segment(&article.text), article.attributions());
        let speakers = worker.resolve(&article.text, &segmentation, &attributions);
        let pairs = labelled(article).zip(speakers);
        let right = pairs.filter(|(statement, speaker)| {
            statement.is_some_and(|it| gold::same_name(&speaker.name, &it.speaker))
        });
        right.count()
    };
    articles.iter().map(of_article).sum()
}

#[derive(Default)]
struct Tally {
    kinds: BTreeMap<&'static str, (usize, usize)>,
    shown: usize,
}

impl Tally {
    fn count(
        &mut self,
        article: &gold::Article,
        statement: &gold::Statement,
        speaker: &Speaker,
        errors: usize,
    ) {
        let source = statement.source_text(&article.text);
        let kind = gold::mention_kind(&source, statement);
        let right = gold::same_name(&speaker.name, &statement.speaker);
        let (correct, all) = self.kinds.entry(kind).or_default();
        *correct += usize::from(right);
        *all += 1;
        if !right && self.shown < errors {
            self.shown += 1;
            report(article, statement, speaker, kind);
        }
    }

    #[expect(clippy::print_stdout, reason = "the table is what the program is for")]
    fn print(&self) {
        let (mut correct, mut all) = (0, 0);
        for (kind, (right, number)) in &self.kinds {
            println!("{kind:18} {:5.1}  {right:4} of {number}", percent(*right, *number));
            if *kind != "none" {
                correct += right;
                all += number;
            }
        }
        println!("{:18} {:5.1}  {correct:4} of {all}", "all but none", percent(correct, all));
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[expect(clippy::print_stdout, reason = "errors are asked for")]
fn report(article: &gold::Article, statement: &gold::Statement, speaker: &Speaker, kind: &str) {
    println!(
        "[{kind}] {} {}: {:?} -> {:?} not {:?}\n    {}",
        article.id,
        statement.id,
        statement.source_text(&article.text),
        &*speaker.name,
        statement.speaker,
        statement.context(&article.text)
    );
}

#[expect(clippy::print_stdout, reason = "the list is asked for")]
fn show(article: &gold::Article, statement: &gold::Statement, speaker: &Speaker) {
    let source = statement.source_text(&article.text).replace('\n', " ");
    println!(
        "{}\t{}\t{source}\t{}\t{}\t{}",
        article.id, statement.id, speaker.name, speaker.kind, speaker.role
    );
}
