//! The figures of the last release, as `BENCHMARKS.md` has them.

use std::collections::BTreeMap;

/// How fast something was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speed {
    /// Megabytes a second.
    pub(crate) megabytes: f64,
    /// Words a second, where they were counted: of more digits than the megabytes of a network.
    pub(crate) words: Option<f64>,
}

impl Speed {
    /// How many times as fast as the other.
    pub(crate) fn over(self, other: Self) -> f64 {
        match (self.words, other.words) {
            (Some(words), Some(others)) => words / others,
            _ => self.megabytes / other.megabytes,
        }
    }
}

/// Speeds by corpus and by what was measured.
#[derive(Debug, Default)]
pub(crate) struct Released(BTreeMap<(String, String), Speed>);

impl Released {
    /// The figures of the first block of text in the page that is set apart by fences; newer
    /// releases stand before older ones. The block is what the benchmark printed.
    pub(crate) fn of(page: &str) -> Self {
        let mut figures = BTreeMap::new();
        let mut corpus = String::new();
        let block = page.split("```").nth(1).unwrap_or_default();
        for line in block.lines() {
            if let Some((name, _)) = line.split_once(": ").filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut corpus);
            }
            if let Some((name, speed)) = figure(line) {
                figures.insert((corpus.clone(), name.to_owned()), speed);
            }
        }
        Self(figures)
    }

    /// How fast it was.
    pub(crate) fn speed(&self, corpus: &str, name: &str) -> Option<Speed> {
        self.0.get(&(corpus.to_owned(), name.to_owned())).copied()
    }
}

/// What was measured, and the numbers before "MB/s" and "words/s".
fn figure(line: &str) -> Option<(&str, Speed)> {
    let (before, after) = line.strip_prefix("  ")?.split_once(" MB/s")?;
    let (name, megabytes) = before.rsplit_once(' ')?;
    let words = after.split_once(" words/s").and_then(|(words, _)| words.trim().parse().ok());
    Some((name.trim(), Speed { megabytes: megabytes.parse().ok()?, words }))
}
