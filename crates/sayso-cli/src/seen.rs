//! The file of `--seen`: which inputs earlier runs have read.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use sayso::read::{Seen, Stamp};

use crate::beside::{beside, cannot_be_written};
use crate::exit::{tell, wrong_usage};
use crate::lock::Lock;
use crate::output::Output;

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

    /// Gives the output its name. Rows of an earlier run, whose files are not read again, are not lost for it:
    /// where nothing was new, they stay as they are, else they are kept under a name with a number behind it.
    /// Says whether the output is that of this run.
    pub(crate) fn place(&self, output: Output, path: Option<&Path>) -> anyhow::Result<bool> {
        let earlier = path.filter(|path| path.is_file() && self.seen.passed_over() > 0);
        let Some(earlier) = earlier else { return output.finish().map(|()| true) };
        let name = earlier.display();
        if self.seen.now().is_empty() {
            output.discard();
            tell(format_args!("nothing new: {name} is left as it was"));
            return Ok(false);
        }
        let kept = (1..).map(|number: u32| beside(earlier, &number.to_string()));
        if let Some(kept) = kept.into_iter().find(|kept| fs::symlink_metadata(kept).is_err()) {
            fs::rename(earlier, &kept).with_context(|| cannot_be_written(&kept))?;
            tell(format_args!(
                "{name} is that of this run; the one of an earlier run is {} (sayso merge joins them)",
                kept.display()
            ));
        }
        output.finish().map(|()| true)
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
