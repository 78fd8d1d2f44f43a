//! What a run has done, beside its output, so that a stopped run can go on.
//!
//! The journal says how many items of the input are done and how many bytes of the output they
//! made. Rows are handed on before the journal counts them, so whatever ends a run, the bytes that
//! the journal names are good; a resumed run cuts the rest off and goes on from there, and its
//! output is that of a run that never stopped.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, ensure};
use sayso::Summary;
use sayso::read::{Corpus, Mark, Trail};
use serde_json::{Value, json};

use crate::beside::{beside, cannot_be_written};
use crate::exit::wrong_usage;
use crate::settings::Settings;
use crate::summary;

/// How often the journal is written: the work that a stop can cost, and rare enough to be free.
const INTERVAL: Duration = Duration::from_secs(2);

/// The time of a stopped run that nobody wants to lose by a forgotten --resume.
const WORTH_KEEPING: Duration = Duration::from_secs(60);

/// The version of the journal's form.
const FORMAT: u64 = 4;

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// Documents and failures of the input.
    pub(crate) items: usize,
    /// Bytes of the output.
    pub(crate) bytes: u64,
    /// Bytes of the table of errors.
    pub(crate) error_bytes: u64,
    /// What they amount to.
    pub(crate) summary: Summary,
    /// The time that they took, in whole milliseconds.
    pub(crate) time: Duration,
    /// The files that were opened for them.
    pub(crate) read: Mark,
}

/// The journal of one output.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    part: PathBuf,
    settings: Settings,
    done: Done,
    opened: Opened,
    saved: Instant,
}

/// The files that were opened until each item came which is not yet done. Clones share them: one goes
/// with the reading, which is ahead.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opened {
    trail: Trail,
    marks: Arc<Mutex<VecDeque<Mark>>>,
}

impl Opened {
    /// Notes that an item was read.
    pub(crate) fn note(&self) {
        let mark = self.trail.mark();
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).push_back(mark);
    }

    /// The files up to the first item of those that were noted, which is done now.
    fn next(&self) -> Option<Mark> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

impl Journal {
    /// The journal of a new run; one that a stopped run has left is taken away, because its part
    /// will be overwritten.
    ///
    /// # Errors
    /// Where that would lose the work of a stopped run of the same settings which took a while:
    /// whoever types the same again mostly wants to go on.
    pub(crate) fn begin(target: &Path, settings: Settings) -> anyhow::Result<Self> {
        let journal = Self::new(target, settings);
        let stopped = fs::read_to_string(&journal.path).ok();
        if let Some(Ok(done)) = stopped.map(|text| journal.parse(&text))
            && done.time >= WORTH_KEEPING
        {
            return Err(wrong_usage(anyhow!(
                "a stopped run has done {} articles of this in {} s; go on with --resume, or \
                 delete {} to start over",
                done.summary.documents,
                done.time.as_secs(),
                journal.path.display(),
            )));
        }
        let _ = fs::remove_file(&journal.path);
        Ok(journal)
    }

    /// The journal that a stopped run of the same settings has left, or a new one.
    pub(crate) fn resume(target: &Path, settings: Settings) -> anyhow::Result<Self> {
        let mut journal = Self::new(target, settings);
        if let Ok(text) = fs::read_to_string(&journal.path) {
            let place = || journal.path.display().to_string();
            journal.done = journal.parse(&text).with_context(place).map_err(wrong_usage)?;
        }
        Ok(journal)
    }

    fn new(target: &Path, settings: Settings) -> Self {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let (path, part) = (beside(&target, "journal"), beside(&target, "part"));
        let (done, opened) = (Done::default(), Opened::default());
        Self { path, part, settings, done, opened, saved: Instant::now() }
    }

