//! The file of `--seen`: which inputs earlier runs have read.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use sayso::read::{Seen, Stamp};

use crate::beside::{beside, cannot_be_written};
use crate::exit::wrong_usage;
use crate::lock::Lock;

/// The file, held for this run alone.
pub(crate) struct SeenFile {
    lines: String,
    lock: Lock,
    pub(crate) seen: Seen,
}

impl SeenFile {
    /// Reads the file; one that is not there yet is empty.
    ///
    /// # Errors
    /// Where it cannot be read, is another kind of file, which the list would be added to, or another run
    /// holds it.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let lock = Lock::take(path)?;
        let lines = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.with_context(|| format!("{}: cannot be read", path.display()))?,
        };
        Ok(Self { seen: Seen::new(stamps(path, &lines)?), lines, lock })
    }

    /// Writes what this run has read below what earlier ones have, once its rows are in their place, but
    /// for the files in which something failed: once mended, or asked for rightly, they are new.
    pub(crate) fn finish(self, broken: &[PathBuf]) -> anyhow::Result<()> {
        let broken: Vec<PathBuf> =
            broken.iter().filter_map(|it| fs::canonicalize(it).ok()).collect();
        let path: PathBuf = self.lock.target().to_owned();
        let mut lines = self.lines;
        for stamp in self.seen.now().iter().filter(|it| !broken.iter().any(|own| own == it.path()))
        {
            lines += &format!("{stamp}\n");
        }
        let new = beside(&path, "new");
        let written = File::create(&new).and_then(|mut file| {
            file.write_all(lines.as_bytes())?;
            file.sync_data()?;
            fs::rename(&new, &path)
        });
        written.with_context(|| cannot_be_written(&path))
    }
}

fn stamps(path: &Path, lines: &str) -> anyhow::Result<Vec<Stamp>> {
    let stamp = |(line, text): (usize, &str)| {
        Stamp::parse(text).ok_or_else(|| {
            let name = path.display();
            wrong_usage(anyhow!(
                "{name}: no list of what was read: line {} is none of a file; name another with --seen",
                line + 1
            ))
        })
    };
    lines.lines().enumerate().map(stamp).collect()
}
