//! The figures of the last release, as `BENCHMARKS.md` has them.

use std::collections::BTreeMap;

/// Megabytes a second by corpus and by what was measured.
#[derive(Debug, Default)]
pub(crate) struct Released(BTreeMap<(String, String), f64>);

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

    /// The megabytes a second.
    pub(crate) fn speed(&self, corpus: &str, name: &str) -> Option<f64> {
        self.0.get(&(corpus.to_owned(), name.to_owned())).copied()
    }
}

/// What was measured, and the number before "MB/s".
fn figure(line: &str) -> Option<(&str, f64)> {
    let (before, _) = line.strip_prefix("  ")?.split_once(" MB/s")?;
    let (name, speed) = before.rsplit_once(' ')?;
    Some((name.trim(), speed.parse().ok()?))
}