    /// Follows which files the corpus opens from now on; what is given is to be told of each item that is
    /// left to do.
    ///
    /// # Errors
    /// Where those of the stopped run are others now: counted by their places, its articles would be
    /// others too, and some would come twice and some never.
    pub(crate) fn follow(&mut self, corpus: &Corpus) -> anyhow::Result<Opened> {
        self.opened.trail = corpus.trail();
        let read = self.done.read;
        if corpus.mark(read.files) == read {
            return Ok(self.opened.clone());
        }
        let (path, files) = (self.path.display(), read.files);
        let changed = self.changed(corpus).map_or_else(String::new, |path| {
            format!(" ({} was written since then)", path.display())
        });
        Err(wrong_usage(anyhow!(
            "the first {files} files are not those that the stopped run has read{changed}; start over \
             without --resume, and delete {path} if that asks for it"
        )))
    }

    /// The first of the files that the stopped run has read which was written after its journal, or in the
    /// same tick of the file system's clock.
    fn changed(&self, corpus: &Corpus) -> Option<PathBuf> {
        let written = |path: &Path| fs::metadata(path).and_then(|found| found.modified()).ok();
        let stopped = written(&self.path)?;
        let files = usize::try_from(self.done.read.files).unwrap_or(usize::MAX);
        corpus.paths().take(files).find(|path| written(path).is_some_and(|at| at >= stopped))
    }

    fn parse(&self, text: &str) -> anyhow::Result<Done> {
        let journal: Value = serde_json::from_str(text).context("not a journal")?;
        ensure!(
            journal["format"] == FORMAT,
            "a journal of another version; start without --resume"
        );
        let stopped = Settings::from_json(&journal["settings"]).context("no settings")?;
        let differences = self.settings.differences(&stopped);
        ensure!(
            differences.is_empty(),
            "the stopped run had {}; use the same, or start over without --resume",
            differences.join(", ")
        );
        let number =
            |name: &str| journal[name].as_u64().with_context(|| format!("no number \"{name}\""));
        let done = Done {
            items: number("items")?.try_into()?,
            bytes: number("bytes")?,
            error_bytes: number("error_bytes")?,
            summary: summary::from_json(&journal["summary"]).context("no counts")?,
            time: Duration::from_millis(number("milliseconds")?),
            read: Mark { files: number("files")?, digest: number("digest")? },
        };
        let left = fs::metadata(&self.part).map_or(0, |part| part.len());
        ensure!(left >= done.bytes, "the part is shorter than it was; start without --resume");
        Ok(done)
    }

    pub(crate) fn done(&self) -> &Done {
        &self.done
    }

    /// Whether there is something to go on from.
    pub(crate) fn is_saved(&self) -> bool {
        self.path.exists()
    }

    /// Counts an item of the input that is handed on; the summary is of all so far.
    pub(crate) fn count(&mut self, summary: &Summary) {
        self.done.items += 1;
        self.done.read = self.opened.next().unwrap_or(self.done.read);
        self.done.summary.clone_from(summary);
    }

    /// Whether it is time to write the journal.
    pub(crate) fn is_due(&self) -> bool {
        self.saved.elapsed() >= INTERVAL
    }

    /// Writes the journal. All rows of the counted items must have been handed on to the file.
    pub(crate) fn save(&mut self, time: Duration, error_bytes: u64) -> anyhow::Result<()> {
        self.saved = Instant::now();
        self.done.time = time;
        self.done.error_bytes = error_bytes;
        self.write().with_context(|| cannot_be_written(&self.path))
    }

    fn write(&mut self) -> io::Result<()> {
        self.done.bytes = fs::metadata(&self.part)?.len();
        let Done { items, bytes, error_bytes, summary, time, read } = &self.done;
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let text = json!({
            "format": FORMAT, "items": items, "bytes": bytes, "error_bytes": error_bytes,
            "milliseconds": milliseconds, "summary": summary::to_json(summary),
            "files": read.files, "digest": read.digest,
            "settings": self.settings.to_json(),
        });
        let new = beside(&self.path, "new");
        let mut file = File::create(&new)?;
        writeln!(file, "{text}")?;
        file.sync_data()?;
        fs::rename(&new, &self.path)
    }

    /// Takes the journal away: the run is whole.
    pub(crate) fn finish(self) {
        // A journal that stays does no harm: a later run overwrites it.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(model: &str) -> Settings {
        Settings::default().with("--model", model)
    }

