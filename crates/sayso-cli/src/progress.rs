//! How far a run is, on a terminal.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{DecimalBytes, HumanCount, ProgressBar, ProgressStyle};
use sayso::text::{Document, Statement};
use sayso::{Failure, Observer, Summary};

use crate::exit::{tell, tell_failure};

/// Shows the counts of a run while it goes on, and names what fails.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    started: Instant,
    articles: u64,
    statements: u64,
    bytes: u64,
    quiet: bool,
}

impl Progress {
    /// A bar where standard error is a terminal and it was not asked to be quiet.
    pub(crate) fn new(quiet: bool) -> Self {
        let shown = !quiet && io::stderr().is_terminal();
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, started: Instant::now(), articles: 0, statements: 0, bytes: 0, quiet }
    }

    /// Takes the bar away and tells what the run amounts to.
    pub(crate) fn finish(self, summary: &Summary) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let seconds = self.started.elapsed().as_secs_f64();
        let failed = match summary.failed {
            0 => String::new(),
            failed => format!(", {} failed", HumanCount(failed as u64)),
        };
        tell(format_args!(
            "{} in {}{failed} ({} in {seconds:.1} s)",
            counted(summary.statements as u64, "statement"),
            counted(summary.documents as u64, "article"),
            counted(summary.words, "word"),
        ));
    }
}

/// The number with its noun: "1 article", "2,000 articles".
fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", HumanCount(number))
}

impl Observer for Progress {
    fn extracted(&mut self, document: &Document, statements: &[Statement]) {
        self.articles += 1;
        self.statements += statements.len() as u64;
        self.bytes += document.text.len() as u64;
        // The bar is drawn five times a second; a message for each article would cost more than
        // the article.
        if self.articles.is_multiple_of(64) && !self.bar.is_hidden() {
            let (articles, statements) = (HumanCount(self.articles), HumanCount(self.statements));
            let bytes = DecimalBytes(self.bytes);
            self.bar.set_message(format!("{articles} articles, {bytes}, {statements} statements"));
        }
    }

    fn failed(&mut self, failure: &Failure) {
        self.bar.suspend(|| tell_failure(failure));
    }
}
