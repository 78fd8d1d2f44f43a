//! How far a run is: a bar on a terminal, a line a minute in a log.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{DecimalBytes, HumanCount, ProgressBar, ProgressStyle};
use sayso::read::Corpus;
use sayso::{Failure, Summary};

use crate::exit::tell;
use crate::troubles::Troubles;

/// How often the bar is drawn, and its message made.
const REDRAW: Duration = Duration::from_millis(200);

/// How often a log gets a line.
const LOG: Duration = Duration::from_secs(60);

/// Shows the counts of a run while it goes on, and names what fails.
pub(crate) struct Progress {
    bar: ProgressBar,
    read: sayso::read::Progress,
    /// The bytes of the whole input, where it is known.
    total: Option<u64>,
    /// Since when this program runs; with what a stopped one had run, it is `started`.
    running: Instant,
    started: Instant,
    told: Instant,
    articles: u64,
    statements: u64,
    troubles: Troubles,
    quiet: bool,
}

impl Progress {
    /// A bar where standard error is a terminal and it was not asked to be quiet.
    pub(crate) fn new(corpus: &Corpus, quiet: bool) -> Self {
        let now = Instant::now();
        // Asking looks at every file.
        let total = if quiet { None } else { corpus.bytes() };
        Self {
            bar: if quiet { ProgressBar::hidden() } else { bar(total) },
            read: corpus.progress(),
            total,
            running: now,
            started: now,
            told: now,
            articles: 0,
            statements: 0,
            troubles: Troubles::default(),
            quiet,
        }
    }

    /// The same, counting these troubles.
    pub(crate) fn with_troubles(self, troubles: Troubles) -> Self {
        Self { troubles, ..self }
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
        let counts = self.counts();
        if is_log {
            let read = reading(self.read.bytes(), self.total, self.running.elapsed());
            let seconds = self.started.elapsed().as_secs();
            tell(format_args!("{seconds} s: {counts}, {read}"));
        } else {
            self.bar.set_position(self.read.bytes());
            self.bar.set_message(counts);
        }
    }

    /// The counts so far; a stage before the statements has none of them to count.
    fn counts(&self) -> String {
        let articles = counted(self.articles, "article");
        match self.statements {
            0 => articles,
            statements => format!("{articles}, {}", counted(statements, "statement")),
        }
    }

    /// Counts what failed, and names it above the bar where it is one of the first of its class.
    pub(crate) fn tell_failure(&mut self, failure: &Failure) {
        if let Some(line) = self.troubles.add(failure) {
            self.bar.suspend(|| tell(format_args!("{line}")));
        }
    }

    /// Tells a warning that is none of a reader's.
    pub(crate) fn warn(&mut self, warning: &str) {
        self.troubles.warned();
        self.bar.suspend(|| tell(format_args!("warning: {warning}")));
    }

    /// Whether there was a warning.
    pub(crate) fn has_warnings(&self) -> bool {
        self.troubles.has_warnings()
    }

    /// Takes the bar away, and tells what went wrong: a line for each class of it.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
        self.troubles.lines().iter().for_each(|line| tell(format_args!("{line}")));
    }

    /// Takes the bar away and tells what the run amounts to.
    pub(crate) fn finish(&self, summary: &Summary) {
        self.clear();
        if self.quiet {
            return;
        }
        let seconds = self.started.elapsed().as_secs_f64();
        let also = |count: usize, what: &str| match count {
            0 => String::new(),
            count => format!(", {} {what}", HumanCount(count as u64)),
        };
        let empty = also(summary.empty, "of them without a text");
        let failed = also(summary.failed, "failed");
        tell(format_args!(
            "{} in {}{empty}{failed} ({} in {seconds:.1} s)",
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

/// What has been read, how fast, and how long the rest takes at that rate.
fn reading(bytes: u64, total: Option<u64>, time: Duration) -> String {
    let rate = bytes as f64 / time.as_secs_f64().max(1e-3);
    let mut text = format!("{} read", DecimalBytes(bytes));
    if let Some(total) = total.filter(|total| *total > 0) {
        text = format!("{} of {} read", DecimalBytes(bytes), DecimalBytes(total));
    }
    text += &format!(" at {:.1} MB/s", rate / 1e6);
    if let Some(total) = total.filter(|_| rate > 0.0) {
        let left = total.saturating_sub(bytes) as f64 / rate;
        text += &format!(", {left:.0} s left");
    }
    text
}

fn bar(total: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match total {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_of_a_log_tells_rate_and_time_left() {
        let time = Duration::from_secs(10);
        let line = reading(20_000_000, Some(50_000_000), time);
        assert_eq!(line, "20.00 MB of 50.00 MB read at 2.0 MB/s, 15 s left");
        assert_eq!(reading(20_000_000, None, time), "20.00 MB read at 2.0 MB/s");
    }
}