    #[test]
    fn journal_reads_back_with_the_same_settings_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "part"), "12345").expect("written");
        let mut journal = Journal::begin(&target, of("a")).expect("a new journal");
        let mut summary = Summary::default();
        summary.documents = 1;
        journal.count(&summary);
        summary.failed = 1;
        journal.count(&summary);
        let time = Duration::from_millis(1500);
        journal.save(time, 7).expect("saved");
        let resumed = Journal::resume(&target, of("a")).expect("the same settings");
        assert_eq!(
            resumed.done(),
            &Done { items: 2, bytes: 5, error_bytes: 7, summary, time, ..Done::default() }
        );
        let error = Journal::resume(&target, of("b")).expect_err("other settings");
        assert!(
            format!("{error:#}").contains("the stopped run had --model a (this one: --model b)"),
            "{error}"
        );
    }

    #[test]
    fn part_that_was_cut_does_not_resume() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "part"), "12345").expect("written");
        let mut journal = Journal::begin(&target, Settings::default()).expect("a new journal");
        journal.save(Duration::ZERO, 0).expect("saved");
        fs::write(beside(&target, "part"), "123").expect("written");
        let error = Journal::resume(&target, Settings::default()).expect_err("a short part");
        assert!(error.to_string().contains("the part is shorter"), "{error}");
        Journal::begin(&target, Settings::default()).expect("a new journal");
        assert!(Journal::resume(&target, Settings::default()).is_ok(), "a new run starts over");
    }

    #[test]
    fn long_work_is_not_started_over_by_a_forgotten_option() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "part"), "12345").expect("written");
        let mut journal = Journal::begin(&target, of("a")).expect("a new journal");
        journal.save(WORTH_KEEPING, 0).expect("saved");
        let error = Journal::begin(&target, of("a")).expect_err("work to lose");
        assert!(error.to_string().contains("go on with --resume, or delete"), "{error}");
        assert!(journal.is_saved());
        assert!(Journal::begin(&target, of("b")).is_ok(), "other work");
        assert!(!journal.is_saved());
    }

    #[test]
    fn journal_of_another_version_does_not_resume() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "part"), "12345").expect("written");
        let mut journal = Journal::begin(&target, of("a")).expect("a new journal");
        journal.save(Duration::ZERO, 0).expect("saved");
        let text = fs::read_to_string(&journal.path).expect("a journal");
        let form = |number: u64| format!("\"format\":{number},");
        let older = text.replace(&form(FORMAT), &form(FORMAT - 1));
        assert_ne!(older, text);
        for (text, told) in [(older.as_str(), "another version"), ("{", "not a journal")] {
            fs::write(&journal.path, text).expect("written");
            let error = Journal::resume(&target, of("a")).expect_err("no journal of ours");
            assert!(format!("{error:#}").contains(told), "{error:#}");
        }
    }

    #[test]
    fn rows_behind_the_last_count_do_not_hinder() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "part"), "12345").expect("written");
        let mut journal = Journal::begin(&target, of("a")).expect("a new journal");
        journal.save(Duration::ZERO, 0).expect("saved");
        fs::write(beside(&target, "part"), "12345678").expect("written");
        let resumed = Journal::resume(&target, of("a")).expect("a longer part");
        assert_eq!(resumed.done().bytes, 5);
        resumed.finish();
        assert!(!journal.is_saved());
    }

    #[test]
    fn work_of_a_moment_is_started_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "part"), "12345").expect("written");
        let mut journal = Journal::begin(&target, of("a")).expect("a new journal");
        journal.save(WORTH_KEEPING - Duration::from_millis(1), 0).expect("saved");
        Journal::begin(&target, of("a")).expect("little to lose");
        assert!(!journal.is_saved());
    }

    #[test]
    fn nothing_to_resume_is_a_new_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = Journal::resume(&folder.path().join("rows.csv"), Settings::default());
        assert_eq!(journal.expect("a new journal").done(), &Done::default());
    }
}
