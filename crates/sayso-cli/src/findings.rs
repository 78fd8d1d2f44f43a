//! What `sayso verify` finds: printed for people, and written as a report.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Error;
use sayso::read;
use sayso_verify::{Checked, Claim, Event, Role, Summary, Verdict};

use crate::exit::{self, tell};
use crate::output::Output;

/// How many findings of a kind are printed unless all are asked for: enough to see what they have in
/// common, and three kinds fit on a screen or two.
pub(crate) const MOST: u64 = 20;

/// Which findings there are, and how many of them are printed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// Whether rows that are changed, cut or elsewhere are findings too.
    pub(crate) strict: bool,
    /// Whether more than [`MOST`] of a kind are printed.
    pub(crate) all: bool,
}

/// Where findings go.
pub(crate) struct Findings {
    out: Output,
    report: Option<csv::Writer<Output>>,
    wanted: Wanted,
    /// How many there were of each kind.
    counts: BTreeMap<&'static str, u64>,
    /// Rows that fail only because they are judged strictly.
    strict_failures: u64,
    unread_texts: usize,
}

impl Findings {
    const COLUMNS: [&str; 11] = [
        "record",
        "doc_id",
        "statement_id",
        "column",
        "verdict",
        "found_start",
        "found_end",
        "text_has",
        "row_has",
        "speaker",
        "content",
    ];

    pub(crate) fn new(report: Option<&Path>, wanted: Wanted) -> anyhow::Result<Self> {
        let out = Output::open(None)?;
        let report = report.map(|path| Output::open(Some(path)).map(csv::Writer::from_writer));
        let mut report = report.transpose()?;
        if let Some(report) = &mut report {
            report.write_record(Self::COLUMNS)?;
        }
        let counts = BTreeMap::new();
        Ok(Self { out, report, wanted, counts, strict_failures: 0, unread_texts: 0 })
    }

    pub(crate) fn tell(&mut self, event: Event<'_, read::Error>) -> anyhow::Result<()> {
        match event {
            Event::Row(checked) => self.row(checked)?,
            Event::UnreadRow(error) => {
                let is_shown = self.is_shown("unread_row");
                if is_shown {
                    tell(format_args!("failed: {:#}", Error::new(error)));
                }
            }
            Event::UnreadText(error) => {
                self.unread_texts += usize::from(!error.is_warning());
                if error.is_warning() || self.is_shown("unread_text") {
                    exit::tell_unread(error);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Counts a finding, and says whether it is one of those that are printed.
    fn is_shown(&mut self, kind: &'static str) -> bool {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        self.wanted.all || *count <= MOST
    }

    fn row(&mut self, checked: &Checked) -> anyhow::Result<()> {
        let verdict = checked.verdict();
        let is_strict_failure = verdict.is_word_for_word() && !verdict.is_to_the_letter();
        self.strict_failures += u64::from(is_strict_failure && self.wanted.strict);
        for (role, _, verdict) in checked.claims() {
            if *verdict == Verdict::Exact {
                continue;
            }
            self.report(checked, role, verdict)?;
            let is_finding = self.wanted.strict || !verdict.is_word_for_word();
            if is_finding && !verdict.is_to_the_letter() && self.is_shown(verdict.name()) {
                self.print(checked, role, verdict)?;
            }
            // What is true of one claim then is true of all.
            if *verdict == Verdict::DocumentMissing {
                break;
            }
        }
        Ok(())
    }

    fn print(&mut self, checked: &Checked, role: Role, verdict: &Verdict) -> anyhow::Result<()> {
        let row = checked.row();
        write!(self.out, "record {}: {} {}: ", row.record, row.doc_id, row.statement_id)?;
        match verdict {
            Verdict::DocumentMissing => writeln!(self.out, "{verdict}")?,
            _ => writeln!(self.out, "{} {verdict}", role.name())?,
        }
        Ok(())
    }

    fn report(&mut self, checked: &Checked, role: Role, verdict: &Verdict) -> anyhow::Result<()> {
        let Some(report) = &mut self.report else { return Ok(()) };
        let row = checked.row();
        let place = verdict.place().map(|place| (place.start.to_string(), place.end.to_string()));
        let (start, end) = place.unwrap_or_default();
        let (text, words) =
            verdict.nearest().map_or(("", ""), |nearest| (&*nearest.text, &*nearest.row));
        report.write_record([
            &row.record.to_string(),
            &*row.doc_id,
            &row.statement_id,
            role.name(),
            verdict.name(),
            &start,
            &end,
            text,
            words,
            words_of(&row.speaker),
            words_of(&row.content),
        ])?;
        Ok(())
    }

    /// Ends the outputs, and tells the counts below the findings.
    pub(crate) fn finish(self, summary: &Summary) -> anyhow::Result<ExitCode> {
        let totals = totals(&self.counts, self.wanted.all);
        // Who closed a pipe early is told the counts all the same.
        let printed = self.out.finish();
        if summary.rows() > 0 && summary.document_missing == summary.rows() {
            tell(format_args!("no row names a text of INPUT; name it as it was named for extract"));
        }
        tell(format_args!("{summary}"));
        totals.inspect(|totals| tell(format_args!("{totals}")));
        printed?;
        if let Some(report) = self.report {
            report.into_inner().map_err(|error| error.into_error())?.finish()?;
        }
        let failed = summary.failed() + self.strict_failures;
        Ok(exit::with_failures(usize::from(failed > 0) + self.unread_texts))
    }
}

/// The words of a claim, where the table has them.
fn words_of(claim: &Claim) -> &str {
    match claim {
        Claim::Words { words, .. } => words,
        _ => "",
    }
}

/// How many findings there were of each kind, where there were any.
fn totals(counts: &BTreeMap<&'static str, u64>, all: bool) -> Option<String> {
    let is_cut = |count: u64| !all && count > MOST;
    let of_kind = |(kind, count): (&&str, &u64)| match is_cut(*count) {
        true => format!("{count} {kind} (the first {MOST} shown)"),
        false => format!("{count} {kind}"),
    };
    let kinds: Vec<String> = counts.iter().map(of_kind).collect();
    let remedy = if counts.values().any(|count| is_cut(*count)) { "; --all shows all" } else { "" };
    (!kinds.is_empty()).then(|| format!("findings: {}{remedy}", kinds.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_say_what_is_not_shown() {
        let counts = BTreeMap::from([("absent", 3000), ("document_missing", 20)]);
        assert_eq!(
            totals(&counts, false).expect("some"),
            "findings: 3000 absent (the first 20 shown), 20 document_missing; --all shows all"
        );
        assert_eq!(
            totals(&counts, true).expect("some"),
            "findings: 3000 absent, 20 document_missing"
        );
        assert_eq!(totals(&BTreeMap::new(), false), None);
    }
}
