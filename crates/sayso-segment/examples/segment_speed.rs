//! Measures the speed of segmentation on one thread.
//!
//! ```text
//! cargo run --release -p sayso-segment --example segment_speed -- FILE...
//! ```
//!
//! Takes each file as one text, segments it again and again for two seconds and prints megabytes
//! (10⁶ bytes) per second of the fastest run.

use std::io::{Error, Write};
use std::time::{Duration, Instant};

use sayso_segment::Segmenter;

/// How long each file is measured.
const TIME: Duration = Duration::from_secs(2);

fn main() -> Result<(), Error> {
    let segmenter = Segmenter::new();
    let mut output = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let (speed, tokens) = measure(&segmenter, &text);
        writeln!(output, "{path}: {speed:.1} MB/s, {} bytes, {tokens} tokens", text.len())?;
    }
    Ok(())
}

/// Megabytes per second and the number of tokens.
fn measure(segmenter: &Segmenter, text: &str) -> (f64, usize) {
    let mut worker = segmenter.worker();
    let (start, mut fastest, mut tokens) = (Instant::now(), Duration::MAX, 0);
    while start.elapsed() < TIME {
        let run = Instant::now();
        tokens = worker.segment(text).tokens.len();
        fastest = fastest.min(run.elapsed());
    }
    (text.len() as f64 / 1e6 / fastest.as_secs_f64().max(1e-9), tokens)
}
