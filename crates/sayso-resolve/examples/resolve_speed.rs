//! How many words a second the resolver reads, alone and on one thread.
//!
//! usage: resolve_speed GOLD.jsonl[.gz] [ROUNDS]

#[path = "gold/mod.rs"]
mod gold;

use std::error::Error;
use std::time::Instant;

use sayso_resolve::Resolver;
use sayso_segment::Segmenter;

#[expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "the figure is the output")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let articles = gold::read(&[arguments.next().ok_or("no file given")?])?;
    let rounds: usize = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let segmenter = Segmenter::new();
    let ready: Vec<_> = articles
        .iter()
        .map(|article| (&article.text, segmenter.segment(&article.text), article.attributions()))
        .collect();
    let words: usize = ready.iter().map(|(text, ..)| text.split_whitespace().count()).sum();
    let resolver = Resolver::new();
    let mut worker = resolver.worker();
    for _ in 0..rounds {
        let start = Instant::now();
        let speakers: usize = ready
            .iter()
            .map(|(text, segmentation, given)| worker.resolve(text, segmentation, given).len())
            .sum();
        let seconds = start.elapsed().as_secs_f64();
        println!("{speakers} speakers, {words} words, {:.0} words/s", words as f64 / seconds);
    }
    Ok(())
}
