//! How far a run is: a bar on a terminal, a line a minute in a log.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{DecimalBytes, HumanCount, ProgressBar, ProgressStyle};
use sayso::read::Corpus;
use sayso::{Failure, Summary};

use crate::exit::{self, tell};

/// How often the bar is drawn, and its message made.
const REDRAW: Duration = Duration::from_millis(200);

/// How often a log gets a line.
const LOG: Duration = Duration::from_secs(60);

/// Shows the counts of a run while it goes on, and names what fails.
pub(crate) struct Progress {
    bar: ProgressBar,
    read: sayso::read::Progress,
    started: Instant,
    told: Instant,
    articles: u64,
    statements: u64,
    quiet: bool,
}

impl Progress {
    /// A bar where standard error is a terminal and it was not asked to be quiet.
    pub(crate) fn new(corpus: &Corpus, quiet: bool) -> Self {
        let now = Instant::now();
        Self {
            bar: if quiet { ProgressBar::hidden() } else { bar(corpus) },
            read: corpus.progress(),
            started: now,
            told: now,
            articles: 0,
            statements: 0,
            quiet,
        }
    }

    /// The same, counting on from a stopped run.
    pub(crate) fn after(self, done: &Summary, time: Duration) -> Self {
        Self {
            started: self.started.checked_sub(time).unwrap_or(self.started),
            articles: done.documents as u64,
            statements: done.statements as u64,
            ..self
        }
    }

    /// Counts an article that is done, with its statements.
    pub(crate) fn count(&mut self, statements: usize) {
        self.articles += 1;
        self.statements += statements as u64;
        // Reading the clock for every article would cost more than a short article.
        if !self.quiet && self.articles.is_multiple_of(64) {
            self.show();
        }
    }

    fn show(&mut self) {
        let is_log = self.bar.is_hidden();
        if self.told.elapsed() < if is_log { LOG } else { REDRAW } {
            return;
        }
        self.told = Instant::now();
        let (articles, statements) = (HumanCount(self.articles), HumanCount(self.statements));
        if is_log {
            let bytes = DecimalBytes(self.read.bytes());
            let seconds = self.started.elapsed().as_secs();
            tell(format_args!(
                "{seconds} s: {articles} articles, {statements} statements, {bytes} read"
            ));
        } else {
            self.bar.set_position(self.read.bytes());
            self.bar.set_message(format!("{articles} articles, {statements} statements"));
        }
    }

    /// Names what failed, above the bar.
    pub(crate) fn tell_failure(&self, failure: &Failure) {
        self.bar.suspend(|| exit::tell_failure(failure));
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

    /// The time that the run has taken, with that before it was stopped.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

fn bar(corpus: &Corpus) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match corpus.bytes() {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "{elapsed} [{bar:24}] {percent:>3} % of {decimal_total_bytes} at {decimal_bytes_per_sec}, \
             {msg}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {elapsed} {decimal_bytes}, {msg}"),
    };
    bar.enable_steady_tick(REDRAW);
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The number with its noun: "1 article", "2,000 articles".
fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", HumanCount(number))
}
